"""What stands where in a text, asked by characters: so that no stretch is compared with every other one."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")
_BLOCK = 64
"""Characters of a block; what stands in a block is looked through one by one."""


class Spans(Generic[T]):
    """Stretches of a text with something to each, found by the characters that they touch."""

    def __init__(self) -> None:
        self._blocks: dict[int, list[tuple[int, int, int, T]]] = {}
        self._count = 0

    def add(self, start: int, end: int, item: T) -> None:
        entry = (self._count, start, end, item)
        self._count += 1
        for block in _blocks(start, end):
            self._blocks.setdefault(block, []).append(entry)

    def touching(self, start: int, end: int) -> list[T]:
        """What stands in a stretch that shares a character with this one, in the order in which it was added."""
        found = {n: item for b in _blocks(start, end) for n, s, e, item in self._blocks.get(b, ()) if s < end and start < e}
        return [found[n] for n in sorted(found)]


def _blocks(start: int, end: int) -> range:
    return range(start // _BLOCK, max(end - 1, start) // _BLOCK + 1)
