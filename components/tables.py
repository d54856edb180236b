"""Tables that can be read and worked by keyboard: real table elements, wrapped text, a button for everything that opens.

``st.dataframe`` paints on a canvas: it cuts long text, has no buttons, and is hard to use on a phone. Rows come in pages, sorted by the
query, never in the browser: what one sees is the first of all rows and not the first of those that were sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from typing import Any, Literal

import pandas as pd
import streamlit as st

from components import narrow, state
from components.share import frontend
from ontherecord.loading.repair import ReadingText, find_repairs
from ontherecord.queries.days import in_words
from ontherecord.quoted import shortened

PAGE = 20
"""Rows of one page."""
Kind = Literal[
    "text prose",
    "text",
    "inline",
    "number",
    "nowrap inline",
    "kind",
    "inline bare",
    "kind inline bare",
    "title bare",
    "nowrap inline bare",
    "before",
    "words",
    "behind",
    "",
]
"""Words for the style sheet: what a column holds; where rows are cards, ``inline`` cells share a line and ``bare`` ones go without their label."""


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    kind: Kind = ""
    opens: bool = False
    """The cell holds the button that opens the row."""
    menu: narrow.Menu | None = None

    def payload(self) -> dict[str, Any]:
        found: dict[str, Any] = {"label": self.label, "kind": self.kind, "opens": self.opens}
        return found | ({"f": self.menu} if self.menu else {})


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    second: str = ""
    glyph: str = ""
    id: str = ""
    """What the cell itself opens; empty where the row opens or nothing does."""
    look: str = ""
    mark: str = ""
    """Colour of the line at its side (hex)."""
    spoken: str = ""
    """What a screen reader says of the button, where glyphs and short forms would not do."""
    href: str = ""
    """Where the text leads: another page of the app (:func:`components.state.href`). A real link, which opens in a new tab, too."""
    menu: narrow.Menu | None = None
    """What can be filtered from here (:func:`components.narrow.menu_of`)."""
    about: str = ""
    """What the text applies to: a line between ``text`` and ``second``."""
    hint: tuple[str, ...] = ()
    """Lines that stand beside the cell while the pointer or the focus is on it, and inside it where rows are cards."""

    def payload(self) -> dict[str, Any]:
        names = {
            "text": "t",
            "about": "a",
            "hint": "h",
            "second": "s",
            "glyph": "g",
            "id": "id",
            "look": "k",
            "mark": "mark",
            "spoken": "say",
            "href": "go",
            "menu": "f",
        }
        return {short: value for name, short in names.items() if (value := getattr(self, name)) or name == "text"}


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell | str | None, ...]
    id: str = ""
    """What a click on the row opens."""
    group: str | None = None
    """A line with these words stands above the first row of each group."""


@cache
def _component() -> Any:
    return st.components.v2.component("ontherecord_table", css=frontend("menu.css", "table.css"), js=frontend("menu.js", "table.js"))


def draw(
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    key: str,
    caption: str,
    pick: Callable[[str], None],
    chosen: str | None = None,
    matrix: bool = False,
    tall: str = "",
    small: bool = False,
) -> None:
    """Draw a table; ``pick`` is called with the id that a person chose. ``caption`` says what the rows are. ``tall`` is a CSS height.

    Where it is narrow, rows become cards, unless the table is ``small``: few columns of short words.
    """

    def picked() -> None:
        held = st.session_state.get(key)
        found = held.get("picked") if held is not None else None
        if found:
            pick(str(found))

    def followed() -> None:
        held = st.session_state.get(key)
        if held is not None and held.get("gone"):
            state.follow(str(held["gone"]))

    data = {
        "caption": caption,
        "kind": "matrix" if matrix else "",
        "columns": [column.payload() for column in columns],
        "rows": [{"id": row.id, "group": row.group, "cells": [_cell(cell) for cell in row.cells]} for row in rows],
        "chosen": chosen,
        "tall": tall,
        "small": small,
    }
    _component()(key=key, data=data, height="content", on_picked_change=picked, on_gone_change=followed, on_narrowed_change=narrow.acted(key))


@dataclass(frozen=True, slots=True)
class Card:
    id: str
    who: str
    about: str
    """What it says: the stance and what that is on."""
    second: str
    quote: str


@dataclass(frozen=True, slots=True)
class Stack:
    """One column of a board. ``look`` is its class, ``mark`` its colour (hex)."""

    name: str
    glyph: str
    look: str
    mark: str
    cards: tuple[Card, ...]
    total: int = 0
    """How many there are, where not all are among ``cards``."""


@cache
def _board() -> Any:
    return st.components.v2.component("ontherecord_board", css=frontend("board.css"), js=frontend("board.js"))


def board(stacks: Sequence[Stack], *, key: str, none: str, pick: Callable[[str], None], chosen: str | None = None) -> None:
    """Columns of cards side by side, below each other where it is narrow. ``none`` stands in an empty one."""

    def picked() -> None:
        held = st.session_state.get(key)
        found = held.get("picked") if held is not None else None
        if found:
            pick(str(found))

    columns = [{**asdict(stack), "count": f"{stack.total or len(stack.cards):,}"} for stack in stacks]
    _board()(key=key, data={"columns": columns, "none": none, "chosen": chosen}, height="content", on_picked_change=picked)


def _cell(cell: Cell | str | None) -> dict[str, Any] | None:
    if isinstance(cell, str):
        return {"t": cell} if cell else None
    return cell.payload() if cell is not None else None


def stamp(*parts: object) -> str:
    """A short hash for a widget's key: another filter, another widget, so that no page number or choice outlives its rows."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:10]


def page(total: int, *, key: str, size: int = PAGE, what: str = "rows") -> int:
    """Draw the choice of a page where there is more than one; the offset of its first row. The link holds the number."""
    pages = -(-total // size)
    asked = state.parameter(state.PAGE) or ""
    number = min(int(asked), pages) if asked.isascii() and asked.isdigit() and int(asked[:9]) > 0 and len(asked) < 9 else 1
    if pages <= 1:
        return 0
    key = f"{key}-{number}"

    def turned() -> None:
        new = int(st.session_state[key])
        state.change(**{state.PAGE: str(new) if new > 1 else None})

    first = (number - 1) * size
    with st.container(horizontal=True, vertical_alignment="center"):
        st.pagination(pages, default=number, key=key, on_change=turned)
        st.caption(f"{first + 1:,} to {min(first + size, total):,} of {total:,} {what}")
    return first


def day(value: Any, basis: str = "") -> str:
    """``5 Apr 2025``, or nothing for a missing date; ``Apr 2025`` and ``2025`` where the basis says that no more is known."""
    return "" if value is None or pd.isna(value) else in_words(pd.Timestamp(value).date(), basis, short=True)


def text(value: Any) -> str:
    """A value as text; missing ones as nothing."""
    return "" if value is None or (not isinstance(value, list | tuple) and pd.isna(value)) else str(value)


@lru_cache(maxsize=4_000)
def readable(words: str) -> str:
    """Words for a cell: on one line, damaged characters mended for reading. The evidence behind the cell shows them as they came."""
    return " ".join(ReadingText(words, find_repairs(words)).text.split())


def short(words: str, letters: int) -> str:
    """The same, whole words only, cut with an ellipsis."""
    return shortened(readable(words), letters)


def person(entity_id: Any) -> str:
    """The address of the page of a person, organisation or country; nothing without an id."""
    return state.href("people", id=text(entity_id)) if text(entity_id) else ""
