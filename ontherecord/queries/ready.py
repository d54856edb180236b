"""Rows in the form in which they go to a browser: turned into it once, however often they are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pyarrow as pa

if TYPE_CHECKING:
    import pandas as pd

Ready: TypeAlias = pa.Table
"""Nobody can change one: everybody may have the same."""


def ready(rows: pd.DataFrame) -> Ready:
    """The columns of a frame, without its index."""
    return pa.Table.from_pandas(rows, preserve_index=False)
