"""Who stands where, as a network of actors and issues in GraphML (http://graphml.graphdrawing.org), for Gephi, visone, igraph and others."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

from ontherecord.export.about import PRODUCT, about
from ontherecord.queries import Corpus, Filters, position_cells

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_KEYS = {
    "node": {"label": "string", "kind": "string", "country": "string"},
    "edge": {
        **dict.fromkeys(("stance", "stances", "first", "last", "about"), "string"),
        **dict.fromkeys(("weight", "articles", "side"), "int"),
    },
}
_SIDES = {"support": 1, "open": 1, "conditional": 1, "oppose": -1, "undecided": 0}
_LETTERS = dict.fromkeys([*range(0x20), 0xFFFE, 0xFFFF])
"""Characters that XML 1.0 cannot hold."""


def graphml(corpus: Corpus, filters: Filters, *, link: str = "") -> bytes:
    """An edge from each actor to each issue that it takes a position on: ``stance`` of its latest day, ``stances`` of all of its passages,
    ``weight`` (passages), ``articles``, ``first``, ``last`` (days) and ``side`` (1 for, -1 against, 0 undecided) of what is in ``about``.
    The head is in ``desc``."""
    cells = position_cells(corpus, filters).to_dict("records")
    told = about(corpus, filters, "actors and issues", len(cells), link=link)
    ET.register_namespace("", _NAMESPACE)
    root = ET.Element(_tag("graphml"))
    ET.SubElement(root, _tag("desc")).text = _text(PRODUCT + "\n" + "\n".join(f"{label}: {text}" for label, text in told.lines()))
    for place, keys in _KEYS.items():
        for name, kind in keys.items():
            ET.SubElement(root, _tag("key"), {"id": f"{place}-{name}", "for": place, "attr.name": name, "attr.type": kind})
    graph = ET.SubElement(root, _tag("graph"), {"id": "positions", "edgedefault": "directed"})
    actors = {cell["actor_id"]: (cell["actor"], "actor", cell["country"]) for cell in cells}
    issues = {cell["issue_id"]: (cell["issue"], "issue", None) for cell in cells}
    for kind, nodes in (("actor", actors), ("issue", issues)):
        for id, (label, _, country) in nodes.items():
            node = ET.SubElement(graph, _tag("node"), {"id": _text(f"{kind}:{id}")})
            _data(node, "node", {"label": label, "kind": kind, "country": country})
    for number, cell in enumerate(cells):
        ends = {"id": f"e{number}", "source": _text(f"actor:{cell['actor_id']}"), "target": _text(f"issue:{cell['issue_id']}")}
        edge = ET.SubElement(graph, _tag("edge"), ends)
        stances = cell["stances"]
        said = "; ".join(f"{name} {count}" for name, count in stances.items()) if isinstance(stances, dict) else "; ".join(map(str, stances))
        days = {name: str(cell[name])[:10] if _known(cell[name]) else None for name in ("first", "last")}
        values = {"stance": cell["stance"], "stances": said, "weight": int(cell["passages"]), "articles": int(cell["articles"]), **days}
        _data(edge, "edge", {**values, "side": _SIDES[cell["stance"]], "about": cell["target"]})
    ET.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8") + b"\n"


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def _known(value: Any) -> bool:
    return value is not None and value == value  # NaT is not itself


def _text(value: object) -> str:
    return str(value).translate({**_LETTERS, 9: "\t", 10: "\n"})


def _data(parent: ET.Element, place: str, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if _known(value) and value != "":
            ET.SubElement(parent, _tag("data"), {"key": f"{place}-{name}"}).text = _text(value)
