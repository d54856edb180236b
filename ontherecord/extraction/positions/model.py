"""The first trained part: how probably a candidate takes a position, and of which stance.

Two logistic regressions over readable features, trained by ``training/positions/train.py``; numpy alone is needed to use them.
"""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ontherecord.model import Stance

FILE = Path(__file__).resolve().parents[3] / "data" / "models" / "positions" / "weights.npz"
SIDES: tuple[Stance, ...] = ("support", "oppose", "open", "conditional", "undecided")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Weights:
    """``found``: float32 [features]; ``stance``: float32 [features, 5] in the order of SIDES; ``numbers``: feature -> row."""

    numbers: dict[str, int]
    found: NDArray[np.float32]
    stance: NDArray[np.float32]
    threshold: float
    again: NDArray[np.float64]
    """float [signs]: which further position of an actor is one more (:class:`~ontherecord.extraction.positions.merging.Again`)."""
    wording: dict[str, float] = field(default_factory=dict)
    """Sign -> weight: how targets are worded (:class:`~ontherecord.extraction.positions.wordings.Wordings`)."""

    def chances(self, features: Iterable[str]) -> tuple[float, NDArray[np.float64]]:
        """Probability of a position, and of each stance given that there is one."""
        rows = [self.numbers[f] for f in sorted(features) if f in self.numbers]
        scores = self.stance[rows].sum(0).astype(float)
        raised = np.exp(scores - scores.max())
        return float(1 / (1 + np.exp(-float(self.found[rows].sum())))), raised / raised.sum()

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            path,
            names=np.frombuffer("\n".join(self.numbers).encode(), dtype=np.uint8),
            found=self.found.astype(np.float16),
            stance=self.stance.astype(np.float16),
            threshold=np.array(self.threshold),
            again=self.again,
            signs=np.frombuffer("\n".join(self.wording).encode(), dtype=np.uint8),
            wording=np.array(list(self.wording.values()), dtype=np.float32),
        )


def load(path: Path) -> Weights:
    """Raises OSError, EOFError, KeyError, TypeError, ValueError or BadZipFile for a file that is missing or is none of ours."""
    with np.load(path, allow_pickle=False) as data:
        names = data["names"].tobytes().decode().split("\n")
        found, stance = data["found"].astype(np.float32), data["stance"].astype(np.float32)
        if found.shape != (len(names),) or stance.shape != (len(names), len(SIDES)):
            raise ValueError(f"{path.name}: shapes do not fit")
        wording = dict(zip(data["signs"].tobytes().decode().split("\n"), map(float, data["wording"]), strict=True)) if len(data["wording"]) else {}
        again = data["again"].astype(float)
        return Weights({name: n for n, name in enumerate(names)}, found, stance, float(data["threshold"]), again, wording)


@lru_cache(maxsize=1)
def weights() -> Weights | None:
    """The weights that ship with the project; None where the file is missing or cannot be read: rules alone go on."""
    try:
        return load(FILE)
    except (OSError, EOFError, KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        log.warning("positions by rules alone: %s", error)
        return None
