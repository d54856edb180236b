"""Statements, reports and laws as sources: a statement speaks for who issued it; a report, study or poll speaks for itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ontherecord.extraction.grammar import noun_phrase
from ontherecord.extraction.speakers import lexicon, unnamed
from ontherecord.extraction.speakers.discourse import Answer, Discourse
from ontherecord.extraction.speakers.organisations import owner_of
from ontherecord.extraction.speakers.source_phrase import SourcePhrase, maker_of, read

Resolve = Callable[[int, int], Answer | None]
"""Whom the source at these characters means."""
_NEAR = 2
"""Paragraphs over which "the statement" is of whoever spoke last."""
_BACK = 8
"""Quotes over which "the report" is one that has spoken before."""


def document(discourse: Discourse, phrase: SourcePhrase, index: int, resolve: Resolve) -> Answer:
    """Whom a document as the source of quote ``index`` means."""
    context = discourse.context
    voice = phrase.lemma in lexicon.VOICES
    owner = owner_of(discourse, phrase, index)
    maker = maker_of(context, phrase) if owner is None else None
    if maker is not None:
        issued = resolve(*maker)
        owner = issued.entity if issued is not None and issued.kind != "document" else None
    if voice and owner is not None:
        reason = f'"{phrase.core.text}" is issued by {context.entities[owner].name}'
        return Answer(owner, discourse.kind_of(owner), reason, 0.62, phrase=phrase)
    named = bool(context.mentions_in(phrase.core.start_char, phrase.core.end_char))
    if (phrase.definite or phrase.lemma == "statement") and phrase.owner is None and maker is None and not named:
        earlier = _same(discourse, phrase, voice)
        earlier = earlier if voice or earlier is not None else _introduced(discourse, phrase, index, resolve)
        if earlier is not None:
            return earlier
    return _itself(discourse, phrase, owner, maker)


def _itself(discourse: Discourse, phrase: SourcePhrase, owner: int | None, maker: tuple[int, int] | None) -> Answer:
    """A document that speaks for itself, called by its maker: "UN report"."""
    name, country = unnamed.name_of(phrase), unnamed.country_of(discourse.context, phrase)
    if owner is not None:
        entity = discourse.context.entities[owner]
        country = (entity.country, f"made by {entity.name}") if entity.country else None
        if maker is not None and maker[0] > phrase.head.idx:
            name = f"{entity.name} {phrase.head.text}"
        elif phrase.own_pronoun is not None:
            name = f"{entity.name} {phrase.core[1:].text}"
    key = discourse.entity(name, "other", country, gender="p" if phrase.plural else "n")
    discourse.kinds[key] = "document"
    return Answer(key, "document", f'the document "{name}" is the source', 0.64, phrase=phrase)


def _same(discourse: Discourse, phrase: SourcePhrase, voice: bool) -> Answer | None:
    """ "the report", "the statement" after the one that has spoken before, or after its author did."""
    context, shown = discourse.context, phrase.core.text
    for before in reversed(discourse.spoken[-_BACK:]):
        if discourse.kinds.get(before.entity) != "document":
            continue
        if phrase.lemma in context.entities[before.entity].name.lower() or phrase.lemma in lexicon.PARTS_OF_WORKS:
            return Answer(before.entity, "document", f'"{shown}": the one mentioned before', 0.75, before.place, True, phrase)
    last = discourse.spoken[-1] if discourse.spoken else None
    if not voice or last is None or context.paragraph(phrase.span.start_char) - last.paragraph > _NEAR:
        return None
    reason = f'"{shown}" after {context.entities[last.entity].name} spoke'
    return Answer(last.entity, discourse.kind_of(last.entity), reason, 0.46, last.place, True, phrase)


def _introduced(discourse: Discourse, phrase: SourcePhrase, index: int, resolve: Resolve) -> Answer | None:
    """ "The report" after the narrator's "a Harbour Union report": the last work of that name whose maker or country is named with it."""
    context = discourse.context
    if len(phrase.core) != 2:
        return None
    for token in reversed(context.doc[: phrase.span.start]):
        if token.lemma_.lower() != phrase.lemma:
            continue
        left, right = noun_phrase(token)
        first = read(context, left, right)
        named = any(context.kind(m.entity) in {"organisation", "country", "group"} for m in context.mentions_in(left, right))
        if not named or first is None or first.kind != "document":
            continue
        answer = document(discourse, replace(first, definite=False), index, resolve)
        if answer.entity is None or answer.kind != "document":
            return None
        place = context.add(first.core.start_char, first.core.end_char, answer.entity)
        return Answer(answer.entity, "document", f'"{phrase.core.text}" after "{first.core.text}"', 0.75, place, True, phrase)
    return None
