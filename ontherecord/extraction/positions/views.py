"""Candidates as the encoder sees them: windows of the text, and for each candidate which word pieces show what is done, said, by whom, and where.

The same in training and in use. Offsets are characters of ``doc.text``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from ontherecord.extraction.positions.candidates import Candidate
from ontherecord.extraction.positions.finder import Finder
from ontherecord.extraction.positions.grammar import subject
from ontherecord.extraction.quotes.windows import Window, windows
from ontherecord.model import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

KINDS = ("nothing", "said", "cue", "source", "name", "name in what is said")
"""What a character belongs to, as extraction has read it so far."""
ORIGINS = ("speaker", "cue", "subject", "nested", "joined", "bearer", "rule")
POOLS = ("clauses", "own words", "actor", "sentence")
SIGNS = len(ORIGINS) + 1
"""How the actor is tied to the sentence, and whether words stand there for the actor."""
HEADS, CLAUSES = 6, 4
"""Heads of clauses, and whole clauses, that are looked at."""


@dataclass(frozen=True, slots=True)
class View:
    """One window with the candidates whose sentences begin in it."""

    window: Window
    kinds: NDArray[np.int64]
    """[pieces], index into KINDS."""
    pools: NDArray[np.float32]
    """[POOLS, candidates, pieces]: weights that sum to 1 over the pieces that a pool holds, to 0 where it holds none."""
    signs: NDArray[np.float32]
    """[candidates, SIGNS]"""
    numbers: tuple[int, ...]
    """Places of the candidates in the sequence that was given."""


def views(doc: Doc, finder: Finder, candidates: Sequence[Candidate], asked: Iterable[int], tokenizer: Tokenizer) -> Iterator[View]:
    """Views of the candidates whose numbers are in ``asked``; paragraphs that hold none of them are left out of the windows."""
    paragraphs = [Span(start, end) for start, end in doc._.paragraphs]
    starts = [p.start for p in paragraphs]
    homes: dict[int, list[int]] = {}
    for number in sorted(asked):
        home = max(bisect_right(starts, _first(candidates[number])) - 1, 0)
        homes.setdefault(home, []).append(number)
    if not paragraphs or not homes:
        return
    quoted = [Span(pair.start, pair.end) for pair in doc._.marks]
    text, kinds = doc.text, _kinds(doc)
    waiting = [n for home in sorted(homes) for n in homes[home]]
    for window in windows(text, [paragraphs[home] for home in sorted(homes)], quoted, tokenizer):
        last = window.words[-1].end
        held = [n for n in waiting if _first(candidates[n]) < last]
        waiting = waiting[len(held) :]
        if held:
            yield _view(window, kinds, [candidates[n] for n in held], finder, tuple(held))


def _first(candidate: Candidate) -> int:
    """First character of the sentence that is no white space."""
    return int(next((t.idx for t in candidate.sentence if not t.is_space), candidate.sentence.start_char))


def _kinds(doc: Doc) -> NDArray[np.int64]:
    out = np.zeros(len(doc.text) + 1, dtype=np.int64)
    for mention in doc._.mentions or ():
        out[mention.start : mention.end] = 4
    for quote in doc._.quotes or ():
        for start, end in quote.pieces:
            out[start:end] = np.where(out[start:end] == 4, 5, 1)
        if quote.cue:
            out[quote.cue[0] : quote.cue[1]] = 2
        if quote.source:
            out[quote.source[0] : quote.source[1]] = 3
    return out


def _view(window: Window, kinds: NDArray[np.int64], candidates: list[Candidate], finder: Finder, numbers: tuple[int, ...]) -> View:
    length = len(window.ids)
    shown = np.zeros(length, dtype=np.int64)
    for place, word in enumerate(window.words):
        last = window.words[place + 1].piece if place + 1 < len(window.words) else length - 1
        shown[word.piece : last] = kinds[word.start]
    starts = [word.start for word in window.words]
    pools = np.zeros((len(POOLS), len(candidates), length), dtype=np.float32)
    signs = np.zeros((len(candidates), SIGNS), dtype=np.float32)
    for row, candidate in enumerate(candidates):
        stretches = _stretches(candidate, finder)
        for pool, spans in enumerate(stretches):
            pieces = sorted({p for start, end in spans for p in _pieces(window, starts, start, end)})
            if pieces:
                pools[pool, row, pieces] = 1 / len(pieces)
        signs[row] = [*(origin in candidate.origins for origin in ORIGINS), bool(stretches[2])]
    return View(window, shown, pools, signs, numbers)


def _pieces(window: Window, starts: list[int], start: int, end: int) -> Iterator[int]:
    """First pieces of the words that overlap the characters."""
    for word in window.words[max(bisect_right(starts, start) - 1, 0) :]:
        if word.start >= end:
            return
        if word.end > start:
            yield word.piece


def _stretches(c: Candidate, finder: Finder) -> list[list[tuple[int, int]]]:
    """Characters of each pool: heads of the actor's clauses, what the actor says or else those clauses, words for the actor, the sentence."""
    sentence = c.sentence
    own: list[Token] = []
    if "speaker" in c.origins:
        own = [t for t in sentence if t.i in finder.inside and finder.inside[t.i].speaker is not None]
    if not own:
        own = [t for anchor in c.anchors[:CLAUSES] for t in anchor.subtree] or list(sentence)
    who = [t for t in sentence if finder.actors.at.get(t.i) == c.actor]
    for anchor in c.anchors[:HEADS]:
        acting = subject(anchor)
        if acting is not None and finder.actors.read(acting, finder.inside.get(anchor.i)) == c.actor:
            who.append(acting)
    named = _spans(who) or ([(c.quote.source.start, c.quote.source.end)] if c.quote is not None and c.quote.source else [])
    return [_spans(c.anchors[:HEADS] or [sentence.root]), _spans(own), named, [(sentence.start_char, sentence.end_char)]]


def _spans(tokens: Iterable[Token]) -> list[tuple[int, int]]:
    return [(t.idx, t.idx + len(t)) for t in tokens]
