"""Whose office a title names: "French President" is France's, "Sen." the United States', "professor at Ohio State" nobody's."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import NamedTuple

from ontherecord import countries
from ontherecord.extraction.entities.lexicon import institutions, is_title, pattern, places, regions, states, title


class Speaks(NamedTuple):
    """A code and the plain reason for it. ``rank``: 3 names the country, 2 an office or institution of it, 1 goes by way of another."""

    code: str
    reason: str
    rank: int


class Setting(NamedTuple):
    """Where a story plays: the country that most of its places are in, and whether it names no other."""

    code: str
    alone: bool


_OUTWARD = re.compile(
    r"\b(?:ambassador|envoy|representative|advis[eo]r|expert|specialist|emissary|delegate|attach[eé]|consul|negotiator|coordinator|liaison"
    r"|nominee|policy)\b.{0,200}?\b(to|for|in|on|with|at)\b",
    re.IGNORECASE,
)
_ACCREDITED = re.compile(
    r"\b(?:U\.?N\.?|United Nations|EU|E\.U\.|European Union|NATO|Nato) ((?:[\w-]+ )?(?:ambassador|permanent representative)\b)", re.IGNORECASE
)
"""An ambassador at a body speaks for whoever sent him: "Kenya's UN ambassador"."""
_COMMISSIONER = re.compile(r"\b(?:EU|European(?: Union)?) (?:[\w-]+ ){0,3}commissioner\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"^(?:['’]s)?\s+(?:expert|analyst|scholar|specialist|researcher|correspondent|watcher|bureau|desk|hand|editor|reporter|studies)\b", re.IGNORECASE
)
_US_PARTY = re.compile(r"\b(?:Republicans?|Democrats?|GOP|Democratic)\b")
_COMPANY_OFFICE = re.compile(r"\b(?:\w+ [Vv]ice [Pp]resident|[Vv]ice [Pp]resident (?:of|for|at|and)|[Cc]hief [Oo]perating|[Vv]eteran)\b")


def _of_any_country(phrase: str) -> bool:
    """An office that many countries have, such as a minister's or an ambassador's."""
    return bool(pattern("office", any_case=True).search(phrase) or pattern("bare office", any_case=True).search(phrase))


def is_office(phrase: str, *, owned: bool) -> bool:
    """A public office: "Trade Minister" but not "Kelp Corp president". ``owned``: "its chief negotiator", where any head will do."""
    if owned or pattern("private").search(phrase):
        return owned and not pattern("private").search(phrase)
    named = (w for w in re.findall(r"[^\W\d_][\w-]*", phrase) if w[:1].isupper())
    return _of_any_country(phrase) and all(is_title(w) or w in ("Of", "For", "The", "And") for w in named)


Named = tuple[str, str, int]
"""A code, what is said of the title beside its words, and the rank."""


def _bodies(own: str) -> list[countries.Body]:
    return [body for m in institutions().finditer(own) if (body := countries.body(m.group()))]


def _is_private(own: str) -> bool:
    """Of a company, a school, an outlet, which speak for nobody."""
    first = next((b for b in _bodies(own) if b.code or b.kind in ("media", "private")), None)
    return bool(pattern("private").search(own)) or (first is not None and first.kind in ("media", "private") and first.code not in countries.BODIES)


def _world_body(own: str, _: Collection[str]) -> Named | None:
    code = "EU" if _COMMISSIONER.search(own) else next((b.code for b in _bodies(own) if b.code in countries.BODIES), None)
    return (code, "", 3) if code else None


def _place(own: str, american: Collection[str]) -> Named | None:
    for m in places().finditer(own):
        code = "US" if m.group() in american else countries.lookup(m.group())
        if code and not _ABOUT.match(own[m.end() :]):
            return code, "", 3
    return None


def _institution(own: str, _: Collection[str]) -> Named | None:
    """A body of one country, or an office that one country alone has: "Taoiseach", "First Minister"."""
    code = next((b.code for b in _bodies(own) if b.code), None) or ("GB" if "First Minister" in own else None)
    if code is None:
        heads = (row for w in re.findall(r"[^\W\d_]+", own) if w[:1].isupper() and (row := title(w)) and row.part == "head")
        code = next((row.code for row in heads if row.code and row.code != "US"), None)
    return (code, "", 2) if code else None


def _region(own: str, _: Collection[str]) -> Named | None:
    found = regions().search(own)
    return (str(countries.region(found.group())), f": {found.group()}", 2) if found and _of_any_country(own) else None


def _state(own: str, _: Collection[str]) -> Named | None:
    return ("US", ", a US state or party", 2) if states().search(own) or _US_PARTY.search(own) else None


def _only_american(own: str, _: Collection[str]) -> Named | None:
    return _AMERICAN if pattern("only American").search(own) else None


_AMERICAN = "US", ", an office in the United States", 2
_WAYS: tuple[Callable[[str, Collection[str]], Named | None], ...] = (_world_body, _place, _institution, _region, _state, _only_american)
"""What in a title tells its country, the surest first."""


def of_phrase(phrase: str, setting: Setting | None, american: Collection[str] = ()) -> Speaks | None:
    """Country of a title or apposition: "French President" -> FR. None where it does not say ("an expert on Iran", "professor at Ohio State").

    ``setting`` is used only for public offices that stand without a country; ``american`` are names of countries that mean places in the United
    States here ("Georgia").
    """
    shown = " ".join(phrase.split()).strip(" ,")
    out = _OUTWARD.search(phrase)
    own = re.split(r"\b(?:which|that|after|against|between)\b", phrase[: out.start(1)] if out else phrase)[0]
    own = _ACCREDITED.sub(r"\1", own)
    if _is_private(own):
        return None
    found = next((named for way in _WAYS if (named := way(own, american))), None)
    if found is None and setting is not None and setting.code == "US" and pattern("American office", any_case=True).search(own):
        found = _AMERICAN
    if found:
        return Speaks(found[0], f'title "{shown}"{found[1]}', found[2])
    if setting is None or not _is_of_setting(own, setting):
        return None
    return Speaks(setting.code, f'public office "{shown}" where the story plays, {countries.name(setting.code)}', 1)


def _is_of_setting(own: str, setting: Setting) -> bool:
    """An office that is the story's country's where it names none. Ministers are met in stories about other countries as well, so that theirs is
    known only where the story names no other."""
    if pattern("calling", any_case=True, end=r"s?\b").search(own) or _COMPANY_OFFICE.search(own) or not pattern("office", any_case=True).search(own):
        return False
    outward = not setting.alone and pattern("outward office", any_case=True).search(own)
    return not outward and not (setting.code == "US" and pattern("not American", any_case=True).search(own))
