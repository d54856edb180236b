"""Every question that a page may ask, in one place: ``(corpus, filters, ...) -> DataFrame or dataclass``."""

from ontherecord.queries.concordance import Concordance, concordance, words_over_time
from ontherecord.queries.counts import Headline, OverTime, country_counts, entity_counts, headline, outlet_counts, over_time
from ontherecord.queries.issues import Salience, count_silent, heard, salience, silent
from ontherecord.queries.network import Network, sides_network, voices_network
from ontherecord.queries.options import check, options
from ontherecord.queries.passages import Highlight, Neighbours, Passage, Passages, neighbours, passages
from ontherecord.queries.positions import count_positions, count_unsure, issue_counts, positions
from ontherecord.queries.profile import count_entities, directory, entities
from ontherecord.queries.quotes import count_quotes, quotes, speaker_counts
from ontherecord.queries.reader import ReaderArticle, Version, articles, count_articles, extractions, reader, report
from ontherecord.queries.search import Found, Hit, Piece, search
from ontherecord.queries.sides import Stand, stands
from ontherecord.queries.stances import changes, governments
from ontherecord.queries.timelines import Timeline, timeline
from ontherecord.queries.windows import sides_over_time, window_lengths

__all__ = [
    "Concordance",
    "Found",
    "Headline",
    "Highlight",
    "Hit",
    "Neighbours",
    "Network",
    "OverTime",
    "Passage",
    "Passages",
    "Piece",
    "ReaderArticle",
    "Salience",
    "Stand",
    "Timeline",
    "Version",
    "articles",
    "changes",
    "check",
    "concordance",
    "count_articles",
    "count_entities",
    "count_positions",
    "count_quotes",
    "count_silent",
    "count_unsure",
    "country_counts",
    "directory",
    "entities",
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
    "positions",
    "quotes",
    "reader",
    "report",
    "salience",
    "search",
    "sides_network",
    "sides_over_time",
    "silent",
    "speaker_counts",
    "stands",
    "timeline",
    "voices_network",
    "window_lengths",
    "words_over_time",
]
