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
_AMERICAN_TOWN = re.compile(r", (?P<state>[A-Z][\w.]*\.?(?: [A-Z][\w]+)?)")


def american(found: list[Found], text: str) -> dict[int, str]:
    """First characters of the names that mean a place in the United States, with the reason."""
    out: dict[int, str] = {}
    towns = {
        f.text: m["state"]
        for f in found
        if countries.country(f.text) or countries.capital(f.text)
        for m in [_AMERICAN_TOWN.match(text, f.end)]
        if m and _is_state(m["state"])
    }
    spoken = {countries.nationality(f.text) for f in found}
    for f in found:
        if f.text in towns and countries.lookup(f.text) not in spoken:
            out[f.start] = f"{f.text} in {towns[f.text]}"
    georgias = [m.start() for m in _GEORGIA.finditer(text)]
    verdicts: list[bool | None] = []
    for at in georgias:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        weight = _weigh(text, found, start, end if end > 0 else len(text))
        verdicts.append(weight > 0 if weight else verdicts[-1] if verdicts else None)
    first = next((v for v in verdicts if v is not None), _weigh(text, found, 0, len(text)) > 0)
    out.update({at: "the state of Georgia" for at, verdict in zip(georgias, verdicts, strict=True) if (first if verdict is None else verdict)})
    return out


def _is_state(words: str) -> bool:
    return any(countries.us_state(form) for form in (words, words.rstrip("."), words.split()[0]))


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
