"""Shares and their intervals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontherecord.intervals import FEW, weighted, wilson


@pytest.mark.parametrize(
    ("share", "count", "low", "high"),
    [
        (0.5, 10, 0.237, 0.763),
        (0.9, 100, 0.826, 0.945),
        (0.0, 10, 0.0, 0.278),
        (1.0, 10, 0.722, 1.0),
        (1.0, 1, 0.207, 1.0),
    ],
)
def test_known_intervals(share: float, count: int, low: float, high: float) -> None:
    assert wilson(share, count) == pytest.approx((low, high), abs=0.0006)


@given(st.floats(0, 1), st.floats(0.5, 1e6))
def test_an_interval_lies_inside_0_and_1_and_round_its_share(share: float, count: float) -> None:
    low, high = wilson(share, count)
    assert 0 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1


@given(st.integers(1, 400), st.integers(1, 400))
def test_more_of_the_same_narrows_it(right: int, wrong: int) -> None:
    share = right / (right + wrong)
    low, high = wilson(share, right + wrong)
    closer = wilson(share, 4 * (right + wrong))
    assert low <= closer[0] <= closer[1] <= high


@pytest.mark.parametrize(("share", "count"), [(0.5, 0), (1.2, 10), (-0.1, 10)])
def test_what_cannot_be_is_refused(share: float, count: float) -> None:
    with pytest.raises(ValueError, match="counted"):
        wilson(share, count)


ROWS = st.lists(st.tuples(st.booleans(), st.floats(0.01, 1000)), min_size=1, max_size=80)


@given(ROWS)
def test_weights_never_leave_the_bounds(rows: list[tuple[bool, float]]) -> None:
    found = weighted(rows)
    assert found.share is not None
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low <= found.share <= found.high <= 1
    assert (found.right, found.checked) == (sum(right for right, _ in rows), len(rows))


@given(st.lists(st.booleans(), min_size=1, max_size=80), st.floats(0.1, 50))
def test_equal_weights_are_none(rights: list[bool], weight: float) -> None:
    found, plain = weighted((right, weight) for right in rights), wilson(sum(rights) / len(rights), len(rights))
    assert found.share == pytest.approx(sum(rights) / len(rights))
    assert (found.low, found.high) == pytest.approx(plain, abs=1e-6)


@given(ROWS, st.floats(0.1, 50))
def test_only_the_proportion_of_weights_counts(rows: list[tuple[bool, float]], scale: float) -> None:
    one, other = weighted(rows), weighted((right, weight * scale) for right, weight in rows)
    assert (one.share, one.low, one.high) == pytest.approx((other.share, other.low, other.high), abs=1e-6)


def test_a_stratum_drawn_twice_as_hard_counts_half() -> None:
    rows = [(True, 1.0)] * 20 + [(False, 2.0)] * 10  # 20 of 20, and 20 of which 10 were drawn
    found = weighted(rows)
    assert found.share == pytest.approx(0.5)
    low, high = wilson(0.5, 40 * 40 / 60)
    assert (found.low, found.high) == pytest.approx((low, high))


def test_nothing_and_little_are_said_to_be() -> None:
    assert weighted([]).share is None
    assert weighted([(True, 1.0)] * (FEW - 1)).few
    assert not weighted([(True, 1.0)] * FEW).few
