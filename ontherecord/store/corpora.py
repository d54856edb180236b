"""The corpora that are there, and their builds: found, read, removed."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.dataset
from deltalake import DeltaTable

from ontherecord.decisions import Log
from ontherecord.errors import Code, Problem
from ontherecord.settings import settings
from ontherecord.store import older
from ontherecord.store.journal import Journal
from ontherecord.store.lock import Lock
from ontherecord.store.schema import FORMAT, LATER, SCHEMAS, TEXT

BUILDS = "builds"
BUILDS_SCHEMA = pa.schema(
    [
        ("build", pa.int64()),
        ("built_at", pa.timestamp("us", tz="UTC")),
        ("format", pa.int32()),
        ("extraction_version", TEXT),
        ("tables", TEXT),  # JSON: table -> version of its Delta table
        ("counts", TEXT),  # JSON: table -> rows
        ("notice", TEXT),
    ]
)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}", re.ASCII)
_UNFIT = re.compile(r"[%\[\]{}^|<>\"`]")
"""Characters in a path that Delta tables mistake for parts of a URL."""


@dataclass(frozen=True, slots=True)
class Build:
    """One finished build. ``files`` are the Parquet files of each table at its version."""

    name: str
    number: int
    built_at: datetime
    notice: str
    extraction_version: str
    tables: dict[str, int]
    counts: dict[str, int]
    format: int = FORMAT
    files: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CorpusInfo:
    """A corpus for a list. ``problem`` says why it cannot be opened; then the counts are 0."""

    name: str
    built_at: datetime | None = None
    articles: int = 0
    quotes: int = 0
    positions: int = 0
    version: int = 0
    notice: str = ""
    problem: str = ""

    def _asdict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def folder_of(name: str) -> Path:
    """Where a corpus lies, or would lie. Raises Problem C03 for a name that cannot be one, C08 for a place that Delta tables cannot be in."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise Problem(Code.C03, name=name)
    base = settings().corpora.expanduser().absolute()
    if unfit := _UNFIT.search(str(base)):
        raise Problem(Code.C08, path=base, character=unfit[0])
    return base / name


def lock_of(name: str) -> Lock:
    """The lock that whoever writes a corpus holds. It lies beside the corpora, so that it outlives a corpus that is removed."""
    folder = folder_of(name)
    return Lock(folder.parent / ".locks" / f"{name}.lock")


def journal_of(name: str) -> Journal:
    """What builds that did not finish have extracted for a corpus. Beside the corpora: a first build has no corpus yet."""
    folder = folder_of(name)
    return Journal(folder.parent / ".unfinished" / name)


def decisions_of(name: str) -> Log:
    """What people decided about a corpus. Beside the corpora, so that it outlives one that is damaged and built again."""
    folder = folder_of(name)
    return Log(name, folder.parent / ".decisions" / name)


def corpus_names() -> list[str]:
    """Names of the corpora that have at least begun to be committed, sorted."""
    base = settings().corpora
    if not base.is_dir():
        return []
    return sorted(p.name for p in base.iterdir() if _NAME.fullmatch(p.name) and any((p / BUILDS / "_delta_log").glob("*.json")))


def list_corpora() -> list[CorpusInfo]:
    """Every corpus with its newest build, by name. One that cannot be read is in the list with its problem."""
    found = []
    for name in corpus_names():
        try:
            build = newest(name)
        except Problem as problem:
            found.append(CorpusInfo(name, problem=str(problem)))
            continue
        if build is not None:
            counts: dict[str, Any] = {table: build.counts.get(table, 0) for table in ("articles", "quotes", "positions")}
            found.append(CorpusInfo(name, build.built_at, **counts, version=build.number, notice=build.notice))
    return found


def read_build(name: str, version: int | None = None) -> Build:
    """The newest build of a corpus, or the one numbered ``version``, with its files.

    Raises Problem C01, C02, C03, C05, C07, and C09 for a build whose files were cleared away."""
    folder = folder_of(name)
    rows = build_rows(name)
    if not rows:
        raise Problem(Code.C01, name=name, known=", ".join(info.name for info in list_corpora()) or "none yet; build one first")
    newest_number = max(int(row["build"]) for row in rows)
    row = next((row for row in rows if row["build"] == (newest_number if version is None else version)), None)
    if row is None:
        raise Problem(Code.C07, name=name, version=version, newest=newest_number)
    build = _build(name, row)
    for table in SCHEMAS:
        if table in LATER and table not in build.tables:
            continue
        if table not in build.tables:
            raise Problem(Code.C05, name=name, detail=f"its table {table} is not part of build {build.number}")
        try:
            build.files[table] = files_of(name, folder / table, build.tables[table])
        except Problem as problem:
            if build.number < newest_number:
                raise Problem(Code.C09, name=name, version=build.number, newest=newest_number) from problem
            raise
    return build


def read_table(build: Build, table: str, columns: list[str] | None = None) -> pa.Table:
    """A table of a build that :func:`read_build` gave; columns that came with a later format are null, or made of those that were there
    (:mod:`ontherecord.store.older`). Raises Problem C05."""
    schema = SCHEMAS[table] if columns is None else pa.schema([SCHEMAS[table].field(name) for name in columns])
    files = build.files.get(table)
    if not files:
        return schema.empty_table()
    try:
        if older.changed(table, build.format):
            return older.of_today(table, pa.dataset.dataset(files, format="parquet").to_table()).select(schema.names)
        return pa.dataset.dataset(files, schema=SCHEMAS[table], format="parquet").to_table(columns=columns).cast(schema)
    except (OSError, ValueError) as error:
        raise damaged(build.name, error) from error


def effective(corrections: list[dict[str, Any]]) -> dict[str, dict[str, str | None]]:
    """article_id -> field -> value that counts, from the rows of the table ``corrections``: the last one, unless it takes the correction back."""
    last = {(row["article_id"], row["field"]): row for row in sorted(corrections, key=lambda row: row["made_at"])}
    found: dict[str, dict[str, str | None]] = {}
    for (id, name), row in last.items():
        if not row["undone"]:
            found.setdefault(id, {})[name] = row["value"]
    return found


def newest(name: str) -> Build | None:
    """The newest finished build without its files; None where nothing was ever committed. Raises Problem C02, C03, C05."""
    rows = build_rows(name)
    return _build(name, max(rows, key=lambda row: int(row["build"]))) if rows else None


def build_rows(name: str) -> list[dict[str, Any]]:
    """The rows of ``builds``, or none. Raises Problem C02 where one is of a newer format, C05 where the table cannot be read."""
    table = open_table(name, folder_of(name) / BUILDS)
    if table is None:
        return []
    try:
        rows = table.to_pyarrow_table().to_pylist()
        newest_format = max((int(row["format"]) for row in rows), default=0)
    except Exception as error:  # deltalake raises its own, Arrow's and Python's errors for a damaged folder
        raise damaged(name, error) from error
    if newest_format > FORMAT:
        raise Problem(Code.C02, name=name, found=newest_format, known=FORMAT)
    return rows


def open_table(name: str, path: Path, version: int | None = None) -> DeltaTable | None:
    """A Delta table, None where there is none. Raises Problem C05."""
    if not any((path / "_delta_log").glob("*.json")):  # a folder without a first commit is what a killed process leaves
        return None
    try:
        return DeltaTable(path, version=version)
    except Exception as error:
        raise damaged(name, error) from error


def files_of(name: str, path: Path, version: int) -> list[str]:
    """The Parquet files of a table at a version, all of them there. Raises Problem C05."""
    table = open_table(name, path, version)
    if table is None:
        raise Problem(Code.C05, name=name, detail=f"its table {path.name} is missing")
    # Tables are not partitioned: files lie in the table's own folder. Its URIs are escaped, so only their names are used.
    files = [path / unquote(uri.rsplit("/", 1)[-1]) for uri in table.file_uris()]
    for file in files:
        if not file.is_file():
            raise Problem(Code.C05, name=name, detail=f"the file {path.name}/{file.name} is missing")
    return [str(file) for file in files]


def damaged(name: str, error: Exception) -> Problem:
    lines = str(error).splitlines() or [type(error).__name__]
    return Problem(Code.C05, name=name, detail=lines[0][:300])


def known(name: str) -> dict[str, tuple[str, str]]:
    """article_id -> (digest of its text, version of its extraction) in the newest build: what need not be extracted again.

    Raises as :func:`newest`; a corpus that is not there yet knows nothing."""
    build = newest(name)
    if build is None:
        return {}
    table = open_table(name, folder_of(name) / "articles", build.tables["articles"])
    assert table is not None
    rows = table.to_pyarrow_table(columns=["article_id", "digest", "version"]).to_pylist()
    return {row["article_id"]: (row["digest"], row["version"]) for row in rows}


def delete_corpus(name: str) -> None:
    """Remove a corpus and all that hangs on it. Raises Problem C01, C03; C04 while it is being built."""
    folder = folder_of(name)
    if not folder.is_dir():
        raise Problem(Code.C01, name=name, known=", ".join(corpus_names()) or "none")
    with lock_of(name).hold(name):
        # The builds go first: without them the rest is no corpus, whatever happens next.
        shutil.rmtree(folder / BUILDS, ignore_errors=True)
        shutil.rmtree(folder)
        journal_of(name).forget()
        decisions_of(name).forget()


def rename_corpus(name: str, new: str) -> None:
    """Give a corpus another name; its builds, corrections and what an unfinished build has extracted go along.

    Raises Problem C01, C03, C10 (the new name is taken); C04 while either is being built."""
    folder, target = folder_of(name), folder_of(new)
    if name not in corpus_names():
        raise Problem(Code.C01, name=name, known=", ".join(corpus_names()) or "none")
    with lock_of(name).hold(name), lock_of(new).hold(new):
        # Letters' case alone may be changed also where the file system does not tell it apart.
        if target.exists() and not (name.casefold() == new.casefold() and target.samefile(folder)):
            raise Problem(Code.C10, name=new)
        journal_of(new).forget()
        folder.rename(target)
        journal_of(name).move(journal_of(new))
        decisions_of(name).move(decisions_of(new))


def _build(name: str, row: dict[str, Any]) -> Build:
    try:
        return Build(
            name=name,
            number=int(row["build"]),
            built_at=row["built_at"].astimezone(UTC),
            notice=row["notice"] or "",
            extraction_version=row["extraction_version"] or "",
            tables={str(k): int(v) for k, v in json.loads(row["tables"]).items()},
            counts={str(k): int(v) for k, v in json.loads(row["counts"]).items()},
            format=int(row["format"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Problem(Code.C05, name=name, detail=f"its list of builds cannot be read ({type(error).__name__})") from error
