"""When who said something: lanes of marks, or of counts where there are too many of them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, get_args

from ontherecord.queries import selectors, strays
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.selectors import Property
from ontherecord.queries.sets import DAY_SAID, quotes_with
from ontherecord.queries.strays import Apart
from ontherecord.queries.where import SEEN, articles_where, shown

if TYPE_CHECKING:
    import pandas as pd

Bin = Literal["day", "week", "month", "quarter", "year"]
BINS: tuple[Bin, ...] = get_args(Bin)
Lane = Literal["speaker", "country"]
Day = Literal["said", "published"]
MARKS = 40
"""Dated quotes of a lane up to which each is a mark of its own; a fuller lane is counted."""
UNDATED = 12
"""The same for quotes without a day."""
MOST_BINS = 400
_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
_DAY = {"said": DAY_SAID, "published": "published_on"}
_KEY = {"speaker": "speaker_id", "country": "country"}


@dataclass(frozen=True, slots=True)
class Timeline:
    """``lanes``: key, name, country, quotes, dated, undated, crowded (counted, not drawn one by one); most quotes first.

    ``points``: the quotes of lanes that are not crowded, oldest first, and ``undated`` those without a day, each with quote_id, lane, name, day,
    around, basis, type, stance (of the position that the quote carries, None without one), country, content, outlet. Without a day is also what
    was said in a month or year (``basis``) of which no more is known: ``around`` is its first day.
    ``bins``: what crowded lanes hold: lane, period_start, period_end (both inclusive), stance, country, quotes.
    ``strip``: all quotes: period_start, period_end, quotes, articles (with such a quote), all_articles (of that period, said or not); no gaps.
    ``unit`` is the size of a bin. ``others``: dated quotes outside of the lanes, ``without_day``: quotes without a day in all.
    ``first`` and ``last``: first and last day that hold together, None where nothing is dated. ``apart``: quotes of days far from them
    (:mod:`ontherecord.queries.strays`), which are in no bin and not among ``dated``, but among ``undated`` with their day as ``around``.
    """

    lanes: pd.DataFrame
    points: pd.DataFrame
    undated: pd.DataFrame
    bins: pd.DataFrame
    strip: pd.DataFrame
    unit: Bin
    dated: int
    others: int
    without_day: int
    first: date | None
    last: date | None
    apart: tuple[Apart, ...]

    @property
    def beside(self) -> tuple[str, ...]:
        """The days of what stands beside the lanes, as values of a selector's property."""
        return (selectors.UNDATED, *(selectors.days(one.first, one.last) for one in self.apart))


def bin_for(first: date, last: date) -> Bin:
    """The bin that gives about 20 to 60 of them."""
    length = (last - first).days
    return next((unit for unit, most in zip(BINS, (45, 420, 365 * 5, 365 * 15), strict=False) if length <= most), "year")


def timeline(
    corpus: Corpus,
    filters: Filters,
    lanes: int = 12,
    by: Lane = "speaker",
    day: Day = "said",
    unit: Bin | Literal["auto"] = "auto",
    once: bool = False,
) -> Timeline:
    """``day`` places a quote on the day of its words or of publication. ``once``: the same words in another version of
    an article count once, and articles of one story as one.
    A ``unit`` that gave more than :data:`MOST_BINS` bins becomes the next larger one."""
    properties: list[Property_] = [("once", "story")] if once else []
    where = quotes_with(filters, properties)
    known, key = _DAY[day], _KEY[by]
    counted = dict(corpus.rows(f"SELECT {known}, count(*) FROM quotes WHERE {where.sql} GROUP BY ALL", where.params))
    without_day = counted.pop(None, 0)
    first, last, apart = strays.held(counted) or (None, None, ())
    dated = sum(counted.values()) - sum(one.count for one in apart)
    # A day far from the rest has no place on the line: its quotes stand beside it, with those that have none.
    at = f"CASE WHEN {known} BETWEEN {_sql(first)} AND {_sql(last)} THEN {known} END"
    around = f"CASE WHEN {at} IS NULL THEN {'said_on' if day == 'said' else known} END"
    if first is not None and last is not None:
        unit = bin_for(first, last) if unit == "auto" else unit
        while unit != "year" and (last - first).days / _DAYS[unit] > MOST_BINS:
            unit = BINS[BINS.index(unit) + 1]
    chosen: Bin = "day" if unit == "auto" else unit
    seen = f" AND {SEEN}" if by == "speaker" else ""
    found = corpus.frame(
        f"""
        SELECT {key} AS key, any_value({"speaker_name" if by == "speaker" else "country"}) AS name, mode(country) AS country, count(*) AS quotes,
            count({at}) AS dated, count(*) - count({at}) AS undated, count({at}) > {MARKS} AS crowded
        FROM quotes WHERE {where.sql} AND {key} IS NOT NULL{seen} GROUP BY {key} ORDER BY quotes DESC, name, key LIMIT ?
        """,
        [*where.params, max(lanes, 0)],
    )
    if by == "country":
        found["name"] = [corpus.label("country", code) for code in found["key"]]
    sparse, crowded = found.loc[~found["crowded"], "key"].tolist(), found.loc[found["crowded"], "key"].tolist()
    quotes = f"(SELECT * FROM quotes WHERE {where.sql} AND {key} IN (SELECT unnest(?::VARCHAR[])))"
    # Of several positions that a quote carries the first one counts.
    carried = f"quote IS NOT NULL AND {shown(filters)}"
    stances = f"(SELECT aid, quote AS number, arg_min(stance, number) AS stance FROM positions WHERE {carried} GROUP BY ALL)"
    basis = "said_basis" if day == "said" else "'stated'"
    marks = (
        f"SELECT quote_id, {key} AS lane, speaker_name AS speaker, {at} AS day, {around} AS around, {basis} AS basis, "
        f"type, stance, country, content, outlet "
        f"FROM {quotes} LEFT JOIN {stances} USING (aid, number)"
    )
    points = corpus.frame(f"{marks} WHERE {at} IS NOT NULL ORDER BY day, article_id, number", [*where.params, sparse])
    few = found.loc[found["undated"] <= UNDATED, "key"].tolist()
    undated = corpus.frame(f"{marks} WHERE {at} IS NULL ORDER BY article_id, number", [*where.params, few])
    bins = corpus.frame(
        f"""
        SELECT {key} AS lane, date_trunc('{chosen}', {at})::DATE AS period_start, stance, country, count(*) AS quotes
        FROM {quotes} LEFT JOIN {stances} USING (aid, number) WHERE {at} IS NOT NULL GROUP BY ALL ORDER BY lane, period_start, stance, country
        """,
        [*where.params, crowded],
    )
    bins["period_end"] = [_end(start.date(), chosen) for start in bins["period_start"]]
    strip = _strip(corpus, filters, properties, day, chosen, once, first, last, at)
    others = dated - int(found["dated"].sum())
    return Timeline(found, points, undated, bins, strip, chosen, dated, others, without_day, first, last, apart)


def _sql(day: date | None) -> str:
    return f"DATE '{day.isoformat()}'" if day else "NULL"


Property_ = tuple[Property, str]


def _end(start: date, unit: Bin) -> date:
    """The last day of the bin that begins on ``start``."""
    if unit in ("day", "week"):
        return start + timedelta(days=_DAYS[unit] - 1)
    after = start.month + {"month": 1, "quarter": 3, "year": 12}[unit] - 1
    return date(start.year + after // 12, after % 12 + 1, 1) - timedelta(days=1)


def _strip(
    corpus: Corpus,
    filters: Filters,
    properties: list[Property_],
    day: Day,
    unit: Bin,
    once: bool,
    first: date | None,
    last: date | None,
    at: str,
) -> pd.DataFrame:
    where = quotes_with(filters, properties)
    what = "story" if once else "aid"
    # All articles that could hold such a quote: filters on what is said do not narrow them.
    about_articles = ("outlet", "not_outlet", *(("since", "until") if filters.days_mean == "published" else ()))
    kept: dict[str, Any] = {field.name: getattr(filters, field.name) for field in fields(filters) if field.name in about_articles}
    every = articles_where(Filters(**kept))
    found = corpus.frame(
        f"""
        WITH periods AS (
            SELECT unnest(generate_series(date_trunc('{unit}', ?::DATE)::TIMESTAMP, ?::DATE::TIMESTAMP, INTERVAL 1 {unit}))::DATE AS period_start
        ), said AS (
            SELECT date_trunc('{unit}', {at})::DATE AS period_start, count(*) AS quotes FROM quotes WHERE {where.sql} AND {at} IS NOT NULL GROUP BY 1
        ), held AS (
            SELECT date_trunc('{unit}', a.published_on)::DATE AS period_start, count(DISTINCT {what}) AS articles FROM articles a
            WHERE a.published_on IS NOT NULL AND aid IN (SELECT aid FROM quotes WHERE {where.sql}) GROUP BY 1
        ), whole AS (
            SELECT date_trunc('{unit}', published_on)::DATE AS period_start, count(DISTINCT {what}) AS all_articles FROM articles
            WHERE published_on IS NOT NULL AND {every.sql} GROUP BY 1
        )
        SELECT period_start, coalesce(quotes, 0)::INTEGER AS quotes, coalesce(articles, 0)::INTEGER AS articles,
            coalesce(all_articles, 0)::INTEGER AS all_articles
        FROM periods LEFT JOIN said USING (period_start) LEFT JOIN held USING (period_start) LEFT JOIN whole USING (period_start)
        ORDER BY period_start
        """,
        [first, last, *where.params, *where.params, *every.params],
    )
    found.insert(1, "period_end", [_end(start.date(), unit) for start in found["period_start"]])
    return found
