"""What was found in one article that is not (yet) in a corpus: its quotes and positions, in the words of the article."""

from __future__ import annotations

import streamlit as st

from components import drafts, passage, state, theme, tokens
from components.passage import Role
from ontherecord import countries
from ontherecord.model import Entity, Extraction, Position, Quote
from ontherecord.queries import Filters
from ontherecord.queries.where import is_shown

SHOWN = 40
"""Quotes, and positions, that one page shows of a pasted article."""


def draw(extraction: Extraction) -> None:
    """Numbers, quotes, positions (as sure as the link asks for), people."""
    filters = state.filters_of_url()[0]
    shown = [p for p in extraction.positions if is_shown(p, filters)]
    people = [e for e in extraction.entities if e.kind == "person" and e.named]
    for warning in extraction.warnings:
        st.warning(theme.plain(warning), icon=":material/warning:")
    columns = st.columns(3)
    columns[0].metric("Quotes", sum(q.asserted == "said" for q in extraction.quotes), border=True)
    columns[1].metric("Positions", len(shown), border=True)
    columns[2].metric("People", len(people), border=True)
    quotes, positions, entities = st.tabs(["Quotes", "Positions", "People, organisations, countries"])
    with quotes:
        if not extraction.quotes:
            st.caption("No quote was found: nobody is reported as saying something, or the words that report it are not known yet.")
        else:
            passage.legend(("content", "cue", "source"), key="pasted-legend")
        if unsaid := sum(q.asserted != "said" for q in extraction.quotes):
            st.caption(f"{unsaid:,} of those below {'was' if unsaid == 1 else 'were'} not said and {'is' if unsaid == 1 else 'are'} not counted.")
        for quote in extraction.quotes[:SHOWN]:
            _quote(extraction, quote)
        _more(len(extraction.quotes), "quote")
    with positions:
        if not extraction.positions:
            st.caption("No position was found: no actor takes a stance on something in words that are known yet.")
        else:
            drafts.switch(filters, sum(not is_shown(p, Filters()) for p in extraction.positions))
        for position in shown[:SHOWN]:
            _position(extraction, position)
        _more(len(shown), "position")
    with entities:
        _entities(extraction)


def sentences_around(extraction: Extraction, start: int, end: int) -> tuple[int, int]:
    """The span of whole sentences that a span of the text touches; the span itself where no sentence is known."""
    touched = [s for s in extraction.sentences if s.start < end and s.end > start]
    return (min(touched[0].start, start), max(touched[-1].end, end)) if touched else (start, end)


def _quote(extraction: Extraction, quote: Quote) -> None:
    marks: list[tuple[int, int, Role]] = [(s, e, "content") for s, e in quote.pieces]
    marks += [(*quote.cue, "cue")] if quote.cue else []
    marks += [(*quote.source, "source")] if quote.source else []
    if not marks:
        return
    start, end = sentences_around(extraction, min(m[0] for m in marks), max(m[1] for m in marks))
    speaker = _entity(extraction, quote.speaker)
    who = speaker.name if speaker else "Speaker unknown"
    with st.container(border=True):
        st.markdown(f"**{theme.plain(who)}**{_for(quote.country)}")
        passage.draw(passage.cut(extraction.article.text, marks, start, end), key=f"pasted-quote-{quote.number}", legend=False)
        look = tokens.QUOTE_TYPES[quote.type]
        notes = [
            tokens.unsaid(quote.asserted),
            theme.badge(look),
            f"confidence {quote.confidence:.0%}",
            quote.reason,
            quote.country_reason or "",
            *quote.flags,
        ]
        st.caption(" · ".join(theme.plain(note) for note in notes if note))


def _position(extraction: Extraction, position: Position) -> None:
    look = tokens.STANCES[position.stance]
    actor = _entity(extraction, position.actor)
    with st.container(border=True):
        name = theme.plain(actor.name if actor else "Unknown actor")
        st.markdown(f"**{name}**{_for(position.country)} {look.glyph} {look.label}: {theme.plain(position.target)}")
        for number, (start, end) in enumerate(position.evidence):
            marks: list[tuple[int, int, Role]] = [(*position.trigger, "stance")] if position.trigger else []
            passage.draw(passage.cut(extraction.article.text, marks, start, end), key=f"pasted-position-{position.number}-{number}", legend=False)
        notes = [position.commitment, f"hedged: “{position.hedge}”" if position.hedge else "", f"confidence {position.confidence:.0%}"]
        st.caption(" · ".join(theme.plain(note) for note in notes if note))


def _entities(extraction: Extraction) -> None:
    counts: dict[int, int] = {}
    for mention in extraction.mentions:
        counts[mention.entity] = counts.get(mention.entity, 0) + 1
    rows = sorted(extraction.entities, key=lambda e: -counts.get(e.key, 0))
    st.dataframe(
        {
            "Name": [e.name for e in rows],
            "Kind": [tokens.ENTITY_KINDS[e.kind].label for e in rows],
            "Mentions": [counts.get(e.key, 0) for e in rows],
            "Speaks for": [countries.name(e.country) if e.country else "" for e in rows],
            "Why": [e.country_reason or "" for e in rows],
            "Also called": [", ".join(v for v in e.variants if v != e.name) for e in rows],
        },
        hide_index=True,
        alt="People, organisations and countries of the article with mentions",
    )


def _entity(extraction: Extraction, key: int | None) -> Entity | None:
    return next((e for e in extraction.entities if e.key == key), None)


def _for(country: str | None) -> str:
    return f" · speaks for {theme.plain(countries.name(country))}" if country else ""


def _more(found: int, what: str) -> None:
    if found > SHOWN:
        st.caption(f"{theme.count(found - SHOWN, f'more {what}')}: add the article to a corpus to see all.")
