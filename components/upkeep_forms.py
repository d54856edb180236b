"""What can be done to a corpus: rename, merge, remove a part or all of it, read it again."""

from __future__ import annotations

import streamlit as st

from components import corpora, jobs, state, theme
from ontherecord import access
from ontherecord.building.upkeep import CorpusPart, part
from ontherecord.errors import Problem
from ontherecord.extraction.version import version
from ontherecord.queries import report
from ontherecord.settings import settings
from ontherecord.store import CorpusInfo, delete_corpus, read_build, rename_corpus

ACTIONS = {"rename": "Rename", "merge": "Merge", "part": "Remove a part", "all": "Remove it"}
KINDS = {"article": "An article", "outlet": "An outlet", "file": "A file"}


def say(problem: Problem) -> None:
    st.error(theme.plain(str(problem)), icon=":material/warning:")


def draw() -> None:
    """The corpora, and what can be done to the one that is open."""
    found = corpora.listed()
    if not found:
        st.caption("There is no corpus yet.")
        return
    st.dataframe(
        [
            {
                "Corpus": c.name,
                "Articles": c.articles,
                "Quotes": c.quotes,
                "Positions": c.positions,
                "Build": c.version,
                "Built (UTC)": c.built_at.replace(tzinfo=None) if c.built_at else None,
                "Problem": c.problem,
            }
            for c in found
        ],
        hide_index=True,
        column_config={
            "Built (UTC)": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm"),
            "Problem": None if not any(c.problem for c in found) else "Problem",
        },
        alt="The corpora with their numbers of articles, quotes and positions",
    )
    if done := st.session_state.pop("upkeep_done", None):
        st.success(theme.plain(done), icon=":material/check_circle:")
    names = [c.name for c in found]
    view = state.view_or_none()
    name = view.corpus.name if view else names[0]
    info = next((c for c in found if c.name == name), found[0])
    st.markdown(f"**{theme.plain(info.name)}**, the corpus that is open")
    if not access.may():
        st.caption("Corpora are read-only for you: editors change them.")
        return
    _stale(info)
    action = st.segmented_control("What to do", list(ACTIONS), format_func=ACTIONS.__getitem__, key="upkeep", label_visibility="collapsed")
    if info.name == settings().default_corpus and action in ("rename", "all"):
        st.caption("This is the corpus that the app opens with; when it is missing at the next start, the sample is built anew.")
    if action == "rename":
        _rename(info.name)
    elif action == "merge":
        _merge(info.name, [other for other in names if other != info.name])
    elif action == "part":
        _part(info.name)
    elif action == "all":
        _all(info)


def _stale(info: CorpusInfo) -> None:
    try:
        made = read_build(info.name).extraction_version
    except Problem as problem:
        say(problem)
        return
    if made and made != version():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"Version {made} of the extraction read it; this is {version()}.", width="content")
            if st.button("Read it again", key="update", help="From the originals that are kept. It takes as long as the first time."):
                _start(jobs.update(info.name))


def _rename(name: str) -> None:
    with st.form("rename", border=False):
        new = st.text_input("New name", key="rename_to", placeholder=name, help="Letters, digits, hyphens and underscores, up to 60.", width=360)
        st.caption("Links to the corpus name it: those that exist will say that it is not there.")
        sent = st.form_submit_button("Rename", type="primary")
    if sent and new.strip() and new.strip() != name:
        try:
            rename_corpus(name, new.strip())
        except Problem as problem:
            say(problem)
            return
        _left(f"{name} is now called {new.strip()}.", new.strip())


def _merge(name: str, others: list[str]) -> None:
    if not others:
        st.caption("There is no other corpus to merge it with.")
        return
    target = st.selectbox("Add all of it to", others, index=None, placeholder="Choose a corpus", key="merge_into", width=360)
    if target:
        st.caption(
            f"All articles of {theme.plain(name)} are added to {theme.plain(target)}, with what was found in them and corrected; what both have is "
            f"there once. {theme.plain(name)} stays as it is."
        )
        if st.button("Merge", type="primary", key="merge_go"):
            _start(jobs.upkeep(["--merge", name, target], target, "Merging into"))


def _part(name: str) -> None:
    view = state.view_or_none()
    if view is None:
        return
    rows = report(view.corpus)
    kind = st.radio("Which part", list(KINDS), format_func=KINDS.__getitem__, horizontal=True, key="part_kind")
    if kind == "article":
        labels = dict(view.corpus.rows("SELECT article_id, label FROM articles ORDER BY label"))
        value = st.selectbox("Article", list(labels), format_func=lambda id: str(labels[id]), index=None, key="part_article")
    elif kind == "outlet":
        outlets = [row[0] or "" for row in view.corpus.rows("SELECT DISTINCT outlet FROM articles ORDER BY outlet NULLS LAST")]
        value = st.selectbox("Outlet", outlets, format_func=lambda found: found or "(no outlet)", index=None, key="part_outlet")
    else:
        files = sorted({place.rpartition("#")[0] or place for place in rows["location"]})
        value = st.selectbox("File", files, index=None, key="part_file")
    if value is None:
        return
    try:
        what: CorpusPart = part(name, kind, value)
    except Problem as problem:
        say(problem)
        return
    st.warning(theme.plain(what.sentence()), icon=":material/delete:")
    if st.button("Remove", type="primary", key="part_go"):
        _start(jobs.upkeep(["--remove", name, f"--{kind}", value, "--yes"], name, "Removing from"))


def _all(info: CorpusInfo) -> None:
    st.warning(
        theme.plain(
            f"This removes the corpus {info.name} for good: {theme.count(info.articles, 'article')}, {theme.count(info.quotes, 'quote')} and "
            f"{theme.count(info.positions, 'position')}, all its builds and corrections. The files it was loaded from are not touched."
        ),
        icon=":material/delete:",
    )
    sure = st.text_input("To be sure, type its name", key="sure", width=360)
    if st.button("Remove the corpus", type="primary", key="all_go", disabled=sure.strip() != info.name):
        try:
            delete_corpus(info.name)
        except Problem as problem:
            say(problem)
            return
        _left(f"The corpus {info.name} was removed.", None)


def _left(said: str, name: str | None) -> None:
    """The open corpus is gone or called otherwise: the address must not name it any more."""
    st.session_state["upkeep_done"] = said
    st.session_state.pop("upkeep", None)
    state.write({state.CORPUS: [name]} if name else {})
    st.rerun()


def _start(job: jobs.Job) -> None:
    st.session_state["job"] = job
    st.rerun()
