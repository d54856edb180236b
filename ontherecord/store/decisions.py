"""What people decide about the issues of a corpus: a table of their own, to which rows are only ever added.

The machine's rows stay as they are; :mod:`ontherecord.queries.decided` lays the decisions over them whenever a corpus is opened, so they
hold for later builds, too. Taking one back is a further row. The table lies beside the corpora, so that it outlives a corpus that is
damaged and built again.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

import pyarrow as pa
from deltalake import DeltaTable, write_deltalake

from ontherecord.errors import Code, Problem
from ontherecord.matters.again import Mark

Kind = Literal["define", "rename", "merge", "split", "undo"]
KINDS: tuple[Kind, ...] = get_args(Kind)
TEXT = pa.string()
MARKS = pa.list_(pa.struct([("article_id", TEXT), ("start", pa.int64()), ("target", TEXT), ("matter", TEXT), ("number", pa.int64())]))
SCHEMA = pa.schema(
    [
        ("id", TEXT),
        ("made_at", pa.timestamp("us", tz="UTC")),
        ("kind", TEXT),
        ("issue", TEXT),
        ("into", TEXT),
        ("name", TEXT),
        ("words", TEXT),
        ("wordings", pa.list_(TEXT)),
        ("undoes", TEXT),
        ("positions", MARKS),
        ("others", MARKS),
    ]
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. ``issue`` is the id that it is about, ``into`` that of the issue that takes its positions.

    define: positions that hold all of ``words`` go to ``into``, called ``name``; words after a comma are an alternative. split: the same, of one
    ``issue`` only. merge: ``issue`` goes to ``into``, which was called ``name``. rename: ``issue`` is called ``name``. undo: takes ``undoes`` back.
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
    undoes: str = ""
    positions: tuple[Mark, ...] = ()
    others: tuple[Mark, ...] = ()
    id: str = field(default_factory=lambda: uuid.uuid4().hex[:12])
    made_at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Decisions:
    """The decisions on one corpus, in a folder of their own. Raises Problem C05 where they cannot be read."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder

    def rows(self) -> list[Decision]:
        """All that was ever decided, the oldest first, undone ones and the rows that undo them included."""
        if not any((self.folder / "_delta_log").glob("*.json")):
            return []
        try:
            found = DeltaTable(self.folder).to_pyarrow_table().to_pylist()
            return sorted((_decision(row) for row in found), key=lambda d: (d.made_at, d.id))
        except Exception as error:  # deltalake raises its own, Arrow's and Python's errors for a damaged folder
            raise Problem(Code.C05, name=self.name, detail=f"its decisions cannot be read ({str(error).splitlines()[0][:200]})") from error

    def add(self, decisions: Iterable[Decision]) -> None:
        """Add rows; two people may do so at once."""
        rows = [_row(d) for d in decisions]
        if rows:
            self.folder.mkdir(parents=True, exist_ok=True)
            table = pa.Table.from_pylist(rows, schema=SCHEMA)
            write_deltalake(self.folder, table, mode="append", schema_mode="merge", configuration={"delta.appendOnly": "true"})

    def forget(self) -> None:
        """Remove them, with their corpus."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def move(self, other: Decisions) -> None:
        """Let another corpus have them, in the place of what it had."""
        other.forget()
        if self.folder.is_dir():
            self.folder.rename(other.folder)


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that count: without those that were taken back."""
    rows = list(decisions)
    undone = {d.undoes for d in rows if d.kind == "undo"}
    return [d for d in rows if d.kind != "undo" and d.id not in undone]


def _row(decision: Decision) -> dict[str, Any]:
    row = {f.name: getattr(decision, f.name) for f in fields(Decision)}
    marked = {name: [mark._asdict() for mark in row[name]] for name in ("positions", "others")}
    return {**row, "wordings": list(decision.wordings), **marked}


def _decision(row: Mapping[str, Any]) -> Decision:
    """Columns that came later are missing in older tables."""
    known: dict[str, Any] = {f.name: row[f.name] for f in fields(Decision) if f.name in row}
    for name in ("positions", "others"):
        known[name] = tuple(Mark(**mark) for mark in row.get(name) or ())
    return Decision(**{**known, "wordings": tuple(row.get("wordings") or ())})
