"""Which characters of a span are a name, and whether its words can be a person's. Pure functions over text and the lexicon."""

from __future__ import annotations

import re

from ontherecord import countries
from ontherecord.extraction.entities import lexicon, names
from ontherecord.extraction.entities.lexicon import CALENDAR, is_title, not_names, title
from ontherecord.extraction.entities.ranges import Range

UPPER = "A-ZÀ-ÖØ-ÞŁŚŠŽĆČĐİŞ"
_PARTICLE = rf"(?:{'|'.join(sorted(names.PARTICLES | {'Al', 'El', 'Ó', 'Ní', 'Uí'}, key=len, reverse=True))})"
ONE = rf"(?:(?:[A-Z]\.){{1,3}}|St\.|(?:[dDlLO]['’]|(?:al|el|Al|El)-)?[{UPPER}][\w’'-]{{0,40}}\w|[{UPPER}](?= [{UPPER}]))"
"""One word of a name."""
MORE = rf" (?:{_PARTICLE}[ -]){{0,2}}{ONE}"
"""A further word, with its particles."""
SUFFIX = r"(?:,? (?:(?:Jr|Sr)\b\.?|I{2,3}\b|IV\b))?"
_GOES_ON = re.compile(rf"(?<=\w) (?:{_PARTICLE}[ -]){{1,2}}{ONE}{SUFFIX}|(?<=\b[JS]r)\.|{SUFFIX}")
"""What belongs to a name behind its last word: a particle and what it leads to, "Jr." """
_LATIN = re.compile(r"[^\W\d_]+")
EDGES = " \t\xa0\"“”‘’'«»()[]{},;:–—-*•…|/"
_ARTICLES = ("the ", "The ", "THE ", "a ", "A ", "an ", "this ", "our ")
_POSSESSIVES = ("'s", "’s", "´s", "39s")
_KEEPS_DOT = re.compile(r"(?:\b[A-Z]\.|\b(?:Jr|Sr|Inc|Corp|Co|Ltd|St|Gov|Sen|[A-Z][a-z]{1,3})\.)$")
_NAME_KEEPS_DOT = re.compile(r"(?:\b(?:Jr|Sr)|\b[A-Z])\.$")


def trim(text: str, start: int, end: int, *, person: bool = False) -> Range:
    """Edges without spaces, marks, brackets, articles and possessives; one line only."""
    piece = text[start:end]
    if "\n" in piece:
        parts = [m for m in re.finditer(r"[^\n]+", piece) if m.group().strip()]
        if not parts:
            return start, start
        part = max(parts, key=lambda m: len(m.group()))
        start, end = start + part.start(), start + part.end()
    keeps = _NAME_KEEPS_DOT if person else _KEEPS_DOT
    while True:
        before = (start, end)
        while start < end and text[start] in EDGES:
            start += 1
        while end > start and text[end - 1] in EDGES:
            end -= 1
        piece = text[start:end]
        if piece.endswith(_POSSESSIVES):
            end -= 3 if piece.endswith("39s") else 2
        elif piece.startswith(_ARTICLES):
            start += piece.index(" ") + 1
        elif piece[-1:] in (".", "!", "?") and not keeps.search(piece):
            end -= 1
        if (start, end) == before:
            return start, end


def is_upper(word: str) -> bool:
    """Starts like a name: capital, or a small particle joined to one ("al-Assad", "d’Estaing")."""
    return word[:1].isupper() or bool(
        re.match(r"(?:al|el|ul|d|l)[-'’][^\W\d_]", word) and word.split(word[2] if word[2:3] == "-" else word[1], 1)[-1][:1].isupper()
    )


def person_span(text: str, start: int, end: int) -> Range:
    """The name inside a span that should hold a person: titles off its front, whatever is no name off its end."""
    start, end = trim(text, start, end, person=True)
    words = list(re.finditer(r"\S+", text[start:end]))
    first = _behind_title(words)
    while first < len(words) - 1 and _strays_before(words, first):
        first += 1
    last = _behind_last(words, first)
    while last > first + 1 and words[last - 1].group() in names.PARTICLES:
        last -= 1
    if first >= last:
        return start, start
    begin, stop = start + words[first].start(), start + words[last - 1].end()
    stop = _GOES_ON.match(text, stop).end()  # type: ignore[union-attr]
    tail = _COMPOUND.search(text, begin, stop)
    return trim(text, begin, tail.start() if tail else stop, person=True)


_COMPOUND = re.compile(r"(?<=\w)[-–](?:style|type|led|backed|era|appointed|inspired|like|ordered|supported|linked|aligned|approved)$")
_STOPS = re.compile(r"(?!(?:[A-Z]\.)+$|St\.$|Jr\.$|Sr\.$).{2,}\.$")
_CLOSES = (",", ";", ":", "'s", "’s", ")", "]", "!", "?")


def _behind_last(words: list[re.Match[str]], first: int) -> int:
    """Index behind the last word of a name: no word in small letters or of the calendar belongs to it, and a mark ends it."""
    for i in range(first, len(words)):
        word = words[i].group()
        bare = word.strip(EDGES)
        if i > first and ((bare.lower() not in names.PARTICLES and not is_upper(bare)) or bare in CALENDAR):
            return i
        follows = words[i + 1].group() if i + 1 < len(words) else ""
        if follows and names.fold(follows).strip(".,") in names.SUFFIXES:
            continue
        nickname = word.startswith("(") and follows
        if (not nickname and word.rstrip("”\"’'").endswith(_CLOSES)) or _STOPS.match(word):
            return i + 1
    return len(words)


def _behind_title(words: list[re.Match[str]]) -> int:
    """Index of the first word behind an office inside the span: "Lok Sabha MP |Ravi Nair"; 0 where a given name comes first."""
    if len(words) < 4 or names.is_first_name(words[0].group()):
        return 0
    heads = (i for i in range(len(words) - 3, 0, -1) if is_title(words[i].group(), "head") and words[i].group().lower() not in names.ROYAL)
    return next((i + 1 for i in heads), 0)


def _strays_before(words: list[re.Match[str]], i: int) -> bool:
    """Word ``i`` of a person's span stands before the name: a title, a nationality, a small word, a possessive."""
    word = words[i].group()
    bare = word.strip(EDGES)
    row = title(bare) or title(f"{bare}.")
    if row and row.part != "calling":
        return not (bare.lower() in names.ROYAL and len(words) - i == 2)
    if row and len(words) - i > (2 if bare.lower() in lexicon.words("calling and name") else 1) and not names.is_first_name(bare):
        return True  # "Nurse |Ada Lind|", "Rapper |Kelp|"
    if word.endswith(("'s", "’s", ",", ":")) or bare in CALENDAR or (not is_upper(bare) and bare.lower() not in names.PARTICLES):
        return True
    if bare in lexicon.words("given name and place"):
        return False
    return bool(countries.lookup(bare) or countries.us_state(bare)) or bare in ("Texan", "Ex", "Sr")


_SIGNS = frozenset('@/|_&#“”"‘[]()0123456789')


def looks_like_person(name: str) -> bool:
    """Capitalised Latin words only, no digits or signs, nothing from the lists of what names are not."""
    name = names.without_nickname(name)
    words = name.split()
    if not words or len(words) > 6 or len(name) < 2 or not _SIGNS.isdisjoint(name):
        return False
    letters = _LATIN.search(name)
    if not letters or letters.group()[0] > "\u024f" or not is_upper(words[-1]) or not _may_name(words, name):
        return False
    if countries.lookup(name) or countries.us_state(name):
        return False
    if (countries.capital(name) or countries.body(name) or countries.is_us_city(name)) and not names.known_alone(name):
        return False
    if len(words) == 1:
        return not (name.isupper() and len(name) <= 5) and name not in CALENDAR and names.fold(name).strip(".") not in names.SUFFIXES
    return sum(is_upper(w) for w in words) >= 2


def _may_name(words: list[str], name: str) -> bool:
    """No word is one of those that no person bears, but for family names like "Park" behind a given name and names that begin with the family's."""
    strange = [w in not_names() and not (i and words[i - 1] in names.PARTICLES) for i, w in enumerate(words)]  # "de la Tour" is a family's
    if not any(strange) or names.east_asian(names.parse(name)):
        return True
    return len(words) > 1 and names.is_first_name(words[0]) and words[-1] in lexicon.words("also a family name") and not any(strange[:-1])
