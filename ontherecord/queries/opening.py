"""What a corpus has to tell first: somebody who changed sides, the country heard most, the matter that divides most."""

from __future__ import annotations

from dataclasses import dataclass

from ontherecord.model import Toward
from ontherecord.queries.corpus import Corpus
from ontherecord.queries.counts import country_counts
from ontherecord.queries.filters import Filters
from ontherecord.queries.sides import CHANGES, Stand, stands, tally


@dataclass(frozen=True, slots=True)
class Voice:
    country: str
    name: str
    quotes: int
    speakers: int


@dataclass(frozen=True, slots=True)
class Split:
    """Actors on each side of an issue."""

    issue_id: str
    issue: str
    actors: dict[Toward, int]


@dataclass(frozen=True, slots=True)
class Opening:
    """None for what this corpus does not have. ``changed`` is an actor that stands elsewhere than at first."""

    changed: Stand | None
    voice: Voice | None
    split: Split | None


def opening(corpus: Corpus, filters: Filters) -> Opening:
    """The most telling of each: a change from side to side before another one, then by the number of passages."""
    found = stands(corpus, filters)
    changed = [stand for stand in found if stand.change in ("reversed", "moved")]
    voices = country_counts(corpus, filters).query("quotes > 0").head(1).to_dict("records")
    return Opening(
        min(changed, key=lambda s: (CHANGES.index(s.change or "unchanged"), -s.passages, s.actor_id, s.issue_id), default=None),
        Voice(voices[0]["country"], voices[0]["name"], int(voices[0]["quotes"]), int(voices[0]["speakers"])) if voices else None,
        _split(found),
    )


def _split(found: list[Stand]) -> Split | None:
    """The issue on which most stand on the weaker side."""
    issues: dict[str, list[Stand]] = {}
    for stand in found:
        issues.setdefault(stand.issue_id, []).append(stand)
    splits = [Split(id, held[0].issue, tally(held)) for id, held in issues.items()]
    divided = [split for split in splits if split.actors["for"] and split.actors["against"]]
    return min(divided, key=lambda s: (-min(s.actors["for"], s.actors["against"]), -s.actors["for"] - s.actors["against"], s.issue_id), default=None)
