"""One decision of a person: what it is about, what it says, who made it and when. Rows are only ever added."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from ontherecord.decisions.anchors import Anchor

Kind = Literal["confirm", "reject", "fix", "add", "return", "note", "tag", "name", "issue", "article", "undo"]
KINDS: tuple[Kind, ...] = get_args(Kind)
About = Literal["quote", "position", "entity", "issue", "article", ""]
ABOUT: tuple[About, ...] = get_args(About)
JUDGING = ("confirm", "reject", "fix", "add", "return")
"""Kinds that say whether a finding is right; the others only go along with it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of the log.

    ``kind`` and ``about`` say what was decided. About a quote or position: confirm, reject, fix (``value`` holds what a person says instead),
    add (the machine missed it), return (send back: it is to be checked again), note, tag. ``name`` is about entities, ``issue`` about issues,
    ``article`` about an article's date or outlet. undo takes back what ``undoes`` names: a decision, or a ``batch`` of them.

    ``finding`` is the id of the first decision on the same quote or position: it ties later ones to it. ``anchor`` is where it stands in the
    text. ``was`` is what was on record when it was decided, enough to put it there again where a later machine does not find it.
    ``value`` and ``was`` are plain JSON values.
    """

    kind: Kind
    about: About = ""
    by: str = ""
    value: Mapping[str, Any] = field(default_factory=dict)
    anchor: Anchor | None = None
    finding: str = ""
    was: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    undoes: str = ""
    batch: str = ""
    id: str = field(default_factory=lambda: uuid.uuid4().hex[:12])
    made_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def of(self) -> str:
        """The id of the finding that it is about: its own where it is the first."""
        return self.finding or self.id

    def to_json(self) -> str:
        """One line of JSON; what is empty is left out."""
        row = {name: value for name in self.__slots__ if (value := getattr(self, name))}
        row |= {"made_at": self.made_at.astimezone(UTC).isoformat()}
        if self.anchor is not None:
            row["anchor"] = self.anchor.to_dict()
        return json.dumps(row, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, line: str | bytes) -> Decision:
        """What :meth:`to_json` wrote. Unknown fields are left out. Raises ValueError for what is no decision."""
        row = json.loads(line)
        if not isinstance(row, dict):
            raise ValueError("a decision is an object")
        given = {name: row[name] for name in cls.__slots__ if name in row}
        texts = ("kind", "about", "by", "finding", "note", "undoes", "batch", "id")
        if any(not isinstance(given.get(name, ""), str) for name in texts) or any(not isinstance(given.get(n, {}), dict) for n in ("value", "was")):
            raise ValueError("a field of a decision has the wrong type")
        if given.get("kind") not in KINDS or given.get("about", "") not in ABOUT or not given.get("id"):
            raise ValueError("a decision has a kind, an id and what it is about")
        made = datetime.fromisoformat(str(given["made_at"]))
        given["made_at"] = made.astimezone(UTC) if made.tzinfo else made.replace(tzinfo=UTC)
        if "anchor" in given:
            given["anchor"] = Anchor.from_dict(given["anchor"])
        return cls(**given)


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that count, in their order: without those that were taken back."""
    rows = list(decisions)
    undone = {d.undoes for d in rows if d.kind == "undo"}
    return [d for d in rows if d.kind != "undo" and d.id not in undone and (not d.batch or d.batch not in undone)]


def signed(decision: Decision, by: str) -> Decision:
    """The same, made by somebody."""
    return replace(decision, by=by)
