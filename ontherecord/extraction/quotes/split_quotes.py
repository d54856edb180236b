"""Speech in several stretches of marks: split quotes made one, and stretches without a cue of their own."""

from __future__ import annotations

import re
from bisect import bisect_left

from ontherecord.extraction.document import MarkPair
from ontherecord.extraction.grammar import VERBS
from ontherecord.extraction.quotes.attribution import Attribution, Held, Page
from ontherecord.extraction.quotes.direct import is_title
from ontherecord.extraction.quotes.overlaps import letters_outside
from ontherecord.extraction.spans import Spans
from ontherecord.model import Span

_TERMINATED = re.compile(r"[.?!…][\"”’'\])]*$")
_CLOSERS = 20
"""Characters before marked speech in which its sentence's beginning shows: the full stop before it with what closes behind that."""
_SHORTEST = 4
"""Words of speech without a cue; fewer are scare quotes."""


def joined(page: Page, chosen: list[Attribution]) -> list[Attribution]:
    """``"A," she said. "B."``: one quote where only the cue and its source interrupt. Attributions come in text order."""
    by_pair = {c.pairs[0].start: c for c in chosen if c.rule.startswith("marks")}
    speech = [p for p in page.pairs if not is_title(page, p)]
    words: Spans[Attribution] = Spans()
    for c in chosen:
        for piece in c.pieces:
            words.add(*piece, c)
    gone: set[int] = set()
    for first in chosen:
        marked = first.pairs and first.rule.startswith(("marks", "clause before")) and not letters_outside(page, first, first.pairs)
        last = max(first.pairs, default=None)
        while marked and last is not None and id(first) not in gone:
            following = _continuation(page, speech, first.cue, last)
            owner = by_pair.get(following.start) if following is not None else None
            if following is None or (owner is not None and owner is not first and owner.cue != first.cue):
                break
            if any(c is not first and c is not owner for c in words.touching(*following.inner)):
                break
            first.pieces.append(following.inner)
            first.pairs.append(following)
            words.add(*following.inner, first)
            last = following
            if owner is not None:
                gone.add(id(owner))
    return [c for c in chosen if id(c) not in gone]


def _continuation(page: Page, speech: list[MarkPair], cue: Span | None, last: MarkPair) -> MarkPair | None:
    """The marked stretch of the same paragraph with which a quote may go on behind its last one."""
    number = bisect_left(speech, last.end, key=lambda p: p.start)
    following = speech[number] if number < len(speech) else None
    if following is None or page.paragraph_number(following.start) != page.paragraph_number(last.start):
        return None
    interrupted = cue is not None and last.end <= cue.start < following.start and not _tells_more(page, cue.start, following.start)
    nothing = not page.text[last.end : following.start].strip(" ,.;")
    return following if (nothing or interrupted) and not _has_a_verb_behind(page, following) else None


def _tells_more(page: Page, cue: int, end: int) -> bool:
    """``"A," she said, but the talks went on. "B."``: whether a clause of its own stands behind a cue."""
    behind = page.doc[page.token_at(cue).i + 1 : page.token_at(end).i]
    return any(t.pos_ in VERBS and t.dep_ in ("conj", "ROOT", "ccomp") for t in behind)


def _has_a_verb_behind(page: Page, pair: MarkPair) -> bool:
    """``"No," Rein shot back.``: speech that ends with a comma has a teller of its own behind it."""
    if not page.text[pair.inner.start : pair.inner.end].rstrip().endswith(","):
        return False
    first = page.token_at(min(pair.end + 1, len(page.text) - 1))
    return first.pos_ in ("PROPN", "PRON") and any(t.tag_ in ("VBD", "VBZ") for t in page.doc[first.i + 1 : first.i + 4])


def without_cue(page: Page, chosen: list[Attribution]) -> list[Attribution]:
    """Marked speech without a cue: a paragraph that continues a quotation, a sentence in marks after an attribution."""
    found: list[Attribution] = []
    held = Held(page, chosen)
    spoken = {page.paragraph_number(c.start): c.start for c in sorted(chosen, key=lambda c: -c.start)}
    for pair in page.pairs:
        number = page.paragraph_number(pair.start)
        if number < 0 or held.touches(*pair.inner):
            continue
        inner, paragraph = page.text[pair.inner.start : pair.inner.end].strip(), page.paragraphs[number]
        before = page.behind(pair.start, paragraph.start)
        lead = page.text[max(paragraph.start, before - _CLOSERS) : before]
        opens = not lead or _TERMINATED.search(lead) or lead.endswith(":")
        closes = _TERMINATED.search(inner) or page.text[pair.end : pair.end + 1] == "." or paragraph.end - pair.end <= 1
        if opens and closes and len(inner.split()) >= _SHORTEST:
            near = any(spoken.get(n, pair.start) < pair.start for n in (number - 1, number))
            found.append(Attribution([pair.inner], None, None, 0.8 if near else 0.6, "uncued", [pair]))
            held.add(found[-1])
            spoken[number] = min(spoken.get(number, pair.start), pair.inner.start)
    return found
