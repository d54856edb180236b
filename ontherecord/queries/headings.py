"""What a selector shows, in words: the heading of the evidence."""

from __future__ import annotations

from datetime import date, timedelta

from ontherecord.queries.filters import Labels, in_words
from ontherecord.queries.selectors import Selector, read_days

_STANCES = {
    "support": "that support something",
    "oppose": "that oppose something",
    "open": "open to something",
    "conditional": "on a condition",
    "undecided": "undecided",
}
_WORDS = {
    "speaker": "by {}",
    "country": "by those who speak for {}",
    "mentions": "of others about {}",
    "issue": "on {}",
    "outlet": "in {}",
    "type": "in {} speech",
    "word": "with the word “{}”",
    "names": "that name {}",
}
_SOURCES = {
    "named": "from named people",
    "unnamed": "from unnamed sources",
    "organisation": "from organisations",
    "document": "from documents",
    "none": "without a source",
}
_OFFICES = {"official": "of officials", "other": "of others than officials", "unknown": "of speakers whose role is not known"}
_LACKS = {"speaker": "without a known speaker", "country": "of speakers for no known country", "outlet": "of articles without an outlet"}
_ONE_OF = {"stance": _STANCES, "source": _SOURCES, "office": _OFFICES, "lacks": _LACKS, "identified": {"yes": "of named sources"}}
MANY = 4
"""Values that a heading names."""
_SIDES = {"for": "for it", "against": "against it", "neither": "neither for it nor against it"}


def heading(labels: Labels, chosen: Selector) -> str:
    """``Quotes by Ana Ortiz on Alder dam, published 1 March 2025 to 31 March 2025``. For the kinds that have more than one condition."""
    if chosen.kind == "about":
        return f"What others say of {labels.label('entity', chosen.first)}"
    if chosen.kind == "together":
        one, other = (labels.label("entity", part) for part in chosen.parts)
        return f"Where {one} and {other} are named together"
    if chosen.kind == "pair":
        one, other = (labels.label("country", part) for part in chosen.parts)
        return f"{one} and {other} on the issues that they share"
    if chosen.kind == "found":
        return f"{chosen.first.capitalize()} with “{chosen.parts[1]}”, {span(*chosen.days) if chosen.days else 'undated'}"
    values: dict[str, list[str]] = {}
    for property, value in chosen.properties:
        values.setdefault(property, []).append(value)
    words = [chosen.kind.capitalize()]
    for name, found in values.items():
        if name in _WORDS:
            kind = "country" if name in ("country", "mentions") else "entity" if name in ("speaker", "names") else name
            words.append(_WORDS[name].format(_either([labels.label(kind, value) for value in found])))
        elif name in _ONE_OF:
            words.append(_either([_ONE_OF[name].get(value, value) for value in found]))
    when = [
        f"{at} {_period(value)}".strip()
        for at, name in (("published", "published"), ("said", "said"), ("said", "window"), ("", "instead"))
        for value in values.get(name, ())
    ]
    sides = [_SIDES.get(value, value) for value in values.get("side", ())]
    return ", ".join([" ".join(words), *sides, *when])


def _either(values: list[str]) -> str:
    """All of a few; of many how many there are."""
    return " or ".join(values) if len(values) <= MANY else f"{values[0]} or one of {len(values) - 1} others"


def _period(text: str) -> str:
    days = read_days(text)
    return "without a day" if days is None else span(*days)


def span(first: date, last: date) -> str:
    """``5 March 2025``, ``March 2025``, ``April to June 2025``, ``2025`` or ``5 March 2025 to 7 April 2025``: as short as the days allow."""
    if first == last:
        return in_words(first)
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return f"{in_words(first)} to {in_words(last)}"
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    one, other = in_words(first).split(" ", 1)[1], in_words(last).split(" ", 1)[1]
    if one == other:
        return one
    return f"{one.split(' ')[0]} to {other}" if first.year == last.year else f"{one} to {other}"
