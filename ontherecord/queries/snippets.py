"""The stretch of a text that shows what a search found in it."""

from __future__ import annotations

from typing import NamedTuple

from ontherecord.queries.fulltext import CLOSE, OPEN
from ontherecord.quoted import lost

LENGTH = 300
"""Characters of a snippet, about."""


class Piece(NamedTuple):
    """A part of a snippet; ``found``: what was asked for."""

    text: str
    found: bool


def snippet(marked: str, length: int = LENGTH) -> tuple[tuple[Piece, ...], int]:
    """The stretch of a text, ``length`` characters or so, that holds most of what was found, and where its first find stands in the whole text.

    ``marked`` has :data:`fulltext.OPEN` and ``CLOSE`` around finds. More different words count more than the same word again.
    """
    text, finds, at = [], [], 0
    for i, part in enumerate(marked.replace(CLOSE, OPEN).split(OPEN)):
        if i % 2:
            finds.append((at, at + len(part)))
        text.append(part)
        at += len(part)
    whole = "".join(text)
    best, most = 0, (-1, 0)
    for i, (begin, _) in enumerate(finds):
        inside = [whole[a:b].casefold() for a, b in finds[i:] if b <= begin + length]
        if (len(set(inside)), len(inside)) > most:
            best, most = begin, (len(set(inside)), len(inside))
    begin = _at_word(whole, max(best - length // 4, 0)) if len(whole) > length else 0
    end = min(begin + length, len(whole))
    if end < len(whole):
        cut = whole.rfind(" ", begin, end)
        end = cut if cut > best else end
    before, behind = lost(whole, begin, end)  # marks whose partners are shown
    pieces, at = [Piece(f"… {before}", False)] if begin else [], begin
    for a, b in finds:
        if a >= begin and b <= end:
            pieces += [Piece(whole[at:a], False), Piece(whole[a:b], True)]
            at = b
    pieces += [Piece(whole[at:end], False)] + ([Piece(f" …{behind}", False)] if end < len(whole) else [])
    return tuple(piece for piece in pieces if piece.text), (best if finds else 0)


def _at_word(text: str, at: int) -> int:
    """The start of a word at or behind ``at``."""
    if at == 0:
        return 0
    blank = text.find(" ", at - 1, at + 40)
    return blank + 1 if blank >= 0 else at
