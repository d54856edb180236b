"""Filtering from where a value stands: let it through, or leave it out."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import state, theme
from ontherecord.queries import Corpus, Filters
from ontherecord.queries.filters import NAMES, SEVERAL

FIELDS = {field: NAMES[field] for field in SEVERAL}
"""What can be let through or left out, by name."""


def menu(corpus: Corpus, filters: Filters, values: Sequence[tuple[str, str]], *, key: str, label: str = "Filter") -> None:
    """A button that opens a list: for each (field, value) one button that shows only it and one that leaves it out."""
    with st.popover(label, icon=":material/filter_alt:", key=key):
        for number, (field, value) in enumerate(dict.fromkeys(values)):
            name = theme.plain(corpus.label(field, value))
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
