"""The button that hands out exactly the rows that the filters let through."""

from __future__ import annotations

import streamlit as st

from components import theme
from components.tables import stamp
from ontherecord.export import What, export
from ontherecord.queries import Corpus, Filters


def button(what: What, corpus: Corpus, filters: Filters, count: int) -> None:
    """Offer the ``count`` matching rows as CSV. They are fetched only when a person clicks."""
    st.download_button(
        "Download CSV",
        # A byte order mark, for spreadsheets that would otherwise guess the encoding wrong.
        data=lambda: export(corpus, filters, what, "csv").encode("utf-8-sig"),
        file_name=f"{corpus.name}-{what}.csv",
        mime="text/csv",
        key=f"download-{what}-{stamp(corpus.name, corpus.version, filters)}",
        on_click="ignore",
        icon=":material/download:",
        help=f"A table for a spreadsheet: the {theme.count(count, what.removesuffix('s'), what)} that the filters let through.",
    )
