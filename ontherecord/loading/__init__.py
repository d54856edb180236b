"""Files -> articles: one reader a format, repairs for reading, dates, duplicates. See docs/architecture.md for the doors."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ontherecord.loading.preview import Columns, columns
    from ontherecord.loading.run import Loaded, load_files, load_paths, load_text
    from ontherecord.loading.similar import stories

__all__ = ["Columns", "Loaded", "columns", "load_files", "load_paths", "load_text", "stories"]
_ROOMS = {"stories": "similar", "Columns": "preview", "columns": "preview"}


def __getattr__(name: str) -> Any:
    """The doors open on first use: who only asks for repairs (every page does) need not wait for the readers of all formats."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS.get(name, 'run')}"), name)
