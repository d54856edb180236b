"""Near-synonyms of matters: "pause", "halt" and "moratorium" are one concept. Read from ``data/resources/matter_synonyms.csv``."""

from __future__ import annotations

import csv
from functools import lru_cache

from ontherecord.linking.stems import stem
from ontherecord.settings import ROOT

TABLE = ROOT / "data" / "resources" / "matter_synonyms.csv"


@lru_cache(maxsize=1)
def concepts() -> dict[str, str]:
    """Stem of a word -> its concept, marked with "~" so that it meets no word. A word of several sets belongs to the first."""
    out: dict[str, str] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for word in row["words"].split(";"):
                out.setdefault(stem(word.strip().casefold()), "~" + row["concept"])
    return out
