"""The review queue: one finding a screen, worked by keys or buttons, or a list (:mod:`components.review_list`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache, partial
from typing import Any

import streamlit as st

from components import corpora, evidence, fix_form, passage, review_desk, review_list, state, theme, tokens
from components.review_desk import BLIND, KINDS, NAME, ONLY, ORDERS, Desk
from components.share import frontend
from ontherecord.errors import Problem
from ontherecord.queries import Corpus, Filters
from ontherecord.queries.questions import Passage
from ontherecord.review import deciding
from ontherecord.review import queue as core
from ontherecord.review.queue import Asked, Queue

VIEWS = {"one": "One by one", "list": "List"}
CSS = """
.st-key-review-item { min-height: 21rem; }
/* Always in reach, however long the passage is. */
[data-testid="stLayoutWrapper"]:has(> .st-key-review-act) {
  position: sticky; bottom: 0; z-index: 5; padding: 0.6rem 0 0; background: light-dark(LIGHT, DARK); border-top: 1px solid light-dark(DAY, NIGHT);
}
.st-key-review-act code { background: none; color: inherit; opacity: 0.75; padding: 0 0 0 0.2rem; font-size: 0.8em; }
@media (max-width: 640px) {
  .st-key-review-item { min-height: 0; }
  .st-key-review-bar button { padding-left: 0.6rem; padding-right: 0.6rem; }
  .st-key-review-act code { display: none; }
  /* Confirm and Reject share a row, the others are icons below them that keep their names. */
  .st-key-review-confirm, .st-key-review-reject { flex: 1 1 40%; }
  .st-key-review-confirm button, .st-key-review-reject button { width: 100%; min-height: 3rem; }
  :is(SMALL) [data-testid="stMarkdownContainer"] { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  :is(SMALL) button { min-width: 3rem; }
}
"""


@cache
def _component() -> Any:
    return st.components.v2.component("ontherecord_review", html=frontend("review.html"), css=frontend("review.css"), js=frontend("review.js"))


# --- which queue -----------------------------------------------------------------------------------------------------------


def ask_name() -> None:
    """The field for it, at the side."""
    with st.sidebar:
        st.text_input(
            "Your name",
            key=NAME,
            max_chars=deciding.NAME_LENGTH,
            placeholder="Put on what you check",
            help="It stands beside what you decide, for others who check. This browser remembers it.",
            persist_state="session",
        )


def _pick(parameter: str, values: Mapping[str, str], label: str, *, few: bool = False) -> None:
    """A choice of the queue, kept in the URL. Another queue begins with its first finding."""
    default = next(iter(values))
    now = state.parameter(parameter)
    key, held = f"review-{parameter}", now if now in values else default
    if st.session_state.get(key) != held:
        st.session_state[key] = held

    def changed() -> None:
        chosen = st.session_state[key]
        state.change(**{parameter: chosen if chosen != default else None, state.ITEM: None, state.PAGE: None})

    if few:
        st.segmented_control(
            label, list(values), format_func=values.__getitem__, key=key, on_change=changed, required=True, label_visibility="collapsed"
        )
    else:
        st.selectbox(label, list(values), format_func=values.__getitem__, key=key, on_change=changed)


def _settings(asked: Asked) -> None:
    with st.popover("Queue", icon=":material/tune:"):
        _pick("order", ORDERS, "Order")
        if not asked.blind:
            _pick("only", ONLY, "Show")
        else:
            _pick("only", {"unchecked": ONLY["unchecked"], "checked": "Decided by me"}, "Show")
        _pick("view", VIEWS, "One by one, or as a list")
        if st.session_state.get("review-blind") != asked.blind:
            st.session_state["review-blind"] = asked.blind

        def turned() -> None:
            state.change(**{BLIND: "1" if st.session_state["review-blind"] else None, "only": None, state.ITEM: None, state.PAGE: None})

        st.toggle(
            "Check blind",
            key="review-blind",
            on_change=turned,
            help="What others decided is hidden, and all that you have not decided yourself is shown as the program wrote it.",
        )


# --- the page -----------------------------------------------------------------------------------------------------------------------------


def page(corpus: Corpus, filters: Filters) -> None:
    """All of the page."""
    st.html(f"<style>{_css()}</style>")
    ask_name()
    if corpus.laying is None:
        st.info("Nothing can be decided here: this corpus is not kept.", icon=":material/info:")
        return
    wanted = review_desk.asked()
    _bar(wanted)
    if wanted.blind and not wanted.by:
        st.info(
            "To check blind, give your name at the side: only so can your decisions be told from those of others.", icon=":material/visibility_off:"
        )
        _listen(None, wanted, "", ())
        return
    found: Queue = corpora.ask(corpus, _queue, filters, **asdict(wanted))
    visit = review_desk.visit_of(corpus, filters, wanted, found)
    listed = state.parameter("view") == "list" and state.parameter(state.ITEM) is None
    item = "" if listed else review_desk.item_of(found, visit)
    desk = Desk(corpus, filters, wanted, found, item, visit)
    _progress(desk)
    if listed:
        review_list.draw(desk)
        _listen(desk, wanted, visit.said, ("undo",) if review_desk.made(desk.corpus) else ())
    elif item and (shown := core.passage(corpus, item, blind=wanted.blind)) is not None:
        _one(desk, shown)
    else:
        _end(desk, gone=bool(item))


def _css() -> str:
    light, dark = tokens.SURFACES["light"], tokens.SURFACES["dark"]
    colours = {"LIGHT": light.background, "DARK": dark.background, "DAY": light.line, "NIGHT": dark.line}
    found = CSS
    small = ", ".join(f".st-key-review-{verb}" for verb in BUTTONS if verb not in ("confirm", "reject"))
    for word, value in {**colours, "SMALL": small}.items():
        found = found.replace(word, value)
    return found


def _queue(corpus: Corpus, filters: Filters, **wanted: Any) -> Queue:
    return core.queue(corpus, filters, Asked(**wanted))


def _bar(wanted: Asked) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="review-bar"):
        _pick("kind", KINDS, "What is checked", few=True)
        with st.container(horizontal=True, width="content", gap="small"):
            if state.parameter("view") == "list" and state.parameter(state.ITEM):
                st.button("Back to the list", icon=":material/list:", key="review-to-list", on_click=state.change, kwargs={state.ITEM: None})
            _settings(wanted)


def _progress(desk: Desk) -> None:
    found, wanted = desk.found, desk.asked
    who = f" by {theme.plain(wanted.by)}" if wanted.blind else ""
    queue = ORDERS[wanted.order].lower() if wanted.order != "sample" else f"a random sample of {wanted.size:,}, seed {wanted.seed}"
    only = {"unchecked": "still to check", "returned": "sent back", "disputed": "on which people disagree", "checked": "checked, shown again"}
    name = f"Checked as {theme.plain(wanted.by)}" if wanted.by else "Checked without a name (give yours at the side)"
    with st.container(gap=None):
        st.markdown(f"**{found.done:,} of {found.total:,} checked**{who}")
        blind = ", blind" if wanted.blind else ""
        st.caption(f"{review_desk.kinds(found.counts, wanted)} {only[wanted.only]}, {queue}. {name}{blind}.")


# --- one finding --------------------------------------------------------------------------------------------------------------------------


def _one(desk: Desk, shown: Passage) -> None:
    key = f"review-{desk.item}"
    decisions = [] if desk.asked.blind else core.history(desk.corpus, desk.item)
    mine = core.own(desk.corpus, desk.item, desk.asked.by) if desk.asked.blind else None
    with st.container(border=True, key="review-item"):
        st.markdown(evidence.who(desk.corpus, shown))
        passage.draw(evidence.parts(shown), key=f"{key}-text", facts=evidence.facts(desk.corpus, shown))
        for number, words in enumerate(shown.also):
            st.caption("Also:")
            passage.draw([{"text": words, "role": "plain"}], key=f"{key}-also-{number}", legend=False)
        if told := decisions or ([mine] if mine else []):
            st.caption("  \n".join(theme.plain(core.in_words(decision)) for decision in told))
        state.link("articles", "Open in the article", icon=":material/article:", article=shown.article_id, at=str(shown.start))
    verbs = _verbs(desk, judged=bool(mine or (decisions and decisions[0].kind != "return")))
    with st.container(key="review-act", gap="small"):
        with st.container(horizontal=True, gap="small"):
            for verb, enabled in verbs.items():
                label, icon, letter, help = BUTTONS[verb]
                st.button(
                    f"{label} `{letter}`",
                    icon=icon,
                    key=f"review-{verb}",
                    type="primary" if verb == "confirm" else "secondary",
                    disabled=not enabled,
                    help=help,
                    on_click=review_desk.act,
                    args=(desk, verb),
                )
        _listen(desk, desk.asked, desk.visit.said, [verb for verb, enabled in verbs.items() if enabled])
    if desk.visit.open:
        with st.container(border=True, key="review-form"):
            _form(desk, shown)


BUTTONS: dict[str, tuple[str, str, str, str]] = {
    "confirm": ("Confirm", ":material/check:", "c", "Right as it is shown"),
    "reject": ("Reject", ":material/close:", "r", "Wrong: it leaves every count, and can be taken back"),
    "fix": ("Fix", ":material/edit:", "f", "Right, but for who, what or which country"),
    "skip": ("Skip", ":material/arrow_forward:", "s", "To the next one, without a decision (also →)"),
    "back": ("Previous", ":material/arrow_back:", "←", "Back to the one before"),
    "undo": ("Undo", ":material/undo:", "u", "Take back what was decided last"),
    "note": ("Note", ":material/sticky_note_2:", "n", "Note something for others who check"),
    "return": ("Send back", ":material/reply:", "b", "Let it be checked again, and say why"),
}
"""verb -> label, icon, key, help."""


def _verbs(desk: Desk, *, judged: bool) -> dict[str, bool]:
    """What can be done, in the order of the buttons, and whether it can be done now."""
    found = dict.fromkeys(("confirm", "reject", "fix", "skip"), True)
    found |= {"back": bool(review_desk.before(desk)), "undo": bool(review_desk.made(desk.corpus)), "note": True}
    return found | ({"return": True} if judged else {})


def _listen(desk: Desk | None, wanted: Asked, said: str, verbs: Sequence[str]) -> None:
    """The keys, what was done last, and the name that this browser remembers. Once a run."""
    key = "review-keys"

    def pressed() -> None:
        held = st.session_state.get(key)
        verb = review_desk.meant(held.get("pressed") if held is not None else None, desk.item if desk else "", (*verbs, "close"))
        if desk is not None and verb:
            review_desk.act(desk, verb)

    def remembered() -> None:
        held = st.session_state.get(key)
        if held is not None and held.get("remembered") and not review_desk.name():
            st.session_state[NAME] = str(held["remembered"])[: deciding.NAME_LENGTH]

    turn = st.session_state["_review_turn"] = st.session_state.get("_review_turn", 0) + 1
    data = {
        "item": desk.item if desk else "",
        "turn": turn,
        "verbs": list(verbs),
        "open": desk.visit.open if desk else "",
        "said": said,
        "by": wanted.by,
        "recall": not wanted.by and not st.session_state.get("_review_named"),
    }
    st.session_state["_review_named"] = st.session_state.get("_review_named") or bool(wanted.by)
    _component()(key=key, data=data, height="content", on_pressed_change=pressed, on_remembered_change=remembered)


# --- forms --------------------------------------------------------------------------------------------------------------------------------


def _form(desk: Desk, shown: Passage) -> None:
    what = desk.visit.open
    if what == "fix":
        fixed = partial(review_desk.settled, desk, "Fixed")
        fix_form.fix_form(desk.corpus, shown, "review-fix", fixed, by=desk.asked.by, blind=desk.asked.blind)
    else:
        label = "Note" if what == "note" else "Why it is to be checked again"
        key = f"review-{what}-{desk.item}"
        with st.form(key, border=False, enter_to_submit=True):
            st.text_input(label, key=f"{key}-words", max_chars=deciding.NOTE_LENGTH)
            st.form_submit_button(
                "Save note" if what == "note" else "Send back", key=f"{key}-save", type="primary", on_click=_noted, args=(desk, key)
            )
    st.button("Cancel", key="review-cancel", type="tertiary", on_click=review_desk.act, args=(desk, "close"), help="Also Esc")


def _noted(desk: Desk, key: str) -> None:
    words, what = str(st.session_state.get(f"{key}-words") or "").strip(), desk.visit.open
    if not words:
        desk.visit.said = "Nothing was written."
        return
    if what == "return":
        review_desk.tried(desk, "Sent back", lambda: deciding.send_back(desk.corpus, desk.item, desk.asked.by, words))
        return
    try:
        made = deciding.annotate(desk.corpus, desk.item, desk.asked.by, words)
    except Problem as problem:
        desk.visit.said = str(problem)
        return
    review_desk.made(desk.corpus).append((made.batch, desk.item))
    desk.visit.said, desk.visit.open = "Noted.", ""


# --- the end of a round -------------------------------------------------------------------------------------------------------------------


def _end(desk: Desk, *, gone: bool) -> None:
    found, wanted = desk.found, desk.asked
    if gone:
        st.info("This corpus does not have it. The link may be for another corpus, or for an earlier build.", icon=":material/search_off:")
    elif not found.total:
        st.info(f"There are no {review_desk.plural(wanted)} here that the filters let through.", icon=":material/search_off:")
    elif not found.count:
        done = {
            "unchecked": "Everything that the filters let through is checked." if not wanted.blind else "You have decided about everything here.",
            "returned": "Nothing was sent back.",
            "disputed": "There is nothing that people disagree about.",
            "checked": "Nothing is checked yet.",
        }
        st.success(done[wanted.only], icon=":material/task_alt:")
    else:
        st.info(f"That was the last one. {theme.count(found.count, 'finding')} that you skipped or have not met still wait.", icon=":material/flag:")
    with st.container(horizontal=True):
        if found.count:
            st.button("Go through them" if not gone else "To the queue", icon=":material/replay:", key="review-again", on_click=_again, args=(desk,))
        if wanted.order == "sample":
            kind = wanted.kind if wanted.kind != "both" else "quote"
            state.link("quality", "What the sample says", icon=":material/verified:", kind=kind, size=str(wanted.size), seed=str(wanted.seed))
        if review_desk.made(desk.corpus):
            st.button("Undo `u`", icon=":material/undo:", key="review-undo", on_click=review_desk.act, args=(desk, "undo"))
    _listen(desk, wanted, desk.visit.said, ("undo",) if review_desk.made(desk.corpus) else ())


def _again(desk: Desk) -> None:
    desk.visit.round, desk.visit.trail, desk.visit.ended, desk.visit.said = desk.found.ids, [], False, ""
    state.change(**{state.ITEM: None})
