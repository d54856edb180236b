"""Every record that the rules alone find in the sample articles is what it was, or somebody meant it to change."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from ontherecord.settings import settings
from tests import golden


@pytest.fixture
def rules_alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ONTHERECORD_EXTRACTION", "rules")
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.model
def test_no_record_of_the_sample_changed(rules_alone: None) -> None:
    stored = json.loads(golden.FILE.read_text(encoding="utf-8"))
    if stored["made_with"] != golden.made_with():
        pytest.skip(f"the digests were made with {stored['made_with']}; here is {golden.made_with()}")
    now = golden.found()
    if golden.digests(now)["tables"] != stored["tables"]:
        pytest.fail(golden.told(golden.changes(stored, now)), pytrace=False)


NOW: golden.Records = {"a": {table: [] for table in golden.TABLES} | {"quotes": ['{"n": 0}', '{"n": 1}', '{"n": 2}']}}


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        (['{"n": 0}', '{"n": 1}', '{"n": 2}'], []),
        (['{"n": 0}', '{"n": 7}', '{"n": 2}'], ['a: quotes 1: changed: {"n": 7}']),
        (['{"n": 0}', '{"n": 1}', '{"n": 2}', '{"n": 3}'], ['a: quotes 3: new: {"n": 3}']),
        (['{"n": 0}', '{"n": 2}'], ["a: quotes 1 of before: gone"]),
        ([], ["a: quotes 0 to 2 of before: gone"]),
        (['{"n": 9}'], ['a: quotes 0: changed: {"n": 9}', "a: quotes: 2 fewer than before here"]),
    ],
)
def test_a_message_says_which_records_changed(quotes: list[str], expected: list[str]) -> None:
    stored = golden.digests(NOW)
    now = {"a": {**NOW["a"], "quotes": quotes}}
    assert list(golden.changes(stored, now)) == expected
    assert (golden.digests(now)["tables"] == stored["tables"]) is not bool(expected)


def test_a_long_message_is_cut_and_says_how_to_see_the_rest() -> None:
    text = golden.told(f"line {i}" for i in range(40))
    assert text.startswith("40 records of the sample changed. If that is meant: make golden\nline 0\n")
    assert text.endswith("... and 28 more: python -m tests.golden")
