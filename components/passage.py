"""A passage of an article with its parts told apart: source, cue, what was said. Cut here by offset; the browser only shows the parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Literal, TypedDict

import streamlit as st

from components.share import frontend

Role = Literal["content", "cue", "source", "stance", "found", "around", "plain"]


class Part(TypedDict):
    text: str
    role: Role


@cache
def _component() -> Any:
    return st.components.v2.component("ontherecord_passage", css=frontend("passage.css"), js=frontend("passage.js"))


def cut(text: str, marks: Iterable[tuple[int, int, Role]], start: int, end: int, *, plain: Role = "plain") -> list[Part]:
    """``text[start:end]`` in parts, whose texts joined are exactly that slice.

    ``marks`` are (start, end, role) in code points of ``text``; where they overlap, the shorter is shown. Text outside any has the role ``plain``.
    """
    start, end = max(start, 0), min(end, len(text))
    if start >= end:
        return []
    inside = sorted(((max(a, start), min(b, end), role) for a, b, role in marks if a < end and b > start and a < b), key=lambda m: m[1] - m[0])
    edges = sorted({start, end, *(edge for a, b, _ in inside for edge in (a, b))})
    parts: list[Part] = []
    for a, b in pairwise(edges):
        role = next((role for x, y, role in inside if x <= a and b <= y), plain)
        if parts and parts[-1]["role"] == role:
            parts[-1]["text"] += text[a:b]
        else:
            parts.append({"text": text[a:b], "role": role})
    return parts


def draw(parts: list[Part], *, key: str, legend: bool = True, facts: Sequence[tuple[str, str]] = (), near: bool = False) -> None:
    """Show parts in order, as text and nothing else; with a legend of the colours under them, and ``facts`` (name, value). ``near``: move to it."""
    roles = sorted({part["role"] for part in parts}) if legend else []
    _component()(key=key, data={"parts": parts, "legend": roles, "facts": [list(fact) for fact in facts], "near": near})


def legend(roles: Iterable[str], *, key: str) -> None:
    """The legend alone, for several passages that follow."""
    _component()(key=key, data={"parts": [], "legend": sorted(set(roles))})
