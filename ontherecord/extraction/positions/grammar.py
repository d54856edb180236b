"""Small readings of a dependency parse: subject, negation, complements, the wording of a phrase. All on spaCy tokens."""

from __future__ import annotations

import re

from spacy.tokens import Token

from ontherecord.extraction.positions.lists import listed

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj", "attr", "oprd"})
MODIFIERS = frozenset({"amod", "compound", "nmod"})
VOICED = listed("argue say insist believe maintain oppose support want claim contend call reject back warn fear deny accuse demand hope urge")
"""Only somebody does what these verbs say."""
RELATIVES = frozenset({"who", "which", "that", "whom"})
CUT = frozenset({"relcl", "advcl", "parataxis", "appos", "npadvmod", "cc", "mark", "tmod"})
"""Parts that a target does without."""
LETTERS = listed("statement letter tweet speech resolution message note editorial video remark comment declaration petition post communique op-ed")
"""What says something in its author's name."""
LONGEST = 16
"""Words of a target; a longer one is cut at its first place where a phrase ends."""
TIMES = listed(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight january february march april may june july august "
    "september october november december week weekend month year present moment"
)


def child(token: Token, *deps: str) -> Token | None:
    return next((c for c in token.children if c.dep_ in deps), None)


def subject(verb: Token) -> Token | None:
    """Who does it: own subject, else that of the verb it is joined to, controlled by or relative to; by-agent of a passive."""
    passive = child(verb, "nsubjpass", "auxpass")
    reduced = verb.dep_ == "acl" and verb.tag_ == "VBN"  # "a bill backed by Ruritania"
    if (passive is not None or reduced) and (agent := child(verb, "agent")) is not None:
        return child(agent, "pobj")
    if passive is not None:
        return None
    for _ in range(5):
        own = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None) or next((c for c in verb.rights if c.dep_ in SUBJECTS), None)
        if own is not None:
            if own.lower_ in RELATIVES and verb.dep_ == "relcl":
                return _antecedent(own, verb)
            return own
        if verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBG":
            return _author(verb.head) if verb.head.lemma_ in LETTERS else verb.head
        if verb.dep_ == "acl" or verb.dep_ == "relcl":
            return None
        if verb.dep_ in {"conj", "xcomp", "advcl", "dep", "aux"} and verb.head.pos_ in {"VERB", "AUX"} and verb.head != verb:
            if child(verb.head, "nsubjpass") is not None:
                return child(verb.head, "nsubjpass") if verb.dep_ in {"xcomp", "advcl"} else None
            participle = verb.dep_ == "advcl" and verb.tag_ == "VBG"
            verb = verb.head
            if participle and verb.dep_ == "ccomp" and child(verb, "expl") is not None:
                verb = verb.head  # "said there was hope, praising X": the one who said it praises
            continue
        return None
    return None


def _author(letter: Token) -> Token | None:
    """Who rejects in "Elbonia issued a statement rejecting it", "in a letter rejecting it, Elbonia ...", "Elbonia's statement rejecting it"."""
    owner = child(letter, "poss")
    verb = letter.head if letter.dep_ != "pobj" else letter.head.head
    return owner if owner is not None else subject(verb) if verb.pos_ == "VERB" else None


def _antecedent(relative: Token, verb: Token) -> Token:
    """Whom "which" takes up: the head of its clause, but in "a row with the White House, which argues" the name that stands beside it."""
    place = relative.i - (2 if relative.i > 1 and relative.nbor(-1).text == "," else 1)
    beside = relative.doc[place] if place >= 0 else verb.head
    named = beside.pos_ == "PROPN" and verb.head.pos_ == "NOUN" and verb.head.is_ancestor(beside)
    return beside if named and relative.lower_ == "which" and verb.lemma_ in VOICED else verb.head


_ARGUMENTS = frozenset([*SUBJECTS, *OBJECTS])


def negated(token: Token) -> bool:
    """True under an odd number of negations of its own: not, never, no longer, a no-subject, a no-object."""
    count = 0
    for c in token.children:
        if (
            ((c.dep_ == "neg" or c.lower_ in {"never", "neither", "nor", "hardly"}) and c.lower_ not in {"no"})
            or (c.lower_ == "longer" and any(g.lower_ == "no" for g in c.children))
            or (c.dep_ in SUBJECTS and (c.lower_ in {"nothing", "nobody", "none", "neither"} or any(g.lower_ == "neither" for g in c.children)))
            or (c.dep_ in _ARGUMENTS and any(g.lower_ == "no" and g.dep_ in {"det", "neg"} for g in c.children))
        ):
            count += 1
    return count % 2 == 1


def infinitive(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)


def particle(verb: Token, word: str) -> bool:
    return any(c.lower_ == word and c.dep_ in {"prt", "prep", "advmod"} for c in verb.children)


def preposition(head: Token, word: str) -> Token | None:
    """What stands after a preposition of ``head`` ("call for X" -> X)."""
    for c in head.children:
        if c.lower_ == word and c.dep_ in {"prep", "dative", "prt", "advmod", "agent"}:
            inner = child(c, "pobj", "pcomp")
            if inner is not None:
                return inner
            for deeper in c.children:
                if deeper.dep_ == "prep":
                    inner = child(deeper, "pobj", "pcomp")
                    if inner is not None:
                        return inner
    return None


def phrase(root: Token) -> list[Token]:
    """The tokens of a phrase in text order, without side clauses, times and what hangs off its end; one run around ``root``."""
    out = {root.i}
    stack = [root]
    while stack:
        for c in stack.pop().children:
            if c.dep_ in CUT and not _joins(c):
                if c.dep_ == "cc" and any(
                    s.dep_ == "conj" and s.i > c.i and s.pos_ == c.head.pos_ and child(s, *SUBJECTS) is None for s in c.head.children
                ):
                    out.add(c.i)
                continue
            if c.dep_ == "conj" and (c.pos_ != c.head.pos_ or child(c, *SUBJECTS) is not None):
                continue
            if (c.dep_ == "prep" and any(g.lower_ in TIMES for g in c.children)) or c.is_space:
                continue
            out.add(c.i)
            stack.append(c)
    doc = root.doc
    start = end = root.i
    while start - 1 in out or (start - 2 in out and start > 0 and (doc[start - 1].is_space or doc[start - 1].is_quote)):
        start -= 1
    while end + 1 in out or (end + 2 in out and end + 2 < len(doc) and (doc[end + 1].is_space or doc[end + 1].is_quote)):
        end += 1
    tokens = [doc[i] for i in range(start, end + 1)]
    if len(tokens) > LONGEST:
        keep = LONGEST
        while keep > 4 and (
            tokens[keep - 1].pos_ in {"ADP", "DET", "CCONJ", "PART", "ADJ", "PRON", "AUX", "PUNCT", "SCONJ", "NUM"}
            or tokens[keep].dep_ in {"compound", "pobj", "case"}
            or tokens[keep - 1].dep_ == "compound"
        ):
            keep -= 1
        tokens = tokens[:keep] if tokens[0].i + keep > root.i else tokens
    while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].is_space or (tokens[-1].pos_ in {"CCONJ", "ADP"} and tokens[-1] != root)):
        tokens.pop()
    while len(tokens) > 1 and (tokens[0].is_punct or tokens[0].is_space):
        tokens.pop(0)
    return tokens


def _joins(mark: Token) -> bool:
    """ "to", and the "that" of "the suggestion that it end"."""
    verb = mark.head
    return mark.dep_ == "mark" and (mark.lower_ == "to" or (mark.lower_ == "that" and verb.dep_ in {"acl", "ccomp"} and verb.head.pos_ == "NOUN"))


def wording(tokens: list[Token], change: dict[Token, str] | None = None) -> str:
    """Text of tokens on one line, quotation marks left out, with some tokens worded otherwise ("" drops one)."""
    change = change or {}
    text = "".join(t.whitespace_ if t.is_quote or t.is_space or not change.get(t, t.text) else change.get(t, t.text) + t.whitespace_ for t in tokens)
    for opening, closing in ("()", "[]"):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")  # a phrase that begins or breaks off inside brackets
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ([,.;:])", r"\1", text).strip(" ,.;:–—-")
