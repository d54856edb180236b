"""What a search finds, in two other ways: every place with the words before and behind it, and how often over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from ontherecord.loading.repair import ReadingText
from ontherecord.model import Repair
from ontherecord.queries import selectors
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.fulltext import CLOSE, OPEN, SHIFT, index_of
from ontherecord.queries.search import Kind, found_where, matches, sought
from ontherecord.queries.where import articles_where, quotes_where
from ontherecord.text import fold

Sort = Literal["found", "behind", "before"]
AROUND = 60
"""Characters before and behind what was found."""
LOOKED_AT = 1_000
"""Quotes or articles whose places are lined up; of more the first of these."""


@dataclass(frozen=True, slots=True)
class Line:
    """One place where the words stand: ``before`` + ``words`` + ``behind`` is a stretch of the text, as it reads. ``show`` is the selector of the
    quote, "" in an article; ``start`` is where the words (of a quote: the quote) begin in the article's original text."""

    before: str
    words: str
    behind: str
    show: str
    article_id: str
    start: int
    who: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Concordance:
    """``count`` places in all ``looked_at`` texts, of ``of`` that match."""

    lines: tuple[Line, ...]
    count: int
    looked_at: int
    of: int


@dataclass(frozen=True, slots=True)
class Month:
    """``found`` of ``all`` quotes or articles of one month; both with their selectors. ``days`` is None for the undated."""

    days: tuple[date, date] | None
    found: int
    all: int
    show: str
    show_all: str


def concordance(
    corpus: Corpus, filters: Filters, text: str, kind: Kind = "quotes", sort: Sort = "found", limit: int = 50, offset: int = 0
) -> Concordance:
    """Every place with what was searched for, in quotes or in articles. ``sort``: the order of the search (best match first), or by the words
    behind or before, which brings what is said alike together. Words of a speaker's name are no place of a quote."""
    rows = matches(corpus, filters, text, kind, "best")
    looked_at = rows[:LOOKED_AT]
    marked = index_of(corpus).marked(kind, looked_at, sought(corpus, text))
    column = 0 if kind == "quotes" else 1  # of what is indexed, the words themselves
    found = [_Place(row, *place) for row in looked_at if row in marked for place in _places(marked[row][column])]
    if sort != "found":
        found.sort(key=_ORDERS[sort])
    page = found[max(offset, 0) : max(offset, 0) + limit]
    lines = _of_quotes(corpus, page) if kind == "quotes" else _of_articles(corpus, page)
    return Concordance(tuple(lines), len(found), len(looked_at), len(rows))


class _Place(NamedTuple):
    row: int
    at: int
    before: str
    words: str
    behind: str


_ORDERS = {
    "behind": lambda p: (_alike(p.behind), _alike(p.words), p.row, p.at),
    "before": lambda p: (_alike(" ".join(reversed(p.before.split()))), _alike(p.words), p.row, p.at),
}
"""Before: by the nearest word first, as in a rhyming dictionary of words."""


def _alike(words: str) -> str:
    """Words as they are put in order: without signs and capitals."""
    return "".join(c for c in fold(words) if c.isalnum() or c.isspace()).lstrip()


def _places(marked: str) -> Iterator[tuple[int, str, str, str]]:
    """Offset, words before, what was found, words behind of every place of a text with marks; at whole words, on one line."""
    parts = marked.replace(CLOSE, OPEN).split(OPEN)
    whole, at = "".join(parts), 0
    for number, part in enumerate(parts):
        if number % 2:
            end = at + len(part)
            before, behind = whole[max(at - AROUND, 0) : at], whole[end : end + AROUND]
            before = before if at <= AROUND else before.partition(" ")[2]
            behind = behind if end + AROUND >= len(whole) else behind.rpartition(" ")[0]
            yield at, *(" ".join(f"|{text}|".split())[1:-1] for text in (before, part, behind))  # type: ignore[misc]
        at += len(part)


def _of_quotes(corpus: Corpus, page: Sequence[_Place]) -> list[Line]:
    keys = ", ".join(f"({p.row >> SHIFT}, {p.row & ((1 << SHIFT) - 1)})" for p in page) or "(NULL, NULL)"
    found = {
        row["aid"] << SHIFT | row["number"]: row
        for row in corpus.dicts(
            f"SELECT aid, number, quote_id, article_id, speaker_name, source_text, published_on, start FROM quotes WHERE (aid, number) IN ({keys})"
        )
    }
    lines = []
    for p in page:
        row = found[p.row]
        who = row["speaker_name"] or row["source_text"] or ""
        lines.append(Line(p.before, p.words, p.behind, row["quote_id"], row["article_id"], row["start"], who, row["published_on"]))
    return lines


def _of_articles(corpus: Corpus, page: Sequence[_Place]) -> list[Line]:
    among = ", ".join(str(p.row) for p in page) or "NULL"
    found = {
        row["aid"]: (row, ReadingText(row["text"], (Repair(**r) for r in row["repairs"] or ())))
        for row in corpus.dicts(
            f"SELECT aid, a.article_id, label, published_on, text, repairs FROM articles a JOIN texts t USING (aid) WHERE aid IN ({among})"
        )
    }
    lines = []
    for p in page:
        row, reading = found[p.row]
        start = reading.to_original(p.at, p.at).start
        lines.append(Line(p.before, p.words, p.behind, "", row["article_id"], start, row["label"], row["published_on"]))
    return lines


def words_over_time(corpus: Corpus, filters: Filters, text: str, kind: Kind = "quotes") -> list[Month]:
    """How many of the quotes or articles of each month of publication the search finds, of all that the filters let through; months in order and
    without gaps, the undated last. Empty where nothing can be searched for."""
    where = quotes_where(filters) if kind == "quotes" else articles_where(filters)
    month = "date_trunc('month', published_on)::DATE"
    every = dict(corpus.rows(f"SELECT {month} AS month, count(*) FROM {kind} WHERE {where.sql} GROUP BY month", where.params))
    hit = found_where(corpus, filters, text, kind)
    found = dict(corpus.rows(f"SELECT {month} AS month, count(*) FROM {kind} WHERE {hit.sql} GROUP BY month", hit.params))
    dated = [day for day in every if day is not None]
    if not dated or not sought(corpus, text):
        return []
    months: list[Month] = []
    day, last = min(dated), max(dated)
    while day <= last:
        after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        days = (day, after - timedelta(days=1))
        shows = selectors.found(kind, text, *days), selectors.period(kind, *days)
        months.append(Month(days, found.get(day, 0), every.get(day, 0), *shows))
        day = after
    if None in every:
        months.append(Month(None, found.get(None, 0), every[None], selectors.found(kind, text, None), selectors.period(kind, None)))
    return months
