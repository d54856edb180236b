"""Votes and the absence of a stance: "voted yes", "abstained", "has not decided", "takes no view", "declined to say whether"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from ontherecord.extraction.positions import cues, frames
from ontherecord.extraction.positions.complements import Complements
from ontherecord.extraction.positions.frames import Frame
from ontherecord.extraction.positions.grammar import child, infinitive, negated, preposition, subject
from ontherecord.extraction.positions.lists import listed
from ontherecord.extraction.positions.matters import VOTABLE
from ontherecord.extraction.positions.reading import Finding
from ontherecord.extraction.positions.targets import Target
from ontherecord.model import Stance

VIEWS = listed("position view stance opinion preference decision")
DECIDING = listed("decide choose determine")
WAYS = frozenset({"how", "whether", "if", "which"})
PASSING, FAILING = frozenset({"pass", "clear"}), frozenset({"fail", "die"})
FOR_OR_AGAINST = frames.SUPPORTING | frames.FLIP
SILENT = listed("say comment disclose reveal")


class Undecided(Complements):
    def _voted(self, v: Token, sentence: Span) -> Finding | None:
        """ "voted yes", "will vote in favour", "abstained": on what was spoken of just before."""
        low = {c.lower_ for c in v.children} | {g.lower_ for c in v.children if c.dep_ == "prep" for g in c.children}
        stance: Stance | None = (
            "undecided" if v.lemma_ == "abstain" else "support" if low & {"yes", "favour", "favor"} else "oppose" if low & {"no", "against"} else None
        )
        if stance is None or cues.imagined(v) or cues.given_up(v) or cues.counterfactual(v):
            return None
        quote = self.inside.get(v.i)
        actor = self._actor(subject(v), v, quote)
        of = next((noun for c in v.subtree if c.lower_ in {"favour", "favor"} and (noun := preposition(c, "of")) is not None), None)
        noun = preposition(v, "from") if stance == "undecided" else of
        if noun is None and stance == "oppose":
            noun = preposition(v, "against")
        target = self.targets.phrase(noun) if noun is not None else self.targets.before(sentence, actor, v)
        if actor is None or target is None or (stance == "undecided" and noun is not None and noun.tag_ == "VBG"):
            return None
        if any(c.dep_ == "aux" and c.lower_ in {"may", "might", "could", "can"} for c in v.children):
            stance = "open" if stance == "support" else None
        if stance is None:
            return None
        if negated(v):
            stance = {"oppose": "open", "support": "oppose"}.get(stance)  # type: ignore[assignment]
            if stance is None:
                return None
        if cues.conditional(v) and stance != "undecided":
            stance = "conditional"
        frame = Frame(stance, (), "commits" if stance == "support" else "denies" if stance == "oppose" else "declines", 0.6, action=True)
        return self._make(actor, stance, target, sentence, v, v, frame.commitment, frame, "voted", quote)

    def _chamber(self, v: Token, sentence: Span) -> Finding | None:
        """ "The bill passed the Senate", "failed in the House": it is the chamber that was for or against it."""
        bill = child(v, "nsubj")
        house = child(v, "dobj") if v.lemma_ in PASSING else None
        house = house or preposition(v, "in") or preposition(v, "through")
        if bill is None or house is None or bill.lemma_.lower() not in VOTABLE or negated(v) or cues.imagined(v) or cues.counterfactual(v):
            return None
        if any(c.dep_ == "aux" and c.lower_ not in {"has", "had", "have"} for c in v.children):
            return None
        key = self.actors.at.get(house.i)
        target = self.targets.phrase(bill)
        if key is None or target is None or self.actors.entity(key).kind != "organisation":
            return None
        stance: Stance = "support" if v.lemma_ in PASSING else "oppose"
        frame = Frame(stance, (), "commits" if stance == "support" else "denies", 0.75, action=True)
        return self._make(key, stance, target, sentence, v, v, frame.commitment, frame, "chamber", self.inside.get(v.i))

    def _unsettled(self, v: Token, sentence: Span) -> Finding | None:
        """ "has not decided how it will vote", "takes no view on X", "declined to say whether it backs X"."""
        about = self._neither(v) or self._no_view(v) or self._not_decided(v) or self._silent(v)
        if about is None or cues.imagined(v) or cues.counterfactual(v) or cues.given_up(v):
            return None
        quote = self.inside.get(v.i)
        actor = self._actor(subject(v), v, quote)
        if actor is None:
            return None
        target = about if isinstance(about, Target) else self.targets.before(sentence, actor, v)
        if target is None:
            return None
        return self._make(actor, "undecided", target, sentence, v, v, "declines", Frame("undecided", (), "declines", 0.6), "unsettled", quote)

    def _neither(self, v: Token) -> Target | None:
        """ "neither accepts nor rejects X"."""
        other = child(v, "conj")
        if other is None or v.lemma_ not in FOR_OR_AGAINST or other.lemma_ not in FOR_OR_AGAINST:
            return None
        if not any(c.lower_ == "neither" for c in v.children) or not any(c.lower_ == "nor" for c in (*v.children, *other.children)):
            return None
        self.taken.add(other.i)
        noun = child(v, "dobj") or child(other, "dobj")
        return self.targets.phrase(noun) if noun is not None else None

    def _no_view(self, v: Token) -> Target | bool | None:
        """ "has no position on X", "takes no view". True where X is what was spoken of before."""
        noun = child(v, "dobj")
        if v.lemma_ not in {"have", "take"} or noun is None or noun.lemma_ not in VIEWS:
            return None
        if not (negated(v) or any(c.lower_ == "no" for c in noun.children)) or any(c.lower_ == "such" for c in noun.children):
            return None
        if any(c.lower_ in {"common", "joint", "shared"} for c in noun.children):
            return self.targets.phrase(noun)
        return self._matter_of(noun, v)

    def _not_decided(self, v: Token) -> Target | bool | None:
        """ "has not decided whether to V", "has yet to make up its mind", "it is premature to choose"."""
        deciding = v
        denied = negated(v)
        if v.lemma_ == "have" and any(c.lower_ == "yet" for c in v.children) and (c := child(v, "xcomp")) is not None and infinitive(c):
            deciding, denied = c, True
        elif v.lemma_ == "be" and (word := child(v, "acomp")) is not None and word.lower_ in {"premature", "early"}:
            inner = next((c for c in (*v.children, *word.children) if c.dep_ in {"xcomp", "advcl", "ccomp", "csubj"} and infinitive(c)), None)
            if inner is None:
                return None
            deciding, denied = inner, not negated(v)
        mind = child(deciding, "dobj")
        minded = deciding.lemma_ == "make" and mind is not None and mind.lemma_ == "mind"
        if not denied or not (deciding.lemma_ in DECIDING or minded):
            return None
        if any(infinitive(c) and not self._open_question(c) for c in deciding.children if c.dep_ == "xcomp"):
            return None  # "has not decided to leave" is another matter
        self.taken.add(deciding.i)
        return self._matter_of(deciding)

    def _silent(self, v: Token) -> Target | bool | None:
        """ "declined to say whether", "would not say if it could vote for X"; with "asked whether ..." before, that is the matter."""
        saying = v
        refused = negated(v) and any(c.dep_ == "aux" and c.lower_ in {"would", "will", "could"} for c in v.children)
        if v.lemma_ in {"decline", "refuse"} and (c := child(v, "xcomp")) is not None:
            saying, refused = c, not negated(v)
        if not refused or saying.lemma_ not in SILENT:
            return None
        asked = next((c for c in v.children if c.dep_ == "advcl" and c.lemma_ == "ask"), None)
        for verb in (saying, asked):
            question = next((c for c in verb.children if c.dep_ in {"ccomp", "advcl", "xcomp"} and self._open_question(c)), None) if verb else None
            if question is not None:
                stand = question.lemma_ in frames.SUPPORTING | frames.FLIP | {"vote", "join"}
                ahead = any(c.dep_ == "aux" and c.lower_ in {"will", "would", "should", "could"} for c in question.children) or infinitive(question)
                if verb is saying and not ahead and not stand:
                    return None  # what has happened is a matter of fact
                if verb is asked and not stand:
                    return None
                self.taken.update({saying.i, question.i})
                return self._asked(question)
        return None

    def _matter_of(self, *heads: Token) -> Target | bool:
        for head in heads:
            for word in ("on", "about", "over"):
                noun = preposition(head, word)
                if noun is not None and noun.i > head.i and noun.ent_type_ not in {"DATE", "TIME"} and noun.pos_ != "PRON":
                    found = self.targets.gerund(noun) if noun.tag_ == "VBG" else self.targets.phrase(noun)
                    if found is not None:
                        return found
        question = next((c for h in heads for c in h.children if c.dep_ in {"ccomp", "xcomp", "advcl"} and self._open_question(c)), None)
        return self._asked(question) if question is not None else True

    def _asked(self, question: Token) -> Target | bool:
        """What a whether clause is about: "whether to lift the ban" -> "lifting the ban"; "how to vote on the bill" -> "the bill"."""
        self.taken.add(question.i)
        if question.lemma_ == "vote":
            noun = preposition(question, "on") or preposition(question, "for") or preposition(question, "against")
            return (self.targets.phrase(noun) if noun is not None else None) or True
        if question.lemma_ in frames.SUPPORTING | frames.FLIP:
            return self._inner(question) or True
        return self.targets.gerund(question) or True

    @staticmethod
    def _open_question(verb: Token) -> bool:
        return any(c.lower_ in WAYS for c in verb.lefts)
