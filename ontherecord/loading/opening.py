"""What the lines around a headline say of the article: bylines, date lines and datelines. Text files, Word files and web pages alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ontherecord.loading.dates import DAY_NAME, MONTH, WORDS, read_date, written
from ontherecord.loading.filenames import is_outlet

MAX_LINE = 200
_DATE = re.compile(
    rf"(?:{DAY_NAME})?{WORDS}|\b(?P<digits>\d{{4}}-\d\d-\d\d(?:T[\d:.]{{4,12}}(?:Z|[+-]\d\d:?\d\d)?)?|\d{{1,2}}(?P<mark>[./])\d{{1,2}}(?P=mark)\d{{4}})(?![\d-])",
    re.IGNORECASE,
)
_UP_TO_DATE = r"\b\W*+(?:(?:on|at)\W*+)?$"
_UPDATED = re.compile(
    rf"\b(?:updated?|modified|edited|corrected|amended|changed|revised|revision|last change|accessed|retrieved){_UP_TO_DATE}",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|released|issued|first published|publication date|pub date|date)\b\W*+(?:(?:on|at)\W*+)?$", re.IGNORECASE
)
_LABEL = re.compile(
    r"\b(?:(?:first|last|originally)\s+)?(?:published|posted|released|issued|updated?|modified|edited|corrected|amended|date)\b(?:\s+(?:on|at))?\s*:?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:at\s++)?\d{1,2}(?:[:.h]\d\d){1,2}(?:\s*+[ap]\.?m\.?)?(?:\s++(?=\w)|\b)(?:[A-Z]{2,5}\b)?|\b\d{1,2}\s*+[ap]\.?m\.?(?:\s[A-Z]{2,4}\b)?"
    r"|\b\d{1,3}[ -]min(?:ute)?s?(?: read)?\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)
_BARS = re.compile(r"\s*[|•·/\t]\s*|\s+[–—-]{1,2}\s+|\s{3,}")
_COMMAS = re.compile(r"(?:(?<!\s)\s++)?[,;()]\s*+")
_BY = re.compile(r"(?:(?:written|words|text|story|reported|report) )?by[\s:]+(?=\S)|authors?\s*:\s*(?=\S)", re.IGNORECASE)
_WHERE = re.compile(r"(?<!\s)\s++(?:in|at|for|from)\s++(?:the\s++)?[^\W\d_a-z][\w.’'-]*+(?:\s[^\W\d_a-z][\w.’'-]*+){0,2}")
_AND = re.compile(r"(?:(?<!\s)\s++)?(?:,|;|&|\band\b|\bwith\b)\s*+")
_ROLE = re.compile(
    r"\b(?:correspondents?|editors?|reporters?|(?:staff|senior|contributing) writers?|staff|bureau|chief|columnists?|contributors?|analyst|agency|"
    r"agencies|desk|team)\b",
    re.IGNORECASE,
)
_SMALL = "van von de der den del della di da dos du la le al bin binti ben el ten ter y e"
_PARTICLES = frozenset(_SMALL.split())
_NO_NAME = re.compile(rf"(?:{MONTH}|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\.?$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")
# KINGSTON, Jamaica, March 4, 2025 (Outlet) —   LONDON (Outlet) -   WARSAW, 4 May 2020 /Outlet/ --
_DATELINE = re.compile(
    r"\s*+(?:\((?P<leading>[A-Z][A-Za-z ]{1,30})\)\s*+(?:[-–—]{1,2}\s*+)?)?"
    r"(?P<place>[A-Z][A-Z.'’\-]+(?:[ /][A-Z][A-Z.'’\-]+){0,3}(?:,\s[A-Z][\w.'’\-]*(?:\s[A-Z][\w.'’\-]*){0,2}\s?){0,2}?)"
    rf"(?:,?\s++(?P<date>(?i:{WORDS}))|,?\s++(?i:{MONTH})\.?\s\d{{1,2}})?"
    r"\s*+(?:(?:\((?P<outlet>[A-Z][^()\d]{1,40})\)|/(?P<slashed>[A-Z][^/\d]{1,40})/)\s*+)?(?:[-–—]{1,2}|:)\s"
)


class Opening(NamedTuple):
    """What was found; None for nothing. ``labelled``: the date is said to be that of publication."""

    day: date | None = None
    outlet: str | None = None
    author: str | None = None
    labelled: bool = False


def opening(text: str, today: date | None = None, lines: int = 8) -> Opening:
    """Date, outlet and author that the first lines of an article give, on a line of their own or before the first sentence.

    A date inside a sentence is not taken: it tells when something happened, not when it was written about. Nor is one of an update.
    """
    return _together(_until_dateline([line for line in text[:4000].split("\n") if line.strip()][:lines], today))


def _until_dateline(lines: list[str], today: date | None) -> Iterator[Opening]:
    paragraphs = 0  # one may be a standfirst; behind two, a date or a name is somebody else's, but for a date that is said to be of publication
    for number, line in enumerate(lines):
        if (found := read_line(line, today)) and (paragraphs < 2 or found.labelled):
            # A name in the very first line is a headline's: "By Royal Command".
            named = found.author and paragraphs < 2 and (number or found.day or found.author.isupper())
            yield found if named else found._replace(author=None)
        elif (dated := _DATELINE.match(line)) and (dated["date"] or dated["outlet"] or dated["slashed"]):
            yield Opening(written(dated, today).day if dated["date"] else None, (dated["outlet"] or dated["slashed"] or "").strip() or None)
            return
        paragraphs += is_prose(line)


def _together(found: Iterable[Opening]) -> Opening:
    whole = Opening()
    for one in found:
        whole = Opening(whole.day or one.day, whole.outlet or one.outlet, whole.author or one.author, whole.labelled or one.labelled)
    return whole


def is_prose(line: str) -> bool:
    """A sentence or more of running text, not a line about the article."""
    line = line.strip()
    return len(line) > MAX_LINE or (len(line) >= 60 and bool(_SENTENCE.search(line)))


def read_line(line: str, today: date | None = None, *, strict: bool = True) -> Opening | None:
    """A line that holds a date, names of authors, or both, and nothing else; None for any other.

    Not ``strict``: other words may stand beside a date ("4 comments"), as on web pages, where the line's place says what it is.
    """
    line = " ".join(line.replace("\t", " | ").split(" ")).strip()
    if not line or len(line) > MAX_LINE or (is_prose(line) and strict):
        return None
    day, labelled, rest = _dates(line, today)
    parts = _parts(rest)
    by = [part for part in parts if _BY.match(part)]
    if not by and rest == line:
        return None
    bars = [part for part in map(str.strip, _BARS.split(rest)) if part.strip(" ,;:.")]
    people = [found for part in by or bars if (found := names(part))]
    if not by and not (day and len(people) == 1 and len(bars) <= 3 and _BARS.search(line)):
        people = []  # Iris Penn | 5 March 2024; but not: Port Louis, 5 March 2024
    authors = [name for found in people for name in found]
    if strict and ((by and not authors) or not all(_beside(part) or names(part) for part in parts if part not in by)):
        return None
    outlets = [part for part in parts if _is_outlet(part)]
    return Opening(day, outlets[0] if len(outlets) == 1 else None, "; ".join(dict.fromkeys(authors)) or None, labelled)


def _dates(line: str, today: date | None) -> tuple[date | None, bool, str]:
    """The day of publication, whether the line calls it so, and the line without dates, times and their labels."""
    days: list[tuple[bool, date]] = []
    rest, done = [], 0
    for found in _DATE.finditer(line):
        before = _TIME.sub(" ", line[done : found.start()])
        day = read_date(found["digits"], today=today).day if found["digits"] else written(found, today).day
        if day and not _UPDATED.search(before):
            days.append((bool(_PUBLISHED.search(before)), day))
        rest.append(before)
        done = found.end()
    if not done:
        return None, False, line
    rest.append(line[done:])
    labelled = [day for said, day in days if said]
    day = labelled[0] if labelled else days[0][1] if days else None
    return day, bool(labelled), _LABEL.sub(" ", _TIME.sub(" ", " | ".join(rest)))


def _parts(rest: str) -> list[str]:
    """What is left of a line, parted at bars, and at commas where no byline goes on behind them."""
    found: list[str] = []
    for part in _BARS.split(rest):
        pieces = [part] if _BY.match(part.strip()) else _COMMAS.split(part)
        found.extend(piece for raw in pieces if (piece := raw.strip(" ,;:.-–—|")))
    return found


def names(byline: str) -> list[str]:
    """People of a byline: "By Iris Penn and Theo Quill in Lisbon" -> both. Empty where it is none ("By Friday", "By far the best")."""
    byline = _BY.sub("", byline.strip(), count=1)
    found: list[str] = []
    for part in _AND.split(_WHERE.sub("", byline)):
        piece = part.strip(" .,;:|")
        if is_name(piece) and not _ROLE.search(piece) and not _is_outlet(piece) and len(piece.split()) > 1:
            found.append(piece)
        elif piece and not _beside(piece):
            return []
    return found


def is_name(text: str) -> bool:
    """Written as a person's name is: two to five words in capitals or with one, particles in between."""
    words = text.split()
    if not 1 <= len(words) <= 5 or not all(
        word.strip(".’'-").replace(".", "").replace("-", "").replace("’", "").replace("'", "").isalpha() for word in words
    ):
        return False
    return all(word[0].isupper() or word in _PARTICLES for word in words) and words[-1][0].isupper() and not any(map(_NO_NAME.match, words))


def _beside(part: str) -> bool:
    """What may stand beside a date or a name: a place, a paper, a section, what somebody does."""
    return len(part.split()) <= 5 and (bool(_ROLE.search(part)) or _in_capitals(part))


def _is_outlet(part: str) -> bool:
    return is_outlet(part) and _in_capitals(part)


def _in_capitals(part: str) -> bool:
    return all(word[0].isupper() or word in {"in", "of", "the", "and", "&"} for word in part.split())
