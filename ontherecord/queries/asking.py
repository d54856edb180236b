"""What a person types into the search, read: words, "phrases", -exclusion and fields. Any text can be read; what was odd in it is noted.

tariffs steel            both words, in any order
"no common position"     these words in this order
tariff*                  words that begin so
-interview               without this word; also before a phrase or a field
speaker:Ortiz            quotes by; country:France, outlet:"Valley Post", issue:dam
said:"we will not wait"  in what was said, not in the text around it
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, get_args

Field = Literal["", "speaker", "country", "said", "outlet", "issue"]
FIELDS: tuple[Field, ...] = tuple(field for field in get_args(Field) if field)
"""The fields that can be asked for; "" is the text itself."""
_MARKS = {'"': '"', "“": "”", "”": "”", "„": "“”", "«": "»", "»": "«"}
"""Opening marks of a phrase and what may close each. A straight mark closes any."""
_FIELD = re.compile(r"([^\W\d_]{2,12}):(?!//)")
_JOINERS = ("AND", "OR", "NOT")
MOST = 40
"""Words that are looked up, those of phrases counted one by one: each is a question of its own to the index."""
LONGEST = 1_000
"""Characters that are read."""
_LEFT_OUT = f"That is long: only its beginning was looked for, {MOST} words at most."


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must be there, or, with ``out``, must not. ``text`` is never without a letter or digit."""

    text: str
    field: Field = ""
    phrase: bool = False
    """Its words stand in this order, side by side."""
    starts: bool = False
    """A word that begins so."""
    out: bool = False

    def __str__(self) -> str:
        words = f'"{self.text}"' if self.phrase else self.text + ("*" if self.starts else "")
        return ("-" if self.out else "") + (f"{self.field}:" if self.field else "") + words


@dataclass(frozen=True, slots=True)
class Query:
    """All of ``terms`` must hold. ``notes`` say, in a sentence each, what of the text was read in a way that may surprise."""

    terms: tuple[Term, ...] = ()
    notes: tuple[str, ...] = ()

    def of(self, *fields: Field) -> tuple[Term, ...]:
        """The terms of these fields."""
        return tuple(term for term in self.terms if term.field in fields)

    def __str__(self) -> str:
        """The text that :func:`parse` reads as the same terms."""
        return " ".join(map(str, self.terms))


def searchable(text: str) -> bool:
    """Whether there is a letter or digit in it: nothing else is in the index."""
    return any(unicodedata.category(c)[0] in "LN" for c in text)


def parse(text: str) -> Query:
    """Read what was typed. Never raises."""
    terms: list[Term] = []
    notes: list[str] = []
    at = 0
    room = MOST
    if len(text) > LONGEST:
        text = text[:LONGEST]
        notes.append(_LEFT_OUT)
    text = text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", " ")  # lone surrogates can be neither compared nor shown
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        out = text[at] in "-−–" and at + 1 < len(text) and not text[at + 1].isspace()
        start = at + 1 if out else at
        field: Field = ""
        if named := _FIELD.match(text, start):
            asked = named[1].lower()
            if asked in FIELDS:
                field, start = asked, named.end()  # type: ignore[assignment]
                while start < len(text) and text[start].isspace():  # many write "speaker: Ortiz"
                    start += 1
            else:
                notes.append(f"“{named[1]}:” is not a field and was read as a word. Fields are {', '.join(f'{name}:' for name in FIELDS)}.")
        if start < len(text) and text[start] in _MARKS:
            words, at = _phrase(text, start, notes)
            phrase, starts = True, False
        else:
            words, at = _word(text, start)
            starts = words.endswith("*")
            words, phrase = words.rstrip("*"), False
        if not searchable(words):
            if field:
                notes.append(f"“{field}:” has nothing behind it and was left out. Write, for instance, {field}:{_EXAMPLES[field]}")
            continue
        if not field and not phrase and not out and words in _JOINERS:
            notes.append(f"“{words}” was read as a word: all words must be there as it is; put a hyphen before one that must not.")
        several = words.split()
        if len(several) > room:
            notes.append(_LEFT_OUT)
        if not searchable(words := " ".join(several[:room])):
            break
        room -= len(several)
        terms.append(Term(words, field, phrase, starts and not phrase, out))
    return Query(tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(notes)))


_EXAMPLES = {"speaker": "Ortiz", "country": "France", "said": "never", "outlet": '"Valley Post"', "issue": "dam"}


def _phrase(text: str, start: int, notes: list[str]) -> tuple[str, int]:
    """The words of a phrase that opens at ``start``, and where to read on."""
    closing = _MARKS[text[start]] + '"'
    end = next((i for i in range(start + 1, len(text)) if text[i] in closing), None)
    if end is None:
        rest = text[start + 1 :].replace('"', " ")
        if searchable(rest):
            notes.append("A quotation mark is not closed: everything behind it was read as one phrase.")
        return rest, len(text)
    return text[start + 1 : end].replace('"', " "), end + 1


def _word(text: str, start: int) -> tuple[str, int]:
    end = start
    while end < len(text) and not text[end].isspace() and text[end] != '"':
        end += 1
    return text[start:end], max(end, start + (end == start))
