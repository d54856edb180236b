"""Bylines, date lines and datelines: what the lines around a headline say, and what only looks like them. All news is invented."""

from __future__ import annotations

from datetime import date

import pytest

from ontherecord import loading
from ontherecord.loading.opening import opening
from tests.core.loading import made
from tests.core.loading.made import ONE, THREE, TWO

DAY = date(2025, 3, 4)
TODAY = date(2026, 1, 15)

# Lines below the headline -> date, outlet, author.
LINES = {
    "By Iris Penn": (None, None, "Iris Penn"),
    "BY IRIS PENN": (None, None, "IRIS PENN"),
    "By Iris Penn, 4 March 2025": (DAY, None, "Iris Penn"),
    "By Iris Penn\n4 March 2025 10:15 GMT": (DAY, None, "Iris Penn"),
    "By Iris Penn\n\nPosted on March 4, 2025 at 9:15 a.m. ET": (DAY, None, "Iris Penn"),
    "Written by Iris Penn": (None, None, "Iris Penn"),
    "Author: Iris Penn": (None, None, "Iris Penn"),
    "By Iris Penn and Theo Quill in Kingston": (None, None, "Iris Penn; Theo Quill"),
    "Iris Penn in Kingston and Theo Quill in Odaville | 4 March 2025": (DAY, None, "Iris Penn; Theo Quill"),
    "By Élodie de la Brun, J. R. Tarr and Seán Ó Briain": (None, None, "Élodie de la Brun; J. R. Tarr; Seán Ó Briain"),
    "By Iris Penn, Harbour Correspondent": (None, None, "Iris Penn"),
    "By Iris Penn, political editor, 4 March 2025": (DAY, None, "Iris Penn"),
    "By Iris Penn for The Tern": (None, None, "Iris Penn"),
    "IRIS PENN | The Tern | 4 March 2025": (DAY, "The Tern", "IRIS PENN"),
    "The Tern, Tuesday 4 March 2025": (DAY, "The Tern", None),
    "Tuesday 4 March 2025 • 4 min read": (DAY, None, None),
    "Kingston, 4 March 2025": (DAY, None, None),
    "2025-03-04 10:15": (DAY, None, None),
    "04.03.2025": (DAY, None, None),
    "Published 4 March 2025, updated 9 September 2025": (DAY, None, None),
    "Last updated: 9 September 2025 | First published: 4 March 2025": (DAY, None, None),
    # Not of publication, not whole, not sure, or no such line at all.
    "Updated 9 September 2025": (None, None, None),
    "Updated 9:02 p.m. ET, 9/21/2025": (None, None, None),
    "Corrected on 9 September 2025": (None, None, None),
    "By 4 March 2025, the quay must close.": (None, None, None),
    "By Friday": (None, None, None),
    "By far the best": (None, None, None),
    "By the end of March 2025": (None, None, None),
    "The quay opened on 4 March 2025.": (None, None, None),
    "The quay opened on 4 March 2025": (None, None, None),
    "Photo taken 4 March 2025": (None, None, None),
    "03/04/2025": (None, None, None),
    "Port Louis, 4 March 2025": (DAY, None, None),
    f"{ONE}\nBy Iris Penn, 4 March 2025": (DAY, None, "Iris Penn"),  # below a standfirst
    f"{ONE}\n{THREE}\nBy Iris Penn, 4 March 2025": (None, None, None),  # further down it may be another's
}


@pytest.mark.parametrize(("lines", "expected"), LINES.items())
def test_lines_below_a_headline(lines: str, expected: tuple[object, ...]) -> None:
    found = opening(f"Bridge falls\n\n{lines}\n\n{TWO}", TODAY)
    assert (found.day, found.outlet, found.author) == expected


FIRST = {
    "By Royal Command\n\nA bridge fell.": None,
    "By Land and Sea\n\nA bridge fell.": None,
    "BY IRIS PENN\n\nA bridge fell.": "IRIS PENN",
    "By Iris Penn, 4 March 2025\n\nA bridge fell.": "Iris Penn",
}


@pytest.mark.parametrize(("text", "author"), FIRST.items())
def test_a_name_in_the_first_line_may_be_a_headline(text: str, author: str | None) -> None:
    assert opening(text, TODAY).author == author


@pytest.mark.parametrize("ending", ["txt", "docx", "rtf", "md", "html"])
def test_in_files_of_every_kind(ending: str) -> None:
    lines = ["Bridge falls", "By Iris Penn, 4 March 2025", ONE, TWO]
    data = {
        "docx": made.docx(lines),
        "rtf": made.rtf(lines),
        "html": f"<html><body><article><h1>{lines[0]}</h1>{''.join(f'<p>{line}</p>' for line in lines[1:])}</article></body></html>".encode(),
    }.get(ending, "\n\n".join(lines).encode())
    article = next(iter(loading.load_files([(f"a.{ending}", data)]))).article
    assert article is not None
    assert (article.title, article.author, article.published_on) == ("Bridge falls", "Iris Penn", DAY)


def test_what_a_file_says_of_itself_goes_before_its_lines_and_these_before_its_name() -> None:
    text = f"Bridge falls\n\nBy Iris Penn, 4 March 2025\n\n{ONE}"
    named, said = (
        next(iter(loading.load_files([file]))).article
        for file in [
            ("2025-03-01 - Theo Quill.txt", text.encode()),
            ("a.md", f"---\nauthor: Cy Tarr\ndate: 2025-03-02\n---\n{text}".encode()),
        ]
    )
    assert named is not None
    assert said is not None
    assert (named.author, named.published_on, named.date_basis) == ("Iris Penn", DAY, "dateline")
    assert (said.author, said.published_on, said.date_basis) == ("Cy Tarr", date(2025, 3, 2), "metadata")
