"""Who is asked for a position at all: the actor must be a candidate with the right clause before anything can find the stance."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.language import Language

from ontherecord.extraction.positions.candidates import candidates
from ontherecord.extraction.positions.choosing import made_of
from ontherecord.extraction.positions.finder import Finder
from ontherecord.extraction.positions.model import SIDES

pytestmark = pytest.mark.model


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


MADE = [
    ("Norway wants to deepen the channel.", "support", "deepening the channel"),
    ("Norway did not want to deepen the channel.", "oppose", "deepening the channel"),
    ("Norway announced the end of the quarry tax.", "support", "the end of the quarry tax"),
    ("Norway now opposes deepening the channel.", "oppose", "deepening the channel"),
    ("Norway wants to deepen the channel.", "oppose", "wanting to deepen the channel"),
    ("Norway deepened the channel.", "support", "deepening the channel"),
]
"""What the trained part takes for a position without a rule's reading: a bare word of stance is no part of the target where both agree."""


@pytest.mark.parametrize(("text", "stance", "target"), MADE)
def test_the_stance_word_applies_to_the_target(text: str, stance: str, target: str, nlp: Language) -> None:
    finder = Finder(nlp(text))
    candidate = next(c for c in candidates(finder, []) if finder.actors.name(c.actor) == "Norway")
    made = made_of(finder, candidate, np.array([side == stance for side in SIDES], dtype=np.float64), 0.5)
    assert made is not None
    assert (made.stance, made.target.text) == (stance, target)
