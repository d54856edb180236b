"""The second trained part: a small encoder that reads a candidate in its paragraph and says which stance it takes, if any.

The network (training/positions/network.py) runs as one int8 ONNX graph on CPU, without PyTorch. Its word counts beside that of the
regressions over readable features (:mod:`model`), which know what the rules have read; without its files these go on alone.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from ontherecord.extraction.positions.candidates import Candidate
from ontherecord.extraction.positions.finder import Finder
from ontherecord.extraction.positions.model import FILE
from ontherecord.extraction.positions.views import View, views
from ontherecord.extraction.quotes.encoder import threads_for
from ontherecord.settings import settings

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FOLDER = FILE.parent
FLOOR = 0.08
"""Candidates that the regressions give less of a chance are not asked for: hardly one of them could still count."""
SHARE, SIDE_SHARE = 0.35, 0.5
"""The encoder's weight beside the regressions': for whether there is a position, for which."""
Chance = tuple[float, NDArray[np.float64]]
"""Probability of a position, and of each stance given that there is one."""

log = logging.getLogger(__name__)


class PositionEncoder:
    """The encoder, ready to read. Raises what onnxruntime raises for missing or broken files."""

    def __init__(self, folder: Path, tokenizer: Tokenizer, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads leave the cores to others
        options.log_severity_level = 3
        self.tokenizer = tokenizer
        self._session = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"])

    def scores(self, found: Iterable[View]) -> dict[int, NDArray[np.float32]]:
        """Number of the candidate -> float32 [6]: log odds, not normalised, of no position and of each side."""
        out: dict[int, NDArray[np.float32]] = {}
        for view in found:
            window = view.window
            (rows,) = self._session.run(
                None,
                {
                    "ids": window.ids,
                    "case": window.case,
                    "inside": window.inside,
                    "kinds": view.kinds,
                    "pools": view.pools,
                    "signs": view.signs,
                },
            )
            out.update(zip(view.numbers, rows, strict=True))
        return out

    def judge(self, doc: Doc, finder: Finder, candidates: Sequence[Candidate], chances: Sequence[Chance]) -> list[Chance]:
        """The regressions' chances with the encoder's word beside them."""
        asked = [n for n, (chance, _) in enumerate(chances) if chance >= FLOOR]
        return mixed(chances, self.scores(views(doc, finder, candidates, asked, self.tokenizer)))


def mixed(chances: Sequence[Chance], scores: dict[int, NDArray[np.float32]]) -> list[Chance]:
    """Weighted means of log odds; a candidate without scores keeps what the regressions say."""
    return list(_mixed(chances, scores))


def _mixed(chances: Sequence[Chance], scores: dict[int, NDArray[np.float32]]) -> Iterator[Chance]:
    for number, (chance, stances) in enumerate(chances):
        row = scores.get(number)
        if row is None:
            yield chance, stances
            continue
        raised = np.exp(row.astype(float) - float(row.max()))
        parts = raised / raised.sum()
        odds = (1 - SHARE) * _log_odds(chance) + SHARE * _log_odds(1 - float(parts[0]))
        sides = np.exp((1 - SIDE_SHARE) * np.log(stances + 1e-9) + SIDE_SHARE * np.log(parts[1:] / parts[1:].sum() + 1e-9))
        yield float(1 / (1 + np.exp(-odds))), sides / sides.sum()


def _log_odds(chance: float) -> float:
    kept = min(max(chance, 1e-5), 1 - 1e-5)
    return float(np.log(kept / (1 - kept)))


def words() -> Tokenizer:
    """The tokenizer of the encoder for quotations, which reads the same word pieces."""
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(settings().quote_model / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


@lru_cache(maxsize=1)
def encoder() -> PositionEncoder | None:
    """The encoder that ships with the project, loaded once per process; None, with a line in the log, where it cannot be used."""
    try:
        return PositionEncoder(FOLDER, words(), threads_for(os.cpu_count() or 1, settings().processes))
    except Exception as error:  # onnxruntime and tokenizers raise kinds of their own for a missing or unreadable file
        log.warning("The encoder for positions in %s cannot be used (%s); readable features go on alone.", FOLDER, error)
        return None
