"""Stances over time, and between those who speak for one country.

A change is told only where the text carries it: between the earliest and the latest passage of an actor on an issue that are about one thing
(:func:`comparable`). Days on which several passages disagree, and undated passages, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal, get_args

from ontherecord.model import STANCES, Stance
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.where import positions_where

if TYPE_CHECKING:
    import pandas as pd

Change = Literal["reversed", "hardened", "softened", "unchanged"]
CHANGES: tuple[Change, ...] = get_args(Change)
FIRMNESS: dict[str, int] = {"undecided": 0, "open": 1, "conditional": 2, "support": 3, "oppose": 3}
"""How far a stance binds who takes it."""
Relation = Literal["conflict", "in part", "agreement"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)

ALIKE = 0.6
"""Share of the telling words of the shorter of two targets that must stand in the other."""
APART = 180
"""Days within which two of one government must have spoken to be compared: governments change."""
_SIDE = """position_id, article_id, stance, target, hedge, commitment, evidence_text AS passage, title, outlet, confidence, dated AS day"""
_OF_OFFICE = re.compile(
    r"\b(?:president|vice[- ]president|prime minister|premier|chancellor|taoiseach|minister|secretary of \w+|\w+ secretary|undersecretary|"
    r"attorney[- ]general|ambassador|envoy|government|white house|kremlin|cabinet|king|queen|emir|sultan|supreme leader|head of state)\b",
    re.I,
)
_NOT_IN_OFFICE = re.compile(r"\b(?:former|ex|late|then|shadow|opposition|candidate|nominee|company|bank|club|party|union|university)\b", re.I)
COLUMNS = ("actor_id", "actor", "country", "issue_id", "issue", "change", "days", "passages")


def change_between(then: Stance, now: Stance) -> Change:
    """What became of a stance: the other side is reversed; more binding is hardened, less binding softened (see :data:`FIRMNESS`)."""
    if then == now:
        return "unchanged"
    if {then, now} == {"support", "oppose"}:
        return "reversed"
    return "hardened" if FIRMNESS[now] > FIRMNESS[then] else "softened"


def changes(corpus: Corpus, filters: Filters, kinds: Sequence[str] = CHANGES, limit: int | None = None) -> pd.DataFrame:
    """actor_id, actor, country, issue_id, issue, change, days (with a single stance), passages, then ``then_`` and ``now_`` with position_id,
    article_id, stance, target, hedge, commitment, passage, title, outlet, confidence, day: the earliest and the latest passage on such days
    that can be compared. Reversals first, then the latest."""
    import pandas as pd

    where = positions_where(filters)
    rows = corpus.dicts(
        f"""
        WITH hit AS (
            SELECT eid, iid, actor_id, actor_name, country, issue_id, issue_name, {_SIDE},
                (count(*) OVER (PARTITION BY eid, iid))::INTEGER AS passages
            FROM positions WHERE {where.sql} AND eid IS NOT NULL AND iid IS NOT NULL
        ), single AS (
            SELECT eid, iid, day FROM hit WHERE day IS NOT NULL GROUP BY ALL HAVING count(DISTINCT stance) = 1
        ), moving AS (
            SELECT eid, iid, count(*)::INTEGER AS days FROM single GROUP BY ALL HAVING count(*) > 1
        )
        SELECT hit.*, days FROM hit JOIN moving USING (eid, iid) SEMI JOIN single USING (eid, iid, day)
        ORDER BY eid, iid, day, confidence DESC, article_id, position_id
        """,
        where.params,
    )
    sides: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for row in rows:
        sides.setdefault((row["eid"], row["iid"]), []).append(row)
    found = []
    for held in sides.values():
        pair = _furthest(held)
        if pair is None:
            continue
        then, now = pair
        change = change_between(then["stance"], now["stance"])
        if change in kinds:
            head = (now["actor_id"], now["actor_name"], now["country"], now["issue_id"], now["issue_name"], change, now["days"], now["passages"])
            found.append((*head, *(side[name] for side in (then, now) for name in _NAMES)))
    found.sort(key=lambda r: (CHANGES.index(r[5]), -r[-1].toordinal(), r[1], r[4]))
    columns = [*COLUMNS, *(f"{side}_{name}" for side in ("then", "now") for name in _NAMES)]
    return pd.DataFrame(found[:limit] if limit is not None else found, columns=columns)


_NAMES = ("position_id", "article_id", "stance", "target", "hedge", "commitment", "passage", "title", "outlet", "confidence", "day")


def _furthest(held: list[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Of one actor's passages on an issue (by day, the surest of a day first) the earliest and the latest that are about one thing."""
    first: dict[str, dict[str, Any]] = {}
    last: dict[str, dict[str, Any]] = {}
    for row in held:
        first.setdefault(row["target"], row)
        if row["target"] not in last or row["day"] > last[row["target"]]["day"]:
            last[row["target"]] = row
    best = None
    for then in first.values():
        for now in last.values():
            if now["day"] <= then["day"]:
                continue
            span = (then["day"], -now["day"].toordinal(), -then["confidence"] - now["confidence"], then["position_id"], now["position_id"])
            if (best is None or span < best[0]) and comparable(then["target"], now["target"]):
                best = (span, then, now)
    return best[1:] if best is not None else None


@lru_cache(maxsize=100_000)
def comparable(one: str, other: str) -> bool:
    """Whether two targets are about one thing closely enough to tell a change: most telling words of the shorter stand in the other,
    near-synonyms included, one of them no mere name, and they do not name different countries or people.

    What says nothing by itself ("the bill") is never compared, nor a thing with its undoing: who backs lifting the sanctions and opposes the
    sanctions has not turned.
    """
    from ontherecord.linking.undoing import undone
    from ontherecord.matters.synonyms import concepts
    from ontherecord.matters.terms import WEAK, terms

    if undone(one) != undone(other):
        return False
    first, second = terms(one), terms(other)
    if first.names and second.names and not first.names & second.names:
        return False
    said, also = ({concepts().get(w, w) for w in t.strong | t.weak} - t.names for t in (first, second))
    if not said & also:
        return False  # one country is no matter: attacking it, returning to it
    words, others = ({concepts().get(w, w) for w in t.strong | t.names | (t.weak - WEAK)} for t in (first, second))
    fewest = min(len(words), len(others))
    return bool(fewest) and len(words & others) >= ALIKE * fewest


def change_counts(corpus: Corpus, filters: Filters) -> dict[str, int]:
    """How many actors changed how, over all issues."""
    found = changes(corpus, filters)["change"].value_counts()
    return {kind: int(found.get(kind, 0)) for kind in CHANGES}


def in_office(corpus: Corpus) -> frozenset[str]:
    """Ids of those who act for a government: countries, government bodies, and people whom an article gives such an office.

    Read off the titles in the texts; who only once held an office is not told from who holds it now unless the title says so.
    """
    rows = corpus.rows(
        "SELECT entity_id, kind, node_name, list_transform(roles, lambda r: r.title), country_reason FROM entities "
        "WHERE entity_id IS NOT NULL AND node_country IS NOT NULL"
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


def relation_of(stances: Sequence[str]) -> Relation:
    """Of several actors: support beside opposition is a conflict, one and the same stance agreement, all else agreement in part."""
    held = set(stances)
    if {"support", "oppose"} <= held:
        return "conflict"
    return "agreement" if len(held) == 1 else "in part"


def governments(corpus: Corpus, filters: Filters, relations: Sequence[str] = RELATIONS, limit: int | None = None) -> pd.DataFrame:
    """country, issue_id, issue, relation, actors (number), held: a list of (actor_id, actor, stance), by stance.

    Of each government (:func:`in_office`) the issues on which at least two of its actors speak of one thing (:func:`comparable`) within
    :data:`APART` days of each other; the latest dated passage of each counts. Conflicts first, then most actors.
    """
    import pandas as pd

    where = positions_where(filters)
    rows = corpus.dicts(
        f"""
        SELECT actor_id, actor_name AS actor, country, issue_id, issue_name AS issue, stance, target, dated AS day
        FROM positions
        WHERE {where.sql} AND eid IS NOT NULL AND iid IS NOT NULL AND dated IS NOT NULL AND country IS NOT NULL
        QUALIFY 1 = row_number() OVER (PARTITION BY eid, iid ORDER BY dated DESC, confidence DESC, article_id, number)
        """,
        where.params,
    )
    office = in_office(corpus) if rows else frozenset()
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        if row["actor_id"] in office:
            groups.setdefault((row["country"], row["issue_id"]), []).append(row)
    found = []
    for (country, issue_id), group in groups.items():
        pairs = [p for p in combinations(group, 2) if abs((p[0]["day"] - p[1]["day"]).days) <= APART and comparable(p[0]["target"], p[1]["target"])]
        if not pairs:
            continue
        each = [relation_of([one["stance"], other["stance"]]) for one, other in pairs]
        relation: Relation = "conflict" if "conflict" in each else "agreement" if set(each) == {"agreement"} else "in part"
        if relation in relations:
            members = {row["actor_id"]: row for pair in pairs for row in pair}.values()
            held = sorted(((r["actor_id"], r["actor"], r["stance"]) for r in members), key=lambda m: (STANCES.index(m[2]), m[1]))
            found.append((country, issue_id, group[0]["issue"], relation, len(held), held))
    found.sort(key=lambda r: (RELATIONS.index(r[3]), -r[4], r[0], r[2]))
    columns = ["country", "issue_id", "issue", "relation", "actors", "held"]
    return pd.DataFrame(found[:limit] if limit is not None else found, columns=columns)
