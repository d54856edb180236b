"""Where in a text a decision belongs, so that it is found again in another build.

An anchor is the pair of selectors of the W3C Web Annotation model (https://www.w3.org/TR/annotation-model/#selectors): the exact words with a
little of the text before and behind (text quote), and their place (text position). The words decide; the place only tells equal words apart.
Offsets are code points of the article's original text, ends exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ontherecord.model import Span

NEAR = 32
"""Characters kept of the text before and behind."""
AMBIGUOUS = 2 * NEAR
"""Where several places have the same words and equally like neighbours, one this near to the old place is taken; else none is."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """``article`` (its id), ``exact`` words with ``prefix`` and ``suffix``, and where they stood: ``start``. ``url`` and ``title`` of the
    article tell it where ids are given anew."""

    article: str
    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    url: str = ""
    title: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.exact)

    def to_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_dict(cls, row: Any) -> Anchor:
        """Raises ValueError for what is no anchor."""
        if not isinstance(row, Mapping):
            raise ValueError("an anchor is an object")
        texts = {name: row.get(name) or "" for name in ("article", "exact", "prefix", "suffix", "url", "title")}
        start = row.get("start", 0)
        if not all(isinstance(v, str) for v in texts.values()) or not isinstance(start, int) or start < 0:
            raise ValueError("an anchor has words and a place")
        return cls(**texts, start=start)


def anchor(article: str, text: str, spans: Iterable[Span], *, url: str = "", title: str = "") -> Anchor:
    """The anchor of the slice of ``text`` that holds all ``spans``. Raises ValueError where there is none."""
    held = [s for s in spans if 0 <= s.start < s.end <= len(text)]
    if not held:
        raise ValueError("nothing to hold on to")
    start, end = min(s.start for s in held), max(s.end for s in held)
    return Anchor(article, text[start:end], text[max(0, start - NEAR) : start], text[end : end + NEAR], start, url, title)


def find(anchor: Anchor, text: str) -> Span | None:
    """Where the anchor's words stand in a text that may have changed around them; None where they do not, or nobody can tell which they are."""
    places = _places(anchor.exact, text)
    if not places:
        return None
    if len(places) == 1:
        return Span(places[0], places[0] + len(anchor.exact))
    ranked = sorted(places, key=lambda at: (-_likeness(anchor, text, at), abs(at - anchor.start)))
    best, second = ranked[0], ranked[1]
    if _likeness(anchor, text, best) == _likeness(anchor, text, second) and abs(best - anchor.start) > AMBIGUOUS:
        return None
    return Span(best, best + len(anchor.exact))


def _places(words: str, text: str) -> Sequence[int]:
    """Every place of the words, at most a thousand."""
    found: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0 and len(found) < 1000:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _likeness(anchor: Anchor, text: str, at: int) -> int:
    """Characters that agree before and behind, counted from the words outwards."""
    end = at + len(anchor.exact)
    before, behind = text[max(0, at - NEAR) : at][::-1], text[end : end + NEAR]
    return _shared(anchor.prefix[::-1], before) + _shared(anchor.suffix, behind)


def _shared(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
