"""Dates and outlets that people correct. A correction is a decision in the corpus's log, laid over what the machine found when it is open
(:mod:`ontherecord.queries.correcting`) and never written into it.

The last correction of an article and field counts; taking corrections back shows the machine's value again. Days of quotes and positions that
follow from the day of publication ("on Sunday") follow from the corrected one. Corpora of older versions hold corrections as rows of their own
tables; these are read as ever, below the decisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

from ontherecord import access, store
from ontherecord.decisions import Anchor, Decision, articles, standing
from ontherecord.errors import Code, Problem
from ontherecord.extraction import redating
from ontherecord.store import Writer, records
from ontherecord.store.corpora import decisions_of

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


def correct(corpus: str, corrections: Iterable[Correction], by: str = "") -> int:
    """Put corrections on record as decisions of the corpus's log; they are seen at once. How many there were.

    Raises Problem C01 to C03, C05, C12 (no such article), F02 (not a day)."""
    access.ask("Correcting an article", corpus)
    given = list(corrections)
    build = store.read_build(corpus)
    known = {row["article_id"]: row for row in store.read_table(build, "articles", ["article_id", "url", "label"]).to_pylist()}
    log = decisions_of(corpus)
    stand = [d for d in standing(log.decisions()) if d.kind == "article" and d.anchor is not None]
    made: list[Decision] = []
    older: list[Correction] = []
    batch = uuid4().hex[:12] if len(given) > 1 else ""
    before = store.effective(store.read_table(build, "corrections").to_pylist())
    for one in given:
        if one.article_id not in known:
            raise Problem(Code.C12, name=corpus, what="article", value=one.article_id)
        field = FIELDS[one.field]
        if one.undone:
            undone = [d.id for d in stand if d.anchor and d.anchor.article == one.article_id and field in d.value]
            made += [Decision("undo", by=by, undoes=id, batch=batch) for id in undone]
            older += [one] if field in before.get(one.article_id, {}) else []
            continue
        article = known[one.article_id]
        held = Anchor(one.article_id, "", url=article["url"] or "", title=article["label"] or "")
        made.append(Decision("article", "article", by, {field: _value(one)}, held, batch=batch))
    if older:
        _take_back(corpus, older)
    log.add(made)
    return len(given)


def _take_back(corpus: str, corrections: Iterable[Correction]) -> None:
    """Of corrections that an older version wrote into the tables: a row that takes each back, in a build of its own."""
    with Writer(corpus) as writer:
        writer.correct({"article_id": one.article_id, "field": FIELDS[one.field], "value": None, "undone": True} for one in corrections)
        writer.redate(redated(writer))
        writer.commit()


def corrections_of(corpus: str, rows: list[dict[str, Any]]) -> dict[str, dict[str, str | None]]:
    """All that counts, article id -> field -> value: of the table ``corrections`` (``rows``), and of the log, which lies above it."""
    found = store.effective(rows)
    for id, fields in articles.corrected(standing(decisions_of(corpus).decisions())).items():
        found[id] = found.get(id, {}) | fields
    return found


def take_back(corpus: str, ids: Iterable[str]) -> None:
    """Take back what the log says of articles, which are to be removed."""
    gone, log = set(ids), decisions_of(corpus)
    stand = [d for d in standing(log.decisions()) if d.kind == "article" and d.anchor is not None and d.anchor.article in gone]
    log.add(Decision("undo", undoes=d.id) for d in stand)


def carry(source: str, target: str, ids: Mapping[str, str]) -> None:
    """Let the corrections of articles hold in another corpus, too: {id there: id here}."""
    made = []
    for d in standing(decisions_of(source).decisions()):
        if d.kind == "article" and d.anchor is not None and d.anchor.article in ids:
            made.append(replace(d, anchor=replace(d.anchor, article=ids[d.anchor.article])))
    decisions_of(target).add(made)


def _value(one: Correction) -> str | None:
    value = (one.value or "").strip() or None
    if one.field == "date" and value is not None:
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
        extraction = records.extraction(row, (), (), parts[id]["quotes"], parts[id]["positions"])
        published = date.fromisoformat(day) if day else None
        found += [{"article_id": id, **asdict(one)} for one in redating.redated(extraction, published)]
    return found
