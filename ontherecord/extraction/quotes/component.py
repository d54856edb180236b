"""The spaCy components of this room: ``otr_paragraphs``, ``otr_marks``, ``otr_quotes``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from ontherecord.extraction import document
from ontherecord.extraction.quotes import completion, direct, indirect
from ontherecord.extraction.quotes.marks import pair_marks
from ontherecord.extraction.quotes.paragraphs import Paragraphs
from ontherecord.extraction.quotes.proposals import Page

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


@Language.factory("otr_quotes", requires=["doc._.paragraphs", "doc._.marks", "token.dep", "token.tag", "token.lemma"], assigns=["doc._.quotes"])
class Quotes:
    """Writes ``doc._.quotes``: list of :class:`~ontherecord.model.Quote` with pieces, type, cue, source, confidence and flags; no speaker."""

    def __init__(self, nlp: Language, name: str) -> None:
        document.register()
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        page = Page(doc)
        doc._.quotes = completion.complete(page, direct.propose(page), indirect.propose(page))
        return doc
