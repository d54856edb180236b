"""Tables: one article a row, columns known by their names."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from ontherecord.errors import Code, Problem
from ontherecord.loading.records import NAMES, PASSED_OVER, Raw, from_fields, plain, recognise, text_column

Found = tuple[int | None, Problem]
Given = Mapping[str, str]
Rows = Iterator[tuple[int, "dict[Any, Any] | Problem"]]
"""Row 0 holds the names of the columns."""

# An article may be longer than the 128 KiB that the csv module takes for a cell; the file's own size is the limit here.
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


_SEPARATOR = re.compile(r"\s*+\"?sep=(.)\"?[ ;,\t]*+(?:\r\n|\r|\n)", re.IGNORECASE)

_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]++")


def read_csv(text: str, path: str, given: Given) -> Iterator[Raw | Found]:
    """Comma, semicolon, tab or bar: whichever makes the header name a text column, else the one that makes most columns."""
    yield from records_of(table(text, path, given=given), path, given)


def read_tsv(text: str, path: str, given: Given) -> Iterator[Raw | Found]:
    yield from records_of(table(text, path, "\t"), path, given)


def _delimiter(text: str, given: Given | None) -> str:
    def fitness(delimiter: str) -> tuple[bool, int]:
        header = _header(text, delimiter)
        return "text" in recognise(header, given), len(header)

    return max(",;\t|", key=fitness)


def _header(text: str, delimiter: str) -> list[str]:
    try:
        return next((row for row in csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=delimiter) if any(map(str.strip, row))), [])
    except csv.Error:
        return []


def table(text: str, path: str, delimiter: str | None = None, given: Given | None = None) -> Rows:
    """Rows of a delimited table: the number, from 1 below the header, and its cells by column; or what is wrong with it."""
    if said := _SEPARATOR.match(text):  # Excel's own first line, which names the delimiter
        delimiter, text = said[1], text[said.end() :]
    delimiter = delimiter or _delimiter(text, given)
    lines = _LINE.findall(text)  # with their ends, which stay as they are inside cells
    del text
    header: list[str] = []
    number = 0
    for line, cells in _rows(lines, delimiter):
        if isinstance(cells, str):
            number += 1
            yield number, Problem(Code.L05, path=path, format="CSV", detail=f"line {line}: {cells}")
        elif not any(map(str.strip, cells)):
            continue
        elif not header:
            header = [name.strip() for name in cells]
            yield 0, dict.fromkeys(name for name in header if name)
        elif any(map(str.strip, cells[len(header) :])):
            # Values have moved to other columns, most often for a mark that is missing: nothing in this row can be trusted.
            number += 1
            detail = f"line {line}: {len(cells)} cells where the header has {len(header)}"
            yield number, Problem(Code.L05, path=path, format="CSV", detail=detail)
        else:
            number += 1
            yield number, dict(zip(header, cells, strict=False))


SAMPLE = 50
"""Rows that are looked at to find a column of text by its content."""


def records_of(rows: Rows, path: str, given: Given) -> Iterator[Raw | Found]:
    """Records of a table's rows; row 0 names the columns. Raises Problem L04 or L18 where no column holds text."""
    rows = iter(rows)
    first: list[tuple[int, dict[Any, Any] | Problem]] = list(islice(rows, SAMPLE))
    names = next((list(cells) for number, cells in first if number == 0 and not isinstance(cells, Problem)), None)
    if names is None:
        yield from ((number, cells) for number, cells in first if isinstance(cells, Problem))
        return
    fields, notes = fields_of(names, [cells for number, cells in first if number and not isinstance(cells, Problem)], path, given)
    for number, cells in chain(first, rows):
        if isinstance(cells, Problem):
            yield number, cells
        elif number:
            yield replace(from_fields(cells, fields, number), problems=notes) if notes else from_fields(cells, fields, number)
            notes = ()


def fields_of(names: list[Any], sample: list[dict[Any, Any]], path: str, given: Given) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Field -> column, and what a person should know of how it was found. Raises Problem L04, L18."""
    fields = recognise(names, given)
    notes: list[Problem] = []
    known = {plain(str(name)) for name in names}
    for field, column in given.items():
        if field in NAMES and plain(column) not in known:
            notes.append(Problem(Code.L19, path=path, field=field, column=column, columns=named(names)))
    if "text" not in fields:
        found = text_column(sample, but=fields.values())
        if found is None:
            # A list of links, such as Media Cloud gives: titles and addresses, no texts.
            raise Problem(Code.L18 if {"title", "url"} <= fields.keys() else Code.L04, path=path, columns=named(names))
        fields["text"] = found
        notes.append(Problem(Code.L20, path=path, column=found))
    notes.extend(unknown(names, fields, path))
    return fields, tuple(notes)


def unknown(names: Iterable[Any], fields: Mapping[str, Any], path: str) -> list[Problem]:
    """L25 where a table has no title, date or outlet that is known, and columns that one of these may be."""
    missing = [field for field in ("title", "date", "outlet") if field not in fields]
    unused = [name for name in names if name not in fields.values() and plain(str(name)) not in PASSED_OVER]
    return [Problem(Code.L25, path=path, fields=" or ".join(missing), columns=named(unused))] if missing and unused else []


def named(names: Iterable[object]) -> str:
    """Names of columns for a message: not more than thirty, each not longer than sixty characters."""
    return ", ".join(str(name)[:60] for name in islice(names, 30)) or "none"


def _rows(lines: list[str], delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """Number of the line where a row starts, from 1, and its cells, or what is wrong with it.

    A mark that is opened and never closed swallows the rows behind it, up to the next mark or the table's end, where the strict parser
    stumbles. Such a row is given up after its first line and reading goes on with the next. Where that happens so often that most lines would be read
    over and over, the rest is read with a line for a row.
    """
    first = 0
    again = 2 * len(lines) + 10_000
    while first < len(lines):
        if again < 0:
            yield from _each(lines, first, delimiter)
            return
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
                yield number, OPEN
                first, again = number, again - swallowed
                break
            yield number, cells


OPEN = "a quotation mark is opened and not closed as it should be"


def _each(lines: list[str], first: int, delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    for number in range(first, len(lines)):
        line = lines[number : number + 1]
        yield number + 1, next(csv.reader(line, delimiter=delimiter), []) if _sound(line, delimiter) else OPEN


def _sound(lines: list[str], delimiter: str) -> bool:
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True
