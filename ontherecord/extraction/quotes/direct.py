"""Marked speech: which cue and source belong to a quoted stretch, by what stands beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Token

from ontherecord.extraction.document import MarkPair
from ontherecord.extraction.grammar import VERBS, children, subject_of
from ontherecord.extraction.quotes import lexicon
from ontherecord.extraction.quotes.attribution import Attribution, Page, span_of
from ontherecord.extraction.quotes.indirect import is_reported
from ontherecord.extraction.quotes.sentence_ends import ends_sentence
from ontherecord.extraction.quotes.sources import is_person, phrase_of
from ontherecord.model import Span

_ENDS_SPEECH = re.compile(r"[.,?!…—–-][\"”’')\s\]]*$")
_CLOSERS = " \t\n\"”’')]"
_REACH = 45
"""Words behind a marked stretch in which its cue may stand."""
_LEAD = 200
"""Words before a marked stretch behind a colon in which its cue may stand."""
_BACK = 12
"""Words before a marked stretch behind a comma in which its cue may stand."""
_PAST_OR_PRESENT = ("VBD", "VBZ", "VBP")
_NOUNS = ("PROPN", "NOUN", "PRON")
PLACED = 0.8
"""How surely a verb reports that only its place makes a cue."""


def is_title(page: Page, pair: MarkPair) -> bool:
    """A programme, book or paper in marks: every word has a capital and a preposition or "told" stands before it."""
    terms = page.text[pair.inner.start : pair.inner.end].strip(" .,").split()
    if not 1 <= len(terms) <= 7 or any(t[:1].islower() and t not in lexicon.SMALL_TITLE_WORDS for t in terms):
        return False
    before = (page.text[max(0, pair.start - 30) : pair.start].lower().split() or [""])[-1]
    return before.rstrip(",") in lexicon.BEFORE_TITLES or (before.endswith(("'s", "’s", "s'", "s’")) and len(terms) > 1)


def looks_spoken(page: Page, pair: MarkPair) -> bool:
    """A whole utterance rather than a word or phrase in marks: ends like speech and is long enough, or begins and ends like a sentence."""
    inner = page.text[pair.inner.start : pair.inner.end].strip()
    count = len(inner.split())
    ends = bool(_ENDS_SPEECH.search(inner)) or (page.text[pair.end : pair.end + 1] in (",", ".") and count >= 4)
    return ends and (count >= 3 or inner[:1].isupper())


def propose(page: Page) -> list[Attribution]:
    """Attributions of marked speech with a cue after it, before it, or in the paragraph before it."""
    found = []
    for pair in page.pairs:
        if page.paragraph_number(pair.inner.start) < 0 or is_title(page, pair):
            continue
        attribution = (_after(page, pair) if looks_spoken(page, pair) else None) or _before(page, pair)
        if attribution is not None:
            found.append(attribution)
    return found


def _made(page: Page, pair: MarkPair, cue: Token, source: Span | None, weight: float, where: str) -> Attribution:
    return Attribution([pair.inner], span_of(cue, cue), source, weight, f"marks, cue {where}", [pair])


# --- a cue behind --------------------------------------------------------------------------------------------------------------------


def _after(page: Page, pair: MarkPair) -> Attribution | None:
    """``"...," Brandt said`` / ``"...," said Brandt``."""
    tail = _tail(page, pair)
    placed = _cue_by_place(page, pair, tail)
    for position, token in enumerate(tail):
        lemma = token.lemma_.lower()
        may_report = lemma in lexicon.VERBS and token.tag_ not in ("VBG", "NN", "NNS") and (token.pos_ in VERBS or position <= 3)
        if may_report and not (token.dep_ in ("relcl", "acl") and position > 1):
            source = _source_behind(page, pair, tail, position)
            return None if source is None else _made(page, pair, token, source, lexicon.VERBS[lemma], "after")
        if token is placed:
            source = _beside(tail, position)
            return None if source is None else _made(page, pair, token, source, PLACED, "after")
        if token.pos_ in VERBS and position <= 2 and token.tag_ not in ("VBG", "VBN") and token.dep_ not in ("aux", "auxpass"):
            return None  # somebody does something else
    return None


def _tail(page: Page, pair: MarkPair) -> list[Token]:
    """The words after a marked stretch, up to the end of the sentence, the paragraph or the next marked stretch."""
    limit = page.paragraphs[page.paragraph_number(pair.start)].end
    first = page.token_at(pair.end)
    tail: list[Token] = []
    for token in page.doc[first.i : first.i + _REACH]:
        if token.idx < pair.end or (not tail and (token.is_punct or token.is_space) and token.text not in ".?!;"):
            continue
        if token.idx >= limit or page.pair_at(token.idx) or token.text in (";", ".", "?", "!"):
            break
        tail.append(token)
        if ends_sentence(token):
            break
    return tail


def _inner(page: Page, pair: MarkPair) -> str:
    return page.text[pair.inner.start : pair.inner.end].rstrip(_CLOSERS)


def _source_behind(page: Page, pair: MarkPair, tail: Sequence[Token], position: int) -> Span | None:
    """Whose speech it is by a cue behind it; None where the cue is not one of this speech."""
    cue, inner, last = tail[position], _inner(page, pair), tail[-1]
    if not is_reported(cue, since=pair.end):
        return None
    if inner.endswith((".", "?", "!", "…")) and tail[0].text[:1].isupper():
        follows = last.i + 1 < len(page.doc) and page.pair_at(last.nbor().idx) is not None
        lemma = cue.lemma_.lower()
        weak = (
            lexicon.VERBS[lemma] < PLACED or lemma in lexicon.REACTIONS or any(children(cue, "xcomp"))
        )  # "It stays at 65." Larsen agreed. is no speech of Larsen's.
        if weak or follows or (inner.endswith(".") and last.i - cue.i > 2):
            return None  # the cue of the next sentence
    subject = subject_of(cue)
    if subject is None or subject.idx < pair.start or page.quoted(subject):
        return _beside(tail, position)
    return None if subject.left_edge.i > tail[0].i + 4 and subject.i < cue.i else phrase_of(page, subject)


def _cue_by_place(page: Page, pair: MarkPair, tail: Sequence[Token]) -> Token | None:
    """``"Never," hissed Lind`` / ``"Never," Lind deadpanned``: no list of verbs is whole, so the verb of a person right behind speech that has
    not ended is a cue, where the speech opens its sentence."""
    inner = _inner(page, pair)
    goes_on = inner.endswith((",", "—", "–")) or page.text[pair.end : pair.end + 1] == "," or (tail and tail[0].text[:1].islower())
    first = page.token_at(pair.start)
    opens = first.is_sent_start or _start_of_sentence(page, first.i, page.paragraphs[page.paragraph_number(pair.start)].start) == first.i
    if not goes_on or inner.endswith(".") or not opens:
        return None
    turned = tail[:1] and tail[0].tag_ in ("VBN", "JJ") and tail[0].text.endswith("ed")
    position = 0 if turned else next((i for i, t in enumerate(tail) if t.tag_ in _PAST_OR_PRESENT), -1)
    source = _beside(tail, position) if position >= 0 else None
    if source is None or not is_person(page, source):
        return None
    # What somebody does to something behind it is no speech: "closed the meeting".
    done = any(c.idx >= max(pair.end, source.end) for c in children(tail[position], "dobj", "ccomp", "attr", "acomp", "agent"))
    return None if done else tail[position]


def _beside(tail: Sequence[Token], position: int) -> Span | None:
    """The noun phrase that touches the cue, where the parse gives it no subject."""
    if position > 0:
        left = [t for t in tail[:position] if t.pos_ in _NOUNS]
        return span_of(tail[0], left[-1]) if left and left[-1].i >= tail[position].i - 3 else None
    first = 2 if tail[1:2] and tail[1].tag_ == "RP" else 1  # "shot back Lind"
    end = first
    while end < min(8, len(tail)) and (tail[end].pos_ in (*_NOUNS, "DET", "ADJ", "NUM") or tail[end].text in (".", "-", "'s", "’s", "of")):
        end += 1
    return span_of(tail[first], tail[end - 1]) if end > first else None


# --- a cue before --------------------------------------------------------------------------------------------------------------------


def _before(page: Page, pair: MarkPair) -> Attribution | None:
    """``Brandt said, "..."`` / ``In a statement, she wrote: "..."`` / a paragraph that ends in a colon, then the speech."""
    start = page.paragraphs[page.paragraph_number(pair.start)].start
    lead = page.behind(pair.start, start)
    if lead == start:
        start, end = page.paragraphs[max(0, page.paragraph_number(pair.start) - 1)]
        lead = page.behind(end, start)
        if end > pair.start or page.text[lead - 1 : lead] != ":":
            return None
    last = page.token_at(lead - 1)
    colon, comma = last.text in (":", "—", "–", "--"), last.text == ","
    position = last.i - 1 if colon or comma else last.i
    words = list(page.doc[max(_start_of_sentence(page, position, start), position - _LEAD) : position + 1])
    cue = _cue_before(page, words if colon else words[-_BACK:] if comma else words[-1:], colon)
    if cue is None and (colon or comma):
        cue = _placed_before(page, pair, words)
    if cue is None and colon:
        cue = next((t for t in reversed(words) if t.lemma_.lower() in lexicon.NOUNS.keys() | lexicon.COLON_NOUNS), None)
    if cue is None or not (colon or _reports_without_colon(page, pair, cue, comma)):
        return None
    subject = subject_of(cue) or subject_of(cue, passive_too=True) if cue.pos_ in VERBS else _owner(cue)
    if subject is not None and subject.lower_ in lexicon.NOBODY - {"i", "we"}:
        return None
    weight = max(0.6, lexicon.VERBS.get(cue.lemma_.lower(), PLACED if cue.pos_ == "VERB" else 0.6))
    return _made(page, pair, cue, phrase_of(page, subject) if subject is not None else None, weight, "before")


def _reports_without_colon(page: Page, pair: MarkPair, cue: Token, comma: bool) -> bool:
    """Whether words in marks behind a cue without a colon are speech: not behind "called", nor a word or two that no comma announces."""
    if not is_reported(cue) or (not comma and cue.lemma_.lower() in lexicon.NAMING):
        return False
    return comma or looks_spoken(page, pair) or len(page.text[pair.inner.start : pair.inner.end].split()) >= 5


def _cue_before(page: Page, words: Sequence[Token], colon: bool) -> Token | None:
    """The nearest verb that reports; one of a relative clause only where no other stands before it."""
    found = None
    for token in reversed(words):
        if page.quoted(token):
            break
        nearest = token is words[-1]
        if token.lemma_.lower() in lexicon.VERBS and (token.pos_ in VERBS or (nearest and token.pos_ in ("PROPN", "NOUN"))):
            if token.pos_ == "NOUN" and (token.lemma_.lower() in lexicon.NOUNS or children(token, "det")):
                continue
            found = token
            if nearest or token.dep_ not in ("relcl", "acl", "amod"):
                break
        elif not colon and token.pos_ in VERBS and token.tag_ not in ("VBG", "VBN"):
            break
    return found


def _placed_before(page: Page, pair: MarkPair, words: Sequence[Token]) -> Token | None:
    """``Lind deadpanned, "It rained."``: the one verb of a person, without an object, before a sentence in marks."""
    finite = [t for t in words if t.tag_ in _PAST_OR_PRESENT]
    if len(finite) != 1 or not looks_spoken(page, pair) or not page.text[pair.inner.start : pair.inner.start + 1].isupper():
        return None
    subject = next(iter(children(finite[0], "nsubj")), None)
    if subject is None or not is_person(page, phrase_of(page, subject)) or children(finite[0], "mark"):
        return None
    done = any(c.idx < pair.start for c in children(finite[0], "dobj", "attr", "acomp"))
    return None if done else finite[0]


def _owner(noun: Token) -> Token | None:
    """Whose statement it is: "her answer:", "she gave this answer:"."""
    owner, head = next(iter(children(noun, "poss")), None), noun.head
    for _ in range(3):
        if owner is None and head.pos_ in VERBS:
            return subject_of(head, passive_too=True)
        head = head.head
    return owner


def _start_of_sentence(page: Page, position: int, floor: int) -> int:
    """Index of the first token of the sentence that holds a token, not before the character ``floor``."""
    before = bisect_left(page.sentence_ends, position)
    behind_end = page.sentence_ends[before - 1] + 1 if before else 0
    return max(behind_end, min(page.first_from(floor), position))
