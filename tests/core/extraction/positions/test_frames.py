"""Readings that need no model: polarity, hedges, wording, merging."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc

from ontherecord.extraction.positions import cues, frames
from ontherecord.extraction.positions.grammar import gerund, wording
from ontherecord.extraction.positions.merging import content, merge
from ontherecord.extraction.positions.reading import Finding, compose, negate
from ontherecord.extraction.positions.targets import Target
from ontherecord.model import STANCES

VOCAB = English().vocab


@pytest.mark.parametrize(
    ("outer", "inner", "whole"),
    [
        ("support", "support", "support"),  # plans to back it
        ("support", "oppose", "oppose"),  # plans to veto it
        ("support", "open", "open"),  # agreed to consider it
        ("oppose", "support", "oppose"),  # refuses to back it
        ("oppose", "oppose", "open"),  # refuses to oppose it
        ("open", "support", "open"),  # is willing to back it
    ],
)
def test_a_stance_on_taking_a_stance(outer: str, inner: str, whole: str) -> None:
    assert compose(outer, inner) == whole  # type: ignore[arg-type]


@pytest.mark.parametrize(("stance", "denied"), [("support", "oppose"), ("oppose", "open"), ("open", "oppose"), ("undecided", None)])
def test_a_stance_denied(stance: str, denied: str | None) -> None:
    assert negate(stance) == denied  # type: ignore[arg-type]


def test_denying_anything_never_gives_support() -> None:
    assert "support" not in {negate(s) for s in STANCES}
    assert "support" not in {compose("open", s) for s in STANCES}


@pytest.mark.parametrize(
    ("verb", "ing"),
    [
        ("send", "sending"),
        ("close", "closing"),
        ("ban", "banning"),
        ("lie", "lying"),
        ("agree", "agreeing"),
        ("expel", "expelling"),
        ("visit", "visiting"),
        ("be", "being"),
    ],
)
def test_gerund(verb: str, ing: str) -> None:
    doc = Doc(VOCAB, words=[verb], lemmas=[verb], tags=["VB"])
    assert gerund(doc[0]) == ing


def test_wording_is_one_line_without_marks() -> None:
    doc = Doc(VOCAB, words=["these", "“", "war", "games", "”", "\n", ",", "now"], spaces=[True, False, True, False, False, False, True, False])
    assert wording(list(doc)) == "these war games, now"


@pytest.mark.parametrize(
    ("words", "hedge"),
    [
        ("they have no plans to sign it", "no plans"),
        ("they have no current plans to sign it", "no current plans"),
        ("they would be willing to sign it", "would be willing to"),
        ("at this stage they oppose it", "at this stage"),
        ("they might back it", "might"),
        ("they oppose it", None),
    ],
)
def test_hedges_are_the_exact_words(words: str, hedge: str | None) -> None:
    doc = Doc(VOCAB, words=words.split())
    assert cues.hedge(doc[:], 2, len(doc)) == hedge


def test_frames_are_well_formed() -> None:
    every = [*frames.VERBS.values(), *frames.PHRASES.values(), *frames.NOUNS.values(), *frames.ADJECTIVES.values()]
    assert {f.stance for f in every} <= set(STANCES)
    assert all(f.takes and 0 <= f.weight <= 1 for f in every)
    assert not frames.GOOD & frames.BAD
    assert not frames.FLIP & frames.SUPPORTING


def _finding(target: str, stance: str = "oppose", actor: int = 0, at: int = 0, weight: float = 0.5) -> Finding:
    doc = Doc(VOCAB, words=["a"] * (at + 3))
    return Finding(actor, stance, Target(target, target, 0, 1), doc[at : at + 3], (at, at + 1), "states", "narrator", None, None, weight, "test")  # type: ignore[arg-type]


def test_merging_keeps_the_best_evidence_first() -> None:
    weak, strong = _finding("the fishing ban", weight=0.4), _finding("fishing bans", at=5, weight=0.8)
    assert merge([weak, strong]) == [[strong, weak]]


@pytest.mark.parametrize(
    "other", [_finding("the fishing ban", stance="support", at=5), _finding("the fishing ban", actor=1, at=5), _finding("the harbour tax", at=5)]
)
def test_another_stance_actor_or_target_is_another_position(other: Finding) -> None:
    first = _finding("the fishing ban")
    assert merge([first, other]) == [[first], [other]]


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        (["a", "large", "harbour", "levy"], ["the", "levy", "on", "boats"], True),  # said again in other words
        (["sanctions", "on", "NORWAY"], ["sanctions", "on", "ICELAND"], False),  # each names something else
        (["sanctions", "on", "NORWAY"], ["new", "sanctions"], True),
        (["a", "large", "harbour", "levy"], ["a", "ferry"], False),
    ],
)
def test_a_matter_said_again_is_one_position(first: list[str], second: list[str], one: bool) -> None:
    words = [*first, *second]
    doc = Doc(VOCAB, words=words, pos=["PROPN" if w.isupper() else "NOUN" for w in words])
    found = []
    for start, part in ((0, first), (len(first), second)):
        target = Target(" ".join(part), "", start, start + len(part))
        made = _finding(target.text)
        found.append(replace(made, target=target, sentence=doc[start : start + len(part)]))
    assert len(merge(found)) == (1 if one else 2)


def test_an_actor_takes_few_positions_in_one_sentence() -> None:
    targets = ["a harbour", "b tunnel", "c bridge", "d ferry"]
    assert len(merge([_finding(t) for t in targets])) == 2


@given(st.text())
def test_content_never_fails(text: str) -> None:
    assert all(content(text))
