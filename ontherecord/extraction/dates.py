"""When something was said: the day, month or year that the sentence of a quote names for it, by the article's date.

"on Sunday" is the last Sunday on or before the day of publication (news looks back), "Tuesday last week" the one in the week before. What the
expressions tell stands in :mod:`ontherecord.extraction.time_expressions`; here it is judged which of them belongs to the speech.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ontherecord.extraction import time_expressions as pat
from ontherecord.extraction.time_expressions import NotUsable, Period, Row
from ontherecord.model import SaidBasis, Span

_FAR = 100
"""Characters after the cue or stance word within which an expression still belongs to it."""
_MOST = 40
"""Expressions of time that are looked at in one sentence; what has more is a list or a table."""
_LATELY = 7
"""Days before publication on which something else may have happened that is spoken of on the day of publication."""
_CONTENT = "\ufffc"


class _Found(NamedTuple):
    """An expression of time in a sentence that belongs to the speech.

    ``rank``: 0 beside the cue, 1 opens the sentence, 2 in an aside, 3 opens it and may be the time of another clause.
    """

    rank: int
    row: Row
    match: re.Match[str]


def said_on(text: str, sentence: Span, content: Sequence[Span], published: date | None, near: Span | None = None) -> tuple[date | None, SaidBasis]:
    """The first day of what is known of a quote's time, and how it is known.

    ``sentence`` holds the cue; days inside ``content`` (what is talked about) do not count; ``near`` is the cue or the stance word.
    A day named with its date is ``stated``, one by a weekday or "yesterday" ``relative``, which needs ``published``. Where only a month or a
    year is known, the basis is ``month`` or ``year`` and the day its first. Where the words were said at another time that is not known ("years
    ago"), or nothing is known, ``(None, "none")``. Else the day of publication. Deadlines, days after publication and days of something else
    in the sentence ("the January 3 vote", "who resigned on Monday") are not used.
    """
    words = _without(text, sentence, content)
    cue = Span(near.start - sentence.start, near.end - sentence.start) if near and sentence.start <= near.start and near.end <= sentence.end else None
    found = _expressions(words, cue)
    year = _year_of(found, published)
    elsewhere = False
    for one in sorted(found, key=lambda f: f.rank):
        try:
            told = one.row.read(one.match, published, year)
        except (NotUsable, ValueError, OverflowError):
            continue
        if told is None:
            elsewhere = True
        elif not _past(told, published) or _coming(words, one, cue, published):
            continue
        elif one.rank == 3:
            elsewhere = elsewhere or (published is not None and (published - told.last).days > _LATELY)
        elif known := _known(told, one.row):
            return known
        else:
            elsewhere = True
    if elsewhere or (cue is not None and _perfect(words, cue)):
        return None, "none"
    return (published, "publication") if published is not None else (None, "none")


def _without(text: str, sentence: Span, content: Sequence[Span]) -> str:
    """The sentence, of the same length, with what is said blotted out."""
    words = text[sentence.start : sentence.end]
    for piece in content:
        start, end = max(piece.start - sentence.start, 0), min(piece.end - sentence.start, len(words))
        if start < end:
            words = words[:start] + _CONTENT * (end - start) + words[end:]
    return words


def _past(told: Period, published: date | None) -> bool:
    return published is None or told.first <= published


def _known(told: Period, row: Row) -> tuple[date, SaidBasis] | None:
    """The finest of day, month and year that holds the whole period."""
    first, last = told
    if first == last:
        return first, "stated" if row.stated else "relative"
    if first.year != last.year:
        return None
    return (first.replace(day=1), "month") if first.month == last.month else (date(first.year, 1, 1), "year")


def _coming(words: str, found: _Found, cue: Span | None, published: date | None) -> bool:
    """A month without a year that comes soon: "rejects talks in January" of December. What opens a sentence or follows the cue is past."""
    groups = found.match.groupdict()
    if (
        found.row.names != "month"
        or published is None
        or _CONTENT in words
        or groups.get("year")
        or groups.get("lastyear")
        or groups.get("last")
        or found.rank == 1
    ):
        return False
    soon = 1 <= (pat.number_of(found.match) - published.month) % 12 <= 3
    return soon and not (cue is not None and not words[cue.end : found.match.start()].strip())


def _year_of(found: Sequence[_Found], published: date | None) -> int | None:
    """The year that a sentence names for its speech, for a day or month beside it: "In 2019 she said on March 3"."""
    for one in found:
        if one.row.names == "year":
            return int(one.match["year"])
        if one.row.names == "lastyear" and one.match["unit"] == "year" and published is not None:
            return published.year - 1
    return None


def _perfect(words: str, cue: Span) -> bool:
    """ "had said": before the time that the article tells of."""
    return bool(pat.PERFECT.search(words[max(cue.start - 60, 0) : cue.start])) or words[cue.start : cue.end].startswith("had ")


def _expressions(words: str, cue: Span | None) -> list[_Found]:
    """What belongs to the speech, the most exact kinds first."""
    told: list[tuple[Row, re.Match[str]]] = []
    plain = words
    small = words.lower()
    if not any(word in small for word in pat.ANY):
        return []
    for row in pat.EXPRESSIONS:
        for match in row.pattern.finditer(words):
            start, end = match.span()
            if len(told) < _MOST and plain[start:end] == words[start:end]:  # else an earlier row has taken it
                plain = plain[:start] + " " * (end - start) + plain[end:]
                told.append((row, match))
    ranked = [(row, match, _rank(words, plain, row, match, cue)) for row, match in told if not _of_something_else(words, match)]
    return [_Found(rank, row, match) for row, match, rank in ranked if rank is not None]


def _of_something_else(words: str, match: re.Match[str]) -> bool:
    """Told by the words directly around it: "since Monday", "Monday's attack", "the January 3 vote", the date of a dateline."""
    before, (start, end) = words[max(match.start() - 60, 0) : match.start()], match.span()
    groups = match.groupdict()
    if "speech" in groups:
        return False
    if pat.OTHER_DAY.search(before) or pat.NAMES.search(before) or pat.NAMED_AFTER.match(words, end):
        return True
    if pat.DATELINE.match(words[:start]) and pat.AFTER_DATELINE.match(words, end):
        return True
    if pat.POSSESSIVE.match(words, end):
        return not _in_its_speech(before, words, end)
    if pat.EVENT_BEFORE.search(before):
        return True
    return "on" in groups and not groups["on"] and bool(pat.DETERMINER.search(before) or pat.EVENT_AFTER.match(words, end))


def _in_its_speech(before: str, words: str, end: int) -> bool:
    """ "in Monday's interview"."""
    return bool(pat.MADE_KNOWN.search(before) and re.match(rf"['’]s?\s+(?:[\w-]+\s+){{0,2}}{pat.SPEECH}\b", words[end : end + 60]))


def _rank(words: str, plain: str, row: Row, match: re.Match[str], cue: Span | None) -> int | None:
    """How an expression belongs to the cue; None: not at all. ``plain`` is without all such expressions."""
    start, end = match.span()
    left, right = _part(words, start, end)
    before = plain[left:start]
    if pat.FUTURE.search(before) or not _fits(words, row, match, cue):
        return None
    if cue is not None and left <= cue.start and cue.end <= right:
        beside = _before(words, start, end, cue, left) if end <= cue.start else _behind(words, start, cue, row)
        if beside:
            return 0
    if pat.OPENS.match(plain[:start]) or (left == 0 and _frame(before)):
        return _opens_for(words, end, cue)
    if pat.OPENS.match(before):
        if cue is not None and cue.end < start and words[left - 1] == _CONTENT:
            return 1  # behind the content
        if words[end:right].strip(" .\n") in ("", "that"):  # alone between commas
            return 1 if cue is None or cue.end < start or _opens_for(words, end, cue) == 1 else None
    if pat.ASIDE.match(before):
        return None
    if cue is not None and end < cue.start and ((_takes_part(words, cue) and not pat.DONE.search(before)) or pat.WHEN.match(words[end : cue.start])):
        return 1
    if row.read is pat.unknown:
        return None
    return 2 if pat.IN_SPEECH_BEFORE.search(before) or (_frame(before) and pat.SPEAKING.match(before)) else None


def _fits(words: str, row: Row, match: re.Match[str], cue: Span | None) -> bool:
    """ "her 2015 memoir" is where words stand only as "in her 2015 memoir" or as the speaker; "are debating it this week" is the present."""
    start, end = match.span()
    if row.names == "this" and match[0].lower().startswith("this") and cue is not None and words[cue.start : cue.end].endswith("ing"):
        return False
    if "speech" not in match.groupdict() or pat.MADE_KNOWN.search(words[:start][-20:]):
        return True
    return cue is not None and end <= cue.start and bool(pat.SMALL.match(words[end : cue.start]))


def _takes_part(words: str, cue: Span) -> bool:
    """The cue has no time of its own: "..., saying"."""
    return words[cue.start : cue.end].split(" ")[0].endswith("ing") and words[: cue.start].rstrip().endswith(",")


def _part(words: str, start: int, end: int) -> tuple[int, int]:
    """The part between commas and the like that holds a place."""
    left = 0
    for boundary in pat.BOUNDARY.finditer(words, 0, start):
        left = boundary.end()
    after = pat.BOUNDARY.search(words, end)
    return left, after.start() if after else len(words)


def _before(words: str, start: int, end: int, cue: Span, left: int) -> bool:
    """ "the minister on Monday said", "said on Monday she would oppose", "on Monday continued to insist"."""
    between, before = words[end : cue.start], words[left:start]
    if pat.SMALL.match(between):
        heard = bool(re.match(r"\s+(?:to|that|she|he|they|it|we|I)\b", between))
        return heard or not pat.DONE.search(before)
    if re.search(r"\b(?:for|it|he|she|they|we)\s*$", between) or pat.CLAUSE.search(between) or pat.FUTURE.search(between):
        return False
    return bool(pat.MAIN_VERB.match(between)) and not pat.DONE.search(before)


def _behind(words: str, start: int, cue: Span, row: Row) -> bool:
    """ "said in Hill on Monday", not "said of the bill signed on Monday"."""
    between = words[cue.end : start]
    if row.names == "adverb":
        return not between.strip()
    if len(between) > _FAR or pat.CLAUSE.search(between) or pat.WOULD.search(between):
        return False
    return not between.strip() or not pat.DONE.search(between)


def _frame(before: str) -> bool:
    """Says where: "at a rally in Hill"."""
    return bool(pat.FRAME.match(before)) and not pat.CLAUSE.search(before) and not pat.DONE.search(before)


def _opens_for(words: str, end: int, cue: Span | None) -> int | None:
    """Whether the clause that an expression opens is that of the cue (1), or may only be (3), and not one of what is to come."""
    if cue is None:
        return 1
    between = words[end : cue.start]
    future = pat.FUTURE.search(between)
    if ";" in between or (future and not pat.SAID.search(between, 0, future.start())):
        return None
    left, _ = _part(words, cue.start, cue.end)
    if not pat.BELOW.search(words[max(left, end) : cue.start]):
        return 1
    return None if words[cue.start : cue.end].endswith("s") else 3
