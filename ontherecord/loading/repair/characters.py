"""Characters that were broken on their way: mojibake, control and invisible characters, ligatures, marks typed as two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from ftfy import fix_encoding, fixes

from ontherecord.model import Repair

# UTF-8 read as another encoding turns one character into a run of characters outside ASCII, so that each run can be looked at alone.
# "Ã" with a plain space behind it is "à" whose second byte, a no-break space, was made a space; ftfy knows in which company that is sure.
_RUN = re.compile(r"[^\x00-\x7f]{2,}|[\x80-\x9f]|Ã (?=\w)")
# The bytes of “ are E2 80 9C, of ” E2 80 9D. 9D has no character in Windows-1252, so it is lost on the way, and what is left of ” is "â€".
_LOST_BYTE = re.compile(r"â€[\x9d\ufffd]?(?![^\x00-\x7f])")
# The same after two rounds: Ã¢â‚¬ is "â€" broken once more.
_LOST_BYTE_TWICE = re.compile(r"Ã¢â‚¬(?:Â?[\x9d\ufffd])?(?![^\x00-\x7f])")


@lru_cache(maxsize=4096)
def _fixed(run: str) -> str:
    if len(run) == 1:
        return fixes.fix_c1_controls(run)  # \x92 is a Windows ’ read as Latin-1
    fixed = fix_encoding(run)
    return run if "\ufffd" in fixed and "\ufffd" not in run else fixed


def find_mojibake(text: str) -> Iterator[Repair]:
    """Runs that ftfy (Speer 2019) would decode again, and closing marks that lost their last byte."""
    if text.isascii():
        return
    for pattern in (_LOST_BYTE, _LOST_BYTE_TWICE):
        for found in pattern.finditer(text):
            yield Repair(*found.span(), "”", "mojibake")
    for found in _RUN.finditer(text):
        run = found.group()
        fixed = _fixed(run)
        if fixed != run:
            yield Repair(*found.span(), fixed.replace("\xa0", " "), "mojibake")


_CONTROL = re.compile(
    "(?P<drop>[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls but tab, line ends and NEL
    "\xad"  # soft hyphen
    "\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb])"  # zero width, direction
    "|(?P<break>\r\n?|\x85|\u2028)|(?P<paragraph>\u2029)|(?P<space>[\x0b\x0c\xa0\u1680\u2000-\u200a\u202f\u205f\u3000])"
)


def find_controls(text: str) -> Iterator[Repair]:
    """Invisible characters are not read, every line end is read as a newline, every other blank as a space."""
    for found in _CONTROL.finditer(text):
        if found["drop"]:
            yield Repair(*found.span(), "", "control")
        elif found["space"]:
            yield Repair(*found.span(), " ", "spacing")
        else:
            yield Repair(*found.span(), "\n\n" if found["paragraph"] else "\n", "spacing")


def find_ligatures(text: str) -> Iterator[Repair]:
    """Typesetters' ligatures such as ﬁ, which would make "oﬃce" another word."""
    if text.isascii():
        return
    for found in re.finditer("[ﬀ-ﬆ]", text):
        yield Repair(*found.span(), unicodedata.normalize("NFKC", found.group()), "ligature")


_TWO_AS_ONE = re.compile(r"(?<!['`’‘])(?:''|``|‘‘|’’)(?!['`’‘])")
_FEET = re.compile(r"\d['’]\s?\d{1,2}$")  # 5'11'' is a height


def find_marks(text: str) -> Iterator[Repair]:
    """Two single marks typed for one double: ''no,'' and ``no,''."""
    for found in _TWO_AS_ONE.finditer(text):
        if not _FEET.search(text, max(0, found.start() - 6), found.start()):
            mark = {"‘‘": "“", "’’": "”"}.get(found.group(), '"')
            yield Repair(*found.span(), mark, "marks")
