"""Who may hold a stance that a sentence tells: the speakers of its quotes, and whoever it names, points to or describes.

Many candidates, of which the reader picks; nothing is decided here. From word to actor leads :mod:`.actors`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from spacy.tokens import Span, Token

from ontherecord.extraction.positions.actors import Actors
from ontherecord.model import Quote

Tie = Literal["speaker", "said", "told"]
"""How somebody is tied to a sentence: speaker of a quote that it holds a part of, named inside such a quote, named by the narrator."""
TIES: tuple[Tie, ...] = get_args(Tie)
KINDS = ("person", "organisation", "country", "group")
_WORDS = frozenset({"NOUN", "PROPN", "PRON", "DET"})


class Holder(NamedTuple):
    actor: int
    """Key of an entity of the Doc."""
    word: Token | None
    """The word that stands for the actor: the source of the quote for its speaker (maybe of another sentence), None where there is none."""
    tie: Tie
    quote: int | None
    """Number of the quote that ties them."""


def holders(actors: Actors, sentence: Span) -> list[Holder]:
    """In text order, speakers first; one actor may come several times. May add entities for descriptions to the Doc."""
    quotes = actors.quotes(sentence.start_char, sentence.end_char)
    found = [Holder(actor, _source(actors, q), "speaker", q.number) for q in quotes if (actor := actors.speaker(q)) is not None]
    for word in sentence:
        if not (word.pos_ in _WORDS or word.i in actors.at) or _inside_name(actors, word):
            continue
        quote = next((q for q in quotes if any(p.start <= word.idx < p.end for p in q.pieces)), None)
        actor = actors.read(word, quote)
        if actor is None and word.i in actors.at and actors.entity(actors.at[word.i]).kind != "place":
            actor = actors.at[word.i]
        if actor is not None and len(actors.name(actor)) > 1:
            found.append(Holder(actor, word, "told" if quote is None else "said", None if quote is None else quote.number))
    return found


def kind(actors: Actors, holder: Holder) -> int:
    """Number of the holder's tie and kind of entity together, as the reader learned them; 1 and up."""
    name = actors.entity(holder.actor).kind
    return 1 + TIES.index(holder.tie) * (len(KINDS) + 1) + (KINDS.index(name) if name in KINDS else len(KINDS))


def _source(actors: Actors, quote: Quote) -> Token | None:
    return None if quote.source is None else actors.text.tokens(*quote.source).root


def _inside_name(actors: Actors, word: Token) -> bool:
    """True for "Ada" of "Ada Lind": the last word of a name stands for it."""
    key = actors.at.get(word.i)
    return key is not None and word.head.i > word.i and actors.at.get(word.head.i) == key
