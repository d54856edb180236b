"""How likely a finding is right: a calibrated probability from what the reader itself is unsure of and from how the finding stands in the text.

Boosted trees (Friedman 2001) over :func:`signs`, learned from the reader's findings in articles that it had not seen (training/train.py),
kept as plain arrays in ``verifier.json`` and run with NumPy.
"""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ontherecord.extraction.positions.actors import Actors
from ontherecord.extraction.positions.holders import TIES
from ontherecord.extraction.positions.reader import Finding
from ontherecord.model import STANCES

log = logging.getLogger(__name__)
_CHANCES = ("trigger", "trigger mean", "stance", "verdict", "verdict stance", "target", "target inside", "actor", "other actor", "side")
PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who", "which", "that", "his", "her", "its", "their", "our", "my"})


def signs(finding: Finding, actors: Actors) -> dict[str, float]:
    """Readable signs of one finding, by name; chances as log odds."""
    read, sentence = finding.signs, finding.sentence
    entity = actors.entity(finding.actor)
    trigger = actors.text.tokens(*finding.trigger)
    target = actors.text.tokens(*finding.target)
    quote = next(iter(actors.quotes(finding.trigger.start, finding.trigger.start + 1)), None)
    cue = next(iter(actors.cued(*finding.trigger)), None)
    word = finding.holder.word
    out = {name: _log_odds(read[name]) for name in _CHANCES}
    out |= {name: read[name] for name in ("place", "rivals")}
    out |= {f"stance {s}": float(finding.stance == s) for s in STANCES}
    out |= {f"tie {t}": float(finding.holder.tie == t) for t in TIES}
    out |= {f"kind {k}": float(entity.kind == k) for k in ("person", "organisation", "country", "group")}
    out |= {
        "named": float(entity.named),
        "in quote": float(quote is not None),
        "own quote": float(quote is not None and quote.speaker is not None and actors.speaker(quote) == finding.actor),
        "direct": float(quote is not None and quote.type == "direct"),
        "speaker sure": quote.confidence if quote is not None else 0.0,
        "no speaker": float(quote is not None and quote.speaker is None),
        "cue": float(cue is not None),
        "pronoun": float(word is not None and word.lower_ in PRONOUNS),
        "subject": float(word is not None and word.dep_.startswith("nsubj")),
        "object": float(word is not None and word.dep_ in {"dobj", "pobj"}),
        "holder before": float(word is not None and word.idx < finding.trigger.start),
        "distance": 0.0 if word is None else math.log1p(abs(word.idx - finding.trigger.start)),
        "sentence": math.log1p(len(sentence)),
        "question": float(sentence.text.rstrip("”\"’' \n").endswith("?")),
        "outside": float(not sentence.start_char <= finding.target.start < sentence.end_char),
        "target words": float(len(target)),
        "target noun": float(target.root.pos_ in {"NOUN", "PROPN"}),
        "target verb": float(target.root.pos_ in {"VERB", "AUX"}),
        "target name": float(all(t.ent_type_ for t in target)),
        "trigger words": float(len(trigger)),
        "trigger verb": float(trigger.root.pos_ in {"VERB", "AUX"}),
        "place in text": finding.trigger.start / max(1, len(actors.text.text)),
        "deed": finding.action,
        "against": float(finding.toward == "against"),
    }
    return out


def _log_odds(chance: float) -> float:
    kept = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


class Tree(NamedTuple):
    """Nodes in arrays of one length; a leaf has ``left`` -1. A value goes left where it is at most ``limit``."""

    sign: NDArray[np.int64]
    limit: NDArray[np.float64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: NDArray[np.float64]


class Verifier:
    """The boosted trees of a file, and the scale that makes their sum a probability. Raises OSError, ValueError, KeyError for a bad file."""

    def __init__(self, file: Path) -> None:
        held = json.loads(file.read_text(encoding="utf-8"))
        self.names: Sequence[str] = held["signs"]
        self.start, self.scale, self.shift = float(held["start"]), float(held["scale"]), float(held["shift"])
        self.trees = [Tree(*(np.asarray(tree[field]) for field in Tree._fields)) for tree in held["trees"]]

    def score(self, rows: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """Sum of the trees for each row, in log odds before scaling."""
        values = np.array([[row.get(name, 0.0) for name in self.names] for row in rows]).reshape(len(rows), len(self.names))
        total = np.full(len(rows), self.start)
        for tree in self.trees:
            at = np.zeros(len(rows), dtype=np.int64)
            while (open_ := tree.left[at] >= 0).any():
                lower = values[np.arange(len(rows)), np.maximum(tree.sign[at], 0)] <= tree.limit[at]
                at = np.where(open_, np.where(lower, tree.left[at], tree.right[at]), at)
            total += tree.value[at]
        return total

    def chances(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        """The probability that each finding is right."""
        if not rows:
            return []
        return [float(c) for c in 1 / (1 + np.exp(-(self.scale * self.score(rows) + self.shift)))]


@lru_cache(maxsize=2)
def verifier(file: Path) -> Verifier | None:
    """The verifier in a file, loaded once per process; None, with a line in the log, where it cannot be used."""
    try:
        made = Verifier(file)
        made.chances([{}])  # a tree that breaks off shows when it is walked
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        log.warning("The verifier in %s cannot be used (%s); positions are found by rules alone.", file, error)
        return None
    return made
