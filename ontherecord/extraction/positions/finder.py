"""Reads stance frames off the parse of one article: who stands how on what, with the words that say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from ontherecord.extraction.positions import cues, frames
from ontherecord.extraction.positions.grammar import SUBJECTS, child, infinitive, particle
from ontherecord.extraction.positions.nouns import Nouns
from ontherecord.extraction.positions.reading import Finding
from ontherecord.extraction.positions.speech import Speech
from ontherecord.extraction.positions.undecided import FAILING, PASSING
from ontherecord.extraction.positions.verbs import Verbs

LONGEST = 120
"""Tokens of a sentence that is read."""
PHRASE_VERBS = frozenset(verb for verb, _ in frames.PHRASES)


class Finder(Verbs, Speech, Nouns):
    """``Finder(doc).findings()``: every stance of a parsed Doc, in text order, not yet merged."""

    def findings(self) -> list[Finding]:
        return [finding for sentence in self.sentences() for finding in self._sentence(sentence)]

    def sentences(self) -> Iterator[Span]:
        """Sentences that can hold a position: no headline, no boilerplate, neither a scrap nor a list without end."""
        headline = self.doc._.headline
        for sentence in self.doc.sents:
            if headline and sentence.start_char < headline[1] and sentence.end_char > headline[0]:
                continue
            if 3 <= len(sentence) <= LONGEST and not cues.BOILERPLATE.search(sentence.text):
                yield sentence

    def _sentence(self, sentence: Span) -> list[Finding]:
        out: list[Finding] = []
        asks = sentence.text.rstrip("”\"’' \n").endswith("?")
        for t in sentence:
            if t.i in self.taken:
                continue
            found = None
            if t.tag_ == "VBN" and t.lower_ in frames.ADJECTIVES and (t.dep_ == "acomp" or child(t, "nsubjpass") is not None):
                found = self._adjective(t, sentence)
            elif t.pos_ in {"VERB", "AUX"}:
                found = self._verb(t, sentence)
            elif t.pos_ == "NOUN" and t.lemma_ in frames.NOUNS:
                found = self._noun(t, sentence)
            elif t.lower_ in frames.ADJECTIVES and t.dep_ in {"acomp", "oprd", "attr", "conj", "acl", "amod", "advcl", "ROOT"}:
                found = self._adjective(t, sentence)
            elif t.lower_ in {"against", "for"} and t.dep_ == "prep" and t.head.lemma_ == "be":
                found = self._against(t, sentence)
            elif t.lower_ in {"favor", "favour"} and t.head.lower_ == "in":
                found = self._favour(t, sentence)
            elif t.lower_ == "table" and t.head.lower_ in {"on", "off"}:
                found = self._table(t, sentence)
            elif t.lower_ == "fence" and t.head.lower_ == "on":
                found = self._fence(t, sentence)
            elif t.lower_ in {"consensus", "agreement"} and t.dep_ in {"attr", "dobj", "nsubj"}:
                found = self._no_consensus(t, sentence)
            if found and not asks:
                out += self._members(found)
                if found.target.verbs:
                    # What is asked of others or planned is no stance of theirs: "urged X to back Y".
                    self.taken.update(range(found.target.verbs[0].i, found.target.end))
                out += [replace(found, actor=other) for other in self._joined(found.actor, sentence, t) if other != found.actor]
        return out

    def _joined(self, actor: int, sentence: Span, trigger: Token) -> list[int]:
        """Actors joined to the subject by "and": "Ruritania, Elbonia and Syldavia signed the pact" is three positions."""
        head = next((t for t in sentence if self.actors.at.get(t.i) == actor and t.dep_ in SUBJECTS and t.head in {trigger, trigger.head}), None)
        return self.joined_to(head) if head is not None else []

    def joined_to(self, head: Token) -> list[int]:
        """Actors that stand in a list with ``head``."""
        out: list[int] = []
        # "Four nations without a coast - Chad, Niger and Mali - revived it": the list may hang on any noun of the phrase.
        apart = head.subtree if head.tag_ == "NNS" else ()
        waiting = [head, *(t for t in apart if t.dep_ == "appos" and t.head != head and any(c.dep_ == "conj" for c in t.children))]
        out += [key for t in waiting[1:] if (key := self.actors.read(t, None)) is not None]
        while waiting:
            for c in waiting.pop().children:
                # In a list of countries the parser takes some names for appositions.
                named = c.dep_ in {"appos", "npadvmod"} and c.pos_ == "PROPN" and any(g.dep_ == "conj" for g in c.children)
                if named and c.i not in self.actors.at and self.actors.at.get(c.head.i) is not None:
                    continue  # "Ada Lind, Progressive and physician": no second actor
                if c.dep_ == "conj" or named:
                    waiting.append(c)
                    if (key := self.actors.read(c, None)) is not None:
                        out.append(key)
        return out

    def _members(self, finding: Finding) -> list[Finding]:
        """A joint source ("Palau, Fiji and Chile said") takes a position for each of those that it names."""
        names = self.actors.name(finding.actor).split(" and ")
        known = {e.name: e.key for e in self.doc._.entities if e.kind in {"country", "organisation", "person"}}
        if len(names) < 2 or not all(name in known for name in names):
            return [finding]
        return [replace(finding, actor=known[name]) for name in names]

    def _verb(self, v: Token, sentence: Span) -> Finding | None:
        lemma = frames.LEMMAS.get(v.lemma_.lower(), v.lemma_.lower())
        for (verb, extra), frame in frames.PHRASES.items() if lemma in PHRASE_VERBS else ():
            if verb == lemma and (particle(v, extra) or (extra == "to" and any(infinitive(c) for c in v.children if c.dep_ in {"xcomp", "advcl"}))):
                found = self._frame(v, frame, sentence, f"{verb} {extra}")
                if found or verb != "vote":
                    return found
        if lemma in {"vote", "abstain"}:
            return self._voted(v, sentence)
        if lemma in PASSING | FAILING and (passed := self._chamber(v, sentence)) is not None:
            return passed
        if (unsettled := self._unsettled(v, sentence)) is not None:
            return unsettled
        if lemma in frames.HARM:
            return self._harm(v, sentence)
        if lemma in frames.VERBS:
            found = self._frame(v, frames.VERBS[lemma], sentence, lemma)
            if found:
                return found
        if lemma in {"call", "describe", "label", "brand", "denounce", "slam", "decry", "regard"}:
            found = self._judged(v, sentence)
            if found:
                return found
        return (
            self._nothing(v, sentence)
            or self._time(v, sentence)
            or self._modal(v, sentence)
            or self._will(v, sentence)
            or self._evaluation(v, sentence)
            or self._wont(v, sentence)
        )
