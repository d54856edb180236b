"""Who is whom over a corpus."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from ontherecord.linking import link_entities
from ontherecord.linking.links import Links, slug

Row = tuple[str, str, str]
"""(article, name, country or -)"""


def frame(rows: list[Row], kind: str = "person", named: bool = True, variants: dict[str, list[str]] | None = None) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "article_id": article,
                "key": i,
                "name": name,
                "kind": kind,
                "variants": (variants or {}).get(name, []),
                "country": None if code == "-" else code,
                "country_reason": None if code == "-" else f'title "{code}"',
                "named": named,
                "gender": None,
                "mentions": 1,
            }
            for i, (article, name, code) in enumerate(rows)
        ]
    )


def ids(links: Links) -> list[str]:
    return links.links["entity_id"].tolist()


TOGETHER = [
    ("the same name", [("a", "Mira Sorel", "FR"), ("b", "Mira Sorel", "-")], ["mira-sorel"] * 2),
    ("spellings of a known name", [("a", "Volodymyr Zelenskyy", "UA"), ("b", "Volodymyr Zelensky", "UA")], ["volodymyr-zelenskyy"] * 2),
    (
        "spellings of another name",
        [("a", "Oleh Zelnytskyy", "UA"), ("b", "Oleh Zelnytskyy", "-"), ("c", "Oleh Zelnytsky", "UA")],
        ["oleh-zelnytskyy"] * 3,
    ),
    ("hyphens", [("a", "Moon Seo-jin", "KR"), ("b", "Moon Seo Jin", "KR"), ("c", "Moon Seo-jin", "KR")], ["moon-seo-jin"] * 3),
    ("a nickname", [("a", "William Harrow", "US"), ("b", "Bill Harrow", "US"), ("c", "Bill Harrow", "-")], ["bill-harrow"] * 3),
    ("a middle name", [("a", "Mira Anna Sorel", "FR"), ("b", "Mira Sorel", "FR"), ("c", "Mira Sorel", "FR")], ["mira-sorel"] * 3),
    ("Ukrainian and Russian spelling", [("a", "Hryhoriy Hlinchenko", "UA"), ("b", "Grigory Glinchenko", "-")], ["grigory-glinchenko"] * 2),
    ("a long o", [("a", "Kenji Onobe", "JP"), ("b", "Kenji Ohnobe", "JP"), ("c", "Kenji Onobe", "-")], ["kenji-onobe"] * 3),
    ("a family name that stands first", [("a", "Liang Shumei", "CN"), ("b", "Liang", "-")], ["liang-shumei"] * 2),
    ("a family name with one bearer", [("a", "Mira Sorel", "FR"), ("b", "Sorel", "-")], ["mira-sorel"] * 2),
]
APART = [
    ("given names", [("a", "Mira Sorel", "FR"), ("b", "Paul Sorel", "FR")], ["mira-sorel", "paul-sorel"]),
    ("nickname, other country", [("a", "William Harrow", "US"), ("b", "Bill Harrow", "GB")], ["william-harrow", "bill-harrow"]),
    ("Jr.", [("a", "Tom Reyes", "US"), ("b", "Tom Reyes Jr.", "US")], ["tom-reyes", "tom-reyes-jr"]),
    (
        "a family name with two bearers",
        [("a", "Mira Sorel", "FR"), ("b", "Paul Sorel", "FR"), ("c", "Sorel", "FR")],
        ["mira-sorel", "paul-sorel", "sorel-fr"],
    ),
    ("a family name of another country", [("a", "Mira Sorel", "FR"), ("b", "Sorel", "CA")], ["mira-sorel", "sorel-ca"]),
    ("a family name beside its bearer", [("a", "Mira Sorel", "FR"), ("a", "Sorel", "FR")], ["mira-sorel", "sorel-fr"]),
]


@pytest.mark.parametrize(("rows", "expected"), [row[1:] for row in TOGETHER + APART], ids=[row[0] for row in TOGETHER + APART])
def test_people(rows: list[Row], expected: list[str]) -> None:
    assert ids(link_entities(frame(rows))) == expected


def test_a_clear_lead_decides_a_shared_family_name() -> None:
    rows = [(f"a{i}", "Mira Sorel", "FR") for i in range(6)] + [("b", "Paul Sorel", "FR"), ("c", "Sorel", "-")]
    assert ids(link_entities(frame(rows)))[-1] == "mira-sorel"


def test_majority_country_with_its_reason() -> None:
    nodes = link_entities(frame([("a", "Mira Sorel", "FR"), ("b", "Mira Sorel", "BE"), ("c", "Mira Sorel", "FR")])).nodes
    assert nodes[["name", "country", "country_reason"]].to_numpy().tolist() == [["Mira Sorel", "FR", 'title "FR"']]


def test_unnamed_sources_link_by_name_and_country() -> None:
    rows = [("a", "senior official", "US"), ("b", "senior official", "US"), ("c", "senior official", "FR"), ("d", "senior official", "-")]
    assert ids(link_entities(frame(rows, named=False))) == ["unnamed-senior-official-us"] * 2 + [
        "unnamed-senior-official-fr",
        "unnamed-senior-official",
    ]


def test_an_acronym_spelled_out_elsewhere() -> None:
    rows = [("a", "International Kelp Authority", "UN"), ("b", "IKA", "-"), ("c", "The International Kelp Authority", "-")]
    links = link_entities(frame(rows, "organisation", variants={"International Kelp Authority": ["IKA"]}))
    assert set(ids(links)) == {"international-kelp-authority-organisation"}
    assert links.nodes["country"].tolist() == ["UN"]


def mixed(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Rows of (article, name, kind)."""
    return frame([(article, name, "-") for article, name, _ in rows]).assign(kind=[kind for _, _, kind in rows])


KINDS = [
    ("a person once taken for a body", [("a", "Mira Sorel", "person"), ("b", "Mira Sorel", "organisation")], ["mira-sorel"] * 2),
    ("a body once taken for a person",
     [("a", "Sorrel Kelp", "organisation"), ("b", "Sorrel Kelp", "organisation"), ("c", "Sorrel Kelp", "person")], ["sorrel-kelp-organisation"] * 3),
    ("a family name once taken for a place",
     [("a", "Mira Sorel", "person"), ("b", "Mira Sorel", "person"), ("c", "Mira Sorel", "person"), ("d", "Sorel", "place")], ["mira-sorel"] * 4),
    ("a place with the family name of one person", [("a", "Mira Sorel", "person"), ("d", "Sorel", "place")], ["mira-sorel", "sorel-place"]),
    ("a known place", [(a, "Mira Paris", "person") for a in "abc"] + [("d", "Paris", "place")], ["mira-paris"] * 3 + ["paris-place"]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), [row[1:] for row in KINDS], ids=[row[0] for row in KINDS])
def test_articles_that_disagree_on_what_something_is(rows: list[tuple[str, str, str]], expected: list[str]) -> None:
    links = link_entities(mixed(*rows))
    assert ids(links) == expected
    assert set(links.nodes["entity_id"]) == set(expected)


WHOLES = [
    ("a people and its country", [("a", "Iranian", "group", "IR"), ("b", "Iran", "country", "IR")], ["iran"] * 2),
    ("a people alone", [("a", "Iranians", "group", "IR")], ["iran"]),
    ("members and their party",
     [("a", "Republicans", "group", "US"), ("b", "Republican Party", "organisation", "US"), ("c", "GOP", "organisation", "US")],
     ["republican-party-organisation"] * 3),
    ("the party of another country", [("a", "Conservatives", "group", "CA"), ("b", "Conservative Party", "organisation", "GB")],
     ["conservatives-group", "conservative-party-organisation"]),
    ("a party with a people in its name", [("a", "French Kelp Party", "organisation", "FR"), ("b", "France", "country", "FR")],
     ["french-kelp-party-organisation", "france"]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), [row[1:] for row in WHOLES], ids=[row[0] for row in WHOLES])
def test_a_people_joins_its_country_and_members_their_party(rows: list[tuple[str, str, str, str]], expected: list[str]) -> None:
    table = frame([(article, name, code) for article, name, _, code in rows]).assign(kind=[kind for _, _, kind, _ in rows])
    links = link_entities(table)
    assert ids(links) == expected
    assert "Iranian" not in links.nodes["name"].tolist()


def test_kinds_never_share_an_id() -> None:
    both = pd.concat([frame([("a", "Jordan", "JO")], "country"), frame([("b", "Jordan", "-")], "place"), frame([("c", "Jordan", "-")])])
    links = link_entities(both)
    assert links.nodes["entity_id"].is_unique
    assert ids(links)[:2] == ["jordan", "jordan-place"]


def test_order_does_not_matter_and_every_row_is_linked() -> None:
    generator = random.Random(7)
    given, family = ["Ana", "Bo", "Cy", "Dee"], ["Ruiz", "Lind", "Sorel", "Harrow", "Okonjo"]
    rows = []
    for i in range(300):
        name = generator.choice(family) if generator.random() < 0.3 else f"{generator.choice(given)} {generator.choice(family)}"
        rows.append((f"a{i}", name, generator.choice(["FR", "US", "-"])))
    table = frame(rows)
    first = link_entities(table)
    again = link_entities(table.sample(frac=1, random_state=3))
    assert first.nodes["entity_id"].is_unique
    assert set(first.links["entity_id"]) == set(first.nodes["entity_id"])
    pd.testing.assert_frame_equal(first.nodes[["entity_id", "name", "country"]], again.nodes[["entity_id", "name", "country"]])
    merged = first.links.merge(again.links, on=["article_id", "key"], suffixes=("", "_again"))
    assert (merged["entity_id"] == merged["entity_id_again"]).all()
    assert len(merged) == 300


def test_ids_stay_when_articles_are_added() -> None:
    old = [("a", "Mira Sorel", "FR"), ("b", "Bo Lind", "SE"), ("c", "Sorel", "-")]
    new = [*old, ("d", "Ana Ruiz", "ES"), ("e", "Cy Okonjo", "NG"), ("f", "Mira Sorel", "-")]
    assert ids(link_entities(frame(new)))[:3] == ids(link_entities(frame(old)))


def test_no_rows() -> None:
    links = link_entities(frame([("a", "Mira Sorel", "FR")]).iloc[:0])
    assert links.nodes.empty
    assert links.links.empty
    assert list(links.links.columns) == ["article_id", "key", "entity_id"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Emmanuel Macron", "emmanuel-macron"), ("Łukasz Żuk", "lukasz-zuk"), ("Conor O’Hara Jr.", "conor-ohara-jr"), ("?!", "unnamed")],
)
def test_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected


def _bodies(*found: tuple[str, str | None]) -> list[str]:
    rows = [
        {"article_id": str(n), "key": 0, "name": name, "kind": "organisation", "variants": [], "country": code, "country_reason": None, "named": True}
        for n, (name, code) in enumerate(found)
    ]
    return list(link_entities(pd.DataFrame(rows)).links["entity_id"])


def test_every_country_has_a_parliament_of_its_own() -> None:
    assert _bodies(("Parliament", "FR"), ("Parliament", "GB"), ("Parliament", "FR"), ("Parliament", None)) == [
        "parliament-fr-organisation",
        "parliament-gb-organisation",
        "parliament-fr-organisation",
        "parliament-organisation",
    ]


def test_a_parliament_without_a_country_is_that_of_the_only_one() -> None:
    assert set(_bodies(("Parliament", "FR"), ("Parliament", None))) == {"parliament-fr-organisation"}


def test_an_institution_with_a_name_of_its_own_is_one() -> None:
    assert set(_bodies(("Storting", "NO"), ("Storting", None), ("Storting", "SE"))) == {"storting-organisation"}
