"""Rules and encoder together: each proposal of one is checked, corrected or completed by the other.

The rules know marks, layout and the parse; the encoder knows which words report speech and where content ends. So the encoder decides whether
a cue reports at all and how far its content reaches; marked stretches stay whole; what only the encoder reads joins the proposals.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ontherecord.extraction.document import MarkPair
from ontherecord.extraction.quotes.encoder import Reading
from ontherecord.extraction.quotes.proposals import Page, Proposal, trim
from ontherecord.model import Span

SURE = 0.5
"""At this chance the encoder's own cue becomes a proposal."""
DOUBTFUL = 0.15
"""Below this chance a cue that only the rules see is dropped."""
CLEAR = 0.75
"""From this clarity the encoder's content replaces that of the rules."""
_WORD = re.compile(r"\w+")


def agree(page: Page, readings: list[Reading], marked: list[Proposal], reported: list[Proposal]) -> tuple[list[Proposal], list[Proposal]]:
    """Marked and reported proposals of the rules, corrected and completed by the encoder's readings at the same and at other cues."""
    by_cue = [r for r in readings if r.cue is not None]
    used: set[int] = set()
    agreed_reported: list[Proposal] = []
    for proposal in reported:
        reading = _at(by_cue, proposal.cue)
        if reading is None:
            agreed_reported.append(proposal)
            continue
        used.add(id(reading))
        if reading.chance < DOUBTFUL:
            continue
        agreed_reported.append(_corrected(page, proposal, reading))
    agreed_marked: list[Proposal] = []
    for proposal in marked:
        reading = _at(by_cue, proposal.cue)
        if reading is not None:
            used.add(id(reading))
            if reading.source is not None and reading.chance >= SURE:
                proposal = replace(proposal, source=reading.source)
        agreed_marked.append(proposal)
    for reading in readings:
        if id(reading) in used or reading.asked or reading.chance < SURE or not reading.pieces:
            continue
        read = _proposal(page, reading)
        if read is None:
            continue
        if read.pairs and outside(page, read) <= 2:
            held = {m.pairs[0] for m in agreed_marked if m.pairs}
            for pair in read.pairs:
                if pair not in held:
                    agreed_marked.append(Proposal([pair.inner], read.cue, read.source, reading.score, "marks, encoder", [pair]))
        elif read.cue is not None:
            agreed_reported.append(read)
    return agreed_marked, agreed_reported


def _at(readings: list[Reading], cue: Span | None) -> Reading | None:
    if cue is None:
        return None
    touching = [r for r in readings if r.cue is not None and r.cue.start < cue.end and cue.start < r.cue.end]
    return max(touching, key=lambda r: r.chance, default=None)


def _corrected(page: Page, proposal: Proposal, reading: Reading) -> Proposal:
    read = _proposal(page, reading)
    if read is None or reading.clarity < CLEAR or reading.chance < SURE:
        return proposal
    return replace(proposal, pieces=read.pieces, source=reading.source or proposal.source, weight=max(proposal.weight, reading.score), rule="agreed")


def _proposal(page: Page, reading: Reading) -> Proposal | None:
    pieces = [t for p in reading.pieces if any(c.isalnum() for c in page.text[p.start : p.end]) and (t := trim(page.text, p)).end > t.start]
    if not pieces:
        return None
    pairs = [pair for pair in page.pairs if _share(page, pair, pieces) >= 0.8]
    return Proposal(pieces, reading.cue, reading.source, reading.score, "encoder", pairs)


def _share(page: Page, pair: MarkPair, pieces: list[Span]) -> float:
    letters = [i for i in range(*pair.inner) if page.text[i].isalnum()]
    return sum(any(s <= i < e for s, e in pieces) for i in letters) / max(1, len(letters))


def outside(page: Page, proposal: Proposal) -> int:
    """Words of a proposal that stand outside its marked stretches."""
    return sum(
        not any(p.start <= piece.start + m.start() < p.end for p in proposal.pairs)
        for piece in proposal.pieces
        for m in _WORD.finditer(page.text[piece.start : piece.end])
    )
