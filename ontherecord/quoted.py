"""Quoted words as a person reads them: every mark with its partner, or neither.

A quote's pieces leave out marks at their edges, so that of ``the plan “a dam too many”`` the last one is outside. Where words are shown, cited or
exported, a piece takes back the mark that its own one belongs to if nothing but punctuation lies between, and loses marks whose partner is
elsewhere. Offsets and evidence stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ontherecord.extraction.quotes.marks import partners
from ontherecord.loading.repair import ReadingText
from ontherecord.model import Span

JOINT = " … "
"""Between the pieces of a quote that its cue interrupts."""
ELLIPSIS = " …"
_MARKS = re.compile(r"[“”„‟«»\x93\x94\"‘’‚‹›‛'`]|,,(?=\w)")
_WORD = re.compile(r"\w|\n")


class Quoted:
    """The words of quotes of one text. Pieces are spans of the original, as records have them."""

    def __init__(self, reading: ReadingText) -> None:
        self.reading = reading
        self._paired: dict[Span, dict[Span, Span | None]] = {}

    def as_written(self, pieces: Iterable[Span]) -> str:
        """The words as they stand in the original."""
        return JOINT.join(self._written(piece) for piece in pieces)

    def as_read(self, pieces: Iterable[Span]) -> str:
        """The words with repairs."""
        return JOINT.join(
            "".join(self.reading.text[slice(*span)] for span in self._kept(self.reading.to_reading(*piece))).strip() for piece in pieces
        )

    def _written(self, piece: Span) -> str:
        read = self.reading.to_reading(*piece)
        if (kept := self._kept(read)) == [read]:
            return self.reading.original[slice(*piece)]
        return "".join(self.reading.original[slice(*self.reading.to_original(*span))] for span in kept).strip()

    def _kept(self, piece: Span) -> list[Span]:
        """What to show of a piece, in places of the reading text: all of it and its marks' partners beside it, without marks that have none."""
        text = self.reading.text
        if not _MARKS.search(text, *piece):
            return [piece]
        line = Span(text.rfind("\n", 0, piece.start) + 1, end if (end := text.find("\n", piece.end)) >= 0 else len(text))
        if line not in self._paired:
            self._paired[line] = partners(text, line)
        paired = self._paired[line]
        start, end, before = *piece, None
        while before != (start, end):
            before = (start, end)
            for mark, other in paired.items():
                if other is None or not (start <= mark.start and mark.end <= end):
                    continue
                if other.start >= end and not _WORD.search(text, end, other.start):
                    end = other.end
                elif other.end <= start and not _WORD.search(text, other.end, start):
                    start = other.start
        edges = [start]
        for mark, other in sorted(paired.items()):
            held = start <= mark.start and mark.end <= end and other is not None and start <= other.start and other.end <= end
            if not held and mark.start < end and mark.end > start:
                edges += (max(mark.start, start), min(mark.end, end))
        edges.append(end)
        return [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def quoted(words: str) -> str:
    """Words in quotation marks, unless all of them stand in marks already."""
    outside = list(words)
    for mark, other in partners(words, Span(0, len(words))).items():
        if other is not None and mark < other:
            outside[mark.start : other.end] = " " * (other.end - mark.start)
    return f"“{words}”" if any(c.isalnum() for c in outside) else words


def lost(words: str, start: int, end: int) -> tuple[str, str]:
    """The marks that ``words[start:end]`` needs in front and behind, because their partners are inside it."""
    cut = [(mark, other) for mark, other in sorted(partners(words, Span(0, len(words))).items()) if other is not None]
    before = [words[slice(*mark)] for mark, other in cut if mark.end <= start <= other.start and other.end <= end]
    behind = [words[slice(*mark)] for mark, other in cut if mark.start >= end and start <= other.start and other.end <= end]
    return "".join(before), "".join(behind)


def shortened(words: str, letters: int) -> str:
    """The first ``letters`` or so, whole words only, with an ellipsis and the marks that the cut would lose; short words as they are."""
    if len(words) <= letters:
        return words
    end = len(words[:letters].rsplit(" ", 1)[0])
    return words[:end] + ELLIPSIS + lost(words, 0, end)[1]
