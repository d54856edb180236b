"""The text as it is read, and the way between it and the original."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from ontherecord.model import Repair, Span


class ReadingText:
    """``original`` with ``repairs`` applied. Offsets are code points, end exclusive.

    The text is a row of stretches: kept ones, which are equal in both texts, and repaired ones. A place inside a kept stretch
    maps exactly; a place inside a repaired one maps to the whole of it, since single characters of it have no counterpart.
    Raises ValueError if repairs are out of order, overlap, are empty or lie outside the text.
    """

    def __init__(self, original: str, repairs: Iterable[Repair] = ()) -> None:
        self.original = original
        self.repairs = tuple(repairs)
        self._originals: list[int] = []  # where each repaired stretch starts and ends in the original: s0, e0, s1, e1 ...
        self._readings: list[int] = []  # the same in the reading text
        pieces: list[str] = []
        done = length = 0
        for repair in self.repairs:
            if not done <= repair.start < repair.end <= len(original):
                raise ValueError(f"repair {repair.start}:{repair.end} is out of order, empty or outside the text")
            pieces += (original[done : repair.start], repair.replacement)
            start = length + repair.start - done
            length = start + len(repair.replacement)
            done = repair.end
            self._originals += (repair.start, repair.end)
            self._readings += (start, length)
        pieces.append(original[done:])
        self.text = "".join(pieces)

    def to_original(self, start: int, end: int) -> Span:
        """The smallest span of the original whose reading covers ``text[start:end]``. An empty span stays empty."""
        return self._span(start, end, self._readings, self._originals)

    def to_reading(self, start: int, end: int) -> Span:
        """The smallest span of ``text`` that covers the reading of ``original[start:end]``."""
        return self._span(start, end, self._originals, self._readings)

    @staticmethod
    def _span(start: int, end: int, here: list[int], there: list[int]) -> Span:
        if start >= end:
            place = _place(start, here, there)[0]
            return Span(place, place)
        # The last character decides the end, so that what is deleted right behind it is not taken along.
        first, last = _place(start, here, there)[0], _place(end - 1, here, there)[1]
        return Span(first, max(first, last))


def _place(char: int, here: list[int], there: list[int]) -> Span:
    """The counterpart of one character: one character in a kept stretch, the whole stretch in a repaired one.

    Stretches that are empty ``here`` are passed over: at such a place the character is the one behind them.
    """
    i = bisect_right(here, char)
    if i % 2:  # between a start and its end: inside a repaired stretch
        return Span(there[i - 1], there[i])
    shift = (there[i - 1] - here[i - 1]) if i else 0
    return Span(char + shift, char + shift + 1)
