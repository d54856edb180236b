"""The factory ``otr_speakers``: completes the quotes of a Doc with speaker, kind of source, country, chain, reason and the date said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from ontherecord.extraction import dates, document
from ontherecord.extraction.speakers import floating, missed_names, transcript
from ontherecord.extraction.speakers.context import Context
from ontherecord.extraction.speakers.coreference import Antecedent
from ontherecord.extraction.speakers.delayed_naming import name_later
from ontherecord.extraction.speakers.discourse import Answer, Discourse
from ontherecord.extraction.speakers.narrator import Narrator
from ontherecord.extraction.speakers.resolution import resolve
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
        missed_names.take_in(doc, doc._.quotes)
        context = Context(doc)
        discourse = Discourse(context)
        narrator = Narrator(discourse)
        out: list[Quote] = list(context.quotes)
        for index in sorted(range(len(out)), key=lambda i: min(p.start for p in out[i].pieces)):
            quote = out[index]
            narrator.read_on(quote.source.start if quote.source is not None else quote.pieces[0].start)
            out[index] = _complete(discourse, index)
        narrator.read_on(len(context.text))
        doc._.meant = narrator.meant
        published = doc._.article.published_on if doc._.article is not None else None
        doc._.quotes = [_dated(context, quote, published) for quote in name_later(context, out)]
        return doc


def _complete(discourse: Discourse, index: int) -> Quote:
    context = discourse.context
    quote = context.quotes[index]
    resolution: Resolution = "explicit"
    answer = transcript.answer(context, quote)
    if answer is None and quote.source is not None:
        answer = resolve(discourse, quote.source.start, quote.source.end, index)
    elif answer is None:
        resolution, answer = "floating", _float(discourse, index)
    if answer is None or answer.entity is None:
        kind, reason = (answer.kind, answer.reason) if answer is not None else ("none", "no source could be found")
        return replace(quote, resolution="unknown", source_kind=kind, reason=reason, confidence=0.0)
    discourse.spoke(index, answer)
    country, why = discourse.country(answer.entity)
    return replace(
        quote,
        speaker=answer.entity,
        source_kind=answer.kind,
        country=country,
        country_reason=why,
        resolution="anaphoric" if answer.anaphoric and resolution == "explicit" else resolution,
        chain=_chain(context, quote, answer),
        reason=answer.reason,
        confidence=round(min(answer.confidence, quote.confidence or 1.0), 2),
    )


def _float(discourse: Discourse, index: int) -> Answer | None:
    found = floating.find(discourse.context, index, discourse.spoken)
    if found is None:
        return None
    if found.entity is not None:
        return discourse.known(Antecedent(found.entity, found.place, found.confidence, found.reason))
    if found.source is None:
        return Answer(None, "none", found.reason, found.confidence)
    answer = resolve(discourse, *found.source, index)
    return answer and replace(answer, reason=f"{found.reason}: {answer.reason}", confidence=min(answer.confidence, found.confidence))


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
