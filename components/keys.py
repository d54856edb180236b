"""Keys that work on every page, and the list of them."""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st

from components import state
from components.share import frontend

LETTERS = {"o": "overview", "s": "search", "q": "quotes", "p": "positions", "w": "people", "c": "countries", "a": "articles", "l": "load"}
"""The letter behind ``g`` that leads to a page."""


@cache
def _component() -> Any:
    return st.components.v2.component("ontherecord_keys", js=frontend("keys.js"))


def listen() -> None:
    """Make the keys work. Call it once a run, from the shell."""
    with st.container(key="keys"):
        _component()(key="keys-listener", data={"letters": LETTERS})


def listed() -> None:
    """A button that lists the keys."""
    titles = {info.name: info.title for info in state.NAVIGATION if info.file.is_file()}
    with st.popover("Keys", icon=":material/keyboard:", type="tertiary", key="keys-list"):
        rows = ["| key | what it does |", "| --- | --- |", "| `/` | to the search |"]
        rows += [f"| `g` then `{letter}` | to {titles[name]} |" for letter, name in LETTERS.items() if name in titles]
        rows += ["| `Tab`, `Enter` | from one thing to the next, and open it |", "| `Esc` | close the evidence |"]
        rows += ["| `n`, `p` | in an article: next, previous quote |", "| `?` | in an article: its keys |"]
        st.markdown("\n".join(rows))
