"""JSON that is nested too deeply is told, whatever limit of recursion the process has."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontherecord.loading.nesting import DEEPEST, depth, loads

_INNER = st.none() | st.text(max_size=5) | st.integers()
VALUES = st.recursive(_INNER, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner))


@given(VALUES)
def test_what_is_no_deeper_is_read_as_ever(value: object) -> None:
    assert loads(json.dumps(value)) == value


@pytest.mark.parametrize(
    ("text", "deep"), [("[]", 1), ('[{"a": [1]}, []]', 3), ('["[[[["]', 1), (r'["\"[[", []]', 2), ('{"a": "}', 1), ("[" * 9999, DEEPEST + 1)]
)
def test_depth_counts_marks_outside_of_strings(text: str, deep: int) -> None:
    assert depth(text) == deep


@pytest.mark.parametrize("text", ["[" * 200_000, '{"text": ' + "[" * 200_000, '{"a":' * 100_000])
def test_what_is_too_deep_is_told_and_does_not_end_the_process(text: str) -> None:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(1_000_000)
    try:
        with pytest.raises(RecursionError):
            loads(text)
    finally:
        sys.setrecursionlimit(before)
