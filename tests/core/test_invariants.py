"""The checker names each way in which an extraction can break, and mending leaves out what breaks and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from ontherecord.invariants import Violation, mended, violations
from ontherecord.model import Extraction, Role, Span
from tests import builders

TEXT = (
    "{e1:{s1:[Ana Ortiz](ana)} {c1:said} {q1:the bridge must {t1:be built}}.} {e1:She would build it herself.}\n\n"
    "“{q2:We have waited}, ” {s2:[Luc Marchand](luc)} {c2:added}. “{q2:We will not wait.}” {e2:[Marchand](luc) {t2:opposed} the toll.}"
)


@pytest.fixture
def sound() -> Extraction:
    return builders.article(
        "a1",
        TEXT,
        date="2025-03-01",
        entities={"ana": builders.person("Ana Ortiz", "ES"), "luc": builders.person("Luc Marchand", "FR")},
        quotes=[builders.quote(1, "ana"), builders.quote(2, "luc", "direct")],
        positions=[
            builders.position(1, "ana", "support", "building the bridge", matter="bridge", quote=1),
            builders.position(2, "luc", "oppose", "the toll", matter="toll"),
        ],
    )


def change(records: str, place: int, **fields: Any) -> Callable[[Extraction], Extraction]:
    """One record of a kind with other fields."""

    def broken(found: Extraction) -> Extraction:
        held = [*getattr(found, records)]
        held[place] = replace(held[place], **fields)
        return replace(found, **{records: tuple(held)})

    return broken


def state(place: int, at: int = 0, **fields: Any) -> Callable[[Extraction], Extraction]:
    """One statement of a position with other fields."""

    def broken(found: Extraction) -> Extraction:
        held = [*found.positions[place].statements]
        held[at] = replace(held[at], **fields)
        return change("positions", place, statements=tuple(held))(found)

    return broken


def twice(records: str, place: int) -> Callable[[Extraction], Extraction]:
    return lambda found: replace(found, **{records: (*getattr(found, records), getattr(found, records)[place])})  # type: ignore[arg-type]


def turned(records: str) -> Callable[[Extraction], Extraction]:
    return lambda found: replace(found, **{records: getattr(found, records)[::-1]})  # type: ignore[arg-type]


BROKEN: dict[str, tuple[Callable[[Extraction], Extraction], str, str, int]] = {  # what is done -> kind, records, place
    "two quotes of one number": (change("quotes", 1, number=1), "number", "quotes", 1),
    "a quote numbered below 0": (change("quotes", 0, number=-1), "number", "quotes", 0),
    "quotes not in text order": (turned("quotes"), "order", "quotes", 1),
    "two positions of one number": (twice("positions", 0), "number", "positions", 2),
    "two entities of one key": (twice("entities", 0), "number", "entities", 2),
    "mentions not in text order": (turned("mentions"), "order", "mentions", 1),
    "sentences not in text order": (turned("sentences"), "order", "sentences", 1),
    "a sentence outside the text": (change("sentences", 1, end=10**6), "span", "sentences", 1),
    "a mention of nobody": (change("mentions", 1, entity=9), "reference", "mentions", 1),
    "an empty mention": (change("mentions", 1, end=0), "span", "mentions", 1),
    "a speaker who is nobody": (change("quotes", 0, speaker=7), "reference", "quotes", 0),
    "a named speaker who is not named": (change("entities", 1, named=False), "reference", "quotes", 1),
    "no speaker, but a named one": (change("quotes", 1, speaker=None), "reference", "quotes", 1),
    "a quote without content": (change("quotes", 1, pieces=()), "span", "quotes", 1),
    "pieces that overlap": (change("quotes", 1, pieces=(Span(80, 90), Span(85, 95))), "span", "quotes", 1),
    "pieces out of order": (change("quotes", 1, pieces=(Span(95, 99), Span(80, 85))), "span", "quotes", 1),
    "a piece that is white space": (change("quotes", 0, pieces=(Span(14, 15),)), "span", "quotes", 0),
    "a piece before the text": (change("quotes", 0, pieces=(Span(-5, 4),)), "span", "quotes", 0),
    "a cue turned round": (change("quotes", 0, cue=Span(9, 5)), "span", "quotes", 0),
    "a source outside the text": (change("quotes", 1, source=Span(10**5, 10**6)), "span", "quotes", 1),
    "a chain outside the text": (change("quotes", 0, chain=(Span(0, 9), Span(0, 10**6))), "span", "quotes", 0),
    "a type that there is not": (change("quotes", 0, type="reported"), "value", "quotes", 0),
    "a resolution that there is not": (change("quotes", 0, resolution="guessed"), "value", "quotes", 0),
    "a kind that there is not": (change("entities", 0, kind="animal"), "value", "entities", 0),
    "a gender that there is not": (change("entities", 0, gender="x"), "value", "entities", 0),
    "an entity without a name": (change("entities", 0, name=" "), "value", "entities", 0),
    "a country that is no code": (change("quotes", 0, country="France"), "value", "quotes", 0),
    "a role outside the text": (change("entities", 0, roles=(Role("envoy", "ES", 0, 10**6),)), "span", "entities", 0),
    "a role's country that is no code": (change("entities", 0, roles=(Role("envoy", "es", 0, 9),)), "value", "entities", 0),
    "too sure": (change("quotes", 0, confidence=1.2), "confidence", "quotes", 0),
    "no number": (change("quotes", 0, confidence=float("nan")), "confidence", "quotes", 0),
    "a day without a basis": (change("quotes", 0, said_basis="none"), "date", "quotes", 0),
    "a basis without a day": (change("quotes", 0, said_on=None), "date", "quotes", 0),
    "a month that is a day": (change("quotes", 0, said_on=date(2025, 2, 3), said_basis="month"), "date", "quotes", 0),
    "a year that is a month": (change("quotes", 0, said_on=date(2025, 2, 1), said_basis="year"), "date", "quotes", 0),
    "another day of publication": (change("quotes", 0, said_on=date(2025, 2, 3)), "date", "quotes", 0),
    "an actor who is nobody": (change("positions", 1, actor=5), "reference", "positions", 1),
    "no statement": (change("positions", 1, statements=()), "confidence", "positions", 1),
    "the less sure first": (state(0, 0, confidence=0.1), "confidence", "positions", 0),
    "a side that there is not": (change("positions", 1, toward="beside"), "value", "positions", 1),
    "a state that there is not": (change("positions", 1, status="maybe"), "value", "positions", 1),
    "a stance that there is not": (state(1, stance="approve"), "value", "positions", 1),
    "a statement of another side": (state(1, toward="for"), "value", "positions", 1),
    "a basis that there is not": (state(1, basis="rumour"), "value", "positions", 1),
    "a commitment that there is not": (state(1, commitment="swears"), "value", "positions", 1),
    "evidence outside the text": (state(1, sentence=Span(0, 10**6)), "span", "positions", 1),
    "a trigger outside its sentence": (state(1, trigger=Span(0, 3)), "span", "positions", 1),
    "a quote that is not there": (state(0, quote=8), "reference", "positions", 0),
    "a statement too unsure": (state(1, confidence=-0.1), "confidence", "positions", 1),
    "a statement's day without a basis": (state(1, said_basis="none"), "date", "positions", 1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_is_named_and_left_out(name: str, sound: Extraction) -> None:
    breaking, kind, records, place = BROKEN[name]
    broken = breaking(sound)
    assert (kind, records, place) in {(v.kind, v.records, v.place) for v in violations(broken)}
    kept, told = mended(broken)
    assert not violations(kept)
    assert told
    assert len(getattr(kept, records)) < len(getattr(broken, records))
    assert all(getattr(kept, r) for r in ("sentences", "entities", "mentions", "quotes", "positions"))  # the rest stays


def test_what_holds_is_left_alone(sound: Extraction) -> None:
    for extraction in [sound, *builders.small_corpus()]:
        assert mended(extraction) == (extraction, [])


@pytest.mark.parametrize(
    ("fine", "why"),
    [
        (change("quotes", 1, number=9), "numbers may have gaps"),
        (change("quotes", 1, speaker=None, source_kind="none", resolution="unknown"), "a speaker may be unknown"),
        (change("quotes", 0, said_on=date(2025, 2, 1), said_basis="month"), "a month is its first day"),
        (change("quotes", 0, said_on=None, said_basis="none"), "a day may be unknown"),
        (change("quotes", 0, country="NATO"), "bodies have codes, too"),
        (change("entities", 0, gender=None), "what is not known is None"),
        (state(1, trigger=None), "a trigger may be missing"),
        (state(0, quote=None), "the narrator has no quote"),
        (state(0, 1, confidence=0.8), "two may be equally sure"),
    ],
)
def test_what_only_looks_broken_is_fine(fine: Callable[[Extraction], Extraction], why: str, sound: Extraction) -> None:
    assert not violations(fine(sound)), why


def test_who_goes_takes_along_what_needs_them_and_nothing_else(sound: Extraction) -> None:
    kept, told = mended(change("entities", 1, kind="animal")(sound))
    assert [e.name for e in kept.entities] == ["Ana Ortiz"]
    assert [q.number for q in kept.quotes] == [p.number for p in kept.positions] == [1]
    assert {m.entity for m in kept.mentions} == {0}
    assert told[0] == Violation("value", "entities", 1, "kind is 'animal'")


def test_one_that_lies_far_outside_does_not_take_those_behind_it_along(sound: Extraction) -> None:
    kept, _ = mended(change("quotes", 0, pieces=(Span(10**6, 10**6 + 9),))(sound))
    assert [q.number for q in kept.quotes] == [2]
