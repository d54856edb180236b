"""Positions: who stands where on which issue, and since when; each opens its sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from components import corpora, downloads, drafts, empty, evidence, issue_board, narrow, sides_chart, state, tables, theme, then_now, tokens
from components.reader import country_of
from components.tables import Cell, Column, Row
from ontherecord.queries import Corpus, Filters, Stand, count_positions, count_unsure, heard, issue_counts, selectors, stands
from ontherecord.queries.sides import tally

VIEWS = {"table": "Who stands where", "issue": "One issue", "time": "Over time", "changes": "Then and now", "governments": "Inside governments"}
SORTS = {"positions": "most positions first", "country": "by country", "name": "by name", "latest": "latest position first"}
ISSUE = "on"
"""Parameter of the link: the issue that is shown."""
ACTORS = 16
"""Actors of one page."""
HINT = 160
"""Letters of a line under the pointer."""
NEITHER = ", ".join(theme.badge(tokens.STANCES[stance]) for stance in ("open", "conditional", "undecided"))
LEGEND = f"{', '.join(theme.badge(look) for look in tokens.SIDES.values())} ({NEITHER}), {theme.badge(tokens.APART)}; with the number of positions."
MEANING = (
    "One row an actor, one column an issue. Each cell: the side of the actor's latest day, how many positions it has, and, under the pointer, "
    "what it said then and how sure the program is of this draft.",
    "Who opposes leaving a deal is for the deal. How often an actor is quoted and an issue is spoken of says nothing of the side.",
)
SIZES = (8, 5, 3, 12, 25, 50)
"""Issues side by side; the first is what one sees first."""


def page() -> None:
    view = state.view()
    corpus, filters = view.corpus, view.filters
    total = corpora.ask(corpus, count_positions, filters)
    unsure = corpora.ask(corpus, count_unsure, filters)
    if not total:
        if unsure:
            st.info("The program is not sure enough of any position here.", icon=":material/search_off:")
            drafts.switch(filters, unsure)
        else:
            empty.nothing(corpus, filters, "positions", count_positions)
        return
    issues = corpora.ask(corpus, issue_counts, filters, limit=None)
    with theme.tools("positions"):
        st.markdown(f"**{theme.count(total, 'position')}** on {theme.count(len(issues), 'issue')}.", width="content")
        if not issues.empty:
            chosen = state.choice("view", VIEWS, label="View")
        downloads.button("positions", corpus, filters, total)
    drafts.switch(filters, unsure)
    if issues.empty:
        st.info("None of these positions belongs to an issue yet.", icon=":material/search_off:")
        return
    if chosen != "table":
        state.title(VIEWS[chosen])
    if chosen == "issue":
        issue = _issue_of(_names(issues))
        state.title(corpus.label("issue", issue))
        issue_board.draw(corpus, filters, issue, dict(zip(issues["issue_id"], issues["issue"], strict=True)))
    elif chosen == "time":
        issue = _issue_of(_names(issues))
        state.title(corpus.label("issue", issue), VIEWS[chosen])
        sides_chart.draw(corpus, filters, issue)
    elif chosen == "changes":
        then_now.draw(corpus, filters)
    elif chosen == "governments":
        then_now.draw_governments(corpus, filters)
    else:
        _matrix(corpus, filters, issues)


def _matrix(corpus: Corpus, filters: Filters, issues: pd.DataFrame) -> None:
    every = {str(len(issues)): f"all {len(issues)} issues" if len(issues) > 1 else "the only issue"} if len(issues) <= max(SIZES) else {}
    some = {str(n): f"the {n} most held issues" for n in SIZES if n < len(issues)}
    sizes = {**every, **some} if len(issues) <= SIZES[0] else {**some, **every}
    with theme.tools("matrix"):
        shown = int(state.select("issues", sizes, label="Issues", width=215))
        sort = state.select("sort", SORTS, label="Actors", width=195)
        theme.explain(LEGEND, *MEANING, key="matrix-help")
    top = issues.head(shown)
    held = corpora.ask(corpus, stands, replace(filters, issue=tuple(top["issue_id"])))
    actors = _actors(corpus, held, sort)
    stamp = tables.stamp(corpus.name, corpus.version, corpus.decisions, filters, shown, sort)
    drawn, below = st.container(), st.container()
    with below:
        first = tables.page(len(actors), key=f"actors-page-{stamp}", size=ACTORS, what="actors")
    actors = actors.iloc[first : first + ACTORS]
    here = {stand.issue_id for stand in held if stand.actor_id in set(actors["actor_id"])}
    empty_ones = len(top) - len(top := top[top["issue_id"].isin(here)])
    often = corpora.ask(corpus, heard, filters)
    at = {(stand.actor_id, stand.issue_id): stand for stand in held}
    rows = [
        Row(("Positions in articles", "", *(_said(issue) for issue in top.to_dict("records")))),
        Row(("How many actors", "", *(_sides(tally(s for s in held if s.issue_id == issue)) for issue in top["issue_id"]))),
    ]
    for actor in actors.to_dict("records"):
        place = country_of(tables.text(actor["country"]))
        who = narrow.menu_of(corpus, ("speaker", actor["actor_id"]), ("country", actor["country"]))
        head = Cell(actor["actor"], "" if sort == "country" or place == actor["actor"] else place, href=tables.person(actor["actor_id"]), menu=who)
        rest = [_cell(corpus, at.get((actor["actor_id"], issue))) for issue in top["issue_id"]]
        group = (place or "No country") if sort == "country" else None
        rows.append(Row((head, f"{often.get(actor['actor_id'], 0):,}", *rest), group=group))
    with drawn:
        tables.draw(
            [Column("Actor"), Column("Quotes on anything", "number"), *(_issue(corpus, issue) for issue in top.to_dict("records"))],
            rows,
            key=f"matrix-{stamp}-{first}",
            caption=LEGEND,
            pick=evidence.select,
            chosen=state.parameter(state.SHOW),
            matrix=True,
            tall="80vh",
        )
    hidden = len(issues) - len(top) - empty_ones
    notes = [f"{theme.count(hidden, 'more issue')} with fewer positions: choose more above, or filter by issue."] if hidden > 0 else []
    notes += [f"{theme.count(empty_ones, 'issue')} of the chosen ones: nobody on this page of actors speaks of it."] if empty_ones else []
    if notes:
        below.caption(" ".join(notes))


def _actors(corpus: Corpus, held: list[Stand], sort: str) -> pd.DataFrame:
    """One row for each actor, in the order asked for; those without a country or a date last."""
    rows = pd.DataFrame(
        [(s.actor_id, s.actor, s.country, s.passages, pd.Timestamp(s.last) if s.last else pd.NaT) for s in held],
        columns=["actor_id", "actor", "country", "passages", "last"],
    )
    actors = (
        rows.groupby("actor_id", sort=False)
        .agg(actor=("actor", "first"), country=("country", "first"), passages=("passages", "sum"), latest=("last", "max"))
        .reset_index()
    )
    actors = actors.assign(place=[corpus.label("country", c) if isinstance(c, str) and c else "\uffff" for c in actors["country"]])
    actors = actors.assign(folded=actors["actor"].str.casefold())
    by = {
        "country": (["place", "passages", "folded"], [True, False, True]),
        "positions": (["passages", "folded"], [False, True]),
        "name": (["folded", "actor_id"], [True, True]),
        "latest": (["latest", "folded"], [False, True]),
    }
    columns, ascending = by[sort]
    return actors.sort_values(columns, ascending=ascending, na_position="last")


def _said(issue: dict[Any, Any]) -> Cell:
    held, articles = int(issue["positions"]), int(issue["articles"])
    return Cell(f"{held:,} in {articles:,}", spoken=f"{theme.count(held, 'position')} in {theme.count(articles, 'article')}")


def _sides(actors: dict[Any, int]) -> Cell | None:
    """How many actors stand where, as signs."""
    signs = " ".join(f"{look.glyph}{actors[side]:,}" for side, look in tokens.SIDES.items() if actors[side])
    return Cell(signs, spoken=drafts.told(actors)) if signs else None


def _issue(corpus: Corpus, issue: dict[Any, Any]) -> Column:
    return Column(issue["issue"], menu=narrow.menu_of(corpus, ("issue", issue["issue_id"]), show=selectors.issue(issue["issue_id"])))


def _cell(corpus: Corpus, stand: Stand | None) -> Cell | None:
    if stand is None:
        return None
    held, side = stand.now, stand.side
    look, passages = tokens.standing(side, held.stance), theme.count(stand.passages, "position")
    was = [tokens.standing(step.side, step.stance).label for step in stand.steps[:-1]]
    before = f"first {was[0]}" if stand.change in ("reversed", "moved") else "not always" if was else ""
    sure = drafts.draft(held.status, held.confidence)
    said = f"{tokens.STANCES_ON[held.stance]} {held.target}"
    words = (f"{look.label}: {said}", before, passages, sure)
    return Cell(
        f"{stand.passages:,}",
        glyph=look.glyph,
        id=selectors.cell(stand.actor_id, stand.issue_id),
        look=held.stance if side == "neither" else side or "apart",
        mark=look.colour,
        spoken=", ".join(part for part in (f"{stand.actor} on {stand.issue}: {look.label}", said, before, passages, sure) if part),
        menu=narrow.menu_of(corpus, ("speaker", stand.actor_id), ("issue", stand.issue_id), ("stance", held.stance)),
        hint=tuple(tables.short(part, HINT) for part in words if part),
    )


def _names(issues: pd.DataFrame) -> dict[str, str]:
    return {row["issue_id"]: f"{row['issue']} ({theme.count(int(row['positions']), 'position')})" for row in issues.to_dict("records")}


def _issue_of(names: dict[str, str]) -> str:
    """The issue of the link, else the first; a list to choose another."""
    wanted = state.parameter(ISSUE)
    if wanted and wanted not in names:
        st.warning(
            theme.plain(f"No issue “{wanted}” here: it was joined with another, taken back, or the filters leave it out."),
            icon=":material/search_off:",
        )
    chosen = wanted if wanted in names else next(iter(names))
    st.session_state["positions-issue"] = chosen
    st.selectbox(
        "Issue",
        list(names),
        format_func=names.__getitem__,
        key="positions-issue",
        on_change=lambda: state.change(
            **{ISSUE: st.session_state["positions-issue"], issue_board.MORE: None, "silent": None, sides_chart.WINDOW: None}
        ),
    )
    return str(chosen)


page()
