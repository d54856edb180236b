"""Statements by rules alone: stance words, their complement in the parse, and what turns them over. The fast mode, and the fallback."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from ontherecord.extraction.positions import lexicon, targets
from ontherecord.extraction.positions.actors import Actors
from ontherecord.extraction.positions.grammar import child, infinitive, negated, particle, phrase, preposition, subject
from ontherecord.extraction.positions.holders import Holder, Tie
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
    quotes = _quotes(actors)
    for sentence in doc.sents:
        asks = sentence.text.rstrip("”\"’' \n").endswith("?")
        if 3 <= len(sentence) <= LONGEST and not asks and not lexicon.UNSETTLED.search(sentence.text):
            for word in sentence:
                if (found := _read(word, sentence, actors, quotes)) is not None:
                    yield found


def _quotes(actors: Actors) -> dict[int, Quote]:
    """The quote whose content a token stands in."""
    out: dict[int, Quote] = {}
    for quote in actors.doc._.quotes or ():
        for piece in quote.pieces:
            for token in actors.text.tokens(*piece):
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
        actor, stance = _actor(word, actors, quote), _stance(word, target, entry.stance)
        words = phrase(_turned(target) or target)
        span = targets.worded(actors.text, Span(words[0].idx, words[-1].idx + len(words[-1]))) if words else None
        if actor is None or stance is None or span is None:
            return None
        trigger = Span(word.idx, word.idx + len(word))
        tie: Tie = "told" if quote is None else "speaker" if quote.speaker == actor else "said"
        holder = Holder(actor, None, tie, None if quote is None else quote.number)
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
    turn: dict[Stance, Stance] = {"support": "oppose", "oppose": "open", "open": "oppose"}
    verb = word if word.pos_ in {"VERB", "AUX"} else word.head
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if _turned(target) is not None or (target.pos_ == "VERB" and negated(target)):
        stance = turn.get(stance, stance)
    if word.pos_ == "NOUN":
        denied = any(c.lower_ == "no" for c in word.children)
    else:
        denied = negated(verb) or negated(word)
    if denied and helpers & {"has", "have"} and stance == "support":
        return "undecided"
    if denied:
        return turn.get(stance)
    if helpers & lexicon.WEIGHED:
        return "open"
    rest = word.doc[word.i : word.sent.end].text
    return "conditional" if stance in {"support", "open"} and lexicon.CONDITIONS.search(rest) else stance


def _turned(verb: Token) -> Token | None:
    """What a plan turns over: "the budget" of "plans to veto the budget"."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in lexicon.FLIP:
        return None
    return child(verb, "dobj", "xcomp") or preposition(verb, "from")


def _unreal(word: Token) -> bool:
    """What is only supposed, might have been, once was, or is denied: "if he backs it", "would have backed", "denied that it backs"."""
    helpers = {c.lower_ for c in word.children if c.dep_ in {"aux", "advmod", "preconj", "cc"}}
    if helpers & {"once", "formerly", "previously", "neither", "nor"} or ("have" in helpers and helpers & {"would", "could", "should", "might"}):
        return True
    above = list(word.ancestors)
    clauses = [t for t in (word, *above) if t.dep_ in _CLAUSES]
    if any(c.dep_ in {"mark", "advmod"} and c.lower_ in lexicon.IMAGINED for clause in clauses for c in clause.children):
        return True
    return any(t.lemma_ == "deny" or (t.lemma_ in lexicon.SAYING and negated(t)) for t in above)


def _side(stance: Stance) -> Toward:
    sides: dict[str, Toward] = {"support": "for", "oppose": "against"}
    return sides.get(stance, "neither")
