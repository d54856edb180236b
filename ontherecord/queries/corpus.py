"""An open corpus: one build of it, read-only, that any number of threads may ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from ontherecord import countries, store
from ontherecord.errors import Code, Problem
from ontherecord.model import Extraction
from ontherecord.queries import serving
from ontherecord.queries.laying import Laying
from ontherecord.queries.limits import stopped_after
from ontherecord.settings import settings
from ontherecord.store import corpora, schema

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

Found = TypeVar("Found")
Linker = Callable[["pd.DataFrame"], Any]
_NAMED = {"speaker": "entity", "actor": "entity", "entity": "entity", "issue": "issue"}
"""Field of filters -> what its values are ids of."""


class Corpus:
    """``name``, ``version`` (number of the build; 0 in memory), ``built_at`` (UTC), ``notice`` (a line to show with it, such as "fiction"),
    ``problems`` (C14: what had to be left out of it, for a person to know).

    Open one with :meth:`open` or :meth:`of`; ask it with the functions of :mod:`ontherecord.queries`.
    """

    def __init__(self, name: str, version: int, built_at: datetime | None, notice: str, opened: serving.Opened) -> None:
        self.name, self.version, self.built_at, self.notice = name, version, built_at, notice
        self.decisions = 0  # number of the newest decision that lies over it, for caches
        self.laying: Laying | None = None
        self._connection = opened.connection
        self._served = opened.file
        self._mending, self._roomy = Lock(), Lock()
        self.problems = [Problem(Code.C14, name=name, what=opened.left_out)] if opened.left_out else []
        self._labels: dict[str, dict[str, str]] = {"entity": {}, "issue": {}}

    @classmethod
    def open(cls, name: str, version: int | None = None) -> Corpus:
        """The newest build of a corpus, or the one with the number ``version``. Raises Problem C01, C02, C03, C05, C07, C09."""
        build = store.read_build(name, version)
        corpora.compare(build)  # a flipped bit would be another word in somebody's mouth
        corpus = cls(name, build.number, build.built_at, build.notice, serving.opened(build))
        corpus.laying = Laying(corpus, corpora.decisions_of(name))
        corpus.refresh()
        return corpus

    def refresh(self) -> None:
        """Lay what people have decided since over the corpus; cheap where that is nothing."""
        if self.laying is not None and self.laying.refresh():
            self.decisions = self.laying.seq

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """For who lays decisions over the tables; to ask, there are :meth:`rows`, :meth:`dicts` and :meth:`frame`."""
        return self._connection.cursor()

    def learn(self, names: Mapping[str, str], issues: Mapping[str, str]) -> None:
        """Labels that decisions brought in: {id: name}."""
        self._labels["entity"] |= names
        self._labels["issue"] |= issues

    @classmethod
    def of(cls, extractions: Iterable[Extraction], name: str = "pasted", *, links: tuple[Linker, Linker] | None = None, notice: str = "") -> Corpus:
        """A corpus in memory, for the same questions. ``links``: functions in the place of ``linking.link_entities`` and ``link_issues``."""
        tables = schema.tables(extractions)
        entities, issues = links or _linkers()
        people, matters = entities(tables["entities"].to_pandas()), issues(tables["positions"].to_pandas())
        tables["entity_nodes"], tables["entity_links"] = schema.conform("entity_nodes", people.nodes), schema.conform("entity_links", people.links)
        tables["issue_nodes"], tables["issue_links"] = schema.conform("issue_nodes", matters.nodes), schema.conform("issue_links", matters.links)
        return cls(name, 0, None, notice, serving.in_memory(name, {}, tables))

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
        """What ``take`` makes of the rows. A question that needs more memory than a serving file is given gets it, one at a time.

        Raises Problem F06 where it takes longer than the setting ``max_question_seconds``.
        """
        import duckdb

        try:
            return self._answer(sql, params, take)
        except duckdb.OutOfMemoryException:
            if self._served is None:
                raise
        with self._roomy, serving.more_memory(self._connection):
            return self._answer(sql, params, take)

    def _answer(self, sql: str, params: Sequence[Any], take: Callable[[duckdb.DuckDBPyConnection], Found]) -> Found:
        import duckdb

        connection = self._connection
        try:
            return _taken(connection, sql, params, take)
        except duckdb.IOException as error:  # a file went while the corpus was open
            raise self._gone(error) from error
        except duckdb.Error as error:
            if not serving.is_broken(error):
                raise
            self._mend(connection)
            return _taken(self._connection, sql, params, take)

    def _mend(self, broken: duckdb.DuckDBPyConnection) -> None:
        """The serving file turned out to be broken: have it made again, and people's decisions laid over it."""
        with self._mending:
            if self._connection is not broken:  # another thread was first
                return
            if self._served is not None:
                serving.thrown_away(self._served)
            opened = serving.opened(store.read_build(self.name, self.version))
            self._connection, self._served = opened.connection, opened.file
            self.laying = Laying(self, corpora.decisions_of(self.name))
            self.refresh()

    def _gone(self, error: Exception) -> Problem:
        """Why a file is no longer there: its build was cleared away (C09), the corpus removed or renamed (C01), or something is broken (C05)."""
        try:
            store.read_build(self.name, self.version)
        except Problem as problem:
            return problem
        return Problem(Code.C05, name=self.name, detail=serving.first_line(error))

    def now(self, entity_id: str) -> str:
        """The id that has taken a name's place, by people's decisions; its own where none has."""
        return entity_id if self.laying is None else self.laying.names.now(entity_id)

    def label(self, field: str, value: str) -> str:
        """The name that a person reads for a filter's value; the value itself where there is none."""
        return self.labels(field, [value])[0]

    def labels(self, field: str, values: Sequence[str]) -> list[str]:
        """The same of many values, in their order, in one question."""
        if field == "country":
            return [countries.name(value) for value in values]
        kind = _NAMED.get(field)
        if kind is None:
            return list(values)
        known = self._labels[kind]
        if missing := [value for value in set(values) if value not in known]:
            sql = f"SELECT {kind}_id, name FROM {'nodes' if kind == 'entity' else 'issues'} WHERE {kind}_id IN (SELECT unnest(?::VARCHAR[]))"
            found = dict(self.rows(sql, [missing]))
            known |= {value: str(found.get(value) or value) for value in missing}
        return [known[value] for value in values]

    def __repr__(self) -> str:
        return f"Corpus({self.name!r}, version={self.version})"


def _taken(connection: duckdb.DuckDBPyConnection, sql: str, params: Sequence[Any], take: Callable[[duckdb.DuckDBPyConnection], Found]) -> Found:
    import duckdb

    # A cursor for each call: a connection of its own to the same tables, so that threads do not wait for or disturb each other.
    cursor = connection.cursor()
    try:
        with stopped_after(settings().max_question_seconds, cursor.interrupt):
            return take(cursor.execute(sql, list(params)))
    except duckdb.InterruptException as error:
        raise Problem(Code.F06, limit=settings().max_question_seconds) from error


def _linkers() -> tuple[Linker, Linker]:
    from ontherecord import linking  # only who brings articles along needs it

    return linking.link_entities, linking.link_issues
