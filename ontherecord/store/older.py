"""Tables of older formats with the columns of today's."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from ontherecord.store.schema import SCHEMAS, STATEMENTS

WITH_STATEMENTS = 3
"""Format since which positions have statements."""
_SIDES = {"support": "for", "oppose": "against"}


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
