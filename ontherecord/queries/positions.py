"""Positions: the table of them, and who stands where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ontherecord.model import STANCES
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.where import positions_where, rows

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
_COLUMNS = """position_id, article_id, number, actor_id, actor_name AS actor, country, issue_id, issue_name AS issue, target, stance, hedge,
    commitment, basis, quote, evidence_text, title, outlet, published_on, said_on, said_basis, status, confidence, start"""

_BY_STANCE = ", ".join(f"count(*) FILTER (positions.stance = '{s}')::INTEGER AS {s}" for s in STANCES)


def positions(corpus: Corpus, filters: Filters, order: Order = "newest", limit: int | None = 100, offset: int = 0) -> pd.DataFrame:
    """position_id (a selector), article_id, number, actor_id, actor, country, issue_id, issue, target, stance, hedge, commitment, basis,
    quote (number of the quote that carries it), evidence_text, title, outlet, published_on, said_on, said_basis, status, confidence, start."""
    where = positions_where(filters)
    by = ORDERS.get(order, ORDERS["newest"])
    return corpus.frame(
        f"SELECT {_COLUMNS} FROM positions WHERE {where.sql} ORDER BY {by} LIMIT ? OFFSET ?", [*where.params, rows(limit), max(offset, 0)]
    )


def count_positions(corpus: Corpus, filters: Filters) -> int:
    where = positions_where(filters)
    return int(corpus.rows(f"SELECT count(*) FROM positions WHERE {where.sql}", where.params)[0][0])


def issue_counts(corpus: Corpus, filters: Filters, limit: int | None = 20) -> pd.DataFrame:
    """issue_id, issue, passages, actors, articles, then one column of passages for each stance; most passages first."""
    where = positions_where(filters)
    return corpus.frame(
        f"""
        SELECT issue_id, issue_name AS issue, count(*) AS passages, count(DISTINCT eid) AS actors, count(DISTINCT aid) AS articles,
            {_BY_STANCE}
        FROM positions WHERE {where.sql} AND issue_id IS NOT NULL GROUP BY issue_id, issue_name ORDER BY passages DESC, issue LIMIT ?
        """,
        [*where.params, rows(limit)],
    )


def position_cells(corpus: Corpus, filters: Filters, actors: int | None = None, issues: int | None = None) -> pd.DataFrame:
    """Actor by issue: actor_id, actor, country, issue_id, issue, stance, target, confidence, drafts, stances, passages, articles, first, last.

    ``stance`` is the one of the latest day that has one (undated passages count only where none is dated; on a tie the stance with most
    passages, then the order of STANCES), ``target`` what its latest passage is about, the surest of a day. ``confidence`` is that of its
    surest passage, ``drafts`` how many of the passages no person has checked. ``stances`` is a dict of passages by stance. ``actors`` and
    ``issues`` keep those with most passages.
    """
    where = positions_where(filters)
    found = corpus.frame(
        f"""
        WITH hit AS (
            SELECT aid, number, eid, iid, stance, target, country, dated, confidence, status
            FROM positions WHERE {where.sql} AND eid IS NOT NULL AND iid IS NOT NULL
        ), stances AS (
            SELECT eid, iid, stance, count(*) AS n, max(dated) AS latest, max(confidence) AS confidence,
                first(target ORDER BY dated DESC NULLS LAST, confidence DESC, aid, number) AS target
            FROM hit GROUP BY eid, iid, stance
        ), last_stance AS (
            SELECT eid, iid, stance, target, confidence FROM stances
            QUALIFY 1 = row_number() OVER (PARTITION BY eid, iid ORDER BY latest DESC NULLS LAST, n DESC, list_position(?::VARCHAR[], stance))
        ), cells AS (
            SELECT eid, iid, mode(country) AS country, {_BY_STANCE.replace("positions.", "hit.")}, count(*) AS passages,
                count(*) FILTER (status = 'machine')::INTEGER AS drafts, count(DISTINCT aid) AS articles, min(dated) AS first, max(dated) AS last
            FROM hit
            WHERE eid IN (SELECT eid FROM hit GROUP BY eid ORDER BY count(*) DESC, eid LIMIT ?)
                AND iid IN (SELECT iid FROM hit GROUP BY iid ORDER BY count(*) DESC, iid LIMIT ?)
            GROUP BY eid, iid
        )
        SELECT nodes.entity_id AS actor_id, nodes.name AS actor, cells.country, issue_id, issues.name AS issue, last_stance.stance,
            last_stance.target, last_stance.confidence, cells.* EXCLUDE (eid, iid, country)
        FROM cells JOIN last_stance USING (eid, iid) JOIN nodes USING (eid) JOIN issues USING (iid) ORDER BY passages DESC, actor, issue
        """,
        [*where.params, list(STANCES), rows(actors), rows(issues)],
    )
    import pandas as pd  # slow to import: not before it is needed

    counts = [{s: int(n) for s, n in zip(STANCES, row, strict=True) if n} for row in found[list(STANCES)].itertuples(index=False)]
    found.insert(list(found.columns).index("stance") + 1, "stances", pd.Series(counts, dtype=object))
    return found.drop(columns=list(STANCES))
