"""Speech that the layout of a page marks, without a cue: lines of a transcript, embedded tweets, a block after a colon."""

from __future__ import annotations

from ontherecord.extraction.quotes import patterns as words
from ontherecord.extraction.quotes.proposals import Page, Proposal, span_of
from ontherecord.extraction.quotes.sources import phrase_of, subject_of
from ontherecord.model import Span


def transcript(page: Page) -> list[Proposal]:
    """Paragraphs that begin with "NAME:", "Q:" or "A:", where there are enough of them to be a transcript."""
    lines = [(paragraph, line) for paragraph in page.paragraphs if (line := words.TRANSCRIPT_LINE.match(page.text, *paragraph))]
    if len(lines) < 3:
        return []
    return [
        Proposal([Span(line.end(), paragraph.end)], None, Span(line.start("name"), line.end("name")), 0.85, "block", flags={"transcript"})
        for paragraph, line in lines
    ]


def blocks(page: Page, chosen: list[Proposal]) -> list[Proposal]:
    """Speech that the layout marks: embedded tweets, a block after a colon."""
    found: list[Proposal] = []
    for number, paragraph in enumerate(page.paragraphs):
        text = page.text[paragraph.start : paragraph.end]
        if any(c.overlaps(*paragraph) for c in chosen):
            continue
        tweet = words.TWEET_SIGNATURE.search(text)
        if tweet and tweet.start() > 0:
            source = Span(paragraph.start + tweet.start("name"), paragraph.start + tweet.end("name"))
            found.append(Proposal([Span(paragraph.start, paragraph.start + tweet.start())], None, source, 0.9, "block", flags={"block quote"}))
            continue
        if number and not words.BOILERPLATE.match(text) and not any(p.start >= paragraph.start and p.end <= paragraph.end for p in page.pairs):
            block = _after_colon(page, page.paragraphs[number - 1], paragraph)
            if block is not None:
                found.append(block)
    return found


def _after_colon(page: Page, introduction: Span, paragraph: Span) -> Proposal | None:
    text = page.text[introduction.start : introduction.end].rstrip()
    if not text.endswith(":") or page.text[paragraph.start] in "-•*·" or len(page.text[paragraph.start : paragraph.end].split()) < 6:
        return None
    last = page.token_at(introduction.start + len(text) - 1)
    for token in reversed(page.doc[max(last.i - 25, page.token_at(introduction.start).i) : last.i]):
        if token.text in (".", "?", "!"):
            return None
        if token.pos_ == "VERB" and words.VERBS.get(token.lemma_.lower(), 0) >= 0.85 and token.lemma_ not in words.CLAUSE_ONLY_WITH_MARKS:
            subject = subject_of(token)
            if subject is None:
                return None
            return Proposal([paragraph], span_of(token, token), phrase_of(page, subject), 0.7, "block", flags={"block quote"})
    return None
