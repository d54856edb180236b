"""Sources: who is quoted, how often and how concentrated, named or not, officials or others, and what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from components import charts, corpora, downloads, empty, evidence, narrow, numbers, state, tables, theme, tokens
from components.tables import Cell, Column, Row
from ontherecord.export import sources_sheet
from ontherecord.queries import Corpus, Filters, count_quotes, sources
from ontherecord.queries.headings import span
from ontherecord.queries.sources import FEW, TOP, Audit, Change, Counted, Line

BY = {"source": "Named or not", "office": "Officials or others"}
COPIES = {"all": "near-copies counted each", "once": "near-copies counted once"}
OVER = {"outlet": "outlet", "country": "country spoken for"}
UNITS = {"month": "by month", "week": "by week"}
ROWS, MOST_WEEKS = 15, 120
"""Rows of a table before the rest is named; weeks that a chart can hold."""
LOOKS: dict[str, dict[Any, tokens.Value]] = {"source": dict(tokens.SOURCE_KINDS), "office": dict(tokens.OFFICES)}
NAMED = "Named sources are people, organisations and documents with a name; not “an official”, and nobody of whom it is not known who said it."
OFFICIAL = (
    "**Officials** speak in or for a public office: an article gives them one (“energy minister”, “Senator”, “police chief”, “judge”), or describes "
    "them by one (“a White House official”), or they are in this project’s table of people in office; countries, governments, parliaments, courts "
    "and bodies of several countries, too. **Others** have another role, or are other organisations or documents. Of the rest **no article "
    "says** what they are, and they are in no share of officials. A title is read as it stands: who has left office counts as official unless the "
    "title says “former”."
)
SHARES = (
    f"**Shares** of fewer than {FEW} quotes are not shown. In brackets: where the true share most likely lies (95 %) if these quotes are taken as a "
    "sample of more (Wilson 1927). A change is called **clear** where the interval of the difference does not hold zero (Newcombe 1998)."
)
GINI = (
    f"**How concentrated**: the share of the {TOP} most quoted, and the Gini coefficient (Gini 1912, in the form of Dorfman 1979): 0 where all names "
    "are quoted equally often, near 1 where one has nearly all. It grows with the number of articles: compare only what is about as large."
)


def page() -> None:
    view = state.view()
    corpus, filters = view.corpus, view.filters
    once = state.held("copies", COPIES) == "once"
    found = corpora.ask(corpus, sources.audit, filters, once=once)
    if not found.quotes.count:
        empty.nothing(corpus, filters, "quotes", count_quotes)
        return
    with theme.tools("sources"):
        by: Any = state.choice("divided", BY, label="Divided by")
        state.select("copies", COPIES, label="Near-copies of an article", width=240)
        theme.explain(OFFICIAL, GINI, SHARES, key="sources-help")
        address = downloads.address()
        downloads.single("Table (CSV)", lambda: sources_sheet(corpus, filters, once=once, link=address), "sources.csv", "text/csv", key="sources-csv")
    _tiles(found)
    _when(corpus, filters, by, once)
    left, right = st.columns(2, gap="large")
    with left:
        _most_quoted(corpus, filters, found, once)
    with right:
        _before(corpus, filters, once)
    _where(corpus, filters, by, once)


def _percent(value: float) -> str:
    return f"{value:.0%}"


def _interval(counted: Counted) -> str:
    low, high = counted.interval or (0.0, 0.0)
    return f"{low:.0%} to {high:.0%}" if counted.interval else ""


def _share(counted: Counted) -> str:
    """``34%``, or that there are too few."""
    return "too few to say" if counted.share is None else _percent(counted.share)


def _tiles(found: Audit) -> None:
    """The four numbers that sum up the rest."""
    unknown = found.offices["unknown"].count
    known = f"{found.officials.count:,} of {found.officials.of:,} quotes whose speaker’s role is known; of {unknown:,} it is not"
    gini = f"; Gini {found.gini:.2f}" if found.gini is not None else ""
    names = theme.count(found.sources, "name")
    numbers.draw(
        (
            ("Quotes", found.quotes.count, found.quotes.show, COPIES["once" if found.once else "all"]),
            ("by named sources", _share(found.identified), found.identified.show, _of(found.identified)),
            ("by officials", _share(found.officials), found.officials.show if found.officials.count else "", known),
            (f"by the {TOP} most quoted", _share(found.top), found.top.show if found.top.count else "", f"{_of(found.top)} by {names}{gini}"),
        )
    )


def _of(counted: Counted) -> str:
    inside = _interval(counted)
    return f"{counted.count:,} of {counted.of:,}" + (f" ({inside})" if inside else "")


def _when(corpus: Corpus, filters: Filters, by: Any, once: bool) -> None:
    weeks = corpora.ask(corpus, sources.lines, filters, over="week", by=by, once=once)
    dated = [line for line in weeks if line.days]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("**Quotes by day of publication**", width="content")
        fits = len(dated) <= MOST_WEEKS
        units = UNITS if len(dated) > 12 or not fits else dict(reversed(UNITS.items()))
        unit = state.choice("unit", units if fits else {"month": UNITS["month"]}, label="Periods") if dated else "week"
        for line in weeks:
            if line.days is None:
                label = f"{theme.count(line.quotes.count, 'undated quote')}, not in the chart"
                st.button(
                    label, key="sources-undated", type="tertiary", icon=":material/event_busy:", on_click=evidence.select, args=(line.quotes.show,)
                )
    if not dated:
        st.caption("Nothing here has a date.")
        return
    held = dated if unit == "week" else [x for x in corpora.ask(corpus, sources.lines, filters, over="month", by=by, once=once) if x.days]
    _chart(held, by, unit)


def _chart(held: Sequence[Line], by: Any, unit: str) -> None:
    looks = {group: look for group, look in LOOKS[by].items() if any(line.groups[group].count for line in held)}
    named = {group: tokens.Value(look.plural, look.colour, look.glyph) for group, look in looks.items()}
    series = {group: (look, [line.groups[group].count for line in held], [line.groups[group].show for line in held]) for group, look in named.items()}
    days: list[tuple[date, date]] = [line.days for line in held if line.days]
    table = pd.DataFrame({"From": [a for a, _ in days], "To": [b for _, b in days], "Quotes": [line.quotes.count for line in held]})
    for group, look in named.items():
        table[look.label.capitalize()] = [line.groups[group].count for line in held]
        table[f"{look.label.capitalize()}, share"] = [_share(line.groups[group]) if line.quotes.count else "" for line in held]
    alt = f"Quotes by {unit} and {'kind of source' if by == 'source' else 'office of the speaker'}, {span(days[0][0], days[-1][1])}"
    charts.draw(charts.stacked([first for first, _ in days], series), table, [line.quotes.show for line in held], key=f"sources-{by}-{unit}", alt=alt)


def _number(counted: Counted, what: str, *, share: bool = True) -> Cell | None:
    """A number that opens its quotes, with its share."""
    if not counted.count:
        return Cell("0")
    second = f" · {_share(counted)}" if share and counted.share is not None else ""
    spoken = f"{what}: {counted.count:,} of {counted.of:,} quotes"
    return Cell(f"{counted.count:,}{second}", id=counted.show, look="plain", spoken=spoken)


def _most_quoted(corpus: Corpus, filters: Filters, found: Audit, once: bool) -> None:
    st.subheader("Most quoted", anchor=False)
    held = corpora.ask(corpus, sources.most_quoted, filters, once=once, limit=ROWS)
    if not held:
        st.caption("No quote here has a named source.")
        return
    rows = []
    for source in held:
        country = corpus.label("country", source.country) if source.country else ""
        office = "official" if source.official else "unknown" if source.unknown else "other"
        who = Cell(
            source.name,
            country if country != source.name else "",
            href=tables.person(source.entity_id),
            menu=narrow.menu_of(corpus, ("speaker", source.entity_id), ("country", source.country)),
        )
        part = 0 < source.official < source.quotes.count
        look = tokens.OFFICES[office]
        rows.append(
            Row(
                (
                    who,
                    _number(source.quotes, source.name),
                    f"{source.articles:,}",
                    Cell(look.label.removeprefix("role "), f"in {source.official:,} of them" if part else "", look.glyph),
                )
            )
        )
    more = f" The first {ROWS} of {found.sources:,}; all are in the table to download." if found.sources > ROWS else ""
    columns = (Column("Name"), Column("Quotes", "number"), Column("Articles", "number"), Column("Role", "kind inline bare"))
    _draw(columns, rows, f"Share of all quotes of named sources.{more}", f"most-{_stamp(corpus, filters, once)}")
    st.caption(NAMED)


def _where(corpus: Corpus, filters: Filters, by: Any, once: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader("Where", anchor=False, width="content")
        over: Any = state.choice("over", OVER, label="Rows")
    held = corpora.ask(corpus, sources.lines, filters, over=over, by=by, once=once)
    looks = {group: look for group, look in LOOKS[by].items() if any(line.groups[group].count for line in held)}
    rows = []
    for line in held[:ROWS]:
        label = corpus.label(over, line.key) if line.key else "not given" if over == "outlet" else "not known"
        head = Cell(label, menu=narrow.menu_of(corpus, (over, line.key)))
        cells = [_number(line.groups[group], f"{label}, {look.plural}") for group, look in looks.items()]
        rows.append(Row((head, _number(line.quotes, label, share=False), *cells)))
    columns = [Column(OVER[over].capitalize()), Column("Quotes", "number"), *(Column(look.plural.capitalize(), "number") for look in looks.values())]
    more = f" The first {ROWS} of {len(held):,}; all are in the table to download." if len(held) > ROWS else ""
    _draw(
        columns,
        rows,
        f"Quotes, and their share of the row; none under {FEW} quotes.{more}",
        f"where-{_stamp(corpus, filters, once, by, over)}",
        small=False,
    )


def _before(corpus: Corpus, filters: Filters, once: bool) -> None:
    st.subheader("Against the period before", anchor=False)
    fit = corpora.ask(corpus, sources.lengths, filters)
    if not fit:
        st.caption("There is no second period to compare with: what is here has no date, or is all of one day.")
        return
    length = (
        int(state.select("days", {str(n): f"the last {theme.count(n, 'day')}" for n in fit}, label="Period", width=200)) if len(fit) > 1 else fit[0]
    )
    both = corpora.ask(corpus, sources.compared, filters, length=length, once=once)
    if both is None:
        return
    now, before = span(*both.now), span(*both.before)
    st.caption(f"{now} and the {theme.count(both.length, 'day')} before, {before}: each with all filters but those of days.")
    rows = [Row((_name(c.name), _value(c.now, f"{c.name}, {now}"), _value(c.before, f"{c.name}, {before}"), _changed(c))) for c in both.changes]
    columns = (Column("Measure"), Column("Now", "number"), Column("Before", "number"), Column("Change"))
    _draw(columns, rows, "Choose a number to read its quotes. Pts: percentage points.", f"before-{_stamp(corpus, filters, once, length)}")


def _name(name: str) -> Cell:
    look = tokens.SOURCE_KINDS.get(name)  # type: ignore[call-overload]
    return Cell(look.plural.capitalize() if look else name, glyph=look.glyph if look else "")


def _value(value: Counted | float | None, what: str) -> Cell:
    if value is None:
        return Cell("too few to say")
    if isinstance(value, float):
        return Cell(f"{value:,.0f}" if value.is_integer() and value > 1 else f"{value:.2f}")
    if value.count == value.of and value.show == value.show_of:
        return _number(value, what, share=False) or Cell("0")
    return Cell(
        _share(value) if value.share is not None else f"{value.count:,} of {value.of:,}",
        f"{value.count:,} of {value.of:,}" if value.share is not None else "",
        id=value.show if value.count else "",
        look="plain",
        spoken=f"{what}: {value.count:,} of {value.of:,} quotes",
    )


def _changed(change: Change) -> Cell:
    """What a change comes to, in words: with its sign, and whether it is more than chance."""
    now, before = change.now, change.before
    if now is None or before is None:
        return Cell("too few to say")
    if isinstance(now, Counted) and isinstance(before, Counted):
        if now.show == now.show_of:
            return Cell(_signed(now.count - before.count))
        if now.share is None or before.share is None:
            return Cell("too few to say")
        points = round(100 * (now.share - before.share))
        return Cell(_signed(points, " pts"), "clear" if change.clear else "may be chance" if points else "")
    if isinstance(now, float) and isinstance(before, float):
        return Cell(_signed(round(now - before, 2 if change.name == "Gini coefficient" else 0)))
    return Cell("")


def _signed(difference: float, unit: str = "") -> str:
    """``+3 pts``, ``−3 pts`` with a true minus, or ``no change``."""
    return f"{difference:+,g}{unit}".replace("-", "−") if difference else "no change"


def _draw(columns: Sequence[Column], rows: Sequence[Row], caption: str, key: str, *, small: bool = True) -> None:
    tables.draw(columns, rows, key=f"sources-{key}", caption=caption, pick=evidence.select, chosen=state.parameter(state.SHOW), small=small)


def _stamp(corpus: Corpus, filters: Filters, *parts: object) -> str:
    return tables.stamp(corpus.name, corpus.version, corpus.decisions, filters, *parts)


page()
