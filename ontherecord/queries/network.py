"""Networks: who takes a side on what, and who speaks of whom. Each edge has the selector of exactly the passages that it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ontherecord.model import EntityKind, Stance, Toward
from ontherecord.queries import selectors
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.sets import quotes_with
from ontherecord.queries.sides import stands

NAMED: tuple[EntityKind, ...] = ("person", "organisation", "country")
"""Kinds that one can speak of; places, groups and events are not told apart well enough."""
MOST = 60
"""Edges that can be told apart in one picture."""
Kind = Literal["actor", "issue", "speaker", "named"]


@dataclass(frozen=True, slots=True)
class Node:
    """One end of edges. ``id`` is that of an entity or issue; ``of`` the kind of an entity, "" for an issue."""

    kind: Kind
    id: str
    name: str
    country: str | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """``weight`` passages lead from ``source`` to ``target``, in ``articles`` articles; ``show`` is their selector. Of a position: ``side`` (None
    where it is not known which way it goes) and ``stance`` of the latest day that tells one."""

    source: Node
    target: Node
    weight: int
    articles: int
    show: str
    side: Toward | None = None
    stance: Stance | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """The strongest ``edges`` of ``total``, the strongest first."""

    edges: tuple[Edge, ...]
    total: int


def sides_network(corpus: Corpus, filters: Filters, limit: int | None = MOST) -> Network:
    """From actors to the issues on which they take a position. One actor and issue give one edge, whatever the number of its positions."""
    found = sorted(stands(corpus, filters), key=lambda s: (-s.passages, s.actor, s.issue, s.actor_id, s.issue_id))
    edges = [
        Edge(
            Node("actor", s.actor_id, s.actor, s.country),
            Node("issue", s.issue_id, s.issue),
            s.passages,
            s.articles,
            selectors.cell(s.actor_id, s.issue_id),
            s.side,
            s.now.stance,
        )
        for s in found[:limit]
    ]
    return Network(tuple(edges), len(found))


def voices_network(corpus: Corpus, filters: Filters, once: bool = False, limit: int | None = MOST) -> Network:
    """From named speakers to the people, organisations and countries that their quotes name; not to themselves. ``weight`` counts quotes, each once,
    however often it names somebody. ``once``: the same words in another version of an article count once."""
    shared: list[tuple[selectors.Property, str]] = [("once", "story")] if once else []
    where = quotes_with(filters, [("identified", "yes"), *shared])
    kinds = ", ".join(f"'{kind}'" for kind in NAMED)
    rows = corpus.rows(
        f"""
        WITH hit AS (SELECT aid, number, eid, country, pieces FROM quotes WHERE {where.sql}),
        pairs AS (
            SELECT DISTINCT q.aid, q.number, q.eid, q.country, m.eid AS other FROM hit q JOIN mentions m USING (aid)
            WHERE m.eid IS NOT NULL AND m.eid <> q.eid
                AND list_bool_or(list_transform(q.pieces, lambda p: m.start >= p.start AND m."end" <= p."end"))
        ), edges AS (SELECT eid, other, mode(country) AS country, count(*) AS weight, count(DISTINCT aid) AS articles FROM pairs GROUP BY eid, other)
        SELECT a.entity_id, a.name, edges.country, a.kind, b.entity_id, b.name, b.country, b.kind, weight, articles, count(*) OVER ()
        FROM edges JOIN nodes a USING (eid) JOIN nodes b ON b.eid = edges.other WHERE b.kind IN ({kinds}) AND coalesce(b.named, TRUE)
            AND NOT b.hidden
        ORDER BY weight DESC, a.name, b.name, a.entity_id, b.entity_id LIMIT ?
        """,
        [*where.params, 2**40 if limit is None else limit],
    )
    edges = [
        Edge(
            Node("speaker", row[0], row[1], row[2], row[3]),
            Node("named", row[4], row[5], row[6], row[7]),
            row[8],
            row[9],
            selectors.quotes(("speaker", row[0]), ("names", row[4]), ("identified", "yes"), *shared),
        )
        for row in rows
    ]
    return Network(tuple(edges), rows[0][10] if rows else 0)


def two_columns(network: Network) -> tuple[list[Node], list[Node]]:
    """Sources and targets in an order in which few edges cross: each column in turn by the mean place of its neighbours, weighted, as often as that
    takes crossings away (the barycentre method of K. Sugiyama, S. Tagawa and M. Toda, "Methods for visual understanding of hierarchical system
    structures", IEEE Transactions on Systems, Man and Cybernetics 11, 1981). The same network always gives the same order."""
    left = list(dict.fromkeys(edge.source for edge in network.edges))
    right = list(dict.fromkeys(edge.target for edge in network.edges))
    best, fewest = (left, right), crossings(network, left, right)
    for _ in range(12):
        right = _by_neighbours(right, left, [(edge.target, edge.source, edge.weight) for edge in network.edges])
        left = _by_neighbours(left, right, [(edge.source, edge.target, edge.weight) for edge in network.edges])
        if (now := crossings(network, left, right)) >= fewest:
            break
        best, fewest = (left, right), now
    return best


def _by_neighbours(column: list[Node], other: list[Node], edges: list[tuple[Node, Node, int]]) -> list[Node]:
    place, own = {node: n for n, node in enumerate(other)}, {node: n for n, node in enumerate(column)}
    sums: dict[Node, list[float]] = {node: [0.0, 0.0] for node in column}
    for node, neighbour, weight in edges:
        sums[node][0] += weight * place[neighbour]
        sums[node][1] += weight
    return sorted(column, key=lambda node: (sums[node][0] / sums[node][1], own[node]))


def crossings(network: Network, left: list[Node], right: list[Node]) -> int:
    """How many pairs of edges cross where nodes stand in these orders."""
    at = {node: n for column in (left, right) for n, node in enumerate(column)}
    ends = sorted((at[edge.source], at[edge.target]) for edge in network.edges)
    return sum(a < c and b > d for n, (a, b) in enumerate(ends) for c, d in ends[n + 1 :])
