"""Quotes and positions as W3C Web Annotations (https://www.w3.org/TR/annotation-model/) and in the shape of schema.org's ClaimReview."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Literal
from urllib.parse import quote as escape

from ontherecord.export.about import DRAFT, PRODUCT, About, about
from ontherecord.export.tables import rows
from ontherecord.loading.repair import ReadingText
from ontherecord.model import Article, Entity, Extraction, Position, Quote, Span, web_address
from ontherecord.queries import Corpus, Filters, extractions
from ontherecord.queries.days import iso
from ontherecord.quoted import Quoted

Statement = Literal["quotes", "positions"]
NEAR = 32
"""Characters of the text before and behind a passage, by which it is found again where offsets have moved."""
_CONTEXT: list[Any] = ["http://www.w3.org/ns/anno.jsonld", {"ontherecord": "urn:ontherecord:"}]


def web_annotations(corpus: Corpus, filters: Filters, what: Statement = "quotes", *, order: str = "", search: str = "", link: str = "") -> bytes:
    """An AnnotationCollection in JSON-LD. Each target has the exact words with their neighbours and their place (code points of the original);
    bodies are tags such as ``speaker: Ana Ortiz``. The head is ``ontherecord:about``."""
    found = _found(corpus, filters, what, order, search)
    told = about(corpus, filters, what, len(found), order=order, search=search, link=link)
    items = [_annotation(corpus, extraction, item) for extraction, item in found]
    base = f"urn:ontherecord:{escape(corpus.name)}:{corpus.version}"
    whole = {
        "@context": _CONTEXT,
        "id": f"{base}:{what}",
        "type": "AnnotationCollection",
        "label": f"{PRODUCT}: {told.sentence}",
        "total": len(items),
        "ontherecord:about": told.as_dict(),
        "first": {"id": f"{base}:{what}:page1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return _json(whole)


def claim_reviews(corpus: Corpus, filters: Filters, what: Statement = "quotes", *, order: str = "", search: str = "", link: str = "") -> bytes:
    """A JSON-LD graph of ClaimReview objects: who claimed what, where it appeared. Nothing is rated: ``reviewRating`` says so in words."""
    found = _found(corpus, filters, what, order, search)
    told = about(corpus, filters, what, len(found), order=order, search=search, link=link)
    context = {"@vocab": "https://schema.org/", "ontherecord": "urn:ontherecord:"}
    return _json({"@context": context, "ontherecord:about": told.as_dict(), "@graph": [_review(told, e, item) for e, item in found]})


def annotation(corpus: Corpus, extraction: Extraction, item: Quote | Position) -> dict[str, Any]:
    """One quote or position as a Web Annotation that stands for itself."""
    return {"@context": _CONTEXT, **_annotation(corpus, extraction, item)}


def _found(corpus: Corpus, filters: Filters, what: Statement, order: str, search: str) -> list[tuple[Extraction, Quote | Position]]:
    """The quotes or positions in their order, each with the article that it is of."""
    frame = rows(corpus, filters, what, order, search)
    whole = extractions(corpus, frame["article_id"])
    items: dict[tuple[str, int], Quote | Position] = {}
    for id, extraction in whole.items():
        made: Iterable[Quote | Position] = extraction.quotes if what == "quotes" else extraction.positions
        items.update({(id, item.number): item for item in made})
    return [(whole[id], items[id, number]) for id, number in zip(frame["article_id"], frame["number"].astype(int), strict=True)]


def _spans(item: Quote | Position) -> Sequence[Span]:
    return item.pieces if isinstance(item, Quote) else item.evidence


def _entity(extraction: Extraction, item: Quote | Position) -> Entity | None:
    key = item.speaker if isinstance(item, Quote) else item.actor
    return next((entity for entity in extraction.entities if entity.key == key), None)


def _source(article: Article) -> str:
    return web_address(article.url) or f"urn:ontherecord:article:{escape(article.id)}"


def _annotation(corpus: Corpus, extraction: Extraction, item: Quote | Position) -> dict[str, Any]:
    article, kind = extraction.article, "quote" if isinstance(item, Quote) else "position"
    who = _entity(extraction, item)
    tags: list[tuple[str, Any]] = [
        ("speaker" if kind == "quote" else "actor", who.name if who else None),
        ("speaks for", corpus.label("country", item.country) if item.country else None),
        ("said on", _said(item)),
        ("confidence", f"{item.confidence:.2f}"),
    ]
    if isinstance(item, Quote):
        tags += [
            ("said or not", item.asserted),
            ("kind of quote", item.type),
            ("kind of source", item.source_kind),
            ("why this speaker", item.reason),
        ]
    else:
        tags += [("stance", item.stance), ("target", item.target), ("matter", item.matter), ("toward", item.toward)]
        tags += [("hedge", item.hedge)]
    tags += [("status", item.status)]
    if item.checked:
        at = item.checked.at.strftime("%Y-%m-%dT%H:%M:%SZ") if item.checked.at else None
        tags += [("checked by", item.checked.by), ("checked at", at), ("note", item.checked.note)]
        tags += [("tag", tag) for tag in item.checked.tags]
    return {
        "id": f"urn:ontherecord:{escape(corpus.name)}:{corpus.version}:{kind}:{escape(article.id)}:{item.number}",
        "type": "Annotation",
        "motivation": "identifying" if kind == "quote" else "classifying",
        "created": _time(corpus.built_at),
        "generator": {"type": "Software", "name": f"{PRODUCT} {extraction.version}".strip()},
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": f"{name}: {value}"} for name, value in tags if value],
        "target": [_target(article, span) for span in _spans(item)],
    }


def _target(article: Article, span: Span) -> dict[str, Any]:
    text = article.text
    return {
        "source": _source(article),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": text[span.start : span.end],
                "prefix": text[max(span.start - NEAR, 0) : span.start],
                "suffix": text[span.end : span.end + NEAR],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }


_VERBS = {"support": "supports", "oppose": "opposes", "open": "is open to", "conditional": "supports on a condition", "undecided": "is undecided on"}


def _review(told: About, extraction: Extraction, item: Quote | Position) -> dict[str, Any]:
    article, who = extraction.article, _entity(extraction, item)
    words = Quoted(ReadingText(article.text, article.repairs)).as_written(_spans(item))
    name = who.name if who else None
    appearance = _without_nothing(
        {
            "@type": "NewsArticle",
            "@id": _source(article),
            "url": web_address(article.url),
            "headline": article.title,
            "datePublished": _day(article.published_on),
            "publisher": {"@type": "Organization", "name": article.outlet} if article.outlet else None,
        }
    )
    author = {"@type": "Person" if who and who.kind == "person" else "Organization", "name": name} if name else None
    claim = {"@type": "Claim", "author": author, "datePublished": _said(item), "appearance": appearance}
    claimed = words if isinstance(item, Quote) else f"{name or 'Somebody'} {_VERBS[item.stance]} {item.target}"
    return _without_nothing(
        {
            "@type": "ClaimReview",
            "claimReviewed": claimed,
            "reviewBody": None if isinstance(item, Quote) else words,
            "datePublished": told.exported_on.isoformat(),
            "url": told.link or None,
            "author": {"@type": "Organization", "name": PRODUCT},
            "reviewRating": {"@type": "Rating", "alternateName": f"Not rated. {DRAFT}"},
            "itemReviewed": _without_nothing(claim),
        }
    )


def _without_nothing(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value is not None}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _said(item: Quote | Position) -> str | None:
    """The day of the words, as exact as it is known."""
    return iso(item.said_on, item.said_basis) if item.said_on else None


def _time(time: datetime | None) -> str | None:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ") if time else None


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
