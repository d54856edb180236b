"""Networks: edges as counted by hand, exactly their passages behind each, the same order every time."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontherecord.export import voices_graphml
from ontherecord.queries import Corpus, Filters, passages, sides_network, voices_network
from ontherecord.queries.network import Edge, Network, Node, crossings, two_columns
from tests.builders import article, country, person, quote, small_corpus

SMALL = Corpus.of(small_corpus(), "small")


def told(network: Network) -> list[tuple[str, str, int]]:
    return [(edge.source.name, edge.target.name, edge.weight) for edge in network.edges]


def test_who_is_for_and_against_what() -> None:
    found = sides_network(SMALL, Filters())
    assert {(e.source.name, e.target.name, e.side, e.weight) for e in found.edges} >= {
        ("Luc Marchand", "Alder dam", "for", 3),
        ("Ana Ortiz", "Alder dam", "for", 1),
        ("Ana Ortiz", "water price", "against", 1),
    }
    assert found.total == len(found.edges)
    assert [e.weight for e in found.edges] == sorted((e.weight for e in found.edges), reverse=True)


def test_who_speaks_of_whom() -> None:
    assert told(voices_network(SMALL, Filters())) == [
        ("Ana Ortiz", "France", 2),
        ("Ana Ortiz", "Spain", 2),
        ("Inès Béranger", "France", 2),
        ("Inès Béranger", "Spain", 1),
    ]
    assert set(told(voices_network(SMALL, Filters(), once=True))) >= {("Ana Ortiz", "France", 1), ("Ana Ortiz", "Spain", 1)}


@pytest.mark.parametrize("once", [False, True])
@pytest.mark.parametrize(
    "filters", [Filters(), Filters(outlet=("Valley Post",)), Filters(country=("FR",)), Filters(since=date(2025, 3, 10))], ids=str
)
def test_every_edge_has_exactly_its_passages_behind_it(filters: Filters, once: bool) -> None:
    for network in (sides_network(SMALL, filters), voices_network(SMALL, filters, once)):
        for edge in network.edges:
            assert passages(SMALL, edge.show, filters, limit=0).count == edge.weight, edge


def test_a_quote_counts_once_however_often_it_names_somebody_and_nobody_speaks_of_themselves() -> None:
    mila, oda = person("Mila Roth"), person("Oda Brandvik")
    words = "{s1:[Mila Roth](mila)} {c1:said} {q1:[Oda Brandvik](oda) was late, and [Brandvik](oda) knew, as [Mila Roth](mila) had}. "
    words += "[Norway](no) was silent."
    one = article("one", words, entities={"mila": mila, "oda": oda, "no": country("Norway", "NO")}, quotes=[quote(1, "mila")])
    assert told(voices_network(Corpus.of([one], "one"), Filters())) == [("Mila Roth", "Oda Brandvik", 1)]


def test_only_the_strongest_are_drawn_and_the_rest_is_counted() -> None:
    few = voices_network(SMALL, Filters(), limit=3)
    assert (len(few.edges), few.total) == (3, 4)
    assert len(sides_network(SMALL, Filters(), limit=1).edges) == 1
    empty = Corpus.of([], "empty")
    assert sides_network(empty, Filters()) == voices_network(empty, Filters()) == Network((), 0)


ENDS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 5)), min_size=1, max_size=12, unique_by=lambda e: e[:2])


def made(ends: list[tuple[int, int, int]]) -> Network:
    edges = [Edge(Node("actor", f"a{a}", f"A{a}"), Node("issue", f"i{b}", f"I{b}"), weight, 1, f"show:{a}:{b}") for a, b, weight in ends]
    return Network(tuple(edges), len(edges))


@given(ENDS)
@settings(max_examples=60)
def test_two_columns_keep_every_node_and_never_cross_more_lines(ends: list[tuple[int, int, int]]) -> None:
    network = made(ends)
    left, right = two_columns(network)
    assert (left, right) == two_columns(network)
    first = list(dict.fromkeys(e.source for e in network.edges)), list(dict.fromkeys(e.target for e in network.edges))
    assert (sorted(left, key=str), sorted(right, key=str)) == (sorted(first[0], key=str), sorted(first[1], key=str))
    assert crossings(network, left, right) <= crossings(network, *first)


def test_crossings_are_taken_away_where_that_can_be() -> None:
    network = made([(0, 2, 1), (1, 1, 1), (2, 0, 1), (0, 1, 1)])
    left, right = two_columns(network)
    fewest = min(crossings(network, list(a), list(b)) for a in permutations(left) for b in permutations(right))
    assert crossings(network, left, right) == fewest == 0


def test_the_file_of_voices_holds_each_name_once() -> None:
    root = ET.fromstring(voices_graphml(SMALL, Filters()))
    ns = {"g": "http://graphml.graphdrawing.org/xmlns"}
    labels = [node.findtext("g:data[@key='node-label']", namespaces=ns) for node in root.iterfind(".//g:node", ns)]
    assert sorted(map(str, labels)) == ["Ana Ortiz", "France", "Inès Béranger", "Spain"]
    weights = [edge.findtext("g:data[@key='edge-weight']", namespaces=ns) for edge in root.iterfind(".//g:edge", ns)]
    assert weights == ["2", "2", "2", "1"]
