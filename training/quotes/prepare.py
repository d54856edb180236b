"""Gold as the app would see it: paragraphs without the headline, and quoted stretches, from the same rules that run in the app."""

from __future__ import annotations

from ontherecord.extraction.quotes.marks import pair_marks
from ontherecord.extraction.quotes.paragraphs import find_paragraphs
from ontherecord.model import Span


def prepared(text: str) -> tuple[list[Span], list[Span]]:
    """Paragraphs and quoted stretches (marks included) of an article whose first line is its headline."""
    first = text.find("\n")
    paragraphs = find_paragraphs(text, Span(0, first) if first > 0 else None)
    return list(paragraphs), [Span(pair.start, pair.end) for pair in pair_marks(text, paragraphs)]
