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

SHOWN = 10
"""Cards of one page."""
TELLING = "telling"


def draw(corpus: Corpus, filters: Filters) -> None:
    """Cards: the first and the last day that tell the side of an actor on an issue, each with its sentence."""
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
    st.caption(
        f"Compared are sides on one issue: of the first and of the last day on which an actor's side is clear and at least {FIRM:.0%} sure. "
        "Reversed: from for to against or back. Moved: from open, “only if” or undecided to a side, or away from one. Judge by the two sentences."
    )
    found = every[every["change"].isin(CHANGES[:2] if kind == TELLING else (kind,))]
    if found.empty:
        st.caption("None of this kind.")
        return
    first = tables.page(len(found), key=f"changes-{tables.stamp(corpus.name, corpus.version, filters, kind)}", size=SHOWN, what="cards")
    for place, row in enumerate(found.iloc[first : first + SHOWN].to_dict("records")):
        _card(row, key=f"change-{first + place}")


def _card(row: dict[Any, Any], *, key: str) -> None:
    look = tokens.CHANGES[row["change"]]
    place = country_of(tables.text(row["country"]))
    who = row["actor"] + (f" · {place}" if place and place != row["actor"] else "")
    with st.container(border=True, key=key):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"**{theme.plain(who)}** on {theme.plain(row['issue'])}: **{theme.badge(look)}**", width="content")
            st.button(
                f"All {theme.count(row['passages'], 'passage')}",
                key=f"{key}-all",
                type="tertiary",
                on_click=evidence.select,
                args=(selectors.cell(row["actor_id"], row["issue_id"]),),
            )
        for column, side, word in zip(st.columns(2, gap="medium"), ("then", "now"), ("Then", "Now"), strict=True):
            with column:
                stance = row[f"{side}_stance"]
                look = tokens.standing(row[f"{side}_side"], stance)
                st.caption(f"{word} · {tables.day(row[f'{side}_day'], row[f'{side}_basis'])}")
                st.markdown(f"**{theme.badge(look)}** · {tokens.STANCES_ON[stance]} {theme.plain(row[f'{side}_target'])}")
                st.markdown(f"> {theme.plain(tables.text(row[f'{side}_passage']))}")
                notes = [tables.text(row[f"{side}_outlet"]), draft(row[f"{side}_status"], row[f"{side}_confidence"])]
                st.caption(theme.plain(" · ".join(n for n in notes if n)))
                st.button(
                    "Open the passage", key=f"{key}-{side}", icon=":material/article:", on_click=evidence.select, args=(row[f"{side}_position_id"],)
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
