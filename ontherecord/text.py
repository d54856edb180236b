"""Forms of text: for comparing words, and for readable ids of names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

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


def fold(text: str) -> str:
    """Text for comparing: no case, no accents, curly apostrophes straightened, white space as single blanks."""
    # Twice, for there are capitals that only show once their form is taken off (bold, circled), and signs that only fold to such.
    flat = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).casefold().replace("’", "'")
    return " ".join("".join(c for c in flat if not unicodedata.combining(c)).split())
