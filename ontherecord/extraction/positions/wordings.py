"""What a position is about that no rule has read: of all wordings that its sentence offers, the one that a reader would name.

A ranking with some two hundred weights over readable signs (:class:`Wordings`), trained by ``training/positions/train.py`` on what annotators
named (a conditional choice among options: McFadden 1974). Without weights the first wording stays: that of the clause.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span, Token

from ontherecord.extraction.positions import frames, matters, polarity
from ontherecord.extraction.positions.actors import BODIES, FIRST, PEOPLE
from ontherecord.extraction.positions.candidates import Candidate
from ontherecord.extraction.positions.finder import Finder
from ontherecord.extraction.positions.grammar import OBJECTS, child, negated, subject
from ontherecord.extraction.positions.lists import listed
from ontherecord.extraction.positions.reading import negate
from ontherecord.extraction.positions.targets import Target
from ontherecord.model import Stance

BARE = listed(
    "support back endorse favor favour applaud welcome praise hail want hope wish plan intend seek aim need like prefer urge demand "
    "vow pledge promise propose recommend announce agree decide oppose reject condemn denounce deplore criticize criticise refuse"
)
"""Verbs that say a stance and nothing of what it is on: the target is what they take."""
MOVING = listed("troop force soldier community nominee intelligence hospital airline man woman people child virus")
"""What acts by itself, or is acted with, and is no matter."""
OBLIGED = frozenset({"should", "must", "shall", "ought"})
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
NOMINAL = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "attr", "conj", "appos"})
GENERIC = listed(
    "thing issue question matter way step move effort action case decision policy change point part time plan process situation problem measure "
    "position view fact reason kind need work try do make have take get be go come give say tell see want"
)
"""Words that name no matter by themselves."""
TELLING = matters.TALK | listed(
    "announce tweet write call declare note add stress emphasize cite claim argue suggest insist vow pledge promise respond reiterate express"
)
LEAD = 2
"""First paragraphs that say with the headline what the article is about."""


@dataclass(frozen=True, slots=True)
class Option:
    """``token`` is what the target is worded from, ``how`` the way: clause, gerund, object ... of the actor's own clauses or of others."""

    target: Target
    token: Token
    how: str


class Wordings:
    """The wordings of one article. ``weights``: sign -> weight; with none, the first wording is the best."""

    def __init__(self, finder: Finder, candidates: Sequence[Candidate], weights: Mapping[str, float]) -> None:
        self.finder, self.candidates, self.weights = finder, candidates, weights

    @cached_property
    def counts(self) -> Counter[str]:
        """How often the article has a word of content, by lemma."""
        return Counter(t.lemma_.lower() for t in self.finder.doc if t.pos_ in CONTENT)

    @cached_property
    def lead(self) -> set[str]:
        """Lemmas of the headline and the first paragraphs."""
        doc = self.finder.doc
        text = doc.text
        begin = [doc._.headline, *[(a, b) for a, b in doc._.paragraphs or () if text[a:b].strip()][:LEAD]]
        spans = [doc.char_span(span[0], span[1], alignment_mode="expand") for span in begin if span]
        return {t.lemma_.lower() for span in spans if span is not None for t in span if t.pos_ in CONTENT}

    @cached_property
    def read(self) -> list[set[str]]:
        """Words of what the rules have read in the article."""
        return [words for c in self.candidates for f in c.findings if (words := self._words(f.target))]

    def best(self, c: Candidate, stance: Stance, first: Option) -> Target:
        if not self.weights:
            return first.target
        found = self.options(c, stance, first)
        return found[likest([self.signs(o, c, stance) for o in found], self.weights)].target

    def options(self, c: Candidate, stance: Stance, first: Option) -> list[Option]:
        """``first`` and every other wording, each once. What the sentence says is not done is nothing to support."""
        targets = self.finder.targets
        last, out = targets.last, {first.target.text.casefold(): first}
        for option in self._all(c, stance):
            target = option.target
            denied = stance == "support" and target.verbs and negated(target.verbs[0])
            if not denied and target.entity != c.actor and not self._of_self(c, target):
                out.setdefault(target.text.casefold(), option)
        targets.last = last  # what "it" stands for later is not what was tried here
        return list(out.values())

    def _all(self, c: Candidate, stance: Stance) -> Iterator[Option]:
        finder, targets = self.finder, self.finder.targets
        own = [a for a in c.anchors if a.i not in finder.cue] or c.anchors
        others = [t for t in c.sentence if t.pos_ in {"VERB", "AUX"} and t not in own]
        last = targets.last
        found: list[tuple[Target | None, Token, str]] = []
        for whose, anchors in (("own", own), ("other", others)):
            for a in anchors:
                if a.pos_ not in {"VERB", "AUX"}:
                    found.append((targets.phrase(a), a, f"{whose} noun"))
                    continue
                found.append((taken(finder, c.actor, a, stance), a, f"{whose} taken"))
                found.append((targets.clause(a), a, f"{whose} clause"))
                found.append((targets.gerund(a), a, f"{whose} gerund"))
                for n in a.children:
                    if n.dep_ in OBJECTS or n.dep_ == "nsubjpass":
                        found.append((targets.phrase(n), n, f"{whose} object"))
                    elif n.dep_ == "nsubj" and n.i not in finder.actors.at:
                        found.append((targets.phrase(n, judged=True), n, f"{whose} subject"))
                    elif n.dep_ in {"prep", "agent"}:
                        found += [(targets.phrase(end), end, f"{whose} after") for end in n.children if end.dep_ == "pobj"]
                        found += [(targets.gerund(end), end, f"{whose} deed") for end in n.children if end.dep_ == "pcomp"]
                targets.last = last
        found.append((targets.before(c.sentence, c.actor), c.sentence.root, "before"))
        found += [(targets.phrase(n), n, n.dep_) for n in c.sentence if n.pos_ == "NOUN" and n.dep_ in NOMINAL]
        for target, token, how in found:
            if target is not None:
                yield Option(target, token, how)

    def signs(self, o: Option, c: Candidate, stance: Stance) -> dict[str, float]:
        """How it is worded, what governs it, how it judges, and how much the article speaks of it."""
        finder, token, target = self.finder, o.token, o.target
        tokens: Span = finder.doc[target.start : target.end]
        words, lemmas = self._words(target), {t.lemma_.lower() for t in tokens}
        verb = target.verbs[0] if target.verbs else None
        counts = [math.log1p(self.counts[w]) for w in words]
        out = {
            f"how={o.how}": 1.0,
            f"how={o.how} {stance}": 1.0,
            f"dep={token.dep_}": 1.0,
            f"pos={token.pos_}": 1.0,
            "verb": float(verb is not None),
            "lead": len(words & self.lead) / max(1, len(words)),
            "leads": min(4, len(words & self.lead)) / 4,
            "often": sum(counts) / len(counts) if counts else 0.0,
            "most": max(counts, default=0.0),
            "read": max((len(words & other) / min(len(words), len(other)) for other in self.read if words), default=0.0),
            "short": float(len(words) <= 1),
            "votable": float(bool(lemmas & matters.VOTABLE)),
            "name": float(any(t.pos_ == "PROPN" for t in tokens)),
            "entity": float(target.entity is not None),
            "actor": float(any(finder.actors.at.get(t.i) == c.actor for t in tokens)),
            "pronoun": float(any(t.pos_ == "PRON" and t.dep_ != "poss" for t in tokens)),
            "definite": float(len(tokens) > 0 and tokens[0].lower_ in {"the", "this", "that"}),
            "possessive": float(any(t.dep_ == "poss" for t in tokens)),
            "inside": float(token.i in finder.inside),
            "cue": float(token.i in finder.cue),
            "anchor": float(token in c.anchors),
            "denied": float(verb is not None and negated(verb)),
            "generic": float(all(t.lemma_.lower() in GENERIC for t in tokens if t.pos_ in {"NOUN", "VERB"})),
            "people": float(token.lemma_.lower() in PEOPLE),
            "telling": float(verb is not None and verb.lemma_ in TELLING),
        }
        if lemmas & polarity.NEGATIVE:
            out["bad"] = out[f"bad {stance}"] = 1.0
        if out["denied"] and stance == "oppose":
            out["denied oppose"] = 1.0
        governor = token.head
        if token.dep_ in {"pobj", "pcomp"}:
            out[f"after={governor.lower_}"] = out[f"after={governor.lower_} {stance}"] = 1.0
            governor = governor.head
        frame = frames.VERBS.get(governor.lemma_.lower())
        if frame is not None and governor != token:
            out[f"under={frame.stance}"] = 1.0
            out["agrees"] = 1.0 if (frame.stance == stance) != negated(governor) else -1.0
        return out

    def _of_self(self, c: Candidate, target: Target) -> bool:
        """ "Norway making its case", "the election of Ada Lind": nothing that they are for themselves. Their own program may be."""
        return any(t.dep_ != "poss" and self.finder.actors.at.get(t.i) == c.actor for t in self.finder.doc[target.start : target.end])

    def _words(self, target: Target) -> set[str]:
        return {t.lemma_.lower() for t in self.finder.doc[target.start : target.end] if t.pos_ in CONTENT}


def likest(options: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> int:
    """Which of several options, each given by its signs, has most weight; the first of equals."""
    scores = [sum(weights.get(name, 0.0) * value for name, value in signs.items()) for signs in options]
    return scores.index(max(scores))


def worded(finder: Finder, anchor: Token, stance: Stance) -> Target | None:
    """The target that a clause (or a noun) offers first."""
    targets = finder.targets
    if anchor.pos_ not in {"VERB", "AUX"}:
        return targets.phrase(anchor)
    if anchor.lemma_ in frames.NOT_STANCES or anchor.i in finder.cue:
        inner = child(anchor, "ccomp", "xcomp")
        return targets.clause(inner) if inner is not None and inner.pos_ == "VERB" else None
    if anchor.lemma_ == "be":
        subj = child(anchor, "nsubj", "attr")
        return targets.phrase(subj, judged=True) if subj is not None else None
    if (
        stance in {"support", "oppose"}
        and (thing := _thing(finder, anchor)) is not None
        and (found := targets.phrase(thing, judged=True)) is not None
    ):
        return found
    obj = child(anchor, "dobj", "nsubjpass")
    if stance == "oppose" and anchor.i not in finder.inside and obj is not None and (found := targets.phrase(obj)) is not None:
        return found
    # What the narrator tells is the actor's own deed, also where the actor stands in a list or beside a description.
    found = targets.clause(anchor) if anchor.i in finder.inside else targets.gerund(anchor)
    if found is None and obj is not None:
        found = targets.phrase(obj)
    return found


def _thing(finder: Finder, verb: Token) -> Token | None:
    """The thing that is said to do something: "the toll would ruin the port" is about the toll. Not what is demanded or denied of it."""
    subj = child(verb, "nsubj")
    if subj is None or verb.i not in finder.inside or negated(verb) or subj.pos_ != "NOUN" or subj.i in finder.actors.at:
        return None
    if subj.lemma_.lower() in PEOPLE | BODIES | MOVING or any(c.dep_ == "aux" and c.lower_ in OBLIGED for c in verb.children):
        return None
    return subj


def taken(finder: Finder, actor: int, verb: Token, stance: Stance) -> Target | None:
    """ "They want to sign the treaty": signing the treaty, not wanting to; only where the verb and the stance agree."""
    frame = frames.VERBS.get(verb.lemma_)
    if verb.lemma_ not in BARE or frame is None or verb.i in finder.cue or child(verb, "prt", "auxpass") is not None:
        return None
    if verb.lemma_ == "need" and ((who := subject(verb)) is None or who.lower_ not in FIRST):
        return None  # what others need is no wish of theirs
    if (negate(frame.stance) if negated(verb) else frame.stance) != stance or not own_deed(finder, actor, verb):
        return None
    inner = child(verb, "xcomp", "ccomp")
    if inner is not None and inner.pos_ == "VERB":
        return taken(finder, actor, inner, stance) or finder.targets.clause(inner)
    obj = child(verb, "dobj")
    return finder.targets.phrase(obj) if inner is None and obj is not None and obj.ent_type_ != "MONEY" else None


def own_deed(finder: Finder, actor: int, verb: Token) -> bool:
    """Whether the actor does what the verb says, or nobody else is named who does."""
    acting, quote = subject(verb), finder.inside.get(verb.i)
    return acting is None or acting.lower_ in FIRST or finder.actors.read(acting, quote) == actor
