"""What holds of every extraction, whatever was read: numbers, references, spans, values. One place says it, as a function of the records alone.

Extraction ends with :func:`mended`, so that nothing leaves it that pages, exports or a person could stumble over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from functools import cache
from itertools import pairwise
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from ontherecord.model import Entity, Extraction, Mention, Position, Quote, Sentence, Statement

Records = Literal["sentences", "entities", "mentions", "quotes", "positions"]
Kind = Literal["number", "order", "reference", "span", "value", "confidence", "date"]
COUNTRY = re.compile(r"[A-Z]{2}|NATO")
FIRST_OF = {"month": "-01", "year": "-01-01"}
"""How a day ends of which no more than the month or year is known."""
Told = Iterator[tuple[Kind, str]]


class Violation(NamedTuple):
    """``getattr(extraction, records)[place]`` breaks what must hold; ``what`` says how, in words."""

    kind: Kind
    records: Records
    place: int
    what: str


class Inconsistent(ValueError):
    """An extraction that does not hold together. ``Inconsistent(article_id, violations)``."""


def violations(found: Extraction) -> list[Violation]:
    """Everything in an extraction that breaks what must hold; nothing for a sound one."""
    known = _Known(found)
    told = [Violation(kind, name, i, what) for name, check in _CHECKS for i, r in enumerate(getattr(found, name)) for kind, what in check(r, known)]
    numbers: dict[Records, list[int]] = {"entities": [e.key for e in found.entities], "quotes": [q.number for q in found.quotes]}
    numbers["positions"] = [p.number for p in found.positions]
    starts: dict[Records, list[int]] = {"sentences": [s.start for s in found.sentences], "mentions": [m.start for m in found.mentions]}
    starts["quotes"] = [q.pieces[0].start if q.pieces else 0 for q in found.quotes]
    told += [Violation("number", name, i, f"{held[i]} does not rise") for name, held in numbers.items() for i in _falling(held, 1)]
    return told + [Violation("order", name, i, f"begins at {held[i]}, too early") for name, held in starts.items() for i in _falling(held, 0)]


def mended(found: Extraction) -> tuple[Extraction, list[Violation]]:
    """The extraction without the records that break what must hold, nor those that need them, and what was wrong with each; the others stay."""
    told: list[Violation] = []
    while wrong := violations(found):
        # A record that is wrong by itself goes first: beside it, those that follow may seem out of order.
        now = [one for one in wrong if one.kind not in ("number", "order")] or wrong
        told += now
        gone = {(one.records, one.place) for one in now}
        kept = {name: tuple(r for i, r in enumerate(getattr(found, name)) if (name, i) not in gone) for name, _ in _CHECKS}
        found = replace(found, **kept)  # type: ignore[arg-type]
    return found, told


def _falling(numbers: Sequence[int], step: int) -> list[int]:
    """Places whose number is negative or does not rise by ``step`` over the highest before it."""
    high, wrong = -step, []
    for place, number in enumerate(numbers):
        if number < max(high + step, 0):
            wrong.append(place)
        high = max(high, number)
    return wrong


class _Known:
    """What references lead to."""

    def __init__(self, found: Extraction) -> None:
        self.text, self.published_on = found.article.text, found.article.published_on
        self.entities = {e.key: e for e in found.entities}
        self.quotes = {q.number for q in found.quotes}

    def span(self, span: tuple[int, int] | None) -> Told:
        if span is not None and not (0 <= span[0] < span[1] <= len(self.text) and self.text[span[0] : span[1]].strip()):
            yield "span", f"{tuple(span)} is empty or outside the text"

    def day(self, one: Quote | Statement) -> Told:
        """A day has a basis, a basis has its day."""
        if (one.said_on is None) != (one.said_basis == "none"):
            yield "date", f"day {one.said_on} with the basis {one.said_basis}"
        first = FIRST_OF.get(one.said_basis, "")
        if one.said_on is not None and not one.said_on.isoformat().endswith(first):
            yield "date", f"{one.said_on} is not the first day that the basis {one.said_basis} may mean"
        if one.said_basis == "publication" and one.said_on not in (None, self.published_on):
            yield "date", f"{one.said_on} is not the day of publication"


def _placed(one: Sentence | Mention, known: _Known) -> Told:
    yield from known.span((one.start, one.end))
    if isinstance(one, Mention) and one.entity not in known.entities:
        yield "reference", f"there is no entity {one.entity}"


def _entity(one: Entity, known: _Known) -> Told:
    yield from _values(one)
    if not one.name.strip():
        yield "value", "has no name"
    for role in one.roles:
        yield from (*known.span((role.start, role.end)), *_values(role))


def _quote(one: Quote, known: _Known) -> Told:
    yield from (*_values(one), *known.day(one))
    for span in (*one.pieces, *one.chain, one.cue, one.source):
        yield from known.span(span)
    if not one.pieces or any(b.start < a.end for a, b in pairwise(one.pieces)):
        yield "span", "its pieces are none, overlap or are out of order"
    speaker = known.entities.get(one.speaker) if one.speaker is not None else None
    if one.speaker is not None and speaker is None:
        yield "reference", f"there is no entity {one.speaker} to be its speaker"
    if one.source_kind == "named" and speaker is not None and not speaker.named:
        yield "reference", "its named speaker is not among those named"
    if one.speaker is None and (one.source_kind, one.resolution) != ("none", "unknown"):
        yield "reference", f"speaker unknown, yet {one.source_kind} and {one.resolution}"


def _position(one: Position, known: _Known) -> Told:
    yield from _values(one)
    if one.actor not in known.entities:
        yield "reference", f"there is no entity {one.actor} to be its actor"
    if not one.statements or any(b.confidence > a.confidence for a, b in pairwise(one.statements)):
        yield "confidence", "its statements are none, or not the surest first"
    for s in one.statements:
        yield from (*_values(s), *known.day(s), *known.span(s.sentence), *known.span(s.trigger))
        if s.trigger is not None and not s.sentence.start <= s.trigger.start < s.trigger.end <= s.sentence.end:
            yield "span", f"trigger {tuple(s.trigger)} is outside its sentence"
        if s.toward != one.toward:
            yield "value", f"a statement {s.toward} in a position {one.toward}"
        if s.quote is not None and s.quote not in known.quotes:
            yield "reference", f"there is no quote {s.quote} to carry it"


def _values(one: Any) -> Told:
    """What its type says of a record by itself: values from a list, codes of countries, shares."""
    for name, allowed in _literals(one.__class__):
        if (value := getattr(one, name)) not in allowed:
            yield "value", f"{name} is {value!r}"
    if (code := getattr(one, "country", None)) is not None and not COUNTRY.fullmatch(code):
        yield "value", f"{code!r} is not the code of a country"
    if not isinstance(one, Position) and not 0 <= getattr(one, "confidence", 0) <= 1:  # a position's is its first statement's
        yield "confidence", f"confidence is {one.confidence}"


@cache
def _literals(record: Any) -> tuple[tuple[str, tuple[object, ...]], ...]:
    """Fields that hold one of a few words (or None, where that is one of them), with these."""
    hints = get_type_hints(record)
    parts = {f.name: [hints[f.name], *get_args(hints[f.name])] for f in fields(record)}
    chosen = {name: [value for part in found if get_origin(part) is Literal for value in get_args(part)] for name, found in parts.items()}
    return tuple((name, (*values, None) if type(None) in parts[name] else tuple(values)) for name, values in chosen.items() if values)


_CHECKS: tuple[tuple[Records, Any], ...] = (
    ("sentences", _placed),
    ("entities", _entity),
    ("mentions", _placed),
    ("quotes", _quote),
    ("positions", _position),
)
