"""``according to SOURCE``, ``in the words of SOURCE``: the sentence round the phrase, or the clause that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ontherecord.extraction.quotes import lexicon as words
from ontherecord.extraction.quotes.attribution import Attribution, Page, around, span_of
from ontherecord.extraction.quotes.sources import phrase_of
from ontherecord.model import Span


def propose(page: Page, token: Token) -> Iterator[Attribution]:
    """``according to SOURCE``: the sentence without that phrase."""
    doc = page.doc
    last_cue = token
    if token.lower_ == "according":
        if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
            return
        last_cue = doc[token.i + 1]
        noun = next((c for t in (last_cue, token) for c in t.children if c.dep_ == "pobj"), None)
    else:
        if not (token.is_sent_start or doc[token.i - 1].text == ",") or token.i + 1 >= len(doc):
            return
        noun = next((c for c in token.children if c.dep_ == "pobj"), None)
        if noun is None or noun.lemma_ in words.UNITS:
            return
    if noun is None:
        return
    source = phrase_of(page, noun)
    sentence = token.sent
    end = page.token_at(max(source.end - 1, noun.right_edge.idx))
    if noun.right_edge.i > end.i:
        end = noun.right_edge
    comma = next((t for t in doc[page.token_at(source.end - 1).i + 1 : sentence.end] if t.text == ","), None)
    if token.i == sentence.start and comma is not None and end.i > comma.i:
        end = doc[comma.i - 1]
    if token.i == sentence.start and comma is not None:
        end = _apposed(page, comma, end)
    clause = _relative_before(token)
    pieces = [span_of(clause.left_edge, doc[token.i - 1])] if clause is not None else around(page, sentence.root, token, end)
    if pieces:
        yield Attribution(pieces, Span(token.idx, last_cue.idx + len(last_cue.text)), source, 0.95, "according")


def in_words(page: Page, words: Token) -> Iterator[Attribution]:
    """``The plan is, in the words of one ally, "done for"``; ``in her words``."""
    owner = next((c for c in words.children if c.dep_ == "poss"), None)
    for preposition in words.children:
        if preposition.lower_ == "of":
            owner = next((c for c in preposition.children if c.dep_ == "pobj"), owner)
    if owner is None or not page.pairs_in(words.sent.start_char, words.sent.end_char):
        return
    pieces = around(page, words.sent.root, words.head, words.right_edge if owner.i > words.i else words)
    if pieces:
        yield Attribution(pieces, span_of(words.head, words), phrase_of(page, owner), 0.9, "according")


def _apposed(page: Page, comma: Token, end: Token) -> Token:
    """The end of what is added to a fronted source: "According to the Tide Post, a paper that watches the harbour, the quay is shut"."""
    doc = page.doc
    following = doc[comma.i + 1 : comma.sent.end]
    close = next((t for t in following if t.text == ","), None)
    if close is None or close.i - comma.i > 22 or following[0].lower_ not in ("a", "an", "the", "who", "which"):
        return end
    finite = ("VBD", "VBZ", "VBP", "MD")
    inside = [t for t in doc[comma.i + 1 : close.i] if t.tag_ in finite]
    after = next((t.i for t in doc[close.i + 1 : comma.sent.end] if t.text == ","), comma.sent.end)
    behind = [t for t in doc[close.i + 1 : after] if t.tag_ in finite]  # a clause of its own, not one more addition
    relative = any(t.lower_ in ("who", "which", "that") for t in doc[comma.i + 1 : close.i])
    if (inside and not relative) or not behind or doc[close.i + 1].tag_ in finite or doc[close.i + 1].lower_ in ("who", "which", "and", "or"):
        return end
    return doc[close.i - 1]


def _relative_before(token: Token) -> Token | None:
    """The relative clause that an "according to" without a comma belongs to: "a war, which has killed hundreds according to the council"."""
    head = token.head
    if token.i == 0 or token.doc[token.i - 1].text == "," or head.dep_ != "relcl" or head.left_edge.i >= head.i:
        return None
    opening = token.doc[head.left_edge.i - 1]
    return head if opening.text == "," and head.left_edge.tag_ in ("WDT", "WP", "WP$", "IN") else None
