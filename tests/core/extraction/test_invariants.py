"""What must hold of every extraction, whatever is found: numbers, references, offsets, kinds."""

from __future__ import annotations

from itertools import islice
from typing import get_args

import pytest

from ontherecord import loading
from ontherecord.extraction import pipeline
from ontherecord.model import SIDES, STANCES, Basis, Commitment, Extraction, SaidBasis
from ontherecord.settings import settings

pytestmark = pytest.mark.model
NAMED_LATER = (
    "Pier to close\n\nA Republican senator said on Monday that the pier would close. “It is not safe any more,” the senator said.\n\n"
    "Republican Sen. Mara Velden said that she had no choice. “We waited too long,” Velden said."
)
"""Two quotes of somebody who is only named later: once they came out with one number."""


@pytest.fixture(scope="module")
def found() -> list[Extraction]:
    articles = [x.article for x in islice(loading.load_paths([settings().sample]), 12)] + [loading.load_text(NAMED_LATER).article]
    return list(pipeline.extract(a for a in articles if a is not None))


def test_numbers_are_unique_and_in_order(found: list[Extraction]) -> None:
    for extraction in found:
        for records in (extraction.quotes, extraction.positions):
            numbers = [r.number for r in records]  # type: ignore[attr-defined]
            assert numbers == sorted(set(numbers)), extraction.article.id


def test_references_are_valid(found: list[Extraction]) -> None:
    for extraction in found:
        keys = {e.key for e in extraction.entities}
        quotes = {q.number for q in extraction.quotes}
        assert {m.entity for m in extraction.mentions} <= keys
        assert {q.speaker for q in extraction.quotes if q.speaker is not None} <= keys
        assert {p.actor for p in extraction.positions} <= keys
        assert {s.quote for p in extraction.positions for s in p.statements if s.quote is not None} <= quotes


def test_statements_hold_together(found: list[Extraction]) -> None:
    for extraction in found:
        text = extraction.article.text
        for position in extraction.positions:
            assert position.statements
            assert position.toward in SIDES
            for s in position.statements:
                assert s.stance in STANCES
                assert s.toward == position.toward
                assert s.basis in get_args(Basis)
                assert s.commitment in get_args(Commitment)
                assert s.said_basis in get_args(SaidBasis)
                assert 0 <= s.sentence.start < s.sentence.end <= len(text)
                assert s.trigger is not None
                assert text[slice(*s.trigger)].strip()
                assert s.sentence.start <= s.trigger.start < s.trigger.end <= s.sentence.end
                assert 0 <= s.confidence <= 1
