"""The day said: named days, weekdays by the day of publication, and days that belong to something else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontherecord.extraction.dates import said_on
from ontherecord.model import Span

THURSDAY = date(2031, 5, 15)

# construction, sentence (content between bars), day expected, basis
ROWS = [
    ("weekday", "She said on Monday |rain would fall|.", date(2031, 5, 12), "relative"),
    ("weekday without on", "|Rain will fall|, she said Wednesday.", date(2031, 5, 14), "relative"),
    ("the day of publication", "She said Thursday |rain would fall|.", THURSDAY, "relative"),
    ("last names the one before", "She said last Thursday |rain would fall|.", date(2031, 5, 8), "relative"),
    ("last week", "She said on Friday last week |rain would fall|.", date(2031, 5, 9), "relative"),
    ("later in the week is the week before", "She said on Saturday |rain would fall|.", date(2031, 5, 10), "relative"),
    ("abbreviated", "She said on Tues. |rain would fall|.", date(2031, 5, 13), "relative"),
    ("yesterday", "She said yesterday |rain would fall|.", date(2031, 5, 14), "relative"),
    ("today", "Earlier today she said |rain would fall|.", THURSDAY, "relative"),
    ("tonight", "She said tonight |rain would fall|.", THURSDAY, "relative"),
    ("days ago", "Three days ago she said |rain would fall|.", date(2031, 5, 12), "relative"),
    ("the day before yesterday", "The day before yesterday she said |rain would fall|.", date(2031, 5, 13), "relative"),
    ("full date", "On March 3, 2030, she said |rain would fall|.", date(2030, 3, 3), "stated"),
    ("day before month", "On 3 March 2030 she said |rain would fall|.", date(2030, 3, 3), "stated"),
    ("ISO date", "Her post of 2030-03-03 said |rain would fall|.", date(2030, 3, 3), "stated"),
    ("month and day", "She said on April 2 |rain would fall|.", date(2031, 4, 2), "stated"),
    ("ordinal", "She said on the 2nd of April |rain would fall|.", date(2031, 4, 2), "stated"),
    ("short month", "She said on Apr. 2 |rain would fall|.", date(2031, 4, 2), "stated"),
    ("month and day of last year", "She said on December 24 |rain would fall|.", date(2030, 12, 24), "stated"),
    ("nothing named", "She said |rain would fall|.", THURSDAY, "publication"),
    ("inside the content", "She said |rain would fall on Monday|.", THURSDAY, "publication"),
    ("a date inside the content", "She said |rain fell on March 3, 2030|.", THURSDAY, "publication"),
    ("someone else's day", "Asked about Monday's storm, she said |rain would fall|.", THURSDAY, "publication"),
    ("since", "Since Monday she has said |rain would fall|.", THURSDAY, "publication"),
    ("before", "Before Sunday she said |rain would fall|.", THURSDAY, "publication"),
    ("next", "She said of next Monday |it would rain|.", THURSDAY, "publication"),
    ("after publication", "She said of June 2, 2031, |it would rain|.", THURSDAY, "publication"),
    ("no such day", "She said on February 30 |rain would fall|.", THURSDAY, "publication"),
    ("a modal is no month", "She may 12 times have said |rain would fall|.", THURSDAY, "publication"),
    ("an earlier month at the start", "In April she said |rain would fall|.", date(2031, 4, 1), "month"),
    ("an earlier month after the cue", "She said in late March |rain would fall|.", date(2031, 3, 1), "month"),
    ("a later month was last year's", "In October she said |rain would fall|.", date(2030, 10, 1), "month"),
    ("month and year", "In October 2029 she said |rain would fall|.", date(2029, 10, 1), "month"),
    ("this month says no more than publication", "In May she said |rain would fall|.", THURSDAY, "publication"),
    ("a month in another clause", "She said, having taken office in April, |rain would fall|.", THURSDAY, "publication"),
    ("a month of the one who speaks", "The mayor, who resigned in April, said |rain would fall|.", THURSDAY, "publication"),
    ("a month inside the content", "She said |rain fell in April|.", THURSDAY, "publication"),
    ("march is no month without a day", "On the march she said |rain would fall|.", THURSDAY, "publication"),
]  # fmt: skip
UNDATED = [
    ("weekday", "She said on Monday |rain would fall|.", None, "none"),
    ("nothing", "She said |rain would fall|.", None, "none"),
    ("full date", "On March 3, 2030, she said |rain would fall|.", date(2030, 3, 3), "stated"),
    ("month and day", "She said on April 2 |rain would fall|.", None, "none"),
]


def asked(marked: str, published: date | None) -> tuple[date | None, str]:
    before, content, after = marked.split("|")
    text = before + content + after
    cue = Span(text.index("said"), text.index("said") + 4)
    return said_on(text, Span(0, len(text)), [Span(len(before), len(before) + len(content))], published, cue)


@pytest.mark.parametrize(("text", "day", "basis"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_dated_article(text: str, day: date, basis: str) -> None:
    assert asked(text, THURSDAY) == (day, basis)


@pytest.mark.parametrize(("text", "day", "basis"), [pytest.param(*row[1:], id=row[0]) for row in UNDATED])
def test_undated_article(text: str, day: date | None, basis: str) -> None:
    assert asked(text, None) == (day, basis)


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]))
def test_a_weekday_is_the_last_such_day(published: date, weekday: str) -> None:
    day, basis = asked(f"She said on {weekday} |rain would fall|.", published)
    assert basis == "relative"
    assert day is not None
    assert day.strftime("%A") == weekday
    assert timedelta(0) <= published - day < timedelta(7)


@given(st.text(), st.dates() | st.none())
def test_any_text_gives_an_answer(text: str, published: date | None) -> None:
    day, basis = said_on(text, Span(0, len(text)), [], published)
    assert (day is None) == (basis == "none")
    assert day is None or published is None or day <= published
