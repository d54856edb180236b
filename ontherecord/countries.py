"""Countries and the bodies EU, UN and NATO: codes, names, adjectives, capitals, metonyms, states of the United States.

A *code* is ISO 3166 alpha-2 (``XK`` for Kosovo) or ``EU``, ``UN``, ``NATO``. Tables are CSV files in ``data/resources`` (provenance in the README
there), read once on first use. Look-ups ignore a leading "the", a closing possessive and, except for abbreviations such as ``US``, letter case.

>>> lookup("the French"), lookup("U.S."), lookup("us"), name("KP"), demonym("PL")
('FR', 'US', None, 'North Korea', 'Polish')
>>> metonym("Pyongyang")
Metonym(name='North Korea', code='KP')
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from ontherecord import places

RESOURCES = places.DATA / "resources"
BODIES = frozenset({"EU", "UN", "NATO"})


class Metonym(NamedTuple):
    """Whom a place name stands for when it speaks."""

    name: str
    code: str


class Body(NamedTuple):
    """An organisation: the code it speaks for (None for none) and its kind: government, parliament, court, party, group, body, media, ..."""

    code: str | None
    kind: str


class _Tables(NamedTuple):
    names: dict[str, str]
    countries: dict[str, str]
    demonyms: dict[str, str]
    adjectives: dict[str, str]
    capitals: dict[str, str]
    capital_of: dict[str, str]


def read_table(file: str) -> list[dict[str, str]]:
    """Rows of one resource table, as dicts of strings."""
    with (RESOURCES / file).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def several(cell: str) -> list[str]:
    """The values of a cell that holds a list."""
    return [value for value in cell.split(";") if value]


_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")


@lru_cache(maxsize=20_000)
def _key(text: str) -> str:
    """Form under which a name is filed. Abbreviations keep their case, so that "us" is never the country."""
    text = _POSSESSIVE.sub("", " ".join(text.split()).replace("’", "'"))
    if text[:4].lower() == "the ":
        text = text[4:]
    return text if len(text) <= 4 or text.replace(".", "").isupper() else text.casefold()


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    tables = _Tables({}, {}, {}, {}, {}, {})
    for row in read_table("countries.csv"):
        code = row["code"]
        tables.names[code] = row["name"]
        for alias in [row["name"], *several(row["aliases"])]:
            tables.countries[_key(alias)] = code
        for i, word in enumerate(several(row["demonyms"])):
            tables.demonyms[_key(word)] = code
            if i == 0:
                tables.adjectives[code] = word
        for i, city in enumerate(several(row["capital"])):
            tables.capitals[_key(city)] = code
            if i == 0:
                tables.capital_of[code] = city
    return tables


@lru_cache(maxsize=1)
def _metonyms() -> dict[str, Metonym]:
    return {_key(row["phrase"]): Metonym(row["name"], row["code"]) for row in read_table("metonyms.csv")}


@lru_cache(maxsize=1)
def _bodies() -> dict[str, Body]:
    return {_key(row["phrase"]): Body(row["code"] or None, row["kind"]) for row in read_table("bodies.csv")}


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    forms = {}
    for row in read_table("us_states.csv"):
        for form in (row["name"], row["postal"], *several(row["short"])):
            forms[_key(form)] = row["name"]
    return forms


@lru_cache(maxsize=1)
def _regions() -> dict[str, str]:
    return {_key(row["name"]): row["code"] for row in read_table("regions.csv")}


@lru_cache(maxsize=1)
def _us_cities() -> frozenset[str]:
    return frozenset(_key(row["city"]) for row in read_table("us_cities.csv"))


def lookup(text: str) -> str | None:
    """Code of a country or body by its name, alias, adjective or people ("France", "French", "Poles", "U.S."), else None."""
    key = _key(text)
    tables = _tables()
    return tables.countries.get(key) or tables.demonyms.get(key)


def country(text: str) -> str | None:
    """Code by the name of a country or body alone: "France" but not "French"."""
    return _tables().countries.get(_key(text))


def nationality(text: str) -> str | None:
    """Code by an adjective or the name of a people alone: "French", "Poles" but not "France"."""
    return _tables().demonyms.get(_key(text))


def capital(text: str) -> str | None:
    """Code of the country whose capital (or seat of government) this city is."""
    return _tables().capitals.get(_key(text))


def name(code: str) -> str:
    """Newspaper name of a code ("KP" -> "North Korea"); an unknown code is returned as it is."""
    return _tables().names.get(code, code)


def demonym(code: str) -> str | None:
    """Adjective of a country ("KP" -> "North Korean"), None for bodies and unknown codes."""
    return _tables().adjectives.get(code)


def capital_of(code: str) -> str | None:
    """Capital of a country, None where it has none apart from itself."""
    return _tables().capital_of.get(code)


def is_body(code: str) -> bool:
    """True for EU, UN and NATO."""
    return code in BODIES


def codes() -> tuple[str, ...]:
    """All codes, countries in order of their English names, bodies last."""
    return tuple(_tables().names)


def metonym(text: str) -> Metonym | None:
    """Whom a place name stands for when it acts or speaks: "Pyongyang" -> North Korea, "the Kremlin" -> Kremlin (RU)."""
    return _metonyms().get(_key(text))


def metonyms() -> Mapping[str, Metonym]:
    """All metonyms, by their filed form (lower case without "the")."""
    return _metonyms()


def body(text: str) -> Body | None:
    """A known organisation and the code it speaks for: "the State Department" -> Body("US", "government"), "CNN" -> Body(None, "media")."""
    return _bodies().get(_key(text))


def public_names(kinds: Collection[str]) -> tuple[str, ...]:
    """Names of the organisations of these kinds (:class:`Body`) and of places that stand for a government, in lower case without "the"."""
    bodies = {phrase.lower() for phrase, found in _bodies().items() if found.kind in kinds}
    return tuple(sorted(bodies | {found.name.lower() for found in _metonyms().values()}))


def us_state(text: str) -> str | None:
    """Full name of a state of the United States by name or abbreviation ("Tenn.", "TN"). "Georgia" and "Washington" are states here."""
    return _states().get(_key(text))


def region(text: str) -> str | None:
    """Code of the country that a state or province lies in, by its name or adjective: "Queensland", "Bavarian", "Ohio"."""
    return "US" if us_state(text) else _regions().get(_key(text))


def is_us_city(text: str) -> bool:
    """True for cities whose name alone means one in the United States ("Denver")."""
    return _key(text) in _us_cities()


def flag(code: str) -> str:
    """Flag emoji of a code; empty for NATO and unknown codes. Kosovo, EU and UN have one."""
    if len(code) != 2 or code not in _tables().names:
        return ""
    return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in code)
