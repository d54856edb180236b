"""What a file's name says: "2025-03-04 - Iris Penn - Harbour opens.txt", as folders for Discourse Network Analyzer are made."""

from __future__ import annotations

import re
from datetime import date
from string import Formatter
from typing import NamedTuple

from ontherecord.loading import dates

FIELDS = ("date", "author", "title", "outlet", "id")
_SEPARATORS = re.compile(r"(?<!\s)\s++[-–—]{1,2}\s++|_{2}|--|(?:(?<!\s)\s++)?[;|]\s*+|_")
_OUTLET = re.compile(
    r"\b(?:the|times|post|news|daily|journal|herald|tribune|gazette|guardian|telegraph|mail|press|chronicle|standard|observer|star|sun|mirror|"
    r"independent|today|week|weekly|magazine|review|radio|tv|agency|wire|bbc|cnn|npr|reuters|globe|sentinel|courier|bulletin|broadcasting)\b|\.\w{2,3}$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[A-Z][\w’'.-]*\s(?:(?:[A-Z]\.|[A-Z][\w’'-]+|van|von|de|der|den|di|da|la|le|al|bin)\s){0,3}[A-Z][\w’'-]+|[A-Z][\w’'-]+,\s?[A-Z][\w’'.-]*(?:\s[A-Z]\.?)?)$"
)
_CAPITALS = re.compile(r"[A-Z]{2,6}$")


class FileName(NamedTuple):
    """What was found; None for nothing. ``date`` is as written where a pattern gave it."""

    day: date | None = None
    author: str | None = None
    title: str | None = None
    outlet: str | None = None
    id: str | None = None
    date: str | None = None


def read_name(stem: str, pattern: str | None = None) -> FileName:
    """Fields of a file's name without its ending.

    ``pattern`` says where they stand: "{date}_{author}_{title}"; a name that is made otherwise is read as if there were none.
    Without one, only a name that is made of parts, one of them a date, is taken apart; a part is an author where it looks like a person's name
    and no other does. One person more or less is worse than none.
    """
    if pattern and (found := re.fullmatch(_expression(pattern), stem)):
        fields = {name: text.strip() or None for name, text in found.groupdict().items()}
        dated = fields.get("date") or ""
        day = dates.read_date(dated, "day first" if "." in dated else None).day or dates.date_in_name(dated)
        return FileName(day, *(fields.get(name) for name in ("author", "title", "outlet", "id", "date")))
    day = dates.date_in_name(stem)
    pieces = [piece.strip() for piece in _SEPARATORS.split(stem) if piece.strip()]
    day_at = [i for i, piece in enumerate(pieces) if _is_date(piece)]
    if len(pieces) < 2 or len(day_at) != 1:
        return FileName(day)
    dated = pieces[day_at[0]]
    day = day or dates.read_date(dated, "day first" if "." in dated else None).day  # 04.03.2025: with points, the day is first everywhere
    rest = [piece for i, piece in enumerate(pieces) if i != day_at[0]]
    outlets = [piece for piece in rest if _CAPITALS.match(piece) or is_outlet(piece)]
    people = [piece for piece in rest if piece not in outlets and _NAME.match(piece)]
    titles = [piece for piece in rest if piece not in outlets and piece not in people and len(piece.split()) >= 3]
    return FileName(day, *(found[0] if len(found) == 1 else None for found in (people, titles, outlets)))


def is_outlet(text: str) -> bool:
    """Named as papers and stations are: "The Tern", "Harbour Times"."""
    return bool(_OUTLET.search(text)) and len(text.split()) <= 4


def _is_date(piece: str) -> bool:
    return bool(dates.read_date(piece.replace("_", "-"), "day first").day) and bool(re.search(r"\d{4}", piece)) and len(piece) <= 20


def _expression(pattern: str) -> str:
    """A regular expression of a pattern. A name in braces that is no field, or none at all, stands for what is passed over."""
    seen: set[str] = set()
    parts = []
    try:
        for literal, name, _, _ in Formatter().parse(pattern):
            parts.append(re.escape(literal))
            if name in FIELDS and name not in seen:
                seen.add(name)
                parts.append(f"(?P<{name}>.+?)")
            elif name is not None:
                parts.append(".*?")
    except ValueError:  # a brace alone
        return r"(?!)"
    return "".join(parts)
