"""Stances that only what somebody says can carry: demands, commitments, judgements. Outside a quote the same words are the narrator's."""

from __future__ import annotations

from spacy.tokens import Span, Token

from ontherecord.extraction.positions import cues, frames, polarity
from ontherecord.extraction.positions.actors import FIRST, PEOPLE
from ontherecord.extraction.positions.complements import Complements
from ontherecord.extraction.positions.frames import Frame
from ontherecord.extraction.positions.grammar import SUBJECTS, child, infinitive, negated, preposition, subject
from ontherecord.extraction.positions.reading import Finding
from ontherecord.model import Stance


class Speech(Complements):
    def _modal(self, v: Token, sentence: Span) -> Finding | None:
        """ "Congress should act", "we need to help", "the tests must stop": the speaker of the quote demands it."""
        quote = self.inside.get(v.i)
        if quote is None:
            return None
        word = next((c for c in v.children if c.dep_ == "aux" and c.lower_ in {"should", "must", "ought", "shouldn’t"}), None)
        verb, head = v, v
        if (
            word is None
            and v.lemma_ in {"need", "have", "ought"}
            and (c := child(v, "xcomp")) is not None
            and infinitive(c)
            and 0 < c.i - v.i < 5
            and child(v, "dobj") is None
        ):
            word, verb, head = v, c, v
        if word is None or cues.imagined(head) or cues.counterfactual(verb) or verb.lemma_ in frames.NOT_STANCES:
            return None
        actor = self.actors.speaker(quote)
        subj = child(head, *SUBJECTS) or subject(head)
        if actor is None or subj is None or subj.lower_ in {"there", "you"}:
            return None
        if any(c.lower_ in {"had", "did"} for c in head.children if c.dep_ == "aux") or (
            head.lemma_ == "have" and head.tag_ == "VBD" and quote.type == "direct"
        ):
            return None
        self.taken.add(verb.i)
        own = subj.lower_ in FIRST or self.actors.own_house(subj) or self.own_side(actor, self.actors.read(subj, quote))
        stopping = verb.lemma_ in frames.REFRAIN or self._kept_out(verb) is not None or (own and verb.lemma_ in frames.FLIP)
        direct = stopping or (own and verb.lemma_ in frames.SUPPORTING)
        away = self._kept_out(verb)
        target = (
            self.targets.phrase(away)
            if away is not None
            else self._inner(verb)
            if direct
            else self.targets.gerund(verb)
            if own
            else self.targets.doing(subj, verb)
        )
        if target is None and stopping:
            target = self.targets.phrase(subj)  # "the tests must stop": against the tests
        if target is None:
            return None
        if negated(head) and any(c.lower_ in {"necessarily", "just", "only"} for c in (*head.children, *verb.children)):
            return None  # "should not necessarily lead to war" denies less than it seems
        if any(a.lemma_ in frames.FLIP | frames.DENYING for a in verb.ancestors if a.i in self.inside or a.sent == sentence):
            return None  # "rejected the idea that it should move"
        denied = (negated(head) != (verb != head and negated(verb))) != cues.doubted(head)
        stance: Stance = "oppose" if denied != stopping else "support"
        if verb.lemma_ in frames.WEIGHING and stance == "support":
            stance = "open"
        if cues.conditional(head, verb) and any(c.lower_ == "only" for c in head.children):
            stance = "conditional"
        frame = Frame("support", (), "demands", frames.MODALS.get(word.lemma_.lower(), 0.5))
        return self._make(
            actor, stance, target, sentence, word, verb, "demands" if stance != "oppose" else "denies", frame, f"modal {word.lemma_}", quote
        )

    @staticmethod
    def _kept_out(verb: Token) -> Token | None:
        """ "stay out of the war", "keep away from it": what is kept away from."""
        if verb.lemma_ not in {"stay", "keep", "get", "pull"}:
            return None
        for c in verb.subtree:
            if c.lower_ in {"out", "away"} and c.i > verb.i and c.i - verb.i <= 4:
                noun = preposition(c, "of") or preposition(c, "from") or preposition(verb, "of") or preposition(verb, "from")
                if noun is not None and noun.pos_ in {"NOUN", "PROPN"}:
                    return noun
        return None

    def _will(self, v: Token, sentence: Span) -> Finding | None:
        """ "We will not send troops", "said the country would withdraw": the speaker commits the own side."""
        quote = self.inside.get(v.i)
        if (
            quote is None
            or v.lemma_ in frames.NOT_STANCES | frames.CEREMONIAL
            or (v.lemma_ in {"be", "have", "get", "do", "go", "make", "come", "take", "happen"} and child(v, "dobj") is None)
        ):
            return None
        word = next((c for c in v.children if c.dep_ == "aux" and c.lower_ in {"will", "'ll", "’ll", "wo", "would"}), None)
        head = v
        if word is None and v.dep_ == "xcomp" and v.head.lemma_ == "go" and v.head.tag_ == "VBG" and infinitive(v):
            word, head = v.head, v.head
        if word is None or cues.imagined(v) or cues.counterfactual(v):
            return None
        if quote.type == "direct" and word.lower_ == "would":
            return None
        subj = child(head, "nsubj") or subject(head)
        actor = self.actors.speaker(quote)
        if subj is None or actor is None:
            return None
        if subj.lower_ not in FIRST and not self.actors.own_house(subj):
            other = self.actors.read(subj, quote)
            if other is None:
                return None
            if other != actor and not self.own_side(actor, other):
                return None
        target = self.targets.gerund(v)
        if target is None:
            return None
        stance: Stance = "oppose" if negated(head) or (negated(v) and head != v) else "support"
        if cues.conditional(v):
            stance = "conditional"
        weighing = {v.lemma_, *(c.lemma_ for c in v.children if c.dep_ == "xcomp" and v.lemma_ in {"continue", "keep"})} & frames.WEIGHING
        if weighing or any(c.lower_ in {"probably", "likely", "maybe", "perhaps"} for c in v.children):
            stance = "open" if stance == "support" else stance
        return self._make(
            actor,
            stance,
            target,
            sentence,
            word,
            v,
            "commits" if stance != "oppose" else "denies",
            Frame("support", (), "commits", 0.42),
            f"will {'first' if subj.lower_ in FIRST else 'third'}",
            quote,
        )

    def _evaluation(self, v: Token, sentence: Span) -> Finding | None:
        """ "The raid was a mistake", "it is wrong to wait", inside a quote."""
        quote = self.inside.get(v.i)
        if quote is None or v.lemma_ != "be":
            return None
        word = next((c for c in v.children if c.dep_ in {"acomp", "attr"} and c.i > v.i), None)
        subj = child(v, *SUBJECTS)
        actor = self.actors.speaker(quote)
        if word is None or subj is None or actor is None or cues.imagined(v):
            return None
        low, lemma = word.lower_, word.lemma_.lower()
        inner = {c.lower_ for c in word.children if c.dep_ in {"amod", "compound"}}
        weight = 0.5
        if low in frames.BAD or (lemma in frames.BAD_NOUNS and word.dep_ == "attr") or inner & frames.BAD:
            stance: Stance = "oppose"
        elif low in frames.GOOD or (lemma in frames.GOOD_NOUNS and word.dep_ == "attr") or inner & frames.GOOD:
            stance = "support"
        else:
            ill, well = polarity.leaning([word, *(c for c in word.children if c.dep_ in {"amod", "compound"})])
            if ill <= well or subj.lower_ in {"there", "i", "we", "you"}:
                return None  # kind words of this sort are mostly courtesy
            stance, weight = "oppose", 0.42
        if negated(v):
            if stance == "oppose":
                return None
            stance = "oppose"
        verb = next((c for c in (*v.children, *word.children) if c.dep_ in {"xcomp", "ccomp", "advcl", "csubj", "acl"} and infinitive(c)), None)
        if subj.lower_ == "it" and verb is not None:
            target = self.targets.gerund(verb)
            self.taken.add(verb.i)
        elif subj.dep_ == "csubj":
            target = self.targets.gerund(subj)
        else:
            target = self.targets.phrase(subj, judged=True)
        if target is None:
            return None
        return self._make(actor, stance, target, sentence, word, v, "states", Frame(stance, (), "states", weight), f"judges {stance}", quote)

    def _time(self, v: Token, sentence: Span) -> Finding | None:
        """ "It is time for the mayor to go", "the time has come to end it", said by somebody."""
        quote = self.inside.get(v.i)
        actor = self.actors.speaker(quote) if quote else None
        noun = next((c for c in v.children if c.lemma_ == "time" and c.dep_ in {"attr", "nsubj"}), None)
        if quote is None or actor is None or noun is None or v.lemma_ not in {"be", "come"} or negated(v) or cues.imagined(v):
            return None
        verb = next((c for h in (noun, v) for c in h.subtree if infinitive(c) and c.i > noun.i), None)
        thing = preposition(noun, "for")
        if verb is None and thing is not None and thing.lemma_.lower() not in PEOPLE and (wished := self.targets.phrase(thing)) is not None:
            return self._make(actor, "support", wished, sentence, noun, v, "demands", Frame("support", (), "demands", 0.5), "time", quote)
        if verb is None or verb.lemma_ in frames.NOT_STANCES:
            return None
        who = child(verb, "nsubj") or preposition(noun, "for") or preposition(v, "for")
        stopping = verb.lemma_ in frames.REFRAIN
        target = self._inner(verb) if stopping else self.targets.doing(who, verb) if who is not None else self.targets.gerund(verb)
        if target is None:
            return None
        self.taken.add(verb.i)
        stance: Stance = "oppose" if stopping else "support"
        return self._make(actor, stance, target, sentence, noun, verb, "demands", Frame(stance, (), "demands", 0.5), "time", quote)

    def _harm(self, v: Token, sentence: Span) -> Finding | None:
        """ "The dam would destroy the valley", said by somebody: against the dam."""
        quote = self.inside.get(v.i)
        subj = child(v, *SUBJECTS)
        actor = self.actors.speaker(quote) if quote else None
        if quote is None or subj is None or actor is None or child(v, "dobj") is None or negated(v) or cues.imagined(v):
            return None
        target = self.targets.gerund(subj) if subj.dep_ == "csubj" else self.targets.phrase(subj, judged=True)
        if target is None:
            return None
        return self._make(actor, "oppose", target, sentence, v, v, "warns", Frame("oppose", (), "warns", 0.5), "harm", quote)
