"""Numbers in one line, each with the button that opens what it counts."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import evidence


def draw(tiles: Sequence[tuple[str, int | str, str, str]]) -> None:
    """``tiles``: label, number (or its words), the selector of what it counts ("" for none), and what to say below."""
    with st.container(key="numbers"):
        columns = st.columns(len(tiles))
    for column, (label, count, selector, more) in zip(columns, tiles, strict=True):
        with column:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.metric(label, f"{count:,}" if isinstance(count, int) else count, label_visibility="collapsed", width="content")
                if count and selector:
                    st.button(label, key=f"read-{label}", type="tertiary", on_click=evidence.select, args=(selector,), help="Read them")
                else:
                    st.markdown(label, width="content")
            if more and count:
                st.caption(more)
