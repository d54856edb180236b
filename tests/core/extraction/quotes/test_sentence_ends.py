"""Where a stop that belongs to a word ends a sentence: ``|`` stands before each word that starts one, ``_`` before one that must not.

What carries neither is left to the parser. No model is needed.
"""

from __future__ import annotations

import pytest
import spacy

from ontherecord.extraction.quotes.sentence_ends import decided

ROWS = [
    ("the platform, then speech", 'Larsen wrote on X. |"It is just," said Lind.'),
    ("the platform, then a name", "Larsen wrote on X. |Lind said it was fair."),
    ("an initial", "It is just, said X. Smith."),
    ("an hour, then speech", 'Larsen spoke at 5 p.m. |"It is just," said Lind.'),
    ("an hour, then a name", "Larsen spoke at 5 P.M. |Lind said it was fair."),
    ("an hour of a day", "Larsen spoke at 5 p.m. _Tuesday in Oslo."),
    ("an hour of a month", "Larsen spoke at 5 p.m. _March 4."),
    ("an hour of a zone", "Larsen spoke at 5 p.m. _EST."),
    ("an hour of a place", "Larsen spoke at 5 p.m. _Oslo time."),
    ("a plan, then speech", 'Larsen named it Plan B. |"It is just," said Lind.'),
    ("a plan, then a pronoun", "Larsen named it Plan B. |She said it was fair."),
    ("a plan, then somebody", "Larsen named it Plan B. |Ines Lind said it was fair."),
    ("a plan, then a family name: open", "Larsen named it Plan B. Smith said it was fair."),
    ("a middle initial", "Minister George W. _Larsen spoke."),
    ("a second initial", "J. K. _Larsen spoke."),
    ("a nickname", 'Judge J. "Red" Larsen spoke.'),
    ("a country, then a pronoun", "Larsen left the U.S. |He said it was fair."),
    ("a country, then somebody", "Larsen left the U.S. |Ines Lind said it was fair."),
    ("a country that describes", "Larsen told U.S. officials. U.S. _Senator Lind spoke."),
    ("a country's body: open", "The U.S. Senate met."),
    ("a body's abbreviation, then speech", 'Larsen wrote for Tern Inc. |"It is just," said Lind.'),
    ("a title, then a nickname", 'They met Mr. "Red" Larsen.'),
    ("quoted letters", 'The grade was "a B." he said.'),
]


@pytest.mark.parametrize("marked", [row[1] for row in ROWS], ids=[row[0] for row in ROWS])
def test_sentence_ends(marked: str) -> None:
    text = marked.replace("|", "").replace("_", "")
    wanted: dict[int, bool] = {}
    for at, sign in enumerate(marked):
        if sign in "|_":
            wanted[at - sum(marked[:at].count(s) for s in "|_")] = sign == "|"
    assert {token.idx: starts for token, starts in decided(spacy.blank("en")(text))} == wanted
