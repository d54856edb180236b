"""What others put into a text: lists of articles pasted behind a name ("Ada Lind Ada Maria LindCouncil to vote ... MORE"), a note on its length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ontherecord.model import Repair

_PART = r"[A-Z][\w'’.-]*"
# The name again in full, its last word stuck to the first headline; or the same two words again. Bounded, so that no text makes it slow.
_INSERT = re.compile(
    rf"\b(?P<family>[A-Z][\w'’-]+)(?P<full> (?:\(?{_PART}\)? ){{1,6}}?(?P=family)(?:, (?:Jr|Sr)\.)?(?=[A-Z\d'‘’“(])[^\n]{{0,800}}?\bMORE\b)"
    rf"|\b(?P<name>{_PART} {_PART})(?P<again> (?P=name) ?(?=[A-Z\d'‘’“])[^\n]{{0,800}}?\bMORE\b)"
)
# "... the quay [+1234 chars]", as services write that give the beginning of a text only.
_LENGTH = re.compile(r"\s?\[\+?\s?\d[\d,]*\s?(?:chars|characters)\]\s*$")


def find_inserts(text: str) -> Iterator[Repair]:
    """Each is left out of the reading text; the name in the sentence stays."""
    if " MORE" in text:
        for found in _INSERT.finditer(text):
            yield Repair(*found.span("full" if found["full"] else "again"), "", "markup")
    if note := _LENGTH.search(text, max(0, len(text) - 100)):
        yield Repair(*note.span(), "", "markup")
