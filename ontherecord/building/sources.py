"""What the newest build was made from, so that building the same files again is over in a moment.

Beside the corpus's tables lies ``sources.json``: a digest of the files' contents, the loader and its settings, and the versions of the tables
that came of it. While all are the same, there is nothing to load.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ontherecord import loading
from ontherecord.errors import Problem
from ontherecord.extraction.version import version
from ontherecord.loading.files import opened, walk
from ontherecord.settings import settings

FILE = "sources.json"
TABLES = ("articles", "report")
"""Whatever changes one of these ends what is remembered."""


def digest(paths: Iterable[Path], columns: Mapping[str, str] | None = None) -> str | None:
    """A digest of all that decides what is loaded from these files and folders; None where one cannot be read."""
    known = settings()
    found = hashlib.sha256()
    told = [version(), _loader(), known.max_characters, known.max_file_mb, known.min_words, sorted((columns or {}).items())]
    found.update(json.dumps(told).encode())
    try:
        for path in map(Path, paths):
            found.update(f"\0{path.name}\0".encode(errors="surrogateescape"))
            for file in walk(path) if path.is_dir() else [path]:
                if isinstance(file, Problem):
                    return None
                shown = file.relative_to(path).as_posix() if file != path else ""
                found.update(f"\0{shown}\0".encode(errors="surrogateescape"))
                with opened(file, file.name) as stream:  # a pipe or a device would have no end
                    found.update(hashlib.file_digest(stream, "sha256").digest())
    except (OSError, Problem):
        return None
    return found.hexdigest()


@lru_cache(maxsize=1)
def _loader() -> str:
    """A digest of the loader's own code: another loader may find something else in the same files."""
    folder = Path(str(loading.__file__)).parent
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()


def remembered(folder: Path, sources: str | None, tables: Mapping[str, int]) -> list[str] | None:
    """The locations of the load report's rows that these sources gave; None where something has changed since, or is not known."""
    if sources is None:
        return None
    try:
        found: Any = json.loads((folder / FILE).read_text(encoding="utf-8"))
        same = found["sources"] == sources and found["tables"] == {name: tables.get(name) for name in TABLES}
        return [str(location) for location in found["locations"]] if same else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(folder: Path, sources: str | None, tables: Mapping[str, int], locations: Iterable[str]) -> None:
    """Remember them. Where that fails, the next build only takes longer."""
    if sources is None:
        return
    told = {"sources": sources, "tables": {name: tables.get(name) for name in TABLES}, "locations": list(locations)}
    with contextlib.suppress(OSError):
        path = folder / f"{FILE}.unfinished"
        path.write_text(json.dumps(told), encoding="utf-8")
        path.replace(folder / FILE)


COLUMNS = "columns.json"


def columns_of(folder: Path) -> dict[str, str]:
    """Field -> column, as a person named them for an earlier build of the corpus in this folder."""
    try:
        found: Any = json.loads((folder / COLUMNS).read_text(encoding="utf-8"))
        return {str(field): str(column) for field, column in found.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def remember_columns(folder: Path, columns: Mapping[str, str]) -> None:
    """Remember them for builds to come."""
    if columns == columns_of(folder):
        return
    path = folder / f"{COLUMNS}.unfinished"
    path.write_text(json.dumps(dict(columns), ensure_ascii=False), encoding="utf-8")
    path.replace(folder / COLUMNS)
