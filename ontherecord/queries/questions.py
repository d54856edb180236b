"""Every question that a page may ask, in one place: ``(corpus, filters, ...) -> DataFrame or dataclass``."""

from ontherecord.queries.counts import Headline, OverTime, country_counts, entity_counts, headline, outlet_counts, over_time
from ontherecord.queries.issues import Salience, count_silent, heard, salience, silent
from ontherecord.queries.options import check, options
from ontherecord.queries.passages import Highlight, Neighbours, Passage, Passages, neighbours, passages
from ontherecord.queries.positions import count_positions, issue_counts, position_cells, positions
from ontherecord.queries.quotes import count_quotes, quotes, speaker_counts
from ontherecord.queries.reader import ReaderArticle, Version, articles, count_articles, extractions, reader, report
from ontherecord.queries.search import Found, Hit, Piece, search
from ontherecord.queries.stances import change_counts, changes, governments
from ontherecord.queries.timelines import Timeline, timeline

__all__ = [
    "Found",
    "Headline",
    "Highlight",
    "Hit",
    "Neighbours",
    "OverTime",
    "Passage",
    "Passages",
    "Piece",
    "ReaderArticle",
    "Salience",
    "Timeline",
    "Version",
    "articles",
    "change_counts",
    "changes",
    "check",
    "count_articles",
    "count_positions",
    "count_quotes",
    "count_silent",
    "country_counts",
    "entity_counts",
    "extractions",
    "governments",
    "headline",
    "heard",
    "issue_counts",
    "neighbours",
    "options",
    "outlet_counts",
    "over_time",
    "passages",
    "position_cells",
    "positions",
    "quotes",
    "reader",
    "report",
    "salience",
    "search",
    "silent",
    "speaker_counts",
    "timeline",
]
