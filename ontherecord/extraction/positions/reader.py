"""What the trained reader reads of statements: first the words that carry a stance, then, with these marked, target, side and actor.

This module decodes the scores of its networks. Method: a trigger and its arguments as in event extraction, the trigger marked for the second step
as in predicate-marking role labellers (Shi and Lin 2019); the actor is picked among candidates by a pointer, as QuoBERT picks speakers (Vaucher et
al. 2021).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from ontherecord.extraction.document import Text
from ontherecord.extraction.networks import Networks, read_windows, softmax
from ontherecord.extraction.positions.actors import Actors
from ontherecord.extraction.positions.holders import Holder, holders, kind
from ontherecord.extraction.positions.passages import Passage, passages
from ontherecord.extraction.positions.targets import pointer, resolved, worded
from ontherecord.extraction.windows import Floats, Word
from ontherecord.model import SIDES, STANCES, Span, Stance, Toward

NOTICED, ASKED = 0.15, 0.4
"""Chance from which words belong to a trigger; chance of its likeliest word from which it is read again. The verifier decides later."""
JOINED = 0.5
"""Chance from which a further candidate holds the stance too ("Norway and Chad signed")."""
LONGEST, STRETCHES = 30, 3
"""Words of a target; stretches tried for one that says what it is."""
DEED, MATTER = 1, 2
"""Labels of target words: of the deed ("repealing"), of the matter ("the health law")."""


@dataclass(slots=True)
class Finding:
    """What is read at one trigger of one actor. Offsets are characters of ``doc.text``."""

    actor: int
    sentence: Tokens
    stance: Stance
    target: Span
    said: str | None
    trigger: Span
    toward: Toward
    matter: tuple[Span, ...]
    """Words of the target that name the matter, without the deed done to it."""
    action: float
    """Chance that it is a deed that takes a side (a vote, a veto)."""
    holder: Holder
    signs: dict[str, float] = field(default_factory=dict)
    """What the verifier goes by."""
    confidence: float = 0.0


@dataclass(slots=True)
class _Trigger:
    words: list[Word]
    stance: int
    chances: Floats
    """[words, labels]"""


class Reader:
    """Reads the statements of a Doc with the trained networks."""

    def __init__(self, by: Networks) -> None:
        self._by = by

    def read(self, doc: Doc, actors: Actors) -> Iterator[Finding]:
        """Every finding of a Doc, unsure ones too, in text order. May add entities for descriptions to the Doc."""
        sentences = list(doc.sents)
        starts = np.array([s.start_char for s in sentences])
        known: dict[int, list[Holder]] = {}
        read = read_windows(doc, self._by)
        for passage, (_, states) in zip(passages(doc, [window for window, _ in read]), read, strict=True):
            known_states, scores = self._by.triggers(states, passage.told, passage.names)
            found = triggers(passage, softmax(scores))
            for number, group in groupby(found, key=lambda t: int(np.searchsorted(starts, t.words[0].start, side="right")) - 1):
                sentence = sentences[number]
                if number not in known:
                    known[number] = holders(actors, sentence)
                if known[number]:
                    yield from self._sentence(passage, known_states, sentence, list(group), known[number], actors)

    def _sentence(
        self, passage: Passage, known: Floats, sentence: Tokens, found: list[_Trigger], candidates: list[Holder], actors: Actors
    ) -> Iterator[Finding]:
        first = int(passage.first[found[0].words[0].piece])
        last = int(passage.last[found[0].words[0].piece])
        marks = np.zeros((len(found), last - first), dtype=np.int64)
        for row, trigger in enumerate(found):
            marks[row, [w.piece - first for w in trigger.words if w.piece < last]] = trigger.stance
        states, bounds, tags, verdicts, sides, deeds = self._by.statement(known[first:last], marks)
        words = [w for w in passage.window.words if first <= w.piece < last]
        for row, trigger in enumerate(found):
            at = trigger.words[0].piece - first
            target = _target(actors.text, stretches(words, bounds[row], tags[row], first))
            if target is None:
                continue
            at_holder = [self._place(passage, h, first, last, at) for h in candidates]
            kinds = np.array([kind(actors, h) for h in candidates], dtype=np.int64)
            chances = self._by.actor(states[row, at_holder], np.repeat(states[row, at][None], len(candidates), 0), kinds)
            verdict, side = softmax(verdicts[row, at]), softmax(sides[row, at])
            yield from _findings(sentence, trigger, target, ranked(candidates, chances), verdict, side, float(1 / (1 + np.exp(-deeds[row, at, 0]))))

    @staticmethod
    def _place(passage: Passage, holder: Holder, first: int, last: int, otherwise: int) -> int:
        if holder.word is None:
            return otherwise
        pieces = passage.pieces(holder.word.idx, holder.word.idx + len(holder.word))
        return pieces[0] - first if pieces and first <= pieces[0] < last else otherwise


def triggers(passage: Passage, chances: Floats, least: float = NOTICED) -> Iterator[_Trigger]:
    """Runs of neighbouring words whose chance to carry a stance is ``least`` or more. ``chances`` [pieces, labels], label 0 for none."""
    run: list[Word] = []
    for word in (*passage.window.words, None):
        if word is not None and 1 - chances[word.piece, 0] >= least and (not run or word.start - run[-1].end <= 2):
            run.append(word)
            continue
        if run:
            held = chances[[w.piece for w in run]]
            if 1 - held[:, 0].min() >= ASKED:
                yield _Trigger(run, int(held[:, 1:].mean(0).argmax()) + 1, held)
        run = [word] if word is not None and 1 - chances[word.piece, 0] >= least else []


@dataclass(slots=True)
class _Stretch:
    """A stretch of words that may be the target."""

    span: Span
    chance: float
    """That it begins and ends here."""
    inside: float
    """Mean chance of its words to be part of a target."""
    matter: tuple[Span, ...]


def stretches(words: list[Word], bounds: Floats, tags: Floats, first: int) -> list[_Stretch]:
    """The likeliest stretches of the scope, best first, none over another. ``bounds`` and ``tags`` are scores [pieces of the scope, ...]."""
    at = [w.piece - first for w in words]
    chances = softmax(bounds[at].T)  # [first and last, words]
    joint = np.triu(chances[0][:, None] * chances[1][None])
    joint *= np.tri(len(words), k=0).T - np.tri(len(words), k=-1).T * (np.arange(len(words))[None] - np.arange(len(words))[:, None] >= LONGEST)
    labels = softmax(tags[at])
    out: list[_Stretch] = []
    for _ in range(STRETCHES):
        start, end = divmod(int(joint.argmax()), len(words))
        if joint[start, end] <= 0:
            break
        held = words[start : end + 1]
        named = _joined([w for w, label in zip(held, labels[start : end + 1].argmax(-1), strict=True) if label == MATTER])
        inside = float(1 - labels[start : end + 1, 0].mean())
        out.append(_Stretch(Span(held[0].start, held[-1].end), float(joint[start, end]), inside, named))
        joint[: end + 1, start:] = 0
    return out


def _joined(words: list[Word]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for word in words:
        if spans and word.start - spans[-1].end <= 1:
            spans[-1] = Span(spans[-1].start, word.end)
        else:
            spans.append(Span(word.start, word.end))
    return tuple(spans)


def ranked(candidates: list[Holder], chances: Floats) -> list[tuple[float, Holder]]:
    """Each actor once, with its best chance, likeliest first."""
    best: dict[int, tuple[float, Holder]] = {}
    for holder, chance in zip(candidates, chances.tolist(), strict=True):
        if holder.actor not in best or best[holder.actor][0] < chance:
            best[holder.actor] = (chance, holder)
    return sorted(best.values(), key=lambda one: -one[0])


class _Target(NamedTuple):
    stretch: _Stretch
    said: str | None
    """The words that stand for it in the sentence: "it", "the move"."""


def _target(text: Text, found: list[_Stretch]) -> _Target | None:
    """The first stretch that names something one can be for or against; what only points to it is kept beside."""
    said = None
    for stretch in found:
        if (span := worded(text, stretch.span)) is not None:
            full = resolved(text, span)
            said = said or (text.text[span.start : span.end] if full != span else None)
            return _Target(replace(stretch, span=full, matter=stretch.matter if full == span else ()), said)
        said = said or pointer(text, stretch.span)
    return None


def _findings(
    sentence: Tokens, trigger: _Trigger, target: _Target, actors: list[tuple[float, Holder]], verdict: Floats, side: Floats, deed: float
) -> Iterator[Finding]:
    chances = 1 - trigger.chances[:, 0]
    last = sentence.start_char + len(sentence.text.rstrip())  # a trigger may run on into the next sentence
    for place, (chance, holder) in enumerate(actors):
        if place and chance < JOINED:
            break
        other = actors[0][0] if place else actors[1][0] if len(actors) > 1 else 0.0
        yield Finding(
            actor=holder.actor,
            sentence=sentence,
            stance=STANCES[trigger.stance - 1],
            target=target.stretch.span,
            said=target.said,
            trigger=Span(trigger.words[0].start, max(w.end for w in trigger.words if w.end <= last or w is trigger.words[0])),
            toward=SIDES[int(side.argmax())],
            matter=target.stretch.matter,
            action=deed,
            holder=holder,
            signs={
                "trigger": float(chances.max()),
                "trigger mean": float(chances.mean()),
                "stance": float(trigger.chances[:, trigger.stance].max()),
                "verdict": float(1 - verdict[0]),
                "verdict stance": float(verdict[trigger.stance]),
                "target": target.stretch.chance,
                "target inside": target.stretch.inside,
                "actor": chance,
                "other actor": other,
                "place": float(place),
                "side": float(side.max()),
            },
        )
