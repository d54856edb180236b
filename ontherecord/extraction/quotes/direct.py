"""Marked speech: which cue and source belong to a quoted stretch, by what stands beside it."""

from __future__ import annotations

import re

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from ontherecord.extraction.document import MarkPair
from ontherecord.extraction.quotes import lexicon as words
from ontherecord.extraction.quotes.attribution import Attribution, Page, span_of
from ontherecord.extraction.quotes.indirect import is_reported
from ontherecord.extraction.quotes.sentence_ends import ends_sentence
from ontherecord.extraction.quotes.sources import is_person, phrase_of, subject_of
from ontherecord.model import Span

_ENDS_SPEECH = re.compile(r"[.,?!…—–-][\"”’')\s\]]*$")
_TERMINATOR = re.compile(r"[.?!…][\"”’')\s\]]*$")
_CLOSERS = " \t\n\"”’')]"
_REACH = 45
_FINITE = ("VBD", "VBZ", "VBP")
SURE = 0.8
"""From this weight a verb may be the cue of speech that has ended: "It stays at 65." Larsen agreed. is no speech of Larsen's."""
PLACED = 0.8
"""How surely a verb reports that only its place makes a cue."""


def is_title(page: Page, pair: MarkPair) -> bool:
    """A programme, book or paper in marks: every word has a capital and a preposition or "told" stands before it."""
    terms = page.text[pair.inner.start : pair.inner.end].strip(" .,").split()
    if not 1 <= len(terms) <= 7 or any(t[:1].islower() and t not in words.SMALL_TITLE_WORDS for t in terms):
        return False
    lead = page.text[max(0, pair.start - 30) : pair.start].lower().split()
    if not lead:
        return False
    return lead[-1].rstrip(",") in words.BEFORE_TITLES or (lead[-1].endswith(("'s", "’s", "s'", "s’")) and len(terms) > 1)


def looks_spoken(page: Page, pair: MarkPair) -> bool:
    """A whole utterance rather than a word or phrase in marks: ends like speech and is long enough, or begins and ends like a sentence."""
    inner = page.text[pair.inner.start : pair.inner.end].strip()
    count = len(inner.split())
    if not inner:
        return False
    after = page.text[pair.end : pair.end + 2]
    ends = bool(_ENDS_SPEECH.search(inner)) or (after[:1] in (",", ".") and count >= 4)
    return ends and (count >= 3 or inner[:1].isupper())


def propose(page: Page) -> list[Attribution]:
    """Attributions of marked speech with a cue after it, before it, or in the paragraph before it."""
    found = []
    for pair in page.pairs:
        if page.paragraph_number(pair.inner.start) < 0 or is_title(page, pair):
            continue
        proposal = (after(page, pair) if looks_spoken(page, pair) else None) or before(page, pair)
        if proposal is not None:
            found.append(proposal)
    return found


def _sentence_tail(page: Page, pair: MarkPair) -> list[Token]:
    """Tokens after a marked stretch, up to the end of the sentence, the paragraph or the next marked stretch."""
    first = page.token_at(pair.end)
    if first.idx < pair.end:
        first = page.doc[first.i + 1] if first.i + 1 < len(page.doc) else first
    number = page.paragraph_number(pair.start)
    limit = page.paragraphs[number].end
    tail: list[Token] = []
    for token in page.doc[first.i : first.i + _REACH]:
        if token.idx >= limit or token.idx < pair.end or page.pair_at(token.idx):
            break
        if token.text == ";" or token.text in ".?!":
            break
        tail.append(token)
        if ends_sentence(token):
            break
    return tail


def after(page: Page, pair: MarkPair) -> Attribution | None:
    """``"...," Brandt said`` / ``"...," said Brandt``."""
    tail = _sentence_tail(page, pair)
    while tail and (tail[0].is_punct or tail[0].is_space):
        tail = tail[1:]
    if not tail:
        return None
    inner = page.text[pair.inner.start : pair.inner.end].rstrip(_CLOSERS)
    ended = inner.endswith((".", "?", "!", "…")) and tail[0].text[:1].isupper()
    placed = _cue_by_place(page, pair, tail)
    follows = tail[-1].i + 1 < len(page.doc) and page.pair_at(page.doc[tail[-1].i + 1].idx) is not None
    for position, token in enumerate(tail):
        lemma = token.lemma_.lower()
        if token.lower_ == "according" and position <= 1:
            noun = next((c for t in token.subtree for c in t.children if c.dep_ == "pobj"), None)
            if noun is not None:
                return _made(page, pair, Span(token.idx, token.idx + len("according to")), phrase_of(page, noun), 0.95, "marks, according")
        is_cue = lemma in words.VERBS and (token.pos_ in ("VERB", "AUX") or position <= 3) and token.tag_ not in ("VBG", "NN", "NNS")
        if token is placed and not is_cue:
            source = _beside(page, tail, position)
            return _made(page, pair, span_of(token, token), source, PLACED, "marks, cue after") if source is not None else None
        if not is_cue:
            if token.pos_ in ("VERB", "AUX") and position <= 2 and token.dep_ not in ("aux", "auxpass", "relcl", "acl", "amod"):
                return None
            continue
        if lemma in words.CLAUSE_ONLY_WITH_MARKS and words.VERBS[lemma] < 0.5:
            continue
        if token.dep_ in ("relcl", "acl") and position > 1:
            continue
        if not is_reported(token, since=pair.end) or (ended and (lemma in words.AWAY_FROM_SPEECH or words.VERBS[lemma] < SURE)):
            return None
        if ended and ((follows and tail[-1].i - token.i <= 8) or (inner.endswith(".") and tail[-1].i - token.i > 2)):
            return None  # the cue of the next sentence
        subject = subject_of(token)
        beside = _beside(page, tail, position)
        if subject is not None and (subject.idx < pair.start or page.quoted(subject)):
            subject = None
        if (
            subject is not None
            and subject.left_edge.i > tail[0].i + 4
            and subject.i < token.i
            and not _only_adverbs(tail[: subject.left_edge.i - tail[0].i])
        ):
            return None
        source = phrase_of(page, subject) if subject is not None else beside
        if source is None:
            return None
        return _made(page, pair, span_of(token, token), source, words.VERBS[lemma], "marks, cue after")
    return None


def _cue_by_place(page: Page, pair: MarkPair, tail: list[Token]) -> Token | None:
    """``"Never," hissed Lind`` / ``"Never," Lind deadpanned``: no list of verbs is whole, so the verb of a person right behind speech that has
    not ended is a cue, where the speech opens its sentence."""
    inner = page.text[pair.inner.start : pair.inner.end].rstrip(_CLOSERS)
    open_ended = inner.endswith((",", "—", "–")) or page.text[pair.end : pair.end + 1] == "," or tail[0].text[:1].islower()
    first = page.token_at(pair.start)
    paragraph = page.paragraphs[page.paragraph_number(pair.start)]
    opens = first.is_sent_start or _start_of_sentence(page, first.i, paragraph.start) == first.i
    if not open_ended or inner.endswith(".") or not opens:
        return None
    position = next((i for i, t in enumerate(tail) if t.tag_ in _FINITE or (i == 0 and t.tag_ in ("VBN", "JJ") and t.text.endswith("ed"))), -1)
    source = _beside(page, tail, position) if position >= 0 else None
    if source is None or not is_person(page, source):
        return None
    return tail[position] if not _has_object(tail[position], max(pair.end, source.end)) else None


def _has_object(verb: Token, since: int) -> bool:
    """What somebody does to something behind the character ``since`` is no speech: "closed the meeting"."""
    return any(c.dep_ in ("dobj", "ccomp", "attr", "acomp", "agent") and c.idx >= since for c in verb.children)


def _only_adverbs(tokens: list[Token]) -> bool:
    return all(t.pos_ in ("ADV", "PUNCT", "CCONJ", "ADP", "NOUN", "PROPN", "DET", "NUM", "ADJ", "PRON") for t in tokens) and len(tokens) <= 8


def _beside(page: Page, tail: list[Token], position: int) -> Span | None:
    """The noun phrase that touches the cue, where the parse gives it no subject."""
    if position == 0:
        right = tail[1:8]
        taken = []
        for token in right:
            if token.pos_ in ("PROPN", "NOUN", "DET", "ADJ", "PRON", "NUM") or token.text in (".", "-", "'s", "’s", "of"):
                taken.append(token)
            else:
                break
        return span_of(taken[0], taken[-1]) if taken else None
    left = [t for t in tail[:position] if t.pos_ in ("PROPN", "NOUN", "PRON")]
    return span_of(tail[0], left[-1]) if left and left[-1].i >= tail[position].i - 3 else None


def before(page: Page, pair: MarkPair) -> Attribution | None:
    """``Brandt said, "..."`` / ``In a statement, she wrote: "..."`` / a paragraph that ends in a colon, then the speech."""
    number = page.paragraph_number(pair.start)
    start = page.paragraphs[number].start
    lead = page.text[start : pair.start].rstrip()
    floor = start
    if not lead and number > 0:
        start, end = page.paragraphs[number - 1]
        if not page.text[start:end].rstrip().endswith(":"):
            return None
        floor = start
        lead = page.text[start:end].rstrip()
    elif not lead:
        return None
    last = page.token_at(start + len(lead) - 1)
    colon = last.text in (":", "—", "–", "--")
    comma = last.text == ","
    position = last.i - 1 if (colon or comma) else last.i
    sentence_start = _start_of_sentence(page, position, floor)
    found: Token | None = None
    for token in reversed(page.doc[sentence_start : position + 1]):
        if page.quoted(token):
            break
        lemma = token.lemma_.lower()
        distance = position - token.i
        if not colon and distance > (12 if comma else 0):
            break
        if lemma in words.VERBS and token.pos_ in ("VERB", "AUX", "PROPN", "NOUN") and (token.pos_ in ("VERB", "AUX") or distance == 0):
            if token.pos_ == "NOUN" and (lemma in words.NOUNS or any(c.dep_ == "det" for c in token.children)):
                continue
            found = token
            if token.dep_ not in ("relcl", "acl", "amod") or distance == 0:
                break
        elif not colon and token.pos_ in ("VERB", "AUX") and token.tag_ not in ("VBG", "VBN"):
            break
    if found is None and (colon or comma):
        found = _placed_before(page, pair, page.doc[sentence_start : position + 1])
    if found is None and colon:
        found = next(
            (t for t in reversed(page.doc[sentence_start : position + 1]) if t.lemma_.lower() in words.NOUNS.keys() | words.COLON_NOUNS), None
        )
    if found is None or not (is_reported(found) or colon):
        return None
    if not (colon or comma or looks_spoken(page, pair) or len(page.text[pair.inner.start : pair.inner.end].split()) >= 5):
        return None
    if found.lemma_.lower() in words.NAMING and not (colon or comma):
        return None
    subject = subject_of(found) if found.pos_ in ("VERB", "AUX") else _owner(found)
    if subject is None and found.pos_ in ("VERB", "AUX"):
        subject = subject_of(found, passive_too=True)
    if subject is not None and subject.lower_ in words.GENERIC_SUBJECTS:
        return None
    weight = words.VERBS.get(found.lemma_.lower(), PLACED if found.pos_ == "VERB" else 0.6)
    return _made(page, pair, span_of(found, found), phrase_of(page, subject) if subject is not None else None, max(weight, 0.6), "marks, cue before")


def _placed_before(page: Page, pair: MarkPair, lead: Tokens) -> Token | None:
    """``Lind deadpanned, "It rained."``: the one verb of a person, without an object, before a sentence in marks."""
    finite = [t for t in lead if t.tag_ in _FINITE]
    if len(finite) != 1 or not looks_spoken(page, pair) or not page.text[pair.inner.start : pair.inner.start + 1].isupper():
        return None
    subject = next((c for c in finite[0].children if c.dep_ == "nsubj" and c.i < finite[0].i), None)
    if subject is None or not is_person(page, phrase_of(page, subject)) or any(c.dep_ == "mark" for c in finite[0].children):
        return None
    return finite[0] if not any(c.dep_ in ("dobj", "attr", "acomp") and c.idx < pair.start for c in finite[0].children) else None


def _owner(noun: Token) -> Token | None:
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is not None:
        return owner
    head = noun.head
    for _ in range(3):
        if head.pos_ in ("VERB", "AUX"):
            return subject_of(head, passive_too=True)
        head = head.head
    return None


def _start_of_sentence(page: Page, position: int, floor: int) -> int:
    i = position
    while i > 0 and page.doc[i - 1].idx >= floor:
        token = page.doc[i - 1]
        if ends_sentence(token) and not page.quoted(token):
            break
        pair = page.pair_at(token.idx)
        if pair is not None and _TERMINATOR.search(page.text[pair.inner.start : pair.inner.end]):
            break
        i -= 1
    return i


def _made(page: Page, pair: MarkPair, cue: Span, source: Span | None, weight: float, rule: str) -> Attribution:
    return Attribution([pair.inner], cue, source, weight, rule, [pair])
