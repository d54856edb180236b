"""The words that recognition knows, by class (``lexicon.csv``), and what the other tables of ``data/resources`` say together."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from ontherecord import countries
from ontherecord.countries import read_table, several


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    return {row["class"]: tuple(several(row["words"])) for row in read_table("lexicon.csv")}


@cache
def words(of: str) -> frozenset[str]:
    """The words of a class. Raises KeyError for a class that the table does not have."""
    return frozenset(_classes()[of])


def either(options: Iterable[str], *, plain: bool = True) -> str:
    """A group of a pattern that takes any of the words, the longest first. ``plain``: words, not parts of patterns."""
    found = sorted({re.escape(o) for o in options}, key=len, reverse=True) if plain else options
    return f"(?:{'|'.join(found)})"


@cache
def pattern(of: str, *, any_case: bool = False, end: str = r"(?!\w)") -> re.Pattern[str]:
    """Where a word of one of the classes called "... pattern" stands."""
    return re.compile(rf"\b{either(_classes()[f'{of} pattern'], plain=False)}{end}", re.IGNORECASE if any_case else 0)


CALENDAR = words("day").union(calendar.day_name, calendar.month_name[1:]) - (words("month and name") - {"March"})
PARTY_OF = {word: party for party in ("Republican Party", "Democratic Party", "Conservative Party", "Labour Party") for word in words(party)}
"""Short names and members of parties, by which newspapers call the party."""
PARTY_PEOPLE = frozenset(PARTY_OF) - {"GOP", "Labour"}


class Title(NamedTuple):
    """One word of a title. ``part``: head ("minister"), modifier ("foreign"), honorific ("Mr") or calling ("lawyer")."""

    part: str
    gender: str
    code: str


@cache
def titles() -> dict[str, Title]:
    """Title words by lower-case form; a word that is both a head and a modifier counts as a head."""
    rows: dict[str, Title] = {}
    for row in read_table("titles.csv"):
        word = row["word"].lower()
        if word not in rows or rows[word].part == "modifier":
            rows[word] = Title(row["part"], row["gender"], row["code"])
    return rows


def title(word: str) -> Title | None:
    return titles().get(word.lower())


def is_title(word: str, *parts: str) -> bool:
    """The word is one of a title, and one of these parts where any are named."""
    row = title(word)
    return row is not None and (not parts or row.part in parts)


@cache
def not_names() -> frozenset[str]:
    """Words that no person's name holds: "University", "Street", "Party"."""
    return frozenset(row["word"] for row in read_table("not_names.csv"))


@cache
def title_words() -> str:
    """A group of a pattern: the title words after which a capitalised word is a person's name."""
    capital = {row["word"] for row in read_table("titles.csv") if row["part"] in ("head", "honorific")} - words("loose title")
    return either(capital | {w.lower() for w in capital - words("capital title") if w.isalpha() and len(w) > 3})


@cache
def callings() -> str:
    """A group of a pattern: what somebody is, in small letters, before a full name: "nurse Ada Lind"."""
    return either({row["word"].lower() for row in read_table("titles.csv") if row["part"] == "calling"} - words("calling and name"))


def _names_of(row: dict[str, str]) -> list[str]:
    return [row["name"], *several(row["aliases"])]


@cache
def places() -> re.Pattern[str]:
    """Names of countries and bodies, adjectives and peoples; not the second half of "New Mexico"."""
    every = {word for row in read_table("countries.csv") for word in [*_names_of(row), *several(row["demonyms"])]} - {"CAR"}
    return re.compile(rf"(?<![\w-])(?<!New )(?<!Native )(?<!American (?=Indian)){either(every)}(?![\w-]|\.\w)")


def _whole(options: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){either(options)}(?![\w-])")


@cache
def institutions() -> re.Pattern[str]:
    """Known organisations that may stand in a title."""
    return _whole({row["phrase"] for row in read_table("bodies.csv")} - words("ambiguous in a title"))


@cache
def states() -> re.Pattern[str]:
    """States of the United States, but not those whose name means something else as well."""
    return _whole({form for row in read_table("us_states.csv") for form in [row["name"], *several(row["short"])]} - words("state and more"))


@cache
def regions() -> re.Pattern[str]:
    """States and provinces of other countries."""
    return _whole(row["name"] for row in read_table("regions.csv"))


@cache
def capitals() -> re.Pattern[str]:
    return _whole(city for row in read_table("countries.csv") for city in several(row["capital"]))


@cache
def gazetteer() -> dict[str, list[tuple[str, str]]]:
    """First word -> [(phrase, label)], longest first: countries, nationalities, organisations, people, buildings that stand for governments."""
    phrases = {row["phrase"]: "ORG" for row in read_table("metonyms.csv") if not countries.capital(row["phrase"])}
    for row in read_table("bodies.csv"):
        if not row["phrase"].endswith(" administration"):  # its first word names a person
            phrases[row["phrase"]] = "NORP" if row["phrase"] in PARTY_PEOPLE else "EVENT" if row["kind"] == "event" else "ORG"
    for row in read_table("countries.csv"):
        phrases.update(dict.fromkeys(_names_of(row), "ORG" if countries.is_body(row["code"]) else "GPE"))
        for word in several(row["demonyms"]):
            phrases.setdefault(word, "NORP")
    phrases.update({row["name"]: "PERSON" for row in read_table("people.csv")})
    by_first: dict[str, list[tuple[str, str]]] = {}
    for phrase in sorted(phrases.keys() - words("ambiguous"), key=len, reverse=True):
        by_first.setdefault(re.split(r"[ ’'-]", phrase)[0], []).append((phrase, phrases[phrase]))
    return by_first
