"""The timeline of quotes: one lane a speaker, one mark a quote. A plain figure dictionary; every mark carries its selector."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any

import pandas as pd

from components import tokens
from components.charts import Figure, shorten
from ontherecord.model import QUOTE_TYPES

LANE, TOP, BOTTOM = 52, 60, 36
"""Pixels of a lane, above all of them (legend) and below (axis)."""
SYMBOLS = {"direct": "circle", "mixed": "diamond", "indirect": "triangle-up-open"}
SIGNS = {"direct": "●", "mixed": "◆", "indirect": "△"}
"""The same shapes as characters, for the table."""
STACK, GAP = 4, 0.15
"""Marks of one lane and day lie above each other, up to this many, then in a second pile beside it; their distance in lanes."""
PILE = 0.011
"""Distance of piles, as a share of the time shown."""
UNDATED = 0.12
"""Share of the width for quotes without a day."""


def figure(points: pd.DataFrame, undated: pd.DataFrame, lanes: pd.DataFrame, mode: tokens.Mode = "light") -> Figure:
    """``points`` as :class:`ontherecord.queries.Timeline` gives them, ``undated`` in the same columns without a day,
    ``lanes`` with speaker_id, speaker and quotes, the first on top."""
    row_of = {speaker: i for i, speaker in enumerate(lanes["speaker_id"])}
    aside = bool(len(undated))
    places, heights = _piles(points, row_of)
    crowd, crowd_heights = _crowd(undated, row_of)
    traces = []
    for kind in QUOTE_TYPES:
        look = tokens.QUOTE_TYPES[kind]
        traces.append(_trace(kind, look, points, heights, row_of, places, "x", True))
        if aside:
            traces.append(_trace(kind, look, undated, crowd_heights, row_of, crowd, "x2", False))
    rows = len(lanes)
    note = {"showarrow": False, "xref": "paper", "align": "left"}
    labels = [
        {
            **note,
            "x": 0,
            "y": i - 0.38,
            "xanchor": "left",
            "yanchor": "middle",
            "text": f"<b>{escape(shorten(name, 34))}</b>  {count:,}",
            "font": {"size": 13, "color": tokens.SURFACES[mode].text},
        }
        for i, (name, count) in enumerate(zip(lanes["speaker"], lanes["quotes"], strict=True))
    ]
    lines = [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": i - 0.5,
            "y1": i - 0.5,
            "line": {"color": tokens.GREY, "width": 1},
            "opacity": 0.35,
            "layer": "below",
        }
        for i in range(rows + 1)
    ]
    if aside:
        lines.append(
            {
                "type": "rect",
                "xref": "paper",
                "yref": "paper",
                "x0": 1 - UNDATED,
                "x1": 1,
                "y0": 0,
                "y1": 1,
                "fillcolor": tokens.GREY,
                "opacity": 0.14,
                "layer": "below",
                "line": {"width": 0},
            }
        )
        labels.append(
            {
                **note,
                "x": 1 - UNDATED / 2,
                "y": 0,
                "yref": "paper",
                "yshift": -14,
                "xanchor": "center",
                "yanchor": "middle",
                "text": "undated",
                "font": {"color": tokens.SURFACES[mode].muted},
            }
        )
    return {
        "data": traces,
        "layout": {
            "height": LANE * rows + TOP + BOTTOM,
            "margin": {"l": 4, "r": 4, "t": TOP, "b": BOTTOM},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "dragmode": False,
            "clickmode": "event+select",
            "hovermode": "closest",
            "xaxis": {
                "type": "date",
                "fixedrange": True,
                "domain": [0, 1 - UNDATED - 0.015 if aside else 1],
                "range": _range(points),
                "zeroline": False,
                "tickfont": {"color": tokens.SURFACES[mode].muted},
            },
            "xaxis2": {"domain": [1 - UNDATED, 1], "range": [0, 1], "visible": False, "fixedrange": True, "anchor": "y"},
            "yaxis": {"range": [rows - 0.5, -0.55], "visible": False, "fixedrange": True},
            "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "itemclick": False, "itemdoubleclick": False},
            "shapes": lines,
            "annotations": labels,
        },
    }


def _trace(
    kind: str, look: tokens.Value, rows: pd.DataFrame, heights: Sequence[float], row_of: dict[str, int], x: Sequence[object], axis: str, legend: bool
) -> Figure:
    chosen = [i for i, (type_, speaker) in enumerate(zip(rows["type"], rows["speaker_id"], strict=True)) if type_ == kind and speaker in row_of]
    hovers = [_hover(*row) for row in rows[["speaker", "day", "content", "outlet"]].itertuples(index=False)]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{look.label} quote",
        "legendgroup": kind,
        "showlegend": legend,
        "xaxis": axis,
        "x": [x[i] for i in chosen],
        "y": [heights[i] for i in chosen],
        "customdata": [rows["quote_id"].iloc[i] for i in chosen],
        "hovertext": [hovers[i] for i in chosen],
        "hoverinfo": "text",
        "marker": {
            "symbol": SYMBOLS[kind],
            "size": 10,
            "color": look.colour,
            "line": {"width": 2 if kind == "indirect" else 0.5, "color": look.colour},
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _piles(points: pd.DataFrame, row_of: dict[str, int]) -> tuple[list[str], list[float]]:
    """Places for dated quotes: those of one speaker and day stand above each other, in piles that stand side by side."""
    days = pd.to_datetime(points["day"])
    step = (days.max() - days.min()) * PILE if len(days) else pd.Timedelta(0)
    seen: dict[tuple[str, object], int] = {}
    places, heights = [], []
    for speaker, day in zip(points["speaker_id"], days, strict=True):
        n = seen.get((speaker, day), 0)
        seen[speaker, day] = n + 1
        places.append((day + n // STACK * step).isoformat())
        heights.append(row_of.get(speaker, 0) + 0.34 - GAP * (n % STACK))
    return places, heights


def _crowd(undated: pd.DataFrame, row_of: dict[str, int]) -> tuple[list[float], list[float]]:
    """Places for quotes without a day: side by side, then the next row."""
    seen: dict[str, int] = {}
    places, heights = [], []
    for speaker in undated["speaker_id"]:
        n = seen.get(speaker, 0)
        seen[speaker] = n + 1
        places.append(0.1 + 0.16 * (n % 6))
        heights.append(row_of.get(speaker, 0) + 0.34 - GAP * 1.4 * (n // 6 % 3))
    return places, heights


def _range(points: pd.DataFrame) -> list[str] | None:
    days = pd.to_datetime(points["day"])
    if not len(days):
        return None
    margin = max((days.max() - days.min()) * 0.03, pd.Timedelta(days=1))
    return [(days.min() - margin).isoformat(), (days.max() + margin).isoformat()]


def _hover(speaker: Any, day: Any, content: Any, outlet: Any) -> str:
    when = "undated" if day is None or pd.isna(day) else f"{pd.Timestamp(day).day} {pd.Timestamp(day):%B %Y}"
    words = "<br>".join(escape(line) for line in wrap(" ".join(str(content).split()), 56, max_lines=4, placeholder=" …"))
    where = "" if outlet is None or pd.isna(outlet) else f" · {escape(str(outlet))}"
    return f"<b>{escape(str(speaker))}</b><br>{words}<br>{when}{where}"
