"""Statements by rules alone: stance words, their complement in the parse, and what turns them over. The fast mode, and the fallback."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from ontherecord.extraction.positions import lexicon
from ontherecord.extraction.positions.actors import Actors
from ontherecord.extraction.positions.grammar import child, infinitive, negated, particle, phrase, preposition, subject
from ontherecord.extraction.positions.holders import Holder
from ontherecord.extraction.positions.lexicon import Entry
from ontherecord.extraction.positions.reader import Finding
from ontherecord.model import Quote, Span, Stance, Toward

PLAIN = 0.5
"""Confidence of a finding by rules: about half of them are right."""
LONGEST = 120
"""Tokens of a sentence that is read."""
_CLAUSES = frozenset({"advcl", "ccomp", "pcomp", "csubj", "acl", "xcomp", "relcl"})


def read(doc: Doc, actors: Actors) -> Iterator[Finding]:
    """Findings in text order. May add entities for descriptions to the Doc."""
    quotes = _quotes(doc)
    for sentence in doc.sents:
        if 3 <= len(sentence) <= LONGEST and not sentence.text.rstrip("”\"’' \n").endswith("?"):
            for word in sentence:
                if (found := _read(word, sentence, actors, quotes)) is not None:
                    yield found


def _quotes(doc: Doc) -> dict[int, Quote]:
    """The quote whose content a token stands in."""
    out: dict[int, Quote] = {}
    for quote in doc._.quotes or ():
        for piece in quote.pieces:
            for token in doc.char_span(piece.start, piece.end, alignment_mode="expand") or ():
                out.setdefault(token.i, quote)
    return out


def _read(word: Token, sentence: Tokens, actors: Actors, quotes: dict[int, Quote]) -> Finding | None:
    if _unreal(word):
        return None
    for entry in _entries(word):
        target = next((t for takes in entry.takes if (t := _target(word, takes)) is not None), None)
        if target is None:
            continue
        quote = quotes.get(word.i)
        actor = _actor(word, actors, quote)
        stance = _stance(word, target, entry.stance)
        if actor is None or stance is None:
            return None
        words = phrase(target if target.pos_ != "VERB" or not _turned(target) else child(target, "dobj") or target)
        if not words:
            return None
        trigger = Span(word.idx, word.idx + len(word))
        tie = "told" if quote is None else "speaker" if quote.speaker == actor else "said"
        holder = Holder(actor, None, tie, None if quote is None else quote.number)  # type: ignore[arg-type]
        span = Span(words[0].idx, words[-1].idx + len(words[-1]))
        return Finding(actor, sentence, stance, span, None, trigger, _side(stance), (), 0.0, holder, confidence=PLAIN)
    return None


def _entries(word: Token) -> list[Entry]:
    if word.pos_ in {"VERB", "AUX"}:
        if word.lemma_ == "rule" and particle(word, "out"):
            return [Entry("oppose", ("obj", "ing"))]
        return lexicon.VERBS.get(word.lemma_.lower(), [])
    if word.pos_ == "NOUN":
        return lexicon.NOUNS.get(word.lemma_.lower(), [])
    return lexicon.ADJECTIVES.get(word.lower_, []) if word.pos_ == "ADJ" else []


def _target(word: Token, takes: str) -> Token | None:
    if takes == "obj":
        found = child(word, "dobj", "nsubjpass")
        return found if found is not None and found.pos_ in {"NOUN", "PROPN"} else None
    if takes == "to":
        verb = next((c for c in word.children if c.dep_ in {"xcomp", "ccomp", "acl", "advcl"} and infinitive(c) and c.i > word.i), None)
        return verb if verb is not None else preposition(word, "to")
    if takes == "ing":
        return next((c for c in word.children if c.dep_ in {"xcomp", "ccomp", "pcomp"} and c.tag_ == "VBG"), None)
    if takes == "that":
        return next((c for c in word.children if c.dep_ == "ccomp" and not infinitive(c) and c.i > word.i), None)
    return preposition(word, takes)


def _actor(word: Token, actors: Actors, quote: Quote | None) -> int | None:
    if word.pos_ == "NOUN":
        owner = child(word, "poss")
        return actors.read(owner if owner is not None else subject(word.head) if word.head.pos_ == "VERB" else None, quote)
    verb = word if word.pos_ in {"VERB", "AUX"} else word.head
    return actors.read(subject(verb), quote)


def _stance(word: Token, target: Token, stance: Stance) -> Stance | None:
    """What negation, weighing and conditions make of it. "Not ruled out" is open, never support."""
    verb = word if word.pos_ in {"VERB", "AUX"} else word.head
    if target.pos_ == "VERB" and _turned(target):
        stance = {"support": "oppose", "oppose": "open"}.get(stance, stance)  # type: ignore[assignment]
    if negated(verb) or negated(word):
        turned: dict[Stance, Stance] = {"support": "oppose", "oppose": "open", "open": "oppose"}
        return turned.get(stance)
    if any(c.dep_ == "aux" and c.lower_ in lexicon.WEIGHED for c in verb.children):
        return "open"
    if stance == "support" and lexicon.CONDITIONS.search(verb.doc[verb.left_edge.i : verb.right_edge.i + 1].text):
        return "conditional"
    return stance


def _turned(verb: Token) -> bool:
    return verb.lemma_.lower() in lexicon.FLIP and child(verb, "dobj") is not None


def _unreal(word: Token) -> bool:
    """What is only supposed, might have been, or once was: "if he backs it", "would have backed", "once supported"."""
    helpers = {c.lower_ for c in word.children if c.dep_ in {"aux", "advmod"}}
    if helpers & {"once", "formerly", "previously"} or ("have" in helpers and helpers & {"would", "could", "should", "might"}):
        return True
    clauses = [t for t in (word, *word.ancestors) if t.dep_ in _CLAUSES]
    return any(c.dep_ in {"mark", "advmod"} and c.lower_ in lexicon.IMAGINED for clause in clauses for c in clause.children)


def _side(stance: Stance) -> Toward:
    sides: dict[str, Toward] = {"support": "for", "oppose": "against"}
    return sides.get(stance, "neither")
