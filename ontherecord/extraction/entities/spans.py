"""Where names stand: the recogniser's spans cleaned, its labels corrected by the tables, its misses added by patterns.

Everything here works on characters of ``doc.text``. No span crosses a line break, so none crosses a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc

from ontherecord import countries
from ontherecord.extraction.entities import names
from ontherecord.extraction.entities.shapes import MORE, ONE, SUFFIX, looks_like_person, person_span, trim
from ontherecord.extraction.entities.tables import CALENDAR, PARTY_PEOPLE, gazetteer, not_names, title_words, titles
from ontherecord.extraction.entities.zones import Zone, datelines_of, inside, weak_zones

KEPT = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"})


@dataclass(slots=True)
class Found:
    """One name in the text. ``strong`` where it can be the reason for a person; a headline, byline or credit cannot."""

    start: int
    end: int
    label: str
    text: str
    strong: bool = True
    title: str = ""
    """Word right before it that marks a person ("Mr.", "Senator", "Pope"), as written."""
    introduced: bool = False
    """The text says who that is: "Fatima, 34, a nurse"."""


_GOVERNMENTAL = re.compile(
    r"\b(?:Ministry|Ministries|Department|Army|Navy|Air Force|Armed Forces|Police|Parliament|Embassy|Consulate|Government|Supreme Court|High Court"
    r"|Constitutional Court|Central Bank|National Assembly|Senate|House of Representatives|Electoral Commission|Election Commission|Security Council"
    r"|Coast Guard|Intelligence Service|Presidential Administration|Cabinet)\b"
)
NAME = rf"{ONE}(?:{MORE}){{0,4}}{SUFFIX}"
TWO_NAMES = rf"{ONE}(?:{MORE}){{1,3}}{SUFFIX}"
_NICKNAMED = re.compile(rf"(?<![\w.’'-])({ONE}(?: {ONE}){{0,2}} [“\"'‘«(]{ONE}(?: {ONE})?[”\"'’»)]{MORE}{SUFFIX})")
_DASH = r"(?:—|–|―|--?)"
_SIGNED = re.compile(rf"[”\"]\s{{0,4}}{_DASH}\s?(?:[A-Z][a-z]+\.? )?({TWO_NAMES})(?=[,.(\n]|\s*$)|{_DASH}\s?({TWO_NAMES})(?= \(@)")
"""Under words in marks and posts: ``“...” — Ada Brandt, chair``, ``— Ada Brandt (@abrandt)``."""
_SAYS = re.compile(rf"(?:^|[\n”\"“.,–—-] ?)({TWO_NAMES}) (?:said|told|says|tweeted|wrote|added|testified)\b|\b(?:said|says|wrote) ({TWO_NAMES})[,.]")
_PERSON_AT_END = re.compile(
    r"\b(?:Intelligence|Court|House|State|Defense|Staff|Affairs|Security|Health|Ministry|Committee|Commission|London|York|Religious Freedom|\w+’s"
    r"|\w+'s|U\.N\.|\w[”\"’']) ([A-Z][\w-]+ [A-Z][\w’'-]+)$"
)


@lru_cache(maxsize=1)
def _title_then_name() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.])(?P<title>{title_words()})\s(?P<name>{NAME})")


_CLOCK = frozenset(
    ["UTC", "GMT", "BST", "CET", "CEST", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "ET", "AEST", "JST", "IST", "AM", "PM"]
)
"""Zones and halves of the day, which a recogniser takes for organisations."""


def _from_recogniser(doc: Doc, text: str, zones: list[Zone]) -> Iterator[Found]:
    for ent in doc.ents:
        label = ent.label_
        if label not in KEPT:
            continue
        raw = text[ent.start_char : ent.end_char]
        tail = _PERSON_AT_END.search(raw)
        for begin in (ent.start_char, ent.start_char + tail.start(1)) if tail else (ent.start_char,):
            start, end = person_span(text, _from_given(text, begin, label), ent.end_char)
            whole = not text[end : end + 1].isalnum()
            if start < end and (label == "PERSON" or (whole and _hidden_person(text[start:end]))) and looks_like_person(text[start:end]):
                yield Found(start, end, "PERSON", text[start:end], not inside(zones, start))
                break
        else:
            start = end = -1
        if end > 0:
            continue
        start, end = trim(text, ent.start_char, ent.end_char)
        name = text[start:end]
        if (
            len(name) < 2
            or name in CALENDAR
            or name in _CLOCK
            or text.startswith("((", start - 2)
            or "@" in name
            or "/" in name
            or not any(c.isupper() for c in name)
        ):
            continue
        weak = inside(zones, start)
        if weak and name.isupper() and name.count(" ") > 1:
            continue
        if label == "PERSON":
            label = "ORG" if set(name.split()) & not_names() else ""
        label = corrected(name, label)
        if label:
            yield Found(start, end, label, name, not weak)


_BEFORE_NAME = re.compile(r"(?<![\w.’'-])([A-ZÀ-ÖØ-Þ][\w’'-]+) $")


def _from_given(text: str, start: int, label: str) -> int:
    """Where a name begins of which the recogniser saw the last word alone, as a place: "German Markus |Ederhof|"."""
    before = _BEFORE_NAME.search(text, max(0, start - 20), start) if label != "PERSON" else None
    return before.start(1) if before and names.is_first_name(before[1]) else start


def _hidden_person(name: str) -> bool:
    """A name that the recogniser calls an organisation or place but that is a known person's or starts with a given name."""
    words = name.split()
    if not words or len(words) > 4 or set(words) & not_names():
        return False
    if names.known_alone(name) and not countries.lookup(name):
        return True
    return len(words) > 1 and names.is_first_name(words[0]) and not (countries.body(name) or countries.us_state(name))


def corrected(name: str, label: str) -> str:
    """The label that the tables give a name, else the recogniser's own."""
    code = countries.country(name)
    if code:
        return "ORG" if countries.is_body(code) else "GPE"
    if countries.nationality(name):
        return "NORP"
    known = countries.body(name)
    if known:
        return "EVENT" if known.kind == "event" else "NORP" if name in PARTY_PEOPLE else "ORG"
    if countries.capital(name) or countries.us_state(name):
        return "GPE"
    if countries.metonym(name) or (label in ("FAC", "GPE", "LOC", "PRODUCT", "WORK_OF_ART", "NORP") and _GOVERNMENTAL.search(name)):
        return "ORG"
    return label


_CAPITALISED = re.compile(r"(?<![\w.])[A-Zda][\w.]*")


def _from_turns(doc: Doc, text: str) -> Iterator[Found]:
    """Who speaks in a transcript, by the label of each turn; it needs no other reason to be a person's name."""
    for turn in doc._.turns:
        if turn.name is not None:
            start, end = person_span(text, *turn.name)
            before = text[:start].split()[-1:] if start > 0 and text[start - 1] == " " else []
            yield Found(start, end, "PERSON", text[start:end], True, before[0] if before and before[0].lower() in titles() else "turn")


def _from_gazetteer(text: str, zones: list[Zone]) -> Iterator[Found]:
    table = gazetteer()
    skip = 0
    for m in _CAPITALISED.finditer(text):
        if m.start() < skip:
            continue
        word = m.group()
        for phrase, label in table.get(word) or table.get(word.rstrip(".")) or ():
            end = m.start() + len(phrase)
            if (
                text.startswith(phrase, m.start())
                and not (text[end : end + 1].isalnum())
                and not (label == "GPE" and text[max(0, m.start() - 4) : m.start()] == "New ")
            ):
                yield Found(m.start(), end, label, phrase, not inside(zones, m.start()))
                skip = end
                break


def _from_patterns(text: str, zones: list[Zone]) -> Iterator[Found]:
    """Title and name ("Defense Minister Rustem Umerov"), name beside "said" or under its words, name with a nickname inside."""
    for m in _title_then_name().finditer(text):
        start, end = person_span(text, m.start("name"), m.end("name"))
        title = m.group("title")
        if title.lower() in names.ROYAL and title[0].isupper() and " " not in text[start:end] and start == m.start("name"):
            start = m.start("title")
        name = text[start:end]
        if looks_like_person(name) and not _stray_word(name):
            yield Found(start, end, "PERSON", name, not inside(zones, start), title)
    for pattern in (_SAYS, _SIGNED, _NICKNAMED):
        for m in pattern.finditer(text):
            start, end = person_span(text, *m.span(1 if m.group(1) else 2))
            name = text[start:end]
            given = pattern is _SIGNED or names.is_first_name(name.split()[0])
            if looks_like_person(name) and given and (pattern is not _NICKNAMED or names.nickname(name)):
                yield Found(start, end, "PERSON", name, pattern is _SIGNED or not inside(zones, start))


def _stray_word(name: str) -> bool:
    """A title followed by something else that is capitalised: "President General", "Secretary The"."""
    return " " not in name and (len(name) < 3 or name.lower() in titles() or f"{name.lower()}." in titles() or name.lower() in STOP_WORDS)


class Taken:
    """Disjoint ranges of a text that already hold a name."""

    def __init__(self, ranges: Iterable[Zone] = ()) -> None:
        self._ranges = sorted(ranges)

    def free(self, start: int, end: int) -> bool:
        i = bisect_right(self._ranges, (start, 0))
        return not ((i < len(self._ranges) and self._ranges[i][0] < end) or (i and self._ranges[i - 1][1] > start))

    def take(self, start: int, end: int) -> None:
        insort(self._ranges, (start, end))


def find(doc: Doc, text: str) -> list[Found]:
    """All names of a Doc in text order, without overlaps. Needs ``doc.ents``; uses ``doc._.headline`` where there is one."""
    zones = weak_zones(text, doc._.headline)
    datelines = datelines_of(text)
    recognised = list(_from_recogniser(doc, text, zones))
    patterns = [*_from_patterns(text, zones), *_from_turns(doc, text)]
    listed = list(_from_gazetteer(text, zones))
    people = sorted([f for f in [*recognised, *listed] if f.label == "PERSON"] + patterns, key=lambda f: (-(f.end - f.start), not f.title))
    rest = sorted([f for f in [*recognised, *listed] if f.label != "PERSON"], key=lambda f: f.start - f.end)
    wholes = Taken(_disjoint((f.start, f.end) for f in rest if " " in f.text and not f.text.endswith("dministration")))
    taken = Taken()
    chosen: list[Found] = []
    for f in people:
        # a single word inside a longer organisation or place is part of that: "the Clinton Foundation"
        if " " not in f.text and not f.title and not wholes.free(f.start, f.end):
            continue
        if taken.free(f.start, f.end):
            taken.take(f.start, f.end)
            chosen.append(f)
    for f in rest:
        if taken.free(f.start, f.end):
            taken.take(f.start, f.end)
            chosen.append(f)
    _towns(chosen, text)
    chosen = [f for f in chosen if not inside(datelines, f.start) or _in_dateline(f, datelines)]
    titled = {(f.start, f.end): f.title for f in patterns if f.title}
    strong = {(f.start, f.end) for f in patterns if f.strong}
    for f in chosen:
        f.title = f.title or titled.get((f.start, f.end), "")
        f.strong = f.strong or (f.start, f.end) in strong
    return sorted(chosen, key=lambda f: f.start)


def _in_dateline(f: Found, datelines: list[Zone]) -> bool:
    """Of what stands in a dateline only places are named: the first name is one, whatever the recogniser calls it."""
    if any(f.start == start for start, _ in datelines):
        f.label = "GPE"
    return f.label == "GPE"


_IN = re.compile(r"\b(?:in|near|outside) $")
_GOES_ON = re.compile(r"[.,;)]|$|\s(?:on|in|at|and|to|for|since|this|last|after|before|when|where)\b")
_TALKS = re.compile(r"['’]s? |,? (?:said|says|told|announced|plans|reported)\b")


def _towns(found: list[Found], text: str) -> None:
    """One-word names that the recogniser calls organisations but that the article stands in ("in Sandvik,"): places, if they never speak."""
    single = [f for f in found if f.label == "ORG" and f.text.isalpha() and not f.text.isupper() and not countries.body(f.text)]
    inside_of = {f.text for f in single if _IN.search(text, max(0, f.start - 9), f.start) and _GOES_ON.match(text, f.end)}
    inside_of -= {f.text for f in single if _TALKS.match(text, f.end)}
    for f in single:
        if f.text in inside_of and not countries.metonym(f.text):
            f.label = "GPE"


def _disjoint(ranges: Iterable[Zone]) -> Iterator[Zone]:
    last = -1
    for start, end in sorted(ranges):
        if start >= last:
            yield start, end
            last = end


def occurrences(text: str, forms: Iterable[str], taken: Taken) -> Iterator[Zone]:
    """Further places where one of ``forms`` stands whole and free."""
    options = sorted({form for form in forms if len(form) > 2}, key=len, reverse=True)
    if options:
        for m in re.finditer(rf"(?<![\w.’'-])(?:{'|'.join(re.escape(o) for o in options)})(?!\w)", text):
            if taken.free(*m.span()):
                yield m.span()
