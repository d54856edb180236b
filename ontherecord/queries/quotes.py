"""Quotes: the table of them, and who is quoted most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.where import quotes_where, rows

if TYPE_CHECKING:
    import pandas as pd

Order = Literal["newest", "oldest", "speaker", "article", "surest"]
ORDERS: dict[str, str] = {
    "newest": "published_on DESC NULLS LAST, article_id, number",
    "oldest": "published_on NULLS LAST, article_id, number",
    "speaker": "speaker_name NULLS LAST, published_on DESC NULLS LAST, article_id, number",
    "article": "article_id, number",
    "surest": "confidence DESC, published_on DESC NULLS LAST, article_id, number",
}
_COLUMNS = """quote_id, article_id, number, speaker_id, speaker_name AS speaker, source_kind, country, type, asserted, content, cue_text,
    source_text, title, outlet, published_on, said_on, said_basis, resolution, reason, country_reason, confidence, flags, start, status, checked_by,
    checked_at, note, tags"""


def quotes(corpus: Corpus, filters: Filters, order: Order = "newest", limit: int | None = 100, offset: int = 0) -> pd.DataFrame:
    """quote_id (a selector), article_id, number, speaker_id, speaker, source_kind, country, type, asserted, content, cue_text, source_text, title,
    outlet, published_on, said_on, said_basis, resolution, reason, country_reason, confidence, flags, start, status,
    checked_by, checked_at (UTC), note, tags. Texts are verbatim; of quotation
    marks in the content both of a pair are there or neither (:mod:`ontherecord.quoted`)."""
    where = quotes_where(filters)
    by = ORDERS.get(order, ORDERS["newest"])
    return corpus.frame(
        f"SELECT {_COLUMNS} FROM quotes WHERE {where.sql} ORDER BY {by} LIMIT ? OFFSET ?", [*where.params, rows(limit), max(offset, 0)]
    )


def count_quotes(corpus: Corpus, filters: Filters) -> int:
    where = quotes_where(filters)
    return int(corpus.rows(f"SELECT count(*) FROM quotes WHERE {where.sql}", where.params)[0][0])


def speaker_counts(corpus: Corpus, filters: Filters, limit: int | None = 20) -> pd.DataFrame:
    """Who is quoted most: speaker_id, speaker, country, quotes, articles, first, last (days of publication)."""
    where = quotes_where(filters)
    return corpus.frame(
        f"""
        WITH said AS (
            SELECT eid, mode(country) AS country, count(*) AS quotes, count(DISTINCT aid) AS articles, min(published_on) AS first,
                max(published_on) AS last
            FROM quotes WHERE {where.sql} AND eid IS NOT NULL GROUP BY eid
        )
        SELECT n.entity_id AS speaker_id, n.name AS speaker, said.country, quotes, articles, first, last
        FROM said JOIN nodes n USING (eid) WHERE NOT n.hidden ORDER BY quotes DESC, speaker LIMIT ?
        """,
        [*where.params, rows(limit)],
    )
