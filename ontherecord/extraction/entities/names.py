"""Names of people: their parts, spellings, short forms and gender. Pure functions over strings; tables from ``data/resources``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

from ontherecord import countries
from ontherecord.countries import read_table, several
from ontherecord.extraction.entities import lexicon

Gender = Literal["f", "m"] | None

PARTICLES, SUFFIXES, ROYAL = lexicon.words("particle"), lexicon.words("suffix"), lexicon.words("royal title")


class Known(NamedTuple):
    """A person whom newspapers name without introduction. The first of ``codes`` counts where the text says nothing else."""

    name: str
    codes: tuple[str, ...]
    gender: Gender
    always: bool
    """The family name alone means this person even beside relatives ("Trump" beside Melania Trump)."""
    in_full: bool = False
    """Known by the full name only: "Minister Burke" is not the one Burke of the table."""


class Name(NamedTuple):
    """A person's name taken apart. ``parts`` are folded words (no accents, lower case) without titles and suffixes."""

    text: str
    parts: tuple[str, ...]
    suffix: str
    nickname: str = ""
    """Given beside the name, folded: Robert "Bobby" Winn, John (Jack) Lane."""

    @property
    def given(self) -> str:
        return self.parts[0]

    @property
    def family(self) -> str:
        return self.parts[-1]

    @property
    def full(self) -> bool:
        return len(self.parts) > 1


_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*\.?")
_ARTICLE = re.compile(r"^(?:al|el)[ -]")
_GAELIC = frozenset(["Ó", "Ní", "Uí"])
_NICKNAME = re.compile(r"\s[\"“”'‘’«(]\s?([^\W\d_][\w.’'-]*(?: [^\W\d_][\w’'-]*)?)\s?[\"”“'’‘»)](?=\s)")


def without_nickname(text: str) -> str:
    """'Robert "Bobby" Winn' -> "Robert Winn"."""
    return _NICKNAME.sub("", text)


def nickname(text: str) -> str:
    """'Robert "Bobby" Winn' -> "Bobby"; a party, a place or a body between a name and the next is none: "Ann Doe (Labour) Bo Lind"."""
    found = _NICKNAME.search(text)
    return found[1] if found and not (countries.lookup(found[1]) or countries.body(found[1]) or countries.region(found[1])) else ""


def is_initial(word: str) -> bool:
    """One letter that stands for a name, with or without its stop; "Ó" is a particle."""
    return len(word.rstrip(".")) == 1 and word.isascii() and word[0].isupper()


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case, no accents, straight apostrophes: the form in which names are compared."""
    plain = unicodedata.normalize("NFKD", text)
    return (
        "".join(c for c in plain if not unicodedata.combining(c)).replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("’", "'").casefold()
    )


@lru_cache(maxsize=20_000)
def parse(text: str) -> Name:
    """Take a name apart: "Donald J. Trump Jr." -> parts donald, j, trump; suffix jr. Particles join the word they precede ("von der leyen")."""
    written = _WORD.findall(without_nickname(text))
    words = [fold(w).rstrip(".") for w in written]
    suffix = ""
    if len(words) > 1 and words[-1] in SUFFIXES:
        suffix = words.pop()
    parts: list[str] = []
    held: list[str] = []
    for i, word in enumerate(words):
        initial = len(word) == 1 and written[i][0].isupper()
        if (
            (written[i] in _GAELIC or (word in PARTICLES and not initial))
            and i < len(words) - 1
            and (i or word not in {"ben", "la", "le", "di", "al"})
        ):
            held.append(word)
            continue
        parts.append(" ".join([*held, word]))
        held = []
    return Name(text, tuple(parts), suffix, fold(nickname(text)))


def east_asian(name: Name) -> bool:
    """True where the family name seems to stand first: "Kim Jong Un", "Moon Jae-in", "Xi Jinping"."""
    words = name.text.split()
    if len(words) < 2 or words[0] not in _family_first() or words[-1] in _first_names():
        return False
    last = words[-1]
    return (
        bool("-" in last[1:]) or (len(words) == 3 and all(len(w) <= 5 for w in words)) or (len(words) == 2 and words[0] not in {"Kim", "Lee", "Ho"})
    )


def short_forms(name: Name) -> set[str]:
    """By what one may look for a full name again, as written: the last word, with its particles, and a first word that is no given name ("Sato")."""
    words = without_nickname(name.text).split()
    forms = {words[-1]}
    if " " in name.family and len(words) > (size := len(name.family.split(" "))):
        forms |= {" ".join(words[-size:]), " ".join(words[-size:])[:1].upper() + " ".join(words[-size:])[1:]}
    if not is_first_name(words[0]) and len(words[0]) > 3 and words[0].isalpha():
        forms.add(words[0])
    return forms


def handles(name: Name) -> frozenset[str]:
    """The short forms by which a full name may return: family name with and without particle or "al-", the first word of an East Asian name."""
    found = {name.family, name.family.split(" ")[-1], re.sub(r"^(?:al|el|bin|ben)[ -]", "", name.family)}
    if len(name.parts) > 2:
        found.add(" ".join(name.parts[-2:]))
    if east_asian(name):
        found.add(name.parts[0])
    if len(name.parts) > 2 and name.family.split(" ")[0] in ("y", "i", "e"):  # "Ortega y Ruiz" goes by Ortega
        found.add(name.parts[-2])
    return frozenset(found)


def close(a: str, b: str) -> bool:
    """Two folded words may be spellings of one name: Zelenskyy/Zelensky, Qassem/Qasem, Gaddafi/Qaddafi. Short words must be equal."""
    if a == b:
        return True
    a, b = _ARTICLE.sub("", a), _ARTICLE.sub("", b)
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or (a[-1] != b[-1] and not {a[-1], b[-1]} <= set("yij")):
        return False
    allowed = 1 if min(len(a), len(b)) < 8 else 2
    # one more vowel or a doubled letter is spelling; another consonant is mostly another name (Harris/Harriss but not Brown/Crown)
    return Levenshtein.distance(spelling(a), spelling(b), score_cutoff=allowed - 1) < allowed


@lru_cache(maxsize=50_000)
def spelling(word: str) -> str:
    """A folded word with the letters that transliterations differ in made alike."""
    word = re.sub(r"(?<![iy])(?<!ij)(?:ij?+|y)++$", "y", word)
    word = re.sub(r"oh(?=[bdgkmnrstwyz]|$)", "o", word)  # Ohno and Ono, Itoh and Ito
    for old, new in (
        ("kh", "h"),
        ("sch", "sh"),
        ("q", "k"),
        ("ou", "u"),
        ("w", "v"),
        ("iy", "y"),
        ("ey", "ei"),
        ("ck", "k"),
        ("ph", "f"),
        ("oe", "o"),
        ("ae", "a"),
        ("ue", "u"),
    ):
        word = word.replace(old, new)
    return re.sub(r"(.)\1", r"\1", word.replace("y", "i"))


def alike(word: str) -> frozenset[str]:
    """Keys of a folded word: two words that are :func:`close` share one. Others may share one as well."""
    bare = _ARTICLE.sub("", word)
    spelt = spelling(bare)
    keys = {word, bare, f"~{spelt}"}
    if len(bare) >= 8:  # one letter more, less or other
        keys.update(f"~{spelt[:i]}{spelt[i + 1 :]}" for i in range(len(spelt)))
    return frozenset(keys)


@lru_cache(maxsize=20_000)
def kin(name: Name) -> frozenset[str]:
    """Keys of a full name: two that are of the :func:`same_person` share one. Others may share one as well."""
    keys = {f"={name.text.replace('-', ' ').casefold()}"}
    for word in {name.family, *name.family.split("-")}:
        keys |= alike(word)
    if len(name.parts) > 1:
        keys |= {f"<{' '.join(name.parts[:2])}", f">{' '.join(name.parts[-2:])}"}
    return frozenset(keys)


def same_given(a: str, b: str) -> bool:
    """Two folded given names do not clash: equal, an initial, a nickname, or a close spelling."""
    a, b = a.replace(".", ""), b.replace(".", "")
    if a == b or close(a, b):
        return True
    if len(a) <= 2 or len(b) <= 2:
        return a[:1] == b[:1]
    return b in _nicknames().get(a, ()) or a in _nicknames().get(b, ()) or bool(_nicknames().get(a, set()) & _nicknames().get(b, set()))


def given_forms(given: str) -> set[str]:
    """A folded given name and the full ones that it may be short for: bob, robert."""
    return {given, *_nicknames().get(given, ())}


def same_person(a: Name, b: Name) -> bool:
    """Two full names of one article denote one person: family names alike, given names that do not clash, the same suffix."""
    if a.suffix != b.suffix:
        return False
    if a.parts == b.parts:
        return True
    if len(a.parts) == len(b.parts) == 3 and all(len(p.replace(".", "")) < 3 for p in (a.parts[1], b.parts[1])) and a.parts[1][0] != b.parts[1][0]:
        return False  # "George W. Bush" and "George H.W. Bush"
    if a.text.replace("-", " ").casefold() == b.text.replace("-", " ").casefold():
        return True
    if a.given == b.given and len(a.given) > 1 and (a.family in b.family.split("-") or b.family in a.family.split("-")):
        return True  # "Anna Berg" and "Anna Berg-Lind"
    if not close(a.family, b.family):
        short, long = sorted((a.parts, b.parts), key=len)
        return len(long) > len(short) >= 2 and (long[: len(short)] == short or long[-len(short) :] == short)
    if same_given(a.given, b.given) or (a.given in b.nickname.split(" ") or b.given in a.nickname.split(" ")):
        return True
    # "Robert Francis O'Rourke" and "Francis O'Rourke": a middle name used as the first
    return a.given in b.parts[1:-1] or b.given in a.parts[1:-1]


@cache
def _nicknames() -> dict[str, set[str]]:
    return {fold(row["name"]): {fold(full) for full in several(row["full"])} for row in read_table("nicknames.csv")}


@cache
def _family_first() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("family_first.csv"))


@cache
def _first_names() -> dict[str, str]:
    return {row["name"]: row["gender"] for row in read_table("first_names.csv")}


@cache
def _known() -> tuple[dict[str, Known], dict[str, list[Known]]]:
    """People by short form (folded, may hold a title: "president bush"), and by family name."""
    alone: dict[str, Known] = {}
    family: dict[str, list[Known]] = {}
    for row in read_table("people.csv"):
        short = several(row["alone"])
        person = Known(row["name"], tuple(several(row["code"])), row["gender"] or None, any(form.startswith("!") for form in short), short == ["-"])  # type: ignore[arg-type]
        for form in [row["name"], *(form for form in short if form != "-")]:
            alone.setdefault(fold(form.lstrip("!")), person)
        for handle in handles(parse(row["name"])):
            family.setdefault(spelling(handle), []).append(person)
    return alone, family


def is_first_name(word: str) -> bool:
    """A frequent given name as written, "Anne-Marie" by its first half."""
    return word in _first_names() or (word.split("-")[0] in _first_names() and word.istitle())


def gender_of(given: str) -> Gender:
    """Gender of a frequent given name as written ("Maria"), None where both or neither is usual."""
    return _first_names().get(given) or None  # type: ignore[return-value]


def known_alone(text: str) -> Known | None:
    """The person whom newspapers mean by this form alone: "Putin", "President Bush"."""
    return _known()[0].get(fold(text))


def known_family(text: str) -> list[Known]:
    """Known people with this family name, spelling aside."""
    return _known()[1].get(spelling(fold(text)), [])


def known_full(name: Name) -> Known | None:
    """The known person with this full name, spelling and nicknames aside."""
    exact = _known()[0].get(fold(name.text))
    if exact:
        return exact
    for person in known_family(name.family):
        other = parse(person.name)
        if same_person(other, name) and (not person.in_full or close(other.given, name.given)):
            return person
    return None
