"""Of attributions that claim the same words, which one stands: the outer one, the marked one, the one that is not passed on."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate, islice

from ontherecord.extraction.document import MarkPair
from ontherecord.extraction.quotes import lexicon
from ontherecord.extraction.quotes.attribution import Attribution, Held, Page, span_of
from ontherecord.extraction.spans import Spans
from ontherecord.model import Span

_OPENING = 60
"""Characters into a clause within which an inner source still heads the whole of it."""


def _is_outlet(page: Page, proposal: Attribution) -> bool:
    source = proposal.source
    return source is not None and bool(lexicon.OUTLET.search(page.text, source.start, source.end))


def without_outlets(page: Page, reported: list[Attribution], marked: list[Attribution]) -> list[Attribution]:
    """What only passes on another source's words, a news outlet or "claims that she said", is ignored: the inner attribution stands for both."""
    cues: Spans[Attribution] = Spans()
    for a in (*marked, *reported):
        if a.cue is not None:
            cues.add(a.cue.start, a.cue.start + 1, a)
    own = {id(a) for a in marked}
    passing = (_relays(a, cues) if _is_outlet(page, a) or _nobodys(page, a) else _passed_on(page, a, cues, own) for a in reported)
    return [a for a, passes in zip(reported, passing, strict=True) if not passes]


def _nobodys(page: Page, proposal: Attribution) -> bool:
    """A noun that reports, of which nobody tells whose it is: "rumours that ..."."""
    return proposal.source is None and proposal.cue is not None and page.token_at(proposal.cue.start).pos_ == "NOUN"


def _inside(outer: Attribution, cues: Spans[Attribution]) -> list[Attribution]:
    """Attributions whose cue stands in the content of another."""
    found = {id(a): a for piece in outer.pieces for a in cues.touching(*piece) if a.cue != outer.cue}
    return list(found.values())


def _relays(outer: Attribution, cues: Spans[Attribution]) -> bool:
    """Whether marked speech with a cue of its own stands in the content, or it begins with another's source and cue."""
    inside = _inside(outer, cues)
    if any(a.rule.startswith("marks") for a in inside):
        return True
    return any(outer.start < a.source.end and a.source.start <= outer.start + _OPENING for a in inside if a.source is not None)


def _passed_on(page: Page, outer: Attribution, cues: Spans[Attribution], marked: set[int]) -> bool:
    """ "...," she said, according to the agency: nothing but marked speech with its own cue and source."""
    if outer.rule != "according":
        return False
    own = [a for a in _inside(outer, cues) if id(a) in marked]
    if len(own) != 1 or own[0].cue is None or own[0].source is None:
        return False
    beside = sum(len(re.findall(r"\w+", page.text[s:e])) for s, e in (own[0].cue, own[0].source))
    return letters_outside(page, outer, own[0].pairs) <= beside + 2


def choose(page: Page, marked: list[Attribution], reported: list[Attribution]) -> list[Attribution]:
    """Outermost attribution wins; a reported clause round a marked stretch wins over the stretch alone."""
    by_cue = {m.cue: m for m in marked}
    chosen: list[Attribution] = []
    held = Held(page)
    for proposal in sorted(reported, key=lambda p: p.end - p.start, reverse=True):
        twin = by_cue.get(proposal.cue)
        before = len(chosen)
        if twin is not None and _ends_in_marks(page, proposal, twin):
            pair = twin.pairs[0]
            chosen.append(replace(proposal, pieces=[*proposal.pieces, pair.inner], pairs=[*proposal.pairs, pair]))
        elif (twin is None or _holds_more(page, proposal, twin)) and not _nested(proposal, held):
            chosen.append(proposal)
        for attribution in chosen[before:]:
            held.add(attribution)
    pieces = sorted(p for c in chosen for p in c.pieces)
    reach = [0, *accumulate((p.end for p in pieces), max)]  # how far the pieces up to one reach
    kept = [m for m in marked if m.pairs[0].inner.end > reach[bisect_right(pieces, m.pairs[0].inner.start, key=lambda p: p.start)]]
    return _unclaimed(chosen, kept) + kept


def _unclaimed(chosen: list[Attribution], kept: list[Attribution]) -> list[Attribution]:
    """Clauses but those that share words or the cue with marked speech that stands for itself, or run over its cue."""
    words: Spans[int] = Spans()
    by_cue: dict[Span | None, set[int]] = {}
    for number, clause in enumerate(chosen):
        by_cue.setdefault(clause.cue, set()).add(number)
        for piece in clause.pieces:
            words.add(*piece, number)
    claimed: set[int] = set()
    for m in kept:
        claimed.update(words.touching(*m.pairs[0].inner))
        if m.cue is not None:
            claimed |= by_cue.get(m.cue, set())
            claimed.update(set(words.touching(m.cue.start, m.cue.start + 1)) & set(words.touching(m.start - 3, m.end)))
    return [clause for number, clause in enumerate(chosen) if number not in claimed]


def _ends_in_marks(page: Page, proposal: Attribution, twin: Attribution) -> bool:
    """``The chair was kept free, she said, “and it was dusted.”``: the marked words end the sentence that the cue interrupts."""
    inner, cue = twin.pairs[0].inner, proposal.cue
    if proposal.rule not in ("parenthetic", "clause before") or len(proposal.pieces) > 1 or cue is None:
        return False
    return proposal.end <= cue.start < inner.start and page.text[inner.start].islower()


def _holds_more(page: Page, proposal: Attribution, twin: Attribution) -> bool:
    """Whether a clause is more than the marked words that the same cue announces."""
    if letters_outside(page, proposal, twin.pairs) <= 2 or not proposal.overlaps(*twin.pairs[0].inner):
        return False
    return not (proposal.rule == "clause before" and _led_in(page, proposal, twin))


def _led_in(page: Page, proposal: Attribution, twin: Attribution) -> bool:
    """The narrator's own words before the marks, which another cue ends: ``He left early, telling them, "it rained," he said``."""
    lead = page.text[proposal.start : twin.pairs[0].start].rstrip()
    if not lead.endswith((",", ":")) or twin.end < proposal.end - 2:
        return False
    first, last = page.token_at(proposal.start).i, page.token_at(twin.pairs[0].start).i
    return any(
        lexicon.VERBS.get(t.lemma_.lower(), 0) >= 0.8 and t.pos_ == "VERB" and not page.quoted(t) and span_of(t, t) != proposal.cue
        for t in page.doc[first:last]
    )


def _nested(inner: Attribution, held: Held) -> bool:
    """Whether words or the cue of a proposal are in what others hold."""
    return any(held.touches(*p) for p in inner.pieces) or (inner.cue is not None and held.touches(inner.cue.start, inner.cue.start + 1))


def letters_outside(page: Page, proposal: Attribution, pairs: list[MarkPair]) -> int:
    """Words of a proposal that stand outside the given marked stretches."""
    count = 0
    ordered = sorted(pairs)
    for start, end in proposal.pieces:
        at = start
        for pair in islice(ordered, bisect_right(ordered, at, key=lambda p: p.end), None):
            if pair.start >= end:
                break
            if pair.end <= at:
                continue
            count += len(re.findall(r"\w+", page.text[at : max(at, pair.start)]))
            at = max(at, pair.end)
        count += len(re.findall(r"\w+", page.text[at:end])) if at < end else 0
    return count
