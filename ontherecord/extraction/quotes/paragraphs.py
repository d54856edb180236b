"""Where paragraphs stand, and that no sentence crosses one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

import numpy as np
from spacy.attrs import IS_ALPHA, IS_SPACE, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from ontherecord.extraction import document
from ontherecord.extraction.datelines import dateline
from ontherecord.extraction.document import starts_of
from ontherecord.extraction.quotes.sentence_ends import decided
from ontherecord.extraction.turns import Turn, find_turns
from ontherecord.model import Span

_BLANK = re.compile(r"(?:(?<!\s)[^\S\r\n\u2028\u2029]++)?(?:\r\n|[\r\n\u2028\u2029])(?:[^\S\r\n\u2028\u2029]*+(?:\r\n|[\r\n\u2028\u2029]))++\s*+")
_LINE = re.compile(r"(?:(?<!\s)[^\S\r\n\u2028\u2029]++)?[\r\n\u2028\u2029]\s*+")

_START, _NO_START = 1, -1
LONGEST = 300
"""Words and marks of a sentence: behind so many one begins, whatever stands there. What never ends a sentence (a table, a list, a word again and
again) costs the parser, and every rule that reads a sentence, more than in proportion to its length."""


def find_paragraphs(text: str, headline: Span | None = None) -> tuple[Span, ...]:
    """Spans of the paragraphs of ``text``, without surrounding white space; the headline's characters belong to none.

    Blank lines part paragraphs (single newlines are then mere wrapping); a text without any is parted at its single newlines.
    """
    start = headline.end if headline else 0
    body = text[start:].strip()
    separator = _BLANK if _BLANK.search(body) else _LINE
    spans, at = [], start
    for match in separator.finditer(text, start):
        spans.append((at, match.start()))
        at = match.end()
    spans.append((at, len(text)))
    return tuple(stripped for a, b in spans if (stripped := _strip(text, a, b)).end > stripped.start)


def _strip(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), max(start, end - len(piece) + len(piece.rstrip())))


def _parted(text: str, paragraphs: tuple[Span, ...], turns: tuple[Turn, ...]) -> tuple[Span, ...]:
    """The paragraphs, cut where a turn or a post begins or ends inside one: its lines follow each other without a blank one between."""
    cuts = sorted({at for turn in turns for at in (turn.label.start if turn.label else turn.pieces[0].start, turn.pieces[-1].end)})
    out: list[Span] = []
    for start, end in paragraphs:
        inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)] if "\n" in text[start:end] else []
        stops = [*inside, end]
        for at, stop in zip([start, *stops], stops, strict=False):
            if (piece := _strip(text, at, stop)).end > piece.start:
                out.append(piece)
    return tuple(out)


def mark_sentence_starts(doc: Doc, paragraphs: tuple[Span, ...]) -> None:
    """Make each paragraph's first token start a sentence, and the one behind a dateline, the label of a turn or an abbreviation that ends one, and
    white space never; the parser decides the rest."""
    text = doc.text  # spaCy joins it anew each time
    known = doc.to_array(SENT_START).astype(np.int64)
    starts = {p.start for p in paragraphs} | {line.end for p in paragraphs if (line := dateline(text, p))}
    starts |= {turn.pieces[0].start for turn in doc._.turns}
    opens = np.isin(starts_of(doc), list(starts))
    space, plain = doc.to_array(IS_SPACE).astype(bool), doc.to_array(IS_ALPHA).astype(bool)
    known[1:][(space[1:] | plain[:-1])] = _NO_START  # no sentence starts behind a plain word
    for token, begins in decided(doc):
        if not token.is_space:
            known[token.i] = _START if begins else _NO_START
    known[opens] = _START
    # Set one by one, each would look through the whole Doc.
    doc.from_array([SENT_START], known.astype(np.uint64)[:, None])  # type: ignore[arg-type]


def part_long_sentences(doc: Doc) -> None:
    """Make a sentence start wherever none would for :data:`LONGEST` tokens: behind the last full stop before a capital letter, else in mid-clause.
    No offset changes."""
    known = doc.to_array(SENT_START).astype(np.int64).tolist()  # 0: left to the parser
    last = likely = 0
    for i, token in enumerate(doc):
        if known[i] == _START:
            last = likely = i
        elif known[i] == 0 and token.text[:1].isupper() and doc[i - 1].text in (".", "?", "!"):
            likely = i
        if i - last >= LONGEST:
            last = likely = likely if likely > last else i
            doc[last].is_sent_start = True


@Language.factory("otr_paragraphs", assigns=["doc._.paragraphs", "token.is_sent_start"])
class Paragraphs:
    """Writes ``doc._.paragraphs`` (tuple of character spans) and sentence starts. Stands before the parser."""

    def __init__(self, nlp: Language, name: str) -> None:
        document.register()
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        paragraphs = find_paragraphs(text, doc._.headline)
        doc._.turns = find_turns(text, paragraphs)
        doc._.paragraphs = _parted(text, paragraphs, doc._.turns)
        mark_sentence_starts(doc, doc._.paragraphs)
        part_long_sentences(doc)
        return doc
