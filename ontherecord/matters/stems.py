"""A light stemmer for matching wordings of one matter."""

from __future__ import annotations

ENDINGS = (
    ("ations", 5),
    ("ation", 5),
    ("ments", 4),
    ("ment", 4),
    ("ingly", 4),
    ("ing", 4),
    ("ies", 3),
    ("ied", 3),
    ("ed", 4),
    ("es", 4),
    ("s", 3),
    ("e", 4),
)
"""Ending, and how many letters must be left before it."""


def stem(word: str) -> str:
    """A light stem, so that "troops" meets "troop" and "sanctioning" meets "sanctions"."""
    for ending, least in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            rest = word[: -len(ending)]
            return rest + "y" if ending in {"ies", "ied"} else rest.rstrip("e")
    return word
