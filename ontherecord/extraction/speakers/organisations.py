"""Organisations and governments as sources: named, by metonym, taken up again ("the ministry"), or by who owns them."""

from __future__ import annotations

from ontherecord import countries
from ontherecord.extraction.speakers import coreference, lexicon, unnamed
from ontherecord.extraction.speakers.context import Context
from ontherecord.extraction.speakers.coreference import Antecedent
from ontherecord.extraction.speakers.discourse import Answer, Discourse
from ontherecord.extraction.speakers.source_phrase import SourcePhrase, read
from ontherecord.model import Entity, Mention

_STATES = frozenset({"country", "nation", "kingdom", "republic"})


def organisation(discourse: Discourse, phrase: SourcePhrase, index: int) -> Answer:
    """Whom a body as the source of quote ``index`` means."""
    context = discourse.context
    if phrase.mentions:
        entity = actor(discourse, phrase.mentions[0])
        if entity.kind == "group":
            return _people_of(discourse, phrase)
        if (country := _ministry_of(phrase, entity)) is not None:
            return _by_its_name(discourse, phrase, unnamed.name_of(phrase), country)
        shown = context.text[phrase.mentions[0].start : phrase.mentions[0].end]
        return Answer(entity.key, discourse.kind_of(entity.key), f'"{shown}" is named as the source', 0.88, phrase=phrase)
    owner = owner_of(discourse, phrase, index)
    if owner is not None and phrase.owner is not None:
        entity = context.entities[owner]
        rest = " ".join(t.text for t in phrase.core if t.i > phrase.owner[-1].i and t.tag_ != "POS")
        code = (entity.country, f"{entity.name} in its name") if entity.country else None
        return _by_its_name(discourse, phrase, f"{entity.name}'s {rest}", code)
    if phrase.definite and (known := _taken_up(context, phrase)) is not None:
        return discourse.known(known, phrase)
    name = unnamed.name_of(phrase)
    body = countries.body(name)
    own = (body.code, f'"{name}" is a body of it') if body is not None and body.code else None
    return _by_its_name(discourse, phrase, name, unnamed.country_of(context, phrase) or own)


def _ministry_of(phrase: SourcePhrase, entity: Entity) -> tuple[str, str] | None:
    """Country of "Norway's Foreign Ministry" where only "Foreign Ministry" was recognised: each country has one of its own."""
    owner = phrase.owner
    if owner is None or phrase.lemma not in lexicon.BODIES or owner.text.casefold() in entity.name.casefold():
        return None
    code = unnamed.country_of_phrase(owner)
    return (code, f'"{owner.text}" in its name') if code is not None else None


def actor(discourse: Discourse, mention: Mention) -> Entity:
    """The entity that a mention stands for when it speaks: a capital speaks for its country ("Pyongyang said")."""
    context = discourse.context
    entity = context.entities[mention.entity]
    shown = context.text[mention.start : mention.end]
    text = shown.removeprefix("the ").removeprefix("The ")
    if text in {"North", "South"}:
        # Two states of one name: "the North" is the one that the article names in full.
        return next((e for e in context.entities if e.kind == "country" and e.name.startswith(f"{text} ")), entity)
    found = countries.metonym(text)
    if found is None or entity.kind not in {"place", "other"}:
        return entity
    return context.entities[discourse.body(found.name, found.code, f'"{shown}" stands for it')]


def _by_its_name(discourse: Discourse, phrase: SourcePhrase, name: str, country: tuple[str, str] | None) -> Answer:
    key = discourse.entity(name, "organisation", country, gender="p" if phrase.plural else "n")
    discourse.kinds.setdefault(key, "organisation")
    return Answer(key, "organisation", f'"{phrase.core.text}" is the source', 0.75, phrase=phrase)


def _people_of(discourse: Discourse, phrase: SourcePhrase) -> Answer:
    """ "The Saudis said" speaks for the country, "Republicans said" are unnamed people."""
    code = countries.nationality(phrase.head.text)
    if code is None or not phrase.definite or not (phrase.plural or phrase.head.text.endswith("s")):
        return unnamed.answer(discourse, phrase)
    name = countries.name(code)
    key = discourse.body(name, code, f'"{phrase.core.text}"')
    return Answer(key, "organisation", f'"{phrase.core.text}" stands for {name}', 0.75, phrase=phrase)


def owner_of(discourse: Discourse, phrase: SourcePhrase, index: int) -> int | None:
    """The person or organisation that possesses an office or a statement: "Trump's", "his", "the prime minister's"."""
    context, owner = discourse.context, phrase.owner
    if owner is None:
        return None
    if phrase.own_pronoun is not None:
        told_of = _told_of(context, phrase, index)
        pronoun = SourcePhrase("pronoun", owner, owner, owner[0])
        found = coreference.pronoun(context, pronoun, discourse.spoken) if told_of is None else None
        return told_of if found is None else found.entity
    inner = read(context, owner.start_char, owner.end_char)
    if inner is None:
        return None
    match inner.kind:
        case "description":
            found = coreference.description(context, inner, index, discourse.spoken)
            return found.entity if found else None
        case "organisation":
            return organisation(discourse, inner, index).entity
        case "person":
            return inner.mentions[0].entity
    return None


def _told_of(context: Context, phrase: SourcePhrase, index: int) -> int | None:
    """ "Senator Lind has returned home, his office said": behind its content, an office speaks of the one whom the content is about."""
    gender = lexicon.PRONOUN_GENDER[phrase.own_pronoun or ""]
    if phrase.lemma not in lexicon.BODIES or context.quotes[index].pieces[-1].end > phrase.span.start_char or gender not in {"m", "f"}:
        return None
    about = next((p.entity for p in context.places if p.quote == index and p.part == "subject"), None)
    if about is None or context.kind(about) != "person" or context.genders.get(about) not in {gender, None}:
        return None
    return about


def _taken_up(context: Context, phrase: SourcePhrase) -> Antecedent | None:
    """The organisation that "the ministry", "the newspaper", "the company" takes up: the last one whose name or kind fits."""
    capitals = {t.lower_ for t in phrase.core[1:] if t.text[:1].isupper()}  # "the Foreign Ministry" is not the Defence Ministry
    for place in reversed(context.places):
        entity = context.entities[place.entity]
        if place.start >= phrase.span.start_char or entity.kind not in {"organisation", "country"} or place.part == "modifier":
            continue
        words = {w.strip(".,'’").lower() for w in entity.name.replace("'s", " ").replace("’s", " ").split()}
        if _is_called(entity, words, phrase.lemma) and capitals - {phrase.head.lower_} <= words:
            return Antecedent(place.entity, place, 0.56, f'"{phrase.core.text}" takes up "{context.text[place.start : place.end]}"')
    return None


def _is_called(entity: Entity, words: set[str], head: str) -> bool:
    """Whether an organisation whose name has these words may be taken up by a noun: its name says so, or it may be anything of that kind."""
    if head in words:
        return True
    if head in _STATES:
        return entity.kind == "country"
    body = countries.body(entity.name)
    outlet = bool(words & lexicon.OUTLET_NAMES) or (body is not None and body.kind in {"media", "state media"})
    if head in lexicon.OUTLETS:
        return outlet
    return head in lexicon.ASSOCIATIONS and entity.kind == "organisation" and entity.country is None and not outlet
