"""The timeline of quotes: a strip of everything over time, and below it one lane for each speaker or country.

In a lane that is not crowded each quote is a mark: its shape is the kind of quote, its colour and the sign in it the stance or the country.
A crowded lane shows bars, one for each period; narrowed to fewer days, its quotes come out as marks again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from textwrap import wrap
from typing import Any, Literal

import pandas as pd

from components import tokens
from components.charts import DAYS, Figure, shorten
from components.tables import readable, short
from components.tokens import Value
from ontherecord.queries import selectors
from ontherecord.queries.days import in_words
from ontherecord.queries.headings import span
from ontherecord.queries.timelines import Timeline

LANE, BOTTOM = 62, 42
"""Pixels of a lane, and below all of them (axis)."""
SYMBOLS = {"direct": "square", "mixed": "pentagon", "indirect": "star"}
SIGNS = {"direct": "■", "mixed": "⬟", "indirect": "★"}
"""The same shapes as characters, for the legend. None of them is the sign of a stance, which stands inside."""
SIZES = {"direct": 14, "mixed": 17, "indirect": 19}
STACK, GAP = 3, 0.235
"""Steps of a lane on which marks stand above each other, and their distance in lanes."""
ROOM, PILE = 0.05, 0.02
"""How far marks of one step stand apart, as a share of the time shown (on a phone they do not touch then), and at least, where a lane is full."""
UNDATED = 0.13
"""Share of the width for quotes without a day."""
NONE = Value("no stance (hollow)", tokens.GREY, "")
OTHER = Value("other countries", tokens.GREY, "")
NOWHERE = Value("no country (hollow)", tokens.GREY, "")
Colour = Literal["stance", "country"]


def looks(found: Timeline, colour: Colour, name: Mapping[str, str]) -> dict[str | None, Value]:
    """What each stance or country looks like. Countries: the five with most quotes have a colour of their own, all have their code as sign."""
    if colour == "stance":
        stances: dict[str | None, Value] = {stance: value for stance, value in tokens.STANCES.items()}  # noqa: C416
        return stances | {None: NONE}
    counted: dict[str, int] = {}
    for frame, weight in ((found.points, None), (found.undated, None), (found.bins, "quotes")):
        for place, number in zip(frame["country"], frame[weight] if weight else [1] * len(frame), strict=True):
            if place:
                counted[place] = counted.get(place, 0) + int(number)
    ranked = sorted(counted, key=lambda code: (-counted[code], code))
    five = dict(zip(ranked, tokens.CATEGORICAL[:5], strict=False))
    own: dict[str | None, Value] = {code: Value(name.get(code, code), five.get(code, tokens.GREY), code[:2]) for code in ranked}
    return {**own, None: NOWHERE}


def strip(found: Timeline, measure: str, once: bool, day: str) -> tuple[Figure, list[str]]:
    """Bars for every period, and the selector of each. ``measure``: "count" of quotes, or "share" of articles that hold one, in per cent."""
    rows = found.strip
    values = shares(rows) if measure == "share" else rows["quotes"].astype(float).tolist()
    property: selectors.Property = "published" if measure == "share" or day == "published" else "said"
    more: list[tuple[selectors.Property, str]] = [("once", "story")] if once else []
    ids = [
        selectors.quotes((property, selectors.days(start.date(), end)), *more)
        for start, end in zip(rows["period_start"], rows["period_end"], strict=True)
    ]
    periods = [span(start.date(), end) for start, end in zip(rows["period_start"], rows["period_end"], strict=True)]
    what = "stories" if once else "articles"
    words = [
        f"{period}: {value:.0f} % of {whole:,} {what} hold such a quote" if measure == "share" else f"{period}: {int(value):,} quotes"
        for period, value, whole in zip(periods, values, rows["all_articles"], strict=True)
    ]
    width = [((end - start.date()).days + 1) * 86_400_000 for start, end in zip(rows["period_start"], rows["period_end"], strict=True)]
    middle = [start + pd.Timedelta(milliseconds=w / 2) for start, w in zip(rows["period_start"], width, strict=True)]
    figure: Figure = {
        "data": [
            {
                "type": "bar",
                "x": [m.isoformat() for m in middle],
                "y": values,
                "width": [w * 0.86 for w in width],
                "customdata": ids,
                "hovertext": words,
                "hoverinfo": "text",
                "marker": {"color": tokens.BLUE},
                "selected": {"marker": {"opacity": 1}},
                "unselected": {"marker": {"opacity": 1}},
            }
        ],
        "layout": {
            "height": 104,
            "margin": {"l": 4, "r": 4, "t": 2, "b": 40},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "dragmode": "select",
            "selectdirection": "h",
            "clickmode": "event+select",
            "showlegend": False,
            "xaxis": {"type": "date", "fixedrange": True, "range": _range(found), "showgrid": False, "zeroline": False, **DAYS},
            "yaxis": {
                "fixedrange": True,
                "rangemode": "tozero",
                "nticks": 3,
                "side": "right",
                "ticksuffix": " %" if measure == "share" else "",
                "automargin": True,
                "zeroline": False,
                "tickformat": ",d",
            },
        },
    }
    return figure, ids


def shares(rows: pd.DataFrame) -> list[float]:
    """Articles with such a quote in per cent of all articles of the period; 0 where there is no article."""
    return [100 * int(a) / int(b) if b else 0.0 for a, b in zip(rows["articles"], rows["all_articles"], strict=True)]


def figure(
    found: Timeline, look: Mapping[str | None, Value], colour: Colour, by: str, day: str, once: bool, mode: tokens.Mode = "light"
) -> tuple[Figure, list[str]]:
    """The lanes, the first on top, and the selectors of what is drawn, in the order of :func:`twin`."""
    row_of = {key: i for i, key in enumerate(found.lanes["key"])}
    crowded = {key: n for key, n in zip(found.lanes["key"], found.lanes["undated"], strict=True) if n > 12}
    aside = bool(found.lanes["undated"].sum())
    rows = len(found.lanes)
    traces = [_marks(found.points, look, colour, *_piles(found.points, row_of), "x")]
    bars, bar_ids = _bars(found, row_of, look, colour, by, day, once)
    traces += bars
    if aside:
        traces.append(_marks(found.undated, look, colour, *_crowd(found.undated, row_of), "x2"))
        traces.append(_undated_counts(found, crowded, row_of, by, day, once, mode))
    ids = [*found.points["quote_id"], *bar_ids, *(found.undated["quote_id"] if aside else ())]
    surface = tokens.SURFACES[mode]
    note = {"showarrow": False, "xref": "paper", "align": "left"}
    units = {"day": "a day", "week": "a week", "month": "a month", "quarter": "a quarter", "year": "a year"}
    most: dict[str, int] = {}
    for lane, _, _, quotes in _totals(found):
        most[lane] = max(most.get(lane, 0), quotes)
    labels = [
        {
            **note,
            "x": 0,
            "y": i - 0.38,
            "xanchor": "left",
            "yanchor": "middle",
            "text": f"<b>{escape(shorten(str(name), 34))}</b>  {count:,}" + (f", up to {most[key]:,} {units[found.unit]}" if key in most else ""),
            "font": {"size": 13, "color": surface.text},
        }
        for i, (key, name, count) in enumerate(zip(found.lanes["key"], found.lanes["name"], found.lanes["quotes"], strict=True))
    ]
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "line": {"color": tokens.GREY, "width": 1}, "opacity": 0.35, "layer": "below"}
    lines: list[Figure] = [{**line, "y0": i - 0.5, "y1": i - 0.5} for i in range(rows + 1)]
    if aside:
        band = {"type": "rect", "xref": "paper", "yref": "paper", "x0": 1 - UNDATED, "x1": 1, "y0": 0, "y1": 1}
        lines.append({**band, "fillcolor": tokens.GREY, "opacity": 0.14, "layer": "below", "line": {"width": 0}})
        words = "apart" if found.apart else "no day"
        under = {"x": 1 - UNDATED / 2, "y": 0, "yref": "paper", "yshift": -14, "xanchor": "center", "yanchor": "middle", "text": words}
        labels.append({**note, **under, "font": {"color": surface.muted}})
    drawn = {
        "data": traces,
        "layout": {
            "height": LANE * rows + BOTTOM + 6,
            "margin": {"l": 4, "r": 4, "t": 6, "b": BOTTOM},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "dragmode": False,
            "clickmode": "event+select",
            "hovermode": "closest",
            "barmode": "overlay",
            "showlegend": False,
            "xaxis": {
                "type": "date",
                "fixedrange": True,
                "domain": [0, 1 - UNDATED - 0.015 if aside else 1],
                "range": _range(found),
                "zeroline": False,
                "tickfont": {"color": surface.muted},
                **DAYS,
            },
            "xaxis2": {"domain": [1 - UNDATED, 1], "range": [0, 1], "visible": False, "fixedrange": True, "anchor": "y"},
            "yaxis": {"range": [rows - 0.5, -0.55], "visible": False, "fixedrange": True},
            "shapes": lines,
            "annotations": labels,
        },
    }
    return drawn, ids


def twin(found: Timeline, look: Mapping[str | None, Value], colour: Colour) -> pd.DataFrame:
    """The same as a table, in the order of the selectors that :func:`figure` gives."""
    names = dict(zip(found.lanes["key"], found.lanes["name"], strict=True))
    rows = []
    for frame in (found.points, None, found.undated):
        if frame is None:
            for lane, start, end, quotes in _totals(found):
                rows.append((names.get(lane, lane), span(start, end), "", "", f"{quotes:,} quotes", ""))
            continue
        for row in frame.to_dict("records"):
            when = _when(row, short=True)
            kind = f"{tokens.QUOTE_TYPES[row['type']].glyph} {tokens.QUOTE_TYPES[row['type']].label}"
            rows.append((names.get(row["lane"], row["lane"]), when, kind, look[row[colour]].label, readable(row["content"]), row["outlet"] or ""))
    columns = ["Lane", "When", "Kind", "Stance" if colour == "stance" else "Country", "Quote", "Outlet"]
    return pd.DataFrame(rows, columns=columns)


def key(look: Mapping[str | None, Value], found: Timeline, colour: Colour) -> list[tuple[str, str]]:
    """The legend of colours that are there: (glyph and label, colour)."""
    used = {value if isinstance(value, str) else None for frame in (found.points, found.undated, found.bins) for value in frame[colour].unique()}
    shown = [(f"{v.glyph} {v.label}".strip(), v.colour) for value, v in look.items() if value in used and (value is None or v.colour != tokens.GREY)]
    if colour == "country" and any(v.colour == tokens.GREY and value for value, v in look.items() if value in used):
        shown.insert(-1 if None in used else len(shown), (OTHER.label, OTHER.colour))
    elif colour == "stance" and "undecided" in used:
        v = look["undecided"]
        shown.insert(-1 if None in used else len(shown), (f"{v.glyph} {v.label}", v.colour))
    return shown


def _marks(
    rows: pd.DataFrame, look: Mapping[str | None, Value], colour: Colour, places: Sequence[object], heights: Sequence[float], axis: str
) -> Figure:
    values = [look[v if isinstance(v, str) else None] for v in rows[colour]]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "xaxis": axis,
        "x": list(places),
        "y": list(heights),
        "customdata": rows["quote_id"].tolist(),
        "text": [v.glyph for v in values],
        "textposition": "middle center",
        "textfont": {"color": "#ffffff", "size": 8},
        "hovertext": [_hover(row, v, colour) for row, v in zip(rows.to_dict("records"), values, strict=True)],
        "hoverinfo": "text",
        "marker": {
            # What carries no sign is hollow: seen at once, and without colour.
            "symbol": [SYMBOLS[t] + ("" if v.glyph else "-open") for t, v in zip(rows["type"], values, strict=True)],
            "opacity": 1,
            "size": [SIZES[t] for t in rows["type"]],
            "color": [v.colour for v in values],
            "line": {"width": 1.5, "color": [v.colour for v in values]},
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _totals(found: Timeline) -> list[tuple[str, date, date, int]]:
    """What stands in each period of each crowded lane."""
    if found.bins.empty:
        return []
    sums = found.bins.groupby(["lane", "period_start", "period_end"], sort=False)["quotes"].sum().reset_index()
    return [(r["lane"], r["period_start"].date(), r["period_end"], int(r["quotes"])) for r in sums.to_dict("records")]


def _bars(
    found: Timeline, row_of: Mapping[str, int], look: Mapping[str | None, Value], colour: Colour, by: str, day: str, once: bool
) -> tuple[list[Figure], list[str]]:
    """Bars that stand on the floor of their lane, one for each period and colour, and the selectors of the periods."""
    totals = _totals(found)
    if not totals:
        return [], []
    lane_property: Any = by
    day_property: Any = day
    more: list[Any] = [("once", "story")] if once else []
    ids = {
        (lane, start): selectors.quotes((lane_property, lane), (day_property, selectors.days(start, end)), *more) for lane, start, end, _ in totals
    }
    said = {(lane, start): f"{span(start, end)}: {quotes:,} quotes" for lane, start, end, quotes in totals}
    tallest: dict[str, int] = {}
    for lane, _, _, quotes in totals:
        tallest[lane] = max(tallest.get(lane, 0), quotes)
    order = {value: n for n, value in enumerate(look)}
    grouped: dict[tuple[str, date], dict[str | None, int]] = {}
    width: dict[tuple[str, date], int] = {}
    for row in found.bins.to_dict("records"):
        at = (row["lane"], row["period_start"].date())
        value = row[colour] if isinstance(row[colour], str) else None
        grouped.setdefault(at, {})[value] = grouped.get(at, {}).get(value, 0) + int(row["quotes"])
        width[at] = ((row["period_end"] - at[1]).days + 1) * 86_400_000
    data: dict[str, list[Any]] = {name: [] for name in ("x", "y", "base", "width", "color", "id", "hover")}
    for at, parts in grouped.items():
        lane, start = at
        floor = row_of[lane] + 0.44
        for value in sorted(parts, key=lambda v: order.get(v, len(order))):
            height = 0.66 * parts[value] / tallest[lane]
            middle = pd.Timestamp(start) + pd.Timedelta(milliseconds=width[at] / 2)
            words = f"<br>of them {parts[value]:,}: {escape(look[value].label)}" if len(parts) > 1 else ""
            entries = (middle.isoformat(), -height, floor, width[at] * 0.86, look[value].colour, ids[at], said[at] + words)
            for name, entry in zip(data, entries, strict=True):
                data[name].append(entry)
            floor -= height
    trace = {
        "type": "bar",
        "xaxis": "x",
        "x": data["x"],
        "y": data["y"],
        "base": data["base"],
        "width": data["width"],
        "customdata": data["id"],
        "hovertext": data["hover"],
        "hoverinfo": "text",
        "marker": {"color": data["color"]},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    return [trace], [ids[lane, start] for lane, start, _, _ in totals]


def _undated_counts(
    found: Timeline, crowded: Mapping[str, int], row_of: Mapping[str, int], by: str, day: str, once: bool, mode: tokens.Mode
) -> Figure:
    lane_property: Any = by
    day_property: Any = day
    more: list[Any] = [("once", "story")] if once else []
    days = [(day_property, value) for value in found.beside]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "xaxis": "x2",
        "x": [0.5] * len(crowded),
        "y": [row_of[lane] + 0.12 for lane in crowded],
        "text": [f"{n:,}" for n in crowded.values()],
        "textfont": {"color": tokens.SURFACES[mode].text, "size": 13},
        "customdata": [selectors.quotes((lane_property, lane), *days, *more) for lane in crowded],
        "hovertext": [f"{n:,} quotes without a day{' or far from the rest' if found.apart else ''}" for n in crowded.values()],
        "hoverinfo": "text",
        "marker": {"symbol": "square", "size": 34, "color": "rgba(0,0,0,0)", "line": {"width": 1, "color": tokens.GREY}},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _piles(points: pd.DataFrame, row_of: Mapping[str, int]) -> tuple[list[str], list[float]]:
    """Places for dated quotes (oldest first): each on the lowest step of its lane on which there is room beside the one before, for the width of
    a phone; where all are taken, on the one that is free first, moved a little to the right."""
    days = pd.to_datetime(points["day"])
    whole = max(days.max() - days.min(), pd.Timedelta(days=1)) if len(days) else pd.Timedelta(0)
    taken: dict[str, list[pd.Timestamp]] = {}
    places, heights = [], []
    for lane, day in zip(points["lane"], days, strict=True):
        steps = taken.setdefault(lane, [day - whole] * STACK)
        free = next((n for n, last in enumerate(steps) if day - last >= whole * ROOM), None)
        n = steps.index(min(steps)) if free is None else free
        steps[n] = max(day, steps[n] + whole * PILE) if free is None else day
        places.append(steps[n].isoformat())
        heights.append(row_of.get(lane, 0) + 0.35 - GAP * n)
    return places, heights


def _crowd(undated: pd.DataFrame, row_of: Mapping[str, int]) -> tuple[list[float], list[float]]:
    """Places for quotes without a day: side by side, then the next row."""
    seen: dict[str, int] = {}
    places, heights = [], []
    for lane in undated["lane"]:
        n = seen.get(lane, 0)
        seen[lane] = n + 1
        places.append(0.1 + 0.16 * (n % 6))
        heights.append(row_of.get(lane, 0) + 0.35 - GAP * (n // 6 % 3))
    return places, heights


def _range(found: Timeline) -> list[str] | None:
    if found.first is None or found.last is None:
        return None
    last = max([found.last, *found.strip["period_end"].iloc[-1:]])
    first = min([found.first, *(start.date() for start in found.strip["period_start"].iloc[:1])])
    margin = max((last - first).days * 0.015, 0.6)
    return [(pd.Timestamp(first) - pd.Timedelta(days=margin)).isoformat(), (pd.Timestamp(last) + pd.Timedelta(days=1 + 2 * margin)).isoformat()]


def _when(row: dict[Any, Any], *, short: bool = False) -> str:
    """The day, or the month or year of which no more is known."""
    if not pd.isna(row["day"]):
        return in_words(row["day"], short=short)
    return "undated" if pd.isna(row["around"]) else in_words(row["around"], row["basis"], short=short)


def _hover(row: dict[Any, Any], value: Value, colour: Colour) -> str:
    words = "<br>".join(escape(line) for line in wrap(short(str(row["content"]), 4 * 56), 56))
    where = f" · {escape(str(row['outlet']))}" if row["outlet"] else ""
    who = f"<b>{escape(str(row['speaker']))}</b>" if row["speaker"] else "<b>Speaker unknown</b>"
    return f"{who}<br>{words}<br>{_when(row)}{where}<br>{tokens.QUOTE_TYPES[row['type']].label} quote · {escape(value.label)}"
