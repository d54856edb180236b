"""The factory ``otr_speakers``: completes the quotes of a Doc with speaker, kind of source, country, chain, reason and the date said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from ontherecord.extraction import dates, document
from ontherecord.extraction.speakers import floating, transcript
from ontherecord.extraction.speakers import lexicon as pat
from ontherecord.extraction.speakers.context import Context
from ontherecord.extraction.speakers.coreference import Antecedent
from ontherecord.extraction.speakers.delayed_naming import name_later
from ontherecord.extraction.speakers.discourse import Answer
from ontherecord.extraction.speakers.resolution import Resolver
from ontherecord.extraction.speakers.source_phrase import SourcePhrase
from ontherecord.model import Quote, Resolution, Span

document.register()


@Language.factory("otr_speakers", requires=["token.dep", "token.tag", "doc.sents"])
def make_speakers(nlp: Language, name: str) -> Speakers:
    """The component; it has no settings and keeps no state between Docs."""
    return Speakers()


class Speakers:
    """Quotes are completed in text order, since a resolved speaker is what later pronouns and floating quotes refer to."""

    def __call__(self, doc: Doc) -> Doc:
        if doc._.quotes is None:
            return doc
        if doc._.entities is None:
            doc._.entities = []
        context = Context(doc)
        resolver = Resolver(context)
        out: list[Quote] = list(context.quotes)
        for index in sorted(range(len(out)), key=lambda i: _first(out[i])):
            out[index] = _complete(context, resolver, index)
        out = name_later(resolver, out)
        resolver.read_on(len(context.text))
        doc._.meant = resolver.meant
        published = doc._.article.published_on if doc._.article is not None else None
        doc._.quotes = [_dated(context, quote, published) for quote in out]
        return doc


def _first(quote: Quote) -> int:
    return min(p.start for p in quote.pieces)


def _complete(context: Context, resolver: Resolver, index: int) -> Quote:
    quote = context.quotes[index]
    resolver.read_on(quote.source.start if quote.source is not None else quote.pieces[0].start)
    resolution: Resolution = "explicit"
    if (spoken := transcript.answer(context, quote)) is not None:
        answer: Answer | None = spoken
    elif quote.source is not None:
        answer = resolver.answer(quote.source.start, quote.source.end, index)
    else:
        resolution = "floating"
        answer = _float(resolver, index)
    if answer is None or answer.entity is None:
        kind = answer.kind if answer is not None else "none"
        return replace(quote, resolution="unknown", source_kind=kind, reason=answer.reason if answer else "no source could be found", confidence=0.0)
    if answer.anaphoric and resolution == "explicit":
        resolution = "anaphoric"
    resolver.spoke(index, answer)
    country, reason = resolver.country(answer)
    return replace(
        quote,
        speaker=answer.entity,
        source_kind=answer.kind,
        country=country,
        country_reason=reason,
        resolution=resolution,
        chain=_chain(context, quote, answer),
        reason=answer.reason,
        confidence=round(min(answer.confidence, quote.confidence or 1.0), 2),
    )


def _float(resolver: Resolver, index: int) -> Answer | None:
    found = floating.find(resolver.context, index, resolver.turns)
    if found is None:
        return None
    if found.nobody:
        return Answer(None, "none", found.reason, found.confidence)
    if found.source is not None:
        answer = resolver.answer(*found.source, index)
        if answer is not None and answer.kind == "unnamed" and answer.reading is not None and not _can_speak(answer.reading):
            return None
        return (
            replace(answer, reason=f"{found.reason}: {answer.reason}", confidence=min(answer.confidence, found.confidence))
            if answer is not None
            else None
        )
    assert found.entity is not None
    return resolver.known(Antecedent(found.entity, found.place, found.confidence, found.reason))


def _can_speak(reading: SourcePhrase) -> bool:
    """Whether the subject found for a cue is someone or something that speaks; "the talks" only look like a source."""
    if reading.kind not in {"unnamed", "description"}:
        return True
    lemma = reading.head.lemma_.lower()
    return lemma in pat.HUMAN_NOUNS or lemma in pat.ORG_NOUNS or reading.head.text[:1].isupper()


def _chain(context: Context, quote: Quote, answer: Answer) -> tuple[Span, ...]:
    """Source, antecedent, fullest name: each place once, in this order."""
    spans: list[Span] = [quote.source] if quote.source is not None else []
    if answer.place is not None:
        spans.append(Span(answer.place.start, answer.place.end))
    if answer.entity is not None and (full := context.canonical_place(answer.entity)) is not None:
        spans.append(Span(full.start, full.end))
    out: list[Span] = []
    for span in spans:
        if not any(span.start < seen.end and seen.start < span.end for seen in out):
            out.append(span)
    return tuple(out)


def _dated(context: Context, quote: Quote, published: date | None) -> Quote:
    """With the day named in the sentence of the cue (or of the first piece), outside the content."""
    anchor = quote.cue.start if quote.cue is not None else quote.pieces[0].start
    start, end = context.sentence_span(anchor)
    said_on, basis = dates.said_on(context.text, Span(start, end), quote.pieces, published, quote.cue)
    return replace(quote, said_on=said_on, said_basis=basis)
