"""Whether a full stop that belongs to a word ends a sentence as well: "on X.", "at 5 p.m.", "Plan B.", "the U.S." before a capital letter.

The parser alone runs on at such a stop, and the next sentence's cue then takes the words of the one before. What is decided here it keeps;
what is left open it decides.
"""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections.abc import Iterator

from spacy.attrs import IDX, LENGTH
from spacy.tokens import Doc, Token

from ontherecord.extraction.entities.names import is_first_name

_LETTER = re.compile(r"[A-Z]\.")
_HOUR = re.compile(r"[ap]\.m\.", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?:[A-Z]\.){2,}")
_ZONE = re.compile(r"[A-Z]{2,4}|Eastern|Central|Mountain|Pacific|Greenwich|Local")
_SENTENCE = re.compile(r"[^\"”“]*[.,?!…—–-][\"”]")
"""A quoted stretch that ends as speech does; a nickname in marks ("J. "Red" Holt") does not."""


def decided(doc: Doc) -> Iterator[tuple[Token, bool]]:
    """Tokens behind such a stop, each with whether it starts a sentence; those that cannot be told here are left out."""
    text = doc.text
    for i, (start, length) in enumerate(doc.to_array([IDX, LENGTH])[:-1].tolist()):
        if length > 1 and text[start + length - 1] == "." and (starts := _starts(doc[i], doc[i + 1])) is not None:
            yield doc[i + 1], starts


def ends_sentence(token: Token) -> bool:
    """A sentence ends with this token: a stop of its own, or a word whose stop ends the sentence, too."""
    if token.text in (".", "?", "!"):
        return True
    return len(token) > 1 and token.text.endswith(".") and (token.i + 1 == len(token.doc) or bool(token.doc[token.i + 1].is_sent_start))


def _starts(word: Token, following: Token) -> bool | None:
    shape = next((s for s in (_LETTER, _HOUR, _ABBREVIATION) if s.fullmatch(word.text)), None)
    if shape is None:  # "of Lind Inc.", "the boat Co."
        return True if following.is_quote and _opens_speech(following) else None
    before = word.doc[word.i - 1] if word.i else None
    if shape is _LETTER and before is not None and (is_first_name(before.text) or _LETTER.fullmatch(before.text)):
        return None if following.is_stop else False  # George W. Holt
    if following.is_quote:
        return True if _opens_speech(following) else None
    if not following.text[:1].isupper():
        return None
    if shape is _HOUR:
        return not _tells_time(following)
    if before is not None and shape is _LETTER and word.text == "X." and before.text in ("on", "to", "via", "from"):
        return True  # the platform
    if following.is_stop and not is_first_name(following.text):
        return True  # "the U.S. He": a word that no name goes on with
    if shape is _ABBREVIATION and before is not None and (before.text in ".?!" or before.is_space):
        return False  # "U.S. Senator": nothing has been said yet
    named = is_first_name(following.text) and following.i + 1 < len(word.doc) and following.nbor().text[:1].isupper()
    # A given name goes on after neither "Plan B." nor "the U.S."; after "said J." it does (J. Edgar Holt).
    return True if named and (shape is _ABBREVIATION or (before is not None and before.text[:1].isupper())) else None


def _opens_speech(mark: Token) -> bool:
    text = mark.doc.text
    return bool(mark.nbor(-1).whitespace_) and text[mark.idx + 1 : mark.idx + 2].isupper() and _SENTENCE.match(text, mark.idx + 1) is not None


def _tells_time(token: Token) -> bool:
    """ "5 p.m. Tuesday", "5 p.m. EST", "5 p.m. Lisbon time"."""
    text = token.text
    if text in (*day_name, *month_name) or _ZONE.fullmatch(text):
        return True
    return token.i + 1 < len(token.doc) and token.nbor().lower_ == "time"
