"""One reader a format, by a file's ending.

A reader takes the decoded text and the name to show, and gives :class:`Raw` records; a :class:`Problem` among them stands for a part
that could not be read. It may raise a Problem where nothing can be read. A new format: write such a function and enter it here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ontherecord.errors import Problem
from ontherecord.loading.readers.objects import read_json, read_lines
from ontherecord.loading.readers.prose import read_markdown, read_text
from ontherecord.loading.readers.tables import read_csv, read_tsv
from ontherecord.loading.records import Raw

Found = tuple[int | None, Problem]
"""A part that could not be read: its row and what is wrong."""
Reader = Callable[[str, str], Iterator[Raw | Found]]

READERS: dict[str, Reader] = {
    "txt": read_text,
    "md": read_markdown,
    "csv": read_csv,
    "tsv": read_tsv,
    "json": read_json,
    "jsonl": read_lines,
}
