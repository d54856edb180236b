"""Decisions about quotes and positions, laid over the rows that the machine wrote for one article.

Rows are dicts with the columns of the tables ``quotes`` and ``positions`` of an open corpus. Nothing here changes a row that it was given: what
people decided becomes rows of its own, and the machine's stay what they were. The same decisions over the same rows always give the same.

A decision says what is on record at its passage. So what was confirmed, fixed or added is put there even where a later machine finds nothing, or
something else, and what was rejected stays rejected for as long as the machine finds the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date
from typing import Any, Literal, NamedTuple

from ontherecord.decisions.anchors import NEAR, Anchor, anchor, find
from ontherecord.decisions.decision import JUDGING, Decision
from ontherecord.loading.repair import ReadingText
from ontherecord.model import ASSERTED, QUOTE_TYPES, SIDES, SOURCE_KINDS, STANCES, Span, Status
from ontherecord.quoted import JOINT, Quoted
from ontherecord.text import fold

Row = dict[str, Any]
Table = Literal["quotes", "positions"]
TABLES: dict[str, Table] = {"quote": "quotes", "position": "positions"}
WHO = {"quote": "speaker", "position": "actor"}
WORDS = {"quote": "pieces", "position": "evidence"}
"""The spans that a finding is about."""
OWN_NUMBERS = 500_000
"""Numbers from here on are of findings that people put on record and the machine did not find; it never counts that far."""
SAME = 0.5
"""Share of characters that two passages must have in common to be one finding."""
FIXABLE = {
    "quote": ("speaker", "pieces", "asserted", "type", "source_kind", "country", "said_on"),
    "position": ("actor", "evidence", "stance", "target", "toward", "issue", "country", "said_on"),
}
"""What a person may set, by what it is about."""
VALUES: dict[str, tuple[str, ...]] = {
    "asserted": ASSERTED,
    "type": QUOTE_TYPES,
    "source_kind": SOURCE_KINDS,
    "stance": STANCES,
    "toward": SIDES,
}
"""What a field may hold, where that is one of a few words."""
KEPT: tuple[Status, ...] = ("confirmed", "fixed", "added")
"""What a person vouches for."""
_LISTS, _PLACES = ("pieces", "evidence"), ("cue", "source", "trigger")


class Who(NamedTuple):
    """Somebody of the corpus as a row needs it: ``key`` in the article, number and id in the corpus."""

    key: int
    eid: int
    id: str
    name: str
    kind: str
    country: str | None = None
    country_reason: str | None = None


class Issue(NamedTuple):
    iid: int
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Ground:
    """One article that decisions are laid over. ``about``: what its rows share (aid, article_id, title, outlet, published_on, date_basis).

    ``who`` and ``issue`` find, or put on record, the person and the issue that a decision names (``{"id", "name", ...}``); ``countries`` gives
    the codes that are mentioned in the sentences of some spans."""

    reading: ReadingText
    about: Mapping[str, Any]
    who: Callable[[Mapping[str, Any]], Who]
    issue: Callable[[Mapping[str, Any]], Issue]
    countries: Callable[[Sequence[Span]], list[str]]

    @property
    def text(self) -> str:
        return self.reading.original


@dataclass(slots=True)
class Laid:
    """``rows``: by table, the rows as people decided (in the place of the machine's with the same number, or new).
    ``lost``: decisions that hold on to nothing any more, with why."""

    rows: dict[Table, list[Row]] = field(default_factory=lambda: {"quotes": [], "positions": []})
    lost: list[tuple[Decision, str]] = field(default_factory=list)
    same: dict[str, str] = field(default_factory=dict)
    """Finding that a decision names -> finding that it turned out to be: two people may have begun one each."""


@dataclass(slots=True)
class _Finding:
    """What people say of one finding, one after another. ``machine``: the machine's row, if it has one."""

    id: str
    about: str
    machine: Row | None
    status: Status = "machine"
    record: Row = field(default_factory=dict)
    """What is on record by people's word; spans are places in the text. Empty while the machine's row stands."""
    last: Decision | None = None
    note: str = ""
    tags: list[str] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    def take(self, d: Decision, was: Row, value: Row) -> None:
        self.decisions.append(d)
        self.note = d.note or self.note
        if d.kind == "tag":
            self.tags = [str(tag) for tag in d.value.get("tags", ())]
        if d.kind not in JUDGING:
            return
        seen = self.status in ("fixed", "added") and _saw(d.about, was, self.record)
        if d.kind == "confirm":
            self.status = self.status if seen else "confirmed"
        elif d.kind == "fix":
            self.status = "added" if seen and self.status == "added" else "fixed"
        else:
            self.status = {"reject": "rejected", "add": "added", "return": "machine"}[d.kind]  # type: ignore[assignment]
        self.record = _merged(d, was, value) if self.status in KEPT else {}
        self.last = d


def _saw(about: str, was: Row, record: Row) -> bool:
    """Whether who decided had before them what is on record, and not what the machine says."""

    def said(of: Row, name: str) -> Any:
        return (of.get(name) or {}).get("name") if name in (WHO[about], "issue") else of.get(name)

    return all(said(was, name) == said(record, name) for name in FIXABLE[about] if name in record)


def _merged(d: Decision, was: Row, value: Row) -> Row:
    """What is on record after a decision. Somebody else speaks for another country, unless that was said, too."""
    kept = dict(was)
    if WHO[d.about] in value:
        kept.pop("country", None)
        kept.pop("country_reason", None)
        kept["reason"] = _set_by(d)
    if "country" in value:
        kept["country_reason"] = _set_by(d)
    if "said_on" in value:
        kept["said_basis"] = "stated"
    return kept | value


def _set_by(d: Decision) -> str:
    return f"set by {d.by or 'a person'}"


def lay(ground: Ground, rows: Mapping[Table, Sequence[Row]], decisions: Iterable[Decision]) -> Laid:
    """Lay the standing decisions about one article's findings (in the order of the log) over the machine's ``rows``."""
    laid = Laid()
    findings: dict[str, _Finding] = {}
    numbers: dict[tuple[Table, int], _Finding] = {}
    for decision in decisions:
        table = TABLES[decision.about]
        was, value, at = _placed(ground.text, decision)
        finding = findings.get(decision.of)
        if finding is None:
            row = _machines(decision.about, was or value, rows[table]) if at is not None else None
            number = row["number"] if row else OWN_NUMBERS + len(findings)
            finding = numbers.setdefault((table, number), _Finding(decision.of, decision.about, row))
            findings[decision.of] = finding
            laid.same[decision.of] = finding.id
        if at is None:
            laid.lost.append((decision, "its words are not in the text any more"))
        else:
            finding.take(decision, was, value)
    for (table, number), finding in numbers.items():
        if finding.machine is not None or finding.record:
            laid.rows[table].append(_row(ground, number, finding))
        elif finding.status != "rejected":
            laid.lost += [(d, "the program does not find it any more") for d in finding.decisions]
    return laid


# --- what a decision remembers ------------------------------------------------------------------------------------------------------------


def remember(about: str, row: Row, text: str, more: Sequence[Span] = (), *, url: str = "", title: str = "") -> tuple[Anchor, Row]:
    """Where a row's finding stands, and what it says, for a decision to keep: plain JSON, spans counted from the start of the anchor.
    ``more``: spans that the anchor must hold, too. Raises ValueError where the row has no words."""
    spans = {name: _spans(row.get(name)) for name in _LISTS + _PLACES}
    held = anchor(row["article_id"], text, [*more, *(s for found in spans.values() for s in found)], url=url, title=title)
    kept: Row = {name: [[s.start - held.start, s.end - held.start] for s in found] for name, found in spans.items() if found}
    who = WHO[about]
    kept[who] = None
    if row.get(f"{who}_id") or row.get(f"{who}_name"):
        kept[who] = {"id": row.get(f"{who}_id") or "", "name": row.get(f"{who}_name") or ""}
    plain = (*_PLAIN[about], "country", "country_reason", "said_basis", "confidence")
    kept |= {name: row[name] for name in plain if row.get(name) is not None}
    kept |= {"said_on": row["said_on"].isoformat()} if row.get("said_on") else {}
    if about == "position" and row.get("issue_id"):
        kept["issue"] = {"id": row["issue_id"], "name": row.get("issue_name") or ""}
    return held, kept


_PLAIN = {
    "quote": ("type", "asserted", "source_kind", "resolution", "reason"),
    "position": ("stance", "target", "toward", "matter", "hedge", "commitment", "basis"),
}


def _placed(text: str, d: Decision) -> tuple[Row, Row, int | None]:
    """What a decision remembers and what it says, with spans as places in the text of today; and where it stands, None where it does not.
    A span whose words have changed is left out."""
    at = _spot(text, d)
    if at is None:
        return {}, {}, None

    exact = d.anchor.exact if d.anchor is not None else ""

    def moved(values: Mapping[str, Any]) -> Row:
        found = dict(values)
        for name in _LISTS + _PLACES:
            if name in found:
                found[name] = [Span(s + at, e + at) for s, e in found[name] if 0 <= s < e and text[s + at : e + at] == exact[s:e] != ""]
        return found

    value = {name: v for name, v in moved(d.value).items() if name in FIXABLE[d.about]} if d.kind in ("fix", "add") else {}
    was = moved(d.was)
    if d.kind in JUDGING and not (was.get(WORDS[d.about]) or value.get(WORDS[d.about])):
        assert d.anchor is not None
        was[WORDS[d.about]] = [Span(at, at + len(d.anchor.exact))]
    return was, value, at


def _spot(text: str, d: Decision) -> int | None:
    """Where the anchor starts in the text of today. Where something between its words has changed, the words of the finding alone will do."""
    if d.anchor is None:
        return None
    if (found := find(d.anchor, text)) is not None:
        return found.start
    exact = d.anchor.exact
    pieces = [(int(s), int(e)) for s, e in (d.was or d.value).get(WORDS[d.about], ())]
    start, end = max(pieces, key=lambda p: p[1] - p[0], default=(0, 0))
    if not 0 <= start < end <= len(exact) or (start, end) == (0, len(exact)):
        return None
    alone = Anchor(
        d.anchor.article, exact[start:end], (d.anchor.prefix + exact[:start])[-NEAR:], (exact[end:] + d.anchor.suffix)[:NEAR], d.anchor.start + start
    )
    found = find(alone, text)
    return None if found is None else found.start - start


def _machines(about: str, was: Row, rows: Sequence[Row]) -> Row | None:
    """The machine's row that is the same finding as what a decision remembers; of several the likeliest."""
    alike = [(share, row) for row in rows if (share := _overlap(was.get(WORDS[about], ()), _spans(row[WORDS[about]]))) >= SAME]
    if about == "position":
        alike = [(share + _agree(was, row), row) for share, row in alike if _one_position(was, row)]
    return max(alike, key=lambda found: found[0], default=(0, None))[1]


def _one_position(was: Row, row: Row) -> bool:
    """Of one sentence: the same actor takes the same stance on the same thing, in these words or others."""
    actor = was.get("actor") or {}
    same_actor = row["actor_id"] == actor.get("id") or (row["actor_name"] or "") == actor.get("name")
    words, others = (set(fold(str(target or "")).split()) for target in (was.get("target"), row["target"]))
    return same_actor and row["stance"] == was.get("stance") and len(words & others) >= SAME * max(min(len(words), len(others)), 1)


def _agree(was: Row, row: Row) -> float:
    return float(_overlap(was.get("trigger", ()), _spans(row["trigger"]))) + float(fold(str(was.get("target"))) == fold(str(row["target"])))


def _overlap(one: Iterable[Span], other: Iterable[Span]) -> float:
    """Characters in both, as a share of those in either."""
    a, b = ({at for s in spans for at in range(s.start, s.end)} for spans in (one, other))
    return len(a & b) / len(a | b) if a and b else 0.0


# --- rows ---------------------------------------------------------------------------------------------------------------------------------


def _row(ground: Ground, number: int, finding: _Finding) -> Row:
    """The row that stands for a finding now: the machine's own, or what people put on record, with who decided and when."""
    row = dict(finding.machine or {})
    if finding.record:
        row |= (_quote if finding.about == "quote" else _position)(ground, number, row, finding.record)
    last = finding.last
    return row | {
        "status": finding.status,
        "checked_by": (last.by or None) if last else None,
        "checked_at": last.made_at.astimezone(UTC).replace(tzinfo=None) if last else None,
        "finding": finding.id,
        "note": finding.note or None,
        "tags": finding.tags,
    }


def _quote(ground: Ground, number: int, row: Row, record: Row) -> Row:
    pieces = record["pieces"]
    cue, source = (_first(record.get(name)) for name in ("cue", "source"))
    changed = pieces != _spans(row.get("pieces"))
    found = _shared(ground, number, row, record, "quote", pieces, changed)
    if changed:
        found["content"] = Quoted(ground.reading).as_written(pieces)
        found["flags"] = []
    same_speaker = (record.get("speaker") or {}).get("id", "") == (row.get("speaker_id") or "")
    if not row or not same_speaker:
        found |= {"chain": [], "resolution": record.get("resolution") or ("explicit" if record.get("speaker") else "unknown")}
        found["reason"] = record.get("reason") or ""
    found |= {name: _struct(span) for name, span in (("cue", cue), ("source", source))}
    found |= {f"{name}_text": ground.text[slice(*span)] if span else None for name, span in (("cue", cue), ("source", source))}
    kind = record.get("source_kind") or "none"
    if record.get("speaker") and kind in ("none", "document"):
        kind = "named" if found.pop("_kind", "person") == "person" else "organisation"
    found.pop("_kind", None)
    marks = found.get("content") or row.get("content") or ""
    return found | {
        "pieces": [_struct(s) for s in pieces],
        "type": record.get("type") or ("mixed" if any(m in marks for m in '“”"«»') else "indirect"),
        "asserted": record.get("asserted") or "said",
        "source_kind": kind,
        "quote_id": f"quote:{_escaped(ground)}:{number}",
        "said_until": found["said_until"],
        "again": row.get("again", False),
    }


def _position(ground: Ground, number: int, row: Row, record: Row) -> Row:
    evidence = record["evidence"]
    found = _shared(ground, number, row, record, "position", evidence, evidence != _spans(row.get("evidence")))
    found.pop("_kind", None)
    trigger = _first(record.get("trigger"))
    first = {
        "sentence": _struct(evidence[0]),
        "stance": record.get("stance") or "support",
        "target": record.get("target") or "",
        "toward": record.get("toward") or "neither",
        "said": None,
        "trigger": _struct(trigger),
        "hedge": record.get("hedge"),
        "commitment": record.get("commitment") or "states",
        "basis": record.get("basis") or "narrator",
        "quote": row.get("quote"),
        "said_on": found["said_on"],
        "said_basis": found["said_basis"],
        "confidence": found["confidence"],
    }
    others = [
        s for s in row.get("statements") or () if s["sentence"] != first["sentence"] and _struct(Span(**s["sentence"])) in map(_struct, evidence)
    ]
    kept = [s for s in others if s["stance"] == first["stance"] and s["toward"] == first["toward"]]
    issue = ground.issue(record["issue"]) if record.get("issue") else None
    text = ground.text[slice(*evidence[0])]
    return (
        found
        | {name: first[name] for name in ("stance", "target", "toward", "hedge", "commitment", "basis", "quote", "trigger")}
        | {
            "statements": [first, *kept],
            "evidence": [_struct(s) for s in evidence],
            "evidence_text": text,
            "matter": record.get("matter") or (issue.name if issue else first["target"]),
            "position_id": f"position:{_escaped(ground)}:{number}",
            "actor_country_reason": found.pop("country_reason"),
            "iid": issue.iid if issue else None,
            "issue_id": issue.id if issue else None,
            "issue_name": issue.name if issue else record.get("matter") or first["target"],
            "dated": found["said_on"],
            "dated_until": found.pop("said_until"),
            "quote_type": row.get("quote_type"),
            "quote_source_kind": row.get("quote_source_kind"),
        }
    )


def _shared(ground: Ground, number: int, row: Row, record: Row, about: str, spans: Sequence[Span], changed: bool) -> Row:
    """What rows of quotes and of positions have alike."""
    who = WHO[about]
    person = ground.who(record[who]) if record.get(who) else None
    country, reason = record.get("country"), record.get("country_reason")
    if person is not None and person.id != (row.get(f"{who}_id") or "") and country is None:
        country, reason = person.country, person.country_reason
    day, basis = _day(record, row)
    found: Row = dict(ground.about) | {
        "number": number,
        who: person.key if person else None,
        "eid": person.eid if person else None,
        f"{who}_id": person.id if person else None,
        f"{who}_name": person.name if person else None,
        "_kind": person.kind if person else "person",
        "country": country,
        "country_reason": reason if country else None,
        "said_on": day,
        "said_basis": basis,
        "said_until": _until(day, basis),
        "confidence": row.get("confidence", record.get("confidence", 1.0)),
        "start": spans[0].start,
    }
    if changed:
        start = [ground.reading.text[slice(*ground.reading.to_reading(*s))] for s in spans]
        found |= {
            "countries": ground.countries(spans),
            "folded": fold(JOINT.join([*start, *([str(record.get("target") or "")] if about == "position" else [])])),
        }
    return found


def _day(record: Row, row: Row) -> tuple[date | None, str]:
    """A day that a person gave is a stated one; a day that only followed from the article's date goes with it."""
    given = record.get("said_on")
    following = ("publication", "relative", "none", None)
    if row and record.get("said_basis") in following and row.get("said_basis") in following:
        return row.get("said_on"), row.get("said_basis") or "none"
    try:
        day = date.fromisoformat(str(given)) if given else None
    except ValueError:
        day = None
    return day, (record.get("said_basis") or "stated") if day else "none"


def _until(day: date | None, basis: str) -> date | None:
    if day is None or basis not in ("month", "year"):
        return day
    after = date(day.year + 1, 1, 1) if basis == "year" or day.month == 12 else date(day.year, day.month + 1, 1)
    return date.fromordinal(after.toordinal() - 1)


def _escaped(ground: Ground) -> str:
    return str(ground.about["escaped"])


def _first(spans: Sequence[Span] | None) -> Span | None:
    return spans[0] if spans else None


def _struct(span: Span | None) -> dict[str, int] | None:
    return None if span is None else {"start": span.start, "end": span.end}


def _spans(value: Any) -> list[Span]:
    """Spans of a column, whatever its form: a list of structs, one struct, or nothing."""
    if value is None:
        return []
    given = [value] if isinstance(value, Mapping) else value
    return [Span(int(s["start"]), int(s["end"])) for s in given]
