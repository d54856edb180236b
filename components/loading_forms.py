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

from components import corpora, findings, jobs, state, theme
from ontherecord import loading
from ontherecord.errors import Code, Problem
from ontherecord.extraction import pipeline
from ontherecord.model import Article, Extraction
from ontherecord.queries import report
from ontherecord.queries.filters import in_words
from ontherecord.settings import settings
from ontherecord.store.corpora import folder_of

TYPES = ["txt", "md", "csv", "tsv", "json", "jsonl", "gz"]
MEGABYTE = 1_000_000
ROWS = 500
"""Rows of a report that are sent to a browser."""
OUTCOMES = ("loaded", "unchanged", "duplicate", "left out")
STAGES = {
    "starting": "Starting",
    "loading": "Reading files",
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
        if not text.strip():
            st.warning("Paste the text of an article first.", icon=":material/edit:")
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
    limit = settings().max_upload_mb
    files = st.file_uploader(
        f"Files: text, CSV or JSON, up to {limit} MB together",
        type=TYPES,
        accept_multiple_files=True,
        key=f"files-{st.session_state.get('files_turn', 0)}",
        help="A table needs a column text (or body, content); title, date, outlet, author, url are read where they are.",
    )
    if not files:
        st.caption("One article a text file, or one a row of a table. Originals are never changed.")
        return
    size = sum(f.size for f in files) / MEGABYTE
    if size > limit:
        say(Problem(Code.U01, size=f"{size:,.0f}", limit=limit))
        return
    st.caption(f"{theme.count(len(files), 'file')}, {size:,.1f} MB")
    add(lambda: ((f.name, f.getvalue()) for f in files), key="upload", label="Build")


def add(files: Any, *, key: str, label: str) -> None:
    """Choose or name a corpus and start a build into it. ``files()`` gives (name, bytes) each."""
    running = current_job()
    busy = running is not None and running.running
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
    start(files(), name)
    st.rerun()


# A build


def start(files: Iterator[tuple[str, bytes]], corpus: str) -> None:
    st.session_state["job"] = jobs.start(files, corpus)


def current_job() -> jobs.Job | None:
    """The build that this visit started last."""
    return st.session_state.get("job")


def show_job(job: jobs.Job) -> None:
    """Progress while it runs, then its report or what went wrong."""
    if job.running:
        st.fragment(_watch, run_every=0.5)(job)
    elif job.cancelled:
        st.info(
            f"The build of {theme.plain(job.corpus)} was cancelled. Nothing of it is visible; what was there before is untouched.",
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
        st.markdown(f"**Building {theme.plain(job.corpus)}**")
        st.progress(now.share, text=text)
        st.button("Cancel", key="cancel_job", on_click=job.cancel)


def _duration(seconds: float) -> str:
    """About how long: "20 s", "3 min", "1 h 10 min"."""
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def _done(job: jobs.Job) -> None:
    report = job.report or {}
    with st.container(border=True):
        if problem := report.get("problem"):
            st.error(theme.plain(str(problem)), icon=":material/warning:")
        else:
            st.success(f"**{theme.plain(job.corpus)}** is ready: {theme.plain(summary(report))}.", icon=":material/check_circle:")
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
    table = report_table(rows)
    st.caption(f"What came of each article and file ({theme.count(len(table), 'row')}; those with a message first):")
    st.dataframe(table.head(ROWS), hide_index=True, key=key, alt="Load report: a row for each article or file, with its outcome and messages")
    if len(table) > ROWS:
        st.caption(f"The first {ROWS:,} are shown. python -m ontherecord build prints the report in full.")


def report_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Columns for people from the columns of a load report."""
    messages = rows["messages"].map(lambda found: " ".join(str(m) for m in found) if found is not None else "")
    table = pd.DataFrame(
        {
            "Outcome": rows["outcome"],
            "From": rows["location"],
            "Title": rows["title"].fillna(""),
            "Outlet": rows["outlet"].fillna(""),
            "Published": pd.to_datetime(rows["published_on"]).dt.strftime("%Y-%m-%d").fillna("undated"),
            "Words": rows["words"],
            "Messages": messages,
        }
    )
    return table.iloc[(messages == "").to_numpy().argsort(kind="stable")].reset_index(drop=True)


def of_corpus() -> None:
    """The load report of the corpus that is chosen."""
    view = state.view_or_none()
    if view is None:
        st.caption("No corpus is open.")
        return
    built = f"Built on {in_words(view.corpus.built_at.date())}, build {view.corpus.version}. " if view.corpus.built_at else ""
    st.caption(f"{built}Originals are kept as they were loaded; a later build adds to them.")
    show_report(report(view.corpus), key="corpus_report")
