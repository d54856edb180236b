"""Cutting a passage: nothing lost, nothing added, the right words under the right name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import passage, share
from components.passage import Role, cut

TEXT = "“It was the sea 🌊,” said Oda Brandvik, the harbour master. Nobody answered."


def spans(text: str, marks: dict[str, Role]) -> list[tuple[int, int, Role]]:
    return [(text.index(words), text.index(words) + len(words), role) for words, role in marks.items()]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ({}, [("plain", TEXT)]),
        (
            {"It was the sea 🌊,": "content", "said": "cue", "Oda Brandvik": "source"},
            [
                ("plain", "“"),
                ("content", "It was the sea 🌊,"),
                ("plain", "” "),
                ("cue", "said"),
                ("plain", " "),
                ("source", "Oda Brandvik"),
                ("plain", ", the harbour master. Nobody answered."),
            ],
        ),
        (
            {"“It was the sea 🌊,” said Oda": "content", "said": "cue"},
            [("content", "“It was the sea 🌊,” "), ("cue", "said"), ("content", " Oda"), ("plain", TEXT[28:])],
        ),
    ],
    ids=["nothing marked", "source, cue and content", "the shorter of two that overlap"],
)
def test_parts(marks: dict[str, Role], expected: list[tuple[str, str]]) -> None:
    assert [(p["role"], p["text"]) for p in cut(TEXT, spans(TEXT, marks), 0, len(TEXT))] == expected


@given(
    text=st.text(max_size=40),
    marks=st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45), st.sampled_from(["content", "cue", "source"])), max_size=6),
    start=st.integers(-2, 45),
    length=st.integers(0, 45),
)
def test_joined_parts_are_the_slice(text: str, marks: list[tuple[int, int, Role]], start: int, length: int) -> None:
    parts = cut(text, marks, start, start + length)
    assert "".join(p["text"] for p in parts) == text[max(start, 0) : max(start + length, 0)]
    assert all(p["text"] for p in parts)


def test_the_browser_side_reads_no_markup() -> None:
    for name in ("passage.js", "share.js"):
        script = share.frontend(name)
        assert "textContent" in script
        assert "innerHTML" not in script
        assert "insertAdjacentHTML" not in script
        assert "http" not in script.replace("(plain http)", "")
    assert passage.frontend("passage.css").count("--st-") > 5
