"""Where a dateline ends: "LISBON, Portugal, March 4 (Test Wire) - " before a report's first words. It belongs to no sentence of the report."""

from __future__ import annotations

import calendar
import re

from ontherecord.model import Span

_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+(?:[ /][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+){0,4}"
_PLACE = r"[A-ZÀ-ÖØ-Þ][\w.'’-]+(?: [A-ZÀ-ÖØ-Þ][\w.'’-]+){0,2}"
_MONTH = rf"(?:{'|'.join(month[:3] for month in calendar.month_name[1:])})[a-z]*\.?"
_DATE = rf"(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})"
_MORE = rf"(?:, ?(?!{_MONTH} \d)[A-Z][\w.'’ ]{{1,24}}){{0,3}}"
_WHEN = rf"(?:,? {_DATE}(?:,? \d{{4}})?)"
_AGENCY = r"\([A-Z][^()\n]{1,40}\)"
_DASH = r"\s?(?:[-–—]|--)\s+(?=[\"“‘'«]?[A-ZÀ-ÖØ-Þ\d])"
_DATELINE = re.compile(
    rf"(?:(?=[\w .'’/]{{4}}){_CAPITALS}{_MORE}{_WHEN}?(?:\s{_AGENCY})?|(?:{_PLACE}{_MORE}{_WHEN}?\s)?{_AGENCY}|{_PLACE}{_MORE}{_WHEN})"
    rf"(?:{_DASH}|:?\s?[–—]\s?)"
)


def dateline(text: str, paragraph: Span) -> Span | None:
    """Characters of the dateline at a paragraph's start, the dash and the space behind it included; None without one.

    A place in capitals and a dash, a place with a day or an agency in brackets and a dash make one; "Paris - " alone could be anything.
    """
    found = _DATELINE.match(text, paragraph.start, paragraph.end)
    return Span(paragraph.start, found.end()) if found and found.end() < paragraph.end else None
