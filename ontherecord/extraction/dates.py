"""When something was said: the day that the sentence of a quote names, by the article's date.

"on Sunday" is the last Sunday on or before the day of publication (news looks back), "Tuesday last week" the one in the week before;
"on 14 March" the nearest such day, seldom in the future.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ontherecord.model import SaidBasis, Span

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_SHORT = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5}
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)"
_NUMBER = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"

_STATED = (
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<day>[0-3]\d)\b"),
    re.compile(rf"\b{_MONTH}\s+{_NUMBER}(?!\d)(?!\s*(?:percent|per cent|%|people))(?:,?\s+(?P<year>(?:19|20)\d\d))?\b", re.IGNORECASE),
    re.compile(rf"\b{_NUMBER}\s+(?:of\s+)?{_MONTH}(?:,?\s+(?P<year>(?:19|20)\d\d))?\b", re.IGNORECASE),
)
_IN_MONTH = re.compile(
    rf"\b(?:[Ii]n|[Ll]ast|[Ll]ate in|[Ee]arly in)\s+(?:late |early |mid-)?(?P<month>{'|'.join(m.capitalize() for m in _MONTHS)})"
    r"(?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d))?\b(?!\s+\d)"
)
_NEAR = 60
"""Characters after the cue or stance word within which a month still belongs to it."""
_RELATIVE = re.compile(
    r"\b(?:(?P<ago>day before yesterday)|(?P<yesterday>yesterday)|(?P<today>today|tonight|this (?:morning|afternoon|evening))"
    r"|(?P<n>\d+|two|three|four|five|six|seven) days ago"
    r"|(?:(?P<before>last|this|on|late|early|earlier|and)\s+)?"
    rf"(?P<weekday>{'|'.join(_DAYS)}|(?:Mon|Tues?|Wed|Thur?s?|Fri)\.)(?P<week>\s+(?:of\s+)?last week)?)(?![\w-])",
    re.IGNORECASE,
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_NOT_THE_DAY = re.compile(
    r"\b(?:since|until|till|by|before|after|next|every|from|for|between|through|coming|following|starting|beginning|due)"
    r"\s+(?:the\s+)?(?:last\s+|this\s+|next\s+)?$",
    re.IGNORECASE,
)
"""Before a day, these make it another day than that of the speech: "since Monday", "until Friday", "next Tuesday"."""
_POSSESSIVE = re.compile(r"['’]s\b")


def said_on(text: str, sentence: Span, content: Sequence[Span], published: date | None, near: Span | None = None) -> tuple[date | None, SaidBasis]:
    """The day of a quote and how it is known.

    ``sentence`` holds the cue; days inside ``content`` (what is talked about) do not count. Where a day is named with its date, the basis is
    ``stated``; with a weekday, ``relative``, which needs ``published``. Where only an earlier month is named, at the start of the sentence or
    soon after ``near`` (the cue, the stance word), the basis is ``month`` and the day its first. Else the day of publication;
    ``(None, "none")`` when undated.
    A stated day without a year that ``published`` cannot complete, and a day after publication, are not used.
    """
    outside = _outside(text, sentence, content)
    for part in outside:
        for pattern in _STATED:
            for match in pattern.finditer(part):
                month = match.groupdict().get("month")
                # "may" is a month only with a capital.
                if _about_something_else(part, match) or (month and not month[0].isupper()):
                    continue
                day = _stated(match, published)
                if day is not None and (published is None or day <= published):
                    return day, "stated"
    if published is None:
        return None, "none"
    for part in outside:
        for match in _RELATIVE.finditer(part):
            if _about_something_else(part, match):
                continue
            day = _relative(match, published)
            if day is not None:
                return day, "relative"
    if (month := _month_named(text, sentence, content, near, published)) is not None:
        return month, "month"
    return published, "publication"


def _month_named(text: str, sentence: Span, content: Sequence[Span], near: Span | None, published: date) -> date | None:
    """First day of a month before that of publication: "rejected it in February", "In April the minister said"."""
    for match in _IN_MONTH.finditer(text, sentence.start, sentence.end):
        if any(piece.start <= match.start() < piece.end for piece in content):
            continue
        opens = not text[sentence.start : match.start()].strip(" \"“'‘")
        # A month further on belongs to another clause: "Brandt, who took office in May, said".
        follows = near is not None and near.end <= match.start() <= near.end + _NEAR and not set(text[near.end : match.start()]) & set(",;:")
        if not (opens or follows):
            continue
        year = int(match["year"]) if match["year"] else published.year
        first = date(year, _month(match["month"]), 1)
        if not match["year"] and first > published:
            first = date(year - 1, first.month, 1)
        if first < published.replace(day=1):
            return first
    return None


def _outside(text: str, sentence: Span, content: Sequence[Span]) -> list[str]:
    """Parts of the sentence that are not content."""
    out: list[str] = []
    cursor = sentence.start
    for piece in sorted(content):
        if piece.end <= sentence.start or piece.start >= sentence.end:
            continue
        if piece.start > cursor:
            out.append(text[cursor : piece.start])
        cursor = max(cursor, piece.end)
    if cursor < sentence.end:
        out.append(text[cursor : sentence.end])
    return out


def _about_something_else(part: str, match: re.Match[str]) -> bool:
    """ "since Monday", "Monday's attack": the day of something else."""
    return bool(_NOT_THE_DAY.search(part[: match.start()]) or _POSSESSIVE.match(part, match.end()))


def _stated(match: re.Match[str], published: date | None) -> date | None:
    groups = match.groupdict()
    number = int(groups["m"]) if groups.get("m") else _month(groups["month"])
    year = int(groups["year"]) if groups.get("year") else None
    try:
        if year is not None:
            return date(year, number, int(groups["day"]))
        if published is None:
            return None
        day = date(published.year, number, int(groups["day"]))
        # Without a year: the last such day that is not after publication.
        return day if day <= published else date(published.year - 1, number, int(groups["day"]))
    except ValueError:
        return None


def _month(word: str) -> int:
    short = word.lower().rstrip(".")[:3]
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(short))


def _relative(match: re.Match[str], published: date) -> date | None:
    groups = match.groupdict()
    if groups["ago"]:
        return published - timedelta(days=2)
    if groups["yesterday"]:
        return published - timedelta(days=1)
    if groups["today"]:
        return published
    if groups["n"]:
        word = groups["n"].lower()
        days = _COUNTS.get(word) or int(word)
        return published - timedelta(days=days) if days <= 60 else None
    before = (groups["before"] or "").lower()
    word = groups["weekday"].lower().rstrip(".")
    weekday = _DAYS.index(word) if word in _DAYS else _DAY_SHORT[word]
    back = (published.weekday() - weekday) % 7
    if groups["week"]:
        monday = published - timedelta(days=published.weekday() + 7)
        return monday + timedelta(days=weekday)
    if before == "last" and back == 0:
        back = 7
    return published - timedelta(days=back)
