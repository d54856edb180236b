"""Gold as the reader learns it: windows with a label for each word, and for each trigger its target, side and holders."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
from spacy.tokens import Doc
from tokenizers import Tokenizer

from ontherecord.extraction.positions.actors import Actors
from ontherecord.extraction.positions.holders import holders, kind
from ontherecord.extraction.positions.passages import Passage, passages
from ontherecord.extraction.positions.reader import DEED, MATTER
from ontherecord.loading.repair import ReadingText
from ontherecord.model import SIDES, STANCES

IGNORED = -100
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


@dataclass
class Sample:
    passage: Passage
    labels: np.ndarray
    tasks: list[Task]


def samples(gold: dict[str, Any], doc: Doc, tokenizer: Tokenizer, scorer: ModuleType) -> list[Sample]:
    """A sample for each window of the article. Statements that the annotator doubts are neither learned nor counted as wrong."""
    reading = ReadingText(doc._.article.text, doc._.article.repairs)
    actors = Actors(doc)
    found = [_placed(one, reading, doc) for one in gold["statements"]]
    out = []
    for passage in passages(doc, tokenizer):
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
        tasks = [_task(list(pieces), held, passage, doc, actors, scorer) for (pieces, _), held in groups.items()]
        out.append(Sample(passage, labels, tasks))
    return out


def _placed(one: dict[str, Any], reading: ReadingText, doc: Doc) -> dict[str, Any]:
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
