"""An open corpus: one build of it, read-only, that any number of threads may ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa

from ontherecord import countries, store
from ontherecord.errors import Code, Problem
from ontherecord.model import Extraction
from ontherecord.queries import correcting, deciding, naming, overlay, sound
from ontherecord.queries.days import last_day_of
from ontherecord.queries.laying import CHECKED_COLUMNS, TABLES_BEFORE, Laying
from ontherecord.queries.limits import stopped_after
from ontherecord.settings import settings
from ontherecord.store import corpora, older, schema

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

Found = TypeVar("Found")
Linker = Callable[["pd.DataFrame"], Any]

# What pages ask is joined once, when a corpus is opened. Inside, articles, entities and issues go by small numbers (aid, eid, iid), which are
# far faster to group and look up than their ids. Links decide who a speaker is; where a link is missing, the article's own name stands.
_FACTS = """
CREATE TABLE numbers AS SELECT article_id, (row_number() OVER ())::INTEGER AS aid FROM in_articles;
CREATE {texts} texts AS
    SELECT aid, article_id, text, reading, folded, headline, repairs, sentences FROM in_articles JOIN numbers USING (article_id);
CREATE TABLE articles AS
    SELECT n.aid, a.* EXCLUDE (text, reading, folded, headline, repairs, sentences), s.n::INTEGER AS versions
    FROM in_articles a JOIN numbers n USING (article_id)
    JOIN (SELECT story, count(*) AS n FROM in_articles GROUP BY ALL) s ON s.story IS NOT DISTINCT FROM a.story;
CREATE TABLE nodes AS SELECT (row_number() OVER ())::INTEGER AS eid, *, FALSE AS hidden FROM in_entity_nodes;
CREATE TABLE issues AS SELECT (row_number() OVER ())::INTEGER AS iid, * FROM in_issue_nodes;
CREATE TABLE entities AS
    SELECT a.aid, e.*, l.entity_id, n.eid, coalesce(n.name, e.name) AS node_name, coalesce(n.country, e.country) AS node_country,
        -- What other articles say of a person holds where this one is silent.
        CASE WHEN e.kind = 'person' AND e.named THEN n.country END AS known_country, 'other articles: ' || n.country_reason AS known_reason
    FROM in_entities e JOIN numbers a USING (article_id) LEFT JOIN in_entity_links l USING (article_id, key) LEFT JOIN nodes n USING (entity_id);
CREATE TABLE mentions AS
    SELECT e.aid, m.*, e.eid, e.entity_id, e.kind, e.node_country AS country
    FROM in_mentions m JOIN entities e ON e.article_id = m.article_id AND e.key = m.entity;
CREATE TABLE quotes AS
    SELECT a.aid, q.* REPLACE (
            coalesce(q.country, e.known_country) AS country,
            CASE WHEN q.country IS NULL AND e.known_country IS NOT NULL THEN e.known_reason ELSE q.country_reason END AS country_reason
        ),
        'quote:' || replace(url_encode(q.article_id), '%20', ' ') || ':' || q.number AS quote_id, {last_of_quote} AS said_until,
        e.eid, e.entity_id AS speaker_id, e.node_name AS speaker_name, a.label AS title, a.outlet, a.published_on, a.date_basis,
        -- The same words of the same speaker in an earlier article of the same story.
        row_number() OVER (PARTITION BY a.story, e.eid, q.folded ORDER BY a.published_on NULLS LAST, a.aid, q.number) > 1 AS again,
        {checked}
    FROM in_quotes q JOIN articles a USING (article_id) LEFT JOIN entities e ON e.article_id = q.article_id AND e.key = q.speaker;
CREATE TABLE positions AS
    SELECT a.aid, p.* REPLACE (coalesce(p.country, e.known_country) AS country),
        'position:' || replace(url_encode(p.article_id), '%20', ' ') || ':' || p.number AS position_id,
        e.eid, e.entity_id AS actor_id, e.node_name AS actor_name,
        CASE WHEN p.country IS NULL AND e.known_country IS NOT NULL THEN e.known_reason ELSE e.country_reason END AS actor_country_reason,
        i.iid, l.issue_id, coalesce(i.name, p.matter) AS issue_name,
        a.label AS title, a.outlet, a.published_on, a.date_basis, q.type AS quote_type, q.source_kind AS quote_source_kind,
        p.said_on AS dated, {last_of_position} AS dated_until, {checked_position}
    FROM in_positions p JOIN articles a USING (article_id) LEFT JOIN entities e ON e.article_id = p.article_id AND e.key = p.actor
    LEFT JOIN in_issue_links l ON l.article_id = p.article_id AND l.number = p.number LEFT JOIN issues i USING (issue_id)
    LEFT JOIN in_quotes q ON q.article_id = p.article_id AND q.number = p.quote;
"""
_COLUMNS = {
    "last_of_quote": last_day_of("q"),
    "last_of_position": last_day_of("p"),
    "checked": CHECKED_COLUMNS,
    "checked_position": CHECKED_COLUMNS.replace("'machine' AS status, ", ""),
}
IN_MEMORY = 10_000
"""Articles up to which texts are held in memory (about 10 KB each); beyond, they are read from the files when needed."""


class Corpus:
    """``name``, ``version`` (number of the build; 0 in memory), ``built_at`` (UTC), ``notice`` (a line to show with it, such as "fiction"),
    ``problems`` (C14: what had to be left out of it, for a person to know).

    Open one with :meth:`open` or :meth:`of`; ask it with the functions of :mod:`ontherecord.queries`.
    """

    def __init__(
        self, name: str, version: int, built_at: datetime | None, notice: str, files: Mapping[str, Sequence[str]], tables: Mapping[str, pa.Table]
    ) -> None:
        import duckdb  # slow to import: not before it is needed

        self.name, self.version, self.built_at, self.notice = name, version, built_at, notice
        self.decisions = 0  # number of the newest decision that lies over it, for caches
        self.laying: Laying | None = None
        # No extension is ever fetched from the network, and nothing of DuckDB is written to the home folder.
        self._connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
        try:
            for table in schema.SCHEMAS:
                called = f"machine_{table}" if files.get("corrections") and table in overlay.OVERLAID else f"in_{table}"
                if found := files.get(table):
                    paths = ", ".join("'" + _glob(path).replace("'", "''") + "'" for path in found)
                    self._connection.execute(f"CREATE VIEW {called} AS SELECT * FROM read_parquet([{paths}])")
                else:
                    self._given(called, tables.get(table, schema.empty(table)))
            self._given("no_report", schema.empty("report"))
            self._given("no_redated", schema.empty("redated"))
            self._connection.execute(overlay.CORRECTED)
            if files.get("corrections"):
                self._connection.execute(overlay.OVERLAY)
            self._connection.execute(overlay.REPORT)
            self.problems = sound.leave_out(self._connection, name)
            (articles,) = self._connection.execute("SELECT count(*) FROM in_articles").fetchone() or (0,)
            self._connection.execute(_FACTS.format(texts="TABLE" if articles <= IN_MEMORY else "VIEW", **_COLUMNS))
            self._connection.execute(TABLES_BEFORE + naming.TABLES_BEFORE + correcting.TABLES_BEFORE)
        except duckdb.Error as error:
            raise Problem(Code.C05, name=name, detail=_first_line(error)) from error
        self._labels = dict(self.rows("SELECT entity_id, name FROM nodes"))
        self._issues = dict(self.rows("SELECT issue_id, name FROM issues"))

    def _given(self, name: str, rows: pa.Table) -> None:
        """A table from rows in hand. What is registered belongs to one connection only; a table is seen by every cursor."""
        self._connection.register("given", rows)
        self._connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given").unregister("given")

    @classmethod
    def open(cls, name: str, version: int | None = None) -> Corpus:
        """The newest build of a corpus, or the one with the number ``version``. Raises Problem C01, C02, C03, C05, C07, C09."""
        build = store.read_build(name, version)
        corpora.compare(build)  # a flipped bit would be another word in somebody's mouth
        given = deciding.tables(build)  # laid over the machine's rows, which stay as they are
        given |= {table: store.read_table(build, table) for table in build.files if older.changed(table, build.format)}  # with the columns of today
        files = {table: found for table, found in build.files.items() if table not in given}
        corpus = cls(name, build.number, build.built_at, build.notice, files, given)
        corpus.laying = Laying(corpus, corpora.decisions_of(name))
        corpus.refresh(issues=False)
        return corpus

    def refresh(self, *, issues: bool = True) -> None:
        """Lay what people have decided since over the corpus; cheap where that is nothing. ``issues``: decisions about issues, too."""
        if self.laying is not None and self.laying.refresh(issues=issues):
            self.decisions = self.laying.seq

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """For who lays decisions over the tables; to ask, there are :meth:`rows`, :meth:`dicts` and :meth:`frame`."""
        return self._connection.cursor()

    def learn(self, names: Mapping[str, str], issues: Mapping[str, str]) -> None:
        """Labels that decisions brought in: {id: name}."""
        self._labels |= names
        self._issues |= issues

    @classmethod
    def of(cls, extractions: Iterable[Extraction], name: str = "pasted", *, links: tuple[Linker, Linker] | None = None, notice: str = "") -> Corpus:
        """A corpus in memory, for the same questions. ``links``: functions in the place of ``linking.link_entities`` and ``link_issues``."""
        tables = schema.tables(extractions)
        entities, issues = links or _linkers()
        people, matters = entities(tables["entities"].to_pandas()), issues(tables["positions"].to_pandas())
        tables["entity_nodes"], tables["entity_links"] = schema.conform("entity_nodes", people.nodes), schema.conform("entity_links", people.links)
        tables["issue_nodes"], tables["issue_links"] = schema.conform("issue_nodes", matters.nodes), schema.conform("issue_links", matters.links)
        return cls(name, 0, None, notice, {}, tables)

    def frame(self, sql: str, params: Sequence[Any] = ()) -> pd.DataFrame:
        """Rows as a DataFrame. Dates are datetime64, missing ones NaT; missing text is None; lists are arrays."""
        import pandas as pd  # slow to import: not before it is needed

        found = self._ask(sql, params, lambda cursor: cursor.df())
        for column in found.columns[found.dtypes == "str"]:
            if found[column].hasnans:  # NaN, which pandas puts for missing text, counts as true in a condition
                found[column] = pd.Series([None if v != v else v for v in found[column]], dtype=object, index=found.index)
        return found

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._ask(sql, params, lambda cursor: cursor.fetchall())

    def dicts(self, sql: str, params: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Rows as dicts of plain Python values: spans are dicts, dates are dates."""
        names, found = self._ask(sql, params, lambda cursor: ([column[0] for column in cursor.description or ()], cursor.fetchall()))
        return [dict(zip(names, row, strict=True)) for row in found]

    def _ask(self, sql: str, params: Sequence[Any], take: Callable[[duckdb.DuckDBPyConnection], Found]) -> Found:
        """What ``take`` makes of the rows. Raises Problem F06 where they take longer than the setting ``max_question_seconds``."""
        import duckdb

        # A cursor for each call: a connection of its own to the same tables, so that threads do not wait for or disturb each other.
        cursor = self._connection.cursor()
        try:
            with stopped_after(settings().max_question_seconds, cursor.interrupt):
                return take(cursor.execute(sql, list(params)))
        except duckdb.InterruptException as error:
            raise Problem(Code.F06, limit=settings().max_question_seconds) from error
        except duckdb.IOException as error:  # a file went while the corpus was open
            raise self._gone(error) from error

    def _gone(self, error: Exception) -> Problem:
        """Why a file is no longer there: its build was cleared away (C09), the corpus removed or renamed (C01), or something is broken (C05)."""
        try:
            store.read_build(self.name, self.version)
        except Problem as problem:
            return problem
        return Problem(Code.C05, name=self.name, detail=_first_line(error))

    def now(self, entity_id: str) -> str:
        """The id that has taken a name's place, by people's decisions; its own where none has."""
        return entity_id if self.laying is None else self.laying.names.now(entity_id)

    def label(self, field: str, value: str) -> str:
        """The name that a person reads for a filter's value; the value itself where there is none."""
        if field == "country":
            return countries.name(value)
        if field in ("speaker", "actor", "entity"):
            return str(self._labels.get(value, value))
        if field == "issue":
            return str(self._issues.get(value, value))
        return value

    def __repr__(self) -> str:
        return f"Corpus({self.name!r}, version={self.version})"


def _linkers() -> tuple[Linker, Linker]:
    from ontherecord import linking  # only who brings articles along needs it

    return linking.link_entities, linking.link_issues


def _glob(path: str) -> str:
    """A path that DuckDB does not take as a pattern."""
    return "".join(f"[{c}]" if c in "[*?" else c for c in path)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:300]
