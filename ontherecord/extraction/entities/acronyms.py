"""Acronyms that a text explains: "Kelp Harvest Board (KHB)", "the Kelp Harvest agency, or KHA,". The full name and its letters are one body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ontherecord.extraction.entities.ranges import Range

_GIVEN = re.compile(r"(?: \((?:the )?(?P<brackets>[A-Z][A-Z.&]{1,8})\)|, or (?P<comma>[A-Z][A-Z.]{1,6}),)")
_WORDS = re.compile(r"[\w&’'.-]+")
_SMALL = frozenset(["of", "for", "and", "the", "on", "in", "to", "at", "&"])
_FURTHEST = 110


class Explained(NamedTuple):
    """Where a full name stands and the acronym, as written."""

    full: Range
    short: str


def explained(text: str) -> Iterator[Explained]:
    """The acronyms that a text explains, each with the words before it whose first letters it has. Needs two words or more."""
    for m in _GIVEN.finditer(text):
        line = max(text.rfind("\n", 0, m.start()) + 1, m.start() - _FURTHEST)
        words = list(_WORDS.finditer(text, line, m.start()))
        short = m["brackets"] or m["comma"]
        letters = [letter for letter in short if letter.isalpha()]
        if start := _first_word(words, letters, small=False) or _first_word(words, letters, small=True):
            yield Explained((start.start(), m.start()), short)


def _first_word(words: list[re.Match[str]], letters: list[str], *, small: bool) -> re.Match[str] | None:
    """The word where a name with these first letters begins; small words may have a letter or not, and the last word may lack one ("... agency")."""
    left, first = list(letters), None
    for number, word in enumerate(reversed(words)):
        if not left:
            break
        if word[0][0].upper() == left[-1] and (word[0][0].isupper() or (small and word[0] in _SMALL)):
            left.pop()
            first = word
        elif word[0] not in _SMALL and (number or not word[0].islower()):
            return None
    return first if first is not None and first[0][0].isupper() and not left and len(letters) > 1 else None
