"""Over time: how many are for and against an issue, in windows of days that slide over it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components import charts, corpora, state, strays, tables, theme, tokens
from ontherecord.model import SIDES
from ontherecord.queries import Corpus, Filters, selectors, sides_over_time, window_lengths
from ontherecord.queries.windows import STEPS, apart

WINDOW, EACH, AS = "window", "each", "as"
"""Parameters of the link: days of a window, what is counted, how it is shown."""
UNITS = {"actor": "Actors", "country": "Countries"}


def draw(corpus: Corpus, filters: Filters, issue: str) -> None:
    """The chart with its table; each mark opens the sentences of its side, each row those of its window."""
    lengths = corpora.ask(corpus, window_lengths, filters, issue=issue)
    if not lengths:
        st.info("No position on this issue has a day and a side that is known, so there is nothing to show over time.", icon=":material/history:")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        days = int(state.choice(WINDOW, {str(n): f"{n} days" for n in lengths}, label="Window")) if len(lengths) > 1 else lengths[0]
        each: Any = state.choice(EACH, UNITS, label="What is counted")
        shares = state.choice(AS, {"count": "Counts", "share": "Shares"}, label="Shown as") == "share"
    found = corpora.ask(corpus, sides_over_time, filters, issue=issue, days=days, by=each)
    windows = list(zip(found["window_start"], found["window_end"], strict=True))
    totals = found[list(SIDES)].sum(axis=1)
    values = {s: [n / all_ if all_ else None for n, all_ in zip(found[s], totals, strict=True)] if shares else found[s].tolist() for s in SIDES}
    opens = [selectors.positions(("issue", issue), ("window", selectors.days(*window))) for window in windows]
    series = {
        tokens.SIDES[side]: (values[side], [selectors.positions(("issue", issue), ("window", selectors.days(*w)), ("side", side)) for w in windows])
        for side in SIDES
    }
    named = [f"{tables.day(first)} to {tables.day(last)}" for first, last in windows]
    alt = f"{UNITS[each]} for and against {corpus.label('issue', issue)} in windows of {days} days, {named[0]} until {named[-1]}"
    table = pd.DataFrame({"From": [a for a, _ in windows], "To": [b for _, b in windows]})
    for side in SIDES:
        table[tokens.SIDES[side].label.capitalize()] = found[side]
        table[f"{tokens.SIDES[side].label.capitalize()}, share"] = [
            f"{n / all_:.0%}" if all_ else "" for n, all_ in zip(found[side], totals, strict=True)
        ]
    middles = [first + (last - first) / 2 for first, last in windows]
    charts.draw(
        charts.lines(middles, named, series, unit=UNITS[each].lower(), shares=shares),
        table,
        opens,
        key=f"sides-{tables.stamp(issue, days, each, shares)}",
        alt=theme.plain(alt),
    )
    strays.draw(
        corpora.ask(corpus, apart, filters, issue=issue),
        "position",
        lambda first, last: selectors.positions(("issue", issue), ("window", selectors.days(first, last))),
        key="sides-apart",
    )
    countries = " A country counts once, on the side of more of its actors." if each == "country" else ""
    st.caption(
        f"Each point is a window of {days} days, drawn at its middle, {max(days // STEPS, 1)} days after the one before. An actor counts once a "
        f"window, on the side of its latest day in it.{countries} Undated positions are left out. A single draft is weak evidence; counts of many "
        "over sliding windows were found sound (Angst, Mueller and Walker, Network Science 2025)."
    )
