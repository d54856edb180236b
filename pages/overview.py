"""Overview: how much there is, who is in it, and when."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components import charts, corpora, downloads, empty, evidence, narrow, opening, state, strays, theme, tokens
from ontherecord.model import EntityKind
from ontherecord.queries import (
    Filters,
    count_articles,
    count_entities,
    country_counts,
    entity_counts,
    headline,
    issue_counts,
    options,
    over_time,
    selectors,
    speaker_counts,
)
from ontherecord.queries.days import in_words

TOP = 8
"""Bars a chart."""
view = state.view()
corpus, filters = view.corpus, view.filters


def numbers() -> bool:
    """The headline numbers, each with the way to what it counts. False where there is nothing to count."""
    found = corpora.ask(corpus, headline, filters)
    if not found.articles and not found.quotes and not found.positions:
        empty.nothing(corpus, filters, "articles", count_articles)
        return False
    span = f"{in_words(found.first)} to {in_words(found.last)}" if found.first and found.last else "no dates"
    tiles = (
        ("articles", "Articles", found.articles, theme.count(found.stories, "story", "stories") + ", counting near-copies once"),
        ("quotes", "Quotes", found.quotes, "by " + theme.count(found.speakers, "speaker")),
        ("positions", "Positions", found.positions, "on " + theme.count(found.issues, "issue")),
        ("articles", "Outlets", found.outlets, span),
    )
    with st.container(key="numbers"):
        columns = st.columns([1, 1, 1, 1, 0.62], vertical_alignment="top")
    for column, (page, label, number, more) in zip(columns, tiles, strict=False):
        with column, st.container(key=f"tile-{label.lower()}"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.metric(label, f"{number:,}", label_visibility="collapsed", width="content")
                if number and label != "Outlets":
                    state.link(page, label, help=f"All {page}")
                else:
                    st.markdown(label)
            st.caption(more)
    with columns[-1]:
        downloads.button("entities", corpus, filters, corpora.ask(corpus, count_entities, filters))
    return True


def when() -> None:
    """Articles and quotes over time; what has no date is counted beside."""
    articles = corpora.ask(corpus, over_time, filters, what="articles")
    quotes = corpora.ask(corpus, over_time, filters, what="quotes", unit=articles.unit)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**Quotes and articles by {articles.unit}**", width="content")
        if articles.undated:
            undated = theme.count(articles.undated, "undated article")
            st.button(
                f"{undated}, not in the chart",
                key="undated",
                type="tertiary",
                icon=":material/event_busy:",
                on_click=evidence.select,
                args=(selectors.period("articles", None),),
            )
        strays.draw(articles.apart, "article", lambda first, last: selectors.period("articles", first, last), key="articles-apart")
        strays.draw(quotes.apart, "quote", lambda first, last: selectors.period("quotes", first, last), key="quotes-apart")
    both = articles.frame.merge(quotes.frame, on=["period_start", "period_end"], how="outer", suffixes=("_articles", "_quotes")).fillna(0)
    if both.empty:
        st.caption("Nothing here has a date.")
    else:
        kinds: tuple[selectors.PeriodOf, ...] = ("quotes", "articles")
        counts = {name: both[f"count_{name}"].astype(int).tolist() for name in kinds}
        days = list(zip(both["period_start"].dt.date, both["period_end"].dt.date, strict=True))
        ids = {name: [selectors.period(name, first, last) for first, last in days] for name in counts}
        figure = charts.rows_over_time([first for first, _ in days], {name: (tokens.FLOWS[name], counts[name], ids[name]) for name in counts})
        table = pd.DataFrame({"From": [a for a, _ in days], "To": [b for _, b in days], "Articles": counts["articles"], "Quotes": counts["quotes"]})
        description = f"Articles and quotes by {articles.unit}, {in_words(days[0][0])} to {in_words(days[-1][1])}"
        charts.draw(figure, table, ids["quotes"], key="when", alt=description)


def who(kind: EntityKind, by: str) -> None:
    """The most-named of one kind."""
    look = tokens.ENTITY_KINDS[kind]
    found = corpora.ask(corpus, entity_counts, filters, kind=kind, by=by, limit=TOP)
    st.markdown(f"#### {look.glyph} {look.plural.capitalize()}")
    if found.empty:
        st.caption(f"No {look.plural} here.")
        return
    names = [str(name) for name in found["name"]]
    table = pd.DataFrame({"Name": names, "Mentions": found["mentions"], "Articles": found["articles"], "Stories": found["stories"]})
    rows = [
        charts.Bar(selectors.entity(row["entity_id"]), str(row["name"]), int(row[by]), narrow.menu_of(corpus, _filter_of(row)))
        for row in found.to_dict("records")
    ]
    alt = f"{look.plural.capitalize()} by {by}: " + _spoken(names, found[by].tolist())
    charts.bars(rows, table, colour=look.colour, unit=by, key=f"who-{kind}", title=f"{look.plural.capitalize()} by {by}", alt=alt)


def _filter_of(row: dict[Any, Any]) -> tuple[str, str | None]:
    """What one can filter by from a name: a country by its code, others as speakers, where they are any."""
    if row["kind"] == "country":
        return "country", row["country"]
    speakers = corpora.ask(corpus, options, filters, field="speaker")["value"]
    return "speaker", row["entity_id"] if row["entity_id"] in set(speakers) else None


def top() -> None:
    """Who is quoted most, what most positions are on, and which countries are spoken for most: another thing than being named."""
    columns = st.columns(3, gap="large")
    with columns[0]:
        found = corpora.ask(corpus, speaker_counts, filters, limit=TOP)
        rows = [
            charts.Bar(selectors.speaker(r["speaker_id"]), str(r["speaker"]), int(r["quotes"]), narrow.menu_of(corpus, ("speaker", r["speaker_id"])))
            for r in found.to_dict("records")
        ]
        table = pd.DataFrame({"Speaker": found["speaker"], "Quotes": found["quotes"], "Quoted in": found["articles"]})
        _top("Most quoted", "quotes", rows, table, key="speakers", none="Nobody is quoted by name here.")
    with columns[1]:
        found = corpora.ask(corpus, issue_counts, filters, limit=TOP)
        rows = [
            charts.Bar(selectors.issue(r["issue_id"]), str(r["issue"]), int(r["positions"]), narrow.menu_of(corpus, ("issue", r["issue_id"])))
            for r in found.to_dict("records")
        ]
        table = pd.DataFrame({"Issue": found["issue"], "Positions": found["positions"], "Actors": found["actors"], "In articles": found["articles"]})
        _top("Issues with most positions", "positions", rows, table, key="issues", none="No position here is on an issue.")
    with columns[2]:
        found = corpora.ask(corpus, country_counts, filters)
        found = found[found["quotes"] > 0].head(TOP)
        rows = [
            charts.Bar(selectors.country(code), str(name), int(quotes), narrow.menu_of(corpus, ("country", code)))
            for code, name, quotes in zip(found["country"], found["name"], found["quotes"], strict=True)
        ]
        table = pd.DataFrame({"Country": found["name"], "Quotes": found["quotes"], "Positions": found["positions"], "Speakers": found["speakers"]})
        _top("Countries that speak", "quotes", rows, table, key="voices", none="Nobody here is known to speak for a country.")


def _top(title: str, unit: str, rows: list[charts.Bar], table: pd.DataFrame, *, key: str, none: str) -> None:
    st.markdown(f"#### {title}")
    if not rows:
        st.caption(none)
        return
    alt = f"{title}, by {unit}: " + _spoken([row.name for row in rows], [row.value for row in rows])
    charts.bars(rows, table, colour=tokens.FLOWS[unit].colour, unit=unit, key=key, title=f"{title}, by {unit}", alt=alt)


def _spoken(names: list[str], values: list[int]) -> str:
    return ", ".join(f"{name} {value:,}" for name, value in zip(names, values, strict=True))


if filters == Filters():
    st.caption(opening.LEAD)
if numbers():
    when()
    top()
    if filters == Filters():
        opening.draw(corpus)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader("Who and what is named", anchor=False)
        by = state.choice("by", {"mentions": "by mentions", "articles": "by articles", "stories": "by stories"}, label="Count")
    if by == "stories":
        st.caption("Articles that are near-copies of one another count as one story.")
    kinds: tuple[tuple[EntityKind, ...], ...] = (("person", "organisation", "country"), ("place", "group"))
    for row in kinds:
        for column, kind in zip(st.columns(3, gap="large"), row, strict=False):
            with column:
                who(kind, by)
