"""Who speaks, where the words leave it to the reader: a trained pointer over the places where somebody is named.

Method: the quote and the candidates are marked in their neighbourhood, and the candidates are ranked by a pointer, as QuoBERT does for Quotebank
(Vaucher et al. 2021).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc

from ontherecord.extraction.networks import Networks, softmax
from ontherecord.extraction.windows import Floats, Ints, Window
from ontherecord.model import Mention, Quote

CONTENT, SOURCE, CUE, NAME, TOLD = 1, 2, 3, 4, 5
"""Marks of pieces: of the quote that is asked about; a name that may be its speaker's; content of another quote."""
BEFORE, AFTER = 200, 60
"""Pieces in sight before the source of a quote (or its beginning, where it has none) and after it."""


class Candidate(NamedTuple):
    piece: int
    """Place in the scope."""
    entity: int


@dataclass(frozen=True, slots=True)
class Scope:
    """What the pointer sees of a quote: pieces of two neighbouring windows, without the first ``first`` ones."""

    windows: tuple[int, ...]
    """Numbers of the windows, the one of the source last."""
    first: int
    marks: Ints
    at: int
    """Place of the source, or of the quote's beginning."""
    candidates: list[Candidate]
    source_pieces: frozenset[int]
    """Places of the source in its own window."""


class Pointer:
    """The pointer of one Doc. ``read`` are its windows with the trunk's states."""

    def __init__(self, doc: Doc, read: Sequence[tuple[Window, Floats]], by: Networks) -> None:
        self._doc, self._read, self._by = doc, read, by
        self._windows = [window for window, _ in read]

    def chances(self, quote: Quote, mentions: Sequence[Mention]) -> dict[int | None, float]:
        """Chance of each entity in sight to be the speaker, None for nobody in sight; empty where nobody is."""
        scope = scope_of(self._doc, quote, self._windows, mentions)
        if scope is None or not scope.candidates:
            return {}
        states = np.concatenate([self._read[n][1] for n in scope.windows])[scope.first : scope.first + len(scope.marks)]
        places = np.array([scope.at, *(c.piece for c in scope.candidates)])
        found = softmax(self._by.speaker(states, scope.marks, places))
        out: dict[int | None, float] = {None: float(found[0])}
        for candidate, chance in zip(scope.candidates, found[1:].tolist(), strict=True):
            out[candidate.entity] = out.get(candidate.entity, 0.0) + chance
        return out


def scope_of(doc: Doc, quote: Quote, cut: Sequence[Window], mentions: Sequence[Mention]) -> Scope | None:
    """What the pointer sees of a quote; None where it lies in no window (a headline)."""
    begin = quote.source.start if quote.source is not None else quote.pieces[0].start
    own = bisect_right([w.words[0].start for w in cut], begin) - 1
    return None if own < 0 else _scope(doc, quote, cut, (own - 1, own) if own else (own,), begin, mentions)


class _Word(NamedTuple):
    """A word of the scope's windows: characters, and its pieces counted from the first window on."""

    start: int
    end: int
    first: int
    last: int


def _words(cut: Sequence[Window], chosen: tuple[int, ...]) -> tuple[list[_Word], int]:
    """Words of neighbouring windows, and how many pieces these have."""
    words: list[_Word] = []
    shift = 0
    for number in chosen:
        window = cut[number]
        ends = [*(w.piece for w in window.words[1:]), len(window.ids) - 1]
        words += [_Word(w.start, w.end, w.piece + shift, end + shift) for w, end in zip(window.words, ends, strict=True)]
        shift += len(window.ids)
    return words, shift


def _scope(doc: Doc, quote: Quote, cut: Sequence[Window], chosen: tuple[int, ...], begin: int, mentions: Sequence[Mention]) -> Scope | None:
    words, total = _words(cut, chosen)
    at = next((w.first for w in words if w.end > begin), None)
    if at is None:
        return None
    first, last = max(0, at - BEFORE), min(total, at + AFTER)
    marks = _marks(doc.text, doc._.quotes, quote, words, total)
    candidates = []
    for mention in mentions:
        held = [w for w in words if w.start < mention.end and w.end > mention.start]
        if held and first <= held[-1].first < last and not _is_source(quote, mention) and doc._.entities[mention.entity].kind != "place":
            candidates.append(Candidate(held[-1].first - first, mention.entity))
            marks[held[0].first : held[-1].last] = NAME
    return Scope(chosen, first, marks[first:last], at - first, candidates, _source_pieces(quote, words, total - len(cut[chosen[-1]].ids)))


def _marks(text: str, quotes: Sequence[Quote], asked: Quote, words: list[_Word], total: int) -> Ints:
    """A mark for each piece; those of the quote that is asked about win."""
    spans = [(*piece, TOLD) for quote in quotes if quote.number != asked.number for piece in quote.pieces]
    spans += [(*piece, CONTENT) for piece in asked.pieces]
    spans += [(*span, mark) for span, mark in ((asked.cue, CUE), (asked.source, SOURCE)) if span is not None]
    by_character = np.zeros(len(text) + 1, dtype=np.int64)
    for start, end, mark in spans:
        by_character[start:end] = mark
    marks = np.zeros(total, dtype=np.int64)
    for word in words:
        marks[word.first : word.last] = by_character[word.start]
    return marks


def _is_source(quote: Quote, mention: Mention) -> bool:
    return quote.source is not None and mention.start < quote.source.end and mention.end > quote.source.start


def _source_pieces(quote: Quote, words: list[_Word], shift: int) -> frozenset[int]:
    if quote.source is None:
        return frozenset()
    held = [w for w in words if w.start < quote.source.end and w.end > quote.source.start]
    return frozenset(n - shift for w in held for n in range(w.first, w.last) if n >= shift)
