"""The day said: named days, months and years, weekdays by the day of publication, and days that belong to something else."""

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
    ("this month", "In May she said |rain would fall|.", date(2031, 5, 1), "month"),
    ("a month in another clause", "She said, having taken office in April, |rain would fall|.", THURSDAY, "publication"),
    ("a month of the one who speaks", "The mayor, who resigned in April, said |rain would fall|.", THURSDAY, "publication"),
    ("a month inside the content", "She said |rain fell in April|.", THURSDAY, "publication"),
    ("march is no month without a day", "On the march she said |rain would fall|.", THURSDAY, "publication"),
]  # fmt: skip
MONTHS_AND_YEARS = [
    ("a year at the start", "In 2019, she said |rain would fall|.", date(2019, 1, 1), "year"),
    ("a year after the cue", "She said in 2019 |rain would fall|.", date(2019, 1, 1), "year"),
    ("a year between commas", "Brandt, in 2019, said |rain would fall|.", date(2019, 1, 1), "year"),
    ("back in", "Back in 2019 she said |rain would fall|.", date(2019, 1, 1), "year"),
    ("as early as", "She said as early as 2019 |rain would fall|.", date(2019, 1, 1), "year"),
    ("part of a year", "In late 2019 she said |rain would fall|.", date(2019, 1, 1), "year"),
    ("a season of a year", "In the summer of 2019 she said |rain would fall|.", date(2019, 1, 1), "year"),
    ("last year", "Last year she said |rain would fall|.", date(2030, 1, 1), "year"),
    ("late last year", "She said late last year |rain would fall|.", date(2030, 1, 1), "year"),
    ("earlier this year", "She said earlier this year |rain would fall|.", date(2031, 1, 1), "year"),
    ("a work of a year", "In her 2015 memoir she said |rain would fall|.", date(2015, 1, 1), "year"),
    ("an interview of a year", "She said in a 2015 radio interview |rain would fall|.", date(2015, 1, 1), "year"),
    ("a report of a year that speaks", "A 2015 city report said |rain would fall|.", date(2015, 1, 1), "year"),
    ("last month", "Last month she said |rain would fall|.", date(2031, 4, 1), "month"),
    ("earlier this month", "She said earlier this month |rain would fall|.", date(2031, 5, 1), "month"),
    ("last week inside a month", "She said last week |rain would fall|.", date(2031, 5, 1), "month"),
    ("the weekend inside a month", "She said over the weekend |rain would fall|.", date(2031, 5, 1), "month"),
    ("weeks are rounded", "Three weeks ago she said |rain would fall|.", date(2031, 4, 1), "month"),
    ("months are rounded", "Six months ago she said |rain would fall|.", date(2030, 1, 1), "year"),
    ("a month of last year", "She said in January last year |rain would fall|.", date(2030, 1, 1), "month"),
    ("a month completed by the year", "In 2019 she said in March |rain would fall|.", date(2019, 3, 1), "month"),
    ("a day completed by the year", "In 2019 she said on March 3 |rain would fall|.", date(2019, 3, 3), "stated"),
    ("an interview of a month", "In a January 2030 interview she said |rain would fall|.", date(2030, 1, 1), "month"),
    ("a speech of a weekday", "In a Monday speech she said |rain would fall|.", date(2031, 5, 12), "relative"),
    ("a weekday's speech", "In Monday's speech she said |rain would fall|.", date(2031, 5, 12), "relative"),
    ("the last month of its name", "She said last May |rain would fall|.", date(2030, 5, 1), "month"),
    # and what names no year or month of the speech
    ("a year to come", "She said of 2040 |it would be wet|.", THURSDAY, "publication"),
    ("a year of something else", "Since 2019 she has said |rain would fall|.", THURSDAY, "publication"),
    ("a year inside the content", "She said |rain fell in 2019|.", THURSDAY, "publication"),
    ("a year of an event", "Asked about the 2019 storm, she said |rain would fall|.", THURSDAY, "publication"),
    ("a year in which something was done", "She said of the dam built in 2019 |it would hold|.", THURSDAY, "publication"),
    ("a year of the one who speaks", "Brandt, who took office in 2019, said |rain would fall|.", THURSDAY, "publication"),
    ("a campaign named by a year", "She said of the 2019 campaign |it was wet|.", THURSDAY, "publication"),
    ("two years", "She said in 2018 and 2019 |rain would fall|.", THURSDAY, "publication"),
    ("money of a year", "She said in 2019 dollars |it would cost less|.", THURSDAY, "publication"),
    ("last year's", "Of last year's flood she said |it would come again|.", THURSDAY, "publication"),
]  # fmt: skip
ELSEWHERE = [
    ("years ago", "Years ago she said |rain would fall|."),
    ("a decade ago", "A decade ago she said |rain would fall|."),
    ("a count of years", "Two years ago she said |rain would fall|."),
    ("nearly", "Half a century ago she said |rain would fall|."),
    ("earlier this decade", "She said earlier this decade |rain would fall|."),
    ("decades", "In the 1990s she said |rain would fall|."),
    ("a season", "Last summer she said |rain would fall|."),
    ("early in her career", "Earlier in her career, Brandt said |rain would fall|."),
    ("as a young woman", "In her youth she said |rain would fall|."),
    ("a campaign", "During the campaign she said |rain would fall|."),
    ("her campaign for something", "During her mayoral campaign she said |rain would fall|."),
    ("a candidate", "As a candidate, Brandt said |rain would fall|."),
    ("at the time", "She said at the time |rain would fall|."),
    ("once", "Brandt once said |rain would fall|."),
    ("previously", "Brandt has previously said |rain would fall|."),
    ("recently", "Brandt recently said |rain would fall|."),
    ("recent weeks", "Brandt said in recent weeks |rain would fall|."),
    ("past perfect", "Brandt had said |rain would fall|."),
    ("past perfect with an adverb", "Brandt had earlier said |rain would fall|."),
    ("told from another day", "A day earlier, Brandt said |rain would fall|."),
    ("the day after another", "The following day, Brandt said |rain would fall|."),
    ("days later", "Days later, Brandt said |rain would fall|."),
    ("a week across two years is no year", "Brandt said last week |rain would fall|."),
    ("a clause below one of another year", "In 2019 the town built a dam, which Brandt said |would hold|."),
]  # fmt: skip
PRESENT = [
    ("as a conjunction", "Once rain falls, Brandt said |she would leave|."),
    ("once again", "Brandt said once again |rain would fall|."),
    ("in another clause", "Brandt, who resigned years ago, said |rain would fall|."),
    ("inside the content", "Brandt said |rain fell years ago|."),
    ("present perfect", "Brandt has said |rain would fall|."),
    ("a former office", "Brandt, previously the mayor of Hill, said |rain would fall|."),
    ("a present campaign stop", "Brandt said at a campaign stop |rain would fall|."),
]
OF_SOMETHING_ELSE = [
    ("a deadline", "Brandt said by Friday |rain would fall|."),
    ("until", "Until March 3, Brandt said |rain would fall|."),
    ("before a year", "Brandt said before 2030 |rain would fall|."),
    ("a day to come", "The council will meet on Monday, Brandt said |in the town hall|."),
    ("a day that the sentence opens with", "On Monday the council will vote, Brandt said |in the town hall|."),
    ("scheduled", "Of the vote scheduled for Friday Brandt said |it would fail|."),
    ("due", "The report is due on Wednesday, Brandt said |in the town hall|."),
    ("ahead of", "Ahead of talks on Friday Brandt said |rain would fall|."),
    ("later this week", "Of the vote later this week Brandt said |it would fail|."),
    ("what somebody else did", "The council on Monday blamed Brandt for what she said |of rain|."),
    ("next week", "Next week, Brandt said |rain would fall|."),
    ("a date soon to come", "Of the May 20 vote Brandt said |it would fail|."),
    ("a date before a noun", "Of the January 3 strike he said |it was wrong|."),
    ("a date before a noun, after the cue", "Brandt said of a deadly April 3 fire |it was arson|."),
    ("an event on a day", "Asked about the attack on Tuesday, Brandt said |it was wrong|."),
    ("an event on a day, after the cue", "Brandt said of the strike on Tuesday |it was wrong|."),
    ("something done on a day", "Brandt said of the law signed on Tuesday |it was wrong|."),
    ("in a clause of its own", "Brandt, who resigned on Monday, said |rain would fall|."),
    ("after the words", "|Rain will fall|, said Brandt, who resigned on Monday."),
    ("what the main clause tells", "The storm that hit on Monday, Brandt said, |was strong|."),
    ("of a week", "Of the events of last week Brandt said |they were sad|."),
    ("from one day to another", "From Monday to Friday, Brandt said |rain would fall|."),
    ("where the content goes on", "Brandt said |she was sad| in Hill and Dale on Monday."),
    ("a newspaper", "Brandt said to the Mail on Sunday |rain would fall|."),
    ("another newspaper", "Brandt said to the Sunday Times |rain would fall|."),
    ("today in a name", "Brandt said to Hill Today |rain would fall|."),
    ("wed is no day", "Brandt said as they wed. |Rain would fall|."),
]  # fmt: skip
OF_THE_SPEECH = [
    ("in an interview", "In an interview with the Post on Monday, Brandt said |rain would fall|.", date(2031, 5, 12)),
    ("speaking", "Speaking in Hill on Monday, Brandt said |rain would fall|.", date(2031, 5, 12)),
    ("between commas after a name", "|Rain will fall|, said Ada Brandt, the mayor of Hill, on Monday.", date(2031, 5, 12)),
    ("between commas before the cue", "Brandt, on Monday, said |rain would fall|.", date(2031, 5, 12)),
    ("an aside on the speech", "|Rain will fall|, said Brandt, speaking in Hill on Monday.", date(2031, 5, 12)),
    ("right before the cue", "The mayor Monday publicly said |rain would fall|.", date(2031, 5, 12)),
    ("behind the content", "Brandt said |“rain will fall”| on Monday.", date(2031, 5, 12)),
    ("a statement made known", "|Rain will fall|, Brandt said in a statement released on Monday.", date(2031, 5, 12)),
    ("after an office", "|Rain will fall|, Brandt said in the town hall of Hill on Monday.", date(2031, 5, 12)),
    ("when", "Brandt caused a stir on Monday when she said |rain would fall|.", date(2031, 5, 12)),
    ("joined by and", "On Monday Brandt met the council and said |rain would fall|.", date(2031, 5, 12)),
    ("with a verb between", "Brandt on Monday opened up and then said |rain would fall|.", date(2031, 5, 12)),
    ("later on a day", "Later Monday, Brandt said |rain would fall|.", date(2031, 5, 12)),
    ("doing something on a day", "Touring Hill on Monday, Brandt said |rain would fall|.", date(2031, 5, 12)),
    ("with a weekday", "On Monday, May 12, Brandt said |rain would fall|.", date(2031, 5, 12)),
]  # fmt: skip
UNDATED = [
    ("weekday", "She said on Monday |rain would fall|.", None, "none"),
    ("nothing", "She said |rain would fall|.", None, "none"),
    ("full date", "On March 3, 2030, she said |rain would fall|.", date(2030, 3, 3), "stated"),
    ("month and day", "She said on April 2 |rain would fall|.", None, "none"),
    ("year", "In 2019 she said |rain would fall|.", date(2019, 1, 1), "year"),
    ("month and year", "In March 2019 she said |rain would fall|.", date(2019, 3, 1), "month"),
    ("month", "In March she said |rain would fall|.", None, "none"),
    ("last year", "Last year she said |rain would fall|.", None, "none"),
]


def asked(marked: str, published: date | None) -> tuple[date | None, str]:
    before, content, after = marked.split("|")
    text = before + content + after
    cue = Span(text.index("said"), text.index("said") + 4)
    return said_on(text, Span(0, len(text)), [Span(len(before), len(before) + len(content))], published, cue)


@pytest.mark.parametrize(("text", "day", "basis"), [pytest.param(*row[1:], id=row[0]) for row in ROWS + MONTHS_AND_YEARS])
def test_dated_article(text: str, day: date, basis: str) -> None:
    assert asked(text, THURSDAY) == (day, basis)


@pytest.mark.parametrize(("text", "day", "basis"), [pytest.param(*row[1:], id=row[0]) for row in UNDATED])
def test_undated_article(text: str, day: date | None, basis: str) -> None:
    assert asked(text, None) == (day, basis)


@pytest.mark.parametrize("text", [pytest.param(row[1], id=row[0]) for row in ELSEWHERE])
def test_words_of_another_time_are_not_dated_by_publication(text: str) -> None:
    published = date(2031, 1, 8) if "last week" in text else THURSDAY
    assert asked(text, published) == (None, "none")


@pytest.mark.parametrize("text", [pytest.param(row[1], id=row[0]) for row in PRESENT + OF_SOMETHING_ELSE])
def test_days_of_something_else_leave_the_day_of_publication(text: str) -> None:
    assert asked(text, THURSDAY) == (THURSDAY, "publication")


@pytest.mark.parametrize(("text", "day"), [pytest.param(*row[1:], id=row[0]) for row in OF_THE_SPEECH])
def test_where_the_day_of_the_speech_stands(text: str, day: date) -> None:
    assert asked(text, THURSDAY)[0] == day


NARRATED = [
    ("the day of a deed", "The council [rejected] the dam on Monday.", date(2031, 5, 12), "relative"),
    ("right before", "The council on Monday [rejected] the dam.", date(2031, 5, 12), "relative"),
    ("said of oneself", "Brandt said on Monday she [opposes] the dam.", date(2031, 5, 12), "relative"),
    ("to do it", "The council voted on Monday to [reject] the dam.", date(2031, 5, 12), "relative"),
    ("a year", "In 2019 Brandt [opposed] the dam.", date(2019, 1, 1), "year"),
    ("the past", "Brandt had [opposed] the dam.", None, "none"),
    ("the present", "Brandt [opposes] the dam.", THURSDAY, "publication"),
    ("a meeting to come", "Brandt [opposes] the dam and will meet the council on Monday.", THURSDAY, "publication"),
    ("a month to come", "Brandt [rejects] talks in June.", THURSDAY, "publication"),
    ("a dated thing", "Brandt [opposes] the January 3 accord.", THURSDAY, "publication"),
    ("a deadline", "Brandt [wants] the dam closed by Friday.", THURSDAY, "publication"),
    ("a sentence of others", "On Monday the council passed a law that Brandt [opposes].", THURSDAY, "publication"),
    ("a year of others", "In 2019 the town built a dam, which Brandt [opposes].", THURSDAY, "publication"),
    ("at work this week", "Brandt is [fighting] the dam this week.", THURSDAY, "publication"),
    ("a dateline", "HILL, March 5, 2031 (Newswire) - Brandt [opposes] the dam.", THURSDAY, "publication"),
    ("a dateline of two places", "HILL, Northshire, March 5 -- Brandt [opposes] the dam.", THURSDAY, "publication"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "day", "basis"), [pytest.param(*row[1:], id=row[0]) for row in NARRATED])
def test_sentences_of_the_narrator(marked: str, day: date | None, basis: str) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    assert said_on(text, Span(0, len(text)), (), THURSDAY, Span(start, end)) == (day, basis)


def test_only_the_sentence_itself_counts() -> None:
    text = "The storm came on Monday. Brandt said rain would fall. On Tuesday it did."
    sentence = Span(text.index("Brandt"), text.index(" On Tuesday"))
    cue = Span(text.index("said"), text.index("said") + 4)
    assert said_on(text, sentence, (), THURSDAY, cue) == (THURSDAY, "publication")


@given(
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.sampled_from(["last week", "last month", "last year", "over the weekend", "two weeks ago", "earlier this week"]),
)
def test_what_is_not_known_to_the_day_is_the_first_of_a_month_or_year(published: date, when: str) -> None:
    day, basis = asked(f"She said {when} |rain would fall|.", published)
    assert basis in ("month", "year", "none", "relative")
    if basis in ("month", "year"):
        assert day is not None
        assert day.day == 1
        assert basis == "month" or day.month == 1
    assert day is None or day <= published


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
