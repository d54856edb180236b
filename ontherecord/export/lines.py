"""An extraction as one JSON line: offsets are code points into the article's original text, end exclusive.

{"doc_id": ..., "quotes": [{"spans": [[s, e], ...], "type": ..., "cue": [s, e] | null, "source": [s, e] | null, "speaker": name | null,
 "speaker_kind": ..., "country": code | null, ...}], "people": [{"name": ..., "variants": [...], "country": ...}],
 "positions": [{"actor": name, "country": ..., "issue": ..., "target": ..., "stance": ..., "evidence": [[s, e]], "position": number, ...}]}

In ``positions`` each statement has an object of its own; those of one position (an actor's side toward a matter) share ``position``.
``said_on`` is as exact as it is known: "2025-04-05", "2025-04" or "2025".
"""

from __future__ import annotations

import json
from typing import Any

from ontherecord.model import Extraction, Position, Quote, Span, Statement
from ontherecord.queries.days import iso


def as_line(extraction: Extraction) -> str:
    """One line of JSON without a line break at its end."""
    return json.dumps(as_dict(extraction), ensure_ascii=False)


def as_dict(extraction: Extraction) -> dict[str, Any]:
    """What :func:`as_line` writes. People are the named persons; speakers and actors go by their canonical names."""
    names = {entity.key: entity.name for entity in extraction.entities}
    people = [e for e in extraction.entities if e.kind == "person" and e.named]
    return {
        "doc_id": extraction.article.id,
        "quotes": [_quote(q, names) for q in extraction.quotes],
        "people": [{"name": e.name, "variants": [v for v in e.variants if v != e.name], "country": e.country} for e in people],
        "positions": [_statement(p, s, names) for p in extraction.positions for s in p.statements],
    }


def _quote(q: Quote, names: dict[int, str]) -> dict[str, Any]:
    return {
        "spans": [list(piece) for piece in q.pieces],
        "type": q.type,
        "asserted": q.asserted,
        "cue": _span(q.cue),
        "source": _span(q.source),
        "speaker": None if q.speaker is None else names.get(q.speaker),
        "speaker_kind": q.source_kind,
        "country": q.country,
        "resolution": q.resolution,
        "reason": q.reason,
        "said_on": iso(q.said_on, q.said_basis) if q.said_on else None,
        "said_basis": q.said_basis,
        "confidence": round(q.confidence, 3),
    }


def _statement(p: Position, s: Statement, names: dict[int, str]) -> dict[str, Any]:
    return {
        "actor": names.get(p.actor, ""),
        "country": p.country,
        "issue": p.matter,
        "target": s.target,
        "stance": s.stance,
        "evidence": [list(s.sentence)],
        "matter": p.matter,
        "toward": s.toward,
        "position": p.number,
        "trigger": _span(s.trigger),
        "said": s.said,
        "hedge": s.hedge,
        "basis": s.basis,
        "commitment": s.commitment,
        "said_on": iso(s.said_on, s.said_basis) if s.said_on else None,
        "said_basis": s.said_basis,
        "confidence": round(s.confidence, 3),
    }


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)
