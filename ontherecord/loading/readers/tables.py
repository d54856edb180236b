"""Tables: one article a row, columns known by their names."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator

from ontherecord.errors import Code, Problem
from ontherecord.loading.records import Raw, from_fields, recognise

# An article may be longer than the 128 KiB that the csv module takes for a cell; the file's own size is the limit here.
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


def read_csv(text: str, path: str) -> Iterator[Raw | tuple[int | None, Problem]]:
    """Comma, semicolon, tab or bar: whichever makes the header name a text column, else the one that makes most columns."""
    yield from _read(text, path, max(",;\t|", key=lambda d: _fitness(text, d)))


def read_tsv(text: str, path: str) -> Iterator[Raw | tuple[int | None, Problem]]:
    yield from _read(text, path, "\t")


def _fitness(text: str, delimiter: str) -> tuple[bool, int]:
    header = _header(text, delimiter)
    return "text" in recognise(header), len(header)


def _header(text: str, delimiter: str) -> list[str]:
    try:
        return next((row for row in csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=delimiter) if any(map(str.strip, row))), [])
    except csv.Error:
        return []


def _read(text: str, path: str, delimiter: str) -> Iterator[Raw | tuple[int | None, Problem]]:
    # newline="" keeps line ends inside cells as they are.
    lines = list(io.StringIO(text, newline=""))
    header: list[str] = []
    fields: dict[str, str] = {}
    number = 0
    for line, cells in _rows(lines, delimiter):
        if isinstance(cells, str):
            number += 1
            yield number, Problem(Code.L05, path=path, format="CSV", detail=f"line {line}: {cells}")
        elif not any(map(str.strip, cells)):
            continue
        elif not header:
            header = [name.strip() for name in cells]
            fields = recognise(name for name in header if name)
            if "text" not in fields:
                raise Problem(Code.L04, path=path, columns=", ".join(name[:60] for name in header[:30]))
        elif any(map(str.strip, cells[len(header) :])):
            # Values have moved to other columns, most often for a mark that is missing: nothing in this row can be trusted.
            number += 1
            detail = f"line {line}: {len(cells)} cells where the header has {len(header)}"
            yield number, Problem(Code.L05, path=path, format="CSV", detail=detail)
        else:
            number += 1
            yield from_fields(dict(zip(header, cells, strict=False)), fields, number)


def _rows(lines: list[str], delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """Number of the line where a row starts, from 1, and its cells, or what is wrong with it.

    A mark that is opened and never closed swallows the rows behind it, up to the next mark or the table's end, where the strict parser
    stumbles. Such a row is given up after its first line and reading goes on with the next. A line is read again once at most: one that opens a mark
    also closes the one before it.
    """
    first = 0
    while first < len(lines):
        rows = csv.reader((lines[i] for i in range(first, len(lines))), delimiter=delimiter)
        before = 0
        while True:
            try:
                cells: list[str] | str | None = next(rows, None)
            except csv.Error as error:
                cells = str(error)
            if cells is None:
                return
            number, swallowed = first + before + 1, rows.line_num - before
            before = rows.line_num
            if swallowed > 1 and not _sound(lines[number - 1 : number - 1 + swallowed], delimiter):
                yield number, "a quotation mark is opened and not closed as it should be"
                first = number
                break
            yield number, cells


def _sound(lines: list[str], delimiter: str) -> bool:
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True
