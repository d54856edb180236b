"""Two whole paths in a real browser: from the first page to a citation, and from a search to a file; each page looked at by axe-core."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Visit

expect = pytest.importorskip("playwright.sync_api").expect
AXE = pytest.importorskip("axe_playwright_python.base", reason="axe-core is not installed").AXE_FILE_PATH
OURS = ["[data-testid='stMain'] .stBidiComponent", "[data-testid='stBidiComponentRegular']", "[role='dialog'] .stBidiComponent"]
"""What is drawn by components of our own; the rest is Streamlit's."""


def findings(page: Any) -> list[str]:
    """Findings of axe-core (WCAG 2.2 A and AA), moderate, serious and critical, in the parts of the page that are ours."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found = page.evaluate(
        """async (ours) => {
            const parts = ours.flatMap((selector) => [...document.querySelectorAll(selector)]);
            if (!parts.length) return [];
            const rules = {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]};
            const result = await axe.run({include: parts}, {runOnly: rules, resultTypes: ["violations"]});
            return result.violations.map((v) => ({impact: v.impact, id: v.id, nodes: v.nodes.map((n) => n.html.slice(0, 160))}));
        }""",
        OURS,
    )
    return [json.dumps(finding) for finding in found if finding["impact"] in ("moderate", "serious", "critical")]


def test_from_the_first_page_to_a_citation(visit: Callable[..., Visit]) -> None:
    found = visit(permissions=["clipboard-read", "clipboard-write"])
    found.open("/")
    page = found.page
    expect(page.get_by_role("heading", name="Who changed their mind?")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("button", name="Filter by Ana Ortiz").first.click()
    page.get_by_role("button", name="Leave out speaker Ana Ortiz").click()
    found.url_has("not_speaker=ana-ortiz")
    found.sees("but not by Ana Ortiz")
    page.locator(".st-key-clear button").click()
    found.url_has(without="not_speaker")
    page.get_by_role("link", name="Read the sentences").click()
    found.url_has("/positions", "show=cell", "sorted=oldest")
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("3 positions, oldest first.")
    expect(drawer).to_contain_text("Published on")
    assert findings(page) == []
    drawer.get_by_role("button", name="Copy citation").first.click()
    expect(drawer.get_by_role("status").filter(has_text="Copied.").first).to_be_visible()
    assert "Luc Marchand called the plan “a dam too many”" in page.evaluate("navigator.clipboard.readText()")
    drawer.get_by_role("button", name="Filter", exact=True).first.click()
    page.get_by_test_id("stPopoverBody").get_by_role("button", name="Leave out").first.click()
    found.url_has("not_speaker=luc-marchand")
    found.sees("but not by Luc Marchand")
    found.press("g", "q")
    found.url_has("/quotes", "not_speaker=luc-marchand")
    assert findings(page) == []


def test_from_a_search_to_a_file_and_a_place_in_an_article(visit: Callable[..., Visit]) -> None:
    found = visit()
    found.open("/overview")
    page = found.page
    found.press("/")
    page.keyboard.type("dam -speaker:ortiz")
    page.keyboard.press("Enter")
    found.url_has("/search", "q=dam")
    hits = page.get_by_role("list", name="Quotes found")
    expect(hits.locator("mark").first).to_have_text(re.compile("dam", re.I))
    assert findings(page) == []
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("^JSON")).click()
    told = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert told["count"] == len(told["rows"]) == hits.locator("li").count()
    assert "q=dam" in told["link"]
    page.keyboard.press("Escape")
    page.get_by_role("radio", name=re.compile("^Articles")).click()
    found.url_has("in=articles")
    page.get_by_role("list", name="Articles found").get_by_role("link").first.click()
    found.url_has("/articles", "article=", "at=")
    expect(page.locator(".reader .flash").first).to_be_attached()
    assert findings(page) == []


def test_a_chart_is_saved_as_a_picture_that_says_what_it_shows(visit: Callable[..., Visit]) -> None:
    found = visit()
    found.open("/overview?country=FR")
    page = found.page
    twin = page.locator(".st-key-when-twin")
    twin.get_by_text("The same as a table").click()
    layers = page.locator(".js-plotly-plot svg.main-svg")
    expect(layers.first).to_be_attached()
    # As on a slow machine, where the chart comes after the words around it.
    layers.evaluate_all("all => all.forEach((one) => one.classList.replace('main-svg', 'later'))")
    with page.expect_download() as waiting:
        twin.get_by_role("button", name=re.compile("^Save the chart as SVG")).click()
        expect(twin.get_by_role("status")).to_have_text("Waiting for the chart.")
        page.evaluate("document.querySelectorAll('svg.later').forEach((one) => one.classList.replace('later', 'main-svg'))")
    picture = waiting.value.path().read_text(encoding="utf-8")
    assert "those who speak for France" in picture
    assert "Corpus: sample, build 1" in picture
    assert "<path" in picture
    with page.expect_download() as waiting:
        twin.get_by_role("button", name=re.compile("^Save the chart as PNG")).click()
    assert waiting.value.path().read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_from_the_map_to_a_country_a_person_and_a_comparison(visit: Callable[..., Visit]) -> None:
    found = visit()
    found.open("/countries")
    page = found.page
    page.locator(".st-key-world-twin").get_by_text("Save the map").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("^Save the chart as SVG")).click()
    assert "quotes by those who speak for it" in waiting.value.path().read_text(encoding="utf-8")
    page.locator(".world [data-code=FR]").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="All of France").click()
    found.url_has("of=FR")
    expect(page.get_by_role("heading", name="Who speaks for it")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("link", name="Luc Marchand").first.click()
    found.url_has("/people", "id=luc-marchand")
    expect(page.get_by_role("heading", name="Positions, and how they changed")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("link", name="Compare with others").click()
    found.url_has("/compare", "side=luc-marchand")
    page.locator(".st-key-pair-speaker-0 button").click()
    page.wait_for_url(lambda url: url.count("side=") == 2)
    found.ready()
    expect(page.get_by_role("heading", name="On the same issue")).to_be_visible()
    assert findings(page) == []


def test_a_period_drawn_over_the_timeline_is_a_filter_on_every_page(visit: Callable[..., Visit]) -> None:
    found = visit()
    found.open("/quotes")
    page = found.page
    strip = page.locator('[class*="st-key-quotes-strip"] .js-plotly-plot .nsewdrag')
    strip.scroll_into_view_if_needed()
    box = strip.bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2, steps=8)
    page.mouse.up()
    found.url_has("since=", "until=", "days_mean=said")
    found.sees(re.compile("said from .* What has no day is left out"))
    found.press("g", "p")
    found.url_has("/positions", "days_mean=said")


def test_facets_find_another_spelling_and_an_empty_result_says_what_to_drop(visit: Callable[..., Visit]) -> None:
    found = visit()
    found.open("/quotes?country=FR")
    page = found.page
    page.get_by_role("button", name="Add a filter").click()
    speaker = page.locator('[data-testid="stMultiSelect"]').filter(has=page.get_by_text("Speaker", exact=True)).locator("input")
    speaker.fill("beranger")
    page.get_by_role("option", name=re.compile("Inès Béranger")).click()
    found.url_has("country=FR", "speaker=ines-beranger")
    found.sees("by Inès Béranger")
    found.open("/quotes?country=FR&speaker=ana-ortiz")
    found.sees("match all of these filters together")
    page.get_by_role("button", name=re.compile("^Drop “.*France")).click()
    found.url_has("/quotes", "speaker=ana-ortiz", without="country=FR")
    found.sees("by Ana Ortiz")
