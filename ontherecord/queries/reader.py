"""Articles: the list of them, and one whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from ontherecord.errors import Code, Problem
from ontherecord.model import Extraction
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.where import articles_where, positions_where, quotes_where, rows
from ontherecord.store import records

if TYPE_CHECKING:
    import pandas as pd

Order = Literal["newest", "oldest", "title", "quotes", "positions", "longest"]
ORDERS: dict[str, str] = {
    "newest": "published_on DESC NULLS LAST, article_id",
    "oldest": "published_on NULLS LAST, article_id",
    "title": "title, article_id",
    "quotes": "quotes DESC, article_id",
    "positions": "positions DESC, article_id",
    "longest": "words DESC, article_id",
}


@dataclass(frozen=True, slots=True)
class Version:
    """Another article of the same story."""

    article_id: str
    title: str
    outlet: str | None
    published_on: date | None


@dataclass(frozen=True, slots=True)
class ReaderArticle:
    """One article with everything found in it, and where its parts lead in the corpus.

    ``title`` is never empty: the title, else the headline, else the first words. ``reading`` is the text with repairs applied;
    offsets in ``extraction`` are those of the original. ``entity_ids``: key of an entity -> entity_id; ``issue_ids``: number of a
    position -> issue_id. ``versions``: near-duplicates in the corpus.
    """

    title: str
    reading: str
    extraction: Extraction
    entity_ids: dict[int, str]
    issue_ids: dict[int, str]
    versions: tuple[Version, ...]


def articles(corpus: Corpus, filters: Filters, order: Order = "newest", limit: int | None = 100, offset: int = 0) -> pd.DataFrame:
    """article_id, title, outlet, author, published_on, date_basis, words, quotes and positions (of it that the filters let through), story,
    versions (articles in the story), url."""
    a, q, p = articles_where(filters), quotes_where(filters), positions_where(filters)
    return corpus.frame(
        f"""
        WITH said AS (SELECT aid, count(*)::INTEGER AS n FROM quotes WHERE {q.sql} GROUP BY aid),
        held AS (SELECT aid, count(*)::INTEGER AS n FROM positions WHERE {p.sql} GROUP BY aid),
        listed AS (SELECT * EXCLUDE title, label AS title FROM articles WHERE {a.sql})
        SELECT article_id, title, outlet, author, published_on, date_basis, words, coalesce(said.n, 0)::INTEGER AS quotes,
            coalesce(held.n, 0)::INTEGER AS positions, story, versions, url
        FROM listed LEFT JOIN said USING (aid) LEFT JOIN held USING (aid) ORDER BY {ORDERS.get(order, ORDERS["newest"])} LIMIT ? OFFSET ?
        """,
        [*q.params, *p.params, *a.params, rows(limit), max(offset, 0)],
    )


def count_articles(corpus: Corpus, filters: Filters) -> int:
    where = articles_where(filters)
    return int(corpus.rows(f"SELECT count(*) FROM articles WHERE {where.sql}", where.params)[0][0])


def extractions(corpus: Corpus, article_ids: Iterable[str]) -> dict[str, Extraction]:
    """article_id -> its extraction, as it was written. Ids that are not there are left out."""
    ids = list(dict.fromkeys(article_ids))
    if not ids:
        return {}
    numbers = [row[0] for row in corpus.rows(f"SELECT aid FROM numbers WHERE article_id IN ({', '.join('?' * len(ids))})", ids)]
    among = f"aid IN ({', '.join(map(str, numbers)) or 'NULL'})"
    parts: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for table, columns in _COLUMNS.items():
        for row in corpus.dicts(f"SELECT {columns} FROM {table} WHERE {among}"):
            parts.setdefault(row["article_id"], {}).setdefault(table, []).append(row)
    found = {}
    for row in corpus.dicts(f"SELECT a.*, t.* EXCLUDE (aid, article_id, folded, reading) FROM articles a JOIN texts t USING (aid) WHERE {among}"):
        of = parts.get(row["article_id"], {})
        found[row["article_id"]] = records.extraction(row, *(of.get(table, ()) for table in _COLUMNS))
    return {id: found[id] for id in ids if id in found}


_COLUMNS = {
    "entities": "* EXCLUDE mentions",
    "mentions": "* EXCLUDE (country, countries)",
    "quotes": "* EXCLUDE folded",
    "positions": "* EXCLUDE folded",
}


def reader(corpus: Corpus, article_id: str) -> ReaderArticle:
    """One article, whole. Raises Problem F03 when the corpus does not have it."""
    found = extractions(corpus, [article_id]).get(article_id)
    if found is None:
        raise Problem(Code.F03, id=article_id)
    label, reading = corpus.rows("SELECT label, reading FROM articles JOIN texts USING (article_id) WHERE article_id = ?", [article_id])[0]
    versions = corpus.rows(
        "SELECT article_id, label, outlet, published_on FROM articles WHERE story = ? AND article_id <> ? "
        "ORDER BY published_on NULLS LAST, article_id",
        [found.article.story, article_id],
    )
    return ReaderArticle(
        title=label,
        reading=found.article.text if reading is None else reading,
        extraction=found,
        entity_ids=dict(corpus.rows("SELECT key, entity_id FROM entities WHERE article_id = ? AND entity_id IS NOT NULL", [article_id])),
        issue_ids=dict(corpus.rows("SELECT number, issue_id FROM positions WHERE article_id = ? AND issue_id IS NOT NULL", [article_id])),
        versions=tuple(Version(*row) for row in versions),
    )


def report(corpus: Corpus) -> pd.DataFrame:
    """The load report: location, article_id, title, outlet, published_on, date_basis, words, language, repairs (in words), duplicate_of, outcome,
    codes, messages (lists), corrected (list of "date", "outlet"; both shown as corrected)."""
    return corpus.frame("SELECT * FROM report ORDER BY outcome <> 'left out', len(codes) = 0, location")
