"""Positions: who stands where on which issue, and since when; each opens its sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from components import corpora, downloads, empty, evidence, state, tables, theme, tokens
from components.reader import country_of
from components.tables import Card, Cell, Column, Row, Stack
from ontherecord.model import STANCES, Stance
from ontherecord.queries import Corpus, Filters, count_positions, issue_counts, position_cells, positions, selectors

VIEWS = {"table": "Actor by issue", "issue": "Issue by issue"}
VIEW, ISSUE = "view", "on"
"""Parameters of the link: which view, and the issue it shows."""
ACTORS, READ = 40, 5_000
"""Actors of one page; positions that are read to tell who changed."""
SHORT = 180


def first_stances(corpus: Corpus, filters: Filters) -> dict[tuple[str, str], Stance]:
    """(actor, issue) -> the stance of its first dated day, where that day has a single one."""
    rows = positions(corpus, filters, "oldest", READ).dropna(subset=["actor_id", "issue_id"])
    rows = rows.assign(day=rows["said_on"].fillna(rows["published_on"])).dropna(subset=["day"])
    found: dict[tuple[str, str], Stance] = {}
    for (actor, issue), group in rows.groupby(["actor_id", "issue_id"], sort=False):  # type: ignore[misc]
        stances = set(group.loc[group["day"] == group["day"].min(), "stance"])
        if len(stances) == 1:
            found[str(actor), str(issue)] = stances.pop()
    return found


def page() -> None:
    view = state.view()
    corpus, filters = view.corpus, view.filters
    total = corpora.ask(corpus, count_positions, filters)
    if not total:
        empty.nothing(corpus, filters, "positions", count_positions)
        return
    issues = corpora.ask(corpus, issue_counts, filters, limit=None)
    left, right = st.columns([3, 1], vertical_alignment="center")
    left.markdown(f"**{theme.count(total, 'position')}** on {theme.count(len(issues), 'issue')}.")
    with right:
        downloads.button("positions", corpus, filters, total)
    st.caption(
        "These are drafts: the program reads a stance off the words of a sentence, and no person has checked it. "
        "Open a cell and judge by the sentences themselves."
    )
    if issues.empty:
        st.info("None of these positions belongs to an issue yet.", icon=":material/search_off:")
        return
    chosen = state.parameter(VIEW)
    chosen = chosen if chosen in VIEWS else "table"
    st.session_state["positions-view"] = chosen
    st.segmented_control("View", list(VIEWS), format_func=VIEWS.__getitem__, key="positions-view", label_visibility="collapsed", on_change=_turn)
    if chosen == "issue":
        _one_issue(corpus, filters, issues)
    else:
        _matrix(corpus, filters, issues)


def _turn() -> None:
    chosen = st.session_state["positions-view"]
    state.change(**{VIEW: chosen if chosen == "issue" else None})


def _matrix(corpus: Corpus, filters: Filters, issues: pd.DataFrame) -> None:
    sizes = [n for n in (6, 12, 25, 50) if n < len(issues)] + ([len(issues)] if len(issues) <= 50 else [])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = st.selectbox(
            "Issues", sizes, format_func=lambda n: f"all {n}" if n == len(issues) else f"the {n} most held", key=f"issues-{len(issues)}", width=190
        )
        by_country = st.selectbox(
            "Actors", [False, True], format_func=lambda by: "by country" if by else "most passages first", key="actors-by", width=210
        )
    cells = corpora.ask(corpus, position_cells, filters, issues=shown)
    actors = (
        cells.groupby("actor_id", sort=False).agg(actor=("actor", "first"), country=("country", "first"), passages=("passages", "sum")).reset_index()
    )
    actors = actors.assign(place=[corpus.label("country", c) if isinstance(c, str) and c else "\uffff" for c in actors["country"]])
    actors = actors.sort_values(
        ["place", "passages", "actor"] if by_country else ["passages", "actor"], ascending=[True, False, True] if by_country else [False, True]
    )
    stamp = tables.stamp(corpus.name, corpus.version, filters, shown, by_country)
    first = tables.page(len(actors), key=f"actors-page-{stamp}", size=ACTORS, what="actors")
    actors = actors.iloc[first : first + ACTORS]
    top = issues.head(shown)
    before = corpora.ask(corpus, first_stances, replace(filters, speaker=tuple(actors["actor_id"]), issue=tuple(top["issue_id"])))
    at = {(c["actor_id"], c["issue_id"]): c for c in cells.to_dict("records")}
    rows = []
    for actor in actors.to_dict("records"):
        place = country_of(tables.text(actor["country"]))
        head = Cell(actor["actor"], "" if by_country or place == actor["actor"] else place)
        rest = [_cell(at.get((actor["actor_id"], issue)), before.get((actor["actor_id"], issue))) for issue in top["issue_id"]]
        group = (place or "No country") if by_country else None
        rows.append(Row((head, *rest), group=group))
    tables.draw(
        [Column("Actor"), *(Column(name) for name in top["issue"])],
        rows,
        key=f"matrix-{stamp}-{first}",
        caption="Each cell: the latest stance, and how many passages show one. “open → supports”: it was another one first.",
        pick=evidence.select,
        chosen=state.parameter(state.SHOW),
        matrix=True,
        tall="80vh",
    )
    hidden = len(issues) - len(top)
    if hidden > 0:
        st.caption(f"{theme.count(hidden, 'more issue')} with fewer passages: choose more above, or filter by issue.")


def _cell(cell: dict[Any, Any] | None, first: Stance | None) -> Cell | None:
    if cell is None:
        return None
    stance: Stance = cell["stance"]
    look, passages = tokens.STANCES[stance], int(cell["passages"])
    was = tokens.STANCES[first].label if first is not None and first != stance else ""
    others = {s: n for s, n in cell["stances"].items() if s not in (stance, first)}
    also = ", ".join(f"{tokens.STANCES[s].label} {n}" for s, n in others.items())
    second = "; ".join(part for part in (f"{was} → {look.label}" if was else "", f"also: {also}" if also else "") if part)
    spoken = f"{cell['actor']} on {cell['issue']}: {look.label}, {theme.count(passages, 'passage')}" + (f", was {was} before" if was else "")
    return Cell(
        f"{look.label} · {passages}",
        second,
        look.glyph,
        id=selectors.cell(cell["actor_id"], cell["issue_id"]),
        look=stance,
        mark=look.colour,
        spoken=spoken + (f", also {also}" if also else ""),
    )


def _one_issue(corpus: Corpus, filters: Filters, issues: pd.DataFrame) -> None:
    names = {row["issue_id"]: f"{row['issue']} ({theme.count(int(row['passages']), 'passage')})" for row in issues.to_dict("records")}
    wanted = state.parameter(ISSUE)
    wanted = wanted if wanted in names else next(iter(names))
    st.session_state["positions-issue"] = wanted
    st.selectbox(
        "Issue",
        list(names),
        format_func=names.__getitem__,
        key="positions-issue",
        on_change=lambda: state.change(**{ISSUE: st.session_state["positions-issue"]}),
    )
    narrowed = replace(filters, issue=(str(wanted),))
    cells = corpora.ask(corpus, position_cells, narrowed)
    passages = corpora.ask(corpus, positions, narrowed, order="newest", limit=READ)
    quote = {(row["actor_id"], row["stance"]): row for row in reversed(passages.to_dict("records"))}
    stacks = []
    for stance in STANCES:
        look = tokens.STANCES[stance]
        held = cells[cells["stance"] == stance]
        cards = tuple(_card(cell, quote.get((cell["actor_id"], stance))) for cell in held.to_dict("records"))
        stacks.append(Stack(look.label, look.glyph, stance, look.colour, cards))
    st.caption("Each actor stands where its latest passage puts it, with that passage. Choose one to read all of its passages.")
    tables.board(
        stacks,
        key=f"board-{tables.stamp(corpus.name, corpus.version, narrowed)}",
        none="Nobody, as far as these articles tell.",
        pick=evidence.select,
        chosen=state.parameter(state.SHOW),
    )


def _card(cell: dict[Any, Any], row: dict[Any, Any] | None) -> Card:
    words = " ".join(tables.text(row["evidence_text"]).split()) if row else ""
    words = words if len(words) <= SHORT else words[:SHORT].rsplit(" ", 1)[0] + " …"
    day = tables.day(cell["last"]) or "undated"
    place = country_of(tables.text(cell["country"]))
    where = ", ".join(part for part in (place if place != cell["actor"] else "", theme.count(int(cell["passages"]), "passage"), day) if part)
    return Card(selectors.cell(cell["actor_id"], cell["issue_id"]), cell["actor"], where, words)


page()
