"""The log of a corpus's decisions: an SQLite file to which rows are only ever added.

It lies beside the corpora, so that it outlives a corpus that is damaged and built again. Several processes may write at once. SQLite and not the
tables of the corpus: a decision must be on disk in a few milliseconds, fifty thousand of them are no fifty thousand files, and readers ask for
what is new.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

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


class Log:
    """The decisions on one corpus, in a folder of their own. Raises Problem C05 where they cannot be read or written, C02 for a newer layout."""

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

    def add(self, decisions: Iterable[Decision]) -> int:
        """Add rows, all or none; those that are there already (by id) are left out. Number of rows that were new."""
        rows = [(d.id, d.to_json()) for d in decisions]
        if not rows:
            return 0
        self._there()
        return self._write(rows)

    def _there(self) -> bool:
        """Whether there is a log. One of an older form becomes one of today; the old files stay where they are."""
        if self.file.is_file():
            return True
        if not older.there(self.folder):
            return False
        try:
            rows = [(d.id, d.to_json()) for d in older.decisions(self.folder)]
        except Exception as error:  # deltalake raises its own, Arrow's and Python's errors for a damaged folder
            raise self._broken(error) from error
        self._write(rows)
        return True

    def _write(self, rows: list[tuple[str, str]]) -> int:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._broken(error) from error
        with self._open(create=True) as connection, connection:
            before = connection.total_changes
            connection.executemany("INSERT OR IGNORE INTO decisions (id, body) VALUES (?, ?)", rows)
            return connection.total_changes - before

    def forget(self) -> None:
        """Remove them, with their corpus."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def move(self, other: Log) -> None:
        """Let another corpus have them, in the place of what it had."""
        other.forget()
        if self.folder.is_dir():
            self.folder.rename(other.folder)

    @contextmanager
    def _open(self, *, create: bool = False) -> Iterator[sqlite3.Connection]:
        connection = None
        try:
            connection = sqlite3.connect(self.file, timeout=WAIT)
            layout = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if layout > LAYOUT:
                raise Problem(Code.C02, name=self.name, found=layout, known=LAYOUT)
            if create and layout < LAYOUT:
                connection.executescript(_SCHEMA)
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
        detail = (str(error).splitlines() or [type(error).__name__])[0][:200]
        return Problem(Code.C05, name=self.name, detail=f"its decisions cannot be read or written ({detail})")
