"""Quotes without a source beside them: who asks, the speaker who goes on, whoever is named before the speech.

Each rule gives a source to read, an entity, or nobody, with a reason; none of them guesses across another speaker.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ontherecord.extraction.grammar import FINITE, VERBS
from ontherecord.extraction.speakers import lexicon
from ontherecord.extraction.speakers.context import Context, Place
from ontherecord.extraction.speakers.coreference import Spoken

_OPEN_MARKS = "\"“”'‘’«»„ \t…."


@dataclass(frozen=True, slots=True)
class Found:
    """Either characters of a source that stands elsewhere, or the entity that goes on speaking (with the place it is known from), or nobody."""

    reason: str
    confidence: float
    source: tuple[int, int] | None = None
    entity: int | None = None
    place: Place | None = None


def find(context: Context, index: int, spoken: Sequence[Spoken]) -> Found | None:
    """Who speaks in quote ``index``, by the first rule that tells; None when it cannot be told."""
    return next((found for rule in _RULES if (found := rule(context, index, spoken)) is not None), None)


def _nobody(context: Context, index: int, spoken: Sequence[Spoken]) -> Found | None:
    """ "Asked whether ...", "it was claimed that": the cue itself tells that its source is left out."""
    cue = context.quotes[index].cue
    words = context.span(*cue) if cue is not None else None
    if words is None:
        return None
    verb = next((t for t in words if t.pos_ in VERBS), words.root)
    passive = verb.tag_ == "VBN" and not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    if verb.lemma_.lower() in lexicon.ASK and (passive or verb.is_sent_start):
        return Found("the text does not say who asked", 0.8)
    if passive and any(c.dep_ == "auxpass" for c in verb.children):
        return Found("told without a source", 0.6)
    return None


def _same_paragraph(context: Context, index: int, spoken: Sequence[Spoken]) -> Found | None:
    """Speech after speech in one paragraph goes on."""
    paragraph = context.paragraph(context.quotes[index].pieces[0].start)
    here = [s for s in reversed(spoken) if s.paragraph == paragraph]
    # A bill or a report that was cited in between does not go on speaking.
    people = [s for s in here if context.kind(s.entity) != "other"] if context.quotes[index].type == "direct" else here
    last = next(iter(people or here), None)
    return None if last is None else Found("goes on speaking in the same paragraph", 0.85, entity=last.entity, place=last.place)


def _after_colon(context: Context, index: int, spoken: Sequence[Spoken]) -> Found | None:
    """Speech after a colon belongs to the subject of what stands before it, or to the one whom a heading names."""
    at = len(context.text[: context.quotes[index].pieces[0].start].rstrip(_OPEN_MARKS + "\n\r")) - 1
    if at <= 0 or context.text[at] != ":":
        return None
    left, _ = context.sentence_span(at)
    words = context.span(left, at)
    place = new_subject(context, left, at)
    if place is not None:
        return Found("speech announced by a colon", 0.75, entity=place.entity, place=place)
    token = next((t for t in words or () if t.dep_ == "nsubj" and t.lower_ in lexicon.PERSONAL), None)
    if token is not None:
        return Found("speech announced by a colon", 0.7, source=(token.idx, token.idx + len(token)))
    named = [m for m in context.mentions_in(left, at) if context.kind(m.entity) == "person"]
    # "Reactions to Lind:" is of others, and so is "Lind's critics:".
    of = any(t.tag_ in FINITE or (t.pos_ == "ADP" and t.lower_ not in {"from", "by"}) for t in words or ())
    if len(named) == 1 and not of and context.text[named[0].end : at].strip()[:1] in ("", ","):
        return Found("speech announced by a colon and a name", 0.7, source=(named[0].start, named[0].end))
    return None


def _subject_before(context: Context, index: int, spoken: Sequence[Spoken]) -> Found | None:
    """Words in marks after a sentence about one person in the same paragraph."""
    quote = context.quotes[index]
    if quote.type == "indirect":
        return None
    start = quote.pieces[0].start
    place = new_subject(context, context.paragraph_span(context.paragraph(start))[0], start)
    return None if place is None else Found("the subject of the sentence before", 0.55, entity=place.entity, place=place)


def _goes_on(context: Context, index: int, spoken: Sequence[Spoken]) -> Found | None:
    """A paragraph of speech after a paragraph with speech: the same speaker goes on, unless somebody else has become the subject."""
    quote = context.quotes[index]
    start = quote.pieces[0].start
    paragraph = context.paragraph(start)
    lead = context.text[context.paragraph_span(paragraph)[0] : start].strip(_OPEN_MARKS)
    if not spoken or paragraph - spoken[-1].paragraph != 1 or (lead and quote.type == "indirect") or lead.endswith(":"):
        return None  # words of their own before a colon announce somebody else: "Her critics: ..."
    last, before = spoken[-1], context.quotes[spoken[-1].quote]
    other = new_subject(context, max(before.pieces[-1].end, before.source.end if before.source else 0), start)
    if other is not None and other.entity != last.entity:
        return None  # whether the one who spoke or the one who was named last goes on cannot be told
    return Found("goes on from the paragraph before", 0.8, entity=last.entity, place=last.place)


def _subject_of_paragraph_before(context: Context, index: int, spoken: Sequence[Spoken]) -> Found | None:
    quote = context.quotes[index]
    paragraph = context.paragraph(quote.pieces[0].start)
    if quote.type != "direct" or paragraph == 0 or (spoken and paragraph - spoken[-1].paragraph == 1):
        return None
    place = new_subject(context, *context.paragraph_span(paragraph - 1))
    return None if place is None else Found("the subject of the paragraph before", 0.45, entity=place.entity, place=place)


def new_subject(context: Context, start: int, end: int) -> Place | None:
    """The last person that is a named subject between two places, outside speech."""
    between = (p for p in reversed(context.places) if start <= p.start < end)
    return next((p for p in between if p.part == "subject" and not p.inside and p.named and context.kind(p.entity) == "person"), None)


_RULES: tuple[Callable[[Context, int, Sequence[Spoken]], Found | None], ...] = (
    *(_nobody, _same_paragraph, _after_colon, _subject_before, _goes_on, _subject_of_paragraph_before),
)
