"""Which positions of one article are about one matter.

Inside an article little can be meant by "the deal" but the deal that it speaks of, so wordings may be compared more boldly than across articles.
Each pair of wordings gets a probability from a logistic regression over how alike they are: words, names, near-synonyms, the sentences that
show them and how far apart these stand. Average linkage (Sokal and Michener 1958) joins wordings until no two groups reach :data:`TOGETHER`.

The weights were fitted on annotated articles (issues named by hand, 1,170 positions); docs/positions.md has the measure on others. Hypernyms
of WordNet and a latent semantic analysis of the corpus were tried as further signs and changed the measure by less than half a point.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ontherecord.linking.stems import stem
from ontherecord.linking.synonyms import concepts
from ontherecord.linking.terms import STOP, WEAK, in_codes, terms

TOGETHER = 0.45
"""Mean probability at which two groups of one article become one."""
WEIGHTS = {
    "target": 2.427,
    "evidence": 0.428,
    "told": 0.472,
    "contained": 1.256,
    "names": -0.691,  # beside the words that they are part of: a shared name alone says less than a shared word
    "other names": -0.833,
    "concept": 0.919,
    "sentence": -0.849,
    "distance": -1.16,
}
BIAS = 0.328

_WORD = re.compile(r"[^\W\d_][\w'’]+")
_CAPITAL = re.compile(r"\b[A-Z][a-zA-Z]+")
Bag = dict[str, float]


@dataclass(frozen=True)
class Wording:
    """One target of an article, with the sentences that show a position on it and where the first of them starts."""

    target: str
    evidence: str = ""
    start: int = 0


@lru_cache(maxsize=100_000)
def stems(text: str) -> frozenset[str]:
    """Stems of the words that say anything."""
    words = (w.casefold().removesuffix("'s").removesuffix("’s") for w in _WORD.findall(in_codes(text)))
    return frozenset(stem(w) for w in words if w not in STOP and len(w) > 2)


class Rarity:
    """How much a word tells: less where many articles have it, and less where it fits any matter."""

    def __init__(self, articles: Iterable[Iterable[Wording]]) -> None:
        self.found: Counter[str] = Counter()
        self.total = 0
        for wordings in articles:
            self.total += 1
            self.found.update(frozenset().union(*(stems(w.target) | stems(w.evidence) for w in wordings)))

    def of(self, word: str) -> float:
        return math.log(1 + max(self.total, 1) / (self.found[word] or 1)) * (0.35 if word in WEAK else 1.0)

    def bag(self, text: str) -> Bag:
        weights = {word: self.of(word) for word in stems(text)}
        size = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        return {word: w / size for word, w in weights.items()}


class _Seen:
    """A wording with all that is compared."""

    def __init__(self, wording: Wording, rarity: Rarity) -> None:
        self.words = stems(wording.target)
        self.worth = sum(rarity.of(w) for w in self.words)
        self.target, self.evidence = rarity.bag(wording.target), rarity.bag(wording.evidence)
        self.names = terms(wording.target).names | {stem(name.casefold()) for name in _CAPITAL.findall(in_codes(wording.target)[1:])}
        self.concepts = frozenset(concepts()[w] for w in self.words if w in concepts())
        self.start = wording.start
        self.sentence = wording.evidence


def signs(one: _Seen, other: _Seen, rarity: Rarity) -> dict[str, float]:
    """How alike two wordings are, each sign between -1 and about 2."""
    shared = one.words & other.words
    names = len(one.names & other.names)
    fewest = min(len(one.concepts), len(other.concepts))
    return {
        "target": _cosine(one.target, other.target),
        "evidence": _cosine(one.evidence, other.evidence),
        "told": (_cosine(one.target, other.evidence) + _cosine(one.evidence, other.target)) / 2,
        "contained": sum(rarity.of(w) for w in shared) / (min(one.worth, other.worth) or 1.0),
        "names": min(names, 2),
        "other names": float(bool(one.names and other.names and not names)),
        "concept": len(one.concepts & other.concepts) / fewest if fewest else 0.0,
        "sentence": float(one.sentence == other.sentence and bool(one.sentence)),
        "distance": math.log1p(abs(one.start - other.start)) / 8,
    }


def _cosine(one: Bag, other: Bag) -> float:
    return sum(weight * other.get(word, 0.0) for word, weight in sorted(one.items()))


def together(wordings: Sequence[Wording], rarity: Rarity, least: float = TOGETHER) -> list[int]:
    """The group of each wording, as a number; groups are numbered in the order of their first wording."""
    if len(wordings) < 2:
        return [0] * len(wordings)
    seen = [_Seen(w, rarity) for w in wordings]
    likely = np.zeros((len(seen), len(seen)))
    for i, one in enumerate(seen):
        for j in range(i):
            total = BIAS + sum(WEIGHTS[name] * value for name, value in signs(one, seen[j], rarity).items())
            likely[i, j] = likely[j, i] = 1 / (1 + math.exp(-total))
    return _average_linkage(likely, least)


def _average_linkage(likely: np.ndarray, least: float) -> list[int]:
    size = np.ones(len(likely))
    of = np.arange(len(likely))
    near = np.round(likely, 9)
    np.fill_diagonal(near, -1.0)
    while len(near) > 1:
        place = int(near.argmax())
        a, b = sorted(divmod(place, near.shape[1]))
        if near[a, b] < least:
            break
        joined = (near[a] * size[a] + near[b] * size[b]) / (size[a] + size[b])
        near[a], near[:, a], near[a, a] = joined, joined, -1.0
        near[b], near[:, b] = -1.0, -1.0
        size[a] += size[b]
        of[of == b] = a
    numbers: dict[int, int] = {}
    return [numbers.setdefault(int(group), len(numbers)) for group in of]
