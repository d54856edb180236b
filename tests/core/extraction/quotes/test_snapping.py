"""Pieces of reported speech hold a marked stretch whole or not at all, in text order, each place once."""

from __future__ import annotations

import re

import pytest
import spacy

from ontherecord.extraction import document
from ontherecord.extraction.quotes.assembly import snap
from ontherecord.extraction.quotes.attribution import Attribution, Page
from ontherecord.extraction.quotes.marks import pair_marks
from ontherecord.model import Span

document.register()
NLP = spacy.blank("en")
CASES = {  # in braces what was proposed as pieces, in text order
    "two fragments of one stretch": ("“{We will} go {and not come} back,” Lind ~said~.", ["“We will go and not come back,”"]),
    "three, and one of the next": (
        "“{We} {will} go {now},” Lind ~said~. “{Not} later.”",
        ["“We will go now,”", "“Not later.”"],
    ),
    "a clause that runs into a stretch, and a fragment of it": (
        "Lind ~said~ {the dam was “a wet} joke {and} a shame”.",
        ["the dam was “a wet joke and a shame”"],
    ),
    "two stretches stay two": ("“{We will} go,” Lind ~said~. “{And} come back.”", ["“We will go,”", "“And come back.”"]),
    "two clauses without marks stay two": ("{The dam}, Lind ~said~, {must go}.", ["The dam", "must go"]),
    "fragments that touch stay two": ("{The dam }{must go}, Lind ~said~.", ["The dam ", "must go"]),
}


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("name", CASES)
def test_each_place_once_and_in_order(name: str, backwards: bool) -> None:
    marked, wanted = CASES[name]
    text, found = "", {"{": [], "~": []}  # type: ignore[var-annotated]
    for part in re.split(r"(\{[^}]*\}|~[^~]*~)", marked):
        inner = part[1:-1] if part[:1] in found else part
        if inner != part:
            found[part[0]].append(Span(len(text), len(text) + len(inner)))
        text += inner
    doc = NLP(text)
    doc._.paragraphs = (Span(0, len(text)),)
    doc._.marks = pair_marks(text, doc._.paragraphs)
    pieces = found["{"][::-1] if backwards else found["{"]
    proposal = Attribution(pieces, found["~"][0], None, 1.0, "agreed")
    snap(Page(doc), proposal)
    assert [text[slice(*piece)] for piece in proposal.pieces] == wanted
