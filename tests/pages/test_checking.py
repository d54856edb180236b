"""Deciding where one sees it: in the drawer and in the reader, with a name, a way back, and pages that follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ontherecord.queries import Corpus
from ontherecord.settings import settings
from tests import builders
from tests.pages import corpora, seen

Visit = Callable[..., AppTest]
QUOTE, CARD = "quote:dam-1:1", "evidence-1-0"


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A corpus of this test alone."""
    monkeypatch.setenv("ONTHERECORD_CORPORA", str(tmp_path))
    settings.cache_clear()
    st.cache_data.clear()
    st.cache_resource.clear()
    corpora.write_corpus("sample", builders.small_corpus(), corpora.NOTICE)
    yield tmp_path
    settings.cache_clear()


def status(show: str = QUOTE) -> tuple[str, str | None]:
    about = show.split(":")[0]
    (found,) = Corpus.open("sample").rows(f"SELECT status, checked_by FROM {about}s WHERE {about}_id = ?", [show])
    return found


def introduce(at: AppTest, name: str = "Ida") -> AppTest:
    at.text_input(key="who-decides-name").set_value(name)
    return next(b for b in at.button if b.label == "Go on").click().run()


def test_the_first_step_asks_who_and_the_next_does_not(visit: Visit) -> None:
    at = visit("quotes", show=QUOTE)
    at.button(key=f"{CARD}-confirm").click().run()
    assert status() == ("machine", None), "nothing is written before there is a name"
    introduce(at)
    assert status() == ("confirmed", "Ida")
    at.button(key=f"{CARD}-reject").click().run()
    assert status() == ("rejected", "Ida")
    at.button(key="take-back-last").click().run()
    assert status() == ("confirmed", "Ida")


def test_the_pages_behind_follow_at_once(visit: Visit) -> None:
    at = visit("quotes", show=QUOTE)
    rows = {row["id"] for row in seen.sent(at, "table")["rows"]}
    at.button(key=f"{CARD}-reject").click().run()
    introduce(at)
    assert {row["id"] for row in seen.sent(at, "table")["rows"]} == rows - {QUOTE}
    other = visit("quotes", status="rejected")
    assert [row["id"] for row in seen.sent(other, "table")["rows"]] == [QUOTE]
    assert seen.sent(other, "table")["rows"][0]["cells"][0]["s"] == "✗ rejected"


def test_a_note_and_tags_are_kept_and_what_was_decided_can_be_seen(visit: Visit) -> None:
    at = visit("quotes", show=QUOTE)
    at.button(key=f"{CARD}-noting-turn").click().run()
    at.text_area(key=f"{CARD}-note").set_value("see the minutes")
    at.text_input(key=f"{CARD}-tags").set_value("dam, council , ")
    next(b for b in at.button if b.label == "Keep").click().run()
    introduce(at)
    (found,) = Corpus.open("sample").rows("SELECT note, tags FROM quotes WHERE quote_id = ?", [QUOTE])
    assert found == ("see the minutes", ["dam", "council"])
    at.button(key=f"{CARD}-confirm").click().run()
    at.button(key=f"{CARD}-noting-turn").click().run()
    words = " ".join(c.value for c in at.caption)
    assert all(part in words for part in ("Ida · right", "Ida · noted · see the minutes", "Ida · tagged"))


def test_a_pasted_article_and_the_reader_of_a_kept_one(visit: Visit) -> None:
    shown = seen.sent(visit("articles", article="dam-1"), "reader")
    quote = next(mark for mark in shown["marks"] if mark["kind"] == "quote")
    assert (quote["show"], [step for step, _ in quote["acts"]]) == (QUOTE, ["confirm", "reject", "fix"])
    assert [what for what, _ in shown["add"]] == ["quote", "position"]


def test_the_reader_leaves_out_what_was_rejected(visit: Visit) -> None:
    from ontherecord.review import deciding

    deciding.reject(Corpus.open("sample"), QUOTE, "Ida")
    shown = seen.sent(visit("articles", article="dam-1"), "reader")
    assert QUOTE not in [mark.get("show") for mark in shown["marks"]]
    assert shown["quotes"] == "2 quotes"
