"""From a source to an entity: names directly, pronouns and descriptions by their antecedents, the rest as a new unnamed entity.

One small function a kind of source, in :data:`_BY_KIND`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from ontherecord import countries
from ontherecord.extraction.grammar import noun_phrase
from ontherecord.extraction.speakers import coreference, lexicon, unnamed
from ontherecord.extraction.speakers.coreference import Antecedent
from ontherecord.extraction.speakers.discourse import Answer, Discourse
from ontherecord.extraction.speakers.documents import document
from ontherecord.extraction.speakers.organisations import actor, organisation, owner_of
from ontherecord.extraction.speakers.source_phrase import SourcePhrase, read
from ontherecord.model import SourceKind

_BEHIND = 80
"""Characters behind a source within which a name that it introduces begins."""


def resolve(discourse: Discourse, start: int, end: int, index: int) -> Answer | None:
    """Whom the source at these characters means in quote ``index``; None where no word stands there."""
    phrase = read(discourse.context, start, end)
    if phrase is None:
        return None
    introduced = _named_behind(discourse, phrase, end)
    return _BY_KIND[phrase.kind](discourse, phrase, index) if introduced is None else introduced


def _named_behind(discourse: Discourse, phrase: SourcePhrase, end: int) -> Answer | None:
    """The person whose name an office introduces, where the source ends before it: "the harbour mayor|, Ada Lind, said"."""
    context, last = discourse.context, phrase.span[-1]
    if phrase.kind not in {"description", "unnamed", "organisation", "person"} or phrase.plural:
        return None
    if phrase.kind == "person" and (last.idx < phrase.mentions[0].end or last.lower_ not in lexicon.TITLES):
        return None
    if not lexicon.is_human(last.lemma_.lower() if phrase.kind == "person" else phrase.lemma):
        return None
    gap = 2 if context.text.startswith(", ", end) else 1 if context.text.startswith(" ", end) else 0
    mention = next((m for m in context.mentions_in(end, end + _BEHIND) if m.start == end + gap and context.kind(m.entity) == "person"), None)
    if mention is None or not gap:
        return None
    place = next((p for p in context.of.get(mention.entity, ()) if p.start == mention.start), None)
    reason = f'"{phrase.core.text}" introduces "{context.text[mention.start : mention.end]}"'
    return Answer(mention.entity, discourse.kind_of(mention.entity), reason, 0.85, place, phrase=phrase)


def _person(discourse: Discourse, phrase: SourcePhrase, index: int) -> Answer:
    mention = phrase.mentions[0]
    text = discourse.context.text[mention.start : mention.end]
    return Answer(mention.entity, discourse.kind_of(mention.entity), f'"{text}" is named as the source', 0.95, phrase=phrase)


def _joint(discourse: Discourse, phrase: SourcePhrase, index: int) -> Answer:
    keys = list(dict.fromkeys(actor(discourse, m).key for m in phrase.mentions))
    return _together(discourse, phrase, keys, "several are named together as the source", 0.9)


def _together(discourse: Discourse, phrase: SourcePhrase, keys: list[int], reason: str, confidence: float) -> Answer:
    """One entity for joint speakers: "A and B", with a country only if all have the same."""
    everyone = [discourse.context.entities[key] for key in keys]
    code = everyone[0].country if len({e.country for e in everyone}) == 1 else None
    country = (code, "the same country for all") if code else None
    key = discourse.entity(" and ".join(e.name for e in everyone), "group", country, gender="p")
    kind: SourceKind = "named" if all(e.kind == "person" for e in everyone) else "organisation"
    discourse.kinds[key] = kind
    return Answer(key, kind, reason, confidence, phrase=phrase)


def _pronoun(discourse: Discourse, phrase: SourcePhrase, index: int) -> Answer:
    context, form = discourse.context, phrase.head.lower_
    if form in lexicon.ANIMATE_ALONE:
        return unnamed.answer(discourse, phrase)
    found = coreference.pronoun(context, phrase, discourse.spoken)
    if found is not None and form in lexicon.PERSONAL:
        context.called(found.entity, lexicon.PRONOUN_GENDER[form])
    if form in lexicon.PLURAL | lexicon.NEUTER and (nearer := _nearer_phrase(discourse, phrase, found, index)) is not None:
        return nearer
    if found is None and form in lexicon.PLURAL and (pair := _pair(discourse, phrase)):
        return replace(_together(discourse, phrase, pair, f'"{phrase.head.text}" after the two named together', 0.6), anaphoric=True)
    if found is None:
        return Answer(None, "none", f'"{phrase.head.text}" could not be resolved with confidence', 0.0, phrase=phrase)
    entity = context.entities[found.entity]
    if entity.kind == "group" and found.place is not None and (code := countries.nationality(entity.name)) is not None:
        # "The Saudis ... they said": the people stand for their country.
        shown = context.text[found.place.start : found.place.end]
        found = replace(found, entity=discourse.body(countries.name(code), code, f'"{shown}"'))
    return discourse.known(found, phrase)


def _nearer_phrase(discourse: Discourse, phrase: SourcePhrase, found: Antecedent | None, index: int) -> Answer | None:
    """A subject without a name that is nearer than the chosen entity: "State prosecutors charged the man, they said"."""
    context, at = discourse.context, phrase.span.start_char
    start = context.sentence_span(max(0, context.sentence_span(at)[0] - 1))[0]
    floor = found.place.end - 1 if found is not None and found.place is not None else -1
    plural = phrase.head.lower_ in lexicon.PLURAL
    for token in reversed(context.span(max(start, floor + 1), at) or ()):
        subject = token.dep_ in {"nsubj", "nsubjpass"} and token.pos_ in {"NOUN", "PROPN"} and (plural or not lexicon.is_human(token.lemma_.lower()))
        if not subject or token.idx <= floor or (token.tag_ in {"NNS", "NNPS"}) != plural or context.content(token.idx) >= 0:
            continue
        answer = resolve(discourse, *noun_phrase(token), index)
        if answer is not None and answer.entity is not None and answer.kind != "named":
            return replace(answer, reason=f'"{phrase.head.text}" after "{token.text}"', confidence=0.6, anaphoric=True)
    return None


def _pair(discourse: Discourse, phrase: SourcePhrase) -> list[int]:
    """Two people named together just before: "Ada Lind and Bo Falk ... they said"."""
    context, at = discourse.context, phrase.span.start_char
    near = [p for p in context.places if p.start < at and context.sentence(at) - p.sentence <= 2 and p.named and not p.inside]
    for a, b in pairwise(reversed([p for p in near if context.kind(p.entity) == "person"])):
        if re.fullmatch(r"[^.;:\n]{0,50} and [^.;:\n]{0,50}", context.text[b.end : a.start]):
            return [b.entity, a.entity]
    return []


def _description(discourse: Discourse, phrase: SourcePhrase, index: int) -> Answer:
    if (owned := _possessed(discourse, phrase, index)) is not None:
        return owned
    earlier = unnamed.spoken_before(discourse, phrase)
    found = coreference.description(discourse.context, phrase, index, discourse.spoken)
    if phrase.lemma in lexicon.UNSPECIFIC and not phrase.owner:
        found = None  # newspapers say "the official" of people whom they do not name
    if found is not None and (earlier is None or found.confidence > 0.8):
        return discourse.known(found, phrase)
    return discourse.again(earlier, phrase) if earlier is not None else _without_name(discourse, phrase, index)


def _unnamed(discourse: Discourse, phrase: SourcePhrase, index: int) -> Answer:
    owned = _possessed(discourse, phrase, index)
    return _without_name(discourse, phrase, index) if owned is None else owned


def _possessed(discourse: Discourse, phrase: SourcePhrase, index: int) -> Answer | None:
    """ "His willingness", "Trump's decision": what is neither a person nor an organisation speaks for who has it."""
    if phrase.owner is None or lexicon.is_human(phrase.lemma) or phrase.lemma in lexicon.BODIES:
        return None
    owner = owner_of(discourse, phrase, index)
    if owner is None:
        return None
    reason = f'"{phrase.core.text}" is of {discourse.context.entities[owner].name}'
    return Answer(owner, discourse.kind_of(owner), reason, 0.45, None, True, phrase)


def _without_name(discourse: Discourse, phrase: SourcePhrase, index: int) -> Answer:
    owner = owner_of(discourse, phrase, index) if phrase.own_pronoun is not None else None
    return unnamed.answer(discourse, phrase, owner)


def _document(discourse: Discourse, phrase: SourcePhrase, index: int) -> Answer:
    return document(discourse, phrase, index, lambda start, end: resolve(discourse, start, end, index))


def _nobody(discourse: Discourse, phrase: SourcePhrase, index: int) -> Answer:
    return Answer(None, "none", "the words beside the cue name nobody", 0.0)


_BY_KIND: dict[str, Callable[[Discourse, SourcePhrase, int], Answer]] = {
    "person": _person,
    "joint": _joint,
    "pronoun": _pronoun,
    "description": _description,
    "unnamed": _unnamed,
    "organisation": organisation,
    "document": _document,
    "nobody": _nobody,
}
