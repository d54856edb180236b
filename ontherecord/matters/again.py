"""Finding a position again in another build: its number may change; its article, sentence and wordings tell."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")
POINTS = {"start": 4, "target": 4, "matter": 2, "number": 1}
SAME = 6
"""Points at which two positions of one article are one: one sentence with one matter or target, or both wordings. The number breaks ties."""


class Mark(NamedTuple):
    """What tells a position: ``start`` is where its first sentence starts, in characters. What is not known is None."""

    article_id: Hashable
    start: int | None = None
    target: str | None = None
    matter: str | None = None
    number: int | None = None


class Marks(Generic[T]):
    """Marked positions, each with what is known of it."""

    def __init__(self, marked: Iterable[tuple[Mark, T]]) -> None:
        self._of: dict[Hashable, list[tuple[Mark, T]]] = {}
        for mark, value in marked:
            self._of.setdefault(mark.article_id, []).append((mark, value))

    def find(self, mark: Mark) -> T | None:
        """What is known of the position that this one was; None where it is none of them. Of equally likely ones the first counts."""
        best, found = SAME - 1, None
        for other, value in self._of.get(mark.article_id, ()):
            if (points := _alike(mark, other)) > best:
                best, found = points, value
        return found


def marks(rows: Any) -> list[Mark]:
    """The marks of a table of positions (a DataFrame); columns that are missing are not known."""
    given = [list(rows[name]) if name in rows else [None] * len(rows) for name in Mark._fields]
    return [Mark(*(None if value != value else value for value in row)) for row in zip(*given, strict=True)]


def _alike(one: Mark, other: Mark) -> int:
    """Points for what two marks of one article have in common. The number suffices where nothing else is known."""
    same = {name for name in POINTS if getattr(one, name) is not None and getattr(one, name) == getattr(other, name)}
    if "number" in same and other[1:4] == (None, None, None):
        return SAME
    return sum(POINTS[name] for name in same)
