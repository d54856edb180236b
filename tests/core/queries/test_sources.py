"""Who is quoted: counted by hand, and every number has exactly its quotes behind it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontherecord.export import sources_sheet
from ontherecord.model import Extraction, Role
from ontherecord.queries import Corpus, Filters, passages, selectors, sources
from ontherecord.queries.headings import heading
from ontherecord.queries.sources import Counted, Source, gini
from tests.builders import article, organisation, person, quote, small_corpus, unnamed


def counts(found: dict[str, Counted]) -> dict[str, int]:
    return {name: counted.count for name, counted in found.items() if counted.count}


def told(value: object) -> Iterator[Counted]:
    """Every number in an answer."""
    if isinstance(value, Counted):
        yield value
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from told(part)
    elif hasattr(value, "__dataclass_fields__"):
        for field in fields(value):  # type: ignore[arg-type]
            yield from told(getattr(value, field.name))


SMALL = Corpus.of(small_corpus(), "small")


def test_the_small_corpus_as_counted_by_hand() -> None:
    found = sources.audit(SMALL, Filters())
    assert (found.quotes.count, found.identified.count, found.sources, found.top.count) == (16, 14, 6, 14)
    assert counts(found.kinds) == {"named": 12, "unnamed": 1, "organisation": 1, "document": 1, "none": 1}
    assert counts(found.offices) == {"official": 11, "other": 1, "unknown": 4}
    assert found.officials.share == 11 / 12
    assert found.gini == pytest.approx(gini([4, 3, 3, 2, 1, 1]))
    assert [(s.name, s.quotes.count, s.official) for s in sources.most_quoted(SMALL, Filters(), limit=2)] == [
        ("Ana Ortiz", 4, 4),
        ("Inès Béranger", 3, 3),
    ]


def test_near_copies_count_once_where_that_is_asked() -> None:
    found = sources.audit(SMALL, Filters(), once=True)
    assert (found.quotes.count, found.kinds["named"].count) == (15, 11)


@pytest.mark.parametrize(
    ("filters", "once"),
    [
        (Filters(), False),
        (Filters(), True),
        (Filters(country=("FR",)), False),
        (Filters(speaker=("ana-ortiz",), outlet=("Valley Post",)), True),
        (Filters(since=date(2025, 3, 10), until=date(2025, 3, 31)), False),
        (Filters(since=date(2025, 3, 10), days_mean="said"), True),
        (Filters(source_kind=("unnamed", "none")), False),
        (Filters(words="nothing has these words"), False),
    ],
    ids=lambda f: str(f.to_params()) if isinstance(f, Filters) else str(f),
)
def test_every_number_has_exactly_its_quotes_behind_it(filters: Filters, once: bool) -> None:
    answers: list[object] = [sources.audit(SMALL, filters, once), sources.most_quoted(SMALL, filters, once)]
    answers += [sources.lines(SMALL, filters, over, by, once) for over in ("outlet", "country", "week", "month") for by in ("source", "office")]
    answers += [sources.compared(SMALL, filters, length, once) for length in (*sources.lengths(SMALL, filters), 3)]
    numbers = set(told(answers))
    assert numbers
    for one in numbers:
        behind = [passages(SMALL, show, filters, limit=0).count for show in (one.show, one.show_of)]
        assert behind == [one.count, one.of], one


def test_parts_add_up_to_the_whole() -> None:
    for over in ("outlet", "country", "week", "month"):
        for by in ("source", "office"):
            found = sources.lines(SMALL, Filters(), over, by)
            assert sum(line.quotes.count for line in found) == 16, (over, by)
            assert all(sum(part.count for part in line.groups.values()) == line.quotes.count for line in found)


def test_periods_have_no_gaps_and_the_undated_stand_last() -> None:
    weeks = sources.lines(SMALL, Filters(), "week", "source")
    assert weeks[-1].key is None
    assert weeks[-1].quotes.count == 1
    days = [line.days for line in weeks if line.days]
    assert all((later[0] - earlier[0]).days == 7 for earlier, later in pairwise(days))
    assert {first.weekday() for first, _ in days} == {0}
    months = sources.lines(SMALL, Filters(), "month", "source")
    assert [(line.days[0], line.days[1], line.quotes.count) for line in months if line.days] == [
        (date(2025, 3, 1), date(2025, 3, 31), 9),
        (date(2025, 4, 1), date(2025, 4, 30), 6),
    ]


def test_the_period_before_is_as_long_and_lies_outside_of_the_filters() -> None:
    april = Filters(since=date(2025, 4, 1), until=date(2025, 4, 20))
    assert sources.lengths(SMALL, april) == [20]
    both = sources.compared(SMALL, april, 20)
    assert both is not None
    assert both.before == (date(2025, 3, 12), date(2025, 3, 31))
    quotes = both.changes[0]
    assert isinstance(quotes.now, Counted)
    assert isinstance(quotes.before, Counted)
    assert (quotes.now.count, quotes.before.count) == (6, 4)
    shown = selectors.parse(quotes.before.show)
    assert shown is not None
    assert heading(SMALL, shown) == "Quotes, 12 March 2025 to 31 March 2025"


ROLES = """
French energy minister          official
former energy minister          other
Senator                         official
police chief                    official
Supreme Court Justice           official
farmer                          other
president and CEO of the dam works  other
party leader                    other
team captain                    other
Attorney General                official
general manager                 other
spokesman for the governor      official
presidential nominee            other
"""


@pytest.mark.parametrize("row", ROLES.strip().splitlines(), ids=lambda row: row.rsplit(None, 1)[0].strip())
def test_officials_are_told_by_their_titles(row: str) -> None:
    title, office = row.rsplit(None, 1)
    mila = person("Mila Roth", roles=(Role(title.strip(), None, 0, 1),))
    found = sources.audit(Corpus.of([said("one", mila)], "one"), Filters())
    assert counts(found.offices) == {office: 1}


@pytest.mark.parametrize(
    ("speaker", "office"),
    [
        (person("Mila Roth"), "unknown"),
        (unnamed("ministry official"), "official"),
        (unnamed("resident"), "other"),
        (organisation("Ministry of Rivers"), "official"),
        (organisation("Riverside Bakers"), "other"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_who_has_no_title_is_told_by_what_they_are(speaker: object, office: str) -> None:
    assert counts(sources.audit(Corpus.of([said("one", speaker)], "one"), Filters()).offices) == {office: 1}


def said(id: str, speaker: object, day: str = "2025-03-01") -> Extraction:
    words = "{s1:[Mila Roth](who)} {c1:said} {q1:the river was " + f"{id} metres high" + "}."
    return article(id, words, date=day, outlet="Valley Post", entities={"who": speaker}, quotes=[quote(1, "who")])  # type: ignore[dict-item]


def test_what_another_article_says_of_a_name_holds_where_this_one_is_silent() -> None:
    titled, plain = person("Mila Roth", roles=(Role("mayor", None, 0, 1),)), person("Mila Roth")
    left = person("Mila Roth", roles=(Role("former mayor", None, 0, 1),))
    corpus = Corpus.of([said("one", titled), said("two", plain), said("three", left)], "three")
    assert counts(sources.audit(corpus, Filters()).offices) == {"official": 2, "other": 1}


def test_one_article_and_none() -> None:
    one = Corpus.of([said("one", person("Mila Roth"))], "one")
    found = sources.audit(one, Filters())
    assert (found.quotes.count, found.identified.share, found.gini, found.officials.of) == (1, None, None, 0)
    assert sources.lengths(one, Filters()) == []
    empty = Corpus.of([], "empty")
    assert sources.audit(empty, Filters()).quotes.count == 0
    assert sources.most_quoted(empty, Filters()) == []
    assert sources.lines(empty, Filters(), "month", "source") == []
    assert sources.compared(empty, Filters(), 7) is None


@pytest.mark.parametrize(
    ("given_counts", "value"),
    [([], None), ([5], None), ([2, 2, 2], 0.0), ([1, 3], 0.25), ([1, 1, 1, 97], 0.72), ([3, 1, 2], 2 / 9)],
)
def test_known_gini_coefficients(given_counts: list[int], value: float | None) -> None:
    assert gini(given_counts) == (value if value is None else pytest.approx(value))


@given(st.lists(st.integers(1, 500), min_size=2, max_size=40))
def test_the_gini_coefficient_is_half_the_mean_difference_by_the_mean(held: list[int]) -> None:
    apart = sum(abs(a - b) for a in held for b in held) / len(held) ** 2
    assert gini(held) == pytest.approx(apart / (2 * sum(held) / len(held)), abs=1e-9)
    assert gini(held[::-1]) == gini(held)


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [((50, 100), (20, 100), True), ((50, 100), (45, 100), False), ((5, 9), (50, 100), None), ((20, 100), (50, 100), True), ((0, 10), (0, 10), False)],
)
def test_a_change_is_clear_only_beyond_chance(one: tuple[int, int], other: tuple[int, int], differs: bool | None) -> None:
    assert sources.differs(Counted(*one, "", ""), Counted(*other, "", "")) is differs


def test_the_sheet_holds_all_of_it_and_no_formula() -> None:
    corpus = Corpus.of([said("one", person("=HYPERLINK(1)"))], "one")
    text = sources_sheet(corpus, Filters()).decode("utf-8-sig")
    skipped = int(text.split()[1])
    rows = list(csv.DictReader(io.StringIO("".join(text.splitlines(keepends=True)[skipped:]))))
    assert {row["table"] for row in rows} >= {"audit", "most quoted", "source by outlet", "office by month"}
    assert [row["line"] for row in rows if row["table"] == "most quoted"] == ["'=HYPERLINK(1)"]
    assert all(row["share"] == "" for row in rows), "a share of one quote says nothing"


def test_a_source_is_told_with_its_articles() -> None:
    (ana,) = [s for s in sources.most_quoted(SMALL, Filters()) if s.entity_id == "ana-ortiz"]
    assert isinstance(ana, Source)
    assert (ana.articles, ana.country, ana.unknown) == (3, "ES", 0)
