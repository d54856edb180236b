"""Who is who, countries and comparisons: pages and their links."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages import seen

Visit = Callable[..., AppTest]
pytestmark = pytest.mark.usefixtures("folder")


def tables(at: AppTest) -> dict[str, Any]:
    """The tables of a page, by their first column's name."""
    found = [json.loads(e.proto.json) for e in at.get("bidi_component") if e.proto.component_name == "ontherecord_table"]
    return {table["columns"][0]["label"]: table for table in found}


def rows(table: Any) -> dict[str, list[str]]:
    return {seen.cells(row)[0]: seen.cells(row)[1:] for row in table["rows"]}


# --- who is who -----------------------------------------------------------------------------------------------------------------------


def test_everybody_with_the_way_to_each(visit: Visit) -> None:
    table = tables(visit("people"))["Name"]
    assert rows(table)["Ana Ortiz"] == ["person", "4", "2", "4"]
    first = table["rows"][0]["cells"]
    assert first[0]["go"] == "people?corpus=sample&id=ana-ortiz"
    assert first[1]["g"] == "⊙"
    assert first[2]["id"] == "speaker:ana-ortiz"


def test_the_order_is_in_the_link_and_a_name_can_be_filtered_from_where_it_stands(visit: Visit) -> None:
    table = tables(visit("people", order="name", kind="person"))["Name"]
    names = list(rows(table))
    assert names == sorted(names, key=lambda name: name.replace("É", "E"))
    ana = next(row["cells"][0] for row in table["rows"] if row["cells"][0]["t"] == "Ana Ortiz")
    assert ana["f"]["f"] == [["Speaker", "Ana Ortiz", "speaker\x1fana-ortiz"], ["Country", "Spain", "country\x1fES"]]
    assert ana["f"]["show"] == "entity:ana-ortiz"
    assert list(rows(tables(visit("countries", order="name"))["Country"])) == ["France", "Spain"]


def test_letters_of_a_name_are_in_the_link(visit: Visit) -> None:
    at = visit("people")
    at.text_input(key="people-find").set_value("beranger").run()
    assert at.query_params["find"] == "beranger"
    assert list(rows(tables(at)["Name"])) == ["Inès Béranger"]
    assert "Nobody called “zzz”" in seen.words(visit("people", find="zzz"))


def test_a_person_has_numbers_names_and_reasons(visit: Visit) -> None:
    at = visit("people", id="luc-marchand")
    words = seen.words(at)
    assert "⊙ person · speaks for France" in words
    assert 'title "French president" (3 articles)' in words
    assert "Marchand (3)" in words
    assert [metric.value for metric in at.metric] == ["2", "0", "3", "4"]


def test_a_page_begins_with_positions_and_quotes_and_ends_with_names_and_titles(visit: Visit) -> None:
    heads = [head.value.replace("\\", "") for head in visit("people", id="luc-marchand").subheader]
    assert heads[:2] == ["Positions, and how they changed", "Quotes by Luc Marchand"]
    assert heads.index("Why this country") > heads.index("Outlets")


def test_a_change_of_mind_is_named_with_its_course(visit: Visit) -> None:
    (row,) = tables(visit("people", id="luc-marchand"))["Issue"]["rows"]
    course, change, passages = seen.cells(row)[1:]
    assert course == "▼ against (1 Mar 2025) → ○ open to (9 Mar 2025) → ▲ for (10 Apr 2025)"
    assert (change, passages) == ("reversed", "3")
    assert row["id"] == "cell:luc-marchand:alder-dam"


def test_a_profile_opens_its_evidence(visit: Visit) -> None:
    at = visit("people", id="luc-marchand")
    at.button(key="read-Positions").click().run()
    assert at.query_params["show"] == "positions:speaker:luc-marchand"


def test_a_link_to_nobody_says_so(visit: Visit) -> None:
    at = visit("people", id="no-such-person")
    assert "no-such-person" in seen.words(at)
    at.button(key="everybody").click().run()
    assert "Ana Ortiz" in rows(tables(at)["Name"])


def test_names_from_articles_are_only_text(visit: Visit) -> None:
    at = visit("people", corpus="rain", id=next(iter(_ids(visit))))
    assert at.header[0].value.replace("\\", "") == "Oda <i>Brandvik</i>"
    assert "\\<i\\>" in at.header[0].value


def _ids(visit: Visit) -> list[str]:
    table = tables(visit("people", corpus="rain"))["Name"]
    return [row["cells"][0]["go"].rpartition("id=")[2] for row in table["rows"]]


# --- countries ------------------------------------------------------------------------------------------------------------------------


def test_the_map_and_its_table_say_the_same(visit: Visit) -> None:
    at = visit("countries")
    shown = seen.sent(at, "world")
    assert {code: value["n"] for code, value in shown["values"].items()} == {"FR": 6, "ES": 5}
    assert shown["values"]["FR"]["say"] == "France: 6 quotes by those who speak for it"
    assert rows(tables(at)["Country"]) == {"France": ["3", "6", "5", "2"], "Spain": ["2", "5", "2", "1"]}
    assert seen.sent(visit("countries", map="said_of"), "world")["values"]["FR"]["n"] == 2


def test_the_map_has_an_outline_for_nearly_every_country(visit: Visit) -> None:
    from ontherecord.countries import read_table

    drawn = {shape["code"] for shape in seen.sent(visit("countries"), "world")["shapes"]}
    missing = {row["code"] for row in read_table("countries.csv")} - drawn
    assert missing - {"EU", "UN", "NATO"} <= {"TV", "GI", "TK", "GP", "MQ", "GF", "YT", "RE"}


def test_a_country_is_a_link(visit: Visit) -> None:
    found = {}
    for table in (json.loads(e.proto.json) for e in visit("countries", of="FR").get("bidi_component") if "table" in e.proto.component_name):
        found.setdefault(table["columns"][0]["label"], table)
    assert rows(found["Who, and why"])["Luc Marchand"] == ["2", "3"]
    assert found["Who, and why"]["rows"][1]["cells"][0]["s"] == 'title "French president"'
    assert rows(found["Issue"])["Alder dam"][:2] == ["for", "▲ 1 for, ◇ 1 neither"]
    spain = found["Country"]["rows"][0]["cells"]
    assert (spain[0]["t"], spain[1]["t"], spain[1]["s"], spain[1]["id"]) == ("Spain", "1 of 2", "few issues: says little", "pair:FR:ES")


def test_a_country_has_a_page_of_its_own_and_a_way_back(visit: Visit) -> None:
    at = visit("countries", of="FR")
    assert not [e for e in at.get("bidi_component") if e.proto.component_name == "ontherecord_world"]
    assert [head.value for head in at.subheader][:3] == ["Its positions by issue", "Who of them moved", "What those who speak for France say"]
    assert [metric.value for metric in at.metric] == ["6", "5", "2", "3"]
    drawn = [json.loads(e.proto.json) for e in at.get("bidi_component") if "table" in e.proto.component_name]
    by, of = (table["rows"] for table in drawn if table["columns"][0]["label"] == "Quote")
    assert [{row["cells"][1]["s"] for row in rows} for rows in (by, of)] == [{"France"}, {"Spain"}]
    at.button(key="close-country").click().run()
    assert seen.sent(at, "world")


def test_a_country_that_is_not_there(visit: Visit) -> None:
    assert "Nobody here speaks for Norway" in seen.words(visit("countries", of="NO"))
    assert "No country is spoken for" in seen.words(visit("countries", words="no such words"))


# --- comparisons ----------------------------------------------------------------------------------------------------------------------


def test_sides_stand_in_the_link(visit: Visit) -> None:
    at = visit("compare", by="country", side=["FR", "ES"])
    assert at.multiselect(key="compare-country").value == ["FR", "ES"]
    issues = tables(at)["Issue"]
    assert [column["label"] for column in issues["columns"]] == ["Issue", "France", "Spain"]
    (name, france, spain) = issues["rows"][0]["cells"]
    assert (name["t"], name["s"]) == ("Alder dam", "= on the same side")
    assert (france["t"], france["g"], france["id"]) == ("for · 4", "▲", "positions:country:FR:issue:alder-dam")
    assert spain["s"].startswith("Ana Ortiz: Ana Ortiz said Spain would build")
    assert issues["rows"][1]["cells"][0]["s"] == "≠ they disagree"
    assert rows(tables(at)["Outlet"])["Coast Wire"] == ["2 (33%)", "2 (40%)"]


@pytest.mark.parametrize(
    ("by", "first"), [("speaker", ["ana-ortiz", "ines-beranger"]), ("country", ["FR", "ES"]), ("outlet", ["Valley Post", "Coast Wire"])]
)
def test_it_opens_with_the_two_most_quoted(visit: Visit, by: str, first: list[str]) -> None:
    at = visit("compare", by=by)
    assert at.multiselect(key=f"compare-{by}").value == first
    assert "side" not in at.query_params, "what nobody chose is not in the link"
    assert len(tables(at)["Issue"]["columns"]) == 3


def test_choosing_writes_the_link(visit: Visit) -> None:
    at = visit("compare", side="ana-ortiz")
    assert "Choose one more" in seen.words(at)
    at.multiselect(key="compare-speaker").select("luc-marchand").run()
    assert at.query_params["side"] == ["ana-ortiz", "luc-marchand"]
    assert "Issue" in tables(at)


def test_a_suggestion_is_one_click_away(visit: Visit) -> None:
    at = visit("compare", by="outlet", side="Valley Post")
    at.button(key="pair-outlet-0").click().run()
    assert at.query_params["side"] == ["Valley Post", "Coast Wire"]
    assert tables(at)["Speaker"]["rows"][0]["cells"][0]["t"] == "Ana Ortiz"


def test_periods_are_sides(visit: Visit) -> None:
    at = visit("compare", by="published", side=["2025-03-01..2025-03-31", "2025-04-01..2025-04-30"])
    assert [column["label"] for column in tables(at)["Issue"]["columns"]] == ["Issue", "March 2025", "April 2025"]


def test_any_days_can_be_compared(visit: Visit) -> None:
    at = visit("compare", by="published", side=["2025-03-01..2025-03-31"])
    at.date_input(key="period-from").set_value(date(2025, 4, 2)).run()
    at.date_input(key="period-to").set_value(date(2025, 4, 11)).run()
    at.button(key="period-add").click().run()
    assert at.query_params["side"] == ["2025-03-01..2025-03-31", "2025-04-02..2025-04-11"]
    assert tables(at)["Issue"]["columns"][2]["label"] == "2 April 2025 to 11 April 2025"


def test_what_the_corpus_does_not_have_is_named(visit: Visit) -> None:
    at = visit("compare", by="country", side=["FR", "XX", "ES"])
    assert "no country “XX”" in seen.words(at)
    assert [column["label"] for column in tables(at)["Issue"]["columns"]] == ["Issue", "France", "Spain"]
