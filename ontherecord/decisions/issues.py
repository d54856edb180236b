"""Decisions about issues: name, merge, split, define. In the log they are rows like all others; here they have their own fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any, Literal, get_args
from uuid import uuid4

from ontherecord.decisions.decision import Decision
from ontherecord.matters.again import Mark

Kind = Literal["define", "rename", "merge", "split"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class IssueDecision:
    """One decision about issues. ``issue`` is the id that it is about, ``into`` that of the issue that takes its positions.

    define: positions that hold all of ``words`` go to ``into``, called ``name``; words after a comma are an alternative. split: the same, of one
    ``issue`` only. merge: ``issue`` goes to ``into``, which was called ``name``. rename: ``issue`` is called ``name``.
    ``positions``: those that it was about when it was decided, which it binds for ever: taken by define and split, else held by ``issue``.
    ``others``: those that split left in ``issue``; for merge, those that ``into`` held.
    ``wordings``: the commonest targets of ``issue`` then, for rows without positions.
    """

    kind: Kind
    issue: str = ""
    into: str = ""
    name: str = ""
    words: str = ""
    wordings: tuple[str, ...] = ()
    positions: tuple[Mark, ...] = ()
    others: tuple[Mark, ...] = ()
    by: str = ""
    id: str = field(default_factory=lambda: uuid4().hex[:12])
    made_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def decision(self) -> Decision:
        """As a row of the log."""
        value: dict[str, Any] = {name: found for name in ("issue", "into", "name", "words") if (found := getattr(self, name))}
        value |= {"kind": self.kind, "wordings": list(self.wordings)}
        value |= {name: [mark._asdict() for mark in getattr(self, name)] for name in ("positions", "others") if getattr(self, name)}
        return Decision("issue", "issue", self.by, value, id=self.id, made_at=self.made_at)


def issue_decisions(decisions: Iterable[Decision]) -> list[IssueDecision]:
    """Those about issues among the given ones, in their order; what cannot be one is left out."""
    return [_of(d) for d in decisions if d.kind == "issue" and d.value.get("kind") in KINDS]


def _of(d: Decision) -> IssueDecision:
    known = {f.name for f in fields(IssueDecision)}
    given: dict[str, Any] = {name: value for name, value in d.value.items() if name in known}
    for name in ("positions", "others"):
        given[name] = tuple(Mark(**mark) for mark in given.get(name) or ())
    given["wordings"] = tuple(given.get("wordings") or ())
    return IssueDecision(**given | {"by": d.by, "id": d.id, "made_at": d.made_at})
