"""What lies far in time from the rest of a chart: said beside it, and opened from there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from components import evidence, theme
from ontherecord.queries.headings import span
from ontherecord.queries.strays import Apart


def draw(apart: Sequence[Apart], what: str, opens: Callable[[date, date], str], *, key: str) -> None:
    """A button for each stretch of days that the chart does not show. ``what`` is counted (one of it), ``opens`` gives the selector."""
    for number, one in enumerate(apart):
        st.button(
            f"{theme.count(one.count, what)} of {span(one.first, one.last)}, far from the rest: not in the chart",
            key=f"{key}-{number}",
            type="tertiary",
            icon=":material/event_repeat:",
            on_click=evidence.select,
            args=(opens(one.first, one.last),),
        )
