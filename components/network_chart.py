"""A network in two columns, as a figure dictionary of plotly: lines from left to right, told apart by dash and sign as well as by colour."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from components import charts, theme, tokens
from components.charts import Figure
from ontherecord.queries import selectors
from ontherecord.queries.network import Edge, Network, Node, two_columns

SPEAKS = tokens.Value("names in quotes", tokens.BLUE, "→")
LOOKS: dict[str, tuple[str, str]] = {
    "▲": ("triangle-up", "solid"),
    "▼": ("triangle-down", "dash"),
    "◇": ("diamond-open", "dot"),
    "?": ("x", "dashdot"),
}
"""Glyph -> sign in the middle of a line, and its dash."""
WIDTHS = (1.0, 2.0, 3.5, 5.0)
STEPS = 14
"""Points of a curve."""
ROW, LABEL = 26, 30
"""Pixels from node to node; letters of a label."""


def look(edge: Edge) -> tokens.Value:
    """How an edge is shown: by its side, or as naming somebody."""
    if edge.stance is None:
        return SPEAKS
    return tokens.SIDES[edge.side] if edge.side else tokens.APART


def figure(network: Network, heads: tuple[str, str], unit: str) -> Figure:
    """``heads`` stand above the columns; ``unit`` is the singular of what an edge counts."""
    left, right = two_columns(network)
    at = {node: (x, _place(n, len(column))) for x, column in ((0.0, left), (1.0, right)) for n, node in enumerate(column)}
    traces: list[dict[str, Any]] = []
    most = max((edge.weight for edge in network.edges), default=1)
    looks = list(dict.fromkeys(look(edge) for edge in network.edges))
    for one in [value for value in (*tokens.SIDES.values(), tokens.APART, SPEAKS) if value in looks]:
        same = [edge for edge in network.edges if look(edge) == one]
        symbol, dash = LOOKS.get(one.glyph, ("circle", "solid"))
        for width in WIDTHS:
            drawn = [edge for edge in same if _width(edge.weight, most) == width]
            if drawn:
                traces.append(_lines(drawn, at, one.colour, dash, width))
        traces.append(_signs(same, at, one, symbol, unit))
    traces += [_nodes(column, at, side) for column, side in ((left, "left"), (right, "right"))]
    rows = max(len(left), len(right), 4)
    return {
        "data": traces,
        "layout": {
            **charts.base(ROW * rows + 90),
            "xaxis": {"range": [-0.6, 1.6], "visible": False, "fixedrange": True},
            "yaxis": {"range": [-0.5 / rows, 1 + 0.5 / rows], "visible": False, "fixedrange": True},
            "legend": {"orientation": "h", "y": 1 + 30 / (ROW * rows + 30), "yanchor": "bottom", "x": 0.5, "xanchor": "center"},
            "hovermode": "closest",
            "margin": {"l": 0, "r": 0, "t": 60, "b": 0},
            "annotations": [
                {"x": x, "y": 1 + 0.5 / rows, "yanchor": "bottom", "xanchor": anchor, "showarrow": False, "text": f"<b>{escape(head)}</b>"}
                for x, anchor, head in ((-0.02, "right", heads[0]), (1.02, "left", heads[1]))
            ],
        },
    }


def _place(number: int, of: int) -> float:
    """Height of the node with this number, the first on top; a short column stands in the middle."""
    return 0.5 if of == 1 else 1 - number / (of - 1)


def _width(weight: int, most: int) -> float:
    """Wider for more, by the square root: of most, a quarter of it, a ninth."""
    return WIDTHS[min(int((weight / most) ** 0.5 * len(WIDTHS)), len(WIDTHS) - 1)]


def _curve(edge: Edge, at: dict[Node, tuple[float, float]]) -> tuple[list[float], list[float]]:
    (x, y), (to_x, to_y) = at[edge.source], at[edge.target]
    steps = [n / STEPS for n in range(STEPS + 1)]
    return [x + (to_x - x) * t for t in steps], [y + (to_y - y) * (t * t * (3 - 2 * t)) for t in steps]


def _lines(edges: Sequence[Edge], at: dict[Node, tuple[float, float]], colour: str, dash: str, width: float) -> dict[str, Any]:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for edge in edges:
        x, y = _curve(edge, at)
        xs += [*x, None]
        ys += [*y, None]
    line = {"color": colour, "dash": dash, "width": width}
    return {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "opacity": 0.75, "hoverinfo": "skip", "showlegend": False}


def _signs(edges: Sequence[Edge], at: dict[Node, tuple[float, float]], one: tokens.Value, symbol: str, unit: str) -> dict[str, Any]:
    """A sign on each line, near its beginning where lines of one node have not met others yet: what a person points at and chooses."""
    places = []
    for number, edge in enumerate(edges):
        x, y = _curve(edge, at)
        step = 4 + number % 3 * 3  # not all at one height: lines that run side by side keep their signs apart
        places.append((x[step], y[step]))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{one.glyph} {one.label}",
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "customdata": [edge.show for edge in edges],
        "text": [
            f"{escape(charts.shorten(e.source.name, 60))} → {escape(charts.shorten(e.target.name, 60))}: {theme.count(e.weight, unit)}" for e in edges
        ],
        "hovertemplate": "%{text}, " + escape(one.label) + "<extra></extra>",
        "marker": {"color": one.colour, "symbol": symbol, "size": 10, "line": {"color": one.colour, "width": 1.5}},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _nodes(column: Sequence[Node], at: dict[Node, tuple[float, float]], side: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [at[node][0] for node in column],
        "y": [at[node][1] for node in column],
        "customdata": [opens(node) for node in column],
        "text": [escape(charts.shorten(node.name, LABEL)) for node in column],
        "textposition": "middle left" if side == "left" else "middle right",
        "hovertext": [escape(node.name) for node in column],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "showlegend": False,
        "marker": {"color": tokens.GREY, "symbol": "square" if side == "left" else "circle", "size": 8},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}, "textfont": {"color": None}},
    }


def opens(node: Node) -> str:
    """The selector of what a node stands for: all positions of an actor or on an issue, all quotes of a speaker or that name somebody."""
    match node.kind:
        case "actor":
            return selectors.positions(("speaker", node.id))
        case "issue":
            return selectors.issue(node.id)
        case "speaker":
            return selectors.quotes(("speaker", node.id))
        case _:
            return selectors.quotes(("names", node.id))
