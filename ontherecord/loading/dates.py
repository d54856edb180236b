"""Dates as sources write them. Only whole ones are read: never today, never half a date filled up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

DayOrder = Literal["day first", "month first"]
EARLIEST = 1800
LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl")
"""Databases write dates in the language of their user, whatever that of the article."""
# Day 0 or 1 of a calendar (Excel, SQL, Macintosh, Unix), in digits: how programs write that there is no date.
_NO_DATE = frozenset({date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1904, 1, 1), date(1970, 1, 1)})
_SERIALS = range(18_264, 73_051)
"""Days that a spreadsheet counts, from 1950 to 2099; smaller numbers are something else."""

_NAMES = "january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,september sept sep,october oct,november nov,december dec"
_MONTHS = {name: number for number, names in enumerate(_NAMES.split(","), start=1) for name in names.split()}
MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
DAY_NAME = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+"
WORDS = (
    rf"(?:(?P<m1>{MONTH})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{{4}})|"
    rf"(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<m2>{MONTH})\.?,?[\s-]+(?P<y2>\d{{4}}))\b"
)
_ISO = re.compile(r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?=$|[T\s])")
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?:T\d{4,6}(?:Z|[+-]\d{4})?|\d{6})?$")
_NUMERIC = re.compile(
    r"(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4}|(?<=/)\d\d)(?=$|[,T\s])"
)  # 4/21/18: only after a slash is that a year
_EPOCH = re.compile(r"(?P<s>\d{10})(?:\d{3}){0,2}(?:\.\d+)?$")
_SERIAL = re.compile(r"(?P<days>\d{5})(?:[.,]\d+)?$")
_WRITTEN = re.compile(rf"(?:{DAY_NAME})?{WORDS}", re.IGNORECASE)
_SHORT_YEAR = re.compile(rf"(?P<d>\d{{1,2}})[\s-](?P<m>{MONTH})\.?[\s-]['’]?(?P<y>\d\d)(?=$|[,\s])", re.IGNORECASE)  # 5-Mar-24
# Wed Apr 10 18:05:00 +0000 2024, as Twitter and Unix write it.
_TIME_INSIDE = re.compile(
    rf"(?:{DAY_NAME})?(?P<m>{MONTH})\s+(?P<d>\d{{1,2}})\s+\d\d:\d\d(?::\d\d)?\s+(?:(?:[A-Z]{{2,5}}|[+-]\d{{4}})\s+)?(?P<y>\d{{4}})$", re.IGNORECASE
)


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
        return _in_digits(int(found["y"]), int(found["m"]), int(found["d"]), today)
    if found := _NUMERIC.match(value):
        a, b, year = int(found["a"]), int(found["b"]), _year(found["y"], today)
        if found["s"] == ".":  # with points, the day is first everywhere
            order = order or "day first"
        if a > 12 or (order == "day first" and b <= 12):
            return _in_digits(year, b, a, today)
        if b > 12 or a == b or order == "month first":
            return _in_digits(year, a, b, today)
        return Reading(None, "day and month can be meant either way round")
    if found := _EPOCH.match(value):
        day = datetime.fromtimestamp(int(found["s"]), UTC).date()
        return _in_digits(day.year, day.month, day.day, today)
    if (found := _SERIAL.match(value)) and int(found["days"]) in _SERIALS:
        day = date(1899, 12, 30) + timedelta(days=int(found["days"]))
        return _checked(day.year, day.month, day.day, today)
    if found := _WRITTEN.match(value):
        return written(found, today)
    if found := _SHORT_YEAR.match(value) or _TIME_INSIDE.match(value):
        return _checked(_year(found["y"], today), _month(found["m"]), int(found["d"]), today)
    return _foreign(value, today)


def _year(digits: str, today: date | None) -> int:
    """Of two digits, the year that is nearest in the past."""
    if len(digits) == 4:
        return int(digits)
    now = (today or date.today()).year
    return now - (now - int(digits)) % 100


def _month(name: str) -> int:
    """A month's number. The letters that patterns take for i and s in any case (ı, İ, ſ) are these."""
    return _MONTHS[name.replace("ı", "i").replace("İ", "i").casefold()]


def written(found: re.Match[str], today: date | None = None) -> Reading:
    """The date of a match of ``WORDS``."""
    month, day, year = (found["m1"], found["d1"], found["y1"]) if found["m1"] else (found["m2"], found["d2"], found["y2"])
    return _checked(int(year), _month(month), int(day), today)


@lru_cache(maxsize=10_000)
def _foreign(value: str, today: date | None) -> Reading:
    """What is left goes to dateparser, which knows other languages; only whole, absolute dates are taken ("yesterday" is none).

    A word must name the month: for digits alone, the rules above are all there is.
    """
    if len(value) > 60 or not all(re.search(part, value) for part in (r"\d{4}", r"(?<!\d)\d{1,2}(?!\d)", r"[^\W\d_]{3}")):
        return Reading(None, "it does not name a day, a month and a year")
    import dateparser  # a third of a second, and seldom needed

    settings = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    found = dateparser.parse(value, languages=LANGUAGES, settings=settings)  # type: ignore[arg-type]
    return _checked(found.year, found.month, found.day, today) if found else Reading(None, "it does not name a day, a month and a year")


def _in_digits(year: int, month: int, day: int, today: date | None) -> Reading:
    found = _checked(year, month, day, today)
    return Reading(None, "it is what programs write where there is no date") if found.day in _NO_DATE else found


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


_IN_NAME = re.compile(r"(?<!\d)(?P<y>(?:18|19|20)\d\d)(?P<s>[-_.]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")


def date_in_name(name: str, today: date | None = None) -> date | None:
    """The date in a file's name: 2025-02-11-talks.txt, talks_20250211.txt."""
    for found in _IN_NAME.finditer(name):
        if day := _checked(int(found["y"]), int(found["m"]), int(found["d"]), today).day:
            return day
    return None
