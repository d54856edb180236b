"""When an article was published: from its metadata, its dateline or its file's name. Never today, never half a date filled up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

DayOrder = Literal["day first", "month first"]
EARLIEST = 1800

_NAMES = "january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,september sept sep,october oct,november nov,december dec"
_MONTHS = {name: number for number, names in enumerate(_NAMES.split(","), start=1) for name in names.split()}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_NAME = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+"
_WORDS = (
    rf"(?:(?P<m1>{_MONTH})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{{4}})|"
    rf"(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<m2>{_MONTH})\.?,?[\s-]+(?P<y2>\d{{4}}))\b"
)
_ISO = re.compile(r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?=$|[T\s])")
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?:T\d{4,6}Z?|\d{6})?$")
_NUMERIC = re.compile(r"(?P<a>\d{1,2})([-/.])(?P<b>\d{1,2})\2(?P<y>\d{4}|(?<=/)\d\d)(?=$|[,T\s])")  # 4/21/18: only after a slash is that a year
_EPOCH = re.compile(r"\d{10}(?:\d{3})?$")
_WRITTEN = re.compile(rf"(?:{_DAY_NAME})?{_WORDS}", re.IGNORECASE)


class Reading(NamedTuple):
    """A date as read, or why it is none."""

    day: date | None
    reason: str = ""


def read_date(value: str, order: DayOrder | None = None, today: date | None = None) -> Reading:
    """A full date: day, month and year must all stand in ``value``; a time behind it is passed over.

    03/04/2025 is March or April: it is read only with ``order``, which the other dates of its column give (:func:`day_order`).
    """
    value = value.strip()
    if found := _ISO.match(value) or _COMPACT.match(value):
        return _checked(int(found["y"]), int(found["m"]), int(found["d"]), today)
    if found := _NUMERIC.match(value):
        a, b, year = int(found["a"]), int(found["b"]), _year(found["y"], today)
        if a > 12 or (order == "day first" and b <= 12):
            return _checked(year, b, a, today)
        if b > 12 or a == b or order == "month first":
            return _checked(year, a, b, today)
        return Reading(None, "day and month can be meant either way round")
    if _EPOCH.match(value):
        day = datetime.fromtimestamp(int(value[:10]), UTC).date()
        return _checked(day.year, day.month, day.day, today)
    if found := _WRITTEN.match(value):
        return _written(found, today)
    return _foreign(value, today)


def _year(digits: str, today: date | None) -> int:
    """Of two digits, the year that is nearest in the past."""
    if len(digits) == 4:
        return int(digits)
    now = (today or date.today()).year
    return now - (now - int(digits)) % 100


def _written(found: re.Match[str], today: date | None = None) -> Reading:
    month, day, year = (found["m1"], found["d1"], found["y1"]) if found["m1"] else (found["m2"], found["d2"], found["y2"])
    return _checked(int(year), _MONTHS[month.lower()], int(day), today)


@lru_cache(maxsize=10_000)
def _foreign(value: str, today: date | None) -> Reading:
    """What is left goes to dateparser, which knows many ways of writing; only whole, absolute dates are taken ("yesterday" is none)."""
    if len(value) > 60 or not re.search(r"\d{4}", value) or not re.search(r"(?<!\d)\d{1,2}(?!\d)", value):
        return Reading(None, "it does not name a day, a month and a year")
    import dateparser  # a third of a second, and seldom needed

    settings = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    found = dateparser.parse(value, languages=["en"], settings=settings)  # type: ignore[arg-type]
    return _checked(found.year, found.month, found.day, today) if found else Reading(None, "it does not name a day, a month and a year")


def _checked(year: int, month: int, day: int, today: date | None = None) -> Reading:
    try:
        found = date(year, month, day)
    except ValueError:
        return Reading(None, "there is no such day")
    # Two days of grace: it is tomorrow already in other time zones, and papers date ahead.
    if not date(EARLIEST, 1, 1) <= found <= (today or date.today()) + timedelta(days=2):
        return Reading(None, f"it lies before {EARLIEST} or in the future")
    return Reading(found)


def day_order(values: Iterable[str | None]) -> DayOrder | None:
    """Whether a column writes the day or the month first; told by values above 12, and only if none of them contradicts."""
    pairs = [(int(found["a"]), int(found["b"])) for value in values if value and (found := _NUMERIC.match(value.strip()))]
    first, second = any(a > 12 >= b for a, b in pairs), any(b > 12 >= a for a, b in pairs)
    return None if first == second else "day first" if first else "month first"


_LABEL = r"(?:(?:first\s+|last\s+)?(?:published|posted|updated|modified|date)\s*(?:on|at)?\s*:?\s*)?"
_TIME = r"(?:[,\s|•·–—-]*(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?)?"
_DATE_LINE = re.compile(rf"\s*{_LABEL}(?:{_DAY_NAME})?{_WORDS}{_TIME}\s*\.?\s*$", re.IGNORECASE)
_ISO_LINE = re.compile(rf"\s*{_LABEL}(?P<iso>\d{{4}}-\d\d-\d\d)(?:[T\s].{{0,20}})?$", re.IGNORECASE)
# KINGSTON, Jamaica, March 4, 2025 (Outlet) —   LONDON (Outlet) -   WARSAW, 4 May 2020 /Outlet/ --
_DATELINE = re.compile(
    r"\s*(?:\((?P<leading>[A-Z][A-Za-z ]{1,30})\)\s*[-–—]{0,2}\s*)?"
    r"(?P<place>[A-Z][A-Z.'’\-]+(?:[ /][A-Z][A-Z.'’\-]+){0,3}(?:,\s(?:[A-Z][\w.'’\-]*\s?){1,3}){0,2}?)"
    rf"(?:,?\s+(?P<date>(?i:{_WORDS}))|,?\s+(?i:{_MONTH})\.?\s\d{{1,2}})?"
    r"\s*(?:\((?P<outlet>[A-Z][^()\d]{1,40})\)|/(?P<slashed>[A-Z][^/\d]{1,40})/)?\s*(?:[-–—]{1,2}|:)\s"
)


class Dateline(NamedTuple):
    day: date | None
    outlet: str | None


def dateline(text: str, today: date | None = None, lines: int = 8) -> Dateline:
    """Date and outlet that the first lines of an article give, on a line of their own or before the first sentence.

    A date inside a sentence is not taken: it tells when something happened, not when it was written about.
    """
    day, outlet = None, None
    for line in [line for line in text[:4000].split("\n") if line.strip()][:lines]:
        if found := _DATE_LINE.match(line):
            day = day or _written(found, today).day
        elif found := _ISO_LINE.match(line):
            day = day or read_date(found["iso"], today=today).day
        elif (found := _DATELINE.match(line)) and (found["date"] or found["outlet"] or found["slashed"]):
            if found["date"]:
                day = day or _written(found, today).day
            outlet = outlet or found["outlet"] or found["slashed"]
            break
    return Dateline(day, outlet.strip() if outlet else None)


_IN_NAME = re.compile(r"(?<!\d)(?P<y>(?:18|19|20)\d\d)(?P<s>[-_.]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")


def date_in_name(name: str, today: date | None = None) -> date | None:
    """The date in a file's name: 2025-02-11-talks.txt, talks_20250211.txt."""
    for found in _IN_NAME.finditer(name):
        if day := _checked(int(found["y"]), int(found["m"]), int(found["d"]), today).day:
            return day
    return None
