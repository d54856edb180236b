"""``otr_positions``: the last component. Reads quotes and entities off the Doc and writes ``doc._.positions``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from ontherecord.extraction.positions.finder import Finder
from ontherecord.extraction.positions.merging import merge
from ontherecord.extraction.positions.reading import Finding
from ontherecord.model import Position, Span

THRESHOLD = 0.4
"""Findings below it are left out: a wrong position costs a reader more than a missing one."""


@Language.component("otr_positions", retokenizes=False)
def otr_positions(doc: Doc) -> Doc:
    """Positions of a parsed Doc, in text order; offsets are characters of ``doc.text``. Never raises for odd input."""
    doc._.positions = []
    if not doc.has_annotation("DEP") or doc._.entities is None:
        return doc
    groups = merge([f for f in Finder(doc).findings() if f.weight >= THRESHOLD])
    doc._.positions = [_position(number, group, doc) for number, group in enumerate(groups)]
    return doc


def _position(number: int, group: list[Finding], doc: Doc) -> Position:
    best = group[0]
    start, end = best.trigger
    trigger = doc[start:end]
    return Position(
        number=number,
        actor=best.actor,
        target=best.target.text,
        stance=best.stance,
        evidence=tuple(dict.fromkeys(_evidence(f) for f in group)),
        issue=best.target.issue,
        country=doc._.entities[best.actor].country or (best.quote.country if best.quote and best.quote.speaker == best.actor else None),
        hedge=best.hedge,
        commitment=best.commitment,
        basis=best.basis,
        quote=best.quote.number if best.quote else None,
        trigger=Span(trigger.start_char, trigger.end_char),
        confidence=round(min(best.weight + 0.05 * (len(group) - 1), 0.95), 2),
    )


def _evidence(finding: Finding) -> Span:
    text = finding.sentence.text
    start = finding.sentence.start_char + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))
