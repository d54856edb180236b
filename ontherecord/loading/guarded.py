"""Reading with limits: in a process of its own, so that no file can take the program down, hang it or fill its memory.

Small plain text is read here: its readers are our own, and take time and memory in proportion to its length.
"""

from __future__ import annotations

import atexit
import contextlib
import pickle
import signal
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from ontherecord import places
from ontherecord.errors import Code, Problem
from ontherecord.loading import files
from ontherecord.loading.child import PATIENCE, Done, Failed, memory_mb
from ontherecord.loading.contents import Member, Piece, Request, pieces
from ontherecord.loading.kinds import kind_of
from ontherecord.loading.readers import ENDINGS
from ontherecord.settings import Settings, settings

PLAIN = frozenset({"txt", "md", "csv", "tsv", "json", "jsonl"})
SMALL = 4 * 1024 * 1024
"""Bytes of plain text up to which no other process is asked."""
MAX_FAILURES = 10
"""Files of one archive that may end the process; behind them the archive is given up."""
STUCK = 15
"""Seconds in which a process that is asleep has done nothing: one that runs out of memory may stop in the midst of saying so."""


class _Ended(Exception):
    """The process ended before it had answered. ``late``: for taking too long. ``status``: what it gave back."""

    def __init__(self, *, late: bool, status: int) -> None:
        super().__init__()
        self.late = late
        self.status = status

    def problem(self, path: str, seconds: int) -> Problem:
        if self.late:
            return Problem(Code.L26, path=path, limit=seconds)
        return Problem(Code.L16, path=path, detail=f"reading it broke off; it is damaged or takes more than {memory_mb():,} MB of memory")


class Guard:
    """A process that reads files, one after the other. It is started when first needed, and anew after a file has ended it."""

    def __init__(self, seconds: int | None = None) -> None:
        self.seconds = seconds or settings().max_seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Guard:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def pieces(self, request: Request) -> Iterator[Piece]:
        """What a file holds (:func:`contents.pieces`). One that cannot be read within the limits gives a piece that says so.

        Where it lies in an archive, the archive's other files are read."""
        try:
            if (data := small_text(request.name, request.source)) is not None:
                yield from (piece for piece in pieces(replace(request, source=data, packed=False)) if isinstance(piece, Piece))
                return
        except Problem as problem:
            yield Piece(request.name, problem)
            return
        if isinstance(request.source, Path):
            request = replace(request, source=request.source.absolute())  # the process may have been started in another folder
        at, failures = request.name, 0
        while True:
            try:
                for message in self.ask("pieces", request):
                    if isinstance(message, Member):
                        at, request = message.location, replace(request, skip=request.skip + 1)
                    else:
                        yield message
                return
            except _Ended as ended:
                yield Piece(at, ended.problem(at, self.seconds))
                failures += 1
                if not request.skip or failures == MAX_FAILURES:
                    return
            except Problem as problem:
                yield Piece(request.name, problem)
                return

    def whole(self, task: str, name: str, *request: Any) -> Any:
        """The one message that answers a request about the file ``name``. Raises what the task raised, and Problem L16, L26."""
        try:
            return next(iter(list(self.ask(task, name, *request))))
        except _Ended as ended:
            raise ended.problem(name, self.seconds) from None

    def ask(self, task: str, *request: Any) -> Iterator[Any]:
        """The messages that answer one request. Raises what the task raised, and _Ended."""
        try:
            yield from self._asked(task, request)
        except _Unheard:  # it had just ended for want of work
            yield from self._asked(task, request)

    def _asked(self, task: str, request: tuple[Any, ...]) -> Iterator[Any]:
        process = self._ready()
        finished = heard = False
        clock = _Clock(process, PATIENCE * self.seconds)
        try:
            _send(process, (task, request, self.seconds))
            while True:
                try:
                    message = _receive(process, clock)
                except _Ended as ended:
                    if ended.status == 0 and not heard:
                        raise _Unheard from None
                    raise
                heard = True
                if isinstance(message, Failed):
                    finished = not isinstance(message.error, MemoryError)
                    raise message.error
                if isinstance(message, Done):
                    finished = message.stays
                    return
                yield message
        finally:
            clock.stop()
            if not finished:  # ended, not to be trusted, or in the midst of an answer that nobody waits for
                self._drop()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = _take()
        if self._process is None or self._process.poll() is not None:
            self._drop()
            self._process = _start()
        return self._process

    def _drop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            _end(process)

    def close(self) -> None:
        """Give the process back: the next one who reads need not start another. Left without work it ends by itself."""
        process, self._process = self._process, None
        if process is not None:
            _give(process)


class _Unheard(Exception):
    """The process was gone before it was asked."""


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", "from ontherecord.loading.child import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # One thread and one heap: each more reserves memory of its own.
        env={**places.environment(), "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"},
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()


_idle: list[tuple[Settings, subprocess.Popen[bytes]]] = []
"""At most one process that nobody asks at the moment, and the settings that it was started with."""
_lock = threading.Lock()


def _take() -> subprocess.Popen[bytes] | None:
    with _lock:
        known, process = _idle.pop() if _idle else (None, None)
    if process is not None and (known != settings() or process.poll() is not None):
        _end(process)
        return None
    return process


def _give(process: subprocess.Popen[bytes]) -> None:
    with _lock:
        if not _idle:
            _idle.append((settings(), process))
            return
    _end(process)


@atexit.register
def _leave() -> None:
    while _idle:
        _end(_idle.pop()[1])


class _Clock:
    """Ends a process that does not answer. ``late``: because it took too long."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.process, self.seconds, self.late = process, seconds, False
        self._since: float | None = None
        self._stopped = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def start(self) -> None:
        """From now on an answer is waited for."""
        self._since = time.monotonic()

    def heard(self) -> None:
        self._since = None

    def stop(self) -> None:
        self._stopped.set()

    def _watch(self) -> None:
        seen, asleep = "", 0
        while not self._stopped.wait(1):
            since = self._since  # read once: the answer may come at any moment
            if since is None:
                seen, asleep = "", 0
                continue
            now = _state(self.process.pid)
            asleep = asleep + 1 if now and now == seen else 0
            seen = now
            if time.monotonic() - since > self.seconds:
                self.late = True
            if self.late or asleep >= STUCK:
                self.process.kill()
                return


def _state(pid: int) -> str:
    """What a process that is asleep has done so far; "" for one that is at work, and where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return ""
    return " ".join(fields[11:13]) if fields[0] == "S" else ""


def _receive(process: subprocess.Popen[bytes], clock: _Clock) -> Any:
    clock.start()
    try:
        assert process.stdout is not None
        return pickle.load(process.stdout)
    except (EOFError, pickle.UnpicklingError, OSError):
        status = process.poll()
        if status is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                status = process.wait(5)
        process.kill()
        late = clock.late or -(status or 0) in _TIMES
        raise _Ended(late=late, status=process.wait() if status is None else status) from None
    finally:
        clock.heard()


_TIMES = frozenset(int(found) for name in ("SIGXCPU", "SIGALRM") if (found := getattr(signal, name, None)) is not None)
"""Signals by which a system ends a process for the time that it took."""


def _send(process: subprocess.Popen[bytes], message: Any) -> None:
    assert process.stdin is not None
    with contextlib.suppress(OSError):  # it has ended: what there is to say of that is said where the answer is missed
        pickle.dump(message, process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()


def small_text(name: str, source: Path | bytes) -> bytes | None:
    """The bytes, unpacked, of a small file of plain text; None for any other, which is better read elsewhere. Raises Problem L13."""
    ending, packed = files.endings(name)
    if ENDINGS.get(ending) not in PLAIN:
        return None
    if isinstance(source, Path):
        with files.opened(source, name) as stream:
            data = stream.read(SMALL + 1)
    else:
        data = source
    if packed and len(data) <= SMALL:
        try:
            unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            data = unpacking.decompress(data, SMALL + 1)
        except zlib.error:
            return None
        if not unpacking.eof or unpacking.unused_data:  # broken off, or more than one: told or joined elsewhere
            return None
    return data if len(data) <= SMALL and kind_of(ending, data) in PLAIN else None
