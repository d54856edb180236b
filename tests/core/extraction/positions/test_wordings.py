"""Which words of a sentence a position is about, where no rule has read it. Weights are made by hand."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.language import Language

from ontherecord.extraction.positions.candidates import Candidate, candidates
from ontherecord.extraction.positions.choosing import made_of
from ontherecord.extraction.positions.finder import Finder
from ontherecord.extraction.positions.model import SIDES
from ontherecord.extraction.positions.wordings import Option, Wordings
from ontherecord.model import Stance

pytestmark = pytest.mark.model


def _asked(nlp: Language, text: str) -> tuple[Finder, list[Candidate], Candidate]:
    finder = Finder(nlp(text))
    found = list(candidates(finder, []))
    return finder, found, next(c for c in found if finder.actors.name(c.actor) == "Norway")


def _first(finder: Finder, c: Candidate, stance: Stance) -> Option:
    made = made_of(finder, c, np.array([side == stance for side in SIDES], dtype=np.float64), 0.5)
    assert made is not None
    return Option(made.target, finder.doc[made.trigger[0]], "first")


OFFERED = [
    (
        "Norway made the case for a tax on whaling.",
        "support",
        {"making the case for a tax on whaling", "a tax on whaling"},
    ),
    ("Norway pushed hard against the harbour treaty.", "oppose", {"the harbour treaty"}),
    ("Norway is drawing up plans to drain the lake.", "support", {"draining the lake"}),
]


@pytest.mark.parametrize(("text", "stance", "offered"), OFFERED, ids=[text for text, *_ in OFFERED])
def test_what_a_sentence_offers(text: str, stance: Stance, offered: set[str], nlp: Language) -> None:
    finder, found, c = _asked(nlp, text)
    texts = [o.target.text for o in Wordings(finder, found, {}).options(c, stance, _first(finder, c, stance))]
    assert offered <= set(texts)
    assert len({t.casefold() for t in texts}) == len(texts)
    assert not [t for t in texts if "Norway" in t]


def test_without_weights_the_clause_stays(nlp: Language) -> None:
    finder, found, c = _asked(nlp, "Norway made the case for a tax on whaling.")
    first = _first(finder, c, "support")
    assert Wordings(finder, found, {}).best(c, "support", first) == first.target


def test_weights_choose_by_what_the_words_show(nlp: Language) -> None:
    finder, found, c = _asked(nlp, "Norway pushed hard against the harbour treaty.")
    best = Wordings(finder, found, {"after=against oppose": 1.0}).best(c, "oppose", _first(finder, c, "oppose"))
    assert best.text == "the harbour treaty"


def test_what_is_not_done_is_nothing_to_support(nlp: Language) -> None:
    finder, found, c = _asked(nlp, "Norway praised the sailors and will not drain the lake.")
    first = Option(next(t for t in map(finder.targets.gerund, c.anchors) if t is not None), c.anchors[0], "first")
    texts = {stance: {o.target.text for o in Wordings(finder, found, {}).options(c, stance, first)} for stance in ("support", "oppose")}
    assert "draining the lake" in texts["oppose"] - texts["support"]


def test_trying_wordings_leaves_what_it_stands_for(nlp: Language) -> None:
    finder, found, c = _asked(nlp, "Norway made the case for a tax on whaling.")
    first = _first(finder, c, "support")
    before = finder.targets.last
    Wordings(finder, found, {"how=own object": 1.0}).best(c, "support", first)
    assert finder.targets.last == before
