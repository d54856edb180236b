"""From a processed Doc to an :class:`Extraction`: every offset is led back from the reading text to the original."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from ontherecord.extraction.document import paragraph_at
from ontherecord.loading.repair import ReadingText
from ontherecord.model import Extraction, Sentence, Span


def to_original(doc: Doc, reading: ReadingText, version: str) -> Extraction:
    """Records of a Doc with offsets into ``article.text``."""

    def span(start: int, end: int) -> Span:
        return reading.to_original(start, end)

    def optional(found: Span | None) -> Span | None:
        return span(*found) if found is not None else None

    def spans(found: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(span(*s) for s in found)

    sentences = []
    text = doc.text  # joined anew at each access
    for sentence in doc.sents:
        start, end = trimmed(text, sentence.start_char, sentence.end_char)
        if start < end:
            sentences.append(Sentence(*span(start, end), paragraph_at(doc, start)))
    entities = [
        replace(entity, roles=tuple(replace(role, start=s.start, end=s.end) for role in entity.roles for s in [span(role.start, role.end)]))
        for entity in doc._.entities or ()
    ]
    mentions = [replace(mention, start=s.start, end=s.end) for mention in doc._.mentions or () for s in [span(mention.start, mention.end)]]
    quotes = [replace(q, pieces=spans(q.pieces), cue=optional(q.cue), source=optional(q.source), chain=spans(q.chain)) for q in doc._.quotes or ()]
    positions = [
        replace(p, statements=tuple(replace(s, sentence=span(*s.sentence), trigger=optional(s.trigger)) for s in p.statements))
        for p in doc._.positions or ()
    ]
    return Extraction(
        article=doc._.article,
        sentences=tuple(sentences),
        entities=tuple(entities),
        mentions=tuple(mentions),
        quotes=tuple(quotes),
        positions=tuple(positions),
        version=version,
    )


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its edges."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
