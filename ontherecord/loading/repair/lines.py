"""Lines that were broken to fit a width, inside a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ontherecord.model import Repair

MIN_WIDTH, MAX_WIDTH = 40, 140
MIN_BREAKS = 4
SHARE = 0.8

# Halves in front of a hyphen that English keeps: "well-known" is not a broken "wellknown".
_KEEPS = """
anti all best co cross ex far first four five six seven eight nine ten full half hard high left long low mid multi near
non old one post pre pro right second self semi short so soon then third three two twenty thirty forty fifty sixty
seventy eighty ninety vice well year
"""
_KEEPS_HYPHEN = frozenset(_KEEPS.split())
_HYPHENATED = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,40}+)-$")
_WORD = re.compile(r"[^\W\d_]+")


def find_wraps(text: str) -> Iterator[Repair]:
    """Single line ends that stand for a space, in a text whose paragraphs are separated by blank lines.

    Clearly wrapped: nearly every line ends where the next word would not have fitted into the widest line.
    In a text that is not, a break is still one inside a sentence where small letters (or a comma or a hyphen and one) stand on both sides.
    """
    lines = text.split("\n")
    if len(lines) < 3:
        return
    blank = [not line.strip() for line in lines]
    breaks = [i for i in range(len(lines) - 1) if not blank[i] and not blank[i + 1] and not lines[i + 1].startswith(("  ", "\t", "- ", "* ", "• "))]
    if not breaks or not any(blank[1:-1]):
        return
    wrapped = _wrapped(lines, breaks)
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    for i in breaks:
        line, following = lines[i].rstrip(), lines[i + 1]
        start, end = offsets[i] + len(line), offsets[i + 1] + len(following) - len(following.lstrip())
        if (half := _HYPHENATED.search(line)) and half[1][-1].islower() and following.lstrip()[:1].islower():
            rest = _WORD.match(following.lstrip())
            keep = half[1].lower() in _KEEPS_HYPHEN or bool(rest and f"{half[1]}-{rest.group()}" in text)
            yield Repair(start if keep else start - 1, end, "", "spacing")
        elif i in wrapped or ((line[-1].islower() or line[-1] == ",") and following.lstrip()[0].islower()):
            yield Repair(start, end, " ", "spacing")


def _wrapped(lines: list[str], breaks: list[int]) -> frozenset[int]:
    """Breaks that a width made; none where the text does not look wrapped."""
    if len(breaks) < MIN_BREAKS:
        return frozenset()
    width = max(len(lines[i].rstrip()) for i in breaks)
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return frozenset()
    full = frozenset(i for i in breaks if len(lines[i].rstrip()) + 1 + len(lines[i + 1].split(maxsplit=1)[0]) > width - 2)
    return full if len(full) >= SHARE * len(breaks) else frozenset()
