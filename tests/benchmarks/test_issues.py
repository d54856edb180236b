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
    matters = ["harbour tax", "harbour tax", "old reactor", "harbour tax", "old reactor", "ferry line"] * 2
    return pd.DataFrame(
        {
            "article_id": [f"a{i}" for i in range(len(matters))],
            "number": 0,
            "matter": matters,
            "target": matters,
            "start": 0,
            "evidence_text": "They spoke of it.",
        }
    )


def test_pairs_across_articles_are_those_of_one_label() -> None:
    assert issues.across_articles(_positions()) == (1.0, 1.0, 15 + 6 + 1, 6 * 4 + 6 * 2 + 4 * 2)


def test_plain_matters_hold_still() -> None:
    assert set(issues.stability(_positions()).values()) == {1.0}


def test_agreement_is_that_worked_out_by_hand() -> None:
    # Together in one: ab ac bc; in the other: ab cd; in both: ab.
    assert issues.agreement([1, 1, 1, 2], [1, 1, 2, 2]) == pytest.approx(2 * 1 / (3 + 2))
    assert issues.agreement([1, 2], [1, 2]) == 1.0


def test_an_issue_that_changes_its_name_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    names = iter(["tax", "other"])

    def built(positions: pd.DataFrame, before: Links | None) -> Links:
        return Links(pd.DataFrame({"issue_id": ["x"], "name": [next(names)]}), positions[["article_id", "number"]].assign(issue_id="x"))

    monkeypatch.setattr(issues, "built", built)
    assert issues.still(_positions(), "a0") == 0.0


def test_a_judged_sentence_is_known_again_when_its_target_is_worded_otherwise() -> None:
    positions = _positions()[:3].assign(article_id="a", start=[5, 5, 9])
    judgement = {("a", 5, issues.digest("harbour tax")): 1, ("a", 5, "0"): 2, ("a", 9, "1"): 3}
    assert issues.labels(positions.assign(target=["harbour tax", "it", "it"]), judgement) == [1, 0, 3]


def test_more_positions_are_made_by_varying() -> None:
    assert [size for size, *_ in issues.speed(_positions(), (30, 60))] == [30, 60]


def test_every_judgement_is_a_table_of_ids() -> None:
    for matter in issues.JUDGED:
        judged = issues.judged(matter)
        assert len(judged) > 100
        assert all(len(target) == 10 and start >= 0 and issue >= 0 for (_, start, target), issue in judged.items())
