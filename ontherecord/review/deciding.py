"""What a person may decide about quotes and positions. Each decision is written to the log and lies over the corpus at once; none changes what the
machine wrote, and each can be taken back.

Findings go by their selectors (``quote:article:3``). ``by`` is who decides; "" for somebody who gave no name. ``blind``: what they had before them
is what the machine wrote, whatever others have decided since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import uuid4

from ontherecord import countries
from ontherecord.decisions import Decision
from ontherecord.decisions.anchors import anchor
from ontherecord.decisions.book import Book
from ontherecord.decisions.decision import JUDGING, Kind
from ontherecord.decisions.findings import FIXABLE, TABLES, VALUES, WHO, WORDS, remember
from ontherecord.errors import Code, Problem
from ontherecord.model import ENTITY_KINDS, Span
from ontherecord.queries import Corpus, selectors
from ontherecord.queries.filters import read_day

NOTE_LENGTH, NAME_LENGTH, TAG_LENGTH, TAGS = 2000, 120, 40, 12
AT_ONCE = 5000
"""Findings that one step may decide about."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a step wrote: ``batch`` takes all of it back; ``before``: other people's standing decisions about the same, the newest first."""

    batch: str
    decisions: tuple[Decision, ...]
    before: tuple[Decision, ...] = ()


def confirm(corpus: Corpus, shows: str | Iterable[str], by: str = "", note: str = "", *, blind: bool = False) -> Made:
    """Put on record that findings are right as they are shown. Raises Problem C01, F04 (no such finding), R01 (a corpus that keeps nothing)."""
    return _decide(corpus, "confirm", shows, {}, by, note, blind)


def reject(corpus: Corpus, shows: str | Iterable[str], by: str = "", note: str = "", *, blind: bool = False) -> Made:
    """Put on record that findings are none: they leave every count, and stay to be seen and taken back. Raises as :func:`confirm`."""
    return _decide(corpus, "reject", shows, {}, by, note, blind)


def send_back(corpus: Corpus, shows: str | Iterable[str], by: str = "", note: str = "") -> Made:
    """Let findings be unchecked again, with the reason. Raises as :func:`confirm`."""
    return _decide(corpus, "return", shows, {}, by, note)


def annotate(corpus: Corpus, shows: str | Iterable[str], by: str = "", note: str = "") -> Made:
    """Note something on findings. Raises as :func:`confirm`."""
    return _decide(corpus, "note", shows, {}, by, note)


def tag(corpus: Corpus, shows: str | Iterable[str], tags: Iterable[str], by: str = "") -> Made:
    """Give findings these tags, in the place of those that they had. Raises as :func:`confirm`."""
    clean = list(dict.fromkeys(word[:TAG_LENGTH] for t in tags if (word := " ".join(str(t).split()))))[:TAGS]
    return _decide(corpus, "tag", shows, {"tags": clean}, by, "")


def fix(corpus: Corpus, show: str, value: Mapping[str, Any], by: str = "", note: str = "", *, blind: bool = False) -> Made:
    """Put on record what a finding says rightly.

    ``value`` for a quote: any of speaker (``{"id", "name", "kind"}``, or None for nobody known), pieces (spans of the original text), asserted, type,
    source_kind, country (code, or None), said_on (ISO day, or None). For a position: actor, evidence (spans), stance, target, toward, issue
    (``{"id", "name"}``), country, said_on. Raises Problem R02 for a value that cannot be, else as :func:`confirm`."""
    return _decide(corpus, "fix", show, value, by, note, blind)


def add(corpus: Corpus, about: str, article: str, value: Mapping[str, Any], by: str = "", note: str = "") -> Made:
    """Put on record a quote or position that the machine missed; ``value`` as for :func:`fix`, with its pieces or evidence.

    Raises Problem F03 (no such article), R01, R02."""
    _lasting(corpus)
    rows = corpus.rows("SELECT text, url, label FROM articles JOIN texts USING (aid) WHERE articles.article_id = ?", [article])
    if not rows:
        raise Problem(Code.F03, id=article)
    text, url, title = rows[0]
    if about not in TABLES:
        raise Problem(Code.R02, field="about", value=about)
    spans = _spans(value.get(WORDS[about]) or (), text)
    if not spans:
        raise Problem(Code.R02, field="words", value="none were chosen")
    if about == "position" and not (value.get("actor") and value.get("stance") and str(value.get("target") or "").strip()):
        raise Problem(Code.R02, field="position", value="it needs an actor, a stance and what it is on")
    held = anchor(article, text, spans, url=url or "", title=title or "")
    decision = Decision("add", about, _name(by), _value(corpus, about, value, text, held.start), held, note=_note(note))  # type: ignore[arg-type]
    return _written(corpus, [decision])


def whole_words(text: str, span: Span) -> Span:
    """A span that begins and ends with whole words: who selects with a mouse seldom meets the letter."""
    start, end = span
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def undo(corpus: Corpus, what: str, by: str = "") -> Made:
    """Take back a decision, or a batch of them. Raises Problem F04 where it is not there or does not count any more."""
    _lasting(corpus)
    corpus.refresh()
    book = corpus.laying.book if corpus.laying is not None else Book()
    if not any(book.stands(d) for d in book.named(what)):
        raise Problem(Code.F04, value=what)
    return _written(corpus, [Decision("undo", by=_name(by), undoes=what)])


def history(corpus: Corpus, show: str) -> list[Decision]:
    """Every decision about one finding, undone ones and the rows that undo them included, the newest first."""
    if corpus.laying is None:
        return []
    chosen = selectors.parse(show)
    if chosen is None or chosen.kind not in TABLES:
        return []
    rows = corpus.rows(f"SELECT finding FROM {TABLES[chosen.kind]} WHERE {chosen.kind}_id = ?", [show])
    of = rows[0][0] if rows else None
    if of is None:
        return []
    return corpus.laying.about(of)[::-1]


# --- one step -----------------------------------------------------------------------------------------------------------------------------


def _decide(corpus: Corpus, kind: Kind, shows: str | Iterable[str], value: Mapping[str, Any], by: str, note: str, blind: bool = False) -> Made:
    _lasting(corpus)
    wanted = [shows] if isinstance(shows, str) else list(dict.fromkeys(shows))
    if len(wanted) > AT_ONCE:
        raise Problem(Code.R03, count=len(wanted), limit=AT_ONCE)
    batch = uuid4().hex[:12] if len(wanted) > 1 else ""
    rows = _rows(corpus, wanted, blind)
    texts = {row["article_id"]: (row["text"], row["url"], row["label"]) for row in _texts(corpus, {row["aid"] for _, row in rows})}
    made = []
    for about, row in rows:
        text, url, title = texts[row["article_id"]]
        more = _spans(value.get(WORDS[about]) or (), text) if kind == "fix" else ()
        held, was = remember(about, row, text, more, url=url or "", title=title or "")
        said = _value(corpus, about, value, text, held.start) if kind == "fix" else dict(value)
        if kind == "fix" and not said:
            raise Problem(Code.R02, field="value", value="nothing was changed")
        made.append(Decision(kind, about, _name(by), said, held, row["finding"] or "", was, _note(note), batch=batch))  # type: ignore[arg-type]
    return _written(corpus, made)


def _written(corpus: Corpus, decisions: list[Decision]) -> Made:
    assert corpus.laying is not None
    corpus.refresh()
    by = {d.by for d in decisions}
    known = [d for finding in {d.finding for d in decisions if d.finding} for d in corpus.laying.about(finding)]
    before = tuple(d for d in reversed(known) if d.kind in JUDGING and corpus.laying.book.stands(d) and d.by not in by)
    corpus.laying.log.add(decisions)
    corpus.refresh()
    batch = decisions[0].batch or decisions[0].id if decisions else ""
    return Made(batch, tuple(decisions), before)


def _rows(corpus: Corpus, shows: list[str], blind: bool) -> list[tuple[str, dict[str, Any]]]:
    """The rows that selectors stand for, in their order; ``blind``: as the machine wrote them, where it did."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for about, table in TABLES.items():
        ids = [show for show in shows if show.startswith(f"{about}:")]
        if not ids:
            continue
        these = f"{about}_id IN (SELECT unnest(?::VARCHAR[]))"
        rows = corpus.dicts(f"SELECT * FROM {table} WHERE {these}", [ids])
        machine = {row[f"{about}_id"]: row for row in corpus.dicts(f"SELECT * FROM before_{table} WHERE {these}", [ids])} if blind else {}
        for row in rows:
            found[row[f"{about}_id"]] = (about, machine.get(row[f"{about}_id"], row) | {"finding": row["finding"]})
    if missing := next((show for show in shows if show not in found), None):
        raise Problem(Code.F04, value=missing)
    return [found[show] for show in shows]


def _texts(corpus: Corpus, aids: Iterable[int]) -> list[dict[str, Any]]:
    among = ", ".join(map(str, sorted(aids))) or "NULL"
    texts = {row[0]: row[1] for row in corpus.rows(f"SELECT aid, text FROM texts WHERE aid IN ({among})")}
    found = corpus.dicts(f"SELECT aid, article_id, url, label FROM articles WHERE aid IN ({among})")
    return [row | {"text": texts[row["aid"]]} for row in found]


def _lasting(corpus: Corpus) -> Any:
    if corpus.laying is None:
        raise Problem(Code.R01)
    return corpus.laying.log


# --- what people may say ------------------------------------------------------------------------------------------------------------------


def _value(corpus: Corpus, about: str, value: Mapping[str, Any], text: str, start: int) -> dict[str, Any]:
    """The value of a fix or addition, checked, with spans counted from ``start``. Raises Problem R02."""
    found: dict[str, Any] = {}
    for name, given in value.items():
        if name not in FIXABLE[about]:
            raise Problem(Code.R02, field=name, value=given)
        if name == WORDS[about]:
            spans = _spans(given, text)
            if not spans:
                raise Problem(Code.R02, field="words", value="none were chosen")
            found[name] = [[s.start - start, s.end - start] for s in spans]
        elif name == WHO[about]:
            found[name] = _who(given) if given else None
        elif name == "issue":
            found[name] = _issue(given) if given else None
        elif name == "country":
            if given and given not in countries.codes():
                raise Problem(Code.R02, field="country", value=given)
            found[name] = given or None
        elif name == "said_on":
            if given and read_day(str(given)) is None:
                raise Problem(Code.F02, value=given)
            found[name] = str(given) if given else None
        elif name in VALUES:
            if given not in VALUES[name]:
                raise Problem(Code.R02, field=name, value=given)
            found[name] = given
        else:
            found[name] = " ".join(str(given).split())[:NAME_LENGTH]
    return found


def _who(given: Any) -> dict[str, str]:
    said = given if isinstance(given, Mapping) else {"name": given}
    name = " ".join(str(said.get("name") or "").split())
    if not any(c.isalnum() for c in name) or len(name) > NAME_LENGTH:
        raise Problem(Code.R02, field="name", value=name or "no name")
    kind = said.get("kind") or "person"
    if kind not in ENTITY_KINDS:
        raise Problem(Code.R02, field="kind", value=kind)
    return {"id": str(said.get("id") or ""), "name": name, "kind": kind}


def _issue(given: Any) -> dict[str, str]:
    said = given if isinstance(given, Mapping) else {"name": given}
    name = " ".join(str(said.get("name") or "").split())
    if not any(c.isalnum() for c in name) or len(name) > NAME_LENGTH:
        raise Problem(Code.R02, field="issue", value=name or "no name")
    return {"id": str(said.get("id") or ""), "name": name}


def _spans(given: Iterable[Any], text: str) -> list[Span]:
    """Spans of the text in order, without blanks at their ends. Raises Problem R02 for what lies outside or overlaps."""
    found = []
    for start, end in sorted((int(s), int(e)) for s, e in given):
        if not 0 <= start < end <= len(text):
            raise Problem(Code.R02, field="words", value=f"{start} to {end}, outside the text")
        words = text[start:end]
        start, end = start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
        if start < end:
            found.append(Span(start, end))
    if any(a.end > b.start for a, b in pairwise(found)):
        raise Problem(Code.R02, field="words", value="pieces that overlap")
    return found


def _name(by: str) -> str:
    return " ".join(by.split())[:NAME_LENGTH]


def _note(note: str) -> str:
    return note.strip()[:NOTE_LENGTH]
