"""What waits to be checked: which findings, in which order, how many are done, and one of them as a passage.

A queue holds the findings that the filters let through. Checked blind, it holds the machine's findings as the machine wrote them, whatever
others have decided, without those that one has decided about oneself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from ontherecord import countries
from ontherecord.decisions import Decision, standing
from ontherecord.decisions.decision import JUDGING
from ontherecord.decisions.findings import TABLES
from ontherecord.model import STATUSES
from ontherecord.queries import Corpus, Filters
from ontherecord.queries.passages import passages_of
from ontherecord.queries.questions import Passage
from ontherecord.queries.where import Where, positions_where, quotes_where
from ontherecord.review import agreement, deciding
from ontherecord.review.deciding import AT_ONCE
from ontherecord.review.machine import MACHINE, machines_where
from ontherecord.review.quality import SEED, SIZE, sample

Kind = Literal["quote", "position", "both"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Order = Literal["unsure", "used", "newest", "sample"]
ORDERS: tuple[Order, ...] = get_args(Order)
Only = Literal["unchecked", "returned", "disputed", "checked"]
ONLY: tuple[Only, ...] = get_args(Only)
_BY: dict[str, str] = {
    "unsure": "confidence, published_on DESC NULLS LAST, article_id, about DESC, number",
    "used": "uses DESC, used, published_on DESC NULLS LAST, article_id, about DESC, number",
    "newest": "published_on DESC NULLS LAST, article_id, about DESC, number",
    "sample": "lot",
}
_USED = {"quote": "speaker_id", "position": "issue_id"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which queue. ``kind``: quotes, positions, or both. ``order``: the least sure first, those of the most quoted speakers and the most common
    issues first, the newest, or the random sample of :func:`ontherecord.review.quality.sample` (``size`` of each kind, ``seed``) and nothing else.
    ``only``: what nobody has checked (sent back ones included), what was sent back, what people disagree about, what is checked.
    ``blind``: for ``by`` alone; what others decided is hidden, and "unchecked" is what they have not decided themselves, "checked" what they have.
    """

    kind: Kind = "quote"
    order: Order = "unsure"
    only: Only = "unchecked"
    blind: bool = False
    by: str = ""
    size: int = SIZE
    seed: int = SEED

    @property
    def kinds(self) -> tuple[Literal["quote", "position"], ...]:
        return ("quote", "position") if self.kind == "both" else (self.kind,)


@dataclass(frozen=True, slots=True)
class Queue:
    """``ids``: selectors in order, at most :data:`AT_ONCE`; ``count``: how many there are, by kind in ``counts``. ``done`` of ``total`` findings that
    the filters let through are checked (blind: by oneself)."""

    ids: tuple[str, ...]
    counts: dict[str, int]
    done: int
    total: int

    @property
    def count(self) -> int:
        return sum(self.counts.values())


def queue(corpus: Corpus, filters: Filters, asked: Asked) -> Queue:
    """What waits in the queue that is asked for."""
    every, params = _findings(corpus, filters, asked)
    done = "mine" if asked.blind else "status <> 'machine'"
    state = {
        "unchecked": f"NOT ({done})",
        "returned": "status = 'machine' AND checked_at IS NOT NULL",
        "disputed": f"finding IN ({_texts(_disputed(corpus))})",
        "checked": done,
    }["unchecked" if asked.blind and asked.only in ("returned", "disputed") else asked.only]
    with_parts = f"{MACHINE if asked.blind else 'WITH'}{',' if asked.blind else ''} every AS ({every})"
    counted = corpus.rows(
        f"{with_parts} SELECT about, count(*), count(*) FILTER ({done}), count(*) FILTER ({state}) FROM every GROUP BY about", params
    )
    ids = corpus.rows(f"{with_parts} SELECT id FROM every WHERE {state} ORDER BY {_BY[asked.order]} LIMIT {AT_ONCE}", params)
    return Queue(
        tuple(id for (id,) in ids),
        {about: n for about, _, _, n in counted if n},
        sum(n for _, _, n, _ in counted),
        sum(n for _, n, _, _ in counted),
    )


def _findings(corpus: Corpus, filters: Filters, asked: Asked) -> tuple[str, list[Any]]:
    """SQL of all findings that the filters let through, whatever their status, with what tells their state and order; and its parameters."""
    parts, params = [], []
    mine = _decided_by(corpus, asked.by) if asked.blind else []
    for kind in asked.kinds:
        table, used, lot = TABLES[kind], _USED[kind], "0"
        if asked.order == "sample":  # drawn of what the machine found, so that filters hold for what it had written
            drawn = _texts(list(sample(corpus, filters, kind, asked.size, asked.seed)["id"]))
            where, lot = Where().add(f"{kind}_id IN ({drawn})"), f"list_position([{drawn}]::VARCHAR[], {kind}_id)"
        else:
            where = _where(filters, asked, kind)
        by_me = f"(aid, number) IN (SELECT (aid, number) FROM main.{table} WHERE finding IN ({_texts(mine)}))"
        parts.append(
            f"SELECT '{kind}' AS about, {kind}_id AS id, article_id, number, confidence, published_on, status, checked_at, finding, {by_me} AS mine, "
            f"coalesce({used}, '') AS used, CASE WHEN {used} IS NULL THEN 0 ELSE count(*) OVER (PARTITION BY {used}) END AS uses, {lot} AS lot "
            f"FROM {table} WHERE {where.sql}"
        )
        params += where.params
    return " UNION ALL ".join(parts), params


def _where(filters: Filters, asked: Asked, kind: Literal["quote", "position"]) -> Where:
    if asked.blind:
        return machines_where(filters, kind)
    every = filters if filters.status else replace(filters, status=STATUSES)
    return quotes_where(every) if kind == "quote" else positions_where(every)


def _decided_by(corpus: Corpus, by: str) -> list[str]:
    """The findings that somebody has judged, under every id that they go by."""
    if corpus.laying is None:
        return []
    laying = corpus.laying
    own = {d.of for d in standing(laying.decisions) if d.by == by and d.kind in JUDGING and d.kind != "return"}
    return sorted({id for finding in own for id in laying.same(finding)})


def _disputed(corpus: Corpus) -> list[str]:
    if corpus.laying is None:
        return []
    laying = corpus.laying
    found = agreement.disputed(*agreement.of_corpus(corpus))
    return sorted({id for finding in found for id in laying.same(finding)})


def _texts(values: Sequence[str]) -> str:
    """Values in the text of a query, so that their number does not matter: parameters of one that is put together twice."""
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values) or "NULL"


# --- one finding --------------------------------------------------------------------------------------------------------------------------


def passage(corpus: Corpus, show: str, *, blind: bool = False) -> Passage | None:
    """One finding as a passage; ``blind``: as the machine wrote it. None where there is none (any more)."""
    (found,) = look(corpus, [show], blind=blind) or (None,)
    return found


def look(corpus: Corpus, shows: Sequence[str], *, blind: bool = False) -> list[Passage]:
    """Findings as passages, in the order of ``shows``; those that are not there are left out."""
    found: dict[str, Passage] = {}
    for kind, table in TABLES.items():
        ids = [show for show in shows if show.startswith(f"{kind}:")]
        if ids:
            rows = corpus.dicts(f"{MACHINE if blind else ''} SELECT * FROM {table} WHERE {kind}_id IN (SELECT unnest(?::VARCHAR[]))", [ids])
            found |= {p.show: p for p in passages_of(corpus, kind, rows)}
    return [found[show] for show in shows if show in found]


def counted(shows: Sequence[str]) -> dict[str, int]:
    """How many of what kind these selectors are: {"quote": 3, "position": 1}."""
    return dict(Counter(show.split(":", 1)[0] for show in shows))


def history(corpus: Corpus, show: str) -> list[Decision]:
    """The judgements of one finding that stand, the newest first."""
    every = deciding.history(corpus, show)
    return [d for d in reversed(standing(reversed(every))) if d.kind in JUDGING]


def own(corpus: Corpus, show: str, by: str) -> Decision | None:
    """Somebody's latest judgement of a finding; None for nothing, or where they sent it back."""
    found = next((d for d in history(corpus, show) if d.by == by), None)
    return found if found is not None and found.kind != "return" else None


_VERBS = {"confirm": "confirmed", "reject": "rejected", "fix": "fixed", "add": "added", "return": "sent back"}
_FIELDS = {
    "speaker": "speaker",
    "actor": "actor",
    "pieces": "words",
    "evidence": "words",
    "asserted": "said or not",
    "type": "kind",
    "source_kind": "kind of source",
    "country": "country",
    "said_on": "day",
    "stance": "stance",
    "target": "on what",
    "toward": "side",
    "issue": "issue",
}


def in_words(d: Decision, *, had: bool = False, detail: bool = True) -> str:
    """A judgement in words: "Ann fixed it on 3 May 2025 (speaker: Luc Marchand)"."""
    words = f"{d.by or 'Somebody'} {'had ' if had else ''}{_VERBS[d.kind]} it on {d.made_at.day} {d.made_at:%B %Y}"
    if not detail:
        return words
    if d.kind == "fix":
        words += f" ({', '.join(_change(name, d.value[name]) for name in _FIELDS if name in d.value)})"
    return f"{words}: {d.note}" if d.note else words


def _change(field: str, value: Any) -> str:
    if field in ("pieces", "evidence"):
        return _FIELDS[field]
    said = value.get("name") if isinstance(value, dict) else value
    return f"{_FIELDS[field]}: {(countries.name(said) if field == 'country' else said) if said else 'none'}"


def told(before: Sequence[Decision], limit: int = 3) -> str:
    """What others had decided about the same, in words: "Bo had rejected it on 3 May 2025"; "" for nothing."""
    latest: dict[str, Decision] = {}
    for d in before:  # the newest first
        latest.setdefault(d.by, d)
    return "; ".join(in_words(d, had=True, detail=False) for d in list(latest.values())[:limit])
