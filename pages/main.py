"""The shell around every page: navigation, corpus, filters, title, share, evidence. Pages draw what lies between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from components import corpora, evidence, filters, keys, share, state, theme
from ontherecord.errors import Code, Problem
from ontherecord.queries import Corpus
from ontherecord.queries.days import in_words
from ontherecord.settings import settings

WITHOUT_CORPUS = ("load",)
"""Pages that also work where there is no corpus, and that filters do not change."""


def navigation() -> tuple[st.Page, str]:
    """Register the pages that are there; the chosen one and its name. The address without a name shows the first page, too."""
    present = [info for info in state.NAVIGATION if info.file.is_file()]
    pages = {info.name: st.Page(info.file, title=info.title, url_path=info.name) for info in present}
    home = st.Page(present[0].file, title=present[0].title, url_path="home", default=True, visibility="hidden")
    chosen = st.navigation([home, *pages.values()], position="hidden")
    name = chosen.url_path or present[0].name
    if not chosen.url_path:  # so that the link to where one is stands marked
        pages[name] = home
    st.session_state["_pages"] = pages
    return chosen, name


def choose_corpus() -> Corpus | None:
    """The corpus of the URL, else the default one, else the first. None where there is none yet.

    Raises Problem C01 when the URL names one that is not there, and what opening one raises (C02, C05, C07).
    """
    known = [found.name for found in corpora.listed()]
    if not known:
        return None
    asked = state.parameter(state.CORPUS)
    default = settings().default_corpus
    name = asked or (default if default in known else known[0])
    shown = name if name in known else None
    if "corpus_choice" not in st.session_state or st.session_state["corpus_choice"] != shown:
        st.session_state["corpus_choice"] = shown
    st.selectbox(
        "Corpus",
        known,
        index=0 if shown else None,
        key="corpus_choice",
        placeholder="Choose a corpus",
        on_change=lambda: state.set_corpus(st.session_state["corpus_choice"] or name),
        help="A set of articles that were loaded together.",
    )
    if shown is None:
        raise Problem(Code.C01, name=name, known=", ".join(known))
    pinned = state.pinned()
    corpus = corpora.opened(name, pinned)
    newer = corpora.newer(name) if pinned is None else (corpora.newest(name) or 0) > pinned
    if newer:
        if pinned is not None:
            built = f" of {in_words(corpus.built_at.date())}" if corpus.built_at else ""
            st.caption(f"The link shows build {pinned:,}{built}.")
        newest_button(name, "A newer build is there: show it", type="tertiary")
    return corpus


def newest_button(name: str, label: str, **look: Any) -> None:
    """A button that leaves the build of the link, or of this visit, for the newest one; the rest of the view stays."""

    def show() -> None:
        corpora.refresh(name)
        state.change(**{state.VERSION: None})

    st.button(label, key="show_newer", icon=":material/refresh:", on_click=show, **look)


def main() -> None:
    st.set_page_config(page_title="On the Record", page_icon="🗞️", layout="wide", menu_items={"About": "Who said what, when, and where they stand."})
    theme.apply()
    chosen, name = navigation()
    title = next(info.title for info in state.NAVIGATION if info.name == name)
    problem: Problem | None = None
    corpus: Corpus | None = None
    st.session_state.pop("_view", None)

    st.session_state["_title"] = title
    with st.sidebar:
        st.markdown("## On the Record")
        search_place = st.container()
        links = st.container(gap=None)
        try:
            corpus = choose_corpus()
        except Problem as found:
            problem = found
        if corpus is not None:
            checked, problems = filters.read(corpus)
            state.open_view(state.View(corpus, checked, problems))
            state.title()
            if name != "search":
                search_box(search_place)
        with links:
            for info in state.NAVIGATION:
                state.link(info.name, info.title, icon=info.icon)

    notice = corpus.notice if corpus is not None and name not in WITHOUT_CORPUS else ""
    head(title, notice, corpus)
    for left_out in corpus.problems if corpus is not None else ():
        st.warning(theme.plain(str(left_out)), icon=":material/warning:")
    if name in WITHOUT_CORPUS:
        guarded(chosen.run)
    elif problem is not None:
        st.error(theme.plain(str(problem)), icon=":material/warning:")
        if problem.code in (Code.C07, Code.C09):
            newest_button(str(problem.details["name"]), "Show the newest build")
        choices([found.name for found in corpora.listed()])
    elif corpus is None:
        nothing_yet()
    else:
        guarded(lambda: filters.row(state.view()))
        guarded(chosen.run)
        guarded(lambda: evidence.panel(corpus, state.view().filters))


def head(title: str, notice: str, corpus: Corpus | None) -> None:
    """One line: the page, what the corpus says of itself, the keys, the link."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="head"):
        st.title(title, anchor=False, width="content")
        st.caption(f":material/theater_comedy: {theme.plain(notice)}" if notice else "")
        with st.container(horizontal=True, width="content", gap="small", vertical_alignment="center"):
            keys.listen()
            if corpus is not None:
                share.copy_link(corpus)


def search_box(place: Any) -> None:
    """A field on top of the sidebar that leads to the search page."""

    def asked() -> None:
        if text := st.session_state["search-anywhere"].strip():
            state.follow(state.href("search", **{state.QUERY: text}))
        st.session_state["search-anywhere"] = ""

    place.text_input(
        "Search",
        key="search-anywhere",
        type="search",
        placeholder="Search quotes and articles",
        icon=":material/search:",
        label_visibility="collapsed",
        on_change=asked,
    )


def guarded(part: Callable[[], None]) -> None:
    """Run a page or a part of it; a Problem becomes its message. What nobody foresaw goes to the launcher's last resort (U02)."""
    try:
        part()
    except Problem as problem:
        st.error(theme.plain(str(problem)), icon=":material/warning:")


def choices(names: list[str]) -> None:
    """The corpora that are there, one button each."""
    with st.container(horizontal=True):
        for name in names:
            st.button(theme.plain(name), key=f"open-{name}", on_click=state.set_corpus, args=(name,))


def nothing_yet() -> None:
    """For a first visit to an empty house."""
    st.markdown(
        "**There is no corpus yet.** A corpus is a set of news articles. Load some, and this page shows who is in them, "
        "what they said, and which positions they take; every number opens the sentences behind it."
    )
    state.link("load", "Load articles, or paste one", icon=":material/upload_file:")
    st.caption("From a terminal: python -m ontherecord build FOLDER --corpus NAME")


main()
