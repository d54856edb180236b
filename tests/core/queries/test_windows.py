"""Sides over time in sliding windows, against the same counted in plain Python."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontherecord.model import STANCES
from ontherecord.queries import Corpus, Filters, passages, selectors, sides_over_time, window_lengths
from tests.builders import article, person, position, small_corpus

WHO = {"Kim Lee": "NO", "Ada Brandt": "DE", "Jan Brandvik": "NO"}
ALL = Filters()


class Said(NamedTuple):
    actor: str
    stance: str
    day: date | None
    basis: str
    confidence: float


def corpus_of(said: Sequence[Said]) -> Corpus:
    return Corpus.of(
        article(
            f"a{n}",
            f"{{e1:[{s.actor}](x) spoke of it.}}",
            date=s.day if s.basis == "publication" else None,
            entities={"x": person(s.actor, WHO[s.actor])},
            positions=[
                position(1, "x", s.stance, "the dam", said_on=s.day, said_basis=s.basis if s.day else "none", confidence=s.confidence, matter="dam")
            ],
        )
        for n, s in enumerate(said)
    )


# --- the same in plain Python --------------------------------------------------------------------------------------------------------


def stretch(s: Said) -> tuple[date, date]:
    assert s.day
    if s.basis == "month":
        return s.day, s.day.replace(day=calendar.monthrange(s.day.year, s.day.month)[1])
    return s.day, s.day


def side_of(said: Sequence[Said]) -> str | None:
    sides = {"support": "for", "oppose": "against"}
    days: dict[tuple[date, date], set[str]] = {}
    for s in said:
        days.setdefault(stretch(s), set()).add(sides.get(s.stance, "neither"))
    clear = {day: found.pop() for day, found in days.items() if len(found) == 1}
    exact = [d for d in clear if not any(d != other and d[0] <= other[0] and other[1] <= d[1] for other in clear)]
    return clear[max(exact)] if exact else None


def plainly(said: Sequence[Said], days: int, by: str) -> list[tuple[date, date, int, int, int]]:
    placed = [s for s in said if s.day and s.basis != "year" and s.confidence >= 0.5]
    if not placed:
        return []
    start, last = min(s.day for s in placed if s.day), max(s.day for s in placed if s.day)
    rows = []
    while True:
        end = start + timedelta(days=days - 1)
        inside = [s for s in placed if s.day and start <= s.day <= end]
        sides = {who: side for who in WHO if (side := side_of([s for s in inside if s.actor == who]))}
        if by == "country":
            weights = Counter({country: 0 for who, country in WHO.items() if who in sides})
            for who, side in sides.items():
                weights[WHO[who]] += {"for": 1, "against": -1, "neither": 0}[side]
            taken = {WHO[who] for who, side in sides.items() if side != "neither"}
            # Evenly divided is no side, not even neither.
            sides = {c: "for" if n > 0 else "against" if n < 0 else "neither" for c, n in weights.items() if n or c not in taken}
        counts = Counter(sides.values())
        rows.append((start, end, counts["for"], counts["against"], counts["neither"]))
        if end >= last:
            return rows
        start += timedelta(days=days // 6)


spoken = st.builds(
    lambda actor, stance, day, basis, confidence: Said(actor, stance, day if basis != "none" else None, basis, confidence)._replace(
        **({"day": day.replace(day=1)} if basis == "month" else {"day": day.replace(month=1, day=1)} if basis == "year" else {})
    ),
    st.sampled_from(list(WHO)),
    st.sampled_from(STANCES),
    st.dates(date(2025, 1, 1), date(2025, 3, 31)),
    st.sampled_from(["publication", "publication", "month", "year", "none"]),
    st.sampled_from([0.4, 0.8, 0.8]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(spoken, min_size=1, max_size=9), st.sampled_from([6, 30, 90]), st.sampled_from(["actor", "country"]))
def test_windows_count_what_plain_python_counts(said: list[Said], days: int, by: Literal["actor", "country"]) -> None:
    corpus = corpus_of(said)
    (issue,) = [row[0] for row in corpus.rows("SELECT issue_id FROM issues")]
    found = sides_over_time(corpus, ALL, issue, days, by)
    assert [tuple(row) for row in found.itertuples(index=False)] == plainly(said, days, by)


# --- by hand ------------------------------------------------------------------------------------------------------------------------


CORPUS = Corpus.of(small_corpus(), "small")


def test_every_window_opens_its_sentences() -> None:
    found = sides_over_time(CORPUS, ALL, "alder-dam", 30)
    assert found.iloc[0].tolist() == [date(2025, 3, 1), date(2025, 3, 30), 1, 0, 3]  # Luc Marchand opposed first, and was open by 9 March
    assert found.iloc[-1]["window_end"] >= date(2025, 4, 10)
    for row in found.to_dict("records"):
        opened = [("issue", "alder-dam"), ("window", selectors.days(row["window_start"], row["window_end"]))]
        inside = passages(CORPUS, selectors.positions(*opened), limit=None).items  # type: ignore[arg-type]
        assert len({item.speaker_id for item in inside}) == row["for"] + row["against"] + row["neither"]
        for side in ("for", "against", "neither"):
            there = passages(CORPUS, selectors.positions(*opened, ("side", side)), limit=None).items  # type: ignore[arg-type]
            assert len({item.speaker_id for item in there}) >= row[side]


@pytest.mark.parametrize(
    ("days", "lengths"),
    [(1, [30]), (30, [30]), (31, [30]), (100, [30, 90]), (400, [90, 30, 365]), (2000, [365, 90]), (9000, [365])],
)
def test_windows_fit_the_time_that_is_spanned(days: int, lengths: list[int]) -> None:
    first = date(2000, 1, 1)
    corpus = corpus_of([Said("Kim Lee", "support", day, "publication", 0.8) for day in {first, first + timedelta(days=days - 1)}])
    (issue,) = [row[0] for row in corpus.rows("SELECT issue_id FROM issues")]
    assert window_lengths(corpus, ALL, issue) == lengths
    assert len(sides_over_time(corpus, ALL, issue, lengths[0])) <= 250


def test_an_issue_of_which_nothing_has_a_day_has_no_windows() -> None:
    corpus = corpus_of([Said("Kim Lee", "support", None, "none", 0.8)])
    (issue,) = [row[0] for row in corpus.rows("SELECT issue_id FROM issues")]
    assert window_lengths(corpus, ALL, issue) == []
    assert sides_over_time(corpus, ALL, issue).empty
    assert sides_over_time(Corpus.of([]), ALL, "x").columns.tolist() == ["window_start", "window_end", "for", "against", "neither"]
