"""People's decisions on issues, laid over the machine's grouping: the same decisions and the same positions always give the same issues."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from ontherecord.linking.links import Links, slug
from ontherecord.store.decisions import Decision, standing
from ontherecord.store.schema import fold

WORDINGS = 12
"""Targets that a decision remembers an issue by."""
FOUND_AGAIN = 0.5
"""Share of these that an issue must hold to be taken for one whose id is gone."""


class Replayed(NamedTuple):
    """``nodes`` (issue_id, name, by: "machine" or "person"), ``links``, and how many positions each decision moved or named (0: it finds nothing)."""

    nodes: pd.DataFrame
    links: pd.DataFrame
    effects: dict[str, int]


def replay(decisions: Iterable[Decision], positions: pd.DataFrame, machine: Links) -> Replayed:
    """Lay decisions over the issues of a build, the oldest first.

    ``positions``: article_id, number, target, matter, evidence_text. Issues that hold no position any more are left out. An issue that is merged
    away goes on in the other: later decisions and builds that name its id mean that one.
    """
    names = dict(zip(machine.nodes["issue_id"], machine.nodes["name"], strict=True))
    of = dict(zip(zip(machine.links["article_id"], machine.links["number"], strict=True), machine.links["issue_id"], strict=True))
    keys = list(zip(positions["article_id"], positions["number"], strict=True))
    targets = [fold(str(t or "")) for t in positions["target"]]
    now = [of.get(key) for key in keys]
    searched: list[str] | None = None
    persons: set[str] = set()
    gone: dict[str, str] = {}
    effects: dict[str, int] = {}

    def meant(id: str, wordings: Sequence[str]) -> str:
        """The issue that an id means today."""
        while id in gone:
            id = gone[id]
        if id in names or not wordings:
            return id
        wanted = {fold(w) for w in wordings}
        held: Counter[str] = Counter(issue for issue, target in set(zip(now, targets, strict=True)) if issue is not None and target in wanted)
        best = max(held, key=lambda issue: (held[issue], issue), default=None)
        return best if best is not None and held[best] >= FOUND_AGAIN * len(wanted) else id

    for decision in standing(decisions):
        issue = meant(decision.issue, decision.wordings) if decision.issue else ""
        moved = 0
        if decision.kind == "rename" and issue in names:
            names[issue] = decision.name
            persons.add(issue)
            moved = sum(1 for held in now if held == issue)
        elif decision.kind == "merge" and issue in names:
            into = meant(decision.into, ())
            if into in names and into != issue:
                for place, held in enumerate(now):
                    if held == issue:
                        now[place], moved = into, moved + 1
                gone[issue] = into
                persons.add(into)
                del names[issue]
        elif decision.kind in ("define", "split"):
            if searched is None:
                rows = zip(positions["target"], positions["matter"], positions["evidence_text"], strict=True)
                searched = [fold(" ".join(str(part or "") for part in row)) for row in rows]
            search = pattern(decision.words)
            for place, held in enumerate(now):
                if (decision.kind == "define" or held == issue) and search(searched[place]):
                    now[place], moved = decision.into, moved + 1
            if moved:
                names[decision.into] = decision.name
                persons.add(decision.into)
        effects[decision.id] = moved
    left = {held for held in now if held is not None}
    nodes = pd.DataFrame(
        [(id, name, "person" if id in persons else "machine") for id, name in sorted(names.items()) if id in left],
        columns=["issue_id", "name", "by"],
        dtype="str",
    )
    links = pd.DataFrame(
        [(article, number, held) for (article, number), held in zip(keys, now, strict=True) if held is not None],
        columns=["article_id", "number", "issue_id"],
    )
    return Replayed(nodes, links, effects)


def pattern(words: str) -> Callable[[str], bool]:
    """A test of folded text: all words of one of the alternatives between commas, each at the beginning of a word ("sanction": "sanctions")."""
    ways = [[re.compile(rf"(?<!\w){re.escape(word)}") for word in fold(way).split()] for way in words.split(",")]
    ways = [way for way in ways if way]
    return lambda text: any(all(word.search(text) for word in way) for way in ways)


def new_id(name: str, taken: Iterable[str]) -> str:
    """A readable id that no issue has."""
    used, base, number = set(taken), slug(name), 1
    while (found := base if number == 1 else f"{base}-{number}") in used:
        number += 1
    return found
