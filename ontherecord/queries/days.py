"""How far a day is known, and how it is worded.

A quote's or position's ``said_on`` with the basis ``month`` or ``year`` is the first day of that month or year, and no more is known: it stands
for the whole stretch. Whatever shows, exports or orders such a day asks here.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def last_day_of(table: str) -> str:
    """:func:`last_day` in SQL, for the columns ``said_on`` and ``said_basis`` of a table."""
    day = f"{table}.said_on"
    return f"CASE {table}.said_basis WHEN 'month' THEN last_day({day}) WHEN 'year' THEN make_date(year({day}), 12, 31) ELSE {day} END"


def in_words(day: date, basis: str | None = None, *, short: bool = False) -> str:
    """``5 April 2025`` (``5 Apr 2025`` where short), ``April 2025`` or ``2025``, as far as the basis knows it; the same in every locale."""
    if basis == "year":
        return str(day.year)
    month = _MONTHS[day.month - 1]
    known = f"{month[:3] if short else month} {day.year}"
    return known if basis == "month" else f"{day.day} {known}"


def iso(day: date, basis: str | None = None) -> str:
    """``2025-04-05``, ``2025-04`` or ``2025``: ISO 8601 with the precision that the basis knows."""
    return day.isoformat()[: {"month": -3, "year": -6}.get(basis or "")]


def last_day(day: date, basis: str | None = None) -> date:
    """The last day that it may be."""
    if basis == "year":
        return date(day.year, 12, 31)
    return day.replace(day=monthrange(day.year, day.month)[1]) if basis == "month" else day


def earlier(a_day: date | None, a_basis: str | None, b_day: date | None, b_basis: str | None) -> bool:
    """Whether ``a`` was surely said before ``b``, on another day. March is before 1 April, but neither before nor behind 15 March; what has no
    day is never before or behind another. In SQL: ``a.dated_until < b.dated``."""
    return a_day is not None and b_day is not None and last_day(a_day, a_basis) < b_day
