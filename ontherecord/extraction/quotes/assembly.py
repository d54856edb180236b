"""From proposals to quotes: whole marked stretches, split quotes joined, speech without a cue, types, confidence, numbers.

Takes proposals from anywhere (rules today, a trained tagger beside them later) and never needs to know who made them.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from ontherecord.extraction.document import MarkPair
from ontherecord.extraction.grammar import subject_of
from ontherecord.extraction.quotes import block_quotes, lexicon
from ontherecord.extraction.quotes.attribution import Attribution, Page, span_of, trim
from ontherecord.extraction.quotes.direct import is_title, looks_spoken
from ontherecord.extraction.quotes.indirect import is_reported
from ontherecord.extraction.quotes.overlaps import choose, letters_outside, without_outlets
from ontherecord.extraction.quotes.sentence_ends import ends_sentence
from ontherecord.extraction.quotes.sources import phrase_of, with_companions
from ontherecord.model import Quote, QuoteType, Span

_EDGE = " \t\r\n\u00a0\"“”„«»‘’'`,;:"
_LETTER = re.compile(r"\w")
_TERMINATED = re.compile(r"[.?!…][\"”’'\])]*$")


def complete(page: Page, marked: list[Attribution], reported: list[Attribution], *, fragments: bool = True) -> list[Quote]:
    """Merge proposals of marked and of reported speech into quotes, numbered in text order. They do not overlap in content.

    ``fragments``: quoted words that no proposal holds are looked for as well; the reader tells them from scare quotes better than the parse does.
    """
    spoken = block_quotes.turns(page)
    spoken += [s for s in block_quotes.statements(page) if not any(turn.overlaps(s.start, s.end) for turn in spoken)]
    # Who speaks in a transcript is the outermost source: what a line itself reports is part of its content.
    marked = [m for m in marked if not _is_junk(page, m) and not any(line.overlaps(m.start, m.end) for line in spoken)]
    reported = [r for r in reported if not _is_junk(page, r) and not any(line.overlaps(r.start, r.end) for line in spoken)]
    for proposal in reported:
        snap(page, proposal)
    reported = without_outlets(page, reported, marked)
    chosen = spoken + choose(page, marked, reported)
    if fragments:
        chosen += _fragments(page, chosen)
    chosen = _join(page, sorted(chosen, key=lambda p: p.start))
    chosen += _uncued(page, chosen)
    chosen += block_quotes.blocks(page, chosen)
    chosen.sort(key=lambda p: (p.start, p.end))
    quotes: list[Quote] = []
    for proposal in chosen:
        pieces = tuple(piece for p in proposal.pieces if _LETTER.search(page.text[(piece := _tidy(page, p)).start : piece.end]))
        if pieces:
            quotes.append(_quote(page, proposal, pieces, len(quotes)))
    return quotes


def snap(page: Page, proposal: Attribution) -> None:
    """Let each piece hold a marked stretch whole or not at all, unless the cue itself stands in between."""
    for i, piece in enumerate(proposal.pieces):
        start, end = piece
        at_start, at_end = page.pair_at(start), page.pair_at(max(start, end - 1))
        if at_start is not None and proposal.cue is not None and not (at_start.start <= proposal.cue.start < at_start.end):
            start = min(start, at_start.start)
        if at_end is not None and not (proposal.cue is not None and at_end.start <= proposal.cue.start < at_end.end):
            end = max(end, at_end.end)
        following = page.pair_at(end + 1) if page.text[end : end + 1].isspace() else page.pair_at(end)
        ended = page.text[start:end].rstrip().endswith((".", "?", "!", ","))
        if (
            following is not None
            and not ended
            and following.start >= end
            and proposal.cue is not None
            and proposal.cue.end <= start
            and at_end is None
        ):
            end = following.end  # the parse ended the clause where its quoted words begin
        proposal.pieces[i] = Span(start, end)
    proposal.pieces = _apart(proposal.pieces)
    proposal.pairs = [p for p in page.pairs if any(s <= p.start and p.end <= e for s, e in proposal.pieces)]


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
    if proposal.cue is None:
        return False
    start, end = page.paragraphs[max(0, page.paragraph_number(proposal.cue.start))]
    text = page.text[start:end].rstrip()
    if proposal.rule.startswith("marks"):
        return False
    return bool(lexicon.BOILERPLATE.match(text)) or (len(text.split()) < 25 and text[-1:].isalnum())


def _fragments(page: Page, chosen: list[Attribution]) -> list[Attribution]:
    """Quoted words that no clause holds: called X "...", referred to "...", warned of "..."."""
    found: list[Attribution] = []
    for pair in page.pairs:
        if any(c.overlaps(*pair.inner) or (c.cue and pair.start <= c.cue.start < pair.end) for c in chosen + found) or not page.body(pair.start):
            continue
        if is_title(page, pair):
            continue
        token = page.token_at(pair.inner.start)
        proposal = _governed(page, pair, token, chosen + found)
        if proposal is not None:
            found.append(proposal)
    return found


def _governed(page: Page, pair: MarkPair, token: Token, others: list[Attribution]) -> Attribution | None:
    above, child = token, token
    for _ in range(12):
        if above.head.i == above.i:
            return None
        child, above = above, above.head
        if above.idx >= pair.start or above.pos_ not in ("VERB", "AUX"):
            if above.idx < pair.start and above.pos_ == "VERB":
                break
            continue
        break
    else:
        return None
    lemma = above.lemma_.lower()
    if above.idx >= pair.start or lemma not in lexicon.VERBS or page.quoted(above) or not is_reported(above):
        return None
    if lemma in lexicon.NOT_FRAGMENT:
        return None
    subject = subject_of(above)
    if subject is None or subject.lower_ in lexicon.NOBODY:
        return None
    first = child.left_edge
    if child.dep_ in ("prep", "agent") and child.idx < pair.start:
        objects = [c for c in child.children if c.dep_ in ("pobj", "pcomp", "amod")]
        first = objects[0].left_edge if objects else page.doc[child.i + 1]
    if lemma in lexicon.NAMING:
        named = next((c for c in above.children if c.i > above.i and c.dep_ in ("dobj", "ccomp", "oprd", "pobj", "nsubj", "prep")), None)
        if named is not None:
            first = named.left_edge if named.dep_ != "prep" else page.doc[named.i + 1]
    first = page.doc[max(first.i, above.i + 1)]
    if first.idx > pair.start:
        first = page.token_at(pair.start)
    while first.idx < pair.start and (first.lower_ in ("as", "to", "for", "of", ",", ":", "that", "on")):
        first = page.doc[first.i + 1]
    end = pair.end
    following = page.token_at(end + 1) if page.text[end : end + 1] == " " else None
    if following is not None and following.dep_ == "prep" and first.idx <= following.head.idx < end and lemma in lexicon.NAMING:
        end = max(end, following.right_edge.idx + len(following.right_edge.text))
    for later in page.pairs:
        if later.start > pair.end and later.start < child.right_edge.idx and page.token_at(later.start).sent == above.sent:
            end = later.end
    piece = Span(first.idx, end)
    if any(o.overlaps(*piece) for o in others):
        piece = Span(pair.start, pair.end)
    pairs = [p for p in page.pairs if piece.start <= p.start and p.end <= piece.end]
    return Attribution([piece], span_of(above, above), phrase_of(page, subject), lexicon.VERBS[lemma], "fragment", pairs)


def _join(page: Page, chosen: list[Attribution]) -> list[Attribution]:
    """``"A," she said. "B."``: one quote where only the cue and its source interrupt."""
    by_pair = {c.pairs[0].start: c for c in chosen if c.rule.startswith("marks")}
    gone: set[int] = set()
    for first in chosen:
        if id(first) in gone or not first.pairs or first.cue is None or not first.rule.startswith(("marks", "clause before")):
            continue
        last = max(first.pairs)
        if last.end < first.end - 2 or letters_outside(page, first, first.pairs):
            continue
        while True:
            following = next((p for p in page.pairs if p.start >= last.end and not is_title(page, p)), None)
            if following is None or page.paragraph_number(following.start) != page.paragraph_number(last.start):
                break
            owner = by_pair.get(following.start)
            if owner is not None and owner is not first and owner.cue != first.cue:
                break
            if any(c is not first and c is not owner and c.overlaps(*following.inner) for c in chosen):
                break
            if not _only_cue_between(page, last, following, first) or _has_a_verb_behind(page, following):
                break
            first.pieces.append(following.inner)
            first.pairs.append(following)
            if owner is not None and owner is not first:
                gone.add(id(owner))
            last = following
    return [c for c in chosen if id(c) not in gone]


def _has_a_verb_behind(page: Page, pair: MarkPair) -> bool:
    """``"No," Rein shot back.``: speech that ends with a comma has a teller of its own behind it."""
    if not page.text[pair.inner.start : pair.inner.end].rstrip().endswith(","):
        return False
    first = page.token_at(min(pair.end + 1, len(page.text) - 1))
    named = first.pos_ in ("PROPN", "PRON") or any(m.start == first.idx for m in page.doc._.mentions or ())
    return named and any(t.tag_ in ("VBD", "VBZ") for t in page.doc[first.i + 1 : first.i + 4])


def _only_cue_between(page: Page, one: MarkPair, two: MarkPair, proposal: Attribution) -> bool:
    between = page.text[one.end : two.start]
    if not between.strip(" ,.;"):
        return True
    cue = proposal.cue
    if cue is None or len(between.split()) > 40:
        return False
    if not (one.end <= cue.start < two.start):
        return False
    first, last = page.token_at(one.end), page.token_at(two.start)
    if sum(ends_sentence(t) for t in page.doc[first.i : last.i]) > 1:
        return False
    if between.rstrip().endswith(":"):
        return False
    complete_first = bool(_TERMINATED.search(between.rstrip()))
    text = page.text[two.inner.start : two.inner.end].strip()
    if not (complete_first or between.rstrip().endswith((",", "—", "–", "-"))):
        return False
    if not looks_spoken(page, two) and len(text.split()) < 4:
        return False
    for token in page.doc[first.i : last.i]:
        if (
            token.idx <= cue.start
            or token.pos_ not in ("VERB", "AUX")
            or token.dep_ in ("relcl", "acl", "aux", "auxpass", "amod", "pcomp", "compound")
        ):
            continue
        if token.dep_ in ("conj", "ROOT", "ccomp"):
            return False
    return True


def _uncued(page: Page, chosen: list[Attribution]) -> list[Attribution]:
    """Marked speech without a cue: a paragraph that continues a quotation, a sentence in marks after an attribution."""
    found: list[Attribution] = []
    for pair in page.pairs:
        number = page.paragraph_number(pair.start)
        if number < 0 or any(c.overlaps(*pair.inner) for c in chosen + found):
            continue
        if any(c.cue is not None and pair.start <= c.cue.start < pair.end for c in chosen):
            continue
        inner = page.text[pair.inner.start : pair.inner.end].strip()
        paragraph = page.paragraphs[number]
        lead = page.text[paragraph.start : pair.start].rstrip()
        starts = not lead or bool(_TERMINATED.search(lead)) or lead.endswith(":")
        whole = pair.start - paragraph.start <= 1 and paragraph.end - pair.end <= 1
        count = len(inner.split())
        if not starts or not (_TERMINATED.search(inner) or whole or page.text[pair.end : pair.end + 1] == ".") or count < 4:
            continue
        near = any(
            (c.pieces and abs(page.paragraph_number(c.start) - number) <= 1 and c.start < pair.start) or page.paragraph_number(c.start) == number
            for c in chosen + found
        )
        if whole or near or count >= 8 or (inner[0].isupper() and _TERMINATED.search(inner)):
            found.append(Attribution([pair.inner], None, None, 0.8 if near else 0.6, "uncued", [pair]))
    return found


def _tidy(page: Page, piece: Span) -> Span:
    return trim(page.text, trim(page.text, piece, _EDGE), " ")


def _quote(page: Page, proposal: Attribution, pieces: tuple[Span, ...], number: int) -> Quote:
    pairs = [p for p in page.pairs if any(s <= p.inner.end and p.inner.start <= e for s, e in proposal.pieces)]
    nothing_quoted = not any(_LETTER.search(page.text[max(s, p.inner.start) : min(e, p.inner.end)]) for p in pairs for s, e in proposal.pieces)
    kind: QuoteType
    if proposal.rule == "block":
        kind = "direct"
    elif nothing_quoted:
        kind = "indirect"
    else:
        kind = "direct" if letters_outside(page, proposal, pairs) == 0 else "mixed"
    flags = set(proposal.flags)
    if any(p.guessed for p in pairs):
        flags |= {"guessed boundary", "unbalanced marks"}
    if proposal.cue is None and "block quote" not in flags and "transcript" not in flags:
        flags.add("no cue")
    confidence = (
        proposal.weight
        * lexicon.RULE_PRECISION.get(proposal.rule, lexicon.UNMEASURED_PRECISION)
        * (0.8 if "guessed boundary" in flags else 1.0)
        * (1.0 if proposal.source else 0.9)
    )
    return Quote(
        number=number,
        pieces=pieces,
        type=kind,
        cue=proposal.cue,
        source=with_companions(page, proposal.source) if proposal.source is not None else None,
        confidence=round(min(1.0, max(0.0, confidence)), 3),
        flags=tuple(sorted(flags)),
    )
