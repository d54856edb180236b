"""What the trained reader reads of quotations: first the cues, then content and source of each cue.

This module decodes the scores of its networks into spans. Method: attribution as source, cue and content (Pareti 2016, PARC 3.0); the cue is marked
for the second step as in predicate-marking role labellers (Shi and Lin 2019), so that several quotes of one sentence come apart.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from ontherecord.extraction.networks import softmax
from ontherecord.extraction.windows import Floats, Ints, Window, Word, paragraph_scope
from ontherecord.model import Span

NONE, CUE, START = 0, 1, 2
"""Labels of the first step. START is the opening mark (or first word) of marked speech that has no cue: it plays the cue's part."""
CONTENT, SOURCE = 1, 2
"""Labels of the second step."""


class Network(Protocol):
    """The heads that are asked, as :class:`ontherecord.extraction.networks.Networks` has them."""

    def cues(self, states: Floats) -> Floats: ...

    def content(self, states: Floats, marks: Ints) -> Floats: ...


class Reading(NamedTuple):
    """What the reader reads at one cue. Offsets are characters of the text it was given."""

    cue: Span | None
    """None for marked speech without a cue."""
    pieces: tuple[Span, ...]
    """Content, in text order; empty where the reader finds none for this cue."""
    source: Span | None
    chance: float
    """How probably this word is a cue (or a start), 0 to 1."""
    clarity: float
    """Mean probability of the content's words, 0 to 1."""
    asked: bool = False
    """The cue was given by rules; the reader alone would have passed it over, and was not asked for content."""

    @property
    def score(self) -> float:
        return self.chance * self.clarity


def read(found: Iterable[tuple[Window, Floats]], by: Network, asked: Sequence[Span] = (), threshold: float = 0.5) -> list[Reading]:
    """Run both steps over windows with their states and decode: a reading for each cue at or above the threshold.

    A cue in ``asked`` below the threshold gets a reading without content, for its chance alone.
    """
    readings: list[Reading] = []
    asked = sorted(asked)
    starts = [span.start for span in asked]
    for window, states in found:
        chances = softmax(by.cues(states))
        own = list(_cues(window, chances, threshold))
        taken = {word.start for cue, *_ in own for word in cue}
        for span in asked[bisect_left(starts, window.words[0].start) : bisect_left(starts, window.words[-1].end)]:
            words = [w for w in window.words if w.start < span.end and w.end > span.start]
            if words and not any(w.start in taken for w in words):
                readings.append(Reading(span, (), None, max(float(chances[w.piece, CUE]) for w in words), 0.0, True))
        for _, cues in groupby(own, key=lambda found: found[0][0].paragraph):
            readings.extend(_second(window, list(cues), states, by))
    return readings


_Found = tuple[list[Word], int, float]
"""Words of a cue, CUE or START, and its chance."""


def _second(window: Window, found: list[_Found], states: Floats, by: Network) -> Iterator[Reading]:
    """Content and source for the cues of one paragraph, all in one run."""
    first, last = paragraph_scope(window, found[0][0][0].paragraph)
    marks = np.zeros((len(found), last - first), dtype=np.int64)
    for i, (cue, kind, _) in enumerate(found):
        for word in cue:
            marks[i, word.piece - first] = kind
    chances = softmax(by.content(states[first:last], marks))
    words = [w for w in window.words if w.paragraph == found[0][0][0].paragraph]
    for i, (cue, kind, chance) in enumerate(found):
        yield _decoded(words, chances[i, [w.piece - first for w in words]], cue if kind == CUE else [], chance)


def _cues(window: Window, chances: Floats, threshold: float) -> Iterator[_Found]:
    """Runs of neighbouring words that are cues ("according to" is one), and single starts of marked speech without a cue."""
    run: list[Word] = []
    best = 0.0
    for word in window.words:
        chance = float(chances[word.piece, CUE])
        if chance >= threshold and (not run or run[-1].paragraph == word.paragraph):
            run.append(word)
            best = max(best, chance)
            continue
        if run:
            yield run, CUE, best
            run, best = [], 0.0
        if chance >= threshold:
            run, best = [word], chance
        elif (start := float(chances[word.piece, START])) >= threshold:
            yield [word], START, start
    if run:
        yield run, CUE, best


def _decoded(words: list[Word], tags: Floats, cue: list[Word], chance: float) -> Reading:
    labels = tags.argmax(-1)
    taken = {w.piece for w in cue}
    for number in range(1, len(words) - 1):
        # A hole of one word in the content is a slip, unless it is the cue or the source.
        if labels[number] == NONE and labels[number - 1] == labels[number + 1] == CONTENT and words[number].piece not in taken:
            labels[number] = CONTENT
    content, source = list(_runs(words, labels, CONTENT)), list(_runs(words, labels, SOURCE))
    middle = (cue or words)[0].start if cue or not content else content[0].start
    nearest = min(source, key=lambda s: min(abs(s.start - middle), abs(s.end - middle)), default=None)
    clarity = float(np.mean([tags[n, CONTENT] for n in range(len(words)) if labels[n] == CONTENT])) if content else 0.0
    return Reading(Span(cue[0].start, cue[-1].end) if cue else None, tuple(content), nearest, chance, clarity)


def _runs(words: list[Word], labels: NDArray[np.int64], label: int) -> Iterator[Span]:
    start = end = -1
    for word, found in zip(words, labels, strict=True):
        if found == label:
            start = word.start if start < 0 else start
            end = word.end
        elif start >= 0:
            yield Span(start, end)
            start = -1
    if start >= 0:
        yield Span(start, end)
