"""Countries: who speaks for them, what is said of them, where they stand, and with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.sets import SIDE, quotes_with
from ontherecord.queries.where import positions_where, quotes_where, rows

if TYPE_CHECKING:
    import pandas as pd


def country_overview(corpus: Corpus, filters: Filters) -> pd.DataFrame:
    """country (code), name, quotes and positions of those who speak for it, speakers, said_of (quotes of others that mention it);
    most quotes first."""
    q, p = quotes_where(filters), positions_where(filters)
    found = corpus.frame(
        f"""
        WITH said AS (
            SELECT country, eid AS who, 1 AS quote, 0 AS position, 0 AS said_of FROM quotes WHERE {q.sql} AND country IS NOT NULL
            UNION ALL SELECT country, eid, 0, 1, 0 FROM positions WHERE {p.sql} AND country IS NOT NULL
            UNION ALL SELECT code, NULL, 0, 0, 1
                FROM (SELECT country, unnest(list_distinct(countries)) AS code FROM quotes WHERE {q.sql}) WHERE code IS DISTINCT FROM country
        )
        SELECT country, sum(quote)::INTEGER AS quotes, sum(position)::INTEGER AS positions, count(DISTINCT who) AS speakers,
            sum(said_of)::INTEGER AS said_of
        FROM said GROUP BY country ORDER BY quotes DESC, positions DESC, said_of DESC, country
        """,
        [*q.params, *p.params, *q.params],
    )
    found.insert(1, "name", [corpus.label("country", code) for code in found["country"]])
    return found


def voices(corpus: Corpus, filters: Filters, country: str, limit: int | None = 12) -> pd.DataFrame:
    """Who speaks for a country: speaker_id, speaker, reason (the commonest), quotes, positions, first, last (days of publication)."""
    q, p = quotes_where(filters).add("country = ?", country), positions_where(filters).add("country = ?", country)
    return corpus.frame(
        f"""
        WITH said AS (
            SELECT eid, country_reason AS reason, published_on, 1 AS quote FROM quotes WHERE {q.sql} AND eid IS NOT NULL
            UNION ALL SELECT eid, actor_country_reason, published_on, 0 FROM positions WHERE {p.sql} AND eid IS NOT NULL
        )
        SELECT n.entity_id AS speaker_id, n.name AS speaker, mode(reason) AS reason, sum(quote)::INTEGER AS quotes,
            sum(1 - quote)::INTEGER AS positions, min(published_on) AS first, max(published_on) AS last
        FROM said JOIN nodes n USING (eid) GROUP BY n.entity_id, n.name ORDER BY quotes DESC, positions DESC, speaker LIMIT ?
        """,
        [*q.params, *p.params, rows(limit)],
    )


def said_of(corpus: Corpus, filters: Filters, country: str, limit: int | None = 10, offset: int = 0) -> pd.DataFrame:
    """What others say in sentences that mention a country, newest first: quote_id, speaker_id, speaker, country, type, content,
    cue_text, outlet, day, basis."""
    where = quotes_with(filters, [("mentions", country)])
    return corpus.frame(
        "SELECT quote_id, speaker_id, speaker_name AS speaker, country, type, content, cue_text, outlet, said_on AS day, said_basis AS basis "
        f"FROM quotes WHERE {where.sql} ORDER BY day DESC NULLS LAST, article_id, number LIMIT ? OFFSET ?",
        [*where.params, rows(limit), max(offset, 0)],
    )


_SIDES = f"""
    hit AS (SELECT country, eid, iid, stance, dated FROM positions WHERE {{where}} AND country IS NOT NULL AND eid IS NOT NULL AND iid IS NOT NULL),
    latest AS (
        SELECT country, eid, iid, {SIDE} AS side FROM (SELECT country, eid, iid, stance, max(dated) AS day, count(*) AS n FROM hit GROUP BY ALL)
        QUALIFY 1 = row_number() OVER (PARTITION BY country, eid, iid ORDER BY day DESC NULLS LAST, n DESC, stance)
    ),
    sides AS (
        SELECT country, iid, sign(sum(side))::INTEGER AS side, count(*) AS actors, count(DISTINCT side) > 1 AS divided FROM latest GROUP BY ALL
    )"""
"""Where each country stands on each issue: the side (+1 for, -1 against, 0 neither) on which more of its actors stand by their latest stance."""


def country_positions(corpus: Corpus, filters: Filters, country: str, limit: int | None = 30) -> pd.DataFrame:
    """A country's positions by issue: issue_id, issue, side (+1, -1, 0), divided (its actors do not agree), actors, passages, a column of
    passages for each stance, first, last; most passages first."""
    where = positions_where(filters).add("country = ?", country)
    return corpus.frame(
        f"""
        WITH {_SIDES.format(where=where.sql)}
        SELECT i.issue_id, i.name AS issue, any_value(s.side) AS side, any_value(s.divided) AS divided, any_value(s.actors) AS actors,
            count(*) AS passages, count(*) FILTER (stance = 'support')::INTEGER AS support, count(*) FILTER (stance = 'oppose')::INTEGER AS oppose,
            count(*) FILTER (stance = 'open')::INTEGER AS open, count(*) FILTER (stance = 'conditional')::INTEGER AS conditional,
            count(*) FILTER (stance = 'undecided')::INTEGER AS undecided, min(dated) AS first, max(dated) AS last
        FROM hit JOIN sides s USING (iid) JOIN issues i USING (iid) GROUP BY i.issue_id, i.name ORDER BY passages DESC, issue LIMIT ?
        """,
        [*where.params, rows(limit)],
    )


def agreement(corpus: Corpus, filters: Filters, country: str) -> pd.DataFrame:
    """With whom a country agrees: country, name, shared (issues on which both stand on a side), same (of them on the same side),
    share (same / shared); most shared issues first."""
    where = positions_where(filters)
    found = corpus.frame(
        f"""
        WITH {_SIDES.format(where=where.sql)}
        SELECT o.country, count(*) AS shared, count(*) FILTER (o.side = s.side) AS same, count(*) FILTER (o.side = s.side) / count(*) AS share
        FROM sides s JOIN sides o USING (iid) WHERE s.country = ? AND o.country <> ? AND s.side <> 0 AND o.side <> 0
        GROUP BY o.country ORDER BY shared DESC, share DESC, o.country
        """,
        [*where.params, country, country],
    )
    found.insert(1, "name", [corpus.label("country", code) for code in found["country"]])
    return found
