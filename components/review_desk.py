"""What is on the screen of the review, and what a key or button does to it.

Which queue it is, and which finding is open, stands in the URL. What belongs to a visit alone (the round, what was done, what can be undone)
stands in the session. Every key and button acts on the finding that was on the screen when it was used, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from components import checking, state, theme
from ontherecord.errors import Problem
from ontherecord.queries import Corpus, Filters
from ontherecord.review import deciding, quality
from ontherecord.review import queue as core
from ontherecord.review.deciding import Made
from ontherecord.review.queue import Asked, Queue

KINDS = {"quote": "Quotes", "position": "Positions", "both": "Both"}
ORDERS = {"unsure": "Least sure first", "used": "Most used first", "newest": "Newest first", "sample": "A random sample"}
ONLY = {"unchecked": "To check", "returned": "Sent back", "disputed": "Disagreements", "checked": "Checked"}
BLIND, SIZE, SEED = "blind", "size", "seed"
"""Parameters of the link, beside those that the choices are named by."""
NAME, KEPT, MADE = checking.NAME, "_review", "_review_made"
"""Keys of the session: the name of who checks; what belongs to this visit's review; what it can undo."""


@dataclass
class Visit:
    """What one visit has done in one queue. ``round``: the findings in the order in which they were met, decided ones included."""

    of: tuple[Any, ...]
    round: tuple[str, ...]
    trail: list[str]
    said: str = ""
    open: str = ""
    ended: bool = False
    bulk: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What is on the screen: the queue, and the finding that keys and buttons act on ("" for none)."""

    corpus: Corpus
    filters: Filters
    asked: Asked
    found: Queue
    item: str
    visit: Visit


# --- who checks ---------------------------------------------------------------------------------------------------------------------------


def name() -> str:
    """Who checks, "" for somebody who gave no name."""
    return checking.name()


# --- which queue -----------------------------------------------------------------------------------------------------------


def asked() -> Asked:
    """The queue that the URL names; what cannot be read is the default."""

    def one_of(parameter: str, values: Mapping[str, str]) -> Any:
        given = state.parameter(parameter)
        return given if given in values else next(iter(values))

    return Asked(
        kind=one_of("kind", KINDS),
        order=one_of("order", ORDERS),
        only=one_of("only", ONLY),
        blind=state.parameter(BLIND) == "1",
        by=name(),
        size=number(SIZE, quality.SIZE),
        seed=number(SEED, quality.SEED),
    )


def number(parameter: str, default: int, most: int = 5000) -> int:
    """A whole number of the URL."""
    given = state.parameter(parameter) or ""
    return min(int(given), most) if given.isascii() and given.isdigit() and len(given) < 10 and int(given) else default


def visit_of(corpus: Corpus, filters: Filters, wanted: Asked, found: Queue) -> Visit:
    """What this visit did in this queue; another queue begins anew, and what was said last stays."""
    of = (corpus.name, corpus.version, filters, wanted)
    held: Visit | None = st.session_state.get(KEPT)
    if held is None or held.of != of:
        held = st.session_state[KEPT] = Visit(of, found.ids, [], said=held.said if held and held.of[0] == corpus.name else "")
    return held


def item_of(found: Queue, visit: Visit) -> str:
    """The finding that the URL names, else the first of the round that still waits."""
    if named := state.parameter(state.ITEM):
        return named
    if visit.ended:
        return ""
    return following(visit.round, "", found) or next(iter(found.ids), "")


def following(round: Sequence[str], item: str, found: Queue) -> str:
    """What comes behind ``item`` in the round and still waits."""
    waiting = set(found.ids)
    behind = round[round.index(item) + 1 :] if item in round else round
    return next((id for id in behind if id in waiting and id != item), "")


# --- what is done -----------------------------------------------------------------------------------------------------------


def before(desk: Desk) -> str:
    """The finding that was met before this one, else the one before it in the round."""
    if desk.visit.trail:
        return desk.visit.trail[-1]
    at = desk.visit.round.index(desk.item) if desk.item in desk.visit.round else 0
    return desk.visit.round[at - 1] if at else ""


def meant(found: Any, item: str, verbs: Sequence[str]) -> str:
    """What a key press asks for: one of ``verbs``, for the finding on the screen. "" for what was meant for another, or cannot be done now."""
    if not isinstance(found, Mapping) or found.get("item") != item:
        return ""
    return str(found.get("verb")) if found.get("verb") in verbs else ""


def act(desk: Desk, verb: str) -> None:
    """Do what a key or button says, to the finding on the screen. Called from callbacks."""
    visit, show = desk.visit, desk.item
    if verb in ("fix", "note", "return"):
        visit.open = "" if visit.open == verb else verb
    elif verb == "close":
        visit.open = ""
    elif verb == "skip":
        visit.said = "Skipped."
        go_on(desk)
    elif verb == "back":
        back = before(desk)
        visit.trail = visit.trail[:-1]
        visit.said, visit.open = "", ""
        state.change(**{state.ITEM: back or None})
    elif verb == "undo":
        undo(desk)
    else:
        decide = deciding.confirm if verb == "confirm" else deciding.reject
        tried(desk, "Confirmed" if verb == "confirm" else "Rejected", partial(decide, desk.corpus, show, desk.asked.by, blind=desk.asked.blind))


def tried(desk: Desk, done: str, decide: Callable[[], Made]) -> None:
    """Decide, and go on to the next; or say why not."""
    try:
        settled(desk, done, decide())
    except Problem as problem:
        desk.visit.said = str(problem)


def settled(desk: Desk, done: str, step: Made) -> None:
    """What was decided is told, with what others had decided about the same, and can be undone."""
    made(desk.corpus).append((step.batch, desk.item))
    others = core.told(step.before)
    desk.visit.said = f"{done}.{f' {others}.' if others else ''}"
    go_on(desk)


def go_on(desk: Desk) -> None:
    """To the next finding that waits."""
    visit = desk.visit
    visit.open = ""
    if desk.item:
        visit.trail.append(desk.item)
    ahead = following(visit.round, desk.item, desk.found)
    visit.ended = not ahead
    state.change(**{state.ITEM: ahead or None})


def made(corpus: Corpus) -> list[tuple[str, str]]:
    """What this visit has decided and can undo, the newest last: (batch, finding)."""
    held: dict[str, list[tuple[str, str]]] = st.session_state.setdefault(MADE, {})
    return held.setdefault(corpus.name, [])


def undo(desk: Desk) -> None:
    held = made(desk.corpus)
    if not held:
        return
    batch, item = held.pop()
    desk.visit.open = ""
    try:
        deciding.undo(desk.corpus, batch, desk.asked.by)
    except Problem as problem:
        desk.visit.said = str(problem)
        return
    desk.visit.said, desk.visit.ended = "Taken back.", False
    if item:
        if desk.visit.trail and desk.visit.trail[-1] == item:
            desk.visit.trail.pop()
        state.change(**{state.ITEM: item})


def kinds(counts: Mapping[str, int], wanted: Asked) -> str:
    """ "37 quotes and 5 positions"."""
    return " and ".join(theme.count(counts.get(kind, 0), kind) for kind in wanted.kinds)


def plural(wanted: Asked) -> str:
    return " or ".join(f"{kind}s" for kind in wanted.kinds)
