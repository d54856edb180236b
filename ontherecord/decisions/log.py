"""The log of a corpus's decisions: an SQLite file to which rows are only ever added.

It lies beside the corpora, so that it outlives a corpus that is damaged and built again. Several processes may write at once. SQLite and not the
tables of the corpus: a decision must be on disk in a few milliseconds, fifty thousand of them are no fifty thousand files, and readers ask for
what is new.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from ontherecord import access, disk
from ontherecord.decisions import older
from ontherecord.decisions.decision import Decision
from ontherecord.errors import Code, Problem

FILE = "decisions.sqlite"
LAYOUT = 1
"""Number of this layout; a file with a higher one is not read (C02)."""
WAIT = 10
"""Seconds that a writer waits for another."""
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS decisions (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS never_changed BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END;
CREATE TRIGGER IF NOT EXISTS never_removed BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END;
PRAGMA user_version = {LAYOUT};
"""
_BY_TIME = "CREATE INDEX IF NOT EXISTS by_time ON decisions (json_extract(body, '$.made_at'))"
_NEWEST = "SELECT max(json_extract(body, '$.made_at')) FROM decisions"
_TICK = timedelta(microseconds=1)


class Log:
    """The decisions on one corpus, in a folder of their own. Raises Problem C05 where they are damaged, C02 for a newer layout, C11 on a full disk,
    C15 where they cannot be read or written, C04 while another process keeps the log too long."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder

    @property
    def file(self) -> Path:
        return self.folder / FILE

    def last(self) -> int:
        """Number of the newest row; 0 where there is none. Cheap: every visit asks at each click."""
        if not self._there():
            return 0
        with self._open() as connection:
            return int(connection.execute("SELECT coalesce(max(seq), 0) FROM decisions").fetchone()[0])

    def rows(self, after: int = 0) -> list[tuple[int, Decision]]:
        """Every row with its number, those behind ``after`` only, in the order in which they were written."""
        if not self._there():
            return []
        with self._open() as connection:
            found = connection.execute("SELECT seq, body FROM decisions WHERE seq > ? ORDER BY seq", [after]).fetchall()
        return [(seq, self._read(body)) for seq, body in found]

    def decisions(self) -> list[Decision]:
        """All that was ever decided, undone ones and the rows that undo them included."""
        return [decision for _, decision in self.rows()]

    def add(self, decisions: Iterable[Decision], *, taken: bool = False) -> int:
        """Add rows, all or none; those that are there already (by id) are left out. Number of rows that were new.

        What is decided here counts after all that is there, also where the clock was set back meanwhile: it is then made a moment after the newest.
        ``taken``: decisions made elsewhere, which keep their time."""
        rows = list(decisions)
        if not rows:
            return 0
        access.ask("Taking in decisions" if taken else "Deciding", self.name, rows[0].by, needed="checker")
        self._there()
        return self._write(rows, taken=taken)

    def _there(self) -> bool:
        """Whether there is a log. One of an older form becomes one of today; the old files stay where they are."""
        if self.file.is_file():
            return True
        if not older.there(self.folder):
            return False
        try:
            rows = list(older.decisions(self.folder))
        except Exception as error:  # deltalake raises its own, Arrow's and Python's errors for a damaged folder
            raise self._broken(error) from error
        self._write(rows, taken=True)
        return True

    def _write(self, rows: list[Decision], *, taken: bool) -> int:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not self.file.exists():
                self._begin()
        except (sqlite3.Error, OSError) as error:
            raise self._broken(error) from error
        with self._open() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")  # nobody else writes between asking for the newest and adding
            if not taken:
                connection.execute(_BY_TIME)
                rows = _after(rows, connection.execute(_NEWEST).fetchone()[0])
            before = connection.total_changes
            connection.executemany("INSERT OR IGNORE INTO decisions (id, body) VALUES (?, ?)", ((d.id, d.to_json()) for d in rows))
            return connection.total_changes - before

    def _begin(self) -> None:
        """An empty log, whole from the first moment: an empty file is one that has lost its rows, and said to be damaged."""
        number, name = tempfile.mkstemp(dir=self.folder, suffix=".new")
        os.close(number)
        new = Path(name)
        try:
            with contextlib.closing(sqlite3.connect(new)) as connection:
                connection.executescript(_SCHEMA)
            disk.sync(new)
            try:
                os.link(new, self.file)  # never over one that somebody else began meanwhile
            except FileExistsError:
                pass
            except OSError:  # a file system without links
                if not self.file.exists():
                    new.replace(self.file)
            disk.sync(self.folder)
        finally:
            new.unlink(missing_ok=True)

    def check(self) -> int:
        """Look at every page and every row of the file. The number of rows."""
        if not self._there():
            return 0
        with self._open() as connection:
            (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if said != "ok":
            raise self._broken(ValueError(said))
        return len(self.rows())

    def save(self, path: Path) -> bool:
        """Write a copy of the log to a file that is not there yet, whole, while others may write; whether there was one."""
        if not self._there():
            return False
        with self._open() as connection, contextlib.closing(sqlite3.connect(path)) as copy:
            connection.backup(copy)
        disk.sync(path)
        return True

    def copy(self, other: Log) -> bool:
        """Let another corpus have a copy of them, in the place of what it had; whether a copy was needed."""
        if self.folder.is_dir() and other.folder.is_dir() and other.folder.samefile(self.folder):
            return False
        other.forget()
        if self._there():
            other.folder.mkdir(parents=True)
            self.save(other.file)
        return True

    def forget(self) -> None:
        """Remove them, with their corpus."""
        try:
            shutil.rmtree(self.folder)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise self._broken(error) from error

    def move(self, other: Log) -> None:
        """Let another corpus have them, in the place of what it had."""
        other.forget()
        if self.folder.is_dir():
            self.folder.rename(other.folder)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = None
        try:
            connection = sqlite3.connect(self.file, timeout=WAIT)
            layout = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if layout > LAYOUT:
                raise Problem(Code.C02, name=self.name, found=layout, known=LAYOUT)
            connection.execute("PRAGMA synchronous = FULL")
            yield connection
        except (sqlite3.Error, OSError) as error:
            raise self._broken(error) from error
        finally:
            if connection is not None:
                connection.close()

    def _read(self, body: str) -> Decision:
        try:
            return Decision.from_json(body)
        except (ValueError, KeyError, TypeError) as error:
            raise self._broken(error) from error

    def _broken(self, error: Exception) -> Problem:
        if found := disk.problem(error, self.name):
            return found
        detail = (str(error).splitlines() or [type(error).__name__])[0][:200]
        return Problem(Code.C05, name=self.name, detail=f"its decisions cannot be read or written ({detail})")


def _after(rows: list[Decision], newest: str | None) -> list[Decision]:
    """Each made after the one before it, and after the newest of the log."""
    last = datetime.fromisoformat(newest) if newest else None
    found = []
    for d in rows:
        if last is not None and d.made_at <= last:
            d = replace(d, made_at=last + _TICK)
        last = d.made_at
        found.append(d)
    return found
