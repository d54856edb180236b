"""What people corrected in Label Studio, back into the corpus as decisions: the other way round of :mod:`ontherecord.export.annotators`.

A passage is the same finding where most of its characters are the same: regions go by their places, for a tool gives them ids of its own. What was
sent out and is still there is confirmed, what was changed is set right, what was removed is rejected, what is new is added.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ontherecord import countries
from ontherecord.decisions.findings import SAME
from ontherecord.errors import Code, Problem
from ontherecord.model import Extraction, Position, Quote, Span
from ontherecord.queries import Corpus, Filters, extractions
from ontherecord.queries.selectors import Selector
from ontherecord.queries.where import is_shown
from ontherecord.review import deciding
from ontherecord.text import fold


@dataclass(frozen=True, slots=True)
class Step:
    """One decision that a file asks for. ``show``: selector of the finding, "" for a new one; ``value`` as for :func:`deciding.fix`."""

    kind: str
    about: str
    article: str
    show: str = ""
    value: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """``steps`` that :func:`take` would make; ``left_out``: what cannot be taken, with why, for a person."""

    steps: tuple[Step, ...]
    left_out: tuple[str, ...] = ()


@dataclass(slots=True)
class _Region:
    """A passage that somebody marked, with what they said of it."""

    span: Span
    label: str
    fields: dict[str, str] = field(default_factory=dict)


def read(corpus: Corpus, path: Path) -> Plan:
    """What a JSON export of Label Studio asks for. Nothing is written. Raises Problem L13, R04 (no such export)."""
    try:
        return parse(corpus, path.read_bytes(), path.name)
    except OSError as error:
        raise Problem(Code.L13, path=path, detail=error.strerror or error) from error


def parse(corpus: Corpus, content: bytes, name: str) -> Plan:
    """The same of bytes in hand."""
    try:
        tasks = json.loads(content)
        if not isinstance(tasks, list):
            raise ValueError("it is no list of tasks")
        read = [(task, _annotation(task)) for task in tasks]
        steps: list[Step] = []
        left: list[str] = []
        known = extractions(corpus, [str(task["data"]["article_id"]) for task, _ in read])
        for task, annotation in read:
            if annotation is None:
                continue
            id = str(task["data"]["article_id"])
            found = known.get(id)
            if found is None or found.article.text != task["data"]["text"]:
                left.append(f"{id}: " + ("its text has changed" if found else "it is not in this corpus"))
                continue
            regions, together = _regions(annotation["result"], len(found.article.text))
            by = _by(annotation)
            steps += _quotes(corpus, found, task, regions, together, by)
            steps += _positions(corpus, found, task, regions, by, left)
        return Plan(tuple(steps), tuple(left))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        detail = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) and error.args else str(error)[:200]
        raise Problem(Code.R04, path=name, line=1, detail=detail or "it cannot be read") from error


def take(corpus: Corpus, plan: Plan, by: str = "") -> list[deciding.Made]:
    """Make the decisions of a plan; ``by`` where the file does not say who. Raises as the verbs of :mod:`deciding`."""
    made = []
    for kind, act in (("confirm", deciding.confirm), ("reject", deciding.reject)):
        of: dict[str, list[str]] = {}
        for step in plan.steps:
            if step.kind == kind:
                of.setdefault(step.by or by, []).append(step.show)
        for who, shows in of.items():
            made += [act(corpus, shows[place : place + deciding.AT_ONCE], who) for place in range(0, len(shows), deciding.AT_ONCE)]
    for step in plan.steps:
        if step.kind == "fix":
            made.append(deciding.fix(corpus, step.show, step.value, step.by or by))
        elif step.kind == "add":
            made.append(deciding.add(corpus, step.about, step.article, step.value, step.by or by))
    return made


# --- the file -----------------------------------------------------------------------------------------------------------------------------


def _annotation(task: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The newest annotation of a task that nobody cancelled."""
    found = [a for a in task.get("annotations") or () if not a.get("was_cancelled")]
    return max(found, key=lambda a: str(a.get("updated_at") or a.get("created_at") or ""), default=None)


def _by(annotation: Mapping[str, Any]) -> str:
    who = annotation.get("completed_by")
    if not isinstance(who, Mapping):
        return ""
    name = " ".join(str(who.get(part) or "") for part in ("first_name", "last_name")).strip()
    return name or str(who.get("email") or "")


def _regions(result: Iterable[Mapping[str, Any]], length: int) -> tuple[dict[str, _Region], dict[str, str]]:
    """Regions by id; and the pieces of quotes that go on with another: id -> id of the first piece."""
    regions: dict[str, _Region] = {}
    together: dict[str, str] = {}
    rows = list(result)
    for row in rows:
        if row.get("type") == "labels" and row["value"].get("labels"):
            span = Span(int(row["value"]["start"]), int(row["value"]["end"]))
            if not 0 <= span.start < span.end <= length:
                raise ValueError(f"{span.start} to {span.end} lies outside of the text")
            regions[str(row["id"])] = _Region(span, str(row["value"]["labels"][0]))
    for row in rows:
        kind = row.get("type")
        if kind == "relation" and "continued by" in (row.get("labels") or ()):
            together[str(row["to_id"])] = str(row["from_id"])
        elif kind in ("choices", "textarea") and (region := regions.get(str(row["id"]))) is not None:
            given = row["value"].get("choices" if kind == "choices" else "text") or [""]
            text = given if isinstance(given, str) else str(given[-1])
            if text.strip():
                region.fields[str(row["from_name"])] = " ".join(text.split())
    return regions, together


def _sent(task: Mapping[str, Any], found: Extraction) -> set[tuple[str, int]]:
    """The findings that went out in a task: (about, number); where it does not hold them any more, what goes out without filters."""
    ids = {str(row.get("id") or "") for p in task.get("predictions") or () if isinstance(p, Mapping) for row in p.get("result") or ()}
    sent = {(kind, int(number)) for id in ids for kind, _, number in [id.partition("-")] if number.isdigit() and kind == "quote"}
    sent |= {("position", int(id.split("-")[1])) for id in ids if id.startswith("position-")}
    if ids:
        return sent
    return {("quote", q.number) for q in found.quotes} | {("position", p.number) for p in found.positions if is_shown(p, Filters())}


# --- quotes -------------------------------------------------------------------------------------------------------------------------------


def _quotes(
    corpus: Corpus, found: Extraction, task: Mapping[str, Any], regions: Mapping[str, _Region], together: Mapping[str, str], by: str
) -> Iterator[Step]:
    def first(id: str, depth: int = 0) -> str:
        return first(together[id], depth + 1) if id in together and depth < 50 else id

    groups: dict[str, list[_Region]] = {}
    for id, region in sorted(regions.items(), key=lambda r: r[1].span):
        if region.label == "Quote":
            groups.setdefault(first(id), []).append(region)
    marked = [([r.span for r in group], {k: v for r in group for k, v in r.fields.items()}) for group in groups.values()]
    there = [q for q in found.quotes if q.status != "rejected"]
    pairs = _paired(marked, there, lambda m, q: _overlap(m[0], q.pieces))
    names = {e.key: e.name for e in found.entities}
    for i, (spans, fields) in enumerate(marked):
        q = there[pairs[i]] if i in pairs else None
        value = _changed_quote(corpus, found, spans, fields, q, names)
        words = found.article.text[slice(*spans[0])]
        if q is None:
            yield Step("add", "quote", found.article.id, "", value, words, by)
        else:
            yield Step("fix" if value else "confirm", "quote", found.article.id, _show("quote", found, q.number), value, words, by)
    yield from _removed("quote", found, there, set(pairs.values()), _sent(task, found), by)


def _changed_quote(
    corpus: Corpus, found: Extraction, spans: list[Span], fields: Mapping[str, str], q: Quote | None, names: Mapping[int, str]
) -> dict[str, Any]:
    value: dict[str, Any] = {}
    if q is None or list(q.pieces) != spans:
        value["pieces"] = [tuple(span) for span in spans]
    if fields.get("type") and (q is None or fields["type"] != q.type):
        value["type"] = fields["type"]
    if _other(fields.get("speaker"), names.get(q.speaker) if q and q.speaker is not None else None):
        value["speaker"] = _who(corpus, found, fields.get("speaker"))
    code = _country(fields.get("country"))
    if code != (q.country if q else None) and not (q is None and code is None):
        value["country"] = code
    return value


# --- positions ----------------------------------------------------------------------------------------------------------------------------


def _positions(
    corpus: Corpus, found: Extraction, task: Mapping[str, Any], regions: Mapping[str, _Region], by: str, left: list[str]
) -> Iterator[Step]:
    marked = [r for r in sorted(regions.values(), key=lambda r: r.span) if r.label == "Statement"]
    there = [p for p in found.positions if p.status != "rejected"]
    said = [(p, s) for p in there for s in p.statements]
    names = {e.key: e.name for e in found.entities}

    def like(r: _Region, one: tuple[Position, Any]) -> float:
        p, s = one
        share = _overlap([r.span], [s.sentence])
        agree = (not _other(r.fields.get("actor"), names[p.actor])) + (r.fields.get("target") == s.target) + (r.fields.get("stance") == s.stance)
        return share + agree if share >= SAME else 0.0

    pairs = _paired(marked, said, like)
    of: dict[int, list[tuple[_Region, Any]]] = {}
    for i, j in sorted(pairs.items(), key=lambda pair: pair[1]):
        of.setdefault(said[j][0].number, []).append((marked[i], said[j][1]))
    for p in there:
        if p.number in of:
            value = _changed_position(corpus, found, p, of[p.number], names)
            words = found.article.text[slice(*of[p.number][0][0].span)]
            yield Step("fix" if value else "confirm", "position", found.article.id, _show("position", found, p.number), value, words, by)
    for i, r in enumerate(marked):
        if i in pairs:
            continue
        words = found.article.text[slice(*r.span)]
        if not (r.fields.get("actor") and r.fields.get("stance") and r.fields.get("target")):
            left.append(f"{found.article.id}: “{words[:60]}” needs an actor, a stance and a target")
            continue
        value = {"evidence": [tuple(r.span)], "actor": _who(corpus, found, r.fields["actor"])}
        value |= {name: r.fields[name] for name in ("stance", "toward", "target") if r.fields.get(name)}
        value |= {"issue": {"name": r.fields["matter"]}} if r.fields.get("matter") else {}
        yield Step("add", "position", found.article.id, "", value, words, by)
    taken = {place for place, p in enumerate(there) if p.number in of}
    yield from _removed("position", found, there, taken, _sent(task, found), by)


def _changed_position(
    corpus: Corpus, found: Extraction, p: Position, held: Sequence[tuple[_Region, Any]], names: Mapping[int, str]
) -> dict[str, Any]:
    value: dict[str, Any] = {}
    sentences = [r.span for r, _ in held]
    if sentences != [s.sentence for s in p.statements]:
        value["evidence"] = [tuple(span) for span in sentences]
    changed = [(r, s) for r, s in held if any(r.fields.get(n) and r.fields[n] != getattr(s, n) for n in ("stance", "toward", "target"))]
    for r, s in changed[:1]:  # a position has one stance: that of the first statement that somebody changed
        value |= {name: r.fields[name] for name in ("stance", "toward", "target") if r.fields.get(name) and r.fields[name] != getattr(s, name)}
    for r, _ in held:
        if r.fields.get("actor") and _other(r.fields["actor"], names[p.actor]):
            value["actor"] = _who(corpus, found, r.fields["actor"])
        if r.fields.get("matter") and fold(r.fields["matter"]) != fold(p.matter):
            value["issue"] = {"name": r.fields["matter"]}
    return value


# --- what both have in common -------------------------------------------------------------------------------------------------------------


def _removed(
    about: str, found: Extraction, there: Sequence[Quote | Position], taken: set[int], sent: set[tuple[str, int]], by: str
) -> Iterator[Step]:
    for place, item in enumerate(there):
        if place not in taken and (about, item.number) in sent:
            spans = item.pieces if isinstance(item, Quote) else item.evidence
            yield Step("reject", about, found.article.id, _show(about, found, item.number), {}, found.article.text[slice(*spans[0])], by)


def _paired(ones: Sequence[Any], others: Sequence[Any], like: Callable[[Any, Any], float]) -> dict[int, int]:
    """One to one, the most alike first: {place in ``ones``: place in ``others``}."""
    ranked = sorted(((like(a, b), i, j) for i, a in enumerate(ones) for j, b in enumerate(others)), key=lambda r: (-r[0], r[1], r[2]))
    found: dict[int, int] = {}
    used: set[int] = set()
    for share, i, j in ranked:
        if share >= SAME and i not in found and j not in used:
            found[i] = j
            used.add(j)
    return found


def _overlap(one: Iterable[Span], other: Iterable[Span]) -> float:
    a, b = ({at for s in spans for at in range(s.start, s.end)} for spans in (one, other))
    return len(a & b) / len(a | b) if a and b else 0.0


def _show(about: str, found: Extraction, number: int) -> str:
    return str(Selector("quote" if about == "quote" else "position", (found.article.id, str(number))))


def _other(given: str | None, known: str | None) -> bool:
    return fold(given or "") != fold(known or "")


def _country(given: str | None) -> str | None:
    """A code, by a code or a name; what is neither is none."""
    if not given:
        return None
    return given.upper() if given.upper() in countries.codes() else countries.lookup(given)


def _who(corpus: Corpus, found: Extraction, name: str | None) -> dict[str, str] | None:
    """Somebody of the article, else of the corpus, who is called so; else somebody new."""
    if not name:
        return None
    ids = dict(corpus.rows("SELECT key, entity_id FROM entities WHERE article_id = ? AND entity_id IS NOT NULL", [found.article.id]))
    here = next((e for e in found.entities if fold(e.name) == fold(name) and e.key in ids), None)
    if here is not None:
        return {"id": ids[here.key], "name": corpus.label("entity", ids[here.key]), "kind": here.kind}
    rows = corpus.rows("SELECT entity_id, name, kind FROM nodes WHERE lower(name) = lower(?) ORDER BY entity_id LIMIT 1", [name])
    return {"id": rows[0][0], "name": rows[0][1], "kind": rows[0][2]} if rows else {"name": name, "kind": "person"}
