"""Quotes: who said what, when; each opens its sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from components import charts, corpora, downloads, empty, evidence, lanes, state, tables, theme, tokens
from components.reader import country_of
from components.tables import Cell, Column, Row
from ontherecord.queries import Corpus, Filters, Timeline, count_quotes, headline, quotes, timeline
from ontherecord.queries.quotes import Order

ORDERS: dict[Order, str] = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "speaker": "By speaker",
    "article": "By article",
    "surest": "Surest first",
}
LANES, UNDATED, LONG = 12, 300, 420
"""Speakers in the timeline, quotes without a day in it at most, characters of a quote in the table."""


def without_day(corpus: Corpus, filters: Filters) -> pd.DataFrame:
    """The quotes that have no day at all, neither of the words nor of the article: the last of them, at most :data:`UNDATED`."""
    last = max(count_quotes(corpus, filters) - UNDATED, 0)  # undated ones stand last
    rows = quotes(corpus, filters, "newest", UNDATED, last)
    return rows[rows["published_on"].isna() & rows["said_on"].isna()].assign(day=None)


def page() -> None:
    view = state.view()
    corpus, filters = view.corpus, view.filters
    numbers = corpora.ask(corpus, headline, filters)
    total, speakers = numbers.quotes, numbers.speakers
    if not total:
        empty.nothing(corpus, filters, "quotes", count_quotes)
        return
    found = corpora.ask(corpus, timeline, filters, lanes=LANES)
    undated = found.points.iloc[:0]
    if found.undated and len(found.lanes):
        undated = corpora.ask(corpus, without_day, replace(filters, speaker=tuple(found.lanes["speaker_id"])))
    said = f"**{theme.count(total, 'quote')}** by {theme.count(speakers, 'speaker')}"
    st.markdown(said + (f", {found.undated:,} undated." if found.undated else "."))
    if len(found.lanes):
        _timeline(found, undated, speakers)
    _table(corpus, filters, total)


def _timeline(found: Timeline, undated: pd.DataFrame, speakers: int) -> None:
    st.subheader("Who said something, and when", anchor=False)
    names = found.lanes["speaker"]
    figure = lanes.figure(found.points, undated, found.lanes, "dark" if st.context.theme.type == "dark" else "light")
    shown = pd.concat([found.points.assign(day=found.points["day"].map(tables.day)), undated.assign(day="undated")], ignore_index=True)
    twin = pd.DataFrame(
        {
            "Speaker": shown["speaker"],
            "Date": shown["day"],
            "Kind": [f"{lanes.SIGNS[t]} {tokens.QUOTE_TYPES[t].label}" for t in shown["type"]],
            "Quote": shown["content"],
            "Outlet": shown["outlet"],
        }
    )
    alt = f"Timeline of quotes by {theme.count(len(names), 'speaker')}, most quoted first: {', '.join(names.head(5))}."
    charts.draw(figure, twin, shown["quote_id"].tolist(), key="quotes-timeline", alt=alt)
    notes = [
        "Each mark is one quote; choose one to read it. It stands on the day of the words where the article tells it, else on the day of publication."
    ]
    if (others := speakers - len(names)) > 0:
        notes.append(f"And {theme.count(others, 'other speaker')} with {theme.count(found.others, 'dated quote')}: in the table below.")
    if found.left_out:
        notes.append(f"{theme.count(found.left_out, 'older quote')} of these speakers found no room.")
    st.caption(" ".join(notes))


def _table(corpus: Corpus, filters: Filters, total: int) -> None:
    st.subheader("All quotes", anchor=False)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    order = left.selectbox("Order", list(ORDERS), format_func=ORDERS.__getitem__, key="quotes-order", width=220)
    with right:
        downloads.button("quotes", corpus, filters, total)
    stamp = tables.stamp(corpus.name, corpus.version, filters, order)
    first = tables.page(total, key=f"quotes-page-{stamp}", what="quotes")
    rows = quotes(corpus, filters, order, tables.PAGE, first)
    columns = (
        Column("Quote", "text prose", opens=True),
        Column("Speaker"),
        Column("Kind and cue", "kind"),
        Column("Outlet"),
        Column("Published", "nowrap inline"),
        Column("Said", "nowrap inline"),
    )
    tables.draw(
        columns,
        [_row(row) for row in rows.to_dict("records")],
        key=f"quotes-table-{stamp}-{first}",
        caption="Choose a quote to read the sentences around it.",
        pick=evidence.select,
        chosen=state.parameter(state.SHOW),
    )


def _row(row: dict[Any, Any]) -> Row:
    look = tokens.QUOTE_TYPES[row["type"]]
    words = " ".join(tables.text(row["content"]).split())
    speaker = tables.text(row["speaker"]) or tables.text(row["source_text"]) or "not found"
    published, said = tables.day(row["published_on"]) or "undated", tables.day(row["said_on"])
    if row["said_basis"] == "month":
        said = said.partition(" ")[2]
    return Row(
        (
            Cell(words if len(words) <= LONG else words[:LONG].rsplit(" ", 1)[0] + " …"),
            Cell(speaker, country_of(tables.text(row["country"]))),
            Cell(look.label, tables.text(row["cue_text"]), lanes.SIGNS[row["type"]]),
            tables.text(row["outlet"]) or "not given",
            published,
            said if said != published else "same day",
        ),
        id=str(row["quote_id"]),
    )


page()
