"""Whom a person speaks for, and why, in words a reader can check. Never from standing in the same sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ontherecord import countries
from ontherecord.extraction.entities import lexicon, offices, roles, turn_of
from ontherecord.extraction.entities.lexicon import institutions
from ontherecord.extraction.entities.mentions import Found
from ontherecord.extraction.entities.offices import Setting, Speaks
from ontherecord.extraction.entities.people import Person
from ontherecord.extraction.entities.ranges import Range
from ontherecord.extraction.nouns import is_human
from ontherecord.model import Role


@dataclass(frozen=True)
class Story:
    """One article as the rules of this module see it."""

    text: str
    american: Mapping[int, str]
    """First characters of the names that mean a place in the United States, with the reason."""
    votes: Counter[str]
    """How often it names each country."""

    @cached_property
    def setting(self) -> Setting | None:
        """Where it plays: the country of at least half of the places named, and three, or the only one named and twice."""
        if not self.votes:
            return None
        best, count = self.votes.most_common(1)[0]
        if best != "US" and self.votes["US"] >= 4 and self.votes["US"] >= 0.7 * count:
            return Setting("US", False)
        alone = count == self.votes.total()
        return Setting(best, alone) if (count >= 3 and count >= 0.5 * self.votes.total()) or (count >= 2 and alone) else None

    @property
    def home(self) -> str | None:
        return self.setting.code if self.setting else None

    @cached_property
    def without_american(self) -> str:
        """The text with those names blanked, so that they are not taken for countries."""
        text = self.text
        for at in self.american:
            text = text[:at] + "_" * len(self._word(at)) + text[at + len(self._word(at)) :]
        return text

    def american_within(self, start: int, end: int) -> set[str]:
        """The names of a stretch that mean a place in the United States."""
        return {self._word(at) for at in self.american if start <= at < end}

    def line_before(self, start: int, far: int) -> str:
        return self.text[max(0, start - far) : start].split("\n")[-1]

    def _word(self, at: int) -> str:
        return _WORD.match(self.text, at).group()  # type: ignore[union-attr]


_WORD = re.compile(r"[^\W_]+")


def country_votes(found: Iterable[Found], american: Mapping[int, str]) -> Counter[str]:
    """How often an article names each country, with its capital, its known bodies and the states of the United States; people do not count."""
    codes = (_country_of(f, american) for f in found if f.label != "PERSON" and f.text.casefold() not in lexicon.words("shared body"))
    return Counter(code for code in codes if code and not countries.is_body(code))


def _country_of(f: Found, american: Mapping[int, str]) -> str | None:
    code = "US" if f.start in american else countries.lookup(f.text) or countries.capital(f.text) or countries.region(f.text)
    if code is None and countries.is_us_city(f.text):
        return "US"
    if code is None and (body := countries.body(f.text)) and body.kind in ("government", "party"):
        return body.code  # parliaments and courts of many countries share their names
    return code


# ---- what stands right beside a name


_PARTY = re.compile(r"^,?\s*+(?:\(\s*+)?(?:R|D|I|Republican|Democrat)(?:\.,\s|\s?[-–—‐‑]\s?|, )(?P<state>[A-Z][A-Za-z.]*(?: [A-Z][a-z]+)?)")
_PARTY_ALONE = re.compile(r"^ \([RD]\)")
_OF_PLACE = re.compile(
    r"^,?(?: and [A-Z]\w+(?: [A-Z]\w+)?)?,? (?:(?:a|the) )?(?:Republican |Democrat |D |R )?(?:of"
    r"|from) (?:the )?(?P<place>[A-Z][\w.]+(?: [A-Z][\w.]+){0,2})|^ \((?P<state>[A-Z][\w.]+(?: [A-Z][\w.]+)?)\)"
)
_PLURAL_CHAIN = re.compile(r"\b(?:Sens\.|Reps\.|Govs\.|Senators|Representatives|Congressmen)\s(?:[A-Z(][\w.'’)-]{0,40}+,?\s++|(?:of|and)\s++){0,24}$")


def _party(f: Found, story: Story) -> Speaks | None:
    """ "(R-Tenn.)", ", D-N.Y.,", "(Utah)" right after a name, or a state or country by "of": "Mike Doe of Ohio"."""
    right = story.text[f.end : f.end + 60].split("\n")[0]
    if _PARTY_ALONE.match(right):
        return Speaks("US", f'party "{right[:4].strip()}"', 2)
    m = _PARTY.match(right)
    if (m and countries.us_state(m.group("state").rstrip(","))) or (m and "-" in m.group()):
        return Speaks("US", f'party and state "{right[: m.end()].strip(" ,(")}"', 3)
    m = _OF_PLACE.match(right)
    if not m:
        return None
    words = (m.group("place") or m.group("state")).rstrip(".,").split()
    place = " ".join(words)
    shown = " ".join(right[: m.end()].split()).strip(" ,.")
    if countries.us_state(place) or countries.us_state(place + "."):
        return Speaks("US", f'"{shown}", a US state', 2)
    code = countries.country(place) if m.group("place") else None
    if code and place in story.american_within(f.end, f.end + 40):
        code = "US"
    return Speaks(code, f'"{shown}"', 3) if code else None


_OF_BODY = re.compile(r"^,? (?:of|from|with|at) (?:the )?")
_PUBLIC_KINDS = frozenset(["government", "parliament", "body", "party", "court", "group"])


def _body(f: Found, story: Story) -> Speaks | None:
    """A public body by "of" or "with": "Mary Doe of the World Health Organization"."""
    text, end = story.text, f.end
    m = _OF_BODY.match(text[end : end + 12])
    found = institutions().match(text, end + m.end()) if m else None
    if found is None:
        return None
    body = countries.body(found.group())
    if body is None or body.code is None or body.kind not in _PUBLIC_KINDS or text[found.end() : found.end() + 2].strip()[:1].isupper():
        return None
    return Speaks(body.code, f'"{text[end : found.end()].strip(" ,")}"', 2)


_PEOPLE_BEFORE = re.compile(r"(?:^|[^\w-])([A-Z][a-z]+(?:[ -][A-Z][a-z]+)?) $")
_PEOPLE_AFTER = re.compile(r"^, (?:an?|the) ([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?= (?:who|by birth|citizen|national)\b|[,.])")


def _nationality(f: Found, story: Story) -> Speaks | None:
    """A nationality that stands for the person: "American Mary Doe", "Mary Doe, the American who ..."."""
    before = _PEOPLE_BEFORE.search(story.text[max(0, f.start - 32) : f.start])
    after = _PEOPLE_AFTER.match(story.text[f.end : f.end + 48])
    for words in ((before.group(1), before.group(1).split()[-1]) if before else ()) + ((after.group(1),) if after else ()):
        if (code := countries.nationality(words)) is not None:
            return Speaks(code, f'"{words}" beside the name', 3)
    return None


_SOMEBODY = re.compile(
    r"(?<![\w-])(?P<people>(?:[A-Z][\w.]{0,40} )?[A-Z][\w.]{1,40}) (?P<words>[a-z][\w-]*+(?: [a-z][\w-]*+){0,3}),? (?:\d\d?-year-old )?$"
)


def _nationality_of_somebody(f: Found, story: Story) -> Speaks | None:
    """A nationality before a noun for a person that the name goes on from: "Japanese golf star |Name|", "an American hostage, |Name|"."""
    m = _SOMEBODY.search(story.line_before(f.start, 80).rstrip(",").rstrip() + " ")
    if m is None or not is_human(m["words"].split()[-1].split("-")[-1]):
        return None
    for people in (m["people"], m["people"].split()[-1]):
        if code := countries.nationality(people) or (countries.country(people) if people.isupper() or "." in people else None):
            return Speaks(code, f'"{m.group().strip(" ,")}" before the name', 3)
    return None


def _plural(f: Found, story: Story) -> Speaks | None:
    """A list under one title: "Sens. Ann Doe of Ohio and |Name|"."""
    m = _PLURAL_CHAIN.search(story.line_before(f.start, 160))
    return Speaks("US", f'listed under "{m.group().split()[0]}", an office in the United States', 2) if m else None


_OWNER = re.compile(r"((?:\b[A-Z][\w.]{1,40} ){0,2}\b[A-Z][\w.]{1,40})['’]s?\s{1,5}$")


def _possessive(f: Found, story: Story) -> Speaks | None:
    """ "France's |Macron|": a country that has the name."""
    m = _OWNER.search(story.line_before(f.start, 40))
    if not m:
        return None
    last = m[1].split()[-1]
    if code := countries.country(m[1]) or countries.country(last):
        code = "US" if last in story.american_within(f.start - 40, f.start) else code
        return Speaks(code, f'"{m.group().strip()}" before the name', 3)
    body = countries.body(m[1]) or countries.body(last)
    return Speaks(body.code, f'"{m.group().strip()}" before the name', 2) if body and body.code else None


_BESIDE: tuple[Callable[[Found, Story], Speaks | None], ...] = (_party, _plural, _possessive, _body, _nationality)


# ---- all that an article says of a person


class Evidence:
    """What an article says about one person's office: reasons for a country, roles, and the phrases themselves."""

    def __init__(self, story: Story, person: Person, others: Sequence[Range], home: Setting | None) -> None:
        self.reasons: list[Speaks] = []
        self.roles: list[Role] = []
        self.phrases: list[str] = []
        for f in person.found:
            self.reasons += [speaks for beside in _BESIDE if (speaks := beside(f, story))]
            found = len(self.reasons)
            for span, floor in _phrases(f, story, others):
                phrase = story.text[slice(*span)]
                speaks = _of_role(f, span, floor, story, home)
                if roles.has_head(phrase):  # not of "who runs the bakery"
                    self.roles.append(Role(" ".join(phrase.split()), speaks.code if speaks else None, *span))
                self.phrases.append(phrase)
                self.reasons += [speaks] if speaks else []
            if len(self.reasons) == found and (speaks := _nationality_of_somebody(f, story)):
                self.reasons.append(speaks)


def _phrases(f: Found, story: Story, others: Sequence[Range]) -> Iterator[tuple[Range, int]]:
    """The title before a name and the apposition behind it, with the character where the name before ends if a list goes on from it."""
    floor = _floor(others, f, story.text)
    if before := roles.title_before(story.text, f.start, floor):
        yield before, floor
    if (after := roles.title_after(story.text, f.end)) and not _lists(others, story.text, after):
        yield after, 0


_TOWN = re.compile(r"(?<![\w.])[A-Z][\w.’'-]{1,40}+(?: [A-Z][\w’'-]{1,40}+)?, ([A-Z][\w.]{0,40}+(?: [A-Z]\w{1,40}+)?),? $")
_ITS = re.compile(r"(?:[Ii]ts|[Ww]hose)\s+")


def _of_role(f: Found, span: Range, floor: int, story: Story, home: Setting | None) -> Speaks | None:
    """Whose office a phrase names, by its words, those of the list that it goes on from, or whose turn it is."""
    phrase = story.text[slice(*span)]
    speaks = offices.of_phrase(phrase, home, story.american_within(*span))
    if speaks is None and floor and (whole := roles.title_before(story.text, f.start)):
        speaks = offices.of_phrase(story.text[slice(*whole)], None, story.american_within(*whole))
    if speaks is None and (town := _TOWN.search(story.line_before(span[0], 60))) and countries.us_state(town[1].rstrip(".")):
        speaks = Speaks("US", f'"{town.group().strip(" ,")}" before the title', 2)
    if speaks is None or speaks.rank == 1:
        its = _ITS.match(phrase)
        own = its.end() if its else 0
        if offices.is_office(phrase[own:], owned=its is not None):
            speaks = turn_of.topic(story.without_american, min(f.start, span[0] + own)) or speaks
    return speaks


def _floor(others: Sequence[Range], f: Found, text: str) -> int:
    """Where the name before a mention ends, if a list goes on from it: "the French minister Ann Doe and defence minister |Bo Lind|"."""
    i = bisect_left(others, (f.start, f.start))
    end = others[i - 1][1] if i else 0
    return end if _GOES_ON.match(text, end) else 0


def _lists(others: Sequence[Range], text: str, phrase: Range) -> bool:
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
    if person.known and person.known.codes:
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
        if not lexicon.words("serves").intersection(w.lower() for w in words):
            continue
        for word in words:
            if word in others:
                name, code = others[word]
                return Speaks(code, f'"{" ".join(phrase.split())}": serves {name}', 1)
    return None
