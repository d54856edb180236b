"""A build, or other long work on a corpus, in a process of its own, watched from a page.

spaCy holds Python's global lock: a build inside the server would stop every visit."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ontherecord import access, disk, places


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a build is. ``total``, ``rate`` (articles a second) and ``left_s`` (seconds) are None while unknown."""

    stage: str = "starting"
    done: int = 0
    total: int | None = None
    rate: float | None = None
    left_s: float | None = None

    @property
    def share(self) -> float:
        """0 to 1; 0 while the total is unknown."""
        return min(self.done / self.total, 1.0) if self.total else 0.0


@dataclass
class Job:
    """A running or finished build. Make one with :func:`start`; read it from any thread."""

    corpus: str
    process: subprocess.Popen[str]
    folder: Path | None
    """Of the uploads; it goes at the end."""
    progress: Progress = field(default_factory=Progress)
    report: dict[str, Any] | None = None
    """The load report, once the build has ended well."""
    doing: str = "Building"
    """What a person reads before the corpus's name."""
    notes: list[str] = field(default_factory=list)
    """What is done again and why, as the build said it."""
    said: str = ""
    """The last plain line, of work that has no report."""
    message: str = ""
    """What the build said when it failed: lines with codes."""
    cancelled: bool = False

    @property
    def running(self) -> bool:
        return self._watcher.is_alive()

    def cancel(self) -> None:
        """Stop the build. Nothing of it is visible to readers, and the corpus stays as it was; what it has extracted is kept for the next build."""
        self.cancelled = True
        if self.process.poll() is not None:
            return
        if hasattr(os, "killpg"):  # its worker processes, too: the build leads a group of its own
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGTERM)
        else:
            self.process.terminate()

    def wait(self, timeout: float | None = None) -> None:
        self._watcher.join(timeout)

    def watch(self) -> None:
        self._watcher = threading.Thread(target=self._read, name=f"build {self.corpus}", daemon=True)
        self._watcher.start()

    def _read(self) -> None:
        errors: list[str] = []
        drain = threading.Thread(target=lambda: errors.extend(self.process.stderr or ()), daemon=True)
        drain.start()
        try:
            for line in self.process.stdout or ():
                self._take(line)
            self.process.wait()
            drain.join()
            if self.process.returncode and not self.cancelled:
                self.message = _problems(errors)
        finally:
            if self.folder is not None:
                shutil.rmtree(self.folder, ignore_errors=True)

    def _take(self, line: str) -> None:
        try:
            row = json.loads(line)
        except ValueError:
            self.said = line.strip() or self.said
            return
        if not isinstance(row, dict):
            return
        if "note" in row:
            self.notes.append(str(row["note"]))
        elif "stage" in row:
            self.progress = Progress(**{name: row.get(name) for name in ("stage", "done", "total", "rate", "left_s")})  # type: ignore[arg-type]
        else:
            self.report = row


def _problems(lines: Iterable[str]) -> str:
    """Of what a process wrote to stderr, the lines that carry a code of ours; a traceback is for the log, not for a page."""
    from ontherecord.errors import Code, Problem

    codes = {code.name for code in Code}
    coded = [line.strip() for line in lines if line.split(":", 1)[0].strip() in codes]
    return "\n".join(coded) or str(Problem(Code.U02))


_started: list[Job] = []


def running() -> list[Job]:
    """Everything that runs on this server, whoever started it: a visit that was reloaded still finds its build."""
    _started[:] = [job for job in _started if job.running]
    return list(_started)


def safe_name(name: str) -> str:
    """A file's name out of one that a browser gave: its last part, without signs that steer, not hidden, not too long for any disk."""
    last = "".join(c for c in name.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable() and c not in '<>:"|?*').strip().lstrip(".")
    stem, dot, ending = last.rpartition(".")
    while len(last.encode(errors="replace")) > 200:
        stem = stem[:-10] if dot else ""
        last = f"{stem}{dot}{ending}" if dot and stem else last[:40]
    return last or "unnamed"


def _free(folder: Path, name: str) -> Path:
    """Where a file of this name may be written; equal names go to folders of their own."""
    number, target = 1, folder / name
    while target.exists():
        number += 1
        within = folder / str(number)
        if not within.is_file():
            within.mkdir(exist_ok=True)
            target = within / name
    return target


def start(files: Iterable[tuple[str, bytes]], corpus: str, *, columns: Mapping[str, str] | None = None, command: Sequence[str] | None = None) -> Job:
    """Write uploads, (name, bytes) each, to a temporary folder and build them into ``corpus``. The folder goes when the build ends.

    ``columns``: field -> column of tables, as a person confirmed them; None: as recognised or remembered."""
    with disk.told(corpus):
        folder = Path(tempfile.mkdtemp(prefix="ontherecord-"))
        try:
            for name, content in files:
                _free(folder, safe_name(name)).write_bytes(content)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)  # on a full disk the room is needed
            raise
    arguments = [str(folder), "--corpus", corpus, "--progress", "json", "--report", "json"]
    if columns is not None:
        arguments += ["--columns", json.dumps(dict(columns)) if columns else "none"]
    return _run([*(command or (*PROGRAM, "build")), *arguments], corpus, "Building", folder)


def update(corpus: str) -> Job:
    """Read again, from kept originals, what another version of the extraction has read."""
    return _run([*PROGRAM, "build", "--corpus", corpus, "--progress", "json", "--report", "json"], corpus, "Updating", None)


def upkeep(arguments: Sequence[str], corpus: str, doing: str) -> Job:
    """``python -m ontherecord corpora`` with these arguments: removing a part, merging."""
    return _run([*PROGRAM, "corpora", *arguments, "--progress", "json"], corpus, doing, None)


PROGRAM = (sys.executable, "-m", "ontherecord")


def _run(arguments: Sequence[str], corpus: str, doing: str, folder: Path | None) -> Job:
    access.ask(doing, corpus)
    process = subprocess.Popen(
        list(arguments),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=places.environment(),
        start_new_session=True,
    )
    job = Job(corpus, process, folder, doing=doing)
    job.watch()
    _started.append(job)
    return job
