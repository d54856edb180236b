"""The corpora that are there, and their builds: found, read, removed."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.dataset
from deltalake import DeltaTable

from ontherecord import access, disk
from ontherecord.decisions import Log
from ontherecord.errors import Code, Problem
from ontherecord.settings import settings
from ontherecord.store import checks, older
from ontherecord.store.journal import Journal
from ontherecord.store.lock import Lock
from ontherecord.store.schema import FORMAT, LATER, SCHEMAS, TEXT

BUILDS = "builds"
MADE_AGAIN = (SEARCH, SERVING) = ("search", "serving")
"""Folders of a corpus that are made again when they are needed: the index of words, and what questions are asked of."""
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
CHEAP = 16_000_000
"""Bytes up to which all files of a build are compared with their digests when it is opened; that takes some hundredths of a second."""


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
    listed: checks.Files | None = None
    """What the files must be; None where an older program wrote them."""


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


def making_of(name: str) -> Path:
    """Where the first build of a corpus is written, and one that comes in the place of a damaged corpus, until it is whole."""
    folder = folder_of(name)
    return folder.parent / ".making" / name


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


def holds_tables(folder: Path) -> bool:
    """Whether a folder is one of a corpus, whole or damaged. What a first build writes is elsewhere until it is whole."""
    return any((folder / table).is_dir() for table in (BUILDS, *SCHEMAS))


def committed(folder: Path) -> bool:
    """Whether a build was ever committed there."""
    return any((folder / BUILDS / "_delta_log").glob("*.json"))


def settle(name: str) -> None:
    """Give a corpus its place where whoever built it was killed at the very last step. Does nothing while somebody holds the corpus."""
    folder, made = folder_of(name), making_of(name)
    if folder.exists() or not committed(made):
        return
    with contextlib.suppress(Problem, OSError), lock_of(name).hold(name):
        settle_held(name)


def settle_held(name: str) -> None:
    """The same for who holds the corpus."""
    folder, made = folder_of(name), making_of(name)
    if not folder.exists() and committed(made):
        made.rename(folder)


def corpus_names() -> list[str]:
    """Names of the corpora that are there, damaged ones included, sorted. Raises Problem C15 where their folder cannot be read."""
    base = settings().corpora
    if not base.is_dir():
        return []
    with disk.told("all"):
        for path in (base / ".making").glob("*"):
            if _NAME.fullmatch(path.name):
                settle(path.name)
        return sorted(p.name for p in base.iterdir() if _NAME.fullmatch(p.name) and holds_tables(p))


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

    Its files have the names and sizes that they must have. Raises Problem C01, C02, C03, C05, C07, and C09 for a build whose files were cleared
    away."""
    folder = folder_of(name)
    settle(name)
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
    try:
        listed = checks.read(folder, {column: row.get(column) for column in BUILDS_SCHEMA.names})
    except (checks.Damage, OSError) as error:
        raise damaged(name, error) from error
    build = replace(build, listed=listed)
    compare(build, 0)
    return build


def compare(build: Build, at_most: int | None = CHEAP) -> int:
    """Compare the files of a build with their digests where all are at most so many bytes, else only their names and sizes (None: whatever
    they are). The number of files whose digest was compared; 0 as well where an older program kept no digests. Raises Problem C05."""
    if build.listed is None:
        return 0
    names = {table: [Path(file).name for file in files] for table, files in build.files.items()}
    try:
        return checks.compare(folder_of(build.name), names, build.listed, at_most)
    except (checks.Damage, OSError) as error:
        raise damaged(build.name, error) from error


def check(name: str) -> tuple[int, int]:
    """Look at every byte of the newest build, and at every decision: how many files were compared (0: an older program kept no digests), how many
    decisions there are. Raises Problem C01, C02, C03, C05."""
    build = read_build(name)
    compared = compare(build, None)
    for table in SCHEMAS:
        read_table(build, table)
    return compared, decisions_of(name).check()


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
    """The rows of ``builds``; none where there is no corpus. Raises Problem C02 where one is of a newer format, C05 where the table cannot be read,
    is empty or has lost a build."""
    folder = folder_of(name)
    if not holds_tables(folder):
        return []
    table = open_table(name, folder / BUILDS)
    if table is None:
        raise Problem(Code.C05, name=name, detail="its list of builds is missing")
    try:
        rows = table.to_pyarrow_table().to_pylist()
        newest_format = max((int(row["format"]) for row in rows), default=0)
        numbers = [int(row["build"]) for row in rows]
    except Exception as error:  # deltalake raises its own, Arrow's and Python's errors for a damaged folder
        raise damaged(name, error) from error
    if newest_format > FORMAT:
        raise Problem(Code.C02, name=name, found=newest_format, known=FORMAT)
    if lost := sorted({*checks.numbers(folder), 1} - set(numbers)) if not rows else [n for n in checks.numbers(folder) if n > max(numbers)]:
        raise Problem(Code.C05, name=name, detail=f"build {lost[-1]} is missing in its list of builds")
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
    try:
        files = [path / unquote(uri.rsplit("/", 1)[-1]) for uri in table.file_uris()]
    except Exception as error:  # deltalake raises its own, Arrow's and Python's errors for what it cannot read
        raise damaged(name, error) from error
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
    """Remove a corpus and all that hangs on it; that needs no room on the disk. Raises Problem C01, C03; C04 while it is being built; C15."""
    folder = folder_of(name)
    if not folder.is_dir():
        raise Problem(Code.C01, name=name, known=", ".join(corpus_names()) or "none")
    access.ask("Removing a corpus", name)
    with disk.told(name), lock_of(name).hold(name):
        going = folder.with_name(f".{name}-removed")
        if going.exists():  # of a removal that was killed
            shutil.rmtree(going)
        folder.rename(going)  # at once and whole: nobody sees half a corpus
        journal_of(name).forget()
        decisions_of(name).forget()
        shutil.rmtree(going)


def rename_corpus(name: str, new: str) -> None:
    """Give a corpus another name; its builds, corrections, decisions and what an unfinished build has extracted go along.

    Raises Problem C01, C03, C10 (the new name is taken), C11, C15; C04 while either is being built."""
    folder, target = folder_of(name), folder_of(new)
    if name not in corpus_names():
        raise Problem(Code.C01, name=name, known=", ".join(corpus_names()) or "none")
    access.ask("Renaming a corpus", name)
    with disk.told(name), lock_of(name).hold(name), lock_of(new).hold(new):
        # Letters' case alone may be changed also where the file system does not tell it apart.
        if target.exists() and not (name.casefold() == new.casefold() and target.samefile(folder)):
            raise Problem(Code.C10, name=new)
        journal_of(new).forget()
        # Decisions first as a copy: at no moment is a corpus without them, whatever fails.
        old, copy = decisions_of(name), decisions_of(new)
        copied = old.copy(copy)
        try:
            folder.rename(target)
        except OSError:
            if folder.exists() or not target.exists():  # else it was done all the same, as some network drives do
                if copied:
                    copy.forget()
                raise
        with contextlib.suppress(OSError, Problem):  # what stays under the old name does no harm
            journal_of(name).move(journal_of(new))
            if copied:
                old.forget()


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
