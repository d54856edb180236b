"""Quotes: the timeline, its table, and what is said where there is nothing."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components import lanes
from tests.pages import seen

Visit = Callable[..., AppTest]
pytestmark = pytest.mark.usefixtures("folder")


def test_the_numbers_are_plain(visit: Visit) -> None:
    assert "**16 quotes** by 7 speakers, 1 undated." in seen.words(visit("quotes"))


def test_each_dated_quote_of_a_lane_is_one_mark_that_names_its_evidence(visit: Visit) -> None:
    drawn = seen.figure(visit("quotes"))
    dated = [id for trace in drawn["data"] if trace["xaxis"] == "x" for id in trace["customdata"]]
    undated = [id for trace in drawn["data"] if trace["xaxis"] == "x2" for id in trace["customdata"]]
    assert "quote:dam-1:1" in dated
    assert len(dated) == len(set(dated)) == 14
    assert undated == ["quote:water-undated:1"]


def test_kinds_are_told_apart_by_shape_and_named(visit: Visit) -> None:
    traces = [t for t in seen.figure(visit("quotes"))["data"] if t["showlegend"]]
    assert {t["name"] for t in traces} == {"direct quote", "mixed quote", "indirect quote"}
    assert len({t["marker"]["symbol"] for t in traces}) == 3


def test_the_table_holds_every_quote_with_its_evidence(visit: Visit) -> None:
    table = seen.sent(visit("quotes"), "table")
    rows = {row["id"]: seen.cells(row) for row in table["rows"]}
    assert len(rows) == 16
    assert rows["quote:dam-1:3"] == ["the plan “a dam too many”", "Luc Marchand", "mixed", "Valley Post", "1 Mar 2025", "same day"]
    assert rows["quote:water-undated:1"][4] == "undated"
    assert rows["quote:dam-6:2"][1] == "not found"


def test_filters_narrow_chart_and_table(visit: Visit) -> None:
    at = visit("quotes", country="FR", quote_type="direct")
    table = seen.sent(at, "table")
    assert {seen.cells(row)[1] for row in table["rows"]} == {"Inès Béranger"}
    assert len(table["rows"]) == 3


def test_nothing_found_names_the_filter_to_drop(visit: Visit) -> None:
    at = visit("quotes", country="ES", quote_type="mixed")
    assert "No quotes match all of these filters together." in seen.words(at)
    labels = [button.label.replace("\\", "") for button in at.button if button.key.startswith("drop-")]
    assert labels == ["Drop “Kind of quote: mixed”: 5 quotes", "Drop “Country: Spain”: 2 quotes"]
    assert not at.get("plotly_chart")


def test_a_dropped_filter_brings_quotes_back(visit: Visit) -> None:
    at = visit("quotes", country="ES", quote_type="mixed")
    next(button for button in at.button if button.key.startswith("drop-")).click().run()
    assert "quote_type" not in at.query_params
    assert "**5 quotes**" in seen.words(at)


def test_markup_in_names_is_escaped_in_the_chart(visit: Visit) -> None:
    drawn = seen.figure(visit("quotes", corpus="rain"))
    assert "<i>" not in "".join(note["text"].replace("<b>", "").replace("</b>", "") for note in drawn["layout"]["annotations"])


def test_quotes_of_one_day_never_lie_on_each_other() -> None:
    points = pd.DataFrame({"speaker_id": ["a"] * 9, "day": pd.to_datetime(["2025-01-01"] * 8 + ["2025-02-01"])})
    places = list(zip(*lanes._piles(points, {"a": 0}), strict=True))
    assert len(set(places)) == 9
