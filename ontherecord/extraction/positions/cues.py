"""Words around a stance word that change how far it goes: hedges, conditions, questions, things only imagined or given up."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

_BE = r"(?:is|are|was|were)"
HEDGE = re.compile(
    r"\b(no (?:current |immediate |present )?(?:plans?|intention)|at this (?:point|stage|time|moment)|for now|for the moment|as of now|so far|"
    r"in principle|(?:as far as [\w ]{3,20} (?:is|are) concerned)|not necessarily|would be (?:willing|ready|prepared|open|happy|inclined) to|"
    rf"{_BE} (?:willing|open|inclined|reluctant) to|(?:would|could|might|may|will) consider|"
    rf"{_BE} (?:considering|mulling|weighing|thinking about|leaning toward)|{_BE} expected to|might be|may be|could be|might|may|perhaps|possibly|"
    r"probably|likely to|appear(?:s|ed)? to|seem(?:s|ed)? to|suggest(?:s|ed|ing)?|hint(?:s|ed)?|hop(?:es?|ed|ing) (?:to|that)|would like to|"
    r"would prefer|I (?:would )?(?:hope|think|believe|guess)|reportedly|if necessary|where possible|at least|to some extent|largely|reluctantly|"
    r"cautiously|in part)\b",
    re.I,
)
"""Tried on the sentence; the match nearest before the complement's end, inside the clause, counts."""

ONLY_THEN = re.compile(r",? but only (?:if|when|after|once|on condition)\b", re.I)
CONDITION = re.compile(
    r"\b(only (?:if|when|after|once)|unless|provided(?: that)?|as long as|so long as|as soon as|on (?:the )?condition|in the event|"
    r"only (?:with|in (?:exchange|return)|under)|"
    r"until(?! (?:the )?(?:end|next|\d|(?-i:[A-Z])))|contingent|conditional|"
    r"conditioned)\b",
    re.I,
)
SOME_DAY = re.compile(r"\b(?:at some (?:point|stage)|some ?day|eventually|one day)\b", re.I)
BOILERPLATE = re.compile(r" \| |Getty Images|AP Photo|Sign up for|Read more|Click here|Subscribe", re.I)
"""Marks of captions, link lists and adverts that loading could not tell from text."""
IF = frozenset({"if", "unless", "provided", "once", "until"})
SAYING = frozenset({"say", "tell", "announce", "promise", "authorise", "authorize", "claim", "declare"})
IMAGINED = frozenset({"whether", "if", "unless"})


def hedge(sentence: Span, start: int, end: int) -> str | None:
    """Exact hedging words of the clause that runs over the tokens [start, end) of the Doc."""
    left = max(start - 6, sentence.start)
    right = min(max(end, start + 1) + 2, sentence.end)
    stretch = sentence.doc[left:right].text
    found = list(HEDGE.finditer(stretch))
    return found[-1].group() if found else None


def needs_first(verb: Token) -> bool:
    """True for a thing done only with something else: "will not vote for it without", "only after", "before I can support it"."""
    if any(c.dep_ == "prep" and c.lower_ == "without" for c in verb.children) and any(c.dep_ == "neg" for c in verb.children):
        return True
    if any(c.lower_ == "only" and c.dep_ == "advmod" and c.i > verb.i - 3 for c in verb.children):
        after = verb.doc[verb.i + 1 : verb.right_edge.i + 1]
        return any(t.lower_ in {"if", "when", "after", "once", "with"} and t.nbor(-1).lower_ == "only" for t in after)
    return verb.dep_ == "advcl" and any(c.dep_ in {"mark", "advmod"} and c.lower_ == "before" for c in verb.children)


def conditional(*verbs: Token) -> bool:
    """True where a condition hangs on one of the verbs: "only if", "unless", "if we must"."""
    for verb in verbs:
        if needs_first(verb):
            return True
        for c in verb.children:
            if c.dep_ == "advcl" and any(m.dep_ in {"mark", "advmod"} and m.lower_ in IF for m in c.children):
                return True
            if c.dep_ in {"advcl", "prep", "mark", "advmod", "ccomp", "pcomp"} and CONDITION.match(c.doc[c.left_edge.i : c.right_edge.i + 1].text):
                return True
    return False


def only_then(token: Token) -> bool:
    """ "... open to talks, but only if": a condition that the parser hangs elsewhere in what follows of the sentence."""
    return ONLY_THEN.search(token.doc.text[token.idx : token.sent.end_char]) is not None


def imagined(token: Token) -> bool:
    """True inside an if or whether clause, which states nothing."""
    for t in (token, *token.ancestors):
        if t.dep_ in {"advcl", "ccomp", "pcomp", "csubj", "acl", "xcomp", "relcl"} and any(
            c.dep_ in {"mark", "advmod"} and c.lower_ in IMAGINED and c.i < t.i for c in t.children
        ):
            return True
        if t != token and _left_open(t, token):
            return True
        if t != token and (t.lemma_ == "deny" or (t.lemma_ in SAYING and _unsaid(t))):
            return True
        if t.pos_ == "VERB" and t.dep_ == "ROOT":
            break
    return False


def _left_open(head: Token, inner: Token) -> bool:
    """ "has not said how he would propose to do it"."""
    if not any(c.dep_ == "neg" for c in head.children):
        return False
    clauses = [c for c in head.children if c.dep_ in {"ccomp", "advcl", "xcomp"} and any(g.lower_ == "how" for g in c.lefts)]
    return any(c == inner or c.is_ancestor(inner) for c in clauses)


def doubted(verb: Token) -> bool:
    """ "I don't think they should go": the negation of thinking belongs to what is thought (neg raising, Horn 1989)."""
    return verb.dep_ == "ccomp" and verb.head.lemma_ in {"think", "believe", "feel"} and any(c.dep_ == "neg" for c in verb.head.children)


def some_day(verb: Token) -> bool:
    """ "At some point I want to bring them home": wished for, not decided."""
    return bool(
        re.search(r"\b(?:at some (?:point|stage)|some ?day|eventually|one day)\b", verb.doc[verb.left_edge.i : verb.right_edge.i + 1].text, re.I)
    )


def _unsaid(verb: Token) -> bool:
    """ "nobody told them that", "no longer says that", "has never said that": what follows is not stated."""
    for c in verb.children:
        if c.dep_ in {"nsubj", "nsubjpass"} and (c.lower_ in {"nobody", "none"} or any(g.lower_ == "no" for g in c.children)):
            return True
        if c.lower_ in {"never", "longer"} or (c.dep_ == "neg" and verb.lemma_ in {"say", "tell", "announce", "promise"}):
            return True
    return False


def thinkable(verb: Token) -> bool | None:
    """ "it is not unthinkable that we support it" is thinkable, "it is impossible that" is not; None where nothing of the kind is said."""
    if verb.dep_ not in {"ccomp", "csubj", "advcl", "xcomp"} or verb.head.lemma_ != "be":
        return None
    word = next((c.lower_ for c in verb.head.children if c.dep_ == "acomp"), "")
    denied = any(c.dep_ == "neg" for c in verb.head.children)
    if word in {"unthinkable", "impossible", "inconceivable"}:
        return denied
    return not denied if word in {"possible", "conceivable", "thinkable"} else None


def unclaimed(verb: Token) -> bool:
    """ "should not necessarily close": neither this nor the contrary is claimed."""
    return any(c.dep_ == "advmod" and c.lower_ == "necessarily" for c in verb.children) and any(c.dep_ == "neg" for c in verb.children)


def counterfactual(verb: Token) -> bool:
    """True for what was not done: "would have backed"."""
    aux = [c.lower_ for c in verb.children if c.dep_ == "aux"]
    return "have" in aux and any(a in {"would", "could", "should", "might"} for a in aux)


def given_up(verb: Token) -> bool:
    """True for a stance of the past: "once supported", "used to oppose"."""
    if any(c.dep_ == "advmod" and c.lower_ in {"once", "formerly", "previously", "originally", "initially"} for c in verb.children):
        return True
    if verb.dep_ == "xcomp" and verb.head.lemma_ == "use" and verb.head.tag_ == "VBD":
        return True
    return _before_turning(verb)


def _before_turning(verb: Token) -> bool:
    """ "voted in favour after saying in February that they opposed it": what was said before somebody turned."""
    for t in verb.ancestors:
        if t.tag_ == "VBG" and t.dep_ == "pcomp" and t.lemma_ in {"say", "insist", "vow", "promise", "declare", "tell"} and t.head.lower_ == "after":
            return True
    return False
