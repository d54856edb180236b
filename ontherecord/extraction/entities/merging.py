"""Which mentions of one article are the same person, and by what name a reader knows them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection
from itertools import pairwise

from spacy.lang.en.stop_words import STOP_WORDS

from ontherecord import countries
from ontherecord.extraction.entities import families, famous, lexicon, names
from ontherecord.extraction.entities.lexicon import is_title
from ontherecord.extraction.entities.mentions import TURN, Found, occurrences
from ontherecord.extraction.entities.mislabelled import in_small_letters
from ontherecord.extraction.entities.name_spans import looks_like_person
from ontherecord.extraction.entities.names import Gender, Known, Name
from ontherecord.extraction.entities.people import Person, Register, gender_of_title
from ontherecord.extraction.entities.ranges import Taken


def people(found: list[Found], text: str, named: Collection[str]) -> list[Person]:
    """People of one article in order of first mention, each with all mentions.

    ``found`` holds all names of the text; those that turn out to be people get the label PERSON, and further mentions are added to it.
    """
    register = Register()
    _trim_to_known(found, text)
    full = [f for f in found if f.label == "PERSON" and names.parse(f.text).full and not famous.is_short_form(f.text)]
    strong = Counter(f.text for f in full if f.strong)
    every = Counter(f.text for f in full)
    genders = {f.text: gender for f in reversed(full) if (gender := gender_of_title(f.title))}
    by_form: dict[str, list[Found]] = {}
    for f in full:
        by_form.setdefault(f.text, []).append(f)
    homes: dict[str, Person] = {}
    place = {f.text: f.start for f in reversed(full)}
    for form in sorted(every, key=lambda t: (-len(names.parse(t).parts), t not in strong, -every[t], place[t])):
        name = names.parse(form)
        person = register.home(name) or register.new()
        if person.known is None and (known := famous.famous(name, by_form[form], text)):
            person.known, person.gender = known, known.gender
        person.gender = person.gender or genders.get(form) or names.gender_of(form.split()[0])
        person.full[form] += strong[form] or every[form]
        homes[form] = person
        register.index(person)
    _renamed(register, homes, full, text)
    for f in full:
        homes[f.text].add(f)
    given = families.share_family(register, found, full, text)
    _short_forms(register, [f for f in found if f.label == "PERSON" and f.text not in homes and f not in given], text, named)
    _relabel(register, found)
    people = [p for p in register.people if p.strong]
    _further(people, found, text)
    for person in people:
        person.found.sort(key=lambda f: f.start)
    return sorted(people, key=lambda p: p.found[0].start)


_BEFORE = re.compile(
    r"[,(]? ?\(?(?:who was )?(?:née|nee|né|born|formerly(?: known as)?|(?:previously|once) (?:known as|called)|a\.?k\.?a\.?"
    r"|(?:(?:was|is) )?(?:formerly|previously|also) known as) "
)
_NOW = re.compile(r"[,(]? ?\(?(?:who (?:[\w’']+ ){1,8}and )?(?:who )?(?:is |are )?now (?:known as |called )?")
_ONE_NAME = re.compile(r"[,(]? ?\(?(?:née|nee|né) ([A-ZÀ-ÖØ-Þ][\w’'-]+)")


def _renamed(register: Register, homes: dict[str, Person], full: list[Found], text: str) -> None:
    """One person where the text says so: "Ann Lind, formerly Ann Berg", "Ann Berg, who is now known as Ann Lind", "Ann Lind, née Berg"."""
    for f in full:
        if one := _ONE_NAME.match(text, f.end):
            register.index(homes[f.text], names.fold(one[1]))
    for first, second in pairwise(sorted(full, key=lambda f: f.start)):
        between = text[first.end : second.start]
        now = _NOW.fullmatch(between)
        shared = set(names.parse(first.text).parts) & set(names.parse(second.text).parts)
        if homes[first.text] is homes[second.text] or not shared or not (now or _BEFORE.fullmatch(between)):
            continue
        present, former = (second, first) if now else (first, second)
        person, other = homes[present.text], homes[former.text]
        person.full += other.full
        person.former |= set(other.full)
        homes.update({form: person for form, home in homes.items() if home is other})
        register.remove(other)
        register.index(person)


def _trim_to_known(found: list[Found], text: str) -> None:
    """ "Neither Obama", "Countering Putin", "Attack Doe": a word that is capitalised at a sentence's start goes off the name.

    Any word does where the rest is the family name of somebody named in full with a usual given name, and the word stands nowhere else as a name.
    """
    bearers = {
        f.text.split()[-1]: f.text.split()[0] for f in found if f.label == "PERSON" and " " in f.text and names.is_first_name(f.text.split()[0])
    }
    for f in found:
        words = f.text.split()
        if (
            f.label == "PERSON"
            and len(words) > 1
            and (
                words[0].lower() in STOP_WORDS - {"may", "will"}
                or (words[0].endswith("ing") and len(words[0]) > 5)
                or (
                    len(words) == 2 and words[1] in bearers and _OPENS.search(text, max(0, f.start - 4), f.start) and in_small_letters(words[0], text)
                )
            )
            and not names.is_first_name(words[0])
        ):
            f.start += f.text.index(words[1], len(words[0]))
            f.text = f.text[f.text.index(words[1], len(words[0])) :]


_OPENS = re.compile(r"(?:[.!?:;][\"”’')]*\s+|\n)[\"“‘']?$|^$")


def _short_forms(register: Register, short: list[Found], text: str, named: Collection[str]) -> None:
    offices = {names.fold(f.text) for f in short if f.title in lexicon.words("head of a country")}
    private = {
        names.fold(f.text) for f in short if famous.is_private(f, text) or not (names.fold(f.text) in offices or famous.is_famous_here(f.text, named))
    }
    for longer in (True, False):  # "Van Doe" is somebody before "Doe" is asked for
        waiting = sorted((f for f in short if (" " in f.text) == longer), key=lambda f: f.start)
        waiting = [f for f in waiting if not _placed(register, f, private)]
        unknown: dict[str, list[Found]] = {}
        for f in waiting:  # "Mr. Doe" before the text says which Doe
            if not _placed(register, f, private):
                unknown.setdefault(names.fold(f.text), []).append(f)
        for form, group_ in unknown.items():
            # a single word is a person only with a title, where the text says what somebody is, or where it is met again and again
            if any(f.title or f.introduced for f in group_) or (sum(f.strong for f in group_) > 2 and looks_like_person(group_[0].text)):
                for bearer in (bearers := _bearers(group_)):
                    person = register.new()
                    person.parted = len(bearers) > 1
                    for f in bearer:
                        person.add(f)
                    register.index(person, form, *names.handles(names.parse(form)))


def _bearers(group: list[Found]) -> list[list[Found]]:
    """The mentions of one family name, parted where their titles are a man's and a woman's: "Lord Doe and Lady Doe", "Mr Doe ... Mrs Doe".
    One without such a title means whom the one before it means."""
    genders = {gender for f in group if (gender := gender_of_title(f.title))}
    if len(genders) < 2:
        return [group]
    parted: dict[Gender, list[Found]] = {}
    last = next(gender for f in group if (gender := gender_of_title(f.title)))
    for f in group:
        last = gender_of_title(f.title) or last
        parted.setdefault(last, []).append(f)
    return list(parted.values())


def _placed(register: Register, f: Found, private: set[str]) -> bool:
    person = _resolve(register, f, private)
    if person:
        person.add(f)
    return person is not None


def _resolve(register: Register, f: Found, private: set[str]) -> Person | None:
    """Whom a short form means: with a title the known holder of the office; by gender; the one alone so named; else the last one named in full."""
    title = "" if f.title == TURN else f.title
    gender = gender_of_title(title)
    name = names.parse(f.text)
    if not name.parts:
        return None
    given = [p for p in register.by_given.get(name.parts[0], []) if not gender or p.gender in (gender, None)]
    if title in lexicon.words("before a given name") and len(given) == 1:
        return given[0]
    candidates = _candidates(register, name, title, gender)
    known = _known_by(f.text, title, gender, name)
    if known and not (" " not in known.name and (given or candidates)):  # "Adele" is no singer behind "Adele Doe"
        own = [p for p in register.near(names.parse(known.name)) if p.is_known(known)]
        if own:
            return own[0] if known.always or own[0] not in candidates else _nearest(candidates, f)
        if names.fold(f.text) not in private and (not candidates or (known.always and not _is_somebody_else(candidates, known))):
            person = register.new(known)
            register.index(person, " ".join(name.parts))
            return person
    if candidates:
        return _nearest(candidates, f)
    alone = not gender or title in lexicon.words("before a given name") or not names.is_first_name(f.text)  # "Mr Tran" is Tran Minh Duc
    return given[0] if len(given) == 1 and alone else None


def _candidates(register: Register, name: Name, title: str, gender: Gender) -> list[Person]:
    """The people whom a short form may mean, by its suffix, its title and the gender of that."""
    found = register.with_handle(" ".join(name.parts))
    if name.suffix or len(found) > 1:
        fitting = [p for p in found if name.suffix in {n.suffix for n in p.parsed()}]
        found = fitting or ([] if name.suffix else found)
    if gender:
        found = [p for p in found if p.gender in (gender, None)]
        found = [p for p in found if p.gender] or found
    if title and len(found) > 1:  # "President Doe and his daughter, Senator Doe"
        found = [p for p in found if any(f.title.casefold() == title.casefold() for f in p.found)] or found
    return found


def _known_by(text: str, title: str, gender: Gender, name: Name) -> Known | None:
    """The famous person whom a short form means, if nothing tells against it."""
    known = (names.known_alone(f"{title} {text}") if title else None) or names.known_alone(text)
    against = known is None or (gender and known.gender not in (gender, None)) or countries.lookup(text) or name.suffix
    return None if against else known


def _is_somebody_else(candidates: list[Person], known: Known) -> bool:
    """The one bearer of the name in this article is nobody known and of another family."""
    only = candidates[0]
    return len(candidates) == 1 and bool(only.full) and only.known is None and not _family(only, known)


def _family(person: Person, known: Known) -> bool:
    return any(name.family == names.parse(known.name).family for name in person.parsed())


def _nearest(candidates: list[Person], f: Found) -> Person:
    """The candidate last named in full before this place, else the one named most."""
    if len(candidates) == 1:
        return candidates[0]

    def last_full(p: Person) -> int:
        return max((g.start for g in p.found if g.start < f.start and " " in g.text), default=-1)

    return max(candidates, key=lambda p: (last_full(p), sum(p.full.values())))


def _relabel(register: Register, found: list[Found]) -> None:
    """Names that the recogniser called organisations or places but that a person of this article bears."""
    by_parts: dict[tuple[str, ...], Person] = {}
    for bearer in register.people:
        for full in bearer.parsed():
            by_parts.setdefault(full.parts, bearer)
    for f in found:
        if f.label == "PERSON" or countries.lookup(f.text) or countries.body(f.text) or countries.us_state(f.text):
            continue
        if f.label == "GPE" and (countries.capital(f.text) or countries.is_us_city(f.text)):
            continue
        name = names.parse(f.text)
        if not name.parts or not (f.text[:1].isupper() or f.text.split()[0] in names.PARTICLES):
            continue
        if name.full:
            person = by_parts.get(name.parts)
        else:
            exact = register.by_handle.get(name.parts[0], [])
            person = _nearest(exact, f) if exact else None
        if person:
            f.label = "PERSON"
            person.add(f)


def _further(people: list[Person], found: list[Found], text: str) -> None:
    """Mentions that the recogniser missed: the same family name, or the full name, elsewhere in the text."""
    taken = Taken((f.start, f.end) for f in found)
    forms: dict[str, list[Person]] = {}
    for person in people:
        own = {f.text for f in person.found} | {form for n in person.parsed() if not n.suffix for form in names.short_forms(n)}
        for form in own:
            # a name that is a word of this text as well is found again only where the recogniser saw it
            if form not in lexicon.words("month and name") and not (form.islower() or countries.lookup(form) or in_small_letters(form, text)):
                forms.setdefault(form, []).append(person)
    for start, end in occurrences(text, forms, taken):
        form = text[start:end]
        if " " not in form:
            if _OTHER_NAME.match(text, end) and not any(form == f.text.split()[-1] for p in forms[form] for f in p.found):
                continue  # a first word that another name goes on from
            before = text[max(0, start - 25) : start].split("\n")[-1].split()
            after = text[end : end + 2]
            if before and before[-1][:1].isupper() and before[-1][-1:].isalpha() and not is_title(before[-1], "head", "honorific"):
                continue
            if after[:1] == " " and after[1:].isupper() and before and before[-1][-1:] not in ".!?" and form[1:].islower() and len(form) < 4:
                continue
        f = Found(start, end, "PERSON", form, True)
        _nearest(forms[form], f).add(f)
        taken.take(start, end)
        found.insert(bisect_right(found, start, key=lambda x: x.start), f)


_OTHER_NAME = re.compile(r"[ -][A-ZÀ-ÖØ-Þ]")
