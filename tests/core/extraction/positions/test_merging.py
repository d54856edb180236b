"""Findings that restate one position become its evidence. Findings are made by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc

from ontherecord.extraction.positions.merging import Again, content, merge, signs
from ontherecord.extraction.positions.reading import Finding
from ontherecord.extraction.positions.targets import Target

VOCAB = English().vocab


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


SAME, OTHER = Again(np.array([-5.0] + [0.0] * 12)), Again(np.array([5.0] + [0.0] * 12))


def test_what_hardly_is_one_more_becomes_evidence_of_the_likest() -> None:
    strong, alike = _finding("the new coastal fishing ban", weight=0.9), _finding("a ban of nets along reefs", at=5)
    assert merge([alike, strong], OTHER) == [[alike], [strong]]
    assert merge([alike, strong], SAME) == [[strong, alike]]


def test_or_goes_where_nothing_is_alike() -> None:
    strong, apart = _finding("the fishing ban", weight=0.9), _finding("the harbour tax", at=5)
    assert merge([apart, strong], SAME) == [[strong]]
    against = replace(apart, stance="support")
    assert merge([against, strong], SAME) == [[strong]]


def test_only_positions_of_one_actor_are_weighed() -> None:
    mine, yours = _finding("the fishing ban", weight=0.9), _finding("the harbour tax", actor=1, at=5)
    assert merge([mine, yours], SAME) == [[mine], [yours]]


def test_signs_tell_near_from_far() -> None:
    first, near, far = _finding("the ban", weight=0.9), _finding("the ban", at=5), _finding("the tax", at=400)
    close, apart = signs([near], [[first]]), signs([far], [[first]])
    assert len(close) == len(apart) == 13
    assert close[3] == 1 > apart[3] == 0
    assert close[6] < apart[6]
    assert (close[7], apart[7]) == (1, 0)


@given(st.text())
def test_content_never_fails(text: str) -> None:
    assert all(content(text))
