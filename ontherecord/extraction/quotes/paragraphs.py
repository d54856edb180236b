"""Where paragraphs stand, and that no sentence crosses one."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from ontherecord.extraction import document
from ontherecord.extraction.datelines import dateline
from ontherecord.extraction.quotes.sentence_ends import decided
from ontherecord.model import Span

_BLANK = re.compile(r"(?:[^\S\n]*(?:\r\n|\r|\n|\u2028|\u2029)){2,}\s*")
_LINE = re.compile(r"\s*[\r\n\u2028\u2029]\s*")


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


def mark_sentence_starts(doc: Doc, paragraphs: tuple[Span, ...]) -> None:
    """Make each paragraph's first token start a sentence, and the one behind a dateline or an abbreviation that ends one, and white space never.

    The parser decides the rest.
    """
    text = doc.text  # spaCy joins it anew each time
    starts = {p.start for p in paragraphs} | {line.end for p in paragraphs if (line := dateline(text, p))}
    for token in doc:
        if token.idx in starts:
            token.is_sent_start = True
        elif token.i and (token.is_space or token.nbor(-1).is_alpha):
            token.is_sent_start = False  # no sentence starts behind a plain word
    for token, opens in decided(doc):
        if token.idx not in starts and not token.is_space:
            token.is_sent_start = opens


@Language.factory("otr_paragraphs", assigns=["doc._.paragraphs", "token.is_sent_start"])
class Paragraphs:
    """Writes ``doc._.paragraphs`` (tuple of character spans) and sentence starts. Stands before the parser."""

    def __init__(self, nlp: Language, name: str) -> None:
        document.register()
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        doc._.paragraphs = find_paragraphs(doc.text, doc._.headline)
        mark_sentence_starts(doc, doc._.paragraphs)
        return doc
