"""Decisions about names: who is one and the same, what they are called, what they are, for whom they speak and since when.

Nothing here knows tables. :func:`lay` plays the standing decisions, in the order of the log, over the names that a corpus has, and says what the
names are now and which move from one to another. The same decisions over the same names always give the same, whenever they are laid.

``value`` of a decision of the kind ``name``; ``article`` (an id) lets it hold for one article only, where that makes sense:

    {"do": "merge", "ids": [id, ...], "into": id, "name": name}           {"do": "rename", "id": id, "name": name}
    {"do": "split", "id": id, "variant": spelling, "into": {"id", "name"}} {"do": "kind", "id": id, "kind": kind}
    {"do": "split", "id": id, "articles": [id, ...], "into": {...}}       {"do": "country", "id": id, "country": code | None, "since": day | None}
    {"do": "apart", "ids": [id, id]}                                     {"do": "office", "id": id, "office": title, "since": day | None}
                                                                         {"do": "hide", "id": id}

``was`` holds ``names``: what was known of each name (id, name, kind, variants), by which it is found again where ids are given anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from ontherecord import countries
from ontherecord.decisions.decision import Decision
from ontherecord.model import ENTITY_KINDS
from ontherecord.text import fold

DOES = ("merge", "split", "rename", "kind", "country", "office", "hide", "apart")
LOCAL = ("merge", "split", "rename", "kind", "country")
"""What may hold for one article only."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a corpus: a row of its table ``nodes``. ``country`` is what holds where nothing else is known."""

    id: str
    name: str
    kind: str = "person"
    country: str | None = None
    country_reason: str | None = None
    named: bool = True
    variants: tuple[str, ...] = ()
    hidden: bool = False


class Known(Protocol):
    """The names that a corpus has before anybody decides about them."""

    def get(self, id: str) -> Name | None: ...

    def like(self, name: str, variants: Iterable[str], kind: str) -> list[str]:
        """Ids of those that are called so; by ``name`` first, else by ``variants``."""


@dataclass(slots=True)
class Move:
    """What articles say of ``source`` is of ``target``: everywhere, in ``articles`` only, or where it is spelled so (folded).

    ``step``: place of the decision in the log. ``whole``: articles in which a spelling was all that they say of it; who moves rows writes it."""

    source: str
    target: str
    step: int
    articles: frozenset[str] = frozenset()
    spelling: str = ""
    whole: frozenset[str] = frozenset()

    def takes(self, article: str) -> bool:
        """Whether everything that an article says of it goes along."""
        if self.spelling:
            return article in self.whole
        return not self.articles or article in self.articles


@dataclass(frozen=True, slots=True)
class Country:
    """``id`` speaks for ``code`` (None: for none) in what was said on or after ``since``; in one ``article`` only, where that is given."""

    id: str
    code: str | None
    reason: str
    since: date | None = None
    article: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    id: str
    title: str
    since: date | None = None


@dataclass(slots=True)
class Names:
    """``nodes``: the names that decisions speak of, as they are now. ``gone``: id -> id that has taken its place. ``moves``: in their order.
    ``countries``: in order of weight, the last one that fits counts. ``called``, ``kinds``: by id and article ("" for all). ``apart``: pairs that
    somebody said are two. ``lost``: decisions that hold on to nothing any more, with why."""

    nodes: dict[str, Name] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)
    countries: list[Country] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    called: dict[tuple[str, str], str] = field(default_factory=dict)
    kinds: dict[tuple[str, str], str] = field(default_factory=dict)
    apart: set[frozenset[str]] = field(default_factory=set)
    lost: list[tuple[Decision, str]] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    """Ids of whose rows something may be other than before."""

    def now(self, id: str) -> str:
        """The id that has taken an id's place; its own where none has."""
        seen: set[str] = set()
        while id in self.gone and id not in seen:
            seen.add(id)
            id = self.gone[id]
        return id

    def whose(self, article: str, id: str, step: int) -> str:
        """Who is meant now by an id that a decision with the place ``step`` in the log gave in an article."""
        for move in self.moves:
            if move.step > step and move.source == id and move.takes(article):
                id = move.target
        return self.now(id)

    def country(self, id: str, article: str, day: date | None) -> Country | None:
        """What people say of the country for which somebody speaks on a day; None: nothing."""
        found = None
        for one in self.countries:
            if one.id == id and one.article in ("", article) and (one.since is None or (day is not None and day >= one.since)):
                found = one
        return found

    def shown(self, id: str) -> tuple[str | None, str | None]:
        """Country and reason that stand beside a name: those of the latest day."""
        own = [c for c in self.countries if c.id == id and not c.article]
        return (own[-1].code, own[-1].reason) if own else (self.nodes[id].country, self.nodes[id].country_reason)


def lay(decisions: Iterable[tuple[int, Decision]], known: Known) -> Names:
    """Play decisions of the kind ``name`` (those that stand, with their places in the log) over the names of a corpus."""
    names = Names()
    for step, decision in decisions:
        play = _PLAY.get(str(decision.value.get("do")))
        ids = _ids(names, decision, known)
        if play is None:
            names.lost.append((decision, "this program does not know what it says"))
        elif len(ids) < len(ids_of(decision)) and not (decision.value["do"] == "merge" and len(ids) > 1):
            names.lost.append((decision, "the program does not find this name any more"))
        elif not _holds(decision):
            names.lost.append((decision, "its value cannot be"))
        else:
            play(names, step, decision, ids, known)
    names.countries.sort(key=lambda c: (bool(c.article), c.since or date.min))  # stable: of one day the later decision counts
    names.countries = [replace(c, id=names.now(c.id)) for c in names.countries]
    names.offices = [replace(o, id=names.now(o.id)) for o in names.offices]
    names.apart = {pair for one in names.apart if len(pair := frozenset(names.now(id) for id in one)) > 1}
    names.changed |= {c.id for c in names.countries}
    return names


def _holds(d: Decision) -> bool:
    """Whether a value, which may come from somebody else's file, is one that can be."""
    value = d.value
    wrong = {
        "rename": not str(value.get("name") or "").strip(),
        "kind": value.get("kind") not in ENTITY_KINDS,
        "country": bool(value.get("country")) and value.get("country") not in countries.codes(),
        "office": not str(value.get("office") or "").strip(),
        "apart": len(ids_of(d)) != 2,
    }
    return not wrong.get(str(value.get("do")), False)


def ids_of(d: Decision) -> list[str]:
    """The ids that must be there for a decision to hold, the one that stays first; whom a split makes is not among them."""
    value = d.value
    given = [value.get("into"), *(value.get("ids") or ())] if value.get("do") == "merge" else value.get("ids") or [value.get("id")]
    return list(dict.fromkeys(str(id) for id in given if id and not isinstance(id, Mapping)))


def _ids(names: Names, d: Decision, known: Known) -> list[str]:
    """The ids of today for those that a decision gives, without those that nobody knows."""
    found = (_found(names, id, d, known) for id in ids_of(d))
    return [id for id in found if id is not None]


def _found(names: Names, id: str, d: Decision, known: Known) -> str | None:
    now = names.now(id)
    if now in names.nodes:
        return now
    if (node := known.get(now)) is None:
        was = next((w for w in d.was.get("names") or () if isinstance(w, Mapping) and w.get("id") == id), None)
        like = known.like(str(was.get("name") or ""), was.get("variants") or (), str(was.get("kind") or "person")) if was else []
        alike = list(dict.fromkeys(names.now(one) for one in like))
        if len(alike) != 1 or (node := names.nodes.get(alike[0]) or known.get(alike[0])) is None:
            return None
        names.gone[now] = node.id
    names.nodes.setdefault(node.id, node)
    return node.id


# --- what each says -----------------------------------------------------------------------------------------------------------------------


def _merge(names: Names, step: int, d: Decision, ids: list[str], known: Known) -> None:
    into, others = ids[0], [id for id in ids[1:] if id != ids[0]]
    article = str(d.value.get("article") or "")
    if article:
        names.moves += [Move(id, into, step, frozenset((article,))) for id in others]
        names.changed |= {*others, into}
        return
    node = names.nodes[into]
    for id in others:
        other = names.nodes.pop(id)
        names.moves.append(Move(id, into, step))
        names.gone[id] = into
        country = (node.country, node.country_reason) if node.country else (other.country, other.country_reason)
        node = replace(node, variants=_together(node.variants, (other.name, *other.variants)), country=country[0], country_reason=country[1])
        if any(c.id == into and not c.article for c in names.countries):
            names.countries = [c for c in names.countries if c.id != id or c.article]
        names.countries = [replace(c, id=into) if c.id == id else c for c in names.countries]
        for of in (names.called, names.kinds):
            for (one, where), value in list(of.items()):
                if one == id:
                    del of[one, where]
                    if where:
                        of.setdefault((into, where), value)
    if (name := str(d.value.get("name") or "")) and name != node.name:
        node = replace(node, name=name, variants=_together(node.variants, (node.name,)))
    if others and (node.name, node.country) != (names.nodes[into].name, names.nodes[into].country):
        names.changed.add(into)
    names.nodes[into] = node
    names.changed |= set(others)


def _split(names: Names, step: int, d: Decision, ids: list[str], known: Known) -> None:
    source, given = ids[0], d.value.get("into") or {}
    id, name = str(given.get("id") or ""), str(given.get("name") or "")
    spelling = str(d.value.get("variant") or "")
    articles = frozenset(str(a) for a in (*(d.value.get("articles") or ()), d.value.get("article")) if a)
    if not id or id == source or not (spelling or articles):
        names.lost.append((d, "it does not say what goes where"))
        return
    names.gone.pop(id, None)
    node = names.nodes[source]
    if id not in names.nodes:
        new = Name(id, name or spelling or node.name, node.kind, node.country, node.country_reason, node.named)
        names.nodes[id] = known.get(id) or new
    if spelling and not articles:
        names.nodes[source] = replace(node, variants=tuple(v for v in node.variants if fold(v) != fold(spelling)))
        names.nodes[id] = replace(names.nodes[id], variants=_together(names.nodes[id].variants, (spelling,)))
    names.moves.append(Move(source, id, step, articles, "" if articles else fold(spelling)))
    names.changed |= {source, id}


def _rename(names: Names, step: int, d: Decision, ids: list[str], known: Known) -> None:
    id, article, name = ids[0], str(d.value.get("article") or ""), str(d.value.get("name") or "")
    node = names.nodes[id]
    names.changed.add(id)
    if article:
        names.called[id, article] = name
    else:
        names.nodes[id] = replace(node, name=name, variants=_together((v for v in node.variants if v != name), (node.name,)))


def _kind(names: Names, step: int, d: Decision, ids: list[str], known: Known) -> None:
    id, article, kind = ids[0], str(d.value.get("article") or ""), str(d.value.get("kind") or "")
    names.kinds[id, article] = kind
    names.changed.add(id)
    if not article:
        names.nodes[id] = replace(names.nodes[id], kind=kind)


def _country(names: Names, step: int, d: Decision, ids: list[str], known: Known) -> None:
    reason = f"set by {d.by or 'a person'}"
    one = Country(ids[0], d.value.get("country") or None, reason, _day(d.value.get("since")), str(d.value.get("article") or ""))
    names.countries.append(one)
    if not one.article and one.since is None:
        names.nodes[one.id] = replace(names.nodes[one.id], country=one.code, country_reason=reason if one.code else None)


def _office(names: Names, step: int, d: Decision, ids: list[str], known: Known) -> None:
    names.offices.append(Office(ids[0], str(d.value.get("office") or ""), _day(d.value.get("since"))))


def _hide(names: Names, step: int, d: Decision, ids: list[str], known: Known) -> None:
    names.nodes[ids[0]] = replace(names.nodes[ids[0]], hidden=True)


def _apart(names: Names, step: int, d: Decision, ids: list[str], known: Known) -> None:
    names.apart.add(frozenset(ids))


_PLAY = {
    "merge": _merge,
    "split": _split,
    "rename": _rename,
    "kind": _kind,
    "country": _country,
    "office": _office,
    "hide": _hide,
    "apart": _apart,
}


def _together(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
