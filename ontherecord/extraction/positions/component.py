"""The factory ``otr_positions``, the last component: reads quotes and entities off the Doc and writes ``doc._.positions``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from ontherecord.extraction import document
from ontherecord.extraction.networks import networks
from ontherecord.extraction.positions import lexicon, rules, targets
from ontherecord.extraction.positions.actors import Actors
from ontherecord.extraction.positions.grammar import negated, particle
from ontherecord.extraction.positions.reader import Finding, Reader
from ontherecord.extraction.positions.verifier import signs, verifier
from ontherecord.extraction.quotes.sources import is_hearer
from ontherecord.extraction.spans import Spans
from ontherecord.matters.grouping import matters
from ontherecord.model import Basis, Position, Quote, Span, Stance, Statement, Toward

LEAST = 0.2
"""Confidence of what is kept at all; pages show from 0.5 on unless somebody asks for less."""
DEED = 0.5
"""Chance from which what the narrator tells is a deed that takes a side, such as a vote."""
BOILERPLATE = re.compile(r" \| |Getty Images|AP Photo|Sign up for|Read more|Click here|Subscribe", re.I)
"""Marks of captions, link lists and adverts that loading could not tell from text."""
SIDED = {"support", "oppose"}
PLAIN_WORDS = 0.6
"""Confidence at least of "ruled out" and "did not rule out": 14 of 22 in 490 annotated articles were right, and the gold has too few for the
verifier to know."""
SURE = 0.5
"""Confidence from which a reading stands against a less sure one that contradicts it."""
_Groups = dict[tuple[int, str, str], list[tuple[Finding, Statement]]]
"""By actor, matter and side."""


@Language.factory("otr_positions", assigns=["doc._.positions"], default_config={"reader": ""})
class Positions:
    """Writes ``doc._.positions``: list of :class:`~ontherecord.model.Position` in text order, offsets of ``doc.text``. Never raises for odd input.

    ``reader`` is the folder of the trained reader and its verifier; empty, or where these cannot be used, rules work alone.
    """

    def __init__(self, nlp: Language, name: str, reader: str) -> None:
        document.register()
        self.name = name
        by = networks(Path(reader)) if reader else None
        self.reader = Reader(by) if by is not None else None
        self.verifier = verifier(Path(reader) / "verifier.json") if by is not None else None

    def __call__(self, doc: Doc) -> Doc:
        doc._.positions = []
        if not doc.has_annotation("DEP") or doc._.entities is None:
            return doc
        known = len(doc._.entities)
        actors = Actors(doc)
        if self.reader is not None and self.verifier is not None:
            found = read(doc, actors, self.reader)
            for finding, chance in zip(found, self.verifier.chances([signs(f, actors) for f in found]), strict=True):
                told = left_open(finding, actors) or excluded(finding, actors)
                finding.confidence = max(chance, PLAIN_WORDS) if told else chance
        else:
            found = list(rules.read(doc, actors))
        unsaid = _Unsaid(doc._.quotes or ())
        said = [f for f in found if not unsaid.holds(f)]
        doc._.positions = positions(doc, actors, [f for f in distinct(said) if f.confidence >= LEAST])
        _forget(doc, known)
        doc._.windows = None  # they are large, and nobody reads them any more
        return doc


def read(doc: Doc, actors: Actors, by: Reader) -> list[Finding]:
    """What the reader finds in the sentences that can hold a position."""
    found = [f for f in by.read(doc, actors) if _shown(f, actors)]
    beside: dict[tuple[int, int], list[Finding]] = {}
    for finding in found:
        _widen(finding, actors)
        finding.stance, finding.toward = _plain(finding, actors)
        beside.setdefault((finding.actor, finding.sentence.start), []).append(finding)
    for rivals in beside.values():
        for finding in rivals:
            finding.signs["rivals"] = float(sum(_strength(f) > _strength(finding) for f in rivals))
    return found


class _Unsaid:
    """The words that nobody said, and their cues."""

    def __init__(self, quotes: Iterable[Quote]) -> None:
        self._words: Spans[Quote] = Spans()
        self._cues: Spans[tuple[Quote, Span]] = Spans()
        for quote in quotes:
            if quote.asserted != "said":
                cue = quote.cue or quote.pieces[0]
                self._cues.add(*cue, (quote, cue))
                for piece in quote.pieces:
                    self._words.add(*piece, quote)

    def holds(self, finding: Finding) -> bool:
        """True for what stands in words that nobody said, and in the sentence that disowns them. A cue of words that were not said takes no side,
        but may leave a matter open: "would not say whether she backs it"."""
        sentence, at = finding.sentence, finding.trigger.start
        if self._words.touching(at, at + 1):
            return True
        near = self._cues.touching(sentence.start_char, sentence.end_char)
        if any(quote.asserted == "disowned" and sentence.start_char <= cue.start < sentence.end_char for quote, cue in near):
            return True
        cues = (one for part in (finding.trigger, finding.target) for one in self._cues.touching(*part))
        return any(quote.asserted != "not said" or finding.stance in SIDED for quote, _ in cues)


def _widen(finding: Finding, actors: Actors) -> None:
    """Let the target hold the verb that undoes it where another one carries the stance: who opposes "ending the ban" is for the ban."""
    verb = undoing(finding, actors)
    trigger = actors.text.tokens(*finding.trigger)
    if verb is not None and verb.idx < finding.target.start and any(t.pos_ == "VERB" and t.i < verb.i for t in trigger):
        finding.target = Span(verb.idx, finding.target.end)


def _plain(finding: Finding, actors: Actors) -> tuple[Stance, Toward]:
    """Stance and side as the reader has them, but for a few plain words that leave no doubt."""
    if left_open(finding, actors):
        return "open", "neither"
    if finding.stance != "oppose" and excluded(finding, actors):
        return "oppose", "against"
    if lexicon.SHORT_OF.search(_up_to(finding, actors, 30)):
        return "undecided", "neither"
    if finding.stance == "support" and undoing(finding, actors) is not None:
        return "oppose", "against"
    behind = actors.text.text[finding.trigger.start : finding.sentence.end_char]
    if finding.stance == "support" and lexicon.HARM.match(behind):
        return "oppose", "against"
    if finding.stance == "support" and lexicon.ONLY_IF.search(behind):
        return "conditional", "neither"
    return finding.stance, finding.toward


def _up_to(finding: Finding, actors: Actors, characters: int) -> str:
    """The trigger with so many characters of its sentence before it: words further off may be about something else."""
    return actors.text.text[max(finding.sentence.start_char, finding.trigger.start - characters) : finding.trigger.end]


def left_open(finding: Finding, actors: Actors) -> bool:
    """Where words leave no doubt that nobody takes a side yet: "has not ruled it out", "does not oppose it", "is open to it"."""
    trigger = actors.text.tokens(*finding.trigger)
    denied = finding.stance == "oppose" and any(t.lemma_ in lexicon.OPPOSING and negated(t) for t in trigger)
    return (
        denied
        or lexicon.OPEN_TO.search(trigger.text) is not None
        or lexicon.NOT_AGAINST.search(_up_to(finding, actors, 20)) is not None
        or lexicon.not_excluded(_up_to(finding, actors, 60), len(trigger.text))
    )


def excluded(finding: Finding, actors: Actors) -> bool:
    """ "Ruled out a toll", undenied: nothing is left open."""
    trigger = actors.text.tokens(*finding.trigger)
    before = actors.text.text[max(finding.sentence.start_char, finding.trigger.start - 30) : finding.trigger.start]
    return lexicon.EXCLUDED.search(trigger.text) is not None and not lexicon.DELAYED.search(before)


def undoing(finding: Finding, actors: Actors) -> Token | None:
    """The verb outside the target that undoes it: "ended the programme", "is rolling back the rules", "opposes ending the ban"."""
    head = actors.text.tokens(*finding.target).root
    verb = head.head if head.dep_ in {"dobj", "nsubjpass"} else None
    if verb is None or finding.target.start <= verb.idx < finding.target.end or negated(verb):
        return None
    return verb if undoes(verb) else None


def undoes(verb: Token) -> bool:
    return verb.lemma_.lower() in lexicon.UNDOING or (verb.lemma_ == "roll" and particle(verb, "back"))


def _strength(finding: Finding) -> float:
    return finding.signs["verdict"] * finding.signs["trigger"]


def _shown(finding: Finding, actors: Actors) -> bool:
    """Not in a caption, not what somebody is asked, not on oneself, and not by what cannot act."""
    text = finding.sentence.text
    word = finding.holder.word
    if text.rstrip().endswith("?") and finding.holder.tie != "speaker":
        return False  # what is asked about somebody, they have not said
    if word is not None and is_hearer(word, word.head):
        return False
    if BOILERPLATE.search(text) or lexicon.ASKED.match(text) or actors.entity(finding.actor).kind in {"other", "place", "event"}:
        return False
    return not finding.target.start <= (finding.holder.word.idx if finding.holder.word is not None else -1) < finding.target.end


def distinct(found: Sequence[Finding]) -> list[Finding]:
    """In text order, without what an actor takes twice in one sentence: the surer one stays of two whose targets overlap."""
    kept: list[Finding] = []
    beside: dict[tuple[int, int], list[Finding]] = {}
    for finding in sorted(found, key=lambda f: (-f.confidence, f.trigger)):
        rivals = beside.setdefault((finding.actor, finding.sentence.start), [])
        if not any(k.target.start < finding.target.end and finding.target.start < k.target.end for k in rivals):
            rivals.append(finding)
            kept.append(finding)
    return sorted(kept, key=lambda f: (f.trigger, -f.confidence))


def positions(doc: Doc, actors: Actors, found: Sequence[Finding]) -> list[Position]:
    """An actor's findings on one matter and side are one position, the surest first."""
    about = matters([targets.matter(actors.text, f.target, f.matter) for f in found], [f.sentence.start_char for f in found])
    groups: _Groups = {}
    for finding, matter in zip(found, about, strict=True):
        statement = replace(_statement(actors, finding), toward=_side(finding, actors, matter))
        groups.setdefault((finding.actor, matter, statement.toward), []).append((finding, statement))
    groups = _consistent(groups)
    out = []
    for number, ((actor, matter, toward), held) in enumerate(groups.items()):
        ordered = tuple(s for _, s in sorted(held, key=lambda one: -one[0].confidence))
        country = actors.entity(actor).country or _spoken_country(doc, ordered, actor)
        out.append(Position(number, actor, ordered, matter, toward, country))  # type: ignore[arg-type]
    return out


def _consistent(groups: _Groups) -> _Groups:
    """Without doubtful readings that contradict a sure one: in one article an actor is rarely for and against the same thing."""
    best: dict[tuple[int, str], float] = {}
    for (actor, matter, _), held in groups.items():
        best[actor, matter] = max(best.get((actor, matter), 0.0), *(s.confidence for _, s in held))
    return {
        (actor, matter, toward): held
        for (actor, matter, toward), held in groups.items()
        if best[actor, matter] < SURE or max(s.confidence for _, s in held) >= SURE
    }


def _side(f: Finding, actors: Actors, matter: str) -> Toward:
    """The side toward the matter as it is named: who wants to repeal the health law is against the health law."""
    if f.stance not in SIDED:
        return "neither"
    first = actors.text.tokens(*f.target)[0]
    if undoes(first) and first.text.casefold() not in matter.casefold().split():
        return "against" if f.stance == "support" else "for"
    return f.toward


def _spoken_country(doc: Doc, statements: tuple[Statement, ...], actor: int) -> str | None:
    quotes = [doc._.quotes[s.quote] for s in statements if s.quote is not None]
    return next((q.country for q in quotes if q.speaker == actor and q.country), None)


def _statement(actors: Actors, f: Finding) -> Statement:
    quote = _quote(actors, f)
    trigger = actors.text.text[f.trigger.start : f.trigger.end]
    own = quote is not None and quote.speaker is not None and f.actor in {quote.speaker, actors.speaker(quote)}
    basis: Basis = quote.type if quote is not None and own else "action" if f.action >= DEED and quote is None else "narrator"
    return Statement(
        sentence=_sentence(f),
        stance=f.stance,
        target=targets.wording(actors.text.text[f.target.start : f.target.end]),
        said=f.said,
        trigger=f.trigger,
        hedge=_hedge(f, actors),
        commitment=lexicon.commitment(trigger),
        basis=basis,
        quote=quote.number if quote is not None else None,
        confidence=round(f.confidence, 3),
    )


def _quote(actors: Actors, f: Finding) -> Quote | None:
    """The quote that carries a finding: its trigger stands in the content, or is the cue of what it targets. What was not said carries none."""
    if carrying := actors.quotes(*f.trigger):
        return carrying[0]
    cued = (q for q in actors.cued(*f.trigger) if q.asserted == "said")
    return next((q for q in cued if any(p.start < f.target.end and p.end > f.target.start for p in q.pieces)), None)


def _hedge(f: Finding, actors: Actors) -> str | None:
    """Hedging words nearest the trigger, within a few words of it."""
    span = actors.text.tokens(*f.trigger)
    left, right = max(span.start - 6, f.sentence.start), min(span.end + 2, f.sentence.end)
    found = list(lexicon.HEDGE.finditer(f.sentence.doc[left:right].text))
    return found[-1].group() if found else None


def _sentence(f: Finding) -> Span:
    text = f.sentence.text
    start = f.sentence.start_char + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


def _forget(doc: Doc, known: int) -> None:
    """Leave out the entities that were made for actors who take no position after all, and number the rest anew."""
    used = sorted({p.actor for p in doc._.positions if p.actor >= known})
    number = {key: known + n for n, key in enumerate(used)}
    doc._.entities[known:] = [replace(doc._.entities[key], key=number[key]) for key in used]
    doc._.positions = [replace(p, actor=number.get(p.actor, p.actor)) for p in doc._.positions]
