"""Who changed their mind: the course of an actor's stance on an issue, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from ontherecord.model import STANCES, Stance
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.selectors import Property
from ontherecord.queries.sets import positions_with
from ontherecord.queries.stances import Change, change_between

if TYPE_CHECKING:
    from collections.abc import Sequence


class Step(NamedTuple):
    """From ``day`` on the stance was this one; ``show`` is the selector of its first passage."""

    day: date | None
    stance: Stance
    show: str


@dataclass(frozen=True, slots=True)
class Course:
    """An actor on an issue. ``steps`` are in order of days, one for each change.

    As in :func:`ontherecord.queries.stances.changes`, days on which passages disagree and what is undated are left out, unless there is nothing
    else. ``change`` compares the first day that is left with the last; None where there are not two. ``days`` is how many there are.
    """

    actor_id: str
    actor: str
    country: str | None
    issue_id: str
    issue: str
    steps: tuple[Step, ...]
    passages: int
    days: int
    change: Change | None

    @property
    def stance(self) -> Stance:
        return self.steps[-1].stance


def courses(corpus: Corpus, filters: Filters, properties: Sequence[tuple[Property, str]] = ()) -> list[Course]:
    """The course of every actor and issue that the filters and ``properties`` let through; most passages first.

    Where only a day has several stances, the one with most passages stands for it, then the order of STANCES.
    """
    where = positions_with(filters, properties)
    rows = corpus.rows(
        f"""
        WITH hit AS (
            SELECT eid, iid, stance, country, dated, position_id, confidence FROM positions
            WHERE {where.sql} AND eid IS NOT NULL AND iid IS NOT NULL
        ), held AS (
            SELECT eid, iid, dated, stance, count(*) AS n, arg_max(position_id, confidence) AS show FROM hit GROUP BY ALL
        ), days AS (
            SELECT *, count(*) OVER (PARTITION BY eid, iid, dated) = 1 AS single FROM held
            QUALIFY 1 = row_number() OVER (PARTITION BY eid, iid, dated ORDER BY n DESC, list_position(?::VARCHAR[], stance))
        ), cells AS (SELECT eid, iid, mode(country) AS country, count(*) AS passages FROM hit GROUP BY ALL)
        SELECT n.entity_id, n.name, any_value(c.country), i.issue_id, i.name, any_value(c.passages),
            list({{'day': d.dated, 'stance': d.stance, 'show': d.show, 'single': d.single}} ORDER BY d.dated NULLS LAST)
        FROM days d JOIN cells c USING (eid, iid) JOIN nodes n USING (eid) JOIN issues i USING (iid)
        GROUP BY n.entity_id, n.name, i.issue_id, i.name ORDER BY 6 DESC, 2, 5
        """,
        [*where.params, list(STANCES)],
    )
    return [_course(*row) for row in rows]


def _course(actor_id: str, actor: str, country: str | None, issue_id: str, issue: str, passages: int, found: list[dict[str, Any]]) -> Course:
    dated = [day for day in found if day["day"] is not None]
    days = [day for day in dated if day["single"]] or dated or found
    steps = [Step(day["day"], day["stance"], day["show"]) for n, day in enumerate(days) if n == 0 or days[n - 1]["stance"] != day["stance"]]
    single = len(days) > 1 and all(day["single"] and day["day"] is not None for day in days)
    change = change_between(steps[0].stance, steps[-1].stance) if single else None
    return Course(actor_id, actor, country, issue_id, issue, tuple(steps), passages, len(days), change)
