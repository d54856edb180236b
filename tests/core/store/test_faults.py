"""Each step that touches the disk fails once, in turn: whatever was done until then, the corpus is the one before or the one after, whole.

As SQLite tests errors of its disk: the n-th write, rename, sync or read fails, for every n; then the same is done again without a fault.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import deltalake
import pytest
from deltalake import DeltaTable

from ontherecord.building import Correction, correct
from ontherecord.decisions import Anchor, Decision, Log
from ontherecord.errors import Code, Problem
from ontherecord.settings import settings
from ontherecord.store import backup, corpus_names, delete_corpus, read_build, read_table, rename_corpus, restore, schema, writer
from ontherecord.store import corpora as rooms
from ontherecord.store.journal import Journal
from tests.builders import small_corpus
from tests.core.store.conftest import build

ALL = small_corpus()
MINE = Decision("note", "quote", "Ida", anchor=Anchor("dam-1", "the dam"), note="one")
OTHER = Decision("note", "quote", "Ida", anchor=Anchor("dam-1", "the dam"), note="two")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS)
REFUSALS = {Code.C11, Code.C15, Code.C05, Code.L13}
"""C05: what cannot be read looks damaged; L13: the file of a backup."""


class Faults:
    """The steps that are taken, and the one that fails: ``at`` (from 1; 0: none), before or after it has done its work."""

    def __init__(self) -> None:
        self.at, self.taken, self.late = 0, 0, False

    def step(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def taken(*args: Any, **options: Any) -> Any:
            self.taken += 1
            failing = self.taken == self.at
            if failing and not self.late:
                raise self.error()
            result = function(*args, **options)
            if failing:
                raise self.error()
            return result

        return taken

    def error(self) -> OSError:
        number = ERRORS[self.at % len(ERRORS)]
        return OSError(number, os.strerror(number))


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    found = Faults()

    class Connection(sqlite3.Connection):
        execute = found.step(sqlite3.Connection.execute)  # type: ignore[assignment]
        executemany = found.step(sqlite3.Connection.executemany)  # type: ignore[assignment]

    connect = sqlite3.connect
    with monkeypatch.context() as patch:
        patch.setattr(writer, "write_deltalake", found.step(deltalake.write_deltalake))
        for name in ("create", "restore", "vacuum", "merge", "to_pyarrow_table", "file_uris"):
            patch.setattr(DeltaTable, name, staticmethod(found.step(getattr(DeltaTable, name))) if name == "create" else _method(found, name))
        for name in ("rename", "replace", "mkdir", "write_bytes"):
            patch.setattr(Path, name, _path(found, name))
        patch.setattr("os.fsync", found.step(os.fsync))
        patch.setattr("shutil.rmtree", found.step(shutil.rmtree))
        patch.setattr("shutil.copyfile", found.step(shutil.copyfile))
        patch.setattr("sqlite3.connect", lambda path, **options: connect(path, factory=Connection, **options))
        yield found


def _method(found: Faults, name: str) -> Callable[..., Any]:
    real = getattr(DeltaTable, name)
    return lambda self, *args, **options: found.step(real)(self, *args, **options)


def _path(found: Faults, name: str) -> Callable[..., Any]:
    real = getattr(Path, name)
    return lambda self, *args, **options: found.step(real)(self, *args, **options)


def contents() -> dict[str, Any]:
    """All that readers see: rows of every table of every corpus, and the decisions."""
    found: dict[str, Any] = {}
    for name in corpus_names():
        made = read_build(name)
        rooms.compare(made, None)
        tables = {
            table: sorted(json.dumps(row, default=str, sort_keys=True) for row in read_table(made, table).to_pylist()) for table in schema.SCHEMAS
        }
        tables["corrections"] = [json.dumps(rooms.effective(read_table(made, "corrections").to_pylist()), sort_keys=True)]
        found[name] = (tables, [d.note for d in rooms.decisions_of(name).decisions()])
    return found


def refusal(action: Callable[[], object]) -> bool:
    """Whether it was refused. A refusal is a message for a person; anything else is raised."""
    try:
        action()
    except Problem as problem:
        if problem.code not in REFUSALS:
            raise
        return True
    return False


ACTIONS: dict[str, Callable[[Path], object]] = {
    "a first build": lambda base: build("new", ALL[:1], [{"location": "a.txt", "outcome": "loaded"}]),
    "a build that adds and replaces": lambda base: build("small", [ALL[0], ALL[2]], [{"location": "a.txt", "outcome": "loaded"}]),
    "correcting": lambda base: correct("small", [Correction("dam-1", "outlet", "Valley Post")]),
    "deciding": lambda base: rooms.decisions_of("small").add([OTHER]),
    "renaming": lambda base: rename_corpus("small", "other") if "small" in corpus_names() else None,
    "removing": lambda base: delete_corpus("small") if "small" in corpus_names() else None,
    "restoring": lambda base: restore(base.parent / "b.zip", "again") if "again" not in corpus_names() else None,
    "backing up": lambda base: backup("small", base.parent / "c.zip"),
}
EVERY = {"a first build": 9, "a build that adds and replaces": 11, "correcting": 9, "restoring": 3}
"""Of what takes a hundred steps, one in so many is made to fail."""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    base = tmp_path / "base"
    monkeypatch.setenv("ONTHERECORD_CORPORA", str(base))
    settings.cache_clear()
    build("small", ALL[:2])
    rooms.decisions_of("small").add([MINE])
    backup("small", tmp_path / "b.zip")
    yield base
    settings.cache_clear()


@pytest.mark.parametrize("late", [False, True], ids=["refused", "done and then refused"])
@pytest.mark.parametrize("action", list(ACTIONS))
def test_whatever_step_fails_the_corpus_is_whole(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, faults: Faults, action: str, late: bool
) -> None:
    act = ACTIONS[action]
    before = contents()

    def place(name: str) -> Path:
        folder = tmp_path / name / "base"
        shutil.copytree(small, folder)
        shutil.copyfile(tmp_path / "b.zip", folder.parent / "b.zip")
        monkeypatch.setenv("ONTHERECORD_CORPORA", str(folder))
        settings.cache_clear()
        return folder

    folder = place("whole")
    faults.taken = 0
    act(folder)
    steps = faults.taken
    after = contents()
    assert steps > 3, "the steps are seen"
    refused = 0
    for number in range(2 if late else 1, steps + 1, EVERY.get(action, 1)):
        folder = place(f"step-{number}")
        faults.at, faults.taken, faults.late = number, 0, late
        refused += refusal(lambda folder=folder: act(folder))  # type: ignore[misc]
        faults.at = 0
        assert contents() in (before, after), f"step {number} of {steps} left something half done"
        act(folder)
        assert contents() == after, f"step {number} of {steps}: it could not be done again"
        shutil.rmtree(folder.parent)
    assert refused > 1


def test_a_batch_of_the_journal_is_kept_whole_or_not(tmp_path: Path, faults: Faults) -> None:
    for number in range(1, 8):
        journal = Journal(tmp_path / str(number))
        journal.open()
        faults.at, faults.taken = number, 0
        with contextlib.suppress(OSError):
            journal.keep(schema.tables(ALL[:2]))
        faults.at = 0
        again = Journal(journal.folder)
        again.open()
        assert (len(again.known()), again.damaged) in ((0, 0), (2, 0))


def test_a_first_decision_is_there_or_not(tmp_path: Path, faults: Faults) -> None:
    for number in range(1, 12):
        log = Log("small", tmp_path / str(number))
        faults.at, faults.taken = number, 0
        refusal(lambda log=log: log.add([MINE]))  # type: ignore[misc]
        faults.at = 0
        assert log.decisions() in ([], [MINE])
        log.add([MINE])
        assert log.decisions() == [MINE]
