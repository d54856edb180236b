"""Docs built by hand: [Name]LABEL is what the recogniser found; a text without marks is one where it found nothing."""

from __future__ import annotations

import re

import spacy
from spacy.tokens import Doc

from ontherecord.extraction import document
from ontherecord.extraction.entities import otr_entities
from ontherecord.model import Entity

NLP = spacy.blank("en")
_MARK = re.compile(r"\[([^\[\]]+)\]([A-Z_]+)")


def read(marked: str, *, headline: bool = False) -> Doc:
    """A Doc with the recogniser's spans as marked, after the component. The first line is the headline if asked."""
    document.register()
    text, spans, done = "", [], 0
    for m in _MARK.finditer(marked):
        text += marked[done : m.start()]
        spans.append((len(text), len(text) + len(m[1]), m[2]))
        text += m[1]
        done = m.end()
    text += marked[done:]
    doc = NLP(text)
    doc.set_ents([span for s, e, label in spans if (span := doc.char_span(s, e, label=label, alignment_mode="expand"))])
    if headline:
        doc._.headline = (0, text.index("\n"))
    return otr_entities(doc)


def people(doc: Doc) -> dict[str, Entity]:
    return {e.name: e for e in doc._.entities if e.kind == "person"}


def mentions(doc: Doc, name: str) -> list[str]:
    key = next(e.key for e in doc._.entities if e.name == name)
    return [doc.text[m.start : m.end] for m in doc._.mentions if m.entity == key]
