"""Wordings of one article: which are about one matter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontherecord.matters.grouping import matters, together


@pytest.mark.parametrize(
    ("targets", "groups"),
    [
        (["the fishing ban", "a ban on fishing", "the harbour tax"], [0, 0, 1]),
        (["raising the harbour tax", "the harbour tax on ferries", "the old reactor"], [0, 0, 1]),
        (["a pause in whaling", "the whaling moratorium", "school meals"], [0, 0, 1]),
        (["the ferry line to Norway", "school meals", "the Norway line"], [0, 1, 0]),
        (["the harbour tax"], [0]),
        ([], []),
    ],
)
def test_wordings_of_one_matter_are_together(targets: list[str], groups: list[int]) -> None:
    assert together(targets, [100 * i for i in range(len(targets))]) == groups


def test_what_stands_far_apart_is_together_less() -> None:
    targets = ["the new northern harbour line", "the old ferry line"]
    assert together(targets, [0, 10]) == [0, 0]
    assert together(targets, [0, 100_000]) == [0, 1]


def test_each_group_has_one_matter() -> None:
    found = matters(["tearing up the fishing deal", "the fishing deal with Norway", "old reactor"], [0, 200, 400])
    assert found == ["fishing deal with Norway", "fishing deal with Norway", "old reactor"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.integers(0, 10_000)), max_size=8))
def test_any_text_is_taken(rows: list[tuple[str, int]]) -> None:
    targets, starts = [t for t, _ in rows], [s for _, s in rows]
    groups, found = together(targets, starts), matters(targets, starts)
    assert len(groups) == len(found) == len(rows)
    assert all(found[i] == found[j] for i in range(len(rows)) for j in range(i) if groups[i] == groups[j])
