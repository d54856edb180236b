"""Passages are found again by their words; none is found in another's place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontherecord.decisions.anchors import Anchor, anchor, find
from ontherecord.model import Span

TEXT = "Mae Roe said the mill would stay. Later, Mae Roe said the mill would stay. Nobody asked why."


def at(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("words", "nth", "now", "expected"),
    [
        ("Nobody asked why", 0, TEXT, "Nobody asked why"),
        ("Nobody asked why", 0, "A new first line.\n\n" + TEXT, "Nobody asked why"),
        ("Nobody asked why", 0, TEXT.replace("asked", "knew"), None),
        ("the mill would stay", 1, "A new first line.\n\n" + TEXT, "second"),
        ("the mill would stay", 0, "A new first line.\n\n" + TEXT, "first"),
        ("the mill would stay", 1, TEXT.replace("Mae Roe said the mill would stay. Later, ", ""), "the mill would stay"),
    ],
)
def test_words_are_found_where_they_now_stand(words: str, nth: int, now: str, expected: str | None) -> None:
    found = find(anchor("a", TEXT, [at(words, nth)]), now)
    if expected is None:
        assert found is None
    elif expected in ("first", "second"):
        assert found is not None
        assert now[: found.start].count(words) == (expected == "second")
    else:
        assert found is not None
        assert now[slice(*found)] == expected


def test_where_nobody_can_tell_which_it_was_none_is_taken() -> None:
    twice = "and so on. " * 60
    held = Anchor("a", "so on", prefix="", suffix="", start=0)
    assert find(held, "x" * 300 + twice) is None


@given(st.text("ab .", max_size=60), st.text("ab .", max_size=60), st.text("ab .", min_size=1, max_size=12), st.text("cd", max_size=30))
def test_what_is_found_always_has_the_words(before: str, behind: str, words: str, more: str) -> None:
    text = before + words + behind
    held = anchor("a", text, [Span(len(before), len(before) + len(words))])
    assert find(held, text) == Span(len(before), len(before) + len(words))
    moved = find(held, more + text)
    assert moved is None or (more + text)[slice(*moved)] == words
    assert Anchor.from_dict(held.to_dict()) == held
