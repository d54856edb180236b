"""Pictures of shares with their intervals, and of confidence stated against what was found. Figure dictionaries, as in :mod:`components.charts`."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

import pandas as pd

from components import tokens
from components.charts import Figure, shorten
from ontherecord.intervals import Share

CHECKED, MODELS = tokens.BLUE, tokens.VERMILLION


class Line(NamedTuple):
    """One share: its name, where a click on it leads, and the figure of the models that it may stand beside (None for none)."""

    name: str
    share: Share
    leads: str
    measured: float | None = None


def intervals(lines: Sequence[Line]) -> Figure:
    """A dot with its interval for each line, the first on top; the models' figures as diamonds."""
    known = [line for line in lines if line.share.share is not None]
    rows = {line: shorten(line.name, 24) for line in lines}
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": "checked here",
            "x": [line.share.share for line in known],
            "y": [rows[line] for line in known],
            "customdata": [line.leads for line in known],
            "text": [escape(in_words(line.share)) for line in known],
            "hovertemplate": "%{y}: %{text}<extra></extra>",
            "marker": {"color": CHECKED, "size": 11},
            "error_x": _bars(line.share for line in known),
            **_STEADY,
        }
    ]
    beside = [line for line in lines if line.measured is not None]
    if beside:
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": "the models in tests",
                "x": [line.measured for line in beside],
                "y": [rows[line] for line in beside],
                "customdata": [line.leads for line in beside],
                "hovertemplate": "%{y}: %{x:.1%} in tests<extra></extra>",
                "marker": {"color": MODELS, "size": 11, "symbol": "diamond-open", "line": {"width": 2, "color": MODELS}},
                **_STEADY,
            }
        )
    names = [rows[line] for line in lines]
    layout = _layout(90 + 38 * len(lines))
    layout["yaxis"] = {"categoryorder": "array", "categoryarray": names[::-1], "fixedrange": True, "automargin": True, "ticksuffix": "  "}
    layout["xaxis"] = {**_PERCENT, "range": [-0.02, 1.02]}
    layout["showlegend"] = bool(beside)
    return {"data": data, "layout": layout}


def calibration(bands: Sequence[tuple[float, float, Share]], leads: str) -> Figure:
    """Confidence stated (across) against the share that was right (up): on the line, confidence means what it says."""
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": "as stated",
            "x": [0, 1],
            "y": [0, 1],
            "hoverinfo": "skip",
            "line": {"color": tokens.GREY, "dash": "dot", "width": 1.5},
        },
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": "checked here",
            "x": [stated for _, stated, _ in bands],
            "y": [share.share for _, _, share in bands],
            "customdata": [leads for _ in bands],
            "text": [escape(f"stated {stated:.0%}: {in_words(share)}") for _, stated, share in bands],
            "hovertemplate": "%{text}<extra></extra>",
            "line": {"color": CHECKED, "width": 2},
            "marker": {"color": CHECKED, "size": 10},
            "error_y": _bars(share for _, _, share in bands),
            **_STEADY,
        },
    ]
    layout = _layout(360)
    low = min([0.5, *(band for band, _, _ in bands)])
    layout["xaxis"] = {**_PERCENT, "range": [max(low - 0.05, -0.02), 1.02], "title": {"text": "confidence stated"}}
    layout["yaxis"] = {**_PERCENT, "range": [-0.02, 1.05], "title": {"text": "right"}}
    return {"data": data, "layout": layout}


def table(lines: Sequence[Line], first: str) -> pd.DataFrame:
    """The same as :func:`intervals` in words and numbers."""
    found = {
        first: [line.name for line in lines],
        "Checked": [line.share.checked for line in lines],
        "Right": [line.share.right for line in lines],
        "Share": [_percent(line.share.share) for line in lines],
        "Likely between": [between(line.share) for line in lines],
    }
    if any(line.measured is not None for line in lines):
        found["Models in tests"] = [_percent(line.measured, 1) for line in lines]
    return pd.DataFrame(found)


def bands_table(bands: Sequence[tuple[float, float, Share]]) -> pd.DataFrame:
    """The same as :func:`calibration` in words and numbers."""
    return pd.DataFrame(
        {
            "Confidence": [f"{band:.0%} and more" if band else "under 50%" for band, _, _ in bands],
            "Stated on average": [_percent(stated) for _, stated, _ in bands],
            "Checked": [share.checked for _, _, share in bands],
            "Right": [_percent(share.share) for _, _, share in bands],
            "Likely between": [between(share) for _, _, share in bands],
        }
    )


def in_words(share: Share) -> str:
    """ "91%, likely between 84% and 95% (46 of 50 checked)"."""
    if share.share is None:
        return "nothing checked"
    return f"{share.share:.0%}, likely between {between(share)} ({share.right:,} of {share.checked:,} checked)"


def between(share: Share) -> str:
    return "" if share.low is None or share.high is None else f"{share.low:.0%} and {share.high:.0%}"


def _percent(value: float | None, places: int = 0) -> str:
    return "" if value is None else f"{value:.{places}%}"


def _bars(shares: Any) -> dict[str, Any]:
    found = [share for share in shares if share.share is not None]
    return {
        "type": "data",
        "symmetric": False,
        "array": [(share.high or 0) - share.share for share in found],
        "arrayminus": [share.share - (share.low or 0) for share in found],
        "color": CHECKED,
        "thickness": 2,
        "width": 5,
    }


_PERCENT: dict[str, Any] = {"tickformat": ".0%", "fixedrange": True, "zeroline": False, "automargin": True}
_STEADY: dict[str, Any] = {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}, "cliponaxis": False}
"""A chosen mark looks as before: choosing leads elsewhere."""


def _layout(height: int) -> Figure:
    return {
        "height": height,
        "margin": {"l": 0, "r": 24, "t": 8, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "clickmode": "event+select",
        "hovermode": "closest",
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
    }
