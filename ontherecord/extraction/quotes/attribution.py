"""What passes from proposal (rules on marks and parse, later also a trained tagger) to completion."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Doc, Token

from ontherecord.extraction.document import MarkPair, starts_of
from ontherecord.extraction.quotes.sentence_ends import ends_sentence
from ontherecord.model import EntityKind, Mention, Span

_TERMINATOR = re.compile(r"[.?!…][\"”’')\s\]]*$")


@dataclass(slots=True)
class Attribution:
    """One possible attribution. Spans are characters of the reading text; ``pieces`` are in text order and may still hold marks."""

    pieces: list[Span]
    cue: Span | None
    source: Span | None
    weight: float
    """How surely this is reported speech, 0 to 1."""
    rule: str
    """Which rule made it; for tests and for reading errors."""
    pairs: list[MarkPair] = field(default_factory=list)
    """Marked stretches that this proposal claims whole."""
    flags: set[str] = field(default_factory=set)

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end

    def overlaps(self, start: int, end: int) -> bool:
        return any(p.start < end and start < p.end for p in self.pieces)


class Held:
    """Which characters of a page attributions hold: asked for each stretch, so that no stretch is compared with every attribution."""

    def __init__(self, page: Page, attributions: Iterable[Attribution] = ()) -> None:
        self._held = bytearray(len(page.text) + 1)
        for attribution in attributions:
            self.add(attribution)

    def add(self, attribution: Attribution) -> None:
        for start, end in attribution.pieces:
            self._held[start:end] = b"\x01" * (end - start)

    def touches(self, start: int, end: int) -> bool:
        return 1 in self._held[start : max(end, start + 1)]


class Page:
    """A Doc with quick look-ups by character: token, paragraph, marked stretch."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text: str = doc.text
        self.paragraphs: tuple[Span, ...] = doc._.paragraphs
        self.pairs: list[MarkPair] = [p for p in doc._.marks if not p.nested]
        self.adopted: dict[int, Token] = {}
        """Cue verbs (by index) that the parse hangs into another cue's content, with the subject they share with that cue."""
        self._tokens = starts_of(doc)
        self._pair_starts = [p.start for p in self.pairs]
        self._paragraph_starts = [p.start for p in self.paragraphs]

    @cached_property
    def sentence_ends(self) -> list[int]:
        """Indices of the tokens with which a sentence ends, those of marked stretches that end so among them; found once for the page."""
        closed = {p.start for p in self.pairs if _TERMINATOR.search(self.text[p.inner.start : p.inner.end])}
        pairs = ((token, self.pair_at(token.idx)) for token in self.doc)
        return [token.i for token, pair in pairs if (ends_sentence(token) if pair is None else pair.start in closed)]

    @cached_property
    def kinds(self) -> dict[int, EntityKind]:
        """What each entity is, by its key."""
        return {e.key: e.kind for e in self.doc._.entities or ()}

    @cached_property
    def _mentions(self) -> list[Mention]:
        return sorted(self.doc._.mentions or (), key=lambda m: m.start)

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Mentions that begin in a span, in text order."""
        first, last = (bisect_left(self._mentions, char, key=lambda m: m.start) for char in (start, end))
        return self._mentions[first:last]

    def first_from(self, char: int) -> int:
        """Index of the first token that starts at a character or behind it."""
        return bisect_left(self._tokens, char)

    def token_at(self, char: int) -> Token:
        """The token that holds a character (or the one before it, where white space does)."""
        return self.doc[max(0, bisect_right(self._tokens, char) - 1)]

    def pair_at(self, char: int) -> MarkPair | None:
        i = bisect_right(self._pair_starts, char) - 1
        return self.pairs[i] if i >= 0 and char < self.pairs[i].end else None

    def behind(self, char: int, floor: int = 0) -> int:
        """Where the last word or mark before a character ends, not before ``floor``."""
        while char > floor and self.text[char - 1].isspace():
            char -= 1
        return char

    def pairs_in(self, start: int, end: int) -> list[MarkPair]:
        """Marked stretches that touch a span, in text order."""
        first = max(0, bisect_right(self._pair_starts, start) - 1)
        return [p for p in self.pairs[first : bisect_right(self._pair_starts, end)] if p.start < end and start < p.end]

    def pairs_at(self, start: int, end: int) -> list[MarkPair]:
        """Marked stretches that may touch a span or border on it, in text order."""
        return self.pairs[max(0, bisect_right(self._pair_starts, start) - 2) : bisect_right(self._pair_starts, end)]

    def paragraph_number(self, char: int) -> int:
        i = bisect_right(self._paragraph_starts, char) - 1
        return i if i >= 0 and char < self.paragraphs[i].end else -1

    def quoted(self, token: Token) -> bool:
        return self.pair_at(token.idx) is not None

    def body(self, char: int) -> bool:
        """False in the headline and between paragraphs."""
        return self.paragraph_number(char) >= 0


def span_of(first: Token, last: Token) -> Span:
    """Characters from one token's start to another's end."""
    return Span(first.idx, last.idx + len(last.text))


def trim(text: str, span: Span, characters: str = " \t\r\n\u00a0,;:") -> Span:
    """Leave out characters at both ends of a span."""
    start, end = span
    while start < end and text[start] in characters:
        start += 1
    while end > start and text[end - 1] in characters:
        end -= 1
    return Span(start, end)


def around(page: Page, head: Token, first: Token, last: Token) -> list[Span] | None:
    """Pieces of the sentence on both sides of an inserted phrase."""
    sentence = head.sent
    pieces = []
    text = page.text
    left = Span(sentence.start_char, first.idx)
    right = Span(last.idx + len(last.text), sentence.end_char)
    left, right = trim(text, left, " \n\t,;—–-"), trim(text, right, " \n\t,;—–-")
    for piece in (left, right):
        if any(c.isalpha() for c in text[piece.start : piece.end]):
            pieces.append(piece)
    return pieces or None
