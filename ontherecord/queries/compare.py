"""Two to four speakers, countries, outlets or periods side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ontherecord import places
from ontherecord.model import Toward
from ontherecord.queries import selectors
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.headings import span
from ontherecord.queries.positions import rows_of
from ontherecord.queries.sets import TOKENS, positions_with, quotes_with
from ontherecord.queries.sides import Held, Stand, majority, stands, tally
from ontherecord.queries.where import SEEN, WHO_COUNTS, Where, articles_where, quotes_where, rows

if TYPE_CHECKING:
    import pandas as pd

By = Literal["speaker", "country", "outlet", "published"]
MOST = 4
"""Sides that can be told apart side by side."""
TELLING = 1.96
"""z-score from which on a word sets a side apart: 95 of 100 words without any difference stay below."""
PRIOR = 100
"""Words that the prior weighs as much as. Monroe et al. leave it open."""
LEAST = 3
"""Times that a word has to occur on a side to be looked at."""


class Side(NamedTuple):
    """One of those that are compared: a property and its value (an entity id, a code, an outlet, a range of days of publication)."""

    by: By
    value: str

    def label(self, corpus: Corpus) -> str:
        if self.by == "published":
            days = selectors.read_days(self.value)
            return span(*days) if days else "Undated"
        return corpus.label(self.by, self.value)


@dataclass(frozen=True, slots=True)
class Numbers:
    """What one side has. ``first`` and ``last`` are days of publication."""

    quotes: int
    speakers: int
    articles: int
    positions: int
    issues: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where those of a side stand on an issue: ``toward`` is the side of most of its actors (None: evenly divided, or nothing can be compared),
    ``actors`` how many stand where.

    ``held`` is one of its positions, of an actor that stands there (quotes before what articles tell, then the latest), ``words`` its sentence.
    """

    toward: Toward | None
    actors: dict[Toward, int]
    passages: int
    held: Held
    words: str
    who: str


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One issue and where each side stands on it, None for a side of which nothing is known."""

    issue_id: str
    issue: str
    places: tuple[Place | None, ...]


class Word(NamedTuple):
    """A word and how far it sets a side apart. ``quotes`` and ``others``: quotes of the side and of all other sides that have it."""

    word: str
    z: float
    quotes: int
    others: int


def known_side(corpus: Corpus, side: Side) -> bool:
    """Whether the corpus has it. A range of days is always known."""
    if side.by == "published":
        return side.value == selectors.UNDATED or selectors.read_days(side.value) is not None
    column, table = {"speaker": ("entity_id", "nodes"), "country": ("country", "quotes"), "outlet": ("outlet", "articles")}[side.by]
    found = corpus.rows(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", [side.value])
    if not found and side.by == "country":
        found = corpus.rows("SELECT 1 FROM positions WHERE country = ? LIMIT 1", [side.value])
    return bool(found)


def numbers(corpus: Corpus, filters: Filters, sides: Sequence[Side]) -> list[Numbers]:
    """How much each side has."""
    found = []
    for side in sides:
        q, p = quotes_with(filters, [side]), positions_with(filters, [side])
        row = corpus.rows(
            f"SELECT count(*), {WHO_COUNTS}, count(DISTINCT aid), min(published_on), max(published_on) FROM quotes WHERE {q.sql}",
            q.params,
        )[0]
        held = corpus.rows(f"SELECT count(*), count(DISTINCT iid) FROM positions WHERE {p.sql}", p.params)[0]
        found.append(Numbers(*row[:3], *held, *row[3:]))
    return found


def side_by_side(corpus: Corpus, filters: Filters, sides: Sequence[Side]) -> list[IssueRow]:
    """Every issue on which a side takes a position; those on which most sides can be compared first, then by passages."""
    groups: dict[str, list[list[Stand]]] = {}
    for number, side in enumerate(sides):
        for stand in stands(corpus, filters, [side]):
            groups.setdefault(stand.issue_id, [[] for _ in sides])[number].append(stand)
    rows = rows_of(corpus, {stand.now.show for group in groups.values() for held in group for stand in held})
    found = [
        IssueRow(issue_id, next(stand.issue for held in group for stand in held), tuple(_place(held, rows) if held else None for held in group))
        for issue_id, group in groups.items()
    ]
    return sorted(found, key=lambda r: (-sum(bool(s and any(s.actors.values())) for s in r.places), -sum(s.passages for s in r.places if s), r.issue))


def _place(found: Sequence[Stand], rows: Mapping[str, dict[str, Any]]) -> Place:
    actors = tally(found)
    toward = majority(actors)
    there = [stand for stand in found if stand.side == toward] or list(found)
    shown = min(there, key=lambda s: (rows[s.now.show]["quote"] is None, -(s.now.day or date.min).toordinal(), -s.now.confidence, s.now.show))
    row = rows[shown.now.show]
    return Place(toward, actors, sum(stand.passages for stand in found), shown.now, row["evidence_text"], shown.actor)


@cache
def _common_words() -> frozenset[str]:
    text = (places.DATA / "resources" / "common_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def telling_words(corpus: Corpus, filters: Filters, sides: Sequence[Side], most: int = 12) -> list[list[Word]]:
    """For each side the words that set its quotes apart from those of the other sides, most telling first.

    Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi, Quinn: "Fightin' Words", Political Analysis 16, 2008): a word's
    prior weight is how often all sides together use it, so that rare words need more evidence. Only what is beyond chance
    (:data:`TELLING`) is named. Words of grammar (data/resources/common_words.txt) are left out.
    """
    conditions = [quotes_with(filters, [side]) for side in sides]
    marks = ", ".join(f"({c.sql}) AS s{i}" for i, c in enumerate(conditions))
    inside = [f"s{i}" for i in range(len(sides))]
    per_side = ", ".join(f"coalesce(sum(n) FILTER (s{i}), 0)::INTEGER AS n{i}, count(*) FILTER (s{i}) AS q{i}" for i in range(len(sides)))
    counted = corpus.rows(
        f"""
        WITH said AS (SELECT * FROM (SELECT aid * 100000 + number AS id, folded, {marks} FROM quotes) WHERE {" OR ".join(inside) or "FALSE"}),
        tokens AS (SELECT id, unnest({TOKENS}) AS word FROM said),
        counted AS (SELECT word, id, count(*) AS n FROM tokens GROUP BY word, id)
        SELECT word, sum(n)::INTEGER, {per_side} FROM counted JOIN (SELECT id, {", ".join(inside)} FROM said) USING (id) GROUP BY word
        """,
        [p for c in conditions for p in c.params],
    )
    common = _common_words()
    kept = [row for row in counted if row[0] not in common]
    total = sum(row[1] for row in kept)
    sizes = [sum(row[2 + 2 * i] for row in kept) for i in range(len(sides))]
    return [_telling(kept, total, sizes, i, most) for i in range(len(sides))]


def _telling(counted: list[tuple[int, ...]], total: int, sizes: list[int], side: int, most: int) -> list[Word]:
    size, others = sizes[side], sum(sizes) - sizes[side]
    if not size or not others or not total:
        return []
    found = []
    for word, n, *counts in counted:
        here, quotes = counts[2 * side], counts[2 * side + 1]
        there = sum(counts[0::2]) - here
        if here < LEAST:
            continue
        prior = PRIOR * n / total
        odds = math.log((here + prior) / max(size + PRIOR - here - prior, 1e-9))
        odds -= math.log((there + prior) / max(others + PRIOR - there - prior, 1e-9))
        z = odds / math.sqrt(1 / (here + prior) + 1 / (there + prior))
        if z >= TELLING:
            found.append(Word(str(word), z, quotes, sum(counts[1::2]) - quotes))
    return sorted(found, key=lambda w: (-w.z, w.word))[:most]


def coverage(corpus: Corpus, filters: Filters, sides: Sequence[Side], limit: int | None = 12) -> pd.DataFrame:
    """Who covers what: for outlets and periods as sides the most quoted speakers, else the outlets; key, name, then a column n0, n1 ...
    of quotes for each side; most first."""
    by_speaker = sides[0].by in ("outlet", "published") if sides else False
    key, name = ("speaker_id", "any_value(speaker_name)") if by_speaker else ("outlet", "outlet")
    conditions = [quotes_with(filters, [side]) for side in sides] or [Where(["FALSE"])]
    where, seen = quotes_where(filters), f" AND {SEEN}" if by_speaker else ""
    columns = ", ".join(f"count(*) FILTER ({c.sql})::INTEGER AS n{i}" for i, c in enumerate(conditions))
    order = " + ".join(f"n{i}" for i in range(len(conditions)))
    return corpus.frame(
        f"SELECT * FROM (SELECT {key} AS key, {name} AS name, {columns} FROM quotes WHERE {where.sql} AND {key} IS NOT NULL{seen} GROUP BY {key}) "
        f"WHERE {order} > 0 ORDER BY {order} DESC, name LIMIT ?",
        [*(p for c in conditions for p in c.params), *where.params, rows(limit)],
    )


def periods(corpus: Corpus, filters: Filters) -> list[Side]:
    """Years, quarters and months in which something was published that the filters let through, the newest first in each; years first."""
    where = articles_where(filters)
    days = corpus.rows(
        f"SELECT DISTINCT date_trunc('month', published_on)::DATE FROM articles WHERE published_on IS NOT NULL AND {where.sql}", where.params
    )
    months = {day for (day,) in days}
    found: list[Side] = []
    for length in (12, 3, 1):
        starts = {date(day.year, (day.month - 1) // length * length + 1, 1) for day in months}
        if length == 12 and len(starts) == 1:
            continue
        for first in sorted(starts, reverse=True):
            after = first.month + length - 1
            following = date(first.year + after // 12, after % 12 + 1, 1)
            found.append(Side("published", selectors.days(first, date.fromordinal(following.toordinal() - 1))))
    return found
