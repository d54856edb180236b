"""Places in the United States that share the name of a country or its capital: Georgia, "Lebanon, Pa.", "Paris, Texas".

What stands in the same paragraph decides, then what the article decided before, then the whole article. Without a sign it is the country.
"""

from __future__ import annotations

import re

from ontherecord import countries
from ontherecord.extraction.entities.lexicon import states
from ontherecord.extraction.entities.mentions import Found

_STATE = re.compile(
    r"\b(?:Gov(?:ernor|\.)|[Ss]tate (?:Sen\.|Rep\.|[Hh]ouse|[Ss]enate|[Ss]enator|[Rr]epresentative|lawmaker|legislator|official)s?"
    r"|[Ss]ecretary of [Ss]tate|lawmakers|legislature|[Cc]ounty|[Ss]heriff|Republicans?|Democrats?|GOP|Sens?\.|Reps?\."
    r"|Congress(?:man|woman)|Ga\.|primary|ballots?)(?!\w)"
)
_MODIFIES = re.compile(r"\bGeorgia (?:\w+ )?(?:officials|voters|residents|police|law|elections?|prosecutors?|authorities)\b")
"""What is of the country is Georgian."""
_GEORGIA = re.compile(r"\bGeorgia\b")
_IN_STATE = re.compile(r", (?P<state>[A-Z][\w.]*(?: [A-Z]\w+)?)(?!\w|,? (?:and|or) [A-Z])(?!, [A-Z][\w ]+,? (?:and|or) [A-Z])")
"""A town with its state, but not "Athens, Georgia and Armenia"."""


def american(found: list[Found], text: str) -> dict[int, str]:
    """First characters of the names that mean a place in the United States, with the reason."""
    out: dict[int, str] = {}
    homonyms = [f for f in found if _code(f.text)]
    towns = {f: state for f in homonyms if (m := _IN_STATE.match(text, f.end)) and (state := _state(m["state"])) and _code(state) != _code(f.text)}
    named = {f.text: state for f, state in towns.items()}
    spoken = {countries.nationality(f.text) for f in found}
    for f in homonyms:
        if f in towns or (f.text in named and _code(f.text) not in spoken):
            out[f.start] = f"{f.text} in {named[f.text]}"
    behind_town = {f.end + 2 for f in found if f.label != "PERSON" and (f in towns or countries.is_us_city(f.text)) and text.startswith(", ", f.end)}
    georgias = [m.start() for m in _GEORGIA.finditer(text)]
    verdicts: list[bool | None] = []
    for at in georgias:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        weight = 1 if at in behind_town else _weigh(text, found, start, end if end > 0 else len(text))
        verdicts.append(weight > 0 if weight else verdicts[-1] if verdicts else None)
    first = next((v for v in verdicts if v is not None), _weigh(text, found, 0, len(text)) > 0)
    out.update({at: "the state of Georgia" for at, verdict in zip(georgias, verdicts, strict=True) if (first if verdict is None else verdict)})
    return out


def _code(name: str) -> str | None:
    """The country, but the United States, that a name or a capital's name means."""
    code = countries.country(name) or countries.capital(name)
    return None if code == "US" else code


def _state(words: str) -> str | None:
    """The words where they, or the first of them, are a state of the United States."""
    forms = (words, words.rstrip("."), words.split()[0], words.split()[0].rstrip("."))
    return next((form for form in forms if countries.us_state(form)), None)


def _weigh(text: str, found: list[Found], start: int, end: int) -> int:
    """Signs of the state less signs of the country in a stretch of text."""
    stretch = text[start:end]
    inside = [f for f in found if start <= f.start < end and f.label != "PERSON" and f.text != "Georgia"]
    us = (
        sum(countries.is_us_city(f.text.title() if f.text.isupper() else f.text) for f in inside)
        + bool(states().search(stretch))
        + len(_STATE.findall(stretch))
    )
    us += len(_MODIFIES.findall(stretch)) + sum(f.label == "ORG" and f.text.startswith("Georgia ") for f in inside)
    codes = [countries.lookup(f.text) or countries.capital(f.text) for f in inside]
    own = 3 * codes.count("GE")
    others = {c for c in codes if c and c not in ("US", "GE") and not countries.is_body(c)}
    return us - own - len(others)
