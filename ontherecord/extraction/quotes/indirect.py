"""Reported clauses by the parse: a cue's complement, whether or not parts of it stand in quotation marks.

Cues are found word by word (:data:`_TRIGGERS`); for a verb, the first of :data:`_SHAPES` that fits says where its content stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from spacy.tokens import Token

from ontherecord.extraction.grammar import FINITE, VERBS, children, is_passive, subject_of
from ontherecord.extraction.quotes import according, lexicon
from ontherecord.extraction.quotes.attribution import Attribution, Page, around, span_of, trim
from ontherecord.extraction.quotes.sources import phrase_of, told_elsewhere
from ontherecord.model import Span

_COMMAS = frozenset({",", "—", "–", "--", "-", "?", "!"})
_SECOND = 0.5
"""How surely a verb of the content must report to end it as a cue of its own."""

Subjects = dict[int, Token]
"""Cue verbs (by index) that the parse hangs into another cue's content, with the subject that they share with that cue."""


class Cue(NamedTuple):
    """A verb that reports, with who does."""

    page: Page
    verb: Token
    lemma: str
    subject: Token | None
    shared: Subjects

    def attribution(self, pieces: Iterable[Span], rule: str) -> Attribution:
        source = phrase_of(self.page, self.subject) if self.subject is not None else None
        loose = source is None and not is_passive(self.verb) and self.verb.tag_ not in ("VBG", "VBN")
        content = [piece for p in pieces if (piece := trim(self.page.text, p)).end > piece.start]
        return Attribution(content, span_of(self.verb, self.verb), source, lexicon.VERBS[self.lemma] * (0.6 if loose else 1.0), rule)


def propose(page: Page) -> list[Attribution]:
    """All attributions that the parse shows, in text order of their cues; they may overlap."""
    found: list[Attribution] = []
    shared: Subjects = {}
    for token in page.doc:
        for is_trigger, read in _TRIGGERS:
            if is_trigger(token, token.lemma_.lower()):
                if not page.quoted(token) and page.body(token.idx):
                    found.extend(a for a in read(page, token, shared) if a.pieces)
                break
    return found


def is_reported(verb: Token, since: int = 0) -> bool:
    """False for speech that did not happen: conditions, intentions, modals, advice to a reader.

    Words before the character ``since`` do not count: where the cue follows its speech, the parse may hang the speech's own modals on it.
    """
    perfect = any(c.lower_ == "have" for c in verb.children)  # "would have said" is judged as a supposition later
    for child in verb.children:
        modal = child.dep_ == "aux" and child.lower_ in lexicon.MODALS and not perfect
        if child.idx >= since and (modal or (child.dep_ == "mark" and child.lower_ in lexicon.CONDITIONS)):
            return False
    intended = verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children)
    return not (intended and verb.head.lemma_.lower() in lexicon.INTENDING)


# --- verbs ---------------------------------------------------------------------------------------------------------------------------


def _verb(page: Page, verb: Token, shared: Subjects) -> Iterable[Attribution]:
    if not is_reported(verb) or told_elsewhere(verb):
        return ()
    subject = shared.get(verb.i) or subject_of(verb)
    if subject is not None and subject.lower_ in lexicon.NOBODY:
        return ()
    if subject is not None and subject.lower_ in ("it", "this", "that", "there") and verb.tag_ in ("VB", "VBG"):
        return ()  # it is worth noting that
    cue = Cue(page, verb, verb.lemma_.lower(), subject, shared)
    return next((found for shape in _SHAPES if (found := shape(cue)) is not None), ())


def _parenthetic(cue: Cue) -> list[Attribution] | None:
    """``The plan, she said, would fail.`` / ``As she said, ...``: the pieces round the cue's clause."""
    verb = cue.verb
    as_clause = verb.dep_ == "advcl" and verb.head.pos_ != "ADV" and any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)
    if not (verb.dep_ == "parataxis" or as_clause) or children(verb, "ccomp", "xcomp", "dobj", "oprd"):
        return None
    if as_clause and any(c.dep_ == "prep" and c.lower_ in ("of", "about", "against", "over") for c in verb.children):
        return None  # "the town emptied as its mayor complained of the cold": what is complained of stands behind
    pieces = around(cue.page, verb.head, verb.left_edge, verb.right_edge)
    return [cue.attribution(pieces, "parenthetic")] if pieces else None


def _clause_before(cue: Cue) -> list[Attribution] | None:
    """``The plan would fail, she said``: content that stands before its cue, parted from the cue's own words by a comma, dash or mark."""
    verb, subject = cue.verb, cue.subject
    clause = next((c for c in children(verb, "ccomp", "xcomp") if c.i < verb.i), None)
    if clause is None:
        return None
    if subject is None or cue.lemma in lexicon.ONLY_WITH_MARKS:
        return []
    first = min(verb.i, subject.left_edge.i if clause.i < subject.left_edge.i else verb.i)
    if not any(t.text in _COMMAS or cue.page.quoted(t) for t in cue.page.doc[max(clause.i, first - 3) : first]):
        return []
    return [cue.attribution([_before(cue, clause, subject)], "clause before")]


def _before(cue: Cue, clause: Token, subject: Token) -> Span:
    """From the sentence's start to the comma before the cue's own words."""
    page, start = cue.page, clause.sent.start
    end = own = min(cue.verb.i, subject.left_edge.i if subject.i < cue.verb.i else subject.i)
    while end > start + 1 and (page.doc[end - 1].is_punct or page.doc[end - 1].is_space) and page.pair_at(page.doc[end - 1].idx) is None:
        end -= 1
    end = max(end, min(clause.right_edge.i + 1, own))
    return span_of(page.doc[start], page.doc[max(start, end - 1)])


def _clause_behind(cue: Cue) -> list[Attribution] | None:
    """``She said that the plan would fail``, ``urged the council to act``, ``denied taking money``."""
    found = (_complement(cue, clause) for clause in children(cue.verb, "ccomp", "xcomp"))
    span = next((s for s in found if s is not None), None)
    return None if span is None else [cue.attribution([span], "clause")]


def _asked_whether(cue: Cue) -> list[Attribution] | None:
    """``asked if the plan would fail``, which the parse often takes for a condition."""
    if cue.lemma not in lexicon.ASKING:
        return None
    clause = next((c for c in children(cue.verb, "advcl") if c.left_edge.lower_ in ("if", "whether") and c.i > cue.verb.i), None)
    if clause is None:
        return None
    return [cue.attribution([_cut(cue, clause, span_of(clause.left_edge, clause.right_edge))], "clause")]


def _accused_of(cue: Cue) -> list[Attribution] | None:
    """``accused the mayor of lying``."""
    if cue.lemma != "accuse":
        return None
    victim = next(iter(children(cue.verb, "dobj")), None)
    clauses = [c for of in children(cue.verb, "prep") if of.lower_ == "of" for c in children(of, "pcomp")]
    return [cue.attribution([span_of((c if victim is None else victim).left_edge, c.right_edge)], "accused of") for c in clauses]


def _called_on(cue: Cue) -> list[Attribution] | None:
    """``called on the council to act``, ``appealed to the council to act``."""
    for preposition in children(cue.verb, "prep"):
        target = next(iter(children(preposition, "pobj")), None)
        if target is not None and (cue.lemma, preposition.lower_) in lexicon.CALLING_ON:
            infinitive = next((c for h in (cue.verb, target, preposition) for c in h.children if c.i > target.i and _is_infinitive(c)), None)
            if infinitive is not None:
                return [cue.attribution([span_of(target.left_edge, infinitive.right_edge)], "called on")]
    return None


_SHAPES: tuple[Callable[[Cue], list[Attribution] | None], ...] = (
    *(_parenthetic, _clause_before, _clause_behind, _asked_whether, _accused_of, _called_on),
)
"""Where the content of a verb stands; the first that fits, an empty list where it fits but is no content."""


# --- the complement behind a verb ----------------------------------------------------------------------------------------------------


def _is_infinitive(token: Token) -> bool:
    return token.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)


def _has_that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _complement(cue: Cue, clause: Token) -> Span | None:
    """The complement's extent behind the cue, or None where this verb does not report with this shape."""
    if clause.i < cue.verb.i:
        return None
    if _is_infinitive(clause):
        first = _infinitive(cue, clause)
    elif clause.tag_ == "VBG" and not children(clause, "aux", "auxpass"):
        first = clause.left_edge if cue.lemma in lexicon.GERUND else None  # not: showed him walking
    elif clause.dep_ == "xcomp" and clause.tag_ in ("VB", "VBN", "JJ"):
        first = None
    else:
        first = _finite(cue, clause)
    return None if first is None else _cut(cue, clause, _extended(cue, clause, span_of(first, clause.right_edge)))


def _infinitive(cue: Cue, clause: Token) -> Token | None:
    """The first word of "(the council) to act"."""
    own = next((c for c in children(clause, "nsubj", "nsubjpass")), None)
    told = own or next((c for c in children(cue.verb, "dobj", "dative") if c.i < clause.i), None)
    if cue.lemma in lexicon.OBJECT_INFINITIVE and told is not None:
        return told.left_edge
    return clause.left_edge if cue.lemma in lexicon.INFINITIVE and own is None else None


def _finite(cue: Cue, clause: Token) -> Token | None:
    """The first word of "(that) the plan would fail"."""
    page, verb = cue.page, cue.verb
    if cue.lemma in lexicon.ONLY_WITH_MARKS and not _has_that(clause) and not any(page.pair_at(t.idx) for t in clause.subtree):
        return None
    first = page.doc[max(clause.left_edge.i, verb.i + 1)]
    that = next((t for t in page.doc[first.i : clause.i] if t.lower_ == "that" and t.dep_ == "mark"), None)
    if that is not None and that.i - first.i <= 8:
        first = that.nbor()
    while first.lower_ in ("that", ",", ":"):
        first = first.nbor()
    return first


def _extended(cue: Cue, clause: Token, span: Span) -> Span:
    """With what follows the clause without a comma, though the parse hangs it on the cue or broke off in mid-clause."""
    doc, verb = cue.page.doc, cue.verb
    end = cue.page.token_at(span.end - 1).i
    while end + 1 < clause.sent.end and not doc[end + 1].is_punct and doc[end + 1].dep_ != "cc":
        if verb.dep_ in ("ROOT", "conj") or verb.tag_ == "VBG":
            end += 1
            continue
        following = doc[end + 1]
        hung = next((t for t in (following, following.head) if t.left_edge.i == end + 1 and t.head.i == verb.i), None)
        if hung is None:
            break
        end = hung.right_edge.i
    return span_of(cue.page.token_at(span.start), doc[end])


# --- where another cue's words begin -------------------------------------------------------------------------------------------------


def _cut(cue: Cue, clause: Token, span: Span) -> Span:
    """Leave out what is no longer this cue's: a participle cue, a second cue of the same subject, another source's clause."""
    doc = cue.page.doc
    last = cue.page.token_at(span.end - 1).i
    for token in doc[clause.i + 1 : last + 1]:
        end = next((at for rule in _CUTS if (at := rule(cue, clause, token)) is not None), None)
        if end is not None:
            last = end
            break
    return Span(span.start, max(span.start, doc[last].idx + len(doc[last].text)))


def _according_to(cue: Cue, clause: Token, token: Token) -> int | None:
    """``..., according to another``."""
    if token.lower_ != "according" or token.nbor(-1).text not in (",", '"', "”"):
        return None
    return token.i - (2 if token.nbor(-1).text == "," else 1)


def _participle(cue: Cue, clause: Token, token: Token) -> int | None:
    """``..., adding that it was late``: a cue of the same source."""
    edge = token.left_edge.i
    if token.tag_ != "VBG" or not _may_report(clause, token) or token.doc[edge - 1].text not in (",", "—", "–"):
        return None
    _share(cue, token)
    return edge - 2


def _second_cue(cue: Cue, clause: Token, token: Token) -> int | None:
    """``... and said it was late``: joined to the content by the parse, but in the tense of the cue and with a clause of its own."""
    if token.dep_ != "conj" or token.tag_ not in FINITE or token.tag_ != cue.verb.tag_ or not _may_report(clause, token):
        return None
    if children(token, "nsubj", "nsubjpass") or not children(token, "ccomp", "xcomp", "dobj"):
        return None
    conjunction = next((c for c in children(token.head, "cc") if clause.i < c.i < token.i), None)
    told = children(token, "xcomp") if token.lemma_.lower() in lexicon.INFINITIVE | lexicon.OBJECT_INFINITIVE else []
    if conjunction is None or (clause.tag_ == token.tag_ and not (told or children(token, "ccomp"))):
        return None
    _share(cue, token)
    return conjunction.i - 1


def _contrast(cue: Cue, clause: Token, token: Token) -> int | None:
    """``..., while another said it was late``."""
    contrasts = token.dep_ == "advcl" and token.left_edge.lower_ in ("while", "though", "although", "whereas")
    if not contrasts or not _may_report(clause, token) or not children(token, "nsubj", "nsubjpass"):
        return None
    return token.left_edge.i - 1


def _may_report(clause: Token, token: Token) -> bool:
    return token.pos_ in VERBS and lexicon.VERBS.get(token.lemma_.lower(), 0) >= _SECOND and clause.is_ancestor(token)


def _share(cue: Cue, verb: Token) -> None:
    subject = cue.shared.get(cue.verb.i) or subject_of(cue.verb)
    if subject is not None:
        cue.shared[verb.i] = subject


_CUTS: tuple[Callable[[Cue, Token, Token], int | None], ...] = (_according_to, _participle, _second_cue, _contrast)
"""For a word of the content, the last token that is still this cue's."""


# --- other cues ----------------------------------------------------------------------------------------------------------------------


def _made_clear(page: Page, clear: Token, shared: Subjects) -> Iterable[Attribution]:
    """``made (it) clear that ...``."""
    verb = clear.head
    clause = next((c for t in (clear, verb) for c in t.children if c.i > clear.i and _has_that(c)), None)
    subject = subject_of(verb)
    if clause is None or subject is None or not is_reported(verb):
        return ()
    span = _complement(Cue(page, verb, "say", subject, shared), clause)
    return () if span is None else (Attribution([trim(page.text, span)], span_of(verb, clear), phrase_of(page, subject), 0.85, "made clear"),)


def _noun(page: Page, noun: Token, shared: Subjects) -> Iterable[Attribution]:
    """``Brandt's claim that ...``, ``accusations from Oslo that ...``, ``a pledge to ...`` with a source."""
    lemma = noun.lemma_.lower()
    clause = next((c for c in children(noun, "acl", "ccomp", "relcl", "appos", "xcomp") if c.i > noun.i), None)
    if clause is None or not (_has_that(clause) or (lemma in lexicon.INFINITIVE_NOUNS and _is_infinitive(clause))):
        return ()
    source = next(iter(children(noun, "poss")), None)
    if source is None:
        source = next((c for by in noun.children if by.lower_ in ("by", "from", "of") for c in children(by, "pobj")), None)
    if source is None and noun.dep_ == "dobj" and noun.head.lemma_ in lexicon.MAKING:
        source = subject_of(noun.head)
    if source is None or source.lower_ in ("my", "our", "your", "i", "we"):
        return ()
    first = clause.left_edge.nbor() if clause.left_edge.lower_ == "that" else clause.left_edge
    content = trim(page.text, span_of(first, clause.right_edge))
    return (Attribution([content], span_of(noun, noun), phrase_of(page, source), lexicon.NOUNS[lemma] * 0.9, "noun"),)


_TRIGGERS: tuple[tuple[Callable[[Token, str], bool], Callable[[Page, Token, Subjects], Iterable[Attribution]]], ...] = (
    (lambda token, lemma: token.pos_ in VERBS and lemma in lexicon.VERBS, _verb),
    (lambda token, lemma: token.lower_ == "words" and token.head.lower_ == "in", lambda page, token, shared: according.in_words(page, token)),
    (lambda token, lemma: token.pos_ in ("NOUN", "PROPN") and lemma in lexicon.NOUNS, _noun),
    (lambda token, lemma: token.lower_ == "clear" and token.head.lemma_ == "make", _made_clear),
    (lambda token, lemma: token.lower_ in ("according", "per"), lambda page, token, shared: according.propose(page, token)),
)
"""Which words are cues, and what reads their attribution."""
