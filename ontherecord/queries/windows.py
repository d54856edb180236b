"""How many are for and against an issue, over time: in windows of days that slide over it.

A single draft is weak evidence; counts of many over sliding windows were found sound (Angst, Mueller and Walker, Network Science 2025).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from ontherecord.queries import strays
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.filters import Filters
from ontherecord.queries.sets import PLACED, SIDE
from ontherecord.queries.sides import telling
from ontherecord.queries.strays import Apart
from ontherecord.queries.where import Where, positions_where

if TYPE_CHECKING:
    import pandas as pd

LENGTHS = (30, 90, 365)
"""Days of a window."""
STEPS = 6
"""A window begins a sixth of its length after the one before."""
MOST = 250
"""Windows of one view."""


def window_lengths(corpus: Corpus, filters: Filters, issue: str) -> list[int]:
    """Which of :data:`LENGTHS` fit what is said on the issue: shorter than the time that it spans and not too many, the shortest at least; the
    first of them is the longest that fits three times. Empty where nothing has a day."""
    first, last, _ = _held(corpus, filters, issue)
    if first is None or last is None:
        return []
    days = (last - first).days + 1
    fit = [length for length in LENGTHS if length < days and days * STEPS <= length * MOST]
    fit = fit or [LENGTHS[0] if days <= LENGTHS[0] else LENGTHS[-1]]
    best = max((length for length in fit if length * 3 <= days), default=fit[0])
    return [best, *(length for length in fit if length != best)]


def sides_over_time(corpus: Corpus, filters: Filters, issue: str, days: int = LENGTHS[0], by: Literal["actor", "country"] = "actor") -> pd.DataFrame:
    """window_start, window_end (dates, both inclusive), for, against, neither: how many actors stand on each side in each window, whatever issue
    the filters name. Windows of ``days`` begin with the first day and slide by a :data:`STEPS` th of their length until one holds the last day;
    days that lie :func:`apart` are in none.

    An actor counts once a window, with the side of its latest day in it (:mod:`ontherecord.queries.sides`). ``by`` "country": a country counts
    once, with the side of more of its actors; one whose actors are evenly divided counts as neither. What has no day, or only a year, is left out;
    what has a month counts on its first day.
    """
    first, last, _ = _held(corpus, filters, issue)
    where = _where(filters, issue)
    found = corpus.frame(
        f"""
        WITH windows AS (SELECT unnest(?::DATE[]) AS window_start, unnest(?::DATE[]) AS window_end),
        hit AS (
            SELECT p.* EXCLUDE (folded, statements), {SIDE} AS side, window_start
            FROM positions p JOIN windows ON dated BETWEEN window_start AND window_end WHERE {where.sql}
        ), {telling("hit", "window_start, eid")}, standing AS (
            SELECT window_start, eid, arg_max(held.side, since) AS side FROM telling GROUP BY ALL
        ), counted AS ({_COUNTED[by]})
        SELECT window_start, window_end, count(*) FILTER (side = 'for')::INTEGER AS "for", count(*) FILTER (side = 'against')::INTEGER AS against,
            count(*) FILTER (side = 'neither')::INTEGER AS neither
        FROM windows LEFT JOIN counted USING (window_start) GROUP BY ALL ORDER BY window_start
        """,
        [*_windows(first, last, days), *where.params],
    )
    for column in ("window_start", "window_end"):
        found[column] = found[column].dt.date
    return found


_COUNTED = {
    "actor": "SELECT window_start, side FROM standing",
    "country": """
        SELECT window_start, CASE  -- a country whose actors are evenly divided stands nowhere
            WHEN count(*) FILTER (side = 'for') > count(*) FILTER (side = 'against') THEN 'for'
            WHEN count(*) FILTER (side = 'for') < count(*) FILTER (side = 'against') THEN 'against'
            WHEN count(*) FILTER (side = 'for') = 0 THEN 'neither' END AS side
        FROM standing JOIN (SELECT window_start, eid, mode(country) AS country FROM hit GROUP BY ALL) USING (window_start, eid)
        WHERE country IS NOT NULL GROUP BY window_start, country""",
}


def _where(filters: Filters, issue: str) -> Where:
    known = positions_where(replace(filters, issue=(issue,), not_issue=()))
    return known.add("eid IS NOT NULL").add(PLACED).add(f"({SIDE}) IS NOT NULL")


def apart(corpus: Corpus, filters: Filters, issue: str) -> tuple[Apart, ...]:
    """Positions far from the rest (:mod:`ontherecord.queries.strays`), which no window holds."""
    return _held(corpus, filters, issue)[2]


def _held(corpus: Corpus, filters: Filters, issue: str) -> tuple[date | None, date | None, tuple[Apart, ...]]:
    where = _where(filters, issue)
    found = strays.held(corpus.rows(f"SELECT dated, count(*) FROM positions WHERE {where.sql} GROUP BY dated", where.params))  # type: ignore[arg-type]
    return found or (None, None, ())


def _windows(first: date | None, last: date | None, days: int) -> tuple[list[date], list[date]]:
    """First and last days of the windows."""
    starts: list[date] = []
    if first is not None and last is not None:
        step = max(days // STEPS, 1)
        later = max((last - first).days + 1 - days, 0)  # days that the first window does not hold
        starts = [first + timedelta(days=step * n) for n in range(-(-later // step) + 1)]
    return starts, [start + timedelta(days=days - 1) for start in starts]
