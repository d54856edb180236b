"""Statements of the gold as the reader learns them: a label for each word of a window, and for each trigger its target, side and holders."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
import torch
from spacy.tokens import Doc
from torch import Tensor
from torch.nn import functional

from ontherecord.extraction.positions.actors import Actors
from ontherecord.extraction.positions.holders import holders, kind
from ontherecord.extraction.positions.passages import Passage
from ontherecord.extraction.positions.reader import DEED, MATTER
from ontherecord.loading.repair import ReadingText
from ontherecord.model import SIDES, STANCES
from training import network
from training.network import Network

IGNORED = -100
NEGATIVES, LIKED = 0.5, 0.05
"""For each trigger so many words that only look like one are marked too, if the tagger likes them at least this much."""
Span = tuple[int, int]


@dataclass
class Task:
    """One trigger, with labels a piece for its target; ``holders``: (piece or -1, kind, whether the stance is theirs)."""

    trigger: list[int]
    stance: int
    tags: np.ndarray
    bounds: list[tuple[int, int]]
    """First pieces of the first and the last word of each target that stands in the window."""
    side: int
    deed: int
    holders: list[tuple[int, int, bool]]
    doubtful: bool


def labelled(passage: Passage, found: list[dict[str, Any]], doc: Doc, actors: Actors, scorer: ModuleType) -> tuple[np.ndarray, list[Task]]:
    """Labels of the window's pieces, and its triggers. Statements that the annotator doubts are neither learned nor counted as wrong."""
    labels = np.full(len(passage.window.ids), IGNORED)
    for word in passage.window.words:
        labels[word.piece] = 0
    groups: dict[tuple[tuple[int, ...], str], list[dict[str, Any]]] = {}
    first, last = passage.window.words[0].start, passage.window.words[-1].end
    for one in found:
        pieces = passage.pieces(*one["trigger"])
        if pieces and first <= one["trigger"][0] < last:
            labels[pieces] = IGNORED if one["doubtful"] else 1 + STANCES.index(one["stance"])
            groups.setdefault((tuple(pieces), one["stance"]), []).append(one)
    return labels, [_task(list(pieces), held, passage, doc, actors, scorer) for (pieces, _), held in groups.items()]


def placed(one: dict[str, Any], reading: ReadingText, doc: Doc) -> dict[str, Any]:
    """A statement with its spans in the reading text; where the whole sentence carries the stance, its main word is the trigger."""
    evidence = tuple(reading.to_reading(*one["evidence"]))
    if one["trigger_span"]:
        trigger = tuple(reading.to_reading(*one["trigger_span"]))
    else:
        root = doc.char_span(*evidence, alignment_mode="expand").root
        trigger = (root.idx, root.idx + len(root))
    return {**one, "trigger": trigger, "target_at": tuple(reading.to_reading(*one["target_span"]))}


def _task(pieces: list[int], held: list[dict[str, Any]], passage: Passage, doc: Doc, actors: Actors, scorer: ModuleType) -> Task:
    text = doc.text
    tags = np.full(len(passage.window.ids), IGNORED)
    bounds = []
    for word in passage.window.words:
        tags[word.piece] = 0
    for one in held:
        start, end = one["target_at"]
        about = scorer.stems(one["matter"])
        words = [w for w in passage.window.words if w.start < end and w.end > start]
        if words:
            bounds.append((words[0].piece, words[-1].piece))
        for word in words:
            tags[word.piece] = MATTER if scorer.stems(text[word.start : word.end]) & about else DEED
    if not (tags > 0).any():
        tags[:] = IGNORED  # the target stands in another window
    at = held[0]["trigger"][0]
    sentence = next(s for s in doc.sents if s.start_char <= at < s.end_char)
    found = []
    for holder in holders(actors, sentence):
        places = passage.pieces(holder.word.idx, holder.word.idx + len(holder.word)) if holder.word is not None else []
        right = any(scorer.same_name(one["actor"], actors.name(holder.actor)) for one in held)
        found.append((places[0] if places else -1, kind(actors, holder), right))
    side = Counter(one["toward"] for one in held).most_common(1)[0][0]
    deed = int(any(one["basis"] == "action" for one in held))
    return Task(pieces, 1 + STANCES.index(held[0]["stance"]), tags, bounds, SIDES.index(side), deed, found, all(one["doubtful"] for one in held))


def lookalikes(tasks: list[Task], scores: Tensor, labels: Tensor) -> list[Task]:
    """Words that the tagger takes for a trigger though they are none, for the second step to tell apart."""
    chance = (1 - scores.softmax(-1)[:, 0]).masked_fill(labels != 0, 0.0)
    most = max(1, round(NEGATIVES * len(tasks)))
    best = chance.topk(min(most, len(chance)))
    nothing = np.full(len(labels), IGNORED)
    return [
        Task([place], 1 + int(scores[place, 1:].argmax()), nothing, [], IGNORED, IGNORED, [], False)
        for value, place in zip(best.values.tolist(), best.indices.tolist(), strict=True)
        if value > LIKED
    ]


def statement_losses(passages: list[Passage], tasks: list[tuple[int, Task]], known: Tensor, net: Network) -> dict[str, Tensor]:
    """Losses of the second step by name; each task comes with the row of its passage."""
    scopes = [(int(passages[row].first[t.trigger[0]]), int(passages[row].last[t.trigger[-1]])) for row, t in tasks]
    length = max(last - first for first, last in scopes)
    mark = torch.zeros(len(tasks), length, dtype=torch.long)
    real = torch.zeros(len(tasks), length)
    tags = torch.full((len(tasks), length), IGNORED)
    words = torch.full((len(tasks), length), -1e4)
    states = []
    for n, ((row, task), (first, last)) in enumerate(zip(tasks, scopes, strict=True)):
        states.append(functional.pad(known[row, first:last], (0, 0, 0, length - (last - first))))
        mark[n, [p - first for p in task.trigger if p < last]] = task.stance
        real[n, : last - first] = 1
        tags[n, : last - first] = torch.from_numpy(task.tags[first:last])
        words[n, [w.piece - first for w in passages[row].window.words if first <= w.piece < last]] = 0.0
    held, bounds, tag_scores, verdicts, sides, deeds = net.statement(torch.stack(states), mark, real)
    every = torch.arange(len(tasks))
    at = torch.tensor([t.trigger[0] - first for (_, t), (first, _) in zip(tasks, scopes, strict=True)])
    out = {
        "bounds": _bounds_loss(bounds.float() + words[:, :, None], tasks, scopes),
        "tags": _cross_entropy(tag_scores.float().reshape(-1, network.TAGS), tags.reshape(-1)),
        "verdict": _cross_entropy(verdicts.float()[every, at], torch.tensor([_verdict(t) for _, t in tasks])),
        "side": _cross_entropy(sides.float()[every, at], torch.tensor([t.side for _, t in tasks])),
    }
    deed = torch.tensor([float(t.deed) for _, t in tasks])
    known = deed >= 0
    if known.any():
        out["deed"] = functional.binary_cross_entropy_with_logits(deeds.float()[every, at, 0][known], deed[known])
    asked = [(n, piece, kind, right) for n, (_, task) in enumerate(tasks) for piece, kind, right in task.holders]
    if asked:
        numbers = torch.tensor([n for n, *_ in asked])
        places = torch.tensor([p - scopes[n][0] if scopes[n][0] <= p < scopes[n][1] else int(at[n]) for n, p, *_ in asked])
        chosen = net.actor(held[numbers, places], held[numbers, at[numbers]], torch.tensor([k for *_, k, _ in asked]))
        out["actor"] = functional.binary_cross_entropy_with_logits(chosen.float(), torch.tensor([float(r) for *_, r in asked]))
    return out


def _verdict(task: Task) -> int:
    """The stance; none for what only looks like a trigger."""
    return IGNORED if task.doubtful else task.stance if task.side != IGNORED else 0


def _bounds_loss(bounds: Tensor, tasks: list[tuple[int, Task]], scopes: list[tuple[int, int]]) -> Tensor:
    """Minus log of the chance that falls on any right first word, and on any right last word."""
    chances = bounds.log_softmax(1)
    parts = []
    for n, ((_, task), (first, last)) in enumerate(zip(tasks, scopes, strict=True)):
        right = [(a - first, b - first) for a, b in task.bounds if first <= a and b < last]
        if right:
            parts += [-chances[n, [a for a, _ in right], 0].logsumexp(0), -chances[n, [b for _, b in right], 1].logsumexp(0)]
    return torch.stack(parts).mean() if parts else bounds.sum() * 0


def _cross_entropy(scores: Tensor, labels: Tensor) -> Tensor:
    return functional.cross_entropy(scores, labels, ignore_index=IGNORED) if (labels != IGNORED).any() else scores.sum() * 0
