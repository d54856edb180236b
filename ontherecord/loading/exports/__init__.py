"""Exports of press databases: one file, many articles, told by their layout alone.

The layouts were described from what the databases document and show; each parser takes the plain text that a file of any format (.txt, .rtf,
.docx, .html, .pdf) gives, and yields the articles' texts as slices of it. Every marker asked for is one that no article holds by chance.
"""

from __future__ import annotations

from collections.abc import Callable

from ontherecord.errors import Problem
from ontherecord.loading.exports import factiva, nexis, proquest
from ontherecord.loading.exports.lines import lines_of
from ontherecord.loading.records import Raw

Found = tuple[int | None, Problem]
_KINDS: tuple[tuple[Callable[[str], bool], Callable[..., list[Raw | Found]]], ...] = (
    (proquest.is_export, proquest.articles),
    (factiva.is_export, factiva.articles),
    (nexis.is_export, nexis.articles),
)


def articles_of(text: str, path: str) -> list[Raw | Found]:
    """The articles of an export, numbered from 1; empty where ``text`` is none. An article that cannot be told from its frame is a Problem."""
    for is_export, articles in _KINDS:
        if is_export(text):
            return articles(lines_of(text), text, path)
    return []
