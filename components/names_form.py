"""Setting a name right: what it is called, what it is, for whom it speaks, who else it is; and pairs that are likely one and the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from components import checking, corpora, state, tables, theme, tokens
from ontherecord import countries
from ontherecord.decisions import Decision
from ontherecord.errors import Problem
from ontherecord.model import ENTITY_KINDS
from ontherecord.queries import Corpus, Filters
from ontherecord.queries.filters import in_words
from ontherecord.queries.profile import Profile, directory
from ontherecord.review import duplicates, names
from ontherecord.review.deciding import Made

SAID = "_named"
"""In the state of a visit: what to say of the last step."""
PROPOSED, FOUND = 8, 12
"""Pairs that are proposed at once, and names that a search for the other one shows."""
Act = Callable[[str], Made]


def _do(act: Act, done: str, **going: str | None) -> None:
    """Do a step and say so with the next run; ``going``: parameters of the URL that change with it."""
    try:
        act(checking.name())
    except Problem as problem:
        st.session_state[SAID] = (str(problem), True)
        return
    st.session_state[SAID] = (done, False)
    if going:
        state.change(**going)


def said() -> None:
    """What was just done, once. Draw it on top of the page."""
    if told := st.session_state.pop(SAID, None):
        words, wrong = told
        (st.error if wrong else st.toast)(theme.plain(words), icon=":material/warning:" if wrong else ":material/check:")


def _by() -> None:
    if not checking.name():
        st.text_input("Your name", key="names-by", placeholder="Stands beside what you decide", on_change=_named)


def _named() -> None:
    st.session_state[checking.NAME] = " ".join(str(st.session_state["names-by"]).split())


# --- one name -----------------------------------------------------------------------------------------------------------------------------


def draw(corpus: Corpus, found: Profile) -> None:
    """The form "Set right" for one name. Nothing where nothing can be decided (a pasted article)."""
    if not checking.may(corpus):
        return
    with st.expander("Set right", icon=":material/edit:", key="set-right"):
        st.caption("What you decide holds in this corpus at once, in every count, and can be taken back. What the program found is kept.")
        _by()
        left, right = st.columns(2, gap="large")
        with left:
            _name(corpus, found)
            _kind(corpus, found)
            _country(corpus, found)
        with right:
            _merge(corpus, found)
            _split(corpus, found)
            st.button(
                "Hide this name",
                key="hide-name",
                icon=":material/visibility_off:",
                help="It leaves lists, counts of names and choices. Its quotes stay.",
                on_click=_do,
                args=(lambda by: names.hide(corpus, found.entity_id, by=by), f"{found.name} is hidden"),
            )
        _history(corpus, found.entity_id)


def _name(corpus: Corpus, found: Profile) -> None:
    with st.form("rename", border=False):
        name = st.text_input("Name", value=found.name, key=f"rename-{found.entity_id}")
        if st.form_submit_button("Rename", icon=":material/edit:"):
            _do(lambda by: names.rename(corpus, found.entity_id, name, by=by), f"Now called {name}")
            st.rerun()


def _kind(corpus: Corpus, found: Profile) -> None:
    with st.form("kind", border=False):
        kind = st.selectbox(
            "Kind",
            ENTITY_KINDS,
            index=ENTITY_KINDS.index(found.kind),
            format_func=lambda kind: tokens.ENTITY_KINDS[kind].label,
            key=f"kind-{found.entity_id}",
        )
        office = st.text_input("Title or office", key=f"office-{found.entity_id}", placeholder="None to add", help="Stands on this page.")
        since = st.date_input("Office since", value=None, key=f"office-since-{found.entity_id}")
        if st.form_submit_button("Set kind and office", icon=":material/badge:"):
            if kind != found.kind:
                _do(lambda by: names.set_kind(corpus, found.entity_id, kind, by=by), f"{found.name}: {tokens.ENTITY_KINDS[kind].label}")
            if office.strip():
                day = since.isoformat() if since else None
                _do(lambda by: names.set_office(corpus, found.entity_id, office, day, by=by), f"{found.name}: {office}")
            st.rerun()


def _country(corpus: Corpus, found: Profile) -> None:
    codes = ["", *sorted(countries.codes(), key=countries.name)]
    with st.form("country", border=False):
        code = st.selectbox(
            "Speaks for",
            codes,
            index=codes.index(found.country) if found.country in codes else 0,
            format_func=lambda code: countries.name(code) if code else "no country",
            key=f"country-{found.entity_id}",
        )
        since = st.date_input("Since", value=None, key=f"since-{found.entity_id}", help="Empty: in all that it said.")
        if st.form_submit_button("Set country", icon=":material/public:"):
            day = since.isoformat() if since else None
            _do(
                lambda by: names.set_country(corpus, found.entity_id, code or None, day, by=by),
                f"{found.name}: {countries.name(code) or 'no country'}",
            )
            st.rerun()


def _merge(corpus: Corpus, found: Profile) -> None:
    asked = st.text_input("Is the same as", key=f"merge-find-{found.entity_id}", placeholder="Letters of the other name").strip()
    if not asked:
        return
    rows = corpora.ask(corpus, directory, Filters(), find=asked, limit=FOUND, order="mentions")
    others = {row["entity_id"]: row for row in rows.to_dict("records") if row["entity_id"] != found.entity_id}
    if not others:
        st.caption(f"Nobody else is called “{theme.plain(asked)}”.")
        return
    other = st.selectbox("The other name", list(others), format_func=lambda id: _told(corpus, others[id]), key=f"merge-with-{found.entity_id}")
    st.button(
        "Make them one",
        key="merge-names",
        icon=":material/merge:",
        help=f"All that is said of it goes to {found.name}.",
        on_click=_do,
        args=(lambda by: names.merge(corpus, [other], found.entity_id, by=by), f"{corpus.label('entity', other)} is {found.name}"),
    )


def _told(corpus: Corpus, row: dict[Any, Any]) -> str:
    place = tables.text(row["country"])
    facts = [tokens.ENTITY_KINDS[row["kind"]].label, corpus.label("country", place) if place else "", theme.count(int(row["mentions"]), "mention")]
    return f"{row['name']} ({', '.join(fact for fact in facts if fact)})"


def _split(corpus: Corpus, found: Profile) -> None:
    spellings = [name for name, _ in found.variants]
    if not spellings:
        return
    with st.form("split", border=False):
        variant = st.selectbox("Somebody else is called", spellings, index=None, placeholder="A spelling", key=f"split-{found.entity_id}")
        if st.form_submit_button("Split off", icon=":material/call_split:") and variant:
            _do(lambda by: names.split(corpus, found.entity_id, variant=variant, by=by), f"{variant} is a name of its own")
            st.rerun()


def _history(corpus: Corpus, id: str) -> None:
    rows = names.history(corpus, id)
    if not rows:
        return
    st.markdown("**Decided so far**")
    for d in rows[:20]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(theme.plain(f"{in_words(d.made_at.date())}, {d.by or 'no name'}: {told(corpus, d)}"))
            if names.counts(corpus, d) and d.kind == "name":
                st.button(
                    "Take back",
                    key=f"undo-{d.id}",
                    icon=":material/undo:",
                    type="tertiary",
                    on_click=_do,
                    args=(lambda by, d=d: names.undo(corpus, d.id, by), "Taken back"),
                )


def told(corpus: Corpus, d: Decision) -> str:
    """A decision about names in words."""
    value = d.value
    was = {str(w.get("id")): str(w.get("name") or w.get("id")) for w in d.was.get("names") or ()}

    def called(id: Any) -> str:
        return was.get(str(id)) or corpus.label("entity", str(id))

    since = f" since {value['since']}" if value.get("since") else ""
    words = {
        "merge": lambda: f"{', '.join(called(id) for id in value['ids'])} is {called(value['into'])}",
        "split": lambda: f"{value.get('variant') or theme.count(len(value.get('articles', ())), 'article')} is about {value['into']['name']}",
        "rename": lambda: f"is called {value['name']}",
        "kind": lambda: f"is: {tokens.ENTITY_KINDS[value['kind']].label}",
        "country": lambda: f"speaks for {countries.name(value['country']) if value.get('country') else 'no country'}{since}",
        "office": lambda: f"{value['office']}{since}",
        "hide": lambda: "hidden",
        "apart": lambda: " and ".join(called(id) for id in value["ids"]) + " are two",
    }
    text = words[value["do"]]() if value.get("do") in words else "took a decision back" if d.kind == "undo" else d.kind
    return f"{text} ({d.note})" if d.note else text


# --- likely duplicates --------------------------------------------------------------------------------------------------------------------


def proposals(corpus: Corpus) -> None:
    """Pairs of names that are likely one, each with the reason, to decide about."""
    if not checking.may(corpus):
        return
    box = st.expander("Likely duplicates", icon=":material/merge:", key="likely-duplicates", on_change="rerun")
    if not box.open:  # looking through the names of a large corpus takes seconds
        return
    with box:
        pairs = corpora.ask(corpus, _likely, Filters())
        if not pairs:
            st.caption("No two names look like one and the same.")
            return
        st.caption("Names that may be one and the same. Nothing is joined before somebody says so, and each step can be taken back.")
        _by()
        for pair in pairs[:PROPOSED]:
            _pair(corpus, pair)


def _likely(corpus: Corpus, filters: Filters) -> list[duplicates.Likely]:
    return duplicates.likely(corpus)


def _pair(corpus: Corpus, pair: duplicates.Likely) -> None:
    one, other = corpus.label("entity", pair.one), corpus.label("entity", pair.other)
    key = f"{pair.one}-{pair.other}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"pair-{key}"):
        state.link("people", theme.plain(one), id=pair.one)
        state.link("people", theme.plain(other), id=pair.other)
        st.caption(theme.plain(pair.reason))
        same, two = (lambda by: names.merge(corpus, [pair.other], pair.one, by=by)), (lambda by: names.apart(corpus, [pair.one, pair.other], by=by))
        st.button("Same", key=f"same-{key}", icon=":material/merge:", on_click=_do, args=(same, f"{other} is {one}"), help="They are one")
        st.button("Not the same", key=f"apart-{key}", icon=":material/call_split:", on_click=_do, args=(two, f"{one} and {other} are two"))
