"""Of attributions that claim the same words, which one stands: the outer one, the marked one, the one that is not passed on."""

from __future__ import annotations

import re
from dataclasses import replace

from ontherecord.extraction.document import MarkPair
from ontherecord.extraction.quotes import lexicon
from ontherecord.extraction.quotes.attribution import Attribution, Page, span_of, trim
from ontherecord.model import Span

_OPENING = 60
"""Characters into a clause within which an inner source still heads the whole of it."""


def _is_outlet(page: Page, proposal: Attribution) -> bool:
    source = proposal.source
    return source is not None and bool(lexicon.OUTLET.search(page.text, source.start, source.end))


def without_outlets(page: Page, reported: list[Attribution], marked: list[Attribution]) -> list[Attribution]:
    """A news outlet that only passes on what another source said is ignored: the inner attribution stands for both."""
    kept = []
    for outer in reported:
        if not _is_outlet(page, outer):
            if not _passed_on(page, outer, marked):
                kept.append(outer)
            continue
        inside = [
            r.source
            for r in reported
            if r is not outer
            and r.cue is not None
            and r.source is not None
            and r.weight >= 0.6
            and any(p.start <= r.cue.start < p.end for p in outer.pieces)
        ]
        relayed = any(m.cue is not None and m.cue != outer.cue and any(p.start <= m.cue.start < p.end for p in outer.pieces) for m in marked)
        if not relayed and not any(outer.start < s.end and s.start <= outer.start + _OPENING for s in inside):
            kept.append(outer)
    return kept


def _passed_on(page: Page, outer: Attribution, marked: list[Attribution]) -> bool:
    """ "...," she said, according to the agency: nothing but marked speech with its own cue and source."""
    if outer.rule != "according":
        return False
    own = [m for m in marked if m.cue is not None and m.cue != outer.cue and any(p.start <= m.cue.start < p.end for p in outer.pieces)]
    if len(own) != 1 or own[0].source is None:
        return False
    cue, source = own[0].cue, own[0].source
    assert cue is not None
    beside = len(re.findall(r"\w+", page.text[cue.start : cue.end])) + len(re.findall(r"\w+", page.text[source.start : source.end]))
    return letters_outside(page, outer, own[0].pairs) <= beside + 2


def _opened_by(page: Page, outer: Attribution, reported: list[Attribution]) -> Attribution | None:
    """ "Lind says the quay is shut; the ferry waits, she says": the same speaker's attribution, with which the content of a later cue begins."""
    if outer.rule not in ("clause before", "misparsed clause"):
        return None
    if outer.source is None or page.text[outer.source.start : outer.source.end].lower() not in ("he", "she", "they", "it"):
        return None  # what another one says of the first is a report of its own
    return next(
        (
            r
            for r in reported
            if r is not outer
            and r.cue is not None
            and r.source is not None
            and r.weight >= 0.8
            and outer.start <= r.source.start <= outer.start + 3
            and r.cue.start < outer.start + _OPENING
            and outer.start < r.start < r.end <= outer.end + 1
        ),
        None,
    )


def choose(page: Page, marked: list[Attribution], reported: list[Attribution]) -> list[Attribution]:
    """Outermost attribution wins; a reported clause round a marked stretch wins over the stretch alone."""
    chosen: list[Attribution] = []
    by_cue = {m.cue: m for m in marked}
    for outer in list(reported):
        if (inner := _opened_by(page, outer, reported)) is not None:
            rest = trim(page.text, Span(min(inner.end, outer.end), outer.end))
            reported = [r for r in reported if r is not outer]
            if len(page.text[rest.start : rest.end].split()) >= 4:
                reported.append(replace(outer, pieces=[rest]))
    for proposal in sorted(reported, key=lambda p: p.end - p.start, reverse=True):
        twin = by_cue.get(proposal.cue)
        if twin is not None and twin.pieces:
            outside = letters_outside(page, proposal, twin.pairs)
            if proposal.rule in ("parenthetic", "clause before") and _goes_on(page, proposal, twin):
                proposal.pieces.append(twin.pairs[0].inner)
                proposal.pairs.append(twin.pairs[0])
                chosen.append(proposal)
                continue
            if proposal.rule in ("parenthetic", "misparsed clause"):
                continue
            if outside <= 2 or proposal.overlaps(*twin.pairs[0].inner) is False:
                continue
            if proposal.start > twin.start or (proposal.rule == "clause before" and _led_in(page, proposal, twin)):
                continue
        if any(_nested(proposal, c) for c in chosen):
            continue
        chosen.append(proposal)
    kept_marked = []
    for proposal in marked:
        pair = proposal.pairs[0]
        holder = next((c for c in chosen if any(p.start <= pair.inner.start and pair.inner.end <= p.end for p in c.pieces)), None)
        if holder is None:
            kept_marked.append(proposal)
        elif proposal.cue is not None and holder.cue not in (None, proposal.cue) and not _is_outlet(page, proposal):
            # Another cue claims the speech from outside the clause: believe the marks where they make up the whole clause.
            inside = any(p.start <= proposal.cue.start < p.end for p in holder.pieces)
            if not inside and letters_outside(page, holder, [pair]) <= 2:
                chosen.remove(holder)
                kept_marked.append(proposal)
    taken = {c.cue for c in kept_marked}
    chosen = [c for c in chosen if c.cue not in taken and not any(c.overlaps(*m.pairs[0].inner) for m in kept_marked)]
    chosen = [
        c
        for c in chosen
        if not any(
            m.cue is not None and any(p.start <= m.cue.start < p.end for p in c.pieces) and c.overlaps(m.start - 3, m.end) for m in kept_marked
        )
    ]
    return chosen + kept_marked


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


def _goes_on(page: Page, proposal: Attribution, twin: Attribution) -> bool:
    """``The chair was kept free, she said, “and it was dusted.”``: the marked words end the sentence that the cue interrupts."""
    inner = twin.pairs[0].inner
    if proposal.cue is None or len(proposal.pieces) != 1 or not proposal.end <= proposal.cue.start < inner.start:
        return False
    return page.text[inner.start].islower() and page.paragraph_number(proposal.start) == page.paragraph_number(inner.start)


def _nested(inner: Attribution, outer: Attribution) -> bool:
    if any(outer.overlaps(*p) for p in inner.pieces):
        return True
    return inner.cue is not None and any(p.start <= inner.cue.start < p.end for p in outer.pieces)


def letters_outside(page: Page, proposal: Attribution, pairs: list[MarkPair]) -> int:
    """Words of a proposal that stand outside the given marked stretches."""
    count = 0
    for start, end in proposal.pieces:
        at = start
        for pair in sorted(pairs):
            if pair.end <= at or pair.start >= end:
                continue
            count += len(re.findall(r"\w+", page.text[at : max(at, pair.start)]))
            at = max(at, pair.end)
        count += len(re.findall(r"\w+", page.text[at:end])) if at < end else 0
    return count
