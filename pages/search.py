"""Search: words, phrases, exclusions and fields over quotes and articles, ranked, with what was found marked."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import concordance, corpora, downloads, evidence, hits, state, tables, theme
from ontherecord.queries import Corpus, Filters, Found, issue_counts, search, speaker_counts
from ontherecord.queries.asking import parse

SIZE = 20
"""Hits of a page."""
ORDERS = {"best": "Best match first", "newest": "Newest first", "oldest": "Oldest first"}
HELP = """
| Write | to find |
| --- | --- |
| `tariffs steel` | both words, in any order, whatever their ending, case and accents |
| `"no common position"` | these words in this order |
| `tariff*` | words that begin so |
| `-interview` | what does not have this word; a hyphen goes before a phrase or a field, too |
| `speaker:Ortiz` | quotes by this person or organisation, by any of its names |
| `country:France` | quotes of those who speak for it |
| `said:never` | the word in what was said, not in the text around it |
| `outlet:"Valley Post"` `issue:dam` | what appeared there, or takes a position on it |
"""


def page() -> None:
    view = state.view()
    corpus, filters = view.corpus, view.filters
    text = state.parameter(state.QUERY) or ""
    if st.session_state.get("search-text") != text:
        st.session_state["search-text"] = text
    with st.container(key="search-box"):
        st.text_input(
            "Search quotes and articles",
            key="search-text",
            type="search",
            placeholder="words, “a phrase”, speaker:name, -without",
            on_change=lambda: state.change(**{state.QUERY: st.session_state["search-text"].strip() or None, state.PAGE: None, state.SHOW: None}),
            icon=":material/search:",
        )
    if text:
        state.title(text)
    query = parse(text)
    if not query.terms:
        _notes(query.notes)
        _welcome(corpus, filters)
        return
    with st.spinner("Searching …"):  # the first search of a build makes the index
        counted = corpora.ask(corpus, search, filters, text=text, kind="quotes", limit=0)
    chosen = state.parameter("in")
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        names = {"quotes": f"Quotes ({counted.count:,})", "articles": f"Articles ({counted.elsewhere:,})"}
        if chosen is None and not counted.count and counted.elsewhere:
            names = dict(reversed(names.items()))  # the first is the default
        with st.container(horizontal=True, vertical_alignment="bottom", width="content"):
            kind: Any = state.choice("in", names, label="Look in")
            draw = concordance.VIEWS[state.choice("view", {name: label for name, (label, _) in concordance.VIEWS.items()}, label="View")][1]
        with st.container(horizontal=True, vertical_alignment="bottom", width="content"):
            order: Any = state.select("order", ORDERS, label="Order", width=200) if draw is None else "best"
            place = st.container(width="content")
    total = counted.count if kind == "quotes" else counted.elsewhere
    _notes(counted.notes)
    if not total:
        _nothing(corpus, filters, text, counted, kind)
        return
    with place:
        downloads.button(kind, corpus, filters, total, order=order, search=text)
    if draw is not None:
        draw(corpus, filters, text, kind)
        return
    stamp = tables.stamp(corpus.name, corpus.version, filters, text, kind, order)
    first = tables.page(total, key=f"search-page-{stamp}", size=SIZE, what=kind)
    found = corpora.ask(corpus, search, filters, text=text, kind=kind, order=order, limit=SIZE, offset=first)
    pick = evidence.select if kind == "quotes" else _open
    hits.draw(corpus, found.hits, key=f"hits-{stamp}-{first}", label=f"{kind.capitalize()} found", pick=pick, chosen=state.parameter(state.SHOW))


def _open(id: str) -> None:
    article, _, at = id.partition(hits.SEPARATOR)
    state.follow(state.href("articles", article=article, at=at))


def _notes(notes: tuple[str, ...]) -> None:
    for note in notes:
        st.caption(f":material/info: {theme.plain(note)}")


def _welcome(corpus: Corpus, filters: Filters) -> None:
    """Before anything is asked: what can be asked, with the corpus's own names."""
    speakers = corpora.ask(corpus, speaker_counts, filters, limit=2)
    issues = corpora.ask(corpus, issue_counts, filters, limit=1)
    tries = [f'speaker:"{name}"' for name in speakers["speaker"][:1]]
    if not issues.empty:
        subject = " ".join(str(issues["issue"].iloc[0]).split()[-2:])
        tries += [f'"{subject}"', f'"{subject}" -speaker:"{speakers["speaker"].iloc[0]}"' if len(speakers) else f"said:{subject.split()[-1]}"]
    if tries:
        st.markdown("**Try one of these:**")
        with st.container(horizontal=True):
            for number, attempt in enumerate(tries):
                st.button(theme.plain(attempt), key=f"try-{number}", on_click=state.change, kwargs={state.QUERY: attempt})
    st.markdown(HELP)


def _nothing(corpus: Corpus, filters: Filters, text: str, found: Found, kind: str) -> None:
    """Nothing: what is missing, and what to drop, with the number that this would bring."""
    for missing in found.missing:
        st.info(theme.plain(missing), icon=":material/search_off:")
    if not found.missing:
        st.info(f"No {kind} match this search" + (" and these filters together." if filters != Filters() else "."), icon=":material/search_off:")
    terms = parse(text).terms
    ways: list[tuple[int, str, dict[str, Any]]] = []
    if len(terms) > 1:
        for term in terms:
            fewer = " ".join(str(other) for other in terms if other != term)
            ways.append(
                (
                    _count(corpus, filters, fewer, kind),
                    f"Without “{term}”",
                    {"kwargs": {state.QUERY: fewer, state.PAGE: None}, "on_click": state.change},
                )
            )
    for part in filters.active(corpus):
        wider = filters.without(part.field, part.value)
        ways.append((_count(corpus, wider, text, kind), f"Drop the filter “{part.label}”", {"args": (wider,), "on_click": state.set_filters}))
    ways = sorted((way for way in ways if way[0]), key=lambda way: -way[0])
    for number, (count, label, act) in enumerate(ways[:6]):
        st.button(f"{theme.plain(label)}: {theme.count(count, kind[:-1])}", key=f"search-wider-{number}", **act)
    with st.expander("What can be asked", expanded=not ways):
        st.markdown(HELP)


def _count(corpus: Corpus, filters: Filters, text: str, kind: str) -> int:
    return corpora.ask(corpus, search, filters, text=text, kind=kind, limit=0).count


page()
