"""Checked articles as labels (docs/evaluation.md), so that the extraction can be scored on what people have said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ontherecord.model import Extraction, Position, Quote
from ontherecord.queries import Corpus, Filters, articles, extractions
from ontherecord.queries.where import is_shown

AT_ONCE = 500
"""Articles that are read together."""


def gold(corpus: Corpus, filters: Filters) -> bytes:
    """One line of JSON for each article that the filters let through in which people have decided about every quote and every position that pages
    show. Its labels are what they vouch for; what they rejected is not among them."""
    ids = list(articles(corpus, filters, "oldest", limit=None)["article_id"])
    found: list[str] = []
    for place in range(0, len(ids), AT_ONCE):
        for extraction in extractions(corpus, ids[place : place + AT_ONCE]).values():
            if _checked(extraction):
                found.append(json.dumps(_labels(extraction), ensure_ascii=False) + "\n")
    return "".join(found).encode()


def _checked(found: Extraction) -> bool:
    shown: list[Quote | Position] = [*found.quotes, *(p for p in found.positions if is_shown(p, Filters()) or p.status == "rejected")]
    return bool(shown) and all(item.status != "machine" for item in shown)


def _labels(found: Extraction) -> dict[str, Any]:
    names = {entity.key: entity.name for entity in found.entities}
    statements = [s for p in found.positions if p.status not in ("machine", "rejected") for s in _statements(p, names)]
    return {
        "doc_id": found.article.id,
        "text": found.article.text,
        "quotes": [_quote(q, names) for q in found.quotes if q.status not in ("machine", "rejected")],
        # Each sentence of a position is a prediction of its own, so it is a label of its own, too.
        "positions": [{**s, "evidence": [s["evidence"]]} for s in statements],
        "statements": statements,
    }


def _quote(q: Quote, names: dict[int, str]) -> dict[str, Any]:
    return {
        "spans": [list(piece) for piece in q.pieces],
        "type": q.type,
        "source_span": list(q.source) if q.source else None,
        "speaker": None if q.speaker is None else names.get(q.speaker),
        "country": q.country,
        "asserted": q.asserted,
    }


def _statements(p: Position, names: dict[int, str]) -> Iterator[dict[str, Any]]:
    for s in p.statements:
        yield {
            "actor": names[p.actor],
            "stance": s.stance,
            "target": s.target,
            "evidence": list(s.sentence),
            "matter": p.matter,
            "toward": s.toward,
            "doubtful": False,
        }
