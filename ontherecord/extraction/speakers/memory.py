"""What the resolution of one article keeps: who has spoken, what kind of source each speaker was, the entities it adds."""

from __future__ import annotations

from dataclasses import dataclass

from ontherecord import countries
from ontherecord.extraction.document import add_entity
from ontherecord.extraction.speakers import patterns as pat
from ontherecord.extraction.speakers.antecedents import Choice, Turn
from ontherecord.extraction.speakers.scene import Place, Scene
from ontherecord.extraction.speakers.source import Reading
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
    reading: Reading | None = None


class Memory:
    """Shared by everything that resolves sources of one article."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.turns: list[Turn] = []
        self.sources: dict[int, SourceKind] = {}
        """What each speaker so far was: the kind of source that "he" or "it" inherits."""

    def spoke(self, index: int, answer: Answer) -> None:
        """Remember a resolved quote: its speaker may be meant by the next pronoun or go on speaking."""
        assert answer.entity is not None
        scene, quote = self.scene, self.scene.quotes[index]
        at = quote.pieces[-1].start
        place = answer.place
        if quote.source is not None:
            known = any(p.start == quote.source.start for p in scene.of.get(answer.entity, ()))
            if not known:
                place = scene.add(quote.source.start, quote.source.end, answer.entity)
            else:
                place = next(p for p in scene.of[answer.entity] if p.start == quote.source.start)
        self.sources[answer.entity] = answer.kind
        self.turns.append(Turn(answer.entity, scene.paragraph(at), scene.sentence(at), place, index))

    def known(self, choice: Choice, reading: Reading | None = None) -> Answer:
        """An answer with an entity that already exists."""
        return Answer(choice.entity, self.kind_of(choice.entity), choice.reason, choice.confidence, choice.place, True, reading)

    def kind_of(self, key: int) -> SourceKind:
        if key in self.sources:
            return self.sources[key]
        entity = self.scene.entities[key]
        if entity.kind == "person":
            return "named" if entity.named else "unnamed"
        return "unnamed" if entity.kind == "group" else "organisation"

    def _new(self, name: str, kind: EntityKind, country: str | None, reason: str | None, named: bool, gender: str | None) -> int:
        """Key of the entity of this name and kind, added when it is new."""
        scene = self.scene
        wanted = name.casefold()
        for entity in scene.entities:
            if entity.name.casefold() == wanted and (entity.kind == kind or {entity.kind, kind} <= {"organisation", "country", "other"}):
                return entity.key
        key = add_entity(scene.doc, name, kind, country=country, country_reason=reason, named=named, gender=gender)
        scene.genders[key] = gender
        return key

    def country(self, answer: Answer) -> tuple[str | None, str | None]:
        """Whom the speaker speaks for here: the entity's country, with its reason."""
        assert answer.entity is not None
        entity = self.scene.entities[answer.entity]
        if entity.country:
            return entity.country, entity.country_reason or (f"speaks for {countries.name(entity.country)}")
        if entity.kind == "person" and entity.named and (code := self._by_office(entity.key)) is not None:
            return code, f"a public office of {countries.name(code)} beside the name"
        return None, None

    def _by_office(self, key: int) -> str | None:
        """The one country beside a person's name together with a public office, where the entity itself has none."""
        words = self.scene.descriptors(key)
        if not any(w in pat.OFFICE_NOUNS for w in words) or any(w in pat.EXPERT_NOUNS for w in words):
            return None
        codes = self.scene.country_words(key)
        if len(codes) == 1:
            return next(iter(codes))
        return "US" if not codes and any(w in pat.US_OFFICES for w in words) else None
