"""Markup that was left in the text: HTML tags, scripts, markdown. It is text that nobody was meant to read; it is never run."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from ontherecord.model import Repair

# Elements whose content is not text.
_SILENT = "script|style|template|svg|iframe|head|noscript|object|canvas"
_BLOCK = (
    "address|article|aside|blockquote|body|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|html|li|main|"
    "nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|title|tr|ul"
)
_INLINE = (
    "a|abbr|acronym|audio|b|base|bdi|bdo|big|button|caption|cite|code|col|colgroup|data|del|dfn|em|embed|font|i|img|input|ins|kbd|label|legend|link|map|"
    "mark|meta|nobr|option|picture|param|q|s|samp|select|small|source|span|strike|strong|sub|sup|td|textarea|th|time|track|tt|u|var|video|wbr|o:p"
)
# In angle brackets or in escaped ones. The length is bounded, so that a stray "<b" costs nothing.
_TAG = re.compile(
    rf"(?:<|&lt;)(?P<close>/)?(?:(?P<silent>{_SILENT})|(?P<block>{_BLOCK})|(?P<br>br)|(?P<inline>{_INLINE}))(?=[\s/>&])(?:[^<>&]|&(?!gt;|lt;)){{0,2000}}(?:>|&gt;)"
    r"|<!(?P<doctype>doctype)[^<>]{0,500}>"
    # A name that HTML does not know, with attributes or closing: <tweet id="1">, </tweet>. "<name of a place>" may be meant for the reader.
    r"|<(?:[A-Za-z][\w:-]{0,40}(?:\s+[\w:-]{1,40}\s*=\s*(?:\"[^\"<>]{0,1000}\"|'[^'<>]{0,1000}'|[^\s\"'<>]{1,1000})){1,30}\s*/?|/[A-Za-z][\w:-]{0,40}\s*|[A-Za-z][\w:-]{0,40}\s*/)>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--|-->")


def find_tags(text: str) -> Iterator[Repair]:
    """Tags and what scripts, styles and comments hold. Block tags are read as a paragraph's end, ``<br>`` as a line's."""
    if "<" not in text and "&lt;" not in text:
        return
    gone = sorted([*_silent(text), *_comments(text)])
    inside = (len(text) - len(text.lstrip()), len(text.rstrip()))
    run: list[re.Match[str]] = []
    spans: list[tuple[int, int, str]] = []
    last = 0
    for start, end in gone:
        if start >= last:
            spans.append((start, end, ""))
            last = end
    starts = [s[0] for s in spans]
    for found in _TAG.finditer(text):
        i = bisect_left(starts, found.start() + 1) - 1
        if i >= 0 and found.start() < spans[i][1]:
            continue
        if run and text[run[-1].end() : found.start()].strip():
            yield from _tags(inside, run)
            run = []
        run.append(found)
    yield from _tags(inside, run)
    for start, end, new in spans:
        yield Repair(start, end, new, "markup")


def _tags(inside: tuple[int, int], run: list[re.Match[str]]) -> Iterator[Repair]:
    """A run of tags with nothing but blanks between them. ``inside``: where the text's first and last visible characters stand."""
    if not run:
        return
    breaks = sum(bool(tag["br"]) for tag in run)
    if breaks or any(tag["block"] or tag["doctype"] for tag in run):
        start, end = run[0].start(), run[-1].end()
        edge = start <= inside[0] or end >= inside[1]
        new = "" if edge else "\n" if breaks == len(run) == 1 else "\n\n"
        # A script between two tags of a run has its own repair.
        if not any(tag["silent"] for tag in run):
            yield Repair(start, end, new, "markup")
            return
    for tag in run:
        cell = (tag["inline"] or "").lower() in {"td", "th"}
        new = "\n\n" if tag["block"] else "\n" if tag["br"] else " " if cell else ""
        yield Repair(*tag.span(), new, "markup")


_OPENS = re.compile(rf"(?:<|&lt;)({_SILENT})(?=[\s/>&])(?:[^<>&]|&(?!gt;|lt;)){{0,2000}}(?:>|&gt;)", re.IGNORECASE)


def _silent(text: str) -> Iterator[tuple[int, int]]:
    """Silent elements with their content; one that is never closed ends with its paragraph, lest the article goes with it."""
    closes: dict[str, list[re.Match[str]]] = {}
    done = 0
    for found in _OPENS.finditer(text):
        if found.start() < done or found.group().endswith(("/>", "/&gt;")):
            continue
        name = found[1].lower()
        if name not in closes:
            closes[name] = list(re.finditer(rf"(?:<|&lt;)/{name}\s{{0,100}}(?:>|&gt;)", text, re.IGNORECASE))
        i = bisect_left(closes[name], found.end(), key=lambda m: m.start())
        if i < len(closes[name]):
            done = closes[name][i].end()
        elif found.group().startswith("&"):  # a tag that the text speaks of
            continue
        else:
            blank = re.compile(r"\n[^\S\n]{0,100}\r?\n").search(text, found.end())
            done = blank.start() if blank else len(text)
        yield found.start(), done


def _comments(text: str) -> Iterator[tuple[int, int]]:
    start = -1
    for found in _COMMENT.finditer(text):
        if found.group() == "<!--":
            start = found.start() if start < 0 else start
        elif start >= 0:
            yield start, found.end()
            start = -1


# Pattern, and what must stand somewhere in the text for it to be tried.
_MARKDOWN: tuple[tuple[re.Pattern[str], str], ...] = (
    # ![what it shows](address): the whole goes; [words](address): the words stay.
    (re.compile(r"(?P<a>!\[[^\[\]\n]{0,300}\]\([^()\s]{1,2000}(?:\s\"[^\"\n]{0,300}\")?\))"), "!["),
    (
        re.compile(
            r"(?P<a>(?<![\w!])\[)(?=[^\[\]\n]{1,300}\]\()(?:[^\[\]\n]{1,300})"
            r"(?P<b>\]\((?:https?://|www\.|mailto:|/|#)(?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s\"[^\"\n]{0,300}\")?\))"
        ),
        "](",
    ),
    (re.compile(r"(?P<a>(?<![\w*])\*\*(?=[^\s*]))(?:[^*\n]{1,500})(?<=[^\s*])(?P<b>\*\*(?![\w*]))"), "**"),
    (re.compile(r"(?P<a>(?<![\w_])__(?=[^\s_]))(?:[^_\n]{1,500})(?<=[^\s_])(?P<b>__(?![\w_]))"), "__"),
    (re.compile(r"(?P<a>(?<![\w*])\*(?=[^\s*]))(?:[^*\n]{1,300})(?<=[^\s*])(?P<b>\*(?![\w*]))"), "*"),
    (re.compile(r"(?P<a>(?<![\w_])_(?=[^\s_]))(?:[^_\n]{1,300})(?<=[^\s_])(?P<b>_(?![\w_]))"), "_"),
    # At a line's start: headings, block quotes; a line that only divides.
    (re.compile(r"^(?P<a>[ ]{0,3}#{1,6}[ \t]+)(?=\S)", re.MULTILINE), "#"),
    (re.compile(r"^(?P<a>[ ]{0,3}(?:>[ \t]?){1,5})(?=\S)", re.MULTILINE), ">"),
    (re.compile(r"^(?P<a>[ ]{0,3}(?=[*_-])(?:(?:\*[ \t]{0,3}){3,50}|(?:-[ \t]{0,3}){3,50}|(?:_[ \t]{0,3}){3,50}))(?=\r?$)", re.MULTILINE), "\n"),
    (re.compile(r"(?P<a><)(?:https?://|mailto:)[^<>\s]{1,2000}(?P<b>>)"), "<"),
    (re.compile(r"^(?P<a>```[\w-]{0,20})(?=\r?$)", re.MULTILINE), "```"),
)


def find_markdown(text: str) -> Iterator[Repair]:
    """Marks of emphasis, links, headings. News writes "b**ch" and "#1", so each must be whole and stand where markdown wants it."""
    for pattern, sign in _MARKDOWN:
        if sign in text:
            for found in pattern.finditer(text):
                for name in pattern.groupindex:
                    yield Repair(*found.span(name), "", "markup")
