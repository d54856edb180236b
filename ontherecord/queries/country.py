"""Countries: who speaks for them, what is said of them, where they stand, and with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ontherecord.model import SIDES, Toward
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.sets import quotes_with
from ontherecord.queries.sides import Stand, majority, stands, tally
from ontherecord.queries.where import Where, positions_where, quotes_where, rows

if TYPE_CHECKING:
    import pandas as pd


def voices(corpus: Corpus, filters: Filters, country: str, limit: int | None = None) -> pd.DataFrame:
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
        FROM said JOIN nodes n USING (eid) WHERE NOT n.hidden GROUP BY n.entity_id, n.name ORDER BY quotes DESC, positions DESC, speaker LIMIT ?
        """,
        [*q.params, *p.params, rows(limit)],
    )


def said_by(corpus: Corpus, filters: Filters, country: str, limit: int | None = 10, offset: int = 0) -> pd.DataFrame:
    """What those say who speak for a country, as :func:`said_of`."""
    return _quotes(corpus, quotes_with(filters, [("country", country)]), limit, offset)


def said_of(corpus: Corpus, filters: Filters, country: str, limit: int | None = 10, offset: int = 0) -> pd.DataFrame:
    """What others say in sentences that mention a country, newest first: quote_id, speaker_id, speaker, country, type, asserted, status, content,
    cue_text, outlet, day, basis."""
    return _quotes(corpus, quotes_with(filters, [("mentions", country)]), limit, offset)


def _quotes(corpus: Corpus, where: Where, limit: int | None, offset: int) -> pd.DataFrame:
    return corpus.frame(
        "SELECT quote_id, speaker_id, speaker_name AS speaker, country, type, asserted, status, content, cue_text, outlet, said_on AS day, "
        "said_basis AS basis "
        f"FROM quotes WHERE {where.sql} ORDER BY day DESC NULLS LAST, article_id, number LIMIT ? OFFSET ?",
        [*where.params, rows(limit), max(offset, 0)],
    )


def country_positions(corpus: Corpus, filters: Filters, country: str, limit: int | None = None) -> pd.DataFrame:
    """A country's positions by issue: issue_id, issue, side (that of most of its actors; None where they are evenly divided or nothing can be
    compared), for, against, neither (actors), passages, last; most passages first."""
    import pandas as pd

    groups: dict[str, list[Stand]] = {}
    for stand in stands(corpus, filters, [("country", country)]):
        groups.setdefault(stand.issue_id, []).append(stand)
    rows: list[dict[str, Any]] = []
    for issue_id, group in groups.items():
        counts = tally(group)
        row: dict[str, Any] = {"issue_id": issue_id, "issue": group[0].issue, "side": majority(counts), **{side: counts[side] for side in SIDES}}
        row["passages"], row["last"] = sum(stand.passages for stand in group), max((s.last for s in group if s.last), default=None)
        rows.append(row)
    rows.sort(key=lambda row: (-row["passages"], row["issue"]))
    return pd.DataFrame(rows[:limit], columns=["issue_id", "issue", "side", *SIDES, "passages", "last"])


def agreement(corpus: Corpus, filters: Filters, country: str) -> pd.DataFrame:
    """With whom a country agrees: country, name, shared (issues on which both stand on a side, each on that of most of its actors), same (of them
    on the same side), share (same / shared); most shared issues first."""
    import pandas as pd

    groups: dict[str, dict[str, list[Stand]]] = {}
    for stand in stands(corpus, filters):
        if stand.country:
            groups.setdefault(stand.country, {}).setdefault(stand.issue_id, []).append(stand)
    sides = {code: {issue: _taken(found) for issue, found in held.items()} for code, held in groups.items()}
    own = sides.pop(country, {})
    rows = []
    for code, held in sides.items():
        same = [held[issue] == own[issue] for issue in held if held[issue] and own.get(issue)]
        if same:
            rows.append((code, corpus.label("country", code), len(same), sum(same), sum(same) / len(same)))
    rows.sort(key=lambda row: (-row[2], -row[4], row[0]))
    return pd.DataFrame(rows, columns=["country", "name", "shared", "same", "share"])


def _taken(found: list[Stand]) -> Toward | None:
    """The side of most; None where they take none or are evenly divided."""
    side = majority(tally(found))
    return side if side != "neither" else None
