"""Interviews and transcripts: who stands behind "Q:", "A:" and "NAME:" at the start of a paragraph."""

from __future__ import annotations

import re
from collections import Counter

from ontherecord.extraction.document import add_entity
from ontherecord.extraction.speakers.memory import Answer
from ontherecord.extraction.speakers.scene import Scene
from ontherecord.model import Entity, Quote

QUESTION, REPLY = frozenset({"Q", "QUESTION"}), frozenset({"A", "ANSWER"})


def answer(scene: Scene, quote: Quote) -> Answer | None:
    """The speaker of a transcript line; None where the label is a name that nothing in the article explains."""
    if "transcript" not in quote.flags or quote.source is None:
        return None
    label = scene.text[quote.source.start : quote.source.end].strip(" .:")
    if label in QUESTION:
        return _interviewer(scene)
    if label in REPLY:
        return _interviewee(scene)
    return _named(scene, label)


def _interviewer(scene: Scene) -> Answer:
    """The outlet asks: a reporter is seldom who a reader looks for. The byline where no outlet is known."""
    article = scene.doc._.article
    if article is not None and article.outlet:
        return Answer(add_entity(scene.doc, article.outlet, "organisation"), "organisation", 'asks the questions ("Q"): the outlet', 0.85)
    return Answer(add_entity(scene.doc, "interviewer", "person", named=False), "unnamed", 'asks the questions ("Q")', 0.7)


def _interviewee(scene: Scene) -> Answer | None:
    """The person that the introduction (headline and what stands before the first line of the transcript) names first and most."""
    first = min(q.source.start for q in scene.quotes if "transcript" in q.flags and q.source is not None)
    named = [p.entity for p in scene.places if p.named and p.end <= first and scene.kind(p.entity) == "person"]
    if not named:
        return None
    counts = Counter(named)
    counts[named[0]] += 1
    key, most = counts.most_common(1)[0]
    sure = 0.85 if len(counts) == 1 or most > sum(counts.values()) / 2 else 0.65
    return Answer(key, "named", f'gives the answers ("A"): {scene.entities[key].name}, introduced above', sure, scene.canonical_place(key), True)


def _named(scene: Scene, label: str) -> Answer | None:
    words = label.casefold().split()
    people = [e for e in scene.people() if e.named and (_ends_with(e.name, words) or any(_ends_with(v, words) for v in e.variants))]
    if len(people) > 1:  # the label may itself have been taken for a person of its own; the fuller name is the real one
        people = [e for e in people if len(e.name.split()) > len(words)] or people
    if len(people) == 1:
        return _by_label(scene, people[0], label)
    article = scene.doc._.article
    if not people and article is not None:
        if article.author and _ends_with(article.author, words):
            return Answer(add_entity(scene.doc, article.author, "person"), "named", f'"{label}:" is the author of the article', 0.8)
        if article.outlet and set(words) <= set(article.outlet.casefold().split()):
            return Answer(add_entity(scene.doc, article.outlet, "organisation"), "organisation", f'"{label}:" is the outlet itself', 0.8)
        # A headline that is not part of the text often gives the only full name: "an interview with Ada Brandt".
        if article.title and (full := re.search(rf"(?:\b[A-Z][\w’'-]+ )+(?i:{re.escape(label)})\b", article.title)):
            name = " ".join(word for word in full[0].split() if word[:1].isupper())
            return Answer(add_entity(scene.doc, name, "person"), "named", f'"{label}:" begins the paragraph; the headline has the full name', 0.8)
    return None


def _by_label(scene: Scene, entity: Entity, label: str) -> Answer:
    return Answer(
        entity.key, "named", f'"{label}:" begins the paragraph', 0.9, scene.canonical_place(entity.key), entity.name.casefold() != label.casefold()
    )


def _ends_with(name: str, words: list[str]) -> bool:
    return bool(words) and name.casefold().split()[-len(words) :] == words
