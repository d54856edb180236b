"""The reader in a browser: keys, toggles, links into the text, and markup that stays text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ontherecord.settings import settings
from tests import builders
from tests.browser.conftest import Server, Visit, start_server, stop_server, sync_api

expect = sync_api.expect
EVIL = (
    "<script>window.stolen = 1</script>\n\n<img src=x onerror='window.stolen = 2'> {s1:[Mira <b>Tolland</b>](mira)} {c1:said} "
    "{q1:<svg onload='window.stolen = 3'> the 😀 bridge stays shut}. Itâ€™s late.\n\n"
    + "\n\n".join(f"Paragraph {n} tells nothing at all, at some length, so that one has to scroll." for n in range(60))
    + "\n\n“{q2:The last word is mine,}” {s2:she} {c2:added}. {e1:[Tolland](mira) {t1:backs} a toll.}"
)


def evil() -> Any:
    return builders.article(
        "evil-1",
        EVIL,
        date="2025-05-02",
        outlet="Ferry <i>Post</i>",
        title="A <u>bridge</u>",
        entities={"mira": builders.person("Mira <b>Tolland</b>", "NO")},
        quotes=[builders.quote(1, "mira"), builders.quote(2, "mira", "direct")],
        positions=[builders.position(1, "mira", "support", "a toll", matter="toll")],
        mend={"â€™": "’"},
        url="https://stranger.example/picture.png",
    )


def long() -> Any:
    """About 10,000 words with 400 quotes."""
    padding = "and then the talk went on for a while about the ferry and the bridge and the weather"
    lines = [f"{{s{n}:[Mira](mira)}} {{c{n}:said}} {{q{n}:the bridge number {n} stays shut}}, {padding}." for n in range(1, 401)]
    return builders.article(
        "long-1",
        "\n\n".join(lines),
        entities={"mira": builders.person("Mira Tolland", "NO")},
        quotes=[builders.quote(n, "mira") for n in range(1, 401)],
    )


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own with a corpus that tries to be code."""
    from tests.pages.corpora import write_corpus

    folder: Path = tmp_path_factory.mktemp("evil")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONTHERECORD_CORPORA", str(folder))
        settings.cache_clear()
        write_corpus("sample", [evil(), long()])
    settings.cache_clear()
    running = start_server(folder)
    yield running
    stop_server(running)


@pytest.fixture
def open_article(visit: Callable[..., Visit], reading: Server) -> Callable[..., Visit]:
    def go(more: str = "", **options: Any) -> Visit:
        found = visit(reading, **options)
        found.open(f"/articles?article=evil-1{more}")
        found.page.wait_for_selector(".reader .body p")
        return found

    return go


def test_markup_of_an_article_is_shown_and_never_run(open_article: Callable[..., Visit]) -> None:
    page = open_article().page
    expect(page.locator(".reader .body")).to_contain_text("<script>window.stolen = 1</script>")
    expect(page.locator(".reader .body")).to_contain_text("the 😀 bridge stays shut")
    assert page.evaluate("window.stolen") is None
    assert page.locator(".reader .body script, .reader .body img, .reader .body svg, .reader .body b").count() == 0
    assert page.locator(".reader .body a").count() == 0
    [source] = page.locator(".reader a").all()  # the article's own address, opened without telling it whence
    assert (source.get_attribute("href"), source.get_attribute("rel")) == ("https://stranger.example/picture.png", "noopener noreferrer")


def test_keys_go_from_quote_to_quote_and_the_address_follows(open_article: Callable[..., Visit]) -> None:
    page = open_article().page
    card = page.locator(".reader .card")
    page.keyboard.press("n")
    expect(card).to_contain_text("Quote 1")
    expect(page).to_have_url(re.compile(r"[?&]at=\d+"))
    page.keyboard.press("j")
    expect(card).to_contain_text("Quote 2")
    expect(page.locator(".reader .where")).to_have_text("2 of 2")
    expect(page.locator(".badge.quote.on")).to_be_in_viewport()
    page.keyboard.press("k")
    expect(card).to_contain_text("Quote 1")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(page).not_to_have_url(re.compile("[?&]at="))


def test_tab_and_enter_open_details_and_escape_gives_the_focus_back(open_article: Callable[..., Visit]) -> None:
    page = open_article().page
    badge = page.get_by_role("button", name=re.compile("^Quote 1: Mira"))
    page.keyboard.press("Tab")  # from here on the keyboard leads, and focus is shown
    badge.focus()
    expect(page.locator(".reader .tip")).to_contain_text("Quote 1")
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_contain_text("named beside the cue")
    page.keyboard.press("Escape")
    expect(badge).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_contain_text("Mira <b>Tolland</b>")


def test_the_question_mark_shows_the_keys(open_article: Callable[..., Visit]) -> None:
    page = open_article().page
    page.wait_for_selector("html[data-keys]", state="attached")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("in an article: next, previous quote")


def test_keys_are_left_alone_in_a_text_field(open_article: Callable[..., Visit]) -> None:
    page = open_article().page
    page.get_by_role("button", name="Add a filter").click()
    page.get_by_role("textbox", name="Words in the text").press_sequentially("nj")
    expect(page.locator(".reader .card")).to_be_hidden()


def test_a_cold_link_scrolls_to_the_quote_and_opens_it(open_article: Callable[..., Visit]) -> None:
    text = evil().article.text
    page = open_article(f"&at={text.index('The last word')}").page
    expect(page.locator(".card")).to_contain_text("Quote 2")
    expect(page.locator(".seg.r-content", has_text="The last word is mine")).to_be_in_viewport()
    expect(page.locator(".seg.flash").first).to_be_attached()


def test_each_kind_can_be_switched_off(open_article: Callable[..., Visit]) -> None:
    page = open_article().page
    cue = page.locator(".body .r-cue").first
    marked = cue.evaluate("e => getComputedStyle(e).borderBottomStyle")
    page.get_by_role("button", name=re.compile("^Cue words")).click()
    expect(page).to_have_url(re.compile(r"[?&]off=cue"))
    assert (marked, cue.evaluate("e => getComputedStyle(e).borderBottomStyle")) == ("dotted", "none")


def test_kinds_differ_by_line_and_not_by_colour_alone(open_article: Callable[..., Visit]) -> None:
    page = open_article().page
    looks = """e => {
        const s = getComputedStyle(e);
        return [s.textDecorationLine, s.textDecorationStyle, s.borderBottomStyle, s.boxShadow !== 'none'].join();
    }"""
    found = [page.locator(f".toggle .r-{role}").evaluate(looks) for role in ("content", "source", "cue", "evidence", "entity", "repair")]
    assert len(set(found)) == 6


def test_a_repair_tells_the_original_and_the_text_can_be_seen_as_it_came(open_article: Callable[..., Visit]) -> None:
    page = open_article().page
    repair = page.locator(".body .r-repair").first
    expect(repair).to_have_text("’")
    repair.hover()
    expect(page.locator(".tip")).to_have_text("Repaired. The original has: â€™")
    page.get_by_role("button", name="Text as it came").click()
    expect(repair).to_have_text("â€™")


def test_the_reader_works_on_a_phone(open_article: Callable[..., Visit]) -> None:
    page = open_article(width=390, height=844, color_scheme="dark").page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name=re.compile("^Quote 1: Mira")).click()
    expect(page.locator(".card")).to_be_in_viewport()
    expect(page.locator(".card .close")).to_be_in_viewport()
    page.locator(".card .close").click()
    expect(page.locator(".card")).to_be_hidden()


def test_ten_thousand_words_are_drawn_in_a_moment(visit: Callable[..., Visit], reading: Server) -> None:
    found = visit(reading)
    found.open("/articles?article=long-1")
    found.page.wait_for_selector(".reader .body p")
    expect(found.page.locator(".reader .where")).to_have_text("400 quotes")
    assert found.page.evaluate("performance.getEntriesByName('reader')[0].duration") < 2_000, "milliseconds"
