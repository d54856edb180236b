"""How fast something goes, and how long it will take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

WINDOW = 60.0
"""Seconds over which the rate is taken: long enough to be steady, short enough to forget the loading of the model."""


class Pace:
    """``rate, left = pace(stage, done, total)``: per second over the last minute, and seconds left; None while they are not known.

    What was done before the first call of a stage (taken over from an earlier build) does not count as speed."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: dict[str, deque[tuple[float, int]]] = {}

    def __call__(self, stage: str, done: int, total: int | None) -> tuple[float | None, float | None]:
        now = self._clock()
        seen = self._seen.setdefault(stage, deque())
        seen.append((now, done))
        while len(seen) > 2 and now - seen[1][0] >= WINDOW:
            seen.popleft()
        since, before = seen[0]
        passed = now - since
        if done == before or passed <= 0:
            return None, None
        rate = (done - before) / passed
        return round(rate, 1), round((total - done) / rate, 1) if total is not None else None
