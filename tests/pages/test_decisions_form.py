"""Decisions are taken along and taken in on the page Load, and seen before they are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ontherecord.queries import Corpus
from ontherecord.review import deciding, exchange
from ontherecord.settings import settings
from ontherecord.store.corpora import decisions_of
from tests import builders
from tests.pages import corpora, seen


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ONTHERECORD_CORPORA", str(tmp_path))
    settings.cache_clear()
    st.cache_data.clear()
    st.cache_resource.clear()
    corpora.write_corpus("sample", builders.small_corpus(), corpora.NOTICE)
    yield tmp_path
    settings.cache_clear()


def test_a_colleagues_decisions_are_seen_then_taken(visit: Callable[..., AppTest]) -> None:
    deciding.reject(Corpus.open("sample"), "quote:dam-1:1", "Ben")
    given = exchange.lines(Corpus.open("sample")).encode()
    decisions_of("sample").forget()
    deciding.confirm(Corpus.open("sample"), "quote:dam-1:1", "Ida")
    at = visit("load")
    at.file_uploader(key="decisions-in").upload("ben.jsonl", given, "application/jsonl").run()
    assert not at.exception
    assert "1 new, 0 known already." in seen.words(at)
    assert "Ida: confirm; Ben: reject" in seen.words(at)
    assert decisions_of("sample").last() == 1
    at.button(key="decisions-take").click().run()
    assert not at.exception
    assert "1 decision taken in" in [box.value.replace("\\", "") for box in at.success]
    assert decisions_of("sample").last() == 2


@pytest.mark.parametrize(("name", "content"), [("x.jsonl", b"{"), ("x.json", json.dumps({}).encode())])
def test_a_file_that_cannot_be_read_is_told(visit: Callable[..., AppTest], name: str, content: bytes) -> None:
    at = visit("load")
    at.file_uploader(key="decisions-in").upload(name, content, "application/json").run()
    assert not at.exception
    assert "is not a decision" in seen.words(at)
    assert not [b for b in at.button if b.key == "decisions-take"]
    assert decisions_of("sample").last() == 0
