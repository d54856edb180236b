"""Charts as plain plotly figure dictionaries, each with the same figures as a table (the text twin) and with every mark clickable.

A figure dictionary costs 0.4 ms where ``px.bar`` costs 25. Each mark carries a selector in ``customdata``; choosing it, with the
mouse in the chart or with the keyboard in the table, opens the sentences behind it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from html import escape
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from components import downloads, evidence, narrow, tokens
from components.share import frontend
from ontherecord.queries.days import in_words
from ontherecord.queries.ready import Ready, days_of, ready

CONFIG: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
TICKS = 6
"""Dates named on the axis of time, at most."""
DAYS: dict[str, Any] = {
    "tickformatstops": [
        {"dtickrange": [None, 86_400_000 * 27], "value": "%-d %b\n%Y"},
        {"dtickrange": [86_400_000 * 27, "M11"], "value": "%b\n%Y"},
        {"dtickrange": ["M12", None], "value": "%Y"},
    ],
    "hoverformat": "%-d %b %Y",
}
"""Days on an axis of dates, in the form that they have everywhere: 5 Apr 2025, Apr 2025, 2025."""
LABEL = 30
"""Characters of a label on an axis; the whole name is in the hover text and the table."""

Figure = dict[str, Any]


class Bar(NamedTuple):
    """One bar: its selector, name, number, and what can be filtered from it."""

    id: str
    name: str
    value: int
    menu: narrow.Menu | None = None


@cache
def _bars() -> Any:
    return st.components.v2.component("ontherecord_bars", css=frontend("menu.css", "bars.css"), js=frontend("menu.js", "bars.js"))


class Bars(NamedTuple):
    """Bars ready to be drawn: made once for each answer, and sent again with every click. :func:`bars_of` makes them."""

    data: dict[str, Any]
    """What the browser draws (frontend/bars.js)."""
    ids: tuple[str, ...]
    table: Ready
    title: str
    alt: str


def bars_of(rows: Sequence[Bar], table: pd.DataFrame, *, colour: str, unit: str, title: str) -> Bars:
    """Horizontal bars, the first on top, and their table. ``unit`` is the plural of what is counted."""
    shown = [{"id": r.id, "name": r.name, "n": r.value, "shown": f"{r.value:,}", "say": f"{r.name}: {r.value:,} {unit}", "f": r.menu} for r in rows]
    alt = f"{title}: " + ", ".join(f"{row.name} {row.value:,}" for row in rows)
    data = {"label": alt, "colour": colour, "rows": shown}
    return Bars(data, tuple(row.id for row in rows), ready(table), title, alt)


def bars(made: Bars, *, key: str) -> None:
    """Draw bars and their table. A bar opens its sentences."""

    def picked() -> None:
        held = st.session_state.get(key)
        if held is not None and held.get("picked"):
            evidence.select(str(held["picked"]))

    _bars()(key=key, data=made.data, height="content", on_picked_change=picked, on_narrowed_change=narrow.acted(key))
    _twin(made.table, made.ids, key=key, turn=f"{key}-{evidence.turn()}", chart=key, alt=made.alt, pick=evidence.select, title=made.title)


def over_time(periods: Sequence[date], series: Mapping[str, tuple[tokens.Value, Sequence[int], Sequence[str]]]) -> Figure:
    """Bars side by side for each period (its first day): name -> (look, values, selectors), each as long as ``periods``."""
    dates = [period.isoformat() for period in periods]
    months = len(periods) > 1 and all(period.day == 1 for period in periods)
    ticks = periods[:: _apart(len(periods), months)]
    return {
        "data": [
            {
                "type": "bar",
                "name": look.label,
                "x": dates,
                "y": list(values),
                "customdata": list(selectors),
                "text": [in_words(period, "month" if months else None, short=True) for period in periods],
                "textposition": "none",
                "hovertemplate": "%{text}: %{y:,} " + escape(look.label) + "<extra></extra>",
                "marker": {"color": look.colour},
                "selected": {"marker": {"opacity": 1}},
                "unselected": {"marker": {"opacity": 1}},
            }
            for look, values, selectors in series.values()
        ],
        "layout": {
            **base(280),
            "barmode": "group",
            "bargap": 0.25,
            # Days as categories: bars are as wide as can be, and a tick stands under its bar.
            "xaxis": {
                "type": "category",
                "tickvals": [tick.isoformat() for tick in ticks],
                "ticktext": [_tick(tick, before, months) for before, tick in zip([None, *ticks], ticks, strict=False)],
                "tickangle": 0,
                "fixedrange": True,
                "showgrid": False,
                "automargin": True,
            },
            "yaxis": {"fixedrange": True, "rangemode": "tozero", "automargin": True, "tick0": 0, "dtick": _step(series)},
            "legend": {"orientation": "h", "y": 1.15, "x": 0},
            "hovermode": "closest",
        },
    }


PATTERNS = ("", "/", ".", "x", "-", "+")
"""Of bars on top of one another, in their order: they can be told apart without their colour. The first is full."""


def stacked(periods: Sequence[date], series: Mapping[str, tuple[tokens.Value, Sequence[int], Sequence[str]]]) -> Figure:
    """The same with the bars of a period on top of one another, the first at the bottom."""
    figure = over_time(periods, series)
    for trace, pattern in zip(figure["data"], PATTERNS, strict=False):
        trace["marker"] |= {"pattern": {"shape": pattern, "solidity": 0.55, "size": 7}} if pattern else {}
        trace["marker"]["line"] = {"color": trace["marker"]["color"], "width": 1}
    totals = [sum(values) for values in zip(*(values for _, values, _ in series.values()), strict=True)]
    layout = figure["layout"]
    layout |= {"barmode": "stack", "legend": {**layout["legend"], "traceorder": "normal", "y": 1.04, "yanchor": "bottom"}}
    layout["yaxis"]["dtick"] = _round(max(totals, default=0))
    return figure


def rows_over_time(periods: Sequence[date], series: Mapping[str, tuple[tokens.Value, Sequence[int], Sequence[str]]]) -> Figure:
    """The same in rows below one another, each series in a scale of its own, the first on top."""
    figure = over_time(periods, series)
    layout, count = figure["layout"], len(series)
    height = (1 - 0.14 * (count - 1)) / count
    for place, (name, (look, values, ids), trace) in enumerate(zip(series, series.values(), figure["data"], strict=True)):
        axis = "" if place == 0 else str(place + 1)
        top = 1 - place * (height + 0.14)
        trace["yaxis"] = f"y{axis}"
        layout[f"yaxis{axis}"] = {
            **layout["yaxis"],
            "domain": [max(top - height, 0), top],
            "dtick": _step({name: (look, values, ids)}, 2),
            "title": {"text": name},
        }
    layout["xaxis"]["anchor"] = f"y{count}" if count > 1 else "y"
    return figure | {"layout": {**layout, "height": 110 * count, "showlegend": False, "barmode": "overlay"}}


SYMBOLS = {"▲": ("triangle-up", "solid"), "▼": ("triangle-down", "dash"), "◇": ("diamond-open", "dot")}
"""Glyph of a value -> sign of its points and dash of its line: lines can be told apart without their colour."""


def lines(
    days: Sequence[date],
    named: Sequence[str],
    series: Mapping[tokens.Value, tuple[Sequence[float | None], Sequence[str]]],
    *,
    unit: str,
    shares: bool,
) -> Figure:
    """A line for each value (values, selectors) over ``days``; ``named`` says what a point stands for. ``shares``: values from 0 to 1."""
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": f"{look.glyph} {look.label}",
                "x": [day.isoformat() for day in days],
                "y": list(values),
                "customdata": list(selectors),
                "text": list(named),
                "hovertemplate": "%{text}: " + ("%{y:.0%} of the " + unit if shares else "%{y:,} " + unit) + f" {escape(look.label)}<extra></extra>",
                "cliponaxis": False,
                "line": {"color": look.colour, "dash": SYMBOLS[look.glyph][1], "width": 2},
                "marker": {"color": look.colour, "symbol": SYMBOLS[look.glyph][0], "size": 9, "line": {"color": look.colour, "width": 1.5}},
                "selected": {"marker": {"opacity": 1}},
                "unselected": {"marker": {"opacity": 1}},
            }
            for look, (values, selectors) in series.items()
        ],
        "layout": {
            **base(320),
            "xaxis": {"type": "date", "fixedrange": True, "showgrid": False, "automargin": True, "nticks": TICKS, **DAYS},
            "yaxis": {
                "fixedrange": True,
                "automargin": True,
                "title": {"text": f"share of {unit}" if shares else unit},
                **({"tickformat": ".0%", "range": [-0.03, 1.05]} if shares else {"rangemode": "tozero", "tick0": 0, "dtick": _whole(series)}),
            },
            "legend": {"orientation": "h", "y": 1.03, "yanchor": "bottom", "x": 0},
            "hovermode": "closest",
        },
    }


def _whole(series: Mapping[tokens.Value, tuple[Sequence[float | None], Sequence[str]]]) -> int:
    return _round(max((value or 0 for values, _ in series.values() for value in values), default=0))


def _apart(count: int, months: bool) -> int:
    """Periods from tick to tick, about TICKS of them; for months a step that comes out even over a year."""
    step = max(math.ceil(count / TICKS), 1)
    if months:
        return next((even for even in (1, 2, 3, 6, 12) if step <= even * 1.2), math.ceil(step / 12) * 12)
    return step


def _tick(day: date, before: date | None, months: bool) -> str:
    """``10 Feb``, or ``Feb`` for a month; with the year below where it is another than at the tick before."""
    year = f"<br>{day.year}" if before is None or before.year != day.year else ""
    return in_words(day, "month" if months else None, short=True).removesuffix(f" {day.year}") + year


def _step(series: Mapping[str, tuple[tokens.Value, Sequence[int], Sequence[str]]], ticks: int = 5) -> int:
    """Whole numbers on the axis of counts, at most ``ticks`` of them: 1, 2, 5, 10, 20 ... apart."""
    return _round(max((value for _, values, _ in series.values() for value in values), default=0), ticks)


def _round(most: float, ticks: int = 5) -> int:
    return next(size * 10**power for power in range(12) for size in (1, 2, 5) if size * 10**power * ticks >= most)


def base(height: int) -> Figure:
    """What all charts have in common."""
    return {
        "height": height,
        "margin": {"l": 0, "r": 36, "t": 0, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "clickmode": "event+select",
    }


def shorten(label: str, limit: int = LABEL) -> str:
    """At most ``limit`` characters, cut at a word where one ends near; an ellipsis says that something is missing."""
    if len(label) <= limit:
        return label
    cut = label[: limit - 1]
    word = cut.rsplit(" ", 1)[0]
    return (word if len(word) >= limit * 0.6 else cut).rstrip(" ,;:-") + "…"


def draw(
    figure: Figure,
    table: pd.DataFrame | Ready,
    selectors: Sequence[str],
    *,
    key: str,
    alt: str,
    pick: Callable[[str], None] = evidence.select,
    brush: Callable[[date, date], None] | None = None,
) -> None:
    """Draw a figure and its table. ``table`` has a row for each of ``selectors``; choosing a mark or a row calls ``pick(selector)``.

    With ``brush`` a person can draw over an axis of dates; it is called with the first and last day that was touched.
    Keys carry the count of earlier choices: a chosen mark is free again after the redraw, so that choosing it twice works twice.
    """
    turn = f"{key}-{evidence.turn()}"

    def chosen_mark() -> None:
        selection = st.session_state[turn]["selection"]
        days = _brushed(selection) if brush else None
        if brush and days:
            brush(*days)
            return
        points = selection["points"]
        found = _selector(points[0].get("customdata")) if points else None
        if found:
            pick(found)

    # The room is there before the chart is, which comes with a script of its own: what stands below does not jump.
    st.html(f"<style>.st-key-{turn} {{ min-height: {int(figure['layout']['height'])}px; }}</style>")
    st.plotly_chart(
        _checked(json.dumps(figure)), key=turn, on_select=chosen_mark, selection_mode=("points", "box") if brush else "points", config=CONFIG, alt=alt
    )
    _twin(table, selectors, key=key, turn=turn, chart=turn, alt=alt, pick=pick)


@lru_cache(maxsize=128)
def _checked(figure: str) -> Any:
    """A figure, by its JSON, as plotly checks it: what that costs, a click does not pay again. Nobody changes it."""
    import plotly.graph_objects as go  # slow to import: not before it is needed

    return go.Figure(json.loads(figure))


def _twin(
    table: pd.DataFrame | Ready,
    selectors: Sequence[str],
    *,
    key: str,
    turn: str,
    chart: str,
    alt: str,
    pick: Callable[[str], None],
    title: str = "",
) -> None:
    """The same figures as a table, and the buttons that save the chart in the container ``chart`` as a picture."""

    def chosen_row() -> None:
        rows = st.session_state[f"{turn}-table"]["selection"]["rows"]
        if rows and rows[0] < len(selectors):
            pick(selectors[rows[0]])

    with st.expander("The same as a table", key=f"{key}-twin", type="compact"):
        days = {name: st.column_config.DateColumn(format="D MMM YYYY") for name in days_of(table)}
        st.dataframe(table, column_config=days, hide_index=True, key=f"{turn}-table", on_select=chosen_row, selection_mode="single-row", alt=alt)
        st.caption("Choose a row to read the sentences behind it.")
        downloads.picture(chart, title or alt, key=f"{turn}-picture")


def _brushed(selection: Mapping[str, Any]) -> tuple[date, date] | None:
    """The days that a drawn box touches."""
    for box in selection.get("box") or ():
        ends = sorted(str(x)[:10] for x in box.get("x", ()))
        if len(ends) == 2:
            try:
                return date.fromisoformat(ends[0]), date.fromisoformat(ends[1])
            except ValueError:
                return None
    return None


def _selector(customdata: object) -> str | None:
    while isinstance(customdata, list | tuple) and customdata:
        customdata = customdata[0]
    return customdata if isinstance(customdata, str) and customdata else None
