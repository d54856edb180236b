"""Speech that the layout of a page marks, without a cue: lines of a transcript, embedded tweets, a block after a colon."""

from __future__ import annotations

import re

from spacy.tokens import Token

from ontherecord.extraction.document import MarkPair
from ontherecord.extraction.entities.roles import title_before
from ontherecord.extraction.grammar import FINITE, children, subject_of
from ontherecord.extraction.quotes import lexicon
from ontherecord.extraction.quotes.attribution import Attribution, Held, Page, span_of
from ontherecord.extraction.quotes.direct import looks_spoken
from ontherecord.extraction.quotes.sources import phrase_of
from ontherecord.model import Span

_DASH = re.compile(r"\s{0,4}(?:—|–|―|--?)\s?(?=[A-Z@])")
_SPEAKS = frozenset({"by", "of", "from", "the", "and"})
"""Words that may stand before whose words they are: "And from the", "Remarks by"."""
_LONGEST_LINE = 25
"""Words of a line that says whose words follow."""


def turns(page: Page) -> list[Attribution]:
    """The turns of a transcript and the posts that stand under their writer's name."""
    found = []
    for turn in page.doc._.turns:
        if turn.part == "marked" and turn.name is not None and turn.label is not None and _has_verb(page, turn.name.end, turn.label.end):
            continue  # a sentence with a colon: "Ada Brandt, the mayor, put it this way:"
        flag = "block quote" if turn.part in ("post", "marked", "statement") else "transcript"
        found.append(Attribution(list(turn.pieces), None, turn.label, 0.85, "block", flags={flag}))
    return found


def statements(page: Page) -> list[Attribution]:
    """Words in marks with their speaker under or above them: ``“...” — Ruth Keane, chair``, ``Remarks by Ruth Keane:``."""
    found: list[Attribution] = []
    for number, pair in enumerate(page.pairs):
        if not looks_spoken(page, pair):
            continue
        source = (_signed(page, pair) if _opens_line(page, pair) else None) or _headed(page, pair)
        if source is None:
            continue
        pairs = [pair]
        while (before := page.pairs[number - len(pairs)] if number >= len(pairs) else None) is not None and _runs_into(page, before, pairs[0]):
            pairs.insert(0, before)
        found += [Attribution([p.inner], None, source, 0.9, "block", [p], {"block quote"}) for p in pairs]
    return found


def _opens_line(page: Page, pair: MarkPair) -> bool:
    before = page.behind(pair.start)
    return before == 0 or "\n" in page.text[before : pair.start]


def _runs_into(page: Page, one: MarkPair, two: MarkPair) -> bool:
    """Whether one paragraph's marks are left open since the speech goes on in the next one."""
    number = page.paragraph_number(one.start)
    return number >= 0 and number + 1 == page.paragraph_number(two.start) and one.end == one.inner.end == page.paragraphs[number].end


def _signed(page: Page, pair: MarkPair) -> Span | None:
    dash = _DASH.match(page.text, pair.end)
    if dash is None:
        return None
    end = page.text.find("\n", dash.end())
    return _named(page, dash.end(), end if end >= 0 else len(page.text))


def _headed(page: Page, pair: MarkPair) -> Span | None:
    lead = page.behind(pair.start)
    if page.text[lead - 1 : lead] != ":":
        return None
    return _named(page, page.text.rfind("\n", 0, lead) + 1, lead - 1)


def _has_verb(page: Page, start: int, end: int) -> bool:
    """Whether a stretch holds a finite verb; what is written in capitals is a name or an office."""
    tokens = page.doc[page.token_at(start).i : page.token_at(end).i]
    return any(t.tag_ in FINITE and t.idx >= start and not t.text.isupper() for t in tokens)


def _named(page: Page, start: int, end: int) -> Span | None:
    """The person or body that a line without a verb names first, its title included; None where other words stand before it than "by", "from"."""
    text = page.text
    if not page.body(start) or len(text[start:end].split(maxsplit=_LONGEST_LINE)) > _LONGEST_LINE or text[start:end].rstrip()[-1:] in ("?", "!"):
        return None
    if _has_verb(page, start, end):
        return None
    named = [m for m in page.mentions_in(start, end) if page.kinds[m.entity] in ("person", "organisation")]
    first = min(named, key=lambda m: (page.kinds[m.entity] != "person", m.start), default=None)
    if first is None or text.startswith(("'s", "’s", "'", "’"), first.end):
        return None
    title = title_before(text, first.start)
    begin = max(start, title[0]) if title else first.start
    lead = text[start:begin].strip().casefold()
    if lead and lead.split()[-1] not in _SPEAKS:
        return None
    return Span(begin, first.end)


def posts(page: Page, chosen: list[Attribution]) -> list[Attribution]:
    """Embedded posts with their writer's signature in the last line, and paragraphs that the one before announces."""
    found: list[Attribution] = []
    held = Held(page, chosen)
    for number, (start, end) in enumerate(page.paragraphs):
        if held.touches(start, end):
            continue
        post = lexicon.TWEET_SIGNATURE.search(page.text[start:end])
        if post and post.start():
            source = Span(start + post.start("name"), start + post.end("name"))
            found.append(Attribution([Span(start, start + post.start())], None, source, 0.9, "block", flags={"block quote"}))
        elif number and (announced := _announced(page, page.paragraphs[number - 1], Span(start, end))) is not None:
            found.append(announced)
    return found


def _announced(page: Page, introduction: Span, paragraph: Span) -> Attribution | None:
    """ "The mayor told us:", "The mayor released this statement:", and a paragraph of words without marks."""
    text = page.text[slice(*paragraph)]
    if not page.text[slice(*introduction)].rstrip().endswith(":") or len(text.split()) < 6 or lexicon.BOILERPLATE.match(text):
        return None
    if text[0] in "-•*·" or page.pairs_in(*paragraph):
        return None
    last = page.token_at(introduction.end - 1)
    verb = next((t for t in reversed(page.doc[last.sent.start : last.i]) if t.pos_ == "VERB" and _announces(t)), None)
    subject = subject_of(verb) if verb is not None else None
    if verb is None or subject is None:
        return None
    return Attribution([paragraph], span_of(verb, verb), phrase_of(page, subject), 0.7, "block", flags={"block quote"})


def _announces(verb: Token) -> bool:
    surely = lexicon.VERBS.get(verb.lemma_.lower(), 0) >= 0.85 and verb.lemma_ not in lexicon.ONLY_WITH_MARKS
    return surely or (verb.tag_ in FINITE and any(c.lemma_.lower() in lexicon.COLON_NOUNS for c in children(verb, "dobj")))
