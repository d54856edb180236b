"""Rows in the form in which they go to a browser: turned into it once, however often they are sent."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import pyarrow as pa

if TYPE_CHECKING:
    import pandas as pd

Ready: TypeAlias = pa.Table
"""Nobody can change one: everybody may have the same."""


def ready(rows: pd.DataFrame) -> Ready:
    """The columns of a frame, without its index."""
    return pa.Table.from_pandas(rows, preserve_index=False)


def days_of(rows: pd.DataFrame | Ready) -> list[str]:
    """Names of the columns that hold days."""
    if isinstance(rows, pa.Table):
        return [field.name for field in rows.schema if pa.types.is_date(field.type)]
    return [str(name) for name in rows if len(rows) and isinstance(rows[name].iloc[0], date)]
