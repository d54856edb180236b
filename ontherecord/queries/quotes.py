"""Quotes: the table of them, and when whom said something."""

from __future__ import annotations

from dataclasses import dataclass
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
_COLUMNS = """quote_id, article_id, number, speaker_id, speaker_name AS speaker, source_kind, country, type, content, cue_text, source_text, title,
    outlet, published_on, said_on, said_basis, resolution, reason, country_reason, confidence, flags, start"""


@dataclass(frozen=True, slots=True)
class Timeline:
    """``points``: quote_id, speaker_id, speaker, country, day, basis (of the day), type, content, title, outlet, article_id; oldest first.
    ``lanes``: speaker_id, speaker, country, quotes; most first. ``others``: dated quotes of everybody else, ``undated``: quotes without a day,
    ``left_out``: points of the lanes beyond the limit (the oldest ones)."""

    points: pd.DataFrame
    lanes: pd.DataFrame
    others: int
    undated: int
    left_out: int


def quotes(corpus: Corpus, filters: Filters, order: Order = "newest", limit: int | None = 100, offset: int = 0) -> pd.DataFrame:
    """quote_id (a selector), article_id, number, speaker_id, speaker, source_kind, country, type, content, cue_text, source_text, title, outlet,
    published_on, said_on, said_basis, resolution, reason, country_reason, confidence, flags, start. Texts are verbatim."""
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
        FROM said JOIN nodes n USING (eid) ORDER BY quotes DESC, speaker LIMIT ?
        """,
        [*where.params, rows(limit)],
    )


def timeline(corpus: Corpus, filters: Filters, lanes: int = 12, limit: int = 1500) -> Timeline:
    """When the most-quoted speakers said something: on the day they said it where that is known, else the day of publication."""
    where = quotes_where(filters)
    top = speaker_counts(corpus, filters, lanes)[["speaker_id", "speaker", "country", "quotes"]]
    ids = top["speaker_id"].tolist()
    inside = f"speaker_id IN ({', '.join('?' * len(ids))})" if ids else "FALSE"
    dated, undated, of_lanes = corpus.rows(
        f"""
        SELECT count(day), count(*) - count(day), count(day) FILTER ({inside}) FROM
        (SELECT coalesce(said_on, published_on) AS day, speaker_id FROM quotes WHERE {where.sql})
        """,
        [*ids, *where.params],
    )[0]
    points = corpus.frame(
        f"""
        SELECT quote_id, speaker_id, speaker_name AS speaker, country, coalesce(said_on, published_on) AS day,
            CASE WHEN said_on IS NULL THEN 'publication' ELSE said_basis END AS basis, type, content, title, outlet, article_id
        FROM quotes WHERE {where.sql} AND {inside} AND coalesce(said_on, published_on) IS NOT NULL
        ORDER BY day DESC, article_id, number LIMIT ?
        """,
        [*where.params, *ids, limit],
    )
    return Timeline(points[::-1].reset_index(drop=True), top, dated - of_lanes, undated, of_lanes - len(points))
