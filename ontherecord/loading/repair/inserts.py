"""What others put into a text: lists of articles pasted behind a name ("Ada Lind Ada Maria LindCouncil to vote ... MORE"), a note on its length."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from ontherecord.model import Repair

_PART = r"[A-Z][\w'’.-]{0,40}+"
# The name again in full, its last word stuck to the first headline; or the same two words again. Bounded, so that no text makes it slow.
_INSERT = re.compile(
    rf"\b(?P<family>[A-Z][\w'’-]{{1,40}}+)(?P<full> (?:\(?{_PART}\)? ){{1,6}}?(?P=family)(?:, (?:Jr|Sr)\.)?(?=[A-Z\d'‘’“(]))"
    rf"|\b(?P<name>{_PART} {_PART})(?P<again> (?P=name) ?(?=[A-Z\d'‘’“]))"
)
# "... the quay [+1234 chars]", as services write that give the beginning of a text only.
_LENGTH = re.compile(r"\s?\[\+?\s?\d[\d,]*\s?(?:chars|characters)\]\s*$")


_MORE = re.compile(r"\bMORE\b")
LONGEST = 800
"""Characters of a list, on one line, from the name to its MORE."""


def _lists(text: str) -> Iterator[Repair]:
    more = [found.span() for found in _MORE.finditer(text)]
    place = 0
    while found := _INSERT.search(text, place):
        place = found.start() + 1
        i = bisect_left(more, (found.end(), 0))
        if i < len(more) and more[i][0] - found.end() <= LONGEST and "\n" not in text[found.end() : more[i][0]]:
            place = more[i][1]
            yield Repair(found.start("full" if found["full"] else "again"), place, "", "markup")


def find_inserts(text: str) -> Iterator[Repair]:
    """Each is left out of the reading text; the name in the sentence stays."""
    if " MORE" in text:
        yield from _lists(text)
    if note := _LENGTH.search(text, max(0, len(text) - 100)):
        yield Repair(*note.span(), "", "markup")
