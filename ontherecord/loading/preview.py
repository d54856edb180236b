"""What a table's columns are taken for, with a preview: for a person to confirm or correct before it is loaded."""

from __future__ import annotations

import gzip
import io
import threading
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from ontherecord.errors import Code, Problem
from ontherecord.loading import files
from ontherecord.loading.decoding import decode
from ontherecord.loading.guarded import PLAIN, SMALL, Guard
from ontherecord.loading.kinds import kind_of
from ontherecord.loading.readers import FORMATS
from ontherecord.loading.readers.tables import SAMPLE
from ontherecord.loading.records import body, recognise, text_column, value

HEAD = 4 * 1024 * 1024
"""Bytes of a text table that are looked at."""
MOST_COLUMNS = 500
CELL = 300
"""Characters of a cell that a preview shows."""
SECONDS = 20
"""Processor time that a preview may take."""
WHOLE = frozenset({"xlsx", "xlsm", "parquet", "json"})
"""Endings of formats that cannot be read from their first bytes alone."""
_TURNS = threading.BoundedSemaphore(2)
"""So many previews at a time: each may take as much memory as reading a file."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A table as it would be read. ``fields`` may be given back to ``load_paths(columns=...)``, as it is or corrected."""

    path: str
    names: tuple[str, ...]
    """All columns, in order; not more than 500."""
    fields: Mapping[str, str]
    """Field (title, text, date, outlet, author, url, id, language) -> its column; without "text" nothing can be loaded."""
    guessed: frozenset[str]
    """Fields whose column was told by its content, not by its name."""
    rows: tuple[Mapping[str, str], ...]
    """First rows, column -> what it holds, cut to 300 characters; "" for nothing."""


def columns(source: Path | tuple[str, bytes], *, given: Mapping[str, str] | None = None, rows: int = 5) -> Columns | None:
    """Columns of a file, or of an upload (name, bytes). ``given`` is what a person said already (field -> column).

    None where the file is not a table (an article, an archive). Raises Problem where it cannot be opened, holds nothing that could be read, or takes
    more time or memory than a preview may.
    """
    name, content = (source.name, source) if isinstance(source, Path) else (source[0], source[1])
    ending, _ = files.endings(name)
    said = dict(given or {})
    if ending not in WHOLE:
        content = _head(content, name)
        kind = kind_of(ending, content)
        if kind is None or kind not in FORMATS or not FORMATS[kind].table:
            return None
        if kind in PLAIN and len(content) <= SMALL:
            return look(name, content, said, rows)
    with _TURNS, Guard(SECONDS) as guard:
        found = guard.whole("columns", name, content.absolute() if isinstance(content, Path) else content, said, rows)
    assert found is None or isinstance(found, Columns)
    return found


def looked_at(name: str, source: Path | bytes, given: Mapping[str, str], rows: int) -> Iterator[Columns | None]:
    """As :func:`look`, of what has still to be read and unpacked where the format has to be read whole."""
    if files.endings(name)[0] in WHOLE:
        source = files.read_path(source, name) if isinstance(source, Path) else files.read_bytes(source, name)
    assert isinstance(source, bytes)
    yield look(name, source, given, rows)


def look(name: str, data: bytes, given: Mapping[str, str], rows: int) -> Columns | None:
    """Columns of a table's bytes, or of its first ones."""
    kind = kind_of(files.endings(name)[0], data)
    if kind is None or kind not in FORMATS or not FORMATS[kind].table:
        return None
    if not data.strip():
        raise Problem(Code.L07, path=name)
    sample = _sample(kind, data, name, given)
    names = list(dict.fromkeys(key for row in sample for key in row))
    fields = {field: str(column) for field, column in recognise(names, given).items()}
    guessed: frozenset[str] = frozenset()
    filled = [row for row in sample if any(cell not in (None, "") for cell in row.values())]
    if "text" not in fields and (found := text_column(filled, but=fields.values())) is not None:
        fields["text"] = str(found)
        guessed = frozenset({"text"})
    shown = names[:MOST_COLUMNS]
    preview = tuple({str(key): _cell(row.get(key)) for key in shown} for row in filled[:rows])
    return Columns(name, tuple(map(str, shown)), fields, guessed, preview)


def _cell(found: Any) -> str:
    return (value(found) or body(found) or "")[:CELL]


def _head(content: Path | bytes, name: str) -> bytes:
    try:
        with files.opened(content, name) if isinstance(content, Path) else io.BytesIO(content) as stream:
            head = stream.read(HEAD)
    except OSError as error:
        raise Problem(Code.L13, path=name, detail=error.strerror or str(error)) from None
    if files.endings(name)[1]:
        try:
            head = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(head, HEAD)
        except (zlib.error, gzip.BadGzipFile) as error:
            raise Problem(Code.L05, path=name, format="gzip", detail=str(error)) from None
    # A line that is cut off would be a row with something wrong.
    return head[: head.rfind(b"\n") + 1] if len(head) == HEAD and b"\n" in head else head


def _sample(kind: str, data: bytes, name: str, given: Mapping[str, str]) -> list[dict[Any, Any]]:
    """The first rows that can be read; the header as a row of nothing, so that an empty table shows its columns."""
    from ontherecord.loading.readers import objects, sheets, tables

    if kind in ("json", "jsonl"):
        return objects.sample(decode(data, name), name, given, SAMPLE)
    if kind == "xlsx":
        rows = sheets.workbook(data, name, given)
    elif kind == "parquet":
        rows = sheets.parquet(data, name)
    else:
        rows = tables.table(decode(data, name), name, "\t" if kind == "tsv" else None, given)
    return [cells for _, cells in islice(rows, SAMPLE) if isinstance(cells, dict)]
