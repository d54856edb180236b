"""What filters let through, as CSV or JSON: exactly the filtered rows, with where they come from."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, get_args

from ontherecord.queries import Corpus, Filters, articles, entity_counts, positions, quotes

if TYPE_CHECKING:
    import pandas as pd

What = Literal["quotes", "positions", "entities", "articles"]
Format = Literal["csv", "json"]
WHAT: tuple[What, ...] = get_args(What)
FORMATS: tuple[Format, ...] = get_args(Format)
_ROWS: dict[str, Callable[[Corpus, Filters], pd.DataFrame]] = {
    "quotes": lambda corpus, filters: quotes(corpus, filters, "oldest", limit=None),
    "positions": lambda corpus, filters: positions(corpus, filters, "oldest", limit=None),
    "entities": lambda corpus, filters: entity_counts(corpus, filters, limit=None, unnamed=True),
    "articles": lambda corpus, filters: articles(corpus, filters, "oldest", limit=None),
}
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def export(corpus: Corpus, filters: Filters, what: What = "quotes", format: Format = "csv") -> str:
    """All matching rows as text.

    JSON: an object with ``corpus``, ``version``, ``built_at``, ``notice``, ``what``, ``filters`` (URL parameters), ``sentence`` (the same in
    English), ``count`` and ``rows``; ``start`` is a code point of the original text. CSV: a head of lines that begin with ``#`` says
    the same (pandas: ``read_csv(comment="#")`` would cut texts, so use ``skiprows``, the number in the first line), then a header and
    rows. Text in CSV that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, "CSV Injection").
    """
    if what not in WHAT or format not in FORMATS:
        raise ValueError(f"cannot export {what!r} as {format!r}")
    frame = _ROWS[what](corpus, filters)
    about = {
        "corpus": corpus.name,
        "version": corpus.version,
        "built_at": corpus.built_at.isoformat(timespec="seconds") if corpus.built_at else None,
        "notice": corpus.notice,
        "what": what,
        "filters": filters.to_params(),
        "sentence": filters.sentence(corpus),
        "count": len(frame),
    }
    rows = [{name: _plain(value) for name, value in zip(frame.columns, row, strict=True)} for row in frame.itertuples(index=False, name=None)]
    return _json(about, rows) if format == "json" else _csv(about, list(frame.columns), rows)


def _json(about: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    return json.dumps({**about, "rows": rows}, ensure_ascii=False, indent=1) + "\n"


def _csv(about: dict[str, Any], columns: list[str], rows: list[dict[str, Any]]) -> str:
    head = [f"# On the Record: {about['what']} of the corpus {about['corpus']}, build {about['version']}"]
    head += [f"# {' '.join(text.split())}" for text in (about["sentence"], about["notice"]) if text]
    out = io.StringIO()
    out.write(f"# {len(head) + 1} lines of explanation, then {about['count']} rows\n" + "\n".join(head) + "\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[_cell(row[name]) for name in columns] for row in rows])
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    return "'" + value if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA) else value


def _plain(value: Any) -> Any:
    """Plain Python for JSON: a day as 2025-03-14, None for what is missing."""
    if hasattr(value, "tolist"):  # numpy arrays and scalars
        value = value.tolist()
    if value is None or isinstance(value, list):
        return value
    import pandas as pd  # slow to import: not before it is needed

    if pd.isna(value):
        return None
    return value.isoformat()[:10] if isinstance(value, (date, datetime)) else value
