"""Numbers: how many of what, over time, by entity, country and outlet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from ontherecord import store
from ontherecord.model import EntityKind
from ontherecord.queries import strays
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.strays import Apart
from ontherecord.queries.where import WHO_COUNTS, Where, articles_where, mentions_where, positions_where, quotes_where, rows
from ontherecord.store.corpora import decisions_of

if TYPE_CHECKING:
    import pandas as pd

Unit = Literal["auto", "day", "week", "month"]


@dataclass(frozen=True, slots=True)
class Headline:
    """The numbers on top. ``stories``: articles, near-duplicates counted once. ``first`` and ``last``: days of publication, None without any."""

    articles: int
    undated: int
    stories: int
    outlets: int
    quotes: int
    speakers: int
    positions: int
    issues: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class OverTime:
    """``frame`` has period_start, period_end (both inclusive) and count, without gaps; ``undated`` is what it cannot hold, ``apart`` what lies far
    from the rest (:mod:`ontherecord.queries.strays`)."""

    frame: pd.DataFrame
    undated: int
    unit: Literal["day", "week", "month"]
    apart: tuple[Apart, ...] = ()


def headline(corpus: Corpus, filters: Filters) -> Headline:
    a, q, p = articles_where(filters), quotes_where(filters), positions_where(filters)
    articles = corpus.rows(
        "SELECT count(*), count(*) FILTER (published_on IS NULL), count(DISTINCT story), count(DISTINCT outlet), "
        f"min(published_on), max(published_on) FROM articles WHERE {a.sql}",
        a.params,
    )[0]
    quotes = corpus.rows(f"SELECT count(*), {WHO_COUNTS} FROM quotes WHERE {q.sql}", q.params)[0]
    positions = corpus.rows(f"SELECT count(*), count(DISTINCT iid) FROM positions WHERE {p.sql}", p.params)[0]
    return Headline(*articles[:4], *quotes, *positions, *articles[4:])


def said_and_shown(name: str) -> tuple[int, int]:
    """Quotes and positions of the newest build as :func:`headline` counts them without filters, from the few columns that decide: much faster
    than opening the corpus. Raises Problem C01, C02, C03, C05."""
    import duckdb  # slow to import: not before it is needed

    build = store.read_build(name)
    if decisions_of(name).last():  # people's decisions change what counts: only the open corpus knows
        told = headline(Corpus.open(name), Filters())
        return told.quotes, told.positions
    found = []
    for table, columns, where in (
        ("quotes", ["asserted"], quotes_where(Filters())),
        ("positions", ["status", "confidence"], positions_where(Filters())),
    ):
        with duckdb.connect() as connection:
            connection.register("given", store.read_table(build, table, columns))
            source = "given" if "status" in columns else "(SELECT *, 'machine' AS status FROM given)"
            found.append(connection.execute(f"SELECT count(*) FROM {source} WHERE {where.sql}", where.params).fetchall()[0][0])
    return found[0], found[1]


def entity_counts(
    corpus: Corpus,
    filters: Filters,
    kind: EntityKind | Sequence[EntityKind] | None = None,
    by: Literal["mentions", "articles", "stories"] = "mentions",
    limit: int | None = 20,
    each: int | None = None,
) -> pd.DataFrame:
    """Who and what is mentioned most by name: entity_id, name, kind, country, mentions, articles, stories (near-copies of an article count once).

    ``each``: at most so many of each kind. Numbers are those of :func:`~ontherecord.queries.profile.directory`, which has everybody.
    """
    ordered = ", ".join([*(f"{column} DESC" for column in dict.fromkeys([by, "mentions", "articles"])), "n.name"])
    hit, wanted = mentions_where(filters), Where().add("NOT n.hidden AND coalesce(n.named, TRUE)")
    wanted.among("n.kind", [kind] if isinstance(kind, str) else list(kind or ()))
    return corpus.frame(
        f"""
        WITH hit AS (
            SELECT eid, count(*) AS mentions, count(DISTINCT aid) AS articles, count(DISTINCT coalesce(story, article_id)) AS stories
            FROM (SELECT eid, aid FROM mentions WHERE {hit.sql}) JOIN (SELECT aid, story, article_id FROM articles) USING (aid) GROUP BY eid
        )
        SELECT n.entity_id, n.name, n.kind, n.country, mentions, articles, stories FROM hit JOIN nodes n USING (eid) WHERE {wanted.sql}
        QUALIFY row_number() OVER (PARTITION BY n.kind ORDER BY {ordered}) <= ?
        ORDER BY {ordered} LIMIT ?
        """,
        [*hit.params, *wanted.params, rows(each), rows(limit)],
    )


def country_counts(corpus: Corpus, filters: Filters) -> pd.DataFrame:
    """country (code), name, quotes and positions of those who speak for it, speakers (who of them is quoted), said_of (quotes of others that
    mention it); most quotes first. A country that is only spoken of has 0 quotes."""
    q, p = quotes_where(filters), positions_where(filters)
    found = corpus.frame(
        f"""
        WITH said AS (
            SELECT country, eid, 1 AS quote, 0 AS position, 0 AS said_of FROM quotes WHERE {q.sql} AND country IS NOT NULL
            UNION ALL SELECT country, NULL, 0, 1, 0 FROM positions WHERE {p.sql} AND country IS NOT NULL
            UNION ALL SELECT code, NULL, 0, 0, 1
                FROM (SELECT country, unnest(list_distinct(countries)) AS code FROM quotes WHERE {q.sql}) WHERE code IS DISTINCT FROM country
        )
        SELECT country, sum(quote)::INTEGER AS quotes, sum(position)::INTEGER AS positions, {WHO_COUNTS} AS speakers,
            sum(said_of)::INTEGER AS said_of
        FROM said GROUP BY country ORDER BY quotes DESC, positions DESC, said_of DESC, country
        """,
        [*q.params, *p.params, *q.params],
    )
    found.insert(1, "name", [corpus.label("country", code) for code in found["country"]])
    return found


def outlet_counts(corpus: Corpus, filters: Filters) -> pd.DataFrame:
    """outlet (None: not given), articles, quotes, positions: of matching articles, and what matches in them. Most articles first."""
    a, q, p = articles_where(filters), quotes_where(filters), positions_where(filters)
    return corpus.frame(
        f"""
        SELECT outlet, sum(a)::INTEGER AS articles, sum(q)::INTEGER AS quotes, sum(p)::INTEGER AS positions FROM (
            SELECT outlet, 1 AS a, 0 AS q, 0 AS p FROM articles WHERE {a.sql}
            UNION ALL SELECT outlet, 0, 1, 0 FROM quotes WHERE {q.sql}
            UNION ALL SELECT outlet, 0, 0, 1 FROM positions WHERE {p.sql}
        ) GROUP BY outlet ORDER BY articles DESC, quotes DESC, outlet
        """,
        [*a.params, *q.params, *p.params],
    )


def over_time(corpus: Corpus, filters: Filters, what: Literal["articles", "quotes"] = "articles", unit: Unit = "auto") -> OverTime:
    """Counts by day, week (from Monday) or month of publication. ``auto``: days up to 6 weeks, weeks up to 14 months, then months. Which days hold
    together is told by the articles, so that articles and quotes have the same periods."""
    every = articles_where(filters)
    table, where = ("articles", every) if what == "articles" else ("quotes", quotes_where(filters))
    days_of = "SELECT published_on, count(*) FROM {} WHERE {} GROUP BY published_on"
    counted = dict(corpus.rows(days_of.format(table, where.sql), where.params))
    undated = counted.pop(None, 0)
    known = counted if what == "articles" else dict(corpus.rows(days_of.format("articles", every.sql), every.params))
    known.pop(None, None)
    held = strays.held(known)
    first, last, apart = (held.first, held.last, strays.among(held, counted)) if held and counted else (None, None, ())
    if unit == "auto":
        days = (last - first).days if first and last else 0
        unit = "day" if days <= 42 else "week" if days <= 425 else "month"
    import pandas as pd  # slow to import: not before it is needed

    if first is None or last is None:
        return OverTime(
            pd.DataFrame({"period_start": pd.to_datetime([]), "period_end": pd.to_datetime([]), "count": pd.array([], dtype="int64")}), undated, unit
        )
    frame = corpus.frame(
        f"""
        WITH periods AS (
            SELECT unnest(generate_series(date_trunc('{unit}', ?::DATE)::TIMESTAMP, ?::DATE::TIMESTAMP, INTERVAL 1 {unit}))::DATE AS period_start
        ), found AS (
            SELECT date_trunc('{unit}', published_on)::DATE AS period_start, count(*) AS count
            FROM {table} WHERE published_on BETWEEN ? AND ? AND {where.sql} GROUP BY ALL
        )
        SELECT period_start, (period_start + INTERVAL 1 {unit} - INTERVAL 1 DAY)::DATE AS period_end, coalesce(count, 0) AS count
        FROM periods LEFT JOIN found USING (period_start) ORDER BY period_start
        """,
        [first, last, first, last, *where.params],
    )
    return OverTime(frame, undated, unit, apart)
