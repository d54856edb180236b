"""Whose words: the noun phrase beside a cue, by the parse."""

from __future__ import annotations

import re

from spacy.tokens import Token

from ontherecord.extraction.nouns import is_human
from ontherecord.extraction.quotes.attribution import Page, span_of, trim
from ontherecord.model import Span

_SUBJECT = ("nsubj", "csubj")
_PASSIVE = ("nsubjpass", "csubjpass")
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_OPENS_CLAUSE = ("relcl", "acl", "advcl", "parataxis", "ccomp", "conj")
_LONGEST = 40
_DATELINE = re.compile(r"[A-Z][^\n]{1,50}?\s?(?:[–—]|--|-)\s+")


def children(token: Token, *deps: str) -> list[Token]:
    return [c for c in token.children if c.dep_ in deps]


def told_elsewhere(verb: Token) -> bool:
    """ "That is what she said", "what she said surprised them": the words stand elsewhere; not in "that is what she said it proved"."""
    what = next((c for c in verb.children if c.lower_ == "what" and c.i < verb.i), None)
    return what is not None and (bool(what.is_sent_start) or not any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children))


HEARD = frozenset(["tell", "inform", "assure", "remind", "warn", "advise", "notify", "brief"])
"""In the passive the subject of these hears: "Salo was told that"."""


def is_hearer(word: Token, verb: Token) -> bool:
    """Whether a word is the subject to whom a passive verb tells something."""
    return word.dep_ == "nsubjpass" and word.head == verb and verb.lemma_.lower() in HEARD


def is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)


def subject_of(verb: Token, *, passive_too: bool = False, depth: int = 0) -> Token | None:
    """Head noun of who does the saying, or None.

    Follows relative pronouns to their noun, co-ordinated verbs to the first one's subject, participles and infinitives to the subject
    of the verb above, and passives to their agent ("by ...").
    """
    if depth > 6:
        return None
    for child in verb.children:
        if child.dep_ in _SUBJECT or (passive_too and child.dep_ in _PASSIVE):
            if child.lower_ in _RELATIVE and verb.dep_ == "relcl":
                return verb.head
            return child
    if is_passive(verb) and not passive_too:
        for agent in children(verb, "agent"):
            return next(iter(children(agent, "pobj")), None)
        return None
    head = verb.head
    if head.i == verb.i:
        return None
    if verb.lower_ == "asked" and verb.dep_ == "advcl":
        return None
    if verb.dep_ in ("relcl", "acl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return head
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return subject_of(head, passive_too=True, depth=depth + 1)
    if verb.dep_ in ("xcomp", "advcl", "pcomp", "ccomp", "conj", "dep") and (
        verb.tag_ in ("VBG", "VB") or verb.dep_ == "xcomp" or verb.dep_ == "conj"
    ):
        if verb.tag_ not in ("VBG", "VB", "VBN") and verb.dep_ not in ("xcomp", "conj"):
            return None
        above = head
        for _ in range(3):
            if above.pos_ in ("VERB", "AUX") or above.head.i == above.i:
                break
            above = above.head
        if above.pos_ in ("VERB", "AUX") and above.i != verb.i:
            return subject_of(above, passive_too=True, depth=depth + 1)
    return None


def phrase_of(page: Page, noun: Token) -> Span:
    """The noun phrase around its head, titles and appositions in, relative and participle clauses out."""
    doc = page.doc
    first, last = noun.left_edge, noun.right_edge
    if noun.pos_ == "PRON":
        return span_of(noun, noun)
    stop = last.i + 1
    for token in doc[noun.i + 1 : last.i + 1]:
        opens = token.dep_ in _OPENS_CLAUSE and token.head.i >= first.i and token.head.i < token.i and token.pos_ in ("VERB", "AUX")
        if opens:
            stop = min(stop, max(token.left_edge.i, noun.i + 1))
            break
    last = doc[stop - 1]
    if last.i - first.i > _LONGEST:
        last = doc[min(last.i, noun.i + 8)]
        first = doc[max(first.i, noun.i - 8)]
    inside = span_of(first, last)
    mark = page.text.rfind("\n", inside.start, noun.idx)
    if mark >= 0:
        inside = Span(mark + 1, inside.end)
    cut = page.text.find("\n", noun.idx, inside.end)
    if cut >= 0:
        inside = Span(inside.start, cut)
    dateline = _DATELINE.match(page.text, inside.start, noun.idx)
    if dateline and page.paragraph_number(inside.start) != page.paragraph_number(max(0, inside.start - 2)):
        inside = Span(dateline.end(), inside.end)
    for pair in page.pairs:  # a parse that reaches into a quotation
        if pair.end <= inside.start or pair.start >= inside.end:
            continue
        if pair.end <= noun.idx:
            inside = Span(pair.end, inside.end)
        elif pair.start > noun.idx:
            inside = Span(inside.start, pair.start)
    return trim(page.text, inside, " \t\r\n,;:—–-()")


_ALONG = r"(?:along with|together with|as well as|joined by)"
_ALONG_BEHIND, _ALONG_BEFORE = re.compile(rf",? {_ALONG} "), re.compile(rf",? {_ALONG} $")


def with_companions(page: Page, source: Span) -> Span:
    """The source with the person who speaks along: "Salo, along with Rein, said" is of both, whichever of the two was found."""
    start, end = source
    behind = _ALONG_BEHIND.match(page.text, end)
    before = _ALONG_BEFORE.search(page.text, max(0, start - 20), start)
    if behind is None and before is None:
        return source
    people = [m for m in page.doc._.mentions or () if page.doc._.entities[m.entity].kind == "person"]
    if behind is not None:
        end = next((m.end for m in people if m.start == behind.end()), end)
    if before is not None:
        start = next((m.start for m in people if m.end == before.start()), start)
    return Span(start, end)


def is_person(page: Page, source: Span) -> bool:
    """Whether a source names a person or people: a name (one that the recogniser missed, too), "she", "the mayor"."""
    others = {e.key for e in page.doc._.entities or () if e.kind != "person"}
    if any(m.entity in others and source.start <= m.start < source.end for m in page.doc._.mentions or ()):
        return False
    tokens = page.doc[page.token_at(source.start).i : page.token_at(source.end - 1).i + 1]
    return any(t.pos_ == "PROPN" or t.lower_ in ("he", "she", "they") or is_human(t.lemma_.lower()) for t in tokens)
