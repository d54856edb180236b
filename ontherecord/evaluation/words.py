"""When two wordings mean the same: names of actors, and what a stance is on. Plain comparisons that anybody can repeat, no model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from typing import Any

_GRAMMAR = frozenset(
    re.findall(
        r"\w+",
        """
        a an the, this that these those, some any all more there, it its his her our their your my, which who what,
        is are was were be been being, will would can could may might must should, and or than as,
        of to for in on at by with from into over about against
        """,
    )
)
"""Words that do not count in a target."""
_TITLES = frozenset(re.findall(r"\w+", "the a an of, us united states, former then prime, president minister sen rep sir mr mrs ms dr"))
"""Words of a name that do not tell one actor from another."""
_SUFFIX = re.compile(r"(?:ing|ed|es|s|ions?|e)$")
_LISTED = re.compile(r"(?<!\s)\s++and\s++|,\s*+")


def words(text: str | None) -> list[str]:
    """Words in small letters without accents and possessive 's; "U.S." is one."""
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", plain.replace("u.s.", "us").replace("'s", ""))


def same_actor(one: str | None, other: str | None) -> bool:
    """Whether two names denote one actor: the same family name without different first letters before it, or most words in common.

    Of lists ("A and B"), at least half of the first must be in the other."""
    ones, others = ([part for part in _LISTED.split(name or "") if part] for name in (one, other))
    if max(len(ones), len(others)) > 1:
        met = sum(any(same_actor(a, b) for b in others) for a in ones)
        return met > 0 and met * 2 >= len(ones)
    a, b = words(one), words(other)
    if not a or not b:
        return False
    a, b = _telling(a), _telling(b)
    if a == b:
        return True
    if a[-1] == b[-1] and (len(a) == 1 or len(b) == 1 or a[0][0] == b[0][0]):
        return True
    return shared({w.rstrip("s") for w in a}, {w.rstrip("s") for w in b}) >= 0.6


def _telling(name: list[str]) -> list[str]:
    return [word for word in name if word not in _TITLES] or name


def shared(one: Set[Any], other: Set[Any]) -> float:
    """Jaccard: what both have, of what either has."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def covered(one: str | None, other: str | None) -> float:
    """Share of the shorter phrase's stems that the longer has; 0 where the longer has more than four times as many of its own."""
    a, b = _stems(one), _stems(other)
    both = len(a & b)
    return both / min(len(a), len(b)) if both and both * 4 >= max(len(a), len(b)) else 0.0


def _stems(phrase: str | None) -> set[str]:
    return {_SUFFIX.sub("", word) or word for word in words(phrase) if word not in _GRAMMAR}
