"""From proposals to quotes: whole marked stretches, split quotes joined, speech without a cue, types, confidence, numbers.

Takes proposals from anywhere (rules today, a trained tagger beside them later) and never needs to know who made them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ontherecord.extraction.grammar import FINITE
from ontherecord.extraction.quotes import block_quotes, lexicon
from ontherecord.extraction.quotes.attribution import Attribution, Held, Page, trim
from ontherecord.extraction.quotes.fragments import named_in_marks
from ontherecord.extraction.quotes.overlaps import choose, letters_outside, without_outlets
from ontherecord.extraction.quotes.sources import with_companions
from ontherecord.extraction.quotes.split_quotes import joined, without_cue
from ontherecord.model import Quote, QuoteType, Span

_EDGE = " \t\r\n\u00a0\"“”„«»‘’'`,;:"
_LETTER = re.compile(r"\w")
_GRAMMAR = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "PUNCT", "SCONJ", "SPACE"})


def complete(page: Page, marked: list[Attribution], reported: list[Attribution], *, fragments: bool = True) -> list[Quote]:
    """Merge proposals of marked and of reported speech into quotes, numbered in text order. They do not overlap in content.

    ``fragments``: quoted words that no proposal holds are looked for as well; the reader tells them from scare quotes better than the parse does.
    """
    spoken = block_quotes.turns(page)
    turns = Held(page, spoken)
    spoken += [s for s in block_quotes.statements(page) if not turns.touches(s.start, s.end)]
    lines = Held(page, spoken)
    # Who speaks in a transcript is the outermost source: what a line itself reports is part of its content.
    marked = [m for m in marked if not _is_junk(page, m) and not lines.touches(m.start, m.end)]
    reported = [r for r in reported if not _is_junk(page, r) and not lines.touches(r.start, r.end)]
    for proposal in reported:
        snap(page, proposal)
    reported = without_outlets(page, reported, marked)
    chosen = spoken + choose(page, marked, reported)
    if fragments:
        chosen += named_in_marks(page, chosen)
    chosen = joined(page, sorted(chosen, key=lambda p: p.start))
    chosen += without_cue(page, chosen)
    chosen += block_quotes.posts(page, chosen)
    chosen.sort(key=lambda p: (p.start, p.end))
    quotes: list[Quote] = []
    for proposal in chosen:
        pieces = tuple(piece for p in proposal.pieces if _LETTER.search(page.text[(piece := _tidy(page, p)).start : piece.end]))
        quote = _quote(page, proposal, pieces, len(quotes)) if pieces else None
        if quote is not None and (quote.type != "indirect" or _says_something(page, pieces)):
            quotes.append(quote)
    return quotes


def _says_something(page: Page, pieces: Iterable[Span]) -> bool:
    """Of reported words: whether there is a word with a meaning of its own, or a finite verb. "As she had promised to do" tells nothing alone."""
    tokens = [token for piece in pieces for token in page.doc.char_span(*piece, alignment_mode="expand") or ()]
    return any(token.tag_ in FINITE or (token.pos_ not in _GRAMMAR and token.lemma_.lower() not in lexicon.STANDING_IN) for token in tokens)


def snap(page: Page, proposal: Attribution) -> None:
    """Let each piece hold a marked stretch whole or not at all, unless the cue itself stands in between."""
    proposal.pieces = _apart([_snapped(page, piece, proposal.cue) for piece in proposal.pieces])
    proposal.pairs = [p for s, e in proposal.pieces for p in page.pairs_at(s, e) if s <= p.start and p.end <= e]


def _snapped(page: Page, piece: Span, cue: Span | None) -> Span:
    start, end = piece
    opens, closes = page.pair_at(start), page.pair_at(max(start, end - 1))
    if opens is not None and cue is not None and not opens.start <= cue.start < opens.end:
        start = min(start, opens.start)
    if closes is not None and cue is not None and not closes.start <= cue.start < closes.end:
        end = max(end, closes.end)
    following = page.pair_at(end + page.text[end : end + 1].isspace())
    if following is not None and closes is None and cue is not None and cue.end <= start:
        ended = page.text[start:end].rstrip().endswith((".", "?", "!", ","))
        end = end if ended else following.end  # the parse ended the clause where its quoted words begin
    return Span(start, end)


def _apart(pieces: list[Span]) -> list[Span]:
    """In text order, those that overlap made one: two fragments of one marked stretch have both become all of it."""
    apart: list[Span] = []
    for piece in sorted(pieces):
        if apart and piece.start < apart[-1].end:
            piece = Span(apart[-1].start, max(apart.pop().end, piece.end))
        apart.append(piece)
    return apart


def _is_junk(page: Page, proposal: Attribution) -> bool:
    """Lines that are no sentences: the speech of other articles' headlines."""
    if proposal.cue is None or proposal.rule.startswith("marks"):
        return False
    start, end = page.paragraphs[max(0, page.paragraph_number(proposal.cue.start))]
    text = page.text[start:end].rstrip()
    return bool(lexicon.BOILERPLATE.match(text)) or (text[-1:].isalnum() and len(text.split(maxsplit=25)) < 25)


def _tidy(page: Page, piece: Span) -> Span:
    return trim(page.text, trim(page.text, piece, _EDGE), " ")


def _quote(page: Page, proposal: Attribution, pieces: tuple[Span, ...], number: int) -> Quote:
    pairs = sorted({p for s, e in proposal.pieces for p in page.pairs_at(s, e) if s <= p.inner.end and p.inner.start <= e})
    quoted = ((max(s, p.inner.start), min(e, p.inner.end)) for s, e in proposal.pieces for p in page.pairs_in(s, e))
    nothing_quoted = not any(_LETTER.search(page.text[start:end]) for start, end in quoted)
    kind: QuoteType
    if proposal.rule == "block":
        kind = "direct"
    elif nothing_quoted:
        kind = "indirect"
    else:
        kind = "direct" if letters_outside(page, proposal, pairs) == 0 else "mixed"
    # A parse that takes a quotation mark for the subject leaves nothing of the phrase.
    source = proposal.source if proposal.source is not None and proposal.source.start < proposal.source.end else None
    flags = set(proposal.flags)
    if any(p.guessed for p in pairs):
        flags |= {"guessed boundary", "unbalanced marks"}
    if proposal.cue is None and "block quote" not in flags and "transcript" not in flags:
        flags.add("no cue")
    confidence = (
        proposal.weight
        * lexicon.RULE_PRECISION.get(proposal.rule, lexicon.UNMEASURED_PRECISION)
        * (0.8 if "guessed boundary" in flags else 1.0)
        * (1.0 if source else 0.9)
    )
    return Quote(
        number=number,
        pieces=pieces,
        type=kind,
        cue=proposal.cue,
        source=with_companions(page, source) if source is not None else None,
        confidence=round(min(1.0, max(0.0, confidence)), 3),
        flags=tuple(sorted(flags)),
    )
