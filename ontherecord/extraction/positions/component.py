"""``otr_positions``: the last component. Reads quotes and entities off the Doc and writes ``doc._.positions``."""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from ontherecord.extraction.positions import encoder, model
from ontherecord.extraction.positions.candidates import Candidate, candidates
from ontherecord.extraction.positions.choosing import by_rules, chosen, judge
from ontherecord.extraction.positions.features import Context, features
from ontherecord.extraction.positions.finder import Finder
from ontherecord.extraction.positions.merging import Again, merge
from ontherecord.extraction.positions.reading import Finding
from ontherecord.model import Position, Span, Statement, Toward
from ontherecord.settings import settings


@Language.component("otr_positions", retokenizes=False)
def otr_positions(doc: Doc) -> Doc:
    """Positions of a parsed Doc, in text order; offsets are characters of ``doc.text``. Never raises for odd input."""
    doc._.positions = []
    if not doc.has_annotation("DEP") or doc._.entities is None:
        return doc
    known = len(doc._.entities)
    weights = model.weights() if settings().extraction != "rules" else None
    if weights is None:
        doc._.positions = positions(doc, by_rules(Finder(doc).findings()))
    else:
        finder, _, found = read(doc)
        context = Context(doc)
        chances = judge(weights, [features(c, finder, context) for c in found])
        if (beside := encoder.encoder()) is not None:
            chances = beside.judge(doc, finder, found, chances)
        doc._.positions = positions(doc, chosen(finder, found, chances, weights.threshold, weights.wording), Again(weights.again))
    _forget(doc, known)
    return doc


def read(doc: Doc) -> tuple[Finder, list[Finding], list[Candidate]]:
    """What the rules find, weak findings too, and every candidate. May add entities for actors to the Doc."""
    finder = Finder(doc)
    findings = finder.findings()
    return finder, findings, list(candidates(finder, findings))


def positions(doc: Doc, kept: list[Finding], again: Again | None = None) -> list[Position]:
    """Positions of the findings that count: those that restate another become its further evidence."""
    return [_position(number, group, doc) for number, group in enumerate(merge(kept, again))]


def _forget(doc: Doc, known: int) -> None:
    """Leave out the entities that were made for actors who take no position after all, and number the rest anew."""
    used = sorted({p.actor for p in doc._.positions if p.actor >= known})
    number = {key: known + n for n, key in enumerate(used)}
    doc._.entities[known:] = [replace(doc._.entities[key], key=number[key]) for key in used]
    doc._.positions = [replace(p, actor=number.get(p.actor, p.actor)) for p in doc._.positions]


def _position(number: int, group: list[Finding], doc: Doc) -> Position:
    best = group[0]
    return Position(
        number=number,
        actor=best.actor,
        statements=tuple(_statement(f, doc) for f in group),
        matter=best.target.issue,
        toward=_toward(best),
        country=doc._.entities[best.actor].country or (best.quote.country if best.quote and best.quote.speaker == best.actor else None),
    )


def _statement(finding: Finding, doc: Doc) -> Statement:
    start, end = finding.trigger
    trigger = doc[start:end]
    return Statement(
        sentence=_evidence(finding),
        stance=finding.stance,
        target=finding.target.text,
        toward=_toward(finding),
        trigger=Span(trigger.start_char, trigger.end_char),
        hedge=finding.hedge,
        commitment=finding.commitment,
        basis=finding.basis,
        quote=finding.quote.number if finding.quote else None,
        confidence=round(min(finding.weight, 0.95), 2),
    )


def _toward(finding: Finding) -> Toward:
    sides: dict[str, Toward] = {"support": "for", "oppose": "against"}
    return sides.get(finding.stance, "neither")


def _evidence(finding: Finding) -> Span:
    text = finding.sentence.text
    start = finding.sentence.start_char + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))
