"""Whom a person or organisation speaks for, and why, in words a reader can check. Never from standing in the same sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ontherecord import countries
from ontherecord.extraction.entities import context
from ontherecord.extraction.entities import titles as phrases_of
from ontherecord.extraction.entities.people import Person
from ontherecord.extraction.entities.spans import Found
from ontherecord.extraction.entities.titles import Setting, Speaks
from ontherecord.extraction.entities.zones import Zone
from ontherecord.model import Role

_SERVES = frozenset(
    [
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "aide",
        "adviser",
        "advisor",
        "chief",
        "manager",
        "strategist",
        "secretary",
        "deputy",
    ]
)
_GOVERNMENT = re.compile(
    r"\b(?:government|ministry|minister|parliament|president|presidency|cabinet|army|navy|military|air force|police|embassy|consulate|court"
    r"|commission|council|agency|authority|department"
    r"|party|senate|congress|assembly|central bank|guard|intelligence|administration|office|secretariat|legislature|forces?|bureau|state (?:media"
    r"|television|tv|news agency))\b",
    re.IGNORECASE,
)
_STATE_BODY = re.compile(
    r"\b(?:(?i:ministry|army|navy|air force|coast guard|police|parliament|senate|embassy|government|cabinet|prosecutors?|prosecution"
    r"|constabulary"
    r"|fire (?:service|department|brigade)|ambulance service|coroners?|(?:health|education|justice|state|interior) (?:department|service)"
    r"|sheriff|district attorney|attorney general|city council|town council|county|election commission|electoral commission|central bank)"
    r"|(?:Ethics|Judiciary|Intelligence|Oversight|Appropriations|Finance|Defen[cs]e|Foreign Affairs|Foreign Relations|Select|Homeland Security)"
    r" (?:Sub)?[Cc]ommittee|(?:District|Circuit|High|Supreme|Appeals|Constitutional|Federal|Superior|Crown|Magistrates) Court|Court of Appeals?)\b"
)
"""Bodies that only a state has: without a country in the name they are those of the country that the article is about."""
_PRIVATE = re.compile(
    r"\b(?:University|College|Institute|Inc|Corp|News|Times|Post|Journal|Airlines|Airways|Group|Company|Foundation|Center|Centre|Union of|Club|FC"
    r"|School|Hospital|Church)\b"
)

_ITS = re.compile(r"(?:[Ii]ts|[Ww]hose)\s+")


def country_votes(found: Iterable[Found], american: Mapping[int, str]) -> Counter[str]:
    """How often an article names each country, with its capital, its known bodies and the states of the United States; people do not count."""
    votes: Counter[str] = Counter()
    for f in found:
        if f.label == "PERSON" or f.text.casefold() in _SHARED:
            continue
        code = "US" if f.start in american else countries.lookup(f.text) or countries.capital(f.text) or countries.region(f.text)
        code = code or ("US" if countries.is_us_city(f.text) else None)
        if code is None and (body := countries.body(f.text)) and body.kind in ("government", "party"):
            code = body.code  # parliaments and courts of many countries share their names
        if code and not countries.is_body(code):
            votes[code] += 1
    return votes


def setting(votes: Counter[str]) -> Setting | None:
    """Where the story plays: the country of at least half of the places named, and three, or the only one named and twice."""
    if not votes:
        return None
    best, count = votes.most_common(1)[0]
    if best != "US" and votes["US"] >= 4 and votes["US"] >= 0.7 * count:
        return Setting("US", False)
    alone = count == votes.total()
    return Setting(best, alone) if (count >= 3 and count >= 0.5 * votes.total()) or (count >= 2 and alone) else None


def evidence(
    text: str, person: Person, home: Setting | None, american: Mapping[int, str], others: Sequence[Zone] = ()
) -> tuple[list[Speaks], list[Role], list[str]]:
    """All that the text says about a person's office: reasons, roles, and the phrases themselves."""
    reasons: list[Speaks] = []
    countryless = _without(text, american)
    roles: list[Role] = []
    phrases: list[str] = []
    for f in person.found:
        for speaks in (
            phrases_of.party_after(text, f.end, _within(american, text, f.end, f.end + 40)),
            phrases_of.plural_before(text, f.start),
            phrases_of.possessive_before(text, f.start, _within(american, text, f.start - 40, f.start)),
            phrases_of.body_after(text, f.end),
            phrases_of.nationality_beside(text, f.start, f.end),
        ):
            if speaks:
                reasons.append(speaks)
        floor = _floor(others, f, text)
        before, after = phrases_of.title_before(text, f.start, floor), phrases_of.title_after(text, f.end)
        for span in (before, after if after and not _lists(others, text, after) else None):
            if span:
                phrase = text[span[0] : span[1]]
                speaks = phrases_of.of_phrase(phrase, home, _within(american, text, *span))
                if speaks is None and span is before and floor and (whole := phrases_of.title_before(text, f.start)):
                    speaks = phrases_of.of_phrase(text[whole[0] : whole[1]], None, _within(american, text, *whole))
                if speaks is None or speaks.rank == 1:
                    its = _ITS.match(phrase)
                    if phrases_of.is_office(phrase[its.end() :] if its else phrase, owned=its is not None):
                        speaks = context.topic(countryless, min(f.start, span[0] + (its.end() if its else 0))) or speaks
                if phrases_of.has_head(phrase):  # not of "who runs the bakery"
                    roles.append(Role(" ".join(phrase.split()), speaks.code if speaks else None, *span))
                phrases.append(phrase)
                if speaks:
                    reasons.append(speaks)
    return reasons, roles, phrases


def _within(american: Mapping[int, str], text: str, start: int, end: int) -> set[str]:
    """The names of a stretch that mean a place in the United States."""
    return {m.group() for at in american if start <= at < end and (m := re.compile(r"[^\W_]+").match(text, at))}


def _without(text: str, american: Mapping[int, str]) -> str:
    """The text with those names blanked, so that they are not taken for countries."""
    for at in american:
        end = at + len(re.compile(r"[^\W_]+").match(text, at).group())  # type: ignore[union-attr]
        text = text[:at] + "_" * (end - at) + text[end:]
    return text


def _floor(others: Sequence[Zone], f: Found, text: str) -> int:
    """Where the name before a mention ends, if a list goes on from it: "the French minister Ann Doe and defence minister |Bo Lind|"."""
    i = bisect_left(others, (f.start, f.start))
    end = others[i - 1][1] if i else 0
    return end if _GOES_ON.match(text, end) else 0


def _lists(others: Sequence[Zone], text: str, phrase: Zone) -> bool:
    """What stands behind a name is the title of the next person of a list: "Ann Doe, Greek minister Bo Lind and ..."."""
    i = bisect_left(others, phrase)
    if i == len(others) or others[i][0] >= phrase[1]:
        return False
    start, end = others[i]
    return not _OF.search(text, phrase[0], start) and not text.startswith(("'", "’"), end)


_GOES_ON = re.compile(r",? (?:and|or)\b|,")
_OF = re.compile(r"\b(?:of|to|for|with|under|by|at|in|on)\b|\s(?:is|was)\s")


def decide(person: Person, reasons: list[Speaks]) -> Speaks | None:
    """The best supported country. A known person's own country wins over contrary evidence unless the table leaves a choice."""
    votes: dict[str, float] = {}
    for reason in reasons:
        votes[reason.code] = votes.get(reason.code, 0) + 10 ** (reason.rank - 2)
    best = max(votes, key=lambda code: votes[code]) if votes else None
    if person.known:
        allowed = person.known.codes
        contrary = best is not None and best not in allowed and person.known.in_full and max(r.rank for r in reasons if r.code == best) >= 2
        choice = best if best in allowed or contrary else allowed[0]
        stated = next((r for r in sorted(reasons, key=lambda r: -r.rank) if r.code == choice), None)
        return stated or Speaks(str(choice), f"well known: {person.known.name} speaks for {countries.name(str(choice))}", 2)
    return max((r for r in reasons if r.code == best), key=lambda r: r.rank, default=None)


def by_way_of(phrases: Iterable[str], others: dict[str, tuple[str, str]]) -> Speaks | None:
    """Through the person served: "a spokesman for Doe", "Doe’s wife". ``others``: short form -> (name, code)."""
    for phrase in phrases:
        words = re.findall(r"[\w-]+", phrase)
        if not _SERVES.intersection(w.lower() for w in words):
            continue
        for word in words:
            if word in others:
                name, code = others[word]
                return Speaks(code, f'"{" ".join(phrase.split())}": serves {name}', 1)
    return None


_SHARED = frozenset(
    [
        "senate",
        "house",
        "house of representatives",
        "congress",
        "supreme court",
        "national guard",
        "coast guard",
        "air force",
        "conservative",
        "conservatives",
        "conservative party",
        "labour",
        "labour party",
        "liberal democrats",
        "national assembly",
        "house of commons",
        "treasury",
        "education department",
        "department of education",
        "department of energy",
        "department of labor",
        "department of transportation",
        "department of agriculture",
        "democratic party",
        "forest service",
    ]
)
"""Names that bodies of several countries bear; the table gives the one that newspapers mean most."""


def of_organisation(name: str, before: str, home: str | None = None, votes: Counter[str] | None = None) -> Speaks | None:
    """Country of an organisation: a known body, a nationality in or right before its name; companies, outlets and private groups have none.

    ``before`` is the text of the same line that precedes it, ``home`` the country that the article is about, for public bodies without one;
    ``votes`` tells whether the article is about the country of the table at all ("the Senate" in an article on the Philippines alone).
    """
    body = countries.body(name)
    if body and body.code and home and home != body.code and votes is not None and not votes[body.code] and name.casefold() in _SHARED:
        return Speaks(home, f"{name} where the story plays, {countries.name(home)}", 1)
    if body:
        return Speaks(body.code, f"{name} belongs to {countries.name(body.code)}", 2) if body.code else None
    metonym = countries.metonym(name)
    if metonym and not countries.capital(name):
        return Speaks(metonym.code, f"{name} stands for {countries.name(metonym.code)}", 2)
    institution = phrases_of.institutions().search(name)
    known = countries.body(institution.group()) if institution else None
    if known and known.code in countries.BODIES:
        return Speaks(str(known.code), f"“{institution.group()}” in its name", 2)  # type: ignore[union-attr]
    state = _STATE_BODY.search(name)
    if _PRIVATE.search(name) or not (state or _GOVERNMENT.search(name)):
        return None
    place = phrases_of.places().search(name)
    if place and (code := countries.lookup(place.group())):
        return Speaks(code, f'"{place.group()}" in its name', 3)
    beside = re.search(r"(\w[\w.]*(?: [\w.]+)?)(?:['’]s?)? (?:the )?$", before)
    if beside:
        for word in (beside.group(1), beside.group(1).split()[-1]):
            if code := countries.lookup(word):
                return Speaks(code, f'"{word}" right before it', 3)
    if phrases_of.states().search(name):
        return Speaks("US", "a US state in its name", 2)
    if known and known.code:
        return Speaks(known.code, f"“{institution.group()}” in its name", 2)  # type: ignore[union-attr]
    if home and state:
        return Speaks(home, f"a public body where the story plays, {countries.name(home)}", 1)
    return None
