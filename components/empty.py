"""What a page shows in the place of an empty table or chart: which filters are in force, and what each of them leaves out."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import state, theme
from ontherecord.queries import Corpus, Filters


def nothing(corpus: Corpus, filters: Filters, what: str, count: Callable[[Corpus, Filters], int]) -> None:
    """Say that no ``what`` (plural) was found. ``count(corpus, filters)`` tells how many there would be with other filters."""
    active = filters.active(corpus)
    if not active:
        st.info(f"This corpus holds no {what}.", icon=":material/search_off:")
        return
    st.info(f"No {what} match all of these filters together.", icon=":material/search_off:")
    ways = [(part, filters.without(part.field, part.value)) for part in active]
    found = [(part, fewer, count(corpus, fewer)) for part, fewer in ways]
    for number, (part, fewer, n) in enumerate(sorted(found, key=lambda w: -w[2])):
        if n:
            label = f"Drop “{theme.plain(part.label)}”: {n:,} {what}"
            st.button(label, key=f"drop-{what}-{number}", on_click=state.set_filters, args=(fewer,))
    if not any(n for *_, n in found):
        st.caption("Dropping any one of them is not enough.")
        st.button(f"Clear all filters: {count(corpus, Filters()):,} {what}", key=f"drop-{what}-all", on_click=state.set_filters, args=(Filters(),))
