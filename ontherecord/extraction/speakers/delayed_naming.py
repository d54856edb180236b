"""Delayed naming: "The chairman of the harbour board said ..." in the lead, the chairman's name a paragraph later."""

from __future__ import annotations

from dataclasses import replace

from ontherecord import countries
from ontherecord.extraction.speakers import lexicon as pat
from ontherecord.extraction.speakers.coreference import description_words
from ontherecord.extraction.speakers.resolution import Resolver
from ontherecord.extraction.speakers.source_phrase import read
from ontherecord.model import Quote, Span

PARAGRAPHS = 4
"""The name follows within so many paragraphs."""


def name_later(resolver: Resolver, quotes: list[Quote]) -> list[Quote]:
    """The quotes, those of an unnamed single source of the lead given to the person who speaks next and is named there for the first time.

    An official or a spokesman may well stay unnamed while somebody else speaks next: only an office with "the", or one whose words (senator,
    Republican) stand beside the name as well.
    """
    order = sorted(range(len(quotes)), key=lambda i: quotes[i].pieces[0].start)
    for place, index in enumerate(order):
        first = quotes[index]
        if resolver.context.paragraph(first.pieces[0].start) > 2:
            break
        key = first.speaker
        if (
            key is None
            or first.source is None
            or first.source_kind != "unnamed"
            or "transcript" in first.flags
            or resolver.context.kind(key) != "person"
        ):
            continue
        then = next((quotes[i] for i in order[place + 1 :] if quotes[i].speaker != key), None)
        if then is None or not _same(resolver, first, then):
            continue
        assert then.speaker is not None
        name = resolver.context.canonical_place(then.speaker)
        reason = f"named later as {resolver.context.entities[then.speaker].name}"
        chain = (first.source, Span(name.start, name.end)) if name is not None else (first.source,)
        changed = replace(first, speaker=then.speaker, source_kind=then.source_kind, resolution="anaphoric", chain=chain, reason=reason)
        changed = replace(
            changed, country=then.country or first.country, country_reason=then.country_reason if then.country else first.country_reason
        )
        return [
            (changed if i == index else replace(changed, **{f: getattr(q, f) for f in _OWN})) if q.speaker == key else q for i, q in enumerate(quotes)
        ]
    return quotes


_OWN = ("number", "pieces", "type", "cue", "source", "said_on", "said_basis", "confidence", "flags", "chain")


def _same(resolver: Resolver, first: Quote, then: Quote) -> bool:
    """Whether the description of one quote may be the person of the other."""
    context, key = resolver.context, then.speaker
    assert first.source is not None
    if key is None or then.source_kind != "named" or context.kind(key) != "person":
        return False
    places = context.of.get(key, [])
    if (
        not places
        or places[0].start < first.source.start
        or context.paragraph(then.pieces[0].start) - context.paragraph(first.source.start) > PARAGRAPHS
    ):
        return False
    reading = read(context, *first.source)
    if reading is None or reading.plural:
        return False
    heads, modifiers = description_words(reading)
    if set(heads) & (pat.VOICE_PEOPLE | pat.UNSPECIFIC - {"official"}):
        return False
    code, other = context.entities[first.speaker].country if first.speaker is not None else None, context.entities[key].country
    if code and other and code != other and not countries.is_body(code):
        return False
    bag = context.descriptors(key)
    party = {pat.PARTY[w] for w in (*heads, *modifiers) if w in pat.PARTY}
    theirs = {pat.PARTY[w] for w in bag if w in pat.PARTY}
    if party and theirs and not party & theirs:
        return False
    shared = (
        any(h in bag for h in heads)
        or bool(party & theirs)
        or any(h in group and any(w in bag for w in group) for h in heads for group in pat.SAME_ROLE)
    )
    return shared or (reading.definite and "official" not in heads)
