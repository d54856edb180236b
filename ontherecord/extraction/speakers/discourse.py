"""What the resolution of one article keeps: who has spoken, what kind of source each speaker was, the entities it adds."""

from __future__ import annotations

from dataclasses import dataclass

from ontherecord import countries
from ontherecord.extraction.document import add_entity
from ontherecord.extraction.speakers.context import Context, Place
from ontherecord.extraction.speakers.coreference import Antecedent, Spoken
from ontherecord.extraction.speakers.source_phrase import SourcePhrase
from ontherecord.model import EntityKind, SourceKind


@dataclass(frozen=True, slots=True)
class Answer:
    """Who is meant. ``entity`` is None when nobody can be named; then ``reason`` says why."""

    entity: int | None
    kind: SourceKind
    reason: str
    confidence: float
    place: Place | None = None
    """Antecedent, where there is one."""
    anaphoric: bool = False
    phrase: SourcePhrase | None = None


class Discourse:
    """One article while its quotes are resolved in text order: each resolved speaker is what later pronouns and floating quotes refer to."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.spoken: list[Spoken] = []
        self.kinds: dict[int, SourceKind] = {}
        """What each speaker so far was: the kind of source that "he" or "it" inherits."""

    def spoke(self, index: int, answer: Answer) -> None:
        """Remember a resolved quote: its speaker may be meant by the next pronoun or go on speaking."""
        assert answer.entity is not None
        context, quote = self.context, self.context.quotes[index]
        at = quote.pieces[-1].start
        place = answer.place
        if quote.source is not None:
            place = context.place_at(answer.entity, quote.source.start)
            place = place or context.add(quote.source.start, quote.source.end, answer.entity)
        self.kinds[answer.entity] = answer.kind
        self.spoken.append(Spoken(answer.entity, context.paragraph(at), context.sentence(at), place, index))

    def known(self, found: Antecedent, phrase: SourcePhrase | None = None) -> Answer:
        """An answer with an entity that already exists."""
        return Answer(found.entity, self.kind_of(found.entity), found.reason, found.confidence, found.place, True, phrase)

    def again(self, entity: int, phrase: SourcePhrase) -> Answer:
        """An answer with a source that has spoken before."""
        places = self.context.of.get(entity)
        reason = f'"{phrase.core.text}": the source mentioned before'
        return Answer(entity, self.kind_of(entity), reason, 0.75, places[-1] if places else None, True, phrase)

    def kind_of(self, key: int) -> SourceKind:
        if key in self.kinds:
            return self.kinds[key]
        entity = self.context.entities[key]
        if entity.kind == "person":
            return "named" if entity.named else "unnamed"
        return "unnamed" if entity.kind == "group" else "organisation"

    def entity(self, name: str, kind: EntityKind, country: tuple[str, str] | None, *, named: bool = True, gender: str | None = None) -> int:
        """Key of the entity of this name and kind, added when it is new. ``country``: its code and why."""
        context, wanted = self.context, name.casefold()
        for entity in context.entities:
            if entity.name.casefold() == wanted and (entity.kind == kind or {entity.kind, kind} <= {"organisation", "country", "other"}):
                return entity.key
        code, reason = country or (None, None)
        key = add_entity(context.doc, name, kind, country=code, country_reason=reason, named=named, gender=gender)
        context.genders[key] = gender
        return key

    def body(self, name: str, code: str | None, reason: str) -> int:
        """Key of the country or organisation that a word stands for ("the Kremlin", "the Saudis")."""
        kind: EntityKind = "country" if countries.country(name) else "organisation"
        return self.entity(name, kind, (code, reason) if code else None, gender="n")

    def country(self, key: int) -> tuple[str | None, str | None]:
        """Whom a speaker speaks for: the entity's country, with its reason."""
        entity = self.context.entities[key]
        if entity.country:
            return entity.country, entity.country_reason or f"speaks for {countries.name(entity.country)}"
        return None, None
