"""The review queue as a list, and one step about all of it: first a preview that counts, then the step, then one undo."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import review_desk, state, tables, theme, tokens
from components.review_desk import Desk
from components.tables import Cell, Column, Row
from ontherecord.decisions import Decision
from ontherecord.errors import Problem
from ontherecord.model import Status
from ontherecord.queries.filters import STATUS
from ontherecord.queries.questions import Passage
from ontherecord.review import deciding
from ontherecord.review import queue as core
from ontherecord.review.deciding import AT_ONCE

WORDS, PREVIEW = 160, 10
"""Characters of a passage in a list, rows of a preview."""


def draw(desk: Desk) -> None:
    found = desk.found
    if desk.visit.bulk is not None:
        _preview(desk, *desk.visit.bulk)
        return
    if not found.count:
        _empty(desk)
        return
    _bulk(desk)
    first = tables.page(min(found.count, len(found.ids)), key=f"review-page-{tables.stamp(desk.filters, desk.asked)}", what="findings")
    ids = found.ids[first : first + tables.PAGE]
    if not ids:
        return
    _table(desk, ids, key=f"review-table-{tables.stamp(desk.filters, desk.asked)}-{first}")


def _empty(desk: Desk) -> None:
    words = (
        "Nothing waits in this queue." if desk.found.total else f"There are no {review_desk.plural(desk.asked)} here that the filters let through."
    )
    st.info(words, icon=":material/task_alt:")
    _undo(desk)


def _undo(desk: Desk) -> None:
    if review_desk.made(desk.corpus):
        st.button("Undo `u`", icon=":material/undo:", key="review-undo", on_click=review_desk.act, args=(desk, "undo"))


def _table(desk: Desk, ids: Sequence[str], *, key: str, caption: str = "Choose one to check it.") -> None:
    columns = (
        Column("Passage", "text prose", opens=True),
        Column("Who"),
        Column("What"),
        Column("Sure", "nowrap inline"),
        Column("Status", "nowrap inline"),
    )
    rows = [_row(desk, shown) for shown in core.look(desk.corpus, ids, blind=desk.asked.blind)]
    tables.draw(columns, rows, key=key, caption=caption, pick=lambda show: state.change(**{state.ITEM: show}))


def _row(desk: Desk, shown: Passage) -> Row:
    if shown.stance:
        look = tokens.STANCES[shown.stance]
        what = Cell(look.label, shown.issue or "", look.glyph, about=shown.target or "")
    else:
        kind = tokens.QUOTE_TYPES[shown.type or "indirect"]  # type: ignore[index]
        what = Cell(f"{kind.label} quote", tokens.unsaid(shown.asserted), kind.glyph)
    country = desk.corpus.label("country", shown.country) if shown.country else ""
    status: Status = shown.status or "machine"
    checked = STATUS[status] if not desk.asked.blind else ""
    return Row(
        (
            Cell(tables.short(shown.text, WORDS)),
            Cell(shown.speaker or "not found", country),
            what,
            f"{shown.confidence:.0%}" if shown.confidence is not None else "",
            checked,
        ),
        id=shown.show,
    )


def _bulk(desk: Desk) -> None:
    """To decide about all that the list shows: first a preview, then one step."""
    found = desk.found
    if desk.asked.only not in ("unchecked", "returned"):
        return
    many = found.count > AT_ONCE
    with st.container(horizontal=True, vertical_alignment="center"):
        for verb, label, icon in (("confirm", "Confirm all", ":material/done_all:"), ("reject", "Reject all", ":material/close:")):
            st.button(f"{label} {found.count:,} …", icon=icon, key=f"review-all-{verb}", disabled=many, on_click=_show_preview, args=(desk, verb))
        _undo(desk)
    if many:
        st.caption(f"At most {AT_ONCE:,} can be decided about in one step: narrow the filters.")


def _show_preview(desk: Desk, verb: str) -> None:
    desk.visit.bulk = (verb, desk.found.ids)


def _preview(desk: Desk, verb: str, ids: tuple[str, ...]) -> None:
    """What a step would be about: how many of what, by which filters, and the first of them."""
    label = "Confirm" if verb == "confirm" else "Reject"
    words = review_desk.kinds(core.counted(ids), desk.asked)
    with st.container(border=True, key="review-preview"):
        st.markdown(f"**{label} {words}?** Nothing is decided yet.")
        sample = f" Of these a random sample of {desk.asked.size:,}, seed {desk.asked.seed}." if desk.asked.order == "sample" else ""
        st.markdown(theme.plain(desk.filters.sentence(desk.corpus) + sample))
        with st.container(horizontal=True):
            label = f"{label} these {len(ids):,}"
            st.button(label, key="review-step", type="primary", icon=":material/check:", on_click=_step, args=(desk, verb, ids))
            st.button("Leave it", key="review-leave", on_click=_leave, args=(desk,))
        shown = "All of them" if len(ids) <= PREVIEW else f"The first {PREVIEW} of them"
        _table(desk, ids[:PREVIEW], key=f"review-preview-{verb}", caption=f"{shown}. Choose one to look at it first.")


def _leave(desk: Desk) -> None:
    desk.visit.bulk = None


def _step(desk: Desk, verb: str, ids: tuple[str, ...]) -> None:
    """Decide about exactly what the preview counted."""
    desk.visit.bulk = None
    decide = deciding.confirm if verb == "confirm" else deciding.reject
    try:
        made = decide(desk.corpus, ids, desk.asked.by, blind=desk.asked.blind)
    except Problem as problem:
        desk.visit.said = str(problem)
        return
    review_desk.made(desk.corpus).append((made.batch, ""))
    done = "Confirmed" if verb == "confirm" else "Rejected"
    others = _others(made.before)
    desk.visit.said = f"{done} {review_desk.kinds(core.counted(ids), desk.asked)}.{others} One undo takes all of it back."
    state.change(**{state.PAGE: None})


def _others(before: Sequence[Decision]) -> str:
    return f" Others had decided about {len({d.of for d in before}):,} of them." if before else ""
