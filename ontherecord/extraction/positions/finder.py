"""Reads stance frames off the parse of one article: who stands how on what, with the words that say so."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from ontherecord import countries
from ontherecord.extraction.positions import cues, frames
from ontherecord.extraction.positions.actors import BODIES, FIRST, PEOPLE, Actors
from ontherecord.extraction.positions.frames import Frame
from ontherecord.extraction.positions.grammar import OBJECTS, SUBJECTS, child, gerund, infinitive, negated, particle, preposition, subject, words
from ontherecord.extraction.positions.targets import Target, Targets
from ontherecord.model import Basis, Commitment, Quote, Stance

OPPOSITE: dict[Stance, Stance] = {"support": "oppose", "oppose": "support"}


@dataclass(slots=True)
class Finding:
    """One stance read from one sentence; findings are merged into positions afterwards."""

    actor: int
    stance: Stance
    target: Target
    sentence: Span
    trigger: tuple[int, int]
    """Tokens, end exclusive."""
    commitment: Commitment
    basis: Basis
    quote: Quote | None
    hedge: str | None
    weight: float
    rule: str
    """Which frame found it; for measuring."""


def negate(stance: Stance, *, mild: bool = False) -> Stance | None:
    """A stance denied. "Does not rule out" leaves it open and never supports; denying openness closes it."""
    if stance == "support":
        return None if mild else "oppose"
    return {"oppose": "open", "open": "oppose"}.get(stance)  # type: ignore[return-value]


def compose(outer: Stance, inner: Stance) -> Stance:
    """A stance on taking a stance: planning to oppose opposes, refusing to oppose stays open, refusing to back opposes."""
    if outer == "support":
        return inner
    if outer == "oppose":
        return negate(inner) or "undecided"
    return outer if inner != "oppose" else outer


class Finder:
    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.actors = Actors(doc)
        self.targets = Targets(doc, self.actors)
        self.taken: set[int] = set()
        """Triggers that another frame has used as part of itself."""
        self.cue: dict[int, Quote] = {}
        self.inside: dict[int, Quote] = {}
        for q in doc._.quotes or ():
            for piece in q.pieces:
                span = doc.char_span(*piece, alignment_mode="expand")
                for t in span or ():
                    self.inside.setdefault(t.i, q)
            if q.cue and (span := doc.char_span(*q.cue, alignment_mode="expand")):
                for t in span:
                    self.cue.setdefault(t.i, q)

    def findings(self) -> list[Finding]:
        out: list[Finding] = []
        headline = self.doc._.headline
        for sentence in self.doc.sents:
            if headline and sentence.start_char < headline[1] and sentence.end_char > headline[0]:
                continue
            if len(sentence) < 3 or len(sentence) > 120 or cues.BOILERPLATE.search(sentence.text):
                continue
            out += self._sentence(sentence)
        return out

    def _sentence(self, sentence: Span) -> list[Finding]:
        out: list[Finding] = []
        asks = sentence.text.rstrip("”\"’' \n").endswith("?")
        for t in sentence:
            if t.i in self.taken:
                continue
            found = None
            if t.pos_ in {"VERB", "AUX"}:
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
            elif t.lower_ in {"consensus", "agreement"} and t.dep_ in {"attr", "dobj", "nsubj"}:
                found = self._no_consensus(t, sentence)
            if found and not asks:
                out.append(found)
                if found.target.verbs:
                    # What is asked of others or planned is no stance of theirs: "urged X to back Y".
                    self.taken.update(range(found.target.verbs[0].i, found.target.end))
                out += [replace(found, actor=other) for other in self._joined(found.actor, sentence, t) if other != found.actor]
        return out

    def _joined(self, actor: int, sentence: Span, trigger: Token) -> list[int]:
        """Actors joined to the subject by "and": "Ruritania, Elbonia and Syldavia signed the pact" is three positions."""
        head = next((t for t in sentence if self.actors.at.get(t.i) == actor and t.dep_ in SUBJECTS and t.head in {trigger, trigger.head}), None)
        out: list[int] = []
        while head is not None:
            head = child(head, "conj")
            if head is not None and (key := self.actors.read(head, None)) is not None:
                out.append(key)
        return out

    # ---- verbs

    def _verb(self, v: Token, sentence: Span) -> Finding | None:
        lemma = frames.LEMMAS.get(v.lemma_.lower(), v.lemma_.lower())
        for (verb, extra), frame in frames.PHRASES.items() if lemma in PHRASE_VERBS else ():
            if verb == lemma and (particle(v, extra) or extra == "to" and any(infinitive(c) for c in v.children if c.dep_ in {"xcomp", "advcl"})):
                found = self._frame(v, frame, sentence, f"{verb} {extra}")
                if found or verb != "vote":
                    return found
        if lemma in {"vote", "abstain"}:
            return self._voted(v, sentence)
        if lemma in frames.VERBS:
            found = self._frame(v, frames.VERBS[lemma], sentence, lemma)
            if found:
                return found
        if lemma in {"call", "describe", "label", "brand", "denounce", "slam", "decry"}:
            found = self._judged(v, sentence)
            if found:
                return found
        return (
            self._nothing(v, sentence)
            or self._modal(v, sentence)
            or self._will(v, sentence)
            or self._evaluation(v, sentence)
            or self._wont(v, sentence)
        )

    def _own_side(self, actor: int, other: int | None) -> bool:
        """True where ``other`` is the speaker, or a country or body that the speaker speaks for."""
        if other is None or other == actor:
            return other == actor
        a, b = self.actors.entity(actor), self.actors.entity(other)
        return b.kind != "person" and bool(a.country) and a.country == b.country

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

    def _voted(self, v: Token, sentence: Span) -> Finding | None:
        """ "voted yes", "voted in favour", "abstained": on what was spoken of just before."""
        low = {c.lower_ for c in v.children} | {g.lower_ for c in v.children if c.dep_ == "prep" for g in c.children}
        stance: Stance | None = "undecided" if v.lemma_ == "abstain" else "support" if low & {"yes", "favour", "favor"} else "oppose" if low & {"no", "against"} else None
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

    def _frame(self, v: Token, frame: Frame, sentence: Span, rule: str) -> Finding | None:
        quote = self.inside.get(v.i)
        if "harm" in frame.takes:
            return self._harm(v, sentence)
        aux = {c.lower_ for c in v.children if c.dep_ in {"aux", "auxpass"}}
        if cues.counterfactual(v) or cues.given_up(v) or cues.imagined(v) or frame.weight <= 0:
            return None
        if frame.action and aux & {"can", "could", "may", "might"} or "can" in aux and quote is None and not negated(v):
            return None
        if frame.past and (v.tag_ not in {"VBD", "VBN", "VBG"} and not aux & {"will", "would"}):
            return None
        if aux & {"should", "must", "to"} and v.dep_ in {"xcomp", "ccomp", "ROOT", "conj", "acl", "relcl", "advcl", "pcomp"} and (aux & {"should", "must"} or v.dep_ in {"acl", "relcl", "xcomp"}):
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
            stance = negate(stance, mild=frame.commitment in {"demands", "warns"} and v.lemma_ not in {"want", "recommend", "propose"}) if stance else None
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

    def _actor(self, subj: Token | None, v: Token, quote: Quote | None) -> int | None:
        cue = self.cue.get(v.i)
        if cue is not None and cue.speaker is not None and (subj is None or cue.source is None or cue.source[0] <= subj.idx < cue.source[1]):
            return self.actors.speaker(cue)
        speaker = self.actors.speaker(quote) if quote else None
        if quote is not None and speaker is not None and subj is not None and self.actors.own_house(subj):
            return speaker  # "the government has no plans", says its spokesman
        actor = self.actors.read(subj, quote)
        if quote is None or speaker is None or speaker == actor:
            return actor
        if actor is None:
            # "Paris was open to it", said its minister: a capital stands for the own side unless the speaker's country says otherwise
            place = self.actors.at.get(subj.i) if subj is not None else None
            code = countries.capital(self.actors.name(place)) if place is not None and self.actors.entity(place).kind == "place" else None
            return speaker if code and code == self.actors.entity(speaker).country else None
        if self._own_side(speaker, actor) and (quote.type != "indirect" or self.actors.entity(actor).kind == "country"):
            return speaker  # "Ruritania rejects this", says its minister: the minister's own position
        return actor

    def _complement(self, v: Token, frame: Frame) -> tuple[Target, Stance | None] | None:
        """Target of a verb, and the stance of a verb inside the complement ("plans to *veto*")."""
        for kind in frame.takes:
            found: Target | None = None
            if kind == "what":
                found = self._what(v)
                if v.lemma_ == "warn" and found:
                    # "warned X not to V" is against V; "warned X to V" asks for it, which the frame's own stance cannot say
                    found = self.targets.gerund(found.verbs[0]) if negated(found.verbs[0]) else None
                    if found:
                        return found, None
                    continue
                if found and found.verbs and found.verbs[0].lemma_ in frames.REFRAIN:
                    inner_target = self._inner(found.verbs[0])
                    return (inner_target, "oppose") if inner_target else None
                if found and negated(found.verbs[0]):
                    return found, "oppose"
            elif kind == "inf":
                verb = next((c for c in v.children if c.dep_ in {"xcomp", "ccomp", "advcl", "acl", "relcl"} and infinitive(c) and c.i > v.i and child(c, *SUBJECTS) is None), None)
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
                wish = verb is not None and (verb.tag_ == "VB" or any(c.lower_ in {"should", "must", "ought"} for c in verb.children))
                if verb is not None and (wish or v.lemma_ not in DEMANDS):
                    found = self.targets.clause(verb)
                    if found and negated(verb):
                        return found, "oppose"
            elif kind == "obj":
                noun = child(v, "dobj", "nsubjpass") or (v.head if v.dep_ == "relcl" and subject(v) != v.head else None)
                found = self.targets.phrase(noun) if noun is not None else None
            elif kind == "stop":
                noun = child(v, "dobj")
                inner_target = self.targets.phrase(noun) if noun is not None else None
                if inner_target:
                    return inner_target, "oppose"
            elif kind == "bad":
                verb = child(v, "ccomp")
                noun = child(verb, "nsubj") if verb is not None and any(c.lower_ in {"would", "could", "will", "may", "might", "risks"} for c in verb.children) else None
                found = self.targets.phrase(noun, judged=True) if noun is not None and noun.pos_ == "NOUN" and noun.lemma_.lower() not in PEOPLE | BODIES else None
            elif kind == "policy":
                noun = child(v, "dobj")
                found = self.targets.phrase(noun) if noun is not None and noun.lemma_.lower() in frames.POLICIES else None
            elif kind == "whether":
                say = child(v, "xcomp")
                verb = next((c for c in say.children if c.dep_ == "ccomp" and any(m.lower_ in {"whether", "if"} for m in c.children)), None) if say is not None else None
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
            elif kind == "thanked":
                inner = preposition(v, "for")
                found = (self.targets.gerund(inner) if inner.tag_ == "VBG" else self.targets.phrase(inner)) if inner is not None else None
            elif kind == "accused":
                noun = child(v, "dobj")
                inner = preposition(v, "of") or preposition(v, "for") or (preposition(noun, "of") or preposition(noun, "for") if noun is not None else None)
                found = self.targets.deed(noun, inner) if noun is not None and inner is not None else None
            else:
                noun = preposition(v, kind)
                if noun is None and (deeper := child(v, "prt", "advmod")) is not None:
                    noun = preposition(deeper, kind)
                if noun is not None:
                    if kind in {"on", "upon", "for"} and (verb := next((c for c in (*v.children, *noun.children) if c.dep_ in {"xcomp", "advcl", "acl", "relcl"} and infinitive(c) and c.i > noun.i), None)) is not None:
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
        if lemma in frames.CEREMONIAL and not (lemma in {"see", "have"} and child(verb, "ccomp") is not None) or lemma == "make" and any(c.lower_ in {"sure", "clear"} for c in verb.subtree):
            return None
        self.taken.add(verb.i)
        flips = lemma in frames.FLIP or lemma in frames.REFRAIN or lemma == "vote" and particle(verb, "against")
        if flips or lemma in frames.SUPPORTING or lemma == "vote" and particle(verb, "for") or lemma in frames.WEIGHING:
            target = self._inner(verb)
            return (target, "oppose" if flips else "open" if lemma in frames.WEIGHING else "support") if target else None
        if lemma in {"see", "have"} and (c := child(verb, "ccomp")) is not None:
            found = self.targets.clause(c)
            return (found, None) if found else None
        found = self.targets.gerund(verb)
        return (found, "oppose" if negated(verb) else None) if found else None

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

    # ---- what somebody says should, must, will be

    def _modal(self, v: Token, sentence: Span) -> Finding | None:
        """ "Congress should act", "we need to help", "the tests must stop": the speaker of the quote demands it."""
        quote = self.inside.get(v.i)
        if quote is None:
            return None
        word = next((c for c in v.children if c.dep_ == "aux" and c.lower_ in {"should", "must", "ought", "shouldn’t"}), None)
        verb, head = v, v
        if word is None and v.lemma_ in {"need", "have", "ought"} and (c := child(v, "xcomp")) is not None and infinitive(c) and 0 < c.i - v.i < 5 and child(v, "dobj") is None:
            word, verb, head = v, c, v
        if word is None or cues.imagined(head) or cues.counterfactual(verb) or verb.lemma_ in frames.NOT_STANCES:
            return None
        actor = self.actors.speaker(quote)
        subj = child(head, *SUBJECTS) or subject(head)
        if actor is None or subj is None or subj.lower_ in {"there", "you"}:
            return None
        if any(c.lower_ in {"had", "did"} for c in head.children if c.dep_ == "aux") or head.lemma_ == "have" and head.tag_ == "VBD" and quote.type == "direct":
            return None
        self.taken.add(verb.i)
        own = subj.lower_ in FIRST or self.actors.own_house(subj) or self._own_side(actor, self.actors.read(subj, quote))
        stopping = verb.lemma_ in frames.REFRAIN or own and verb.lemma_ in frames.FLIP
        direct = stopping or own and verb.lemma_ in frames.SUPPORTING
        target = self._inner(verb) if direct else self.targets.gerund(verb) if own else self.targets.doing(subj, verb)
        if target is None:
            return None
        stance: Stance = "oppose" if (negated(head) != (verb != head and negated(verb))) != stopping else "support"
        if verb.lemma_ in frames.WEIGHING and stance == "support":
            stance = "open"
        if cues.conditional(head, verb) and any(c.lower_ == "only" for c in head.children):
            stance = "conditional"
        frame = Frame("support", (), "demands", frames.MODALS.get(word.lemma_.lower(), 0.5))
        return self._make(actor, stance, target, sentence, word, verb, "demands" if stance != "oppose" else "denies", frame, f"modal {word.lemma_}", quote)

    def _will(self, v: Token, sentence: Span) -> Finding | None:
        """ "We will not send troops", "said the country would withdraw": the speaker commits the own side."""
        quote = self.inside.get(v.i)
        if quote is None or v.lemma_ in frames.NOT_STANCES | frames.CEREMONIAL or v.lemma_ in {"be", "have", "get", "do", "go", "make", "come", "take", "happen"} and child(v, "dobj") is None:
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
            if other != actor:
                if not self._own_side(actor, other):
                    return None
        target = self.targets.gerund(v)
        if target is None:
            return None
        stance: Stance = "oppose" if negated(head) or negated(v) and head != v else "support"
        if cues.conditional(v):
            stance = "conditional"
        weighing = {v.lemma_, *(c.lemma_ for c in v.children if c.dep_ == "xcomp" and v.lemma_ in {"continue", "keep"})} & frames.WEIGHING
        if weighing or any(c.lower_ in {"probably", "likely", "maybe", "perhaps"} for c in v.children):
            stance = "open" if stance == "support" else stance
        return self._make(actor, stance, target, sentence, word, v, "commits" if stance != "oppose" else "denies", Frame("support", (), "commits", 0.42), f"will {'first' if subj.lower_ in FIRST else 'third'}", quote)

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
        if low in frames.BAD or lemma in frames.BAD_NOUNS and word.dep_ == "attr" or inner & frames.BAD:
            stance: Stance = "oppose"
        elif low in frames.GOOD or lemma in frames.GOOD_NOUNS and word.dep_ == "attr" or inner & frames.GOOD:
            stance = "support"
        else:
            return None
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
        return self._make(actor, stance, target, sentence, word, v, "states", Frame(stance, (), "states", 0.5), f"judges {stance}", quote)

    def _judged(self, v: Token, sentence: Span) -> Finding | None:
        """ "called the raid 'a mistake'"."""
        noun = child(v, "dobj") or next((c for g in v.children if g.dep_ in {"ccomp", "xcomp"} for c in g.children if c.dep_ == "nsubj" and c.i > v.i), None)
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

    def _nothing(self, v: Token, sentence: Span) -> Finding | None:
        """ "Nothing should be excluded", "no option can be ruled out": open, on whatever was spoken of just before."""
        low = v.lemma_.lower()
        if not (low == "exclude" or low == "rule" and particle(v, "out") or low == "discount"):
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

    # ---- nouns, adjectives, prepositions

    def _noun(self, n: Token, sentence: Span) -> Finding | None:
        frame = frames.NOUNS[n.lemma_]
        quote = self.inside.get(n.i)
        owner: Token | None = child(n, "poss")
        verb = n.head if n.dep_ in {"dobj", "pobj", "attr", "conj"} else None
        if verb is not None and verb.pos_ == "ADP":
            verb = verb.head
        refused = any(c.lower_ in {"no", "little"} for c in n.children)
        if owner is None and (came := preposition(n, "from") or (preposition(n, "by") if n.lemma_ == "decision" else None)) is not None:
            owner = came
        if verb is not None and verb.pos_ in {"VERB", "AUX"}:
            if cues.imagined(verb) or cues.counterfactual(verb) or cues.given_up(verb) and verb.lemma_ not in frames.NOUN_BEARERS:
                return None
            if verb.lemma_ in {"drop", "abandon", "withdraw", "end", "lose", "soften", "scrap", "shelve"}:
                return None
            if owner is None and verb.lemma_ in frames.NOUN_BEARERS and verb.lemma_ not in frames.NOUN_TARGETS:
                owner = subject(verb)
                refused = refused or negated(verb)
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

    def _noun_complement(self, n: Token, frame: Frame) -> tuple[Target, Stance | None] | None:
        for kind in frame.takes:
            if kind == "inf":
                verb = next((c for c in n.children if c.dep_ in {"acl", "relcl", "xcomp"} and infinitive(c)), None)
                if verb is not None:
                    return self._own(verb)
            elif kind != "that":
                noun = preposition(n, kind)
                if noun is not None:
                    found = self.targets.gerund(noun) if noun.tag_ == "VBG" else self.targets.phrase(noun)
                    return (found, None) if found else None
        return None

    def _adjective(self, a: Token, sentence: Span) -> Finding | None:
        frame = frames.ADJECTIVES[a.lower_]
        quote = self.inside.get(a.i)
        verb = a.head
        if cues.imagined(a) or verb.pos_ in {"VERB", "AUX"} and cues.counterfactual(verb):
            return None
        subj = subject(verb) if verb.pos_ in {"VERB", "AUX"} else verb if a.dep_ in {"acl", "amod"} else None
        actor = self._actor(subj, a, quote)
        found = self._noun_complement(a, frame)
        if found is None and "inf" in frame.takes:
            inf = next((c for c in (*a.children, *verb.children) if c.dep_ in {"xcomp", "ccomp", "advcl"} and infinitive(c) and c.i > a.i), None)
            found = self._own(inf) if inf is not None else None
        if actor is None or found is None:
            return None
        target, inner = found
        stance: Stance | None = compose(frame.stance, inner) if inner and not (frame.stance == "open" and inner == "support") else frame.stance
        if negated(verb) or negated(a):
            stance = negate(stance) if stance else None
        if stance is None:
            return None
        if cues.conditional(verb, a):
            stance = "conditional"
        return self._make(actor, stance, target, sentence, a, a, "denies" if stance == "oppose" else frame.commitment, frame, f"adj {a.lower_}", quote)

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
        return self._make(actor, stance, target, sentence, t.head, t, "states", Frame("support", (), "states", 0.7, action=verb.lemma_ == "vote"), "in favour", quote)

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
        target = self.targets.before(sentence, actor) if vague else self.targets.phrase(noun)
        if target is None:
            return None
        return self._make(actor, "open", target, sentence, t, verb, "states", Frame("open", (), "states", 0.6), "on the table", quote)

    def _no_consensus(self, t: Token, sentence: Span) -> Finding | None:
        """ "there is no consensus on X": the group of whom it is said is undecided."""
        if not any(c.lower_ == "no" and c.dep_ in {"det", "neg"} for c in t.children) or t.head.lemma_ not in {"be", "remain", "exist"} or t.head.tag_ in {"VBN"}:
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
            if other.dep_ in SUBJECTS and other.tag_ in {"NNS", "NNPS"} and other.lemma_.lower() in {"leader", "ally", "member", "minister", "state", "government", "senator", "lawmaker"}:
                key = self.actors.read(other, self.inside.get(i))
                if key is not None:
                    return key
        return None

    # ----

    def _make(
        self, actor: int, stance: Stance, target: Target, sentence: Span, first: Token, last: Token, commitment: Commitment, frame: Frame, rule: str, quote: Quote | None
    ) -> Finding | None:
        if target.entity is not None and target.entity == actor or self.actors.entity(actor).kind in {"other", "place", "event"}:
            return None
        quote = quote or self._carried(first, target)
        basis: Basis = "action" if frame.action and quote is None and stance != "open" else quote.type if quote else "narrator"
        start, end = min(first.i, last.i), max(first.i, last.i) + 1
        hedge = cues.hedge(sentence, start, max(end, min(target.end, end + 8)))
        if stance == "oppose" and first.lemma_ == "plan" and hedge is None:
            hedge = self.doc[max(start - 1, 0) : end].text
        weight = frame.weight - (0.05 if quote is None and not frame.action else 0) - self._hearsay(first, actor)
        return Finding(actor, stance, target, sentence, (start, end), commitment, basis, quote, hedge, weight, rule)

    def _hearsay(self, trigger: Token, actor: int) -> float:
        """What is taken off when somebody says it of somebody else: people misreport others more often than reporters do."""
        quote = self.inside.get(trigger.i)
        speaker = self.actors.speaker(quote) if quote else None
        if quote is None or speaker is None or self._own_side(speaker, actor):
            return 0.0
        if quote.type == "indirect" and self.actors.entity(actor).kind in {"person", "organisation"}:
            return 0.05
        return 0.3

    def _carried(self, trigger: Token, target: Target) -> Quote | None:
        """The quote whose cue the trigger is, or whose words the target holds."""
        if trigger.i in self.cue:
            return self.cue[trigger.i]
        return self.inside.get(target.start)


DEMANDS = frozenset({"suggest", "recommend", "propose", "insist"})
"""Verbs whose finite clause is a demand only when it says should or stands in the subjunctive."""
PHRASE_VERBS = frozenset(verb for verb, _ in frames.PHRASES)
__all__ = ["OBJECTS", "Finder", "Finding", "compose", "negate", "words", "gerund"]
