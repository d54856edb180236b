"""Quotes: the timeline, its table, and what is said where there is nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components import lanes
from tests.pages import seen

Visit = Callable[..., AppTest]
pytestmark = pytest.mark.usefixtures("folder")


def test_the_numbers_are_plain(visit: Visit) -> None:
    assert "**16 quotes** by 7 speakers, 1 without a day." in seen.words(visit("quotes"))


def charts_of(at: AppTest) -> list[dict[str, Any]]:
    """The strip of everything, and below it, in the view "Who, and when", the lanes."""
    return [json.loads(element.proto.spec) for element in at.get("plotly_chart")]


def test_each_dated_quote_of_a_lane_is_one_mark_that_names_its_evidence(visit: Visit) -> None:
    _, drawn = charts_of(visit("quotes", view="when"))
    dated = [id for trace in drawn["data"] if trace["xaxis"] == "x" for id in trace["customdata"]]
    undated = [id for trace in drawn["data"] if trace["xaxis"] == "x2" for id in trace["customdata"]]
    assert "quote:dam-1:1" in dated
    assert len(dated) == len(set(dated)) == 14
    assert undated == ["quote:water-undated:1"]


def test_kinds_are_told_apart_by_shape_and_stances_by_sign(visit: Visit) -> None:
    marks = charts_of(visit("quotes", view="when"))[1]["data"][0]
    seen_as = dict(zip(marks["customdata"], zip(marks["marker"]["symbol"], marks["text"], strict=True), strict=True))
    assert seen_as["quote:dam-1:1"] == ("star", "▲")  # indirect, supports
    assert seen_as["quote:dam-1:3"] == ("pentagon", "▼")  # mixed, opposes
    assert seen_as["quote:dam-1:2"] == ("square-open", "")  # direct, carries no position


def test_lanes_by_country_have_codes_as_signs(visit: Visit) -> None:
    _, drawn = charts_of(visit("quotes", view="when", lane="country", colour="country"))
    assert [note["text"] for note in drawn["layout"]["annotations"][:2]] == ["<b>France</b>  6", "<b>Spain</b>  5"]
    assert set(drawn["data"][0]["text"]) == {"FR", "ES"}


def test_the_strip_counts_quotes_or_the_share_of_articles(visit: Visit) -> None:
    counted = charts_of(visit("quotes", bin="month"))[0]["data"][0]
    assert counted["y"] == [9, 6]
    assert counted["customdata"] == ["quotes:said:2025-03-01..2025-03-31", "quotes:said:2025-04-01..2025-04-30"]
    shared = charts_of(visit("quotes", bin="month", count="share"))[0]["data"][0]
    assert [round(y) for y in shared["y"]] == [86, 100]  # of seven and four articles
    assert "86 % of 7 articles" in shared["hovertext"][0]


def test_drawn_days_narrow_timeline_and_table(visit: Visit) -> None:
    at = visit("quotes", since="2025-03-01", until="2025-03-07", days_mean="said")
    assert "said from 1 March 2025, until 7 March 2025. What has no day is left out." in seen.words(at)
    assert len(seen.sent(at, "table")["rows"]) == 4
    at.radio(key="filter_days_mean").set_value("published").run()
    assert "days_mean" not in at.query_params
    at.button(key="clear").click().run()
    assert not {"since", "until"} & set(at.query_params)


def test_a_crowded_lane_is_counted(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ontherecord.queries.timelines.MARKS", 3)
    _, drawn = charts_of(visit("quotes", view="when", bin="month"))
    bars = next(trace for trace in drawn["data"] if trace["type"] == "bar")
    assert set(bars["customdata"]) == {
        "quotes:speaker:ana-ortiz:said:2025-03-01..2025-03-31",
        "quotes:speaker:ana-ortiz:said:2025-04-01..2025-04-30",
    }
    assert "<b>Ana Ortiz</b>  4, up to 3 a month" in drawn["layout"]["annotations"][0]["text"]


def test_names_lead_to_their_page(visit: Visit) -> None:
    row = next(r for r in seen.sent(visit("quotes"), "table")["rows"] if r["id"] == "quote:dam-1:3")
    assert row["cells"][1]["go"] == "people?corpus=sample&id=luc-marchand"


def test_the_table_holds_every_quote_with_its_evidence(visit: Visit) -> None:
    table = seen.sent(visit("quotes"), "table")
    rows = {row["id"]: seen.cells(row) for row in table["rows"]}
    assert len(rows) == 16
    assert rows["quote:dam-1:3"] == ["the plan “a dam too many”", "Luc Marchand", "mixed", "Ministers meet over the Alder dam", "1 Mar 2025"]
    assert rows["quote:water-undated:1"][4] == "undated"
    assert rows["quote:dam-6:2"][1] == "not found"


def test_a_row_names_its_article_and_leads_to_the_place_in_it(visit: Visit) -> None:
    row = next(r for r in seen.sent(visit("quotes"), "table")["rows"] if r["id"] == "quote:dam-1:3")
    article = row["cells"][3]
    assert (article["t"], article["s"]) == ("Ministers meet over the Alder dam", "Valley Post")
    assert article["go"].startswith("articles?corpus=sample&article=dam-1&at=")


def test_a_row_says_the_day_of_the_words_where_it_is_another(visit: Visit) -> None:
    days = {row["id"]: row["cells"][4] for row in seen.sent(visit("quotes"), "table")["rows"]}
    assert "s" not in days["quote:dam-1:3"]  # said on the day of publication
    assert days["quote:water-undated:1"]["s"] == "said: not known"


def test_the_list_stands_first_and_the_lanes_are_a_view_of_their_own(visit: Visit) -> None:
    at = visit("quotes")
    assert len(charts_of(at)) == 1
    at = visit("quotes", view="when")
    assert len(charts_of(at)) == 2
    assert not [e for e in at.get("bidi_component") if e.proto.component_name == "ontherecord_table"]


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
    _, drawn = charts_of(visit("quotes", view="when", corpus="rain"))
    assert "<i>" not in "".join(note["text"].replace("<b>", "").replace("</b>", "") for note in drawn["layout"]["annotations"])


def test_quotes_of_one_day_never_lie_on_each_other() -> None:
    points = pd.DataFrame({"lane": ["a"] * 9, "day": pd.to_datetime(["2025-01-01"] * 8 + ["2025-02-01"])})
    places = list(zip(*lanes._piles(points, {"a": 0}), strict=True))
    assert len(set(places)) == 9
