"""Overview: how much there is, who is in it, and when."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from components import charts, corpora, downloads, empty, evidence, narrow, opening, state, strays, theme, tokens
from ontherecord.model import EntityKind
from ontherecord.queries import (
    Corpus,
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
from ontherecord.queries.ready import Ready, ready
from ontherecord.queries.strays import Apart

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
    found = corpora.ask(corpus, flow, filters)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**Quotes and articles by {found.unit}**", width="content")
        if found.undated:
            undated = theme.count(found.undated, "undated article")
            st.button(
                f"{undated}, not in the chart",
                key="undated",
                type="tertiary",
                icon=":material/event_busy:",
                on_click=evidence.select,
                args=(selectors.period("articles", None),),
            )
        strays.draw(found.articles_apart, "article", lambda first, last: selectors.period("articles", first, last), key="articles-apart")
        strays.draw(found.quotes_apart, "quote", lambda first, last: selectors.period("quotes", first, last), key="quotes-apart")
    if found.figure is None:
        st.caption("Nothing here has a date.")
    else:
        charts.draw(found.figure, found.table, found.ids, key="when", alt=found.alt)


class Flow(NamedTuple):
    """What :func:`when` draws: ``figure`` is None where nothing has a date; ``ids`` are the selectors of the table's rows."""

    unit: str
    undated: int
    articles_apart: tuple[Apart, ...]
    quotes_apart: tuple[Apart, ...]
    figure: dict[str, Any] | None = None
    table: Ready | None = None
    ids: tuple[str, ...] = ()
    alt: str = ""


def flow(corpus: Corpus, filters: Filters) -> Flow:
    articles = corpora.ask(corpus, over_time, filters, what="articles")
    quotes = corpora.ask(corpus, over_time, filters, what="quotes", unit=articles.unit)
    both = articles.frame.merge(quotes.frame, on=["period_start", "period_end"], how="outer", suffixes=("_articles", "_quotes")).fillna(0)
    if both.empty:
        return Flow(articles.unit, articles.undated, articles.apart, quotes.apart)
    kinds: tuple[selectors.PeriodOf, ...] = ("quotes", "articles")
    counts = {name: both[f"count_{name}"].astype(int).tolist() for name in kinds}
    days = list(zip(both["period_start"].dt.date, both["period_end"].dt.date, strict=True))
    ids = {name: [selectors.period(name, first, last) for first, last in days] for name in counts}
    figure = charts.rows_over_time([first for first, _ in days], {name: (tokens.FLOWS[name], counts[name], ids[name]) for name in counts})
    table = pd.DataFrame({"From": [a for a, _ in days], "To": [b for _, b in days], "Articles": counts["articles"], "Quotes": counts["quotes"]})
    alt = f"Articles and quotes by {articles.unit}, {in_words(days[0][0])} to {in_words(days[-1][1])}"
    return Flow(articles.unit, articles.undated, articles.apart, quotes.apart, figure, ready(table), tuple(ids["quotes"]), alt)


def who(kind: EntityKind, by: str) -> None:
    """The most-named of one kind."""
    look = tokens.ENTITY_KINDS[kind]
    st.markdown(f"#### {look.glyph} {look.plural.capitalize()}")
    made = corpora.ask(corpus, named, filters, kind=kind, by=by)
    if made is None:
        st.caption(f"No {look.plural} here.")
    else:
        charts.bars(made, key=f"who-{kind}")


def named(corpus: Corpus, filters: Filters, kind: EntityKind, by: str) -> charts.Bars | None:
    every = corpora.ask(corpus, entity_counts, filters, by=by, limit=None, each=TOP)
    found = every[every["kind"] == kind]
    if found.empty:
        return None
    look = tokens.ENTITY_KINDS[kind]
    table = pd.DataFrame(
        {"Name": found["name"].astype(str), "Mentions": found["mentions"], "Articles": found["articles"], "Stories": found["stories"]}
    )
    speakers = set(corpora.ask(corpus, options, filters, field="speaker")["value"])
    rows = [
        charts.Bar(selectors.entity(row["entity_id"]), str(row["name"]), int(row[by]), narrow.menu_of(corpus, _filter_of(row, speakers)))
        for row in found.to_dict("records")
    ]
    return charts.bars_of(rows, table, colour=look.colour, unit=by, title=f"{look.plural.capitalize()} by {by}")


def _filter_of(row: dict[Any, Any], speakers: set[str]) -> tuple[str, str | None]:
    """What one can filter by from a name: a country by its code, others as speakers, where they are any."""
    if row["kind"] == "country":
        return "country", row["country"]
    return "speaker", row["entity_id"] if row["entity_id"] in speakers else None


def top() -> None:
    """Who is quoted most, what most positions are on, and which countries are spoken for most: another thing than being named."""
    tops = (
        ("speakers", "Most quoted", most_quoted, "Nobody is quoted by name here."),
        ("issues", "Issues with most positions", most_disputed, "No position here is on an issue."),
        ("voices", "Countries that speak", most_spoken_for, "Nobody here is known to speak for a country."),
    )
    for column, (key, title, question, none) in zip(st.columns(3, gap="large"), tops, strict=True):
        with column:
            st.markdown(f"#### {title}")
            made = corpora.ask(corpus, question, filters, title=title)
            if made is None:
                st.caption(none)
            else:
                charts.bars(made, key=key)


def most_quoted(corpus: Corpus, filters: Filters, title: str) -> charts.Bars | None:
    found = corpora.ask(corpus, speaker_counts, filters, limit=TOP)
    rows = [
        charts.Bar(selectors.speaker(r["speaker_id"]), str(r["speaker"]), int(r["quotes"]), narrow.menu_of(corpus, ("speaker", r["speaker_id"])))
        for r in found.to_dict("records")
    ]
    return _top(title, "quotes", rows, pd.DataFrame({"Speaker": found["speaker"], "Quotes": found["quotes"], "Quoted in": found["articles"]}))


def most_disputed(corpus: Corpus, filters: Filters, title: str) -> charts.Bars | None:
    found = corpora.ask(corpus, issue_counts, filters, limit=TOP)
    rows = [
        charts.Bar(selectors.issue(r["issue_id"]), str(r["issue"]), int(r["positions"]), narrow.menu_of(corpus, ("issue", r["issue_id"])))
        for r in found.to_dict("records")
    ]
    table = pd.DataFrame({"Issue": found["issue"], "Positions": found["positions"], "Actors": found["actors"], "In articles": found["articles"]})
    return _top(title, "positions", rows, table)


def most_spoken_for(corpus: Corpus, filters: Filters, title: str) -> charts.Bars | None:
    found = corpora.ask(corpus, country_counts, filters)
    found = found[found["quotes"] > 0].head(TOP)
    rows = [
        charts.Bar(selectors.country(code), str(name), int(quotes), narrow.menu_of(corpus, ("country", code)))
        for code, name, quotes in zip(found["country"], found["name"], found["quotes"], strict=True)
    ]
    table = pd.DataFrame({"Country": found["name"], "Quotes": found["quotes"], "Positions": found["positions"], "Speakers": found["speakers"]})
    return _top(title, "quotes", rows, table)


def _top(title: str, unit: str, rows: list[charts.Bar], table: pd.DataFrame) -> charts.Bars | None:
    return charts.bars_of(rows, table, colour=tokens.FLOWS[unit].colour, unit=unit, title=f"{title}, by {unit}") if rows else None


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
