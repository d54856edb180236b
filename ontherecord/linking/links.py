"""What linking over a corpus gives, and the readable ids it gives out."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container

    import pandas as pd


class Links(NamedTuple):
    """``nodes``: one row a thing of the corpus. ``links``: which thing of an article is which node."""

    nodes: pd.DataFrame
    links: pd.DataFrame


_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "ı": "i", "'": "", "’": "", ".": ""}
)


def slug(name: str) -> str:
    """``Emmanuel Macron`` -> ``emmanuel-macron``: letters and digits of any script, accents off Latin ones; never empty."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.translate(_PLAIN)) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", plain.casefold()).strip("-")[:80].strip("-") or "unnamed"


def new_slug(name: str, taken: Container[str]) -> str:
    """The slug of a name, with a number where it is taken: ``harbour-tax-2``."""
    base, number = slug(name), 1
    while (found := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return found
