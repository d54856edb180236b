"""Decisions over later builds: none is lost without being listed, and none is attached to another passage."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ontherecord.decisions import Decision, standing
from ontherecord.decisions.findings import Ground, Issue, Who, lay, remember
from ontherecord.loading.repair import ReadingText
from ontherecord.model import Span
from ontherecord.quoted import Quoted

SENTENCES = (
    "Mae Roe said the mill would stay open.",
    "“We will not sell,” said Oda Brandvik.",
    "The mill would stay open, people said.",
    "Nobody asked why the river had fallen.",
    "Tomasz Rell told the council to wait a year.",
)
SPEAKERS = ("Mae Roe", "Oda Brandvik", "Tomasz Rell")


def ground(text: str) -> Ground:
    def who(value: Any) -> Who:
        return Who(0, 1, value["id"] or value["name"], value["name"], "person")

    about = {"aid": 1, "article_id": "a", "title": "", "outlet": None, "published_on": None, "date_basis": "none", "escaped": "a"}
    return Ground(ReadingText(text, ()), about, who, lambda v: Issue(1, v["id"], v["name"]), lambda _: [])


def machine(text: str, sentences: list[tuple[int, str]]) -> list[dict[str, Any]]:
    """A quote a sentence, said by somebody."""
    found, at = [], 0
    for number, (place, speaker) in enumerate(sentences):
        words = SENTENCES[place]
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        span = Span(start, at - 1)
        row: dict[str, Any] = {"article_id": "a", "number": number, "pieces": [{"start": span.start, "end": span.end}], "cue": None, "source": None}
        row |= {"content": Quoted(ReadingText(text, ())).as_written([span]), "speaker_id": speaker, "speaker_name": speaker, "type": "indirect"}
        row |= {"asserted": "said", "source_kind": "named", "resolution": "explicit", "reason": "", "country": None, "said_on": None}
        found.append(row | {"said_basis": "none", "confidence": 0.8, "finding": None, "flags": [], "trigger": None})
    return found


texts = st.lists(st.integers(0, len(SENTENCES) - 1), min_size=1, max_size=7)
found = st.lists(st.tuples(st.integers(0, len(SENTENCES) - 1), st.sampled_from(SPEAKERS)), max_size=7)
acts = st.lists(st.tuples(st.sampled_from(("confirm", "reject", "fix", "undo")), st.integers(0, 6), st.sampled_from(SPEAKERS)), max_size=8)
added = st.sampled_from(("", "A new first line. ", "Mae Roe said the mill would close. "))


@given(texts, found, acts, texts, found, added)
def test_nothing_is_lost_and_nothing_moves(old: list[int], rows: Any, decided: Any, new: list[int], later: Any, front: str) -> None:
    before = " ".join(SENTENCES[i] for i in old)
    machines, log = machine(before, rows), []
    words: dict[str, str] = {}
    for kind, which, speaker in decided:
        if kind == "undo":
            log.append(Decision("undo", undoes=log[which % len(log)].id) if log else Decision("note", "quote"))
            continue
        if not machines:
            continue
        now = {
            r["number"]: r for r in lay(ground(before), {"quotes": machines, "positions": []}, [d for d in standing(log) if d.anchor]).rows["quotes"]
        }
        row = machines[which % len(machines)]
        row = now.get(row["number"], row)
        held, was = remember("quote", row, before)
        value = {"speaker": {"id": "", "name": speaker}} if kind == "fix" else {}
        log.append(Decision(kind, "quote", "Ida", value, held, row["finding"] or "", was))
        words[log[-1].id] = row["content"]
    standing_now = [d for d in standing(log) if d.anchor is not None]
    after = front + " ".join(SENTENCES[i] for i in new)
    laid = lay(ground(after), {"quotes": machine(after, later), "positions": []}, standing_now)
    lost = {d.id for d, _ in laid.lost}
    by_finding = {row["finding"]: row for row in laid.rows["quotes"]}
    for d in standing_now:
        row = by_finding.get(laid.same.get(d.of, d.of))
        if row is not None and d.id not in lost:
            assert row["content"] == words[d.id]
            assert "".join(after[p["start"] : p["end"]] for p in row["pieces"]) == d.anchor.exact  # type: ignore[union-attr]
        elif d.id not in lost:
            last = [other for other in standing_now if laid.same.get(other.of) == laid.same.get(d.of)][-1]
            assert last.kind == "reject", "only what is rejected and not found again needs no row"
    assert len({row["number"] for row in laid.rows["quotes"]}) == len(laid.rows["quotes"])
    assert lay(ground(after), {"quotes": machine(after, later), "positions": []}, standing_now).rows == laid.rows
