"""Whom a pronoun or a description means: every person named so far is scored by a few visible properties, the best one wins or nobody does.

The properties are those of the literature on salience (recency, subjecthood, repetition, agreement in gender and number: Lappin and Leass 1994)
and two of attribution: whoever spoke last goes on speaking, and whom a quote talks about is rarely whom the narrator means. Each is a row of a
table: a weight, and how far the property holds. Fitted by hand on development articles.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from ontherecord import countries
from ontherecord.extraction.speakers import lexicon
from ontherecord.extraction.speakers.context import Context, Place, code_of
from ontherecord.extraction.speakers.source_phrase import SourcePhrase

Gender = Literal["m", "f", "n", "p"]
"""He, she, it, they."""
KEPT = 0.6
"""From this confidence on a pronoun of the narrator counts as a place of its person."""
_FAR = 15
"""Sentences over which a pronoun reaches."""
_PRONOUN_FLOOR, _DESCRIPTION_FLOOR = -1.8, 1.6
"""Below this score nobody is meant: unknown is better than wrong."""
_MARGIN = 1.2
"""Lead over the next candidate -> confidence, by a logistic curve."""
_FORMER = frozenset({"former", "then"})
"""The then-president is a former one now."""
_FORMS = {"m": "he", "f": "she", "n": "it", "p": "they"}


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The chosen entity, the place it was taken from, how sure (0 to 1), and why in words."""

    entity: int
    place: Place | None
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A quote already resolved: who spoke, where."""

    entity: int
    paragraph: int
    sentence: int
    place: Place | None
    quote: int


# --- pronouns ------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Pronoun:
    """A pronoun at a character, with what has been said before it."""

    context: Context
    at: int
    gender: Gender
    spoken: Sequence[Spoken]

    @cached_property
    def sentence(self) -> int:
        return self.context.sentence(self.at)

    @cached_property
    def paragraph(self) -> int:
        return self.context.paragraph(self.at)

    @cached_property
    def last(self) -> int | None:
        """Who spoke last, in this paragraph or the one before."""
        last = self.spoken[-1] if self.spoken else None
        return last.entity if last is not None and self.paragraph - last.paragraph <= 1 else None

    @cached_property
    def last_here(self) -> int | None:
        return next((s.entity for s in reversed(self.spoken) if s.paragraph == self.paragraph), None)


class _OfPlace(NamedTuple):
    weight: float
    holds: Callable[[_Pronoun, Place], float]


class _OfEntity(NamedTuple):
    weight: float
    holds: Callable[[_Pronoun, int], float]


_OF_PLACES = {
    "same sentence": _OfPlace(0.6, lambda p, place: p.sentence == place.sentence),  # near, but an object of the same clause is as near
    "previous sentence": _OfPlace(1.0, lambda p, place: p.sentence - place.sentence == 1),  # the usual place of an antecedent
    "sentences between": _OfPlace(-0.22, lambda p, place: min(p.sentence - place.sentence, 12)),
    "paragraphs between": _OfPlace(-0.25, lambda p, place: min(p.paragraph - place.paragraph, 6)),
    "subject": _OfPlace(1.2, lambda p, place: place.part == "subject"),  # pronouns continue the subject of what precedes
    "possessor": _OfPlace(-0.5, lambda p, place: place.part == "possessor"),  # "Trump's lawyer said": seldom meant next
    "modifier": _OfPlace(-1.2, lambda p, place: place.part == "modifier"),  # "the Trump administration": hardly a person here
    "starts paragraph": _OfPlace(0.4, lambda p, place: place.opens),
    "in marks": _OfPlace(-2.0, lambda p, place: place.inside == "direct"),  # whom a quote talks about is not whom the narrator goes on about
    "in a paraphrase": _OfPlace(-0.9, lambda p, place: place.inside == "reported"),
}
_OF_ENTITIES = {
    "frequency": _OfEntity(0.25, lambda p, key: math.log1p(p.context.counts[key])),  # the article's main person
    "spoke last": _OfEntity(0.8, lambda p, key: p.last == key),  # and goes on speaking
    "spoke last here": _OfEntity(0.9, lambda p, key: p.last_here == key),  # more so in the same paragraph
    "gender known": _OfEntity(2.2, lambda p, key: p.gender in ("m", "f") and p.context.genders.get(key) == p.gender),
}


def person(context: Context, at: int, spoken: Sequence[Spoken], gender: Gender, without: int | None = None) -> Antecedent | None:
    """The person, unnamed source, organisation or group that a pronoun at a character means; ``without``: one who cannot be."""
    pronoun = _Pronoun(context, at, gender, spoken)
    scored: list[tuple[float, Place]] = []
    for key, places in context.of.items():
        if key == without or not _agrees(context, key, gender):
            continue
        near = [(sum(row.weight * row.holds(pronoun, place) for row in _OF_PLACES.values()), place) for place in _within_reach(pronoun, places)]
        if near:
            salience, place = max(near, key=lambda found: found[0])
            scored.append((salience + sum(row.weight * row.holds(pronoun, key) for row in _OF_ENTITIES.values()), place))
    return _best(context, scored, _PRONOUN_FLOOR, f'"{_FORMS[gender]}" after')


def _within_reach(pronoun: _Pronoun, places: Sequence[Place]) -> Iterator[Place]:
    """The places before a pronoun, the nearest first; what a name only modifies is neither "it" nor "they"."""
    for place in reversed(places):
        if pronoun.sentence - place.sentence > _FAR:
            return
        if place.start < pronoun.at and not (place.part == "modifier" and pronoun.gender in ("n", "p")):
            yield place


def pronoun(context: Context, phrase: SourcePhrase, spoken: Sequence[Spoken]) -> Antecedent | None:
    """Whom a third-person pronoun means; None for any other."""
    form = phrase.head.lower_
    if form not in lexicon.PERSONAL | lexicon.NEUTER | lexicon.PLURAL:
        return None
    return person(context, phrase.span.start_char, spoken, lexicon.PRONOUN_GENDER[form])


def _agrees(context: Context, key: int, gender: Gender) -> bool:
    kind, known = context.kind(key), context.genders.get(key)
    if gender in ("m", "f"):
        return kind == "person" and known in (gender, None)
    if gender == "n":
        return kind in ("organisation", "country", "other")
    return known == "p" or kind == "group" or (kind == "organisation" and known != "n")


def _best(context: Context, scored: list[tuple[float, Place]], floor: float, why: str) -> Antecedent | None:
    scored.sort(key=lambda x: (-x[0], -x[1].start))
    if not scored or scored[0][0] < floor:
        return None
    top, place = scored[0]
    lead = top - scored[1][0] if len(scored) > 1 else 3.0
    confidence = 1 / (1 + math.exp(-_MARGIN * lead))
    return Antecedent(place.entity, place, round(min(0.95, confidence), 2), f'{why} "{context.text[place.start : place.end]}"')


# --- descriptions --------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Description:
    """ "The Polish president": the words of a description, and what has been said before it."""

    context: Context
    phrase: SourcePhrase
    spoken: Sequence[Spoken]
    heads: list[str]
    modifiers: list[str]

    @cached_property
    def sentence(self) -> int:
        return self.context.sentence(self.phrase.span.start_char)

    @cached_property
    def country(self) -> str | None:
        """Code of the country that it names: "the Polish president", "Iran's foreign minister", "the minister of Japan"."""
        shown = (t.text for t in self.phrase.span if t.i != self.phrase.head.i and t.text[:1].isupper())
        return next((code for word in shown if (code := code_of(word)) is not None), None)

    @cached_property
    def proper(self) -> list[str]:
        """Capitalised modifiers that name no country: they belong to someone else if the text does not put them beside the person."""
        phrase = self.phrase
        apart = {phrase.head.i, phrase.span.start, *(t.i for t in phrase.owner or ())}
        names = [t for t in phrase.span if t.text[:1].isupper() and t.i not in apart]
        return [t.lower_ for t in names if code_of(t.text) is None and not countries.us_state(t.text)]

    @cached_property
    def last(self) -> Spoken | None:
        return self.spoken[-1] if self.spoken else None


class _Candidate(NamedTuple):
    key: int
    words: Counter[str]
    """What the text says of that person (:meth:`Context.descriptors`)."""
    place: Place
    later: bool
    """Named only behind the description."""


class _OfPerson(NamedTuple):
    weight: float
    holds: Callable[[_Description, _Candidate], float]


def _other_office(d: _Description, c: _Candidate) -> int:
    """ "the foreign minister" is no prime minister, "the president" no vice president."""
    wanted = sum(m in lexicon.OFFICE_MODIFIERS and m not in c.words for m in d.modifiers)
    if not _same_head(d, c):
        return wanted
    return wanted + sum(rank in c.words and rank not in d.modifiers and c.words[rank] >= max(c.words[h] for h in d.heads) for rank in lexicon.RANKS)


def _same_head(d: _Description, c: _Candidate) -> bool:
    return any(h in c.words for h in d.heads)


def same_role(heads: Sequence[str], words: Counter[str]) -> bool:
    """Whether an office under another name stands among a person's words: a senator is no "congressman", an attorney is a lawyer."""
    return any(any(h in group for h in heads) and any(w in words for w in group) for group in lexicon.SAME_ROLE)


def _related(d: _Description, c: _Candidate) -> bool:
    """An office of the same kind, or a narrower one."""
    return same_role(d.heads, c.words) or any(w in c.words for h in d.heads for w in lexicon.BROADER.get(h, ()))


def _takes_up(d: _Description, c: _Candidate) -> bool:
    """Any other human noun may mean whoever spoke last ("the billionaire"), since newspapers do not repeat a name. An office may not, for then
    someone else would hold it; except where the article never gives that person one ("the oceans minister", right behind)."""
    owned = d.phrase.owner is not None and d.phrase.owner[0].lower_ in lexicon.PERSONAL
    if d.last is None or d.last.entity != c.key or owned or not d.context.entities[c.key].named:
        return False
    if any(h in lexicon.UNSPECIFIC for h in d.heads) or not any(lexicon.is_human(h) for h in d.heads):
        return False
    if not any(h in lexicon.EXECUTIVES or (h in lexicon.ROLE_HEADS and c.words) for h in d.heads):
        return True
    near = d.context.paragraph(d.phrase.span.start_char) - d.last.paragraph <= 1
    return near and d.phrase.definite and not any(w in lexicon.ROLE_HEADS or lexicon.is_human(w) for w in c.words)


def _country(d: _Description, c: _Candidate) -> float:
    """1 where the countries agree, -1 where they differ, a little below 0 where the person's is not known; "the U.N. ambassador" speaks for
    a country, so that a body's code tells nothing."""
    if d.country is None or countries.is_body(d.country):
        return 0.0
    own = d.context.entities[c.key].country
    return 1.0 if own == d.country else -1.0 if own or d.context.country_words(c.key) - {d.country} else -0.1


_OF_PEOPLE = {
    "same head": _OfPerson(3.0, _same_head),
    "related head": _OfPerson(2.0, lambda d, c: not _same_head(d, c) and _related(d, c)),
    "spoke last": _OfPerson(1.0, lambda d, c: d.last is not None and d.last.entity == c.key),
    "takes up": _OfPerson(1.2, lambda d, c: not _same_head(d, c) and not _related(d, c)),
    "modifiers": _OfPerson(1.0, lambda d, c: sum(m in c.words for m in d.modifiers)),
    "other office": _OfPerson(-2.0, _other_office),
    "name missing": _OfPerson(-1.0, lambda d, c: sum(m not in c.words for m in d.proper)),
    "country agrees": _OfPerson(1.5, lambda d, c: _country(d, c) > 0),
    "country differs": _OfPerson(-5.0, lambda d, c: max(0.0, -_country(d, c))),
    "former differs": _OfPerson(-2.5, lambda d, c: bool(_FORMER & set(d.modifiers)) != ("former" in c.words)),
    "sentences between": _OfPerson(-0.06, lambda d, c: min(abs(d.sentence - c.place.sentence), 25)),
    "frequency": _OfPerson(0.5, lambda d, c: math.log1p(d.context.counts[c.key])),
    "named later": _OfPerson(-1.5, lambda d, c: c.later),
}


def description(context: Context, phrase: SourcePhrase, quote: int, spoken: Sequence[Spoken]) -> Antecedent | None:
    """The person whom a definite description means: by office, country, party, gender and recency. None when no one fits well enough.

    ``quote``: the one whose source it is; whom its content names is not meant.
    """
    described = _Description(context, phrase, spoken, *description_words(phrase))
    scored = [(sum(row.weight * row.holds(described, c) for row in _OF_PEOPLE.values()), c.place) for c in _candidates(described, quote)]
    return _best(context, scored, _DESCRIPTION_FLOOR, f'"{phrase.core.text}" fits')


def _candidates(d: _Description, quote: int) -> list[_Candidate]:
    context, phrase = d.context, d.phrase
    gender = "f" if set(d.heads) & lexicon.FEMALE_NOUNS else "m" if set(d.heads) & lexicon.MALE_NOUNS else None
    # "Merkel's spokesman" is nobody who is not called hers.
    masters = {t.lower_ for t in phrase.span if t.pos_ == "PROPN"} if lexicon.HOUSE_VOICES & set(d.heads) else set()
    owners = {m.entity for m in context.mentions_in(phrase.span.start_char, phrase.span.end_char)}  # Macron's adviser is not Macron
    found = []
    start = phrase.span.start_char
    for entity in context.people_near(start):
        before, behind = context.beside(entity.key, start, quote)
        place = before or behind
        words = context.descriptors(entity.key)
        if place is None or entity.key in owners or (gender and context.genders.get(entity.key) not in (gender, None)):
            continue
        if masters and not masters & set(words):
            continue
        # Someone who is named only later is possible ("a top aide ... X said"), but weak.
        candidate = _Candidate(entity.key, words, place, before is None)
        if _same_head(d, candidate) or _related(d, candidate) or _takes_up(d, candidate):
            found.append(candidate)
    return found


def description_words(phrase: SourcePhrase) -> tuple[list[str], list[str]]:
    """(head words, modifier words) of a description, lower case; the possessor and determiners are left out."""
    apart = {phrase.head.i, *(t.i for t in phrase.owner or ())}
    heads = list(dict.fromkeys([phrase.head.lemma_.lower(), phrase.head.lower_]))
    modifiers = [t.lower_ for t in phrase.core if t.i not in apart and t.lower_ not in lexicon.DEFINITE]
    # What follows the core names the office more closely: "the prime minister of Japan"
    behind = phrase.span.doc[phrase.core.end : phrase.span.end]
    return heads, modifiers + [t.lower_ for t in behind if t.pos_ in ("NOUN", "PROPN", "ADJ")]
