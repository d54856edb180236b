"""The spaCy components of this room: ``otr_paragraphs``, ``otr_marks``, ``otr_quotes``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from ontherecord.extraction import document
from ontherecord.extraction.networks import networks, read_windows
from ontherecord.extraction.quotes import direct, indirect, reader
from ontherecord.extraction.quotes.assembly import complete
from ontherecord.extraction.quotes.asserted import assess
from ontherecord.extraction.quotes.attribution import Page
from ontherecord.extraction.quotes.marks import pair_marks
from ontherecord.extraction.quotes.paragraphs import Paragraphs
from ontherecord.extraction.quotes.rules_and_reader import agree

__all__ = ["Marks", "Paragraphs", "Quotes"]


@Language.factory("otr_marks", requires=["doc._.paragraphs"], assigns=["doc._.marks"])
class Marks:
    """Writes ``doc._.marks``: tuple of :class:`~ontherecord.extraction.document.MarkPair`, outer before nested, in text order."""

    def __init__(self, nlp: Language, name: str) -> None:
        document.register()
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        doc._.marks = pair_marks(doc.text, doc._.paragraphs)
        return doc


@Language.factory(
    "otr_quotes",
    requires=["doc._.paragraphs", "doc._.marks", "token.dep", "token.tag", "token.lemma"],
    assigns=["doc._.quotes"],
    default_config={"reader": ""},
)
class Quotes:
    """Writes ``doc._.quotes``: list of :class:`~ontherecord.model.Quote` with pieces, type, cue, source, confidence, flags and
    whether it was said; no speaker.

    ``reader`` is the folder of the trained reader; empty, or where it cannot be used, rules work alone.
    """

    def __init__(self, nlp: Language, name: str, reader: str) -> None:
        document.register()
        self.name = name
        self.networks = networks(Path(reader)) if reader else None

    def __call__(self, doc: Doc) -> Doc:
        page = Page(doc)
        marked, reported = direct.propose(page), indirect.propose(page)
        if self.networks is not None:
            asked = sorted({p.cue for p in (*marked, *reported) if p.cue is not None})
            marked, reported = agree(page, reader.read(read_windows(doc, self.networks), self.networks, asked), marked, reported)
        found = complete(page, marked, reported, fragments=self.networks is None)
        doc._.quotes = [replace(quote, asserted=asserted) for quote, asserted in zip(found, assess(page, found), strict=True)]
        return doc
