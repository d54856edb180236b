"""Repairs for reading. The original text is never changed: a repair says how one slice of it should be read.

:func:`find_repairs` finds them, :class:`ReadingText` applies them and leads offsets back and forth.
"""

from ontherecord.loading.repair.find import find_repairs
from ontherecord.loading.repair.reading import ReadingText

__all__ = ["ReadingText", "find_repairs"]
