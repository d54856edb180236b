"""Tables of older formats with the columns of today's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa

from ontherecord.store.schema import SCHEMAS, STATEMENTS

_SIDES = {"support": "for", "oppose": "against"}


def changed(name: str, format: int) -> bool:
    """Whether the table ``name`` of a corpus of this format has other columns than today's."""
    return name in _MADE and format < _MADE[name][0]


def of_today(name: str, table: pa.Table) -> pa.Table:
    """A table of an older format as today's."""
    return _MADE[name][1](table)


def quotes(table: pa.Table) -> pa.Table:
    """Quotes of formats 1 to 3, which did not tell whether they were said: all count as said, until their articles are read again. A table of
    today's is given back as it is."""
    if "asserted" in table.column_names:
        return table
    return table.append_column("asserted", pa.array(["said"] * table.num_rows, pa.string())).select(SCHEMAS["quotes"].names)


def positions(table: pa.Table) -> pa.Table:
    """Positions of formats 1 and 2, which had one stance with its evidence and an ``issue``: each sentence becomes a statement, the issue the matter,
    and the side follows the stance. A table of today's is given back as it is."""
    if "statements" in table.column_names:
        return table
    return pa.Table.from_pylist([_position(row) for row in table.to_pylist()], schema=SCHEMAS["positions"])


def _position(row: dict[str, Any]) -> dict[str, Any]:
    toward = _SIDES.get(row["stance"], "neither")
    known = {field.name: row.get(field.name) for field in STATEMENTS.value_type}
    statements = [
        known | {"sentence": sentence, "toward": toward, "trigger": None if number else row["trigger"]}
        for number, sentence in enumerate(row["evidence"] or ())
    ]
    return row | {"statements": statements, "matter": row["issue"], "toward": toward}


_MADE: dict[str, tuple[int, Callable[[pa.Table], pa.Table]]] = {"positions": (3, positions), "quotes": (4, quotes)}
"""Table -> format since which it has its columns, and what makes them."""
