"""Speech without a source that other speech explains: a pull quote that the article repeats, and speech that runs on into attributed speech."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ontherecord.extraction.speakers.scene import Scene
from ontherecord.model import Quote

FEWEST = 4
"""Words of a quote that is looked for in others: fewer may be said by anybody."""
_BETWEEN = re.compile(r"[\s\"“”'‘’.,!?…]*")
"""What may stand between two stretches of one speech."""
_FIELDS = ("speaker", "source_kind", "country", "country_reason")


def explained(scene: Scene, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes, those without a source of their own given to the speaker of the speech that explains them."""
    return [_explained(scene, quote, quotes) if quote.source is None and quote.cue is None else quote for quote in quotes]


def _explained(scene: Scene, quote: Quote, quotes: Sequence[Quote]) -> Quote:
    words = _words(scene, quote)
    for other in quotes:
        if other is quote or other.speaker is None or other.source is None:
            continue
        if len(words) >= FEWEST and f" {' '.join(words)} " in f" {' '.join(_words(scene, other))} ":
            return _given(quote, other, "these words are told of the speaker elsewhere in the article")
        if quote.speaker is None and _runs_on(scene, quote, other):
            return _given(quote, other, "the speech runs on into words with a source")
    return quote


def _runs_on(scene: Scene, quote: Quote, other: Quote) -> bool:
    start, end = quote.pieces[-1].end, other.pieces[0].start
    same = scene.paragraph(quote.pieces[0].start) == scene.paragraph(end)
    return same and start <= end and _BETWEEN.fullmatch(scene.text, start, end) is not None


def _words(scene: Scene, quote: Quote) -> list[str]:
    return re.findall(r"\w+", " ".join(scene.text[p.start : p.end] for p in quote.pieces).casefold())


def _given(quote: Quote, other: Quote, reason: str) -> Quote:
    known = {name: getattr(other, name) for name in _FIELDS}
    return replace(quote, resolution="floating", chain=other.chain, reason=reason, confidence=round(min(0.8, other.confidence), 2), **known)
