"""Whom a pronoun or a description means: every person named so far is scored by a few visible properties, the best one wins or nobody does.

The properties are those of the literature on salience (recency, subjecthood, repetition, agreement in gender and number: Lappin and Leass 1994)
and two of attribution: whoever spoke last goes on speaking, and whom a quote talks about is rarely whom the narrator means.
Weights stand in :mod:`lexicon`.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from ontherecord import countries
from ontherecord.extraction.speakers import lexicon as pat
from ontherecord.extraction.speakers.context import Context, Place, code_of
from ontherecord.extraction.speakers.source_phrase import SourcePhrase


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


def person(context: Context, at: int, quote: int, turns: list[Spoken], gender: str, without: int | None = None) -> Antecedent | None:
    """The person whom "he" (m) or "she" (f) at a character means; ``without``: one who cannot be."""
    return _choose(context, at, quote, turns, gender, without)


def pronoun(context: Context, reading: SourcePhrase, quote: int, turns: list[Spoken]) -> Antecedent | None:
    """The person, unnamed source, organisation or group that a third-person pronoun stands for."""
    low = reading.head.lower_
    at = reading.span.start_char
    if low in pat.PERSONAL:
        return _choose(context, at, quote, turns, pat.PRONOUN_GENDER[low])
    if low in pat.NEUTER:
        return _choose(context, at, quote, turns, "n")
    if low in pat.PLURAL:
        return _choose(context, at, quote, turns, "p")
    return None


def _choose(context: Context, at: int, quote: int, turns: list[Spoken], gender: str, without: int | None = None) -> Antecedent | None:
    sentence, paragraph = context.sentence(at), context.paragraph(at)
    last = turns[-1] if turns else None
    here = [t for t in turns if t.paragraph == paragraph]
    scored: list[tuple[float, Place]] = []
    for key, places in context.of.items():
        if key == without or not _agrees(context, key, gender):
            continue
        best: tuple[float, Place] | None = None
        for place in reversed(places):
            if place.start >= at or place.quote == quote or (place.part == "modifier" and gender in {"n", "p"}):
                continue
            if sentence - place.sentence > 15:
                break
            score = _salience(place, sentence, paragraph)
            if best is None or score > best[0]:
                best = (score, place)
        if best is None:
            continue
        w = pat.PRONOUN_WEIGHTS
        score = best[0] + w["frequency"] * math.log1p(context.counts[key])
        if last and last.entity == key and paragraph - last.paragraph <= 1:
            score += w["speaker before"]
        if here and here[-1].entity == key:
            score += w["speaker in paragraph"]
        if gender in {"m", "f"} and context.genders.get(key) == gender:
            score += w["gender known"]
        if context.entities[key].named:
            score += w["named"]
        if gender == "p" and context.kind(key) == "organisation":
            score += w["organisation as they"]
        scored.append((score, best[1]))
    return _best(context, scored, pat.PRONOUN_FLOOR, f'"{ {"m": "he", "f": "she", "n": "it", "p": "they"}[gender] }" after')


def _agrees(context: Context, key: int, gender: str) -> bool:
    entity = context.entities[key]
    known = context.genders.get(key)
    if gender in {"m", "f"}:
        return entity.kind == "person" and known in {gender, None}
    if gender == "n":
        return entity.kind in {"organisation", "country", "other"} and known != "p"
    return known == "p" or entity.kind == "group" or (entity.kind in {"organisation"} and known != "n")


def _salience(place: Place, sentence: int, paragraph: int) -> float:
    w = pat.PRONOUN_WEIGHTS
    distance = sentence - place.sentence
    score = w["sentence distance"] * min(distance, 12) + w["paragraph distance"] * min(paragraph - place.paragraph, 6)
    if distance == 0:
        score += w["same sentence"]
    elif distance == 1:
        score += w["previous sentence"]
    score += w.get(place.part, 0.0)
    if place.opens:
        score += w["starts paragraph"]
    if place.inside == "direct":
        score += w["in direct content"]
    elif place.inside == "reported":
        score += w["in reported content"]
    return score


def _best(context: Context, scored: list[tuple[float, Place]], floor: float, why: str) -> Antecedent | None:
    if not scored:
        return None
    scored.sort(key=lambda x: (-x[0], -x[1].start))
    top, place = scored[0]
    if top < floor:
        return None
    lead = top - scored[1][0] if len(scored) > 1 else 3.0
    confidence = 1 / (1 + math.exp(-pat.MARGIN_SCALE * lead))
    return Antecedent(place.entity, place, round(min(0.95, confidence), 2), f'{why} "{context.text[place.start : place.end]}"')


def description(context: Context, reading: SourcePhrase, quote: int, turns: list[Spoken]) -> Antecedent | None:
    """The person whom a definite description means: by office, country, party, gender and recency. None when no one fits well enough."""
    at = reading.span.start_char
    sentence = context.sentence(at)
    heads, modifiers = description_words(reading)
    if "then" in modifiers:
        # "the then-president" is a former one now
        modifiers.append("former")
    country = _country(context, reading, turns, quote)
    party = {pat.PARTY[w] for w in [*modifiers, *heads] if w in pat.PARTY}
    gender = "f" if set(heads) & pat.FEMALE_NOUNS else "m" if set(heads) & pat.MALE_NOUNS else None
    owner = _owner_keys(context, reading)
    owned = reading.owner is not None and reading.owner[0].lower_ in pat.PERSONAL
    masters = {t.lower_ for t in reading.span if t.pos_ == "PROPN"}
    voice = bool(masters) and any(h in pat.HOUSE_VOICES for h in heads)
    last = turns[-1] if turns else None
    w = pat.DESCRIPTION_WEIGHTS
    scored: list[tuple[float, Place]] = []
    for entity in context.people():
        key = entity.key
        places = context.of.get(key)
        known = context.genders.get(key)
        if not places or key in owner or (gender and known and known != gender):
            continue
        before = [p for p in places if p.start < at and p.quote != quote]
        # Someone who is named only later is possible ("a top aide ... X said"), but weak.
        place = before[-1] if before else places[0]
        if place.quote == quote:
            continue
        bag = context.descriptors(key)
        if voice and not masters & set(bag):
            continue  # "Merkel's spokesman" is nobody who is not called hers
        score = _head_score(heads, bag)
        if score <= 0:
            spoke_last = last is not None and last.entity == key and entity.named and not owned
            far = context.paragraph(at) - last.paragraph if last is not None else 0
            if not (spoke_last and (_generic(heads, bag) or _elegant(reading, heads, bag, far))):
                continue
            score = w["generic head"]
        score += w["modifier"] * sum(1 for m in modifiers if m in bag and m not in pat.PARTY)
        score += _office_score(heads, modifiers, bag) + w["name missing"] * sum(1 for m in _proper(context, reading) if m not in bag)
        score += _country_score(context, key, country, modifiers)
        parties = {pat.PARTY[x] for x in bag if x in pat.PARTY}
        if party and parties:
            score += w["party agrees"] if party & parties else w["party differs"]
        if ("former" in modifiers) != ("former" in bag or "ex" in bag):
            score += w["former differs"]
        if gender and known == gender:
            score += w["gender agrees"]
        if last and last.entity == key:
            score += w["speaker before"]
        score += w["sentence distance"] * min(abs(sentence - place.sentence), 25)
        score += w["frequency"] * math.log1p(context.counts[key])
        if not before:
            score += w["not yet named"]
        elif place.inside:
            score += w["in content"]
        scored.append((score, place))
    return _best(context, scored, pat.DESCRIPTION_FLOOR, f'"{reading.core.text}" fits')


def _office_score(heads: list[str], modifiers: list[str], bag: Counter[str]) -> float:
    """ "the foreign minister" is no prime minister, "the president" no vice president."""
    w = pat.DESCRIPTION_WEIGHTS
    score = w["other office"] * sum(1 for m in modifiers if m in pat.OFFICE_MODIFIERS and m not in bag)
    if any(h in bag for h in heads):
        score += w["other office"] * sum(1 for m in pat.RANKS if m in bag and m not in modifiers and bag[m] >= max(bag[h] for h in heads))
    return score


def _proper(context: Context, reading: SourcePhrase) -> list[str]:
    """Capitalised modifiers that name neither a country nor a party: they belong to someone else if the text does not put them beside the person."""
    out = []
    owned = {t.i for t in reading.owner} if reading.owner is not None else set()
    for token in reading.span:
        if (
            token.text[:1].isupper()
            and token.i not in owned
            and token.i not in {reading.head.i, reading.span.start}
            and token.pos_ in {"PROPN", "ADJ", "NOUN"}
        ):
            low = token.lower_
            if low not in pat.PARTY and low not in pat.TITLES and code_of(token.text) is None and not countries.us_state(token.text):
                out.append(low)
    return out


def description_words(reading: SourcePhrase) -> tuple[list[str], list[str]]:
    """(head words, modifier words) of a description, lower case; the possessor and determiners are left out."""
    skip = {t.i for t in reading.owner} if reading.owner is not None else set()
    heads = [reading.head.lemma_.lower()]
    if reading.head.lower_ != heads[0]:
        heads.append(reading.head.lower_)
    modifiers = []
    for token in reading.core:
        low = token.lower_
        if token.i == reading.head.i or token.i in skip or token.tag_ == "POS" or low in pat.DEFINITE or low in pat.INDEFINITE or token.is_punct:
            continue
        modifiers.append(low)
    # What follows the core names the office more closely: "the prime minister of Japan"
    for token in reading.span.doc[reading.core.end : reading.span.end]:
        if token.pos_ in {"NOUN", "PROPN", "ADJ"}:
            modifiers.append(token.lower_)
        elif token.pos_ not in {"ADP", "DET"} or token.lower_ in pat.RELATIVE:
            break
    return heads, modifiers


def _head_score(heads: list[str], bag: Counter[str]) -> float:
    w = pat.DESCRIPTION_WEIGHTS
    if any(h in bag for h in heads):
        return w["same head"]
    for group in pat.SAME_ROLE:
        if any(h in group for h in heads) and any(word in bag for word in group):
            return w["related head"]
    if any(word in bag for h in heads for word in pat.BROADER.get(h, ())):
        return w["related head"]
    return 0.0


def _generic(heads: list[str], bag: Counter[str]) -> bool:
    """Any other human noun may mean whoever spoke last ("the billionaire"); an office may not, for then someone else would hold it."""
    return (
        any(h in pat.HUMAN_NOUNS for h in heads)
        and not any(h in pat.UNSPECIFIC for h in heads)
        and not any(h in pat.EXECUTIVE_GENERIC or (h in pat.ROLE_HEADS and bag) for h in heads)
    )


def _elegant(reading: SourcePhrase, heads: list[str], bag: Counter[str], paragraphs: int) -> bool:
    """ "the oceans minister" for whoever spoke last, where the article never gives that person an office: newspapers do not repeat a name."""
    if not reading.definite or paragraphs > 1 or any(h in pat.UNSPECIFIC or h in pat.VOICE_PEOPLE for h in heads):
        return False
    return any(h in pat.HUMAN_NOUNS for h in heads) and not any(w in pat.ROLE_HEADS or w in pat.HUMAN_NOUNS or w in pat.PARTY for w in bag)


def _country(context: Context, reading: SourcePhrase, turns: list[Spoken], quote: int) -> str | None:
    """Country that a description names: "the Polish president", "Iran's foreign minister", "its foreign minister", "the minister of Japan"."""
    if reading.owner is not None:
        if reading.owner[0].lower_ in pat.NEUTER and len(reading.owner) == 1:
            choice = _choose(context, reading.owner.start_char, quote, turns, "n")
            return context.entities[choice.entity].country if choice else None
        if (code := code_of(reading.owner.text.removeprefix("the ").removeprefix("The "))) is not None:
            return code
    tokens = [t for t in reading.span if reading.owner is None or t.i not in {o.i for o in reading.owner}]
    for a, b in pairwise(tokens):
        if (code := code_of(f"{a.text} {b.text}")) is not None:
            return code
    for token in tokens:
        if (
            token.pos_ in {"ADJ", "PROPN", "NOUN"}
            and token.i != reading.head.i
            and token.text[:1].isupper()
            and (code := code_of(token.text)) is not None
        ):
            return code
    return None


def _country_score(context: Context, key: int, country: str | None, modifiers: list[str]) -> float:
    if country is None:
        return 0.0
    if countries.is_body(country):
        # "the U.N. ambassador" speaks for a country: the words must fit, not the code.
        return 0.0
    w = pat.DESCRIPTION_WEIGHTS
    codes = context.country_words(key)
    own = context.entities[key].country
    if own == country or (own is None and country in codes):
        return w["country agrees"]
    return w["country differs"] if own or codes else -0.5


def _owner_keys(context: Context, reading: SourcePhrase) -> set[int]:
    """Entities that possess the description: Macron's adviser is not Macron."""
    keys = {m.entity for m in context.mentions_in(reading.span.start_char, reading.span.end_char)}
    return {k for k in keys if context.kind(k) == "person"}
