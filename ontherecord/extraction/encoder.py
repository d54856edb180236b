"""A small trained encoder that proposes quotations: first the cues, then content and source of each cue.

The network (training/quotes/network.py) runs as two int8 ONNX graphs on CPU, without PyTorch. This module holds what training and use share,
so that both see the same pieces and features, and the decoding of scores into spans. Method: attribution as source, cue and content
(Pareti, PARC 3.0); the cue is marked for the second step as in predicate-marking role labellers, so that several quotes of one sentence come apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ontherecord.model import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WINDOW, LONGEST = 160, 254
"""Pieces in a window of whole paragraphs; pieces of one paragraph that is longer than a window."""
NONE, CUE, START = 0, 1, 2
CONTENT, SOURCE = 1, 2
FOLDER = Path(__file__).resolve().parents[2] / "data" / "models" / "quotes"

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


class Word(NamedTuple):
    start: int
    end: int
    piece: int
    """Place of its first piece in the window."""
    paragraph: int


@dataclass(frozen=True, slots=True)
class Window:
    """Word pieces of one or more whole paragraphs with their features; arrays of one length, special pieces at both ends."""

    ids: Ints
    case: Ints
    inside: Ints
    words: tuple[Word, ...]


class Proposal(NamedTuple):
    """A quotation that the encoder proposes; offsets are characters of the text it was given."""

    cue: Span | None
    pieces: tuple[Span, ...]
    source: Span | None
    score: float


def windows(text: str, paragraphs: Iterable[Span], quoted: Sequence[Span], tokenizer: Tokenizer) -> Iterator[Window]:
    """Cut a text into windows. ``quoted`` are the stretches between quotation marks, marks included."""
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    inside = np.zeros(len(text) + 1, dtype=np.int64)
    for start, end in quoted:
        inside[start:end] = 1
        inside[start], inside[end - 1] = 2, 2
    ids: list[int] = []
    words: list[Word] = []

    def cut() -> Window:
        places = np.zeros(len(ids) + 2, dtype=np.int64)
        case = np.zeros(len(ids) + 2, dtype=np.int64)
        for number, word in enumerate(words):
            last = words[number + 1].piece if number + 1 < len(words) else len(ids) + 1
            places[word.piece : last] = inside[word.start]
            case[word.piece : last] = _case(text[word.start : word.end])
        return Window(np.array([cls, *ids, sep], dtype=np.int64), case, places, tuple(words))

    for number, (start, end) in enumerate(paragraphs):
        encoding = tokenizer.encode(text[start:end], add_special_tokens=False)
        found = _words(encoding, start, number)
        for block_ids, block in _blocks(encoding.ids, found):
            if ids and len(ids) + len(block_ids) > WINDOW:
                yield cut()
                ids, words = [], []
            shift = len(ids) + 1
            words.extend(word._replace(piece=word.piece + shift) for word in block)
            ids.extend(block_ids)
    if ids:
        yield cut()


def _words(encoding: Any, shift: int, paragraph: int) -> list[Word]:
    """Words with the place of their first piece. BERT's own splitting: punctuation marks are words."""
    words: list[Word] = []
    last = None
    for place, (word, (start, end)) in enumerate(zip(encoding.word_ids, encoding.offsets, strict=True)):
        if word == last and words:
            words[-1] = words[-1]._replace(end=shift + end)
        else:
            words.append(Word(shift + start, shift + end, place, paragraph))
        last = word
    return words


def _blocks(ids: list[int], words: list[Word]) -> Iterator[tuple[list[int], list[Word]]]:
    """A paragraph as one block, or several at word boundaries where it is longer than the network reads."""
    begin, first = 0, 0
    for number, word in enumerate(words):
        last = words[number + 1].piece if number + 1 < len(words) else len(ids)
        if last - begin > LONGEST:
            yield ids[begin : word.piece], [w._replace(piece=w.piece - begin) for w in words[first:number]]
            begin, first = word.piece, number
    if words:
        yield ids[begin:], [w._replace(piece=w.piece - begin) for w in words[first:]]


def _case(word: str) -> int:
    if word[:1].isdigit():
        return 3
    if len(word) > 1 and word.isupper():
        return 2
    return int(word[:1].isupper())


Lower = Callable[[Ints, Ints, Ints, Floats], tuple[Floats, Floats]]
Upper = Callable[[Floats, Ints, Floats], Floats]


def propose(text: str, found: Sequence[Window], lower: Lower, upper: Upper, threshold: float = 0.5) -> list[Proposal]:
    """Run both steps over windows and decode. ``lower`` and ``upper`` take padded batches, as the network's two halves do."""
    proposals: list[Proposal] = []
    for batch in _batches(found, 8):
        hidden, scores = lower(*_padded(batch))
        tasks = []
        for row, window in enumerate(batch):
            chances = _softmax(scores[row])
            for cue, kind, chance in _cues(window, chances, threshold):
                tasks.append((row, window, cue, kind, chance))
        for group in _batches(tasks, 16):
            proposals.extend(_second(group, hidden, upper))
    return thinned(text, proposals)


def _second(tasks: Sequence[tuple[int, Window, list[Word], int, float]], hidden: Floats, upper: Upper) -> Iterator[Proposal]:
    scopes = [paragraph_scope(window, cue[0].paragraph) for _, window, cue, _, _ in tasks]
    length = max(last - first for first, last in scopes)
    states = np.zeros((len(tasks), length, hidden.shape[2]), dtype=np.float32)
    marks = np.zeros((len(tasks), length), dtype=np.int64)
    real = np.zeros((len(tasks), length), dtype=np.float32)
    for i, ((row, _, cue, kind, _), (first, last)) in enumerate(zip(tasks, scopes, strict=True)):
        states[i, : last - first] = hidden[row, first:last]
        real[i, : last - first] = 1
        for word in cue:
            marks[i, word.piece - first] = kind
    chances = _softmax(upper(states, marks, real))
    for i, ((_, window, cue, kind, chance), (first, _)) in enumerate(zip(tasks, scopes, strict=True)):
        words = [w for w in window.words if w.paragraph == cue[0].paragraph]
        tags = chances[i, [w.piece - first for w in words]]
        proposal = _decoded(words, tags, cue if kind == CUE else [], chance)
        if proposal is not None:
            yield proposal


def paragraph_scope(window: Window, paragraph: int) -> tuple[int, int]:
    """First and one-past-last piece of a paragraph in a window."""
    places = [number for number, word in enumerate(window.words) if word.paragraph == paragraph]
    last = window.words[places[-1] + 1].piece if places[-1] + 1 < len(window.words) else len(window.ids) - 1
    return window.words[places[0]].piece, last


def _cues(window: Window, chances: Floats, threshold: float) -> Iterator[tuple[list[Word], int, float]]:
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


def _decoded(words: list[Word], tags: Floats, cue: list[Word], chance: float) -> Proposal | None:
    labels = tags.argmax(-1)
    taken = {w.piece for w in cue}
    for number in range(1, len(words) - 1):
        # A hole of one word in the content is a slip, unless it is the cue or the source.
        if labels[number] == NONE and labels[number - 1] == labels[number + 1] == CONTENT and words[number].piece not in taken:
            labels[number] = CONTENT
    content, source = list(_runs(words, labels, CONTENT)), list(_runs(words, labels, SOURCE))
    if not content:
        return None
    confident = float(np.mean([tags[n, CONTENT] for n in range(len(words)) if labels[n] == CONTENT]))
    middle = cue[0].start if cue else content[0].start
    nearest = min(source, key=lambda s: min(abs(s.start - middle), abs(s.end - middle)), default=None)
    return Proposal(Span(cue[0].start, cue[-1].end) if cue else None, tuple(content), nearest, chance * confident)


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


def thinned(text: str, proposals: list[Proposal]) -> list[Proposal]:
    """In text order, without those whose content mostly lies in that of a surer one, and without pieces that hold no letter."""
    kept: list[tuple[Proposal, set[int]]] = []
    for proposal in sorted(proposals, key=lambda p: -p.score):
        pieces = tuple(p for p in proposal.pieces if any(c.isalnum() for c in text[p.start : p.end]))
        letters = {i for p in pieces for i in range(p.start, p.end) if text[i].isalnum()}
        if letters and all(len(letters & other) < 0.5 * min(len(letters), len(other)) for _, other in kept):
            kept.append((proposal._replace(pieces=pieces), letters))
    return sorted((p for p, _ in kept), key=lambda p: p.pieces[0].start)


def _padded(batch: Sequence[Window]) -> tuple[Ints, Ints, Ints, Floats]:
    length = max(len(window.ids) for window in batch)
    ids, case, inside = (np.zeros((len(batch), length), dtype=np.int64) for _ in range(3))
    real = np.zeros((len(batch), length), dtype=np.float32)
    for row, window in enumerate(batch):
        size = len(window.ids)
        ids[row, :size], case[row, :size], inside[row, :size], real[row, :size] = window.ids, window.case, window.inside, 1
    return ids, case, inside, real


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)


def _batches(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


class QuoteEncoder:
    """The trained encoder, ready to propose."""

    def __init__(self, folder: Path = FOLDER, threads: int = 1) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # Windows differ in length: a memory arena would keep the largest ever seen.
        options.enable_cpu_mem_arena = False
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self._lower = onnxruntime.InferenceSession(str(folder / "lower.onnx"), options, providers=["CPUExecutionProvider"])
        self._upper = onnxruntime.InferenceSession(str(folder / "upper.onnx"), options, providers=["CPUExecutionProvider"])

    def propose(self, text: str, paragraphs: Iterable[Span], quoted: Sequence[Span]) -> list[Proposal]:
        """Quotations of a text. ``paragraphs`` and ``quoted`` are spans of characters."""
        found = sorted(windows(text, paragraphs, quoted, self.tokenizer), key=lambda w: len(w.ids))

        def lower(ids: Ints, case: Ints, inside: Ints, real: Floats) -> tuple[Floats, Floats]:
            hidden, scores = self._lower.run(None, {"ids": ids, "case": case, "inside": inside, "real": real})
            return hidden, scores

        def upper(hidden: Floats, cue: Ints, real: Floats) -> Floats:
            (scores,) = self._upper.run(None, {"hidden": hidden, "cue": cue, "real": real})
            return scores  # type: ignore[no-any-return]

        return propose(text, found, lower, upper)


@lru_cache(maxsize=1)
def quote_encoder() -> QuoteEncoder | None:
    """The encoder that ships with the project, loaded once per process; None where its files or its runtime are missing."""
    try:
        return QuoteEncoder()
    except Exception:  # onnxruntime raises its own kinds for a missing or unreadable file
        return None
