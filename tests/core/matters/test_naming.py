"""Names: a neutral noun phrase that a stranger understands."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontherecord.matters.keys import Key, key
from ontherecord.matters.naming import LONGEST, name


@pytest.mark.parametrize(
    ("wordings", "expected"),
    [
        pytest.param(["Norway fishing deal", "tearing up the Norway fishing deal"], "Norway fishing deal", id="no verb in front"),
        pytest.param(["tearing up the fishing deal with Norway"], "fishing deal with Norway", id="a verb is taken off"),
        pytest.param(["the ban", "the ban", "the ban on night flights"], "ban on night flights", id="no general noun alone"),
        pytest.param(["airstrikes on Norway", "Norway", "Norway"], "airstrikes on Norway", id="no name alone"),
        pytest.param(["harbour tax [see box]", "the harbour tax"], "harbour tax", id="no stray bracket"),
        pytest.param(["changing it", "harbour tax", "changing it"], "harbour tax", id="no pronoun"),
        pytest.param(["harbour tax", "the quite new harbour tax on all the ferries of the north"], "harbour tax", id="short"),
        pytest.param(["their best efforts", "harbour tax"], "harbour tax", id="the thing itself"),
        pytest.param(["!!!"], "unnamed matter", id="nothing"),
    ],
)
def test_the_best_wording_is_the_name(wordings: list[str], expected: str) -> None:
    assert name(Counter((w, w) for w in wordings), key(expected)) == expected


def test_a_name_does_not_break_off_inside_a_phrase() -> None:
    wordings = Counter({("visit of Speaker Mira", "visit of Speaker Mira Doe"): 1})
    assert name(wordings) == "visit of Speaker Mira Doe"


@pytest.mark.parametrize(
    ("words", "by", "expected"),
    [
        ("nuclear deal", "qnoq", "Norway nuclear deal"),
        ("Nuclear deal", "qnoq", "Norway nuclear deal"),
        ("deal with Oslo", "qnoq", "deal with Oslo"),
        ("Norwegian deal", "qnoq", "Norwegian deal"),
        ("Halden candidacy", "halden", "Halden candidacy"),
    ],
)
def test_the_country_that_tells_a_matter_from_others_is_named(words: str, by: str, expected: str) -> None:
    assert name(Counter({(words, words): 1}), Key("~agreement", by)) == expected


@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), max_size=5))
def test_a_name_is_never_empty_and_never_long(wordings: list[tuple[str, str]]) -> None:
    found = name(Counter(wordings))
    assert found.strip()
    assert len(found.split()) <= LONGEST
