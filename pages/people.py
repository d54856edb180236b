"""Who is who: everybody who is named, and a page for each person, organisation and country."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from components import corpora, courses, drafts, evidence, names_form, narrow, numbers, quote_rows, state, tables, theme, tokens
from components.reader import country_of
from components.tables import Cell, Column, Row
from ontherecord.errors import Problem
from ontherecord.model import EntityKind
from ontherecord.queries import Corpus, Filters, count_unsure, selectors, stands
from ontherecord.queries.filters import in_words
from ontherecord.queries.profile import Office, Profile, Said, directory, named_with, outlets_of, profile, quotes_of

WHO, FIND, KIND, HEARD = "id", "find", "kind", "heard"
"""Parameters of the link: whose page, letters of a name, kind of entity, whether only those who are quoted or take a position."""
KINDS: tuple[EntityKind, ...] = ("person", "organisation", "country", "group", "place", "event", "other")
ORDERS = {"quotes": "Most quoted first", "positions": "Most positions first", "mentions": "Most named first", "name": "By name"}
HEARDS = {"": "everybody", "quotes": "who is quoted", "positions": "who takes a position"}
QUOTES = 6
"""Quotes of one part of the page."""


def page() -> None:
    view = state.view()
    names_form.said()
    who = state.parameter(WHO)
    if who is None:
        _directory(view.corpus, view.filters)
        return
    try:
        found = corpora.ask(view.corpus, profile, view.filters, entity_id=who)
    except Problem as problem:
        st.error(theme.plain(str(problem)), icon=":material/search_off:")
        st.button("Everybody", icon=":material/arrow_back:", key="everybody", on_click=_leave)
        return
    _person(view.corpus, view.filters, found)


def _leave() -> None:
    state.change(**{WHO: None, state.PAGE: None})


# --- everybody ---------------------------------------------------------------------------------------------------------------------


def _directory(corpus: Corpus, filters: Filters) -> None:
    asked = state.parameter(FIND) or ""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.session_state.get("people-find") != asked:
            st.session_state["people-find"] = asked
        st.text_input("Name", key="people-find", placeholder="Letters of a name", on_change=_look, width=200)
        kinds = {"": "all"} | {str(kind): tokens.ENTITY_KINDS[kind].plural for kind in KINDS} | {"unnamed": "unnamed sources"}
        kind = state.select(KIND, kinds, label="Kind", width=170)
        heard = state.select(HEARD, HEARDS, label="Show", width=190)
        order = state.select("order", ORDERS, label="Order", width=190)
    options: dict[str, Any] = {"kinds": (kind,) if kind else (), "find": asked, "heard": heard, "limit": tables.PAGE, "order": order}
    rows = corpora.ask(corpus, directory, filters, **options, offset=0)
    if rows.empty:
        st.info(f"Nobody called “{theme.plain(asked)}” is named here." if asked else "Nobody is named here.", icon=":material/search_off:")
        return
    total = int(rows["total"].iloc[0])
    stamp = tables.stamp(corpus.name, corpus.version, corpus.decisions, filters, kind, asked, heard, order)
    first = tables.page(total, key=f"people-page-{stamp}", what="names")
    if first:
        rows = corpora.ask(corpus, directory, filters, **options, offset=first)
    columns = (Column("Name"), Column("Kind", "kind"), Column("Quotes", "number"), Column("Positions", "number"), Column("Mentions", "number"))
    tables.draw(
        columns,
        [_entry(corpus, row) for row in rows.to_dict("records")],
        key=f"people-table-{stamp}-{first}",
        caption="Choose a name for all that is known of it; a number opens its sentences.",
        pick=evidence.select,
        chosen=state.parameter(state.SHOW),
    )
    names_form.proposals(corpus)


def _look() -> None:
    state.change(**{FIND: st.session_state["people-find"].strip() or None, state.PAGE: None})


def _entry(corpus: Corpus, row: dict[Any, Any]) -> Row:
    look = tokens.ENTITY_KINDS[row["kind"]] if row["named"] else tokens.SOURCE_KINDS["unnamed"]
    place = country_of(tables.text(row["country"]))
    id = row["entity_id"]
    voice = id if row["quotes"] or row["positions"] else None
    menu = narrow.menu_of(corpus, ("speaker", voice), ("country", row["country"]), show=selectors.entity(id))
    return Row(
        (
            Cell(row["name"], "" if place == row["name"] else place, href=tables.person(id), menu=menu),
            Cell(look.label, glyph=look.glyph),
            _number(row["quotes"], selectors.speaker(id), f"quotes by {row['name']}"),
            _number(row["positions"], selectors.positions(("speaker", id)), f"positions of {row['name']}"),
            _number(row["mentions"], selectors.entity(id), f"mentions of {row['name']}"),
        )
    )


def _number(count: Any, selector: str, what: str) -> Cell | None:
    return Cell(f"{int(count):,}", id=selector, look="plain", spoken=f"{int(count):,} {what}") if count else None


# --- one of them --------------------------------------------------------------------------------------------------------------------


def _person(corpus: Corpus, filters: Filters, found: Profile) -> None:
    state.title(found.name)
    look = tokens.ENTITY_KINDS[found.kind]
    facts = [theme.badge(look if found.named else tokens.SOURCE_KINDS["unnamed"])]
    if found.country and found.kind != "country":
        facts.append(f"speaks for {corpus.label('country', found.country)}")
    with theme.tools("person"):
        st.header(theme.plain(found.name), anchor=False, width="content")
        st.markdown(theme.plain(" · ".join(facts)), width="content")
        if found.country:
            state.link("countries", f"All of {theme.plain(corpus.label('country', found.country))}", icon=":material/public:", of=str(found.country))
        if found.quotes:
            state.link("compare", "Compare with others", icon=":material/compare_arrows:", by="speaker", side=found.entity_id)
        st.button("Everybody", icon=":material/arrow_back:", key="everybody", on_click=_leave, type="tertiary")
    _numbers(found)
    if not (found.quotes or found.about or found.positions or found.mentions):
        st.info("Nothing of it matches the filters.", icon=":material/filter_alt:")
        st.button("Clear all filters", key="person-clear", on_click=state.set_filters, args=(Filters(),))
        _known(corpus, found)
        names_form.draw(corpus, found)
        return
    own: tuple[tuple[selectors.Property, str], ...] = (("speaker", found.entity_id),)
    unsure = corpora.ask(corpus, count_unsure, filters, properties=own)
    if found.positions or unsure:
        st.subheader("Positions, and how they changed", anchor=False)
        drafts.switch(filters, unsure)
    if found.positions:
        held = corpora.ask(corpus, stands, filters, properties=own)
        courses.table(corpus, held, key=f"courses-{found.entity_id}", first="issue")
    _quotes(corpus, filters, found, "by", f"Quotes by {found.name}", found.quotes)
    _quotes(corpus, filters, found, "about", f"What others say of {found.name}", found.about)
    left, right = st.columns(2, gap="large")
    with left:
        _together(corpus, filters, found)
    with right:
        _outlets(corpus, filters, found)
    _known(corpus, found)
    names_form.draw(corpus, found)


def _numbers(found: Profile) -> None:
    id = found.entity_id
    tiles = (
        ("Quotes by", found.quotes, selectors.speaker(id)),
        ("Quotes about", found.about, selectors.about(id)),
        ("Positions", found.positions, selectors.positions(("speaker", id))),
        ("Mentions", found.mentions, selectors.entity(id)),
    )
    said = f"in {theme.count(found.articles, 'article')}"
    numbers.draw([(label, count, selector, said if label == "Mentions" else "") for label, count, selector in tiles])


def _known(corpus: Corpus, found: Profile) -> None:
    """Names, offices, why this country, first and latest quote: what is known of it in the whole corpus."""
    left, right = st.columns(2, gap="large")
    with left:
        if found.offices:
            st.subheader("Titles that articles give", anchor=False)
            st.markdown("\n".join(f"- {_office(corpus, office)}" for office in found.offices))
        if found.reasons:
            st.subheader("Why this country", anchor=False)
            for country in dict.fromkeys(r.country for r in found.reasons):
                reasons = [f"{r.reason} ({theme.count(r.articles, 'article')})" for r in found.reasons if r.country == country]
                st.markdown(f"**{theme.plain(corpus.label('country', country))}**: {theme.plain('; '.join(reasons))}")
        elif found.country and found.country_reason and found.kind != "country":
            st.subheader("Why this country", anchor=False)
            st.markdown(theme.plain(found.country_reason))
    with right:
        if found.variants:
            st.subheader("Also called", anchor=False)
            st.markdown(theme.plain(", ".join(f"{name} ({count:,})" for name, count in found.variants[:14])))
        if found.first and found.latest:
            st.subheader("First and latest quote" if found.first.show != found.latest.show else "Its one quote", anchor=False)
            _firsts(found.entity_id, list(dict.fromkeys((found.first, found.latest))))


def _office(corpus: Corpus, office: Office) -> str:
    if not office.articles:
        return theme.plain(office.title + (f", since {in_words(office.first)}" if office.first else "") + " (set by a person)")
    country = f" ({corpus.label('country', office.country)})" if office.country else ""
    when = f", {_days(office.first, office.last)}" if office.first and office.last else ""
    return f"{theme.plain(office.title + country)}: {theme.plain(theme.count(office.articles, 'article') + when)}"


def _days(first: date, last: date) -> str:
    return in_words(first) if first == last else f"{in_words(first)} to {in_words(last)}"


def _firsts(id: str, said: Sequence[Said]) -> None:
    rows = [
        Row((Cell(tables.short(one.content, 160), one.outlet or "outlet not given"), tables.day(one.day, one.basis) or "undated"), id=one.show)
        for one in said
    ]
    _draw_small((Column("Quote", opens=True), Column("Day", "nowrap inline")), rows, "Choose one to read it.", f"firsts-{id}")


def _quotes(corpus: Corpus, filters: Filters, found: Profile, what: str, title: str, count: int) -> None:
    if not count:
        return
    st.subheader(theme.plain(title), anchor=False)
    rows = corpora.ask(corpus, quotes_of, filters, entity_id=found.entity_id, what=what, limit=QUOTES)
    quote_rows.draw(
        corpus,
        rows,
        key=f"quotes-{what}-{found.entity_id}-{tables.stamp(filters, corpus.name, corpus.version, corpus.decisions)}",
        speaker=what == "about",
    )
    if count > len(rows):
        selector = selectors.about(found.entity_id) if what == "about" else selectors.speaker(found.entity_id)
        st.button(f"Read all {count:,}", key=f"all-{what}", icon=":material/arrow_forward:", on_click=evidence.select, args=(selector,))


def _together(corpus: Corpus, filters: Filters, found: Profile) -> None:
    rows = corpora.ask(corpus, named_with, filters, entity_id=found.entity_id)
    st.subheader("Named together with", anchor=False)
    if rows.empty:
        st.caption("Nobody else is named in the same sentences.")
        return
    shown = [
        Row(
            (
                Cell(row["name"], glyph=tokens.ENTITY_KINDS[row["kind"]].glyph, href=tables.person(row["entity_id"])),
                _number(row["sentences"], selectors.together(found.entity_id, row["entity_id"]), f"sentences with {row['name']}"),
                f"{int(row['articles']):,}",
            )
        )
        for row in rows.to_dict("records")
    ]
    _draw_small(
        (Column("Name"), Column("Sentences", "number"), Column("Articles", "number")), shown, "In the same sentence", f"with-{found.entity_id}"
    )


def _outlets(corpus: Corpus, filters: Filters, found: Profile) -> None:
    rows = corpora.ask(corpus, outlets_of, filters, entity_id=found.entity_id)
    st.subheader("Outlets", anchor=False)
    if rows.empty:
        st.caption("No article names it.")
        return
    shown = []
    for row in rows.head(12).to_dict("records"):
        outlet = tables.text(row["outlet"])
        selector = selectors.quotes(("speaker", found.entity_id), ("outlet", outlet)) if outlet else ""
        quotes = _number(row["quotes"], selector, f"quotes in {outlet}") if selector else f"{int(row['quotes']):,}"
        name = Cell(outlet or "not given", menu=narrow.menu_of(corpus, ("outlet", outlet)))
        shown.append(Row((name, f"{int(row['articles']):,}", quotes)))
    caption = "Articles that name it, and quotes by it" + (f"; the first 12 of {len(rows)}" if len(rows) > 12 else "")
    _draw_small((Column("Outlet"), Column("Articles", "number"), Column("Quotes", "number")), shown, caption, f"outlets-{found.entity_id}")


def _draw_small(columns: Sequence[Column], rows: Sequence[Row], caption: str, key: str) -> None:
    tables.draw(columns, rows, key=key, caption=caption, pick=evidence.select, chosen=state.parameter(state.SHOW), small=True)


page()
