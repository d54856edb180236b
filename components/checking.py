"""Deciding about a finding where one sees it: confirm, reject, set right, note, take back; and who decides.

Whoever decides gives a name once in a visit; where people sign in, it is that of the account. Every decision can be taken back, and the page
behind follows with the same run.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from components import fix_form, theme, tokens, tray
from ontherecord import access
from ontherecord.decisions import Decision, standing
from ontherecord.decisions.decision import JUDGING
from ontherecord.errors import Problem
from ontherecord.queries import Corpus
from ontherecord.queries.days import in_words
from ontherecord.queries.questions import Passage
from ontherecord.review import deciding
from ontherecord.review.deciding import Made

NAME, PENDING, SAID, MADE = "checker", "_to_decide", "_decided", "_made"
"""In the state of a visit: who decides, the step that waits for a name, what to say of the last step, and what takes that back."""
UNDONE = "Taken back"
NOTHING = {"quote": "No quote", "position": "No position"}
Act = Callable[[str], Made]


def name() -> str:
    """Who decides in this visit: the account that is signed in, else the name that was given; "" for nobody yet."""
    if account := access.account():
        return account
    if getattr(st.user, "is_logged_in", False):
        return str(getattr(st.user, "name", "") or getattr(st.user, "email", "") or "")
    return " ".join(str(st.session_state.get(NAME) or "").split())


def may(corpus: Corpus) -> bool:
    """Whether findings of this corpus can be decided about: a pasted article is not kept."""
    return corpus.laying is not None and access.may("checker")


def act(step: Act, done: str) -> None:
    """Do ``step(name)``; where nobody has given a name yet, ask first (:func:`asking` draws the question). ``done`` says what was done."""
    if not name():
        st.session_state[PENDING] = (step, done)
        return
    _do(step, done)


def _do(step: Act, done: str) -> None:
    try:
        made = step(name())
    except Problem as problem:
        st.session_state[SAID] = (str(problem), True)
        return
    tell(made, done)


def tell(made: Made, done: str) -> None:
    """Say with the next run what was done, and what others had decided about the same."""
    others = list(dict.fromkeys(f"{d.by or 'somebody'} had decided: {WORDS[d.kind]}" for d in made.before[:2]))
    st.session_state[SAID] = (" ".join([f"{done}.", *(f"{other}." for other in others)]), False)
    st.session_state[MADE] = (made.batch, done) if made.batch and done != UNDONE else None


def asking(corpus: Corpus, *, apart: bool = False) -> None:
    """The question for a name, where a step waits for one; and what was just done, once. Draw it once a run, on top of where one decides;
    ``apart``: in a window of its own, which a drawer cannot open."""
    if said := st.session_state.pop(SAID, None):
        words, wrong = said
        (st.error if wrong else st.toast)(theme.plain(words), icon=":material/warning:" if wrong else ":material/check:")
    if last := st.session_state.get(MADE):
        batch, done = last
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="take-back"):
            st.caption(f"{theme.plain(done)}.")
            if st.button("Take it back", icon=":material/undo:", type="tertiary", key="take-back-last"):
                _do(lambda who: deciding.undo(corpus, batch, who), UNDONE)
                st.rerun()
    if PENDING not in st.session_state:
        return
    if apart:
        st.dialog("Who is checking?", on_dismiss=_stop)(_who)()
    else:
        with st.container(border=True):
            st.markdown("**Who is checking?**")
            _who()


def _who() -> None:
    with st.form("who-decides", border=False):
        given = st.text_input("Your name", max_chars=60, key="who-decides-name", autocomplete="name")
        st.caption("It stands beside each decision, so that others know whom to ask.")
        with st.container(horizontal=True):
            go = st.form_submit_button("Go on", type="primary")
            stop = st.form_submit_button("Cancel")
    if go and given.strip():
        st.session_state[NAME] = " ".join(given.split())
        waiting, done = st.session_state.pop(PENDING)
        _do(waiting, done)
        st.rerun()
    if stop:
        _stop()
        st.rerun()


def _stop() -> None:
    st.session_state.pop(PENDING, None)


def step(corpus: Corpus, name: str, show: str) -> None:
    """Do one of the steps that a card in the browser offers: confirm, reject, undo. Call it from a callback."""
    if name == "undo":
        if (last := _last(corpus, show)) is not None:
            act(lambda who: deciding.undo(corpus, last.batch or last.id, who), UNDONE)
    elif name in ("confirm", "reject"):
        done = "Confirmed" if name == "confirm" else "Rejected"
        act(lambda who: getattr(deciding, name)(corpus, show, who), done)


WORDS = {"confirm": "right", "reject": "nothing of the kind", "fix": "set right", "add": "added", "return": "to be checked again"}
"""What a judgement says, in words."""


def bar(corpus: Corpus, item: Passage, *, key: str) -> None:
    """What can be decided about one passage, as buttons; or what was decided, by whom, and the way back."""
    if not may(corpus) or item.kind not in NOTHING:
        return
    show = item.show
    if item.status != "machine":
        st.markdown(f"**{theme.plain(tokens.checked(item.status))}** {theme.plain(by(item))}")
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-check", gap="small"):
        if item.status in ("machine", "rejected"):
            _button("Confirm", ":material/check:", f"{key}-confirm", lambda who: deciding.confirm(corpus, show, who), "Confirmed")
        if item.status != "rejected":
            words = NOTHING[item.kind]
            _button(words, ":material/close:", f"{key}-reject", lambda who: deciding.reject(corpus, show, who), f"Rejected: {words.lower()}")
        _opens("Set right", ":material/edit:", fixing(key))
        if (last := _last(corpus, show)) is not None:
            _button("Take back", ":material/undo:", f"{key}-undo", lambda who: deciding.undo(corpus, last.batch or last.id, who), UNDONE)
        _opens("Note", ":material/sticky_note_2:", f"{key}-noting")
        tray.button(corpus, show, key=key)
    if st.session_state.get(fixing(key)):
        with st.container(border=True):
            _fix(corpus, item, key)
    if st.session_state.get(f"{key}-noting"):
        with st.container(border=True):
            _more(corpus, item, key)
    if item.checked is not None and item.checked.note:
        st.caption(f":material/sticky_note_2: {theme.plain(item.checked.note)}")
    if item.checked is not None and item.checked.tags:
        st.caption(" ".join(f"#{theme.plain(tag)}" for tag in item.checked.tags))


def by(item: Passage) -> str:
    """ "by Ida, 3 May 2025"."""
    if item.checked is None:
        return ""
    return (f"by {item.checked.by}, " if item.checked.by else "") + when(item.checked.at)


def when(moment: datetime) -> str:
    return in_words(moment.date(), short=True)


def _button(label: str, icon: str, key: str, step: Act, done: str) -> None:
    if st.button(label, icon=icon, key=key):
        act(step, done)
        st.rerun()


def fixing(key: str) -> str:
    """Where a visit remembers that the form of a card is open."""
    return f"{key}-fixing"


def _opens(label: str, icon: str, key: str) -> None:
    """A button that opens and closes something below; what is in it is only made while it is open."""

    def turn() -> None:
        st.session_state[key] = not st.session_state.get(key)

    st.button(label, icon=icon, key=f"{key}-turn", on_click=turn, type="primary" if st.session_state.get(key) else "secondary")


def _fix(corpus: Corpus, item: Passage, key: str) -> None:
    if not name():
        introduce(f"{key}-introduce")
        return
    if fix_form.fix_form(corpus, item, f"{key}-form", lambda made: tell(made, "Set right"), by=name()):
        st.session_state.pop(fixing(key), None)
        st.rerun()


def introduce(key: str) -> None:
    """A field for the name of who checks, on its own."""
    with st.form(key, border=False):
        st.markdown("**Who is checking?** Your name stands beside each decision.")
        given = st.text_input("Your name", max_chars=60, key=f"{key}-name", autocomplete="name")
        if st.form_submit_button("Go on", type="primary") and given.strip():
            st.session_state[NAME] = " ".join(given.split())
            st.rerun()


def _last(corpus: Corpus, show: str) -> Decision | None:
    """The newest decision about a finding that can be taken back."""
    mine = deciding.history(corpus, show)
    counts = {d.id for d in standing(reversed(mine))}
    return next((d for d in mine if d.id in counts and d.kind in JUDGING), None)


def _more(corpus: Corpus, item: Passage, key: str) -> None:
    held = item.checked
    with st.form(f"{key}-note-form", border=False):
        note = st.text_area("Note", value=held.note if held else "", max_chars=deciding.NOTE_LENGTH, key=f"{key}-note")
        tags = st.text_input("Tags, with commas between", value=", ".join(held.tags) if held else "", key=f"{key}-tags")
        keep = st.form_submit_button("Keep")
        back = item.status != "machine" and st.form_submit_button("Send back to be checked again")
    if keep or back:
        st.session_state.pop(f"{key}-noting", None)
    if keep:
        wanted = [tag for tag in (" ".join(part.split()) for part in tags.split(",")) if tag]

        def step(who: str) -> Made:
            made = Made("", ())
            if note.strip() != (held.note if held else ""):
                made = deciding.annotate(corpus, item.show, who, note)
            if tuple(wanted) != (held.tags if held else ()):
                made = deciding.tag(corpus, item.show, wanted, who)
            return made

        act(step, "Kept")
        st.rerun()
    if back:
        act(lambda who: deciding.send_back(corpus, item.show, who, note), "Sent back")
        st.rerun()
    if past := deciding.history(corpus, item.show):
        st.caption("What was decided, newest first")
        for d in past[:8]:
            what = WORDS.get(d.kind, {"undo": "taken back", "note": "noted", "tag": "tagged"}.get(d.kind, d.kind))
            st.caption(theme.plain(f"{when(d.made_at)} · {d.by or 'no name'} · {what}" + (f" · {d.note}" if d.note else "")))
