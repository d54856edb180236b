"""The review page: findings are checked one by one or all that is shown at once, and every step can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components import review_desk
from ontherecord.queries import Corpus
from ontherecord.review import deciding
from ontherecord.settings import settings
from tests import builders
from tests.pages import corpora, seen

Visit = Callable[..., AppTest]
QUOTE = "quote:dam-1:1"


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


def press(at: AppTest, verb: str) -> AppTest:
    at.button(key=f"review-{verb}").click().run()
    assert not at.exception
    return at


def status(show: str) -> str:
    kind = show.split(":")[0]
    return str(Corpus.open("sample").rows(f"SELECT status FROM {kind}s WHERE {kind}_id = ?", [show])[0][0])


def item(at: AppTest) -> str:
    return str(seen.sent(at, "review")["item"])


def said(at: AppTest) -> str:
    return str(seen.sent(at, "review")["said"])


def total() -> int:
    return int(Corpus.open("sample").rows("SELECT count(*) FROM quotes WHERE asserted = 'said'")[0][0])


def test_one_by_one_with_progress_in_words_and_undo(visit: Visit) -> None:
    at = visit("review")
    assert f"0 of {total()} checked" in seen.words(at)
    first = item(at)
    press(at, "confirm")
    second = item(at)
    assert second != first
    assert (status(first), said(at)) == ("confirmed", "Confirmed.")
    press(at, "reject")
    assert status(second) == "rejected"
    assert f"2 of {total()} checked" in seen.words(at)
    press(at, "undo")
    assert (item(at), status(second), said(at)) == (second, "machine", "Taken back.")
    press(at, "undo")
    assert (item(at), status(first)) == (first, "machine")
    assert at.button(key="review-undo").disabled


def test_skipped_ones_wait_and_can_be_gone_back_to(visit: Visit) -> None:
    at = visit("review")
    first = item(at)
    press(at, "skip")
    assert item(at) != first
    press(at, "back")
    assert (item(at), status(first)) == (first, "machine")
    for _ in range(total()):
        press(at, "skip")
    assert item(at) == ""
    assert f"{total()} findings that you skipped or have not met still wait" in seen.words(at)
    at.button(key="review-again").click().run()
    assert item(at) == first


@pytest.mark.parametrize(
    ("found", "verb"),
    [
        ({"verb": "confirm", "item": QUOTE}, "confirm"),
        ({"verb": "confirm", "item": "quote:dam-1:2"}, ""),  # pressed before the next one was there
        ({"verb": "undo", "item": QUOTE}, ""),  # nothing to undo now
        ({"verb": "confirm"}, ""),
        (None, ""),
        ("confirm", ""),
    ],
)
def test_a_key_acts_on_what_is_on_the_screen_and_on_nothing_else(found: object, verb: str) -> None:
    assert review_desk.meant(found, QUOTE, ("confirm", "reject")) == verb


def test_a_note_is_kept_and_the_finding_stays(visit: Visit) -> None:
    at = visit("review", item=QUOTE)
    press(at, "note")
    at.text_input(key=f"review-note-{QUOTE}-words").set_value("heard it on the radio")
    at.button(key=f"review-note-{QUOTE}-save").click().run()
    assert (item(at), said(at), status(QUOTE)) == (QUOTE, "Noted.", "machine")
    assert [d.note for d in deciding.history(Corpus.open("sample"), QUOTE)] == ["heard it on the radio"]
    press(at, "note")
    at.button(key=f"review-note-{QUOTE}-save").click().run()
    assert said(at) == "Nothing was written."
    at.button(key="review-cancel").click().run()
    assert seen.sent(at, "review")["open"] == ""


def test_a_fix_is_made_in_the_queue(visit: Visit) -> None:
    at = visit("review", item=QUOTE)
    press(at, "fix")
    at.selectbox(key=f"review-fix-{QUOTE}-speaker").set_value("luc-marchand")
    at.button(key=f"review-fix-{QUOTE}-save").click().run()
    assert not at.exception
    assert (status(QUOTE), said(at)) == ("fixed", "Fixed.")
    assert item(at) != QUOTE
    press(at, "undo")
    assert status(QUOTE) == "machine"


def test_a_checked_one_is_sent_back_with_a_reason(visit: Visit) -> None:
    deciding.confirm(Corpus.open("sample"), QUOTE, "Ann", "sure")
    at = visit("review", only="checked")
    assert item(at) == QUOTE
    assert "Ann confirmed it on" in seen.words(at)
    press(at, "return")
    at.button(key=f"review-return-{QUOTE}-save").click().run()
    assert status(QUOTE) == "confirmed", "not without a reason"
    at.text_input(key=f"review-return-{QUOTE}-words").set_value("who is “she”?")
    at.button(key=f"review-return-{QUOTE}-save").click().run()
    assert status(QUOTE) == "machine"
    assert item(visit("review", only="returned")) == QUOTE


def test_what_another_had_decided_is_told_afterwards(visit: Visit) -> None:
    deciding.reject(Corpus.open("sample"), QUOTE, "Ann")
    at = visit("review", item=QUOTE)
    press(at, "confirm")
    assert said(at).startswith("Confirmed. Ann had rejected it on ")
    assert status(QUOTE) == "confirmed"


def test_checked_blind_others_are_hidden_until_one_has_decided(visit: Visit) -> None:
    deciding.fix(Corpus.open("sample"), QUOTE, {"speaker": {"name": "Tomasz Rell"}}, "Ann")
    at = visit("review", blind="1")
    assert "give your name" in seen.words(at)
    at.text_input(key="checker").set_value("Bea").run()
    assert f"0 of {total()} checked** by Bea" in seen.words(at)
    at.query_params["item"] = QUOTE
    at.run()
    assert "Tomasz Rell" not in seen.words(at)
    assert "Ann" not in seen.words(at).replace("Ana", "")
    press(at, "confirm")
    assert said(at).startswith("Confirmed. Ann had fixed it on ")
    assert f"1 of {total()} checked** by Bea" in seen.words(at)
    (newest, *_) = deciding.history(Corpus.open("sample"), QUOTE)
    assert (newest.by, newest.was["speaker"]["name"]) == ("Bea", "Ana Ortiz")


@pytest.mark.parametrize(("verb", "now"), [("confirm", "confirmed"), ("reject", "rejected")])
def test_all_that_the_list_shows_in_one_step_and_one_undo(visit: Visit, verb: str, now: str) -> None:
    at = visit("review", view="list", speaker="ana-ortiz", kind="both")
    corpus = Corpus.open("sample")
    of_ana = {id for (id,) in corpus.rows("SELECT quote_id FROM quotes WHERE speaker_id = 'ana-ortiz' AND asserted = 'said'")}
    of_ana |= {id for (id,) in corpus.rows("SELECT position_id FROM positions WHERE actor_id = 'ana-ortiz' AND confidence >= 0.5")}
    assert len(seen.sent(at, "table")["rows"]) == len(of_ana)
    at.button(key=f"review-all-{verb}").click().run()
    assert {status(show) for show in of_ana} == {"machine"}, "a preview decides nothing"
    words = seen.words(at)
    assert "Nothing is decided yet." in words
    assert "by Ana Ortiz" in words
    at.button(key="review-step").click().run()
    assert not at.exception
    assert {status(show) for show in of_ana} == {now}
    others = Corpus.open("sample").rows("SELECT count(*) FROM quotes WHERE status <> 'machine' AND speaker_id IS DISTINCT FROM 'ana-ortiz'")
    assert others == [(0,)]
    at.button(key="review-undo").click().run()
    assert {status(show) for show in of_ana} == {"machine"}


def test_a_step_takes_exactly_what_its_preview_counted(visit: Visit) -> None:
    deciding.confirm(Corpus.open("sample"), QUOTE, "Ann")
    at = visit("review", view="list", speaker="ana-ortiz")
    at.button(key="review-all-reject").click().run()
    deciding.send_back(Corpus.open("sample"), QUOTE, "Ann", "who is “she”?")  # it waits again, behind the preview's back
    at.button(key="review-step").click().run()
    assert status(QUOTE) == "machine"
    assert status("quote:dam-1:2") == "rejected"


def test_a_preview_can_be_left(visit: Visit) -> None:
    at = visit("review", view="list")
    at.button(key="review-all-reject").click().run()
    at.button(key="review-leave").click().run()
    assert not [b for b in at.button if b.key == "review-step"]
    assert Corpus.open("sample").decisions == 0


def test_states_without_anything_to_check_say_so(visit: Visit) -> None:
    assert [e.value for e in visit("review", only="returned").success] == ["Nothing was sent back."]
    assert [e.value for e in visit("review", only="disputed").success] == ["There is nothing that people disagree about."]
    assert "does not have it" in seen.words(visit("review", item="quote:nowhere:1"))
    deciding.confirm(Corpus.open("sample"), [id for (id,) in Corpus.open("sample").rows("SELECT quote_id FROM quotes")], "Ann")
    assert [e.value for e in visit("review").success] == ["Everything that the filters let through is checked."]


@pytest.mark.parametrize("params", [{"kind": "x"}, {"order": "x", "size": "-1"}, {"seed": "999999999999"}, {"only": "x", "view": "x", "blind": "2"}])
def test_a_link_that_cannot_be_read_opens_the_queue(visit: Visit, params: dict[str, str]) -> None:
    assert item(visit("review", **params)) == item(visit("review"))
