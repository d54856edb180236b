"""Drafts are checked by keys alone, on a server and corpus of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ontherecord.queries import Corpus
from ontherecord.settings import settings
from tests import builders
from tests.browser.conftest import Server, Visit, start_server, stop_server, sync_api
from tests.pages.corpora import write_corpus

expect = sync_api.expect
COUNT = 24


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("ONTHERECORD_CORPORA", str(tmp_path))
    settings.cache_clear()
    ida = {"ida": builders.person("Ida Brun", "NO"), "bo": builders.person("Bo Lind", "DK")}
    write_corpus(
        "sample",
        [
            builders.article(
                f"m-{n}",
                f"[Bo Lind](bo) listened. {{s1:[Ida Brun](ida)}} {{c1:said}} {{q1:boat number {n} would leave the harbour}}.",
                entities=ida,
                quotes=[builders.quote(1, "ida", confidence=0.5 + n / 100)],
            )
            for n in range(COUNT)
        ],
    )
    running = start_server(tmp_path)
    yield running
    stop_server(running)
    settings.cache_clear()


def statuses() -> dict[str, str]:
    return dict(Corpus.open("sample").rows("SELECT quote_id, status FROM quotes"))


class Keys:
    """Keys pressed one after another, each when the page shows the finding that it is for."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def item(self) -> str:
        self.page.wait_for_selector("html[data-review]", state="attached")
        return str(self.page.evaluate("document.documentElement.dataset.review"))

    def press(self, key: str) -> str:
        """Press it; the finding that it was for. Returns when another is on the screen."""
        before = self.item()
        self.page.keyboard.press(key)
        self.page.wait_for_function("before => (document.documentElement.dataset.review ?? before) !== before", arg=before)
        return before


def test_twenty_drafts_are_checked_by_keys_alone(visit: Callable[..., Visit], desk: Server) -> None:
    found = visit(desk)
    found.open("/review")
    keys = Keys(found.page)
    wanted = {keys.press("cr"[n % 2]): ("confirmed", "rejected")[n % 2] for n in range(18)}
    assert list(wanted) == [f"quote:m-{n}:1" for n in range(18)], "the least sure first"

    skipped = keys.press("s")  # and back to it
    keys.press("ArrowLeft")
    assert keys.item() == skipped
    wanted[keys.press("c")] = "confirmed"

    fixed = keys.item()
    found.page.keyboard.press("f")
    expect(found.page.get_by_label("Who said it", exact=True)).to_be_focused()
    found.page.keyboard.type("Lind")  # the one of that name whom the article names
    found.page.keyboard.press("Enter")
    found.page.get_by_label("Note", exact=True).focus()
    found.page.keyboard.press("Enter")
    found.page.wait_for_function("before => (document.documentElement.dataset.review ?? before) !== before", arg=fixed)
    wanted[fixed] = "fixed"
    expect(found.page.get_by_text("20 of 24 checked")).to_be_visible()
    assert {id: status for id, status in statuses().items() if status != "machine"} == wanted
    assert Corpus.open("sample").rows("SELECT speaker_id FROM quotes WHERE quote_id = ?", [fixed]) == [("bo-lind",)]

    found.page.keyboard.press("u")
    expect(found.page.get_by_text("19 of 24 checked")).to_be_visible()
    assert keys.item() == fixed
    assert statuses()[fixed] == "machine"


def test_keys_mean_nothing_while_one_writes_and_behind_g(visit: Callable[..., Visit], desk: Server) -> None:
    found = visit(desk)
    found.open("/review")
    keys = Keys(found.page)
    first = keys.item()
    found.page.keyboard.press("n")
    expect(found.page.get_by_label("Note", exact=True)).to_be_focused()
    found.page.keyboard.type("crsu")
    found.page.keyboard.press("Enter")
    expect(found.page.get_by_text("Noted.")).to_be_visible()
    assert keys.item() == first
    found.press("g", "c")
    found.url_has("/countries")
    assert set(statuses().values()) == {"machine"}


def test_what_is_pressed_twice_at_once_decides_about_one(visit: Callable[..., Visit], desk: Server) -> None:
    found = visit(desk)
    found.open("/review")
    keys = Keys(found.page)
    first = keys.item()
    found.page.evaluate("() => { for (let i = 0; i < 3; i++) document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'c', bubbles: true})); }")
    found.page.wait_for_function("before => (document.documentElement.dataset.review ?? before) !== before", arg=first)
    found.ready()
    assert [id for id, status in statuses().items() if status != "machine"] == [first]


def test_on_a_phone_confirm_and_reject_are_in_reach(visit: Callable[..., Visit], desk: Server) -> None:
    found = visit(desk, width=390, height=700)
    found.open("/review")
    keys = Keys(found.page)
    first = keys.item()
    for name in ("Confirm", "Reject"):
        expect(found.page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    found.page.get_by_role("button", name="Reject").click()
    found.page.wait_for_function("before => (document.documentElement.dataset.review ?? before) !== before", arg=first)
    assert statuses()[first] == "rejected"
    assert found.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_name_is_asked_once_and_kept_by_the_browser(visit: Callable[..., Visit], desk: Server) -> None:
    found = visit(desk)
    found.open("/review")
    field = found.page.get_by_label("Your name", exact=True)
    field.fill("Ann Sole")
    field.press("Enter")
    expect(found.page.get_by_text("Checked as Ann Sole.")).to_be_visible()
    found.open("/review")
    expect(found.page.get_by_text("Checked as Ann Sole.")).to_be_visible()
    field = found.page.get_by_label("Your name", exact=True)
    field.fill("")
    field.press("Enter")
    expect(found.page.get_by_text("Checked without a name")).to_be_visible()
    found.open("/review")
    expect(found.page.get_by_text("Checked without a name")).to_be_visible()
