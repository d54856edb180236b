"""HTML entities that were left in the text, whole or in part."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ontherecord.model import Repair

# Escaped once or more: &#39; &amp;#39; &amp;amp; — and the commonest ones without their semicolon ("AT&amp T").
_ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,30};|(?:amp|quot|apos|lt|gt|nbsp)(?=[\s.,!?)]|$))")
# The apostrophe's entity without its "&#" and ";": France39s, don39t. Two letters in front, and an English ending behind, make it sure.
_LOST = re.compile(r"(?<=[^\W\d_][^\W\d_])(?:#39;|#?39(?=(?:s|t|re|ve|ll|d|m)\b))")
_LOST_PLURAL = re.compile(r"(?<=[a-z]s)39(?=\s)")  # workers39 rights: only in a text that lost others for sure
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f\xad\u200b-\u200f\u2060\ufeff]")


def find_entities(text: str) -> Iterator[Repair]:
    """Entities as the characters that they stand for; unknown ones (``S&P;``) stay."""
    if "&" in text:
        for found in _ENTITY.finditer(text):
            old = new = found.group()
            while (again := html.unescape(new)) != new:
                new = again
            if new != old:
                new = _DROPPED.sub("", new).replace("\xa0", " ")
                yield Repair(*found.span(), new, "entity")
    if "39" in text:
        lost = [found.span() for found in _LOST.finditer(text)]
        if lost:
            lost += [found.span() for found in _LOST_PLURAL.finditer(text)]
        for start, end in lost:
            yield Repair(start, end, "'", "entity")
