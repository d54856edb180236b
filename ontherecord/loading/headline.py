"""Where the headline ends and the article begins."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from ontherecord.loading.opening import opening
from ontherecord.model import Span

MAX_CHARACTERS = 200
_WORD = re.compile(r"\w+")
# " | Site", " - The Site": what a web page puts behind its title.
_SITE = re.compile(r"(?<!\s)\s++(?:\||::|»)\s++[^|]{2,80}$|(?<!\s)\s++[-–—]\s++(?:The\s)?[A-Z][\w.&]*(?:\s[A-Z][\w.&]*){0,3}$")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.){2}$|\b(?:Inc|Corp|Jr|Sr|Co|Ltd|Gov|Sen|Rep|No)\.$")
_ENDS = re.compile(r"[.…][\"'”’»)\]]*$")


class _Line(NamedTuple):
    text: str
    start: int
    end: int
    """Without the blanks around."""
    gap: bool
    """True where a blank line, or nothing, follows."""


def _lines(text: str, most: int = 6) -> list[_Line]:
    """The first lines that hold something."""
    found: list[_Line] = []
    place = 0
    for line in text[:20_000].split("\n"):
        stripped = line.strip()
        if stripped:
            if len(found) == most:
                break
            start = place + line.index(stripped[0])
            found.append(_Line(stripped, start, start + len(stripped), False))
        elif found:
            found[-1] = found[-1]._replace(gap=True)
        place += len(line) + 1
    return found


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _is_prose(line: str) -> bool:
    """A sentence ends with a stop; a headline does not, unless it Is Written Like This. Long lines are paragraphs."""
    if len(line) > MAX_CHARACTERS:
        return True
    if not _ENDS.search(line) or line.endswith(("...", "…")) or _ABBREVIATION.search(line):
        return False
    long = [word for word in _WORD.findall(line) if len(word) > 3]
    return len(long) < 4 or sum(word[0].isupper() for word in long) < 0.8 * len(long)


def find_headline(text: str) -> Span | None:
    """The headline that a text starts with: a short first line, no sentence, with a blank line behind it.

    Wire copies often carry two: the first cut off, the second whole, with the site's name. Both belong to the span, a standfirst does not.
    Where lines are paragraphs (no blank lines at all), the first one counts if the second one is prose.
    ``text`` may be a reading text or an original; offsets are into what was given.
    """
    lines = _lines(text)
    if len(lines) < 2 or _is_prose(lines[0].text) or lines[0].text[:1].islower() or opening(lines[0].text).day:
        return None
    first, second = lines[0], lines[1]
    if not _WORD.search(first.text):
        return None
    if _is_title_again(first.text, second.text) and len(lines) > 2:
        return Span(first.start, second.end)
    if first.gap or (not any(line.gap for line in lines) and _is_prose(second.text)):
        return Span(first.start, first.end)
    return None


def _is_title_again(first: str, second: str) -> bool:
    """The second line says what the first does: nearly the same words in the same order, from the start on."""
    if len(second) > MAX_CHARACTERS + 50 or _is_prose(second):
        return False
    a, b = _words(first), _words(_SITE.sub("", second))
    if not a or not b:
        return False
    return len(a) >= 3 and len(b) >= 3 and SequenceMatcher(None, a, b[: len(a)], autojunk=False).ratio() >= 0.7


def title_of(headline: str) -> str:
    """A headline's title: its last line, which is the whole one where there are two, without the site's name."""
    lines = [line.strip() for line in headline.split("\n") if line.strip()]
    title = _SITE.sub("", lines[-1])
    return title if len(_words(title)) >= 3 else lines[-1]


def find_title(text: str, title: str) -> Span | None:
    """The span of ``title`` where the text starts with it, in other spacing or marks perhaps."""
    wanted = _words(title)
    if not wanted:
        return None
    start = end = -1
    for word, found in zip(wanted, _WORD.finditer(text), strict=False):
        if found.group().casefold() != word or (start < 0 and found.start() > 200):
            return None
        start = found.start() if start < 0 else start
        end = found.end()
        wanted = wanted[1:]
    if wanted or start < 0:
        return None
    # To the line's end: closing marks, a site's name. A sentence that only begins with the same words is not the title.
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    line_start = text.rfind("\n", 0, start) + 1
    rest = text[end:line_end].strip()
    if (_WORD.search(rest) and not _SITE.search(" " + rest)) or not text[line_end:].strip():
        return None
    line = text[line_start:line_end]
    return Span(line_start + len(line) - len(line.lstrip()), line_start + len(line.rstrip()))
