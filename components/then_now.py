"""Then and now: what became of sides, and how those of one government stand to each other."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import corpora, evidence, narrow, state, tables, theme, tokens
from components.drafts import draft
from components.reader import country_of
from components.tables import Cell, Column, Row
from ontherecord.queries import Corpus, Filters, changes, governments, selectors
from ontherecord.queries.sides import CHANGES, FIRM
from ontherecord.queries.stances import RELATIONS
from ontherecord.quoted import quoted

SHOWN, LONG, SENTENCE = 20, 60, 180
"""Changes of one page; letters of what was said and of its sentence."""
TELLING = "telling"


def draw(corpus: Corpus, filters: Filters) -> None:
    """A table: the first and the last day that tell the side of an actor on an issue, each with its sentence."""
    every = corpora.ask(corpus, changes, filters)
    counts = {kind: int((every["change"] == kind).sum()) for kind in CHANGES}
    if every.empty:
        st.info(
            f"Nobody here takes a side that is clear and at least {FIRM:.0%} sure on one issue on two different days, so no change can be told.",
            icon=":material/history:",
        )
        return
    names = {TELLING: f"All changes ({counts['reversed'] + counts['moved']:,})"}
    names |= {kind: f"{theme.badge(tokens.CHANGES[kind])} ({counts[kind]:,})" for kind in CHANGES}
    kind = state.choice("change", names, label="Which changes")
    theme.explain(
        f"Compared are sides on one issue: of the first and of the last day on which an actor's side is clear and at least {FIRM:.0%} sure.",
        "Reversed: from for to against or back. Moved: from open, “only if” or undecided to a side, or away from one. Judge by the two sentences.",
        key="changes-help",
    )
    found = every[every["change"].isin(CHANGES[:2] if kind == TELLING else (kind,))]
    if found.empty:
        st.caption("None of this kind.")
        return
    key = f"changes-{tables.stamp(corpus.name, corpus.version, corpus.decisions, filters, kind)}"
    first = tables.page(len(found), key=f"{key}-page", size=SHOWN, what="changes")
    tables.draw(
        [Column("Who"), Column("Issue", "inline"), Column("Change", "kind"), Column("Then", "text"), Column("Now", "text"), Column("All", "number")],
        [_row(corpus, row) for row in found.iloc[first : first + SHOWN].to_dict("records")],
        key=f"{key}-{first}",
        caption="One row a change. Choose a side to read its passage, the number for all of them.",
        pick=evidence.select,
        chosen=state.parameter(state.SHOW),
    )


def _row(corpus: Corpus, row: dict[Any, Any]) -> Row:
    look = tokens.CHANGES[row["change"]]
    place = country_of(tables.text(row["country"]))
    who = narrow.menu_of(corpus, ("speaker", row["actor_id"]), ("country", row["country"]))
    every = selectors.cell(row["actor_id"], row["issue_id"])
    spoken = f"{row['actor']} on {row['issue']}: {theme.count(int(row['passages']), 'position')}"
    return Row(
        (
            Cell(row["actor"], place if place != row["actor"] else "", href=tables.person(row["actor_id"]), menu=who),
            Cell(row["issue"], menu=narrow.menu_of(corpus, ("issue", row["issue_id"]))),
            Cell(look.label, glyph=look.glyph),
            _held(row, "then"),
            _held(row, "now"),
            Cell(f"{int(row['passages']):,}", id=every, look="plain", spoken=spoken),
        )
    )


def _held(row: dict[Any, Any], side: str) -> Cell:
    """A side with its day, its sentence, where that stands and how sure it is."""
    stance = row[f"{side}_stance"]
    look = tokens.standing(row[f"{side}_side"], stance)
    day = tables.day(row[f"{side}_day"], row[f"{side}_basis"])
    notes = [day, tables.text(row[f"{side}_outlet"]), draft(row[f"{side}_status"], row[f"{side}_confidence"])]
    said = f"{tokens.STANCES_ON[stance]} {row[f'{side}_target']}"
    return Cell(
        f"{look.label}: {tables.short(said, LONG)}",
        " · ".join(note for note in notes if note),
        look.glyph,
        id=row[f"{side}_position_id"],
        look="plain",
        spoken=f"{row['actor']} {side}, {day}: {look.label}, {said}",
        about=quoted(tables.short(tables.text(row[f"{side}_passage"]), SENTENCE)),
    )


def draw_governments(corpus: Corpus, filters: Filters) -> None:
    """A table: issues on which at least two of one government stand."""
    found = corpora.ask(corpus, governments, filters)
    if found.empty:
        st.info("On no issue are two actors of one government heard within half a year.", icon=":material/account_balance:")
        return
    counts = found["relation"].value_counts()
    names = {"all": f"All ({len(found):,})"} | {r: f"{theme.badge(tokens.RELATIONS[r])} ({int(counts.get(r, 0)):,})" for r in RELATIONS}
    kind = state.choice("relation", names, label="How they stand to each other")
    st.caption(
        "Compared are sides on one issue, at most half a year apart, of those who act for one government: the country, its bodies, and people whom "
        "an article gives a public office. Each stands on the side of its latest day. Whether somebody still holds an office is not known."
    )
    found = found if kind == "all" else found[found["relation"] == kind]
    if found.empty:
        st.caption("None of this kind.")
        return
    found = found.assign(place=[country_of(c) for c in found["country"]])
    key = f"governments-{tables.stamp(corpus.name, corpus.version, filters, kind)}"
    first = tables.page(len(found), key=f"{key}-page", what="issues")
    rows = []
    for row in found.iloc[first : first + tables.PAGE].to_dict("records"):
        look = tokens.RELATIONS[row["relation"]]
        held: dict[str, list[str]] = {}
        for _, name, side, stance in row["held"]:
            held.setdefault(theme.badge(tokens.standing(side, stance)), []).append(name)
        told = "; ".join(f"{side}: {', '.join(who)}" for side, who in held.items())
        opens = selectors.positions(("country", row["country"]), ("issue", row["issue_id"]))
        on = Cell(row["issue"], menu=narrow.menu_of(corpus, ("issue", row["issue_id"])))
        place = Cell(row["place"], menu=narrow.menu_of(corpus, ("country", row["country"])))
        rows.append(Row((place, on, Cell(look.label, "", look.glyph), told), id=opens))
    tables.draw(
        [Column("Government"), Column("Issue", opens=True), Column("They", "kind"), Column("Who")],
        rows,
        key=f"{key}-{first}",
        caption="A row opens all passages of this country on the issue.",
        pick=evidence.select,
        chosen=state.parameter(state.SHOW),
    )
