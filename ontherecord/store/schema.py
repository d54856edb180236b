"""The columns of every table of a corpus, and the way from extractions to rows.

Spans are structs ``{start, end}``: code points into the article's original text, end exclusive. Dates are ``date32``.
``folded`` columns hold text as :func:`ontherecord.text.fold` makes it, so that a search for words is one plain substring test.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ontherecord.loading.repair import ReadingText
from ontherecord.model import Extraction, Mention, Span, Statement
from ontherecord.quoted import JOINT, Quoted
from ontherecord.text import fold

if TYPE_CHECKING:
    pass

FORMAT = 4
"""Number of this layout. A reader refuses a corpus with a higher one (C02). 2: corrections, more columns
in the report. 3: statements of positions. 4: whether a quote was said."""

TEXT, INT, FLAG = pa.string(), pa.int32(), pa.bool_()
TEXTS = pa.list_(TEXT)
SPAN = pa.struct([("start", INT), ("end", INT)])
SPANS = pa.list_(SPAN)
SENTENCES = pa.list_(pa.struct([("start", INT), ("end", INT), ("paragraph", INT)]))
REPAIRS = pa.list_(pa.struct([("start", INT), ("end", INT), ("replacement", TEXT), ("kind", TEXT)]))
STATEMENTS = pa.list_(
    pa.struct(
        [
            ("sentence", SPAN),
            ("stance", TEXT),
            ("target", TEXT),
            ("toward", TEXT),
            ("said", TEXT),
            ("trigger", SPAN),
            ("hedge", TEXT),
            ("commitment", TEXT),
            ("basis", TEXT),
            ("quote", INT),
            ("said_on", pa.date32()),
            ("said_basis", TEXT),
            ("confidence", pa.float64()),
        ]
    )
)
ROLES = pa.list_(pa.struct([("title", TEXT), ("country", TEXT), ("start", INT), ("end", INT)]))


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema(list(columns.items()))


SCHEMAS: dict[str, pa.Schema] = {
    "articles": _schema(
        article_id=TEXT,
        text=TEXT,
        reading=TEXT,  # the text with repairs applied; null where that is the text itself
        title=TEXT,
        label=TEXT,  # what a list calls the article: title, else headline, else its first words
        published_on=pa.date32(),
        date_basis=TEXT,
        outlet=TEXT,
        author=TEXT,
        url=TEXT,
        language=TEXT,
        location=TEXT,
        digest=TEXT,
        headline=SPAN,
        repairs=REPAIRS,
        story=TEXT,
        words=INT,
        sentences=SENTENCES,
        countries=TEXTS,  # codes of the countries mentioned
        folded=TEXT,
        version=TEXT,  # of the extraction
        warnings=TEXTS,
    ),
    "entities": _schema(
        article_id=TEXT,
        key=INT,
        name=TEXT,
        kind=TEXT,
        variants=TEXTS,
        country=TEXT,
        country_reason=TEXT,
        roles=ROLES,
        named=FLAG,
        gender=TEXT,
        mentions=INT,
    ),
    "mentions": _schema(article_id=TEXT, start=INT, end=INT, label=TEXT, entity=INT, sentence=INT, countries=TEXTS),
    "quotes": _schema(
        article_id=TEXT,
        number=INT,
        pieces=SPANS,
        type=TEXT,
        asserted=TEXT,
        cue=SPAN,
        source=SPAN,
        speaker=INT,
        source_kind=TEXT,
        country=TEXT,
        country_reason=TEXT,
        resolution=TEXT,
        chain=SPANS,
        reason=TEXT,
        confidence=pa.float64(),
        said_on=pa.date32(),
        said_basis=TEXT,
        flags=TEXTS,
        start=INT,
        content=TEXT,  # the words as they are shown (ontherecord.quoted); the pieces are what was found
        cue_text=TEXT,
        source_text=TEXT,
        countries=TEXTS,  # mentioned in the sentences of the content
        folded=TEXT,
    ),
    "positions": _schema(
        article_id=TEXT,
        number=INT,
        actor=INT,
        target=TEXT,  # of the first statement, as are stance, hedge ... confidence
        stance=TEXT,
        statements=STATEMENTS,
        evidence=SPANS,
        matter=TEXT,
        toward=TEXT,
        country=TEXT,
        hedge=TEXT,
        commitment=TEXT,
        basis=TEXT,
        quote=INT,
        trigger=SPAN,
        said_on=pa.date32(),
        said_basis=TEXT,
        status=TEXT,
        confidence=pa.float64(),
        start=INT,
        evidence_text=TEXT,
        countries=TEXTS,  # mentioned in the sentences of the evidence
        folded=TEXT,
    ),
    "entity_nodes": _schema(entity_id=TEXT, name=TEXT, kind=TEXT, country=TEXT, country_reason=TEXT, named=FLAG, variants=TEXTS),
    "entity_links": _schema(article_id=TEXT, key=INT, entity_id=TEXT),
    "issue_nodes": _schema(issue_id=TEXT, name=TEXT),
    "issue_links": _schema(article_id=TEXT, number=INT, issue_id=TEXT),
    "report": _schema(
        location=TEXT,
        article_id=TEXT,
        title=TEXT,
        outlet=TEXT,
        published_on=pa.date32(),
        date_basis=TEXT,
        words=INT,
        language=TEXT,
        repairs=TEXT,  # for a person: "3 mojibake, 1 entity"
        duplicate_of=TEXT,  # article_id: of the same text where the outcome is "duplicate", else of the story that this is a version of
        outcome=TEXT,
        codes=TEXTS,
        messages=TEXTS,
    ),
    # What people corrected: only ever added to, never written into the rows above. The last row of an article and field counts.
    "corrections": _schema(article_id=TEXT, field=TEXT, value=TEXT, undone=FLAG, made_at=pa.timestamp("us", tz="UTC")),
    # What follows from corrected dates for quotes and positions; made anew from the corrections by every build.
    "redated": _schema(
        article_id=TEXT,
        record=TEXT,  # quote | position
        number=INT,
        place=INT,  # of the statement in its position, from 0
        said_on=pa.date32(),
        said_basis=TEXT,
    ),
}
LATER = ("corrections", "redated")
"""Tables that a corpus of format 1 does not have; there they are empty."""
EXTRACTED = ("articles", "entities", "mentions", "quotes", "positions")
"""Tables whose rows belong to one article and come from its extraction."""
TITLE_LENGTH = 90


def tables(extractions: Iterable[Extraction]) -> dict[str, pa.Table]:
    """One Arrow table for each of :data:`EXTRACTED`."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in EXTRACTED}
    for extraction in extractions:
        for name, found in _rows(extraction).items():
            rows[name].extend(found)
    return {name: pa.Table.from_pylist(found, schema=SCHEMAS[name]) for name, found in rows.items()}


def empty(name: str) -> pa.Table:
    """A table without rows."""
    return SCHEMAS[name].empty_table()


def conform(name: str, rows: Any) -> pa.Table:
    """Rows (DataFrame, Arrow table or list of dicts) as the table ``name``: columns that are missing become null, others are left out."""
    if isinstance(rows, pa.Table):
        found = rows.to_pylist()
    elif hasattr(rows, "to_dict"):
        found = rows.to_dict("records")
    else:
        found = list(rows)
    schema = SCHEMAS[name]
    return pa.Table.from_pylist([{field.name: _cell(row.get(field.name), field.type) for field in schema} for row in found], schema=schema)


def _cell(value: Any, kind: pa.DataType) -> Any:
    import pandas as pd  # slow to import: not before it is needed

    if pa.types.is_list(kind):
        return [] if value is None or not hasattr(value, "__iter__") else list(value)
    return None if pd.api.types.is_scalar(value) and pd.isna(value) else value


def _span(span: tuple[int, int] | None) -> dict[str, int] | None:
    return None if span is None else {"start": span[0], "end": span[1]}


def _spans(spans: Iterable[tuple[int, int]]) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in spans]


def _statement(s: Statement) -> dict[str, Any]:
    return {f.name: getattr(s, f.name) for f in fields(Statement)} | {"sentence": _span(s.sentence), "trigger": _span(s.trigger)}


class _Sentences:
    """Which sentences a span touches, and which countries are mentioned in them."""

    def __init__(self, extraction: Extraction) -> None:
        self.starts = [s.start for s in extraction.sentences]
        self.ends = [s.end for s in extraction.sentences]
        codes = {e.key: e.country for e in extraction.entities if e.kind in ("country", "group") and e.country}
        self.countries: dict[int, set[str]] = {}
        for mention in extraction.mentions:
            if (code := codes.get(mention.entity)) is not None:
                for i in self.of([Span(mention.start, mention.end)]):
                    self.countries.setdefault(i, set()).add(code)
        self.all = sorted({codes[m.entity] for m in extraction.mentions if m.entity in codes})

    def of(self, spans: Iterable[tuple[int, int]]) -> list[int]:
        found: set[int] = set()
        for start, end in spans:
            first = bisect_right(self.ends, start)
            found.update(range(first, max(bisect_left(self.starts, end), first)))
        return sorted(found)

    def mentioned(self, spans: Sequence[tuple[int, int]]) -> list[str]:
        return sorted(set().union(*(self.countries.get(i, set()) for i in self.of(spans))))


def _rows(extraction: Extraction) -> dict[str, list[dict[str, Any]]]:
    article = extraction.article
    text = article.text
    sentences = _Sentences(extraction)
    counts: dict[int, int] = {}
    for mention in extraction.mentions:
        counts[mention.entity] = counts.get(mention.entity, 0) + 1
    reader = ReadingText(text, article.repairs)
    reading, words = reader.text, Quoted(reader)
    cut = lambda span: None if span is None else text[span[0] : span[1]]  # noqa: E731

    def folded(spans: Iterable[tuple[int, int]], *more: str) -> str:
        """Search looks at the text as it reads: nobody types mojibake."""
        return fold(JOINT.join([*(reading[slice(*reader.to_reading(s, e))] for s, e in spans), *more]))

    def mention_row(m: Mention) -> dict[str, Any]:
        span = [(m.start, m.end)]
        at = sentences.of(span)
        return {
            "article_id": article.id,
            "start": m.start,
            "end": m.end,
            "label": m.label,
            "entity": m.entity,
            "sentence": at[0] if at else None,
            "countries": sentences.mentioned(span),
        }

    quotes = []
    for q in extraction.quotes:
        row = {name: getattr(q, name) for name in _QUOTE_PLAIN}
        row |= {
            "article_id": article.id,
            "pieces": _spans(q.pieces),
            "cue": _span(q.cue),
            "source": _span(q.source),
            "chain": _spans(q.chain),
            "flags": list(q.flags),
            "start": q.pieces[0][0] if q.pieces else 0,
            "content": words.as_written(q.pieces),
            "cue_text": cut(q.cue),
            "source_text": cut(q.source),
            "countries": sentences.mentioned(q.pieces),
            "folded": folded(q.pieces),
        }
        quotes.append(row)
    positions = []
    for p in extraction.positions:
        evidence = [text[s:e] for s, e in p.evidence]
        row = {name: getattr(p, name) for name in _POSITION_PLAIN}
        row |= {
            "article_id": article.id,
            "statements": [_statement(s) for s in p.statements],
            "evidence": _spans(p.evidence),
            "trigger": _span(p.trigger),
            "start": p.evidence[0][0] if p.evidence else 0,
            "evidence_text": evidence[0] if evidence else "",
            "countries": sentences.mentioned(p.evidence),
            "folded": folded(p.evidence, p.target),
        }
        positions.append(row)
    row = {name: getattr(article, name) for name in _ARTICLE_PLAIN}
    row |= {
        "article_id": article.id,
        "reading": None if reading == text else reading,
        "label": _label(article.title, cut(article.headline), reading) or article.id,
        "headline": _span(article.headline),
        "repairs": [{"start": r.start, "end": r.end, "replacement": r.replacement, "kind": r.kind} for r in article.repairs],
        "story": article.story or article.id,
        "words": len(reading.split()),
        "sentences": [{"start": s.start, "end": s.end, "paragraph": s.paragraph} for s in extraction.sentences],
        "countries": sentences.all,
        "folded": fold(f"{article.title or ''} {reading}"),
        "version": extraction.version,
        "warnings": list(extraction.warnings),
    }
    return {
        "articles": [row],
        "entities": [
            {
                "article_id": article.id,
                **{name: getattr(e, name) for name in _ENTITY_PLAIN},
                "variants": list(e.variants),
                "roles": [{"title": r.title, "country": r.country, "start": r.start, "end": r.end} for r in e.roles],
                "mentions": counts.get(e.key, 0),
            }
            for e in extraction.entities
        ],
        "mentions": [mention_row(m) for m in extraction.mentions],
        "quotes": quotes,
        "positions": positions,
    }


_ARTICLE_PLAIN = ("text", "title", "published_on", "date_basis", "outlet", "author", "url", "language", "location", "digest")
_ENTITY_PLAIN = ("key", "name", "kind", "country", "country_reason", "named", "gender")
_QUOTE_PLAIN = (
    "number",
    "type",
    "asserted",
    "speaker",
    "source_kind",
    "country",
    "country_reason",
    "resolution",
    "reason",
    "confidence",
    "said_on",
    "said_basis",
)
_POSITION_PLAIN = (
    "number",
    "actor",
    "target",
    "stance",
    "matter",
    "toward",
    "country",
    "hedge",
    "commitment",
    "basis",
    "quote",
    "said_on",
    "said_basis",
    "status",
    "confidence",
)


def _label(title: str | None, headline: str | None, reading: str) -> str:
    for known in (title, headline):
        if known and known.strip():
            return " ".join(known.split())
    words = " ".join(reading[:400].split())
    return words if len(words) <= TITLE_LENGTH else words[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"
