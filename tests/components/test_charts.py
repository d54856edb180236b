"""Figures carry what a click needs, text that cannot become markup, and whole numbers on the axis."""

from __future__ import annotations

from datetime import date, timedelta

import plotly.graph_objects as go
import pytest

from components import charts, tokens

DAYS = [date(2024, 12, 23) + timedelta(days=7 * i) for i in range(9)]


def weeks(counts: list[int]) -> charts.Figure:
    return charts.over_time(DAYS, {"quotes": (tokens.FLOWS["quotes"], counts, [f"period:{d}" for d in DAYS])})


@pytest.mark.parametrize("figure", [weeks([0] * 9), weeks([4, 0, 7, 1, 1, 1, 1, 1, 12])])
def test_plotly_accepts_the_figures(figure: charts.Figure) -> None:
    assert go.Figure(figure).layout.height > 0


@pytest.mark.parametrize(("most", "step"), [(0, 1), (3, 1), (5, 1), (6, 2), (24, 5), (99, 20), (1234, 500)])
def test_the_axis_of_counts_has_whole_numbers_and_few(most: int, step: int) -> None:
    assert weeks([most] + [0] * 8)["layout"]["yaxis"]["dtick"] == step


def test_the_axis_of_time_names_few_days_and_the_year_where_it_begins() -> None:
    axis = weeks([1] * 9)["layout"]["xaxis"]
    assert len(axis["tickvals"]) <= charts.TICKS
    assert axis["ticktext"] == ["23 Dec<br>2024", "6 Jan<br>2025", "20 Jan", "3 Feb", "17 Feb"]


@pytest.mark.parametrize(
    ("label", "short"),
    [
        ("Alder Basin", "Alder Basin"),
        ("International Federation of Harbour Masters", "International Federation of…"),
        ("x" * 40, "x" * 29 + "…"),
    ],
)
def test_long_labels_are_cut_at_a_word(label: str, short: str) -> None:
    assert charts.shorten(label) == short


@pytest.mark.parametrize(
    ("customdata", "selector"), [("entity:oda", "entity:oda"), (["entity:oda"], "entity:oda"), ([], None), (None, None), ([3], None)]
)
def test_a_click_is_read_whatever_its_form(customdata: object, selector: str | None) -> None:
    assert charts._selector(customdata) == selector


def test_many_months_are_named_by_year() -> None:
    months = [date(2019 + i // 12, i % 12 + 1, 1) for i in range(76)]
    figure = charts.over_time(months, {"quotes": (tokens.FLOWS["quotes"], [1] * 76, [""] * 76)})
    ticks = figure["layout"]["xaxis"]["ticktext"]
    assert ticks == [f"Jan<br>{year}" for year in range(2019, 2026)]
    assert figure["data"][0]["text"][13] == "Feb 2020"
