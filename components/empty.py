"""What a page shows in the place of an empty table or chart: which filters are in force, and what dropping each of them would bring."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import state, theme
from ontherecord.queries import Corpus, Filters

Count = Callable[[Corpus, Filters], int]


def nothing(corpus: Corpus, filters: Filters, what: str, count: Count) -> None:
    """Say that no ``what`` (plural) was found. ``count(corpus, filters)`` tells how many there would be with other filters."""
    if not filters.active(corpus):
        st.info(f"This corpus holds no {what}.", icon=":material/search_off:")
        return
    st.info(f"No {what} match all of these filters together.", icon=":material/search_off:")
    ways_out(corpus, filters, what, count)


def ways_out(corpus: Corpus, filters: Filters, what: str, count: Count, *, keep: bool = False) -> None:
    """A button for each filter whose dropping brings something, the most first, with how much.

    With ``keep`` what is open (the evidence) stays open, and the whole page is drawn anew: for use inside a drawer.
    """
    change = keeping if keep else state.set_filters
    ways = [(part, filters.without(part.field, part.value)) for part in filters.active(corpus)]
    found = [(f"Drop “{theme.plain(part.label)}”", fewer, count(corpus, fewer)) for part, fewer in ways]
    offered = [way for way in sorted(found, key=lambda way: -way[2]) if way[2]]
    if not offered:
        if len(ways) > 1:
            st.caption("Dropping any one of them is not enough.")
        offered = [("Clear all filters", Filters(), count(corpus, Filters()))]
    for number, (label, fewer, n) in enumerate(offered):
        shown = theme.count(n, what.removesuffix("s"), what)
        if st.button(f"{label}: {shown}", key=f"drop-{what}-{number}", on_click=change, args=(fewer,)) and keep:
            st.rerun()


def keeping(filters: Filters) -> None:
    """Change the filters and nothing else."""
    state.write({**{name: values for name, values in state.params().items() if name not in state.filter_names()}, **filters.to_params()})
