"""Positions: actor by issue, and one issue at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ontherecord.settings import settings
from tests import builders
from tests.pages import corpora, seen

Visit = Callable[..., AppTest]
pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def unsure(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A corpus with one position that the program is sure of and two that it is not."""
    monkeypatch.setenv("ONTHERECORD_CORPORA", str(tmp_path))
    settings.cache_clear()
    said = [("Kim Lee", "NO", "support", 0.9), ("Kim Lee", "NO", "oppose", 0.4), ("Ada Brandt", "DE", "oppose", 0.4)]
    made = [
        builders.article(
            f"unsure-{number}",
            f"{{e1:[{name}](x) spoke of the bridge.}}",
            date=f"2025-05-0{number}",
            entities={"x": builders.person(name, code)},
            positions=[builders.position(1, "x", stance, "the bridge", confidence=confidence)],
        )
        for number, (name, code, stance, confidence) in enumerate(said, 1)
    ]
    corpora.write_corpus("sample", made)


def row(table: Any, actor: str) -> Any:
    return next(r for r in table["rows"] if seen.cells(r)[0] == actor)


def test_cells_have_sign_number_and_evidence_and_their_words_at_hand(visit: Visit) -> None:
    table = seen.sent(visit("positions"), "table")
    assert [c["label"] for c in table["columns"]] == ["Actor", "Quotes on anything", "Alder dam", "water price"]
    cell = row(table, "Ana Ortiz")["cells"][2]
    assert (cell["g"], cell["t"], cell["id"]) == ("▲", "1", "cell:ana-ortiz:alder-dam")
    assert cell["say"] == "Ana Ortiz on Alder dam: for, supports building the Alder dam, 1 position, draft, 80% sure"
    assert cell["h"] == ["for: supports building the Alder dam", "1 position", "draft, 80% sure"]


def test_a_cell_of_neither_says_why(visit: Visit) -> None:
    cell = row(seen.sent(visit("positions"), "table"), "Inès Béranger")["cells"][2]
    assert (cell["g"], cell["t"], cell["h"][0]) == ("◆", "1", "only if: conditionally supports the Alder dam")


def test_a_change_is_marked_with_where_it_came_from(visit: Visit) -> None:
    cell = row(seen.sent(visit("positions"), "table"), "Luc Marchand")["cells"][2]
    assert (cell["g"], cell["t"]) == ("▲", "3")
    assert cell["h"][1:3] == ["first against", "3 positions"]


def test_drafts_are_called_drafts(visit: Visit) -> None:
    words = seen.words(visit("positions"))
    assert "These are drafts" in words
    assert "Of positions shown here, about 2 in 3 were right in tests." in words


def test_salience_stands_beside_the_stances(visit: Visit) -> None:
    table = seen.sent(visit("positions"), "table")
    said, actors = table["rows"][:2]
    assert seen.cells(said) == ["Positions in articles", "", "6 in 5", "3 in 3"]
    assert said["cells"][2]["say"] == "6 positions in 5 articles"
    assert seen.cells(actors)[2:] == ["▲2 ◇2", "▲1 ▼2"]
    assert [cell["say"] for cell in actors["cells"][2:]] == ["▲ 2 for, ◇ 2 neither", "▲ 1 for, ▼ 2 against"]
    assert seen.cells(row(table, "Tomas Rey"))[1] == "3"


def test_actors_with_most_passages_stand_first(visit: Visit) -> None:
    rows = seen.sent(visit("positions"), "table")["rows"][2:]
    passages = [sum(int(cell["t"]) for cell in r["cells"][2:] if cell) for r in rows]
    assert passages == sorted(passages, reverse=True)
    assert {r["group"] for r in rows} == {None}


def test_an_issue_that_no_actor_of_the_page_speaks_of_has_no_column(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.tables.page", lambda total, **_: total - 1)
    at = visit("positions")
    table = seen.sent(at, "table")
    assert len(table["rows"]) == 3
    assert all(any(r["cells"][place] for r in table["rows"][2:]) for place in range(2, len(table["columns"])))
    assert "1 issue of the chosen ones" in seen.words(at)


def test_actors_stand_by_country_and_the_order_is_in_the_link(visit: Visit) -> None:
    at = visit("positions", sort="country")
    groups = [r["group"] for r in seen.sent(at, "table")["rows"][2:]]
    assert groups == sorted(groups[:-2]) + ["No country"] * 2
    assert set(groups) == {"France", "Spain", "No country"}
    at.selectbox(key="select_sort").select("name").run()
    assert at.query_params["sort"] in ("name", ["name"])
    names = [seen.cells(r)[0] for r in seen.sent(at, "table")["rows"][2:]]
    assert names == sorted(names, key=str.casefold)


@pytest.mark.parametrize(
    ("sort", "first"), [("positions", "Luc Marchand"), ("latest", "Inès Béranger"), ("upside-down", "Luc Marchand"), ("country", "Luc Marchand")]
)
def test_a_link_names_the_order(visit: Visit, sort: str, first: str) -> None:
    assert seen.cells(seen.sent(visit("positions", sort=sort), "table")["rows"][2])[0] == first


@pytest.mark.usefixtures("unsure")
def test_less_sure_drafts_are_one_switch_away_and_not_counted(visit: Visit) -> None:
    at = visit("positions")
    assert [t.label for t in at.toggle] == ["Show less sure drafts (2)"]
    assert "**1 position** on 1 issue." in seen.words(at)
    at.toggle[0].set_value(True).run()
    assert at.query_params["unsure"] in ("1", ["1"])
    assert "**3 positions** on 1 issue." in seen.words(at)
    table = seen.sent(at, "table")
    assert seen.cells(table["rows"][1])[2] == "▲1"
    cell = row(table, "Ada Brandt")["cells"][2]
    assert (cell["g"], cell["t"], cell["k"], cell["h"][-1]) == ("?", "1", "apart", "draft, 40% sure")
    (board,) = [c for c in seen.sent(visit("positions", view="issue", unsure="1"), "board")["columns"] if c["look"] == "apart"]
    assert [card["who"] for card in board["cards"]] == ["Ada Brandt"]
    at.toggle[0].set_value(False).run()
    assert "unsure" not in at.query_params


@pytest.mark.usefixtures("unsure")
def test_the_switch_outlives_another_filter(visit: Visit) -> None:
    at = visit("positions", unsure="1")
    at.multiselect(key="filter_country").select("NO").run()
    assert at.query_params["unsure"] in ("1", ["1"])
    assert "**2 positions** on 1 issue." in seen.words(at)


@pytest.mark.usefixtures("unsure")
def test_where_nothing_is_sure_enough_the_switch_is_the_way_out(visit: Visit) -> None:
    at = visit("positions", country="DE")
    assert "not sure enough of any position" in seen.words(at)
    at.toggle[0].set_value(True).run()
    assert "**1 position** on 1 issue." in seen.words(at)


@pytest.mark.usefixtures("unsure")
def test_the_reader_and_profiles_agree_with_the_switch(visit: Visit) -> None:
    for unsure, shown, marks in (({}, "1", 0), ({"unsure": "1"}, "2", 1)):
        at = visit("people", id="kim-lee", **unsure)
        assert next(m.value for m in at.metric if m.label == "Positions") == shown
        read = visit("articles", article="unsure-2", **unsure)
        assert sum(mark["kind"] == "position" for mark in seen.sent(read, "reader")["marks"]) == marks


@pytest.mark.usefixtures("unsure")
def test_a_link_to_less_sure_drafts_says_what_they_are_and_shows_them(visit: Visit) -> None:
    at = visit(show="positions:speaker:ada-brandt")
    assert "only drafts that the program is less sure of" in seen.words(at)
    at.button(key="evidence-unsure").click().run()
    assert (at.query_params["unsure"], at.query_params["show"]) in (("1", "positions:speaker:ada-brandt"), (["1"], ["positions:speaker:ada-brandt"]))
    assert "▼ opposes: the bridge" in seen.words(at)


def test_then_and_now_stand_side_by_side_in_one_row(visit: Visit) -> None:
    table = seen.sent(visit("positions", view="changes"), "table")
    assert [column["label"] for column in table["columns"]] == ["Who", "Issue", "Change", "Then", "Now", "All"]
    (line,) = table["rows"]
    who, issue, change, then, now, every = line["cells"]
    assert (who["t"], who["s"], issue["t"], change["g"], change["t"]) == ("Luc Marchand", "France", "Alder dam", "⇄", "reversed")
    assert ["a dam too many" in then["a"], "at last" in now["a"]] == [True, True]
    assert (then["s"].split(" · ")[0], now["s"].split(" · ")[0]) == ("1 Mar 2025", "10 Apr 2025")
    assert (now["id"], every["id"], every["t"]) == ("position:dam-7:1", "cell:luc-marchand:alder-dam", "3")


def test_nothing_to_compare_is_said(visit: Visit) -> None:
    assert "no change can be told" in seen.words(visit("positions", view="changes", issue="water-price"))
    assert "On no issue are two actors of one government heard" in seen.words(visit("positions", view="governments", issue="water-price"))


def test_inside_governments(visit: Visit) -> None:
    (line,) = seen.sent(visit("positions", view="governments"), "table")["rows"]
    assert seen.cells(line) == ["France", "Alder dam", "agree in part", "▲ for: Luc Marchand; ◆ only if: Inès Béranger"]
    assert line["id"] == "positions:country:FR:issue:alder-dam"


def test_who_is_silent_on_an_issue(visit: Visit) -> None:
    at = visit("positions", view="issue", on="alder-dam")
    assert "Silence here is no stance." in seen.words(at)
    names = {seen.cells(r)[0] for r in seen.sent(at, "table")["rows"]}
    assert "Tomas Rey" in names
    assert "Ana Ortiz" not in names


def test_an_issue_that_is_gone_is_named(visit: Visit) -> None:
    assert "No issue “no-such” here" in seen.words(visit("positions", view="issue", on="no-such"))


def test_one_issue_shows_every_side_with_a_passage(visit: Visit) -> None:
    at = visit("positions", view="issue", on="alder-dam")
    assert [m.value for m in at.metric] == ["6", "4", "5", "42%"]
    board = seen.sent(at, "board")
    assert [c["name"] for c in board["columns"]] == ["For", "Against", "Neither"]
    held = {c["look"]: [card["who"] for card in c["cards"]] for c in board["columns"]}
    assert sorted(held["for"]) == ["Ana Ortiz", "Luc Marchand"]
    assert (sorted(held["neither"]), held["against"]) == (["Alder Basin Authority", "Inès Béranger"], [])
    luc = next(card for card in board["columns"][0]["cards"] if card["who"] == "Luc Marchand")
    assert (luc["about"], luc["quote"]) == ("supports the smaller Alder dam", "Luc Marchand said he backed the smaller Alder dam at last.")
    assert luc["id"] == "cell:luc-marchand:alder-dam"


def test_over_time_counts_sides_in_windows_with_a_table_of_the_same(visit: Visit) -> None:
    at = visit("positions", view="time", on="alder-dam")
    figure = seen.figure(at)
    assert [line["name"] for line in figure["data"]] == ["▲ for", "▼ against", "◇ neither"]
    assert len({line["line"]["dash"] for line in figure["data"]}) == 3
    table = at.dataframe[0].value
    assert table["For"].tolist() == figure["data"][0]["y"]
    first = (date(2025, 3, 1), date(2025, 3, 30), 1, "25%", 0, "0%", 3, "75%")
    assert tuple(table.iloc[0]) == first
    assert figure["data"][2]["customdata"][0] == "positions:issue:alder-dam:window:2025-03-01..2025-03-30:side:neither"
    assert "Angst, Mueller and Walker, Network Science 2025" in seen.words(at)


def test_over_time_is_a_link(visit: Visit) -> None:
    at = visit("positions", view="time", on="alder-dam", each="country", **{"as": "share"})
    assert seen.figure(at)["data"][2]["y"][0] == 0.5  # of Spain and France; the authority speaks for no country
    at.segmented_control(key="choice_each").set_value("actor").run()
    assert "each" not in at.query_params
    assert seen.figure(at)["data"][2]["y"][0] == 0.75
    assert "nothing to show over time" in seen.words(visit("positions", view="time", on="water-price", outlet="Hill Letter"))


def test_an_unknown_issue_or_view_falls_back(visit: Visit) -> None:
    assert seen.sent(visit("positions", view="issue", on="no-such"), "board")["columns"]
    assert seen.sent(visit("positions", view="sideways", issues="many"), "table")["rows"]


def test_nothing_found_names_the_filter_to_drop(visit: Visit) -> None:
    at = visit("positions", stance="open", country="ES")
    labels = [button.label.replace("\\", "") for button in at.button if button.key.startswith("drop-")]
    assert labels[0].startswith("Drop “Stance: open”")


def test_a_corpus_without_positions_says_so(visit: Visit) -> None:
    assert "This corpus holds no positions." in seen.words(visit("positions", corpus="rain"))
