"""Near-synonyms of matters ("pause", "halt" and "moratorium" are one concept) and plain words for names of laws and treaties.

Read from ``data/resources/matter_synonyms.csv`` and ``matter_names.csv``.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from typing import NamedTuple

from ontherecord import places
from ontherecord.matters.stems import stem

TABLE = places.DATA / "resources" / "matter_synonyms.csv"
NAMES = TABLE.with_name("matter_names.csv")


class _Table(NamedTuple):
    concepts: dict[str, str]
    told_by: dict[str, str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    out = _Table({}, {})
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            concept = "~" + row["concept"]
            out.told_by[concept] = row["told_by"]
            for word in row["words"].split(";"):
                out.concepts.setdefault(stem(word.strip().casefold()), concept)
    return out


def concepts() -> dict[str, str]:
    """Stem of a word -> its concept, marked with "~" so that it meets no word. A word of several sets belongs to the first."""
    return _table().concepts


def told_by() -> dict[str, str]:
    """Concept -> what tells one such thing from another: "country" (sanctions), "person" (an impeachment), "topic" (a law)."""
    return _table().told_by


@lru_cache(maxsize=1)
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        words = {row["name"]: row["words"] for row in csv.DictReader(file)}
    return re.compile(rf"\b({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})\b"), words


def plain(words: str) -> str:
    """A wording with names of laws and treaties in plain words: "repealing Obamacare" -> "repealing health law"."""
    pattern, names = _names()
    return pattern.sub(lambda found: names[found.group()], words)
