"""Cut a text at the edges of what is marked in it, so that overlapping marks become neighbouring pieces with several roles.

Everything is cut here, where offsets are code points; the browser only puts pieces one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from ontherecord.loading.repair import ReadingText
from ontherecord.model import Repair, Span

SILENT = frozenset({"spacing", "control"})
"""Kinds of repair that change nothing a reader sees."""
_BREAKS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LINES = re.compile(r"\n[ \t]*")


class Role(NamedTuple):
    """``mark`` plays ``name`` ("entity", "content", "cue", "source", "evidence", "trigger") in ``text[start:end]``."""

    start: int
    end: int
    name: str
    mark: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text in which the roles do not change. Offsets are code points of the original."""

    start: int
    end: int
    shown: str
    """The text as it reads: the original, or what a repair made of it."""
    original: str | None = None
    """The original, where a repair changed it in a way that can be seen; None elsewhere."""
    roles: tuple[tuple[str, int], ...] = ()

    def payload(self) -> dict[str, Any]:
        """Short keys, for there are thousands: s start, t text, o original, r roles."""
        found: dict[str, Any] = {"s": self.start, "t": self.shown}
        if self.original is not None:
            found["o"] = self.original
        if self.roles:
            found["r"] = [list(role) for role in self.roles]
        return found


@dataclass(frozen=True, slots=True)
class Paragraph:
    segments: tuple[Segment, ...]
    headline: bool = False


def cut(text: str, roles: Iterable[Role], repairs: Sequence[Repair] = (), headline: Span | None = None) -> tuple[Paragraph, ...]:
    """The paragraphs of a text. Joined, the originals of all segments are the text without the breaks between paragraphs.

    An edge inside a repaired stretch moves to the edge of the stretch, since single characters of it have no counterpart.
    Roles that are empty or outside the text are left out.
    """
    fitting = [_snap(role, repairs) for role in roles if 0 <= role.start < role.end <= len(text)]
    edges = {0, len(text)}
    edges.update(place for role in fitting for place in (role.start, role.end))
    edges.update(place for repair in repairs for place in (repair.start, repair.end))
    paragraphs = list(_paragraphs(ReadingText(text, repairs), headline))
    edges.update(place for span in paragraphs for place in span)
    order = sorted(edges)
    replaced = {repair.start: repair for repair in repairs}
    starting: dict[int, list[Role]] = {}
    for role in fitting:
        starting.setdefault(role.start, []).append(role)

    result: list[Paragraph] = []
    running: list[Role] = []
    current: list[Segment] = []
    ends = iter(paragraphs)
    paragraph = next(ends, None)
    for start, end in pairwise(order):
        running = [role for role in running if role.end > start] + starting.get(start, [])
        while paragraph is not None and start >= paragraph.end:
            result.append(Paragraph(tuple(current), _is_headline(paragraph, headline)))
            current, paragraph = [], next(ends, None)
        if paragraph is None or start < paragraph.start:
            continue  # the blank between two paragraphs
        names = tuple(dict.fromkeys((role.name, role.mark) for role in running))
        repair = replaced.get(start)
        original = text[start:end]
        if repair is None:
            current.append(Segment(start, end, original, None, names))
        elif repair.kind in SILENT or repair.replacement == original:
            if repair.replacement:
                current.append(Segment(start, end, repair.replacement, None, names))
        else:
            current.append(Segment(start, end, repair.replacement, original, names))
    if paragraph is not None:
        result.append(Paragraph(tuple(current), _is_headline(paragraph, headline)))
    return tuple(p for p in result if p.segments)


def _snap(role: Role, repairs: Sequence[Repair]) -> Role:
    start, end = role.start, role.end
    for repair in repairs:
        if repair.start >= end:
            break
        if repair.start < start < repair.end:
            start = repair.start
        if repair.start < end < repair.end:
            end = repair.end
    return role._replace(start=start, end=end)


def _paragraphs(reading: ReadingText, headline: Span | None) -> Iterable[Span]:
    """Blank lines part paragraphs; every line break does where a text has no blank line. A headline is one of its own.

    They are sought in the reading text, where line ends are plain and torn lines mended, and given in the original.
    """
    text = reading.text
    pattern = _BREAKS if _BREAKS.search(text) else _LINES
    gaps = [Span(*found.span()) for found in pattern.finditer(text)]
    if headline is not None:
        end = reading.to_reading(*headline).end
        if end < len(text) and not any(gap.start <= end < gap.end for gap in gaps):
            behind = end + len(text[end:]) - len(text[end:].lstrip())
            gaps = sorted([*gaps, Span(end, max(behind, end))])
    start = 0
    for gap in [*gaps, Span(len(text), len(text))]:
        if gap.start > start:
            yield reading.to_original(start, gap.start)
        start = max(start, gap.end)


def _is_headline(paragraph: Span, headline: Span | None) -> bool:
    return headline is not None and paragraph.start < headline.end and headline.start < paragraph.end
