"""How sure what is shown has to be: in words, and the one switch for less sure drafts."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components import state, theme, tokens
from ontherecord.model import SIDES, Status, Toward
from ontherecord.queries import Filters

KEY = "unsure"


def switch(filters: Filters, unsure: int) -> None:
    """What is shown of positions, and the switch that shows ``unsure`` more. Draw it once a page."""
    with st.container(horizontal=True, vertical_alignment="center", key="drafts"):
        theme.explain(f"These are drafts, read off the words by a program. {filters.sureness()}", key="drafts-help", label="These are drafts")
        if not unsure and not filters.unsure:
            return
        if st.session_state.get(KEY) != filters.unsure:
            st.session_state[KEY] = filters.unsure
        st.toggle(f"Show less sure drafts ({unsure:,})", key=KEY, on_change=_turn, width="content")


def _turn() -> None:
    now = state.filters_of_url()[0]
    state.set_filters(replace(now, unsure=not now.unsure))


def told(actors: dict[Toward, int]) -> str:
    """ "▲ 2 for, ▼ 1 against": how many actors stand where; nothing where nobody can be counted."""
    return ", ".join(f"{tokens.SIDES[side].glyph} {actors[side]:,} {tokens.SIDES[side].label}" for side in SIDES if actors[side])


def draft(status: Status, confidence: float) -> str:
    """ "draft, 80% sure", or that a person has checked it."""
    return f"draft, {confidence:.0%} sure" if status == "machine" else f"{tokens.checked(status)} by a person"
