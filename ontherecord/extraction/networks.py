"""The trained reader as it runs in the app: one trunk that reads a window of text, and heads that say what is read there.

The network (training/network.py) runs as int8 ONNX graphs on CPU, without PyTorch. The trunk is the costly part: its states are kept on the Doc,
so that quotes and positions share them.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from ontherecord.extraction.windows import Floats, Ints, Window, windows, word_pieces
from ontherecord.model import Span

GRAPHS = ("trunk", "cues", "content", "triggers", "statement", "actor")

log = logging.getLogger(__name__)


class Networks:
    """The graphs of a folder, ready to run. Raises what onnxruntime and tokenizers raise for missing or broken files."""

    def __init__(self, folder: Path) -> None:
        self.tokenizer = word_pieces(folder / "tokenizer.json")
        self._graphs = {name: _graph(folder / f"{name}.onnx") for name in GRAPHS}

    def _run(self, graph: str, **given: Any) -> list[Floats]:
        return self._graphs[graph].run(None, given)  # type: ignore[no-any-return]

    def states(self, window: Window) -> Floats:
        """Hidden states [pieces, width]. One window at a time: padding a batch costs more than it saves on CPU."""
        return self._run("trunk", ids=window.ids[None], case=window.case[None], inside=window.inside[None])[0][0]

    def cues(self, states: Floats) -> Floats:
        """Scores of cue labels [pieces, labels]."""
        return self._run("cues", hidden=states[None])[0][0]

    def content(self, states: Floats, marks: Ints) -> Floats:
        """Of a paragraph's states [pieces, width] with each cue marked [cues, pieces]: scores of content and source [cues, pieces, labels]."""
        return self._run("content", hidden=np.repeat(states[None], len(marks), 0), mark=marks)[0]

    def triggers(self, states: Floats, told: Ints, names: Ints) -> tuple[Floats, Floats]:
        """States that know what is told and named there [pieces, width], and scores of trigger labels [pieces, labels]."""
        known, scores = self._run("triggers", hidden=states[None], told=told[None], names=names[None])
        return known[0], scores[0]

    def statement(self, known: Floats, marks: Ints) -> tuple[Floats, ...]:
        """``known`` [pieces, width], ``marks`` [triggers, pieces] -> states, and scores a piece: target bounds, tags, verdict, side, deed."""
        return tuple(self._run("statement", known=np.repeat(known[None], len(marks), 0), mark=marks))

    def actor(self, holder: Floats, trigger: Floats, kinds: Ints) -> Floats:
        """Chance of each candidate to hold the stance: states of its word and of the trigger [candidates, width], its kind [candidates]."""
        (scores,) = self._run("actor", holder=holder, trigger=trigger, kind=kinds)
        return np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)


@lru_cache(maxsize=2)
def networks(folder: Path) -> Networks | None:
    """The graphs in a folder, loaded once per process; None, with a line in the log, where the files or the runtime cannot be used."""
    try:
        return Networks(folder)
    except Exception as error:  # onnxruntime and tokenizers raise kinds of their own for a missing or unreadable file
        log.warning("The trained reader in %s cannot be used (%s); quotes and positions are found by rules alone.", folder, error)
        return None


def read_windows(doc: Doc, by: Networks) -> list[tuple[Window, Floats]]:
    """The Doc cut into windows with the trunk's states, made once and kept in ``doc._.windows``. The headline is left out."""
    if doc._.windows is None:
        quoted = [Span(pair.start, pair.end) for pair in doc._.marks]
        doc._.windows = [(window, by.states(window)) for window in windows(doc.text, doc._.paragraphs, quoted, by.tokenizer)]
    return doc._.windows  # type: ignore[no-any-return]


def softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), dtype=np.float32)


def _graph(file: Path) -> Any:
    import onnxruntime  # slow to import: not before it is needed

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # a build has a worker a core: more threads would only fight
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
