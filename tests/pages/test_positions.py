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
    assert [c["label"] for c in table["columns"]] == ["Actor", "Alder dam", "water price"]
    cell = row(table, "Ana Ortiz")["cells"][1]
    assert (cell["g"], cell["t"], cell["id"]) == ("▲", "supports · 1", "cell:ana-ortiz:alder-dam")
    assert cell["say"] == "Ana Ortiz on Alder dam: supports, 1 passage"


def test_a_change_is_marked_with_where_it_came_from(visit: Visit) -> None:
    cell = row(seen.sent(visit("positions"), "table"), "Luc Marchand")["cells"][1]
    assert cell["t"] == "supports · 3"
    assert cell["s"].startswith("opposes → supports")
    assert "is open 1" in cell["s"]


def test_drafts_are_called_drafts(visit: Visit) -> None:
    assert "These are drafts" in seen.words(visit("positions"))


def test_actors_can_stand_by_country(visit: Visit) -> None:
    at = visit("positions")
    at.selectbox(key="actors-by").select(True).run()
    groups = [r["group"] for r in seen.sent(at, "table")["rows"]]
    assert groups == sorted(groups[:-2]) + ["No country"] * 2
    assert set(groups) == {"France", "Spain", "No country"}


def test_one_issue_shows_every_stance_with_a_passage(visit: Visit) -> None:
    at = visit("positions", view="issue", on="alder-dam")
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
    assert seen.sent(visit("positions", view="sideways"), "table")["rows"]


def test_nothing_found_names_the_filter_to_drop(visit: Visit) -> None:
    at = visit("positions", stance="open", country="ES")
    labels = [button.label.replace("\\", "") for button in at.button if button.key.startswith("drop-")]
    assert labels[0].startswith("Drop “Stance: open”")


def test_a_corpus_without_positions_says_so(visit: Visit) -> None:
    assert "This corpus holds no positions." in seen.words(visit("positions", corpus="rain"))
