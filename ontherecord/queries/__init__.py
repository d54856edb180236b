"""Questions about a corpus: one object of filters, selectors for what opens, links, and the questions that pages ask."""

from ontherecord.queries import links, selectors
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters, Part
from ontherecord.queries.questions import *  # noqa: F403
from ontherecord.queries.questions import __all__ as _questions

__all__ = ["Corpus", "Filters", "Part", "links", "selectors", *_questions]
