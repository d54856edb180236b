"""Rules and reader together: each proposal of one is checked, corrected or completed by the other.

The rules know marks, layout and the parse; the reader knows which words report speech and where content ends. So the reader decides whether
a doubtful cue reports at all and how far its content reaches; marked stretches stay whole; what only the reader reads joins the proposals.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from spacy.tokens import Token

from ontherecord import countries
from ontherecord.extraction.document import MarkPair
from ontherecord.extraction.grammar import FINITE, VERBS
from ontherecord.extraction.nouns import is_human
from ontherecord.extraction.quotes.attribution import Attribution, Page, trim
from ontherecord.extraction.quotes.reader import Reading
from ontherecord.extraction.quotes.sources import is_hearer, phrase_of, told_elsewhere
from ontherecord.extraction.spans import Spans
from ontherecord.model import Span

SURE = 0.5
"""From this chance a reading may correct what the rules propose for the same cue."""
FAINT, WEAK = 0.1, 0.7
"""A cue below this chance is dropped where the rules are not sure of it either (their weight is below WEAK)."""
CLEAR = 0.95
"""From this clarity the reader's content is believed against that of the rules."""
ALONE, ALONE_WITH_MARKS = 0.7, 0.4
"""From this score what only the reader reads becomes a proposal: reported clauses; clauses with quoted words."""
GAP = 12
"""Words between two pieces that are filled in where neither cue nor source stands there."""
_GOES_ON = re.compile(r" \w|\s*[—–-]+ ?(?:and )?that\b")
"""What follows content that the reader cut too short."""
_SENTENCE_END = re.compile(r"[.?!][\"”’')]*\s")
_WORD = re.compile(r"\w+")


def agree(page: Page, readings: list[Reading], marked: list[Attribution], reported: list[Attribution]) -> tuple[list[Attribution], list[Attribution]]:
    """Marked and reported proposals of the rules, corrected and completed by the reader's readings at the same and at other cues."""
    by_cue: Spans[Reading] = Spans()
    for reading in readings:
        if reading.cue is not None:
            by_cue.add(*reading.cue, reading)
    cues = sorted(p.cue.start for p in (*reported, *marked) if p.cue is not None)
    speech = _speech(marked)
    used: set[int] = set()
    clauses: list[Attribution] = []
    for proposal in reported:
        found = _at(by_cue, proposal.cue)
        used.add(id(found))
        if found is None:
            clauses.append(proposal)
        elif found.chance >= FAINT or proposal.weight >= WEAK:
            clauses.append(_corrected(page, proposal, found, cues, speech))
    told = {clause.cue for clause in clauses}
    stretches: list[Attribution] = []
    for proposal in marked:
        found = _at(by_cue, proposal.cue)
        if found is not None:
            used.add(id(found))
            proposal = _with_source(page, proposal, found)
            whole = _whole_clause(page, proposal, found, speech)
            if whole is not None and proposal.cue not in told:
                clauses.append(whole)
                told.add(whole.cue)
        stretches.append(proposal)
    held = {m.pairs[0] for m in stretches if m.pairs}
    for reading in readings:
        if id(reading) in used or reading.asked or reading.cue is None or (read := _proposal(page, reading)) is None:
            continue
        if _is_marked(page, read):
            if _of_next_sentence(page, read):
                continue
            if reading.score >= ALONE_WITH_MARKS:
                free = [pair for pair in read.pairs if pair not in held]
                stretches += [Attribution([pair.inner], read.cue, read.source, read.weight, "marks, reader", [pair]) for pair in free]
                held.update(free)
        elif (
            reading.score >= (ALONE_WITH_MARKS if read.pairs else ALONE)
            and (read.pairs or _is_clause(page, read))
            and not _anothers(page, read, speech)
        ):
            clauses.append(read)
    return stretches, clauses


def _speech(marked: list[Attribution]) -> Spans[Attribution]:
    """Marked stretches with what was proposed for each."""
    found: Spans[Attribution] = Spans()
    for proposal in marked:
        for pair in proposal.pairs:
            found.add(*pair.inner, proposal)
    return found


def _at(readings: Spans[Reading], cue: Span | None) -> Reading | None:
    touching = readings.touching(*cue) if cue is not None else []
    return max(touching, key=lambda r: r.chance, default=None)


def _corrected(page: Page, proposal: Attribution, reading: Reading, cues: list[int], speech: Spans[Attribution]) -> Attribution:
    """The rules' proposal with the reader's content where that is clear, and with its source where the rules have none or another."""
    if reading.chance < SURE:
        return proposal
    proposal = _with_source(page, proposal, reading)
    read = _proposal(page, reading)
    if read is None or _is_marked(page, read) or _anothers(page, read, speech):
        return proposal  # marked speech is completed by its marks
    believed = reading.clarity >= CLEAR
    if len(read.pieces) == len(proposal.pieces) == 1 and proposal.overlaps(*read.pieces[0]):
        if read.end > proposal.end:
            # A second cue beyond the clause ("said it tracked the launch, would not say whether") is not part of what the first one reports.
            believed = believed and bisect_left(cues, proposal.end) == bisect_left(cues, read.end)
        else:
            believed = believed and not _GOES_ON.match(page.text, read.end)
        end = read.end if believed else proposal.end
        # said once more that the bridge was unsafe: what stands before "that" belongs to the cue.
        start = proposal.start if page.text[read.start : proposal.start].rstrip().endswith("that") else read.start
        return replace(proposal, pieces=[Span(start, max(end, start))], weight=max(proposal.weight, read.weight), rule="agreed")
    if believed:
        return replace(proposal, pieces=read.pieces, weight=max(proposal.weight, read.weight), rule="agreed")
    return proposal


def _whole_clause(page: Page, marked: Attribution, reading: Reading, speech: Spans[Attribution]) -> Attribution | None:
    """There is "no such harbour", she said: the clause of which the marks hold a part, where the reader reads it clearly."""
    read = _proposal(page, reading)
    if read is None or reading.score < CLEAR or _is_marked(page, read) or marked.pairs[0] not in read.pairs or _anothers(page, read, speech):
        return None
    return replace(read, cue=marked.cue, source=marked.source, rule="agreed")


def _with_source(page: Page, proposal: Attribution, reading: Reading) -> Attribution:
    """The reader's source where the rules have none, or one that neither touches it nor holds it in a phrase of its own."""
    read, own = reading.source, proposal.source
    if read is None or reading.chance < SURE:
        return proposal
    # Aino Salo, who came with Mr. Rein, said: the parse hangs the one on the other.
    if own is not None and ((own.start < read.end and read.start < own.end) or _root(page, own) in _root(page, read).ancestors):
        return proposal
    if own is not None and _root(page, own).sent != _root(page, read).sent:
        return proposal  # "A," Salo said. "B," said Rein: each sentence's cue has the source beside it
    return replace(proposal, source=_phrase(page, read, reading.cue) or own)


def _root(page: Page, span: Span) -> Token:
    return page.doc[page.token_at(span.start).i : page.token_at(span.end - 1).i + 1].root


def _phrase(page: Page, source: Span, cue: Span | None) -> Span | None:
    """The noun phrase that the reader's words belong to, with its title."""
    root = _root(page, source)
    if cue is not None and is_hearer(root, page.token_at(cue.start)):
        return None
    if root.dep_ == "poss" and is_human(root.head.lemma_.lower()):
        return _described(page, root.head, cue)  # "Larsen's critics"
    if root.pos_ == "ADJ" and root.dep_ == "amod" and countries.nationality(root.text) is None:
        return _described(page, root.head, cue)
    whole = phrase_of(page, root) if root.pos_ in ("NOUN", "PROPN", "PRON") else source
    return whole if whole.start < source.end and source.start < whole.end else source


def _described(page: Page, noun: Token, cue: Span | None) -> Span | None:
    """Whom an adjective alone describes: "Salo, a respected preacher, said". One that describes the cue is nobody: "international claims that"."""
    if cue is not None and cue.start <= noun.idx < cue.end:
        return None
    while noun.dep_ == "appos":
        noun = noun.head
    return phrase_of(page, noun)


def _is_clause(page: Page, read: Attribution) -> bool:
    """Content is a clause: finite, to-infinitive or -ing; a noun phrase is not, nor what stands beside "what she said"."""
    if read.cue is not None and told_elsewhere(page.token_at(read.cue.start)):
        return False
    span = page.doc[page.token_at(read.start).i : page.token_at(read.end - 1).i + 1]
    return span.root.pos_ in VERBS or any(t.tag_ in FINITE and t.dep_ not in ("relcl", "acl", "advcl") for t in span)


def _is_marked(page: Page, read: Attribution) -> bool:
    """All but a word or two of the content stands between quotation marks."""
    inside = [p.inner for p in read.pairs]
    words = [piece.start + m.start() for piece in read.pieces for m in _WORD.finditer(page.text[piece.start : piece.end])]
    outside = sum(not any(s <= at < e for s, e in inside) for at in words)
    return bool(inside) and outside <= min(2, len(words) // 4)


def _anothers(page: Page, read: Attribution, speech: Spans[Attribution]) -> bool:
    """Whether the content reaches into marked speech with a cue in another sentence: two people's words read as one's."""
    if read.cue is None:
        return False
    own = page.token_at(read.cue.start).sent
    beside = (m for piece in read.pieces for m in speech.touching(*piece))
    return any(m.cue is not None and page.token_at(m.cue.start).sent != own for m in beside)


def _of_next_sentence(page: Page, read: Attribution) -> bool:
    """``"It stays at 65." Larsen disagreed.``: speech that ended with a full stop has no cue behind it."""
    last = read.pairs[-1]
    ended = page.text[last.inner.start : last.inner.end].rstrip().endswith(".")
    return ended and read.cue is not None and read.cue.start > last.end


def _proposal(page: Page, reading: Reading) -> Attribution | None:
    """A reading as a proposal, its slips mended: small holes filled, stray single words left out. None where no content is left."""
    pieces: list[Span] = []
    for piece in reading.pieces:
        last = pieces[-1] if pieces else None
        if last is not None and _is_slip(page, reading, last.end, piece.start):
            pieces[-1] = Span(last.start, piece.end)
        else:
            pieces.append(piece)
    pieces = [t for p in pieces if (t := trim(page.text, p)).end > t.start]
    sizes = [len(_WORD.findall(page.text[p.start : p.end])) for p in pieces]
    if not any(sizes):
        return None
    pieces = [p for p, size in zip(pieces, sizes, strict=True) if size > 1 or size == max(sizes)]
    pairs = [pair for pair in page.pairs_in(pieces[0].start, pieces[-1].end) if _share(page, pair, pieces) >= 0.8]
    source = _phrase(page, reading.source, reading.cue) if reading.source is not None else None
    return Attribution(pieces, reading.cue, source, reading.score, "reader", pairs)


def _is_slip(page: Page, reading: Reading, start: int, end: int) -> bool:
    """A few words between two pieces that are neither cue nor source."""
    if any(s is not None and s.start < end and start < s.end for s in (reading.cue, reading.source)):
        return False
    return len(_WORD.findall(page.text[start:end])) <= GAP and not _SENTENCE_END.search(page.text, max(0, start - 2), end)


def _share(page: Page, pair: MarkPair, pieces: list[Span]) -> float:
    """Share of a marked stretch's letters that lie in the pieces."""
    start, end = pair.inner
    held = sum(_letters(page.text, max(s, start), min(e, end)) for s, e in pieces)
    return held / max(1, _letters(page.text, start, end))


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end])) if start < end else 0
