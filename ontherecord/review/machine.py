"""Findings as the machine wrote them, whatever people have decided since."""

from __future__ import annotations

from dataclasses import replace

from ontherecord.queries import Filters
from ontherecord.queries.where import Where, positions_where, quotes_where

MACHINE = """
WITH quotes AS (SELECT * FROM before_quotes UNION ALL SELECT * FROM main.quotes WHERE finding IS NULL),
    positions AS (SELECT * FROM before_positions UNION ALL SELECT * FROM main.positions WHERE finding IS NULL)
"""
"""In SQL, before a query: its tables ``quotes`` and ``positions`` hold the machine's rows. So the same filters let the same findings through
before and after anybody has decided about them."""


def machines_where(filters: Filters, kind: str) -> Where:
    """What of the machine's quotes ("quote") or positions ("position") the filters let through, for a query behind :data:`MACHINE`."""
    every = replace(filters, status=())
    return quotes_where(every) if kind == "quote" else positions_where(every)
