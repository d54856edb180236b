"""One position for one actor and one target: findings that restate another become its further evidence."""

from __future__ import annotations

import re

from ontherecord.extraction.positions.lists import listed
from ontherecord.extraction.positions.reading import Finding

COMMON = listed("the a an of to in on for with and or by from at as its their his her our any being is that this it more all not")
SHARE, PLAIN_SHARE = 0.3, 0.6
"""Part of the shorter target's words that the longer one must hold; the latter where each names something that the other does not:
"sanctions on Ruritania" is another matter than "sanctions on Elbonia"."""
PER_SENTENCE = 2
"""Positions that one actor may take in one sentence."""


def content(text: str) -> frozenset[str]:
    """Content words of a target, cut to a rough stem so that "troops" meets "troop"."""
    return frozenset(w[:6].rstrip("s") or w for w in re.findall(r"[^\W_]+", text.casefold()) if w not in COMMON and len(w) > 1)


def merge(findings: list[Finding]) -> list[list[Finding]]:
    """Groups in text order, best evidence first in each."""
    groups: list[list[Finding]] = []
    for f in findings:
        home = next((g for g in groups if _same(g[0], f)), None)
        if home is None:
            if sum(g[0].actor == f.actor and g[0].sentence.start == f.sentence.start for g in groups) < PER_SENTENCE:
                groups.append([f])
        else:
            home.append(f)
            home.sort(key=lambda x: -x.weight)
    return groups


def _same(a: Finding, b: Finding) -> bool:
    """True where one target says again what the other says; fewer shared words suffice where the two do not name different things."""
    if a.actor != b.actor or a.stance != b.stance:
        return False
    x, y = content(a.target.text), content(b.target.text)
    if not x or not y:
        return False
    names, others = _names(a), _names(b)
    apart = bool(names - others and others - names)
    return len(x & y) / min(len(x), len(y)) >= (PLAIN_SHARE if apart else SHARE)


def _names(f: Finding) -> set[str]:
    return {t.text for t in f.sentence.doc[f.target.start : f.target.end] if t.pos_ == "PROPN"}
