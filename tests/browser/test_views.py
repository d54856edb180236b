"""In a real browser: links give the same view to everybody, marks open their sentences, nothing is asked of another host."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Server, Visit, start_server, stop_server

expect = pytest.importorskip("playwright.sync_api").expect
Visits = Callable[..., Visit]
CHIPS = '.st-key-chips [class*="st-key-chip-"] button, .st-key-chips .st-key-clear button'


def first_bar(visit: Visit, chart: str) -> Any:
    """The topmost bar of a chart (its key begins with ``chart``)."""
    return visit.page.locator(f'[class*="st-key-{chart}"] svg.picture g.row').first


@pytest.fixture(scope="module")
def fresh(corpora: Path) -> Iterator[Server]:
    """A server that nobody has visited."""
    running = start_server(corpora)
    yield running
    stop_server(running)


def test_a_cold_deep_link_runs_the_shell_with_its_filters(fresh: Server, visit: Visits) -> None:
    found = visit(fresh)
    found.open("/overview?country=FR&corpus=sample&version=1")
    expect(found.page.locator("h1")).to_have_text("Overview")
    expect(found.page.locator(CHIPS).first).to_contain_text("Country: France")
    expect(found.page.locator('[data-testid="stMetricValue"]').nth(1)).to_have_text("6")


def test_the_same_link_gives_the_same_view_to_somebody_else(visit: Visits) -> None:
    one, other = visit(), visit()
    one.open("/")
    one.page.get_by_role("button", name="Add a filter").click()
    one.page.get_by_role("textbox", name="Words in the text").fill("dam")
    one.page.keyboard.press("Enter")
    one.url_has("words=dam")
    one.page.locator('[data-testid="stMultiSelect"]').filter(has_text="Stance").locator("input").click()
    one.page.get_by_role("option", name="supports").click()
    one.url_has("stance=support", "words=dam")
    one.page.keyboard.press("Escape")
    other.open(one.page.url)
    for part in ('[data-testid="stMetricValue"]', CHIPS):
        expect(one.page.locator(part)).not_to_have_count(0)
        expect(other.page.locator(part)).to_have_text(one.page.locator(part).all_inner_texts())


def test_pages_keep_filters_and_corpus(visit: Visits) -> None:
    found = visit()
    found.open("/overview?country=FR&corpus=sample&words=dam")
    sidebar = found.page.locator('[data-testid="stSidebar"]')
    sidebar.get_by_role("link", name="Load").click()
    found.url_has("/load", "country=FR", "words=dam", "corpus=sample")
    sidebar.get_by_role("link", name="Overview").click()
    found.url_has("/overview", "country=FR", "words=dam", "corpus=sample")
    expect(found.page.locator(CHIPS).first).to_contain_text("Country: France")


def test_back_undoes_a_filter(visit: Visits) -> None:
    found = visit()
    found.open("/overview?country=FR")
    found.page.locator(".st-key-clear button").click()
    found.page.wait_for_url(lambda url: "country" not in url)
    found.ready()
    expect(found.page.locator(CHIPS)).to_have_count(0)
    found.page.go_back()
    found.url_has("country=FR")
    expect(found.page.locator(CHIPS).first).to_contain_text("Country: France")


def test_the_link_of_the_page_one_is_on_resets_the_address(visit: Visits) -> None:
    found = visit()
    found.open("/people?corpus=sample&id=ana-ortiz")
    found.page.locator('[data-testid="stSidebar"]').get_by_role("link", name="Who is who").click()
    found.url_has("/people?corpus=sample", without="id=")
    expect(found.page).to_have_title("Who is who · sample")
    found.page.go_back()
    found.url_has("id=ana-ortiz")
    expect(found.page).to_have_title("Ana Ortiz · Who is who · sample")


def test_an_article_is_a_link_and_back_keeps_the_place(visit: Visits) -> None:
    found = visit(height=500)
    found.open("/articles?corpus=sample")
    title = found.page.get_by_role("link", name="A quiet day")
    with found.page.context.expect_page() as opened:
        title.click(button="middle")
    expect(opened.value).to_have_title("A quiet day · Articles · sample")
    opened.value.close()
    place = """() => document.querySelector('[data-testid="stMain"]').scrollTop"""
    title.scroll_into_view_if_needed()
    found.page.evaluate("""() => { document.querySelector('[data-testid="stMain"]').scrollTop = 200 }""")
    found.page.wait_for_function("() => Object.values(sessionStorage).includes('200')")
    title.evaluate("link => link.click()")  # a real click would scroll first
    found.url_has("article=quiet")
    found.page.go_back()
    found.url_has("/articles", without="article=")
    found.page.wait_for_function(f"() => ({place})() === 200")


def test_an_article_leads_to_where_it_was_published(visit: Visits) -> None:
    found = visit()
    found.open("/articles?corpus=sample&article=dam-1")
    source = found.page.get_by_role("link", name="https://valleypost.example/dam-1")
    expect(source).to_have_attribute("href", "https://valleypost.example/dam-1")
    expect(source).to_have_attribute("rel", "noopener noreferrer")


def test_what_is_missing_is_named(visit: Visits) -> None:
    found = visit()
    found.open("/overview?country=ZZ&outlet=Valley+Post")
    found.sees("F01: 'ZZ' is not among the values of country in this corpus.")
    found.page.get_by_role("button", name="Take it out of the link").click()
    found.page.wait_for_url(lambda url: "ZZ" not in url and "outlet=Valley" in url)


def test_a_missing_corpus_is_named_with_the_choice(visit: Visits) -> None:
    found = visit()
    found.open("/overview?corpus=atlantis")
    found.sees("C01: There is no corpus named 'atlantis'.")
    found.page.locator(".st-key-open-sample button").click()
    found.url_has("corpus=sample")
    expect(found.page.locator('[data-testid="stMetricValue"]').first).to_have_text("12")


def test_the_link_is_copied_with_its_corpus(visit: Visits) -> None:
    found = visit(permissions=["clipboard-read", "clipboard-write"])
    found.open("/overview?country=FR")
    found.page.get_by_role("button", name="Copy link").click()
    expect(found.page.get_by_role("status").filter(has_text="Link copied.")).to_be_visible()
    copied = found.page.evaluate("navigator.clipboard.readText()")
    assert copied == found.server.url("/overview?country=FR&corpus=sample&version=1")


def test_without_a_clipboard_the_link_can_be_copied_by_hand(visit: Visits) -> None:
    found = visit()
    found.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    found.open("/overview?country=FR")
    found.page.get_by_role("button", name="Copy link").click()
    box = found.page.get_by_role("textbox", name="Copy this link:")
    expect(box).to_have_value(found.server.url("/overview?country=FR&corpus=sample&version=1"))
    expect(box).to_be_focused()


def test_a_bar_opens_its_sentences_and_again_after_closing(visit: Visits) -> None:
    found = visit()
    found.open("/overview?corpus=sample")
    for _ in range(2):
        first_bar(found, "who-person").click(force=True)
        found.url_has("show=entity")
        drawer = found.page.get_by_role("dialog")
        expect(drawer).to_contain_text("Where Ana Ortiz is mentioned")
        expect(drawer.locator("mark.found").first).to_have_text("Ana Ortiz")
        found.page.keyboard.press("Escape")
        found.page.wait_for_url(lambda url: "show=" not in url)
        expect(drawer).to_have_count(0)
        found.ready()


def test_evidence_tells_source_cue_and_content_apart(visit: Visits) -> None:
    found = visit(permissions=["clipboard-read", "clipboard-write"])
    found.open("/overview?show=quote:dam-1:3")
    drawer = found.page.get_by_role("dialog")
    expect(drawer.locator("blockquote mark.source")).to_have_text("Luc Marchand")
    expect(drawer.locator("blockquote mark.cue")).to_have_text("called")
    expect(drawer.locator("blockquote mark.content")).to_have_text("the plan “a dam too many”")
    expect(drawer.get_by_role("list", name="What the colours mean")).to_contain_text("the words")
    drawer.get_by_role("button", name="Copy citation").click()
    expect(drawer.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    copied = found.page.evaluate("navigator.clipboard.readText()")
    assert "Luc Marchand called the plan “a dam too many”." in copied
    assert copied.endswith(tuple("0123456789"))
    assert found.server.url("/articles?corpus=sample&version=1&article=dam-1&at=") in copied


def test_a_row_of_evidence_opens_in_its_place_and_stays_in_the_link(visit: Visits) -> None:
    found = visit()
    found.open("/overview?show=period:quotes:2025-03-01:2025-04-30&sorted=oldest")
    drawer = found.page.get_by_role("dialog")
    expect(drawer).to_contain_text("1 to 15 of 15 quotes")
    expect(drawer.locator("blockquote")).to_have_count(1)
    drawer.get_by_role("button", name=re.compile("^Luc Marchand.*a dam too many")).click()
    found.page.wait_for_url(lambda url: "row=3" in url)
    expect(drawer.locator("blockquote mark.content")).to_have_text("the plan “a dam too many”")
    other = visit()
    other.open(found.page.url)
    expect(other.page.get_by_role("dialog").locator("blockquote mark.content")).to_have_text("the plan “a dam too many”")


@pytest.mark.parametrize(("scheme", "background"), [("light", "rgb(253, 252, 249)"), ("dark", "rgb(20, 23, 28)")])
def test_the_theme_follows_the_visitor(visit: Visits, scheme: str, background: str) -> None:
    found = visit(color_scheme=scheme)
    found.open("/overview?show=quote:dam-1:3")
    expect(found.page.locator('[data-testid="stApp"]')).to_have_css("background-color", background)
    tint = found.page.get_by_role("dialog").locator("blockquote mark.content")
    expect(tint).to_have_css("background-color", "rgb(226, 239, 247)" if scheme == "light" else "rgb(23, 51, 74)")


@pytest.mark.parametrize(("scheme", "words"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(20, 23, 28)")])
def test_filled_buttons_can_be_read_in_both_themes(visit: Visits, scheme: str, words: str) -> None:
    found = visit(color_scheme=scheme)
    found.open("/load")
    expect(found.page.get_by_role("button", name="Find quotes and positions")).to_have_css("color", words)


def test_ugly_text_stays_text(visit: Visits) -> None:
    found = visit()
    found.open("/overview?corpus=rain&outlet=" + "%21%5Bx%5D%28http%3A%2F%2Fstranger.example%2Fx.png%29+%3Ared%5BWire%5D+%3Cb%3E%26amp%3B")
    expect(found.page.locator(CHIPS).first).to_contain_text("![x](http://stranger.example/x.png) :red[Wire] <b>&amp;")
    bar = found.page.locator('[class*="st-key-who-person"] svg.picture g.row').first
    expect(bar.locator("text").first).to_have_text(re.compile("^Oda <i>"))  # cut where the font asks for it
    expect(bar).to_have_attribute("aria-label", re.compile(re.escape("Oda <i>Brandvik</i>")))
    found.open("/overview?corpus=rain&show=quote:rain-1:1")
    expect(found.page.get_by_role("dialog").locator("mark.content")).to_have_text(
        "it would **rain** <img src=http://stranger.example/z.png> until Friday"
    )


@pytest.mark.parametrize("path", ["/", "/overview?show=entity:ana-ortiz", "/load"])
def test_nothing_is_wider_than_a_phone(visit: Visits, path: str) -> None:
    found = visit(width=390, height=844)
    found.open(path)
    assert found.page.evaluate("document.documentElement.scrollWidth") <= 390
    wide = found.page.locator('[data-testid="stMainBlockContainer"]').evaluate("e => e.scrollWidth - e.clientWidth")
    assert wide <= 0


def test_an_empty_house_says_what_to_do(tmp_path: Path, visit: Visits) -> None:
    running = start_server(tmp_path)
    try:
        found = visit(running)
        found.open("/quotes?country=FR")
        found.sees("There is no corpus yet.")
        found.page.get_by_test_id("stMain").get_by_role("link", name=re.compile("Load articles")).click()
        found.url_has("/load")
        found.sees("Paste one article")
    finally:
        stop_server(running)
