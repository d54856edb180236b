"""People whom the recogniser took for something else or did not see: a name is a person's where the whole article treats it as one.

Each name that is called an organisation, place or work is scored over all its places by what stands round it, and so is each single word that the
article introduces ("Fatima, 34,", "Mwangi, a nurse"). A table of given names can never be complete, so this is what finds the bearers of rarer ones.
"""

from __future__ import annotations

import re
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

from ontherecord import countries
from ontherecord.extraction.entities import lexicon, names
from ontherecord.extraction.entities.lexicon import is_title
from ontherecord.extraction.entities.mentions import Found
from ontherecord.extraction.entities.name_spans import MORE, ONE, UPPER, looks_like_person
from ontherecord.extraction.entities.ranges import Taken, inside
from ontherecord.extraction.entities.roles import title_after, title_before
from ontherecord.extraction.nouns import is_human

_LABELS = frozenset({"ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "NORP", "EVENT", "LAW"})
_SURE = 3
_DETERMINER = r"(?:an?|the|his|her|their|my|our)"
_VERBS = r"(?:said|says|told|added|wrote|argued|warned|insisted|asked|replied|testified)"
_INTRODUCED = re.compile(
    rf"(?<![\w.’'&-])(?<![{UPPER}]\w )({ONE})(?: \([^()\n]{{3,40}}\))?, (?:(?:aged )?\d\d,|who\b|{_DETERMINER}\s[^,.;:\n]{{3,}})"
)
"""One word with an age, "who" or a noun phrase behind it."""
_WHO = re.compile(rf"(?<![\w.’'&-])(?<![{UPPER}]\w )({ONE}(?:{MORE}){{1,2}})(?=, (?:(?:aged )?\d\d,|who\b|{_DETERMINER}\s[^,.;:\n]{{3,}}))")
"""The same for two or three words."""
_APPOSED = re.compile(rf"^, {_DETERMINER} ((?:[\w’'-]+ ){{0,4}}?[\w-]+)(?=[,.;:\n]| (?:who|of|in|at|from|for|with|on|to|and|that|said)\b)")
_WHICH = re.compile(r"^,? which\b|^['’]s? (?:shares?|stock|board|headquarters|spokes\w+|officials|members|employees|website|residents|population)\b")
_SAYS = re.compile(rf"^,? (?:has |had |also |later |then )?{_VERBS}\b")
_SAYS_IT = re.compile(r"^ \w+(?: on \w+)?(?: that)? (?:it|its)\b")
_OWN = re.compile(r"^['’]s? ([\w-]+)\b(?! of)")
_SAID = re.compile(rf"\b{_VERBS}\s$")
_SPEAKS = re.compile(rf"{_SAYS.pattern}|^, [^.;:\n]{{3,60}}?, (?:has |had |also )?{_VERBS}\b")
_MODIFIER = re.compile(r"(?<![\w-])([a-z][\w-]*)\s$")
_BEFORE_NAMES = STOP_WORDS | lexicon.words("before names")
"""What may stand before the name of a person; another word in small letters before it makes a kind of thing of it ("long-serving Dems")."""
_THE = re.compile(r"\b(?:[Tt]he|[Aa]n?|at|in|inside|outside|across|throughout)\s$")


class Around(NamedTuple):
    """One place of a name with what stands before and behind it."""

    found: Found
    text: str
    before: str
    after: str


def _around(f: Found, text: str) -> Around:
    return Around(f, text, text[max(0, f.start - 20) : f.start], text[f.end : f.end + 200].split("\n")[0])


def _is_thing(at: Around) -> bool:
    word = _MODIFIER.search(at.before)
    return bool(_WHICH.match(at.after)) or (word is not None and word[1] not in _BEFORE_NAMES)


def _has_title(at: Around) -> bool:
    span = title_before(at.text, at.found.start)
    return span is not None and is_title(at.text[slice(*span)].split()[-1], "head", "honorific", "calling")


def _apposed(at: Around) -> float:
    """Points for a noun for a person that heads the phrase behind a name: "nurse" in ", a night nurse at the ward"; few for "the market leader"."""
    phrase = _APPOSED.match(at.after)
    words = phrase[1].lower().split() if phrase else []
    if not words or not (is_human(words[-1]) or is_title(words[-1], "head", "calling")):
        return 2 if title_after(at.text, at.found.end) else 0
    return 1 if words[-1] in lexicon.words("stands beside companies") or words[-2:-1] in (["market"], ["world"], ["industry"], ["global"]) else 2


def _seen(pattern: str, points: float) -> Callable[[Around], float]:
    compiled = re.compile(pattern)
    return lambda at: points if compiled.search(at.after) else 0


_SIGNS: tuple[Callable[[Around], float], ...] = (
    lambda at: -3 if _THE.search(at.before) else 0,
    lambda at: -3 if _is_thing(at) else 0,
    lambda at: 3 if _has_title(at) else 0,
    _apposed,
    _seen(r"^['’]?s?,? who\b|^, (?:an?|the|his|her) [^,.;:\n]{3,50} who\b", 2),
    lambda at: 1 if at.found.label == "PERSON" else 0,
    _seen(r"^, (?:aged )?\d\d[,.]", 3),
    lambda at: 1 if _SPEAKS.match(at.after) or _SAID.search(at.before) else 0,
    _seen(r"\b(?:he|she|his|her|himself|herself)\b", 1),
)
"""What tells for a person, and against one (points below 0), at one place of a name. Each sign counts once in an article."""


def find_people(found: list[Found], text: str) -> None:
    """Give the label PERSON to names of ``found`` that the article treats as people."""
    _find_full(found, text)
    _find_single(found, text)
    _find_families(found, text)


def _is_person(name: str, group: Iterable[Found], text: str) -> bool:
    around = [_around(f, text) for f in group]
    points = sum(max((sign(at) for at in around), key=abs) for sign in _SIGNS)
    first, last = name.split()[0], name.split()[-1]
    if first != last:
        elsewhere = text.replace(name, " ")
        if re.search(rf"(?<!\bthe )(?<!\bThe )(?<![\w’'-]){re.escape(last)}(?![\w-])", elsewhere):
            points += 1.5  # the family name alone
        if re.search(rf"\b{re.escape(first)}\b", elsewhere):
            points -= 1
    return points >= _SURE


def _find_full(found: list[Found], text: str) -> None:
    """Names of two to four words."""
    places: dict[str, list[Found]] = defaultdict(list)
    for f in [*found, *_unseen(_WHO, found, text)]:
        if f.label in _LABELS | {""} and 1 < len(f.text.split()) <= 4 and f.strong:
            places[f.text].append(f)
    for name, group in places.items():
        if _may_be_full(name, text) and _is_person(name, group, text):
            _make_people(group, found)


def _make_people(group: list[Found], found: list[Found]) -> None:
    for f in group:
        if not f.label:
            insort(found, f, key=lambda g: g.start)
        f.label = "PERSON"


def _unseen(pattern: re.Pattern[str], found: list[Found], text: str) -> list[Found]:
    """Names that the recogniser did not see, where a pattern stands."""
    taken = Taken((f.start, f.end) for f in found)
    weak = [(f.start, f.end) for f in found if not f.strong]
    return [Found(*m.span(1), "", m[1]) for m in pattern.finditer(text) if taken.free(*m.span(1)) and not inside(weak, m.start())]


def _may_be_full(name: str, text: str) -> bool:
    words = name.split()
    if any(len(w) > 3 and in_small_letters(w, text) for w in words) or countries.metonym(name):
        return False  # an everyday word of this very article
    peoples = all(countries.nationality(w) or w in lexicon.words("compass") for w in words)
    return not peoples and all(w[:1].isupper() or w in names.PARTICLES for w in words) and looks_like_person(name)


def in_small_letters(word: str, text: str) -> bool:
    """The text has the word in small letters, too."""
    return word.lower() in text and re.search(rf"\b{re.escape(word.lower())}\b", text) is not None


def _find_single(found: list[Found], text: str) -> None:
    """Give the label PERSON to single words that the text introduces as somebody, those that the recogniser did not see among them."""
    for name, group in _introduced(found, text).items():
        if _may_be_single(name, text) and any(f.strong for f in group) and _is_person(name, group, text):
            _make_people(group, found)
            for f in group:
                f.introduced = True


def _introduced(found: list[Found], text: str) -> dict[str, list[Found]]:
    places: dict[str, list[Found]] = defaultdict(list)
    for f in _unseen(_INTRODUCED, found, text):
        places[f.text].append(f)
    for f in found:
        single = f.label in _LABELS | {"PERSON"} and " " not in f.text
        if f.text in places or (single and f.strong and _INTRODUCED.match(text, f.start)):
            places[f.text].append(f)
    return places


def _may_be_single(name: str, text: str) -> bool:
    word = name.lower()
    strange = len(name) < 2 or word in STOP_WORDS or is_title(word) or countries.metonym(name) or in_small_letters(name, text)
    return not strange and looks_like_person(name)


def _find_families(found: list[Found], text: str) -> None:
    """A family or given name alone, behind the full name, is that person even where it is a word or a country as well: "Jordan said", "Chad's wife";
    "Jordan said it would" and "Jordan's minister" are the country."""
    full: dict[str, int] = {}
    for f in found:
        if f.label == "PERSON" and " " in f.text:
            for word in (f.text.split()[-1], f.text.split()[0]):
                full.setdefault(word, f.start)
    for f in found:
        if f.label not in _LABELS or f.text not in full or f.start < full[f.text]:
            continue
        at = _around(f, text)
        own = _OWN.match(at.after)
        speaks = _SAYS.match(at.after) or (_SAID.search(at.before) and not at.after.startswith(" "))
        if (speaks or (own and own[1] in lexicon.words("belongs to a person"))) and not _THE.search(at.before) and not _SAYS_IT.match(at.after):
            f.label = "PERSON"
