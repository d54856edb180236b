"""Stances carried by a verb of the narrator or of a speaker."""

from __future__ import annotations

from spacy.tokens import Span, Token

from ontherecord.extraction.positions import cues, frames
from ontherecord.extraction.positions.complements import Complements
from ontherecord.extraction.positions.frames import Frame
from ontherecord.extraction.positions.grammar import child, negated, particle, preposition, subject
from ontherecord.extraction.positions.reading import Finding, compose, negate
from ontherecord.model import Stance


class Verbs(Complements):
    def _frame(self, v: Token, frame: Frame, sentence: Span, rule: str) -> Finding | None:
        quote = self.inside.get(v.i)
        aux = {c.lower_ for c in v.children if c.dep_ in {"aux", "auxpass"}}
        if cues.counterfactual(v) or cues.given_up(v) or cues.imagined(v) or frame.weight <= 0:
            return None
        if (frame.action and aux & {"can", "could", "may", "might"}) or ("can" in aux and quote is None and not negated(v)):
            return None
        if frame.past and (v.tag_ not in {"VBD", "VBN", "VBG"} and not aux & {"will", "would"}):
            return None
        if (
            aux & {"should", "must", "to"}
            and v.dep_ in {"xcomp", "ccomp", "ROOT", "conj", "acl", "relcl", "advcl", "pcomp"}
            and (aux & {"should", "must"} or v.dep_ in {"acl", "relcl", "xcomp"})
        ):
            return None
        subj = subject(v)
        actor = self._actor(subj, v, quote)
        if actor is None:
            return None
        complement = self._complement(v, frame)
        if complement is None:
            return None
        target, inner = complement
        stance: Stance | None = frame.stance
        if inner:
            stance = compose(frame.stance, inner)
        if negated(v):
            stance = (
                negate(stance, mild=frame.commitment in {"demands", "warns"} and v.lemma_ not in {"want", "recommend", "propose"}) if stance else None
            )
        if stance is None:
            return None
        may = {"may", "might", "could"}
        if stance == "support" and (aux & may or any(c.lower_ in may and c.dep_ == "aux" for verb in target.verbs for c in verb.children)):
            stance = "open"
        if stance in {"support", "open", "oppose"} and cues.conditional(v, *target.verbs):
            stance = "conditional"
        commitment = frame.commitment
        if stance == "oppose" and frame.stance == "support":
            commitment = "denies" if commitment != "warns" else "warns"
        return self._make(actor, stance, target, sentence, v, v, commitment, frame, rule, quote)

    def _voted(self, v: Token, sentence: Span) -> Finding | None:
        """ "voted yes", "voted in favour", "abstained": on what was spoken of just before."""
        low = {c.lower_ for c in v.children} | {g.lower_ for c in v.children if c.dep_ == "prep" for g in c.children}
        stance: Stance | None = (
            "undecided" if v.lemma_ == "abstain" else "support" if low & {"yes", "favour", "favor"} else "oppose" if low & {"no", "against"} else None
        )
        if stance is None or any(preposition(c, "of") is not None for c in v.subtree if c.lower_ in {"favour", "favor"}) or cues.imagined(v):
            return None
        quote = self.inside.get(v.i)
        actor = self._actor(subject(v), v, quote)
        noun = preposition(v, "from") if stance == "undecided" else None
        target = self.targets.phrase(noun) if noun is not None else self.targets.before(sentence, actor)
        if actor is None or target is None:
            return None
        if cues.conditional(v) and stance == "support":
            stance = "conditional"
        frame = Frame(stance, (), "commits" if stance == "support" else "denies" if stance == "oppose" else "declines", 0.6, action=True)
        return self._make(actor, stance, target, sentence, v, v, frame.commitment, frame, "voted", quote)

    def _judged(self, v: Token, sentence: Span) -> Finding | None:
        """ "called the raid 'a mistake'"."""
        noun = child(v, "dobj") or next(
            (c for g in v.children if g.dep_ in {"ccomp", "xcomp"} for c in g.children if c.dep_ == "nsubj" and c.i > v.i), None
        )
        if noun is None:
            return None
        if child(noun, "case") is not None and (after := next((t for t in v.subtree if t.i > noun.i and t.pos_ == "NOUN"), None)) is not None:
            noun = after  # "called Ruritania's action ...": the parser takes the possessor for the object
        said = [t for t in v.subtree if t.i > noun.i]
        low = {t.lower_ for t in said} | {t.lemma_.lower() for t in said}
        bad, good = bool(low & frames.BAD or low & (frames.BAD_NOUNS - {"attack", "assault"})), bool(low & frames.GOOD or low & frames.GOOD_NOUNS)
        if bad == good or low & {"not", "n't"}:
            return None
        actor = self._actor(subject(v), v, self.inside.get(v.i))
        target = self.targets.phrase(noun, judged=True)
        if actor is None or target is None:
            return None
        stance: Stance = "oppose" if bad else "support"
        return self._make(actor, stance, target, sentence, v, v, "states", Frame(stance, (), "states", 0.6), f"calls {stance}", self.inside.get(v.i))

    def _wont(self, v: Token, sentence: Span) -> Finding | None:
        """ "Ruritania will not attend the talks", "refused", told by the narrator."""
        if v.i in self.inside or v.lemma_ in frames.NOT_STANCES or not negated(v):
            return None
        if not any(c.dep_ == "aux" and c.lower_ in {"will", "wo", "would"} for c in v.children) or cues.imagined(v) or cues.counterfactual(v):
            return None
        actor = self.actors.read(subject(v), None)
        target = self.targets.gerund(v)
        if actor is None or target is None or child(v, "dobj", "prep", "xcomp") is None:
            return None
        return self._make(actor, "oppose", target, sentence, v, v, "denies", Frame("oppose", (), "denies", 0.5), "won't", None)

    def _nothing(self, v: Token, sentence: Span) -> Finding | None:
        """ "Nothing should be excluded", "no option can be ruled out": open, on whatever was spoken of just before."""
        low = v.lemma_.lower()
        if not (low == "exclude" or (low == "rule" and particle(v, "out")) or low == "discount"):
            return None
        subj = child(v, "nsubjpass")
        quote = self.inside.get(v.i)
        if subj is None or not (subj.lower_ == "nothing" or any(c.lower_ == "no" for c in subj.children)):
            return None
        actor = self.actors.speaker(quote) if quote else None
        target = self.targets.before(sentence, actor)
        if actor is None or target is None:
            return None
        return self._make(actor, "open", target, sentence, subj, v, "states", Frame("open", (), "states", 0.8), "nothing excluded", quote)
