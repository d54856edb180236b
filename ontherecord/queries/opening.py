"""What a corpus has to tell first: somebody who changed sides, the country heard most, the matter that divides most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ontherecord.model import Stance
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.counts import country_counts
from ontherecord.queries.filters import Filters
from ontherecord.queries.sets import AGAINST, FOR
from ontherecord.queries.where import positions_where


@dataclass(frozen=True, slots=True)
class Change:
    """An actor whose latest stance on an issue is not the first one."""

    actor_id: str
    actor: str
    issue_id: str
    issue: str
    before: Stance
    since: date
    now: Stance
    day: date


@dataclass(frozen=True, slots=True)
class Voice:
    country: str
    name: str
    quotes: int
    speakers: int


@dataclass(frozen=True, slots=True)
class Split:
    """Actors on either side of an issue."""

    issue_id: str
    issue: str
    support: int
    oppose: int


@dataclass(frozen=True, slots=True)
class Opening:
    """None for what this corpus does not have."""

    change: Change | None
    voice: Voice | None
    split: Split | None


def opening(corpus: Corpus, filters: Filters) -> Opening:
    """The most telling of each: a change from side to side before one of degree, then by the number of passages."""
    where = positions_where(filters)
    known = f"{where.sql} AND actor_id IS NOT NULL AND issue_id IS NOT NULL"
    side = f"CASE WHEN stance IN {FOR} THEN 1 WHEN stance = '{AGAINST[0]}' THEN -1 ELSE 0 END"
    changed = corpus.rows(
        f"""
        SELECT actor_id, any_value(actor_name), issue_id, any_value(issue_name), arg_min(stance, dated) AS before, min(dated) AS since,
            arg_max(stance, dated) AS now, max(dated) AS day
        FROM (SELECT *, {side} AS side FROM positions WHERE {known} AND dated IS NOT NULL) GROUP BY actor_id, issue_id
        HAVING arg_min(stance, dated) <> arg_max(stance, dated) AND min(dated) < max(dated)
        ORDER BY abs(arg_max(side, dated) - arg_min(side, dated)) DESC, count(*) DESC, actor_id LIMIT 1
        """,
        where.params,
    )
    divided = corpus.rows(
        f"""
        SELECT issue_id, any_value(issue_name), count(DISTINCT actor_id) FILTER (side = 1) AS support,
            count(DISTINCT actor_id) FILTER (side = -1) AS oppose
        FROM (SELECT *, {side} AS side FROM positions WHERE {known}) GROUP BY issue_id
        HAVING least(support, oppose) > 0 ORDER BY least(support, oppose) DESC, support + oppose DESC, issue_id LIMIT 1
        """,
        where.params,
    )
    voices = country_counts(corpus, filters).head(1).to_dict("records")
    return Opening(
        Change(*changed[0]) if changed else None,
        Voice(voices[0]["country"], voices[0]["name"], int(voices[0]["quotes"]), int(voices[0]["speakers"])) if voices else None,
        Split(*divided[0]) if divided else None,
    )
