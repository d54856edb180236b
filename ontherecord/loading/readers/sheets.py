"""Excel workbooks and Parquet: tables whose cells have types."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from ontherecord.errors import Code, Problem
from ontherecord.loading.archives import is_safe
from ontherecord.loading.readers.tables import Rows, records_of
from ontherecord.loading.records import Raw, recognise

Found = tuple[int | None, Problem]
Given = Mapping[str, str]
MAX_CELLS = 5_000_000
"""Sheets are held whole, from their first used cell to their last one: a value in the farthest corner would fill the memory."""
MAX_TEXT = 100_000_000
"""Characters of all cells: a workbook holds a string once that stands in many."""
MAX_BYTES = 1024 * 1024 * 1024


def read_xlsx(data: bytes, path: str, given: Given) -> Iterator[Raw | Found]:
    yield from records_of(workbook(data, path, given), path, given)


def workbook(data: bytes, path: str, given: Given | None = None) -> Rows:
    """Rows of the first sheet whose columns include the articles' text, else of the first one with anything in it."""
    names = is_safe(data, path, "Excel workbook")
    _check_extent(data, names, path)
    from python_calamine import CalamineError, load_workbook

    try:
        chosen = _with_text(load_workbook(io.BytesIO(data)), path, given)
    except (CalamineError, OSError, ValueError, KeyError, IndexError) as error:
        raise Problem(Code.L05, path=path, format="Excel workbook", detail=str(error)[:200]) from None
    header: list[str] = []
    number = 0
    for cells in chosen:
        if all(cell in ("", None) for cell in cells):
            continue
        if not header:
            header = [str(cell).strip() for cell in cells]
            yield 0, dict.fromkeys(name for name in header if name)
        else:
            number += 1
            # Numbers are kept as floats in a workbook; dates come as dates, written like 2025-03-04.
            yield number, dict(zip(header, (str(cell) if not isinstance(cell, str | float | int | bool) else cell for cell in cells), strict=False))


def _with_text(book: Any, path: str, given: Given | None) -> list[list[Any]]:
    """The sheet that is read. One is held at a time, and the first one with anything in it."""
    first: list[list[Any]] = []
    left = MAX_CELLS
    for name in book.sheet_names[:50]:
        found = book.get_sheet_by_name(name)
        left -= found.height * found.width
        if left < 0:
            raise Problem(Code.L16, path=path, detail=FAR)
        rows: list[list[Any]] = []
        room = MAX_TEXT
        for row in found.iter_rows() if found.height else ():
            room -= sum(len(cell) for cell in row if isinstance(cell, str))
            if room < 0:
                raise Problem(Code.L16, path=path, detail="its cells together hold more than a hundred million characters")
            rows.append(row)
        if rows and "text" in recognise(map(str, rows[0]), given):
            return rows
        first = first or rows
    return first


FAR = "its cells lie so far apart that it would fill the memory"
_CELL = re.compile(rb"<(?:\w{1,20}:)?(?:c|row)\s[^<>]{0,200}?\br\s*+=\s*+[\"']([A-Z]{0,3})(\d{1,7})[\"']", re.IGNORECASE)


def _check_extent(data: bytes, names: list[str], path: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in names:
            if name.startswith("xl/worksheets/"):
                try:
                    sheet = archive.read(name)
                except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
                    raise Problem(Code.L05, path=path, format="Excel workbook", detail=str(error)[:200] or "it is damaged") from None
                columns = {match[1] for match in _CELL.finditer(sheet)}
                last = max((int(match[2]) for match in _CELL.finditer(sheet)), default=0)
                if max(map(_column, columns), default=0) * last > MAX_CELLS:
                    raise Problem(Code.L16, path=path, detail=FAR)


def _column(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def read_parquet(data: bytes, path: str, given: Given) -> Iterator[Raw | Found]:
    yield from records_of(parquet(data, path), path, given)


def parquet(data: bytes, path: str) -> Rows:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(io.BytesIO(data))
        yield 0, dict.fromkeys(file.schema_arrow.names)
        number = 0
        size = 0
        for batch in file.iter_batches(batch_size=64):
            size += batch.nbytes
            if size > MAX_BYTES:
                yield number + 1, Problem(Code.L16, path=path, detail="it grows to more than a gigabyte")
                return
            for row in _dicts(batch):
                number += 1
                yield number, row if row is not None else Problem(Code.L05, path=path, format="Parquet", detail=f"row {number} holds no text")
    except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
        raise Problem(Code.L05, path=path, format="Parquet", detail=str(error).split("\n")[0][:200]) from None


def _dicts(batch: Any) -> Iterator[dict[str, Any] | None]:
    try:
        rows = batch.to_pylist()
    except (UnicodeDecodeError, ValueError, OverflowError):  # a cell that is not what its column says: row by row, so that the others are read
        for i in range(batch.num_rows):
            try:
                yield _typed(batch.slice(i, 1).to_pylist()[0])
            except (UnicodeDecodeError, ValueError, OverflowError):
                yield None
        return
    yield from map(_typed, rows)


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    return {name: cell if cell is None or isinstance(cell, str | float | int | bool | list | dict) else str(cell) for name, cell in row.items()}
