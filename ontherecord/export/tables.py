"""What filters let through, as a table: exactly the filtered rows in the order of the screen, with where they come from."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, get_args

from ontherecord.export.about import PRODUCT, About, about
from ontherecord.queries import Corpus, Filters, articles, entities, positions, quotes
from ontherecord.queries.days import iso
from ontherecord.queries.search import keys
from ontherecord.queries.sentences import with_sources
from ontherecord.queries.sources import sheet

if TYPE_CHECKING:
    import pandas as pd

What = Literal["quotes", "positions", "entities", "articles"]
Format = Literal["csv", "json"]
WHAT: tuple[What, ...] = get_args(What)
FORMATS: tuple[Format, ...] = get_args(Format)
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
SHEET_ROWS = 1_000_000
"""Rows that a sheet of a workbook holds, with room for its head."""


def rows(corpus: Corpus, filters: Filters, what: What, order: str = "", search: str = "", limit: int | None = None) -> pd.DataFrame:
    """All matching rows, or the first ``limit`` of them. ``order`` is one of the query's; "" is the oldest first.

    ``search`` narrows quotes and articles to what it finds. Quotes and positions come with the sentence around them and the article's address."""
    asked: Any = order if order and order != "best" else "oldest"
    if what == "entities":
        return entities(corpus, filters, limit)
    question = {"quotes": quotes, "positions": positions, "articles": articles}[what]
    frame: pd.DataFrame = question(corpus, filters, asked, limit=limit)  # type: ignore[operator]
    if search and what in ("quotes", "articles"):
        wanted = keys(corpus, filters, search, what, order if order in ("newest", "oldest") else "best")  # type: ignore[arg-type]
        index = [(a, n) for a, n in zip(frame["article_id"], frame["number"], strict=True)] if what == "quotes" else list(frame["article_id"])
        place = {key: i for i, key in enumerate(index)}
        frame = frame.iloc[[place[key] for key in wanted if key in place]].reset_index(drop=True)
    return with_sources(corpus, frame, "quote" if what == "quotes" else "position") if what in ("quotes", "positions") else frame


def export(
    corpus: Corpus, filters: Filters, what: What = "quotes", format: Format = "csv", *, order: str = "", search: str = "", link: str = ""
) -> str:
    """All matching rows as text.

    JSON: an object with ``corpus``, ``version``, ``built_at``, ``notice``, ``what``, ``filters`` (URL parameters), ``sentence`` (the same in
    English), ``count``, ``exported_on`` and ``rows``; ``start`` is a code point of the original text. CSV: a head of lines that begin with
    ``#`` says the same (pandas: ``read_csv(comment="#")`` would cut texts, so use ``skiprows``, the number in the first line), then a header
    and rows. Text in CSV that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, "CSV Injection").
    """
    if what not in WHAT or format not in FORMATS:
        raise ValueError(f"cannot export {what!r} as {format!r}")
    frame = rows(corpus, filters, what, order, search)
    head = about(corpus, filters, what, len(frame), order=order, search=search, link=link)
    return as_json(head, frame) if format == "json" else as_csv(head, frame)


def sources_sheet(corpus: Corpus, filters: Filters, *, once: bool = False, link: str = "") -> bytes:
    """The audit of sources (:func:`ontherecord.queries.sources.sheet`) as CSV, with the head that every export has."""
    frame = sheet(corpus, filters, once)
    what = "sources, near-copies of an article counted once" if once else "sources"
    return as_csv(about(corpus, filters, what, len(frame), link=link), frame).encode("utf-8-sig")


def as_json(head: About, frame: pd.DataFrame) -> str:
    return json.dumps({**head.as_dict(), "rows": records(frame)}, ensure_ascii=False, indent=1) + "\n"


def as_csv(head: About, frame: pd.DataFrame) -> str:
    lines = [f"# {PRODUCT}: {head.what} of the corpus {head.corpus}, build {head.version}"]
    lines += [f"# {label}: {' '.join(text.split())}" for label, text in head.lines()]
    out = io.StringIO()
    out.write(f"# {len(lines) + 1} lines of explanation, then {head.count} rows\n" + "\n".join(lines) + "\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows([[cell(value) for value in row.values()] for row in records(frame)])
    return out.getvalue()


def as_workbook(head: About, frame: pd.DataFrame) -> bytes:
    """An XLSX file of two sheets: the rows, and what they are. No text of an article becomes a formula or a link."""
    import xlsxwriter  # only who exports a workbook needs it

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(out, options) as book:
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        explanation, sheet = book.add_worksheet("About"), book.add_worksheet(head.what.capitalize())
        explanation.set_column(0, 0, 12, bold)
        explanation.set_column(1, 1, 100, wrap)
        for number, (label, text) in enumerate([("", PRODUCT), *head.lines()]):
            explanation.write_string(number, 0, label)
            explanation.write_string(number, 1, text)
        sheet.write_row(0, 0, list(frame.columns), bold)
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(frame.columns):
            sheet.set_column(column, column, {"content": 80, "evidence_text": 80, "sentence": 80, "title": 40, "target": 40}.get(name, 16))
        kept = frame.head(SHEET_ROWS)
        for number, row in enumerate(records(kept, days=True), 1):
            for column, value in enumerate(row.values()):
                if isinstance(value, list):
                    value = "; ".join(map(str, value))
                if isinstance(value, date):
                    sheet.write_datetime(number, column, datetime(value.year, value.month, value.day))
                elif isinstance(value, str):
                    sheet.write_string(number, column, value[:32_767])  # what a cell of Excel holds
                elif value is not None:
                    sheet.write(number, column, value)
        sheet.autofilter(0, 0, len(kept), max(len(frame.columns) - 1, 0))
        sheet.activate()
    return out.getvalue()


def as_parquet(head: About, frame: pd.DataFrame) -> bytes:
    """A Parquet file; the head is JSON in its metadata under ``ontherecord``. Its columns have types, so ``said_on`` of a month or year is the
    first day, as in the corpus; ``said_basis`` tells."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pandas(frame, preserve_index=False)
    for place, name in enumerate(table.column_names):
        if pa.types.is_timestamp(table.schema.field(name).type) and name != "checked_at":  # days, kept as days
            table = table.set_column(place, name, table.column(name).cast(pa.date32()))
    told = {b"ontherecord": json.dumps(head.as_dict(), ensure_ascii=False).encode()}
    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({**(table.schema.metadata or {}), **told}), out, compression="zstd")
    return out.getvalue()


def records(frame: pd.DataFrame, days: bool = False) -> list[dict[str, Any]]:
    """Rows as dicts of plain values: a day as 2025-03-14 (with ``days`` as a date), None for what is missing. ``said_on`` is 2025-03 or 2025
    where no more is known; ``checked_at`` a time in UTC."""
    found = [{name: _plain(value, days) for name, value in zip(frame.columns, row, strict=True)} for row in frame.itertuples(index=False, name=None)]
    for row, at in zip(found, frame.get("checked_at", [None] * len(found)), strict=True):
        if row.get("checked_at"):
            row["checked_at"] = at.isoformat(timespec="seconds") + "Z"
        if row.get("said_basis") in ("month", "year"):
            row["said_on"] = iso(date.fromisoformat(str(row["said_on"])), row["said_basis"])
    return found


def cell(value: Any) -> Any:
    """A value for a cell of CSV: a list as text, and no text that a spreadsheet would run as a formula."""
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    return "'" + value if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA) else value


def _plain(value: Any, days: bool) -> Any:
    if hasattr(value, "tolist"):  # numpy arrays and scalars
        value = value.tolist()
    if value is None or isinstance(value, list):
        return value
    import pandas as pd  # slow to import: not before it is needed

    if pd.isna(value):
        return None
    if isinstance(value, (date, datetime)):
        return date(value.year, value.month, value.day) if days else value.isoformat()[:10]
    return value
