"""A stored corpus that does not hold together: every page says so with a code, and shows the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ontherecord.model import Extraction, Span
from tests import builders
from tests.core.test_invariants import change, state, twice
from tests.pages import corpora, seen

Visit = Callable[..., AppTest]


def torn() -> list[Extraction]:
    """Three articles with one or two faults each, and a sound one."""
    one, two, three, four = builders.small_corpus()[:4]
    one = change("quotes", 2, number=1)(change("positions", 0, status="lost")(one))
    two = change("quotes", 0, speaker=9)(change("mentions", 0, entity=9)(two))
    three = change("quotes", 0, type="sung")(state(0, sentence=Span(10**6, 10**6 + 9))(three))
    return [one, two, three, twice("entities", 1)(four)]


@pytest.fixture
def name(empty_folder: Path) -> str:
    corpora.write_corpus("torn", torn())
    return "torn"


@pytest.mark.parametrize(
    ("page", "parameters", "shown"),
    [
        ("quotes", {}, "table"),
        ("search", {"q": "said OR dam"}, "hits"),
        ("positions", {}, "table"),
        ("articles", {"article": "dam-1"}, "reader"),
        ("articles", {"article": "dam-3"}, "reader"),
        ("articles", {}, "table"),
        ("people", {}, "table"),
        ("countries", {}, None),
        (None, {}, None),
    ],
)
def test_the_page_says_what_is_left_out_and_shows_the_rest(
    page: str | None, parameters: dict[str, str], shown: str | None, name: str, visit: Visit
) -> None:
    at = visit(page, corpus=name, **parameters)
    words = seen.words(at)
    assert "C14: Some records of the corpus 'torn' are inconsistent and are left out" in words
    assert "1 of the quotes that stand twice" in words
    assert "U02" not in words
    if shown:
        assert seen.sent(at, shown)


def test_what_is_sound_has_no_such_message(folder: Path, visit: Visit) -> None:
    assert "C14" not in seen.words(visit("quotes"))
