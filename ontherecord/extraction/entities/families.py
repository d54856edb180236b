"""Given names that share somebody else's family name: "Ann, Tom and Jane Doe" are three people."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ontherecord import countries
from ontherecord.extraction.entities import names
from ontherecord.extraction.entities.mentions import Found
from ontherecord.extraction.entities.name_spans import ONE
from ontherecord.extraction.entities.people import Person, Register

_GIVEN_NAMES = re.compile(rf"(?<![\w.’'-])(?<![A-Z]\w )({ONE}(?:, {ONE}){{0,9}}),? (?:and|&) $")


def share_family(register: Register, found: list[Found], full: list[Found], text: str) -> list[Found]:
    """ "Ann, Tom and Jane Doe" are three: a given name before "and" and a full name has the family name of that one, unless it means somebody
    else. Returns the mentions of those given names, which ``found`` holds from now on."""
    given: list[Found] = []
    for f in full:
        for mention in _given_before(f, text):
            if _is_given_alone(register, mention.text, names.parse(f.text).family) and _is_free(found, mention):
                found[:] = [g for g in found if g.start != mention.start]
                found.insert(bisect_right(found, mention.start, key=lambda x: x.start), mention)
                person = _of_family(register, mention.text, f.text)
                person.add(mention)
                register.index(person)
                given.append(mention)
    return given


def _given_before(f: Found, text: str) -> Iterator[Found]:
    """ "Ann" and "Tom" before |Jane Doe|."""
    line = text[max(0, f.start - 60, text.rfind("\n", 0, f.start) + 1) : f.start]
    shared = _GIVEN_NAMES.search(line) if names.is_first_name(f.text.split()[0]) else None
    for word in re.finditer(r"[^ ,]+", shared[1]) if shared else ():
        start = f.start - len(line) + shared.start(1) + word.start()  # type: ignore[union-attr]
        yield Found(start, start + len(word[0]), "PERSON", word[0], f.strong)


def _of_family(register: Register, given: str, full: str) -> Person:
    """The bearer of a given name and of somebody else's family name, a new one where the article has none."""
    family = names.parse(full).family
    for person in register.by_given.get(names.fold(given), ()):
        if any(name.family == family for name in person.parsed()):
            return person
    written = [word for word in full.split() if names.fold(word).strip(".,") not in names.SUFFIXES]
    name = f"{given} {' '.join(written[-len(family.split()) :]).strip(',')}"
    known = names.known_full(names.parse(name))
    person = register.new(known)
    person.gender = person.gender or names.gender_of(given)
    person.full[name] += 1
    return person


def _is_given_alone(register: Register, word: str, family: str) -> bool:
    """A given name that is nobody's family name, no name by which newspapers call somebody of another family, and no place."""
    alone = names.known_alone(word)
    other = register.by_handle.get(names.fold(word)) or names.known_family(word) or (alone and names.parse(alone.name).family != family)
    return names.is_first_name(word) and not other and not (countries.lookup(word) or countries.capital(word) or countries.us_state(word))


def _is_free(found: list[Found], word: Found) -> bool:
    """Nothing longer than the word itself holds its characters."""
    return all(f.end <= word.start or f.start >= word.end or (f.start, f.end) == (word.start, word.end) for f in found)
