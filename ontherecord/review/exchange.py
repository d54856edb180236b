"""Decisions out and in: the log as JSON lines, a table with one row a finding, and what a colleague decided elsewhere, merged.

Nothing is taken before it is known what would be: :func:`read` reads all of a file or nothing, :func:`preview` says what is new and who disagrees,
:func:`take` writes. Decisions go by their ids, so that the same file may be taken any number of times.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from ontherecord.decisions import Decision, standing
from ontherecord.decisions.decision import JUDGING
from ontherecord.decisions.findings import OWN_NUMBERS, TABLES, WHO, WORDS
from ontherecord.errors import Code, Problem
from ontherecord.export.tables import cell
from ontherecord.queries import Corpus
from ontherecord.review import label_studio

COLUMNS = ("article", "title", "about", "finding", "words", "machine", "people", "status", "by", "at", "note", "tags")
"""Columns of :func:`table`."""
LONGEST = 2_000_000
"""Characters that a line of a file may have."""


class Conflict(NamedTuple):
    """Two people say different things of one finding. ``counts``: which of the two does."""

    here: Decision
    there: Decision
    counts: Decision


@dataclass(frozen=True, slots=True)
class Preview:
    """``new``: decisions that the log does not have; ``known``: how many it has; ``conflicts``: new ones that contradict somebody's here;
    ``elsewhere``: how many new ones are about articles that this corpus does not have."""

    new: tuple[Decision, ...]
    known: int
    conflicts: tuple[Conflict, ...]
    elsewhere: int


# --- out ----------------------------------------------------------------------------------------------------------------------------------


def lines(corpus: Corpus) -> str:
    """The whole log as JSON lines, undone decisions and the rows that undo them included. Raises Problem R01."""
    return "".join(d.to_json() + "\n" for d in _log(corpus).decisions())


def table(corpus: Corpus) -> str:
    """CSV with one row for each finding that people decided about: where it is, what the machine said of it, what people say, who, when.

    ``finding`` is its selector, ``at`` a time in UTC. A finding that the machine missed has no ``machine``."""
    _log(corpus)
    corpus.refresh()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for about, of in TABLES.items():
        machines = {(row["article_id"], row["number"]): row for row in corpus.dicts(f"SELECT * FROM before_{of}")}
        for row in corpus.dicts(f"SELECT * FROM {of} WHERE finding IS NOT NULL ORDER BY article_id, start, number"):
            machine = machines.get((row["article_id"], row["number"])) if row["number"] < OWN_NUMBERS else None
            writer.writerow([cell(value) for value in _row(about, row, machine)])
    return out.getvalue()


def _row(about: str, row: dict[str, Any], machine: dict[str, Any] | None) -> list[Any]:
    words = row["content" if about == "quote" else "evidence_text"]
    people = {"rejected": f"no {about}", "machine": ""}.get(row["status"]) if row["status"] in ("rejected", "machine") else _says(about, row)
    at = row["checked_at"].isoformat(timespec="seconds") + "Z" if row["checked_at"] else ""
    said = _says(about, machine) if machine else ""
    return [
        *(row["article_id"], row["title"] or "", about, row[f"{about}_id"], words, said, people),
        *(row["status"], row["checked_by"] or "", at, row["note"] or "", "; ".join(row["tags"] or ())),
    ]


def _says(about: str, row: dict[str, Any]) -> str:
    """A finding in a line: who, and what of it."""
    who = row[f"{WHO[about]}_name"] or "nobody known"
    if about == "quote":
        return f"{who}: {row['type']}, {row['asserted']}: {row['content']}"
    return f"{who}: {row['stance']} {row['target']} ({row['toward']}, {row['issue_name']})"


# --- in -----------------------------------------------------------------------------------------------------------------------------------


def read(path: Path) -> list[Decision]:
    """The decisions of a file of JSON lines. Raises Problem L13 (it cannot be read), R04 for the first line that is no decision."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Problem(Code.L13, path=path, detail=error.strerror or error) from error
    return parse(content, path.name)


def parse(content: bytes, name: str) -> list[Decision]:
    """The same of bytes in hand, such as an upload called ``name``."""
    found: list[Decision] = []
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            if len(line) > LONGEST:
                raise ValueError(f"it has more than {LONGEST:,} characters")
            found.append(_checked(Decision.from_json(line.decode())))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
            detail = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) and error.args else str(error).splitlines()[0][:200]
            raise Problem(Code.R04, path=name, line=number, detail=detail or "it cannot be read") from error
    return found


def _checked(d: Decision) -> Decision:
    """A decision that the laying can hold: it has what its kind needs. One from the future, by a clock that is wrong, is made now: it would
    outweigh what is said here for as long."""
    if d.kind in (*JUDGING, "note", "tag") and (d.about not in TABLES or d.anchor is None or not d.anchor.exact):
        raise ValueError("a decision about a finding says which, and has its words")
    if d.kind == "undo" and not d.undoes:
        raise ValueError("it takes nothing back")
    for of in (d.value, d.was):
        for spans in (of.get(name) for name in (*WORDS.values(), "cue", "source", "trigger")):
            if spans is not None and not (isinstance(spans, Sequence) and all(_is_span(span) for span in spans)):
                raise ValueError("a place in the text is two numbers")
        for who in (*WHO.values(), "issue"):
            if d.about in TABLES and not isinstance(of.get(who), dict | None):
                raise ValueError(f"{who} has an id and a name")
    now = datetime.now(UTC)
    return replace(d, made_at=now) if d.made_at > now else d


def _is_span(span: Any) -> bool:
    return isinstance(span, Sequence) and len(span) == 2 and all(isinstance(at, int) for at in span)


def preview(corpus: Corpus, decisions: Iterable[Decision]) -> Preview:
    """What :func:`take` would do with decisions. Writes nothing. Raises Problem R01."""
    log = _log(corpus)
    known = {d.id for d in log.decisions()}
    given = list({d.id: d for d in decisions}.values())
    new = tuple(d for d in given if d.id not in known)
    there = {id for (id,) in corpus.rows("SELECT article_id FROM numbers")}
    elsewhere = sum(d.anchor is not None and d.anchor.article not in there for d in new)
    return Preview(new, len(given) - len(new), tuple(_conflicts(log.decisions(), new)), elsewhere)


def take(corpus: Corpus, decisions: Iterable[Decision]) -> int:
    """Write the decisions that the log does not have, as they were made; how many. They lie over the corpus at once. Raises Problem R01."""
    added = int(_log(corpus).add(list(decisions), taken=True))
    corpus.refresh()
    return added


def take_file(corpus: Corpus, path: Path, by: str = "", *, dry_run: bool = False) -> list[str]:
    """Take in a file: a log (JSON lines) or what people corrected in Label Studio (JSON); what was, or with ``dry_run`` would be, taken, in
    sentences. Raises Problem L13, R01, R04."""
    if path.suffix.lower() == ".json":
        plan = label_studio.read(corpus, path)
        if not dry_run:
            label_studio.take(corpus, plan, by)
        return [*told_plan(plan), *plan.left_out]
    found = read(path)
    seen = preview(corpus, found)
    if not dry_run:
        take(corpus, found)
    return told(seen)


def told(seen: Preview) -> list[str]:
    """A preview in sentences, for a person."""
    lines = [f"{len(seen.new):,} new, {seen.known:,} known already."]
    if seen.elsewhere:
        lines.append(f"{seen.elsewhere:,} are about articles that this corpus does not have; they wait in the log.")
    for here, there, counts in seen.conflicts:
        words = " ".join((here.anchor.exact if here.anchor else "").split())[:80]
        said = f"{here.by or 'no name'}: {here.kind}; {there.by or 'no name'}: {there.kind}; the later counts: {counts.kind}"
        lines.append(f"They differ on “{words}” ({said})")
    return lines


def told_plan(plan: label_studio.Plan) -> list[str]:
    counts = {kind: sum(step.kind == kind for step in plan.steps) for kind in ("confirm", "fix", "add", "reject")}
    words = {"confirm": "confirmed", "fix": "set right", "add": "added", "reject": "rejected"}
    return [", ".join(f"{count:,} {words[kind]}" for kind, count in counts.items()) + "."]


def _conflicts(here: Sequence[Decision], new: Sequence[Decision]) -> Iterable[Conflict]:
    """The newest word of each side about one finding, where they differ."""
    every = standing([*here, *new])
    ids = {d.id for d in new}
    ours, theirs = ([d for d in every if d.kind in JUDGING and (d.id in ids) == new_ones] for new_ones in (False, True))
    of: dict[tuple[str, str], list[Decision]] = {}
    for d in ours:
        of.setdefault((d.about, d.anchor.article if d.anchor else ""), []).append(d)
    last = {d.of: d for d in sorted(theirs, key=lambda d: d.made_at)}
    for there in last.values():
        same = [d for d in of.get((there.about, there.anchor.article if there.anchor else ""), ()) if d.of == there.of or _one_place(d, there)]
        if same and (before := max(same, key=lambda d: d.made_at)) and _judgement(before) != _judgement(there):
            yield Conflict(before, there, max(before, there, key=lambda d: d.made_at))


def _one_place(one: Decision, other: Decision) -> bool:
    """Whether two people decided about the same words: of positions there may be several in a sentence."""
    a, b = one.anchor, other.anchor
    if a is None or b is None:
        return False
    shared = min(a.end, b.end) - max(a.start, b.start)
    if 2 * shared < max(a.end, b.end) - min(a.start, b.start):
        return False
    return one.about == "quote" or all((one.was or one.value).get(f) == (other.was or other.value).get(f) for f in ("stance", "target"))


def _judgement(d: Decision) -> tuple[str, Any]:
    return (d.kind, d.value if d.kind in ("fix", "add") else None)


def _log(corpus: Corpus) -> Any:
    if corpus.laying is None:
        raise Problem(Code.R01)
    return corpus.laying.log
