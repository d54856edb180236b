"""The list of what a search found: each hit with its words marked, one link or button each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import streamlit as st

from components import theme, tokens
from components.share import frontend
from components.tables import day
from ontherecord.queries import Corpus, Hit, links
from ontherecord.quoted import quoted

SEPARATOR = "\x1f"


@cache
def _component() -> Any:
    return st.components.v2.component("ontherecord_hits", css=frontend("hits.css"), js=frontend("hits.js"))


def draw(corpus: Corpus, hits: Sequence[Hit], *, key: str, label: str, pick: Callable[[str], None], chosen: str | None = None) -> None:
    """Draw hits in order; ``pick`` is called with the id of the one that a person chose. ``label`` says what they are, for a screen reader."""

    def picked() -> None:
        held = st.session_state.get(key)
        found = held.get("picked") if held is not None else None
        if found:
            pick(str(found))

    items = [_item(corpus, hit) for hit in hits]
    _component()(key=key, data={"label": label, "items": items, "chosen": chosen}, height="content", on_picked_change=picked)


def _item(corpus: Corpus, hit: Hit) -> dict[str, Any]:
    parts = [[piece.text, piece.found] for piece in hit.pieces]
    outlet, published = hit.outlet or "outlet not given", day(hit.published_on) or "undated"
    if hit.kind == "articles":
        href = links.link("articles", corpus=corpus.name, article=hit.article_id, at=hit.start).lstrip("/")
        second = theme.count(hit.quotes, "quote") if hit.quotes else ""
        return {
            "id": f"{hit.article_id}{SEPARATOR}{hit.start}",
            "who": hit.title,
            "second": second,
            "parts": parts,
            "meta": f"{outlet} · {published}",
            "href": href,
        }
    look = tokens.QUOTE_TYPES[hit.type]  # type: ignore[index]
    country = corpus.label("country", hit.country) if hit.country else ""
    second = " · ".join(
        part
        for part in (f"speaks for {country}" if country and country != hit.speaker else "", f"{look.label} quote", tokens.unsaid(hit.asserted))
        if part
    )
    words = "".join(piece.text for piece in hit.pieces)
    parts = [["“", False], *parts, ["”", False]] if hit.type == "direct" and quoted(words) != words else parts
    return {
        "id": hit.id,
        "who": hit.speaker or "Speaker not found",
        "second": second,
        "parts": parts,
        "meta": f"{hit.title} · {outlet} · {published}",
    }
