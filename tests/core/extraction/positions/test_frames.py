"""Readings that need no model: polarity, hedges, wording, merging."""

from __future__ import annotations

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from ontherecord.extraction.positions import cues, frames
from ontherecord.extraction.positions.grammar import gerund, wording
from ontherecord.extraction.positions.reading import compose, negate
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
