"""What the resolution of one article keeps: who has spoken, what kind of source each speaker was, the entities it adds."""

from __future__ import annotations

from dataclasses import dataclass

from ontherecord import countries
from ontherecord.extraction.document import add_entity
from ontherecord.extraction.speakers import lexicon as pat
from ontherecord.extraction.speakers.context import Context, Place
from ontherecord.extraction.speakers.coreference import Antecedent, Spoken
from ontherecord.extraction.speakers.source_phrase import SourcePhrase
from ontherecord.model import EntityKind, SourceKind


@dataclass(frozen=True, slots=True)
class Answer:
    """``entity`` is None when nobody can be named; then ``reason`` says why."""

    entity: int | None
    kind: SourceKind
    reason: str
    confidence: float
    place: Place | None = None
    """Antecedent, where there is one."""
    anaphoric: bool = False
    reading: SourcePhrase | None = None


class Discourse:
    """Shared by everything that resolves sources of one article."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.turns: list[Spoken] = []
        self.sources: dict[int, SourceKind] = {}
        """What each speaker so far was: the kind of source that "he" or "it" inherits."""

    def spoke(self, index: int, answer: Answer) -> None:
        """Remember a resolved quote: its speaker may be meant by the next pronoun or go on speaking."""
        assert answer.entity is not None
        context, quote = self.context, self.context.quotes[index]
        at = quote.pieces[-1].start
        place = answer.place
        if quote.source is not None:
            known = any(p.start == quote.source.start for p in context.of.get(answer.entity, ()))
            if not known:
                place = context.add(quote.source.start, quote.source.end, answer.entity)
            else:
                place = next(p for p in context.of[answer.entity] if p.start == quote.source.start)
        self.sources[answer.entity] = answer.kind
        self.turns.append(Spoken(answer.entity, context.paragraph(at), context.sentence(at), place, index))

    def known(self, choice: Antecedent, reading: SourcePhrase | None = None) -> Answer:
        """An answer with an entity that already exists."""
        return Answer(choice.entity, self.kind_of(choice.entity), choice.reason, choice.confidence, choice.place, True, reading)

    def kind_of(self, key: int) -> SourceKind:
        if key in self.sources:
            return self.sources[key]
        entity = self.context.entities[key]
        if entity.kind == "person":
            return "named" if entity.named else "unnamed"
        return "unnamed" if entity.kind == "group" else "organisation"

    def _new(self, name: str, kind: EntityKind, country: str | None, reason: str | None, named: bool, gender: str | None) -> int:
        """Key of the entity of this name and kind, added when it is new."""
        context = self.context
        wanted = name.casefold()
        for entity in context.entities:
            if entity.name.casefold() == wanted and (entity.kind == kind or {entity.kind, kind} <= {"organisation", "country", "other"}):
                return entity.key
        key = add_entity(context.doc, name, kind, country=country, country_reason=reason, named=named, gender=gender)
        context.genders[key] = gender
        return key

    def country(self, answer: Answer) -> tuple[str | None, str | None]:
        """Whom the speaker speaks for here: the entity's country, with its reason."""
        assert answer.entity is not None
        entity = self.context.entities[answer.entity]
        if entity.country:
            return entity.country, entity.country_reason or (f"speaks for {countries.name(entity.country)}")
        if entity.kind == "person" and entity.named and (code := self._by_office(entity.key)) is not None:
            return code, f"a public office of {countries.name(code)} beside the name"
        return None, None

    def _by_office(self, key: int) -> str | None:
        """The one country beside a person's name together with a public office, where the entity itself has none."""
        words = self.context.descriptors(key)
        if not any(w in pat.OFFICE_NOUNS for w in words) or any(w in pat.EXPERT_NOUNS for w in words):
            return None
        codes = self.context.country_words(key)
        if len(codes) == 1:
            return next(iter(codes))
        return "US" if not codes and any(w in pat.US_OFFICES for w in words) else None
