"""What several rooms read off the dependency parse: the subject of a verb, passives, the extent of a noun phrase."""

from __future__ import annotations

from spacy.tokens import Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of finite verbs."""
VERBS = frozenset({"VERB", "AUX"})
_SUBJECTS = ("nsubj", "csubj")
_PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_SHARES = frozenset({"xcomp", "advcl", "pcomp", "ccomp", "conj", "dep"})
"""Clauses without a subject of their own: it is that of the verb above."""
_FURTHEST = 7
_LONGEST = 20
"""Words of a noun phrase; of a longer one only what stands before its noun."""


def children(token: Token, *deps: str) -> list[Token]:
    return [c for c in token.children if c.dep_ in deps]


def is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)


def subject_of(verb: Token, *, passive_too: bool = False) -> Token | None:
    """The head noun of who does it, or None.

    Follows relative pronouns to their noun, co-ordinated verbs to the first one's subject, participles and infinitives to the subject
    of the verb above, and passives to their agent ("by ..."). ``passive_too``: whom a passive verb is done to counts as its subject.
    """
    for _ in range(_FURTHEST):
        own = next((c for c in verb.children if c.dep_ in _SUBJECTS or (passive_too and c.dep_ in _PASSIVE_SUBJECTS)), None)
        if own is not None:
            return verb.head if own.lower_ in _RELATIVES and verb.dep_ == "relcl" else own
        if is_passive(verb) and not passive_too:
            return next((noun for agent in children(verb, "agent") for noun in children(agent, "pobj")), None)
        if verb.dep_ in ("relcl", "acl"):
            return verb.head
        above = _verb_above(verb)
        if above is None:
            return None
        verb, passive_too = above, True
    return None


def _verb_above(verb: Token) -> Token | None:
    """The verb whose subject this one shares."""
    if verb.dep_ not in _SHARES or not (verb.tag_ in ("VBG", "VB") or verb.dep_ in ("xcomp", "conj")):
        return None
    above = verb.head
    for _ in range(3):
        if above.pos_ in VERBS:
            return above
        above = above.head
    return above if above.pos_ in VERBS else None


def noun_phrase(noun: Token) -> tuple[int, int]:
    """Characters of a noun phrase without its relative clause."""
    left, right = noun.left_edge.i, noun.i
    for child in noun.rights:
        if child.dep_ in ("relcl", "acl", "advcl"):
            break
        if child.dep_ in ("prep", "appos", "conj", "cc", "flat", "case"):
            right = child.right_edge.i
    if right - left > _LONGEST:
        right = noun.i
    return noun.doc[left].idx, noun.doc[right].idx + len(noun.doc[right])
