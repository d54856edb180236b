"""Who changed their mind: the course of an actor's stance on an issue, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from ontherecord.model import STANCES, Stance
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.selectors import Property
from ontherecord.queries.sets import positions_with

if TYPE_CHECKING:
    from collections.abc import Sequence

Change = Literal["unchanged", "hardened", "softened", "reversed"]
FIRMNESS: dict[Stance, int] = {"undecided": 0, "open": 1, "conditional": 2, "support": 3, "oppose": 3}
"""How far a stance binds, for or against."""


class Step(NamedTuple):
    """From ``day`` on the stance was this one; ``show`` is the selector of its first passage."""

    day: date | None
    stance: Stance
    show: str


@dataclass(frozen=True, slots=True)
class Course:
    """An actor on an issue. ``steps`` are in order of days, one for each change; what has no day counts only where nothing has one.

    ``change`` compares the first step with the last; None where there is one day only, on which nothing can have changed.
    ``first`` and ``last`` are the first and the last day.
    """

    actor_id: str
    actor: str
    country: str | None
    issue_id: str
    issue: str
    steps: tuple[Step, ...]
    passages: int
    first: date | None
    last: date | None
    change: Change | None

    @property
    def stance(self) -> Stance:
        return self.steps[-1].stance


def change(first: Stance, last: Stance) -> Change:
    """Between support and oppose it is reversed; else firmer is hardened and less firm is softened (:data:`FIRMNESS`)."""
    if first == last:
        return "unchanged"
    if FIRMNESS[first] == FIRMNESS[last]:
        return "reversed"
    return "hardened" if FIRMNESS[last] > FIRMNESS[first] else "softened"


def courses(corpus: Corpus, filters: Filters, properties: Sequence[tuple[Property, str]] = ()) -> list[Course]:
    """The course of every actor and issue that the filters and ``properties`` let through; most passages first.

    Of several stances on a day the one with most passages counts, then the order of STANCES.
    """
    where = positions_with(filters, properties)
    rows = corpus.rows(
        f"""
        WITH hit AS (
            SELECT eid, iid, stance, country, dated, position_id, confidence FROM positions
            WHERE {where.sql} AND eid IS NOT NULL AND iid IS NOT NULL
        ), days AS (
            SELECT eid, iid, dated, stance, arg_max(position_id, confidence) AS show FROM hit GROUP BY eid, iid, dated, stance
            QUALIFY 1 = row_number() OVER (PARTITION BY eid, iid, dated ORDER BY count(*) DESC, list_position(?::VARCHAR[], stance))
        ), steps AS (
            SELECT * FROM days QUALIFY lag(stance) OVER (PARTITION BY eid, iid ORDER BY dated NULLS LAST) IS DISTINCT FROM stance
        ), cells AS (
            SELECT eid, iid, mode(country) AS country, count(*) AS passages, min(dated) AS first, max(dated) AS last FROM hit GROUP BY ALL
        )
        SELECT n.entity_id, n.name, any_value(c.country), i.issue_id, i.name, any_value(c.passages), any_value(c.first), any_value(c.last),
            list({{'day': s.dated, 'stance': s.stance, 'show': s.show}} ORDER BY s.dated NULLS LAST)
        FROM steps s JOIN cells c USING (eid, iid) JOIN nodes n USING (eid) JOIN issues i USING (iid)
        GROUP BY n.entity_id, n.name, i.issue_id, i.name ORDER BY 6 DESC, 2, 5
        """,
        [*where.params, list(STANCES)],
    )
    return [_course(*row) for row in rows]


def _course(
    actor_id: str,
    actor: str,
    country: str | None,
    issue_id: str,
    issue: str,
    passages: int,
    first: date | None,
    last: date | None,
    found: list[dict[str, str]],
) -> Course:
    steps = [Step(step["day"], step["stance"], step["show"]) for step in found]  # type: ignore[arg-type]
    dated = tuple(step for step in steps if step.day is not None)
    steps_ = dated or tuple(steps)
    changed = change(steps_[0].stance, steps_[-1].stance) if first is not None and first != last else None
    return Course(actor_id, actor, country, issue_id, issue, steps_, passages, first, last, changed)
