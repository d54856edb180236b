"""What pages ask, joined once for a build: the tables of the database ``facts``, in memory or in a file (:mod:`ontherecord.queries.serving`).

Inside, articles, entities and issues go by small numbers (aid, eid, iid), which are far faster to group and look up than their ids. Links decide
who a speaker is; where a link is missing, the article's own name stands. Rows lie in the order of articles, so that what is asked of one article
is read from one place. What people decide lies over these tables (:mod:`ontherecord.queries.covering`); they are never changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from ontherecord.queries import overlay, sound
from ontherecord.queries.days import last_day_of
from ontherecord.store import schema

if TYPE_CHECKING:
    import duckdb

Files = Mapping[str, Sequence[str]]
"""Table of a build -> its Parquet files."""
CHECKED_COLUMNS = """'machine' AS status, NULL::VARCHAR AS checked_by, NULL::TIMESTAMP AS checked_at, NULL::VARCHAR AS finding,
    NULL::VARCHAR AS note, []::VARCHAR[] AS tags"""
"""What the tables of findings hold of people's decisions, in SQL, before there are any."""
TEXTS = "texts"
_TABLES = {
    "numbers": "SELECT article_id, (row_number() OVER ())::INTEGER AS aid FROM in_articles",
    TEXTS: "SELECT aid, article_id, text, reading, folded, headline, repairs, sentences FROM in_articles JOIN numbers USING (article_id)",
    "articles": """
    SELECT n.aid, a.* EXCLUDE (text, reading, folded, headline, repairs, sentences), s.n::INTEGER AS versions
    FROM in_articles a JOIN numbers n USING (article_id)
    JOIN (SELECT story, count(*) AS n FROM in_articles GROUP BY ALL) s ON s.story IS NOT DISTINCT FROM a.story""",
    "nodes": "SELECT (row_number() OVER ())::INTEGER AS eid, *, FALSE AS hidden FROM in_entity_nodes",
    "issues": "SELECT (row_number() OVER ())::INTEGER AS iid, * FROM in_issue_nodes",
    "entities": """
    SELECT a.aid, e.*, l.entity_id, n.eid, coalesce(n.name, e.name) AS node_name, coalesce(n.country, e.country) AS node_country,
        -- What other articles say of a person holds where this one is silent.
        CASE WHEN e.kind = 'person' AND e.named THEN n.country END AS known_country, 'other articles: ' || n.country_reason AS known_reason
    FROM in_entities e JOIN numbers a USING (article_id) LEFT JOIN in_entity_links l USING (article_id, key) LEFT JOIN nodes n USING (entity_id)""",
    "mentions": """
    SELECT e.aid, m.*, e.eid, e.entity_id, e.kind, e.node_country AS country
    FROM in_mentions m JOIN entities e ON e.article_id = m.article_id AND e.key = m.entity""",
    "quotes": f"""
    SELECT a.aid, q.* REPLACE (
            coalesce(q.country, e.known_country) AS country,
            CASE WHEN q.country IS NULL AND e.known_country IS NOT NULL THEN e.known_reason ELSE q.country_reason END AS country_reason
        ),
        'quote:' || replace(url_encode(q.article_id), '%20', ' ') || ':' || q.number AS quote_id, {last_day_of("q")} AS said_until,
        e.eid, e.entity_id AS speaker_id, e.node_name AS speaker_name, a.label AS title, a.outlet, a.published_on, a.date_basis,
        -- The same words of the same speaker in an earlier article of the same story.
        row_number() OVER (PARTITION BY a.story, e.eid, q.folded ORDER BY a.published_on NULLS LAST, a.aid, q.number) > 1 AS again,
        {CHECKED_COLUMNS}
    FROM in_quotes q JOIN articles a USING (article_id) LEFT JOIN entities e ON e.article_id = q.article_id AND e.key = q.speaker""",
    "positions": f"""
    SELECT a.aid, p.* REPLACE (coalesce(p.country, e.known_country) AS country),
        'position:' || replace(url_encode(p.article_id), '%20', ' ') || ':' || p.number AS position_id,
        e.eid, e.entity_id AS actor_id, e.node_name AS actor_name,
        CASE WHEN p.country IS NULL AND e.known_country IS NOT NULL THEN e.known_reason ELSE e.country_reason END AS actor_country_reason,
        i.iid, l.issue_id, coalesce(i.name, p.matter) AS issue_name,
        a.label AS title, a.outlet, a.published_on, a.date_basis, q.type AS quote_type, q.source_kind AS quote_source_kind,
        p.said_on AS dated, {last_day_of("p")} AS dated_until, {CHECKED_COLUMNS.replace("'machine' AS status, ", "")}
    FROM in_positions p JOIN articles a USING (article_id) LEFT JOIN entities e ON e.article_id = p.article_id AND e.key = p.actor
    LEFT JOIN in_issue_links l ON l.article_id = p.article_id AND l.number = p.number LEFT JOIN issues i USING (issue_id)
    LEFT JOIN in_quotes q ON q.article_id = p.article_id AND q.number = p.quote""",
    "report": overlay.REPORT,
}
"""Table -> the query that makes it, of the build's tables (``in_articles`` ...) and of those before it."""
_ORDER = {"entities": "aid, key", "mentions": 'aid, start, "end", entity', "quotes": "aid, number", "positions": "aid, number", TEXTS: "aid"}
"""How rows lie in a file. In memory they lie as they come."""
LAYOUT = hashlib.sha256(repr((_TABLES, _ORDER, overlay.CORRECTED, overlay.OVERLAY, sound.RULES, sound.KEYS, schema.SCHEMAS)).encode()).hexdigest()[:8]
"""Changes whenever the tables are made in another way; a file of another layout is not read."""


def make(
    connection: duckdb.DuckDBPyConnection,
    files: Files,
    tables: Mapping[str, pa.Table],
    *,
    ordered: bool = False,
    texts: Callable[[int], bool] = lambda articles: True,
) -> str:
    """Make the tables in the database ``facts`` of a connection, and a view of each, from a build's files, or rows where it has none.

    ``ordered``: rows in the order of articles. ``texts``: whether so many articles' texts are kept, else they are read from the build's files when
    they are needed. What had to be left out, in words (:mod:`ontherecord.queries.sound`); "" where all is sound."""
    for table in schema.SCHEMAS:
        called = f"machine_{table}" if files.get("corrections") and table in overlay.OVERLAID else f"in_{table}"
        if found := files.get(table):
            paths = ", ".join("'" + _glob(path).replace("'", "''") + "'" for path in found)
            connection.execute(f"CREATE VIEW {called} AS SELECT * FROM read_parquet([{paths}])")
        else:
            _given(connection, called, tables.get(table, schema.empty(table)))
    _given(connection, "no_report", schema.empty("report"))
    _given(connection, "no_redated", schema.empty("redated"))
    connection.execute(overlay.CORRECTED)
    if files.get("corrections"):
        connection.execute(overlay.OVERLAY)
    left_out = sound.leave_out(connection)
    (articles,) = connection.execute("SELECT count(*) FROM in_articles").fetchone() or (0,)
    for table, query in _TABLES.items():
        if table == TEXTS and not texts(articles):
            connection.execute(f"CREATE VIEW {TEXTS} AS {query}")
            continue
        rows = f"SELECT * FROM ({query}) ORDER BY {_ORDER[table]}" if ordered and table in _ORDER else query
        connection.execute(f"CREATE TABLE facts.{table} AS {rows}")
        connection.execute(f"CREATE VIEW {table} AS FROM facts.{table}")
    return left_out


def show(connection: duckdb.DuckDBPyConnection) -> None:
    """A view of each table of a database ``facts`` that was made before."""
    connection.execute(";".join(f"CREATE VIEW {table} AS FROM facts.{table}" for table in _TABLES))


def _given(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """A table from rows in hand. What is registered belongs to one connection only; a table is seen by every cursor."""
    connection.register("given", rows)
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given").unregister("given")


def _glob(path: str) -> str:
    """A path that DuckDB does not take as a pattern."""
    return "".join(f"[{c}]" if c in "[*?" else c for c in path)
