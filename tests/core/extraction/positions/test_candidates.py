"""Who is asked for a position at all: the actor must be a candidate with the right clause before anything can find the stance."""

from __future__ import annotations

import pytest
from spacy.language import Language

from ontherecord.extraction.positions.candidates import candidates
from ontherecord.extraction.positions.finder import Finder

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def nlp() -> Language:
    from ontherecord.extraction import pipeline

    return pipeline.nlp()


ROWS = [
    ("The tariff announced by Norway on Friday surprised everybody.", "Norway", "announced"),
    ("The raid prompted northern governments to cut the cable.", "northern governments", "cut"),
    ("Critics praised Norway for closing the quarry.", "Norway", "closing"),
    ("The plan was met with fury from local union leaders.", "local union leaders", "fury"),
    ("The judge heard lawmakers' worries about the quarry.", "lawmakers", "worries"),
    ("Norway sent a letter thanking the sailors.", "Norway", "thanking"),
]


@pytest.mark.parametrize(("text", "actor", "anchor"), ROWS)
def test_whoever_acts_or_holds_is_asked(nlp: Language, text: str, actor: str, anchor: str) -> None:
    finder = Finder(nlp(text))
    found = {(finder.actors.name(c.actor), t.text) for c in candidates(finder, []) for t in c.anchors}
    assert (actor, anchor) in found


@pytest.mark.parametrize(
    "text",
    [
        "Critics urged Norway to close the quarry.",
        "Critics want Norway to close the quarry.",
        "Critics said Norway should close the quarry.",
    ],
)
def test_what_others_want_of_somebody_is_not_theirs(nlp: Language, text: str) -> None:
    finder = Finder(nlp(text))
    assert [finder.actors.name(c.actor) for c in candidates(finder, [])] == ["Critics"]
