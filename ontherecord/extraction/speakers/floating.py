"""Quotes without a source beside them: the subject of the cue's clause, the speaker who goes on, a name set under or before the speech.

Each rule gives a source to read or an entity, with a reason; none of them guesses across another speaker.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from ontherecord.extraction.speakers import lexicon as pat
from ontherecord.extraction.speakers.context import Context, Place
from ontherecord.extraction.speakers.coreference import Spoken
from ontherecord.model import Quote

_SIGNATURE = re.compile(r"[\s\"”’)]{0,4}(?:[—–]|--|-)\s?(?=[A-Z@])")
"""After speech: a dash and a name ("— Jane Doe (@janedoe)")."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPEN_MARKS = "\"“”'‘’«»„ \t…."


@dataclass(frozen=True, slots=True)
class Found:
    """Either characters of a source that stands elsewhere, or the entity that goes on speaking (with the place it is known from)."""

    reason: str
    confidence: float
    source: tuple[int, int] | None = None
    entity: int | None = None
    place: Place | None = None
    nobody: bool = False


def find(context: Context, index: int, turns: list[Spoken]) -> Found | None:
    """Who speaks in quote ``index``; None when it cannot be told."""
    quote = context.quotes[index]
    if quote.cue is not None:
        found = _by_cue(context, quote)
        if found is not None:
            return found
    start, end = quote.pieces[0].start, quote.pieces[-1].end
    paragraph = context.paragraph(start)
    return (
        _signature(context, end)
        or _same_paragraph(context, index, turns, paragraph)
        or _introduced(context, index, turns, start)
        or _goes_on(context, quote, turns, paragraph)
    )


def _by_cue(context: Context, quote: Quote) -> Found | None:
    """The subject of "saying", "adding": up the clauses to the first one that has a subject. "Asked whether ..." has nobody."""
    assert quote.cue is not None
    cue = context.span(*quote.cue)
    if cue is None:
        return None
    verb = next((t for t in cue if t.pos_ in {"VERB", "AUX"}), cue.root)
    passive = verb.tag_ == "VBN" and not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    if verb.lemma_.lower() in pat.ASK_LEMMAS and (passive or verb.is_sent_start):
        return Found("the text does not say who asked", 0.8, nobody=True)
    if passive and any(c.dep_ == "auxpass" for c in verb.children):
        return Found("told without a source", 0.6, nobody=True)
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    if passive and verb.dep_ == "acl":
        return Found(f'"{verb.text}" without a source', 0.6, nobody=True)
    subject = subject_of(verb)
    if subject is None or context.content(subject.idx) >= 0:
        return None
    left, right = noun_phrase(subject)
    return Found(f'subject of "{verb.text}"', 0.8, source=(left, right))


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, or of the clauses above it."""
    for _ in range(5):
        for child in verb.children:
            if child.dep_ in {"nsubj", "nsubjpass"}:
                return child
        if verb.dep_ == "acl" and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return verb.head
        if verb.head is verb or verb.dep_ not in {"advcl", "xcomp", "conj", "acl", "ccomp", "relcl", "pcomp", "prep", "dep", "parataxis"}:
            return None
        verb = verb.head
    return None


def noun_phrase(token: Token) -> tuple[int, int]:
    """Characters of a noun phrase without its relative clause."""
    doc = token.doc
    left = token.left_edge.i
    right = token.i
    for child in token.rights:
        if child.dep_ in {"relcl", "acl", "advcl", "punct"} and child.dep_ != "punct":
            break
        if child.dep_ in {"prep", "appos", "conj", "cc", "flat", "case"}:
            right = child.right_edge.i
    if right - left > 20:
        right = token.i
    return doc[left].idx, doc[right].idx + len(doc[right])


def _signature(context: Context, end: int) -> Found | None:
    match = _SIGNATURE.match(context.text, end)
    if match is None:
        return None
    for mention in context.mentions_in(match.end(), match.end() + 60):
        title = context.span(match.end(), mention.start) if mention.start - match.end() > 2 else ()
        if all(t.pos_ in {"NOUN", "PROPN", "ADJ"} for t in title or ()) and context.kind(mention.entity) in {"person", "organisation"}:
            return Found("signed with the name", 0.9, source=(mention.start, mention.end))
    return None


def _same_paragraph(context: Context, index: int, turns: list[Spoken], paragraph: int) -> Found | None:
    """Speech after speech in one paragraph goes on, unless someone else has become the subject in between."""
    here = [t for t in turns if t.paragraph == paragraph]
    if context.quotes[index].type == "direct":
        # A bill or a report that was cited in between does not go on speaking.
        here = [t for t in here if context.kind(t.entity) != "other"] or here
    if not here:
        return None
    turn = here[-1]
    before = context.quotes[turn.quote]
    start = context.quotes[index].pieces[0].start
    other = _new_subject(context, max(before.pieces[-1].end, before.source.end if before.source else 0), start)
    if other is not None and other.entity != turn.entity:
        return Found("the subject of the sentence before", 0.55, entity=other.entity, place=other)
    return Found("goes on speaking in the same paragraph", 0.85, entity=turn.entity, place=turn.place)


def _new_subject(context: Context, start: int, end: int) -> Place | None:
    """The last person or organisation that is a named subject between two places, outside speech."""
    for place in reversed(context.places):
        if start <= place.start < end and place.part == "subject" and not place.inside and place.named and context.kind(place.entity) == "person":
            return place
        if place.start < start:
            break
    return None


def _of(token: Token) -> bool:
    """A preposition that makes a name the one who is spoken of: "Reactions to Lind:", not "And from Lind:"."""
    return token.pos_ == "ADP" and token.lower_ not in {"from", "by"}


def _introduced(context: Context, index: int, turns: list[Spoken], start: int) -> Found | None:
    """Speech after a colon belongs to the subject of what stands before it; else a paragraph's single subject before its speech."""
    text = context.text
    at = start - 1
    while at > 0 and text[at] in _OPEN_MARKS + "\n\r":
        at -= 1
    if at > 0 and text[at] == ":":
        left, right = context.sentence_span(at)
        turn = next((t for t in reversed(turns) if left <= context.quotes[t.quote].pieces[0].start <= right), None)
        if turn is not None:
            return Found("speech announced by a colon", 0.75, entity=turn.entity, place=turn.place)
        place = _new_subject(context, left, at)
        if place is not None:
            return Found("speech announced by a colon", 0.75, entity=place.entity, place=place)
        token = next((t for t in context.span(left, at) or () if t.dep_ == "nsubj" and t.lower_ in pat.PERSONAL), None)
        if token is not None:
            return Found("speech announced by a colon", 0.7, source=(token.idx, token.idx + len(token)))
        named = [m for m in context.mentions_in(left, at) if context.kind(m.entity) == "person"]
        words = context.span(left, at) or ()
        heading = left == context.paragraph_span(context.paragraph(at))[0] and not any(t.tag_ in _FINITE or _of(t) for t in words)
        if len(named) == 1 and heading and context.text[named[0].end : at].strip()[:1] in ("", ","):  # not "Lind's critics:"
            return Found("speech announced by a colon and a name", 0.7, source=(named[0].start, named[0].end))
    if context.quotes[index].type == "indirect":
        return None
    left = context.paragraph_span(context.paragraph(start))[0]
    place = _new_subject(context, left, start)
    return Found("the subject of the sentence before", 0.55, entity=place.entity, place=place) if place is not None else None


def _goes_on(context: Context, quote: Quote, turns: list[Spoken], paragraph: int) -> Found | None:
    """A paragraph of speech after a paragraph with speech: the same speaker goes on, if that paragraph ends with this speaker's words."""
    start = quote.pieces[0].start
    left = context.paragraph_span(paragraph)[0]
    lead = context.text[left:start].strip(_OPEN_MARKS)
    if not turns or (lead and quote.type == "indirect") or lead.endswith(":"):
        return None  # words of their own before a colon announce somebody else: "Her critics: ..."
    turn = turns[-1]
    if paragraph - turn.paragraph == 1:
        before = context.quotes[turn.quote]
        other = _new_subject(context, max(before.pieces[-1].end, before.source.end if before.source else 0), start)
        if other is not None and other.entity != turn.entity:
            return None  # whether the one who spoke or the one who was named last goes on cannot be told
        return Found("goes on from the paragraph before", 0.8, entity=turn.entity, place=turn.place)
    if quote.type != "direct" or paragraph == 0:
        return None
    previous = context.paragraph_span(paragraph - 1)
    place = _new_subject(context, *previous)
    return Found("the subject of the paragraph before", 0.45, entity=place.entity, place=place) if place is not None else None
