"""Organisations, governments and documents as sources: named, by metonym, taken up again ("the ministry"), or by who owns or issues them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace

from spacy.tokens import Token

from ontherecord import countries
from ontherecord.extraction.entities.names import fold, parse
from ontherecord.extraction.speakers import coreference, unnamed
from ontherecord.extraction.speakers import lexicon as pat
from ontherecord.extraction.speakers.context import Context
from ontherecord.extraction.speakers.coreference import Antecedent
from ontherecord.extraction.speakers.discourse import Answer, Discourse
from ontherecord.extraction.speakers.floating import noun_phrase as noun_phrase_of
from ontherecord.extraction.speakers.source_phrase import SourcePhrase, maker_of, read
from ontherecord.model import Entity, EntityKind, Mention


class Bodies(Discourse, ABC):
    """The part of the resolver for sources that are no persons; :class:`~ontherecord.extraction.speakers.resolution.Resolver` completes it."""

    @abstractmethod
    def answer(self, start: int, end: int, index: int) -> Answer | None:
        """Whom the source at these characters means in quote ``index``."""

    @abstractmethod
    def _unnamed(self, reading: SourcePhrase) -> Answer:
        """A source without a name: its description is its name."""

    def _actor(self, mention: Mention) -> Entity:
        """The entity that a mention stands for when it speaks: a capital speaks for its country ("Pyongyang said")."""
        context = self.context
        entity = context.entities[mention.entity]
        text = context.text[mention.start : mention.end].removeprefix("the ").removeprefix("The ")
        if text in {"North", "South"}:
            # Two states of one name: "the North" is the one that the article names in full.
            full = next((e for e in context.entities if e.kind == "country" and e.name.startswith(f"{text} ")), None)
            if full is not None:
                return full
        found = countries.metonym(text)
        if found is not None and entity.kind in {"place", "other"}:
            kind: EntityKind = "country" if countries.country(found.name) else "organisation"
            return context.entities[
                self._new(found.name, kind, found.code, f'"{context.text[mention.start : mention.end]}" stands for it', True, "n")
            ]
        return entity

    def _organisation(self, reading: SourcePhrase, index: int) -> Answer:
        context = self.context
        if reading.mentions and reading.mentions[0].end < reading.core[-1].idx and (person := self._unrecognised(reading)) is not None:
            return person
        if reading.mentions:
            mention = reading.mentions[0]
            entity = self._actor(mention)
            if mention.label == "NORP" or entity.kind == "group":
                return self._people_of(reading, entity)
            if (longer := self._of_a_country(reading, entity)) is not None:
                return longer
            return Answer(
                entity.key, self.kind_of(entity.key), f'"{context.text[mention.start : mention.end]}" is named as the source', 0.88, reading=reading
            )
        text = reading.core.text
        if (person := self._unrecognised(reading)) is not None:
            return person
        found = countries.metonym(text)
        if found is not None:
            kind: EntityKind = "country" if countries.country(found.name) else "organisation"
            key = self._new(found.name, kind, found.code, f'"{text}" stands for it', True, "n")
            return Answer(key, "organisation", f'"{text}" stands for {found.name}', 0.9, reading=reading)
        owner = self._owner(reading, index)
        if owner is not None:
            after = reading.owner[-1].i if reading.owner is not None else -1
            words = " ".join(t.text for t in reading.core if t.i > after and t.tag_ != "POS")
            name = f"{context.entities[owner].name}'s {words}"
            return self._organisation_named(reading, name, context.entities[owner].country, f"{context.entities[owner].name} in its name")
        if reading.definite and (choice := self._known_organisation(reading)) is not None:
            return self.known(choice, reading)
        name = unnamed.name_of(reading)
        found_country = unnamed.country_of(context, reading)
        body = countries.body(name)
        code, why = found_country if found_country else (body.code if body else None, f'"{name}" is a body of it' if body and body.code else None)
        return self._organisation_named(reading, name, code, why)

    def _of_a_country(self, reading: SourcePhrase, entity: Entity) -> Answer | None:
        """ "Norway's Foreign Ministry" where only "Foreign Ministry" was recognised: a ministry is one of its country."""
        if reading.owner is None or entity.kind != "organisation" or reading.head.lemma_.lower() not in pat.ORG_NOUNS:
            return None
        code = unnamed.country_of_phrase(reading.owner)
        if code is None or reading.owner.text.casefold() in entity.name.casefold():
            return None
        return self._organisation_named(reading, unnamed.name_of(reading), code, f'"{reading.owner.text}" in its name')

    def _unrecognised(self, reading: SourcePhrase) -> Answer | None:
        """A person whom the recogniser missed: two or three capitalised words with a human noun beside them ("Ada Lind, a spokeswoman"),
        or an account's name."""
        core, doc = reading.core, reading.core.doc
        if core.text.startswith(("@", ".@")):
            return self._account(reading)
        if (
            not 2 <= len(core) <= 3
            or not all(t.pos_ == "PROPN" and t.lemma_.lower() not in pat.ORG_NOUNS for t in core)
            or core.end >= reading.span.end
        ):
            return None
        beside = doc[core.end : reading.span.end]
        if beside[0].text != "," or not any(t.lemma_.lower() in pat.HUMAN_NOUNS for t in beside[:5]):
            return None
        found = unnamed.country_of(self.context, reading)
        key = self._new(core.text, "person", found[0] if found else None, found[1] if found else None, True, None)
        return Answer(key, "named", f'"{core.text}" is named as the source', 0.8, reading=reading)

    def _account(self, reading: SourcePhrase) -> Answer | None:
        """ "@adalind", "@SenLind": the one person of the article whose name the account's name holds."""
        account = fold(reading.core.text.lstrip(".@")).replace("_", "").rstrip("0123456789")
        bearers = []
        for entity in self.context.people():
            name = parse(entity.name)
            if entity.named and name.full and account.endswith(family := name.family.replace(" ", "")):
                before = account[: -len(family)]
                if before in {"", name.given, name.given[0], f"real{name.given}"} or before in pat.TITLES:
                    bearers.append(entity.key)
        if len(bearers) != 1:
            return None
        key = bearers[0]
        return Answer(key, self.kind_of(key), f'the account "{reading.core.text}" bears the name', 0.85, reading=reading)

    def _organisation_named(self, reading: SourcePhrase, name: str, code: str | None, why: str | None) -> Answer:
        key = self._new(name, "organisation", code, why if code else None, True, "p" if reading.plural else "n")
        self.sources.setdefault(key, "organisation")
        return Answer(key, "organisation", f'"{reading.core.text}" is the source', 0.75, reading=reading)

    def _people_of(self, reading: SourcePhrase, entity: Entity) -> Answer:
        """ "The Saudis said" speaks for the country, "the Russian said" is a person, "Republicans said" are unnamed people."""
        text = reading.head.text
        code = countries.nationality(text)
        plural = reading.plural or text.endswith("s")
        if code and reading.definite and plural:
            key = self._new(countries.name(code), "country", code, f'"{reading.core.text}"', True, "n")
            return Answer(key, "organisation", f'"{reading.core.text}" stands for {countries.name(code)}', 0.75, reading=reading)
        if code and reading.definite and not plural:
            for place in reversed(self.context.places):
                if (
                    place.start < reading.span.start_char
                    and not place.inside
                    and self.context.entities[place.entity].kind == "person"
                    and self.context.entities[place.entity].country == code
                ):
                    return self.known(
                        Antecedent(place.entity, place, 0.65, f'"{reading.core.text}" after "{self.context.text[place.start : place.end]}"'), reading
                    )
        return self._unnamed(reading)

    def _owner(self, reading: SourcePhrase, index: int) -> int | None:
        """The person or organisation that possesses an office or a statement: "Trump's", "his", "the prime minister's"."""
        if reading.owner is None:
            return None
        if len(reading.owner) == 1 and reading.owner[0].lower_ in pat.PRONOUN_GENDER:
            if (told := self._told_of(reading, index)) is not None:
                return told
            inner = SourcePhrase("pronoun", reading.owner, reading.owner, reading.owner[0])
            choice = coreference.pronoun(self.context, inner, index, self.turns)
            return choice.entity if choice else None
        inner_reading = read(self.context, reading.owner.start_char, reading.owner.end_char)
        if inner_reading is None or inner_reading.kind not in {"person", "description", "organisation"}:
            return None
        if inner_reading.kind == "description":
            if inner_reading.head.lemma_.lower() not in pat.EXECUTIVE_GENERIC:
                return None
            choice = coreference.description(self.context, inner_reading, index, self.turns)
            return choice.entity if choice else None
        if inner_reading.kind == "organisation":
            return self._organisation(inner_reading, index).entity
        return inner_reading.mentions[0].entity

    def _told_of(self, reading: SourcePhrase, index: int) -> int | None:
        """ "Senator Lind has returned home, his office said": behind its content, an office speaks of the one whom the content is about."""
        context = self.context
        if (
            reading.head.lemma_.lower() not in pat.ORG_NOUNS
            or reading.owner is None
            or context.quotes[index].pieces[-1].end > reading.span.start_char
        ):
            return None
        gender = pat.PRONOUN_GENDER[reading.owner[0].lower_]
        about = [p for p in context.places if p.quote == index and p.part == "subject"]
        if not about or gender not in {"m", "f"} or context.kind(about[0].entity) != "person":
            return None
        return about[0].entity if context.genders.get(about[0].entity) in {gender, None} else None

    def _known_organisation(self, reading: SourcePhrase) -> Antecedent | None:
        """The organisation that "the ministry", "the newspaper", "the company" takes up: the last one whose name or kind fits."""
        context, head = self.context, reading.head.lemma_.lower()
        at = reading.span.start_char
        modifiers = [w for w in coreference.description_words(reading)[1] if w[:1].isalpha()]
        for place in reversed(context.places):
            if place.start >= at or context.sentence(at) - place.sentence > 25:
                continue
            entity = context.entities[place.entity]
            if entity.kind not in {"organisation", "country"} or place.part == "modifier":
                continue
            words = {w.strip(".,'’").lower() for w in entity.name.replace("'s", " ").replace("’s", " ").split()}
            fits = head in words
            if head in pat.OUTLET_NOUNS:
                fits = fits or _is_outlet(entity.name, words, head)
            elif head in {"company", "firm", "automaker", "retailer", "manufacturer", "airline", "carmaker"}:
                fits = fits or (entity.country is None and not words & pat.OUTLET_NAME and entity.kind == "organisation")
            elif head in {"country", "nation", "kingdom", "republic"}:
                fits = entity.kind == "country"
            elif head in {"group", "organization", "organisation", "movement", "association", "charity", "militia", "union"}:
                fits = fits or (entity.kind == "organisation" and entity.country is None and not words & pat.OUTLET_NAME)
            if fits and all(m in words or m not in _names(reading) for m in modifiers):
                return Antecedent(place.entity, place, 0.56, f'"{reading.core.text}" takes up "{context.text[place.start : place.end]}"')
        return None

    def _document(self, reading: SourcePhrase, index: int) -> Answer:
        """A statement speaks for who issued it; a report, study or poll speaks for itself."""
        context = self.context
        head = reading.head.lemma_.lower()
        voice = head in pat.VOICE_NOUNS
        owner = self._owner(reading, index)
        maker = maker_of(context, reading) if owner is None else None
        if owner is None and maker is not None and (voice or _single_name(context, maker)):
            issued = self.answer(*maker, index)
            owner = issued.entity if issued is not None and issued.kind != "document" else None
        if voice and owner is not None:
            return Answer(owner, self.kind_of(owner), f'"{reading.core.text}" is issued by {context.entities[owner].name}', 0.62, reading=reading)
        if (
            (reading.definite or head == "statement")
            and reading.owner is None
            and maker is None
            and (earlier := self._same_document(reading, head, voice)) is not None
        ):
            return earlier
        if not voice and reading.definite and reading.owner is None and maker is None and len(reading.core) == 2:
            fuller = self._introduced_work(reading, index)
            if fuller is not None:
                return fuller
        name = unnamed.name_of(reading)
        country: str | None = None
        why: str | None = None
        if owner is not None:
            entity = context.entities[owner]
            country, why = entity.country, f"made by {entity.name}" if entity.country else None
            if maker is not None and maker[0] > reading.head.idx:
                name = f"{entity.name} {reading.head.text}"
            elif reading.owner is not None and len(reading.owner) == 1 and reading.owner[0].lower_ in pat.PRONOUN_GENDER:
                name = f"{entity.name} {' '.join(t.text for t in reading.core[1:])}"
        elif (found := unnamed.country_of(context, reading)) is not None:
            country, why = found
        key = self._new(name, "other", country, why, True, "p" if reading.plural else "n")
        self.sources[key] = "document"
        return Answer(key, "document", f'the document "{name}" is the source', 0.64, reading=reading)

    def _introduced_work(self, reading: SourcePhrase, index: int) -> Answer | None:
        """ "The report" after the narrator's "a Harbour Union report": the last work of that name whose maker or country is named with it."""
        context, lemma = self.context, reading.head.lemma_.lower()
        for token in reversed(context.span(0, reading.span.start_char) or ()):
            if (
                token.lemma_.lower() != lemma
                or token.pos_ not in {"NOUN", "PROPN"}
                or context.sentence(reading.span.start_char) - context.sentence(token.idx) > 25
            ):
                continue
            left, right = noun_phrase_of(token)
            named = context.mentions_in(left, right)
            if not any(context.entities[m.entity].kind in {"organisation", "country", "group"} and m.start != token.idx for m in named):
                continue
            first = read(context, left, right)
            if first is None or first.kind != "document" or first.head.i != token.i:
                continue
            answer = self._document(replace(first, definite=False), index)
            if answer.entity is None or answer.kind != "document":
                return None
            start, end = first.core.start_char, first.core.end_char
            place = context.add(start, end, answer.entity)
            reason = f'"{reading.core.text}" after "{first.core.text}"'
            return Answer(answer.entity, "document", reason, 0.75, place, True, reading)
        return None

    def _same_document(self, reading: SourcePhrase, head: str, voice: bool) -> Answer | None:
        """ "the report", "the findings", "the statement" after the one that has spoken before."""
        context = self.context
        for turn in reversed(self.turns[-8:]):
            entity = context.entities[turn.entity]
            if self.sources.get(turn.entity) == "document" and (head in entity.name.lower() or head in pat.PARTS_OF_WORKS):
                return Answer(turn.entity, "document", f'"{reading.core.text}": the one mentioned before', 0.75, turn.place, True, reading)
        if voice and self.turns and context.paragraph(reading.span.start_char) - self.turns[-1].paragraph <= 2:
            last = self.turns[-1]
            return Answer(
                last.entity,
                self.kind_of(last.entity),
                f'"{reading.core.text}" after {context.entities[last.entity].name} spoke',
                0.46,
                last.place,
                True,
                reading,
            )
        return None


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and not token.text.isupper() and token.lemma_.lower() not in pat.ORG_NOUNS


_WIRES = frozenset(
    {"ap", "afp", "reuters", "associated", "agence", "tass", "interfax", "xinhua", "yonhap", "kyodo", "upi", "bbc", "cnn", "nbc", "abc", "cbs"}
)
_WORKS = frozenset({"law", "act", "bill", "treaty", "award", "prize"})


def _is_outlet(name: str, words: set[str], head: str) -> bool:
    """Whether "the newspaper", "the network" may take up an organisation of this name; an agency or a broadcaster is no newspaper."""
    if words & _WORKS or (head in {"newspaper", "paper", "daily", "tabloid", "weekly"} and words & _WIRES):
        return False
    body = countries.body(name)
    return bool(words & pat.OUTLET_NAME) or (body is not None and body.kind in {"media", "state media"})


def _single_name(context: Context, offsets: tuple[int, int]) -> bool:
    """Whether the maker is one name: then a document is called by it ("UN report")."""
    return len(context.mentions_in(*offsets)) == 1


def _names(reading: SourcePhrase) -> set[str]:
    """Capitalised modifiers: those must agree ("the Foreign Ministry" is not the Defence Ministry)."""
    return {t.lower_ for t in reading.core if t.text[:1].isupper() and t.i != reading.core.start}
