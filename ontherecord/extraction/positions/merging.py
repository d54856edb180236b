"""One position for one actor and one target: findings that restate another become its further evidence."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ontherecord.extraction.positions.lists import listed
from ontherecord.extraction.positions.reading import Finding

COMMON = listed("the a an of to in on for with and or by from at as its their his her our any being is that this it more all not")
SHARE, PLAIN_SHARE = 0.3, 0.6
"""Part of the shorter target's words that the longer one must hold; the latter where each names something that the other does not:
"sanctions on Ruritania" is another matter than "sanctions on Elbonia"."""
PER_SENTENCE = 2
"""Positions that one actor may take in one sentence."""
ONE_MORE = 0.2
"""Chance below which a further position of an actor is taken for one that is there already: somewhat below half of the F1 to be expected, where
one more neither raises nor lowers it (Lipton, Elkan and Narayanaswamy 2014)."""
NEAR, STEP = 30, 25
"""Tokens between sentences that stand near each other; tokens of a sentence."""

Group = list[Finding]
"""Findings of one position, best first."""


def content(text: str) -> frozenset[str]:
    """Content words of a target, cut to a rough stem so that "troops" meets "troop"."""
    return frozenset(w[:6].rstrip("s") or w for w in re.findall(r"[^\W_]+", text.casefold()) if w not in COMMON and len(w) > 1)


@dataclass(frozen=True, slots=True)
class Again:
    """Does a further position of an actor only say again what is there? A logistic regression over :func:`signs`."""

    weights: NDArray[Any]

    def one_more(self, group: Group, earlier: Sequence[Group]) -> float:
        return float(1 / (1 + np.exp(-np.dot(self.weights, signs(group, earlier)))))


def merge(findings: list[Finding], again: Again | None = None) -> list[Group]:
    """Groups in text order, best evidence first in each. With ``again``, what hardly is a position of its own goes to the likest one, or goes."""
    groups = grouped(findings)
    if again is None:
        return groups
    kept: dict[int, list[Group]] = {}
    for group in by_strength(groups):
        earlier = kept.setdefault(group[0].actor, [])
        if not earlier or again.one_more(group, earlier) >= ONE_MORE:
            earlier.append(group)
        elif (home := _likest(group, earlier)) is not None:
            home += group
    own = {id(g) for found in kept.values() for g in found}
    return [g for g in groups if id(g) in own]


def grouped(findings: list[Finding]) -> list[Group]:
    """In text order; what shares words of the target and the stance is one."""
    groups: list[Group] = []
    for f in findings:
        home = next((g for g in groups if _same(g[0], f)), None)
        if home is None:
            if sum(g[0].actor == f.actor and g[0].sentence.start == f.sentence.start for g in groups) < PER_SENTENCE:
                groups.append([f])
        else:
            home.append(f)
            home.sort(key=lambda x: -x.weight)
    return groups


def by_strength(groups: list[Group]) -> list[Group]:
    return sorted(groups, key=lambda g: -g[0].weight)


def signs(group: Group, earlier: Sequence[Group]) -> list[float]:
    """What tells one more position from one said again: how sure it is, how alike and how near to those of the actor that are surer."""
    first = group[0]
    target, told = content(first.target.text), content(first.sentence.text)
    others = [g[0] for g in earlier]
    targets, sentences = [content(o.target.text) for o in others], [content(o.sentence.text) for o in others]
    distance = min(abs(first.sentence.start - f.sentence.start) for g in earlier for f in g)
    chance = min(max(first.weight, 0.01), 0.99)
    return [
        1.0,
        math.log(chance / (1 - chance)),
        math.log1p(len(earlier)),
        max(_overlap(target, t) for t in targets),
        max(_overlap(told, s) for s in sentences),
        max(len(target & s) / max(1, len(target)) for s in sentences),
        math.log1p(distance / STEP),
        float(distance <= NEAR),
        float(any(o.stance == first.stance for o in others)),
        float(any(o.quote is not None and o.quote is first.quote for o in others)),
        float(len(group) > 1),
        float(first.basis == "narrator"),
        len(target) / 8,
    ]


def _likest(group: Group, earlier: Sequence[Group]) -> Group | None:
    """The position of the same stance that shares words of the target with it, or most words of the sentence."""
    first = group[0]
    target, told = content(first.target.text), content(first.sentence.text)
    like = [
        (_overlap(target, content(g[0].target.text)), _overlap(told, content(g[0].sentence.text)), -n, g)
        for n, g in enumerate(earlier)
        if g[0].stance == first.stance
    ]
    best = max(like, default=None, key=lambda x: x[:3])
    return best[3] if best is not None and (best[0] >= 0.25 or best[1] >= 0.4) else None


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Part of the shorter one's words that the other holds."""
    return len(a & b) / max(1, min(len(a), len(b)))


def _same(a: Finding, b: Finding) -> bool:
    """True where one target says again what the other says; fewer shared words suffice where the two do not name different things."""
    if a.actor != b.actor or a.stance != b.stance:
        return False
    x, y = content(a.target.text), content(b.target.text)
    if not x or not y:
        return False
    names, others = _names(a), _names(b)
    apart = bool(names - others and others - names)
    return _overlap(x, y) >= (PLAIN_SHARE if apart else SHARE)


def _names(f: Finding) -> set[str]:
    return {t.text for t in f.sentence.doc[f.target.start : f.target.end] if t.pos_ == "PROPN"}
