"""Entities of a corpus that may be one thing although linking keeps them apart, with the reasons: for a person to decide, nothing is joined.

Only entities that share a key are compared (a family name with a given one's initial, the ends of a name, a variant, an acronym ...), so that time
grows with the corpus and not with its square.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import pandas as pd
from rapidfuzz.distance import Levenshtein

from ontherecord import countries
from ontherecord.extraction.entities import names
from ontherecord.extraction.entities.lexicon import words

LEAST = 0.3
"""Pairs below this score are not worth a look."""
_CROWD = 12
"""A key that more entities share than this says nothing, such as a family name that half a country bears."""


@dataclass(frozen=True)
class Likely:
    """Two entities that may be one: their ids in alphabetical order, why, in plain words, and how likely (0 to 1; a rank, not a measured share)."""

    one: str
    other: str
    reason: str
    score: float


@dataclass(frozen=True, eq=False)
class _Thing:
    """One node of the corpus as the rules see it."""

    id: str
    name: str
    kind: str
    country: str | None
    named: bool
    variants: tuple[str, ...]
    articles: frozenset[str]
    roles: Mapping[str, str]
    """Offices that one person of a country holds: folded, without words for countries -> as written."""

    @cached_property
    def person(self) -> names.Name:
        return names.parse(self.name)

    @cached_property
    def folded(self) -> str:
        return names.fold(self.name).removeprefix("the ").replace(".", "")

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The words of the name in alphabetical order, without small ones, a country or its people as its code: "Kenya's Health Ministry"."""
        return _plain(self.name)


Found = tuple[str, float]
"""Why two things may be one, and how likely that alone makes it."""
Rule = tuple[Callable[[_Thing], Iterable[Hashable]], Callable[[_Thing, _Thing], Found | None]]
"""The keys of a thing, and what two things that share one have in common."""


def duplicates(nodes: pd.DataFrame, links: pd.DataFrame) -> list[Likely]:
    """Pairs of entities that may be one, the likeliest first.

    ``nodes`` and ``links`` as :func:`~ontherecord.linking.link_entities` gives them. Where ``links`` has a column ``roles`` (titles of that entity in
    that article), offices count as well. Two people whom one article tells apart, and two things of two countries, are less likely one.
    """
    things = list(_things(nodes, links))
    reasons: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    pairs: dict[tuple[str, str], tuple[_Thing, _Thing]] = {}
    for keys, compare in _RULES:
        for a, b in _meeting(things, keys):
            if a.kind == b.kind and (found := compare(a, b)):
                at = (a.id, b.id)
                pairs[at] = (a, b)
                reasons[at][found[0]] = found[1]
    likely = [Likely(*at, "; ".join(said), round(_score(said.values(), *pairs[at]), 2)) for at, said in reasons.items()]
    return sorted((pair for pair in likely if pair.score >= LEAST), key=lambda pair: (-pair.score, pair.one, pair.other))


def _things(nodes: pd.DataFrame, links: pd.DataFrame) -> Iterator[_Thing]:
    articles = links.groupby("entity_id")["article_id"].agg(frozenset).to_dict()
    titles: dict[str, set[str]] = defaultdict(set)
    if "roles" in links:
        for entity, held in zip(links["entity_id"], links["roles"], strict=True):
            titles[entity].update(held if isinstance(held, Iterable) else ())
    rows = zip(*(nodes[column] for column in ("entity_id", "name", "kind", "country", "named", "variants")), strict=True)
    for entity, name, kind, country, named, variants in sorted(rows, key=lambda row: str(row[0])):
        roles = {office: title for title in sorted(titles[entity] if named else [str(name)]) if (office := _office(title))}
        code = country if isinstance(country, str) and country else None
        yield _Thing(entity, str(name), str(kind), code, bool(named), tuple(variants), articles.get(entity, frozenset()), roles)


def _meeting(things: list[_Thing], keys: Callable[[_Thing], Iterable[Hashable]]) -> Iterator[tuple[_Thing, _Thing]]:
    """Pairs of things that share a key, each once."""
    blocks: dict[Hashable, list[_Thing]] = defaultdict(list)
    for thing in things:
        for key in set(keys(thing)):
            blocks[key].append(thing)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        for a, b in combinations(block, 2) if len(block) <= _CROWD else ():
            if (a.id, b.id) not in seen:
                seen.add((a.id, b.id))
                yield a, b


def _score(alone: Iterable[float], a: _Thing, b: _Thing) -> float:
    """Reasons add up, as chances that would all have to fail; what tells against it takes a share away."""
    fails = 1.0
    for chance in alone:
        fails *= 1 - chance
    score = 1 - fails
    if a.country and b.country and a.country != b.country:
        score *= 0.4
    return score * 0.5 if a.kind == "person" and a.articles & b.articles else score


# ---- people


def _is_full(a: _Thing) -> bool:
    return a.kind == "person" and a.named and a.person.full


def _family_and_initial(a: _Thing) -> Iterator[Hashable]:
    if _is_full(a):
        family = names.spelling(re.sub(r"^(?:al|el)[ -]", "", a.person.family))
        yield from ((family, form[:1]) for form in names.given_forms(a.person.given))


def _given_alike(a: _Thing, b: _Thing) -> Found | None:
    """ "J. Doe" and "John Doe", "Bob Doe" and "Robert Doe", "John Doe" and "John Q. Doe"."""
    one, other = a.person, b.person
    middle = [part[1].replace(".", "") for part in (one.parts, other.parts) if len(part) > 2 and len(part[1].replace(".", "")) < 3]
    if one.suffix != other.suffix or not names.same_given(one.given, other.given) or len(set(middle)) > 1:
        return None
    short = min(len(one.given.rstrip(".")), len(other.given.rstrip("."))) < 2
    return ("the same family name and an initial that fits", 0.6) if short else ("the same family name and given names that are alike", 0.75)


def _family(a: _Thing) -> Iterable[Hashable]:
    return names.handles(a.person) if a.kind == "person" and a.named else ()


def _family_alone(a: _Thing, b: _Thing) -> Found | None:
    if a.person.full == b.person.full:
        return None
    short, full = (b, a) if a.person.full else (a, b)
    same = bool(short.country) and short.country == full.country
    return f"“{short.name}” may be “{full.name}” by the family name alone", 0.55 if same else 0.4


def _given_and_end(a: _Thing) -> Iterator[Hashable]:
    if _is_full(a) and len(family := a.person.family) > 3:
        yield from ((a.person.given, family[:3], "begins"), (a.person.given, family[-3:], "ends"), (a.person.given, family[0], family[-1]))


def _one_letter(a: _Thing, b: _Thing) -> Found | None:
    """Family names of people with one given name that differ in a letter, two where they are long: "Ann Lindqvist", "Ann Lindquist"."""
    one, other = a.person.family, b.person.family
    far = Levenshtein.distance(one, other)
    return (f"family names that differ in {_letters(far)}", 0.65 - 0.1 * far) if 0 < far <= (1 if min(len(one), len(other)) < 8 else 2) else None


def _letters(count: int) -> str:
    return "a letter" if count == 1 else f"{count} letters"


def _parts(a: _Thing) -> Iterator[Hashable]:
    if _is_full(a):
        yield frozenset(part.replace("-", "") for part in a.person.parts)


def _other_order(a: _Thing, b: _Thing) -> Found | None:
    return ("the same names in another order", 0.8) if a.person.parts != b.person.parts else None


def _office(title: str) -> str | None:
    """The office of a title that one person of a country holds at a time: "finance minister", but no judge and no former minister."""
    kept = [word for phrase in _countries_in(title) if len(phrase) == 1 and (word := re.sub(r"['’]s?$", "", phrase[0].casefold())) != "the"]
    office = " ".join(kept)
    one = office in words("one holder") or (len(kept) > 1 and "minister" in kept)
    return office if one and words("not now").isdisjoint(kept[:-1] if office in words("one holder") else kept) else None


def _role(a: _Thing) -> Iterator[Hashable]:
    if a.kind == "person" and a.country:
        yield from ((role, a.country) for role in a.roles)


def _same_role(a: _Thing, b: _Thing) -> Found | None:
    """Somebody without a name, or with the family name alone, and the bearer of the office."""
    if (a.named and a.person.full) == (b.named and b.person.full):
        return None
    office = max(a.roles.keys() & b.roles.keys(), key=lambda r: (len(r), r))
    return f"the same office, “{a.roles[office]}”, of {countries.name(str(a.country))}", 0.4


# ---- organisations and everything else

_SMALL = frozenset(["of", "the", "for", "and", "in", "on", "s", "a", "an", "to", "at", "by"])
_WORD = re.compile(r"(?:[A-Z]\.){2,}|[\w’'-]+")


def _plain(name: str) -> tuple[str, ...]:
    kept: set[str] = set()
    for phrase in _countries_in(name):
        if len(phrase) > 1:
            kept.add(phrase[1])
        elif (word := names.fold(re.sub(r"['’]s?$", "", phrase[0]))) not in _SMALL:
            kept.add(word)
    return tuple(sorted(kept))


def _countries_in(name: str) -> Iterator[tuple[str, ...]]:
    """The words of a name; those that name a country or its people come with its code."""
    tokens = _WORD.findall(name)
    at = 0
    while at < len(tokens):
        size = next((n for n in (3, 2, 1) if countries.lookup(" ".join(tokens[at : at + n]))), 0)
        phrase = " ".join(tokens[at : at + max(size, 1)])
        yield (phrase, str(countries.lookup(phrase))) if size else (phrase,)
        at += max(size, 1)


def _is_body(a: _Thing) -> bool:
    return a.named and a.kind not in ("person", "country")


def _plain_words(a: _Thing) -> Iterator[Hashable]:
    if _is_body(a) and a.plain:
        own = () if not a.country or a.country in a.plain or not all(word in words("institution") for word in a.plain) else (a.country,)
        yield tuple(sorted((*a.plain, *own)))


def _same_words(a: _Thing, b: _Thing) -> Found | None:
    """ "Kenyan Ministry of Health", "Kenya's Health Ministry"."""
    return None if a.folded == b.folded and a.country != b.country else ("the same words, a country and its people counted as one", 0.85)


def _acronym(a: _Thing) -> Iterator[Hashable]:
    if _is_body(a):
        long = [word for word in re.split(r"[ -]", a.name) if word]
        if len(long) == 1 and a.name.replace(".", "").isupper():
            yield a.name.replace(".", "")
        elif len(long) > 2:
            yield "".join(word[0] for word in long if word[:1].isupper())
            yield "".join(word[0].upper() for word in long if word.lower() != "the")


def _short_for(a: _Thing, b: _Thing) -> Found | None:
    short, long = sorted((a, b), key=lambda thing: len(thing.name))
    if " " in short.name or len(short.name.replace(".", "")) < 3 or " " not in long.name:
        return None
    return f"“{short.name}” may be short for “{long.name}”", 0.7 if short.country == long.country else 0.5


def _ends(a: _Thing) -> Iterator[Hashable]:
    if _is_body(a) and len(a.folded) > 7:
        yield from ((a.folded[:5], "begins"), (a.folded[-5:], "ends"))


def _almost(a: _Thing, b: _Thing) -> Found | None:
    far = Levenshtein.distance(a.folded, b.folded, score_cutoff=2)
    apart = {*a.folded.split(" ")} ^ {*b.folded.split(" ")}
    told = any(word[:1].isdigit() or word.capitalize() in words("compass") for word in apart) or a.name.islower()
    return None if far > 2 or far == 0 or told or len(a.folded) < 6 * far else (f"names that differ in {_letters(far)}", 0.7 - 0.15 * far)


def _variants(a: _Thing) -> Iterator[Hashable]:
    """All forms; of a person only full ones, since a family name is shared by many."""
    for form in (a.name, *a.variants) if a.named else ():
        if a.kind != "person" or names.parse(form).full:
            yield names.fold(form).removeprefix("the ")


def _shared_variant(a: _Thing, b: _Thing) -> Found | None:
    shared = {names.fold(v).removeprefix("the ") for v in (a.name, *a.variants)} & {names.fold(v).removeprefix("the ") for v in (b.name, *b.variants)}
    form = max(shared, key=lambda v: (len(v), v))
    return f"both are called “{next(v for v in (a.name, *a.variants) if names.fold(v).removeprefix('the ') == form)}”", 0.5


_RULES: tuple[Rule, ...] = (
    (_family_and_initial, _given_alike),
    (_family, _family_alone),
    (_given_and_end, _one_letter),
    (_parts, _other_order),
    (_role, _same_role),
    (_plain_words, _same_words),
    (_acronym, _short_for),
    (_ends, _almost),
    (_variants, _shared_variant),
)
