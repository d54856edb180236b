"""What the articles of a matter speak of: the words of their targets and of the sentences that show them.

"The deal" says little; that its article speaks of uranium and inspectors says which deal. Two disputes in the same words ("the bill") are told
apart in the same way. One sense per discourse (Gale, Church and Yarowsky 1992), used across articles.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

from ontherecord.linking.inside import Rarity, Wording, stems

WORDS = 30
"""Words kept of one article: those that tell it best from others."""
MARK = "@"
"""Stands before a word of the surroundings, so that it meets only its like."""
Vector = dict[str, float]


def surroundings(articles: Mapping[Hashable, Sequence[Wording]], rarity: Rarity) -> dict[Hashable, Vector]:
    """The most telling words of each article, as a vector of length 1."""
    out: dict[Hashable, Vector] = {}
    for article, wordings in articles.items():
        counts = Counter(word for w in wordings for word in stems(w.target) | stems(w.evidence))
        weights = {word: (1 + math.log(n)) * rarity.of(word) for word, n in counts.items()}
        best = sorted(weights, key=lambda word: (-weights[word], word))[:WORDS]
        out[article] = unit({MARK + word: weights[word] for word in best})
    return out


def together(vectors: Iterable[Vector]) -> Vector:
    """The middle of several, of length 1."""
    out: Vector = {}
    for vector in vectors:
        for term, weight in vector.items():
            out[term] = out.get(term, 0.0) + weight
    return unit(out)


def unit(weights: Vector) -> Vector:
    """The same direction, of length 1."""
    size = math.sqrt(sum(w * w for w in weights.values())) or 1.0
    return {term: w / size for term, w in weights.items()}
