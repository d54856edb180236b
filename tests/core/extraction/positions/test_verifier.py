"""The boosted trees as they run in the app, against a plain walk through each tree."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontherecord.extraction.positions.verifier import Verifier, verifier
from ontherecord.settings import settings

LEAF = {"sign": [0], "limit": [0.0], "left": [-1], "right": [-1], "value": [0.5]}
SPLIT = {"sign": [0, 0, 1, 0, 0], "limit": [0.2, 0.0, -1.0, 0.0, 0.0], "left": [1, -1, 3, -1, -1], "right": [2, -1, 4, -1, -1]}
TREES = [LEAF, {**SPLIT, "value": [0.0, -1.5, 0.0, 0.25, 2.0]}, {**SPLIT, "value": [0.0, 0.75, 0.0, -0.5, 1.0]}]
HELD = {"signs": ["trigger", "actor"], "start": -0.3, "scale": 1.2, "shift": 0.1, "trees": TREES}

values = st.floats(-5, 5)


def plain(row: dict[str, float], held: dict[str, Any]) -> float:
    total = held["start"]
    for tree in held["trees"]:
        at = 0
        while tree["left"][at] >= 0:
            value = row[held["signs"][tree["sign"][at]]]
            at = tree["left"][at] if value <= tree["limit"][at] else tree["right"][at]
        total += tree["value"][at]
    return 1 / (1 + math.exp(-(held["scale"] * total + held["shift"])))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Verifier:
    file = tmp_path_factory.mktemp("verifier") / "verifier.json"
    file.write_text(json.dumps(HELD), encoding="utf-8")
    return Verifier(file)


@given(rows=st.lists(st.fixed_dictionaries({"trigger": values, "actor": values}), max_size=8))
def test_all_rows_at_once_give_what_a_walk_through_each_tree_gives(rows: list[dict[str, float]], made: Verifier) -> None:
    assert made.chances(rows) == pytest.approx([plain(row, HELD) for row in rows])


@pytest.mark.parametrize("broken", ["", "{}", '{"signs": [], "start": "x"}', "[1"], ids=["empty", "no fields", "no number", "no JSON"])
def test_a_broken_file_is_no_error(broken: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "verifier.json").write_text(broken, encoding="utf-8")
    assert verifier(tmp_path / "verifier.json") is None
    assert "rules alone" in caplog.text


def test_the_verifier_that_ships_can_be_read() -> None:
    shipped = Verifier(settings().reader / "verifier.json")
    assert len(shipped.trees) > 10
    assert 0 < shipped.chances([{}])[0] < 1
