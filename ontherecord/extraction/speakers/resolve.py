"""From the reading of a source to an entity: names directly, pronouns and descriptions by their antecedents, the rest as a new unnamed entity."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ontherecord import countries
from ontherecord.extraction.document import add_entity
from ontherecord.extraction.speakers import antecedents, unnamed
from ontherecord.extraction.speakers import patterns as P
from ontherecord.extraction.speakers.antecedents import Choice, Turn
from ontherecord.extraction.speakers.scene import Place, Scene
from ontherecord.extraction.speakers.source import Reading, maker_of, read
from ontherecord.model import Entity, EntityKind, Mention, SourceKind, Span


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


class Resolver:
    """Resolves the quotes of one article in text order and remembers who has spoken."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.turns: list[Turn] = []
        self._pronouns = [t for t in scene.doc if t.lower_ in P.PERSONAL]
        self.sources: dict[int, SourceKind] = {}
        """What each speaker so far was: the kind of source that "he" or "it" inherits."""

    # --- memory -----------------------------------------------------------------------------------------------------------

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

    def read_on(self, until: int) -> None:
        """Resolve the narrator's own "he" and "she" up to a character, so that the next source finds the person where the text last meant them."""
        scene = self.scene
        while self._pronouns and self._pronouns[0].idx < until:
            token = self._pronouns.pop(0)
            if scene.content(token.idx) >= 0:
                continue
            gender = P.PRONOUN_GENDER[token.lower_]
            choice = antecedents.person(scene, token.idx, -1, self.turns, gender)
            if choice is not None and choice.confidence >= P.PRONOUN_KEPT:
                scene.add(token.idx, token.idx + len(token), choice.entity)

    # --- one source -------------------------------------------------------------------------------------------------------

    def answer(self, start: int, end: int, index: int) -> Answer | None:
        """Whom the source at these characters means in quote ``index``."""
        reading = read(self.scene, start, end)
        if reading is None:
            return None
        match reading.kind:
            case "person":
                return self._person(reading, start)
            case "joint":
                return self._joint(reading)
            case "pronoun":
                return self._pronoun(reading, index)
            case "description" | "unnamed" if (answer := self._possessed(reading, index)) is not None:
                return answer
            case "description":
                return self._description(reading, index)
            case "organisation":
                return self._organisation(reading, index)
            case "document":
                return self._document(reading, index)
            case "unnamed":
                return self._unnamed(reading)
        return Answer(None, "none", "the words beside the cue name nobody", 0.0)

    def _person(self, reading: Reading, start: int) -> Answer:
        mention = reading.mentions[0]
        far = mention.end <= start
        text = self.scene.text[mention.start : mention.end]
        place = next((p for p in self.scene.of.get(mention.entity, ()) if p.start == mention.start), None) if far else None
        return Answer(mention.entity, self.kind_of(mention.entity), f'"{text}" is named as the source', 0.95, place, far, reading)

    def _joint(self, reading: Reading) -> Answer:
        scene = self.scene
        members = list(dict.fromkeys(self._actor(m).key for m in reading.mentions))
        if len(members) == 1:
            return Answer(members[0], self.kind_of(members[0]), "named as the source", 0.9, reading=reading)
        return self.together(members, "several are named together as the source", 0.9, reading)

    def together(self, members: list[int], reason: str, confidence: float, reading: Reading | None = None) -> Answer:
        """One entity for joint speakers: "A and B", with a country only if all have the same."""
        everyone = [self.scene.entities[k] for k in members]
        codes = {e.country for e in everyone}
        country = everyone[0].country if len(codes) == 1 else None
        people = all(e.kind == "person" for e in everyone)
        key = self._new(" and ".join(e.name for e in everyone), "group", country, "the same country for all" if country else None, True, "p")
        kind: SourceKind = "named" if people else "organisation"
        self.sources[key] = kind
        return Answer(key, kind, reason, confidence, reading=reading)

    def _pronoun(self, reading: Reading, index: int) -> Answer:
        low = reading.head.lower_
        if low in P.ANIMATE_ALONE:
            return self._unnamed(reading)
        choice = antecedents.pronoun(self.scene, reading, index, self.turns)
        if choice is None and low in P.PLURAL:
            pair = self._pair(reading)
            if pair:
                return replace(self.together(pair, f'"{reading.head.text}" after the two named together', 0.6, reading), anaphoric=True)
        if choice is None:
            return Answer(None, "none", f'"{reading.head.text}" could not be resolved with confidence', 0.0, reading=reading)
        return self.known(choice, reading)

    def _pair(self, reading: Reading) -> list[int]:
        """Two people named together just before: "Ada Lind and Bo Falk ... they said"."""
        scene, at = self.scene, reading.span.start_char
        sentence = scene.sentence(at)
        near = [
            p
            for p in scene.places
            if sentence - 2 <= p.sentence <= sentence and p.start < at and p.named and not p.inside and scene.kind(p.entity) == "person"
        ]
        for a, b in zip(reversed(near[:-1]), reversed(near[1:]), strict=True):
            between = scene.text[a.end : b.start]
            if a.entity != b.entity and len(between) < 60 and " and " in between and not any(c in between for c in ".;:\n"):
                return [a.entity, b.entity]
        return []

    def _possessed(self, reading: Reading, index: int) -> Answer | None:
        """ "His willingness", "Trump's decision": what is neither a person nor an organisation speaks for who has it."""
        lemma = reading.head.lemma_.lower()
        if reading.owner is None or lemma in P.HUMAN_NOUNS or lemma in P.ORG_NOUNS or reading.head.text[:1].isupper():
            return None
        owner = self._owner(reading, index)
        if owner is None:
            return None
        return Answer(owner, self.kind_of(owner), f'"{reading.core.text}" is of {self.scene.entities[owner].name}', 0.65, None, True, reading)

    def _description(self, reading: Reading, index: int) -> Answer:
        scene = self.scene
        earlier = self._same_unnamed(reading)
        choice = antecedents.description(scene, reading, index, self.turns)
        unspecific = reading.head.lemma_.lower() in P.UNSPECIFIC
        if choice is not None and (earlier is None or (choice.confidence > 0.8 and not unspecific)) and not (unspecific and scene.entities[choice.entity].named and not reading.owner):
            return self.known(choice, reading)
        if earlier is not None:
            return Answer(
                earlier,
                self.kind_of(earlier),
                f'"{reading.core.text}": the source mentioned before',
                0.75,
                scene.of[earlier][-1] if scene.of.get(earlier) else None,
                True,
                reading,
            )
        if choice is not None and not unspecific:
            return self.known(choice, reading)
        return self._unnamed(reading)

    def _same_unnamed(self, reading: Reading) -> int | None:
        """An unnamed source with the same head that has spoken before: "an official" ... "the official"."""
        if not reading.definite:
            return None
        head = reading.head.lemma_.lower()
        words = {w for w in antecedents.description_words(reading)[1] if w[:1].isalpha()}
        for turn in reversed(self.turns):
            entity = self.scene.entities[turn.entity]
            if entity.named:
                continue
            known = entity.name.lower().split()
            if any(w.startswith(head[:-1] if len(head) > 4 else head) for w in known) and reading.plural == (
                self.scene.genders.get(entity.key) == "p"
            ):
                code = unnamed.country_of_phrase(self.scene, reading.core)
                if code is None or entity.country in {None, code} or words <= set(known):
                    return entity.key
        return None

    def _unnamed(self, reading: Reading) -> Answer:
        if reading.plural and reading.definite and (earlier := self._same_unnamed(reading)) is not None:
            return Answer(
                earlier,
                self.kind_of(earlier),
                f'"{reading.core.text}": the source mentioned before',
                0.75,
                self.scene.of[earlier][-1] if self.scene.of.get(earlier) else None,
                True,
                reading,
            )
        name = unnamed.name_of(reading)
        found = unnamed.country_of(self.scene, reading)
        code, why = found if found else (None, None)
        kind: EntityKind = "group" if reading.plural else "person"
        key = self._new(name, kind, code, why, False, unnamed.gender_of(reading.head, reading.plural))
        self.sources.setdefault(key, "unnamed")
        return Answer(key, "unnamed", f'described as "{name}", not named', 0.85, reading=reading)

    # --- organisations and documents --------------------------------------------------------------------------------------

    def _actor(self, mention: Mention) -> Entity:
        """The entity that a mention stands for when it speaks: a capital speaks for its country ("Pyongyang said")."""
        scene = self.scene
        entity = scene.entities[mention.entity]
        text = scene.text[mention.start : mention.end].removeprefix("the ").removeprefix("The ")
        if text in {"North", "South"}:
            # Two states of one name: "the North" is the one that the article names in full.
            full = next((e for e in scene.entities if e.kind == "country" and e.name.startswith(f"{text} ")), None)
            if full is not None:
                return full
        found = countries.metonym(text)
        if found is not None and entity.kind in {"place", "other"}:
            kind: EntityKind = "country" if countries.country(found.name) else "organisation"
            return scene.entities[
                self._new(found.name, kind, found.code, f'"{scene.text[mention.start : mention.end]}" stands for it', True, "n")
            ]
        return entity

    def _organisation(self, reading: Reading, index: int) -> Answer:
        scene = self.scene
        if reading.mentions:
            mention = reading.mentions[0]
            entity = self._actor(mention)
            if mention.label == "NORP" or entity.kind == "group":
                return self._people_of(reading, entity)
            return Answer(
                entity.key, self.kind_of(entity.key), f'"{scene.text[mention.start : mention.end]}" is named as the source', 0.92, reading=reading
            )
        text = reading.core.text
        found = countries.metonym(text)
        if found is not None:
            kind: EntityKind = "country" if countries.country(found.name) else "organisation"
            key = self._new(found.name, kind, found.code, f'"{text}" stands for it', True, "n")
            return Answer(key, "organisation", f'"{text}" stands for {found.name}', 0.9, reading=reading)
        owner = self._owner(reading, index)
        if owner is not None:
            name = f"{scene.entities[owner].name}'s {' '.join(t.text for t in reading.core if t.i > (reading.owner[-1].i if reading.owner else 0) and t.tag_ != 'POS')}"
            return self._organisation_named(reading, name, scene.entities[owner].country, f"{scene.entities[owner].name} in its name")
        if reading.definite and (choice := self._known_organisation(reading)) is not None:
            return self.known(choice, reading)
        name = unnamed.name_of(reading)
        found_country = unnamed.country_of(scene, reading)
        body = countries.body(name)
        code, why = found_country if found_country else (body.code if body else None, f'"{name}" is a body of it' if body and body.code else None)
        return self._organisation_named(reading, name, code, why)

    def _organisation_named(self, reading: Reading, name: str, code: str | None, why: str | None) -> Answer:
        key = self._new(name, "organisation", code, why if code else None, True, "p" if reading.plural else "n")
        self.sources.setdefault(key, "organisation")
        return Answer(key, "organisation", f'"{reading.core.text}" is the source', 0.85, reading=reading)

    def _people_of(self, reading: Reading, entity: Entity) -> Answer:
        """ "The Saudis said" speaks for the country, "the Russian said" is a person, "Republicans said" are unnamed people."""
        text = reading.head.text
        code = countries.nationality(text)
        if code and reading.definite and reading.plural:
            key = self._new(countries.name(code), "country", code, f'"{reading.core.text}"', True, "n")
            return Answer(key, "organisation", f'"{reading.core.text}" stands for {countries.name(code)}', 0.75, reading=reading)
        if code and reading.definite and not reading.plural:
            for place in reversed(self.scene.places):
                if place.start < reading.span.start_char and not place.inside and self.scene.entities[place.entity].kind == "person" and self.scene.entities[place.entity].country == code:
                    return self.known(Choice(place.entity, place, 0.65, f'"{reading.core.text}" after "{self.scene.text[place.start : place.end]}"'), reading)
        return self._unnamed(reading)

    def _owner(self, reading: Reading, index: int) -> int | None:
        """The person or organisation that possesses an office or a statement: "Trump's", "his", "the prime minister's"."""
        if reading.owner is None:
            return None
        if len(reading.owner) == 1 and reading.owner[0].lower_ in P.PRONOUN_GENDER:
            inner = Reading("pronoun", reading.owner, reading.owner, reading.owner[0])
            choice = antecedents.pronoun(self.scene, inner, index, self.turns)
            return choice.entity if choice else None
        inner_reading = read(self.scene, reading.owner.start_char, reading.owner.end_char)
        if inner_reading is None or inner_reading.kind not in {"person", "description", "organisation"}:
            return None
        if inner_reading.kind == "description":
            choice = antecedents.description(self.scene, inner_reading, index, self.turns)
            return choice.entity if choice else None
        return self._actor(inner_reading.mentions[0]).key if inner_reading.mentions else None

    def _known_organisation(self, reading: Reading) -> Choice | None:
        """The organisation that "the ministry", "the newspaper", "the company" takes up: the last one whose name or kind fits."""
        scene, head = self.scene, reading.head.lemma_.lower()
        at = reading.span.start_char
        modifiers = [w for w in antecedents.description_words(reading)[1] if w[:1].isalpha()]
        for place in reversed(scene.places):
            if place.start >= at or scene.sentence(at) - place.sentence > 25:
                continue
            entity = scene.entities[place.entity]
            if entity.kind not in {"organisation", "country"} or place.part == "modifier":
                continue
            words = {w.strip(".,'’").lower() for w in entity.name.replace("'s", " ").replace("’s", " ").split()}
            fits = head in words
            if head in P.OUTLET_NOUNS:
                fits = fits or bool(words & P.OUTLET_NAME)
            elif head in {"company", "firm", "automaker", "retailer", "manufacturer", "airline", "carmaker"}:
                fits = fits or (entity.country is None and not words & P.OUTLET_NAME and entity.kind == "organisation")
            elif head in {"country", "nation", "kingdom", "republic"}:
                fits = entity.kind == "country"
            elif head in {"group", "organization", "organisation", "movement", "association", "charity", "militia", "union"}:
                fits = fits or (entity.kind == "organisation" and entity.country is None and not words & P.OUTLET_NAME)
            if fits and all(m in words or m not in _names(reading) for m in modifiers):
                return Choice(place.entity, place, 0.7, f'"{reading.core.text}" takes up "{scene.text[place.start : place.end]}"')
        return None

    def _document(self, reading: Reading, index: int) -> Answer:
        """A statement speaks for who issued it; a report, study or poll speaks for itself."""
        scene = self.scene
        head = reading.head.lemma_.lower()
        voice = head in P.VOICE_NOUNS
        owner = self._owner(reading, index)
        maker = maker_of(scene, reading) if owner is None else None
        if owner is None and maker is not None and (voice or _single_name(scene, maker)):
            issued = self.answer(*maker, index)
            owner = issued.entity if issued is not None and issued.kind != "document" else None
        if voice and owner is not None:
            return Answer(owner, self.kind_of(owner), f'"{reading.core.text}" is issued by {scene.entities[owner].name}', 0.8, reading=reading)
        if reading.definite and owner is None and maker is None and (earlier := self._same_document(reading, head, voice)) is not None:
            return earlier
        name = unnamed.name_of(reading)
        country: str | None = None
        why: str | None = None
        if owner is not None:
            entity = scene.entities[owner]
            country, why = entity.country, f"made by {entity.name}" if entity.country else None
            if maker is not None and maker[0] > reading.head.idx:
                name = f"{entity.name} {reading.head.text}"
            elif reading.owner is not None and len(reading.owner) == 1 and reading.owner[0].lower_ in P.PRONOUN_GENDER:
                name = f"{entity.name} {' '.join(t.text for t in reading.core[1:])}"
        elif (found := unnamed.country_of(scene, reading)) is not None:
            country, why = found
        key = self._new(name, "other", country, why, True, "p" if reading.plural else "n")
        self.sources[key] = "document"
        return Answer(key, "document", f'the document "{name}" is the source', 0.8, reading=reading)

    def _same_document(self, reading: Reading, head: str, voice: bool) -> Answer | None:
        """ "the report", "the findings", "the statement" after the one that has spoken before."""
        scene = self.scene
        for turn in reversed(self.turns[-8:]):
            entity = scene.entities[turn.entity]
            if self.sources.get(turn.entity) == "document" and (head in entity.name.lower() or head in P.PARTS_OF_WORKS):
                return Answer(turn.entity, "document", f'"{reading.core.text}": the one mentioned before', 0.75, turn.place, True, reading)
        if voice and self.turns and scene.paragraph(reading.span.start_char) - self.turns[-1].paragraph <= 2:
            last = self.turns[-1]
            return Answer(last.entity, self.kind_of(last.entity), f'"{reading.core.text}" after {scene.entities[last.entity].name} spoke', 0.6, last.place, True, reading)
        return None

    # --- entities and countries -------------------------------------------------------------------------------------------

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
        return None, None


def _single_name(scene: Scene, offsets: tuple[int, int]) -> bool:
    """Whether the maker is one name: then a document is called by it ("UN report")."""
    return len(scene.mentions_in(*offsets)) == 1


def _names(reading: Reading) -> set[str]:
    """Capitalised modifiers: those must agree ("the Foreign Ministry" is not the Defence Ministry)."""
    return {t.lower_ for t in reading.core if t.text[:1].isupper() and t.i != reading.core.start}


__all__ = ["Answer", "Resolver", "Span"]
