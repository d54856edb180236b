"""The expressions of time that can date what is said, as one table: a pattern and what it tells.

An expression tells a **period**: its first and last day, both inclusive. A day is a period of one. None: a time that is not known ("years ago").
The words around an expression that make it the day of something else are below the table. All of it was written for this program.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_COUNTS = {word: n for n, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)} | {"a": 1, "an": 1}
COMING = 92
"""Days within which a day or month without a year is the coming one rather than that of the year before."""


class Period(NamedTuple):
    """Days, both inclusive."""

    first: date
    last: date


Told = Period | None
"""None: some other time, which is not known."""


class NotUsable(ValueError):
    """An expression that dates nothing: February 30, a day after publication, a weekday of an undated article."""


class Row(NamedTuple):
    """``read`` gets the match, the day of publication and a year that stands elsewhere in the sentence (None: not known)."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date | None, int | None], Told]
    stated: bool = False
    """Whether a single day comes with its date."""
    names: str = ""
    """What of it holds without the day of publication, and completes others: "year", "lastyear", "month", "day"; or the kind of expression."""


# --- what they tell -------------------------------------------------------------------------------------------------------------


def month_of(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_of(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _known(published: date | None) -> date:
    if published is None:
        raise NotUsable
    return published


def _day(day: date) -> Period:
    return Period(day, day)


def number_of(match: re.Match[str]) -> int:
    """Of the month: 1 to 12."""
    groups = match.groupdict()
    if groups.get("m"):
        return int(groups["m"])
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(groups["month"].lower().rstrip(".")[:3]))


def _year(match: re.Match[str], published: date | None, elsewhere: int | None) -> int | None:
    """The year that is named with a day or month."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if groups.get("lastyear"):
        return _known(published).year - 1
    return elsewhere


def _date(match: re.Match[str], published: date | None, elsewhere: int | None) -> Told:
    number, day = number_of(match), int(match["day"])
    if (year := _year(match, published, elsewhere)) is not None:
        return _day(date(year, number, day))
    today = _known(published)
    this = date(today.year, number, day)
    if (this - today).days > COMING:
        this = date(today.year - 1, number, day)
    return _day(this)


def _month(match: re.Match[str], published: date | None, elsewhere: int | None) -> Told:
    """Without a year the last such month: news looks back."""
    number = number_of(match)
    if (year := _year(match, published, elsewhere)) is not None:
        return month_of(year, number)
    today = _known(published)
    again = match.groupdict().get("last") and number == today.month
    return month_of(today.year - (number > today.month or bool(again)), number)


def _named_year(match: re.Match[str], published: date | None, elsewhere: int | None) -> Told:
    return year_of(int(match["year"]))


def _weekday(match: re.Match[str], published: date | None, elsewhere: int | None) -> Told:
    """The last such day on or before publication."""
    today = _known(published)
    weekday = next(i for i, name in enumerate(_DAYS) if name.startswith(match["weekday"].lower()[:3]))
    if match["week"]:
        return _day(today - timedelta(days=today.weekday() + 7 - weekday))
    back = (today.weekday() - weekday) % 7
    return _day(today - timedelta(days=7 if back == 0 and (match["which"] or "").lower() == "last" else back))


def _back(days: int) -> Callable[[re.Match[str], date | None, int | None], Told]:
    return lambda match, published, elsewhere: _day(_known(published) - timedelta(days=days))


def _count(word: str) -> int:
    return _COUNTS.get(word.lower()) or int(word)


def _ago(match: re.Match[str], published: date | None, elsewhere: int | None) -> Told:
    """Days are exact. Weeks and months are rounded, so they tell a period around that day; years tell too little."""
    today, count, unit = _known(published), _count(match["n"]), match["unit"].lower().rstrip("s")
    if unit == "day" and count <= 60:
        return _day(today - timedelta(days=count))
    days = {"week": 7, "month": 30}.get(unit)
    if days is None or count > 12:
        return None
    return Period(today - timedelta(days=count * days + days // 2), today - timedelta(days=count * days - days // 2))


def _last(match: re.Match[str], published: date | None, elsewhere: int | None) -> Told:
    today, unit = _known(published), match["unit"].lower()
    if unit == "week":
        monday = today - timedelta(days=today.weekday() + 7)
        return Period(monday, monday + timedelta(days=6))
    if unit == "month":
        before = today.replace(day=1) - timedelta(days=1)
        return month_of(before.year, before.month)
    return year_of(today.year - 1)


def _this(match: re.Match[str], published: date | None, elsewhere: int | None) -> Told:
    """From the start of the week, month or year to publication."""
    if match["later"]:
        raise NotUsable
    today, unit = _known(published), match["unit"].lower()
    first = {"week": today - timedelta(days=today.weekday()), "month": today.replace(day=1), "year": date(today.year, 1, 1)}[unit]
    return Period(first, today)


def _weekend(match: re.Match[str], published: date | None, elsewhere: int | None) -> Told:
    today = _known(published)
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    return Period(saturday, min(saturday + timedelta(days=1), today))


def unknown(match: re.Match[str], published: date | None, elsewhere: int | None) -> Told:
    """Another time, which is not known."""
    return None


# --- the table ------------------------------------------------------------------------------------------------------------------

_DET = r"(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Tt]hat|[Oo]ne|[\w.-]{1,30}['’]s?)"
SPEECH = (
    r"(?:interviews?|statements?|speech|speeches|address|remarks?|letters?|memos?|notes?|e-?mails?|messages?|tweets?|posts?|video|podcast|essay|"
    r"articles?|op-ed|column|editorial|blog|book|memoir|autobiography|diary|reports?|study|paper|testimony|deposition|filing|affidavit|briefing|"
    r"news conference|press conference|press release|release|broadcast|appearance|hearing|debate|rally|lecture|sermon|conversation|phone call|call|"
    r"documentary|profile|survey|opinion|dissent|ruling|order|manifesto|encyclical|message|conference|meeting|session|event|town hall|"
    r"(?:facebook|twitter|instagram|blog) post|visit|exchange|editorial|announcement|comments?)"
)
"""What words are said or written in."""
_NAME = "|".join([*(m.capitalize() for m in _MONTHS), *(m.upper() for m in _MONTHS)])
_MONTH = rf"(?P<month>{_NAME}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d)"
_Y = r"(?P<year>(?:19|20)\d\d)"
_WITH_YEAR = rf"(?:,?\s+(?:of\s+)?(?:{_Y}|(?P<lastyear>last year))\b)?"
_DAY_NAME = rf"(?P<weekday>(?i:{'|'.join(_DAYS)})|(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat)\.)"
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_NOT_A_DAY = r"(?!\s*(?:percent|per cent|%|people|million|billion))"
_EARLY = r"(?:\b(?:[Aa]s (?:late|early|recently) as|[Ll]ate|[Ee]arly|[Ee]arlier|[Ll]ater|[Bb]ack)\s+)?"
_ON = rf"{_EARLY}(?:\b(?P<on>[Oo]n)\s+)?{_EARLY}"
_IN = rf"(?:{_EARLY}\b[Ii]n|\b[Aa]s (?:late|early|recently) as)\s+(?:late\s+|early\s+|mid-?\s*)?"
_DATES = (
    rf"\b(?:(?i:{'|'.join(_DAYS)}),?\s+)?{_MONTH}\s+{_D}{_NOT_A_DAY}{_WITH_YEAR}\b",
    rf"(?:\b(?i:{'|'.join(_DAYS)}),?\s+)?(?:\bthe\s+)?\b{_D}\s+(?:of\s+)?{_MONTH}{_WITH_YEAR}(?!\w)",
    rf"\b{_Y}-(?P<m>[01]\d)-(?P<day>[0-3]\d)\b",
)
_WEEK = rf"\b(?:(?P<which>[Ll]ast|[Tt]his(?:\s+past)?|[Pp]ast)\s+)?{_DAY_NAME}{_PART}(?P<week>\s+(?:of\s+)?last week)?(?![\w-])"
_A_YEAR = rf"{_Y}(?!\d|[-–/]\d|\s+(?:and|or|to)\s+(?:19|20)\d\d|\s+(?:dollars|percent))"
_TIME_OF_YEAR = r"(?:spring|summer|fall|autumn|winter|end|start|beginning|middle)"
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(_COUNTS)})"
_UNITS = r"(?i:days?|weeks?|months?|years?|decades?|centur(?:y|ies))"


def _in_speech(inner: str) -> str:
    """ "a Monday interview", "her 2015 memoir": the day of what the words are said in."""
    return rf"\b(?P<speech>{_DET})\s+(?:[\w-]+\s+)?{inner}\s+(?:[\w-]+\s+){{0,2}}{SPEECH}\b"


_OTHER_TIMES = (
    rf"\b(?i:(?:{_N}|the|several|many|some|(?:a )?few|half a|that|no)\s+)?{_UNITS}\s+"
    r"(?i:ago|earlier|later|prior|back|(?:before|after)(?=\s*[,.;]))\b",
    r"\b(?i:the|that)\s+(?:very\s+)?(?:previous|following|next|same|preceding|prior)\s+(?:day|week|month|year|morning|evening|night)\b",
    r"\b(?:[Aa]t (?:the|that) time|[Bb]ack then|[Ii]n (?:the|his|her|their|its) past|[Oo]ver the years|[Ll]ong ago|[Tt]he other day|"
    r"[Tt]hat (?:day|night|week|month|year))\b(?!\s+of\b)",
    r"\b(?:[Ii]n|[Oo]ver|[Dd]uring)\s+(?:the\s+)?(?:recent|past|previous|last few|past few|last several|past several)\s+"
    r"(?:days|weeks|months|years|decades?)\b",
    r"(?:\b(?:[Ee]arlier|[Ee]arly|[Ll]ate|[Ll]ater)\s+)?(?:\bin\s+)?\b(?:[Tt]his|[Ll]ast|[Tt]hat)\s+"
    r"(?:decade|century|summer|spring|fall|autumn|winter)\b",
    r"\b[Ii]n the\s+(?:(?:early|late|mid)[-\s]+)?(?:19|20)?['’]?\d0s\b",
    r"\b(?:(?:[Dd]uring|[Tt]hroughout|[Oo]n|[Ii]n)\s+(?:the|his|her|their|its|last year['’]s)\s+(?:[\w-]+\s+){0,3}"
    r"(?:campaign trail|campaign|candidacy|presidency|premiership|tenure|first term)"
    r"|(?:[Ee]arly|[Ee]arlier|[Ll]ate|[Ll]ater) in (?:his|her|their) (?:career|life)|[Ii]n (?:his|her|their) (?:youth|student days)"
    r"|[Ww]hen (?:he|she) was (?:still )?(?:an? |the )?"
    r"(?:young|mayor|minister|senator|governor|president|lawmaker|student|child|in office|in opposition)"
    r"|[Aa]s a (?:presidential )?candidate|[Ww]hile (?:campaigning|running for \w+|in office|still in office))\b",
)
"""Told from another time than that of publication, or not told at all."""
_ADVERBS = (
    r"\b(?:[Pp]reviously|once(?!\s+(?:again|more|in|a|every|the|he|she|they|it|you|we)\b)|"
    r"[Ff]amously|[Ff]ormerly|[Oo]riginally|[Rr]ecently)\b"
)


EXPRESSIONS: tuple[Row, ...] = (
    *(Row(re.compile(_in_speech(d)), _date, stated=True, names="day") for d in _DATES[:2]),
    *(Row(re.compile(_ON + d), _date, stated=True, names="day") for d in _DATES),
    Row(re.compile(_in_speech(rf"{_MONTH}{_WITH_YEAR}")), _month, names="month"),
    Row(re.compile(rf"(?:{_IN}|{_EARLY}\b(?P<last>[Ll]ast)\s+){_MONTH}{_WITH_YEAR}(?!\w|\s+\d)"), _month, names="month"),
    Row(re.compile(_in_speech(_A_YEAR)), _named_year, names="year"),
    Row(re.compile(rf"{_IN}(?:(?:the\s+)?{_TIME_OF_YEAR}\s+(?:of\s+)?)?{_A_YEAR}(?!\w)"), _named_year, names="year"),
    Row(re.compile(r"\b(?i:the day before yesterday)\b"), _back(2)),
    Row(re.compile(r"\b(?i:yesterday)(?:\s+(?:morning|afternoon|evening))?\b|\b[Ll]ast night\b"), _back(1)),
    Row(re.compile(r"(?:\b[Ee]arlier\s+)?\b(?:today|[Tt]onight|[Tt]his (?:morning|afternoon|evening))\b|(?:^\W*|\b[Ee]arlier\s+)Today\b"), _back(0)),
    Row(re.compile(_in_speech(_WEEK)), _weekday),
    Row(re.compile(_ON + _WEEK), _weekday),
    Row(re.compile(rf"\b(?i:{_N}\s+(?P<unit>days?|weeks?|months?|years?|decades?))\s+ago\b"), _ago),
    Row(re.compile(r"(?:\b(?:[Ll]ate|[Ee]arly|[Ee]arlier)\s+)?\b(?:in\s+)?[Ll]ast (?P<unit>week|month|year)\b"), _last, names="lastyear"),
    Row(
        re.compile(r"(?:\b(?:[Ee]arlier|[Ee]arly|[Ll]ate|(?P<later>[Ll]ater))\s+)?(?:\bin\s+)?\b[Tt]his (?P<unit>week|month|year)\b"),
        _this,
        names="this",
    ),
    Row(re.compile(r"\b(?i:over|at|on|during|last|this past|this)\s+(?:the\s+)?(?:past\s+)?weekend\b"), _weekend),
    *(Row(re.compile(pattern), unknown) for pattern in _OTHER_TIMES),
    Row(re.compile(_ADVERBS), unknown, names="adverb"),
)
"""In this order: what an earlier row has taken is not read again."""


# --- what makes them the day of something else -----------------------------------------------------------------------------------

ANY = (
    *("day", "mon.", "tue", "wed.", "thu", "fri.", "sat.", "week", "month", "year", "decade", "centur", "ago", "night", "morning", "evening"),
    *("afternoon", "time", "then", "past", "recent", "previous", "original", "former", "famous", "once", "summer", "spring", "fall", "autumn"),
    *(
        "winter",
        "campaign",
        "candida",
        "presidency",
        "premiership",
        "tenure",
        "term",
        "office",
        "career",
        "life",
        "youth",
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
    ),
    *("jul", "aug", "sep", "oct", "nov", "dec", *"0123456789"),
)
"""Every expression holds one of these, in small letters: most sentences are passed over fast."""
OTHER_DAY = re.compile(
    r"\b(?:since|until|till|by|before|after|next|every|each|from|for|between|through|throughout|coming|upcoming|following|starting|beginning|"
    r"due|ahead of|as of|no later than|than|to|expected|scheduled|planned|slated|set|effective|about|nearly|almost|over|not|"
    r"(?<!statement )(?<!letter )(?<!post )(?<!tweet )(?<!report )(?<!message )(?<!note )(?<!memo )of)"
    r"\s+(?:the\s+|this\s+)?(?:last\s+|late\s+|early\s+|coming\s+)?$",
    re.IGNORECASE,
)
"""Before an expression: "since Monday", "until Friday", "the events of last year"."""
NAMES = re.compile(r"\bMail\s+$")
"""The Mail on Sunday."""
NAMED_AFTER = re.compile(
    r"\s+(?:Times|Telegraph|Mirror|Express|Mail|People|Herald|Post|Star|Sun|World|Business|Tribune|Mass|Agreement|Accords?)\b|\s+prayers\b"
)
EVENT = (
    r"(?:attacks?|strikes?|airstrikes?|votes?|voting|elections?|polls?|primary|primaries|referendum|game|match|race|storms?|floods?|flooding|fires?|"
    r"wildfires?|earthquake|quake|hurricane|raids?|protests?|march|riots?|clashes|crash|collision|accident|shootings?|massacre|explosions?|blasts?|"
    r"bombings?|killings?|murders?|deaths?|funeral|arrests?|verdict|trial|coup|violence|unrest|invasion|war|fighting|incident|deadline|launch|"
    r"outbreak|collapse|ceasefire|cease-fire|inauguration|assassination|siege|shutdown|disaster|"
    r"victory|defeat|win|loss|leak|hack|breach|recall|tests?)"
)
"""What happens on a day of its own."""
EVENT_BEFORE = re.compile(rf"\b{EVENT}\s+(?:that\s+)?$", re.IGNORECASE)
EVENT_AFTER = re.compile(rf"\s+(?:[\w-]+\s+)?{EVENT}\b", re.IGNORECASE)
DETERMINER = re.compile(r"(?:\b(?:an?|the|his|her|its|their|our|my|that|these|those|another|one|some)|['’]s?)\s+$", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’](?:s\b|(?=\s))")
DONE = re.compile(
    r"\b(?!published|posted|released|issued|aired|tweeted|recorded|asked|interviewed|appeared|testified|delivered|distributed|emailed|e-mailed|"
    r"added|reached|contacted|circulated|unveiled|filed)(?:\w{2,}ed|held|hit|shot|born|sworn in|met|made|won|lost|begun|began|struck|taken|took|"
    r"came|left|fell|found|broke out|happened|dead|seen|caught|sent to|built|drawn|brought|sold|passed|signed)\s+$",
    re.IGNORECASE,
)
"""Another deed, directly before an expression: "the bill signed on Monday". What words are made known by is none."""
FUTURE = re.compile(
    r"\b(?:will|won['’]t|shall|(?:is|are|was|were|be)\s+(?:due|set|expected|scheduled|slated|about|likely|going|to)|scheduled|planned|plans?\s+to|"
    r"planning\s+to|going\s+to|intends?\s+to|ahead\s+of|in\s+advance\s+of|prior\s+to)\b|['’]ll\b",
    re.IGNORECASE,
)
WOULD = re.compile(r"\b(?:would|should|must|might|may|can|could)\b")
SAID = re.compile(
    r"\b(?:said|says|told|tells|wrote|writes|tweeted|posted|announced|announces|declared|stated|argued|warned|insisted|confirmed|spoke|speaking|"
    r"testified|reported|added|promised|pledged|vowed|asked|claimed|denied|voted|agreed|called|criticized|criticised|condemned|rejected)\b"
)
IN_SPEECH_BEFORE = re.compile(rf"(?:{SAID.pattern}|\b{SPEECH}|\b(?:published|released|issued|aired|broadcast)(?:\s++by\s++[\w ]{{1,30}})?)\s++$")
"""Directly before an expression: "in an interview on Monday", "speaking on Sunday"."""
OPENS = re.compile(r"^\W*(?:(?:but|and|yet|then|also|still|so|however|later|now|just|even|only|instead|meanwhile|separately)\b\W*)*$", re.IGNORECASE)
"""What may stand before an expression that opens a sentence."""
FRAME = re.compile(
    r"^\W*(?:(?:but|and|yet|then|also|still|so|however|later)\W+)*(?:in|at|during|on|from|via|through|speaking|talking|addressing|appearing|writing|"
    r"testifying|when|as|asked|answering|responding|interviewed|arriving|(?!following|according|including|having|being)[a-z]{3,20}ing)\b",
    re.IGNORECASE,
)
"""The start of a phrase that says where words were said: "at a rally in Hill on Monday", "speaking to reporters on Sunday"."""
MAIN_VERB = re.compile(r"^\s+(?:also\s+|again\s+)?(?:\w+ed|began|stood|took|made|gave|told|said|went|kept)\b(?:\s+[\w'’-]+){0,4}\s*$")
""" "The council on Saturday continued to insist": the rest of the clause between its time and the cue."""
SPEAKING = re.compile(r"\W*(?:and\s+)?\w+(?:ing|ed)\b")
"""What such a phrase starts with inside a sentence: "in Hill on Monday" may belong to the words before it."""
CLAUSE = re.compile(
    r"\b(?:who|which|whose|whom|where|because|if|whether|that|since|until|unless|despite|about|regarding|concerning|over|amid|following|once)\b",
    re.IGNORECASE,
)
"""Begins something else, which has its own day."""
ASIDE = re.compile(
    r"^\W*(?:who|which|whose|where|when|after|before|since|because|although|though|while|as|following|amid|having|until)\b", re.IGNORECASE
)
"""The start of an aside or clause of its own: "who resigned on Monday"."""
BELOW = re.compile(r"\b(?:that|which|who|whom)\s+(?:\S+\s+){0,2}$|^\W*(?:which|who|whose|while|something|though|although|because|so|a move)\b")
"""The cue stands in a clause below or beside the one that an opening expression belongs to."""
SMALL = re.compile(
    r"^(?:\s*\b(?:by|when|as|while|also|again|later|had|has|have|did|does|not|never|to|that|she|he|they|it|we|I|would|will|and|once|previously|reportedly|[a-z]{2,20}ly)\b)*\s*$"
)
"""Words between an expression and the cue that it stands beside: "on Monday publicly said", "on Monday that she would oppose"."""
WHEN = re.compile(r"\s*+(?:,\s*+)?when\b[^;:()]{0,120}$")
""" "last week, when two of them warned"."""
MADE_KNOWN = re.compile(r"\b(?:in|at|during|from|on|to|via|through|with|by|of)\s+$", re.IGNORECASE)
PERFECT = re.compile(r"\bhad\s+(?:(?:also|earlier|already|long|once|never|not|since|previously|[a-z]{2,20}ly)\s+){0,2}$", re.IGNORECASE)
DATELINE = re.compile(r"^\W*(?:[A-Z][A-Z.'’-]*[ ,/]+){1,6}(?:[\w. ]{0,30},\s*)?$")
AFTER_DATELINE = re.compile(r"[.,]?\s*+(?:\([^()]{1,40}\)\s*+)?(?:-{1,2}|–|—|:)\s")
BOUNDARY = re.compile(r"[,;:()–—\uFFFC]|\s-+\s")
