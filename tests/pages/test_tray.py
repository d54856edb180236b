"""The tray: picked on any page, put in order, with own words between, and taken along without losing what is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ontherecord.export.picked import Picked, picked
from ontherecord.queries import Corpus
from ontherecord.settings import settings
from tests import builders
from tests.pages import corpora, seen

QUOTE, POSITION = "quote:dam-1:1", "position:dam-1:1"


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ONTHERECORD_CORPORA", str(tmp_path))
    settings.cache_clear()
    st.cache_data.clear()
    st.cache_resource.clear()
    corpora.write_corpus("sample", builders.small_corpus(), corpora.NOTICE)
    yield tmp_path
    settings.cache_clear()


def test_an_empty_tray_says_how_it_is_filled(visit: Callable[..., AppTest]) -> None:
    assert "Nothing is picked yet" in seen.words(visit("tray"))


def test_what_is_picked_is_on_the_page_in_order(visit: Callable[..., AppTest]) -> None:
    at = visit("quotes", show=QUOTE)
    at.button(key="evidence-1-0-pick").click().run()
    at.session_state["_tray"] = {"sample": [*at.session_state["_tray"]["sample"], Picked(POSITION)]}
    at.switch_page("tray.py").run()
    assert not at.exception
    at.text_area(key=f"tray-{QUOTE}-before").set_value("First, the minister.").run()
    at.button(key=f"tray-{QUOTE}-down").click().run()
    assert at.session_state["_tray"]["sample"] == [Picked(POSITION), Picked(QUOTE, "First, the minister.")]
    at.button(key=f"tray-{POSITION}-out").click().run()
    assert at.session_state["_tray"]["sample"] == [Picked(QUOTE, "First, the minister.")]


def test_the_page_has_the_words_their_source_and_what_is_missing() -> None:
    items = [Picked(QUOTE, "<b>First</b>, the minister."), Picked("quote:dam-99:1")]
    page = picked(Corpus.open("sample"), items, "Dams & rivers", "The end.").decode()
    assert "<h1>Dams &amp; rivers</h1>" in page
    assert "&lt;b&gt;First&lt;/b&gt;, the minister." in page
    assert "would build the Alder dam" in page
    assert "Ministers meet over the Alder dam, Valley Post, 1 March 2025 · not checked" in page.replace("</strong>", "")
    assert "1 of the passages that were picked are not in this build any more." in page
    assert "<script" not in page
