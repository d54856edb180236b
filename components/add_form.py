"""A form for a quote or position that the program missed, from words that were chosen in an article."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import checking, fix_form, theme, tokens
from ontherecord.model import SIDES, STANCES, Span
from ontherecord.queries import Corpus
from ontherecord.review import deciding

ADDING = "_adding"
"""In the state of a visit: (article, "quote" or "position", span) of what is being added."""
TITLES = {"quote": "Add a quote", "position": "Add a position"}


def start(article: str, what: str, span: Span) -> None:
    """Open the form with the run that follows. Call it from a callback."""
    if what in TITLES:
        st.session_state[ADDING] = (article, what, span)


def dialog(corpus: Corpus, article: str, text: str) -> None:
    """Draw the form where something of this article (``text``: its original) is being added. Call it once a run."""
    adding = st.session_state.get(ADDING)
    if adding is None or adding[0] != article:
        return
    box = st.dialog(TITLES[adding[1]], width="medium", on_dismiss=stop)
    box(_form)(corpus, article, text, adding[1], adding[2])


def stop() -> None:
    st.session_state.pop(ADDING, None)


def _form(corpus: Corpus, article: str, text: str, what: str, span: Span) -> None:
    st.markdown(f"> {theme.plain(text[slice(*span)])}")
    people = fix_form.people(corpus, article)
    with st.form("add", border=False):
        who = st.selectbox(
            "Who said it" if what == "quote" else "Who takes the position",
            list(people),
            index=None,
            format_func=lambda id: people.get(id, id),
            accept_new_options=True,
            placeholder="Choose from the article, or type a name",
            key="add-who",
        )
        value: dict[str, Any] = {}
        if what == "position":
            value["stance"] = st.selectbox("Stance", list(STANCES), format_func=lambda v: tokens.STANCES[v].label, key="add-stance")
            value["target"] = st.text_input("On what", key="add-target", max_chars=deciding.NAME_LENGTH, placeholder="the harbour tax")
            value["toward"] = st.selectbox("Side on the issue", list(SIDES), index=2, format_func=lambda v: tokens.SIDES[v].label, key="add-side")
            issue = st.text_input("Issue", key="add-issue", max_chars=deciding.NAME_LENGTH, placeholder="as it is called, or a new one")
            value |= {"issue": {"name": issue}} if issue.strip() else {}
        note = st.text_input("Note", key="add-note", placeholder="Why, for others who check", max_chars=deciding.NOTE_LENGTH)
        saved = st.form_submit_button("Add it", type="primary", icon=":material/add:")
    if not saved:
        return
    value["pieces" if what == "quote" else "evidence"] = [tuple(span)]
    if who:
        value["speaker" if what == "quote" else "actor"] = {"id": who if who in people else "", "name": people.get(who, who)}
    stop()
    checking.act(lambda by: deciding.add(corpus, what, article, value, by, note), "Added")
    st.rerun()
