"""Which candidates become findings: the trained part says whether, the rules say what wherever they can.

Rules have the last word where a wrong stance costs most: what they read as open, conditional or undecided stays so, and what the trained part
alone would call support is called open where its clause only weighs or supposes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from ontherecord.extraction.positions import cues
from ontherecord.extraction.positions.candidates import Candidate
from ontherecord.extraction.positions.finder import Finder
from ontherecord.extraction.positions.grammar import OBJECTS, child, negated, preposition, subject
from ontherecord.extraction.positions.model import SIDES, Weights
from ontherecord.extraction.positions.reading import Finding
from ontherecord.extraction.positions.wordings import OBLIGED, Option, Wordings, own_deed, taken, worded
from ontherecord.model import Basis, Commitment, Stance

SURE = 0.6
"""A second finding of one actor in one sentence is kept where the first is as likely as this."""
PLAIN, READ = 0.7, 0.5
"""Weights of a rule's finding that needs no second opinion, and of one that needs little. The rare stances need no more than the latter:
gold has too few of them to train on."""
HALF, UNREAD = 0.65, 0.7
"""Shares of the threshold: for what a rule has read; for chance times the likeliest stance where none has."""
STRONG = 0.4
"""Weight of a rule's finding from which it counts beside a first one, and alone where there is no trained part."""
WEIGHED = re.compile(
    r"\b(?:may|might|could|consider(?:s|ed|ing)?|possib\w+|potentially|perhaps|maybe|whether|weigh(?:s|ed|ing)?|mull(?:s|ed|ing)?|option|options|"
    r"open to|willing|willingness|thinking about|look(?:s|ed|ing)? (?:at|into)|rul(?:e|ed|es|ing) (?:\w+ ){0,3}out|exclud\w+|on the table)\b",
    re.I,
)
"""Words of weighing and supposing: with them, what no rule has read is not called support."""
COMMITMENTS: dict[Stance, Commitment] = {"oppose": "denies", "undecided": "declines"}


def by_rules(findings: Sequence[Finding]) -> list[Finding]:
    """What counts without the trained part."""
    return [f for f in findings if f.weight >= STRONG]


def chosen(
    finder: Finder,
    candidates: Sequence[Candidate],
    chances: Sequence[tuple[float, NDArray[np.float64]]],
    threshold: float,
    wording: Mapping[str, float] | None = None,
) -> list[Finding]:
    """Findings of the candidates at or above the threshold, in text order; ``weight`` becomes their probability. ``wording``: weights that
    word the targets which no rule has read (:class:`Wordings`)."""
    out: list[Finding] = []
    wordings = Wordings(finder, candidates, wording or {})
    told = {(c.sentence.start, c.actor) for c in candidates if c.findings and "speaker" in c.origins}
    for candidate, (chance, stances) in zip(candidates, chances, strict=True):
        if not _counts(candidate, chance, stances, threshold):
            continue
        if candidate.findings:
            ranked = sorted(candidate.findings, key=lambda f: (-f.weight, f.trigger))
            out.append(replace(ranked[0], weight=chance))
            if chance >= SURE:
                out += [replace(f, weight=chance * 0.9) for f in ranked[1:] if f.weight >= STRONG]
        elif candidate.origins == {"nested"} and any(s == candidate.sentence.start and finder.own_side(a, candidate.actor) for s, a in told):
            continue  # "Japan has no plans to sign", says its minister: one position, which a rule has read
        elif (made := made_of(finder, candidate, stances, chance, wordings)) is not None:
            out.append(made)
    return out


def _counts(c: Candidate, chance: float, stances: NDArray[np.float64], threshold: float) -> bool:
    """Whether a candidate takes a position: the trained part's word, raised where rules are sure, lowered where it does not know which way."""
    if not c.findings:
        return chance * float(stances.max()) >= threshold * UNREAD
    best = max(f.weight for f in c.findings)
    rare = any(f.weight >= READ and f.stance not in {"support", "oppose"} for f in c.findings)
    return rare or chance >= threshold or best >= PLAIN or (best >= READ and chance >= threshold * HALF)


def judge(weights: Weights, features: Sequence[set[str]]) -> list[tuple[float, NDArray[np.float64]]]:
    return [weights.chances(f) for f in features]


def made_of(finder: Finder, c: Candidate, stances: NDArray[np.float64], chance: float, wordings: Wordings | None = None) -> Finding | None:
    """A finding without a rule's: stance by the trained part, target from the clause. None where no target can be worded."""
    stance = SIDES[int(stances.argmax())]
    spoken = [a for a in c.anchors if a.i in finder.inside]
    anchors = spoken or [a for a in c.anchors if a.i not in finder.cue] or c.anchors
    claimed = [a for a in anchors if not (cues.given_up(a) or cues.unclaimed(a) or any(_absent(t) for t in (a, *a.ancestors)))]
    if anchors and not claimed:
        return None
    anchors = claimed
    if any(a.lemma_ == "deny" or (a.lemma_ == "ask" and "?" in c.sentence.text) for a in c.anchors if a.i in finder.cue):
        return None  # what somebody denies or asks is not what they are for or against
    if stance == "support" and any(WEIGHED.search(_clause(a)) for a in anchors[:3] or [c.sentence.root]):
        stance = "open"
    if stance == "support" and any(cues.needs_first(a) or _only_if(a) for a in anchors[:3]):
        stance = "conditional"
    if any(c.lower_ == "neither" for a in anchors for c in a.children):
        return None  # "neither backed nor opposed it": no side, whatever the weights say
    for anchor in (*anchors, *(t for t in c.sentence if t.dep_ in OBJECTS)):
        if anchor.lemma_ == "vote" and stance == "support" and preposition(anchor, "against") is not None:
            stance = "oppose"
        target = taken(finder, c.actor, anchor, stance) or worded(finder, anchor, stance)
        if target is not None and target.entity != c.actor:
            break
    else:
        return None
    if stance == "support" and _of_another(finder, c.actor, anchor):
        return None
    if stance == "support" and target.verbs and negated(anchor):
        if not own_deed(finder, c.actor, anchor):
            return None
        stance = "oppose"  # for not signing it is against signing it
    if wordings is not None:
        target = wordings.best(c, stance, Option(target, anchor, "first"))
    quote = finder.inside.get(anchor.i) or (c.quote if "speaker" in c.origins else None)
    basis: Basis = quote.type if quote is not None else "narrator"
    hedge = cues.hedge(c.sentence, anchor.i, anchor.i + 1)
    return Finding(
        c.actor, stance, target, c.sentence, (anchor.i, anchor.i + 1), COMMITMENTS.get(stance, "states"), basis, quote, hedge, chance, "trained"
    )


def _absent(verb: Token) -> bool:
    """ "There is no consensus": told of all, claimed by nobody."""
    return verb.lemma_ == "be" and child(verb, "expl") is not None and (what := child(verb, "attr", "nsubj")) is not None and _none(what)


def _none(noun: Token) -> bool:
    return any(c.lower_ == "no" for c in noun.children)


def _of_another(finder: Finder, actor: int, verb: Token) -> bool:
    """ "The general will go on with the siege", says a minister: what somebody else does is told, not wished."""
    quote, acting = finder.inside.get(verb.i), subject(verb)
    if quote is None or acting is None or any(c.dep_ == "aux" and c.lower_ in OBLIGED for c in verb.children):
        return False
    key = finder.actors.read(acting, quote)
    return key is not None and key != actor and not finder.own_side(actor, key) and finder.actors.entity(key).kind in {"person", "country"}


def _clause(anchor: Token) -> str:
    return str(anchor.doc[anchor.left_edge.i : anchor.right_edge.i + 1].text)


def _only_if(verb: Token) -> bool:
    return cues.conditional(verb) and any(w in _clause(verb).lower() for w in ("only if", "only when", "unless", "provided", "as long as", "until"))
