"""Decisions outlive every later build: another order, other ids and dates, changed texts, another machine. Nothing decided is lost without being
listed, and nothing is attached to other words."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ontherecord.decisions import Log, standing
from ontherecord.model import Extraction, Mention, Position, Quote, Sentence, Span
from ontherecord.queries import Corpus
from ontherecord.queries.laying import Laying
from ontherecord.review import deciding
from tests import builders

FRONT = "An editor put this line in front. "


@cache
def articles() -> tuple[Extraction, ...]:
    return tuple(builders.small_corpus())


def opened(extractions: list[Extraction], log: Log) -> Corpus:
    corpus = Corpus.of(extractions, "later")
    corpus.laying = Laying(corpus, log)
    corpus.refresh()
    return corpus


def moved(found: Extraction, by: int) -> Extraction:
    """All places that many characters further on."""

    def to(span: Span | None) -> Any:
        return None if span is None else Span(span.start + by, span.end + by)

    def quote(q: Quote) -> Quote:
        return replace(q, pieces=tuple(map(to, q.pieces)), cue=to(q.cue), source=to(q.source), chain=tuple(map(to, q.chain)))

    def position(p: Position) -> Position:
        return replace(p, statements=tuple(replace(s, sentence=to(s.sentence), trigger=to(s.trigger)) for s in p.statements))

    return replace(
        found,
        article=replace(found.article, text=FRONT + found.article.text, headline=to(found.article.headline)),
        sentences=tuple(Sentence(s.start + by, s.end + by, s.paragraph) for s in found.sentences),
        mentions=tuple(Mention(m.start + by, m.end + by, m.label, m.entity) for m in found.mentions),
        quotes=tuple(map(quote, found.quotes)),
        positions=tuple(map(position, found.positions)),
    )


def changed(found: Extraction, how: str) -> Extraction:
    match how:
        case "other id":
            return replace(found, article=replace(found.article, id=f"row-{found.article.id[::-1]}"))
        case "other day":
            return replace(found, article=replace(found.article, published_on=date(2024, 2, 29)))
        case "a line in front":
            return moved(found, len(FRONT)) if not found.article.repairs else found
        case "machine finds nothing":
            return replace(found, quotes=(), positions=())
        case "machine numbers anew":
            quotes = tuple(replace(q, number=q.number + 40) for q in found.quotes)
            positions = tuple(
                replace(p, number=p.number + 40, statements=tuple(replace(s, quote=s.quote + 40 if s.quote else None) for s in p.statements))
                for p in found.positions
            )
            return replace(found, quotes=quotes, positions=positions)
        case "machine hears another":
            people = [e.key for e in found.entities]
            return replace(found, quotes=tuple(replace(q, speaker=people[-1] if q.speaker is not None else None) for q in found.quotes))
    return found


HOW = ("as it was", "other id", "other day", "a line in front", "machine finds nothing", "machine numbers anew", "machine hears another", "gone")
decided = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(("confirm", "reject", "fix"))), min_size=1, max_size=12)
builds = st.lists(st.sampled_from(HOW), min_size=12, max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(decided, st.lists(builds, min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_nothing_that_was_decided_is_lost_or_goes_elsewhere(acts: Any, later: list[list[str]], random: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log = Log("later", Path(folder) / "later")
        corpus = opened(list(articles()), log)
        shows = [row[0] for row in corpus.rows("SELECT quote_id FROM quotes UNION ALL SELECT position_id FROM positions ORDER BY 1")]
        for place, kind in acts:
            show = shows[place % len(shows)]
            if kind == "fix":
                deciding.fix(corpus, show, {"speaker" if show.startswith("quote") else "actor": {"name": "Mae Roe"}}, "Ida")
            else:
                getattr(deciding, kind)(corpus, show, "Ida")
        last = {d.of: d for d in standing(log.decisions())}
        for how in later:
            made = [changed(e, h) for e, h in zip(articles(), how, strict=True) if h != "gone"]
            random.shuffle(made)
            now = opened(made, log)
            assert now.laying is not None
            lost = {d.id for d, _ in now.laying.lost}
            texts = dict(now.rows("SELECT article_id, text FROM texts"))
            rows: dict[str, dict[str, Any]] = {}
            for table, words in (("quotes", "pieces"), ("positions", "evidence")):
                for row in now.dicts(f"SELECT *, {words} AS words FROM {table} WHERE finding IS NOT NULL"):
                    rows[row["finding"]] = row
            for finding, d in last.items():
                row = rows.get(finding)
                if row is None:
                    assert d.id in lost or d.kind == "reject", "only what was rejected, and is not found any more, needs no row"
                    continue
                assert d.anchor is not None
                said = [d.anchor.exact[s:e] for s, e in d.was.get("pieces") or d.was.get("evidence") or ()]
                assert [texts[row["article_id"]][w["start"] : w["end"]] for w in row["words"]] == said
                if d.kind != "reject":
                    wanted = "Mae Roe" if d.kind == "fix" else (d.was.get("speaker") or d.was.get("actor") or {}).get("name")
                    assert (row.get("speaker_name") or row.get("actor_name") or None) == (wanted or None)
                assert row["status"] == {"confirm": "confirmed", "reject": "rejected", "fix": "fixed"}[d.kind] or len(acts) > 1
