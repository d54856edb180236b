"""The map of the world."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import world


def test_the_projection_is_that_of_the_paper() -> None:
    # The ends of the map: Equal Earth is 2.7066 by 1.3173 from its middle.
    assert world.project(180, 0)[0] == pytest.approx(2.7066, abs=1e-3)
    assert world.project(0, 90)[1] == pytest.approx(1.3173, abs=1e-3)
    assert world.project(0, 0) == (0.0, 0.0)


def test_outlines_lie_in_the_picture_and_none_crosses_it() -> None:
    for shape in world.shapes():
        for ring in shape["d"].split("M")[1:]:
            points = [tuple(map(float, pair.split())) for pair in ring.rstrip("Z").split("L")]
            assert all(-1 <= x <= world.WIDTH + 1 for x, _ in points)
            assert all(abs(a[0] - b[0]) < 300 for a, b in itertools.pairwise(points)), shape["code"]
        assert re.fullmatch(r"[MLZ\d .-]+", shape["d"])


@pytest.mark.parametrize(("code", "x", "y"), [("FR", 500, 100), ("BR", 355, 290), ("AU", 840, 320), ("UA", 575, 95)])
def test_countries_lie_where_they_should(code: str, x: float, y: float) -> None:
    shape = next(s for s in world.shapes() if s["code"] == code)
    assert shape["x"] == pytest.approx(x, abs=25)
    assert shape["y"] == pytest.approx(y, abs=25)


def test_small_countries_can_be_seen() -> None:
    small = {shape["code"] for shape in world.shapes() if shape["small"]}
    assert {"NR", "MT", "SG", "VA"} <= small
    assert not {"FR", "US"} & small


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=40))
def test_every_value_has_a_class(values: list[int]) -> None:
    bounds = world.steps(values)
    assert 1 <= len(bounds) <= 5
    assert bounds == sorted(set(bounds))
    assert bounds[0] == min(values)
    assert bounds[-1] <= max(values)
