"""Positions: who stands where on which issue, and since when; each opens its sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from components import corpora, downloads, empty, evidence, issue_board, narrow, state, tables, theme, then_now, tokens
from components.reader import country_of
from components.tables import Cell, Column, Row
from ontherecord.model import Stance
from ontherecord.queries import Corpus, Filters, changes, count_positions, heard, issue_counts, position_cells, selectors
from ontherecord.queries.stances import CHANGES

VIEWS = {"table": "Who stands where", "issue": "One issue", "changes": "Then and now", "governments": "Inside governments"}
SORTS = {"country": "by country", "passages": "most passages first", "name": "by name", "latest": "latest passage first"}
ISSUE = "on"
"""Parameter of the link: the issue that is shown."""
ACTORS = 40
"""Actors of one page."""
TARGET = 60
"""Letters of what a stance is on, in a cell."""
SIZES = (5, 3, 10, 25, 50)
"""Issues side by side; the first is what one sees first."""


def page() -> None:
    view = state.view()
    corpus, filters = view.corpus, view.filters
    total = corpora.ask(corpus, count_positions, filters)
    if not total:
        empty.nothing(corpus, filters, "positions", count_positions)
        return
    issues = corpora.ask(corpus, issue_counts, filters, limit=None)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{theme.count(total, 'position')}** on {theme.count(len(issues), 'issue')}.", width="content")
        downloads.button("positions", corpus, filters, total)
    st.caption(
        "These are drafts: the program reads a stance off the words of a sentence and says how sure it is; no person has checked it. "
        "Open a cell and judge by the sentences themselves."
    )
    if issues.empty:
        st.info("None of these positions belongs to an issue yet.", icon=":material/search_off:")
        return
    chosen = state.choice("view", VIEWS, label="View")
    if chosen == "issue":
        _one_issue(corpus, filters, issues)
    elif chosen == "changes":
        then_now.draw(corpus, filters)
    elif chosen == "governments":
        then_now.draw_governments(corpus, filters)
    else:
        _matrix(corpus, filters, issues)


def _matrix(corpus: Corpus, filters: Filters, issues: pd.DataFrame) -> None:
    every = {str(len(issues)): f"all {len(issues)}" if len(issues) > 1 else "the only one"} if len(issues) <= max(SIZES) else {}
    some = {str(n): f"the {n} most held" for n in SIZES if n < len(issues)}
    sizes = {**every, **some} if len(issues) <= SIZES[0] else {**some, **every}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = int(state.select("issues", sizes, label="Issues", width=190))
        sort = state.select("sort", SORTS, label="Actors", width=230)
    top = issues.head(shown)
    cells = corpora.ask(corpus, position_cells, filters, issues=shown)
    actors = _actors(corpus, cells, sort)
    stamp = tables.stamp(corpus.name, corpus.version, corpus.decisions, filters, shown, sort)
    first = tables.page(len(actors), key=f"actors-page-{stamp}", size=ACTORS, what="actors")
    actors = actors.iloc[first : first + ACTORS]
    narrowed = replace(filters, speaker=tuple(actors["actor_id"]), issue=tuple(top["issue_id"]))
    turned = corpora.ask(corpus, changes, narrowed, kinds=CHANGES[:3])
    before: dict[tuple[str, str], Stance] = {(r["actor_id"], r["issue_id"]): r["then_stance"] for r in turned.to_dict("records")}
    often = corpora.ask(corpus, heard, filters)
    at = {(c["actor_id"], c["issue_id"]): c for c in cells.to_dict("records")}
    st.caption(
        "Each cell: the latest stance, how many passages show one, what the latest is about, and how sure the program is of this draft. Who "
        "opposes leaving a deal may well be for the deal. “opposes → supports”: on the same thing it was another one first. How often an actor is "
        "quoted and an issue is spoken of stands beside it, and says nothing of the stance."
    )
    rows = [Row(("How much is said", "", *(_said(issue) for issue in top.to_dict("records"))))]
    for actor in actors.to_dict("records"):
        place = country_of(tables.text(actor["country"]))
        who = narrow.menu_of(corpus, ("speaker", actor["actor_id"]), ("country", actor["country"]))
        head = Cell(actor["actor"], "" if sort == "country" or place == actor["actor"] else place, href=tables.person(actor["actor_id"]), menu=who)
        rest = [_cell(corpus, at.get((actor["actor_id"], issue)), before.get((actor["actor_id"], issue))) for issue in top["issue_id"]]
        group = (place or "No country") if sort == "country" else None
        rows.append(Row((head, f"{often.get(actor['actor_id'], 0):,}", *rest), group=group))
    tables.draw(
        [Column("Actor"), Column("Quotes", "number"), *(_issue(corpus, issue) for issue in top.to_dict("records"))],
        rows,
        key=f"matrix-{stamp}-{first}",
        caption="Who stands where: one row an actor, one column an issue.",
        pick=evidence.select,
        chosen=state.parameter(state.SHOW),
        matrix=True,
        tall="80vh",
    )
    hidden = len(issues) - len(top)
    if hidden > 0:
        st.caption(f"{theme.count(hidden, 'more issue')} with fewer passages: choose more above, or filter by issue.")


def _actors(corpus: Corpus, cells: pd.DataFrame, sort: str) -> pd.DataFrame:
    """One row for each actor of the cells, in the order asked for; those without a country or a date last."""
    actors = (
        cells.groupby("actor_id", sort=False)
        .agg(actor=("actor", "first"), country=("country", "first"), passages=("passages", "sum"), latest=("last", "max"))
        .reset_index()
    )
    actors = actors.assign(place=[corpus.label("country", c) if isinstance(c, str) and c else "\uffff" for c in actors["country"]])
    actors = actors.assign(folded=actors["actor"].str.casefold())
    by = {
        "country": (["place", "passages", "folded"], [True, False, True]),
        "passages": (["passages", "folded"], [False, True]),
        "name": (["folded", "actor_id"], [True, True]),
        "latest": (["latest", "folded"], [False, True]),
    }
    columns, ascending = by[sort]
    return actors.sort_values(columns, ascending=ascending, na_position="last")


def _said(issue: dict[Any, Any]) -> Cell:
    return Cell(theme.count(int(issue["passages"]), "passage"), f"in {theme.count(int(issue['articles']), 'article')}")


def _issue(corpus: Corpus, issue: dict[Any, Any]) -> Column:
    return Column(issue["issue"], menu=narrow.menu_of(corpus, ("issue", issue["issue_id"]), show=selectors.issue(issue["issue_id"])))


def _cell(corpus: Corpus, cell: dict[Any, Any] | None, first: Stance | None) -> Cell | None:
    if cell is None:
        return None
    stance: Stance = cell["stance"]
    look, passages = tokens.STANCES[stance], int(cell["passages"])
    was = tokens.STANCES[first].label if first is not None and first != stance else ""
    others = {s: n for s, n in cell["stances"].items() if s not in (stance, first)}
    also = ", ".join(f"{tokens.STANCES[s].label} {n}" for s, n in others.items())
    sure = issue_board.draft(cell)
    second = "; ".join(part for part in (f"{was} → {look.label}" if was else "", f"also: {also}" if also else "", sure) if part)
    about = tables.text(cell["target"])
    spoken = f"{cell['actor']} on {cell['issue']}: {tokens.STANCES_ON[stance]} {about}, {theme.count(passages, 'passage')}"
    before = f", was {was} before" if was else ""
    return Cell(
        f"{look.label} · {passages}",
        second,
        look.glyph,
        id=selectors.cell(cell["actor_id"], cell["issue_id"]),
        look=stance,
        mark=look.colour,
        spoken=spoken + before + (f", also {also}" if also else "") + f", {sure}",
        menu=narrow.menu_of(corpus, ("speaker", cell["actor_id"]), ("issue", cell["issue_id"]), ("stance", stance)),
        about=tables.short(about, TARGET),
    )


def _one_issue(corpus: Corpus, filters: Filters, issues: pd.DataFrame) -> None:
    rows = issues.to_dict("records")
    names = {row["issue_id"]: f"{row['issue']} ({theme.count(int(row['passages']), 'passage')})" for row in rows}
    wanted = state.parameter(ISSUE)
    if wanted and wanted not in names:
        st.warning(
            theme.plain(f"No issue “{wanted}” here: it was joined with another, taken back, or the filters leave it out."),
            icon=":material/search_off:",
        )
    wanted = wanted if wanted in names else next(iter(names))
    st.session_state["positions-issue"] = wanted
    st.selectbox(
        "Issue",
        list(names),
        format_func=names.__getitem__,
        key="positions-issue",
        on_change=lambda: state.change(**{ISSUE: st.session_state["positions-issue"], issue_board.MORE: None, "silent": None}),
    )
    issue_board.draw(corpus, filters, str(wanted), {row["issue_id"]: str(row["issue"]) for row in rows})


page()
