"""The measures of grouping, on small groupings whose scores can be worked out by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from benchmarks import issues
from ontherecord.linking import Links


def test_scores_are_those_worked_out_by_hand() -> None:
    # Found {a b c} {d}, gold {a b} {c d}: each of a and b is right with 2 of 3, c with 1 of 3, d alone.
    found = issues.score([1, 1, 1, 2], [1, 1, 2, 2])
    assert found.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert found.recall == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert (found.pair_precision, found.pair_recall, found.pairs) == (pytest.approx(1 / 3), pytest.approx(1 / 2), 6)


def test_only_things_of_one_room_are_compared() -> None:
    assert issues.score([1, 1], [1, 2], inside=["a", "b"]).precision == 1.0


def _positions() -> pd.DataFrame:
    targets = ["the harbour tax", "the harbour tax", "the old reactor", "the harbour tax", "the old reactor", "the ferry line"] * 2
    return pd.DataFrame(
        {
            "article_id": [f"a{i}" for i in range(len(targets))],
            "number": 0,
            "target": targets,
            "issue": targets,
            "about": [t.removeprefix("the ") for t in targets],
        }
    )


def test_pairs_across_articles_are_those_of_one_label() -> None:
    precision, recall, same, other = issues.across_articles(_positions())
    assert (precision, recall, same, other) == (1.0, 1.0, 15 + 6 + 1, 6 * 4 + 6 * 2 + 4 * 2)


def test_plain_matters_stay_as_they_are_when_articles_are_added() -> None:
    steps, at_once = issues.stability(_positions())
    assert steps == [issues.Stability(1.0, 1.0, 1.0)] * 3
    assert at_once.f1 == 1.0


def test_an_issue_that_changes_its_name_is_seen() -> None:
    positions = _positions()
    first = _linked(positions, "harbour-tax", "harbour tax")
    assert issues.kept(first, _linked(positions, "harbour-tax", "tax")) == issues.Stability(1.0, 0.0, 1.0)


def _linked(positions: pd.DataFrame, key: str, name: str) -> Links:
    links = positions[["article_id", "number"]].assign(issue_id=key)
    return Links(pd.DataFrame({"issue_id": [key], "name": [name]}), links)


def test_every_judgement_is_a_table_of_ids() -> None:
    for matter in issues.JUDGED:
        judged = issues.judged(matter)
        assert len(judged) > 100
        assert all(len(target) == 10 and start >= 0 and issue >= 0 for (_, start, target), issue in judged.items())
