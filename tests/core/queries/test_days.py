"""Days of which only the month or year is known: worded, written, ordered, filtered and placed as no more than that."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontherecord.export import as_dict, file
from ontherecord.model import Extraction
from ontherecord.queries import Corpus, Filters, passages, positions, quotes, selectors, timeline
from ontherecord.queries.days import earlier, in_words, iso, last_day, last_day_of
from ontherecord.queries.profile import quotes_of
from tests.builders import article, person, position, quote

MARCH = date(2031, 3, 1)
BASES = ("stated", "relative", "month", "year", "publication")
"""What a day can be known by."""


@pytest.mark.parametrize(
    ("day", "basis", "worded", "short", "written"),
    [
        (date(2031, 3, 15), "stated", "15 March 2031", "15 Mar 2031", "2031-03-15"),
        (date(2031, 3, 1), "relative", "1 March 2031", "1 Mar 2031", "2031-03-01"),
        (date(2031, 3, 1), "publication", "1 March 2031", "1 Mar 2031", "2031-03-01"),
        (date(2031, 3, 1), None, "1 March 2031", "1 Mar 2031", "2031-03-01"),
        (date(2031, 3, 1), "month", "March 2031", "Mar 2031", "2031-03"),
        (date(2031, 1, 1), "year", "2031", "2031", "2031"),
    ],
)
def test_a_day_is_worded_by_what_is_known_of_it(day: date, basis: str | None, worded: str, short: str, written: str) -> None:
    assert (in_words(day, basis), in_words(day, basis, short=True), iso(day, basis)) == (worded, short, written)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((date(2031, 3, 1), "stated"), (date(2031, 3, 2), "stated"), True),
        ((date(2031, 3, 1), "stated"), (date(2031, 3, 1), "relative"), False),
        ((MARCH, "month"), (date(2031, 4, 1), "stated"), True),
        ((MARCH, "month"), (date(2031, 3, 31), "stated"), False),
        ((date(2031, 3, 31), "stated"), (date(2031, 4, 1), "month"), True),
        ((date(2031, 3, 1), "stated"), (MARCH, "month"), False),
        ((MARCH, "month"), (date(2031, 4, 1), "month"), True),
        ((MARCH, "month"), (MARCH, "month"), False),
        ((date(2031, 1, 1), "year"), (date(2031, 12, 31), "stated"), False),
        ((date(2030, 1, 1), "year"), (date(2031, 1, 1), "year"), True),
        ((date(2030, 1, 1), "year"), (MARCH, "month"), True),
        ((None, "none"), (MARCH, "stated"), False),
        ((MARCH, "stated"), (None, "none"), False),
    ],
)
def test_what_was_surely_said_before(one: tuple[date | None, str], other: tuple[date | None, str], expected: bool) -> None:
    assert earlier(*one, *other) is expected
    assert not (earlier(*one, *other) and earlier(*other, *one))


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(BASES))
def test_the_last_day_is_the_same_in_sql(day: date, basis: str) -> None:
    row = duckdb.execute(f"SELECT {last_day_of('t')} FROM (SELECT ?::DATE AS said_on, ? AS said_basis) t", [day, basis]).fetchone()
    assert row == (last_day(day, basis),)
    assert day <= last_day(day, basis)
    assert iso(last_day(day, basis), basis) == iso(day, basis)


def told(name: str, day: date | None, basis: str) -> Extraction:
    return article(
        name,
        "{e1:{s1:[Ana Lee](lee)} {c1:said} {q1:the dam must go, and that was that}}.",
        date="2031-06-30",
        entities={"lee": person("Ana Lee")},
        quotes=[quote(1, "lee", said_on=day, said_basis=basis)],
        positions=[position(1, "lee", "oppose", "the dam", quote=1, said_on=day, said_basis=basis)],
    )


KNOWN = [("day", date(2031, 3, 15), "stated"), ("month", MARCH, "month"), ("year", date(2031, 1, 1), "year"), ("other", None, "none")]
CORPUS = Corpus.of([told(*row) for row in KNOWN])


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (date(2031, 1, 1), date(2031, 12, 31), ["day", "month", "year"]),
        (date(2031, 3, 1), date(2031, 3, 31), ["day", "month"]),
        (date(2031, 3, 2), date(2031, 3, 31), ["day"]),
        (date(2031, 1, 1), date(2031, 1, 31), []),
        (date(2031, 6, 30), date(2031, 6, 30), []),  # published then, said at another time
        (date(2031, 1, 1), None, ["day", "month", "year"]),
        (None, date(2031, 3, 30), ["day"]),
    ],
)
def test_a_month_or_year_is_inside_where_all_of_it_is(since: date | None, until: date | None, expected: list[str]) -> None:
    f = Filters(since=since, until=until, days_mean="said")
    assert sorted(quotes(CORPUS, f)["article_id"]) == expected
    assert sorted(positions(CORPUS, f)["article_id"]) == expected


def test_a_timeline_of_days_has_only_days() -> None:
    found = timeline(CORPUS, Filters())
    assert [(row["quote_id"], str(row["day"])[:10]) for row in found.points.to_dict("records")] == [("quote:day:1", "2031-03-15")]
    aside = {row["quote_id"]: (str(row["around"])[:10], row["basis"]) for row in found.undated.to_dict("records")}
    assert aside["quote:month:1"] == ("2031-03-01", "month")
    assert aside["quote:year:1"] == ("2031-01-01", "year")
    assert aside["quote:other:1"] == ("NaT", "none")
    assert (found.dated, found.without_day, found.first, found.last) == (1, 3, date(2031, 3, 15), date(2031, 3, 15))
    assert found.strip["quotes"].sum() == 1
    assert passages(CORPUS, selectors.quotes(("said", selectors.UNDATED)), Filters()).count == 3
    assert timeline(CORPUS, Filters(), day="published").without_day == 0


def test_tables_of_quotes_have_the_basis() -> None:
    found = quotes_of(CORPUS, Filters(), "ana-lee")
    assert list(zip(found["quote_id"], found["basis"], strict=True)) == [
        ("quote:day:1", "stated"),
        ("quote:month:1", "month"),
        ("quote:year:1", "year"),
        ("quote:other:1", "none"),
    ]


WRITTEN = {"day": "2031-03-15", "month": "2031-03", "year": "2031", "other": None}


@pytest.mark.parametrize("what", ["quotes", "positions"])
def test_exports_write_no_day_that_is_not_known(what: str) -> None:
    rows = json.loads(file(CORPUS, Filters(), what, "json"))["rows"]  # type: ignore[arg-type]
    assert {row["article_id"]: row["said_on"] for row in rows} == WRITTEN
    sheet = pd.read_excel(BytesIO(file(CORPUS, Filters(), what, "xlsx")), sheet_name=what.capitalize(), dtype=object, engine="calamine")  # type: ignore[arg-type]
    days = dict(zip(sheet["article_id"], sheet["said_on"], strict=True))
    assert {name: None if pd.isna(day) else str(day)[:10] for name, day in days.items()} == WRITTEN
    brief = file(CORPUS, Filters(), what, "brief").decode()  # type: ignore[arg-type]
    assert all(words in brief for words in ("said 15 March 2031", "said March 2031", "said 2031"))
    assert not any(words in brief for words in ("1 March 2031 ", "1 January 2031 "))
    notes = json.loads(file(CORPUS, Filters(), what, "annotations"))["first"]["items"]  # type: ignore[arg-type]
    tags = [body["value"] for note in notes for body in note["body"]]
    assert sorted(tag.removeprefix("said on: ") for tag in tags if tag.startswith("said on")) == sorted(day for day in WRITTEN.values() if day)
    claims = json.loads(file(CORPUS, Filters(), what, "claimreview"))["@graph"]  # type: ignore[arg-type]
    assert sorted(str(c["itemReviewed"].get("datePublished")) for c in claims) == sorted(str(day) for day in WRITTEN.values())


@pytest.mark.parametrize(("name", "day", "basis"), KNOWN)
def test_lines_write_no_day_that_is_not_known(name: str, day: date | None, basis: str) -> None:
    line = as_dict(told(name, day, basis))
    assert {(one["said_on"], one["said_basis"]) for one in (*line["quotes"], *line["positions"])} == {(WRITTEN[name], basis)}
