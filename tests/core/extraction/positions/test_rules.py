"""Stances read from single sentences by rules alone: the fast mode and the fallback."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from ontherecord.extraction.positions.component import Positions
from tests.core.extraction.positions.sentences import FURTHER, PLAIN, TRAPS, Row

pytestmark = pytest.mark.model
Found = dict[str, list[tuple[str, str, str]]]


def plain(doc: Doc) -> list[tuple[str, str, str]]:
    return [(doc._.entities[p.actor].name, p.stance, p.target) for p in doc._.positions]


@pytest.fixture(scope="module")
def found(rules: Language) -> Found:
    texts = [*(row[0] for row in (*PLAIN, *FURTHER)), *TRAPS]
    return {text: plain(doc) for text, doc in zip(texts, rules.pipe(texts), strict=True)}


@pytest.mark.parametrize("row", PLAIN, ids=[row[0][:60] for row in PLAIN])
def test_a_plain_sentence(row: Row, found: Found) -> None:
    text, actor, stance, target = row
    [(got_actor, got_stance, got_target)] = found[text]
    assert (got_stance, got_target) == (stance, target)
    assert actor in got_actor


@pytest.mark.parametrize("text", TRAPS, ids=[text[:60] for text in TRAPS])
def test_nobody_takes_a_stance(text: str, found: Found) -> None:
    assert found[text] == []


def test_what_is_left_open_is_never_support(found: Found) -> None:
    open_ones = [row[0] for row in (*PLAIN, *FURTHER) if row[2] in {"open", "undecided"}]
    assert len(open_ones) > 10
    assert not [text for text in open_ones for _, stance, _ in found[text] if stance == "support"]


def test_evidence_and_trigger_are_slices_of_the_text(rules: Language) -> None:
    doc = rules("It rained. Norway rejected the fishing ban on Tuesday. The boats stayed out.")
    [position] = doc._.positions
    assert [doc.text[s:e] for s, e in position.evidence] == ["Norway rejected the fishing ban on Tuesday."]
    assert doc.text[slice(*position.trigger)] == "rejected"


def test_a_restated_position_is_one_position_with_more_evidence(rules: Language) -> None:
    [position] = rules("Norway opposes the fishing ban. Norway rejected the fishing ban again on Friday.")._.positions
    assert len(position.evidence) == 2
    assert (position.matter, position.toward) == ("fishing ban", "against")


def test_the_narrators_description_finds_its_person(rules: Language) -> None:
    text = (
        "President Karl Berg met Foreign Minister Ada Lind of Norway in Oslo.\n\n"
        "The foreign minister rejected the treaty. Later the president backed the ban on fishing."
    )
    assert [(a, s) for a, s, _ in plain(rules(text))] == [("Ada Lind", "oppose"), ("Karl Berg", "support")]


def test_what_a_quote_carries_names_it(rules: Language) -> None:
    doc = rules("“We condemn the raid,” said Mara Velden.")
    [position] = doc._.positions
    assert (position.basis, position.quote) == ("direct", doc._.quotes[0].number)


def test_a_doc_without_a_parse_has_no_positions(rules: Language) -> None:
    assert Positions(rules, "positions", "")(Doc(Vocab(), words=["Norway", "rejects", "it"]))._.positions == []
