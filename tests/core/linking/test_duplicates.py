"""Entities of a corpus that may be one: which pairs are listed, why, and which are not."""

from __future__ import annotations

import pandas as pd
import pytest

from ontherecord.linking import duplicates, link_entities

Row = tuple[str, str, str, str | None]
"""Article, name, kind, country."""


Lists = dict[str, list[str]]


def frames(rows: list[Row], variants: Lists | None = None, roles: Lists | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Nodes and links of local entities; a name in brackets is that of an unnamed source."""
    entities = pd.DataFrame(
        [
            (article, key, name.strip("()"), kind, (variants or {}).get(name, []), code, None, not name.startswith("("), None)
            for key, (article, name, kind, code) in enumerate(rows)
        ],
        columns=["article_id", "key", "name", "kind", "variants", "country", "country_reason", "named", "gender"],
    )
    linked = link_entities(entities)
    return linked.nodes, linked.links.assign(roles=[(roles or {}).get(name, []) for _, name, _, _ in rows])


PAIRS: list[tuple[str, list[Row], str | None]] = [
    ("an initial", [("a", "J. Falkner", "person", None), ("b", "Jonas Falkner", "person", None)], "initial that fits"),
    ("another initial", [("a", "J. Falkner", "person", None), ("b", "Mira Falkner", "person", None)], None),
    (
        "a short given name, of two countries",
        [("a", "Bob Falkner", "person", "NO"), ("b", "Robert Falkner", "person", "SE")],
        "names that are alike",
    ),
    ("two middle initials", [("a", "Ana L. Falkner", "person", None), ("b", "Ana M. Falkner", "person", None)], None),
    ("a junior", [("a", "A. Falkner", "person", None), ("b", "Ana Falkner Jr.", "person", None)], None),
    (
        "a family name that two bear",
        [("a", "Falkner", "person", "NO"), ("b", "Ana Falkner", "person", "NO"), ("c", "Bo Falkner", "person", "NO")],
        "“Falkner” may be “Ana Falkner” by the family name alone",
    ),
    ("one letter", [("a", "Ana Lindqvist", "person", None), ("b", "Ana Lindqvisk", "person", None)], "family names that differ in a letter"),
    ("one letter of a short name", [("a", "Ana Berg", "person", None), ("b", "Ana Borg", "person", None)], "family names that differ in a letter"),
    ("one letter and another given name", [("a", "Ana Lindqvist", "person", None), ("b", "Mira Lindqvisk", "person", None)], None),
    ("another order", [("a", "Seo-jin Moon", "person", None), ("b", "Moon Seo-jin", "person", None)], "the same names in another order"),
    (
        "a country and its people",
        [("a", "Kenyan Kelp Ministry", "organisation", "KE"), ("b", "Kelp Ministry of Kenya", "organisation", "KE")],
        "a country and its people counted as one",
    ),
    ("two countries", [("a", "Kenyan Kelp Ministry", "organisation", "KE"), ("b", "Chilean Kelp Ministry", "organisation", "CL")], None),
    (
        "an acronym",
        [("a", "KHB", "organisation", None), ("b", "Kelp Harvest Board", "organisation", None)],
        "“KHB” may be short for",
    ),
    ("another acronym", [("a", "KHX", "organisation", None), ("b", "Kelp Harvest Board", "organisation", None)], None),
    ("a misspelling", [("a", "Kelp Harvest Union", "organisation", None), ("b", "Kelp Harvets Union", "organisation", None)], "differ in 2 letters"),
    ("compass points", [("a", "North Kelpshire", "place", None), ("b", "South Kelpshire", "place", None)], None),
    ("numbers", [("a", "9th Kelp Circuit", "organisation", None), ("b", "8th Kelp Circuit", "organisation", None)], None),
    ("a person and a body", [("a", "Falkner Union", "organisation", None), ("b", "Union Falkner", "person", None)], None),
]


@pytest.mark.parametrize(("rows", "reason"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_what_may_be_one(rows: list[Row], reason: str | None) -> None:
    found = duplicates(*frames(rows))
    if reason is None:
        assert found == []
    else:
        assert reason in found[0].reason
        assert found[0].one < found[0].other
        assert 0 < found[0].score < 1


def test_a_shared_variant() -> None:
    rows: list[Row] = [("a", "Kelp Harvest Board", "organisation", None), ("b", "Board of the Kelp Coast", "organisation", None)]
    nodes, links = frames(rows, {"Kelp Harvest Board": ["the Kelpers"], "Board of the Kelp Coast": ["the Kelpers"]})
    (pair,) = duplicates(nodes, links)
    assert pair.reason == "both are called “the Kelpers”"


OFFICES = [
    ("unnamed and named", "(finance minister)", "finance minister", True),
    ("the country in the words", "(Kenyan finance minister)", "Finance Minister", True),
    ("a family name alone", "Falkner", "president", True),
    ("many hold it", "(judge)", "judge", False),
    ("not any more", "(finance minister)", "former finance minister", False),
    ("a deputy", "(prime minister)", "deputy prime minister", False),
]


@pytest.mark.parametrize(("other", "role", "listed"), [row[1:] for row in OFFICES], ids=[row[0] for row in OFFICES])
def test_the_same_office_of_one_country(other: str, role: str, listed: bool) -> None:
    rows: list[Row] = [("a", other, "person", "KE"), ("b", "Wambui Lindqvist", "person", "KE")]
    found = duplicates(*frames(rows, roles={other: [role], "Wambui Lindqvist": [role]}))
    shown = role if other == "Falkner" else other.strip("()")
    assert [pair.reason for pair in found] == ([f"the same office, “{shown}”, of Kenya"] if listed else [])


def test_reasons_add_up_and_doubts_take_away() -> None:
    def score(one: Row, other: Row) -> float:
        return duplicates(*frames([one, other]))[0].score

    plain = score(("a", "J. Falkner", "person", None), ("b", "Jonas Falkner", "person", None))
    side_by_side = score(("a", "J. Falkner", "person", None), ("a", "Jonas Falkner", "person", None))
    two_countries = score(("a", "Bob Falkner", "person", "NO"), ("b", "Robert Falkner", "person", "SE"))
    assert side_by_side < plain
    assert two_countries < plain
    rows: list[Row] = [("a", "Kenyan Kelp Board", "organisation", "KE"), ("b", "Kelp Board of Kenya", "organisation", "KE")]
    more = duplicates(*frames(rows, {"Kelp Board of Kenya": ["Kenyan Kelp Board"]}))
    assert more[0].score > 0.85
    assert more[0].reason.count(";") == 1


def test_the_order_of_rows_does_not_matter() -> None:
    nodes, links = frames([row for _, rows, _ in PAIRS for row in rows])
    assert duplicates(nodes, links) == duplicates(nodes[::-1], links[::-1])


def test_a_name_that_many_bear_makes_no_pairs_of_all() -> None:
    given = [f"{a}{b}o" for a in ("Bal", "Kel", "Mor", "Tav", "Zir") for b in ("an", "en", "in", "on", "un", "ar", "er", "or")]
    nodes, links = frames([(f"a{i}", f"{name} Falkner", "person", None) for i, name in enumerate(given)] + [("x", "Falkner", "person", None)])
    assert len(nodes) == len(given) + 1
    assert duplicates(nodes, links) == []


def test_an_empty_corpus() -> None:
    assert duplicates(*frames([("a", "Ana Falkner", "person", None)])) == []
    nodes, links = frames([("a", "Ana Falkner", "person", None)])
    assert duplicates(nodes[:0], links[:0]) == []
