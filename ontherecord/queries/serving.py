"""The serving file of a build: its facts (:mod:`ontherecord.queries.facts`) in one DuckDB file beside the Delta tables, which stay the truth.

It is made after a large build, else when the build is first opened, and opened read-only, so that several processes share it. Its name says what
it is made of: the layout, DuckDB's version, the build with its files. It is written under another name and gets its own when it is whole. What is
torn, broken or of something else is not read but made again. DuckDB keeps a checksum of each block and compares it whenever it reads one. Where no
file can be written, and for a small corpus, facts are joined in memory at each opening.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from ontherecord import disk, store
from ontherecord.errors import Code, Problem
from ontherecord.queries import correcting, covering, facts, laying, naming
from ontherecord.store import checks, corpora, older

if TYPE_CHECKING:
    import duckdb

LEAST = 200
"""Articles from which on a build has a serving file. Fewer are joined in memory in a moment."""
IN_MEMORY = 10_000
"""Articles up to which texts are held in memory (about 10 KB each) where there is no serving file; beyond, they are read when needed."""
MEMORY = "500MB"
"""What DuckDB may take for an open corpus with a serving file; beyond, it works on disk, and what cannot gets more (:func:`more_memory`)."""
MAKING = "1500MB"
"""The same while the file is made."""
KEPT = 2
"""Serving files that are kept: the one just made, and that of another build that somebody may read still."""
ABANDONED = 24 * 3600
"""Seconds after which a half-written file is one of a process that was killed."""
_HEAD = 3 * 4096
"""DuckDB's headers: where everything else lies."""


class Opened(NamedTuple):
    """``left_out``: what had to be left out, in words. ``file``: None in memory."""

    connection: duckdb.DuckDBPyConnection
    left_out: str
    file: Path | None = None


def opened(build: store.Build) -> Opened:
    """The facts of a build, from its serving file where it has or can have one, else joined in memory. Raises Problem C05."""
    if build.counts.get("articles", 0) >= LEAST:
        path = _found(build) or _made(build)
        if path is not None and (found := _read(path)) is not None:
            return found
    return in_memory(build.name, *_sources(build))


def in_memory(name: str, files: facts.Files, tables: Mapping[str, pa.Table]) -> Opened:
    """The facts of Parquet files, or of rows, joined in memory. Raises Problem C05."""
    import duckdb  # slow to import: not before it is needed

    connection = _connected()
    try:
        connection.execute("ATTACH ':memory:' AS facts")
        left_out = facts.make(connection, files, tables, texts=lambda articles: articles <= IN_MEMORY)
        _cover(connection)
    except duckdb.Error as error:
        raise Problem(Code.C05, name=name, detail=first_line(error)) from error
    return Opened(connection, left_out)


def folder_of(name: str) -> Path:
    """Where the serving files of a corpus lie."""
    return corpora.folder_of(name) / corpora.SERVING


def thrown_away(path: Path) -> None:
    """Remove a file, or a folder that DuckDB worked in, as far as the system lets it: what is missing is made again."""
    shutil.rmtree(path, ignore_errors=True)
    with contextlib.suppress(OSError):
        path.unlink()


@contextlib.contextmanager
def more_memory(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Within it, a question may take what the machine has, as it may of a corpus in memory: an export of everything is larger than :data:`MEMORY`."""
    import duckdb

    with connection.cursor() as cursor:
        cursor.execute("RESET memory_limit")
        try:
            yield
        finally:
            with contextlib.suppress(duckdb.Error):  # another question holds more just now: the next one that needs it sets it back
                cursor.execute(f"SET memory_limit = '{MEMORY}'")


def is_broken(error: Exception) -> bool:
    """Whether DuckDB read a block that is not as it was written."""
    return "Corrupt database file" in str(error)


def first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:300]


def _sources(build: store.Build) -> tuple[facts.Files, dict[str, pa.Table]]:
    """Files of tables that are as today's, and rows of those that an older program wrote otherwise."""
    given = {table: store.read_table(build, table) for table in build.files if older.changed(table, build.format)}
    return {table: found for table, found in build.files.items() if table not in given}, given


def _connected(memory: str = "", spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    import duckdb

    # No extension is ever fetched from the network, and nothing of DuckDB is written to the home folder or the working folder.
    spill = spill or Path(tempfile.gettempdir()) / f"ontherecord-{uuid.uuid4().hex}"
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "temp_directory": str(spill),
    }
    return duckdb.connect(config=config | ({"memory_limit": memory} if memory else {}))


def _cover(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(covering.TABLES_BEFORE + laying.TABLES_BEFORE + naming.TABLES_BEFORE + correcting.TABLES_BEFORE)


def _begins(build: store.Build) -> str:
    """How the name of a build's serving file begins: what it is made by, and a digest of what it is made of."""
    import duckdb

    names = {table: sorted(Path(file).name for file in files) for table, files in build.files.items()}
    made_of = json.dumps([build.number, build.built_at.isoformat(), build.format, names, checks.digests(build.listed)])
    return f"{facts.LAYOUT}-{duckdb.__version__}-{build.number}-{hashlib.sha256(made_of.encode()).hexdigest()[:32]}-"


def _found(build: store.Build) -> Path | None:
    """A build's serving file, None where there is none that is whole; one that is not goes."""
    begins = _begins(build)
    with contextlib.suppress(OSError):
        for path in folder_of(build.name).glob(f"{begins}*.duckdb"):
            if path.stem == begins + _digest(path):
                return path
            thrown_away(path)
    return None


def _digest(path: Path) -> str:
    """A digest of a small file; of a large one of its size and headers, for its blocks are compared with their checksums when they are read."""
    size = path.stat().st_size
    if size <= corpora.CHEAP:
        return disk.digest(path)[:32]
    with path.open("rb") as file:
        return hashlib.sha256(f"{size} ".encode() + file.read(_HEAD)).hexdigest()[:32]


def _read(path: Path) -> Opened | None:
    """The facts in a serving file; None where DuckDB cannot read it, and then it goes."""
    import duckdb

    connection = _connected(MEMORY)
    try:
        connection.execute(f"ATTACH {_text(path)} AS facts (READ_ONLY)")
        facts.show(connection)
        ((left_out,),) = connection.execute("SELECT left_out FROM facts.made").fetchall()
        _cover(connection)
    except duckdb.Error:
        connection.close()
        thrown_away(path)
        return None
    return Opened(connection, left_out, path)


def _made(build: store.Build) -> Path | None:
    """Write a build's serving file; None where the disk refuses it, or DuckDB cannot write there (it takes a "?" in a path for options). Raises
    Problem C05 where the build itself cannot be read."""
    import duckdb

    folder, begins = folder_of(build.name), _begins(build)
    part = folder / f"{begins}{os.getpid()}-{uuid.uuid4().hex[:8]}.part"
    try:
        folder.mkdir(exist_ok=True)
        _write(build, part)
        path = folder / f"{begins}{_digest(part)}.duckdb"
        disk.sync(part)
        part.replace(path)
        disk.sync(folder)
    except (
        OSError,
        duckdb.Error,
    ):  # a folder that only may be read, or a full disk; what is wrong with the build is told when it is joined in memory
        for left in (part, Path(f"{part}.wal"), part.with_suffix(".spill")):
            thrown_away(left)
        return None
    _clear(build, path)
    return path


def _write(build: store.Build, part: Path) -> None:
    files, tables = _sources(build)
    with contextlib.closing(_connected(MAKING, part.with_suffix(".spill"))) as connection:
        connection.execute(f"ATTACH {_text(part)} AS facts (STORAGE_VERSION 'latest')")
        left_out = facts.make(connection, files, tables, ordered=True)
        connection.execute("CREATE TABLE facts.made AS SELECT $1::VARCHAR AS left_out", [left_out])
        connection.execute("DETACH facts")


def _clear(build: store.Build, made: Path) -> None:
    """Take away what is left of processes that were killed, and serving files beyond those that are kept."""
    with contextlib.suppress(OSError):
        held = sorted(folder_of(build.name).iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        whole = [path for path in held if path.suffix == ".duckdb" and path != made]
        torn = [path for path in held if path.suffix != ".duckdb" and path.stat().st_mtime < time.time() - ABANDONED]
        for old in (*whole[KEPT - 1 :], *torn):
            thrown_away(old)  # where the system refuses that, since somebody reads it, the next one tries again


def _text(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
