"""What a stance is on: the words that the reader picked, trimmed to a phrase that one can be for or against, and the matter in it."""

from __future__ import annotations

import re

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from ontherecord.extraction.positions.lists import listed
from ontherecord.model import Span

POINTING = listed(
    "it this that these those them they he she him her we us you i one both such so do same move step decision idea thing things issue matter case "
    "point question way something anything everything nothing what which who"
)
"""Words that point to what they mean. Alone, or with an article, they name nothing to be for or against."""
_LEFT = frozenset({"ADP", "SCONJ", "CCONJ", "PUNCT", "PART", "SPACE"})
_RIGHT = frozenset({"ADP", "SCONJ", "CCONJ", "PUNCT", "DET", "SPACE", "PART"})
_NAMING = frozenset({"NOUN", "PROPN", "VERB"})
_TIMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "QUANTITY"})
LONGEST = 24
"""Words of a target; a longer one is cut."""


def worded(doc: Doc, span: Span) -> Span | None:
    """The span without what hangs loose at its ends; None where it names nothing that one can be for or against."""
    tokens = _trimmed(doc.char_span(span.start, span.end, alignment_mode="expand"))
    return Span(tokens.start_char, tokens.end_char) if tokens is not None and _names_something(tokens) else None


def pointer(doc: Doc, span: Span) -> str | None:
    """The words where they only point to what they mean: "it", "this", "the move"."""
    tokens = _trimmed(doc.char_span(span.start, span.end, alignment_mode="expand"))
    return tokens.text if tokens is not None and len(tokens) <= 3 and not _names_something(tokens) else None


def _trimmed(tokens: Tokens | None) -> Tokens | None:
    while tokens and tokens[0].pos_ in _LEFT and tokens[0].lower_ not in {"not", "no"}:
        tokens = tokens[1:] if len(tokens) > 1 else None
    while tokens and (tokens[-1].pos_ in _RIGHT and tokens[-1].dep_ != "prt"):
        tokens = tokens[:-1] if len(tokens) > 1 else None
    return tokens[:LONGEST] if tokens else None


def _names_something(tokens: Tokens) -> bool:
    return any(t.pos_ in _NAMING and t.ent_type_ not in _TIMES and t.lower_ not in POINTING and t.lemma_.lower() not in POINTING for t in tokens)


def matter(doc: Doc, target: Span, named: tuple[Span, ...]) -> str:
    """A neutral noun phrase for what a target is about: its words ``named`` as the matter, else its nouns, else the target itself.

    "Repealing the health law" is about the "health law".
    """
    spans = [doc.char_span(*s, alignment_mode="expand") for s in named]
    words = [t for s in spans if s is not None for t in s] or [t for t in doc.char_span(*target, alignment_mode="expand") if t.pos_ in {"NOUN", "PROPN", "ADJ"}]
    while words and (words[0].pos_ in _LEFT | {"DET", "PRON"} or words[0].lower_ in {"'s", "’s"}):
        words.pop(0)
    while words and (words[-1].pos_ in _RIGHT or words[-1].lower_ in {"'s", "’s"}):
        words.pop()
    text = "".join(t.text_with_ws if n + 1 < len(words) and words[n + 1].i == t.i + 1 else t.text + " " for n, t in enumerate(words))
    return " ".join(re.sub(r"[“”\"]", "", text).split()) or doc.text[target.start : target.end]
