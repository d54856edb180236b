"""Then and now: what became of an actor's side on an issue; and how those of one government stand to each other."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, get_args

from ontherecord.model import SIDES, Toward
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.once import Once
from ontherecord.queries.positions import rows_of
from ontherecord.queries.sides import CHANGES, Stand, stands

if TYPE_CHECKING:
    import pandas as pd

Relation = Literal["conflict", "in part", "agreement"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)
APART = 60
"""Days within which two of one government must have spoken to be compared: governments change."""
_OF_OFFICE = re.compile(
    r"\b(?:president|vice[- ]president|prime minister|premier|chancellor|taoiseach|minister|secretary of \w+|\w+ secretary|undersecretary|"
    r"attorney[- ]general|ambassador|envoy|government|white house|kremlin|cabinet|king|queen|emir|sultan|supreme leader|head of state)\b",
    re.I,
)
_NOT_IN_OFFICE = re.compile(
    r"\b(?:former|ex|late|then|shadow|opposition|candidate|nominee|company|bank|club|party|union|university|center|centre|institute|foundation|"
    r"association|society|group|network|policy at)\b",
    re.I,
)
_MAYBE = (
    "president|premier|chancellor|taoiseach|minister|secretary|attorney|ambassador|envoy|government|white house|kremlin|cabinet|king|queen|emir|"
    "sultan|supreme leader|head of state"
)
"""Words without which nothing is an office: what the database looks for first, among more entities than patterns could be tried on."""
_TOLD = {"passage": "evidence_text"} | {name: name for name in ("stance", "target", "title", "outlet", "confidence", "status")}
COLUMNS = ("actor_id", "actor", "country", "issue_id", "issue", "change", "days", "passages")


def changes(corpus: Corpus, filters: Filters, kinds: Sequence[str] = CHANGES, limit: int | None = None) -> pd.DataFrame:
    """actor_id, actor, country, issue_id, issue, change, days, passages, then ``then_`` and ``now_`` with side, day, basis (of the day), position_id,
    stance, target, passage, title, outlet, confidence, status.

    ``days`` counts the firm ones (:data:`~ontherecord.queries.sides.FIRM`); told are the first and the last of these. Reversals come
    first, then the latest.
    """
    import pandas as pd

    found = [stand for stand in stands(corpus, filters) if stand.change in kinds]
    found.sort(key=lambda s: (CHANGES.index(s.change or "unchanged"), -_ordinal(s), s.actor, s.issue))
    found = found if limit is None else found[:limit]
    told = rows_of(corpus, [held.show for stand in found for held in stand.ends or ()])
    rows = []
    for stand in found:
        row: dict[str, Any] = {name: getattr(stand, name) for name in COLUMNS} | {"days": len(stand.firm)}
        for when, held in zip(("then", "now"), stand.ends or (), strict=True):
            row |= {f"{when}_side": held.side, f"{when}_day": held.day, f"{when}_basis": held.basis, f"{when}_position_id": held.show}
            row |= {f"{when}_{name}": told[held.show][column] for name, column in _TOLD.items()}
        rows.append(row)
    names = ("side", "day", "basis", "position_id", *_TOLD)
    return pd.DataFrame(rows, columns=[*COLUMNS, *(f"{when}_{name}" for when in ("then", "now") for name in names)])


def _ordinal(stand: Stand) -> int:
    day = stand.ends[1].day if stand.ends else None
    return day.toordinal() if day else 0


@Once
def in_office(corpus: Corpus) -> frozenset[str]:
    """Ids of those who act for a government: countries, government bodies, and people whom an article gives such an office.

    Read off the titles in the texts; who only once held an office is not told from who holds it now unless the title says so.
    """
    rows = corpus.rows(
        "WITH told AS (SELECT entity_id, kind, node_name, list_transform(roles, lambda r: r.title) AS titles, country_reason FROM entities "
        "WHERE entity_id IS NOT NULL AND node_country IS NOT NULL) "
        "SELECT DISTINCT * FROM told WHERE kind IN ('country', 'organisation') "
        "OR kind = 'person' AND regexp_matches(concat_ws(' | ', node_name, country_reason, array_to_string(titles, ' | ')), ?, 'i')",
        [_MAYBE],
    )
    from ontherecord import countries

    found = set()
    for id, kind, name, titles, reason in rows:
        if kind == "country":
            found.add(id)
        elif kind == "organisation":
            body = countries.body(name) or countries.metonym(name)
            if getattr(body, "kind", "government" if body else "") == "government" or _office(name):
                found.add(id)
        elif kind == "person" and any(_office(title) for title in [*(titles or ()), name, reason or ""]):
            found.add(id)
    return frozenset(found)


def _office(words: str) -> bool:
    return bool(_OF_OFFICE.search(words)) and not _NOT_IN_OFFICE.search(words)


def relation_of(sides: Sequence[Toward]) -> Relation:
    """Of several actors: for beside against is a conflict, one and the same side agreement, all else agreement in part."""
    held = set(sides)
    if {"for", "against"} <= held:
        return "conflict"
    return "agreement" if len(held) == 1 else "in part"


def governments(corpus: Corpus, filters: Filters, relations: Sequence[str] = RELATIONS, limit: int | None = None) -> pd.DataFrame:
    """country, issue_id, issue, relation, actors (number), held: a list of (actor_id, actor, side, stance), by side.

    Of each government (:func:`in_office`) the issues on which at least two of its actors stand, one of them on a side, each by its latest day
    (:mod:`ontherecord.queries.sides`), within :data:`APART` days of each other. Conflicts first, then most actors.
    """
    import pandas as pd

    known = [stand for stand in stands(corpus, filters) if stand.country and stand.side and stand.now.day]
    office = in_office(corpus) if known else frozenset()
    groups: dict[tuple[str, str], list[Stand]] = {}
    for stand in known:
        if stand.actor_id in office:
            groups.setdefault((str(stand.country), stand.issue_id), []).append(stand)
    found = []
    for (country, issue_id), group in groups.items():
        members, each = _heard_together(group)
        if not members:
            continue
        relation: Relation = "conflict" if "conflict" in each else "agreement" if each == {"agreement"} else "in part"
        if relation in relations:
            held = sorted(((s.actor_id, s.actor, _side(s), s.now.stance) for s in members), key=lambda m: (SIDES.index(m[2]), m[1]))
            found.append((country, issue_id, group[0].issue, relation, len(held), held))
    found.sort(key=lambda r: (RELATIONS.index(r[3]), -r[4], r[0], r[2]))
    columns = ["country", "issue_id", "issue", "relation", "actors", "held"]
    return pd.DataFrame(found[:limit] if limit is not None else found, columns=columns)


def _side(stand: Stand) -> Toward:
    return stand.side or "neither"


def _heard_together(group: Sequence[Stand]) -> tuple[list[Stand], set[Relation]]:
    """Those of a group who were heard near enough to another, one of the two taking a side; and how each such pair stands to each other.

    Days are looked up among the sorted ones of each side: pairs would be too many where hundreds speak for one government."""
    days: dict[Toward, list[int]] = {side: [] for side in SIDES}
    for stand in group:
        days[_side(stand)].append(_now(stand))
    for of_side in days.values():
        of_side.sort()
    members, each = [], set()
    for stand in group:
        side, day = _side(stand), _now(stand)
        met = {other for other in SIDES if {side, other} != {"neither"} and _near(days[other], day) > (other == side)}
        if met:
            members.append(stand)
        each |= {relation_of([side, other]) for other in met}
    return members, each


def _now(stand: Stand) -> int:
    return stand.now.day.toordinal() if stand.now.day else 0


def _near(days: Sequence[int], day: int) -> int:
    """How many of the sorted days are near enough to a day."""
    return bisect_right(days, day + APART) - bisect_left(days, day - APART)
