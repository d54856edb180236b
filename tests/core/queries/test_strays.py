"""Days far from the rest: a rule that is stated, and charts that do not stretch for one of them."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontherecord.queries import Corpus, Filters, over_time, passages, selectors, sides_over_time
from ontherecord.queries.strays import FAR, SHARE, YEARS, Apart, Held, among, held
from ontherecord.queries.timelines import timeline
from ontherecord.queries.windows import apart
from tests.builders import article, person, position, quote

GAP = timedelta(days=365 * YEARS)


def days(text: str) -> Counter[date]:
    """ "1970 2025*9": the first of January of 1970 once, nine days running from that of 2025."""
    found: Counter[date] = Counter()
    for part in text.split():
        year, _, times = part.partition("*")
        found.update(date(int(year), 1, 1) + timedelta(days=n) for n in range(int(times or 1)))
    return found


@pytest.mark.parametrize(
    ("given", "first", "strays"),
    [
        ("2025", 2025, []),
        ("1970 2025", 1970, []),  # which of two is the stray?
        ("1970 2025*2", 2025, [1]),
        ("1970 2025*30", 2025, [1]),
        ("1970*2 2025*30", 2025, [2]),
        ("1970*4 2025*30", 1970, []),  # more than one in ten: an older part
        ("1970 2025*30 2099", 2025, [1, 1]),
        ("1970 1985 2025*30", 2025, [2]),
        ("2024 2025*30", 2024, []),  # near enough
        ("2020 2025*30", 2025, [1]),
        ("1990 1994 1998 2002 2006 2010 2014 2018 2022", 1990, []),  # long apart, all of them
    ],
)
def test_what_stands_apart(given: str, first: int, strays: list[int]) -> None:
    found = held(days(given))
    assert found is not None
    assert (found.first.year, [one.count for one in found.apart]) == (first, strays)


def test_without_days_nothing_is_held() -> None:
    assert held({}) is None
    assert among(None, {}) == ()


drawn = st.dictionaries(st.dates(date(1950, 1, 1), date(2030, 1, 1)), st.integers(1, 30), min_size=1, max_size=14)
"""Days all over; and, with a few of them, many in one year."""
clustered = st.builds(lambda far, near: {**far, **near}, drawn, st.dictionaries(st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.integers(1, 90)))


@settings(max_examples=300, deadline=None)
@given(drawn | clustered)
def test_nothing_is_lost_and_strays_are_few_and_far(counted: dict[date, int]) -> None:
    found = held(counted)
    assert found is not None
    inside = {day: n for day, n in counted.items() if found.first <= day <= found.last}
    out = sum(one.count for one in found.apart)
    assert sum(inside.values()) + out == sum(counted.values())
    assert out == 0 or out <= max(sum(counted.values()) // SHARE, 1)
    far = max(GAP, FAR * (found.last - found.first))
    assert all(min(abs(day - found.first), abs(day - found.last)) > far for day in counted if day not in inside)
    assert among(found, counted) == found.apart


@settings(max_examples=300, deadline=None)
@given(drawn | clustered)
def test_it_is_the_shortest_stretch_that_may_be(counted: dict[date, int]) -> None:
    """The plain way: every stretch from a day to a day."""
    every, total = sorted(counted), sum(counted.values())

    def may(first: date, last: date) -> bool:
        out = [day for day in every if not first <= day <= last]
        far = max(GAP, FAR * (last - first))
        few = sum(counted[day] for day in out)
        return not out or (few <= max(total // SHARE, 1) and 2 * few < total and all(min(abs(d - first), abs(d - last)) > far for d in out))

    found = held(counted)
    assert found is not None
    assert found.last - found.first == min(last - first for first in every for last in every if first <= last and may(first, last))


def corpus() -> Corpus:
    """Twenty articles of one spring, one of 1970 and one without a day, each with a quote and a position."""
    text = "{e1:{s1:[Lee](lee)} {c1:said} {q1:the dam {t1:must be built}}.}"
    every = ["1970-05-04", None, *(f"2025-03-{n:02}" for n in range(1, 21))]
    return Corpus.of(
        article(
            f"a{n}",
            text,
            date=day,
            outlet="Post",
            entities={"lee": person("Lee")},
            quotes=[quote(1, "lee")],
            positions=[position(1, "lee", "support", "the dam", matter="dam", quote=1)],
        )
        for n, day in enumerate(every)
    )


STRAY = Apart(date(1970, 5, 4), date(1970, 5, 4), 1)


@pytest.mark.parametrize("what", ["articles", "quotes"])
def test_a_stray_does_not_stretch_the_first_page(what: str) -> None:
    found = over_time(corpus(), Filters(), what)  # type: ignore[arg-type]
    assert (found.unit, len(found.frame), found.undated, found.apart) == ("day", 20, 1, (STRAY,))
    assert found.frame["count"].sum() == 20
    assert passages(corpus(), selectors.period(what, STRAY.first, STRAY.last)).count == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("day", ["said", "published"])
def test_a_stray_stands_beside_its_lane(day: str) -> None:
    found = timeline(corpus(), Filters(), day=day)  # type: ignore[arg-type]
    assert (found.first, found.last, found.unit) == (date(2025, 3, 1), date(2025, 3, 20), "day")
    assert (found.dated, found.without_day, found.apart) == (20, 1, (STRAY,))
    assert found.strip["quotes"].sum() == 20
    assert found.lanes[["quotes", "dated", "undated"]].values.tolist() == [[22, 20, 2]]
    beside = found.undated.set_index("quote_id")["around"]
    assert beside["quote:a0:1"].date() == STRAY.first
    opened = selectors.quotes(("speaker", found.lanes["key"].iloc[0]), *((day, value) for value in found.beside))  # type: ignore[misc]
    assert passages(corpus(), opened).count == 2


def test_windows_slide_over_the_rest_only() -> None:
    found = sides_over_time(corpus(), Filters(), "dam", 30)
    assert found["window_start"].tolist() == [date(2025, 3, 1)]
    assert apart(corpus(), Filters(), "dam") == (STRAY,)


def test_filters_that_leave_only_the_stray_show_it() -> None:
    found = over_time(corpus(), Filters(until=date(1999, 1, 1)))
    assert (found.frame["count"].tolist(), found.apart) == ([1], ())
    assert held({STRAY.first: 1}) == Held(STRAY.first, STRAY.first, ())
