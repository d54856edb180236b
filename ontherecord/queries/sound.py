"""What of a stored corpus holds together. Extraction lets nothing else out (:mod:`ontherecord.invariants`), but a file may come from an older
program, another tool or a torn disk. Rows that pages, search or exports would stumble over are left out when a corpus is opened, and told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from ontherecord.model import ENTITY_KINDS, QUOTE_TYPES, SIDES, SOURCE_KINDS, STANCES, Basis, Commitment, Resolution, Status
from ontherecord.store.schema import EXTRACTED

if TYPE_CHECKING:
    import duckdb

HIGHEST = 2**20 - 1
"""The highest number of a quote that the index of words can tell apart."""
KEYS = {
    "articles": "article_id",
    "entities": "article_id, key",
    "mentions": "",
    "quotes": "article_id, number",
    "positions": "article_id, number",
    "entity_nodes": "entity_id",
    "entity_links": "article_id, key",
    "issue_nodes": "issue_id",
    "issue_links": "article_id, number",
}
"""What a row of a table goes by, in an order in which each table refers only to those before it."""
NAMES = {"entity_nodes": "names", "entity_links": "links of names", "issue_nodes": "issues", "issue_links": "links of issues"}


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _inside(span: str) -> str:
    return f'{span}.start >= 0 AND {span}.start < {span}."end" AND {span}."end" <= characters'


def _all(values: str, condition: str) -> str:
    """Holds of each x of a list; of an empty list and of none as well."""
    return f"coalesce(list_bool_and(list_transform({values}, lambda x: {condition})), TRUE)"


def _there(key: str, table: str, column: str) -> str:
    return f"EXISTS (SELECT 1 FROM in_{table} t WHERE t.article_id = r.article_id AND t.{column} = r.{key})"


_OPTIONAL = "({span} IS NULL OR {inside})"
_CUE, _SOURCE, _TRIGGER = (_OPTIONAL.format(span=f"r.{name}", inside=_inside(f"r.{name}")) for name in ("cue", "source", "trigger"))
_SURE, _DAY = "confidence BETWEEN 0 AND 1", "({0}said_on IS NOT NULL OR {0}said_basis NOT IN ('month', 'year'))"
_STATEMENT = [_one_of(f"x.{name}", values) for name, values in (("stance", STANCES), ("toward", SIDES), ("basis", get_args(Basis)))]
_STATEMENT += [_one_of("x.commitment", get_args(Commitment)), f"x.{_SURE}", _DAY.format("x.")]
_RISING = 'coalesce(list_bool_and(list_transform(r.repairs, lambda x, i: x.start >= coalesce(r.repairs[i - 1]."end", 0))), TRUE)'
RULES: dict[str, dict[str, str]] = {
    "articles": {
        "without text": "r.text IS NOT NULL",
        "with repairs outside the text or out of order": f"{_all('r.repairs', _inside('x'))} AND {_RISING}",
    },
    "entities": {"of a kind that there is not": _one_of("r.kind", ENTITY_KINDS), "without a name": "trim(r.name) <> ''"},
    "mentions": {"outside the text": _inside("r"), "of nobody": _there("entity", "entities", "key")},
    "quotes": {
        "with a number that cannot be": f"r.number BETWEEN 0 AND {HIGHEST}",
        "outside the text": f"len(r.pieces) > 0 AND {_all('r.pieces', _inside('x'))} AND {_all('r.chain', _inside('x'))} AND {_CUE} AND {_SOURCE}",
        "of a speaker that there is not": f"r.speaker IS NULL OR {_there('speaker', 'entities', 'key')}",
        "with a value that there is not": " AND ".join(
            [
                _one_of("r.type", QUOTE_TYPES),
                _one_of("r.source_kind", SOURCE_KINDS),
                _one_of("r.resolution", get_args(Resolution)),
                f"r.{_SURE}",
                _DAY.format("r."),
            ]
        ),
    },
    "positions": {
        "outside the text": f"len(r.statements) > 0 AND {_all('r.statements', _inside('x.sentence'))} AND {_all('r.evidence', _inside('x'))} "
        f"AND {_TRIGGER}",
        "of an actor that there is not": _there("actor", "entities", "key"),
        "with a quote that there is not": f"r.quote IS NULL OR {_there('quote', 'quotes', 'number')}",
        "with a value that there is not": " AND ".join(
            [
                _one_of("r.stance", STANCES),
                _one_of("r.toward", SIDES),
                _one_of("r.status", get_args(Status)),
                _all("r.statements", " AND ".join(_STATEMENT)),
                f"r.{_SURE}",
            ]
        ),
    },
    "entity_nodes": {"of a kind that there is not": _one_of("r.kind", ENTITY_KINDS)},
}
"""Table -> what is wrong with a row, in words -> the condition (SQL) of a row ``r`` with which it is not."""


def leave_out(connection: duckdb.DuckDBPyConnection) -> str:
    """Take the rows that do not hold together out of the tables ``in_articles`` ... of a corpus that is being opened, and say which, for Problem C14;
    "" where all is sound."""
    connection.execute("CREATE TEMP TABLE lengths AS SELECT article_id, any_value(length(text)) AS characters FROM in_articles GROUP BY ALL")
    told = [part for table in KEYS for part in _checked(connection, table)]
    connection.execute("DROP TABLE lengths")
    return "; ".join(told)


def _checked(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[str]:
    rules, source = dict(RULES.get(table, {})), f"in_{table} r"
    if table in EXTRACTED:
        rules, source = {"of an article that there is not": "characters IS NOT NULL", **rules}, f"{source} LEFT JOIN lengths USING (article_id)"
    if KEYS[table]:
        rules["that stand twice"] = f"row_number() OVER (PARTITION BY {KEYS[table]}) = 1"
    wrong = " ".join(f"WHEN NOT coalesce({condition}, FALSE) THEN '{what}'" for what, condition in rules.items())
    judged = f"SELECT r.*, CASE {wrong} END AS wrong FROM {source}"
    found = connection.execute(f"SELECT wrong, count(*) FROM ({judged}) WHERE wrong IS NOT NULL GROUP BY ALL ORDER BY ALL").fetchall()
    if found:
        connection.execute(f"CREATE TABLE sound AS SELECT * EXCLUDE wrong FROM ({judged}) WHERE wrong IS NULL")
        (kind,) = connection.execute("SELECT table_type FROM information_schema.tables WHERE table_name = ?", [f"in_{table}"]).fetchall()[0]
        connection.execute(f"DROP {'VIEW' if kind == 'VIEW' else 'TABLE'} in_{table}; ALTER TABLE sound RENAME TO in_{table}")
    if found and table == "articles":
        connection.execute("DELETE FROM lengths WHERE article_id NOT IN (SELECT article_id FROM in_articles)")
    for what, count in found:
        yield f"{count:,} of the {NAMES.get(table, table)} {what}"
