"""Quotes of the gold as the reader learns them: a label for each word of a window, and for each cue the words of its content and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from ontherecord.extraction.quotes import reader
from ontherecord.extraction.windows import Window, Word, paragraph_scope
from ontherecord.loading.repair import ReadingText
from training.network import CUES, SPANS, Network

IGNORED = -100
Span = tuple[int, int]


@dataclass
class Cue:
    """A marked cue, and the labels of the pieces of its paragraph."""

    scope: tuple[int, int]
    pieces: list[int]
    kind: int
    spans: np.ndarray


@dataclass
class Gold:
    """A quote of the gold by characters of the reading text."""

    pieces: list[Span]
    cue: Span | None
    source: Span | None


def placed(quotes: list[dict[str, Any]], reading: ReadingText) -> list[Gold]:
    def at(span: Any) -> Span | None:
        return tuple(reading.to_reading(*span)) if span else None  # type: ignore[return-value]

    return [Gold([s for span in q["spans"] if (s := at(span))], at(q.get("cue_span")), at(q.get("source_span"))) for q in quotes]


def labelled(window: Window, text: str, quotes: list[Gold]) -> tuple[np.ndarray, list[Cue]]:
    """Labels of the window's pieces, and its marked cues."""
    labels = np.full(len(window.ids), IGNORED)
    for word in window.words:
        labels[word.piece] = reader.NONE
    cues = []
    for quote in quotes:
        held = [w for w in window.words if any(w.start < end and w.end > start for start, end in quote.pieces)]
        words, kind = _cue(window, text, quote, held)
        if not words or not held:
            continue
        for word in words:
            labels[word.piece] = kind
        scope = paragraph_scope(window, words[0].paragraph)
        spans = np.full(scope[1] - scope[0], IGNORED)
        content = {w.piece for w in held}
        for word in window.words:
            if word.paragraph == words[0].paragraph:
                source = quote.source and word.start < quote.source[1] and word.end > quote.source[0]
                spans[word.piece - scope[0]] = reader.CONTENT if word.piece in content else reader.SOURCE if source else reader.NONE
        cues.append(Cue(scope, [w.piece for w in words], kind, spans))
    return labels, cues


def _cue(window: Window, text: str, quote: Gold, held: list[Word]) -> tuple[list[Word], int]:
    """The words of the cue; of marked speech without one, its opening mark, or else its first word."""
    if quote.cue:
        return [w for w in window.words if w.start < quote.cue[1] and w.end > quote.cue[0]], reader.CUE
    first = quote.pieces[0][0]
    words = [w for w in held[:1] if w.start <= first < w.end]
    before = [w for w in window.words if w.end in {first, first - 1}]
    if words and before and not text[before[-1].start].isalnum() and before[-1].paragraph == words[0].paragraph:
        words = before[-1:]
    return words, reader.START


def content_loss(found: list[tuple[int, Cue]], hidden: Tensor, net: Network) -> Tensor:
    """Cross-entropy of content and source; ``found`` has the row of its window with each cue."""
    length = max(cue.scope[1] - cue.scope[0] for _, cue in found)
    mark = torch.zeros(len(found), length, dtype=torch.long)
    real, labels = torch.zeros(len(found), length), torch.full((len(found), length), IGNORED)
    states = []
    for n, (row, cue) in enumerate(found):
        first, last = cue.scope
        states.append(functional.pad(hidden[row, first:last], (0, 0, 0, length - (last - first))))
        mark[n, [piece - first for piece in cue.pieces if first <= piece < last]] = cue.kind
        real[n, : last - first] = 1
        labels[n, : last - first] = torch.from_numpy(cue.spans)
    scores = net.content(torch.stack(states), mark, real)
    return functional.cross_entropy(scores.float().reshape(-1, SPANS), labels.reshape(-1), ignore_index=IGNORED)


def cue_loss(scores: Tensor, labels: Tensor) -> Tensor:
    return functional.cross_entropy(scores.float().reshape(-1, CUES), labels.reshape(-1), ignore_index=IGNORED)
