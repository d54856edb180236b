"""A Doc as the reader of statements sees it: windows of word pieces with what extraction has read there so far. The same in training and in use."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from ontherecord.extraction.positions.holders import KINDS
from ontherecord.extraction.windows import Ints, Window

BEFORE, AFTER = 40, 12
"""Pieces around a sentence that are read again with one of its triggers marked: what "it" stands for mostly lies there."""
SAID, CUE, SOURCE = 1, 2, 3
NAMED = len(KINDS) + 1
"""The number of a name of any other kind than :data:`~ontherecord.extraction.positions.holders.KINDS`, which have 1 and up."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A window with two more features a piece: ``told`` (content of a quote, cue, source) and ``names`` (kind of entity named there);
    ``first`` and ``last`` give the scope of the sentence that a piece belongs to, as pieces."""

    window: Window
    told: Ints
    names: Ints
    first: Ints
    last: Ints

    def pieces(self, start: int, end: int) -> list[int]:
        """First pieces of the words that overlap the characters."""
        return [w.piece for w in self.window.words if w.start < end and w.end > start]


def passages(doc: Doc, windows: Iterable[Window]) -> Iterator[Passage]:
    """A passage for each window of the Doc."""
    text = doc.text
    told, names = _told(doc, len(text)), _names(doc, len(text))
    sentences = [(s.start_char, s.end_char) for s in doc.sents]
    stops = [end for _, end in sentences]
    for window in windows:
        size = len(window.ids)
        told_here, names_here, first, last = (np.zeros(size, dtype=np.int64) for _ in range(4))
        ends = [*(w.piece for w in window.words[1:]), size - 1]
        for word, end in zip(window.words, ends, strict=True):
            told_here[word.piece : end] = told[word.start]
            names_here[word.piece : end] = names[word.start]
        for start, stop in sentences[bisect_right(stops, window.words[0].start) :]:
            if window.words[-1].end <= start:
                break
            held = [(w.piece, end) for w, end in zip(window.words, ends, strict=True) if start <= w.start < stop]
            if held:
                first[held[0][0] : held[-1][1]] = max(0, held[0][0] - BEFORE)
                last[held[0][0] : held[-1][1]] = min(size, held[-1][1] + AFTER)
        yield Passage(window, told_here, names_here, first, last)


def _told(doc: Doc, length: int) -> Ints:
    out = np.zeros(length + 1, dtype=np.int64)
    for quote in doc._.quotes or ():
        for piece in quote.pieces:
            out[piece.start : piece.end] = SAID
    for quote in doc._.quotes or ():
        if quote.cue is not None:
            out[quote.cue.start : quote.cue.end] = CUE
        if quote.source is not None:
            out[quote.source.start : quote.source.end] = SOURCE
    return out


def _names(doc: Doc, length: int) -> Ints:
    out = np.zeros(length + 1, dtype=np.int64)
    for mention in doc._.mentions or ():
        kind = doc._.entities[mention.entity].kind
        out[mention.start : mention.end] = KINDS.index(kind) + 1 if kind in KINDS else NAMED
    return out
