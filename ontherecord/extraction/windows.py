"""A text as the trained reader sees it: windows of word pieces with two features, the same in training and in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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


@lru_cache(maxsize=2)
def word_pieces(file: Path) -> Tokenizer:
    """The tokenizer of a file, loaded once per process. Raises what tokenizers raises for a missing or broken file."""
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(file))
    made.no_padding()
    made.no_truncation()
    return made


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


def paragraph_scope(window: Window, paragraph: int) -> tuple[int, int]:
    """First and one-past-last piece of a paragraph in a window."""
    places = [number for number, word in enumerate(window.words) if word.paragraph == paragraph]
    last = window.words[places[-1] + 1].piece if places[-1] + 1 < len(window.words) else len(window.ids) - 1
    return window.words[places[0]].piece, last
