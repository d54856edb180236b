"""Delayed naming: "The chairman of the harbour board said ..." in the lead, the chairman's name a paragraph later."""

from __future__ import annotations

from dataclasses import replace

from ontherecord import countries
from ontherecord.extraction.speakers import lexicon
from ontherecord.extraction.speakers.context import Context
from ontherecord.extraction.speakers.coreference import description_words, same_role
from ontherecord.extraction.speakers.source_phrase import read
from ontherecord.model import Quote, Span

_LEAD = 2
"""The description stands in one of the first paragraphs (from 0)."""
_WITHIN = 4
"""The name follows within so many paragraphs."""


def name_later(context: Context, quotes: list[Quote]) -> list[Quote]:
    """The quotes, those of an unnamed single source of the lead given to the person who speaks next and is named there for the first time.

    An official or a spokesman may well stay unnamed while somebody else speaks next: only an office with "the", or one whose words (senator,
    Republican) stand beside the name as well.
    """
    order = sorted(quotes, key=lambda q: q.pieces[0].start)
    # The next quote of somebody else, for each.
    others: list[Quote | None] = [None] * len(order)
    for place in range(len(order) - 2, -1, -1):
        others[place] = order[place + 1] if order[place + 1].speaker != order[place].speaker else others[place + 1]
    for first, then in zip(order, others, strict=True):
        if context.paragraph(first.pieces[0].start) > _LEAD:
            break
        key = first.speaker
        if key is None or first.source is None or (first.source_kind, context.kind(key)) != ("unnamed", "person") or "transcript" in first.flags:
            continue
        if then is not None and _same(context, first, then):
            return [_given_to(context, q, then, of_lead=q.number == first.number) if q.speaker == key else q for q in quotes]
    return quotes


def _given_to(context: Context, quote: Quote, then: Quote, *, of_lead: bool) -> Quote:
    assert then.speaker is not None
    given = replace(
        quote,
        speaker=then.speaker,
        source_kind=then.source_kind,
        resolution="anaphoric",
        reason=f"named later as {context.entities[then.speaker].name}",
        country=then.country or quote.country,
        country_reason=then.country_reason if then.country else quote.country_reason,
    )
    name = context.canonical_place(then.speaker)
    if not of_lead or quote.source is None or name is None:
        return given
    return replace(given, chain=(quote.source, Span(name.start, name.end)))


def _same(context: Context, first: Quote, then: Quote) -> bool:
    """Whether the description of one quote may be the person of the other."""
    key = then.speaker
    if key is None or first.source is None or then.source_kind != "named" or context.kind(key) != "person":
        return False
    phrase, places = read(context, *first.source), context.of.get(key)
    if phrase is None or not places or places[0].start < first.source.start:
        return False
    if context.paragraph(then.pieces[0].start) - context.paragraph(first.source.start) > _WITHIN:
        return False
    heads, _ = description_words(phrase)
    if set(heads) & (lexicon.SPOKESPEOPLE | lexicon.UNSPECIFIC - {"official"}):
        return False
    code, other = context.entities[first.speaker or 0].country, context.entities[key].country
    if code and other and code != other and not countries.is_body(code):
        return False
    words = context.descriptors(key)
    return any(h in words for h in heads) or same_role(heads, words) or (phrase.definite and "official" not in heads)
