"""Days of speech anew, where the day of publication turns out to be another: the rule that extraction dates by, on spans that are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ontherecord.extraction import dates
from ontherecord.loading.repair import ReadingText
from ontherecord.model import Extraction, Span


@dataclass(frozen=True, slots=True)
class Redated:
    """``record``: quote or position, ``number`` its number; ``place`` of the statement in a position, None for a quote."""

    record: str
    number: int
    place: int | None
    said_on: date | None
    said_basis: str


def redated(extraction: Extraction, published: date | None) -> Iterator[Redated]:
    """What :func:`extraction.dates.said_on` says of every quote and statement of an article that was published on another day."""
    reading = ReadingText(extraction.article.text, extraction.article.repairs)

    def read(span: Span) -> Span:
        return Span(*reading.to_reading(*span))

    def sentence(at: int) -> Span:
        held = next((s for s in extraction.sentences if s.start <= at < s.end), None)
        return read(Span(held.start, held.end)) if held else read(Span(at, at))

    said = {}
    for quote in extraction.quotes:
        anchor = quote.cue.start if quote.cue else quote.pieces[0].start
        near = read(quote.cue) if quote.cue else None
        said[quote.number] = dates.said_on(reading.text, sentence(anchor), [read(piece) for piece in quote.pieces], published, near)
        yield Redated("quote", quote.number, None, *said[quote.number])
    for position in extraction.positions:
        for place, s in enumerate(position.statements):
            if s.quote in said:
                day, basis = said[s.quote]
            else:
                day, basis = dates.said_on(reading.text, read(s.sentence), (), published, read(s.trigger) if s.trigger else None)
            yield Redated("position", position.number, place, day, basis)
