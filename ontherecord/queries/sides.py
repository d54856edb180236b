"""Which positions may be compared, and how: everything that puts one position beside another asks here.

Compared are sides (for, against, neither) on **one issue**, of positions above the line or checked by a person, with a side that is known.
An actor counts once: with the side of its latest day. A day on which its sides disagree tells nothing, and one that is only known by its month
or year tells nothing where an exacter one falls inside it, since nobody knows which came first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, get_args

from ontherecord.model import SIDES, Stance, Status, Toward
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.selectors import Property
from ontherecord.queries.sets import SIDE, positions_with

Change = Literal["reversed", "moved", "unchanged"]
CHANGES: tuple[Change, ...] = get_args(Change)

FIRM = 0.7
"""Confidence from which a draft may show a change: about three in four of these were right in tests, so that of two both are in more than half."""

_HELD = (
    "{'side': side, 'stance': stance, 'target': target, 'day': dated, 'basis': said_basis, 'show': position_id, 'confidence': confidence, "
    "'status': status}"
)


class Held(NamedTuple):
    """A position as it stands in comparisons. ``side`` is None where it may not be compared, ``show`` its selector."""

    side: Toward | None
    stance: Stance
    target: str
    day: date | None
    basis: str
    show: str
    confidence: float
    status: Status

    @property
    def article(self) -> str:
        return self.show.rpartition(":")[0]


@dataclass(frozen=True, slots=True)
class Stand:
    """An actor on an issue.

    ``days`` are those that tell a side, in order, each with its surest position; what is undated stands for it where nothing is dated. None of
    them: nothing can be compared. ``newest`` is its latest position, comparable or not. ``sides`` counts positions that may be compared;
    ``passages``, ``drafts`` (not checked by a person), ``articles``, ``first`` and ``last`` are of all positions.
    """

    actor_id: str
    actor: str
    country: str | None
    issue_id: str
    issue: str
    passages: int
    drafts: int
    articles: int
    first: date | None
    last: date | None
    newest: Held
    days: tuple[Held, ...]
    sides: dict[Toward, int]

    @property
    def now(self) -> Held:
        return self.days[-1] if self.days else self.newest

    @property
    def side(self) -> Toward | None:
        """Where it stands; None where nothing can be compared."""
        return self.days[-1].side if self.days else None

    @property
    def ends(self) -> tuple[Held, Held] | None:
        """The first firm day and the last one that another article tells: what one article says does not change inside it."""
        return next(((self.firm[0], held) for held in reversed(self.firm) if held.article != self.firm[0].article), None) if self.firm else None

    @property
    def firm(self) -> tuple[Held, ...]:
        """The days that a change may be told from: a change is wrong where either of two positions is."""
        return tuple(held for held in self.days if held.status != "machine" or held.confidence >= FIRM)

    @property
    def steps(self) -> tuple[Held, ...]:
        """The first firm day, and each with another side than the one before; the latest day where none is firm."""
        firm = self.firm or self.days[-1:]
        return tuple(held for n, held in enumerate(firm) if n == 0 or firm[n - 1].side != held.side)

    @property
    def change(self) -> Change | None:
        """What became of the side of the first firm day; None where no other article tells a later one."""
        return change_between(self.ends[0].side, self.ends[1].side) if self.ends is not None else None


def change_between(then: Toward | None, now: Toward | None) -> Change:
    """From side to side is reversed; to a side or away from one is moved."""
    if then == now:
        return "unchanged"
    return "reversed" if {then, now} == {"for", "against"} else "moved"


def stands(corpus: Corpus, filters: Filters, properties: Sequence[tuple[Property, str]] = ()) -> list[Stand]:
    """Every actor on every issue, as far as filters and ``properties`` let their positions through; most positions first."""
    where = positions_with(filters, properties)
    rows = corpus.dicts(
        f"""
        WITH hit AS (
            SELECT * EXCLUDE (folded, statements), {SIDE} AS side FROM positions WHERE {where.sql} AND eid IS NOT NULL AND iid IS NOT NULL
        ), {telling("hit", "eid, iid")}, cells AS (
            SELECT eid, iid, mode(country) AS country, count(*) AS n, count(*) FILTER (status = 'machine') AS drafts, count(DISTINCT aid) AS articles,
                min(dated) AS since, max(dated) AS until,
                first({_HELD} ORDER BY dated DESC NULLS LAST, confidence DESC, article_id, number) AS newest,
                [{", ".join(f"count(*) FILTER (side = '{side}')" for side in SIDES)}] AS sides
            FROM hit GROUP BY eid, iid
        ), told AS (SELECT eid, iid, list(held ORDER BY since NULLS FIRST) AS days FROM telling GROUP BY eid, iid)
        SELECT n.entity_id AS actor_id, n.name AS actor, c.country, i.issue_id, i.name AS issue, c.n AS passages, drafts, articles,
            c.since AS "first", c.until AS "last", newest, days, sides
        FROM cells c LEFT JOIN told USING (eid, iid) JOIN nodes n USING (eid) JOIN issues i USING (iid)
        WHERE NOT n.hidden ORDER BY passages DESC, actor, issue
        """,
        where.params,
    )
    return [_stand(row) for row in rows]


def _stand(row: dict[str, Any]) -> Stand:
    counts: dict[Toward, int] = {side: n for side, n in zip(SIDES, row["sides"], strict=True) if n}
    held = {"newest": Held(**row["newest"]), "days": tuple(Held(**day) for day in row["days"] or ())}
    return Stand(**{**row, **held, "sides": counts})


def telling(hit: str, keys: str) -> str:
    """SQL of a table ``telling`` (``keys``, since, until, held) from the positions ``hit`` with their ``side``: the days that tell one, of each
    of ``keys`` by itself."""
    return f"""dated_sides AS (
            SELECT *, dated AS since, dated_until AS until FROM {hit} WHERE side IS NOT NULL
            QUALIFY dated IS NOT NULL OR count(dated) OVER (PARTITION BY {keys}) = 0
        ), agreeing AS (
            SELECT {keys}, since, until, first({_HELD} ORDER BY confidence DESC, article_id, number) AS held
            FROM dated_sides GROUP BY {keys}, since, until HAVING count(DISTINCT side) = 1
        ), telling AS (
            -- A month or year that holds another day ends with it or later and begins with it or earlier.
            SELECT * FROM agreeing QUALIFY coalesce(lag(since) OVER (PARTITION BY {keys} ORDER BY until, since DESC) < since, TRUE)
        )"""


def tally(found: Iterable[Stand]) -> dict[Toward, int]:
    """How many stand on each side; those of whom nothing can be compared are not counted."""
    counts = dict.fromkeys(SIDES, 0)
    for stand in found:
        if stand.side is not None:
            counts[stand.side] += 1
    return counts


def majority(counts: dict[Toward, int]) -> Toward | None:
    """The side of most of those who take one; "neither" where nobody takes one, None where they are evenly divided or nobody is counted."""
    if counts["for"] != counts["against"]:
        return "for" if counts["for"] > counts["against"] else "against"
    return "neither" if counts["neither"] and not counts["for"] else None
