"""Dates: only whole ones, and where they come from."""

from __future__ import annotations

from datetime import date

import pytest

from ontherecord import loading
from ontherecord.loading.dates import date_in_name, day_order, read_date
from ontherecord.loading.opening import opening

TODAY = date(2026, 1, 15)
DAY = date(2025, 3, 4)

WRITTEN = {
    "2025-03-04": DAY,
    "2025-3-4": DAY,
    "2025/03/04": DAY,
    "20250304": DAY,
    "2025-03-04T23:30:00-05:00": DAY,
    "2025-03-04 10:00:00": DAY,
    "March 4, 2025": DAY,
    "Mar. 4th, 2025": DAY,
    "4 March 2025": DAY,
    "4th of March 2025": DAY,
    "Tuesday, March 4, 2025": DAY,
    "Tue, 04 Mar 2025 10:00:00 GMT": DAY,
    "04-Mar-2025": DAY,
    "March 4 2025 10:30 a.m.": DAY,
    "25/03/2025": date(2025, 3, 25),
    "03/25/2025": date(2025, 3, 25),
    "3/25/25": date(2025, 3, 25),
    "12/25/99": date(1999, 12, 25),
    "03/03/2025": date(2025, 3, 3),
    "1741046400": DAY,
    "1741046400000": DAY,
    "4-Mar-25": DAY,
    "04 Mar '25": DAY,
    "25-Dec-99": date(1999, 12, 25),
    "04.03.2025": DAY,
    "4.3.2025 10:15": DAY,
    "Tue Mar 04 09:41:00 +0000 2025": DAY,
    "Tue Mar  4 09:41:00 UTC 2025": DAY,
    "Tue Mar 04 2025 09:41:00 GMT+0000": DAY,
    "20250304T101500+0100": DAY,
    "45720": DAY,
    "45720.4271": DAY,
    "1741046400.0": DAY,
    "10:15 GMT 4 March 2025": DAY,
    "4 mars 2025": DAY,
    "mardi 4 mars 2025": DAY,
    "1er mars 2025": date(2025, 3, 1),
    "4. März 2025 Dienstag": DAY,
    "Dienstag, 4. März 2025, 10:15 Uhr": DAY,
    "4 de marzo de 2025": DAY,
    "4 marzo 2025": DAY,
    "4 de março de 2025": DAY,
    "4 maart 2025": DAY,
    # Not dates, or not whole ones.
    "1899-12-30": None,
    "1899-12-30 00:00:00": None,
    "12/30/1899": None,
    "1900-01-01": None,
    "1970-01-01T00:00:00Z": None,
    "0": None,
    "1 January 1970": date(1970, 1, 1),  # in words it is meant
    "1970-01-02": date(1970, 1, 2),
    "12345": None,
    "99999": None,
    "März 2025": None,
    "gestern": None,
    "Seite 4 von 2025": None,
    "03/04/2025": None,
    "11-10-16": None,
    "March": None,
    "March 2025": None,
    "2025": None,
    "12": None,
    "yesterday": None,
    "2 days ago": None,
    "2025-13-01": None,
    "2025-02-30": None,
    "31 February 2024": None,
    "99/99/2025": None,
    "0000-00-00": None,
    "0001-01-01": None,
    "2050-06-01": None,
    "1066-10-14": None,
    "2026-01-17": date(2026, 1, 17),
    "2026-01-18": None,
    "9999-12-31": None,
    "soon": None,
    "": None,
}


@pytest.mark.parametrize(("value", "day"), WRITTEN.items())
def test_written_dates(value: str, day: date | None) -> None:
    found = read_date(value, today=TODAY)
    assert found.day == day
    assert bool(found.reason) == (day is None)


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["03/04/2025", "25/04/2025"], "day first"),
        (["03/04/2025", "04/25/2025"], "month first"),
        (["03/04/2025", None, "5/6/2024"], None),
        (["25/04/2025", "04/25/2025"], None),
        (["2025-04-25"], None),
    ],
)
def test_the_column_tells_which_comes_first(values: list[str | None], order: str | None) -> None:
    assert day_order(values) == order


def test_a_date_that_can_be_read_two_ways_is_not_guessed() -> None:
    body = "Minister Ada Oda said that the harbour would open"
    alone = list(loading.load_files([("n.csv", f"date,text\n03/04/2025,{body}\n".encode())]))
    assert alone[0].article is not None
    assert alone[0].article.published_on is None
    assert [p.code.name for p in alone[0].problems] == ["L12"]
    both = list(loading.load_files([("n.csv", f"date,text\n03/04/2025,{body}\n25/04/2025,{body} soon\n".encode())]))
    assert [row.article.published_on for row in both if row.article] == [date(2025, 4, 3), date(2025, 4, 25)]


LINES = {  # first lines -> date, outlet
    "Friday, January 4, 2019\xa0\n\n\nA bridge fell.": (date(2019, 1, 4), None),
    "Bridge falls\n\nPublished: 4 January 2019, 10:30 GMT\n\nA bridge fell.": (date(2019, 1, 4), None),
    "Bridge falls\n\n2019-01-04\n\nA bridge fell.": (date(2019, 1, 4), None),
    "KINGSTON, Jamaica, March 4, 2025 (The Tern) - A bridge fell.": (DAY, "The Tern"),
    "PORT LOUIS, 4 March 2025 /Gull Wire/ -- A bridge fell.": (DAY, "Gull Wire"),
    "Bridge falls\n\nODAVILLE (Gull) — A bridge fell.": (None, "Gull"),
    "ODAVILLE, March 4 (Gull) - A bridge fell.": (None, "Gull"),
    "ODAVILLE — A bridge fell.": (None, None),
    "On March 4, 2025, a bridge fell.": (None, None),
    "NATO said on March 4, 2025 (a Tuesday) - and before - that it fell.": (None, None),
    "A bridge fell on\n\nMarch": (None, None),
}


@pytest.mark.parametrize(("text", "expected"), LINES.items())
def test_datelines(text: str, expected: tuple[date | None, str | None]) -> None:
    found = opening(text, TODAY)
    assert (found.day, found.outlet) == expected


NAMES = {
    "2025-03-04-talks.txt": DAY,
    "talks_20250304.txt": DAY,
    "talks-2025.03.04.txt": DAY,
    "talks-2025.txt": None,
    "article-1234567890.txt": None,
    "2025-13-04.txt": None,
    "2099-03-04.txt": None,
}


@pytest.mark.parametrize(("name", "day"), NAMES.items())
def test_dates_in_file_names(name: str, day: date | None) -> None:
    assert date_in_name(name, TODAY) == day


BODY = "Minister Ada Oda said that the harbour would open."
BASES = {
    "metadata wins": ("2025-03-05.md", f"---\ndate: 2025-03-04\n---\nODAVILLE, March 6, 2025 (Gull) - {BODY}", DAY, "metadata"),
    "then the dateline": ("2025-03-05.txt", f"ODAVILLE, March 4, 2025 (Gull) - {BODY}", DAY, "dateline"),
    "then the name": ("2025-03-04.txt", BODY, DAY, "filename"),
    "never today": ("talks.txt", f"{BODY} It rained on Monday, 12 March.", None, "none"),
    "a bad one is not replaced by a guess": ("2025-03-05.md", f"---\ndate: 2025-02-31\n---\n{BODY}", None, "none"),
    "a table's name dates no row": ("2025-03-05.csv", f"text\n{BODY}\n", None, "none"),
}


@pytest.mark.parametrize(("name", "text", "day", "basis"), BASES.values(), ids=BASES)
def test_where_the_date_comes_from(name: str, text: str, day: date | None, basis: str) -> None:
    article = next(iter(loading.load_files([(name, text.encode())]))).article
    assert article is not None
    assert (article.published_on, article.date_basis) == (day, basis)
