"""Countries, adjectives, metonyms: the lookup table and its files."""

from __future__ import annotations

import re

import pytest

from ontherecord import countries


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("France", "FR"),
        ("the French", "FR"),
        ("france", "FR"),
        ("Poles", "PL"),
        ("Danes", "DK"),
        ("North Korean", "KP"),
        ("the United States", "US"),
        ("U.S.", "US"),
        ("US", "US"),
        ("us", None),
        ("Iran's", "IR"),
        ("the Netherlands’", "NL"),
        ("Dutch", "NL"),
        ("Kosovo", "XK"),
        ("Taiwanese", "TW"),
        ("Burma", "MM"),
        ("European Union", "EU"),
        ("UN", "UN"),
        ("U.N.", "UN"),
        ("Nato", "NATO"),
        ("the Cook Islands", "CK"),
        ("Niuean", "NU"),
        ("New Caledonia's", "NC"),
        ("Faroese", "FO"),
        ("Paris", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_lookup(text: str, code: str | None) -> None:
    assert countries.lookup(text) == code


def test_names_and_adjectives_are_told_apart() -> None:
    assert countries.country("France") == "FR"
    assert countries.country("French") is None
    assert countries.nationality("French") == "FR"
    assert countries.nationality("France") is None


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Pyongyang", "North Korea", "KP"),
        ("the Kremlin", "Kremlin", "RU"),
        ("White House", "White House", "US"),
        ("Kiev", "Ukraine", "UA"),
        ("Brussels", "European Union", "EU"),
        ("10 Downing Street", "Downing Street", "GB"),
    ],
)
def test_metonyms(text: str, name: str, code: str) -> None:
    assert countries.metonym(text) == (name, code)


def test_what_is_no_metonym() -> None:
    assert countries.metonym("Marseille") is None


def test_bodies_speak_for_a_code_or_for_none() -> None:
    assert countries.body("the European Commission") == ("EU", "body")
    assert countries.body("State Department") == ("US", "government")
    assert countries.body("Reuters") == (None, "media")
    assert countries.body("Acme Widgets") is None


def test_states_and_cities() -> None:
    assert countries.us_state("Tenn.") == "Tennessee"
    assert countries.us_state("NY") == countries.us_state("N.Y.") == "New York"
    assert countries.us_state("Bavaria") is None
    assert countries.is_us_city("Denver")
    assert not countries.is_us_city("Dover")


def test_labels_for_the_screen() -> None:
    assert countries.name("KP") == "North Korea"
    assert countries.name("ZZ") == "ZZ"
    assert countries.demonym("PL") == "Polish"
    assert countries.demonym("EU") is None
    assert countries.capital_of("TR") == "Ankara"
    assert countries.flag("FR") == "🇫🇷"
    assert countries.flag("NATO") == ""
    assert countries.is_body("EU")
    assert not countries.is_body("FR")


def test_codes_are_iso_and_names_unique() -> None:
    codes = countries.codes()
    assert len(codes) == len(set(codes)) >= 200
    assert all(re.fullmatch(r"[A-Z]{2}", code) for code in codes if code != "NATO")
    assert len({countries.name(code) for code in codes}) == len(codes)


@pytest.mark.parametrize("file", ["metonyms.csv", "bodies.csv", "people.csv", "titles.csv"])
def test_tables_use_known_codes(file: str) -> None:
    known = {*countries.codes(), ""}
    for row in countries.read_table(file):
        assert set(row["code"].split(";")) <= known, row


@pytest.mark.parametrize(
    ("file", "column"),
    [("metonyms.csv", "phrase"), ("bodies.csv", "phrase"), ("people.csv", "name"), ("first_names.csv", "name"), ("nicknames.csv", "name")],
)
def test_tables_hold_nothing_twice(file: str, column: str) -> None:
    values = [row[column] for row in countries.read_table(file)]
    assert sorted(values) == sorted(set(values))


def test_every_table_has_its_provenance() -> None:
    readme = (countries.RESOURCES / "README.md").read_text(encoding="utf-8")
    for path in countries.RESOURCES.glob("*.csv"):
        if path.name in {"countries.csv", "titles.csv"} or path.stem.startswith(
            ("us_", "people", "bodies", "metonyms", "first_", "family_", "nick", "not_")
        ):
            assert path.name in readme
