"""How the positions of the trained part are worded: learned from what annotators named, measured by the words in common with it.

``train.py`` calls this and saves the weights with its own. A choice is one candidate that takes an annotated position, with every wording that its
sentence offers; the likeness of each to the annotators' target (F1 of their words) is what the ranking learns, as chances (a listwise loss: Cao et
al. 2007).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from ontherecord.extraction.positions.choosing import made_of
from ontherecord.extraction.positions.lists import listed
from ontherecord.extraction.positions.model import SIDES
from ontherecord.extraction.positions.wordings import Option, Wordings, likest
from ontherecord.matters.stems import stem

if TYPE_CHECKING:
    from training.positions.train import Sample

STRENGTH, SHARP, RARE = 0.1, 6.0, 5
"""Inverse strength of the L2 penalty; how far the likest option stands out; signs of fewer options are left out."""
STOP = listed("the a an of to in on for with and or by from at as its their his her our any being is are be that this it s")


@dataclass(frozen=True, slots=True)
class Choice:
    """The first option is the one that would be taken without a ranking."""

    signs: list[dict[str, float]]
    likeness: list[float]
    read: bool
    """Whether a rule has read the target: learned from, not measured."""


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(stem(w) for w in re.findall(r"[^\W_]+", text.casefold())) - STOP


def likeness(one: str, other: str) -> float:
    """F1 of the stems of two wordings, 0 to 1."""
    a, b = _words(one), _words(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def choices(s: Sample) -> Iterator[Choice]:
    """Every candidate of an article that takes an annotated position and can be worded."""
    wordings = Wordings(s.finder, s.candidates, {})
    for c, label, targets in zip(s.candidates, s.labels, s.targets, strict=True):
        if label is None or (made := made_of(s.finder, c, np.array([side == label for side in SIDES], dtype=float), 0.5)) is None:
            continue
        options = wordings.options(c, made.stance, Option(made.target, s.doc[made.trigger[0]], "first"))
        alike = [max(likeness(o.target.text, t) for t in targets) for o in options]
        yield Choice([wordings.signs(o, c, made.stance) for o in options], alike, bool(c.findings))


def ranking(data: Sequence[Choice]) -> dict[str, float]:
    """Sign -> weight."""
    data = [choice for choice in data if len(choice.signs) > 1 and max(choice.likeness) > 0]
    counts = Counter(name for choice in data for signs in choice.signs for name in signs)
    numbers = {name: n for n, name in enumerate(sorted(name for name, count in counts.items() if count >= RARE))}
    options = [signs for choice in data for signs in choice.signs]
    places = [(row, numbers[name], value) for row, signs in enumerate(options) for name, value in signs.items() if name in numbers]
    rows, columns, values = zip(*places, strict=True)
    x = csr_matrix((values, (rows, columns)), shape=(len(options), len(numbers)))
    starts = np.cumsum([0, *(len(choice.signs) for choice in data)])
    of = np.repeat(np.arange(len(data)), np.diff(starts))
    wanted = np.exp(SHARP * np.array([value for choice in data for value in choice.likeness]))
    wanted /= np.array([wanted[a:b].sum() for a, b in pairwise(starts)])[of]

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = x @ w
        scores -= np.maximum.reduceat(scores, starts[:-1])[of]
        log = scores - np.log(np.add.reduceat(np.exp(scores), starts[:-1]))[of]
        return float(-(wanted * log).sum() + w @ w / (2 * STRENGTH)), x.T @ (np.exp(log) - wanted) + w / STRENGTH

    found = minimize(loss, np.zeros(len(numbers)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return dict(zip(numbers, (round(float(w), 4) for w in found), strict=True))


def measured(data: Sequence[Choice], weights: dict[str, float]) -> tuple[int, float, float, float]:
    """Of the choices that no rule has read: how many, and the mean likeness of the first option, of the one taken, of the likest."""
    data = [choice for choice in data if not choice.read]
    taken = [choice.likeness[likest(choice.signs, weights)] for choice in data]
    means = [float(np.mean(v)) if data else 0.0 for v in ([c.likeness[0] for c in data], taken, [max(c.likeness) for c in data])]
    return len(data), means[0], means[1], means[2]
