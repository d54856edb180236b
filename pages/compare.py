"""Compare: two to four speakers, countries, outlets or periods side by side. The link holds them all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from components import corpora, drafts, empty, evidence, narrow, state, tables, theme, tokens
from components.filters import EARLIEST, LATEST
from components.tables import Cell, Column, Row
from ontherecord.queries import Corpus, Filters, compare, count_quotes, count_unsure, country_counts, options, selectors, speaker_counts
from ontherecord.queries.compare import By, Place, Side
from ontherecord.queries.filters import in_words

BY, SIDE = "by", "side"
"""Parameters of the link: what is compared, and each of the sides."""
WHAT: dict[By, tuple[str, str]] = {
    "speaker": ("Speakers", "speaker"),
    "country": ("Countries", "country"),
    "outlet": ("Outlets", "outlet"),
    "published": ("Periods", "period"),
}
ISSUES, OFFERED = 12, 300
"""Issues that are lined up before a person asks for more; values to choose from."""


def page() -> None:
    view = state.view()
    corpus, filters = view.corpus, view.filters
    if not corpora.ask(corpus, count_quotes, filters):
        empty.nothing(corpus, filters, "quotes", count_quotes)
        return
    by = state.choice(BY, {key: plural for key, (plural, _) in WHAT.items()}, label="Compare")
    kind: By = next(key for key in WHAT if key == by)
    offered = _offered(corpus, filters, kind)
    sides = _chosen(corpus, kind) if state.params().get(SIDE) else _most_quoted(corpus, filters, kind, offered)
    _choose(corpus, kind, sides, offered)
    if len(sides) < 2:
        _suggest(corpus, kind, sides, offered)
        return
    names = [side.label(corpus) for side in sides]
    state.title(", ".join(names))
    stamp = tables.stamp(corpus.name, corpus.version, filters, sides)
    _numbers(corpus, filters, sides, names)
    _issues(corpus, filters, sides, names, stamp)
    _words(corpus, filters, sides, names)
    _coverage(corpus, filters, sides, names, stamp)


# --- who is compared -----------------------------------------------------------------------------------------------------------------


def _chosen(corpus: Corpus, by: By) -> list[Side]:
    """The sides of the link that the corpus has; what it does not have is named."""
    asked = [Side(by, value) for value in dict.fromkeys(state.params().get(SIDE, ())) if value]
    known = [side for side in asked if compare.known_side(corpus, side)]
    for side in asked:
        if side not in known:
            st.warning(
                f"This corpus has no {WHAT[by][1]} “{theme.plain(side.value)}”: it is left out of the comparison.", icon=":material/search_off:"
            )
    if len(known) > compare.MOST:
        st.warning(f"Only {compare.MOST} can stand side by side: the first {compare.MOST} are shown.", icon=":material/filter_4:")
    return known[: compare.MOST]


def _most_quoted(corpus: Corpus, filters: Filters, by: By, offered: dict[str, str]) -> list[Side]:
    """The two that are quoted most (of periods the first two), so that one sees at once what comparing means. The link does not hold them."""
    if by == "speaker":
        first = list(corpora.ask(corpus, speaker_counts, filters, limit=2)["speaker_id"])
    elif by == "country":
        first = list(corpora.ask(corpus, country_counts, filters).query("quotes > 0").head(2)["country"])
    else:
        first = list(offered)[:2]
    return [Side(by, value) for value in first] if len(first) == 2 else []


def _offered(corpus: Corpus, filters: Filters, by: By) -> dict[str, str]:
    """Values to choose from, most first, with labels."""
    if by == "published":
        return {side.value: side.label(corpus) for side in corpora.ask(corpus, compare.periods, filters)}
    found = corpora.ask(corpus, options, filters, field=by, limit=OFFERED)
    return {row["value"]: f"{row['label']} ({row['count']:,})" for row in found.to_dict("records")}


def _choose(corpus: Corpus, by: By, sides: Sequence[Side], offered: dict[str, str]) -> None:
    key = f"compare-{by}"
    held = [side.value for side in sides]
    if st.session_state.get(key) != held:
        st.session_state[key] = held
    if by == "published":
        _other_period(sides)
    values = [*offered, *(side.value for side in sides if side.value not in offered)]
    st.multiselect(
        f"Two to four {WHAT[by][0].lower()}",
        values,
        format_func=lambda value: offered.get(value) or Side(by, value).label(corpus),
        key=key,
        max_selections=compare.MOST,
        placeholder=f"Choose a {WHAT[by][1]}",
        on_change=lambda: _set(st.session_state[key]),
    )


def _other_period(sides: Sequence[Side]) -> None:
    """Any days, beside the years, quarters and months that are offered."""

    def add() -> None:
        days: list[date] = sorted(day for key in ("period-from", "period-to") if (day := st.session_state.get(key)))
        if len(days) == 2:
            chosen = [side.value for side in sides]
            _set([*chosen, selectors.days(days[0], days[1])][-compare.MOST :])
            st.session_state["period-from"] = st.session_state["period-to"] = None

    with st.container(horizontal=True, vertical_alignment="bottom"):
        for key, label in (("period-from", "Days from"), ("period-to", "to")):
            st.date_input(label, value=None, min_value=EARLIEST, max_value=LATEST, format="YYYY-MM-DD", key=key, width=170)
        ready = st.session_state.get("period-from") and st.session_state.get("period-to")
        st.button("Compare these days", key="period-add", icon=":material/add:", on_click=add, disabled=not ready)


def _set(values: Sequence[str]) -> None:
    state.write({**state.params(), SIDE: list(values)})


def _suggest(corpus: Corpus, by: By, sides: Sequence[Side], offered: dict[str, str]) -> None:
    """For a first visit: something to click."""
    if len(offered) < 2:
        st.info(f"There is only one {WHAT[by][1]} here: nothing to compare it with.", icon=":material/search_off:")
        return
    st.markdown(f"Choose {'one more' if sides else 'at least two'}, and see where they agree, what each says on the same issue, and in which words.")
    values = list(offered)
    held = [side.value for side in sides]
    others = [value for value in values if value not in held]
    pairs = [[*held, other] for other in others[:3]] if held else [values[:2], values[:3], values[1:3]]
    with st.container(horizontal=True):
        for number, pair in enumerate(pair for n, pair in enumerate(pairs) if pair not in pairs[:n] and len(pair) > 1):
            label = ", ".join(theme.plain(Side(by, value).label(corpus)) for value in pair)
            st.button(label, key=f"pair-{by}-{number}", icon=":material/compare_arrows:", on_click=_set, args=(pair,))


# --- side by side ------------------------------------------------------------------------------------------------------------------------


def _pair(side: Side) -> tuple[selectors.Property, str]:
    return side.by, side.value


def _number(count: int, selector: str, what: str) -> Cell | None:
    return Cell(f"{count:,}", id=selector, look="plain", spoken=f"{count:,} {what}") if count else Cell("0")


def _numbers(corpus: Corpus, filters: Filters, sides: Sequence[Side], names: Sequence[str]) -> None:
    found = corpora.ask(corpus, compare.numbers, filters, sides=tuple(sides))
    for column, side, name, one in zip(st.columns(len(sides)), sides, names, found, strict=True):
        with column.container(border=True, height="stretch", key=f"side-{side.value}"):
            st.markdown(f"#### {theme.plain(name)}")
            more = [f"quotes in {theme.count(one.articles, 'article')}"]
            if side.by != "speaker":
                more.insert(0, theme.count(one.speakers, "speaker"))
            if one.first and one.last:
                more.append(in_words(one.first) if one.first == one.last else f"{in_words(one.first)} to {in_words(one.last)}")
            st.caption(" · ".join(more) if one.quotes else "Nothing of it matches the filters.")
            with st.container(horizontal=True):
                if one.quotes:
                    label = theme.count(one.quotes, "quote")
                    st.button(label, key=f"side-quotes-{side.value}", on_click=evidence.select, args=(selectors.quotes(_pair(side)),))
                if one.positions:
                    label = theme.count(one.positions, "position")
                    st.button(label, key=f"side-positions-{side.value}", on_click=evidence.select, args=(selectors.positions(_pair(side)),))
            if side.by == "speaker":
                state.link("people", "Who is this?", icon=":material/person:", id=side.value)
            elif side.by == "country":
                state.link("countries", "All of this country", icon=":material/public:", of=side.value)


def _issues(corpus: Corpus, filters: Filters, sides: Sequence[Side], names: Sequence[str], stamp: str) -> None:
    """The same issue across, one column a side: where most of its actors stand, passages, and words of one."""
    st.subheader("On the same issue", anchor=False)
    drafts.switch(filters, corpora.ask(corpus, count_unsure, filters, properties=tuple(sides)))
    found = corpora.ask(corpus, compare.side_by_side, filters, sides=tuple(sides))
    if not found:
        st.caption("None of them takes a position here.")
        return
    shared = [row for row in found if sum(place is not None for place in row.places) > 1]
    alone = len(found) - len(shared)
    if not shared:
        st.caption("There is no issue on which two of them take a position. What each takes one on:")
    shown = (shared or found)[:ISSUES]
    rows = []
    for row in shown:
        cells: list[Cell | str | None] = [Cell(row.issue, _verdict(row.places), menu=narrow.menu_of(corpus, ("issue", row.issue_id)))]
        for side, name, place in zip(sides, names, row.places, strict=True):
            cells.append(_place(side, name, row.issue_id, row.issue, place))
        rows.append(Row(tuple(cells)))
    tables.draw(
        [Column("Issue"), *(Column(name) for name in names)],
        rows,
        key=f"compare-issues-{stamp}",
        caption="The side of the latest day, of most of its actors where there are several, with a passage of one. Choose a cell to judge by all.",
        pick=evidence.select,
        chosen=state.parameter(state.SHOW),
        matrix=True,
    )
    notes = []
    if len(shared) > ISSUES:
        notes.append(f"The {ISSUES} that most share; {theme.count(len(shared) - ISSUES, 'more shared issue')}: filter by issue to see them.")
    if shared and alone:
        notes.append(f"On {theme.count(alone, 'more issue')} only one of them takes a position.")
    st.caption(" ".join(notes))


def _verdict(places: Sequence[Place | None]) -> str:
    """Whether those who take a side are on the same one."""
    taken = [place.toward for place in places if place is not None and place.toward in ("for", "against")]
    if len(taken) < 2:
        return ""
    return "≠ they disagree" if len(set(taken)) > 1 else "= on the same side"


def _place(side: Side, name: str, issue_id: str, issue: str, place: Place | None) -> Cell | None:
    if place is None:
        return None
    several = sum(place.actors.values()) > 1
    held = place.held
    # Evenly divided is something else than unknown.
    look = tokens.DIVIDED if place.toward is None and several else tokens.standing(place.toward, held.stance)
    who = f"{place.who}: " if side.by != "speaker" and place.who and place.who != name else ""
    words = f"{who}{tables.short(place.words, 150)} ({tables.day(held.day, held.basis) or 'undated'})"
    counts = drafts.told(place.actors) if several else f"{tokens.STANCES_ON[held.stance]} {tables.short(held.target, 70)}"
    return Cell(
        f"{look.label} · {place.passages}",
        words,
        look.glyph,
        id=selectors.positions(_pair(side), ("issue", issue_id)),
        look=held.stance if place.toward == "neither" else place.toward or "apart",
        mark=look.colour,
        spoken=f"{name} on {issue}: {look.label}, {counts}, {theme.count(place.passages, 'position')}. {words}",
        about=counts,
    )


def _words(corpus: Corpus, filters: Filters, sides: Sequence[Side], names: Sequence[str]) -> None:
    st.subheader("Words that set them apart", anchor=False)
    found = corpora.ask(corpus, compare.telling_words, filters, sides=tuple(sides))
    if not any(found):
        st.caption("No word is used so differently that it could not be chance. With more quotes there may be some.")
        return
    for column, side, name, words in zip(st.columns(len(sides)), sides, names, found, strict=True):
        with column:
            st.markdown(f"**{theme.plain(name)}**")
            if not words:
                st.caption("None beyond chance.")
                continue
            rows = [
                Row(
                    (
                        Cell(word.word),
                        _number(word.quotes, selectors.quotes(_pair(side), ("word", word.word)), f"quotes of {name} with {word.word}"),
                        f"{word.others:,}",
                    )
                )
                for word in words
            ]
            columns = (Column("Word"), Column("Its quotes", "number"), Column("Others’", "number"))
            stamp = tables.stamp(corpus.name, corpus.version, filters, sides, side)
            tables.draw(
                columns,
                rows,
                key=f"words-{stamp}",
                caption="Most telling first",
                pick=evidence.select,
                chosen=state.parameter(state.SHOW),
                small=True,
            )
    st.caption(
        "Words that a side uses more than the others beyond chance (log-odds with a prior, Monroe and others 2008). "
        "Numbers: quotes with the word. Words of grammar are left out."
    )


def _coverage(corpus: Corpus, filters: Filters, sides: Sequence[Side], names: Sequence[str], stamp: str) -> None:
    speakers = sides[0].by in ("outlet", "published")
    st.subheader("Whom they quote" if speakers else "Which outlets quote them", anchor=False)
    found = corpora.ask(corpus, compare.coverage, filters, sides=tuple(sides))
    if found.empty:
        st.caption("No quote has a known speaker." if speakers else "No outlet is given.")
        return
    totals = [one.quotes for one in corpora.ask(corpus, compare.numbers, filters, sides=tuple(sides))]
    what: selectors.Property = "speaker" if speakers else "outlet"
    rows = []
    for row in found.to_dict("records"):
        cells: list[Cell | str | None] = [
            Cell(tables.text(row["name"]), href=tables.person(row["key"]) if speakers else "", menu=narrow.menu_of(corpus, (what, row["key"])))
        ]
        for number, (side, name) in enumerate(zip(sides, names, strict=True)):
            cells.append(_share(row, number, side, name, what, totals[number]))
        rows.append(Row(tuple(cells)))
    tables.draw(
        [Column("Speaker" if speakers else "Outlet"), *(Column(name, "number") for name in names)],
        rows,
        key=f"compare-coverage-{stamp}",
        caption="Quotes, and their share of all quotes of the column",
        pick=evidence.select,
        chosen=state.parameter(state.SHOW),
    )


def _share(row: dict[Any, Any], number: int, side: Side, name: str, what: selectors.Property, total: int) -> Cell:
    count = int(row[f"n{number}"])
    if not count:
        return Cell("0")
    selector = selectors.quotes(_pair(side), (what, str(row["key"])))
    return Cell(f"{count:,} ({count / total:.0%})", id=selector, look="plain", spoken=f"{name}, {tables.text(row['name'])}: {count:,} quotes")


page()
