"""The word tables that recognition needs, from ``data/resources``, read once on first use."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache
from typing import NamedTuple

from ontherecord import countries
from ontherecord.countries import read_table, several

CALENDAR = (
    frozenset([*calendar.day_name, *calendar.month_name[1:], "Easter", "Christmas", "Ramadan", "Sept", "Thanksgiving"])
    - {"May", "April", "June", "August"}  # given or family names as well
)


class Title(NamedTuple):
    """One word of a title. ``part``: head ("minister"), modifier ("foreign"), honorific ("Mr") or calling ("lawyer")."""

    part: str
    gender: str
    code: str


@lru_cache(maxsize=1)
def titles() -> dict[str, Title]:
    """Title words by lower-case form; a word that is both a head and a modifier counts as a head."""
    rows: dict[str, Title] = {}
    for row in read_table("titles.csv"):
        word = row["word"].lower()
        if word not in rows or rows[word].part == "modifier":
            rows[word] = Title(row["part"], row["gender"], row["code"])
    return rows


@lru_cache(maxsize=1)
def not_names() -> frozenset[str]:
    """Words that no person's name holds: "University", "Street", "Party"."""
    return frozenset(row["word"] for row in read_table("not_names.csv"))


# heads that also stand before other capitalised words ("General Assembly", "Chief Executive", "Justice Department")
_LOOSE = frozenset(
    [
        "General",
        "Major",
        "Deputy",
        "Father",
        "Sister",
        "Captain",
        "Chief",
        "Justice",
        "Republican",
        "Democrat",
        "Official",
        "Attorney",
        "Director",
        "Officer",
        "Leader",
        "MP",
        "CEO",
        "Host",
        "Chair",
        "Candidate",
        "State",
        "PM",
        "VP",
        "AG",
    ]
)
_UPPER_ONLY = frozenset(
    [
        "Lord",
        "Lady",
        "King",
        "Queen",
        "Prince",
        "Princess",
        "TD",
        "Whip",
        "Sheikh",
        "Sister",
        "Father",
        "Duke",
        "Duchess",
        "Dame",
        "Sir",
        "Miss",
        "Cardinal",
    ]
)


@lru_cache(maxsize=1)
def title_words() -> str:
    """Alternatives of a pattern: the title words after which a capitalised word is a person's name."""
    words = {row["word"] for row in read_table("titles.csv") if row["part"] in ("head", "honorific")} - _LOOSE
    lower = {w.lower() for w in words - _UPPER_ONLY if w.isalpha() and len(w) > 3}
    return "|".join(re.escape(w) for w in sorted(words | lower, key=len, reverse=True))


# names of countries and bodies that are everyday words or people's names as well: left to the recogniser
_AMBIGUOUS = frozenset(
    [
        "Jordan",
        "Chad",
        "Georgia",
        "Turkey",
        "Niger",
        "Guinea",
        "CAR",
        "Pole",
        "Poles",
        "Dane",
        "Kiwi",
        "Kiwis",
        "Brit",
        "Scot",
        "Swede",
        "Finn",
        "Lao",
        "Emirates",
        "Dominica",
        "House",
        "Capitol",
        "Commons",
        "Labour",
        "Diet",
        "Fed",
        "Fox",
        "Bild",
        "Fars",
        "SEC",
        "ICE",
        "WHO",
        "Guardian",
        "Commonwealth",
        "Apple",
        "Amazon",
        "Chancellery",
        "Westminster",
        "Salon",
        "Slate",
        "Guardian",
        "Hill",
        "Duma",
    ]
)
PARTY_OF = {
    **dict.fromkeys(["Republicans", "Republican", "GOP"], "Republican Party"),
    **dict.fromkeys(["Democrats", "Democrat", "Democratic"], "Democratic Party"),
    **dict.fromkeys(["Tories", "Tory", "Conservatives"], "Conservative Party"),
    "Labour": "Labour Party",
}
"""Short names and members of parties, by which newspapers call the party."""
PARTY_PEOPLE = frozenset(PARTY_OF) - {"GOP", "Labour"}


@lru_cache(maxsize=1)
def gazetteer() -> dict[str, list[tuple[str, str]]]:
    """First word -> [(phrase, label)], longest first: countries, nationalities, organisations, people, buildings that stand for governments."""
    phrases: dict[str, str] = {}
    for row in read_table("metonyms.csv"):
        if not countries.capital(row["phrase"]):
            phrases[row["phrase"]] = "ORG"
    for row in read_table("bodies.csv"):
        if row["phrase"].endswith(" administration"):
            continue  # its first word names a person
        phrases[row["phrase"]] = "NORP" if row["phrase"] in PARTY_PEOPLE else {"event": "EVENT"}.get(row["kind"], "ORG")
    for row in read_table("countries.csv"):
        label = "ORG" if row["code"] in countries.BODIES else "GPE"
        phrases.update(dict.fromkeys([row["name"], *several(row["aliases"])], label))
        for word in several(row["demonyms"]):
            phrases.setdefault(word, "NORP")
    phrases.update({row["name"]: "PERSON" for row in read_table("people.csv")})
    by_first: dict[str, list[tuple[str, str]]] = {}
    for phrase, label in phrases.items():
        if phrase not in _AMBIGUOUS:
            by_first.setdefault(re.split(r"[ ’'-]", phrase)[0], []).append((phrase, label))
    for options in by_first.values():
        options.sort(key=lambda option: -len(option[0]))
    return by_first
