"""Quotation marks: which two belong together.

Marks are paired by glyph where the glyph tells a side, else by what stands around them, one paragraph at a time. A mark without a partner
gets a guessed boundary that never leaves its paragraph. Nothing here raises, whatever the marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from ontherecord.extraction.quotes.lexicon import ABBREVIATIONS, CUT_BEFORE_CUE, ELISIONS
from ontherecord.extraction.spans import Spans
from ontherecord.model import Span

_DOUBLE_OPEN, _DOUBLE_CLOSE = frozenset("“„«‟\x93"), frozenset("”»\x94")
_SINGLE_OPEN, _SINGLE_CLOSE = frozenset("‘‚‹‛"), frozenset("’›")
_FIND = re.compile(r"``|''|‘‘|’’|,,(?=\w)|[“”„‟«»\x93\x94\"‘’‚‹›‛'`]")
_CLAUSE_END = re.compile(r"[.!?…,;:—–]")
_ENDING = re.compile(r"[.!?…][\"”’')\]]*(?=\s)")
_BEFORE_OPENING = frozenset("([{<—–-/:…“„«\"‘'\u200b*•")
_AFTER_CLOSING = frozenset(")]}>,.;:!?—–-/…”»\"’'")


class MarkPair(NamedTuple):
    """A quoted stretch. ``start`` and ``end`` enclose the marks; ``inner`` leaves them out."""

    start: int
    end: int
    inner: Span
    glyph: str
    """Opening mark as it stands: “ " ‘ « ..."""
    guessed: bool = False
    """True where one of the marks is missing and its place was inferred."""
    nested: bool = False
    """True inside another pair."""


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    glyph: str
    double: bool
    side: str
    """"open", "close" or "either"."""
    seen: int = 0
    """Of an opening mark: how far behind it no clause ends."""


def pair_marks(text: str, paragraphs: Sequence[Span]) -> tuple[MarkPair, ...]:
    """All quoted stretches of ``text`` in order of their start, an outer one before those nested in it.

    A quotation that runs over several paragraphs (each begins with a mark, only the last ends with one) gives one pair a paragraph,
    none of them guessed.
    """
    pairs: list[MarkPair] = []
    carried = False
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        found, carried = _pair_paragraph(text, paragraph, following, carried)
        pairs.extend(found)
    return tuple(sorted(pairs, key=lambda p: (p.start, -p.end)))


def partners(text: str, paragraph: Span) -> dict[Span, Span | None]:
    """Every mark of a paragraph and the other mark of its pair; None where it has none. What may be an apostrophe is no mark."""
    found: dict[Span, Span | None] = {Span(m.start, m.end): None for m in _find_marks(text, paragraph) if m.double or m.glyph + m.side == "‘open"}
    for pair in pair_marks(text, (paragraph,)):
        opening, closing = Span(pair.start, pair.inner.start), Span(pair.inner.end, pair.end)
        if opening.start < opening.end and closing.start < closing.end:
            found |= {opening: closing, closing: opening}
    return found


def sentence_bounds(text: str, at: int, within: Span) -> Span:
    """Rough bounds of the sentence that holds character ``at``, by punctuation alone, inside ``within``."""
    start, end = within
    for match in _ENDING.finditer(text, within.start, within.end):
        if _is_abbreviation(text, match.start()):
            continue
        if match.end() <= at:
            start = match.end()
        else:
            end = match.end()
            break
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)


def _is_abbreviation(text: str, dot: int) -> bool:
    if text[dot] != ".":
        return False
    word = re.search(r"(?<![\w.&])[\w.&]++$", text[max(0, dot - 12) : dot])
    return word is not None and (word.group().lower() in ABBREVIATIONS or re.fullmatch(r"[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]", word.group()) is not None)


def _find_marks(text: str, paragraph: Span) -> list[_Mark]:
    marks: list[_Mark] = []
    opened = False  # by the double marks so far, one after another
    for match in _FIND.finditer(text, paragraph.start, paragraph.end):
        glyph = match.group()
        before = text[match.start() - 1] if match.start() > paragraph.start else " "
        after = text[match.end()] if match.end() < paragraph.end else " "
        double = len(glyph) == 2 or glyph in _DOUBLE_OPEN or glyph in _DOUBLE_CLOSE or glyph == '"'
        mark = _Mark(match.start(), match.end(), glyph, double, _side(glyph, before, after))
        if not double and _is_apostrophe(text, mark, before, after):
            continue
        if glyph == '"' and before.isdigit() and (after.isspace() or after in _AFTER_CLOSING) and not opened:
            continue  # inches
        if (
            marks
            and marks[-1].end == mark.start
            and marks[-1].double == double
            and (marks[-1].side == mark.side or "either" in (marks[-1].side, mark.side))
        ):
            marks[-1].end = mark.end  # doubled by mistake: ““
            continue
        marks.append(mark)
        opened ^= double
    return marks


def _side(glyph: str, before: str, after: str) -> str:
    opening = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    closing = not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)
    context = "open" if opening and not closing else "close" if closing and not opening else "either"
    if glyph in ("“", "”", "«", "»", "‹", "›", "‘", "\x93", "\x94"):
        own = "open" if glyph in "“«‹‘\x93" else "close"
        # A curly mark that stands the wrong way round is believed only where its surroundings do not flatly deny it.
        return own if context in (own, "either") else "either"
    if glyph in ("„", "‚", "‟", "‛", ",,", "``", "‘‘"):
        return "open"
    if glyph in ("’’",):
        return "close"
    return context


def _is_apostrophe(text: str, mark: _Mark, before: str, after: str) -> bool:
    if mark.glyph == "`":
        return before.isalnum()
    if mark.glyph not in ("'", "’", "‘"):
        return False
    if before.isalnum() and after.isalnum():
        return True
    if before.isdigit() and not after.isalnum() and mark.glyph == "'":
        return True  # feet, minutes
    word = re.match(r"\w+", text[mark.end : mark.end + 12])
    return word is not None and not before.isalnum() and (word.group().lower() in ELISIONS or re.fullmatch(r"\d0s", word.group()) is not None)


def _pair_paragraph(text: str, paragraph: Span, following: Span | None, carried: bool) -> tuple[list[MarkPair], bool]:
    marks = _find_marks(text, paragraph)
    doubles = [m for m in marks if m.double]
    singles = [m for m in marks if not m.double]
    pairs, carried = _pair_doubles(text, paragraph, following, doubles, carried)
    outer = _pair_singles(text, paragraph, singles, pairs)
    # British style: a double pair wholly inside a single one is the nested one, and the other way round.
    every = sorted({*pairs, *outer}, key=lambda p: (p.start, -p.end))
    kept: list[MarkPair] = []
    around: list[MarkPair] = []  # those that are open here
    for pair in every:
        while around and around[-1].end <= pair.start:
            around.pop()
        if around and around[-1].end < pair.end:
            continue  # they cross
        around.append(pair._replace(nested=bool(around)))
        kept.append(around[-1])
    return kept, carried


def _pair(text: str, opening: _Mark, inner_end: int, end: int, guessed: bool) -> MarkPair:
    return MarkPair(opening.start, max(end, opening.end), Span(opening.end, max(inner_end, opening.end)), opening.glyph, guessed)


def _pair_doubles(text: str, paragraph: Span, following: Span | None, marks: list[_Mark], carried: bool) -> tuple[list[MarkPair], bool]:
    pairs: list[MarkPair] = []
    reversed_style = bool(marks) and marks[0].glyph == "»" and any(m.glyph == "«" for m in marks)
    stack: list[_Mark] = []
    for i, mark in enumerate(marks):
        side = {"«": "close", "»": "open"}.get(mark.glyph, mark.side) if reversed_style else mark.side
        if side == "either":
            side = "close" if stack else "open"
        if stack and stack[-1].glyph == "„" and mark.glyph == "“":
            side = "close"
        if side == "open":
            if not stack or _is_nested(marks, i):
                stack.append(mark)
            elif _is_stray(text, stack[-1], mark):
                continue
            else:
                pairs.append(_guess_end(text, stack[-1], Span(paragraph.start, mark.start)))
                stack = [mark]
        elif stack:
            opening = stack.pop()
            pairs.append(_pair(text, opening, mark.start, mark.end, False))
        elif mark.start > paragraph.start and not pairs:
            start = paragraph.start if carried else sentence_bounds(text, mark.start - 1, Span(paragraph.start, mark.start)).start
            if start < mark.start:
                pairs.append(MarkPair(start, mark.end, Span(start, mark.start), mark.glyph, True))
    carried = False
    for depth, opening in enumerate(stack):
        if depth == 0 and following is not None and _continues(text, opening, following):
            pairs.append(_pair(text, opening, paragraph.end, paragraph.end, False))
            carried = True
        elif depth == 0:
            pairs.append(_guess_end(text, opening, paragraph))
    return pairs, carried


def _is_nested(marks: list[_Mark], i: int) -> bool:
    """A second opening mark opens a nested pair only where two closing ones follow before the next opening one."""
    return len(marks) > i + 2 and marks[i + 1].side == "close" and marks[i + 2].side == "close"


def _is_stray(text: str, opening: _Mark, mark: _Mark) -> bool:
    """An opening mark inside an open quotation that belongs to nothing: after a square-bracket insertion, or within one clause."""
    last = mark.start
    while last > opening.end and text[last - 1].isspace():
        last -= 1
    if last > opening.end and text[last - 1] == "]":
        return True
    ends = _CLAUSE_END.search(text, max(opening.end, opening.seen), mark.start)
    opening.seen = ends.start() if ends else mark.start  # looked through once, however many marks follow
    return ends is None


def _continues(text: str, opening: _Mark, following: Span) -> bool:
    first = text[following.start : following.start + 2]
    return first.startswith(opening.glyph) or first[:1] in ("“", '"', "„", "«")


def _guess_end(text: str, opening: _Mark, within: Span) -> MarkPair:
    """Where a quotation whose closing mark is lost may end: before a cue clause, else at its sentence's (or paragraph's) end."""
    cut = CUT_BEFORE_CUE.search(text, opening.end, within.end)
    lead = opening.start
    while lead > within.start and text[lead - 1].isspace():
        lead -= 1
    if cut and cut.start() > opening.end:
        end = cut.start() + 1
    elif lead == within.start or text[lead - 1] == ":":
        end = within.end
    else:
        end = sentence_bounds(text, min(opening.end, within.end - 1), Span(opening.end, within.end)).end
    end -= len(text[opening.end : end]) - len(text[opening.end : end].rstrip())
    return _pair(text, opening, end, end, True)


def _pair_singles(text: str, paragraph: Span, marks: list[_Mark], doubles: list[MarkPair]) -> list[MarkPair]:
    """Single marks are paired only where both sides are sure: an apostrophe looks just like a closing mark."""
    pairs: list[MarkPair] = []
    holders: Spans[MarkPair] = Spans()
    for pair in doubles:
        holders.add(*pair.inner, pair)
    opening: _Mark | None = None
    limit = paragraph.end
    for i, mark in enumerate(marks):
        if opening is not None and mark.start >= limit:
            opening = None
        if opening is None:
            if mark.side == "open":
                opening = mark
                limit = min((p.inner.end for p in holders.touching(mark.start, mark.start + 1)), default=paragraph.end) + 1
        elif mark.side != "open" and mark.glyph != "‘" and not _looks_possessive(text, mark, islice(marks, i + 1, None), limit):
            if mark.start > opening.end:
                pairs.append(_pair(text, opening, mark.start, mark.end, False))
            opening = None
        elif mark.side == "open" and mark.glyph == "‘":
            opening = mark
    return pairs


def _looks_possessive(text: str, mark: _Mark, later: Iterable[_Mark], limit: int) -> bool:
    """``the ministers’ plan``: an s before, a lower-case word after, and a better closing mark still to come."""
    if not re.match(r"s$", text[mark.start - 1 : mark.start], re.I) or not re.match(r"\s+[a-z]", text[mark.end : mark.end + 3]):
        return False
    for other in later:
        if other.start >= limit or other.side == "open":
            return False
        if other.side == "close":
            return True
    return False
