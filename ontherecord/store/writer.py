"""Writing a corpus: all of a build becomes visible at once, or nothing of it does."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import DeltaError

from ontherecord import access, disk
from ontherecord.errors import Code, Problem
from ontherecord.model import Article, Extraction, Repair
from ontherecord.store import checks, corpora, older, schema

if TYPE_CHECKING:
    import pandas as pd


KEPT_BUILDS = 20
"""Builds whose files are kept, so that links to them live: the newest ones. What only older builds need is cleared away by the next build."""
SAID = ("columns.json",)
"""Files beside the tables that hold what people said; they go along when a damaged corpus is built anew."""


class Linked(Protocol):
    """What linking gives."""

    @property
    def nodes(self) -> pd.DataFrame: ...
    @property
    def links(self) -> pd.DataFrame: ...


class _Issues(NamedTuple):
    nodes: pd.DataFrame
    links: pd.DataFrame


class Writer:
    """One build of a corpus.

        with Writer("spring", notice="fiction") as writer:
            writer.add(extractions)                                   # as often as needed
            writer.link(link_entities(writer.entities()), link_issues(writer.positions()))
            writer.report(rows)
            writer.commit()

    An article that is there already is replaced. Until ``commit`` readers see the build before; leaving without it, or being killed,
    leaves the corpus as it was. Raises Problem C02 (newer format), C03 (name), C04 (being built by somebody else), C05, C08 (place);
    C11 where the disk is full, C15 where it refuses. ``journal`` keeps what is extracted until it is in the corpus.

    ``anew``: a damaged corpus is no error but is built anew, and with the commit comes in the place of the damaged one, which is kept beside it.
    Corrections and what else people said are taken over; ``told`` says what was, and what could not be.
    """

    def __init__(self, name: str, *, notice: str | None = None, keep: int = KEPT_BUILDS, anew: bool = False) -> None:
        self.name, self._notice, self._keep, self._anew = name, notice, max(keep, 1), anew
        self.told: list[str] = []
        self._damaged: frozenset[str] | None = None
        self.folder = corpora.folder_of(name)
        self.journal = corpora.journal_of(name)
        self._stack = contextlib.ExitStack()
        self._tables: dict[str, DeltaTable] = {}
        self._ids: set[str] = set()
        self._last: corpora.Build | None = None
        self._version = ""
        self._unlinked = False
        self._changed: set[str] = set()

    def __enter__(self) -> Writer:
        with contextlib.ExitStack() as stack:  # lets the lock go when what follows fails
            access.ask("Building or changing a corpus", self.name)
            stack.push(self._refused)
            stack.enter_context(corpora.lock_of(self.name).hold(self.name))
            disk.room(self.folder, self.name)
            corpora.settle_held(self.name)
            self._last = self._sound()
            if self._last is None:  # written elsewhere until it is whole: what lies in the corpus's place is never touched before
                self.folder = corpora.making_of(self.name)
                if self.folder.exists():
                    shutil.rmtree(self.folder)  # a build that never finished
            for table in schema.SCHEMAS:
                self._tables[table] = self._committed(table)
            if self._damaged is not None:
                self._take_over()
            if self._notice is None:
                self._notice = self._last.notice if self._last else ""
            self._ids = set(self._column("articles", "article_id"))
            self.journal.open()
            if self.journal.damaged:
                self.told.append(f"Damaged files of what an unfinished build had read: {self.journal.damaged:,}. Their articles are read again.")
            self._version = self._last.extraction_version if self._last else ""
            self._stack = stack.pop_all()
        return self

    def _sound(self) -> corpora.Build | None:
        """The newest build, None where there is none, or where it is damaged and to be built anew."""
        try:
            build = corpora.read_build(self.name)
            corpora.compare(build)
        except Problem as problem:
            if problem.code is Code.C05 and self._anew:
                self._damaged = frozenset()
                self.told.append(f"{problem.what} It is built anew.")
            elif problem.code is not Code.C01:
                raise
            return None
        return build

    def _take_over(self) -> None:
        """From the damaged corpus, what people said: corrections, the notice, names of columns."""
        old = corpora.folder_of(self.name)
        self._damaged = frozenset(row["article_id"] for row in _rescued(old, "articles", ["article_id"]) or ())
        corrections = _rescued(old, "corrections", schema.SCHEMAS["corrections"].names)
        if corrections is None:
            self.told.append("Its corrections of dates and outlets could not be read; they are not in the new one.")
        elif corrections:
            self.told.append(f"Corrections that were taken over: {len(corrections):,}.")
            rows = pa.Table.from_pylist(corrections, schema=schema.SCHEMAS["corrections"])
            write_deltalake(self._tables["corrections"], rows, mode="append")
        builds = _rescued(old, corpora.BUILDS, ["build", "notice"]) or []
        if self._notice is None and builds:
            self._notice = max(builds, key=lambda row: int(row["build"] or 0))["notice"] or ""
        for name in SAID:
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(old / name, self.folder / name)

    def left_behind(self) -> list[str]:
        """Ids of the articles that a damaged corpus held and that are not in the one that comes in its place."""
        return sorted((self._damaged or frozenset()) - self._ids)

    def _committed(self, table: str) -> DeltaTable:
        """A table as the last build left it: rows of a build that was killed are taken back."""
        path = self.folder / table
        later = table in schema.LATER and self._last is not None and table not in self._last.tables
        if self._last is None or later:
            path.mkdir(parents=True, exist_ok=True)
            self._changed.add(table)
            return DeltaTable.create(path, schema=schema.SCHEMAS[table], mode="overwrite" if later else "error")
        found = corpora.open_table(self.name, path)
        if found is None or table not in self._last.tables:
            raise Problem(Code.C05, name=self.name, detail=f"its table {table} is missing")
        try:
            if found.version() != self._last.tables[table]:
                found.restore(self._last.tables[table])
                self._changed.add(table)  # by whoever was killed: its files are swept away
            if older.changed(table, self._last.format):
                rows = older.of_today(table, found.to_pyarrow_table())
                write_deltalake(found, rows, mode="overwrite", schema_mode="overwrite")
                self._changed.add(table)
        except Exception as error:
            raise corpora.damaged(self.name, error) from error
        return found

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None) -> None:
        self._stack.__exit__(kind, value, traceback)

    def _refused(self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None) -> None:
        """What the disk refuses, full or closed, becomes a Problem; the rest goes on as it is."""
        if value is not None and (found := disk.problem(value, self.name)) not in (None, value):
            assert found is not None
            raise found from value

    @property
    def version(self) -> int:
        """Number of the newest finished build, 0 before the first."""
        return self._last.number if self._last else 0

    @property
    def notice(self) -> str:
        return self._notice or ""

    @property
    def notice_changed(self) -> bool:
        """True where a notice was given that is not the one of the build before."""
        return self.notice != (self._last.notice if self._last else "")

    def versions(self) -> dict[str, int]:
        """Table -> version of its Delta table in the newest finished build; empty before the first."""
        return dict(self._last.tables) if self._last else {}

    def places(self) -> dict[str, str]:
        """article_id -> location that it was loaded from."""
        return dict(zip(self._column("articles", "article_id"), (place or "" for place in self._column("articles", "location")), strict=True))

    def articles(self, *, without: Collection[str] = ()) -> list[Article]:
        """The articles that are there, as far as finding near-duplicates needs them: id, text, repairs, date, story."""
        columns = ["article_id", "text", "repairs", "published_on", "story"]
        rows = self._tables["articles"].to_pyarrow_table(columns=columns).to_pylist()
        return [
            Article(
                r["article_id"], r["text"], published_on=r["published_on"], story=r["story"], repairs=tuple(Repair(**x) for x in r["repairs"] or ())
            )
            for r in rows
            if r["article_id"] not in without
        ]

    def known(self) -> dict[str, tuple[str, str]]:
        """article_id -> (digest, extraction version) of what is there, added articles included."""
        columns = [self._column("articles", name) for name in ("article_id", "digest", "version")]
        return {id: (digest, version) for id, digest, version in zip(*columns, strict=True)}

    def add(self, extractions: Iterable[Extraction]) -> int:
        """Add a batch and return how many articles it had. An article comes in the place of one with the same id. Hundreds at a time go fastest."""
        batch = {extraction.article.id: extraction for extraction in extractions}  # the later of two with one id wins
        return self.add_tables(schema.tables(batch.values())) if batch else 0

    def add_tables(self, tables: Mapping[str, pa.Table]) -> int:
        """The same for the rows of a batch, as :func:`schema.tables` makes them; every id once."""
        ids = tables["articles"]["article_id"].to_pylist()
        if not ids:
            return 0
        self.remove(ids)
        for table in schema.EXTRACTED:
            if tables[table].num_rows:
                write_deltalake(self._tables[table], tables[table], mode="append")
                self._changed.add(table)
        self._ids.update(ids)
        self._version = tables["articles"]["version"][-1].as_py() or ""
        self._unlinked = True
        return len(ids)

    def remove(self, article_ids: Iterable[str]) -> int:
        """Take articles out with all that was found in them; ids that are not there do not matter. Returns how many there were."""
        gone = sorted(self._ids.intersection(article_ids))
        if gone:
            ids = pa.table({"article_id": gone})
            for table in schema.EXTRACTED:
                # A merge compares columns; ids never become part of an expression.
                merge = self._tables[table].merge(ids, "t.article_id = s.article_id", source_alias="s", target_alias="t")
                merge.when_matched_delete().execute()
                self._changed.add(table)
            self._ids.difference_update(gone)
            self._unlinked = True
        return len(gone)

    def entities(self) -> pd.DataFrame:
        """All entities of all articles, as ``linking.link_entities`` takes them: the columns of the table."""
        return self._tables["entities"].to_pyarrow_table().to_pandas()

    def positions(self) -> pd.DataFrame:
        """All positions, as ``linking.link_issues`` takes them: the columns of the table without ``folded``."""
        return self._tables["positions"].to_pyarrow_table().drop_columns(["folded"]).to_pandas()

    def issues(self) -> Linked | None:
        """The issues of the build before, None where there was none. Its links hold the wordings (matter, target, start) of their positions."""
        if self._last is None:
            return None
        nodes, links = (corpora.read_table(self._last, f"issue_{kind}").to_pandas() for kind in ("nodes", "links"))
        positions = corpora.read_table(self._last, "positions", ["article_id", "number", "matter", "target", "start"]).to_pandas()
        return _Issues(nodes, links.merge(positions, on=["article_id", "number"]))

    def link(self, entities: Linked, issues: Linked) -> None:
        """Set who is whom and what is what over the whole corpus; replaces the links that were there."""
        for table, rows in (
            ("entity_nodes", entities.nodes),
            ("entity_links", entities.links),
            ("issue_nodes", issues.nodes),
            ("issue_links", issues.links),
        ):
            self._overwrite(table, schema.conform(table, rows))
        self._unlinked = False

    def rows(self, table: str, columns: list[str] | None = None, ids: Collection[str] | None = None) -> list[dict[str, Any]]:
        """Rows of a table as they are now: of some articles, or all."""
        rows = self._tables[table].to_pyarrow_table(columns=columns)
        if ids is not None:  # not by a filter of the scan: files that a merge has written hold text in another form, which filters cannot compare
            rows = rows.filter(pc.is_in(rows["article_id"], value_set=pa.array(sorted(ids), schema.TEXT)))
        found: list[dict[str, Any]] = rows.to_pylist()
        return found

    def table(self, name: str) -> pa.Table:
        """A table as it is now."""
        return self._tables[name].to_pyarrow_table()

    def report(self, rows: Any) -> None:
        """Add load-report rows (DataFrame or dicts). A row replaces the one of the same location, so that the report speaks of the last time."""
        new = schema.conform("report", rows)
        seen = set(new["location"].to_pylist())
        self._report([row for row in self.rows("report") if row["location"] not in seen], new)

    def unreport(self, locations: Collection[str]) -> None:
        """Take rows out of the load report."""
        self._report([row for row in self.rows("report") if row["location"] not in locations])

    def _report(self, kept: list[dict[str, Any]], *new: pa.Table) -> None:
        self._overwrite("report", pa.concat_tables([schema.conform("report", kept), *new]))

    def correct(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add corrections (article_id, field, value as text or None, undone). Earlier ones are never changed: the last one of a field counts."""
        now = datetime.now(UTC)
        newest = max((row["made_at"] for row in self.rows("corrections", ["made_at"])), default=None)
        if newest is not None and now <= newest:  # the clock was set back: what is said later counts all the same
            now = newest + timedelta(microseconds=1)
        made = [{"undone": False, **row, "made_at": now + timedelta(microseconds=number)} for number, row in enumerate(rows)]
        if made:
            write_deltalake(self._tables["corrections"], pa.Table.from_pylist(made, schema=schema.SCHEMAS["corrections"]), mode="append")
            self._changed.add("corrections")

    def corrections(self) -> dict[str, dict[str, str | None]]:
        """article_id -> field -> value that counts."""
        return corpora.effective(self.rows("corrections"))

    def redate(self, rows: list[dict[str, Any]]) -> None:
        """Set what corrected dates mean for quotes and positions."""
        if rows or self._tables["redated"].count():
            self._overwrite("redated", pa.Table.from_pylist(rows, schema=schema.SCHEMAS["redated"]))

    def commit(self) -> int:
        """Make everything visible and return the build's number. Raises ValueError when articles were added and ``link`` was not called after."""
        if self._unlinked:
            raise ValueError("articles were added or removed after the last link()")
        self._clear_away()
        counts = {table: found.to_pyarrow_dataset().count_rows() for table, found in self._tables.items()}
        versions = {table: found.version() for table, found in self._tables.items()}
        number = self._last.number + 1 if self._last else 1
        now = datetime.now(UTC)
        row = {
            "build": number,
            "built_at": now,
            "format": schema.FORMAT,
            "extraction_version": self._version,
            "tables": json.dumps(versions),
            "counts": json.dumps(counts),
            "notice": self._notice or "",
        }
        before = self._last.listed if self._last else None
        names = {table: [unquote(uri.rsplit("/", 1)[-1]) for uri in found.file_uris()] for table, found in self._tables.items()}
        listed = checks.files(self.folder, names, before or {})
        checks.begin(self.folder, row, listed)
        write_deltalake(self.folder / corpora.BUILDS, pa.Table.from_pylist([row], schema=corpora.BUILDS_SCHEMA), mode="append")
        self._settle()
        checks.finish(self.folder, number, self._keep)
        self._last = corpora.Build(self.name, number, now, self._notice or "", self._version, versions, counts, listed=listed)
        self._changed.clear()
        return number

    def _settle(self) -> None:
        """Have the build on disk; a new corpus gets its place, and what lay there before is kept beside it."""
        for path in (*(self.folder / corpora.BUILDS).rglob("*.parquet"), *(self.folder / corpora.BUILDS / "_delta_log").glob("*.json")):
            disk.sync(path)
        disk.sync(self.folder / corpora.BUILDS / "_delta_log")
        place = corpora.folder_of(self.name)
        if self.folder == place:
            return
        aside = place.with_name(f".{self.name}-damaged-{datetime.now(UTC):%Y%m%d%H%M%S%f}")
        if place.exists():
            place.rename(aside)
        try:
            self.folder.rename(place)
        except OSError:
            if self.folder.exists() or not place.exists():  # else it was done all the same, as some network drives do
                if aside.exists():
                    aside.rename(place)
                raise
        disk.sync(place.parent)
        if aside.exists():
            if any(aside.iterdir()):
                self.told.append(f"What was there before is kept as {aside.name}.")
            else:
                aside.rmdir()
        self.folder = place
        self._tables = {table: DeltaTable(place / table) for table in self._tables}

    def _clear_away(self) -> None:
        """Remove files that neither this build nor the newest ones kept need: those of old builds, and of builds that were killed.

        Before the build is committed, since clearing away is a version of a Delta table, too."""
        rows = sorted(corpora.build_rows(self.name), key=lambda row: int(row["build"]))[-self._keep :] if self._last else []
        kept = [json.loads(row["tables"]) for row in rows]
        for table in self._changed:
            found = self._tables[table]
            versions = sorted({build[table] for build in kept if table in build} | {found.version()})
            with contextlib.suppress(DeltaError):  # files that stay do no harm
                found.vacuum(retention_hours=0, dry_run=False, enforce_retention_duration=False, full=True, keep_versions=versions)

    def _overwrite(self, table: str, rows: pa.Table) -> None:
        # The schema goes along: a table of an older format gets the columns that came later.
        write_deltalake(self._tables[table], rows, mode="overwrite", schema_mode="overwrite")
        self._changed.add(table)

    def _column(self, table: str, column: str) -> list[Any]:
        return self._tables[table].to_pyarrow_table(columns=[column])[column].to_pylist()


def _rescued(folder: Path, table: str, columns: list[str]) -> list[dict[str, Any]] | None:
    """Rows of a table of a damaged corpus: as the newest build that can be read had it, else as its log says, else of every file that can be
    read. None where nothing can."""
    for rows in (_as_built, _as_logged, _as_found):
        try:
            return list(rows(folder, table, columns))
        except Exception:  # deltalake raises its own, Arrow's and Python's errors for a damaged folder
            continue
    return None


def _as_built(folder: Path, table: str, columns: list[str]) -> Iterator[dict[str, Any]]:
    builds = DeltaTable(folder / corpora.BUILDS).to_pyarrow_table().to_pylist()
    version = json.loads(max(builds, key=lambda row: int(row["build"]))["tables"])[table]
    yield from DeltaTable(folder / table, version=version).to_pyarrow_table(columns=columns).to_pylist()


def _as_logged(folder: Path, table: str, columns: list[str]) -> Iterator[dict[str, Any]]:
    yield from DeltaTable(folder / table).to_pyarrow_table(columns=columns).to_pylist()


def _as_found(folder: Path, table: str, columns: list[str]) -> Iterator[dict[str, Any]]:
    """A row that several files hold, since they were rewritten, comes once."""
    seen = set()
    files = list((folder / table).glob("*.parquet"))
    if not files:
        raise FileNotFoundError(table)
    readable = 0
    for file in files:
        with contextlib.suppress(OSError, ValueError):
            rows = pq.read_table(file, columns=columns).to_pylist()
            readable += 1
            for row in rows:
                if (key := json.dumps(row, default=str, sort_keys=True)) not in seen:
                    seen.add(key)
                    yield row
    if not readable:
        raise ValueError(table)
