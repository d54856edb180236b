"""Lines with their places, which is all that the layouts of exports are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ontherecord.loading.records import without_by

_LINE = re.compile(r"[^\r\n\f\x0b\u2028\u2029]+")


class Line(NamedTuple):
    """A line that holds something, without the blanks around; ``start`` and ``end`` are its place in the text."""

    text: str
    start: int
    end: int
    gap: bool
    """True where a blank line, or nothing, stands before it."""


def lines_of(text: str) -> list[Line]:
    found: list[Line] = []
    done = 0
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped[0])
            between = text[done:start] if found else "\n\n"
            gap = between.replace("\r\n", "\n").replace("\r", "\n").count("\n") > 1 or "\f" in between or "\u2029" in between
            found.append(Line(stripped, start, start + len(stripped), gap))
            done = start + len(stripped)
    return found


def slice_of(text: str, lines: list[Line]) -> str:
    """What stands from the first of ``lines`` to the last one."""
    return text[lines[0].start : lines[-1].end] if lines else ""


def joined(lines: Iterable[Line]) -> str | None:
    """Lines of one field as one; None for nothing."""
    return " ".join(line.text for line in lines) or None


def blocks(lines: list[Line]) -> list[list[Line]]:
    """Lines parted where a blank one stands between."""
    found: list[list[Line]] = []
    for line in lines:
        if line.gap or not found:
            found.append([])
        found[-1].append(line)
    return found


MAX_BYLINE = 2_000


def byline(text: str | None) -> str | None:
    """Names without "By" and without the addresses that stand behind them."""
    return without_by(" ".join(word for word in text[:MAX_BYLINE].split() if "@" not in word).rstrip(" ;,(")) if text else None
