"""People's decisions on issues, laid over the machine's grouping: the same decisions and the same positions always give the same issues."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from ontherecord.decisions.issues import IssueDecision
from ontherecord.linking.links import Links
from ontherecord.matters.again import Mark, Marks, marks
from ontherecord.text import fold

WORDINGS = 12
"""Targets that a decision remembers an issue by."""
FOUND_AGAIN = 0.5
"""Share of these that an issue must hold to be taken for one whose id is gone."""


class Replayed(NamedTuple):
    """``nodes`` (issue_id, name, by: "machine" or "person"), ``links``, and how many positions each decision moved or named (0: it finds nothing)."""

    nodes: pd.DataFrame
    links: pd.DataFrame
    effects: dict[str, int]


def replay(decisions: Iterable[IssueDecision], positions: pd.DataFrame, machine: Links) -> Replayed:
    """Lay decisions over the issues of a build, the oldest first.

    ``positions``: article_id, number, target, matter, start, evidence_text. A position that a decision was about goes where it was put,
    whatever the build says; later positions follow their issue, or the words of a define or split. Issues that hold no position any more
    are left out. An issue that is merged away goes on in the other: later decisions that name its id mean that one.
    """
    decisions = list(decisions)
    laid = _Laid(positions, machine, {d.into for d in decisions if d.kind in ("define", "split")})
    effects = {decision.id: laid.lay(decision) for decision in decisions}
    return Replayed(*laid.tables(), effects)


def remembered(positions: pd.DataFrame, machine: Links, now: pd.DataFrame, issue: str) -> tuple[Mark, ...]:
    """The positions that a decision on an issue is about: those that a build has put there and no other decision has.

    ``now``: links (article_id, number, issue_id) with all decisions. What another decision has put there is bound by that one.
    """
    at = ["article_id", "number"]
    held = machine.links[machine.links["issue_id"] == issue].merge(now[now["issue_id"] == issue][at], on=at)[at]
    return tuple(marks(positions.merge(held, on=at)))


class _Laid:
    """The issue of each position while decisions are laid over a build, one after another."""

    def __init__(self, positions: pd.DataFrame, machine: Links, made: set[str]) -> None:
        self.names: dict[str, str] = dict(zip(machine.nodes["issue_id"], machine.nodes["name"], strict=True))
        of = dict(zip(zip(machine.links["article_id"], machine.links["number"], strict=True), machine.links["issue_id"], strict=True))
        self.keys = list(zip(positions["article_id"], positions["number"], strict=True))
        self.now: list[str | None] = [of.get(key) for key in self.keys]
        self.marks = marks(positions)
        self.positions, self.made = positions, made
        self.persons: set[str] = set()
        self.gone: dict[str, str] = {}

    def lay(self, decision: IssueDecision) -> int:
        """How many positions it moved or named."""
        about: dict[str, list[int]] = {"positions": [], "others": []}
        known = Marks((mark, kind) for kind in about for mark in getattr(decision, kind))
        for place, mark in enumerate(self.marks):
            if (kind := known.find(mark)) is not None:
                about[kind].append(place)
        steps = {"rename": self._rename, "merge": self._merge, "define": self._take, "split": self._take}
        return steps[decision.kind](decision, about["positions"], about["others"])

    def _rename(self, decision: IssueDecision, places: list[int], _: list[int]) -> int:
        issue = self._meant(decision.issue, places, decision.wordings)
        if issue not in self.names and not places:
            return 0
        self._move(places, issue)
        self._call(issue, decision.name)
        return self.now.count(issue)

    def _merge(self, decision: IssueDecision, places: list[int], others: list[int]) -> int:
        issue, into = self._meant(decision.issue, places, decision.wordings), self._meant(decision.into, others, ())
        name = self.names.get(into, "") if into == self._today(decision.into) else ""
        if not (name or decision.name) or (issue not in self.names and not places):
            return 0
        moved = self._move([*places, *others, *(p for p, held in enumerate(self.now) if held == issue)], into)
        self._call(into, name or decision.name)
        for id in {issue, self._today(decision.issue)} - {into}:
            self.gone[id] = into
            self.names.pop(id, None)
        return moved

    def _take(self, decision: IssueDecision, places: list[int], others: list[int]) -> int:
        issue = self._meant(decision.issue, others, decision.wordings) if decision.kind == "split" else None
        search, left = pattern(decision.words), set(others)
        later = [p for p, held in enumerate(self.now) if (issue is None or held == issue) and p not in left and search(self._searched[p])]
        taken = sorted({*places, *later})
        self._move(taken, decision.into)
        if taken:
            self._call(decision.into, decision.name)
        return len(taken)

    def _move(self, places: Iterable[int], issue: str) -> int:
        moved = 0
        for place in places:
            moved += self.now[place] != issue
            self.now[place] = issue
        return moved

    def _call(self, issue: str, name: str) -> None:
        self.names[issue] = name
        self.persons.add(issue)

    def _today(self, id: str) -> str:
        while id in self.gone:
            id = self.gone[id]
        return id

    def _meant(self, id: str, places: Sequence[int], wordings: Sequence[str]) -> str:
        """The issue that an id means today: the one that holds the positions that it held."""
        id = self._today(id)
        held: Counter[str] = Counter(issue for place in places if (issue := self.now[place]) is not None)
        if id in self.made or held[id] or (id in self.names and not held):
            return id
        if not held and wordings:
            wanted = {fold(w) for w in wordings}
            texts = [fold(str(t or "")) for t in self.positions["target"]]
            held.update(issue for issue, text in set(zip(self.now, texts, strict=True)) if issue is not None and text in wanted)
            held = +Counter({issue: n for issue, n in held.items() if n >= FOUND_AGAIN * len(wanted)})
        return max(held, key=lambda issue: (held[issue], issue), default=id)

    @cached_property
    def _searched(self) -> list[str]:
        rows = zip(self.positions["target"], self.positions["matter"], self.positions["evidence_text"], strict=True)
        return [fold(" ".join(str(part or "") for part in row)) for row in rows]

    def tables(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Nodes (issue_id, name, by) and links (article_id, number, issue_id)."""
        left = {held for held in self.now if held is not None}
        nodes = [(id, name, "person" if id in self.persons else "machine") for id, name in sorted(self.names.items()) if id in left]
        links = [(article, number, held) for (article, number), held in zip(self.keys, self.now, strict=True) if held is not None]
        return (
            pd.DataFrame(nodes, columns=["issue_id", "name", "by"], dtype="str"),
            pd.DataFrame(links, columns=["article_id", "number", "issue_id"]),
        )


def pattern(words: str) -> Callable[[str], bool]:
    """A test of folded text: all words of one of the alternatives between commas, each at the beginning of a word ("sanction": "sanctions")."""
    ways = [[re.compile(rf"(?<!\w){re.escape(word)}") for word in fold(way).split()] for way in words.split(",")]
    ways = [way for way in ways if way]
    return lambda text: any(all(word.search(text) for word in way) for way in ways)
