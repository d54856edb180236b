"""How far people who checked the same findings agree, and what they disagree about.

What somebody says of a finding is what would be on record if they were asked alone: nothing, what the machine says, or something else. So who
confirms what another has fixed agrees with them. Only the latest judgement of each counts, and none that was taken back or sent back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from ontherecord.decisions import Decision, standing
from ontherecord.decisions.decision import JUDGING
from ontherecord.decisions.findings import FIXABLE, TABLES, WHO, WORDS
from ontherecord.intervals import Share, weighted
from ontherecord.queries import Corpus

Canonical = Callable[[str], str]
"""Id of a finding that a decision names -> the one id under which it goes here."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two people's latest judgements of one finding that do not say the same. ``settled``: the one that somebody made when they did not
    agree; None while nobody has."""

    finding: str
    about: str
    one: Decision
    other: Decision
    settled: Decision | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of two people: on how many findings they agree, Cohen's kappa (None where it has no meaning: both always say the same one thing)."""

    one: str
    other: str
    share: Share
    kappa: float | None
    disagreements: tuple[Disagreement, ...]


def of_corpus(corpus: Corpus) -> tuple[list[Decision], Canonical]:
    """The decisions over an open corpus, and what tells that two of them are about one finding."""
    laying = corpus.laying
    return (list(laying.decisions), lambda finding: min(laying.same(finding))) if laying else ([], str)


def latest(decisions: Iterable[Decision], canonical: Canonical = str) -> dict[str, dict[str, Decision]]:
    """finding -> name -> the latest judgement that stands. Who gave no name is left out: it may be several people."""
    found: dict[str, dict[str, Decision]] = {}
    for d in standing(decisions):
        if d.kind in JUDGING and d.about in TABLES and d.by:
            of = found.setdefault(canonical(d.of), {})
            of.pop(d.by, None)
            if d.kind != "return":
                of[d.by] = d  # the newest last
    return found


def pairs(decisions: Iterable[Decision], canonical: Canonical = str) -> list[tuple[str, str, int]]:
    """Two names and how many findings both have checked, the most first."""
    counts: Counter[tuple[str, str]] = Counter()
    for of in latest(decisions, canonical).values():
        counts.update(combinations(sorted(of), 2))
    return [(one, other, n) for (one, other), n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def agreement(decisions: Iterable[Decision], one: str, other: str, canonical: Canonical = str) -> Agreement:
    """Of all findings that both have checked."""
    rows = list(decisions)
    first = _first(rows, canonical)
    labels: list[tuple[str, str]] = []
    apart: list[Disagreement] = []
    for finding, of in latest(rows, canonical).items():
        if one not in of or other not in of:
            continue
        a, b = of[one], of[other]
        kinds = _label(a, first[finding]), _label(b, first[finding])
        if kinds[0] == kinds[1] and not same(a, b):
            kinds = kinds[0], f"{kinds[1]} otherwise"
        labels.append(kinds)
        if kinds[0] != kinds[1]:
            judged = list(of.values())
            apart.append(Disagreement(finding, a.about, a, b, None if _open(judged) else judged[-1]))
    return Agreement(one, other, weighted((a == b, 1.0) for a, b in labels), kappa(labels), tuple(apart))


def kappa(labels: Sequence[tuple[str, str]]) -> float | None:
    """Agreement beyond chance, 1 for full, 0 for what chance alone would bring. J. Cohen, "A coefficient of agreement for nominal scales",
    Educational and Psychological Measurement 20 (1960). None for no pairs, or where both only ever say one and the same thing."""
    if not labels:
        return None
    n = len(labels)
    seen = sum(a == b for a, b in labels) / n
    ones, others = Counter(a for a, _ in labels), Counter(b for _, b in labels)
    chance = sum(count * others[label] for label, count in ones.items()) / (n * n)
    return None if chance >= 1 else (seen - chance) / (1 - chance)


def disputed(decisions: Iterable[Decision], canonical: Canonical = str) -> set[str]:
    """Findings that people judged otherwise and nobody has settled: the next one to judge such a finding does."""
    return {finding for finding, of in latest(decisions, canonical).items() if _open(list(of.values()))}


def _open(judged: Sequence[Decision]) -> bool:
    """Judgements in their order: one that says otherwise than the one before opens a dispute, the next closes it."""
    found = False
    for before, d in pairwise(judged):
        found = not found and not same(before, d)
    return found


def same(one: Decision, other: Decision) -> bool:
    """Whether two judgements of a finding come to the same record. What one of them leaves to the machine to find is not compared."""
    a, b = outcome(one), outcome(other)
    if a is None or b is None:
        return a is b
    return all(a[name] == b[name] for name in a.keys() & b.keys())


def outcome(d: Decision) -> dict[str, Any] | None:
    """What is on record by a judgement: field -> value; None for a rejection."""
    if d.kind == "reject":
        return None
    who = WHO[d.about]
    kept: dict[str, Any] = {name: d.was.get(name) for name in FIXABLE[d.about]} | dict(d.value)
    if who in d.value and "country" not in d.value:
        del kept["country"]  # that of whoever it is now
    if d.kind == "add":
        kept = {name: value for name, value in kept.items() if name in d.value}
    for name in (who, "issue"):
        if isinstance(kept.get(name), dict):
            kept[name] = kept[name].get("name") or kept[name].get("id")
    words = WORDS[d.about]
    if kept.get(words) and d.anchor is not None:
        kept[words] = [d.anchor.exact[start:end] for start, end in kept[words]]
    return kept


def _first(decisions: Iterable[Decision], canonical: Canonical) -> dict[str, Decision]:
    """finding -> the first decision about it, which remembers what the machine said."""
    found: dict[str, Decision] = {}
    for d in decisions:
        if d.about in TABLES and d.kind != "undo":
            found.setdefault(canonical(d.of), d)
    return found


def _label(d: Decision, first: Decision) -> str:
    """One of three: wrong, right as the machine has it, something else."""
    said = outcome(d)
    if said is None:
        return "rejected"
    machine = outcome(Decision("confirm", first.about, was=first.was, anchor=first.anchor))
    assert machine is not None
    return "confirmed" if first.was and all(said[name] == machine[name] for name in said) else "fixed"
