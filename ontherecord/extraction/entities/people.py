"""Which mentions of one article are the same person, and by what name a reader knows them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from ontherecord import countries
from ontherecord.extraction.entities import names
from ontherecord.extraction.entities.names import Gender, Known, Name
from ontherecord.extraction.entities.spans import Found, looks_like_person, occurrences, titles


@dataclass(slots=True)
class Person:
    """One person of an article while mentions are gathered."""

    found: list[Found] = field(default_factory=list)
    full: Counter[str] = field(default_factory=Counter)
    """Full names as written, with their counts."""
    known: Known | None = None
    gender: Gender = None

    @property
    def strong(self) -> bool:
        return any(f.strong for f in self.found)

    def parsed(self) -> list[Name]:
        return [names.parse(text) for text in self.full]

    def handles(self) -> frozenset[str]:
        own = frozenset[str]().union(*(names.handles(name) for name in self.parsed()))
        return own if own or not self.known else names.handles(names.parse(self.known.name))

    def add(self, found: Found) -> None:
        self.found.append(found)
        self.gender = self.gender or _gender_of_title(found.title)

    def name(self) -> str:
        """The common newspaper form: the most frequent full form without middle initials; a known person's usual name where only a short form stands."""
        if not self.full:
            if self.known:
                return self.known.name
            return Counter(f.text for f in self.found).most_common(1)[0][0]

        def rank(item: tuple[str, int]) -> tuple[int, int, int]:
            words = item[0].split()
            return (sum(len(w.rstrip(".")) == 1 for w in words[1:-1]) + max(0, len(words) - 3), -item[1], len(words))

        best = min(self.full.items(), key=rank)[0]
        if (
            self.known
            and names.fold(best).split()[-1] == names.fold(self.known.name).split()[-1]
            and len(best.split()) != len(self.known.name.split())
        ):
            return self.known.name
        words = best.split()
        if best.isupper():
            words = [w if len(w) < 3 and "." in w else w.title() for w in words]
        if len(words) > 2:
            words = [words[0], *(w for w in words[1:-1] if len(w.rstrip(".")) > 1), words[-1]]
        return " ".join(words)


def _gender_of_title(title: str) -> Gender:
    row = titles().get(title.lower())
    return (row["gender"] or None) if row else None  # type: ignore[return-value]


class _Register:
    """People found so far, by the short forms that may mean them."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.by_handle: dict[str, list[Person]] = {}
        self.by_given: dict[str, list[Person]] = {}

    def index(self, person: Person) -> None:
        for handle in person.handles():
            group = self.by_handle.setdefault(handle, [])
            if person not in group:
                group.append(person)
        for name in person.parsed():
            group = self.by_given.setdefault(name.given, [])
            if person not in group and not names.east_asian(name) and name.given not in names.ROYAL:
                group.append(person)

    def new(self, known: Known | None = None) -> Person:
        person = Person(known=known, gender=known.gender if known else None)
        self.people.append(person)
        return person

    def with_handle(self, text: str) -> list[Person]:
        word = names.fold(text).rstrip(".")
        exact = self.by_handle.get(word)
        if exact:
            return exact
        return [p for handle, group in self.by_handle.items() if handle[:1] == word[:1] or len(word) > 6 for p in group if names.close(handle, word)]


def group(found: list[Found], text: str) -> list[Person]:
    """People of one article, each with all mentions; ``found`` holds all names of the text, of which other labels may turn out to be people."""
    register = _Register()
    full = [f for f in found if f.label == "PERSON" and names.parse(f.text).full and not _known_short(f.text)]
    forms = Counter(f.text for f in full if f.strong)
    weak = Counter(f.text for f in full if not f.strong)
    homes: dict[str, Person] = {}
    for form in sorted({*forms, *weak}, key=lambda t: (-len(names.parse(t).parts), t not in forms, -forms[t])):
        name = names.parse(form)
        person = _home(register, name)
        if person is None:
            person = register.new(names.known_full(name))
            person.gender = person.gender or names.gender_of(form.split()[0])
        homes[form] = person
        person.full[form] += forms[form] or weak[form]
        register.index(person)
    for f in full:
        homes[f.text].add(f)
    _short_forms(register, [f for f in found if f.label == "PERSON" and f.text not in homes], text)
    _relabel(register, found)
    people = [p for p in register.people if p.strong]
    _further(register, people, found, text)
    for person in people:
        person.found.sort(key=lambda f: f.start)
    return sorted(people, key=lambda p: p.found[0].start)


def _known_short(text: str) -> bool:
    known = names.known_alone(text)
    return bool(known) and names.fold(known.name) != names.fold(text) and text.split()[0] not in known.name.split()[:1]  # type: ignore[union-attr]


def _home(register: _Register, name: Name) -> Person | None:
    """The person that already holds this full name. Nicknames join only where no other person of that family name fits better."""
    whole = " ".join(name.parts)
    fitting = [p for p in register.people if any(names.same_person(other, name) for other in p.parsed())]
    if fitting:
        return max(
            fitting,
            key=lambda p: (any(o.parts == name.parts for o in p.parsed()), any(o.given == name.given for o in p.parsed()), sum(p.full.values())),
        )
    if len(name.parts) == 2 and name.given not in names.ROYAL and len(register.by_handle.get(whole, ())) == 1:
        return register.by_handle[whole][0]
    return None


def _short_forms(register: _Register, short: list[Found], text: str) -> None:
    unknown: dict[str, list[Found]] = {}
    for f in sorted(short, key=lambda f: f.start):
        person = _resolve(register, f)
        if person:
            person.add(f)
        else:
            unknown.setdefault(names.fold(f.text), []).append(f)
    for group_ in unknown.values():
        titled = any(f.title for f in group_)
        if not titled and (len([f for f in group_ if f.strong]) < 2 or not looks_like_person(group_[0].text)):
            continue
        person = register.new()
        for f in group_:
            person.add(f)
        register.by_handle.setdefault(names.fold(group_[0].text), []).append(person)


def _resolve(register: _Register, f: Found) -> Person | None:
    """Whom a short form means: with a title the known holder of the office; by gender; the one alone so named; else the last one named in full."""
    title = f.title if f.title not in ("party",) else ""
    gender = _gender_of_title(title)
    candidates = register.with_handle(f.text)
    if gender:
        candidates = [p for p in candidates if p.gender in (gender, None)] or []
    known = names.known_alone(f"{title} {f.text}") if title else None
    known = known or names.known_alone(f.text)
    if known and gender and known.gender and known.gender != gender:
        known = None
    if known and _clash(f):
        known = None
    if known:
        own = [p for p in register.people if p.known and (p.known is known or p.known.name == known.name)] or [
            p for p in candidates if any(names.same_person(n, names.parse(known.name)) for n in p.parsed())
        ]
        if own:
            return own[0]
        if len(candidates) != 1 or _relative(candidates[0], known):
            person = register.new(known)
            register.by_handle.setdefault(names.fold(f.text), []).append(person)
            for handle in names.handles(names.parse(known.name)):
                group_ = register.by_handle.setdefault(handle, [])
                if person not in group_:
                    group_.append(person)
            return person
    if candidates:
        return _nearest(candidates, f)
    given = register.by_given.get(names.fold(f.text), [])
    if len(given) == 1 and (not title or title.lower() in names.ROYAL):
        return given[0]
    if title and not gender:
        family = names.known_family(f.text)
        if len(family) == 1 and title in _POLITICAL:
            person = register.new(family[0])
            register.by_handle.setdefault(names.fold(f.text), []).append(person)
            return person
    return None


_POLITICAL = frozenset(
    {
        "President",
        "Sen.",
        "Senator",
        "Rep.",
        "Gov.",
        "Governor",
        "Minister",
        "Secretary",
        "Chancellor",
        "Premier",
        "Speaker",
        "president",
        "minister",
        "Justice",
    }
)


def _clash(f: Found) -> bool:
    """A known short form that is also an everyday word or place stands without a title and not at a place where only a name can."""
    return bool(countries.lookup(f.text))


def _relative(person: Person, known: Known) -> bool:
    """The only bearer of the family name here is not the one whom newspapers mean by it alone."""
    return bool(person.full) and not any(names.same_person(n, names.parse(known.name)) for n in person.parsed())


def _nearest(candidates: list[Person], f: Found) -> Person:
    if len(candidates) == 1:
        return candidates[0]

    def last_full(p: Person) -> int:
        starts = [g.start for g in p.found if g.start < f.start and " " in g.text]
        return max(starts, default=-1)

    best = max(candidates, key=lambda p: (last_full(p), sum(p.full.values())))
    return best if last_full(best) >= 0 else max(candidates, key=lambda p: sum(p.full.values()))


def _relabel(register: _Register, found: list[Found]) -> None:
    """Names that the recogniser called organisations or places but that a person of this article bears."""
    for f in found:
        if f.label in ("PERSON", "GPE") or countries.lookup(f.text) or countries.body(f.text):
            if (
                f.label != "GPE"
                or countries.lookup(f.text)
                or countries.capital(f.text)
                or countries.us_state(f.text)
                or countries.is_us_city(f.text)
            ):
                continue
        name = names.parse(f.text)
        if not name.parts:
            continue
        if name.full:
            person = next((p for p in register.people if any(o.parts == name.parts for o in p.parsed())), None)
        else:
            exact = register.by_handle.get(name.parts[0], [])
            person = _nearest(exact, f) if exact and f.text[:1].isupper() else None
        if person:
            f.label = "PERSON"
            person.add(f)


_COMMON = frozenset(
    ["House", "State", "White", "May", "Will", "Young", "Long", "Hill", "Bush", "Price", "Law", "Best", "Day", "Church", "Post", "Park", "Hall", "Page", "Rose", "Gates", "Early", "Good", "Moon", "Just", "Most", "Many", "Case", "Fields", "Bank", "King"]
)


def _further(register: _Register, people: list[Person], found: list[Found], text: str) -> None:
    """Mentions that the recogniser missed: the same family name, or the full name, elsewhere in the text."""
    taken = sorted((f.start, f.end) for f in found)
    forms: dict[str, list[Person]] = {}
    for person in people:
        for form in {g.text for g in person.found} | {n.text.split()[-1] for n in person.parsed() if len(n.text.split()) > 1}:
            if form.split()[-1] not in _COMMON or " " in form:
                forms.setdefault(form, []).append(person)
    for start, end in occurrences(text, forms, taken):
        form = text[start:end]
        after = text[end : end + 30]
        before = text[max(0, start - 25) : start].split("\n")[-1].rstrip(" ")
        if " " not in form and (after[1:2].isupper() and after[:1] in " -" and before[-1:].islower() and _tail_capital(before)):
            continue
        if " " not in form and _tail_capital(before) and titles().get(before.split()[-1].lower(), {}).get("part") not in ("head", "honorific"):
            continue
        f = Found(start, end, "PERSON", form, True)
        options = forms[form]
        person = options[0] if len(options) == 1 else _nearest(options, f)
        person.add(f)
        found.insert(bisect_right(found, start, key=lambda x: x.start), f)


def _tail_capital(before: str) -> bool:
    """The word before is capitalised and no sentence ends between."""
    words = before.split()
    return bool(words) and words[-1][:1].isupper() and words[-1][-1:].isalpha()


def variants(person: Person) -> tuple[str, ...]:
    """Other surface forms, most frequent first."""
    name = person.name()
    return tuple(form for form, _ in Counter(f.text for f in person.found).most_common() if form != name)


def all_found(people: Iterable[Person]) -> set[int]:
    """``id`` of every Found that belongs to a person."""
    return {id(f) for p in people for f in p.found}
