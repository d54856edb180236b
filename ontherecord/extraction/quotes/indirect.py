"""Reported clauses by the parse: a cue's complement, whether or not parts of it stand in quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ontherecord.extraction.quotes import according
from ontherecord.extraction.quotes import lexicon as words
from ontherecord.extraction.quotes.attribution import Attribution, Page, around, span_of, trim
from ontherecord.extraction.quotes.sources import children, is_passive, phrase_of, subject_of, told_elsewhere
from ontherecord.model import Span


def propose(page: Page) -> list[Attribution]:
    """All attributions that the parse shows, in text order of their cues; they may overlap."""
    found: list[Attribution] = []
    for token in page.doc:
        lemma = token.lemma_.lower()
        if token.pos_ in ("VERB", "AUX") and lemma in words.VERBS:
            proposals = _verb(page, token, lemma)
        elif token.lower_ == "words" and token.head.lower_ == "in":
            proposals = according.in_words(page, token)
        elif token.pos_ in ("NOUN", "PROPN") and lemma in words.NOUNS:
            proposals = _noun(page, token, lemma)
        elif token.lower_ == "clear" and token.head.lemma_ == "make":
            proposals = _made_clear(page, token)
        elif token.lower_ in ("according", "per"):
            proposals = according.propose(page, token)
        else:
            continue
        if page.quoted(token) or not page.body(token.idx):
            continue
        found.extend(p for p in proposals if p.pieces)
    return found


def is_reported(verb: Token, since: int = 0) -> bool:
    """False for speech that did not happen: conditions, intentions, modals, advice to a reader.

    Words before the character ``since`` do not count: where the cue follows its speech, the parse may hang the speech's own modals on it.
    """
    for child in verb.children:
        if child.idx < since:
            continue
        if child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether", "should"):
            return False
        if child.dep_ == "aux" and child.lower_ in words.MODALS_HYPOTHETICAL and not any(c.lower_ == "have" for c in verb.children):
            return False
    if verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children):
        head = verb.head
        return not (head.lemma_.lower() in words.NOT_REPORTED_WHEN_INTENDED or (head.pos_ == "ADJ" and head.lemma_ not in ("first", "last")))
    return True


def _verb(page: Page, verb: Token, lemma: str) -> Iterator[Attribution]:
    if not is_reported(verb) or told_elsewhere(verb):
        return
    subject = page.adopted.get(verb.i) or subject_of(verb)
    if subject is not None and (subject.lower_ in words.GENERIC_SUBJECTS or (subject.lower_ in ("i", "we") and not page.quoted(subject))):
        return
    if subject is not None and subject.lower_ in ("it", "this", "that", "there") and verb.tag_ in ("VB", "VBG") and verb.dep_ != "conj":
        return  # it is worth noting that
    weight = words.VERBS[lemma]
    source = phrase_of(page, subject) if subject is not None else None
    if source is None and not is_passive(verb) and verb.tag_ not in ("VBG", "VBN"):
        weight *= 0.6

    def made(piece: Span | list[Span], rule: str, factor: float = 1.0) -> Attribution:
        pieces = piece if isinstance(piece, list) else [piece]
        cue = span_of(verb, verb)
        pieces = [t for p in pieces if (t := trim(page.text, p)).end > t.start]
        return Attribution(pieces, cue, source, weight * factor, rule)

    parenthetic = _parenthetic(page, verb)
    if parenthetic:
        yield made(parenthetic, "parenthetic")
        return
    for clause in children(verb, "ccomp", "xcomp"):
        if clause.i < verb.i and clause.dep_ == "xcomp":
            continue
        if clause.i < verb.i:
            late = _late_clause(page, verb, subject)
            if late is not None:
                first, source = late
                yield made(_cut(page, verb, first, Span(page.doc[verb.i + 1].idx, verb.sent.end_char)), "misparsed clause", 0.8)
            elif lemma not in words.CLAUSE_ONLY_WITH_MARKS and subject is not None and _set_off(page, verb, clause, subject):
                yield made(_before(page, verb, clause, subject), "clause before")
            return
        shape = _shape(page, verb, lemma, clause)
        if shape is not None:
            yield made(shape, "clause")
            return
    if lemma in ("ask", "wonder", "question"):
        for clause in children(verb, "advcl"):
            if clause.i > verb.i and clause.left_edge.lower_ in ("if", "whether") and clause.left_edge.i - verb.i <= 3:
                yield made(_cut(page, verb, clause, span_of(clause.left_edge, clause.right_edge)), "clause")
                return
    for preposition in children(verb, "prep", "agent"):
        for clause in children(preposition, "pcomp"):
            if lemma in words.ACCUSE and preposition.lower_ == "of":
                victim = next((c for c in verb.children if c.dep_ in ("dobj", "obj") and c.i < preposition.i), None)
                start = clause.left_edge if victim is None else victim.left_edge
                yield made(span_of(start, clause.right_edge), "accused of")
            elif (lemma, preposition.lower_) in words.PREPOSITION_CLAUSES and _is_clause(clause):
                yield made(span_of(clause.left_edge, clause.right_edge), "preposition clause")
        target = next((c for c in preposition.children if c.dep_ == "pobj"), None)
        if target is not None and (lemma, preposition.lower_) in (
            ("call", "on"),
            ("call", "for"),
            ("call", "upon"),
            ("appeal", "to"),
            ("plead", "with"),
        ):
            infinitive = next((c for h in (verb, target, preposition) for c in h.children if c.i > target.i and _is_infinitive(c)), None)
            if infinitive is not None:
                yield made(span_of(target.left_edge, infinitive.right_edge), "called on")


def _set_off(page: Page, verb: Token, clause: Token, subject: Token) -> bool:
    """A comma, dash or mark parts the content from the cue's own words after it."""
    first = min(verb.i, subject.left_edge.i if clause.i < subject.left_edge.i else verb.i)
    return any(t.text in (",", "—", "–", "--", "-", "?", "!") or page.quoted(t) for t in page.doc[max(clause.i, first - 3) : first])


def _made_clear(page: Page, clear: Token) -> Iterator[Attribution]:
    """``made (it) clear that ...``."""
    clause = next(
        (c for t in (clear, clear.head) for c in t.children if c.dep_ in ("ccomp", "csubj", "advcl") and c.i > clear.i and _has_that(c)), None
    )
    subject = subject_of(clear.head)
    if clause is None or subject is None or not is_reported(clear.head):
        return
    span = _shape(page, clear.head, "make", clause)
    if span is not None:
        yield Attribution([trim(page.text, span)], span_of(clear.head, clear), phrase_of(page, subject), 0.85, "made clear")


def _late_clause(page: Page, verb: Token, subject: Token | None) -> tuple[Token, Span] | None:
    """``Brandt, who leads the party, said the plan would fail`` parsed with *leads* as content: the clause after the cue and the true source."""
    doc, sentence = page.doc, verb.sent
    if subject is not None and (subject.i > verb.i or subject.left_edge.i > sentence.start + 1):
        return None
    if verb.i + 1 >= sentence.end or (doc[verb.i - 1].is_punct and doc[verb.i - 1].text != ","):
        return None
    finite = next((t for t in doc[verb.i + 1 : sentence.end] if t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t.dep_ not in ("relcl", "advcl")), None)
    if finite is None or any(page.quoted(t) for t in doc[verb.i + 1 : finite.i]) or finite.i - verb.i < 2:
        return None
    heads = ("nsubj", "nsubjpass", "ROOT", "dep", "npadvmod")
    noun = next((t for t in doc[sentence.start : verb.i] if t.dep_ in heads and t.pos_ in ("PROPN", "NOUN", "PRON")), None)
    return None if noun is None else (finite, phrase_of(page, noun))


def _second_cue(verb: Token) -> bool:
    """A co-ordinated verb that surely reports: it has a clause, or an object that is told to do something."""
    return any(c.dep_ == "ccomp" or (c.dep_ == "xcomp" and verb.lemma_ in words.INFINITIVE | words.OBJECT_INFINITIVE) for c in verb.children)


def _is_infinitive(token: Token) -> bool:
    return token.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)


def _is_clause(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def _shape(page: Page, verb: Token, lemma: str, clause: Token) -> Span | None:
    """The complement's extent after the cue, or None where this verb does not report with this shape."""
    object_ = next((c for c in verb.children if c.dep_ in ("dobj", "dative") and verb.i < c.i < clause.i), None)
    if _is_infinitive(clause):
        own = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > verb.i), None)
        if lemma in words.OBJECT_INFINITIVE and (own is not None or object_ is not None):
            first = (own if own is not None else object_).left_edge  # type: ignore[union-attr]
            return _extend(page, verb, clause, span_of(first, clause.right_edge))
        if lemma in words.OBJECT_INFINITIVE and is_passive(verb):
            return _extend(page, verb, clause, span_of(clause.left_edge, clause.right_edge))
        if lemma in words.INFINITIVE and own is None:
            return _extend(page, verb, clause, span_of(clause.left_edge, clause.right_edge))
        return None
    if clause.tag_ == "VBG" and clause.dep_ == "xcomp":
        return _extend(page, verb, clause, span_of(clause.left_edge, clause.right_edge)) if lemma in words.GERUND else None
    if clause.dep_ == "xcomp" and clause.tag_ in ("VB", "VBN", "JJ"):
        return None
    if clause.tag_ == "VBG" and not any(c.dep_ in ("aux", "auxpass") for c in clause.children) and lemma not in words.GERUND:
        return None  # showed him walking
    if lemma in words.CLAUSE_ONLY_WITH_MARKS and not _has_that(clause) and not any(page.pair_at(t.idx) for t in clause.subtree):
        return None
    first = clause.left_edge
    for token in page.doc[max(first.i, verb.i + 1) : clause.i]:
        if token.lower_ == "that" and token.dep_ == "mark":
            if token.i - first.i <= 8:
                first = page.doc[token.i + 1]
            break
    if first.i <= verb.i:
        first = page.doc[verb.i + 1]
    while first.lower_ in ("that", ",", ":") and first.i < clause.i:
        first = page.doc[first.i + 1]
    return _extend(page, verb, clause, span_of(first, clause.right_edge))


def _has_that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _extend(page: Page, verb: Token, clause: Token, span: Span) -> Span:
    """Take in what follows the clause without a comma though the parse hangs it on the cue; leave out what a participle cue adds."""
    doc = page.doc
    end = page.token_at(span.end - 1).i
    sentence_end = clause.sent.end
    grown = True
    while grown:
        grown = False
        if end + 1 >= sentence_end:
            break
        following = doc[end + 1]
        if following.is_punct or following.dep_ in ("cc", "punct"):
            break
        for token in (following, following.head, following.head.head):
            if (
                token.left_edge.i == end + 1
                and token.head.i == verb.i
                and token.dep_ in ("prep", "advcl", "npadvmod", "advmod", "dobj", "xcomp", "oprd")
            ):
                end, grown = token.right_edge.i, True
                break
    if verb.dep_ in ("ROOT", "conj") or verb.tag_ == "VBG":  # the parse broke off in mid-clause
        while end + 1 < sentence_end and not doc[end + 1].is_punct and not doc[end + 1].is_space and doc[end + 1].dep_ != "cc":
            end += 1
    return _cut(page, verb, clause, Span(span.start, max(span.start, doc[end].idx + len(doc[end].text))))


def _cut(page: Page, verb: Token, clause: Token, span: Span) -> Span:
    """Leave out what is no longer this cue's: a participle cue, a second cue of the same subject, another source's clause."""
    doc = page.doc
    end = page.token_at(span.end - 1).i
    for child in doc[clause.i + 1 : end + 1]:
        lemma = child.lemma_.lower()
        if child.lower_ == "according" and doc[child.i - 1].text in (",", '"', "”") and not page.quoted(child):
            end = child.i - 2 if doc[child.i - 1].text == "," else child.i - 1
            break
        if child.pos_ not in ("VERB", "AUX") or words.VERBS.get(lemma, 0) < 0.5 or page.quoted(child) or not clause.is_ancestor(child):
            continue
        own = next((c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        edge = child.left_edge.i
        participle = child.tag_ == "VBG" and child.dep_ in ("advcl", "xcomp", "conj") and own is None and words.VERBS[lemma] > 0.6
        if participle and doc[edge - 1].text in (",", "—", "–") and edge - 1 > clause.i:
            _adopt(page, child, verb)
            end = edge - 2
            break
        if child.dep_ == "conj" and own is None and child.tag_ in ("VBD", "VBZ", "VBP") and child.tag_ == verb.tag_ and child.head.i >= clause.i:
            if clause.tag_ == child.tag_ and not _second_cue(child):
                continue
            conjunction = next((c for c in child.head.children if c.dep_ == "cc" and clause.i < c.i < child.i), None)
            if conjunction is not None and any(c.dep_ in ("ccomp", "xcomp", "dobj") for c in child.children):
                _adopt(page, child, verb)
                end = conjunction.i - 1
                break
        if child.dep_ == "advcl" and own is not None and child.left_edge.lower_ in ("while", "though", "although", "whereas") and edge > clause.i:
            end = edge - 1
            break
    return Span(span.start, max(span.start, doc[end].idx + len(doc[end].text)))


def _adopt(page: Page, verb: Token, cue: Token) -> None:
    subject = page.adopted.get(cue.i) or subject_of(cue)
    if subject is not None:
        page.adopted[verb.i] = subject


def _before(page: Page, verb: Token, clause: Token, subject: Token | None) -> Span:
    """Content that stands before its cue: from the sentence's start to the comma before the cue's own words."""
    start = clause.sent.start
    first_own = min(t.i for t in (verb, subject) if t is not None)
    if subject is not None and subject.i < verb.i:
        first_own = min(first_own, subject.left_edge.i)
    if first_own <= clause.i:
        first_own = clause.right_edge.i + 1
    end = first_own
    while end > start + 1 and (page.doc[end - 1].is_punct or page.doc[end - 1].is_space) and page.pair_at(page.doc[end - 1].idx) is None:
        end -= 1
    if clause.left_edge.i > start and page.doc[clause.left_edge.i - 1].text in (";", "—", "–"):
        start = clause.left_edge.i
    end = max(end, min(clause.right_edge.i + 1, first_own))
    return span_of(page.doc[start], page.doc[max(start, end - 1)])


def _parenthetic(page: Page, verb: Token) -> list[Span] | None:
    """``The plan, she said, would fail.`` / ``As she said, ...``: the pieces round the cue's clause, None for any other verb."""
    if verb.dep_ not in ("parataxis", "advcl", "ccomp") or verb.head.pos_ not in ("VERB", "AUX", "NOUN", "ADJ", "PROPN"):
        return None
    if children(verb, "ccomp", "xcomp", "dobj", "oprd"):
        return None
    as_clause = verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)
    if verb.dep_ != "parataxis" and not as_clause:
        return None
    if as_clause and any(c.dep_ == "prep" and c.lower_ in ("of", "about", "against", "over") and c.i > verb.i for c in verb.children):
        return None  # "the town emptied as its mayor complained of the cold": what is complained of stands behind
    return around(page, verb.head, verb.left_edge, verb.right_edge)


def _noun(page: Page, noun: Token, lemma: str) -> Iterator[Attribution]:
    """``Brandt's claim that ...``, ``accusations from Oslo that ...``, ``a pledge to ...`` with a source."""
    clause = next((c for c in noun.children if c.i > noun.i and c.dep_ in ("acl", "ccomp", "relcl", "appos", "xcomp")), None)
    if clause is None or not (_has_that(clause) or (lemma in words.INFINITIVE_NOUNS and _is_infinitive(clause))):
        return
    source = next((c for c in noun.children if c.dep_ == "poss"), None)
    if source is None:
        for preposition in noun.children:
            if preposition.dep_ in ("prep", "agent") and preposition.lower_ in ("by", "from", "of"):
                source = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if source is None and noun.head.pos_ == "VERB" and noun.dep_ == "dobj" and noun.head.lemma_ in words.MAKING:
        source = subject_of(noun.head)
    if source is None or source.lower_ in ("my", "our", "your", "i", "we"):
        return
    first = clause.left_edge
    if first.lower_ == "that":
        first = page.doc[first.i + 1]
    else:
        for token in page.doc[first.i : clause.i]:
            if token.lower_ == "that" and token.dep_ == "mark":
                first = page.doc[token.i + 1]
                break
    yield Attribution(
        [trim(page.text, span_of(first, clause.right_edge))], span_of(noun, noun), phrase_of(page, source), words.NOUNS[lemma] * 0.9, "noun"
    )
