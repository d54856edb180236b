"""One writer at a time: a lock that the operating system lets go when its process ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from ontherecord.errors import Code, Problem

_held: set[Path] = set()
_guard = threading.Lock()


class Lock:
    """A file that names the process which holds it. The file stays; what counts is the system's lock on it, so none is ever stale.

    POSIX record locks belong to a process and are not inherited by its children (workers that outlive a killed build hold nothing);
    that two threads of one process do not both hold one is kept track of here.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()

    @contextlib.contextmanager
    def hold(self, name: str) -> Iterator[None]:
        """Hold it. Raises Problem C04 when somebody else does."""
        with _guard:
            if self.path in _held:
                raise Problem(Code.C04, name=name)
            _held.add(self.path)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a+", encoding="utf-8") as file:
                if not _try(file):
                    raise Problem(Code.C04, name=name)
                _sign(file)
                yield
        finally:
            with _guard:
                _held.discard(self.path)


def _sign(file: IO[str]) -> None:
    """Name the process, for a person who wonders. On a full disk nobody is named, and the lock holds all the same. Always by the descriptor that
    holds the lock: closing another one of the same file would let it go."""
    with contextlib.suppress(OSError):
        os.ftruncate(file.fileno(), 0)
        os.write(file.fileno(), f"{os.getpid()}\n".encode())


def _try(file: IO[str]) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
