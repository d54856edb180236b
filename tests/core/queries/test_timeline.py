"""The timeline, on the small corpus of tests/builders.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ontherecord.queries import Corpus, Filters, passages, selectors
from ontherecord.queries.timelines import BINS, bin_for, timeline
from tests.builders import article, person, position, quote, small_corpus

CORPUS = Corpus.of(small_corpus(), "small")
EMPTY = Corpus.of([], "empty")


def test_lanes_points_and_the_rest() -> None:
    found = timeline(CORPUS, Filters(), lanes=2)
    assert found.lanes["key"].tolist() == ["ana-ortiz", "ines-beranger"]
    assert found.lanes[["quotes", "dated", "undated"]].values.tolist() == [[4, 4, 0], [3, 3, 0]]
    assert (len(found.points), found.dated, found.others, found.without_day) == (7, 15, 8, 1)
    assert found.points["day"].is_monotonic_increasing
    assert (found.first, found.last, found.unit) == (date(2025, 3, 1), date(2025, 4, 20), "week")
    assert found.bins.empty
    assert found.undated.empty


def test_what_is_undated_stays_in_its_lane() -> None:
    found = timeline(CORPUS, Filters())
    assert found.undated[["quote_id", "lane"]].values.tolist() == [["quote:water-undated:1", "tomas-rey"]]
    assert found.lanes.set_index("key").loc["tomas-rey", ["dated", "undated"]].tolist() == [2, 1]


def test_a_mark_has_the_stance_of_the_position_that_its_quote_carries() -> None:
    stances = timeline(CORPUS, Filters()).points.set_index("quote_id")["stance"]
    assert stances["quote:dam-1:3"] == "oppose"
    assert stances["quote:dam-4:1"] == "conditional"
    assert stances["quote:dam-1:2"] is None


def test_lanes_by_country() -> None:
    found = timeline(CORPUS, Filters(), by="country")
    assert found.lanes[["key", "name", "quotes"]].values.tolist() == [["FR", "France", 6], ["ES", "Spain", 5]]


@pytest.mark.parametrize("unit", BINS)
@pytest.mark.parametrize("by", ["speaker", "country"])
def test_a_crowded_lane_is_counted_and_nothing_is_lost(unit: str, by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ontherecord.queries.timelines.MARKS", 2)
    found = timeline(CORPUS, Filters(), by=by, unit=unit)  # type: ignore[arg-type]
    crowded = found.lanes[found.lanes["crowded"]]
    assert crowded["dated"].sum() == found.bins["quotes"].sum() > 0
    assert found.lanes["dated"].sum() == found.bins["quotes"].sum() + len(found.points)
    assert found.strip["quotes"].sum() == found.dated == 15
    for (lane, start, end), rows in found.bins.groupby(["lane", "period_start", "period_end"]):
        opened = selectors.quotes((by, lane), ("said", selectors.days(start.date(), end)))  # type: ignore[arg-type]
        assert passages(CORPUS, opened, Filters()).count == rows["quotes"].sum()


@pytest.mark.parametrize("unit", BINS)
@pytest.mark.parametrize("once", [False, True])
def test_every_bar_opens_what_it_counts(unit: str, once: bool) -> None:
    rows = timeline(CORPUS, Filters(), unit=unit, once=once).strip  # type: ignore[arg-type]
    for row in rows.itertuples():
        more: list[tuple[selectors.Property, str]] = [("once", "story")] if once else []
        opened = selectors.quotes(("said", selectors.days(row.period_start.date(), row.period_end)), *more)
        assert passages(CORPUS, opened, Filters()).count == row.quotes
        assert row.articles <= row.all_articles
    starts = rows["period_start"].dt.date.tolist()
    assert all((after - end).days == 1 for after, end in zip(starts[1:], rows["period_end"], strict=False))


def test_near_copies_count_once() -> None:
    every, once = timeline(CORPUS, Filters()), timeline(CORPUS, Filters(), once=True)
    assert (every.dated, once.dated) == (15, 14)  # dam-2 has a quote of dam-1 word for word
    assert "quote:dam-2:1" not in set(once.points["quote_id"])
    assert (every.strip["all_articles"].sum(), once.strip["all_articles"].sum()) == (11, 10)


def test_said_and_published() -> None:
    made = article(
        "late",
        "{s1:[Lee](lee)} {c1:said} {q1:it was over}.",
        date="2025-06-30",
        entities={"lee": person("Lee")},
        quotes=[quote(1, "lee", said_on=date(2025, 5, 1), said_basis="stated")],
    )
    corpus = Corpus.of([made])
    assert timeline(corpus, Filters()).first == date(2025, 5, 1)
    assert timeline(corpus, Filters(), day="published").first == date(2025, 6, 30)
    may = Filters(since=date(2025, 5, 1), until=date(2025, 5, 31))
    assert timeline(corpus, may).dated == 0
    assert timeline(corpus, replace(may, days_mean="said")).dated == 1


def test_the_share_is_of_all_articles_of_the_period() -> None:
    found = timeline(CORPUS, Filters(speaker=("luc-marchand",)), unit="month").strip
    assert found[["articles", "all_articles"]].values.tolist() == [[1, 7], [1, 4]]


@pytest.mark.parametrize(("days", "unit"), [(0, "day"), (45, "day"), (46, "week"), (421, "month"), (1826, "quarter"), (9000, "year")])
def test_bins_fit_the_time(days: int, unit: str) -> None:
    assert bin_for(date(2000, 1, 1), date.fromordinal(date(2000, 1, 1).toordinal() + days)) == unit


def test_too_many_bins_become_larger() -> None:
    def said(id: str, day: str) -> object:
        return article(id, "{s1:[Lee](lee)} {c1:said} {q1:so}.", date=day, entities={"lee": person("Lee")}, quotes=[quote(1, "lee")])

    corpus = Corpus.of([said("a", "1999-12-31"), said("b", "2025-01-01")])  # type: ignore[list-item]
    found = timeline(corpus, Filters(), unit="day")
    assert found.unit == "month"
    assert len(found.strip) == 302


def test_nothing_is_an_answer() -> None:
    for corpus, filters in ((EMPTY, Filters()), (CORPUS, Filters(words="no such words"))):
        found = timeline(corpus, filters)
        assert found.lanes.empty
        assert found.strip.empty
        assert found.first is None


def test_of_two_positions_in_a_quote_the_first_gives_the_stance() -> None:
    made = article(
        "two",
        "{e1:{e2:{s1:[Lee](lee)} {c1:said} {q1:yes to this, no to that}.}}",
        date="2025-01-01",
        entities={"lee": person("Lee")},
        quotes=[quote(1, "lee")],
        positions=[position(1, "lee", "support", "this", quote=1), position(2, "lee", "oppose", "that", quote=1)],
    )
    assert timeline(Corpus.of([made]), Filters()).points["stance"].tolist() == ["support"]
