"""People's rows over the facts of a corpus. The tables of facts may lie in a file that several processes read, and are never changed.

For each table that decisions may change there are two more in memory, ``own_quotes`` and ``touched_quotes``: whatever is to be changed is claimed
first, which copies its rows to ``own_quotes`` and its key (mostly the article's number) to ``touched_quotes``; then the copies are changed. The view
``quotes`` shows the facts that nobody touched, and the copies. As long as nothing of a table is claimed, its view shows the facts alone and costs
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

KEYS = {
    "articles": "aid",
    "nodes": "eid",
    "issues": "iid",
    "entities": "aid",
    "mentions": "aid",
    "quotes": "aid",
    "positions": "aid",
    "report": "article_id",
}
"""Table that decisions may change -> what its rows are claimed by."""


TABLES_BEFORE = "".join(
    f"CREATE TABLE own_{table} AS FROM facts.{table} LIMIT 0; CREATE TABLE touched_{table} AS SELECT {key} FROM facts.{table} LIMIT 0;"
    for table, key in KEYS.items()
)


def claim(cursor: duckdb.DuckDBPyConnection, table: str, keys: str, params: Sequence[Any] = ()) -> None:
    """Copy the rows of a table with these keys to ``own_...``, where they are not there yet. ``keys``: SQL of one column, numbers or a query."""
    key = KEYS[table]
    cursor.execute(
        f"CREATE OR REPLACE TEMP TABLE claimed AS SELECT DISTINCT {key} FROM facts.{table} "
        f"WHERE {key} IN ({keys}) AND {key} NOT IN (FROM touched_{table})",
        list(params),
    )
    cursor.execute(f"INSERT INTO own_{table} FROM facts.{table} WHERE {key} IN (FROM claimed)")
    cursor.execute(f"INSERT INTO touched_{table} FROM claimed")
    show(cursor, table)


def show(cursor: duckdb.DuckDBPyConnection, table: str) -> None:
    """Let rows of ``own_...`` count."""
    key = KEYS[table]
    # A row without a key cannot be claimed, and stays.
    untouched = f"SELECT f.* FROM facts.{table} f ANTI JOIN touched_{table} t ON f.{key} = t.{key}"
    cursor.execute(f"CREATE OR REPLACE VIEW {table} AS {untouched} UNION ALL FROM own_{table}")
