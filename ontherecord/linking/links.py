"""What linking over a corpus gives, and the readable ids it gives out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ontherecord.text import new_slug, slug

if TYPE_CHECKING:
    import pandas as pd


class Links(NamedTuple):
    """``nodes``: one row a thing of the corpus. ``links``: which thing of an article is which node."""

    nodes: pd.DataFrame
    links: pd.DataFrame


__all__ = ["Links", "new_slug", "slug"]
