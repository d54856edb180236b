"""``according to SOURCE``, ``in the words of SOURCE``: the sentence round the phrase, or the clause that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ontherecord.extraction.grammar import FINITE, children
from ontherecord.extraction.quotes.attribution import Attribution, Page, around, span_of
from ontherecord.extraction.quotes.sources import phrase_of
from ontherecord.model import Span

_LONGEST_ADDITION = 22
"""Words of what is added to a source between commas."""


def propose(page: Page, token: Token) -> Iterator[Attribution]:
    """``according to SOURCE``, ``per SOURCE``: the sentence without that phrase."""
    doc, sentence = page.doc, token.sent
    last_cue = token
    if token.lower_ == "according":
        last_cue = doc[min(token.i + 1, len(doc) - 1)]
        if last_cue.lower_ != "to":
            return
    elif not (token.is_sent_start or doc[token.i - 1].text == ","):
        return  # so much "per day"
    noun = next((c for t in (last_cue, token) for c in children(t, "pobj")), None)
    if noun is None:
        return
    source = phrase_of(page, noun)
    end = page.token_at(max(source.end - 1, noun.right_edge.idx))
    comma = next((t for t in doc[page.token_at(source.end - 1).i + 1 : sentence.end] if t.text == ","), None)
    if token.i == sentence.start and comma is not None:
        end = _apposed(page, comma, doc[min(end.i, comma.i - 1)])
    clause = _relative_before(token)
    pieces = [span_of(clause.left_edge, doc[token.i - 1])] if clause is not None else around(page, sentence.root, token, end)
    if pieces:
        yield Attribution(pieces, Span(token.idx, last_cue.idx + len(last_cue.text)), source, 0.95, "according")


def in_words(page: Page, words: Token) -> Iterator[Attribution]:
    """``The plan is, in the words of one ally, "done for"``; ``in her words``."""
    owner = next(iter(children(words, "poss")), None)
    owner = next((noun for of in words.children if of.lower_ == "of" for noun in children(of, "pobj")), owner)
    if owner is None or not page.pairs_in(words.sent.start_char, words.sent.end_char):
        return
    pieces = around(page, words.sent.root, words.head, words.right_edge if owner.i > words.i else words)
    if pieces:
        yield Attribution(pieces, span_of(words.head, words), phrase_of(page, owner), 0.9, "according")


def _apposed(page: Page, comma: Token, end: Token) -> Token:
    """The end of what is added to a fronted source: "According to the Tide Post, a paper that watches the harbour, the quay is shut"."""
    doc = page.doc
    close = next((t for t in doc[comma.i + 1 : comma.sent.end] if t.text == ","), None)
    if close is None or close.i - comma.i > _LONGEST_ADDITION or comma.nbor().lower_ not in ("a", "an", "the", "who", "which"):
        return end
    added = doc[comma.i + 1 : close.i]
    after = next((t.i for t in doc[close.i + 1 : comma.sent.end] if t.text == ","), comma.sent.end)
    behind = doc[close.i + 1 : after]  # a clause of its own, not one more addition
    a_clause = any(t.tag_ in FINITE for t in added) and not any(t.lower_ in ("who", "which", "that") for t in added)
    goes_on = any(t.tag_ in FINITE for t in behind) and behind[0].lower_ not in ("who", "which", "and", "or")
    return doc[close.i - 1] if goes_on and not a_clause else end


def _relative_before(token: Token) -> Token | None:
    """The relative clause that an "according to" without a comma belongs to: "a war, which has killed hundreds according to the council"."""
    head = token.head
    if token.i == 0 or token.nbor(-1).text == "," or head.dep_ != "relcl" or head.left_edge.i == 0:
        return None
    return head if head.left_edge.nbor(-1).text == "," else None
