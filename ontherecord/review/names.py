"""What a person may decide about names: who is one and the same, who is not, what they are called and for whom they speak.

Each decision is written to the log and lies over the corpus at once; :func:`ontherecord.review.deciding.undo` takes it back. ``article`` (an id) lets
one hold for that article only. All raise Problem R01 (a corpus that keeps nothing), F01 (no such name), R02 (a value that cannot be), F03 (no such
article).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ontherecord import countries
from ontherecord.decisions import Decision, standing
from ontherecord.decisions.decision import signed
from ontherecord.decisions.names import ids_of
from ontherecord.errors import Code, Problem
from ontherecord.model import ENTITY_KINDS
from ontherecord.queries import Corpus
from ontherecord.queries.filters import read_day
from ontherecord.review.deciding import NAME_LENGTH, NOTE_LENGTH, Made, undo
from ontherecord.text import slug

__all__ = ["apart", "hide", "history", "merge", "rename", "set_country", "set_kind", "set_office", "split", "undo"]
REMEMBERED = 30
"""Variants of a name that a decision remembers, to find it again."""


def merge(corpus: Corpus, ids: Iterable[str], into: str, name: str = "", *, article: str = "", by: str = "", note: str = "") -> Made:
    """Let all that is said of ``ids`` be said of ``into``, which may get a new ``name``."""
    others = [id for id in dict.fromkeys(ids) if id != into]
    if not others:
        raise Problem(Code.R02, field="other name", value=corpus.label("entity", into))
    value: dict[str, Any] = {"do": "merge", "ids": others, "into": into}
    if name.strip():
        value["name"] = _called(name)
    return _decide(corpus, value, article, by, note)


def split(
    corpus: Corpus, id: str, name: str = "", *, variant: str = "", articles: Iterable[str] = (), into: str = "", by: str = "", note: str = ""
) -> Made:
    """Let what is spelled ``variant``, or what ``articles`` say, be of somebody else: of ``into`` (an id), else of somebody called ``name``."""
    variant, chosen = " ".join(variant.split()), sorted(set(articles))
    if not variant and not chosen:
        raise Problem(Code.R02, field="spelling", value="none was chosen")
    if chosen and (missing := _missing(corpus, chosen)):
        raise Problem(Code.F03, id=missing)
    if into:
        _there(corpus, [into])
        called = corpus.label("entity", into)
    else:
        called = _called(name or variant)
        into = _free(corpus, called, id)
    if into == id:
        raise Problem(Code.R02, field="other name", value=called)
    value = {"do": "split", "id": id, "into": {"id": into, "name": called}} | ({"articles": chosen} if chosen else {"variant": variant})
    return _decide(corpus, value, "", by, note)


def rename(corpus: Corpus, id: str, name: str, *, article: str = "", by: str = "", note: str = "") -> Made:
    """Let it be called ``name``."""
    return _decide(corpus, {"do": "rename", "id": id, "name": _called(name)}, article, by, note)


def set_kind(corpus: Corpus, id: str, kind: str, *, article: str = "", by: str = "", note: str = "") -> Made:
    """Let it be a person, an organisation ... (:data:`ontherecord.model.ENTITY_KINDS`)."""
    if kind not in ENTITY_KINDS:
        raise Problem(Code.R02, field="kind", value=kind)
    return _decide(corpus, {"do": "kind", "id": id, "kind": kind}, article, by, note)


def set_country(corpus: Corpus, id: str, country: str | None, since: str | None = None, *, article: str = "", by: str = "", note: str = "") -> Made:
    """Let it speak for a country (a code; None: for none) in all that it said on or after the day ``since`` (ISO; None: ever)."""
    if country and country not in countries.codes():
        raise Problem(Code.R02, field="country", value=country)
    return _decide(corpus, {"do": "country", "id": id, "country": country or None, "since": _day(since)}, article, by, note)


def set_office(corpus: Corpus, id: str, office: str, since: str | None = None, *, by: str = "", note: str = "") -> Made:
    """Let it hold an office from a day on."""
    return _decide(corpus, {"do": "office", "id": id, "office": _called(office), "since": _day(since)}, "", by, note)


def hide(corpus: Corpus, id: str, *, by: str = "", note: str = "") -> Made:
    """Let it be in no list of names, no count of names and no choice. Its quotes stay."""
    return _decide(corpus, {"do": "hide", "id": id}, "", by, note)


def apart(corpus: Corpus, ids: Iterable[str], *, by: str = "", note: str = "") -> Made:
    """Put on record that two names are not one: they are not proposed as duplicates again."""
    pair = list(dict.fromkeys(ids))
    if len(pair) != 2:
        raise Problem(Code.R02, field="other name", value=", ".join(pair))
    return _decide(corpus, {"do": "apart", "ids": pair}, "", by, note)


def history(corpus: Corpus, id: str) -> list[Decision]:
    """Every decision about a name, and about those that became it, the newest first; undone ones and the rows that undo them included."""
    if corpus.laying is None:
        return []
    every, now = list(corpus.laying.decisions), corpus.laying.names.now
    found = [d for d in every if d.kind == "name" and id in _about(d, now)]
    undone = {d.id for d in found} | {d.batch for d in found if d.batch}
    return [d for d in reversed(every) if d in found or (d.kind == "undo" and d.undoes in undone)]


def counts(corpus: Corpus, d: Decision) -> bool:
    """Whether a decision still counts."""
    return corpus.laying is not None and any(one.id == d.id for one in standing(corpus.laying.decisions))


def _about(d: Decision, now: Any) -> set[str]:
    into = d.value.get("into")
    given = [*ids_of(d), *([str(into.get("id"))] if isinstance(into, Mapping) else [])]
    return {*given, *map(now, given)}


# --- one step -----------------------------------------------------------------------------------------------------------------------------


def _decide(corpus: Corpus, value: dict[str, Any], article: str, by: str, note: str) -> Made:
    if corpus.laying is None:
        raise Problem(Code.R01)
    if article:
        if _missing(corpus, [article]):
            raise Problem(Code.F03, id=article)
        value["article"] = article
    decision = Decision("name", "entity", value=value, note=note.strip()[:NOTE_LENGTH])
    ids = ids_of(decision)
    was = {"names": _there(corpus, ids)}
    corpus.refresh()
    before = tuple(d for d in reversed(standing(corpus.laying.decisions)) if d.kind == "name" and d.by != by and set(ids) & set(ids_of(d)))
    made = signed(Decision("name", "entity", value=value, was=was, note=decision.note, id=decision.id), " ".join(by.split())[:NAME_LENGTH])
    corpus.laying.log.add([made])
    corpus.refresh()
    return Made(made.id, (made,), before)


def _there(corpus: Corpus, ids: list[str]) -> list[dict[str, Any]]:
    """What is known of names, as a decision remembers it. Raises Problem F01 for one that there is not."""
    rows = {row["id"]: row for row in corpus.dicts(
        "SELECT entity_id AS id, name, kind, coalesce(variants, []) AS variants FROM nodes WHERE entity_id IN (SELECT unnest(?::VARCHAR[]))", [ids]
    )}  # fmt: skip
    if missing := next((id for id in ids if id not in rows), None):
        raise Problem(Code.F01, value=missing, field="name")
    return [rows[id] | {"variants": list(rows[id]["variants"])[:REMEMBERED]} for id in ids]


def _missing(corpus: Corpus, articles: list[str]) -> str | None:
    there = {id for (id,) in corpus.rows("SELECT article_id FROM numbers WHERE article_id IN (SELECT unnest(?::VARCHAR[]))", [articles])}
    return next((id for id in articles if id not in there), None)


def _free(corpus: Corpus, name: str, source: str) -> str:
    """The id of who is called so, if there is one; else a new one."""
    base, number = slug(name), 1
    while True:
        id = base if number == 1 else f"{base}-{number}"
        there = corpus.rows("SELECT name FROM nodes WHERE entity_id = ?", [id])
        if id != source and (not there or there[0][0] == name):
            return id
        number += 1


def _called(name: str) -> str:
    found = " ".join(name.split())
    if not any(c.isalnum() for c in found) or len(found) > NAME_LENGTH:
        raise Problem(Code.R02, field="name", value=found or "no name")
    return found


def _day(since: str | None) -> str | None:
    if since and read_day(str(since)) is None:
        raise Problem(Code.F02, value=since)
    return str(since) if since else None
