"""The country that an office without one belongs to, from the words just before it: whose turn it is in the paragraph.

"China backed it. Its chief negotiator |Name|", "Germany’s delegation, led by Environment Minister |Name|", "In Lima, Trade Minister |Name|",
a heading "Chile" over the paragraph. Only offices are asked for here: a person in the same sentence proves nothing.
"""

from __future__ import annotations

import re

from ontherecord import countries
from ontherecord.extraction.entities.lexicon import capitals, places, states
from ontherecord.extraction.entities.offices import Speaks

_FAR = 400
"""Characters of the paragraph before a name that are looked at."""
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-ZÀ-ÖØ-Þ])")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Capt|Prof|St|[A-Z])\.$")
_ITS = re.compile(r"\b(?:its|whose)\s+(?:[\w-]+\s+){0,5}$", re.IGNORECASE)
_PLACE_FIRST = re.compile(r"(?:(?:From|In|At|Near|Outside)\s+(?:the\s+)?(?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?, )?)?$")
_THE = re.compile(r"(?:^|\s)the\s+$", re.IGNORECASE)
_OWNS = re.compile(r"(?:['’]s|(?<=s)['’])(?=[\s,])")
_LINKED = re.compile(r"\b(?:with|against|to|towards?|about|between|and|or|like|unlike|including|than|,)\s+(?:the\s+)?$", re.IGNORECASE)
_OPENING = re.compile(r"^[\s\"“‘'(\[]*")


def _named(sentence: str) -> list[tuple[int, int, str, bool]]:
    """(start, end, code, is an adjective) of countries and capitals, in order; no bodies."""
    found = []
    for pattern in (places(), capitals(), states()):
        for m in pattern.finditer(sentence):
            code = countries.lookup(m.group()) or countries.capital(m.group()) or countries.region(m.group())
            if code and not countries.is_body(code):
                found.append((m.start(), m.end(), code, countries.nationality(m.group()) is not None))
    return sorted(found)


def _of_sentence(sentence: str, *, opening_only: bool) -> tuple[str, str] | None:
    """(code, words) of the country whose turn it is: at the start, "In Lima, ...", or as an owner that nothing else holds."""
    opening = _OPENING.match(sentence)
    first = opening.end() if opening else 0
    best = None
    for start, end, code, adjective in _named(sentence):
        before = _THE.sub("", sentence[first:start])
        owner = _OWNS.match(sentence, end)
        at_start = not before.strip() or (_PLACE_FIRST.fullmatch(before) is not None and sentence[end : end + 1] in ",:")
        if (at_start and not (adjective and not owner)) or (owner and not opening_only and not _LINKED.search(sentence[:start])):
            best = (code, sentence[start : owner.end() if owner else end])
    return best


def _sentences(before: str) -> list[str]:
    """Sentences of a text, the last one unfinished."""
    parts: list[str] = []
    at = 0
    for m in _SENTENCE.finditer(before):
        if not _ABBREVIATED.search(before[: m.start()].rstrip("\"”’')] ")):
            parts.append(before[at : m.start()])
            at = m.end()
    parts.append(before[at:])
    return parts


def _heading(text: str, start: int) -> str:
    """The line over the paragraph, where it is a short one without a sentence's end."""
    line = text.rfind("\n", 0, start)
    above = text[max(0, line - 120) : max(line, 0)].rstrip().split("\n")[-1].strip(" #*0123456789.:")
    return above if above and len(above.split()) <= 6 and above[-1:] not in '.?!,;"”' else ""


_QUOTED = re.compile(r"“[^”\n]*”?|\"[^\"\n]*\"?|(?<!\w)‘(?:[^’‘\n]|’(?=\w)|(?<=\w)‘)*+’")


def _narrated(text: str) -> str:
    """Quoted words blanked, so that what somebody says is not taken for the narrator's own."""
    return _QUOTED.sub(lambda m: " " * (m.end() - m.start()), text)


def topic(text: str, start: int) -> Speaks | None:
    """Country of an office whose phrase starts at a character and names none; None where the words before leave it open."""
    line = text.rfind("\n", 0, start) + 1
    *earlier, own = _sentences(_narrated(text[line:start])[-_FAR:])
    found = _of_sentence(own, opening_only=False)
    rank = 2
    if found is None and (_ITS.search(own) or not _named(own)):
        found = _last_opening(earlier[-2:])
        opens = len(" ".join([*earlier, own]).split()) <= 2
        if found is None and opens and len(codes := {code for _, _, code, _ in _named(_heading(text, start))}) == 1:
            found = codes.pop(), "the heading above"
        if found is None and opens:  # the paragraph goes on from the one before
            before = text[:line].rstrip()
            found, rank = _last_opening(_sentences(_narrated(before[before.rfind("\n") + 1 :]))), 1
    if found is None:
        return None
    code, words = found
    return Speaks(code, f'an office named after "{words}"', rank)


def _last_opening(sentences: list[str]) -> tuple[str, str] | None:
    """The country that opens the last of some sentences that names one at all."""
    for sentence in reversed(sentences):
        found = _of_sentence(sentence, opening_only=True)
        if found or _named(sentence):
            return found
    return None
