"""Positions: the table of them, and how many there are of each issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.selectors import Property
from ontherecord.queries.sets import positions_with
from ontherecord.queries.where import SURE, WHO_COUNTS, positions_where, rows

if TYPE_CHECKING:
    import pandas as pd

Order = Literal["newest", "oldest", "actor", "issue", "surest"]
ORDERS: dict[str, str] = {
    "newest": "dated DESC NULLS LAST, article_id, number",
    "oldest": "dated NULLS LAST, article_id, number",
    "actor": "actor_name, dated DESC NULLS LAST, article_id, number",
    "issue": "issue_name, actor_name, dated DESC NULLS LAST, article_id, number",
    "surest": "confidence DESC, dated DESC NULLS LAST, article_id, number",
}
_COLUMNS = """position_id, article_id, number, actor_id, actor_name AS actor, country, issue_id, issue_name AS issue, matter, toward, target, stance,
    hedge, commitment, basis, quote, evidence_text, title, outlet, published_on, said_on, said_basis, status, confidence, start,
    checked_by, checked_at, note, tags"""


def positions(corpus: Corpus, filters: Filters, order: Order = "newest", limit: int | None = 100, offset: int = 0) -> pd.DataFrame:
    """position_id (a selector), article_id, number, actor_id, actor, country, issue_id, issue, matter, toward, target, stance, hedge, commitment,
    basis, quote (number of the quote that carries it), evidence_text, title, outlet, published_on, said_on, said_basis, status, confidence, start,
    checked_by, checked_at (UTC), note, tags."""
    where = positions_where(filters)
    by = ORDERS.get(order, ORDERS["newest"])
    return corpus.frame(
        f"SELECT {_COLUMNS} FROM positions WHERE {where.sql} ORDER BY {by} LIMIT ? OFFSET ?", [*where.params, rows(limit), max(offset, 0)]
    )


def count_positions(corpus: Corpus, filters: Filters) -> int:
    where = positions_where(filters)
    return int(corpus.rows(f"SELECT count(*) FROM positions WHERE {where.sql}", where.params)[0][0])


def issue_counts(corpus: Corpus, filters: Filters, limit: int | None = 20) -> pd.DataFrame:
    """issue_id, issue, positions, actors, articles; most positions first."""
    where = positions_where(filters)
    return corpus.frame(
        f"""
        SELECT issue_id, issue_name AS issue, count(*) AS positions, {WHO_COUNTS} AS actors, count(DISTINCT aid) AS articles
        FROM positions WHERE {where.sql} AND issue_id IS NOT NULL GROUP BY issue_id, issue_name ORDER BY positions DESC, issue LIMIT ?
        """,
        [*where.params, rows(limit)],
    )


def rows_of(corpus: Corpus, position_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """position_id -> its row, as :func:`positions` gives it."""
    found = corpus.dicts(f"SELECT {_COLUMNS} FROM positions WHERE position_id IN (SELECT unnest(?::VARCHAR[]))", [list(position_ids)])
    return {row["position_id"]: row for row in found}


def count_unsure(corpus: Corpus, filters: Filters, properties: Sequence[tuple[Property, str]] = ()) -> int:
    """Drafts below the line that the filters and ``properties`` let through: what is shown only with ``Filters.unsure``."""
    where = positions_with(replace(filters, unsure=True), properties).add(f"NOT {SURE}")
    return int(corpus.rows(f"SELECT count(*) FROM positions WHERE {where.sql}", where.params)[0][0])
