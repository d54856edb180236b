"""Names in sources that the recogniser missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from ontherecord.extraction.document import add_entity
from ontherecord.extraction.entities.name_spans import looks_like_person
from ontherecord.extraction.entities.names import gender_of, is_first_name
from ontherecord.extraction.spans import Spans
from ontherecord.extraction.speakers import lexicon
from ontherecord.model import Mention, Quote


def take_in(doc: Doc, quotes: Sequence[Quote]) -> None:
    """Names that the recogniser missed in sources, added to the Doc: who says something is somebody, so two words with a capital suffice, the
    first a given name or behind a calling ("assistant coach Orlo Fenn")."""
    mentions = doc._.mentions
    if mentions is None:
        return
    places: Spans[int] = Spans()
    for number, mention in enumerate(mentions):
        places.add(mention.start, mention.end, number)
    for source in [q.source for q in quotes if q.source is not None]:
        words = doc.char_span(*source, alignment_mode="expand")
        if words is None:
            continue
        for first in (t for t in words if is_first_name(t.text) or _called(t, words)):
            last = first
            while last.i + 1 < words.end and last.nbor().pos_ == "PROPN" and last.i - first.i < 2:
                last = last.nbor()
            name = doc[first.i : last.i + 1]
            if len(name) < 2 or not looks_like_person(name.text):
                continue
            numbers = dict.fromkeys(places.touching(name.start_char, name.end_char))
            held = [(n, m) for n in numbers if (m := mentions[n]).start < name.end_char and name.start_char < m.end]
            if held and held[0][1].label != "PERSON" and held[0][1].start < name.start_char and held[0][1].end == name.end_char:
                number, wide = held.pop()
                mentions[number] = replace(wide, end=name.start_char - 1)  # "News Orlo Fenn", taken for one body
            if not held:
                key = add_entity(doc, name.text, "person", variants=(name.text,), named=True, gender=gender_of(first.text))
                places.add(name.start_char, name.end_char, len(mentions))
                mentions.append(Mention(name.start_char, name.end_char, "PERSON", key))
            elif held[0][1].end == name.end_char and (entity := doc._.entities[held[0][1].entity]).name == last.text and entity.kind == "person":
                # Only the family name was seen: "Per" of "Per Solberg" looks like a preposition.
                doc._.entities[entity.key] = replace(entity, name=name.text, variants=(*entity.variants, name.text))
                number, short = held[0]
                mentions[number] = replace(short, start=name.start_char)
                places.add(name.start_char, name.end_char, number)
    mentions.sort(key=lambda m: (m.start, -m.end))


def _called(token: Token, words: Span) -> bool:
    capital = token.text[:1].isupper() and not token.text.endswith(".")
    return token.i > words.start and capital and token.lower_ not in lexicon.TITLES and lexicon.is_human(token.nbor(-1).lemma_.lower())
