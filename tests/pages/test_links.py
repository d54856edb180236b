"""Links: they name their build, say when there is a newer one, and the browser's tab says what is shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests import builders
from tests.pages import seen
from tests.pages.conftest import _use
from tests.pages.corpora import write_corpus

Visit = Callable[..., AppTest]


@pytest.fixture
def grown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A corpus of two builds: the second has eleven articles more."""
    for _ in _use(tmp_path, monkeypatch):
        write_corpus("dam", builders.small_corpus()[:1])
        write_corpus("dam", builders.small_corpus()[1:])
        yield


def copied(at: AppTest) -> dict[str, str]:
    """What a copied link names beside what stands in the address."""
    told = [json.loads(e.proto.json) for e in at.get("bidi_component") if e.proto.component_name == "ontherecord_share"]
    return next(data["params"] for data in told if data["label"] == "Copy link")


def articles(at: AppTest) -> str:
    return str(next(tile.value for tile in at.metric if tile.label == "Articles"))


def newer(at: AppTest) -> list[Any]:
    return [button for button in at.button if button.key == "show_newer"]


@pytest.mark.usefixtures("grown")
class TestBuilds:
    def test_a_copied_link_names_corpus_and_build(self, visit: Visit) -> None:
        assert copied(visit()) == {"corpus": "dam", "version": "2"}
        assert copied(visit(version="1")) == {"corpus": "dam", "version": "1"}

    def test_it_shows_the_same_later_and_offers_the_newer_build(self, visit: Visit) -> None:
        at = visit(version="1", outlet="Valley Post")
        assert articles(at) == "1"
        assert "The link shows build 1 of" in seen.words(at)
        newer(at)[0].click().run()
        assert articles(at) == "5"
        assert "version" not in at.query_params
        assert "Valley Post" in at.query_params["outlet"]

    @pytest.mark.parametrize("version", [{}, {"version": "2"}])
    def test_the_newest_build_says_nothing(self, visit: Visit, version: dict[str, str]) -> None:
        at = visit(**version)
        assert articles(at) == "12"
        assert not newer(at)

    def test_the_newest_build_is_open_once_however_it_is_named(self, visit: Visit) -> None:
        from components import corpora

        visit()
        visit(version="2")
        assert corpora.opened("dam") is corpora.opened("dam", 2)
        assert corpora.opened("dam") is not corpora.opened("dam", 1)

    def test_links_of_an_earlier_build_stay_in_it(self, visit: Visit) -> None:
        rows = seen.sent(visit("articles", version="1"), "table")["rows"]
        assert [row["cells"][0]["go"] for row in rows] == ["articles?corpus=dam&version=1&article=dam-1"]


def test_a_build_that_was_cleared_away_leads_to_the_newest(visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in _use(tmp_path, monkeypatch):
        for _ in range(4):
            write_corpus("dam", builders.small_corpus()[:2], keep=2)
        at = visit(version="1")
        assert any(error.value.startswith("C09") for error in at.error)
        newer(at)[0].click().run()
        assert not at.error
        assert articles(at) == "2"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("page", "params", "title"),
    [
        ("overview", {}, "Overview · sample"),
        ("people", {}, "Who is who · sample"),
        ("people", {"id": "ana-ortiz"}, "Ana Ortiz · Who is who · sample"),
        ("countries", {"of": "FR"}, "France · Countries · sample"),
        ("compare", {"by": "country", "side": ["FR", "ES"]}, "France, Spain · Compare · sample"),
        ("articles", {"article": "dam-1"}, "Ministers meet over the Alder dam · Articles · sample"),
        ("positions", {"view": "issue", "on": "alder-dam"}, "Alder dam · Positions · sample"),
        ("positions", {"view": "time", "on": "alder-dam"}, "Alder dam · Over time · Positions · sample"),
        ("positions", {"view": "changes"}, "Then and now · Positions · sample"),
        ("quotes", {"view": "when"}, "Who, and when · Quotes · sample"),
        ("search", {"q": "fish  ladders"}, "fish ladders · Search · sample"),
        ("articles", {"corpus": "rain", "article": "rain-1"}, "Rain ![y](http://stranger.example/y.png) · Articles · rain"),
    ],
)
def test_every_view_has_its_own_title(visit: Visit, monkeypatch: pytest.MonkeyPatch, page: str, params: dict[str, Any], title: str) -> None:
    said: list[str] = []
    monkeypatch.setattr(st, "set_page_config", lambda page_title="", **_: said.append(page_title))
    visit(page, **params)
    assert said[-1] == title
