"""Files -> articles: one reader a format, repairs for reading, dates, duplicates. See docs/architecture.md for the doors."""

from ontherecord.loading.run import Loaded, load_files, load_paths, load_text
from ontherecord.loading.stories import stories

__all__ = ["Loaded", "load_files", "load_paths", "load_text", "stories"]
