"""The article reader: the text with everything that was found in it, and why.

Python cuts the text (:mod:`components.segments`) and words every card; the browser draws pieces as text nodes, moves the focus and
opens cards. No markup of an article is ever read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import streamlit as st

from components import theme, tokens
from components.segments import Role, cut
from components.share import frontend
from ontherecord import countries
from ontherecord.loading.repair import ReadingText
from ontherecord.model import Entity, Extraction, Position, Quote, Span, web_address
from ontherecord.queries.days import in_words
from ontherecord.quoted import Quoted

Payload = dict[str, Any]
BETWEEN = "\u001f"
"""Between a step and the selector that it is about, as the browser sends them."""

BASIS = {
    "direct": "in quotation marks",
    "indirect": "in the article's words",
    "mixed": "partly in quotation marks",
    "narrator": "told by the article",
    "action": "shown by what was done",
}
COMMITMENT = {
    "commits": "commits to it",
    "plans": "plans it",
    "demands": "demands it",
    "hopes": "hopes for it",
    "warns": "warns",
    "denies": "denies it",
    "declines": "declines to say",
    "states": "states it",
}
RESOLUTION = {
    "explicit": "named in the sentence",
    "anaphoric": "a word stands for the name",
    "floating": "from the sentences around",
    "unknown": "not found",
}
DATE_BASIS = {"dateline": "from the dateline", "filename": "from the file's name"}
UNCHECKED = "draft, found by the program and not checked"


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses that cards offer. Each makes a relative link of the app, or None for none."""

    speaker: Callable[[int], str | None] = field(default=lambda key: None)
    """By the key of an entity of the article: everything by this speaker."""
    issue: Callable[[int], str | None] = field(default=lambda number: None)
    """By the number of a position: every position on its issue."""
    show: Callable[[str, int], str | None] = field(default=lambda about, number: None)
    """By "quote" or "position" and its number: the selector under which it can be decided about; None where it cannot."""


def payload(
    found: Extraction,
    *,
    title: str | None = None,
    at: int | None = None,
    off: Sequence[str] = (),
    links: Links | None = None,
    may_add: bool = False,
    decisions: int = 0,
) -> Payload:
    """Everything the browser needs, ready to be shown. ``at``: offset (code points of the original) to scroll to and flash.

    ``off``: kinds of mark that are switched off (roles of the switches, "mended" for the text as it came).
    ``may_add``: what is chosen in the text can be put on record. ``decisions``: their newest number; where it alone changes, the browser draws
    the reader anew and stays where it was. ``title`` stands on top where the text itself has no headline; None: the article's own.
    """
    article, links = found.article, links or Links()
    reading = ReadingText(article.text, article.repairs)
    words = Quoted(reading)
    people = {entity.key: entity for entity in found.entities}
    roles: list[Role] = []
    marks: list[Payload] = []

    def mark(card: Payload, *places: tuple[Span, str]) -> None:
        roles.extend(Role(*span, name, len(marks)) for span, name in places)
        marks.append(card)

    for number, quote in enumerate(sorted(found.quotes, key=lambda q: q.pieces[0].start if q.pieces else 0), 1):
        places = [(piece, "content") for piece in quote.pieces]
        places += [(span, name) for span, name in ((quote.cue, "cue"), (quote.source, "source")) if span is not None]
        mark(_quote_card(found, words, quote, number, people, links), *places)
    crowded = Counter(position.evidence[:1] for position in found.positions)
    for number, position in enumerate(found.positions, 1):
        places = [(span, "evidence") for span in position.evidence]
        if position.trigger is not None:
            places.append((position.trigger, "trigger"))
        card = _position_card(reading, position, number, people, links)
        if crowded[position.evidence[:1]] > 1 and position.actor in people:  # several at one place: say whose each is
            card["badge"] = f"{people[position.actor].name} {card['badge']}"
        mark(card, *places)
    counts: dict[int, int] = {}
    for mention in found.mentions:
        counts[mention.entity] = counts.get(mention.entity, 0) + 1
    card_of: dict[int, int] = {}
    for mention in found.mentions:
        if mention.entity not in people:
            continue
        if mention.entity not in card_of:
            card_of[mention.entity] = len(marks)
            marks.append(_entity_card(people[mention.entity], counts[mention.entity], links))
        roles.append(Role(mention.start, mention.end, "entity", card_of[mention.entity]))

    paragraphs = cut(article.text, roles, article.repairs, article.headline)
    return {
        "id": f"{article.id}:{article.digest[:12]}:{found.version}",
        "head": _head(found, title),
        "quotes": _counted(found.quotes),
        "paragraphs": [{"h": p.headline, "segments": [s.payload() for s in p.segments]} for p in paragraphs],
        "marks": marks,
        "at": at,
        "off": list(off),
        "add": [["quote", "Add as a quote"], ["position", "Add as a position"]] if may_add else [],
        "decisions": decisions,
    }


def _counted(quotes: Sequence[Quote]) -> str:
    """The number that lists and searches give, too: what was said."""
    said = sum(quote.asserted == "said" for quote in quotes)
    return theme.count(said, "quote") + (f", {len(quotes) - said:,} not said" if said < len(quotes) else "")


def _head(found: Extraction, title: str | None) -> Payload:
    article = found.article
    day = "undated" if article.published_on is None else in_words(article.published_on)
    if article.published_on is not None and article.date_basis in DATE_BASIS:
        day += f" ({DATE_BASIS[article.date_basis]})"
    return {
        "title": title or article.title or "",
        "byline": [part for part in (article.outlet or "outlet not given", article.author and f"by {article.author}", day) if part],
        "url": web_address(article.url) or "",
    }


def _said(item: Quote | Position) -> str:
    """The day of the words, as far as it is known."""
    known = in_words(item.said_on, item.said_basis) if item.said_on else ""
    return known + (" (the day it was published)" if known and item.said_basis == "publication" else "")


def _rows(*rows: tuple[str, object]) -> list[list[str]]:
    return [[name, str(value)] for name, value in rows if value not in (None, "")]


def country_of(code: str | None) -> str:
    """Name of a code; empty for none. No flag: many systems have no glyphs for them."""
    return countries.name(code) if code else ""


def _confidence(value: float) -> str:
    word = "high" if value >= 0.8 else "medium" if value >= 0.5 else "low"
    return f"{word} ({value:.0%})" if value else ""


def _link(label: str, href: str | None) -> list[list[str]]:
    return [[label, href]] if href else []


def _passage(reading: ReadingText, spans: Sequence[Span]) -> str:
    """As the text beside it reads: with repairs, in one line."""
    return " … ".join(" ".join(reading.text[slice(*reading.to_reading(*span))].split()) for span in spans)


def _quote_card(found: Extraction, words: Quoted, quote: Quote, number: int, people: Mapping[int, Entity], links: Links) -> Payload:
    text = words.reading
    speaker = people[quote.speaker].name if quote.speaker in people and quote.speaker is not None else ""
    who = speaker or ("Source: " + _passage(text, [quote.source]) if quote.source else "Speaker not found")
    look, unsaid = tokens.QUOTE_TYPES[quote.type], tokens.unsaid(quote.asserted)
    who = f"{who} · {unsaid}" if unsaid else who
    source = _passage(text, [quote.source]) if quote.source else ""
    tip = source
    if speaker and source and source != speaker:
        tip = f"{source} → {speaker}" + (f", {_distance(found, quote)}" if _distance(found, quote) else "")
    return {
        "kind": "quote",
        "name": f"Quote {number}",
        "badge": f"{number} {unsaid}".strip(),
        "title": who,
        "text": " ".join(words.as_read(quote.pieces).split()),
        "tips": {"content": f"Quote {number}: {who} ({look.label})", "source": tip or who, "cue": f"Cue of quote {number}: {who}"},
        "rows": _rows(
            ("Why them", quote.reason),
            ("Speaker is", RESOLUTION[quote.resolution]),
            ("Led there by", " → ".join(dict.fromkeys(_passage(text, [span]) for span in quote.chain)) if len(quote.chain) > 1 else ""),
            ("Kind of source", tokens.SOURCE_KINDS[quote.source_kind].label),
            ("Speaks for", country_of(quote.country)),
            ("Why so", quote.country_reason),
            ("Said or not", unsaid),
            ("Kind of quote", look.label),
            ("Cue", _passage(text, [quote.cue]) if quote.cue else "none"),
            ("Said", _said(quote)),
            ("Confidence", _confidence(quote.confidence)),
            ("Note", "; ".join(quote.flags)),
            ("State", _state(quote) if quote.status != "machine" or quote.checked else ""),
            *_noted(quote),
        ),
        **_acts(quote, "quote", number, links),
        "links": _link(f"All quotes by {speaker}", links.speaker(quote.speaker)) if quote.speaker is not None and speaker else [],
        "starts": quote.pieces[0].start if quote.pieces else 0,
    }


def _state(item: Quote | Position) -> str:
    """Whether somebody has checked it, who and when."""
    if item.status == "machine":
        return UNCHECKED
    by = (f" by {item.checked.by}" if item.checked.by else "") + f", {in_words(item.checked.at.date(), short=True)}" if item.checked else ""
    return f"{tokens.checked(item.status)}{by}"


def _noted(item: Quote | Position) -> list[tuple[str, object]]:
    held = item.checked
    return [("Noted", held.note), ("Tags", ", ".join(held.tags))] if held else []


def _acts(item: Quote | Position, about: str, number: int, links: Links) -> Payload:
    """What can be decided about it here: a step and its label each. Setting right is done in the drawer, which the browser is led to."""
    show = links.show(about, item.number)
    if show is None:
        return {}
    acts = [["confirm", "Confirm"]] if item.status == "machine" else []
    acts += [["reject", f"No {about}"], ["fix", "Set right …"]]
    acts += [["undo", "Take back"]] if item.status != "machine" else []
    return {"show": show, "acts": acts} | ({"words": f"These are the words of quote {number}"} if about == "quote" else {})


def _distance(found: Extraction, quote: Quote) -> str:
    """How far the speaker's name lies from the quote's source, in sentences; empty where it is the same one or unknown."""
    if quote.source is None or len(quote.chain) < 2:
        return ""
    here, there = _sentence(found, quote.source.start), _sentence(found, quote.chain[-1].start)
    if here is None or there is None or here == there:
        return ""
    words = ("", "one sentence", "two sentences", "three sentences", "four sentences")
    apart = abs(here - there)
    return f"{words[apart] if apart < len(words) else f'{apart} sentences'} {'earlier' if there < here else 'later'}"


def _sentence(found: Extraction, offset: int) -> int | None:
    return next((i for i, sentence in enumerate(found.sentences) if sentence.start <= offset < sentence.end), None)


def _position_card(text: ReadingText, position: Position, number: int, people: Mapping[int, Entity], links: Links) -> Payload:
    actor = people[position.actor].name if position.actor in people else "actor not found"
    look = tokens.STANCES[position.stance]
    said = f"{actor} {tokens.STANCES_ON[position.stance]} {position.target}"
    return {
        "kind": "position",
        "name": f"Position {number}",
        "badge": f"{look.glyph} {look.label}",
        "title": said,
        "text": _passage(text, position.evidence[:1]),
        "tips": {"evidence": said, "trigger": f"{said} (the words that say so)"},
        "rows": _rows(
            ("Stance", f"{look.glyph} {look.label}"),
            ("On", position.target),
            ("Matter", position.matter),
            ("Side", tokens.SIDES[position.toward].label),
            ("Speaks for", country_of(position.country)),
            ("Hedge", position.hedge and f"“{position.hedge}”"),
            ("What it does", COMMITMENT[position.commitment]),
            ("Known", BASIS[position.basis]),
            ("Its words", position.trigger and _passage(text, [position.trigger])),
            ("Said", _said(position)),
            ("Confidence", _confidence(position.confidence)),
            ("State", _state(position)),
            *_noted(position),
        ),
        **_acts(position, "position", number, links),
        "links": _link("All positions on this issue", links.issue(position.number)),
        "starts": position.evidence[0].start if position.evidence else 0,
    }


def _entity_card(entity: Entity, mentions: int, links: Links) -> Payload:
    look = tokens.ENTITY_KINDS[entity.kind]
    others = [name for name in entity.variants if name != entity.name]
    place = country_of(entity.country) if entity.kind != "country" else ""
    for_whom = f", speaks for {countries.name(entity.country)}" if place and entity.country else ""
    return {
        "kind": "entity",
        "name": look.label.capitalize(),
        "badge": look.glyph,
        "title": entity.name,
        "text": "",
        "tips": {"entity": f"{entity.name} ({look.label}{for_whom})"},
        "rows": _rows(
            ("Kind", look.label if entity.named else f"{look.label}, not named"),
            ("Also called", ", ".join(others)),
            ("Role", "; ".join(dict.fromkeys(role.title for role in entity.roles))),
            ("Speaks for", place),
            ("Why so", entity.country_reason if place else ""),
            ("In this article", f"{mentions} {'mention' if mentions == 1 else 'mentions'}"),
        ),
        "links": _link(f"All quotes by {entity.name}", links.speaker(entity.key)),
        "starts": 0,
    }


@cache
def _component() -> Any:
    return st.components.v2.component("ontherecord_reader", html=frontend("reader.html"), css=frontend("reader.css"), js=frontend("reader.js"))


def draw(
    shown: Payload, *, key: str = "reader", decide: Callable[[str, str], None] | None = None, choose: Callable[[str, Span], None] | None = None
) -> None:
    """Draw the reader. What a person opens in it is written into the address as ``at``, and what is switched off
    as ``off``, by the browser, without a run of the script. ``decide(step, selector)`` is called for a button of a card (:func:`_acts`);
    ``choose(what, span)`` for words that were chosen in the text: what is "quote" or "position" (to be added), else the selector of the
    quote whose words they are."""

    def decided() -> None:
        step, _, show = str(st.session_state[key].decided or "").partition(BETWEEN)
        if decide is not None and step:
            decide(step, show)

    def chosen() -> None:
        given = st.session_state[key].chosen or {}
        try:
            what, span = str(given["what"]), Span(int(given["start"]), int(given["end"]))
        except (KeyError, TypeError, ValueError):
            return
        if choose is not None:
            choose(what, span)

    _component()(key=key, data=shown, height="content", on_decided_change=decided, on_chosen_change=chosen)
