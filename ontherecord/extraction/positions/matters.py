"""What one can be for or against. Small talk, figures of speech and talk about talk are no matters; a reader trusts the rest less for each of them.

The lists are our own, made while reading what the frames found in news that says nothing of politics.
"""

from __future__ import annotations

from spacy.tokens import Token

from ontherecord.extraction.positions.actors import BODIES, PEOPLE
from ontherecord.extraction.positions.grammar import OBJECTS, child
from ontherecord.extraction.positions.lists import listed

VOTABLE = listed(
    "halt pause moratorium ban prohibition freeze suspension bill law act legislation resolution treaty convention agreement deal accord pact text "
    "draft proposal motion amendment measure reform budget sanction embargo tariff tax referendum nomination package constitution compromise "
    "ceasefire truce withdrawal plan"
)
"""Nouns of what is voted on or decided: what "voted yes", "have not decided" and "nothing is excluded" speak of."""

NOT_MATTERS = listed(
    "word sentence phrase adjective adverb bracket paragraph verb quotation reply answer microphone sandwich coffee lunch dinner breakfast "
    "fish food joke pleasure luck nature weather heart hand head eye face mind mouth daughter son mother father sister brother wife husband friend "
    "neighbour neighbor colleague journalist reporter reader interpreter audience viewer fan player team coach crowd guest visitor host somebody "
    "chance moment minute hour evening morning afternoon night weekend season place corner door window table room account feeling thought sense "
    "second third latter former rest "
    "kindness patience fog dog cat thanks apology congratulation event occasion anyone"
)
"""Head nouns that are spoken of kindly or unkindly without a public question behind them."""

IDIOMS = frozenset(
    {
        ("raise", "hand"),
        ("take", "side"),
        ("take", "time"),
        ("take", "place"),
        ("take", "step"),
        ("take", "look"),
        ("pay", "attention"),
        ("lose", "sleep"),
        ("hold", "breath"),
        ("search", "word"),
        ("use", "word"),
        ("choose", "word"),
        ("make", "decision"),
        ("make", "point"),
        ("make", "sense"),
        ("make", "mistake"),
        ("play", "role"),
        ("play", "part"),
        ("have", "fun"),
        ("have", "conversation"),
        ("change", "mind"),
        ("bear", "mind"),
        ("keep", "mind"),
        ("do", "job"),
        ("do", "thing"),
        ("get", "job"),
        ("lose", "confidence"),
    }
)
"""Verb and noun that mean nothing to be for or against."""

TALK = listed(
    "say tell explain describe invent lecture read comment reply answer remark mention know understand believe think guess wonder remember forget "
    "feel imagine thank congratulate remind enjoy laugh smile pray sleep wake learn hear listen sit"
)
"""Verbs whose -ing phrase is talk or private life."""

ALONE = listed(
    "resign withdraw intervene negotiate surrender disarm retaliate apologise apologize compromise mine drill frack whale log secede abdicate "
    "immigrate vote smoke gamble strike"
)
"""Verbs that are a matter without any object."""

PAPERS = listed("text draft proposal plan amendment compromise package motion measure")
"""What is voted on as a paper: the matter itself, where it is named, says more."""

POINTERS = listed("text draft measure plan package")

PARTS = listed("part member law priority end ban exception exemption condition requirement state republic")
"""Nouns after "be" that make a policy of it: "should be part of any deal"."""


def deed(verb: Token, tokens: list[Token]) -> bool:
    """True where the -ing phrase of a verb is something that one can do as policy."""
    lemma = verb.lemma_.lower()
    if lemma in TALK:
        return False
    if lemma == "be" and child(verb, "auxpass") is None:
        return _state(verb)
    noun = child(verb, *OBJECTS)
    if noun is None and (near := child(verb, "prep", "agent")) is not None:
        noun = child(near, "pobj")
    if noun is not None and (lemma, noun.lemma_.lower()) in IDIOMS:
        return False
    if lemma in ALONE or (child(verb, "prt") is not None and lemma not in {"come", "go", "get"}) or child(verb, "auxpass", "nsubjpass") is not None:
        return True
    return any(t.pos_ in {"NOUN", "PROPN"} and t.ent_type_ not in {"DATE", "TIME"} and t != verb for t in tokens)


def _state(verb: Token) -> bool:
    """ "A strike should be large" and "a fund should be part of it" say something of policy; "they should be careful" is advice."""
    said, quality, subj = child(verb, "attr"), child(verb, "acomp"), child(verb, "nsubj")
    if quality is not None and quality.lower_ in {"able", "free", "allowed"}:
        return True
    if quality is not None and subj is not None and subj.pos_ == "NOUN" and subj.lemma_.lower() not in PEOPLE | BODIES:
        return True
    return said is not None and said.lemma_.lower() in PARTS


def thing(noun: Token) -> bool:
    """True where a noun can name a matter."""
    if noun.lemma_.lower() in {"position", "view", "stance"}:
        return any(c.lower_ in {"common", "joint", "shared"} for c in noun.children)
    return noun.lemma_.lower() not in NOT_MATTERS and noun.lower_ not in NOT_MATTERS
