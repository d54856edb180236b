"""The forms of the Load page: paste one article, upload files, watch a build, read its report."""

from __future__ import annotations

import hashlib
import re
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import frontmatter
import pandas as pd
import streamlit as st

from components import corpora, findings, jobs, load_report, state, theme
from ontherecord import access, loading
from ontherecord.errors import Code, Problem
from ontherecord.extraction import pipeline
from ontherecord.loading.readers import ENDINGS
from ontherecord.loading.records import NAMES as FIELDS
from ontherecord.model import Article, Extraction
from ontherecord.settings import settings
from ontherecord.store.corpora import folder_of

MEGABYTE = 1_000_000
PREVIEWED = 3
"""Tables of an upload whose columns are shown for confirmation; all are read by what is confirmed."""
NOT_THERE = "(none)"
OUTCOMES = ("loaded", "unchanged", "duplicate", "left out")
STAGES = {
    "starting": "Starting",
    "loading": "Reading files",
    "removing": "Removing",
    "merging": "Adding articles",
    "extracting": "Finding quotes and positions",
    "linking": "Joining people and issues",
    "writing": "Writing",
}


def say(problem: Problem) -> None:
    """A problem, as a person reads it."""
    st.error(theme.plain(str(problem)), icon=":material/warning:")


@st.cache_resource(max_entries=1, show_spinner=False)
def _turn() -> threading.Lock:
    """One article at a time goes through the model of this process, which all visits share."""
    return threading.Lock()


def extract_now(article: Article) -> Extraction:
    """What is found in one article. The first call in a process loads the model (seconds)."""
    with _turn():
        return next(iter(pipeline.extract([article])))


# One article


def paste() -> None:
    """The form for one article, and what was found in the one given last."""
    with st.form("paste", border=False):
        text = st.text_area("Text of the article", height=220, placeholder="Paste a news article in English.", key="paste_text")
        first, second, third = st.columns([3, 2, 2])
        title = first.text_input("Title (optional)", key="paste_title")
        outlet = second.text_input("Outlet (optional)", key="paste_outlet")
        published = third.date_input(
            "Published on (optional)", value=None, min_value=date(1800, 1, 1), max_value=date(2100, 12, 31), format="YYYY-MM-DD", key="paste_date"
        )
        st.caption("The text is read on this server and kept nowhere unless you add it to a corpus.")
        sent = st.form_submit_button("Find quotes and positions", type="primary")
    if sent:
        st.session_state.pop("pasted", None)
        limit = settings().max_pasted_characters
        if not text.strip():
            st.warning("Paste the text of an article first.", icon=":material/edit:")
        elif len(text) > limit:
            say(Problem(Code.U04, characters=len(text), limit=limit))
        else:
            loaded = loading.load_text(text, title=title.strip() or None, outlet=outlet.strip() or None, published_on=published)
            for problem in loaded.problems:
                (st.info if loaded.article is not None else st.error)(theme.plain(str(problem)))
            if loaded.article is not None:
                with st.spinner("Reading …"):
                    st.session_state["pasted"] = extract_now(loaded.article)
    extraction: Extraction | None = st.session_state.get("pasted")
    if extraction is not None:
        findings.draw(extraction)
        if not access.may():
            return
        st.subheader("Keep it", anchor=False)
        add(lambda: iter([as_file(extraction.article)]), key="keep", label="Add to this corpus")


def as_file(article: Article) -> tuple[str, bytes]:
    """One article as a file (name, bytes) that the loader reads back as the same text and details."""
    details: dict[str, Any] = {"title": article.title, "outlet": article.outlet, "date": article.published_on}
    post = frontmatter.Post(article.text, **{name: value for name, value in details.items() if value})
    words = re.sub(r"[^a-z0-9]+", "-", (article.title or article.text[:60]).casefold()).strip("-")[:40].strip("-")
    digest = hashlib.sha256(article.text.encode()).hexdigest()[:8]
    return f"{words or 'article'}-{digest}.md", frontmatter.dumps(post).encode()


# Files


def upload() -> None:
    """The form for files."""
    if not access.may():
        st.caption("Corpora are read-only for you: editors load articles.")
        return
    limit = settings().max_upload_mb
    files = st.file_uploader(
        f"Files of articles, up to {limit} MB together",
        type=sorted([*ENDINGS, "gz"]),
        accept_multiple_files=True,
        key=f"files-{st.session_state.get('files_turn', 0)}",
        help="Text, web pages, Word, PDF, mail, news XML, tables, JSON, and archives of these.",
    )
    if not files:
        st.caption("One article a file, or one a row of a table; exports of press databases hold many. Originals are never changed.")
        return
    size = sum(f.size for f in files) / MEGABYTE
    if size > limit:
        say(Problem(Code.U01, size=f"{size:,.0f}", limit=limit))
        return
    st.caption(f"{theme.count(len(files), 'file')}, {size:,.1f} MB")
    columns = confirm_columns([(f.name, f.getvalue(), f.file_id) for f in files if not f.name.lower().endswith((".txt", ".md"))])
    add(lambda: ((f.name, f.getvalue()) for f in files), key="upload", label="Build", columns=columns)


@st.cache_data(max_entries=64, show_spinner="Looking at the tables …")
def _columns(file_id: str, _name: str, _content: bytes) -> loading.Columns | Problem | None:
    """Of one upload, which is known by its id: a page runs again with every click."""
    try:
        return loading.columns((_name, _content))
    except Problem as problem:
        return problem


def confirm_columns(files: list[tuple[str, bytes, str]]) -> dict[str, str] | None:
    """What the columns of tables are taken for, for a person to confirm or change; None where nothing was changed.

    ``files``: name, bytes and an id of its own for each."""
    chosen: dict[str, str] | None = None
    shown = 0
    for name, content, file_id in files:
        found = _columns(file_id, name, content)
        if isinstance(found, Problem):
            if found.code in (Code.L16, Code.L26):  # the rest the load report will say
                say(found)
            continue
        if found is None:
            continue
        shown += 1
        if shown > PREVIEWED:
            break
        sure = "text" in found.fields and "text" not in found.guessed
        told = ", ".join(f"{field} = {column}" for field, column in found.fields.items()) or "none recognised"
        with st.expander(f"Columns of {theme.plain(name)}: {theme.plain(told)}", expanded=not sure, icon=":material/table:"):
            if "text" in found.guessed:
                st.caption("Which column holds the text was told by its content: please check.")
            with st.container(horizontal=True):
                for field in FIELDS:
                    now = found.fields.get(field, NOT_THERE)
                    options = [NOT_THERE, *found.names]
                    picked = st.selectbox(
                        field.capitalize(), options, index=options.index(now) if now in options else 0, key=f"col-{file_id}-{field}", width=150
                    )
                    if picked != now and picked != NOT_THERE:
                        chosen = {**(chosen or {}), field: picked}
            st.dataframe(pd.DataFrame(found.rows, columns=list(found.names)), hide_index=True, alt=f"First rows of {name}")
            if "text" not in found.fields and "text" not in (chosen or {}):
                st.warning("Choose the column that holds the articles' text; without it nothing can be loaded.", icon=":material/table:")
    return chosen


def add(files: Any, *, key: str, label: str, columns: dict[str, str] | None = None) -> None:
    """Choose or name a corpus and start a build into it. ``files()`` gives (name, bytes) each."""
    busy = bool(jobs.running())
    known = [found.name for found in corpora.listed() if found.name != settings().default_corpus]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            "Corpus",
            known,
            index=None,
            accept_new_options=True,
            placeholder="Choose one, or type a new name",
            key=f"{key}_corpus",
            width=360,
            help="Letters, digits, hyphens and underscores, up to 60.",
        )
        sent = st.button(label, key=f"{key}_go", type="primary", disabled=busy)
    if busy:
        st.caption("A build is running; wait for it or cancel it.")
    if not sent:
        return
    if not name:
        st.warning("Choose a corpus, or type a name for a new one.", icon=":material/edit:")
        return
    try:
        folder_of(name)
    except Problem as problem:
        say(problem)
        return
    try:
        start(files(), name, columns)
    except Problem as problem:
        say(problem)
        return
    st.rerun()


# A build


def start(files: Iterator[tuple[str, bytes]], corpus: str, columns: dict[str, str] | None = None) -> None:
    st.session_state["job"] = jobs.start(files, corpus, columns=columns) if columns else jobs.start(files, corpus)


def current_job() -> jobs.Job | None:
    """The build that this visit started last."""
    return st.session_state.get("job")


def show_jobs() -> None:
    """The work that this visit started last, and whatever else runs on this server: a page that was reloaded still finds its build."""
    own = current_job()
    if own is not None:
        show_job(own)
    for job in jobs.running():
        if job is not own:
            show_job(job)


def show_job(job: jobs.Job) -> None:
    """Progress while it runs, then its report or what went wrong."""
    if job.running:
        st.fragment(_watch, run_every=0.5)(job)
    elif job.cancelled:
        st.info(
            f"{theme.plain(job.doing)} {theme.plain(job.corpus)} was cancelled. Nothing of it is visible; what was there before is untouched. "
            "What was extracted is kept: the same build, started again, goes on from there.",
            icon=":material/pan_tool:",
        )
    elif job.message:
        st.error(theme.plain(job.message), icon=":material/warning:")
    else:
        _done(job)


def _watch(job: jobs.Job) -> None:
    if not job.running:
        st.rerun()
    now = job.progress
    text = f"{STAGES.get(now.stage, theme.plain(now.stage))} …"
    if now.stage in ("loading", "extracting") and now.done:
        text += f" {now.done:,}" + (f" of {now.total:,} articles" if now.total else " articles")
        text += f" · {now.rate:,.1f} a second" if now.rate else ""
        text += f" · {_duration(now.left_s)} left" if now.left_s else ""
    with st.container(border=True):
        st.markdown(f"**{theme.plain(job.doing)} {theme.plain(job.corpus)}**")
        st.progress(now.share, text=text)
        for note in job.notes:
            st.caption(theme.plain(note))
        st.button("Cancel", key=f"cancel_{job.corpus}", on_click=job.cancel)


def _duration(seconds: float) -> str:
    """About how long: "20 s", "3 min", "1 h 10 min"."""
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def _done(job: jobs.Job) -> None:
    report = job.report or {}
    if st.session_state.get("job_seen") != id(job):  # this visit sees what it has made
        st.session_state["job_seen"] = id(job)
        corpora.refresh(job.corpus)
        st.rerun()
    with st.container(border=True):
        if problem := report.get("problem"):
            st.error(theme.plain(str(problem)), icon=":material/warning:")
        elif job.report is None:
            st.success(theme.plain(job.said or "Done."), icon=":material/check_circle:")
        else:
            st.success(f"**{theme.plain(job.corpus)}** is ready: {theme.plain(summary(report))}.", icon=":material/check_circle:")
            for note in report.get("notes", []):
                st.caption(theme.plain(note))
            if st.button("Open it", key="open_built", type="primary"):
                st.session_state.pop("job", None)
                state.go("overview", corpus=job.corpus)
        show_report(pd.DataFrame(report.get("rows", [])), key="built_report")


def summary(report: dict[str, Any]) -> str:
    """What came of a build, in words: "12 articles loaded, 1 left out; 40 quotes and 9 positions found"."""
    outcomes = Counter(str(row.get("outcome")) for row in report.get("rows", []))
    parts = [f"{outcomes[name]:,} {name}" for name in OUTCOMES if outcomes[name]]
    counts = report.get("counts") or {}
    found = f"; {theme.count(counts['quotes'], 'quote')} and {theme.count(counts['positions'], 'position')} found" if "quotes" in counts else ""
    return (", ".join(parts) or "nothing was read") + found


def show_report(rows: pd.DataFrame, *, key: str) -> None:
    """A load report as a table: one row an article, or a file that gave none; what needs a look comes first."""
    if rows.empty:
        return
    table = load_report.table(rows)
    st.caption(f"What came of each article and file ({theme.count(len(table), 'row')}; those with a message first):")
    st.dataframe(
        table.head(load_report.ROWS),
        hide_index=True,
        key=key,
        column_config=load_report.columns(),
        alt="Load report: a row for each article or file, with its outcome and messages",
    )
    if len(table) > load_report.ROWS:
        st.caption(f"The first {load_report.ROWS:,} are shown. The whole report is under “What was loaded” once the corpus is open.")
