"""People whom the recogniser took for something else or did not see: a name is a person's where the whole article treats it as one.

Each name that is called an organisation, place or work is scored over all its places by what stands round it, and so is each single word that the
article introduces ("Fatima, 34,", "Mwangi, a nurse"). A table of given names can never be complete, so this is what finds the bearers of rarer ones.
"""

from __future__ import annotations

import re
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable

from spacy.lang.en.stop_words import STOP_WORDS

from ontherecord import countries
from ontherecord.extraction.entities import names
from ontherecord.extraction.entities.shapes import ONE, UPPER, looks_like_person
from ontherecord.extraction.entities.spans import Found, Taken
from ontherecord.extraction.entities.tables import titles
from ontherecord.extraction.entities.titles import title_after, title_before
from ontherecord.extraction.entities.zones import inside
from ontherecord.extraction.nouns import is_human

_LABELS = frozenset({"ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "NORP", "EVENT", "LAW"})
_SURE = 3
_COMPASS = frozenset(["East", "West", "North", "South", "Central", "Asian", "African", "Arab", "Western", "Eastern", "Northern", "Southern"])
_ONE_WORD = _LABELS | {"PERSON"}
_INTRODUCED = re.compile(rf"(?<![\w.’'&-])(?<![{UPPER}]\w )({ONE}), (?:(?:aged )?\d\d,|(?:an?|the|his|her|their|my|our)\s[^,.;:\n]{{3,}})")
"""One word with an age or a noun phrase behind it."""
_COMPANIES = frozenset(
    [
        "agent",
        "broadcaster",
        "competitor",
        "contributor",
        "developer",
        "donor",
        "employer",
        "investor",
        "landlord",
        "maker",
        "manufacturer",
        "member",
        "owner",
        "partner",
        "predecessor",
        "producer",
        "publisher",
        "regulator",
        "rival",
        "sponsor",
        "successor",
        "supplier",
        "tenant",
        "trader",
    ]
)
"""Nouns for people that stand beside companies and places just as often."""
_WHO = re.compile(r"^['’]?s?,? who\b")
_APPOSED = re.compile(
    r"^, (?:an?|the|his|her|their|my|our) ((?:[\w’'-]+ ){0,4}?[\w-]+)(?=[,.;:\n]| (?:who|of|in|at|from|for|with|on|to|and|that|said)\b)"
)
_APPOSED_SAYS = re.compile(r"^, [^.;:\n]{3,60}?, (?:has |had |also )?(?:said|says|told|added|wrote|argued|warned|insisted)\b")
_APPOSED_WHO = re.compile(r"^, (?:an?|the|his|her) [^,.;:\n]{3,50} who\b")
_WHICH = re.compile(r"^,? which\b|^['’]s? (?:shares?|stock|board|headquarters|spokes\w+|officials|members|employees|website|residents|population)\b")
_AGED = re.compile(r"^, (?:aged )?\d\d[,.]")
_SAYS = re.compile(r"^,? (?:has |had |also |later |then )?(?:said|says|told|asked|added|wrote|replied|argued|warned|insisted|testified)\b")
_SAYS_IT = re.compile(r"^ \w+(?: on \w+)?(?: that)? (?:it|its)\b")
_SAID = re.compile(r"\b(?:said|says|asked|added|wrote|replied|argued|warned|insisted)\s$")
_HE = re.compile(r"\b(?:he|she|his|her|himself|herself)\b")
_MODIFIER = re.compile(r"(?<![\w-])([a-z][\w-]*)\s$")
_BEFORE_NAMES = STOP_WORDS | {"said", "says", "told", "asked", "added", "named", "called", "met", "including"}
"""What may stand before the name of a person; another word in small letters before it makes a kind of thing of it ("long-serving Dems")."""
_THE = re.compile(r"\b(?:[Tt]he|[Aa]n?|at|inside|outside)\s$")


def find_people(found: list[Found], text: str) -> None:
    """Give the label PERSON to names of ``found`` that the article treats as people."""
    places: dict[str, list[Found]] = defaultdict(list)
    for f in found:
        if f.label in _LABELS and 1 < len(f.text.split()) <= 4 and f.strong:
            places[f.text].append(f)
    for name, group in places.items():
        words = name.split()
        peoples = all(countries.nationality(w) or w in _COMPASS for w in words)
        if any(len(w) > 3 and re.search(rf"\b{re.escape(w.lower())}\b", text) for w in words):
            continue  # an everyday word of this very article
        capitalised = all(w[:1].isupper() or w in names.PARTICLES for w in words)
        if peoples or not capitalised or not looks_like_person(name) or countries.metonym(name):
            continue
        if _evidence(name, group, text) >= _SURE:
            for f in group:
                f.label = "PERSON"
    _find_single(found, text)
    _find_families(found, text)


def _find_single(found: list[Found], text: str) -> None:
    """Give the label PERSON to single words that the text introduces as somebody, those that the recogniser did not see among them."""
    places: dict[str, list[Found]] = defaultdict(list)
    taken = Taken((f.start, f.end) for f in found)
    zones = [(f.start, f.end) for f in found if not f.strong]
    for m in _INTRODUCED.finditer(text):
        if taken.free(*m.span(1)) and not inside(zones, m.start()):
            places[m[1]].append(Found(*m.span(1), "", m[1]))
    for f in found:
        if f.text in places or (f.label in _ONE_WORD and " " not in f.text and f.strong and _INTRODUCED.match(text, f.start)):
            places[f.text].append(f)
    for name, group in places.items():
        if not _may_be_single(name, text) or not any(f.strong for f in group):
            continue
        if _evidence(name, group, text) >= _SURE:
            for f in group:
                f.introduced = True
                if not f.label:
                    insort(found, f, key=lambda g: g.start)
                f.label = "PERSON"


def _may_be_single(name: str, text: str) -> bool:
    return (
        looks_like_person(name)
        and len(name) > 2
        and name.lower() not in STOP_WORDS
        and name.lower() not in titles()
        and not countries.metonym(name)
        and re.search(rf"\b{re.escape(name.lower())}\b", text) is None
    )


def _find_families(found: list[Found], text: str) -> None:
    """A family or given name alone, behind the full name, is that person even where it is a word or a country as well: "Jordan said", "Chad says";
    "Jordan said it would" is the country."""
    full: dict[str, int] = {}
    for f in found:
        if f.label == "PERSON" and " " in f.text:
            for word in (f.text.split()[-1], f.text.split()[0]):
                full.setdefault(word, f.start)
    for f in found:
        if f.label not in _LABELS or f.text not in full or f.start < full[f.text]:
            continue
        before, after = text[max(0, f.start - 20) : f.start], text[f.end : f.end + 40].split("\n")[0]
        if not _THE.search(before) and not _SAYS_IT.match(after) and (_SAYS.match(after) or (_SAID.search(before) and not after.startswith(" "))):
            f.label = "PERSON"


def _apposed_noun(after: str) -> str | None:
    """The noun for a person that heads the phrase behind a name: "nurse" in ", a night nurse at the ward"; empty for "the market leader"."""
    phrase = _APPOSED.match(after)
    words = phrase[1].lower().split() if phrase else []
    if not words or not (is_human(words[-1]) or ((row := titles().get(words[-1])) and row.part in ("head", "calling"))):
        return None
    return "" if words[-2:-1] in (["market"], ["world"], ["industry"], ["global"]) else words[-1]


def _evidence(name: str, group: Iterable[Found], text: str) -> float:
    """Points for a person over all places of a name; each kind counts once."""
    seen: dict[str, float] = {}
    for f in group:
        before, after = text[max(0, f.start - 20) : f.start], text[f.end : f.end + 200].split("\n")[0]
        if _THE.search(before):
            seen["article"] = -3
        if _WHICH.match(after) or ((word := _MODIFIER.search(before)) and word[1] not in _BEFORE_NAMES):
            seen["which"] = -3
        if (title := title_before(text, f.start)) and (row := titles().get(text[title[0] : title[1]].split()[-1].lower())) and row.part != "modifier":
            seen["title"] = 3
        if (noun := _apposed_noun(after)) is not None:
            seen["apposition"] = 1 if noun in _COMPANIES or not noun else 2
        elif title_after(text, f.end):
            seen["apposition"] = 2
        if _WHO.match(after) or _APPOSED_WHO.match(after):
            seen["who"] = 2
        if f.label == "PERSON":
            seen["recognised"] = 1
        if _AGED.match(after):
            seen["age"] = 3
        if _SAYS.match(after) or _APPOSED_SAYS.match(after) or _SAID.search(before):
            seen["speaks"] = 1
        if _HE.search(after):
            seen["he"] = 1
    first, last = name.split()[0], name.split()[-1]
    if first == last:
        return sum(seen.values())
    elsewhere = text.replace(name, " ")
    if re.search(rf"(?<!\bthe )(?<!\bThe )(?<![\w’'-]){re.escape(last)}(?![\w-])", elsewhere):
        seen["family name alone"] = 1.5
    if re.search(rf"\b{re.escape(first)}\b", elsewhere):
        seen["first word alone"] = -1
    return sum(seen.values())
