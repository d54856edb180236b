"""Dates and outlets that people correct. A correction is a row of its own, laid over what the machine found and never written into it.

The last correction of an article and field counts; one that is taken back shows the machine's value again. Days of quotes and positions that
follow from the day of publication ("on Sunday") follow from the corrected one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ontherecord.errors import Code, Problem
from ontherecord.extraction import dates
from ontherecord.loading.repair import ReadingText
from ontherecord.model import Span
from ontherecord.store import Writer, records

FIELDS = {"date": "published_on", "outlet": "outlet"}
"""What may be corrected: its name for people -> the column."""


@dataclass(frozen=True, slots=True)
class Correction:
    """``value``: the outlet, or the day as 2025-03-14; None: there is none. ``undone``: the machine's value holds again."""

    article_id: str
    field: str
    """date | outlet"""
    value: str | None = None
    undone: bool = False


def correct(corpus: str, corrections: Iterable[Correction]) -> int:
    """Lay corrections over a corpus; they are seen from the build on whose number is returned.

    Raises Problem C01 to C05, C12 (no such article), F02 (not a day)."""
    given = list(corrections)
    with Writer(corpus) as writer:
        known = writer.known()
        if not writer.version:
            raise Problem(Code.C01, name=corpus, known="build it from files first")
        rows = []
        for one in given:
            if one.article_id not in known:
                raise Problem(Code.C12, name=corpus, what="article", value=one.article_id)
            rows.append({"article_id": one.article_id, "field": FIELDS[one.field], "value": _value(one), "undone": one.undone})
        if not rows:
            return writer.version
        writer.correct(rows)
        writer.redate(redated(writer))
        return writer.commit()


def _value(one: Correction) -> str | None:
    value = (one.value or "").strip() or None
    if one.field == "date" and value is not None and not one.undone:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise Problem(Code.F02, value=one.value) from None
    return value


def redated(writer: Writer) -> list[dict[str, Any]]:
    """What the corrected dates of a corpus mean for its quotes and positions: article_id, record, number, place, said_on, said_basis."""
    days = {id: fields["published_on"] for id, fields in writer.corrections().items() if "published_on" in fields}
    if not days:
        return []
    parts: dict[str, dict[str, list[dict[str, Any]]]] = {id: {"quotes": [], "positions": []} for id in days}
    for table in ("quotes", "positions"):
        for row in writer.rows(table, ids=days):
            parts[row["article_id"]][table].append(row)
    found: list[dict[str, Any]] = []
    for row in writer.rows("articles", ids=days):
        id, day = row["article_id"], days[row["article_id"]]
        found += _redated(row, parts[id]["quotes"], parts[id]["positions"], date.fromisoformat(day) if day else None)
    return found


def _redated(
    article: dict[str, Any], quotes: list[dict[str, Any]], positions: list[dict[str, Any]], published: date | None
) -> Iterator[dict[str, Any]]:
    """The rule that extraction dates by (:func:`extraction.dates.said_on`), on the stored spans of one article."""
    extraction = records.extraction(article, (), (), quotes, positions)
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
        yield _row(extraction.article.id, "quote", quote.number, None, *said[quote.number])
    for position in extraction.positions:
        for place, s in enumerate(position.statements):
            if s.quote in said:
                day, basis = said[s.quote]
            else:
                day, basis = dates.said_on(reading.text, read(s.sentence), (), published, read(s.trigger) if s.trigger else None)
            yield _row(extraction.article.id, "position", position.number, place, day, basis)


def _row(id: str, record: str, number: int, place: int | None, said_on: date | None, basis: str) -> dict[str, Any]:
    return {"article_id": id, "record": record, "number": number, "place": place, "said_on": said_on, "said_basis": basis}
