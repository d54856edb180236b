"""Stances carried by a verb of the narrator or of a speaker."""

from __future__ import annotations

from spacy.tokens import Span, Token

from ontherecord.extraction.positions import cues, frames, polarity
from ontherecord.extraction.positions.actors import PEOPLE
from ontherecord.extraction.positions.frames import Frame
from ontherecord.extraction.positions.grammar import child, negated, particle, subject
from ontherecord.extraction.positions.reading import Finding, compose, negate
from ontherecord.extraction.positions.targets import Target
from ontherecord.extraction.positions.undecided import Undecided
from ontherecord.model import Stance


class Verbs(Undecided):
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
            and not (v.dep_ == "xcomp" and v.head.lemma_ in frames.ASPECT)
        ):
            return None
        if any(c.lower_ == "neither" for c in v.children):
            return None
        if v.lemma_ == "consider" and child(v, "oprd") is not None:
            return None  # "considers the group a threat" is a view, nothing that is weighed
        subj = subject(v)
        actor = self._actor(subj, v, quote)
        if actor is None:
            return None
        complement = self._complement(v, frame)
        if complement is None:
            return None
        target, inner = complement
        if frame.commitment == "demands" and not target.verbs and self._people(target):
            return None  # "instructed aides", "urged our partners": whom, not what
        stance: Stance | None = frame.stance
        if inner:
            stance = compose(frame.stance, inner)
        if negated(v):
            stance = (
                negate(stance, mild=frame.commitment in {"demands", "warns"} and v.lemma_ not in {"want", "recommend", "propose"}) if stance else None
            )
        if stance is None:
            return None
        if "have" in {c.lemma_ for c in v.children if c.dep_ == "aux"} and negated(v) and stance == "oppose" and v.lemma_ in frames.SUPPORTING:
            stance = "undecided"  # "has not endorsed it" leaves it there
        if (thinkable := cues.thinkable(v)) is not None:
            stance = "open" if thinkable and stance == "support" else None
        if stance is None:
            return None
        may = {"may", "might", "could"}
        if stance == "support" and frame.commitment in {"demands", "hopes"} and v.lemma_ in {"want", "hope", "like"} and cues.some_day(v):
            stance = "open"
        if stance == "support" and (aux & may or any(c.lower_ in may and c.dep_ == "aux" for verb in target.verbs for c in verb.children)):
            stance = "open"
        # "would not rule it out, provided that": the door is open, which is what was said
        if (stance in {"support", "oppose"} or (stance == "open" and frame.stance != "oppose")) and cues.conditional(v, *target.verbs):
            stance = "conditional"
        commitment = frame.commitment
        if stance == "oppose" and frame.stance == "support":
            commitment = "denies" if commitment != "warns" else "warns"
        return self._make(actor, stance, target, sentence, v, v, commitment, frame, rule, quote)

    def _people(self, target: Target) -> bool:
        head: Token = self.doc[target.start : target.end].root
        return head.lemma_.lower() in PEOPLE | {"partner", "reporter", "colleague", "side", "country", "nation", "government"}

    def _judged(self, v: Token, sentence: Span) -> Finding | None:
        """ "called the raid 'a mistake'"."""
        noun = child(v, "dobj") or next(
            (c for g in v.children if g.dep_ in {"ccomp", "xcomp"} for c in g.children if c.dep_ == "nsubj" and c.i > v.i), None
        )
        if noun is None:
            return None
        if child(noun, "case") is not None and (after := next((t for t in v.subtree if t.i > noun.i and t.pos_ == "NOUN"), None)) is not None:
            noun = after  # "called Ruritania's action ...": the parser takes the possessor for the object
        said = [t for t in v.subtree if t.i > noun.i and not any(a.dep_ == "conj" and a.head == v for a in (t, *t.ancestors))]
        low = {t.lower_ for t in said} | {t.lemma_.lower() for t in said}
        bad, good = bool(low & frames.BAD or low & (frames.BAD_NOUNS - {"attack", "assault"})), bool(low & frames.GOOD or low & frames.GOOD_NOUNS)
        weight = 0.6
        if not bad and not good:
            ill, well = polarity.leaning(
                t for t in said if not any(a.dep_ in {"acl", "relcl", "advcl"} and v in a.ancestors for a in (t, *t.ancestors))
            )
            bad, weight = ill > well, 0.5  # kind words of this sort are mostly courtesy
        if bad == good or low & {"not", "n't"}:
            return None
        if v.lemma_ == "regard" and noun.pos_ == "PRON":
            return None
        actor = self._actor(subject(v), v, self.inside.get(v.i))
        target = self.targets.phrase(noun, judged=True)
        if actor is None or target is None:
            return None
        stance: Stance = "oppose" if bad else "support"
        return self._make(
            actor, stance, target, sentence, v, v, "states", Frame(stance, (), "states", weight), f"calls {stance}", self.inside.get(v.i)
        )

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
        target = self.targets.before(sentence, actor, v, deeds=True)
        if actor is None or target is None:
            return None
        return self._make(actor, "open", target, sentence, subj, v, "states", Frame("open", (), "states", 0.8), "nothing excluded", quote)
