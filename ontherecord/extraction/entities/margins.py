"""Stretches whose names are mentions but never the only reason for a person: headline, headings, bylines, datelines, credits, link widgets."""

from __future__ import annotations

import re

from ontherecord.extraction.datelines import dateline
from ontherecord.extraction.entities.ranges import Range, joined
from ontherecord.model import Span

_LINE = re.compile(r"[^\n]+")
_BYLINE = re.compile(r"\s*(?:By|BY|Posted by|Written by|Reported by)\s+[A-Z]")
_SENTENCE_END = re.compile(r"(?:[.!?:;…,][\"”’')\]]*|[\"”])\s*$")
_AGENCY = r"(?:AP|AFP|Reuters|REUTERS|Getty|EPA|Bloomberg|NPR|POLITICO|UPI|TASS)"
_CREDITS = (
    re.compile(rf"\([^()\n]{{0,200}}\b(?:[Pp]hoto|Image|{_AGENCY})\b[^()\n]{{0,200}}\)"),
    re.compile(r"toggle caption [A-Z][^\n]{3,60}?/[^\n]{2,60}"),
    re.compile(r"(?:\b[A-Z][\w.’'-]{1,40}+ ){2,4}(?:and (?:[A-Z][\w.’'-]{1,40}+ ){2,4})?reported from\b"),
    re.compile(r"\b(?:Photo(?:graph)?s?|Image|Illustration|Video|Credit)(?: by|:)[^\n.]{3,60}"),
    re.compile(
        rf"(?:\b[A-Z][\w.’'-]{{1,40}}+ ){{1,4}}?[A-Z]?[\w.’'-]{{0,40}}\s?(?:/|\| ?|via ){_AGENCY}\b[^\n.]{{0,30}}"
        rf"|\b{_AGENCY}/[A-Z][\w.-]+(?: [A-Z][\w.-]+){{0,2}}"
    ),
    re.compile(r"\b(?:[Rr]eporting|[Ee]diting|[Ww]riting) by [^\n.]{3,120}"),
    re.compile(r"Contributing: [^\n]{3,160}"),
    re.compile(r"[^\n.]{3,200}contributed to this (?:report|story|article)"),
    re.compile(r"\b(?:Follow|Email|Contact) [^\n.]{3,80}(?: on Twitter|@)[^\n]{0,80}"),
)
_CREDIT_HINT = re.compile(
    rf"toggle caption|reported from|[Pp]hoto|Image|Illustration|Video|Credit|{_AGENCY}|(?:porting|diting|riting) by|contributed to|Contributing:"
    r"|Follow|Email|Contact"
)
_BIO = re.compile(
    r"\s*+[(•*–—-]*+\s*+(?:[A-Z][\w.’'-]{1,40}+ ){2,4}[^\n.]{0,60}?\b(?:is|was) (?:an? |the )?[^\n.]{0,60}?"
    r"\b(?:columnist|editor|writer|author|contributor|correspondent|reporter|fellow|blogger|host|publisher|freelance|attorney|professor)\b"
)


def datelines_of(text: str) -> list[Range]:
    """Character ranges of the datelines of a text, in order."""
    return [(line.start, line.end) for m in _LINE.finditer(text) if (line := dateline(text, Span(*m.span())))]


def margins(text: str, headline: Range | None = None) -> list[Range]:
    """Sorted, disjoint character ranges. A line without a sentence's end and of at most 14 words counts as a heading."""
    found: list[Range] = [(headline[0], headline[1])] if headline else []
    lines = [m for m in _LINE.finditer(text) if m.group().strip()]
    for number, m in enumerate(lines):
        line = m.group()
        short = line.count(" ") < 14
        heading = short and (not _SENTENCE_END.search(line) or (line.isupper() and " " in line.strip()) or _BYLINE.match(line))
        # the note about the writer at the end of an opinion piece
        bio = number >= len(lines) - 2 > 0 and len(line) < 400 and _BIO.match(line)
        if heading or bio:
            found.append(m.span())
        elif line_ := dateline(text, Span(*m.span())):
            found.append((line_.start, line_.end))
        elif _CREDIT_HINT.search(line):
            found.extend((m.start() + c.start(), m.start() + c.end()) for pattern in _CREDITS for c in pattern.finditer(line))
    return list(joined(found))
