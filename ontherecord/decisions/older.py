"""Decisions as they were kept before there was one log: a Delta table with decisions about issues only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ontherecord.decisions.decision import Decision

_FIELDS = ("issue", "into", "name", "words", "wordings", "positions", "others")


def there(folder: Path) -> bool:
    return any((folder / "_delta_log").glob("*.json"))


def decisions(folder: Path) -> Iterator[Decision]:
    """The rows of such a table, the oldest first. Raises what deltalake, Arrow or Python raise for a damaged one."""
    from deltalake import DeltaTable  # slow to import, and seldom needed

    rows: list[dict[str, Any]] = DeltaTable(folder).to_pyarrow_table().to_pylist()
    for row in sorted(rows, key=lambda row: (row["made_at"], row["id"])):
        if row["kind"] == "undo":
            yield Decision("undo", undoes=row["undoes"] or "", id=row["id"], made_at=row["made_at"])
        else:
            value = {"kind": row["kind"]} | {name: row[name] for name in _FIELDS if row.get(name)}
            yield Decision("issue", "issue", value=value, id=row["id"], made_at=row["made_at"])
