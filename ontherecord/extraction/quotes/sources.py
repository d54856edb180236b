"""Whose words: the noun phrase beside a cue, by the parse."""

from __future__ import annotations

import re

from spacy.tokens import Token

from ontherecord.extraction.nouns import is_human
from ontherecord.extraction.quotes.attribution import Page, span_of, trim
from ontherecord.model import Span

_OPENS_CLAUSE = ("relcl", "acl", "advcl", "parataxis", "ccomp", "conj")
_DATELINE = re.compile(r"[A-Z][^\n]{1,50}?\s?(?:[–—]|--|-)\s+")


def told_elsewhere(verb: Token) -> bool:
    """ "That is what she said", "what she said surprised them": the words stand elsewhere; not in "that is what she said it proved"."""
    what = next((c for c in verb.children if c.lower_ == "what" and c.i < verb.i), None)
    return what is not None and (bool(what.is_sent_start) or not any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children))


HEARD = frozenset(["tell", "inform", "assure", "remind", "warn", "advise", "notify", "brief"])
"""In the passive the subject of these hears: "Salo was told that"."""


def is_hearer(word: Token, verb: Token) -> bool:
    """Whether a word is the subject to whom a passive verb tells something."""
    return word.dep_ == "nsubjpass" and word.head == verb and verb.lemma_.lower() in HEARD


def phrase_of(page: Page, noun: Token) -> Span:
    """The noun phrase around its head, titles and appositions in, relative and participle clauses out."""
    if noun.pos_ == "PRON":
        return span_of(noun, noun)
    behind = page.doc[noun.i + 1 : noun.right_edge.i + 1]
    opens = next((t for t in behind if t.dep_ in _OPENS_CLAUSE and t.pos_ in ("VERB", "AUX") and t.head.i < t.i), None)
    last = noun.right_edge.i if opens is None else max(opens.left_edge.i, noun.i + 1) - 1
    phrase = span_of(noun.left_edge, page.doc[last])
    line = _DATELINE.match(page.text, phrase.start, noun.idx)
    if line and page.paragraph_number(phrase.start) != page.paragraph_number(max(0, phrase.start - 2)):
        phrase = Span(line.end(), phrase.end)
    # A parse that reaches into a quotation or over a line's end.
    stops = [(pair.start, pair.end) for pair in page.pairs_in(*phrase)]
    stops += [(phrase.start + m.start(), phrase.start + m.end()) for m in re.finditer("\n", page.text[phrase.start : phrase.end])]
    start = max((end for _, end in stops if end <= noun.idx), default=phrase.start)
    end = min((start for start, _ in stops if start > noun.idx), default=phrase.end)
    return trim(page.text, Span(start, end), " \t\r\n,;:—–-()")


_LONGEST_NAME = 200
_ALONG = r"(?:along with|together with|as well as|joined by)"
_ALONG_BEHIND, _ALONG_BEFORE = re.compile(rf",? {_ALONG} "), re.compile(rf",? {_ALONG} $")


def with_companions(page: Page, source: Span) -> Span:
    """The source with the person who speaks along: "Salo, along with Rein, said" is of both, whichever of the two was found."""
    start, end = source
    behind = _ALONG_BEHIND.match(page.text, end)
    before = _ALONG_BEFORE.search(page.text, max(0, start - 20), start)
    if behind is None and before is None:
        return source
    if behind is not None:
        end = next((m.end for m in page.mentions_in(behind.end(), behind.end() + 1) if page.kinds[m.entity] == "person"), end)
    if before is not None:
        near = page.mentions_in(before.start() - _LONGEST_NAME, before.start())
        start = next((m.start for m in near if m.end == before.start() and page.kinds[m.entity] == "person"), start)
    return Span(start, end)


def is_person(page: Page, source: Span) -> bool:
    """Whether a source names a person or people: a name (one that the recogniser missed, too), "she", "the mayor"."""
    if any(page.kinds[m.entity] != "person" for m in page.mentions_in(*source)):
        return False
    tokens = page.doc[page.token_at(source.start).i : page.token_at(source.end - 1).i + 1]
    return any(t.pos_ == "PROPN" or t.lower_ in ("he", "she", "they") or is_human(t.lemma_.lower()) for t in tokens)
