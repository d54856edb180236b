"""Rows back into records: what was written is what is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from ontherecord.model import Article, Check, Entity, Extraction, Mention, Position, Quote, Repair, Role, Sentence, Span, Statement

Row = Mapping[str, Any]


def extraction(article: Row, entities: Iterable[Row], mentions: Iterable[Row], quotes: Iterable[Row], positions: Iterable[Row]) -> Extraction:
    """One article's extraction from its rows (dicts, as the tables of :mod:`ontherecord.store.schema` give them)."""
    return Extraction(
        article=Article(
            **_plain(Article, article, skip=("id", "headline", "repairs")),
            id=article["article_id"],
            headline=_span(article["headline"]),
            repairs=tuple(Repair(**r) for r in article["repairs"] or ()),
        ),
        sentences=tuple(Sentence(**s) for s in article["sentences"] or ()),
        entities=tuple(
            Entity(
                **_plain(Entity, e, skip=("variants", "roles")), variants=tuple(e["variants"] or ()), roles=tuple(Role(**r) for r in e["roles"] or ())
            )
            for e in sorted(entities, key=lambda e: e["key"])
        ),
        mentions=tuple(sorted((Mention(**_plain(Mention, m)) for m in mentions), key=lambda m: (m.start, m.end))),
        quotes=tuple(quote(q) for q in sorted(quotes, key=lambda q: q["number"])),
        positions=tuple(position(p) for p in sorted(positions, key=lambda p: p["number"])),
        version=article["version"] or "",
        warnings=tuple(article["warnings"] or ()),
    )


def quote(row: Row) -> Quote:
    return Quote(
        **_plain(Quote, row, skip=("pieces", "cue", "source", "chain", "flags", "status", "checked")),
        pieces=_spans(row["pieces"]),
        cue=_span(row["cue"]),
        source=_span(row["source"]),
        chain=_spans(row["chain"]),
        flags=tuple(row["flags"] or ()),
        status=row.get("status") or "machine",
        checked=_check(row),
    )


def position(row: Row) -> Position:
    plain = _plain(Position, row, skip=("statements", "checked"))
    return Position(**plain, statements=tuple(statement(s) for s in row["statements"]), checked=_check(row))


def _check(row: Row) -> Check | None:
    """Who decided about a finding, of rows that have columns for it: those of an open corpus."""
    if not row.get("checked_at"):
        return None
    return Check(row.get("checked_by") or "", row["checked_at"], row.get("note") or "", tuple(row.get("tags") or ()))


def statement(row: Row) -> Statement:
    return Statement(**_plain(Statement, row, skip=("sentence", "trigger")), sentence=Span(**row["sentence"]), trigger=_span(row["trigger"]))


def _plain(record: type, row: Row, skip: tuple[str, ...] = ()) -> dict[str, Any]:
    return {f.name: row[f.name] for f in fields(record) if f.name not in skip}


def _span(value: Row | None) -> Span | None:
    return None if value is None else Span(value["start"], value["end"])


def _spans(values: Iterable[Row] | None) -> tuple[Span, ...]:
    return tuple(Span(v["start"], v["end"]) for v in values or ())
