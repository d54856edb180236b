"""Sources: numbers, tables and the chart open exactly what they count; small and empty corpora say so."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ontherecord.queries import Corpus, Filters, passages
from ontherecord.review import deciding
from ontherecord.settings import settings
from tests import builders
from tests.pages import corpora, seen

Visit = Callable[..., AppTest]
pytestmark = pytest.mark.usefixtures("folder")


def tables(at: AppTest) -> dict[str, Any]:
    """Head of the first column -> what was sent of a table."""
    sent = [json.loads(e.proto.json) for e in at.get("bidi_component") if e.proto.component_name == "ontherecord_table"]
    return {table["columns"][0]["label"]: table for table in sent}


def row(table: dict[str, Any], first: str) -> list[Any]:
    (found,) = [row["cells"] for row in table["rows"] if row["cells"][0]["t"] == first]
    return list(found)


def opens(show: str, filters: Filters | None = None) -> int:
    return passages(Corpus.open("sample"), show, filters or Filters(), limit=0).count


def test_the_numbers_on_top(visit: Visit) -> None:
    at = visit("sources")
    shown = {metric.label: metric.value for metric in at.metric}
    assert shown == {"Quotes": "16", "by named sources": "88%", "by officials": "92%", "by the 10 most quoted": "100%"}
    words = seen.words(at)
    assert "11 of 12 quotes whose speaker’s role is known; of 4 it is not" in words
    assert "14 of 14 (78% to 100%) by 6 names; Gini 0.26" in words
    at.button(key="read-by officials").click().run()
    assert opens(at.query_params["show"][0] if isinstance(at.query_params["show"], list) else at.query_params["show"]) == 11


@pytest.mark.parametrize(
    ("params", "filters"),
    [
        ({}, Filters()),
        ({"divided": "office", "over": "country"}, Filters()),
        ({"outlet": "Valley Post", "copies": "once"}, Filters(outlet=("Valley Post",))),
    ],
)
def test_every_number_of_a_table_opens_as_many_quotes(visit: Visit, params: dict[str, str], filters: Filters) -> None:
    found = tables(visit("sources", **params))
    checked = 0
    for table in (found["Name"], found["Outlet" if "over" not in params else "Country spoken for"]):
        for line in table["rows"]:
            for cell in line["cells"][1:]:
                if cell and cell.get("id"):
                    assert opens(cell["id"], filters) == int(cell["t"].partition(" · ")[0].replace(",", "")), cell
                    checked += 1
    assert checked > 8


def test_every_bar_opens_as_many_quotes_and_is_told_apart_without_colour(visit: Visit) -> None:
    figure = seen.figure(visit("sources", unit="month"))
    for trace in figure["data"]:
        assert [opens(show) for show in trace["customdata"]] == trace["y"]
    assert [trace["marker"].get("pattern", {}).get("shape", "") for trace in figure["data"]] == ["", "/", ".", "x", "-"]
    assert figure["layout"]["barmode"] == "stack"


def test_who_is_quoted_most_with_what_is_known_of_the_role(visit: Visit) -> None:
    name, quotes, articles, role = row(tables(visit("sources"))["Name"], "Ana Ortiz")
    assert (name["s"], quotes["t"], articles["t"], role["t"]) == ("Spain", "4 · 29%", "3", "official")
    assert row(tables(visit("sources"))["Name"], "Tomas Rey")[3]["t"] == "not known"


def test_a_period_is_set_against_the_one_before(visit: Visit) -> None:
    at = visit("sources", since="2025-04-01", until="2025-04-20")
    (_, now, before, change) = row(tables(at)["Measure"], "Quotes")
    assert (now["t"], before["t"], change["t"]) == ("6", "4", "+2")
    filters = Filters(since="2025-04-01", until="2025-04-20")  # type: ignore[arg-type]
    assert [opens(cell["id"], filters) for cell in (now, before)] == [6, 4]
    assert row(tables(at)["Measure"], "Officials")[3]["t"] == "too few to say"
    assert "1 April 2025 to 20 April 2025 and the 20 days before, 12 March 2025 to 31 March 2025" in seen.words(at)


def test_what_is_undated_stands_beside_the_chart(visit: Visit) -> None:
    at = visit("sources")
    assert at.button(key="sources-undated").label == "1 undated quote, not in the chart"
    at.button(key="sources-undated").click().run()
    assert "Nobody asked us" in str([json.loads(e.proto.json) for e in at.get("bidi_component")])


@pytest.fixture
def one(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ONTHERECORD_CORPORA", str(tmp_path))
    settings.cache_clear()
    st.cache_data.clear()
    st.cache_resource.clear()
    text = "{s1:[Ana Ortiz](ana)} {c1:said} {q1:the dam was dry}."
    said = builders.article("a", text, date="2025-03-01", entities={"ana": builders.ANA}, quotes=[builders.quote(1, "ana")])
    corpora.write_corpus("one", [said])
    corpora.write_corpus("silent", [builders.article("b", "Nobody came.", date="2025-03-01")])
    yield
    settings.cache_clear()


@pytest.mark.usefixtures("one")
def test_one_article_gives_counts_and_no_shares(visit: Visit) -> None:
    at = visit("sources", corpus="one")
    assert {metric.value for metric in at.metric} == {"1", "too few to say"}
    assert row(tables(at)["Name"], "Ana Ortiz")[1]["t"] == "1"
    assert "There is no second period to compare with" in seen.words(at)


@pytest.mark.usefixtures("one")
@pytest.mark.parametrize("page", ["sources", "network"])
def test_without_quotes_it_says_so(visit: Visit, page: str) -> None:
    assert "This corpus holds no" in seen.words(visit(page, corpus="silent"))


def test_nothing_that_matches_offers_what_to_drop(visit: Visit) -> None:
    at = visit("sources", speaker="ana-ortiz", words="fish")
    assert any(button.key.startswith("drop-quotes") for button in at.button if button.key)


# The network


@pytest.mark.parametrize("of", ["sides", "voices"])
def test_every_sign_of_a_network_opens_as_many_passages_as_its_row_says(visit: Visit, of: str) -> None:
    at = visit("network", of=of)
    figure = seen.figure(at)
    signs = [trace for trace in figure["data"] if trace["mode"] == "markers"]
    table = at.dataframe[0].value
    weights = table["Passages" if of == "sides" else "Quotes"].tolist()
    opened = sorted((opens(show) for trace in signs for show in trace["customdata"]), reverse=True)
    assert opened == sorted(weights, reverse=True)
    assert len(opened) == len(table) > 3
    for trace in figure["data"]:
        assert all(opens(show) > 0 for show in trace.get("customdata", ()))


def test_sides_are_told_apart_by_dash_and_sign(visit: Visit) -> None:
    figure = seen.figure(visit("network"))
    looks = {trace["name"]: trace["marker"]["symbol"] for trace in figure["data"] if trace["mode"] == "markers"}
    assert len(set(looks.values())) == len(looks) >= 3
    dashes = {(trace["line"]["color"], trace["line"]["dash"]) for trace in figure["data"] if trace["mode"] == "lines"}
    assert len({dash for _, dash in dashes}) == len({colour for colour, _ in dashes}) >= 3


def test_names_of_a_network_are_not_read_as_html(visit: Visit) -> None:
    figure = seen.figure(visit("network", of="voices", corpus="sample"))
    assert all("<i>" not in text for trace in figure["data"] for text in trace.get("text") or ())


@pytest.mark.usefixtures("one")
def test_tags_are_a_filter_of_the_panel_once_somebody_has_given_one(visit: Visit) -> None:
    assert "filter_tag" not in {box.key for box in visit("quotes", corpus="one").multiselect}
    deciding.tag(Corpus.open("one"), "quote:a:1", ["to call"], "Ida")
    at = visit("quotes", corpus="one")
    box = at.multiselect(key="filter_tag")
    assert box.options == ["to call (1)"]
    box.set_value(["to call"]).run()
    assert at.query_params["tag"] in ("to call", ["to call"])
    assert visit("quotes", corpus="one", tag="to call").multiselect(key="filter_tag").value == ["to call"]
