"""Where a dateline ends."""

from __future__ import annotations

import pytest

from ontherecord.extraction.datelines import dateline
from ontherecord.model import Span

ROWS = [
    ("LISBON, Portugal, March 4, 2025 (Test Wire) - |The minister spoke.", "place, country, day, agency"),
    ("OSLO (Kelp News) — |The minister spoke.", "place and agency"),
    ("OSLO/LIMA - |Two ministers spoke.", "two places, no agency"),
    ("OSLO—|The minister spoke.", "no spaces"),
    ("NEW YORK, Jan. 5 (Kelp News) -- |“We agree,” she said.", "a quotation follows"),
    ("Oslo, 14 February (Kelp News) - |The minister spoke.", "the place not in capitals, but an agency"),
    ("(Kelp News) - |The minister spoke.", "an agency alone"),
    ("LISBON, 3 May 2024 - |The minister spoke.", "a day before its month"),
    ("New Delhi, May 3, 2024 - |The minister spoke.", "a place not in capitals, but a day"),
    ("Oslo, 14 Feb. — |The minister spoke.", "a month cut short"),
    ("|The minister, 3 May - no day of hers - spoke.", "a day in a sentence"),
    ("|Oslo - The city waits.", "a place and a dash alone"),
    ("|KELP - a company - closed.", "an aside in a sentence"),
    ("|EU - The bloc met.", "a short abbreviation"),
    ("|KELP-19 cases rose.", "a hyphen"),
    ("|The minister spoke.", "a sentence"),
]


@pytest.mark.parametrize("marked", [row[0] for row in ROWS], ids=[row[1] for row in ROWS])
def test_dateline(marked: str) -> None:
    end, text = marked.index("|"), marked.replace("|", "")
    assert dateline(text, Span(0, len(text))) == (Span(0, end) if end else None)
