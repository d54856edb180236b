"""Articles: the list of them, and the reader for one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from components import add_form, checking, corpora, downloads, drafts, empty, evidence, narrow, reader, state, tables, theme
from components.reader import Links
from components.tables import Cell, Column, Row
from ontherecord.errors import Problem
from ontherecord.model import Span
from ontherecord.queries import Corpus, Filters, articles, count_articles, links, selectors
from ontherecord.queries import reader as read_article
from ontherecord.queries.reader import Order
from ontherecord.queries.where import is_shown
from ontherecord.review import deciding

ARTICLE, AT, OFF = "article", "at", "off"
"""Parameters of the link: the article that is open, the offset (code points of its original text) to scroll to, what its reader hides."""
ORDERS: dict[Order, str] = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "title": "By title",
    "quotes": "Most quotes",
    "positions": "Most positions",
    "longest": "Longest first",
}


def page() -> None:
    view = state.view()
    opened = state.parameter(ARTICLE)
    if opened is None:
        _list(view.corpus, view.filters)
    else:
        _read(view.corpus, view.filters, opened)


def _list(corpus: Corpus, filters: Filters) -> None:
    total = corpora.ask(corpus, count_articles, filters)
    if not total:
        empty.nothing(corpus, filters, "articles", count_articles)
        return
    st.markdown(f"**{theme.count(total, 'article')}.** Choose one to read it with everything that was found in it.")
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        order: Any = state.select("order", ORDERS, label="Order", width=220)
        downloads.button("articles", corpus, filters, total, order=order)
    stamp = tables.stamp(corpus.name, corpus.version, filters, order)
    first = tables.page(total, key=f"articles-page-{stamp}", what="articles")
    rows = corpora.ask(corpus, articles, filters, order=order, limit=tables.PAGE, offset=first)
    columns = (
        Column("Article", "text prose"),
        Column("Outlet"),
        Column("Published", "nowrap inline"),
        Column("Words", "number"),
        Column("Quotes", "number"),
        Column("Positions", "number"),
        Column("Other versions", "number"),
    )
    tables.draw(
        columns,
        [_row(corpus, row) for row in rows.to_dict("records")],
        key=f"articles-table-{stamp}-{first}",
        caption="“Other versions” tell the same story in almost the same words.",
        pick=lambda id: state.change(**_opening(id)),
    )


def _row(corpus: Corpus, row: dict[Any, Any]) -> Row:
    others, id = int(row["versions"]) - 1, str(row["article_id"])
    return Row(
        (
            Cell(tables.text(row["title"]), href=state.here("articles", **_opening(id))),
            Cell(tables.text(row["outlet"]) or "not given", menu=narrow.menu_of(corpus, ("outlet", row["outlet"]))),
            tables.day(row["published_on"]) or "undated",
            *(f"{int(row[name]):,}" for name in ("words", "quotes", "positions")),
            f"{others:,}" if others else None,
        ),
        id=id,
    )


def _opening(id: str) -> dict[str, str | None]:
    """What changes in the link when an article is opened."""
    return {ARTICLE: id, AT: None, state.SHOW: None}


def _read(corpus: Corpus, filters: Filters, id: str) -> None:
    st.button("← All articles", key="all-articles", on_click=state.change, kwargs={ARTICLE: None, AT: None, OFF: None})
    try:
        found = read_article(corpus, id)
    except Problem as problem:
        st.error(theme.plain(str(problem)), icon=":material/warning:")
        return

    state.title(found.title)

    def speaker(key: int) -> str | None:
        known = found.entity_ids.get(key)
        return links.link("quotes", corpus=corpus.name, filters=Filters(speaker=(known,), unsure=filters.unsure)).lstrip("/") if known else None

    def issue(number: int) -> str | None:
        known = found.issue_ids.get(number)
        return links.link("positions", corpus=corpus.name, filters=Filters(issue=(known,), unsure=filters.unsure)).lstrip("/") if known else None

    def show(about: str, number: int) -> str | None:
        return getattr(selectors, about)(id, number) if checking.may(corpus) else None

    def decide(step: str, shown: str) -> None:
        if step == "fix":
            evidence.select(shown, fix=True)
        else:
            checking.step(corpus, step, shown)

    def choose(what: str, chosen: Span) -> None:
        span = deciding.whole_words(found.extraction.article.text, chosen)
        if what in add_form.TITLES:
            add_form.start(id, what, span)
        else:
            checking.act(lambda who: deciding.fix(corpus, what, {"pieces": [tuple(span)]}, who), "Set right")

    checking.asking(corpus, apart=True)
    add_form.dialog(corpus, id, found.extraction.article.text)
    quotes = tuple(q for q in found.extraction.quotes if q.status != "rejected" or "rejected" in filters.status)
    positions = tuple(p for p in found.extraction.positions if is_shown(p, filters))
    if found.extraction.positions:
        drafts.switch(filters, sum(not is_shown(p, Filters()) for p in found.extraction.positions))
    asked = state.parameter(AT)
    at = int(asked) if asked is not None and asked.isascii() and asked.isdigit() and len(asked) < 9 else None
    reader.draw(
        reader.payload(
            replace(found.extraction, quotes=quotes, positions=positions),
            title=found.title,
            at=at,
            off=[kind for kind in (state.parameter(OFF) or "").split(".") if kind],
            links=Links(speaker, issue, show),
            may_add=checking.may(corpus),
            decisions=corpus.decisions,
        ),
        key="reader",
        decide=decide,
        choose=choose,
    )
    if found.versions:
        st.subheader("Other versions of this story", anchor=False)
        for version in found.versions:
            day = tables.day(version.published_on) or "undated"
            label = f"{theme.plain(version.title)} ({theme.plain(version.outlet or 'outlet not given')}, {day})"
            st.button(
                label, key=f"version-{version.article_id}", type="tertiary", on_click=state.change, kwargs={ARTICLE: version.article_id, AT: None}
            )


page()
