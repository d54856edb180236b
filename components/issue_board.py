"""One issue: how much it is spoken of, who stands where with a sentence each, who is silent, and putting issues in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from components import corpora, drafts, evidence, narrow, state, tables, theme, tokens
from components.reader import country_of
from components.tables import Card, Cell, Column, Row, Stack
from ontherecord import access
from ontherecord.errors import Problem
from ontherecord.model import SIDES
from ontherecord.queries import Corpus, Filters, Stand, count_silent, deciding, links, salience, selectors, silent, stands
from ontherecord.queries.days import in_words
from ontherecord.queries.positions import rows_of

SHORT, TARGET = 180, 100
"""Letters of a sentence, and of what a stance is on."""
CARDS, SILENT = 6, 10
"""Cards of a column, and rows of the silent, before somebody asks for more."""
MORE = "more"


def draw(corpus: Corpus, filters: Filters, issue: str, names: dict[str, str]) -> None:
    """``names``: the issues of the corpus, for merging."""
    narrowed = replace(filters, issue=(issue,))
    _salience(corpus, filters, issue)
    everything = state.parameter(MORE) == "1"
    found = corpora.ask(corpus, stands, narrowed)
    stacks, left = [], 0
    for side in (*SIDES, None):
        held = [stand for stand in found if stand.side == side]
        if side is None and not held:
            continue
        look = tokens.SIDES[side] if side else tokens.APART
        shown = held if everything else held[:CARDS]
        left += len(held) - len(shown)
        rows = rows_of(corpus, [stand.now.show for stand in shown])
        cards = tuple(_card(stand, rows[stand.now.show]["evidence_text"]) for stand in shown)
        stacks.append(Stack(look.label.capitalize(), look.glyph, side or "apart", look.colour, cards, len(held)))
    st.caption(
        "Each actor stands once, on the side of its latest day; below its name is what it said. Neither: open to it, only on conditions, or "
        "undecided. Unclear: it points both ways, its side is not known, or the draft is too unsure to count. Choose a card to read all passages."
    )
    tables.board(
        stacks,
        key=f"board-{tables.stamp(corpus.name, corpus.version, corpus.decisions, narrowed, everything)}",
        none="Nobody, as far as these articles tell.",
        pick=evidence.select,
        chosen=state.parameter(state.SHOW),
    )
    if left or everything:
        label = "Show fewer" if everything else f"Show {theme.count(left, 'more actor')}"
        st.button(label, key="issue-more", on_click=state.change, kwargs={MORE: None if everything else "1"})
    _silent(corpus, filters, issue)
    order(corpus, issue, names)


def _salience(corpus: Corpus, filters: Filters, issue: str) -> None:
    found = corpora.ask(corpus, salience, filters, issue=issue)
    with st.container(horizontal=True, key="tiles"):
        st.metric("Positions", f"{found.positions:,}", border=True)
        st.metric("Actors", f"{found.actors:,}", border=True)
        st.metric("Articles with one", f"{found.articles:,}", border=True)
        st.metric("Of all articles", f"{found.articles / found.all_articles:.0%}" if found.all_articles else "–", border=True)
    ends = ((found.first, found.first_basis), (found.last, found.last_basis))
    days = " to ".join(dict.fromkeys(tables.day(day, basis or "") for day, basis in ends if day))
    st.caption("How much it is spoken of says nothing of who is for or against." + (f" From {days}." if days else ""))


def _card(stand: Stand, words: str) -> Card:
    held = stand.now
    place = country_of(stand.country)
    where = [place if place != stand.actor else "", theme.count(stand.passages, "position"), tables.day(held.day, held.basis) or "undated"]
    told = f"{tokens.STANCES_ON[held.stance]} {tables.short(held.target, TARGET)}"
    second = " · ".join([", ".join(part for part in where if part), drafts.draft(held.status, held.confidence)])
    return Card(selectors.cell(stand.actor_id, stand.issue_id), stand.actor, told, second, tables.short(words, SHORT))


def _silent(corpus: Corpus, filters: Filters, issue: str) -> None:
    total = corpora.ask(corpus, count_silent, filters, issue=issue)
    st.subheader(f"Silent on it ({total:,})", anchor=False)
    if not total:
        st.caption("Everybody who is quoted in these articles has a position on it.")
        return
    st.caption("Quoted in these articles, but without a position on this issue that the program could find. Silence here is no stance.")
    key = f"silent-{tables.stamp(corpus.name, corpus.version, corpus.decisions, filters, issue)}"
    everything = state.parameter("silent") == "all"
    found = corpora.ask(corpus, silent, filters, issue=issue, limit=200 if everything else SILENT)
    rows = [
        Row(
            (
                Cell(row["actor"], href=_heard(corpus, filters, row["actor_id"]), menu=narrow.menu_of(corpus, ("speaker", row["actor_id"]))),
                country_of(tables.text(row["country"])),
                f"{row['quotes']:,}",
                f"{row['on_it']:,}" if row["on_it"] else "",
            )
        )
        for row in found.to_dict("records")
    ]
    tables.draw(
        [Column("Who"), Column("Speaks for"), Column("Quotes on anything", "number"), Column("Articles on the issue", "number")],
        rows,
        key=f"{key}-{everything}",
        caption="A name leads to its quotes. Those quoted beside the issue come first.",
        pick=evidence.select,
        chosen=state.parameter(state.SHOW),
    )
    if total > SILENT:
        label = "Show fewer" if everything else f"Show {'200' if total > 200 else f'all {total:,}'}"
        st.button(label, key="silent-more", on_click=state.change, kwargs={"silent": None if everything else "all"})


def _heard(corpus: Corpus, filters: Filters, id: str) -> str:
    """Where all quotes of somebody are, whatever issue the filters name."""
    on_anything = replace(filters, issue=(), stance=(), not_issue=(), not_stance=(), speaker=(id,))
    return links.link("quotes", corpus=corpus.name, version=state.pinned(), filters=on_anything).lstrip("/")


def order(corpus: Corpus, issue: str, names: dict[str, str]) -> None:
    """Name, join, split and define issues. Every decision is kept beside what the program found, and can be taken back."""
    if not corpus.version or not access.may("checker"):
        return
    with st.expander("Put issues in order", icon=":material/edit:"):
        st.caption(
            "The program groups positions by their words. What you decide here is laid over that, is seen at once by everybody who uses this corpus, "
            "holds when articles are added, and can be taken back."
        )
        name, merge, split, define, past = st.tabs(["Rename", "Join", "Split", "Define", "Decisions"])
        with name, st.form(f"rename-{issue}", border=False):
            new = st.text_input("New name", value=corpus.label("issue", issue), max_chars=deciding.NAME_LENGTH)
            if st.form_submit_button("Rename"):
                _do(lambda: deciding.rename(corpus, issue, new))
        with merge, st.form(f"merge-{issue}", border=False):
            others = [i for i in names if i != issue]
            into = st.selectbox("This issue is part of", others, index=None, format_func=names.__getitem__, placeholder="Choose an issue")
            if st.form_submit_button("Join", disabled=not others) and into:
                _do(lambda: deciding.merge(corpus, issue, into), into)
        with split:
            words = st.text_input("Words of the part", key=f"split-{issue}", placeholder="oil, tanker", help=_HELP)
            _preview(corpus, words, issue)
            called = st.text_input("Name of the new issue", key=f"split-name-{issue}", max_chars=deciding.NAME_LENGTH)
            if st.button("Split", key=f"split-do-{issue}", disabled=not (words.strip() and called.strip())):
                _do(lambda: deciding.split(corpus, issue, words, called), "")
        with define:
            words = st.text_input("Search words", key="define-words", placeholder="enrich, uranium, centrifuge", help=_HELP)
            _preview(corpus, words, "")
            called = st.text_input("Name of the issue", key="define-name", max_chars=deciding.NAME_LENGTH)
            if st.button("Define", key="define-do", disabled=not (words.strip() and called.strip())):
                _do(lambda: deciding.define(corpus, words, called), "")
        with past:
            _decisions(corpus)


_HELP = "All words must occur, as beginnings of words, in the sentence or in what it is about; after a comma comes another way to say it."


def _preview(corpus: Corpus, words: str, issue: str) -> None:
    if not words.strip():
        return
    found = deciding.matching(corpus, words, issue)
    if found.empty:
        st.caption("No position has these words.")
        return
    first = ", ".join(f"{row['issue']} ({row['positions']:,})" for row in found.head(5).to_dict("records"))
    more = f" and {theme.count(len(found) - 5, 'other issue')}" if len(found) > 5 else ""
    st.caption(theme.plain(f"Takes {theme.count(int(found['positions'].sum()), 'position')}: {first}{more}."))


def _decisions(corpus: Corpus) -> None:
    found = deciding.decided(corpus.name)
    if not found:
        st.caption("Nobody has decided anything yet.")
    for row in found:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            effect = theme.count(row.positions, "position") if row.positions else "finds nothing any more"
            made = f"{in_words(row.made_at, short=True)}, {row.made_at:%H:%M} UTC"
            st.markdown(f"{theme.plain(row.words)}  \n:gray[{made} · {effect}]", width="content")
            if st.button("Take back", key=f"undo-{row.id}", icon=":material/undo:"):
                _do(lambda row=row: deciding.undo(corpus, row.id))  # type: ignore[misc]


def _do(decide: Callable[[], Any], then: str | None = None) -> None:
    """Decide, and show the issue ``then`` ("": the one that the decision made)."""
    try:
        made = decide()
    except Problem as problem:
        st.error(theme.plain(str(problem)), icon=":material/warning:")
        return
    if then is not None:
        state.change(on=then or str(made))
    st.toast("Done. It can be taken back under “Decisions”.", icon=":material/check:")
    st.rerun()
