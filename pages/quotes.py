"""Quotes: who said what, when; each opens its sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from components import charts, corpora, downloads, empty, evidence, lanes, narrow, state, strays, tables, theme, tokens
from components.reader import country_of
from components.tables import Cell, Column, Row
from ontherecord.queries import Corpus, Filters, count_quotes, headline, quotes, selectors
from ontherecord.queries.headings import span
from ontherecord.queries.quotes import Order
from ontherecord.queries.timelines import Timeline, timeline

ORDERS: dict[Order, str] = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "speaker": "By speaker",
    "article": "By article",
    "surest": "Surest first",
}
LANES, LONG, TITLE, ROWS = 12, 300, 48, 20
"""Lanes of the timeline; characters of a quote and of an article's title in the list; quotes of one page."""
VIEWS = {"list": "All quotes", "when": "Who, and when"}
DISPLAY: dict[str, tuple[str, dict[str, str]]] = {
    "lane": ("A lane for each", {"speaker": "speaker", "country": "country spoken for"}),
    "colour": ("Colour and sign", {"stance": "stance", "country": "country spoken for"}),
    "day": ("Placed on the day", {"said": "it was said, where known", "published": "it was published"}),
    "bin": ("Periods", {"auto": "as fits", "day": "days", "week": "weeks", "month": "months", "quarter": "quarters", "year": "years"}),
    "count": ("Bars on top show", {"count": "quotes", "share": "share of articles with one"}),
    "copies": ("Near-copies of an article", {"all": "count each", "once": "count once"}),
}


def page() -> None:
    view = state.view()
    corpus, filters = view.corpus, view.filters
    numbers = corpora.ask(corpus, headline, filters)
    total, speakers = numbers.quotes, numbers.speakers
    if not total:
        empty.nothing(corpus, filters, "quotes", count_quotes)
        return
    shown = {name: state.held(name, values) for name, (_, values) in DISPLAY.items()}
    once = shown["copies"] == "once"
    found = corpora.ask(corpus, timeline, filters, lanes=LANES, by=shown["lane"], day=shown["day"], unit=shown["bin"], once=once)
    with theme.tools("quotes"):
        st.markdown(f"**{theme.count(total, 'quote')}** by {theme.count(speakers, 'speaker')}, {found.without_day:,} without a day.")
        chosen = state.choice("view", VIEWS, label="View")
        if chosen == "when":
            state.title(VIEWS[chosen])
        order: Any = state.select("order", ORDERS, label="Order", width=150)
        downloads.button("quotes", corpus, filters, total, order=order)
    if found.dated:
        _strip(corpus, filters, found, shown)
    if chosen == "when":
        if len(found.lanes):
            _lanes(corpus, found, shown)
    else:
        _table(corpus, filters, total, order)


def _strip(corpus: Corpus, filters: Filters, found: Timeline, shown: dict[str, str]) -> None:
    """All quotes over time; drawing over it makes those days a filter."""
    share, once = shown["count"] == "share", shown["copies"] == "once"
    things = "stories" if once else "articles"
    mean: Any = shown["day"]
    title = f"Share of {things} with such a quote, by {found.unit}" if share else f"Quotes by {found.unit}"

    def brush(first: date, last: date) -> None:
        inside = [
            (start.date(), end)
            for start, end in zip(found.strip["period_start"], found.strip["period_end"], strict=True)
            if start.date() <= last and end >= first
        ]
        if inside:
            state.set_filters(replace(filters, since=inside[0][0], until=inside[-1][1], days_mean=mean))

    figure, ids = lanes.strip(found, shown["count"], once, shown["day"])
    rows = found.strip
    table = pd.DataFrame(
        {
            "Period": [span(start.date(), end) for start, end in zip(rows["period_start"], rows["period_end"], strict=True)],
            "Quotes": rows["quotes"],
            f"{things.capitalize()} with one": rows["articles"],
            f"All {things}": rows["all_articles"],
            "Share, %": [round(value, 1) for value in lanes.shares(rows)],
        }
    )
    peak = rows.iloc[int(rows["quotes"].to_numpy().argmax())]
    alt = f"Quotes by {found.unit}; most, {int(peak['quotes']):,}, in {span(peak['period_start'].date(), peak['period_end'])}."
    days = "the article was published" if shown["day"] == "published" else "something was said"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="strip-line"):
        st.markdown(f"**{title}**", width="content")
        with st.popover("Display", icon=":material/tune:", type="tertiary"):
            for name, (label, values) in DISPLAY.items():
                state.select(name, values, label=label)
        if len(rows) > 1:
            theme.explain(
                f"Draw over the bars to filter by the days on which {days}. The filters From and To say which, on every page.",
                "A bar opens its quotes.",
                key="strip-help",
            )
    charts.draw(figure, table, ids, key="quotes-strip", alt=alt, brush=brush if len(rows) > 1 else None)
    more: list[Any] = [("once", "story")] if once else []
    strays.draw(found.apart, "quote", lambda a, b: selectors.quotes((mean, selectors.days(a, b)), *more), key="strip-apart")


def _lanes(corpus: Corpus, found: Timeline, shown: dict[str, str]) -> None:
    by, once = shown["lane"], shown["copies"] == "once"
    colour: lanes.Colour = "country" if shown["colour"] == "country" else "stance"
    st.subheader("Who said something, and when" if by == "speaker" else "Who spoke for which country, and when", anchor=False)
    look = lanes.looks(found, colour, {code: corpus.label("country", code) for code in _codes(found)})
    mode: tokens.Mode = "dark" if st.context.theme.type == "dark" else "light"
    figure, ids = lanes.figure(found, look, colour, by, shown["day"], once, mode)
    kinds = " · ".join(f"{lanes.SIGNS[kind]} {value.label}" for kind, value in tokens.QUOTE_TYPES.items())
    colours = "".join(
        f'<span style="white-space:nowrap;margin-right:1rem"><span aria-hidden="true" style="display:inline-block;width:.8em;height:.8em;'
        f'background:{value};margin-right:.35em"></span>{escape(label)}</span>'
        for label, value in lanes.key(look, found, colour)
    )
    st.html(f'<div style="font-size:.875rem;line-height:1.7"><span style="margin-right:1.5rem">Shape: {kinds}</span>{colours}</div>')
    names = [str(name) for name in found.lanes["name"]]
    alt = f"Timeline of quotes in {theme.count(len(names), 'lane')}, most quoted first: {', '.join(names[:5])}."
    charts.draw(figure, lanes.twin(found, look, colour), ids, key="quotes-timeline", alt=alt)
    notes = []
    if len(found.points):
        notes.append("Each mark is one quote; choose one to read it.")
    if found.lanes["crowded"].any():
        notes.append("A lane with many quotes shows bars, each as high as its period; narrowed to fewer days it shows marks.")
    if found.others:
        notes.append(f"{theme.count(found.others, 'dated quote')} of others: in the list of all quotes.")
    st.caption(" ".join(notes))


def _codes(found: Timeline) -> set[str]:
    return {code for frame in (found.points, found.undated, found.bins) for code in frame["country"].unique() if isinstance(code, str)}


def _table(corpus: Corpus, filters: Filters, total: int, order: Any) -> None:
    stamp = tables.stamp(corpus.name, corpus.version, filters, order)
    listed, below = st.container(), st.container()
    with below:
        first = tables.page(total, key=f"quotes-page-{stamp}", size=ROWS, what="quotes")
    rows = corpora.ask(corpus, quotes, filters, order=order, limit=ROWS, offset=first)
    columns = (
        Column("Quote", "text prose", opens=True),
        Column("Speaker", "inline bare"),
        Column("Kind and cue", "kind inline bare"),
        Column("Article", "title bare"),
        Column("Published", "nowrap inline bare"),
    )
    with listed:
        tables.draw(
            columns,
            [_row(corpus, row) for row in rows.to_dict("records")],
            key=f"quotes-table-{stamp}-{first}",
            caption="Choose a quote to read the sentences around it.",
            pick=evidence.select,
            chosen=state.parameter(state.SHOW),
        )


def _row(corpus: Corpus, row: dict[Any, Any]) -> Row:
    look = tokens.QUOTE_TYPES[row["type"]]
    speaker = tables.text(row["speaker"]) or tables.text(row["source_text"]) or "not found"
    published, said = tables.day(row["published_on"]) or "undated", tables.day(row["said_on"], row["said_basis"])
    who = narrow.menu_of(corpus, ("speaker", row["speaker_id"]), ("country", row["country"]))
    return Row(
        (
            Cell(tables.short(tables.text(row["content"]), LONG), tokens.marks(row["status"], row["asserted"])),
            Cell(speaker, country_of(tables.text(row["country"])), href=tables.person(row["speaker_id"]), menu=who),
            Cell(look.label, tables.text(row["cue_text"]), look.glyph, menu=narrow.menu_of(corpus, ("quote_type", row["type"]))),
            Cell(
                tables.short(tables.text(row["title"]), TITLE),
                tables.text(row["outlet"]) or "outlet not given",
                href=state.href("articles", article=row["article_id"], at=str(row["start"])),
                menu=narrow.menu_of(corpus, ("outlet", row["outlet"])),
            ),
            Cell(published, "" if said == published else f"said {said}" if said else "said: not known"),
        ),
        id=str(row["quote_id"]),
    )


page()
