"""Which mentions of one article are the same person, and by what name a reader knows them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.lang.en.stop_words import STOP_WORDS

from ontherecord import countries
from ontherecord.extraction.entities import famous, lexicon, names
from ontherecord.extraction.entities.lexicon import is_title
from ontherecord.extraction.entities.mentions import TURN, Found, occurrences
from ontherecord.extraction.entities.mislabelled import in_small_letters
from ontherecord.extraction.entities.name_spans import ONE, looks_like_person
from ontherecord.extraction.entities.names import Gender, Known, Name
from ontherecord.extraction.entities.ranges import Taken


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


class _Register:
    """People found so far, by the short forms that may mean them."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.by_handle: dict[str, list[Person]] = {}
        self.by_given: dict[str, list[Person]] = {}

    def new(self, known: Known | None = None) -> Person:
        person = Person(known=known, gender=known.gender if known else None)
        self.people.append(person)
        return person

    def index(self, person: Person, *forms: str) -> None:
        for handle in {*person.handles(), *forms}:
            group = self.by_handle.setdefault(handle, [])
            if person not in group:
                group.append(person)
        for name in person.parsed():
            for given in {name.given, name.nickname} - {""}:
                group = self.by_given.setdefault(given, [])
                if person not in group and not names.east_asian(name) and given not in names.ROYAL:
                    group.append(person)

    def with_handle(self, word: str) -> list[Person]:
        exact = self.by_handle.get(word)
        if exact is not None:
            return exact
        return [p for handle, group in self.by_handle.items() if names.close(handle, word) or handle.startswith(f"{word}-") for p in group]

    def home(self, name: Name) -> Person | None:
        """The person that already holds this full name, or of whose longer name it is the end ("Peña Nieto")."""
        fitting = [p for p in self.people if any(names.same_person(other, name) for other in p.parsed())]
        if fitting:
            return max(
                fitting,
                key=lambda p: (any(o.parts == name.parts for o in p.parsed()), any(o.given == name.given for o in p.parsed()), sum(p.full.values())),
            )
        whole = self.by_handle.get(" ".join(name.parts), ())
        return whole[0] if len(name.parts) == 2 and name.given not in names.ROYAL and len(whole) == 1 else None


def people(found: list[Found], text: str, named: Collection[str]) -> list[Person]:
    """People of one article in order of first mention, each with all mentions.

    ``found`` holds all names of the text; those that turn out to be people get the label PERSON, and further mentions are added to it.
    """
    register = _Register()
    _trim_to_known(found, text)
    full = [f for f in found if f.label == "PERSON" and names.parse(f.text).full and not famous.is_short_form(f.text)]
    strong = Counter(f.text for f in full if f.strong)
    every = Counter(f.text for f in full)
    genders = {f.text: gender for f in reversed(full) if (gender := gender_of_title(f.title))}
    homes: dict[str, Person] = {}
    place = {f.text: f.start for f in reversed(full)}
    for form in sorted(every, key=lambda t: (-len(names.parse(t).parts), t not in strong, -every[t], place[t])):
        name = names.parse(form)
        person = register.home(name) or register.new()
        if person.known is None and (known := famous.famous(name, [f for f in full if f.text == form], text)):
            person.known, person.gender = known, known.gender
        person.gender = person.gender or genders.get(form) or names.gender_of(form.split()[0])
        person.full[form] += strong[form] or every[form]
        homes[form] = person
        register.index(person)
    _renamed(register, homes, full, text)
    for f in full:
        homes[f.text].add(f)
    given = _share_family(register, found, full, text)
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


def _renamed(register: _Register, homes: dict[str, Person], full: list[Found], text: str) -> None:
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
        register.people.remove(other)
        for group_ in (*register.by_handle.values(), *register.by_given.values()):
            if other in group_:
                group_.remove(other)
        register.index(person)


_GIVEN_NAMES = re.compile(rf"(?<![\w.’'-])(?<![A-Z]\w )({ONE}(?:, {ONE})*),? (?:and|&) $")


def _share_family(register: _Register, found: list[Found], full: list[Found], text: str) -> list[Found]:
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


def _of_family(register: _Register, given: str, full: str) -> Person:
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


def _is_given_alone(register: _Register, word: str, family: str) -> bool:
    """A given name that is nobody's family name, no name by which newspapers call somebody of another family, and no place."""
    alone = names.known_alone(word)
    other = register.by_handle.get(names.fold(word)) or names.known_family(word) or (alone and names.parse(alone.name).family != family)
    return names.is_first_name(word) and not other and not (countries.lookup(word) or countries.capital(word) or countries.us_state(word))


def _is_free(found: list[Found], word: Found) -> bool:
    """Nothing longer than the word itself holds its characters."""
    return all(f.end <= word.start or f.start >= word.end or (f.start, f.end) == (word.start, word.end) for f in found)


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


def _short_forms(register: _Register, short: list[Found], text: str, named: Collection[str]) -> None:
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


def _placed(register: _Register, f: Found, private: set[str]) -> bool:
    person = _resolve(register, f, private)
    if person:
        person.add(f)
    return person is not None


def _resolve(register: _Register, f: Found, private: set[str]) -> Person | None:
    """Whom a short form means: with a title the known holder of the office; by gender; the one alone so named; else the last one named in full."""
    title = "" if f.title == TURN else f.title
    gender = gender_of_title(title)
    name = names.parse(f.text)
    if not name.parts:
        return None
    given = [p for p in register.by_given.get(name.parts[0], []) if not gender or p.gender in (gender, None)]
    if title in lexicon.words("before a given name") and len(given) == 1:
        return given[0]
    candidates = _candidates(register, name, gender)
    known = _known_by(f.text, title, gender, name)
    if known and not (" " not in known.name and (given or candidates)):  # "Adele" is no singer behind "Adele Doe"
        own = [p for p in register.people if p.is_known(known)]
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


def _candidates(register: _Register, name: Name, gender: Gender) -> list[Person]:
    """The people whom a short form may mean, by its suffix and the gender of its title."""
    found = register.with_handle(" ".join(name.parts))
    if name.suffix or len(found) > 1:
        fitting = [p for p in found if name.suffix in {n.suffix for n in p.parsed()}]
        found = fitting or ([] if name.suffix else found)
    if gender:
        found = [p for p in found if p.gender in (gender, None)]
        found = [p for p in found if p.gender] or found
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


def _relabel(register: _Register, found: list[Found]) -> None:
    """Names that the recogniser called organisations or places but that a person of this article bears."""
    for f in found:
        if f.label == "PERSON" or countries.lookup(f.text) or countries.body(f.text) or countries.us_state(f.text):
            continue
        if f.label == "GPE" and (countries.capital(f.text) or countries.is_us_city(f.text)):
            continue
        name = names.parse(f.text)
        if not name.parts or not f.text[:1].isupper():
            continue
        if name.full:
            person = next((p for p in register.people if any(o.parts == name.parts for o in p.parsed())), None)
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
