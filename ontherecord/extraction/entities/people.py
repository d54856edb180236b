"""A person of one article while mentions are gathered, and the register of all of them by the short forms that may mean them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ontherecord.extraction.entities import lexicon, names
from ontherecord.extraction.entities.mentions import Found
from ontherecord.extraction.entities.names import Gender, Known, Name


@dataclass(slots=True)
class Person:
    """One person of an article while mentions are gathered."""

    found: list[Found] = field(default_factory=list)
    full: Counter[str] = field(default_factory=Counter)
    """Full names as written, with their counts."""
    known: Known | None = None
    gender: Gender = None
    parted: bool = False
    """Somebody else of the article has the same family name and, like this one, no other: "Mr Doe", "Mrs Doe"."""
    former: set[str] = field(default_factory=set)
    """Full names that the text says are not the present one: "born Ann Doe"."""

    @property
    def strong(self) -> bool:
        return any(f.strong for f in self.found)

    def parsed(self) -> list[Name]:
        return [names.parse(text) for text in self.full]

    def handles(self) -> frozenset[str]:
        """Folded short forms that may mean this person."""
        own = frozenset[str]().union(*(names.handles(name) for name in self.parsed()))
        return own if own or not self.known else names.handles(names.parse(self.known.name))

    def is_known(self, known: Known) -> bool:
        """This is that known person: by the table, or by a full name that fits."""
        if self.known and self.known.name == known.name:
            return True
        return any(names.same_person(name, names.parse(known.name)) for name in self.parsed())

    def add(self, found: Found) -> None:
        self.found.append(found)
        self.gender = self.gender or gender_of_title(found.title)

    def name(self) -> str:
        """The common newspaper form: the most frequent full one, without middle initials unless always used; a known person's usual
        name where the text has only a short form."""
        if not self.full:
            if self.known:
                return self.known.name
            forms = Counter(f.text for f in self.found)
            form = max(forms, key=lambda form: (form.count(" "), forms[form]))
            title = next((f.title for f in self.found if f.title and (self.parted or f.title in lexicon.words("noble title"))), "")
            return " ".join([title, form.title() if form.isupper() and len(form) > 3 else form]).strip()
        best = names.without_nickname(min(self.full.items(), key=self._rank)[0])
        words = best.split()
        if self.known:
            usual = self.known.name.split()
            if names.fold(words[-1]) == names.fold(usual[-1]) and names.fold(words[0]) == names.fold(usual[0]):
                return best.replace("’", "'") if len(words) == len(usual) and not best.isupper() else self.known.name
        if best.isupper():
            words = [w if "." in w else w.title() for w in words]
        if len(words) > 2 and not names.is_initial(words[0]):
            words = [words[0], *(w for w in words[1:-1] if not names.is_initial(w)), words[-1]]
        return re.sub(r",(?= \w+\.?$)", "", " ".join(words)).replace("’", "'")

    def _rank(self, item: tuple[str, int]) -> tuple[bool, bool, bool, int, int, int]:
        words = item[0].split()
        short = any(names.parse(other).nickname.split(" ")[0] == names.fold(words[0]) for other in self.full)
        cut = any(other != item[0] and other.casefold().endswith(f" {item[0].casefold()}") for other in self.full)
        initials = sum(names.is_initial(w) for w in words[1:-1])
        return (item[0] in self.former, short, cut, initials + max(0, len(words) - 3), -item[1], len(words))

    def variants(self) -> tuple[str, ...]:
        """Other surface forms, most frequent first."""
        name = self.name()
        return tuple(form for form, _ in Counter(f.text for f in self.found).most_common() if form != name)


def gender_of_title(title: str) -> Gender:
    row = lexicon.title(title)
    return (row.gender or None) if row else None  # type: ignore[return-value]


BEARERS = 100
"""People of one family name, or of names that look alike, that a name of the text is compared with; a list of a whole clan has more."""


class Register:
    """People found so far, by the short forms that may mean them."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.by_handle: dict[str, list[Person]] = {}
        self.by_given: dict[str, list[Person]] = {}
        self._kin: dict[str, dict[int, Person]] = {}
        """By what their full names share with others of the same person (:func:`names.kin`): person by number, :data:`BEARERS` of a key at most."""
        self._alike: dict[str, dict[str, None]] = {}
        """Handles by what they share with other spellings (:func:`names.alike`)."""
        self._numbers: dict[int, int] = {}
        self._order: dict[str, int] = {}
        self._handled: set[tuple[str, int]] = set()
        self._given: set[tuple[str, int]] = set()

    def new(self, known: Known | None = None) -> Person:
        person = Person(known=known, gender=known.gender if known else None)
        self.people.append(person)
        self._numbers[id(person)] = len(self._numbers)
        return person

    def index(self, person: Person, *forms: str) -> None:
        number = self._numbers[id(person)]
        for handle in {*person.handles(), *forms}:
            group = self.by_handle.get(handle)
            if group is None:
                group = self.by_handle[handle] = []
                self._order[handle] = len(self._order)
                self._spell(handle)
            if (handle, number) not in self._handled:
                self._handled.add((handle, number))
                group.append(person)
        full = person.parsed()
        for name in (*full, names.parse(person.known.name)) if person.known else full:
            for key in names.kin(name):
                bearers = self._kin.setdefault(key, {})
                if len(bearers) < BEARERS:
                    bearers[number] = person
        for name in full:
            for given in {name.given, name.nickname} - {""}:
                group = self.by_given.setdefault(given, [])
                if (given, number) not in self._given and not names.east_asian(name) and given not in names.ROYAL:
                    self._given.add((given, number))
                    group.append(person)

    def remove(self, person: Person) -> None:
        """Forget a person who is another one."""
        self.people.remove(person)
        del self._numbers[id(person)]
        for group in (*self.by_handle.values(), *self.by_given.values()):
            if person in group:
                group.remove(person)

    def near(self, name: Name) -> list[Person]:
        """The people who may bear this full name, in their order."""
        found = {number: p for key in names.kin(name) for number, p in self._kin.get(key, {}).items() if id(p) in self._numbers}
        return [found[number] for number in sorted(found)]

    def _spell(self, handle: str) -> None:
        parts = handle.split("-")
        starts = (f"{'-'.join(parts[:n])}-" for n in range(1, len(parts)))
        for key in (*names.alike(handle), *starts):
            self._alike.setdefault(key, {})[handle] = None

    def with_handle(self, word: str) -> list[Person]:
        exact = self.by_handle.get(word)
        if exact is not None:
            return exact
        near = {handle for key in (*names.alike(word), f"{word}-") for handle in self._alike.get(key, ())}
        spelt = sorted((handle for handle in near if names.close(handle, word) or handle.startswith(f"{word}-")), key=self._order.__getitem__)
        return [p for handle in spelt for p in self.by_handle[handle]]

    def home(self, name: Name) -> Person | None:
        """The person that already holds this full name, or of whose longer name it is the end ("Peña Nieto")."""
        fitting = [p for p in self.near(name) if any(names.same_person(other, name) for other in p.parsed())]
        if fitting:
            return max(
                fitting,
                key=lambda p: (any(o.parts == name.parts for o in p.parsed()), any(o.given == name.given for o in p.parsed()), sum(p.full.values())),
            )
        whole = self.by_handle.get(" ".join(name.parts), ())
        return whole[0] if len(name.parts) == 2 and name.given not in names.ROYAL and len(whole) == 1 else None
