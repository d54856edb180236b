"""One issue: how much it is spoken of, and who is silent on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.where import WHO_COUNTS, articles_where, positions_where, quotes_where, rows

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Salience:
    """How much an issue is spoken of, which says nothing of what anybody thinks: positions, actors, articles with one, all articles, days and how
    far they are known."""

    positions: int
    actors: int
    articles: int
    all_articles: int
    first: date | None
    last: date | None
    first_basis: str | None
    last_basis: str | None


def salience(corpus: Corpus, filters: Filters, issue: str) -> Salience:
    """Under the filters, whatever issue they name."""
    where = positions_where(replace(filters, issue=(issue,)))
    every = articles_where(replace(filters, issue=(), stance=(), not_issue=(), not_stance=()))
    row = corpus.rows(
        f"SELECT count(*), {WHO_COUNTS}, count(DISTINCT aid), min(dated), max(dated), arg_min(said_basis, dated), arg_max(said_basis, dated) "
        f"FROM positions WHERE {where.sql}",
        where.params,
    )[0]
    (total,) = corpus.rows(f"SELECT count(*) FROM articles WHERE {every.sql}", every.params)[0]
    return Salience(int(row[0]), int(row[1]), int(row[2]), int(total), *row[3:])


def silent(corpus: Corpus, filters: Filters, issue: str, limit: int | None = 20) -> pd.DataFrame:
    """Who is quoted under the filters but has no position on the issue there: actor_id, actor, kind, country, quotes, articles, on_it (articles
    on the issue in which they are quoted); those quoted beside the issue first, then most quotes. Named people, organisations and countries only."""
    heard = quotes_where(replace(filters, issue=(), stance=(), not_issue=(), not_stance=()))
    held = positions_where(replace(filters, issue=(issue,), stance=(), not_stance=()))
    return corpus.frame(
        f"""
        WITH held AS (SELECT DISTINCT aid, eid FROM positions WHERE {held.sql}),
        heard AS (
            SELECT eid, mode(country) AS country, count(*)::INTEGER AS quotes, count(DISTINCT aid)::INTEGER AS articles,
                count(DISTINCT aid) FILTER (aid IN (SELECT aid FROM held))::INTEGER AS on_it
            FROM quotes WHERE {heard.sql} AND eid IS NOT NULL GROUP BY eid
        )
        SELECT n.entity_id AS actor_id, n.name AS actor, n.kind, heard.country, quotes, articles, on_it
        FROM heard JOIN nodes n USING (eid)
        WHERE n.named AND NOT n.hidden AND n.kind IN ('person', 'organisation', 'country') AND eid NOT IN (SELECT eid FROM held WHERE eid IS NOT NULL)
        ORDER BY on_it DESC, quotes DESC, actor LIMIT ?
        """,
        [*held.params, *heard.params, rows(limit)],
    )


def count_silent(corpus: Corpus, filters: Filters, issue: str) -> int:
    return len(silent(corpus, filters, issue, None))


def heard(corpus: Corpus, filters: Filters) -> dict[str, int]:
    """actor_id -> quotes under the filters: how often somebody is heard at all."""
    where = quotes_where(replace(filters, issue=(), stance=(), not_issue=(), not_stance=()))
    return dict(
        corpus.rows(f"SELECT speaker_id, count(*)::INTEGER FROM quotes WHERE {where.sql} AND speaker_id IS NOT NULL GROUP BY ALL", where.params)
    )
