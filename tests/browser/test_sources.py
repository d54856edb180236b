"""Sources, networks and words in context in a real browser: marks open as many sentences as they say, files come, axe-core finds nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Visit
from tests.browser.test_exploring import findings

expect = pytest.importorskip("playwright.sync_api").expect
Visits = Callable[..., Visit]


def choose(found: Visit, mark: Any) -> None:
    """Click on a mark of a chart, once the chart answers the pointer."""
    mark.wait_for()
    box = mark.bounding_box()
    found.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    found.page.wait_for_selector(".js-plotly-plot .hoverlayer .hovertext")
    found.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/sources", "/sources?divided=office&over=country", "/network", "/search?q=dam&view=context", "/search?q=dam&view=time"]
)
def test_axe_finds_nothing(visit: Visits, path: str, scheme: str) -> None:
    found = visit(color_scheme=scheme)
    found.open(path)
    assert findings(found.page) == []


def test_a_bar_opens_its_quotes(visit: Visits) -> None:
    found = visit()
    found.open("/sources?unit=month")
    choose(found, found.page.locator(".js-plotly-plot .barlayer .point").first)
    expect(found.page.get_by_role("dialog")).to_contain_text("Quotes from named people, published March 2025")
    expect(found.page.get_by_role("dialog")).to_contain_text("7 quotes, newest first.")


def test_the_sign_of_a_line_opens_its_passages(visit: Visits) -> None:
    found = visit()
    found.open("/network?of=voices")
    choose(found, found.page.locator(".js-plotly-plot .scatterlayer .point path, .js-plotly-plot .scatterlayer path.point").first)
    found.url_has("show=quotes")
    expect(found.page.get_by_role("dialog")).to_contain_text(re.compile(r"\d (?:quote|passage)s?, newest first"))


def test_files_come_with_a_click(visit: Visits) -> None:
    found = visit()
    found.open("/sources?outlet=Valley+Post")
    with found.page.expect_download() as waiting:
        found.page.get_by_role("button", name="Table (CSV)").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    assert waiting.value.suggested_filename == "sample-sources.csv"
    assert "in Valley Post" in text
    assert "most quoted,Ana Ortiz" in text
    found.open("/network")
    with found.page.expect_download() as waiting:
        found.page.get_by_role("button", name="GraphML").click()
    assert waiting.value.path().read_bytes().startswith(b"<?xml")


def test_words_in_context_are_worked_with_the_keyboard(visit: Visits) -> None:
    found = visit(width=390, height=844)
    found.open("/search?q=dam&view=context&lines=behind")
    words = found.page.get_by_role("button", name=re.compile("he backed the smaller Alder"))
    words.focus()
    found.page.keyboard.press("Enter")
    found.url_has("show=quote")
    expect(found.page.get_by_role("dialog")).to_contain_text("Luc Marchand")
