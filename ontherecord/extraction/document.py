"""What our components leave on a Doc, and small helpers that several of them need.

Offsets on a Doc are characters of ``doc.text`` (the reading text); the pipeline maps them to the original at the end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any

from spacy.attrs import IDX
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from ontherecord.extraction.quotes.marks import MarkPair
from ontherecord.model import Entity, EntityKind

__all__ = ["MarkPair", "Text", "add_entity", "paragraph_at", "register"]


class Text:
    """A Doc's text, joined once (a Doc joins it anew at each access), and its tokens by character."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.text = doc, doc.text
        self._starts = starts_of(doc)

    def tokens(self, start: int, end: int) -> Tokens:
        """The tokens that overlap the characters; at least one."""
        first = max(0, bisect_right(self._starts, start) - 1)
        if first + 1 < len(self._starts) and self._starts[first] + len(self.doc[first]) <= start:
            first += 1
        return self.doc[first : max(bisect_left(self._starts, end), first + 1)]


def starts_of(doc: Doc) -> list[int]:
    """First character of each token. An array of all is many times faster than asking token by token."""
    return doc.to_array(IDX).tolist()  # type: ignore[no-any-return]


def register() -> None:
    """Register the Doc extensions; safe to call again."""
    defaults: dict[str, Any] = {
        "article": None,
        "headline": None,
        "paragraphs": (),
        "turns": (),
        "marks": (),
        "entities": None,
        "mentions": None,
        "home": None,
        "windows": None,
        "quotes": None,
        "meant": None,
        "positions": None,
    }
    for name, default in defaults.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)


def add_entity(doc: Doc, name: str, kind: EntityKind = "other", **fields: Any) -> int:
    """Append an entity to the Doc (an unnamed source, a collective actor) and return its key; one with the same name and kind is reused."""
    for entity in doc._.entities:
        if entity.name.casefold() == name.casefold() and entity.kind == kind:
            return int(entity.key)
    entity = Entity(key=len(doc._.entities), name=name, kind=kind, **fields)
    doc._.entities.append(entity)
    return entity.key


def paragraph_at(doc: Doc, char: int) -> int:
    """Number of the paragraph that holds a character, -1 for none."""
    number = bisect_right(doc._.paragraphs, char, key=lambda p: p.start) - 1
    return number if number >= 0 and char < doc._.paragraphs[number].end else -1


register()
