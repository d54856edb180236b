"""From the reading of a source to an entity: names directly, pronouns and descriptions by their antecedents, the rest as a new unnamed entity."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from spacy.attrs import DEP, LOWER
from spacy.tokens import Doc, Token

from ontherecord import countries
from ontherecord.extraction.document import MarkPair
from ontherecord.extraction.speakers import coreference, floating, unnamed
from ontherecord.extraction.speakers import lexicon as pat
from ontherecord.extraction.speakers.context import Context
from ontherecord.extraction.speakers.coreference import Antecedent
from ontherecord.extraction.speakers.discourse import Answer
from ontherecord.extraction.speakers.organisations import Bodies
from ontherecord.extraction.speakers.source_phrase import SourcePhrase, read
from ontherecord.model import Entity, EntityKind, SourceKind

NOWHERE = -2
"""Stands for the quote of the narrator's own words: -1 marks every place outside quotes, which are just where the narrator's people stand."""


def _quoted(marks: Sequence[MarkPair], at: int) -> bool:
    """Whether a character stands between quotation marks, where a pronoun is the speaker's own word."""
    return any(pair.start <= at < pair.end for pair in marks or ())


def _singular(doc: Doc) -> list[Token]:
    """Pronouns, and subjects that are one thing: all that :func:`_described` and the like can be true of, found by arrays, which is faster."""
    ids = doc.vocab.strings
    pronoun = np.isin(doc.to_array(LOWER), [ids.add(word) for word in pat.PERSONAL])
    subject = np.isin(doc.to_array(DEP), [ids.add(dep) for dep in ("nsubj", "nsubjpass")])
    return [doc[i] for i in np.flatnonzero(pronoun | subject).tolist()]


def _described(context: Context, token: Token) -> bool:
    """A subject of one person without a name: "the foreign minister signed", "Norway's president refused"."""
    return (
        token.dep_ in {"nsubj", "nsubjpass"}
        and token.tag_ in {"NN", "NNP"}
        and pat.is_human(token.lemma_.lower())
        and not any(context.kind(m.entity) == "person" for m in context.mentions_in(token.idx, token.idx + len(token)))
    )


class Resolver(Bodies):
    """Resolves the quotes of one article in text order and remembers who has spoken."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._told = deque(t for t in _singular(context.doc) if t.lower_ in pat.PERSONAL or _described(context, t))
        self.meant: dict[int, int] = {}
        """Whom the narrator's own "he", "she" and "the foreign minister" mean, by the first character of the pronoun or noun."""

    def read_on(self, until: int) -> None:
        """Resolve the narrator's own "he" and "she" up to a character, so that the next source finds the person where the text last meant them.

        Subjects that are descriptions are read as well, for those who ask who acts; they are no places, since "the president" is named where
        it is needed.
        """
        context = self.context
        while self._told and self._told[0].idx < until:
            token = self._told.popleft()
            if (inside := context.content(token.idx)) >= 0:
                if token.lower_ in pat.PERSONAL:
                    self._reported(token, inside)
                continue
            if token.lower_ not in pat.PERSONAL:
                reading = read(context, *floating.noun_phrase(token))
                if reading is None or reading.kind != "description" or reading.plural or reading.head.i != token.i:
                    continue
                choice = coreference.description(context, reading, NOWHERE, self.turns)
                if choice is not None and choice.confidence >= pat.PRONOUN_KEPT:
                    self.meant[token.idx] = choice.entity
                continue
            gender = pat.PRONOUN_GENDER[token.lower_]
            choice = coreference.person(context, token.idx, NOWHERE, self.turns, gender)
            if choice is not None and choice.confidence >= pat.PRONOUN_KEPT:
                context.add(token.idx, token.idx + len(token), choice.entity)
                context.called(choice.entity, gender)
                self.meant[token.idx] = choice.entity

    def _reported(self, token: Token, index: int) -> None:
        """ "He will sign it, Ada Lind's aide said": whom a name behind reports of is somebody else (principle C, Chomsky 1981)."""
        context = self.context
        quote = context.quotes[index]
        if quote.type == "direct" or quote.source is None or quote.source.start < token.idx:
            return
        if context.sentence(quote.source.start) != context.sentence(token.idx):
            return
        named = next((m for m in context.mentions_in(quote.source.start, quote.source.end) if context.kind(m.entity) == "person"), None)
        if named is None or _quoted(context.doc._.marks, token.idx):
            return
        choice = coreference.person(context, token.idx, index, self.turns, pat.PRONOUN_GENDER[token.lower_], named.entity)
        if choice is not None and choice.confidence >= pat.PRONOUN_KEPT:
            self.meant[token.idx] = choice.entity

    # --- one source -------------------------------------------------------------------------------------------------------

    def answer(self, start: int, end: int, index: int) -> Answer | None:
        """Whom the source at these characters means in quote ``index``."""
        reading = read(self.context, start, end)
        if reading is None:
            return None
        if reading.kind in {"description", "unnamed", "organisation", "person"} and (beside := self._named_behind(reading, end)) is not None:
            return beside
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
                return self._unnamed(reading, index)
        return Answer(None, "none", "the words beside the cue name nobody", 0.0)

    def _named_behind(self, reading: SourcePhrase, end: int) -> Answer | None:
        """The person whose name an office introduces, where the source ends before it: "the harbour mayor|, Ada Lind, said"."""
        context, last = self.context, reading.span[-1]
        if reading.kind == "person" and (reading.plural or last.idx < reading.mentions[0].end or last.lower_ not in pat.TITLES):
            return None
        lemma = last.lemma_.lower() if reading.kind == "person" else reading.head.lemma_.lower()
        if reading.plural or (reading.mentions and reading.kind == "organisation" and lemma not in pat.HUMAN_NOUNS) or not pat.is_human(lemma):
            return None
        gap = 2 if context.text.startswith(", ", end) else 1 if context.text.startswith(" ", end) else 0
        mention = next((m for m in context.mentions_in(end, end + 80) if m.start == end + gap and context.kind(m.entity) == "person"), None)
        if not gap or mention is None or context.paragraph(mention.start) != context.paragraph(reading.span.start_char):
            return None
        after = context.text[mention.end : mention.end + 1]
        if gap == 2 and after != "," and not context.text[mention.end :].startswith((" said", " told", " announced", " added", " wrote", " says")):
            return None
        key = mention.entity
        named = context.text[mention.start : mention.end]
        place = next((p for p in context.of.get(key, ()) if p.start == mention.start), None)
        return Answer(key, self.kind_of(key), f'"{reading.core.text}" introduces "{named}"', 0.85, place, reading=reading)

    def _person(self, reading: SourcePhrase, start: int) -> Answer:
        mention = reading.mentions[0]
        far = mention.end <= start
        text = self.context.text[mention.start : mention.end]
        key = mention.entity
        place = next((p for p in self.context.of.get(key, ()) if p.start == mention.start), None) if far else None
        return Answer(key, self.kind_of(key), f'"{text}" is named as the source', 0.95, place, far, reading)

    def _joint(self, reading: SourcePhrase) -> Answer:
        members = list(dict.fromkeys(self._actor(m).key for m in reading.mentions))
        if len(members) == 1:
            return Answer(members[0], self.kind_of(members[0]), "named as the source", 0.9, reading=reading)
        return self.together(members, "several are named together as the source", 0.9, reading)

    def together(self, members: list[int], reason: str, confidence: float, reading: SourcePhrase | None = None) -> Answer:
        """One entity for joint speakers: "A and B", with a country only if all have the same."""
        everyone = [self.context.entities[k] for k in members]
        codes = {e.country for e in everyone}
        country = everyone[0].country if len(codes) == 1 else None
        people = all(e.kind == "person" for e in everyone)
        key = self._new(" and ".join(e.name for e in everyone), "group", country, "the same country for all" if country else None, True, "p")
        kind: SourceKind = "named" if people else "organisation"
        self.sources[key] = kind
        return Answer(key, kind, reason, confidence, reading=reading)

    def _pronoun(self, reading: SourcePhrase, index: int) -> Answer:
        low = reading.head.lower_
        if low in pat.ANIMATE_ALONE:
            return self._unnamed(reading, index)
        choice = coreference.pronoun(self.context, reading, index, self.turns)
        if choice is not None and low in pat.PERSONAL:
            self.context.called(choice.entity, pat.PRONOUN_GENDER[low])
        if low in pat.PLURAL or low in pat.NEUTER:
            phrase = self._nearer_phrase(reading, choice, index, low in pat.PLURAL)
            if phrase is not None:
                return phrase
        if choice is None and low in pat.PLURAL:
            pair = self._pair(reading)
            if pair:
                return replace(self.together(pair, f'"{reading.head.text}" after the two named together', 0.6, reading), anaphoric=True)
        if choice is None:
            return Answer(None, "none", f'"{reading.head.text}" could not be resolved with confidence', 0.0, reading=reading)
        entity = self.context.entities[choice.entity]
        if entity.kind == "group" and entity.named and (code := countries.nationality(entity.name)) is not None and choice.place is not None:
            # "The Saudis ... they said": the people stand for their country.
            key = self._new(countries.name(code), "country", code, f'"{self.context.text[choice.place.start : choice.place.end]}"', True, "n")
            choice = replace(choice, entity=key)
        return self.known(choice, reading)

    def _nearer_phrase(self, reading: SourcePhrase, choice: Antecedent | None, index: int, plural: bool) -> Answer | None:
        """A subject without a name that is nearer than the chosen entity: "State prosecutors charged the man, they said"."""
        context, at = self.context, reading.span.start_char
        start = context.sentence_span(max(0, context.sentence_span(at)[0] - 1))[0]
        floor = choice.place.end - 1 if choice is not None and choice.place is not None else -1
        for token in reversed(context.span(start, at) or ()):
            if token.idx <= floor or token.idx >= at:
                continue
            if token.dep_ not in {"nsubj", "nsubjpass"} or token.pos_ not in {"NOUN", "PROPN"} or context.content(token.idx) >= 0:
                continue
            many = token.tag_ in {"NNS", "NNPS"}
            lemma = token.lemma_.lower()
            fits = (
                many and (lemma in pat.HUMAN_NOUNS or lemma in pat.ORG_NOUNS)
                if plural
                else not many and (lemma in pat.ORG_NOUNS or lemma in pat.WORK_NOUNS or lemma in pat.VOICE_NOUNS)
            )
            if fits and not context.mentions_in(token.idx, token.idx + len(token)):
                answer = self.answer(*floating.noun_phrase(token), index)
                if answer is not None and answer.entity is not None:
                    return replace(answer, reason=f'"{reading.head.text}" after "{token.text}"', confidence=0.6, anaphoric=True)
        return None

    def _pair(self, reading: SourcePhrase) -> list[int]:
        """Two people named together just before: "Ada Lind and Bo Falk ... they said"."""
        context, at = self.context, reading.span.start_char
        sentence = context.sentence(at)
        near = [
            p
            for p in context.places
            if sentence - 2 <= p.sentence <= sentence and p.start < at and p.named and not p.inside and context.kind(p.entity) == "person"
        ]
        for a, b in zip(reversed(near[:-1]), reversed(near[1:]), strict=True):
            between = context.text[a.end : b.start]
            if a.entity != b.entity and len(between) < 60 and " and " in between and not any(c in between for c in ".;:\n"):
                return [a.entity, b.entity]
        return []

    def _of_pronoun(self, reading: SourcePhrase, index: int) -> int | None:
        """Whom "his" or "its" before an unnamed source means."""
        if reading.owner is None or len(reading.owner) != 1 or reading.owner[0].lower_ not in pat.PRONOUN_GENDER:
            return None
        return self._owner(reading, index)

    def _possessed(self, reading: SourcePhrase, index: int) -> Answer | None:
        """ "His willingness", "Trump's decision": what is neither a person nor an organisation speaks for who has it."""
        lemma = reading.head.lemma_.lower()
        if reading.owner is None or pat.is_human(lemma) or lemma in pat.ORG_NOUNS or reading.head.text[:1].isupper():
            return None
        owner = self._owner(reading, index)
        if owner is None:
            return None
        return Answer(owner, self.kind_of(owner), f'"{reading.core.text}" is of {self.context.entities[owner].name}', 0.45, None, True, reading)

    def _description(self, reading: SourcePhrase, index: int) -> Answer:
        context = self.context
        earlier = self._same_unnamed(reading)
        choice = coreference.description(context, reading, index, self.turns)
        unspecific = reading.head.lemma_.lower() in pat.UNSPECIFIC
        if (
            choice is not None
            and (earlier is None or (choice.confidence > 0.8 and not unspecific))
            and not (unspecific and context.entities[choice.entity].named and not reading.owner)
        ):
            return self.known(choice, reading)
        if earlier is not None:
            return Answer(
                earlier,
                self.kind_of(earlier),
                f'"{reading.core.text}": the source mentioned before',
                0.75,
                context.of[earlier][-1] if context.of.get(earlier) else None,
                True,
                reading,
            )
        if choice is not None and not unspecific:
            return self.known(choice, reading)
        return self._unnamed(reading, index)

    def _house(self, reading: SourcePhrase) -> Entity | None:
        """ "The ministry praised the move, with a spokeswoman saying": bare spokespeople are those of the body that is the sentence's subject."""
        context, at = self.context, reading.span.start_char
        if reading.head.lemma_.lower() not in pat.HOUSE_VOICES or len(reading.core) > 2 or reading.span.end > reading.core.end:
            return None
        start, _ = context.sentence_span(at)
        for place in reversed(context.places):
            if place.start < start:
                break
            if place.start < at and place.part == "subject" and not place.inside and context.kind(place.entity) in {"organisation", "country"}:
                return context.entities[place.entity]
        return None

    def _same_unnamed(self, reading: SourcePhrase) -> int | None:
        """An unnamed source with the same head that has spoken before: "an official" ... "the official"."""
        if not reading.definite:
            return None
        head = reading.head.lemma_.lower()
        words = {w for w in coreference.description_words(reading)[1] if w[:1].isalpha()}
        named = {t.lower_ for t in reading.span if t.pos_ == "PROPN"}
        for turn in reversed(self.turns):
            entity = self.context.entities[turn.entity]
            if entity.named:
                continue
            known = [word.removesuffix("'s").removesuffix("’s") for word in entity.name.lower().split()]
            if not named <= set(known):
                continue  # "Fatah's spokesman" is none of Hamas
            if any(w.startswith(head[:-1] if len(head) > 4 else head) for w in known) and reading.plural == (
                self.context.genders.get(entity.key) == "p"
            ):
                code = unnamed.country_of_phrase(reading.core)
                if code is None or entity.country in {None, code} or words <= set(known):
                    return entity.key
        return None

    def _unnamed(self, reading: SourcePhrase, index: int = -1) -> Answer:
        if reading.plural and reading.definite and (earlier := self._same_unnamed(reading)) is not None:
            return Answer(
                earlier,
                self.kind_of(earlier),
                f'"{reading.core.text}": the source mentioned before',
                0.75,
                self.context.of[earlier][-1] if self.context.of.get(earlier) else None,
                True,
                reading,
            )
        if not unnamed.can_speak(reading):
            return Answer(None, "none", f'"{reading.core.text}" is nothing that speaks', 0.0, reading=reading)
        name = unnamed.name_of(reading)
        owned = self._of_pronoun(reading, index)
        found = unnamed.country_of(self.context, reading)
        code, why = found if found else (None, None)
        if owned is not None:
            owner = self.context.entities[owned]
            rest = " ".join(t.text for t in reading.core[1:])
            # "its foreign minister" is the Polish one, "his lawyer" is Ivo Marek's
            adjective = countries.demonym(owner.country) if owner.kind == "country" and owner.country else None
            name = f"{adjective} {rest}" if adjective else f"{owner.name}'s {rest}"
            # "its ambassador to Norway" speaks for whose ambassador it is
            if (
                (code is None or unnamed.country_of_phrase(reading.core) is None)
                and owner.country
                and reading.head.lemma_.lower() not in pat.EXPERT_NOUNS
            ):
                code, why = owner.country, f"{owner.name} in its description"
        elif code is None and (house := self._house(reading)) is not None:
            name, code, why = f"{house.name} {name}", house.country, f"{house.name}, of which the sentence tells" if house.country else None
        kind: EntityKind = "group" if reading.plural else "person"
        key = self._new(name, kind, code, why, False, unnamed.gender_of(reading.head, reading.plural))
        self.sources.setdefault(key, "unnamed")
        return Answer(key, "unnamed", f'described as "{name}", not named', 0.78, reading=reading)
