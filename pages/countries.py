"""Countries: a map and a table of who speaks, what is said of whom, and a page for each country."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from components import corpora, courses, downloads, drafts, evidence, narrow, numbers, quote_rows, state, tables, theme, tokens, world
from components.tables import Cell, Column, Row
from ontherecord.model import SIDES
from ontherecord.queries import Corpus, Filters, count_unsure, quotes, selectors, stands
from ontherecord.queries.country import agreement, country_overview, country_positions, said_of, voices

OF = "of"
"""Parameter of the link: the code of the country that is shown."""
MEASURES = {"quotes": "quotes by those who speak for it", "said_of": "quotes of others about it", "positions": "its positions"}
ORDERS = {
    "quotes": "Most quotes first",
    "speakers": "Most speakers first",
    "positions": "Most positions first",
    "said_of": "Most spoken of first",
    "name": "By name",
}
QUOTES, ISSUES, PARTNERS, FEW = 8, 10, 10, 3
"""Quotes, issues and other countries that are shown; shared issues below which agreement says little."""


def page() -> None:
    view = state.view()
    corpus, filters = view.corpus, view.filters
    rows = corpora.ask(corpus, country_overview, filters)
    if rows.empty:
        st.info("No country is spoken for or spoken of here.", icon=":material/search_off:")
        if filters != Filters():
            st.button("Clear all filters", key="countries-clear", on_click=state.set_filters, args=(Filters(),))
        return
    known = rows.to_dict("records")
    of = state.parameter(OF)
    chosen = next((row for row in known if row["country"] == of), None)
    if chosen:
        _country(corpus, filters, chosen)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        measure = state.choice("map", {"quotes": "Who speaks", "said_of": "Who is spoken of", "positions": "Who takes positions"}, label="Map")
    _map(corpus, known, measure, of)
    if of:
        st.warning(f"Nobody here speaks for {theme.plain(corpus.label('country', of))}, and nobody speaks of it.", icon=":material/search_off:")
    _table(corpus, filters, known)


def _choose(code: str) -> None:
    state.change(**{OF: code})


def _map(corpus: Corpus, known: list[dict[Any, Any]], measure: str, of: str | None) -> None:
    values = {row["country"]: int(row[measure]) for row in known if row[measure]}
    words = {row["country"]: f"{row['name']}: {int(row[measure]):,} {MEASURES[measure]}" for row in known}
    if not values:
        st.caption(f"There are no {MEASURES[measure]} here.")
        return
    mode: tokens.Mode = "dark" if st.context.theme.type == "dark" else "light"
    top = sorted(values, key=lambda code: -values[code])[:3]
    label = f"Map of {len(values)} countries by {MEASURES[measure]}; most: {', '.join(words[code] for code in top)}. The table below has all numbers."
    unit = "quote or position" if measure == "positions" else "quote"
    unit = "position" if measure == "positions" else unit
    shows = {"quotes": selectors.quotes, "said_of": selectors.quotes, "positions": selectors.positions}[measure]
    by: selectors.Property = "mentions" if measure == "said_of" else "country"
    menus = {code: menu for code in values if (menu := narrow.menu_of(corpus, ("country", code), show=shows((by, code))))}
    world.draw(
        values, words, menus, unit=unit if max(values.values()) == 1 else f"{unit}s", key="world", label=label, pick=_choose, chosen=of, mode=mode
    )
    with st.expander("Save the map as a picture", key="world-twin", type="compact"):
        downloads.picture("world", f"Countries by {MEASURES[measure]}", key="world-picture")
    apart = [row for row in known if row["country"] in ("EU", "UN", "NATO") and row[measure]]
    if apart:
        with st.container(horizontal=True, vertical_alignment="center", key="bodies"):
            st.caption("Not on the map:", width="content")
            for row in apart:
                text = f"{theme.plain(row['name'])}: {int(row[measure]):,}"
                st.button(text, key=f"body-{row['country']}", on_click=_choose, args=(row["country"],))
    st.caption(
        "Choose a country to filter by it, or for all that is known of it. Borders as Natural Earth draws them; they say nothing on who is right."
    )


def _number(count: Any, selector: str, what: str) -> Cell | None:
    return Cell(f"{int(count):,}", id=selector, look="plain", spoken=f"{int(count):,} {what}") if count else None


def _table(corpus: Corpus, filters: Filters, known: list[dict[Any, Any]]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.subheader("All countries", anchor=False, width="content")
        order = state.select("order", ORDERS, label="Order", width=230)
    known = sorted(known, key=lambda row: row["name"]) if order == "name" else sorted(known, key=lambda row: -int(row[order]))
    stamp = tables.stamp(corpus.name, corpus.version, filters, order)
    first = tables.page(len(known), key=f"countries-page-{stamp}", what="countries")
    columns = (
        Column("Country"),
        Column("Speakers", "number"),
        Column("Quotes by", "number"),
        Column("Positions", "number"),
        Column("Quotes about", "number"),
    )
    shown = []
    for row in known[first : first + tables.PAGE]:
        code, name = row["country"], row["name"]
        shown.append(
            Row(
                (
                    Cell(name, href=state.href("countries", of=code), menu=narrow.menu_of(corpus, ("country", code))),
                    f"{int(row['speakers']):,}" if row["speakers"] else "",
                    _number(row["quotes"], selectors.quotes(("country", code)), f"quotes by those who speak for {name}"),
                    _number(row["positions"], selectors.positions(("country", code)), f"positions of {name}"),
                    _number(row["said_of"], selectors.quotes(("mentions", code)), f"quotes of others about {name}"),
                )
            )
        )
    tables.draw(
        columns,
        shown,
        key=f"countries-table-{stamp}-{first}",
        caption="The map as a table. A number opens its sentences.",
        pick=evidence.select,
        chosen=state.parameter(state.SHOW),
    )


# --- one country --------------------------------------------------------------------------------------------------------------------


def _country(corpus: Corpus, filters: Filters, row: dict[Any, Any]) -> None:
    code, name = row["country"], row["name"]
    with theme.tools("country"):
        st.header(theme.plain(name), anchor=False, width="content")
        state.link("compare", "Compare with others", icon=":material/compare_arrows:", by="country", side=code)
        st.button("All countries", icon=":material/arrow_back:", key="close-country", on_click=state.change, kwargs={OF: None}, type="tertiary")
    numbers.draw(
        [
            ("Quotes by", int(row["quotes"]), selectors.quotes(("country", code)), ""),
            ("Positions", int(row["positions"]), selectors.positions(("country", code)), ""),
            ("Quotes about", int(row["said_of"]), selectors.quotes(("mentions", code)), ""),
            ("Speakers", int(row["speakers"]), "", ""),
        ]
    )
    stamp = tables.stamp(corpus.name, corpus.version, filters, code)
    _positions(corpus, filters, code, name, stamp)
    _said(corpus, filters, code, name, int(row["quotes"]), stamp)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _voices(corpus, filters, code, stamp)
    with right:
        _agreement(corpus, filters, code, name, stamp)
    if row["said_of"]:
        st.subheader(theme.plain(f"What others say of {name}"), anchor=False)
        quote_rows.draw(corpus, corpora.ask(corpus, said_of, filters, country=code, limit=QUOTES), key=f"said-of-{stamp}", speaker=True)
        if row["said_of"] > QUOTES:
            selector = selectors.quotes(("mentions", code))
            st.button(
                f"Read all {int(row['said_of']):,}", key="all-said-of", icon=":material/arrow_forward:", on_click=evidence.select, args=(selector,)
            )


def _said(corpus: Corpus, filters: Filters, code: str, name: str, count: int, stamp: str) -> None:
    """The newest quotes of those who speak for it."""
    if not count:
        return
    st.subheader(theme.plain(f"What those who speak for {name} say"), anchor=False)
    rows = corpora.ask(corpus, quotes, replace(filters, country=(code,), country_means="speaks_for"), order="newest", limit=QUOTES)
    quote_rows.draw(corpus, rows.assign(day=rows["said_on"], basis=rows["said_basis"]), key=f"said-by-{stamp}", speaker=True)
    if count > len(rows):
        selector = selectors.quotes(("country", code))
        st.button(f"Read all {count:,}", key="all-said-by", icon=":material/arrow_forward:", on_click=evidence.select, args=(selector,))


def _voices(corpus: Corpus, filters: Filters, code: str, stamp: str) -> None:
    st.subheader("Who speaks for it", anchor=False)
    rows = corpora.ask(corpus, voices, filters, country=code)
    if rows.empty:
        st.caption("Nobody here is known to speak for it.")
        return
    shown = [
        Row(
            (
                Cell(
                    r["speaker"],
                    tables.text(r["reason"]),
                    href=tables.person(r["speaker_id"]),
                    menu=narrow.menu_of(corpus, ("speaker", r["speaker_id"])),
                ),
                _number(r["quotes"], selectors.quotes(("speaker", r["speaker_id"]), ("country", code)), f"quotes by {r['speaker']}"),
                _number(r["positions"], selectors.positions(("speaker", r["speaker_id"]), ("country", code)), f"positions of {r['speaker']}"),
            )
        )
        for r in rows.to_dict("records")
    ]
    columns = (Column("Who, and why"), Column("Quotes", "number"), Column("Positions", "number"))
    tables.draw(
        columns, shown, key=f"voices-{stamp}", caption="Most quoted first", pick=evidence.select, chosen=state.parameter(state.SHOW), small=True
    )


def _agreement(corpus: Corpus, filters: Filters, code: str, name: str, stamp: str) -> None:
    st.subheader("Agreement with others", anchor=False)
    rows = corpora.ask(corpus, agreement, filters, country=code)
    if rows.empty:
        st.caption("No other country takes a side on the same issues.")
        return
    shown = []
    for r in rows.head(PARTNERS).to_dict("records"):
        share, n = float(r["share"]), int(r["shared"])
        words = f"{int(r['same'])} of {n}" + (f" ({share:.0%})" if n >= FEW else "")
        opens = selectors.pair(code, r["country"])
        spoken = f"{name} and {r['name']}: on the same side on {int(r['same'])} of {n} shared issues"
        shown.append(
            Row(
                (
                    Cell(r["name"], href=state.href("countries", of=r["country"])),
                    Cell(words, "few issues: says little" if n < FEW else "", id=opens, look="plain", spoken=spoken),
                )
            )
        )
    caption = "Issues on which both take a side, and on how many it is the same one."
    if len(rows) > PARTNERS:
        caption += f" The {PARTNERS} of {len(rows)} with most shared issues."
    columns = (Column("Country"), Column("Same side"))
    tables.draw(columns, shown, key=f"agreement-{stamp}", caption=caption, pick=evidence.select, chosen=state.parameter(state.SHOW), small=True)


def _look(row: dict[Any, Any]) -> tokens.Value:
    """How the side of a country is shown."""
    known: dict[Any, tokens.Value] = {**tokens.SIDES}
    return known.get(row["side"]) or (tokens.DIVIDED if row["for"] else tokens.APART)


def _positions(corpus: Corpus, filters: Filters, code: str, name: str, stamp: str) -> None:
    st.subheader("Its positions by issue", anchor=False)
    drafts.switch(filters, corpora.ask(corpus, count_unsure, filters, properties=(("country", code),)))
    rows = corpora.ask(corpus, country_positions, filters, country=code)
    if rows.empty:
        st.caption("Nobody who speaks for it takes a position here.")
        return
    shown, drawn = [], st.container()
    first = tables.page(len(rows), key=f"positions-page-{stamp}", size=ISSUES, what="issues")
    for r in rows.iloc[first : first + ISSUES].to_dict("records"):
        opens = selectors.positions(("country", code), ("issue", r["issue_id"]))
        look = _look(r)
        shown.append(
            Row(
                (
                    Cell(r["issue"], menu=narrow.menu_of(corpus, ("issue", r["issue_id"]))),
                    Cell(look.label, glyph=look.glyph),
                    drafts.told({side: int(r[side]) for side in SIDES}),
                    Cell(
                        f"{int(r['passages']):,}",
                        id=opens,
                        look="plain",
                        spoken=f"{name} on {r['issue']}: {theme.count(int(r['passages']), 'passage')}",
                    ),
                    tables.day(r["last"]) or "undated",
                ),
                id=opens,
            )
        )
    columns = (Column("Issue"), Column("Side", "kind"), Column("Actors"), Column("Passages", "number"), Column("Latest", "nowrap inline"))
    caption = "The side is that of most of its actors, each counted once, by its latest day."
    with drawn:
        tables.draw(columns, shown, key=f"positions-{stamp}-{first}", caption=caption, pick=evidence.select, chosen=state.parameter(state.SHOW))
    held = corpora.ask(corpus, stands, filters, properties=(("country", code),))
    if changed := [stand for stand in held if stand.change in ("reversed", "moved")]:
        st.subheader("Who of them moved", anchor=False)
        courses.table(corpus, changed, key=f"courses-{stamp}", first="actor")


page()
