"""Who stands where, as a network of actors and issues in GraphML (http://graphml.graphdrawing.org), for Gephi, visone, igraph and others."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

from ontherecord.export.about import PRODUCT, about
from ontherecord.queries import Corpus, Filters, stands

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_KEYS = {
    "node": {"label": "string", "kind": "string", "country": "string"},
    "edge": {
        **dict.fromkeys(("toward", "stance", "target", "status", "sides", "first", "last"), "string"),
        **dict.fromkeys(("weight", "articles"), "int"),
        "confidence": "double",
    },
}
_LETTERS = dict.fromkeys([*range(0x20), 0xFFFE, 0xFFFF])
"""Characters that XML 1.0 cannot hold."""


def graphml(corpus: Corpus, filters: Filters, *, link: str = "") -> bytes:
    """An edge from each actor to each issue that it takes a position on: ``toward`` (for, against, neither; missing where nothing can be compared)
    is the side of its latest day (:mod:`ontherecord.queries.sides`), ``stance``, ``target``, ``status`` and ``confidence`` are those of the position
    that shows it, ``sides`` counts positions by side, ``weight`` all of them; ``articles``, ``first``, ``last`` (days). The head is in ``desc``."""
    found = stands(corpus, filters)
    told = about(corpus, filters, "actors and issues", len(found), link=link)
    ET.register_namespace("", _NAMESPACE)
    root = ET.Element(_tag("graphml"))
    ET.SubElement(root, _tag("desc")).text = _text(PRODUCT + "\n" + "\n".join(f"{label}: {text}" for label, text in told.lines()))
    for place, keys in _KEYS.items():
        for name, kind in keys.items():
            ET.SubElement(root, _tag("key"), {"id": f"{place}-{name}", "for": place, "attr.name": name, "attr.type": kind})
    graph = ET.SubElement(root, _tag("graph"), {"id": "positions", "edgedefault": "directed"})
    actors = {stand.actor_id: (stand.actor, "actor", stand.country) for stand in found}
    issues = {stand.issue_id: (stand.issue, "issue", None) for stand in found}
    for kind, nodes in (("actor", actors), ("issue", issues)):
        for id, (label, _, country) in nodes.items():
            node = ET.SubElement(graph, _tag("node"), {"id": _text(f"{kind}:{id}")})
            _data(node, "node", {"label": label, "kind": kind, "country": country})
    for number, stand in enumerate(found):
        ends = {"id": f"e{number}", "source": _text(f"actor:{stand.actor_id}"), "target": _text(f"issue:{stand.issue_id}")}
        edge = ET.SubElement(graph, _tag("edge"), ends)
        sides = "; ".join(f"{side} {count}" for side, count in stand.sides.items())
        values = {name: getattr(stand.now, name) for name in ("stance", "target", "status", "confidence")}
        values |= {"toward": stand.side, "sides": sides, "weight": stand.passages, "articles": stand.articles}
        _data(edge, "edge", {**values, "first": stand.first, "last": stand.last})
    ET.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8") + b"\n"


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def _text(value: object) -> str:
    return str(value).translate({**_LETTERS, 9: "\t", 10: "\n"})


def _data(parent: ET.Element, place: str, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if value not in (None, ""):
            ET.SubElement(parent, _tag("data"), {"key": f"{place}-{name}"}).text = _text(value)
