"""On the Record: who said what, when, and where they stand.

>>> import ontherecord as otr
>>> found = otr.extract("...")            # one text: quotes, speakers, entities, positions
>>> corpus = otr.Corpus.open("spring")    # many articles, built by otr.build or ``ontherecord build``
>>> corpus.positions(otr.Filters(country="FR"))

docs/library.md shows every public name at work; ``ontherecord --help`` does without Python. Names are loaded when they are first
used, so that importing the package takes no time. It is free of any user interface; what is not named here may change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ontherecord.errors import Problem
    from ontherecord.evaluation import evaluate
    from ontherecord.library import Corpus, Findings, FoundPosition, FoundQuote, build, corpora, extract, extract_files
    from ontherecord.model import Article, Entity, Extraction, Mention, Position, Quote, Span, Statement
    from ontherecord.queries.filters import Filters

__version__ = "0.1.0"

_HOMES = {
    "errors": ("Problem",),
    "evaluation": ("evaluate",),
    "library": ("Corpus", "Findings", "FoundPosition", "FoundQuote", "build", "corpora", "extract", "extract_files"),
    "model": ("Article", "Entity", "Extraction", "Mention", "Position", "Quote", "Span", "Statement"),
    "queries.filters": ("Filters",),
}
"""Module -> its public names."""

__all__ = [
    "Article",
    "Corpus",
    "Entity",
    "Extraction",
    "Filters",
    "Findings",
    "FoundPosition",
    "FoundQuote",
    "Mention",
    "Position",
    "Problem",
    "Quote",
    "Span",
    "Statement",
    "build",
    "corpora",
    "evaluate",
    "extract",
    "extract_files",
]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
