"""Filtering from where a value stands: let it through, or leave it out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

import streamlit as st

from components import state, theme, tokens
from ontherecord.queries import Corpus, Filters
from ontherecord.queries.filters import EITHER_WAY, NAMES

FIELDS = {field: NAMES[field] for field in EITHER_WAY}
"""What can be let through or left out, by name."""
LOOKS: dict[str, dict[Any, tokens.Value]] = {
    "stance": dict(tokens.STANCES),
    "quote_type": dict(tokens.QUOTE_TYPES),
    "source_kind": dict(tokens.SOURCE_KINDS),
    "asserted": dict(tokens.ASSERTED),
    "status": dict(tokens.STATUSES),
}


BETWEEN = "\x1f"


class Menu(TypedDict):
    """What the dots beside a value offer: (field in words, name, field and value) of each, and the selector of its sentences."""

    name: str
    f: list[tuple[str, str, str]]
    show: str


def menu_of(corpus: Corpus, *values: tuple[str, str | None], show: str = "") -> Menu | None:
    """The menu of the values (field, value) that stand at one place; None where there is none. ``show``: the selector of its sentences."""
    known = [(field, value) for field, value in values if isinstance(value, str) and value]
    named = [(FIELDS[field], shown(corpus, field, value), f"{field}{BETWEEN}{value}") for field, value in known]
    return Menu(name=named[0][1], f=named, show=show) if named else None


def acted(key: str) -> Callable[[], None]:
    """The callback of a component with such menus: does what a person chose there."""

    def run() -> None:
        held = st.session_state.get(key)
        act, _, value = str((held.get("narrowed") if held is not None else None) or "").partition(BETWEEN)
        field, _, value = value.partition(BETWEEN)
        if field in FIELDS and value:
            (only if act == "only" else leave_out)(field, value)

    return run


def shown(corpus: Corpus, field: str, value: str) -> str:
    """The name of a value, as a person reads it."""
    look = LOOKS.get(field, {}).get(value)
    return look.label if look else corpus.label(field, value)


def menu(corpus: Corpus, filters: Filters, values: Sequence[tuple[str, str]], *, key: str, label: str = "Filter") -> None:
    """A button that opens a list: for each (field, value) one button that shows only it and one that leaves it out."""
    with st.popover(label, icon=":material/filter_alt:", key=key):
        for number, (field, value) in enumerate(dict.fromkeys(values)):
            name = theme.plain(shown(corpus, field, value))
            st.markdown(f"{FIELDS[field]}: **{name}**")
            chosen, gone = value in getattr(filters, field), value in filters.left_out(field)
            spoken = f"{FIELDS[field].lower()} {name}"
            with st.container(horizontal=True):
                # Filters belong to the page behind a drawer as well: the whole script runs again.
                if st.button(
                    "Only this", key=f"{key}-{number}-only", disabled=chosen, on_click=only, args=(field, value), help=f"Show only {spoken}"
                ):
                    st.rerun()
                if st.button(
                    "Leave out", key=f"{key}-{number}-not", disabled=gone, on_click=leave_out, args=(field, value), help=f"Leave out {spoken}"
                ):
                    st.rerun()


def only(field: str, value: str) -> None:
    """Let only this value of the field through. Call it from a callback."""
    filters = state.filters_of_url()[0]
    for other in getattr(filters, field):
        filters = filters.without(field, other)
    state.set_filters(filters.only(field, value))


def leave_out(field: str, value: str) -> None:
    """Leave this value out. Call it from a callback."""
    state.set_filters(state.filters_of_url()[0].leaving_out(field, value))
