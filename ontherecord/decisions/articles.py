"""Decisions about articles: the day of publication and the outlet, as people correct them.

``value`` of a decision of the kind ``article`` holds either or both: ``{"published_on": "2025-03-14" | None, "outlet": name | None}``; None: there
is none. Its anchor names the article and has no words.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ontherecord.decisions.decision import Decision

FIELDS = ("published_on", "outlet")


def corrected(decisions: Iterable[Decision]) -> dict[str, dict[str, str | None]]:
    """What holds by standing decisions, in their order: article id -> field -> value. What cannot be is left out."""
    found: dict[str, dict[str, str | None]] = {}
    for d in decisions:
        if d.kind == "article" and d.anchor is not None:
            for field in FIELDS:
                if field in d.value and holds(field, d.value[field]):
                    found.setdefault(d.anchor.article, {})[field] = d.value[field] or None
    return found


def holds(field: str, value: Any) -> bool:
    """Whether a field can have a value."""
    if value is None:
        return True
    if not isinstance(value, str):
        return False
    if field == "outlet":
        return True
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
