"""Keys that work on every page, and the list of them; what the browser's Back brings back (frontend/place.js)."""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st

from components import state
from components.share import frontend

LETTERS = {
    "o": "overview",
    "s": "search",
    "q": "quotes",
    "p": "positions",
    "w": "people",
    "c": "countries",
    "a": "articles",
    "r": "review",
    "y": "quality",
    "l": "load",
}
"""The letter behind ``g`` that leads to a page."""


@cache
def _component() -> Any:
    return st.components.v2.component("ontherecord_keys", html=frontend("keys.html"), css=frontend("keys.css"), js=frontend("place.js", "keys.js"))


def listen() -> None:
    """Make the keys work and draw the button that lists them; the key ? does the same. Call it once a run, from the shell."""
    titles = {info.name: info.title for info in state.NAVIGATION if info.file.is_file()}
    rows: list[tuple[list[str], str]] = [(["/"], "to the search")]
    rows += [(["g", letter], f"to {titles[name]}") for letter, name in LETTERS.items() if name in titles]
    rows += [
        (["Tab", "Enter"], "from one thing to the next, and open it"),
        (["Esc"], "close the evidence, a menu or this list"),
        (["n", "p"], "in an article: next, previous quote"),
        (["←", "→"], "on the map: from country to country"),
        (["c", "r", "f", "s"], "in the review: confirm, reject, fix, skip"),
        (["n", "u", "←"], "in the review: note, undo, the one before"),
        (["?"], "this list"),
    ]
    _component()(key="keys-listener", data={"letters": LETTERS, "rows": rows}, width="content", height="content")
