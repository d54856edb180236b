"""Who speaks, where the words leave it to the reader: a trained pointer over the places where somebody is named.

Method: the quote and the candidates are marked in their neighbourhood, and the candidates are ranked by a pointer, as QuoBERT does for Quotebank
(Vaucher et al. 2021).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc

from ontherecord.extraction.windows import Ints, Window
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


def scopes(doc: Doc, quotes: Iterable[Quote], cut: Sequence[Window], mentions: Sequence[Mention]) -> Iterator[Scope]:
    """The scope of each quote that lies in a window."""
    starts = [w.words[0].start for w in cut]
    for quote in quotes:
        begin = quote.source.start if quote.source is not None else quote.pieces[0].start
        own = int(np.searchsorted(starts, begin, side="right")) - 1
        if own < 0:
            continue
        chosen = (own - 1, own) if own else (own,)
        scope = _scope(doc, quote, cut, chosen, begin, mentions)
        if scope is not None:
            yield scope


def _scope(doc: Doc, quote: Quote, cut: Sequence[Window], chosen: tuple[int, ...], begin: int, mentions: Sequence[Mention]) -> Scope | None:
    words = []
    shift = 0
    for number in chosen:
        window = cut[number]
        ends = [*(w.piece for w in window.words[1:]), len(window.ids) - 1]
        words += [(w.start, w.end, w.piece + shift, end + shift) for w, end in zip(window.words, ends, strict=True)]
        shift += len(window.ids)
    total = shift
    at = next((piece for start, end, piece, _ in words if end > begin), None)
    if at is None:
        return None
    first, last = max(0, at - BEFORE), min(total, at + AFTER)
    marks = np.zeros(total, dtype=np.int64)
    spans = [(p.start, p.end, TOLD) for q in doc._.quotes if q.number != quote.number for p in q.pieces]
    spans += [(p.start, p.end, CONTENT) for p in quote.pieces]
    spans += [(s.start, s.end, mark) for s, mark in ((quote.cue, CUE), (quote.source, SOURCE)) if s is not None]
    low, high = words[0][0], words[-1][1]
    char = np.zeros(high - low, dtype=np.int64)
    for start, end, mark in spans:
        char[max(0, start - low) : max(0, end - low)] = mark
    for start, _, piece, stop in words:
        marks[piece:stop] = char[start - low]
    offset = total - len(cut[chosen[-1]].ids)
    source = frozenset(
        n - offset
        for start, end, piece, stop in words
        if quote.source is not None and start < quote.source.end and end > quote.source.start
        for n in range(piece, stop)
        if n >= offset
    )
    candidates = []
    for mention in mentions:
        if mention.end <= low or mention.start >= high or doc._.entities[mention.entity].kind == "place":
            continue
        if quote.source is not None and mention.start < quote.source.end and mention.end > quote.source.start:
            continue
        pieces = [(piece, stop) for start, end, piece, stop in words if start < mention.end and end > mention.start]
        if pieces and first <= pieces[-1][0] < last:
            candidates.append(Candidate(pieces[-1][0] - first, mention.entity))
            marks[pieces[0][0] : pieces[-1][1]] = NAME
    return Scope(chosen, first, marks[first:last], at - first, candidates, source)
