"""Organisations, countries, groups and places of one article: which of their names are one, and whose they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from ontherecord import countries
from ontherecord.extraction.entities import lexicon, names
from ontherecord.extraction.entities.acronyms import explained
from ontherecord.extraction.entities.affiliation import Story
from ontherecord.extraction.entities.lexicon import institutions, pattern, places, states
from ontherecord.extraction.entities.mentions import Found
from ontherecord.extraction.entities.offices import Speaks
from ontherecord.model import Entity, EntityKind

_KINDS: dict[str, EntityKind] = {
    "ORG": "organisation",
    "NORP": "group",
    "LOC": "place",
    "FAC": "place",
    "EVENT": "event",
}
_AGENCIES = {"AP": "Associated Press", "AFP": "Agence France-Presse", "UPI": "United Press International", "DPA": "Deutsche Presse-Agentur"}
"""Agencies that articles hardly ever write out."""

Key = tuple[EntityKind, str]
"""What mentions of one thing share: its kind, and a code or a folded name."""


def entities(found: Iterable[Found], story: Story) -> list[tuple[Entity, list[Found]]]:
    """All that is no person, with its mentions: countries by code, groups by nationality, organisations by name or acronym, the rest by name."""
    found = list(found)
    full = _Full(found, story.text)
    groups: dict[Key, list[Found]] = {}
    for f in found:
        groups.setdefault(_key(f, story, full), []).append(f)
    return [(_entity(key, group, story, full), group) for key, group in groups.items()]


def _key(f: Found, story: Story, full: _Full) -> Key:
    code = countries.lookup(f.text)
    if f.start in story.american and (code or countries.capital(f.text)):
        return "place", f"{names.fold(f.text)}, {story.american[f.start]}"
    if code and countries.is_body(code):
        return "organisation", code
    if code:
        return ("country" if countries.country(f.text) else "group"), code
    if f.label == "GPE":
        return "place", names.fold(f.text)
    return _KINDS.get(f.label, "other"), full.name(f)


def _entity(key: Key, group: list[Found], story: Story, full: _Full) -> Entity:
    kind, of = key
    forms = Counter(f.text for f in group)
    speaks: Speaks | None
    if kind == "country" or (kind == "organisation" and countries.is_body(of)):
        name = countries.name(of)
        speaks = Speaks(of, "it is that country", 3)
    elif kind == "group" and len(of) <= 4 and of.isupper():
        name = countries.demonym(of) or forms.most_common(1)[0][0]
        speaks = Speaks(of, f"nationality {name}", 3)
    else:
        name = max(forms, key=lambda form: (len(form) > 5 or not form.isupper(), form in full.completed, forms[form], len(form)))
        name = _AGENCIES.get(name, name)
        speaks = _speaks_for(kind, group, story)
        metonym = countries.metonym(name)
        if kind == "organisation" and metonym and not countries.capital(name):
            name = metonym.name
    return Entity(
        key=0,
        name=name,
        kind=kind,
        variants=tuple(form for form, _ in forms.most_common() if form != name),
        country=speaks.code if speaks else None,
        country_reason=speaks.reason if speaks else None,
        gender="n" if kind in ("organisation", "country") else None,
    )


def _speaks_for(kind: EntityKind, group: list[Found], story: Story) -> Speaks | None:
    if kind in ("organisation", "group"):
        ways = [found for f in group if (found := _of_organisation(f, story))]
        return max(ways, key=lambda s: s.rank, default=None)
    return _of_place(group[0], story) if kind == "place" else None


def _of_place(f: Found, story: Story) -> Speaks | None:
    """The country that a state, a province or an American city lies in."""
    if f.start in story.american:
        return Speaks("US", story.american[f.start], 3)
    code = countries.region(f.text) or ("US" if countries.is_us_city(f.text) else None)
    return Speaks(code, f"{f.text} is in {countries.name(code)}", 3) if code else None


# ---- names that are one


class _Full:
    """The full names of the organisations of an article, by the short ones."""

    def __init__(self, found: list[Found], text: str) -> None:
        self._acronyms = _acronyms(found, text)
        self._longer = _longer(found)
        self.completed = frozenset(self._longer.values())

    def name(self, f: Found) -> str:
        """The folded name under which all forms of one organisation meet."""
        plain = _plain(f)
        plain = self._acronyms.get(plain, plain)
        return names.fold(self._longer[plain]) if f.label == "ORG" and plain in self._longer else plain


def _plain(f: Found) -> str:
    """ "Capitol Hill" is Congress, "U.S. State Department" the State Department."""
    if f.label == "ORG":
        metonym = countries.metonym(f.text)
        if metonym and not countries.capital(f.text):
            return names.fold(metonym.name)
        short = f.text.removeprefix("U.S. ").removeprefix("US ")
        if short != f.text and (body := countries.body(short)) and body.code == "US":
            return names.fold(short)
    return names.fold(f.text)


def _longer(found: list[Found]) -> dict[str, str]:
    """Folded short name -> the one longer name that begins with it: "Ford" and "Ford Motor Company", "CBS" and "CBS News", "Progressive Party" and
    "Progressive Party of Working People". Nothing where two longer names begin alike."""
    forms = {f.text for f in found if f.label == "ORG"}
    ordered = sorted(forms)
    out: dict[str, str] = {}
    for short in forms:
        # Those that begin alike stand together.
        first, last = bisect_left(ordered, f"{short} "), bisect_left(ordered, f"{short}!")
        options = {form for form in ordered[first:last] if _continues(short, form)}
        longest = max(options, key=len, default="")
        if longest and all(longest.startswith(form) for form in options):
            out[names.fold(short)] = longest
    return out


def _continues(short: str, form: str) -> bool:
    """Whether the words behind a short name only complete it; a single plain word ("Bank") is the beginning of too many names."""
    rest = form[len(short) + 1 :].split()
    if rest[-1].rstrip(".") in lexicon.words("company form") or rest == ["News"]:
        return True
    return " " in short and rest[0] in {"of", "in", "for"} and len(rest) > 1


_IN_BRACKETS = re.compile(r"\s*\(([A-Z][A-Za-z.&-]{1,9})\)")


def _acronyms(found: list[Found], text: str) -> dict[str, str]:
    """Folded acronym -> folded full name: given in parentheses, or the initials of an organisation's name."""
    full = [f for f in found if f.label == "ORG" and len(f.text.split()) > 1]
    short = {f.text for f in found if re.fullmatch(r"(?:[A-Z]\.?){2,7}", f.text)}
    pairs = {names.fold(short): names.fold(text[slice(*at)]) for at, short in explained(text)}
    for f in full:
        if m := _IN_BRACKETS.match(text, f.end):
            pairs.setdefault(names.fold(m[1]), names.fold(f.text))
        initials = "".join(w[0] for w in re.split(r"[ -]", f.text) if w[:1].isupper())
        for form in short:
            if len(initials) > 2 and form.replace(".", "") == initials:
                pairs.setdefault(names.fold(form), names.fold(f.text))
    return pairs


# ---- whose an organisation is

_BESIDE = re.compile(r"(?<![\w.])(\w[\w.]*+(?: [\w.]++)?)(?:['’]s?)? (?:the )?$")


def _of_organisation(f: Found, story: Story) -> Speaks | None:
    """Country of an organisation: a known body, a nationality in or right before its name, where the story plays for public bodies without one;
    companies, outlets and private groups have none."""
    name = f.text
    if body := countries.body(name):
        return _of_body(name, body, story)
    metonym = countries.metonym(name)
    if metonym and not countries.capital(name):
        return Speaks(metonym.code, f"{name} stands for {countries.name(metonym.code)}", 2)
    part = institutions().search(name)
    known = countries.body(part.group()) if part else None
    inside = Speaks(known.code, f"“{part.group()}” in its name", 2) if part and known and known.code else None
    if inside and countries.is_body(inside.code):
        return inside
    state = pattern("state body", end=r"\b").search(name)
    if pattern("private name").search(name) or not (state or pattern("government", any_case=True).search(name)):
        return None
    named = _country_at(name, story.line_before(f.start, 40))
    if named is None and states().search(name):
        return Speaks("US", "a US state in its name", 2)
    if named is None and inside is None and state and story.home:
        return Speaks(story.home, f"a public body where the story plays, {countries.name(story.home)}", 1)
    return named or inside


def _of_body(name: str, body: countries.Body, story: Story) -> Speaks | None:
    """ "the Senate" in an article on the Philippines alone is theirs, whatever the table says."""
    home = story.home
    if body.code and home and home != body.code and not story.votes[body.code] and name.casefold() in lexicon.words("shared body"):
        return Speaks(home, f"{name} where the story plays, {countries.name(home)}", 1)
    return Speaks(body.code, f"{name} belongs to {countries.name(body.code)}", 2) if body.code else None


def _country_at(name: str, before: str) -> Speaks | None:
    """A country in a name or right before it."""
    place = places().search(name)
    if place and (code := countries.lookup(place.group())):
        return Speaks(code, f'"{place.group()}" in its name', 3)
    beside = _BESIDE.search(before)
    for word in (beside[1], beside[1].split()[-1]) if beside else ():
        if code := countries.lookup(word):
            return Speaks(code, f'"{word}" right before it', 3)
    return None
