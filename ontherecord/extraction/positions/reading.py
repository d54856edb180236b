"""What every reading of a stance shares: the finding itself, whose it is, where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from ontherecord import countries
from ontherecord.extraction.positions import cues
from ontherecord.extraction.positions.actors import Actors
from ontherecord.extraction.positions.frames import Frame
from ontherecord.extraction.positions.targets import Target, Targets
from ontherecord.model import Basis, Commitment, Quote, Stance


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
    return outer


class Reader:
    """One Doc with its entities, quotes and targets by token."""

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
                span = doc.char_span(piece[0], piece[1], alignment_mode="expand")
                for t in span or ():
                    self.inside.setdefault(t.i, q)
            if q.cue and (span := doc.char_span(q.cue[0], q.cue[1], alignment_mode="expand")):
                for t in span:
                    self.cue.setdefault(t.i, q)

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
        if (
            # "An official said Ruritania rejects this" gives Ruritania's position, "Ruritania rejects this", says its minister, the minister's
            self.own_side(speaker, actor)
            and (quote.type != "indirect" or self.actors.entity(actor).kind == "country")
            and not (self.actors.unnamed(speaker) or self._of_its_country(speaker, actor))
        ):
            return speaker
        return actor

    def _of_its_country(self, speaker: int, actor: int) -> bool:
        """ "The ministry said Ruritania rejects this": a body that names its country gives the country's position."""
        return self.actors.entity(speaker).kind == "organisation" and self.actors.entity(actor).kind == "country"

    def own_side(self, actor: int, other: int | None) -> bool:
        """True where ``other`` is the speaker, or a country or body that the speaker speaks for."""
        if other is None or other == actor:
            return other == actor
        a, b = self.actors.entity(actor), self.actors.entity(other)
        return b.kind != "person" and bool(a.country) and a.country == b.country

    def _make(
        self,
        actor: int,
        stance: Stance,
        target: Target,
        sentence: Span,
        first: Token,
        last: Token,
        commitment: Commitment,
        frame: Frame,
        rule: str,
        quote: Quote | None,
    ) -> Finding | None:
        if (target.entity is not None and target.entity == actor) or self.actors.entity(actor).kind in {"other", "place", "event"}:
            return None
        quote = quote or self._carried(first, target)
        basis: Basis = "action" if frame.action and quote is None and stance != "open" else quote.type if quote else "narrator"
        if stance in {"support", "open"} and cues.only_then(last):
            stance = "conditional"
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
        if quote is None or speaker is None or self.own_side(speaker, actor) or self._for_another(quote, speaker, actor):
            return 0.0
        if quote.type == "indirect" and self.actors.entity(actor).kind in {"person", "organisation"}:
            return 0.05
        return 0.3

    def _for_another(self, quote: Quote, speaker: int, actor: int) -> bool:
        """A spokesman, or an official who stays unnamed, telling what somebody of the same country wants: that is their task."""
        spokes = quote.speaker is not None and speaker != quote.speaker
        a, b = self.actors.entity(speaker), self.actors.entity(actor)
        return (spokes or self.actors.unnamed(speaker)) and bool(a.country) and a.country == b.country

    def _carried(self, trigger: Token, target: Target) -> Quote | None:
        """The quote whose cue the trigger is, or whose words the target holds."""
        if trigger.i in self.cue:
            return self.cue[trigger.i]
        return self.inside.get(target.start)
