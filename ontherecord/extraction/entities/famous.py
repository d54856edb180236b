"""Names of famous people in an article: whether they are meant, or somebody who only bears the name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ontherecord.extraction.entities import lexicon, names
from ontherecord.extraction.entities.lexicon import is_title
from ontherecord.extraction.entities.mentions import Found
from ontherecord.extraction.entities.names import Known, Name
from ontherecord.extraction.entities.offices import is_office
from ontherecord.extraction.entities.roles import title_after, title_before


def is_short_form(text: str) -> bool:
    """Two words that are a known person's short form: "Le Pen", "Suu Kyi"."""
    known = names.known_alone(text)
    return known is not None and names.fold(known.name) != names.fold(text) and text.split()[0] != known.name.split()[0]


def is_famous_here(form: str, named: Collection[str]) -> bool:
    """A family name that means one person everywhere, or does where the article names that person's country."""
    known = names.known_alone(form)
    return known is not None and (known.always or any(code in named for code in known.codes))


def _lacks_initial(form: str, known: str) -> bool:
    """ "John Kennedy" may be anybody; the famous one is "John F. Kennedy"."""
    return any(word.endswith(".") and len(word) == 2 for word in known.split()[1:-1]) and len(form.split()) < len(known.split())


_NAMED = re.compile(r"\b(?P<noun>[\w-]+) (?:called|named|by the name of) $")
_AGE = re.compile(r",? (?:aged |who is )?(?P<age>\d\d?)(?=[,.]|,? who\b)|,? (?:who is )?(?P<years>\d\d?)[- ]years?[- ]old\b")
_GROWN_UP = 18


def famous(name: Name, mentions: list[Found], text: str) -> Known | None:
    known = names.known_full(name)
    return None if known is None or _lacks_initial(name.text, known.name) or _is_nobody_known(mentions, text) else known


def _is_nobody_known(mentions: list[Found], text: str) -> bool:
    """Somebody who only bears a famous name: "teacher Angela Merkel", "Angela Merkel, 9", "a baker called Angela Merkel"; no "former nurse"."""
    return any(_is_child(f, text) or any(_is_calling(phrase) for phrase in _described(f, text)) for f in mentions)


def _is_child(f: Found, text: str) -> bool:
    age = _AGE.match(text, f.end)
    return age is not None and int(age["age"] or age["years"]) < _GROWN_UP


def _described(f: Found, text: str) -> Iterator[str]:
    """What the text calls somebody right before or behind the name."""
    if before := title_before(text, f.start):
        yield text[slice(*before)]
    behind = _AGE.match(text, f.end)
    if after := title_after(text, behind.end() if behind else f.end):
        yield text[slice(*after)]
    if named := _NAMED.search(text, max(0, f.start - 40), f.start):
        yield named["noun"]


def _is_calling(phrase: str) -> bool:
    """A phrase that calls somebody a teacher or the like, now, and nothing that holds an office."""
    words = [word.lower() for word in re.findall(r"[\w-]+\.?", phrase)]
    own = words[: next((i for i, word in enumerate(words) if word in ("of", "for", "from", "in", "at", "who", "and")), len(words))]
    private = bool(own) and own[-1] in lexicon.words("private calling")
    return private and not {"former", "ex", "onetime", "once", "retired", "trained"} & set(words) and not is_office(phrase, owned=False)


def is_private(f: Found, text: str) -> bool:
    """A family name of somebody whom nobody knows: "Mr Doe", "Sgt. Doe", "Doe, a baker in Leeds"."""
    known = names.known_alone(f.text)
    calling = f.title.lower().rstrip(".") in lexicon.words("private calling") | {"professor", "prof"}
    famous = (known and known.always and not calling) or f.title in lexicon.words("office before a name") or f.title.lower() in names.ROYAL
    if is_title(f.title) and not famous:
        return True
    beside = title_after(text, f.end) if _INTRODUCED.match(text, f.end) else None
    return beside is not None and not is_office(text[beside[0] : beside[1]], owned=False)


_INTRODUCED = re.compile(r", (?:an?|his|her|their|our|my)\b")
