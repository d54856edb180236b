"""The watch over a process that reads a file."""

from __future__ import annotations

import threading
from typing import Any

from ontherecord.loading import guarded


class _Process:
    pid = 0

    def __init__(self, ended: threading.Event) -> None:
        self.kill = ended.set


class _Answered(guarded._Clock):
    """Its answer comes just when the watch has looked whether one is waited for; the next one never comes."""

    def __init__(self, process: Any) -> None:
        self._reads = iter([-1e9, None])
        super().__init__(process, 5)

    @property
    def _since(self) -> float | None:  # type: ignore[override]
        return next(self._reads, -1e9)

    @_since.setter
    def _since(self, value: float | None) -> None:
        pass


def test_an_answer_that_comes_while_the_watch_looks_does_not_end_the_watch() -> None:
    ended = threading.Event()
    clock = _Answered(_Process(ended))
    assert ended.wait(30)
    assert clock.late
