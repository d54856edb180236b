"""Quoted words that no clause holds: called X "...", referred to "...", warned of "..."."""

from __future__ import annotations

from spacy.tokens import Token

from ontherecord.extraction.document import MarkPair
from ontherecord.extraction.grammar import VERBS, children, subject_of
from ontherecord.extraction.quotes import lexicon
from ontherecord.extraction.quotes.attribution import Attribution, Held, Page, span_of
from ontherecord.extraction.quotes.direct import is_title
from ontherecord.extraction.quotes.indirect import is_reported
from ontherecord.extraction.quotes.sources import phrase_of
from ontherecord.model import Span

_SMALL = frozenset({"as", "to", "for", "of", ",", ":", "that", "on"})
"""What stands between a cue and the words that it governs."""


def named_in_marks(page: Page, chosen: list[Attribution]) -> list[Attribution]:
    """Attributions of quoted words that none of the chosen ones holds and a cue governs."""
    found: list[Attribution] = []
    held = Held(page, chosen)
    for pair in page.pairs:
        if held.touches(*pair.inner) or is_title(page, pair):
            continue
        attribution = _governed(page, pair, held)
        if attribution is not None:
            held.add(attribution)
            found.append(attribution)
    return found


def _governed(page: Page, pair: MarkPair, held: Held) -> Attribution | None:
    below, verb = page.token_at(pair.inner.start), None
    for token in below.ancestors:
        if token.pos_ in VERBS and token.idx < pair.start:
            verb = token
            break
        below = token
    lemma = "" if verb is None else verb.lemma_.lower()
    if verb is None or lemma not in lexicon.VERBS or lemma in lexicon.NOT_FRAGMENT or not is_reported(verb):
        return None
    subject = subject_of(verb)
    if subject is None or subject.lower_ in lexicon.NOBODY:
        return None
    same = [
        p
        for p in page.pairs_at(pair.end, below.right_edge.idx)
        if pair.end < p.start < below.right_edge.idx and page.token_at(p.start).sent == verb.sent
    ]
    piece = Span(_first(page, verb, below, pair).idx, max([pair, *same]).end)
    if held.touches(*piece):
        piece = Span(pair.start, pair.end)
    pairs = [p for p in page.pairs_at(*piece) if piece.start <= p.start and p.end <= piece.end]
    return Attribution([piece], span_of(verb, verb), phrase_of(page, subject), lexicon.VERBS[lemma], "fragment", pairs)


def _first(page: Page, verb: Token, below: Token, pair: MarkPair) -> Token:
    """The first word of what is named: of "called the plan a "gift"" the plan."""
    first = below.nbor() if below.dep_ in ("prep", "agent") and below.idx < pair.start else below.left_edge
    if verb.lemma_.lower() in lexicon.NAMING:
        named = next((c for c in children(verb, "dobj", "ccomp", "oprd", "pobj", "nsubj", "prep") if c.i > verb.i), below)
        first = named.nbor() if named.dep_ == "prep" else named.left_edge
    first = page.doc[max(first.i, verb.i + 1)]
    while first.idx < pair.start and first.lower_ in _SMALL:
        first = first.nbor()
    return first if first.idx <= pair.start else page.token_at(pair.start)
