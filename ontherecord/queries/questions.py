"""Every question that a page may ask, in one place: ``(corpus, filters, ...) -> DataFrame or dataclass``."""

from ontherecord.queries.counts import Headline, OverTime, country_counts, entity_counts, headline, outlet_counts, over_time
from ontherecord.queries.options import check, options
from ontherecord.queries.passages import Highlight, Passage, Passages, passages
from ontherecord.queries.positions import count_positions, issue_counts, position_cells, positions
from ontherecord.queries.quotes import Timeline, count_quotes, quotes, speaker_counts, timeline
from ontherecord.queries.reader import ReaderArticle, Version, articles, count_articles, extractions, reader, report
from ontherecord.queries.search import Found, Hit, Piece, search

__all__ = [
    "Found",
    "Headline",
    "Highlight",
    "Hit",
    "OverTime",
    "Passage",
    "Passages",
    "Piece",
    "ReaderArticle",
    "Timeline",
    "Version",
    "articles",
    "check",
    "count_articles",
    "count_positions",
    "count_quotes",
    "country_counts",
    "entity_counts",
    "extractions",
    "headline",
    "issue_counts",
    "options",
    "outlet_counts",
    "over_time",
    "passages",
    "position_cells",
    "positions",
    "quotes",
    "reader",
    "report",
    "search",
    "speaker_counts",
    "timeline",
]
