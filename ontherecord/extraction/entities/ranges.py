"""Ranges of characters: joined, asked whether a character lies in one, and those that are taken by a name."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator

Range = tuple[int, int]
"""First character, and the one behind the last."""


def joined(ranges: Iterable[Range]) -> Iterator[Range]:
    """Sorted ranges without overlaps; those that touch become one."""
    held: Range | None = None
    for start, end in sorted(ranges):
        if held and start <= held[1]:
            held = (held[0], max(end, held[1]))
        else:
            if held:
                yield held
            held = (start, end)
    if held:
        yield held


def inside(ranges: list[Range], char: int) -> bool:
    """A character lies in one of sorted, disjoint ranges."""
    i = bisect_right(ranges, (char, 1 << 60)) - 1
    return i >= 0 and ranges[i][0] <= char < ranges[i][1]


class Taken:
    """Disjoint ranges of a text that already hold a name."""

    def __init__(self, ranges: Iterable[Range] = ()) -> None:
        self._ranges: list[Range] = []
        last = -1
        for start, end in sorted(ranges):
            if start >= last:
                self._ranges.append((start, end))
                last = end

    def free(self, start: int, end: int) -> bool:
        i = bisect_right(self._ranges, (start, 0))
        return not ((i < len(self._ranges) and self._ranges[i][0] < end) or (i and self._ranges[i - 1][1] > start))

    def take(self, start: int, end: int) -> None:
        insort(self._ranges, (start, end))
