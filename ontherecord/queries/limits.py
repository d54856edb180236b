"""How long a question may take."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

AGAIN = 0.01
"""Seconds, at least, from one stop to the next: one that comes before the work has begun is lost, and is repeated."""


class _Watch:
    """One thread that stops whatever takes too long. A thread for each question would cost more than most questions do."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running: dict[int, tuple[float, float, Callable[[], object]]] = {}
        """By number: when to stop it, seconds that it may take, how to stop it."""
        self._wakes = math.inf
        self._count = 0
        self._thread: threading.Thread | None = None

    def begin(self, seconds: float, stop: Callable[[], object]) -> int:
        until = time.monotonic() + seconds
        with self._changed:
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="time limit", daemon=True)
                self._thread.start()
            self._count += 1
            self._running[self._count] = (until, seconds, stop)
            if until < self._wakes:
                self._changed.notify()
            return self._count

    def end(self, number: int) -> None:
        """It is done; it is not stopped any more, or it would be what comes next that is."""
        with self._changed:
            del self._running[number]

    def _watch(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                self._wakes = self._stop_late(now)
                self._changed.wait(None if self._wakes == math.inf else self._wakes - now)

    def _stop_late(self, now: float) -> float:
        """Stop what is late; the time when the next one will be. (A function of its own: nothing of a question that has ended is held on to.)"""
        for number, (until, seconds, stop) in self._running.items():
            if until <= now:
                stop()
                self._running[number] = (now + max(seconds, AGAIN), seconds, stop)
        return min((until for until, *_ in self._running.values()), default=math.inf)


_WATCH = _Watch()


@contextmanager
def stopped_after(seconds: float, stop: Callable[[], object]) -> Iterator[None]:
    """Call ``stop``, which must not wait for anything, from another thread where what is done inside takes longer, until it has ended."""
    number = _WATCH.begin(seconds, stop)
    try:
        yield
    finally:
        _WATCH.end(number)
