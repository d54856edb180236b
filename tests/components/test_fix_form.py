"""The form that sets a finding right: what it offers, and what of it becomes a fix."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components import fix_form
from ontherecord.queries import Corpus, passages
from ontherecord.settings import settings
from tests import builders
from tests.pages.corpora import write_corpus

QUOTE, POSITION = "quote:dam-1:1", "position:dam-1:1"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Corpus]:
    monkeypatch.setenv("ONTHERECORD_CORPORA", str(tmp_path))
    settings.cache_clear()
    st.cache_data.clear()
    write_corpus("sample", builders.small_corpus())
    yield Corpus.open("sample")
    settings.cache_clear()


@pytest.mark.parametrize(
    ("show", "given", "value"),
    [
        (QUOTE, {}, {}),
        (QUOTE, {"speaker": "luc-marchand"}, {"speaker": {"id": "luc-marchand", "name": "Luc Marchand"}}),
        (QUOTE, {"speaker": "  luc  MARCHAND "}, {"speaker": {"id": "luc-marchand", "name": "Luc Marchand"}}),
        (QUOTE, {"speaker": "Tomasz Rell"}, {"speaker": {"name": "Tomasz Rell"}}),
        (QUOTE, {"speaker": "MARCHAND"}, {"speaker": {"id": "luc-marchand", "name": "Luc Marchand"}}),
        (QUOTE, {"speaker": "March"}, {"speaker": {"name": "March"}}),
        (QUOTE, {"speaker": ""}, {"speaker": None}),
        (QUOTE, {"speaker": None}, {"speaker": None}),
        (QUOTE, {"country": ""}, {"country": None}),
        (QUOTE, {"country": "PT", "asserted": "not said", "type": "direct"}, {"country": "PT", "asserted": "not said", "type": "direct"}),
        (POSITION, {"target": "  "}, {}),
        (POSITION, {"target": "a  higher dam"}, {"target": "a higher dam"}),
        (POSITION, {"actor": ""}, {}),
        (POSITION, {"issue": "River fish"}, {"issue": {"name": "River fish"}}),
        (POSITION, {"issue": "water price"}, {"issue": {"id": "water-price", "name": "water price"}}),
        (POSITION, {"issue": None}, {}),
        (POSITION, {"stance": "oppose", "toward": "against"}, {"stance": "oppose", "toward": "against"}),
    ],
)
def test_only_what_was_changed_becomes_the_fix(corpus: Corpus, show: str, given: dict[str, Any], value: dict[str, Any]) -> None:
    (passage,) = passages(corpus, show).items
    assert fix_form.changed(corpus, passage, fix_form.held(passage) | given) == value


def test_people_of_the_article_stand_first(corpus: Corpus) -> None:
    assert list(fix_form.people(corpus, "dam-1").items())[:2] == [("ana-ortiz", "Ana Ortiz"), ("luc-marchand", "Luc Marchand")]


def script() -> None:
    import streamlit as st

    from components.fix_form import fix_form
    from ontherecord.queries import Corpus, passages

    corpus = Corpus.open("sample")
    for show in ("quote:dam-1:1", "position:dam-1:1"):
        (found,) = passages(corpus, show).items
        fix_form(corpus, found, show.split(":")[0], lambda made: st.session_state.update(made=made), by="Ida")


def test_a_change_is_saved_with_its_note_and_nothing_is_written_where_nothing_was_changed(corpus: Corpus) -> None:
    at = AppTest.from_function(script, default_timeout=60).run()
    assert not at.exception
    at.button(key="quote-quote:dam-1:1-save").click().run()
    assert not at.exception
    assert "made" not in at.session_state
    assert [e.value for e in at.error] == ["Nothing was changed. Change a field, or confirm it as it is."]
    at.selectbox(key="quote-quote:dam-1:1-speaker").set_value("luc-marchand")
    at.text_input(key="quote-quote:dam-1:1-note").set_value("heard him")
    at.button(key="quote-quote:dam-1:1-save").click().run()
    assert not at.error
    (decision,) = at.session_state["made"].decisions
    assert (decision.by, decision.note, decision.value) == (
        "Ida",
        "heard him",
        {"speaker": {"id": "luc-marchand", "name": "Luc Marchand", "kind": "person"}},
    )
    at.selectbox(key="position-position:dam-1:1-country").set_value("PT")
    at.button(key="position-position:dam-1:1-save").click().run()
    (decision,) = at.session_state["made"].decisions
    assert (decision.about, decision.value) == ("position", {"country": "PT"})
