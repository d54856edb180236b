"""Who stands where, and who speaks of whom, as networks in GraphML (http://graphml.graphdrawing.org), for Gephi, visone, igraph and others."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

from ontherecord.export.about import PRODUCT, About, about
from ontherecord.queries import Corpus, Filters, stands, voices_network

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
Keys = dict[str, dict[str, str]]
"""Place ("node", "edge") -> name of a value -> its type in GraphML."""
_NODE = {"label": "string", "kind": "string", "country": "string"}
_SIDES: Keys = {
    "node": _NODE,
    "edge": {
        **dict.fromkeys(("toward", "stance", "target", "status", "sides", "first", "last"), "string"),
        **dict.fromkeys(("weight", "articles"), "int"),
        "confidence": "double",
    },
}
_VOICES: Keys = {"node": _NODE, "edge": dict.fromkeys(("weight", "articles"), "int")}
_LETTERS = dict.fromkeys([*range(0x20), 0xFFFE, 0xFFFF])
"""Characters that XML 1.0 cannot hold."""


def graphml(corpus: Corpus, filters: Filters, *, link: str = "") -> bytes:
    """An edge from each actor to each issue that it takes a position on: ``toward`` (for, against, neither; missing where nothing can be compared)
    is the side of its latest day (:mod:`ontherecord.queries.sides`), ``stance``, ``target``, ``status`` and ``confidence`` are those of the position
    that shows it, ``sides`` counts positions by side, ``weight`` all of them; ``articles``, ``first``, ``last`` (days). The head is in ``desc``."""
    found = stands(corpus, filters)
    told = about(corpus, filters, "actors and issues", len(found), link=link)
    root, graph = _document(told, "positions", _SIDES)
    actors = {stand.actor_id: (stand.actor, "actor", stand.country) for stand in found}
    issues = {stand.issue_id: (stand.issue, "issue", None) for stand in found}
    for kind, nodes in (("actor", actors), ("issue", issues)):
        for id, (label, _, country) in nodes.items():
            _node(graph, f"{kind}:{id}", {"label": label, "kind": kind, "country": country})
    for number, stand in enumerate(found):
        sides = "; ".join(f"{side} {count}" for side, count in stand.sides.items())
        values = {name: getattr(stand.now, name) for name in ("stance", "target", "status", "confidence")}
        values |= {"toward": stand.side, "sides": sides, "weight": stand.passages, "articles": stand.articles}
        ends = (f"actor:{stand.actor_id}", f"issue:{stand.issue_id}")
        _edge(graph, number, ends, {**values, "first": stand.first, "last": stand.last})
    return _bytes(root)


def voices_graphml(corpus: Corpus, filters: Filters, *, once: bool = False, link: str = "") -> bytes:
    """An edge from each named speaker to each person, organisation or country that its quotes name; ``weight`` counts these quotes. One who speaks
    and is spoken of is one node."""
    found = voices_network(corpus, filters, once, limit=None)
    root, graph = _document(about(corpus, filters, "speakers and whom they name", found.total, link=link), "voices", _VOICES)
    for node in {end.id: end for edge in found.edges for end in (edge.target, edge.source)}.values():
        _node(graph, node.id, {"label": node.name, "kind": node.of, "country": node.country})
    for number, edge in enumerate(found.edges):
        _edge(graph, number, (edge.source.id, edge.target.id), {"weight": edge.weight, "articles": edge.articles})
    return _bytes(root)


def _document(told: About, id: str, keys: Keys) -> tuple[ET.Element, ET.Element]:
    """A document with its head in ``desc``, and the graph in it, empty."""
    ET.register_namespace("", _NAMESPACE)
    root = ET.Element(_tag("graphml"))
    ET.SubElement(root, _tag("desc")).text = _text(PRODUCT + "\n" + "\n".join(f"{label}: {text}" for label, text in told.lines()))
    for place, names in keys.items():
        for name, kind in names.items():
            ET.SubElement(root, _tag("key"), {"id": f"{place}-{name}", "for": place, "attr.name": name, "attr.type": kind})
    return root, ET.SubElement(root, _tag("graph"), {"id": id, "edgedefault": "directed"})


def _node(graph: ET.Element, id: str, values: dict[str, Any]) -> None:
    _data(ET.SubElement(graph, _tag("node"), {"id": _text(id)}), "node", values)


def _edge(graph: ET.Element, number: int, ends: tuple[str, str], values: dict[str, Any]) -> None:
    found = {"id": f"e{number}", "source": _text(ends[0]), "target": _text(ends[1])}
    _data(ET.SubElement(graph, _tag("edge"), found), "edge", values)


def _bytes(root: ET.Element) -> bytes:
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
