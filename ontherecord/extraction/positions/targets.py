"""What a stance is on: the words that the reader picked, trimmed to a phrase that one can be for or against, and the matter in it."""

from __future__ import annotations

import re

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from ontherecord.extraction.document import Text
from ontherecord.extraction.positions.lists import listed
from ontherecord.matters.terms import terms
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
_SMALL = 3
"""Words between two of a matter that belong to it."""
_NAME = 8
"""Words of a matter."""
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
FAMILIES = (
    listed("bill law act legislation measure proposal plan amendment resolution reform"),
    listed("deal agreement accord pact treaty"),
    listed("move step decision order"),
    listed("sanction tariff ban embargo restriction"),
)
"""Nouns that take each other up: "the carbon bill", later "the measure"."""
REACH = 150
"""Tokens before a bare phrase in which the fuller one is looked for."""
LONGEST = 24
"""Words of a target; a longer one is cut."""


def worded(text: Text, span: Span) -> Span | None:
    """The span without what hangs loose at its ends; None where it names nothing that one can be for or against."""
    kept = _trimmed(text.tokens(*span))
    return Span(kept.start_char, kept.end_char) if kept is not None and _names_something(kept) else None


def pointer(text: Text, span: Span) -> str | None:
    """The words where they only point to what they mean: "it", "this", "the move"."""
    kept = _trimmed(text.tokens(*span))
    return kept.text if kept is not None and len(kept) <= 3 and not _names_something(kept) else None


def wording(words: str) -> str:
    """Words of a target on one line; quotation marks and brackets of which one is missing are left out."""
    for opening, closing in ("“”", "()", "[]", "«»"):
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    words = words.replace('"', "") if words.count('"') % 2 else words
    return " ".join(words.split()).strip(" ,;:")


def resolved(text: Text, span: Span) -> Span:
    """The fuller phrase that a bare "the bill" stands for: the nearest one before it whose head is of the same family; else the span itself."""
    held = [t for t in text.tokens(*span) if not t.is_punct]
    head = held[-1] if held else None
    if head is None or len(held) > 2 or head.pos_ != "NOUN" or not (len(held) == 2 and held[0].lower_ in _DEFINITE):
        return span
    family = next((words for words in FAMILIES if head.lemma_.lower() in words), frozenset({head.lemma_.lower()}))
    for word in reversed(text.doc[max(0, head.i - REACH) : held[0].i]):
        if word.pos_ == "NOUN" and word.lemma_.lower() in family:
            full = [t for t in word.lefts if t.dep_ in {"amod", "compound", "nmod", "poss"}] + [t for t in word.rights if t.dep_ == "prep"]
            if full:
                start = min(word, *full, key=lambda t: t.i).left_edge.i
                end = max([word.i, *(t.right_edge.i for t in full)])
                phrase = text.doc[start : min(end + 1, start + LONGEST)]
                return Span(phrase.start_char, phrase.end_char) if worded(text, Span(phrase.start_char, phrase.end_char)) else span
    return span


def _trimmed(held: Tokens) -> Tokens | None:
    start, end = held.start, held.end
    while start < end and held.doc[start].pos_ in _LEFT and held.doc[start].lower_ not in {"not", "no"}:
        start += 1
    while start < end and held.doc[end - 1].pos_ in _RIGHT and held.doc[end - 1].dep_ != "prt":
        end -= 1
    return held.doc[start : min(end, start + LONGEST)] if start < end else None


def _names_something(held: Tokens) -> bool:
    return any(t.pos_ in _NAMING and t.ent_type_ not in _TIMES and not {t.lower_, t.lemma_.lower()} & POINTING for t in held)


def matter(text: Text, target: Span, named: tuple[Span, ...]) -> str:
    """A neutral noun phrase for what a target is about: its words ``named`` as the matter, else its nouns, else the target itself.

    "Repealing the health law" is about the "health law".
    """
    words = [t for span in named for t in text.tokens(*span)]
    # A name alone is no matter, nor is "bill", where the target says more.
    if not any(t.pos_ == "NOUN" for t in words) or terms(" ".join(t.text for t in words)).empty:
        said = [t for t in text.tokens(*target) if t.pos_ in {"NOUN", "PROPN", "ADJ"} and t.is_alpha]
        words = list(text.doc[said[0].i : said[-1].i + 1])[:_NAME] if said else words
    words = _filled(words)
    while words and words[0].pos_ in _LEFT | {"DET", "PRON"}:
        words.pop(0)
    while words and words[-1].pos_ in _RIGHT:
        words.pop()
    joined = "".join(t.text_with_ws if n + 1 < len(words) and words[n + 1].i == t.i + 1 else t.text + " " for n, t in enumerate(words))
    return " ".join(re.sub(r"[“”\"]", "", joined).split()) or text.text[target.start : target.end]


def _filled(words: list[Token]) -> list[Token]:
    """With the small words between: "troops", "Ukraine" -> "troops to Ukraine"."""
    out: list[Token] = []
    for word in words:
        between = word.doc[out[-1].i + 1 : word.i] if out else ()
        out += [t for t in between if len(between) <= _SMALL and all(b.pos_ in {"ADP", "DET", "PART", "ADJ", "PUNCT"} for b in between)]
        out.append(word)
    return out
