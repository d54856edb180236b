"""What one chooses on Quotes, Positions and Articles opens its evidence or its article, by mouse and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.browser.conftest import Visit, sync_api

expect = sync_api.expect


def test_a_quote_of_the_table_opens_its_evidence(visit: Callable[..., Visit]) -> None:
    found = visit()
    found.open("/quotes?speaker=luc-marchand")
    found.page.get_by_role("button", name=re.compile("a dam too many")).click()
    found.url_has("show=quote", "dam-1")
    expect(found.page.get_by_role("dialog")).to_contain_text("a dam too many")


def test_a_mark_of_the_timeline_opens_its_evidence(visit: Callable[..., Visit]) -> None:
    found = visit()
    found.open("/quotes?view=when&speaker=tomas-rey&quote_type=mixed")
    found.page.wait_for_selector(".js-plotly-plot .scatterlayer .point")
    box = found.page.locator(".js-plotly-plot .scatterlayer .point").first.bounding_box()
    found.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    found.page.wait_for_selector(".js-plotly-plot .hoverlayer .hovertext")
    found.page.mouse.down()
    found.page.mouse.up()
    found.url_has("show=quote", "dam-7")


def test_a_cell_opens_by_keyboard(visit: Callable[..., Visit]) -> None:
    found = visit()
    found.open("/positions")
    cell = found.page.get_by_role("button", name=re.compile("^Ana Ortiz on Alder dam: for"))
    cell.focus()
    found.page.keyboard.press("Enter")
    found.url_has("show=cell", "ana-ortiz", "alder-dam")
    expect(found.page.get_by_role("dialog")).to_contain_text("would build")


def test_the_matrix_is_a_table_with_headers(visit: Callable[..., Visit]) -> None:
    found = visit()
    found.open("/positions")
    expect(found.page.get_by_role("columnheader", name="Alder dam")).to_be_visible()
    expect(found.page.get_by_role("rowheader", name=re.compile("Luc Marchand"))).to_be_visible()


def test_the_view_by_issue_is_a_link(visit: Callable[..., Visit]) -> None:
    found = visit()
    found.open("/positions")
    found.page.get_by_text("One issue", exact=True).click()
    found.url_has("view=issue")
    expect(found.page.locator(".board section.neither")).to_contain_text("Inès Béranger")
    found.page.locator(".board section.neither button").filter(has_text="Inès Béranger").click()
    found.url_has("show=cell", "ines-beranger", "alder-dam")


def test_a_point_of_the_view_over_time_opens_its_sentences(visit: Callable[..., Visit]) -> None:
    found = visit()
    found.open("/positions?view=time&on=alder-dam")
    found.page.wait_for_selector(".js-plotly-plot .scatterlayer .point")
    box = found.page.locator(".js-plotly-plot .scatterlayer .trace").nth(2).locator(".point").first.bounding_box()
    found.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    found.page.wait_for_selector(".js-plotly-plot .hoverlayer .hovertext")
    found.page.mouse.down()
    found.page.mouse.up()
    found.url_has("show=positions", "window", "side")
    expect(found.page.get_by_role("dialog")).to_contain_text(
        "Positions on Alder dam, neither for it nor against it, said 1 March 2025 to 30 March 2025"
    )


def test_the_switch_for_less_sure_drafts_is_in_the_link(visit: Callable[..., Visit]) -> None:
    found = visit()
    found.open("/positions?unsure=1")
    expect(found.page.locator(".st-key-chips")).to_contain_text("Less sure drafts, too")
    found.page.get_by_text("Show less sure drafts").click()
    found.page.wait_for_url(lambda url: "unsure" not in url)


def test_positions_fit_a_phone(visit: Callable[..., Visit]) -> None:
    found = visit(width=390, height=844)
    found.open("/positions")
    cell = found.page.get_by_role("button", name=re.compile("^Luc Marchand on Alder dam"))
    expect(cell).to_be_visible()
    assert found.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert cell.bounding_box()["height"] >= 36
    assert cell.bounding_box()["x"] + cell.bounding_box()["width"] <= 390


def test_an_article_of_the_list_opens_in_the_reader_and_back(visit: Callable[..., Visit]) -> None:
    found = visit()
    found.open("/articles")
    found.page.get_by_role("link", name=re.compile("^Marchand softens on the dam")).click()
    found.url_has("article=dam-3")
    expect(found.page.locator(".reader .title")).to_have_text("Marchand softens on the dam")
    found.page.get_by_role("button", name="All articles").click()
    found.page.wait_for_url(lambda url: "article=" not in url)
    expect(found.page.get_by_role("link", name=re.compile("^Marchand softens on the dam"))).to_be_visible()


def test_the_download_holds_the_filtered_rows(visit: Callable[..., Visit]) -> None:
    found = visit()
    found.open("/quotes?speaker=luc-marchand")
    found.page.get_by_role("button", name="Export").click()
    with found.page.expect_download() as waiting:
        found.page.get_by_role("button", name="CSV for a spreadsheet").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    assert "then 2 rows" in text
    assert "a dam too many" in text
    assert "Ana Ortiz" not in text
