"""From a link to a person to the evidence, by what a visitor would click; and a comparison that a fresh browser restores."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.browser.conftest import Visit, sync_api

expect = sync_api.expect


def test_a_person_a_country_and_a_comparison_are_links_that_lead_to_evidence(visit: Callable[..., Visit]) -> None:
    found = visit()
    page = found.page
    found.open("/people?corpus=sample&id=luc-marchand")
    expect(page.get_by_role("heading", name="Luc Marchand", exact=True)).to_be_visible()
    page.get_by_role("button", name="Luc Marchand on Alder dam: 3 passages").click()
    found.url_has("show=cell", "luc-marchand")
    expect(page.get_by_role("dialog")).to_contain_text("he backed the smaller Alder dam at last")
    page.keyboard.press("Escape")
    found.page.wait_for_url(lambda url: "show=" not in url)

    # From a name in a table to its page, without losing the corpus.
    page.get_by_role("link", name="Quotes", exact=True).click()
    found.url_has("/quotes")
    page.get_by_role("link", name=re.compile("Inès Béranger")).first.click()
    found.url_has("/people", "id=ines-beranger", "corpus=sample")
    page.get_by_role("link", name="All of France").click()
    found.url_has("/countries", "of=FR")

    # The map by keyboard: one stop, arrows lead on, Enter chooses.
    france = page.get_by_role("button", name=re.compile("^France: 6 quotes"))
    france.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    found.url_has("of=ES")
    expect(page.get_by_role("heading", name="Spain", exact=True)).to_be_visible()
    page.get_by_role("link", name="Compare with others").click()
    found.url_has("/compare", "side=ES")
    page.get_by_role("button", name=re.compile("Spain, France")).click()
    found.url_has("side=ES", "side=FR")
    link = page.url

    fresh = visit(width=390, height=844)
    fresh.open(link)
    cell = fresh.page.get_by_role("button", name=re.compile("^France on Alder dam: supports, 4 passages"))
    expect(cell).to_be_visible()
    assert fresh.page.evaluate("document.documentElement.scrollWidth") <= 390
    cell.click()
    fresh.url_has("show=positions")
    expect(fresh.page.get_by_role("dialog")).to_contain_text("Only if the fish ladders come first")


def test_drawing_over_the_timeline_narrows_it(visit: Callable[..., Visit]) -> None:
    found = visit()
    found.open("/quotes?day=published&bin=month")
    found.page.wait_for_selector(".js-plotly-plot .barlayer .point path")
    box = found.page.locator(".js-plotly-plot .barlayer .point path").first.bounding_box()
    found.page.mouse.move(box["x"] + 5, box["y"] + 2)
    found.page.mouse.down()
    found.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 8, steps=4)
    found.page.mouse.up()
    found.url_has("since=2025-03-01", "until=2025-03-31")
    expect(found.page.get_by_text(re.compile("^9 quotes"))).to_be_visible()
