"""The process that reads files with limits of memory and time; :mod:`guarded` starts it.

Requests come in by the standard input, answers go out by the standard output, each pickled. Limits, not walls: it is for files that take too
much, not for ones that have been made to take the process over.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, BinaryIO

from ontherecord.settings import settings

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Done:
    """The answer's end. ``stays``: the process is fit for another request; else it ends here."""

    stays: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """The answer's end where there is none: what was raised."""

    error: Exception


def memory_mb() -> int:
    """What one process may take: ten times the largest file. A table is held as bytes, as text and as records."""
    return max(10 * settings().max_file_mb, 200)


def _limit_memory() -> None:
    if resource is None:
        return
    most = memory_mb() * 1_000_000
    # What programs write to, without the gigabytes of address space that libraries reserve and never touch. Where a system does not hold to
    # this one (macOS), the readers' own limits remain.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


PATIENCE = 5
"""So many times the processor time that is allowed may pass by the clock: on a machine that is busy, or in a process that has come to a stop."""


def _limit_time(seconds: int) -> None:
    """From now on so much processor time; then the system ends this process. 0: while it waits for others, no limit."""
    if hasattr(signal, "alarm"):
        signal.alarm(PATIENCE * seconds)
    if resource is None or not seconds:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + 1 + seconds
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _is_swollen() -> bool:
    """Whether the process has taken half of what it may: what a file leaves behind must not count against the next one."""
    if resource is None:
        return False
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit > memory_mb() * 1_000_000 / 2


TASKS = {"pieces": "contents:pieces", "columns": "preview:looked_at"}
"""What may be asked: a name, and the function (module:function) whose messages are the answer."""


def _task(name: str) -> Callable[..., Iterator[Any]]:
    module, function = TASKS[name].split(":")
    found: Callable[..., Iterator[Any]] = getattr(import_module(f"ontherecord.loading.{module}"), function)
    return found


_END = object()


def _answer(task: str, request: tuple[Any, ...], seconds: int, say: Callable[[Any], None]) -> bool:
    """Answer one request; whether the process is fit for another."""
    try:
        messages = _task(task)(*request)
        while True:
            _limit_time(seconds)
            message = next(messages, _END)
            _limit_time(0)
            if message is _END:
                break
            say(message)
    except Exception as error:  # told to whoever asked, with a code or as a mistake of ours
        _limit_time(0)
        say(Failed(error))
        return not isinstance(error, MemoryError)
    stays = not _is_swollen()
    say(Done(stays))
    return stays


IDLE = 60
"""Seconds without work after which the process ends."""


def _is_asked(requests: BinaryIO) -> bool:
    if sys.platform == "win32":  # where pipes cannot be waited for: it ends with the program that started it
        return True
    return bool(select.select([requests], [], [], IDLE)[0])


def main() -> None:
    """Answer requests until there are no more. Started by name, not as a script: what it sends is to be known by the name of its module."""
    requests: BinaryIO = os.fdopen(os.dup(0), "rb")
    answers: BinaryIO = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    _limit_memory()

    def say(message: Any) -> None:
        pickle.dump(message, answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()

    fit = True
    while fit and _is_asked(requests):
        try:
            task, request, seconds = pickle.load(requests)
        except EOFError:
            return
        fit = _answer(task, request, seconds, say)
