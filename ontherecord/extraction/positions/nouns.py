"""Stances carried by nouns, adjectives and prepositions: "opposition to", "open to", "against", "in favour of"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from ontherecord.extraction.positions import cues, frames
from ontherecord.extraction.positions.actors import FIRST
from ontherecord.extraction.positions.complements import Complements
from ontherecord.extraction.positions.frames import Frame
from ontherecord.extraction.positions.grammar import MODIFIERS, SUBJECTS, child, infinitive, negated, preposition, subject
from ontherecord.extraction.positions.reading import Finding, compose, negate
from ontherecord.model import Commitment, Stance


class Nouns(Complements):
    def _noun(self, n: Token, sentence: Span) -> Finding | None:
        frame = frames.NOUNS[n.lemma_]
        quote = self.inside.get(n.i)
        owner: Token | None = child(n, "poss")
        verb = n.head if n.dep_ in {"dobj", "pobj", "attr", "conj"} else None
        if verb is not None and verb.pos_ == "ADP":
            verb = verb.head
        refused = any(c.lower_ in {"no", "little"} for c in n.children)
        if owner is None and (came := preposition(n, "from") or preposition(n, "by")) is not None:
            owner = came
        if verb is not None and verb.pos_ in {"VERB", "AUX"}:
            if cues.imagined(verb) or cues.counterfactual(verb) or (cues.given_up(verb) and verb.lemma_ not in frames.NOUN_BEARERS):
                return None
            if verb.lemma_ in {"drop", "abandon", "withdraw", "end", "lose", "soften", "scrap", "shelve"}:
                return None
            if owner is None and verb.lemma_ in frames.NOUN_BEARERS and verb.lemma_ not in frames.NOUN_TARGETS:
                owner = subject(verb)
                refused = refused or negated(verb)
        if owner is not None and owner.pos_ == "PRON" and owner.dep_ == "poss" and verb is not None and owner.lower_ not in FIRST:
            owner = self._nearer(owner, subject(verb))
        if owner is None:
            owner = self.bearer(n)
        actor = self._actor(owner, n, quote) if owner is not None else None
        if actor is None:
            return None
        complement = self._noun_complement(n, frame)
        if complement is None:
            return None
        target, inner = complement
        stance: Stance | None = compose(frame.stance, inner) if inner else frame.stance
        if refused and stance:
            stance = negate(stance)
        if stance is None:
            return None
        if cues.conditional(n, *([verb] if verb is not None else [])):
            stance = "conditional"
        commitment: Commitment = "denies" if stance == "oppose" else frame.commitment
        return self._make(actor, stance, target, sentence, n, n, commitment, frame, f"noun {n.lemma_}", quote)

    def _nearer(self, pronoun: Token, who: Token | None) -> Token | None:
        """The subject in "reiterated its call for"; Berg in "blamed Berg for his refusal of"."""
        kinds = {"person"} if pronoun.lower_ in {"his", "her"} else {"organisation", "country"}
        between = self.doc[who.i + 1 : pronoun.i] if who is not None and who.sent == pronoun.sent else ()
        keys = [(t, self.actors.at.get(t.i)) for t in between if t.dep_ in {"dobj", "pobj"}]
        named = [t for t, key in keys if key is not None and self.actors.entity(key).kind in kinds]
        return named[-1] if named else who

    def bearer(self, n: Token) -> Token | None:
        """Who stands before the noun without a possessive: "Ruritanian demands that", "White House support for"."""
        kinds = {"country", "organisation", "group"}
        return next(
            (c for c in n.lefts if c.dep_ in MODIFIERS and c.i in self.actors.at and self.actors.entity(self.actors.at[c.i]).kind in kinds), None
        )

    def _adjective(self, a: Token, sentence: Span) -> Finding | None:
        frame = frames.ADJECTIVES[a.lower_]
        quote = self.inside.get(a.i)
        verb = a if child(a, "nsubjpass") is not None else a.head  # "is opposed to" may be read as a passive
        if cues.imagined(a) or (verb.pos_ in {"VERB", "AUX"} and cues.counterfactual(verb)):
            return None
        passive = child(a, "nsubjpass")
        subj = passive if passive is not None else subject(verb) if verb.pos_ in {"VERB", "AUX"} else verb if a.dep_ in {"acl", "amod"} else None
        actor = self._actor(subj, a, quote)
        found = self._noun_complement(a, frame)
        if found is None and "inf" in frame.takes:
            inf = next((c for c in (*a.children, *verb.children) if c.dep_ in {"xcomp", "ccomp", "advcl"} and infinitive(c) and c.i > a.i), None)
            found = self._own(inf) if inf is not None else None
        if found is None and a.lower_ == "undecided" and a.dep_ != "amod" and (spoken := self.targets.before(sentence, actor, a)) is not None:
            found = spoken, None
        if actor is None or found is None:
            return None
        target, inner = found
        stance: Stance | None = compose(frame.stance, inner) if inner and not (frame.stance == "open" and inner == "support") else frame.stance
        if negated(verb) or negated(a):
            stance = negate(stance) if stance else None
        if stance is None:
            return None
        if cues.conditional(verb, a, *target.verbs):
            stance = "conditional"
        return self._make(
            actor, stance, target, sentence, a, a, "denies" if stance == "oppose" else frame.commitment, frame, f"adj {a.lower_}", quote
        )

    def _against(self, p: Token, sentence: Span) -> Finding | None:
        frame = frames.PREDICATE_PREPOSITIONS[p.lower_]
        quote = self.inside.get(p.i)
        inner = child(p, "pobj", "pcomp")
        actor = self._actor(subject(p.head), p.head, quote)
        if inner is None or actor is None or frame.weight <= 0 or cues.imagined(p.head):
            return None
        target = self.targets.gerund(inner) if inner.tag_ == "VBG" else self.targets.phrase(inner)
        stance = negate(frame.stance) if negated(p.head) else frame.stance
        if target is None or stance is None:
            return None
        return self._make(actor, stance, target, sentence, p, p, frame.commitment, frame, f"be {p.lower_}", quote)

    def _favour(self, t: Token, sentence: Span) -> Finding | None:
        """ "is in favour of", "spoke in favour of"."""
        verb = t.head.head
        inner = preposition(t, "of")
        quote = self.inside.get(t.i)
        if inner is None or verb.pos_ not in {"VERB", "AUX"} or cues.imagined(verb) or cues.given_up(verb):
            return None
        actor = self._actor(subject(verb), verb, quote)
        target = self.targets.gerund(inner) if inner.tag_ == "VBG" else self.targets.phrase(inner)
        stance = negate("support") if negated(verb) else "support"
        if actor is None or target is None or stance is None:
            return None
        return self._make(
            actor,
            stance,
            target,
            sentence,
            t.head,
            t,
            "states",
            Frame("support", (), "states", 0.7, action=verb.lemma_ == "vote"),
            "in favour",
            quote,
        )

    def _table(self, t: Token, sentence: Span) -> Finding | None:
        """ "all options are on the table"; "taking nothing off the table"."""
        quote = self.inside.get(t.i)
        verb = t.head.head
        actor = (self.actors.speaker(quote) if quote else None) if verb.lemma_ in {"be", "remain"} else self._actor(subject(verb), verb, quote)
        if actor is None or verb.pos_ not in {"VERB", "AUX"}:
            return None
        on = t.head.lower_ == "on"
        if on == negated(verb):
            return None
        noun = child(verb, *SUBJECTS) if verb.lemma_ in {"be", "remain"} else child(verb, "dobj")
        if noun is None:
            return None
        vague = noun.lemma_.lower() in {"option", "everything", "nothing", "all", "possibility"}
        target = self.targets.before(sentence, actor, deeds=True) if vague else self.targets.phrase(noun)
        if target is None:
            return None
        return self._make(actor, "open", target, sentence, t, verb, "states", Frame("open", (), "states", 0.6), "on the table", quote)

    def _fence(self, t: Token, sentence: Span) -> Finding | None:
        """ "remained on the fence about the bill": undecided."""
        verb, quote = t.head.head, self.inside.get(t.i)
        if verb.pos_ not in {"VERB", "AUX"} or negated(verb) or cues.imagined(verb) or cues.given_up(verb):
            return None
        actor = self._actor(subject(verb), verb, quote)
        noun = next((x for h in (t, verb) for word in ("about", "on", "over") if (x := preposition(h, word)) is not None and x != t), None)
        target = self.targets.phrase(noun) if noun is not None else self.targets.before(sentence, actor, verb)
        if actor is None or target is None:
            return None
        frame = Frame("undecided", (), "declines", 0.7)
        return self._make(actor, "undecided", target, sentence, t.head, t, "declines", frame, "on the fence", quote)

    def _no_consensus(self, t: Token, sentence: Span) -> Finding | None:
        """ "there is no consensus on X": the group of whom it is said is undecided."""
        if (
            not any(c.lower_ == "no" and c.dep_ in {"det", "neg"} for c in t.children)
            or t.head.lemma_ not in {"be", "remain", "exist"}
            or t.head.tag_ in {"VBN"}
        ):
            return None
        quote = self.inside.get(t.i)
        noun = preposition(t, "on") or preposition(t, "about") or preposition(t, "over") or preposition(t.head, "on")
        if noun is None:
            return None
        target = self.targets.gerund(noun) if noun.tag_ == "VBG" else self.targets.phrase(noun)
        actor = self._company(t)
        if target is None or actor is None:
            return None
        return self._make(actor, "undecided", target, sentence, t, t, "states", Frame("undecided", (), "states", 0.85), "no consensus", quote)

    def _company(self, t: Token) -> int | None:
        """The last group of leaders, members ... that acted before this place."""
        for i in range(t.i - 1, max(-1, t.i - 160), -1):
            other = self.doc[i]
            if (
                other.dep_ in SUBJECTS
                and other.tag_ in {"NNS", "NNPS"}
                and other.lemma_.lower() in {"leader", "ally", "member", "minister", "state", "government", "senator", "lawmaker"}
            ):
                key = self.actors.read(other, self.inside.get(i))
                if key is not None:
                    return key
        return None
