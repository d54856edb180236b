"""What a stance word is about: its complement in the parse, read into a target."""

from __future__ import annotations

from spacy.tokens import Token

from ontherecord.extraction.positions import frames
from ontherecord.extraction.positions.actors import BODIES, PEOPLE
from ontherecord.extraction.positions.frames import Frame
from ontherecord.extraction.positions.grammar import RELATIVES, SUBJECTS, child, infinitive, negated, preposition, subject
from ontherecord.extraction.positions.matters import VOTABLE
from ontherecord.extraction.positions.reading import Reader
from ontherecord.extraction.positions.targets import Target
from ontherecord.model import Stance

SETS = frozenset({"round", "package", "set", "series", "list", "wave", "number", "raft"})
DEMANDS = frozenset({"suggest", "recommend", "propose", "insist"})
"""Verbs whose finite clause is a demand only when it says should or stands in the subjunctive."""


class Complements(Reader):
    def _complement(self, v: Token, frame: Frame) -> tuple[Target, Stance | None] | None:
        """Target of a verb, and the stance of a verb inside the complement ("plans to *veto*")."""
        for kind in frame.takes:
            found: Target | None = None
            if kind == "what":
                found = self._what(v)
                if v.lemma_ == "warn" and found:
                    # "warned X not to V" is against V; "warned X to V" asks for it, which the frame's own stance cannot say
                    found = self.targets.gerund(found.verbs[0]) if found.verbs and negated(found.verbs[0]) else None
                    if found:
                        return found, None
                    continue
                if found and found.verbs and found.verbs[0].lemma_ in frames.REFRAIN:
                    inner_target = self._inner(found.verbs[0])
                    return (inner_target, "oppose") if inner_target else None
                if found and found.verbs and negated(found.verbs[0]):
                    return found, "oppose"
            elif kind == "inf":
                verb = next(
                    (
                        c
                        for c in v.children
                        if c.dep_ in {"xcomp", "ccomp", "advcl", "acl", "relcl"} and infinitive(c) and c.i > v.i and child(c, *SUBJECTS) is None
                    ),
                    None,
                )
                if verb is not None:
                    return self._own(verb)
            elif kind == "ing":
                deps = {"xcomp", "ccomp", "dobj", "pcomp"} | ({"advcl"} if v.lemma_ in {"rule", "exclude", "consider"} else set())
                verb = next((c for c in v.children if c.dep_ in deps and c.tag_ == "VBG" and c.i > v.i), None)
                if verb is not None and child(verb, *SUBJECTS) is None:
                    return self._own(verb)
                found = self.targets.clause(verb) if verb is not None else None
            elif kind == "that":
                verb = next((c for c in v.children if c.dep_ == "ccomp" and c.i > v.i and child(c, *SUBJECTS) is not None), None)
                wish = verb is not None and (
                    verb.tag_ == "VB"
                    or (verb.tag_ == "VBP" and v.lemma_ != "suggest")
                    or any(c.lower_ in {"should", "must", "ought"} for c in verb.children)
                )
                if verb is not None and (wish or v.lemma_ not in DEMANDS):
                    if verb.lemma_ in frames.REFRAIN and (inner_target := self._inner(verb)) is not None:
                        return inner_target, "oppose"
                    found = self.targets.clause(verb)
                    if found and negated(verb):
                        return found, "oppose"
            elif kind == "obj":
                noun = self._thing(v)
                if noun is not None and noun.lemma_ in {"vote", "voting"} and (side := self._vote_side(noun)) is not None:
                    spoken = self.targets.before(v.sent, None, v)
                    return (spoken, side) if spoken else None
                if noun is not None and noun == v.head:
                    matter = noun.head.head if noun.dep_ == "pobj" else noun  # "a ban on fishing backed by Elbonia": the ban
                    found = self.targets.phrase(matter if matter.lemma_.lower() in VOTABLE else noun, without=v)
                else:
                    found = self.targets.phrase(noun) if noun is not None else None
            elif kind in {"stop", "stop policy"}:
                noun = self._thing(v)
                inner_target = self.targets.phrase(noun) if noun is not None and (kind == "stop" or _policy(noun)) else None
                if inner_target:
                    return inner_target, "oppose"
            elif kind == "bad":
                verb = child(v, "ccomp")
                noun = (
                    child(verb, "nsubj")
                    if verb is not None and any(c.lower_ in {"would", "could", "will", "may", "might", "risks"} for c in verb.children)
                    else None
                )
                found = (
                    self.targets.phrase(noun, judged=True)
                    if noun is not None and noun.pos_ == "NOUN" and noun.lemma_.lower() not in PEOPLE | BODIES
                    else None
                )
            elif kind == "policy":
                noun = self._thing(v)
                found = self.targets.phrase(noun) if noun is not None and _policy(noun) else None
            elif kind == "not obj":
                # "we do not want a new war", "nobody needs it"; wanting something says less, and every wish would count
                noun = child(v, "dobj") if negated(v) and v.i in self.inside else None
                found = self.targets.phrase(noun) if noun is not None else None
            elif kind == "need":
                noun = child(v, "dobj")
                if noun is not None and noun.lemma_ in {"need", "importance", "necessity", "urgency", "value"}:
                    verb = next((c for c in noun.children if c.dep_ in {"acl", "relcl"} and infinitive(c)), None)
                    inner = preposition(noun, "for") or preposition(noun, "of")
                    if verb is not None:
                        return self._own(verb)
                    if inner is not None:
                        found = self.targets.gerund(inner) if inner.tag_ == "VBG" else self.targets.phrase(inner)
            elif kind == "whether":
                say = child(v, "xcomp")
                verb = (
                    next((c for c in say.children if c.dep_ == "ccomp" and any(m.lower_ in {"whether", "if"} for m in c.children)), None)
                    if say is not None
                    else None
                )
                if verb is not None and any(c.dep_ == "aux" and c.lower_ in {"will", "would", "should", "could"} for c in verb.children):
                    found = self.targets.clause(verb)  # about what is to be done; what has happened is a matter of fact
                if say is not None:
                    self.taken.add(say.i)
            elif kind == "backing":
                verb = child(v, "xcomp")
                if verb is not None and verb.lemma_ in frames.SUPPORTING | frames.FLIP:
                    found = self._inner(verb)
            elif kind == "self":
                found = self.targets.gerund(v) if child(v, "dobj") is not None else None
            elif kind == "would":
                if any(c.dep_ == "aux" and c.lower_ in {"would", "'d", "’d"} for c in v.children):
                    noun = child(v, "dobj")
                    found = self._what(v) or (self.targets.phrase(noun) if noun is not None else None)
            elif kind == "way":
                noun = preposition(v, "in")
                if noun is not None and noun.lemma_ == "way":
                    of = preposition(noun, "of")
                    found = self.targets.before(v.sent, None, v) if of is None else self.targets.phrase(of)
            elif kind == "would with":
                noun = preposition(v, "with")
                if noun is not None and any(c.lower_ in {"would", "could", "can", "will", "'d"} for c in v.children if c.dep_ == "aux"):
                    found = self.targets.phrase(noun)
            elif kind == "thanked":
                inner = preposition(v, "for")
                found = (self.targets.gerund(inner) if inner.tag_ == "VBG" else self.targets.phrase(inner)) if inner is not None else None
            elif kind == "accused":
                noun = child(v, "dobj")
                inner = (
                    preposition(v, "of")
                    or preposition(v, "for")
                    or (preposition(noun, "of") or preposition(noun, "for") if noun is not None else None)
                )
                found = self.targets.deed(noun, inner) if noun is not None and inner is not None else None
            else:
                noun = preposition(v, kind)
                if noun is None and (deeper := child(v, "prt", "advmod")) is not None:
                    noun = preposition(deeper, kind)
                if noun is not None and noun.lemma_ in {"vote", "voting"} and (side := self._vote_side(noun)) is not None:
                    spoken = self.targets.before(v.sent, None, v)
                    return (spoken, side) if spoken else None
                if noun is None and kind == "for" and (verb := _called_for(v)) is not None:
                    stopping = verb.lemma_ in frames.REFRAIN
                    inner_target = self._inner(verb) if stopping else self.targets.clause(verb)
                    return (inner_target, "oppose" if stopping else None) if inner_target else None
                if noun is not None:
                    if (
                        kind in {"on", "upon", "for"}
                        and (
                            verb := next(
                                (
                                    c
                                    for c in (*v.children, *noun.children)
                                    if c.dep_ in {"xcomp", "advcl", "acl", "relcl"} and infinitive(c) and c.i > noun.i
                                ),
                                None,
                            )
                        )
                        is not None
                    ):
                        if verb.lemma_ in frames.REFRAIN:
                            inner_target = self._inner(verb)
                            return (inner_target, "oppose") if inner_target else None
                        found = self.targets.doing(noun, verb)
                    else:
                        found = self.targets.gerund(noun) if noun.tag_ == "VBG" else self.targets.phrase(noun)
            if found:
                return found, None
        return None

    def _what(self, v: Token) -> Target | None:
        """ "urges X to V": X and the infinitive together, however the parser hangs X."""
        for c in v.children:
            if c.i > v.i and c.dep_ in {"ccomp", "xcomp", "advcl"} and infinitive(c):
                who = child(c, "nsubj") or next((o for o in v.children if o.dep_ in {"dobj", "dative"} and v.i < o.i < c.i), None)
                if who is None and (on := next((p for p in v.children if p.dep_ == "prep" and p.i < c.i), None)) is not None:
                    who = child(on, "pobj")
                if who is not None:
                    return self.targets.doing(who, c)
        noun = child(v, "dobj")
        if noun is not None:
            verb = next((c for c in noun.children if c.dep_ in {"acl", "relcl"} and infinitive(c)), None)
            if verb is not None:
                return self.targets.doing(noun, verb)
        return None

    def _own(self, verb: Token) -> tuple[Target, Stance | None] | None:
        """Complement of an own plan: a stance verb inside it gives way to its own object."""
        lemma = verb.lemma_.lower()
        if (lemma in frames.CEREMONIAL and not (lemma in {"see", "have"} and child(verb, "ccomp") is not None)) or (
            lemma == "make" and any(c.lower_ in {"sure", "clear"} for c in verb.subtree)
        ):
            return None
        self.taken.add(verb.i)
        flips = lemma in frames.FLIP or lemma in frames.REFRAIN or (lemma == "vote" and preposition(verb, "against") is not None)
        if flips or lemma in frames.SUPPORTING or (lemma == "vote" and preposition(verb, "for") is not None) or lemma in frames.WEIGHING:
            target = self._inner(verb)
            return (target, "oppose" if flips else "open" if lemma in frames.WEIGHING else "support") if target else None
        if lemma == "vote" and (side := self._vote_side(verb)) is not None:
            spoken = self.targets.before(verb.sent, None, verb)
            return (spoken, side) if spoken else None
        if lemma in {"see", "have"} and (c := child(verb, "ccomp")) is not None:
            found = self.targets.clause(c)
            return (found, None) if found else None
        found = self.targets.gerund(verb)
        return (found, "oppose" if negated(verb) else None) if found else None

    @staticmethod
    def _vote_side(vote: Token) -> Stance | None:
        """Side of "voting in favour", "a vote against", where it is not said of what."""
        low = {t.lower_ for t in vote.subtree if t.i > vote.i and t.i - vote.i <= 3}
        return "support" if low & {"yes", "favour", "favor"} else "oppose" if low & {"no", "against"} else None

    def _inner(self, verb: Token) -> Target | None:
        frame = frames.VERBS.get(verb.lemma_.lower())
        if verb.lemma_ == "vote":
            noun = preposition(verb, "for") or preposition(verb, "against")
            return self.targets.phrase(noun) if noun is not None else None
        if verb.lemma_ in frames.REFRAIN and (inner := preposition(verb, "from")) is not None:
            return self.targets.gerund(inner) if inner.tag_ == "VBG" else self.targets.phrase(inner)
        found = self._complement(verb, frame) if frame else None
        if found:
            return found[0]
        noun = child(verb, "dobj")
        ing = next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VBG"), None)
        return self.targets.phrase(noun) if noun is not None else self.targets.gerund(ing) if ing is not None else None

    @staticmethod
    def _thing(v: Token) -> Token | None:
        """The object of a verb, or the subject of its passive; in "a bill (that was) backed by Ruritania" what the clause hangs on."""
        noun = child(v, "dobj", "nsubjpass")
        apart = v.dep_ == "relcl" or (v.dep_ == "acl" and child(v, "agent") is not None)
        return v.head if apart and (noun is None or noun.lower_ in RELATIVES) and subject(v) != v.head else noun

    def _noun_complement(self, n: Token, frame: Frame) -> tuple[Target, Stance | None] | None:
        for kind in frame.takes:
            if kind == "inf":
                verb = next((c for c in n.children if c.dep_ in {"acl", "relcl", "xcomp"} and infinitive(c)), None)
                if verb is not None:
                    return self._own(verb)
            elif kind == "that":
                # "a demand that the council go": never what is only told, "the concern that it rained"
                verb = next((c for c in n.children if c.dep_ in {"acl", "relcl", "ccomp"} and child(c, *SUBJECTS) is not None), None)
                if verb is not None and any(c.lower_ == "that" and c.dep_ == "mark" for c in verb.children) and n.lemma_ == "demand":
                    found = self.targets.clause(verb)
                    return (found, "oppose" if negated(verb) else None) if found else None
            else:
                noun = preposition(n, kind)
                if noun is None and n.dep_ == "dobj":
                    # "voiced opposition to", "left the door open to": the parser may hang the preposition elsewhere
                    near = [n.head, *(c for c in (*n.head.children, *n.children) if c.pos_ == "ADJ" and c.i > n.i)]
                    noun = next((x for h in near if (x := preposition(h, kind)) is not None and x.i > n.i), None)
                if noun is not None:
                    found = self.targets.gerund(noun) if noun.tag_ == "VBG" else self.targets.phrase(noun)
                    return (found, None) if found else None
        return None


def _called_for(v: Token) -> Token | None:
    """ "Called for the law to be repealed": the parser takes "for" as a mark of the clause."""
    return next(
        (c for c in v.children if c.i > v.i and infinitive(c) and any(m.dep_ == "mark" and m.lower_ == "for" for m in c.children)),
        None,
    )


def _policy(noun: Token) -> bool:
    """A policy, or "a round of tariffs"."""
    of = preposition(noun, "of")
    return noun.lemma_.lower() in frames.POLICIES or (of is not None and noun.lemma_.lower() in SETS and of.lemma_.lower() in frames.POLICIES)
