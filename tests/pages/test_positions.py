"""Positions: actor by issue, and one issue at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages import seen

Visit = Callable[..., AppTest]
pytestmark = pytest.mark.usefixtures("folder")


def row(table: Any, actor: str) -> Any:
    return next(r for r in table["rows"] if seen.cells(r)[0] == actor)


def test_cells_have_word_glyph_number_and_evidence(visit: Visit) -> None:
    table = seen.sent(visit("positions"), "table")
    assert [c["label"] for c in table["columns"]] == ["Actor", "Quotes", "Alder dam", "water price"]
    cell = row(table, "Ana Ortiz")["cells"][2]
    assert (cell["g"], cell["t"], cell["id"]) == ("▲", "supports · 1", "cell:ana-ortiz:alder-dam")
    assert cell["say"] == "Ana Ortiz on Alder dam: supports building the Alder dam, 1 passage, draft 80%"
    assert (cell["a"], cell["s"]) == ("building the Alder dam", "draft 80%")


def test_a_change_is_marked_with_where_it_came_from(visit: Visit) -> None:
    cell = row(seen.sent(visit("positions"), "table"), "Luc Marchand")["cells"][2]
    assert cell["t"] == "supports · 3"
    assert cell["s"].startswith("opposes → supports")
    assert "is open 1" in cell["s"]


def test_drafts_are_called_drafts(visit: Visit) -> None:
    assert "These are drafts" in seen.words(visit("positions"))


def test_salience_stands_beside_the_stances(visit: Visit) -> None:
    table = seen.sent(visit("positions"), "table")
    assert seen.cells(table["rows"][0]) == ["How much is said", "", "6 passages", "3 passages"]
    assert table["rows"][0]["cells"][2]["s"] == "in 5 articles"
    assert seen.cells(row(table, "Tomas Rey"))[1] == "3"


def test_actors_stand_by_country_and_the_order_is_in_the_link(visit: Visit) -> None:
    at = visit("positions")
    groups = [r["group"] for r in seen.sent(at, "table")["rows"][1:]]
    assert groups == sorted(groups[:-2]) + ["No country"] * 2
    assert set(groups) == {"France", "Spain", "No country"}
    at.selectbox(key="select_sort").select("name").run()
    assert at.query_params["sort"] in ("name", ["name"])
    names = [seen.cells(r)[0] for r in seen.sent(at, "table")["rows"][1:]]
    assert names == sorted(names, key=str.casefold)


@pytest.mark.parametrize(("sort", "first"), [("passages", "Luc Marchand"), ("latest", "Inès Béranger"), ("upside-down", "Luc Marchand")])
def test_a_link_names_the_order(visit: Visit, sort: str, first: str) -> None:
    assert seen.cells(seen.sent(visit("positions", sort=sort), "table")["rows"][1])[0] == first


def test_drafts_that_the_program_is_less_sure_of_can_be_left_out(visit: Visit) -> None:
    assert "This corpus holds no positions" not in seen.words(visit("positions", sure="70"))
    at = visit("positions", sure="90")
    assert any("90" in button.label and "sure" in button.label for button in at.button if button.key.startswith("drop-"))


def test_then_and_now_stand_side_by_side(visit: Visit) -> None:
    at = visit("positions", view="changes")
    words = seen.words(at)
    assert "**Luc Marchand · France** on Alder dam: **⇄ reversed**" in words
    quoted = [m.value for m in at.markdown if m.value.startswith("> ")]
    assert ["a dam too many" in quoted[0], "at last" in quoted[1], len(quoted)] == [True, True, 2]
    assert words.index("Then · 1 Mar 2025") < words.index("Now · 10 Apr 2025")
    at.button(key="change-0-now").click().run()
    assert at.query_params["show"] in ("position:dam-7:1", ["position:dam-7:1"])


def test_nothing_to_compare_is_said(visit: Visit) -> None:
    assert "no change can be told" in seen.words(visit("positions", view="changes", issue="water-price"))
    assert "On no issue do two actors of one government speak" in seen.words(visit("positions", view="governments", issue="water-price"))


def test_inside_governments(visit: Visit) -> None:
    (line,) = seen.sent(visit("positions", view="governments"), "table")["rows"]
    assert seen.cells(line) == ["France", "Alder dam", "agree in part", "▲ supports: Luc Marchand; ◆ only if: Inès Béranger"]
    assert line["id"] == "positions:country:FR:issue:alder-dam"


def test_who_is_silent_on_an_issue(visit: Visit) -> None:
    at = visit("positions", view="issue", on="alder-dam")
    assert "Silence here is no stance." in seen.words(at)
    names = {seen.cells(r)[0] for r in seen.sent(at, "table")["rows"]}
    assert "Tomas Rey" in names
    assert "Ana Ortiz" not in names


def test_an_issue_that_is_gone_is_named(visit: Visit) -> None:
    assert "No issue “no-such” here" in seen.words(visit("positions", view="issue", on="no-such"))


def test_one_issue_shows_every_stance_with_a_passage(visit: Visit) -> None:
    at = visit("positions", view="issue", on="alder-dam")
    assert [m.value for m in at.metric] == ["6", "4", "5", "42%"]
    board = seen.sent(at, "board")
    assert [c["name"] for c in board["columns"]] == ["supports", "opposes", "is open", "only if", "undecided"]
    held = {c["look"]: [card["who"] for card in c["cards"]] for c in board["columns"]}
    assert sorted(held["support"]) == ["Ana Ortiz", "Luc Marchand"]
    assert (held["conditional"], held["undecided"], held["oppose"]) == (["Inès Béranger"], ["Alder Basin Authority"], [])
    luc = next(card for card in board["columns"][0]["cards"] if card["who"] == "Luc Marchand")
    assert luc["quote"] == "Luc Marchand said he backed the smaller Alder dam at last."
    assert luc["id"] == "cell:luc-marchand:alder-dam"


def test_an_unknown_issue_or_view_falls_back(visit: Visit) -> None:
    assert seen.sent(visit("positions", view="issue", on="no-such"), "board")["columns"]
    assert seen.sent(visit("positions", view="sideways", issues="many"), "table")["rows"]


def test_nothing_found_names_the_filter_to_drop(visit: Visit) -> None:
    at = visit("positions", stance="open", country="ES")
    labels = [button.label.replace("\\", "") for button in at.button if button.key.startswith("drop-")]
    assert labels[0].startswith("Drop “Stance: open”")


def test_a_corpus_without_positions_says_so(visit: Visit) -> None:
    assert "This corpus holds no positions." in seen.words(visit("positions", corpus="rain"))
