"""Interviews, transcripts and posts: who stands behind "Q:", "A:", a name with a colon, or a question that is a paragraph of its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from ontherecord.extraction.document import add_entity
from ontherecord.extraction.speakers.context import Context, Place
from ontherecord.extraction.speakers.discourse import Answer
from ontherecord.extraction.turns import Turn, introduces
from ontherecord.model import Entity, Quote

_REPORTER = frozenset({"reporter", "correspondent", "journalist", "editor", "interviewer", "columnist", "host", "presenter", "anchor"})
_SPOKE = r"(?:talk(?:s|ed)?|spoke|speaks|s[ai]ts? down|chat(?:s|ted)?) (?:to|with)\b"
_ASKS = re.compile(rf"\b(?:interview(?:s|ed)?(?: with)?|{_SPOKE}|asked) ", re.IGNORECASE)


def answer(context: Context, quote: Quote) -> Answer | None:
    """The speaker of a turn; None where its label has to be read as any other source, or the text does not tell who asks or answers."""
    turns = context.doc._.turns
    number = bisect_right(turns, quote.pieces[0].start, key=lambda t: t.pieces[0].start) - 1
    turn = turns[number] if number >= 0 else None
    if turn is None or quote.pieces[0].start >= turn.pieces[-1].end:
        return None
    if turn.part == "question":
        return _interviewer(context)
    if turn.part == "answer":
        return _interviewee(context) or Answer(None, "none", "nothing in the introduction tells who answers", 0.0)
    if turn.name is not None and (found := _bearer(context, turn)) is not None:
        return found
    return _in_office(context, turn) if turn.part == "office" else _labelled(context, turn)


def _introduction(context: Context) -> int:
    """Where the interview begins."""
    first = context.doc._.turns[0]
    return first.label.start if first.label is not None else first.pieces[0].start


def _introduced(context: Context) -> tuple[Counter[int], set[int]]:
    """The people that an introduction names, with how often, and those of them who are said to be reporters or wrote the article."""
    if context.introduced is None:
        context.introduced = _read_introduction(context)
    counts, asking = context.introduced
    return counts.copy(), asking


def _read_introduction(context: Context) -> tuple[Counter[int], set[int]]:
    places = [p for p in context.places if p.named and p.end <= _introduction(context) and context.kind(p.entity) == "person"]
    article = context.doc._.article
    author = (article.author or "").casefold() if article is not None else ""
    counts = Counter(p.entity for p in places)
    asking = {key for key in counts if context.entities[key].name.casefold() in author or _REPORTER & set(context.descriptors(key))}
    return counts, asking


def _interviewer(context: Context) -> Answer:
    """The one reporter whom the introduction names; the outlet, since a byline is seldom whom a reader looks for; else nobody known."""
    _, asking = _introduced(context)
    if len(asking) == 1:
        key = next(iter(asking))
        return Answer(key, "named", "asks the questions: a reporter named in the introduction", 0.8, context.canonical_place(key), True)
    article = context.doc._.article
    if article is not None and article.outlet:
        return Answer(add_entity(context.doc, article.outlet, "organisation"), "organisation", "asks the questions: the outlet", 0.85)
    return Answer(add_entity(context.doc, "interviewer", "person", named=False), "unnamed", "asks the questions", 0.7)


def _interviewee(context: Context) -> Answer | None:
    """The one person that the introduction (headline and what stands before the first turn) names besides who asks, or names as the one asked, or
    names most often; None where it leaves that open."""
    counts, asking = _introduced(context)
    for key in asking:
        del counts[key]
    if not counts or not (introduces(_before(context)) or (len(counts) == 1 and _mostly_i(context))):
        return None
    if len(counts) == 1:
        return _gives_answers(context, next(iter(counts)), 0.85)
    asked = {p.entity for p in context.places if p.named and p.entity in counts and p.end <= _introduction(context) and _is_asked(context, p)}
    if len(asked) == 1:
        return _gives_answers(context, asked.pop(), 0.75)
    (key, most), (_, second) = counts.most_common(2)
    return _gives_answers(context, key, 0.65) if most > second else None


def _before(context: Context) -> str:
    article = context.doc._.article
    return f"{(article.title or '') if article is not None else ''}\n{context.text[: _introduction(context)]}"


def _mostly_i(context: Context) -> bool:
    """Whether most answers speak of "I" or "we"."""
    answers = [" ".join(context.text[slice(*p)] for p in t.pieces) for t in context.doc._.turns if t.part == "answer"]
    return 2 * sum(re.search(r"\b(?:I|[Ww]e)\b", words) is not None for words in answers) > len(answers)


def _is_asked(context: Context, place: Place) -> bool:
    """Whether a name, or the title before it, stands behind "interviewed" or "talked to", whose subject is no person: "The Tern spoke to ...".

    "Ada Lind spoke to Bo Falk" leaves open which of the two asked.
    """
    start, _ = context.sentence_span(place.start)
    found = [m for m in _ASKS.finditer(context.text, start, place.start) if m.end() >= place.start - 60]
    if not found or any(p.named and found[-1].end() <= p.start < place.start for p in context.of.get(place.entity, ())):
        return False
    between = context.mentions_in(found[-1].end(), place.start)
    before = context.mentions_in(start, found[-1].start())
    sure = found[-1][0].casefold().startswith("interview")
    return not any(context.kind(m.entity) == "person" for m in between) and (sure or not any(context.kind(m.entity) == "person" for m in before))


def _gives_answers(context: Context, key: int, sure: float) -> Answer:
    return Answer(key, "named", f"gives the answers: {context.entities[key].name}, introduced above", sure, context.canonical_place(key), True)


def _bearer(context: Context, turn: Turn) -> Answer | None:
    """The person whom a label names, itself or in its fuller form before."""
    assert turn.name is not None
    assert turn.label is not None
    mention = next((m for m in context.mentions_in(*turn.name) if context.kind(m.entity) == "person"), None)
    if mention is None:
        return None
    entity = context.entities[mention.entity]
    shown = context.text[turn.label.start : turn.label.end]
    return Answer(entity.key, "named", f'"{shown}" begins the paragraph', 0.9, context.canonical_place(entity.key), entity.name not in shown)


def _in_office(context: Context, turn: Turn) -> Answer:
    """The one person of that office who has no label of their own ("THE PRESIDENT" beside the narrator's "President Lind"), else the office."""
    assert turn.label is not None
    shown = context.text[turn.label.start : turn.label.end]
    words = [w for w in re.sub(r"[(\[].*", "", shown).split() if w.casefold() not in _BEFORE_OFFICE]
    wanted = {w.casefold() for w in words}
    holders = [e for e in context.people() if e.named and e.key not in context.labelled and wanted <= set(context.descriptors(e.key))]
    if len(holders) == 1:
        key = holders[0].key
        return Answer(key, "named", f'"{shown}" begins the paragraph, the office of {holders[0].name}', 0.75, context.canonical_place(key), True)
    name = " ".join(w.capitalize() if w.isupper() else w for w in words)
    return Answer(add_entity(context.doc, name, "person", named=False), "unnamed", f'"{shown}" begins the paragraph: an office, nobody by name', 0.8)


_BEFORE_OFFICE = frozenset({"the", "mr", "mr.", "madam", "mrs", "mrs.", "ms", "ms."})


def _labelled(context: Context, turn: Turn) -> Answer | None:
    """A label that names nobody by itself: one who is named elsewhere, the author, the outlet, or one whom only the headline names in full."""
    assert turn.label is not None
    label = context.text[turn.label.start : turn.label.end].strip("()")
    words = label.casefold().split()
    people = [e for e in context.people() if e.named and (_ends_with(e.name, words) or any(_ends_with(v, words) for v in e.variants))]
    if len(people) > 1:  # the label may itself have been taken for a person of its own; the fuller name is the real one
        people = [e for e in people if len(e.name.split()) > len(words)] or people
    if len(people) == 1:
        return _by_label(context, people[0], label)
    article = context.doc._.article
    if not people and article is not None:
        if article.author and _ends_with(article.author, words):
            return Answer(add_entity(context.doc, article.author, "person"), "named", f'"{label}:" is the author of the article', 0.8)
        if article.outlet and set(words) <= set(article.outlet.casefold().split()):
            return Answer(add_entity(context.doc, article.outlet, "organisation"), "organisation", f'"{label}:" is the outlet itself', 0.8)
        # A headline that is not part of the text often gives the only full name: "an interview with Ada Brandt".
        if article.title and (full := re.search(rf"(?:\b[A-Z][\w’'-]+ )+(?i:{re.escape(label)})\b", article.title)):
            name = " ".join(word for word in full[0].split() if word[:1].isupper())
            return Answer(add_entity(context.doc, name, "person"), "named", f'"{label}:" begins the paragraph; the headline has the full name', 0.8)
    return None


def _by_label(context: Context, entity: Entity, label: str) -> Answer:
    return Answer(
        entity.key, "named", f'"{label}:" begins the paragraph', 0.9, context.canonical_place(entity.key), entity.name.casefold() != label.casefold()
    )


def _ends_with(name: str, words: list[str]) -> bool:
    return bool(words) and name.casefold().split()[-len(words) :] == words
