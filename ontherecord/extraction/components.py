"""Importing this module registers every factory of ours with spaCy, and ``ontherecord``: all of them as one component of somebody's own pipeline.

>>> nlp = spacy.load("en_core_web_sm")
>>> nlp.add_pipe("ontherecord")
>>> nlp("...")._.quotes

Installed, spaCy finds this factory by its entry point; in a checkout, ``import ontherecord.extraction.components`` registers it.
"""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from ontherecord.errors import Code, Problem
from ontherecord.extraction import document, pipeline
from ontherecord.extraction.entities import component as entities
from ontherecord.extraction.positions import component as positions
from ontherecord.extraction.quotes import component as quotes
from ontherecord.extraction.quotes.paragraphs import find_paragraphs
from ontherecord.extraction.speakers import component as speakers
from ontherecord.settings import settings

NEEDED = {"tag": "part-of-speech tags", "lemma": "lemmas", "dep": "parse", "ent_iob": "named entities"}
"""Attribute of tokens -> what it is called: what the components before ours must have left on every word (0: they did not)."""

__all__ = ["OnTheRecord", "entities", "positions", "quotes", "speakers"]


@Language.factory(
    "ontherecord",
    requires=["token.tag", "token.lemma", "token.dep", "doc.ents"],
    assigns=["doc._.quotes", "doc._.positions", "doc._.entities", "doc._.mentions"],
    default_config={"mode": "full", "reader": ""},
)
class OnTheRecord:
    """Leaves ``doc._.entities``, ``.mentions``, ``.quotes`` and ``.positions``: lists of the records of :mod:`ontherecord.model`, whose offsets are
    characters of ``doc.text``.

    ``mode``: "full", or "rules" for rules alone, which is faster. ``reader``: folder of the trained reader; empty: that of the settings.
    Adds ``otr_paragraphs`` before all others where it is not there: sentences that cross paragraphs cost three of a hundred quotes.
    Raises Problem S01 for another mode, E04 for a folder without a reader; when called, E03 for a Doc without parse, tags or entities.
    """

    def __init__(self, nlp: Language, name: str, mode: str, reader: str) -> None:
        if mode not in ("full", "rules"):
            raise Problem(Code.S01, name="mode", value=mode)
        document.register()
        self.name = name
        for factory in pipeline.BEFORE_PARSER:
            if factory not in nlp.component_names:
                nlp.add_pipe(factory, first=True)
        folder = _trained(reader) if mode == "full" else ""
        self.steps = [nlp.create_pipe(factory, config=pipeline.config(factory, folder)) for factory in pipeline.AFTER_MODEL]

    def __call__(self, doc: Doc) -> Doc:
        words = [token for token in doc if token.is_alpha]
        missing = [called for attribute, called in NEEDED.items() if not all(getattr(word, attribute) for word in words)]
        if missing:
            raise Problem(Code.E03, missing=", ".join(missing))
        if not doc._.paragraphs:  # otr_paragraphs was switched off
            doc._.paragraphs = find_paragraphs(doc.text, doc._.headline)
        for step in self.steps:
            doc = step(doc)
        doc._.positions = pipeline.dated(doc)
        return doc


def _trained(reader: str) -> str:
    """The folder of the trained reader."""
    if reader and not (Path(reader) / "model.json").is_file():
        raise Problem(Code.E04, path=reader)
    return reader or str(settings().reader)
