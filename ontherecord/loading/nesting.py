"""JSON that is nested too deeply is told before it is read. The parser goes down by recursion, and how deep it may go is for the process to say.
Where another library has raised that limit, it would end the process."""

from __future__ import annotations

import json
import re
from typing import Any

DEEPEST = 500
_MARK = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)


def loads(text: str, *, strict: bool = True) -> Any:
    """:func:`json.loads`; RecursionError for what is nested more than :data:`DEEPEST` deep."""
    if text.count("[") + text.count("{") > DEEPEST and depth(text) > DEEPEST:
        raise RecursionError(f"nested more than {DEEPEST} deep")
    return json.loads(text, strict=strict)


def depth(text: str) -> int:
    """How deep lists and objects lie inside each other; no further than one more than :data:`DEEPEST`."""
    now = most = 0
    for mark in _MARK.finditer(text):
        sign = mark[0]
        if sign in "[{":
            now += 1
            most = max(most, now)
            if most > DEEPEST:
                break
        elif sign in "]}":
            now -= 1
    return most
