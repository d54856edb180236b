"""How long a question may take."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def stopped_after(seconds: float, stop: Callable[[], object]) -> Iterator[None]:
    """Call ``stop`` from another thread where what is done inside takes longer, again and again: one that comes before the work has begun is lost."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(seconds):
            stop()

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield
    finally:
        done.set()
        watching.join()  # or it might stop what comes next
