"""The spaCy components of this room: ``otr_paragraphs``, ``otr_marks``, ``otr_quotes``."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from ontherecord.extraction import document
from ontherecord.extraction.quotes import direct, indirect
from ontherecord.extraction.quotes.agreement import agree
from ontherecord.extraction.quotes.completion import complete
from ontherecord.extraction.quotes.encoder import quote_encoder
from ontherecord.extraction.quotes.marks import pair_marks
from ontherecord.extraction.quotes.paragraphs import Paragraphs
from ontherecord.extraction.quotes.proposals import Page
from ontherecord.extraction.quotes.windows import windows
from ontherecord.model import Span

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
    default_config={"encoder": ""},
)
class Quotes:
    """Writes ``doc._.quotes``: list of :class:`~ontherecord.model.Quote` with pieces, type, cue, source, confidence and flags; no speaker.

    ``encoder`` is the folder of the trained encoder; empty, or where it cannot be used, rules work alone.
    """

    def __init__(self, nlp: Language, name: str, encoder: str) -> None:
        document.register()
        self.name = name
        self.encoder = quote_encoder(Path(encoder)) if encoder else None

    def __call__(self, doc: Doc) -> Doc:
        page = Page(doc)
        marked, reported = direct.propose(page), indirect.propose(page)
        if self.encoder is not None:
            asked = sorted({p.cue for p in (*marked, *reported) if p.cue is not None})
            quoted = [Span(pair.start, pair.end) for pair in doc._.marks]
            doc._.windows = list(windows(page.text, page.paragraphs, quoted, self.encoder.tokenizer))
            marked, reported = agree(page, self.encoder.read_windows(doc._.windows, asked), marked, reported)
        doc._.quotes = complete(page, marked, reported, fragments=self.encoder is None)
        return doc
