"""Where names stand: the recogniser's spans cleaned, its labels corrected by the tables, its misses added by patterns.

Everything here works on characters of ``doc.text``. No span crosses a line break, so none crosses a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from ontherecord import countries
from ontherecord.extraction.entities import lexicon, names
from ontherecord.extraction.entities.acronyms import explained
from ontherecord.extraction.entities.lexicon import CALENDAR, PARTY_PEOPLE, callings, gazetteer, is_title, not_names, title_words
from ontherecord.extraction.entities.margins import datelines_of, margins
from ontherecord.extraction.entities.name_spans import MORE, ONE, SUFFIX, looks_like_person, person_span, trim
from ontherecord.extraction.entities.ranges import Range, Taken, inside

KEPT = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"})
TURN = "turn"
"""Stands for the title where the label of a turn in a transcript names somebody."""


@dataclass(slots=True, eq=False)
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


NAME = rf"{ONE}(?:{MORE}){{0,4}}{SUFFIX}"
TWO_NAMES = rf"{ONE}(?:{MORE}){{1,3}}{SUFFIX}"
_NICKNAMED = re.compile(rf"(?<![\w.’'-])({ONE}(?: {ONE}){{0,2}} [“\"'‘«(]{ONE}(?: {ONE})?[”\"'’»)]{MORE}{SUFFIX})")
_DASH = r"(?:—|–|―|--?)"
_SIGNED = re.compile(
    rf"[”\"]\s{{0,4}}{_DASH}\s?(?:[A-Z][a-z]+\.? )?({TWO_NAMES})(?=[,.(\n]|\s*$)|{_DASH}\s?({TWO_NAMES})(?= \(@)"
    rf"|[”\"][^\S\n]*+\n\s*+({TWO_NAMES})(?=, [A-Z][^\n.,]{{2,40}}\n)"
)
"""Under words in marks and posts: ``“...” — Ada Brandt, chair``, ``— Ada Brandt (@abrandt)``, a line ``Ada Brandt, Kelp Times``."""
_SAYS = re.compile(rf"(?:^|[\n”\"“.,–—-] ?)({TWO_NAMES}) (?:said|told|says|tweeted|wrote|added|testified)\b|\b(?:said|says|wrote) ({TWO_NAMES})[,.]")
_PERSON_AT_END = re.compile(
    r"\b(?:Intelligence|Court|House|State|Defense|Staff|Affairs|Security|Health|Ministry|Committee|Commission|London|York|Religious Freedom|\w+’s"
    r"|\w+'s|U\.N\.|\w[”\"’']) ([A-Z][\w-]+ [A-Z][\w’'-]+)$"
)


@cache
def _title_then_name() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.])({title_words()})\s({NAME})")


@cache
def _calling_then_name() -> re.Pattern[str]:
    """Words that do not always stand before names: "nurse |Ada Lind|", "Justice |Ada Lind|"."""
    return re.compile(rf"(?<![\w.])({callings()}|{lexicon.either(lexicon.words('loose title'))})\s({TWO_NAMES})")


def _recognised(doc: Doc, text: str, weak: list[Range]) -> Iterator[Found]:
    for ent in doc.ents:
        if ent.label_ in KEPT and (found := _recognised_person(ent, text, weak) or _recognised_other(ent, text, weak)):
            yield found


def _recognised_person(ent: Tokens, text: str, weak: list[Range]) -> Found | None:
    """The person whom the recogniser saw, or one hidden in what it took for an organisation or a place."""
    label, starts = ent.label_, [ent.start_char]
    if tail := _PERSON_AT_END.search(text[ent.start_char : ent.end_char]):
        starts.append(ent.start_char + tail.start(1))
    for begin in starts:
        start, end = person_span(text, begin if label == "PERSON" else _from_given(text, begin), ent.end_char)
        name = text[start:end]
        person = label == "PERSON" or (not text[end : end + 1].isalnum() and _is_hidden_person(name))
        if name and person and looks_like_person(name):
            return Found(start, end, "PERSON", name, not inside(weak, start))
    return None


def _recognised_other(ent: Tokens, text: str, weak: list[Range]) -> Found | None:
    start, end = trim(text, ent.start_char, ent.end_char)
    open_ = text.find(" (", start, end)
    if open_ > start and ")" not in text[open_:end]:
        end = open_  # the acronym behind a name is one of its own
    name = text[start:end]
    if _is_no_name(name) or text.startswith("((", start - 2):
        return None
    margin = inside(weak, start)
    if margin and name.isupper() and name.count(" ") > 1:
        return None
    person = ent.label_ == "PERSON"
    label = corrected(name, ent.label_ if not person else "ORG" if set(name.split()) & not_names() else "")
    return Found(start, end, label, name, not margin) if label else None


def _is_no_name(name: str) -> bool:
    return len(name) < 2 or name in CALENDAR or name in lexicon.words("clock") or "@" in name or "/" in name or not any(c.isupper() for c in name)


_BEFORE_NAME = re.compile(r"(?<![\w.’'-])([A-ZÀ-ÖØ-Þ][\w’'-]+) $")


def _from_given(text: str, start: int) -> int:
    """Where a name begins of which the recogniser saw the last word alone, as a place: "German Markus |Ederhof|"."""
    before = _BEFORE_NAME.search(text, max(0, start - 20), start)
    return before.start(1) if before and names.is_first_name(before[1]) else start


def _is_hidden_person(name: str) -> bool:
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
    if countries.metonym(name) or (label in ("FAC", "GPE", "LOC", "PRODUCT", "WORK_OF_ART", "NORP") and lexicon.pattern("governmental").search(name)):
        return "ORG"
    return label


_CAPITALISED = re.compile(r"(?<![\w.])[A-Zda][\w.]*")


def _labels_of_turns(doc: Doc, text: str) -> Iterator[Found]:
    """Who speaks in a transcript, by the label of each turn; it needs no other reason to be a person's name."""
    for turn in doc._.turns:
        if turn.name is not None:
            start, end = person_span(text, *turn.name)
            before = text[:start].split()[-1:] if start > 0 and text[start - 1] == " " else []
            yield Found(start, end, "PERSON", text[start:end], True, before[0] if before and is_title(before[0]) else TURN)


def _listed(text: str, weak: list[Range]) -> Iterator[Found]:
    """Names that the tables hold."""
    table, behind = gazetteer(), 0
    for m in _CAPITALISED.finditer(text):
        if m.start() >= behind and (found := _listed_at(m.start(), table.get(m.group()) or table.get(m.group().rstrip(".")) or (), text)):
            phrase, label = found
            behind = m.start() + len(phrase)
            yield Found(m.start(), behind, label, phrase, not inside(weak, m.start()))


def _listed_at(start: int, options: Iterable[tuple[str, str]], text: str) -> tuple[str, str] | None:
    """The longest of some names that stands whole at a character; "New Mexico" is not Mexico."""
    new = text[max(0, start - 4) : start] == "New "
    for phrase, label in options:
        if text.startswith(phrase, start) and not text[start + len(phrase) : start + len(phrase) + 1].isalnum() and not (new and label == "GPE"):
            return phrase, label
    return None


def _written_out(text: str, weak: list[Range]) -> Iterator[Found]:
    """Title and name ("Defense Minister Rustem Umerov"), name beside "said" or under its words, name with a nickname inside."""
    for m in _title_then_name().finditer(text):
        start, end = person_span(text, *m.span(2))
        if m[1].lower() in names.ROYAL and m[1][0].isupper() and " " not in text[start:end] and start == m.start(2):
            start = m.start()
        name = text[start:end]
        if (looks_like_person(name) or _addressed(m[1], name)) and not _stray_word(name):
            yield Found(start, end, "PERSON", name, not inside(weak, start), m[1])
    for m in _calling_then_name().finditer(text):
        start, end = person_span(text, *m.span(2))
        name = text[start:end]
        if looks_like_person(name) and " " in name and (m[1][0].islower() or names.is_first_name(name.split()[0])):
            yield Found(start, end, "PERSON", name, not inside(weak, start))
    for pattern in (_SAYS, _SIGNED, _NICKNAMED):
        for m in pattern.finditer(text):
            start, end = person_span(text, *m.span(m.lastindex or 0))
            name = text[start:end]
            given = pattern is _SIGNED or names.is_first_name(name.split()[0])
            if looks_like_person(name) and given and (pattern is not _NICKNAMED or names.nickname(name)):
                yield Found(start, end, "PERSON", name, pattern is _SIGNED or not inside(weak, start))


_FULL_NAME = re.compile(rf"(?<![\w.’'&/-])(?<!\b[A-Z]\. )(?=({ONE}{MORE}(?:{MORE})?{SUFFIX}))")


def _by_given_name(text: str, weak: list[Range]) -> Iterator[Found]:
    """Names that begin with a usual given name, which the recogniser often misses at the start of a sentence: "Nurse |Ada Lind|"."""
    for m in _FULL_NAME.finditer(text):
        if not names.is_first_name(text[m.start() :].split(" ", 1)[0]) or inside(weak, m.start()):
            continue
        start, end = person_span(text, *m.span(1))
        words = text[start:end].split()
        before = text[max(0, start - 30) : start].split(" ")[-2:]
        goes_on = len(before) == 2 and not before[1] and before[0][:1].isupper() and before[0][-1:].isalnum()
        told = not goes_on or is_title(before[0], "head", "honorific", "calling")
        if (
            told
            and text[end : end + 1] != "/"
            and start == m.start()
            and len(words) in (2, 3)
            and looks_like_person(text[start:end])
            and not STOP_WORDS & set(text[start:end].lower().split())
        ):
            yield Found(start, end, "PERSON", text[start:end])


def _addressed(title: str, name: str) -> bool:
    """ "Ms. Lane": behind a form of address a family name may be any word that is one."""
    return title.rstrip(".") in ("Mr", "Mrs", "Ms", "Miss", "Mx") and name in lexicon.words("also a family name")


def _of_families(seen: list[Found], text: str, weak: list[Range]) -> Iterator[Found]:
    """ "Ada Winter" where the text speaks of "Mrs. Winter" or of "Ole Winter": the recogniser often takes such a family name for something else."""
    people = [f for f in seen if f.label == "PERSON" and (f.title or " " in f.text)]
    families = {last for f in people if len(last := f.text.split()[-1]) > 2 and last[:1].isupper() and last.isalpha()}
    if families:
        for m in re.finditer(rf"(?<![\w.’'-])([A-ZÀ-ÖØ-Þ][\w’'-]+) {lexicon.either(families)}(?![\w’'-]*\w)", text):
            if names.is_first_name(m[1]):
                yield Found(*m.span(), "PERSON", m[0], not inside(weak, m.start()))


def _explained(text: str, weak: list[Range]) -> Iterator[Found]:
    """Bodies whose acronym the text explains, and the acronym wherever it stands."""
    given = list(explained(text))
    for (start, end), _ in given:
        yield Found(start, end, "ORG", text[start:end], not inside(weak, start))
    for start, end in occurrences(text, {short for _, short in given}, Taken()):
        yield Found(start, end, "ORG", text[start:end], not inside(weak, start))


def _stray_word(name: str) -> bool:
    """A title followed by something else that is capitalised: "President General", "Secretary The"."""
    return " " not in name and (len(name) < 3 or is_title(name) or is_title(f"{name}.") or name.lower() in STOP_WORDS)


def find(doc: Doc, text: str) -> list[Found]:
    """All names of a Doc in text order, without overlaps. Needs ``doc.ents``; uses ``doc._.headline`` where there is one."""
    weak = margins(text, doc._.headline)
    datelines = datelines_of(text)
    patterns = [*_written_out(text, weak), *_labels_of_turns(doc, text)]
    seen = [*_recognised(doc, text, weak), *_listed(text, weak), *_explained(text, weak)]
    taken = Taken((f.start, f.end) for f in [*seen, *patterns])
    patterns += [f for f in _by_given_name(text, weak) if taken.free(f.start, f.end)]
    patterns += _of_families([*seen, *patterns], text, weak)
    chosen = _chosen(seen, patterns, text)
    _towns(chosen, text)
    chosen = [f for f in chosen if not inside(datelines, f.start) or _in_dateline(f, datelines)]
    titled = {(f.start, f.end): f.title for f in patterns if f.title}
    strong = {(f.start, f.end) for f in patterns if f.strong}
    for f in chosen:
        f.title = f.title or titled.get((f.start, f.end), "")
        f.strong = f.strong or (f.start, f.end) in strong
    return sorted(chosen, key=lambda f: f.start)


_THING = re.compile(r"(?<=[\w.]) (?P<next>[A-Z][\w-]+)")
_SHIP = re.compile(r"\b(?:USS|HMS|MV|SS|RMS) $")


def _names_thing(f: Found, text: str) -> bool:
    """A person's name that is a part of a ship's, a school's or a street's: "Ada Lind Elementary", "USS Ada Lind"."""
    thing = _THING.match(text, f.end)
    school = thing is not None and thing["next"] in not_names() and " " in f.text and not is_title(thing["next"])
    return school or _SHIP.search(text, max(0, f.start - 5), f.start) is not None


def _chosen(seen: list[Found], patterns: list[Found], text: str) -> list[Found]:
    """Of overlapping names the longest, people before everything else."""
    people = sorted([f for f in seen if f.label == "PERSON"] + patterns, key=lambda f: (-(f.end - f.start), not f.title))
    rest = sorted([f for f in seen if f.label != "PERSON"], key=lambda f: f.start - f.end)
    wholes = Taken((f.start, f.end) for f in rest if " " in f.text and not f.text.endswith("dministration"))
    taken, chosen = Taken(), []
    for f in [*(p for p in people if p.title or not _names_thing(p, text)), *rest]:
        # a single word inside a longer organisation or place is part of that: "the Clinton Foundation"
        part = f.label == "PERSON" and " " not in f.text and not f.title and not wholes.free(f.start, f.end)
        if not part and taken.free(f.start, f.end):
            taken.take(f.start, f.end)
            chosen.append(f)
    return chosen


def _in_dateline(f: Found, datelines: list[Range]) -> bool:
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


def occurrences(text: str, forms: Iterable[str], taken: Taken) -> Iterator[Range]:
    """Further places where one of ``forms`` stands whole and free."""
    options = {form for form in forms if len(form) > 2}
    if options:
        for m in re.finditer(rf"(?<![\w.’'-]){lexicon.either(options)}(?!\w)", text):
            if taken.free(*m.span()):
                yield m.span()
