"""What people decided about a corpus, out and in: files to take along, and a colleague's decisions, looked at before they are taken."""

from __future__ import annotations

import streamlit as st

from components import checking, state, theme
from ontherecord.errors import Problem
from ontherecord.export import TOOLS
from ontherecord.queries import Corpus, Filters
from ontherecord.review import exchange, label_studio

DONE = "_decisions_taken"
LARGEST = 50
"""MB of a file of decisions."""


def draw() -> None:
    """Buttons for the corpus that is open; nothing where none is."""
    view = state.view_or_none()
    if view is None or view.corpus.laying is None:
        return
    st.subheader("What people decided", anchor=False)
    if done := st.session_state.pop(DONE, None):
        st.success(theme.plain(done), icon=":material/check_circle:")
    _out(view.corpus)
    if checking.may(view.corpus):
        _in(view.corpus)


def _out(corpus: Corpus) -> None:
    decided = len(corpus.laying.decisions) if corpus.laying else 0
    files = (
        ("decisions", "Decisions", "for a colleague's On the Record (JSON lines)", ".jsonl", lambda: exchange.lines(corpus)),
        ("checked", "Table", "what the program said, what people say, who and when (CSV)", ".csv", lambda: exchange.table(corpus)),
        ("gold", "Labels", "checked articles, to score the program on (docs/evaluation.md)", ".jsonl", lambda: TOOLS["gold"](corpus, Filters())),
        ("dna", "DNA", "positions for the Discourse Network Analyzer (CSV)", ".csv", lambda: TOOLS["dna"](corpus, Filters())),
        ("tasks", "Label Studio", "whole articles to correct there (JSON)", ".json", lambda: TOOLS["labelstudio"](corpus, Filters())),
    )
    with st.popover("Take along", icon=":material/download:", key="decisions-out"):
        st.caption(f"{theme.count(decided, 'decision')} so far. Files are made when you ask for them.")
        for name, label, purpose, suffix, made in files:
            st.download_button(
                f"**{label}** {theme.plain(purpose)}",
                data=made,
                file_name=f"{corpus.name}-{name}{suffix}",
                key=f"decisions-{name}",
                on_click="ignore",
                icon=":material/download:",
                type="tertiary",
            )


def _in(corpus: Corpus) -> None:
    given = st.file_uploader(
        "Take in decisions",
        type=["jsonl", "json"],
        key="decisions-in",
        max_upload_size=LARGEST,
        help="A colleague's decisions (.jsonl), or the JSON export of Label Studio (.json). You see what it holds before anything is taken.",
    )
    if given is None:
        return
    content = given.getvalue()
    try:
        if given.name.lower().endswith(".json"):
            plan = label_studio.parse(corpus, content, given.name)
            lines, count = [*exchange.told_plan(plan), *plan.left_out], len(plan.steps)
        else:
            decisions = exchange.parse(content, given.name)
            seen = exchange.preview(corpus, decisions)
            lines, count = exchange.told(seen), len(seen.new)
    except Problem as problem:
        st.error(theme.plain(str(problem)), icon=":material/warning:")
        return
    st.markdown("\n".join(f"- {theme.plain(line)}" for line in lines[:30]))
    if len(lines) > 30:
        st.caption(f"And {len(lines) - 30:,} more.")
    st.button(
        f"Take in {theme.count(count, 'decision')}",
        key="decisions-take",
        icon=":material/done_all:",
        disabled=not count,
        on_click=_take,
        args=(corpus, content, given.name),
    )


def _take(corpus: Corpus, content: bytes, name: str) -> None:
    try:
        if name.lower().endswith(".json"):
            plan = label_studio.parse(corpus, content, name)
            label_studio.take(corpus, plan, str(st.session_state.get("_checking_as", "")))
            count = len(plan.steps)
        else:
            count = exchange.take(corpus, exchange.parse(content, name))
    except Problem as problem:
        st.session_state[DONE] = str(problem)
        return
    st.session_state[DONE] = f"{theme.count(count, 'decision')} taken in"
