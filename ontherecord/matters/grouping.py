"""Which wordings of one article are about one matter.

Inside an article little can be meant by "the deal" but the deal that it speaks of, so wordings may be compared more boldly than across articles.
Each pair gets a probability from a logistic regression over how alike the two are: words, names, near-synonyms and how far apart they stand.
Average linkage (Sokal and Michener 1958) joins wordings until no two groups reach :data:`TOGETHER`. Nothing is asked of other articles, so
that an article is always read alike. The weights were fitted on annotated statements; docs/issues.md has the measure on others.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ontherecord.matters import naming
from ontherecord.matters.keys import NOTHING, Key, key
from ontherecord.matters.stems import stem
from ontherecord.matters.synonyms import concepts
from ontherecord.matters.terms import STOP, WEAK, in_codes, terms

TOGETHER = 0.3
"""Mean probability at which two groups of one article become one."""
MOST = 300
"""Wordings that are compared with each other, more than any article but a volume of minutes has."""
WEIGHTS = {
    "words": 1.85,
    "contained": 1.97,
    "names": -0.49,  # beside the words that they are part of: a shared name alone says less than a shared word
    "other names": -0.39,
    "concepts": 0.61,
    "same sentence": -0.92,
    "distance": -1.34,
}
BIAS = -0.8
SLIGHT = 0.35
"""What a word that fits any matter counts beside one that tells something."""

_WORD = re.compile(r"[^\W\d_][\w'’]+")
_COUNTRY = re.compile(r"q[a-z]{2,4}q")
"""A country's name, people or capital, as :func:`in_codes` writes it."""
_CAPITAL = re.compile(r"\b[A-Z][a-zA-Z]+")


class _Wording(NamedTuple):
    words: frozenset[str]
    names: frozenset[str]
    concepts: frozenset[str]


@lru_cache(maxsize=100_000)
def _wording(text: str) -> _Wording:
    coded = in_codes(text)
    plain = (w.casefold().removesuffix("'s").removesuffix("’s") for w in _WORD.findall(coded))
    words = frozenset(stem(w) for w in plain if w not in STOP and len(w) > 2)
    names = terms(text).names | {stem(name.casefold()) for name in _CAPITAL.findall(coded[1:])}
    return _Wording(words, names, frozenset(concepts()[w] for w in words if w in concepts()))


def together(targets: Sequence[str], starts: Sequence[int]) -> list[int]:
    """The group of each target of one article, as a number; groups are numbered in the order of their first target.

    ``starts``: where the sentence of each starts, in characters. More than :data:`MOST` are grouped so many at a time: every pair is compared.
    """
    groups: list[int] = []
    for first in range(0, len(targets), MOST):
        part = slice(first, first + MOST)
        known = len(set(groups))
        groups += [known + group for group in _together(targets[part], starts[part])]
    return groups


def _together(targets: Sequence[str], starts: Sequence[int]) -> list[int]:
    seen = [_wording(target) for target in targets]
    likely = np.zeros((len(seen), len(seen)))
    for i in range(len(seen)):
        for j in range(i):
            likely[i, j] = likely[j, i] = _likely(seen[i], seen[j], abs(starts[i] - starts[j]))
    return _average_linkage(likely)


def matters(targets: Sequence[str], starts: Sequence[int]) -> list[str]:
    """What each target of one article is on, as a noun phrase: the same words for all that :func:`together` groups."""
    groups = together(targets, starts)
    held: dict[int, dict[Key, Counter[naming.Text]]] = defaultdict(lambda: defaultdict(Counter))
    for target, group in zip(targets, groups, strict=True):
        held[group][key(target)][target, target] += 1
    names = {}
    for group, by_key in held.items():
        most = max(by_key, key=lambda k: (k != NOTHING, by_key[k].total(), k))
        names[group] = naming.name(by_key[most], most)
    return [names[group] for group in groups]


def _likely(one: _Wording, other: _Wording, apart: int) -> float:
    """Chance that two wordings are about one matter."""
    both = one.words & other.words
    if both and all(_COUNTRY.fullmatch(word) for word in both) and not one.concepts & other.concepts:
        return 0.0  # a country alone is no matter: "troops to Ukraine", "ammunition for Ukraine"
    shared = _weight(one.words & other.words)
    first, second = _weight(one.words), _weight(other.words)
    names = len(one.names & other.names)
    fewest = min(len(one.concepts), len(other.concepts))
    signs = {
        "words": _squares(one.words & other.words) / (math.sqrt(_squares(one.words) * _squares(other.words)) or 1.0),
        "contained": shared / (min(first, second) or 1.0),
        "names": min(names, 2),
        "other names": float(bool(one.names and other.names and not names)),
        "concepts": len(one.concepts & other.concepts) / fewest if fewest else 0.0,
        "same sentence": float(not apart),
        "distance": math.log1p(apart) / 8,
    }
    return 1 / (1 + math.exp(-BIAS - sum(WEIGHTS[name] * value for name, value in signs.items())))


def _weight(words: Iterable[str]) -> float:
    return sum(SLIGHT if word in WEAK else 1.0 for word in words)


def _squares(words: Iterable[str]) -> float:
    return sum(SLIGHT**2 if word in WEAK else 1.0 for word in words)


def _average_linkage(likely: np.ndarray) -> list[int]:
    size = np.ones(len(likely))
    of = np.arange(len(likely))
    near = np.round(likely, 9)
    np.fill_diagonal(near, -1.0)
    while len(near) > 1:
        place = int(near.argmax())
        a, b = sorted(divmod(place, near.shape[1]))
        if near[a, b] < TOGETHER:
            break
        joined = (near[a] * size[a] + near[b] * size[b]) / (size[a] + size[b])
        near[a], near[:, a], near[a, a] = joined, joined, -1.0
        near[b], near[:, b] = -1.0, -1.0
        size[a] += size[b]
        of[of == b] = a
    numbers: dict[int, int] = {}
    return [numbers.setdefault(int(group), len(numbers)) for group in of]
