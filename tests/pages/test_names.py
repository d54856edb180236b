"""People set names right on the page of a person and in the list of everybody: seen at once, kept, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ontherecord.queries import Corpus, Filters
from ontherecord.queries.profile import directory
from ontherecord.review import duplicates, names
from ontherecord.settings import settings
from tests import builders
from tests.pages import corpora, seen

ONE, OTHER = "alder-basin-authority-organisation", "alder-basin-authortiy-organisation"


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A corpus of this test alone, with somebody who is spelled in two ways."""
    monkeypatch.setenv("ONTHERECORD_CORPORA", str(tmp_path))
    settings.cache_clear()
    st.cache_data.clear()
    st.cache_resource.clear()
    more = builders.article(
        "late",
        "{s1:The [Alder Basin Authortiy](basin)} {c1:said} {q1:the dam was late}.",
        date="2025-04-21",
        entities={"basin": builders.organisation("Alder Basin Authortiy")},
        quotes=[builders.quote(1, "basin")],
    )
    corpora.write_corpus("sample", [*builders.small_corpus(), more], corpora.NOTICE)
    yield tmp_path
    settings.cache_clear()


def everybody() -> dict[str, str]:
    rows = directory(Corpus.open("sample"), Filters(), limit=None)
    return dict(zip(rows["entity_id"], rows["name"], strict=True))


def press(at: AppTest, label: str) -> None:
    next(b for b in at.button if b.label == label).click().run()
    assert not at.exception


def test_a_name_is_set_right_on_its_page_and_taken_back(visit: Callable[..., AppTest]) -> None:
    at = visit("people", id="ana-ortiz")
    at.text_input(key="names-by").set_value("Ida").run()
    at.text_input(key="rename-ana-ortiz").set_value("Ana María Ortiz")
    press(at, "Rename")
    assert everybody()["ana-ortiz"] == "Ana María Ortiz"
    assert "Ida: is called Ana María Ortiz" in seen.words(at)
    assert "Ana María Ortiz" in [h.value for h in at.header]
    at.text_input(key="merge-find-ana-ortiz").set_value("authortiy").run()
    press(at, "Make them one")
    assert OTHER not in everybody()
    press(at, "Take back")
    assert OTHER in everybody()
    press(at, "Take back")
    assert everybody()["ana-ortiz"] == "Ana Ortiz"


def test_kind_country_office_and_hiding(visit: Callable[..., AppTest]) -> None:
    at = visit("people", id="ana-ortiz")
    at.text_input(key="office-ana-ortiz").set_value("minister of rivers")
    press(at, "Set kind and office")
    at.selectbox(key="country-ana-ortiz").set_value("PT")
    press(at, "Set country")
    assert "minister of rivers (set by a person)" in seen.words(at)
    assert "speaks for Portugal" in seen.words(at)
    press(at, "Hide this name")
    assert "ana-ortiz" not in everybody()


@pytest.mark.parametrize(("label", "left"), [("Same", {ONE}), ("Not the same", {ONE, OTHER})])
def test_likely_duplicates_are_decided_about(visit: Callable[..., AppTest], label: str, left: set[str]) -> None:
    at = visit("people")
    at.session_state["likely-duplicates"] = True
    at.run()
    assert "2 letters" in seen.words(at)
    press(at, label)
    assert "2 letters" not in seen.words(at)
    assert {id for id in everybody() if id.startswith("alder-basin-auth")} == left
    corpus = Corpus.open("sample")
    assert duplicates.likely(corpus) == []
    assert corpus.laying is not None
    names.undo(corpus, corpus.laying.decisions[-1].id)
    assert [(pair.one, pair.other) for pair in duplicates.likely(corpus)] == [(ONE, OTHER)]
