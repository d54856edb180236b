"""Characters that were broken on their way: mojibake, control and invisible characters, ligatures, marks typed as two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from ontherecord.model import Repair

# UTF-8 read as another encoding turns one character into a run of characters outside ASCII, so that each run can be looked at alone.
_RUN = re.compile(r"[^\x00-\x7f]+")
_NO_BLANK = re.compile(r"[^\x00-\x7f\xa0]+")
# The bytes of “ are E2 80 9C, of ” E2 80 9D. 9D has no character in Windows-1252, so it is lost on the way, and what is left of ” is "â€".
_LOST_BYTE = re.compile(r"â€[\x9d\ufffd]?(?![^\x00-\x7f])")
# The same after two rounds: Ã¢â‚¬ is "â€" broken once more.
_LOST_BYTE_TWICE = re.compile(r"Ã¢â‚¬(?:Â?[\x9d\ufffd])?(?![^\x00-\x7f])")


@lru_cache(maxsize=4096)
def _fixed(run: str) -> str:
    if not run:
        return run
    from ftfy import fix_encoding, fixes  # slow to import: not before there is something to fix

    if len(run) == 1:
        return fixes.fix_c1_controls(run)  # \x92 is a Windows ’ read as Latin-1
    fixed = fix_encoding(run)
    return run if "\ufffd" in fixed and "\ufffd" not in run else fixed


def find_mojibake(text: str) -> Iterator[Repair]:
    """Runs that ftfy (Speer 2019) would decode again, and closing marks that lost their last byte."""
    if text.isascii():
        return
    if "â€" in text or "â‚¬" in text:
        for pattern in (_LOST_BYTE, _LOST_BYTE_TWICE):
            for found in pattern.finditer(text):
                yield Repair(*found.span(), "”", "mojibake")
    for found in _RUN.finditer(text):
        run, end = found.group().lstrip("\xa0"), found.end()  # no character that was taken apart begins with A0; a blank in front is one
        start = end - len(run)
        if run == "Ã" and (behind := text[end : end + 2])[:1] == " " and (behind[1:] == " " or behind[1:].islower()):
            # The second byte of à is A0, a no-break space, which was made a plain one; with a blank behind it there are two.
            yield Repair(start, end + (behind == "  "), "à", "mojibake")
        elif len(run) > 1 or "\x80" <= run <= "\x9f":
            fixed = _fixed(run)
            if "\xa0" in run and len("\xa0".join(map(_fixed, run.split("\xa0")))) < len(fixed):
                # A blank between two that are broken: looked at alone, more of each can be mended.
                for part in _NO_BLANK.finditer(text, start, end):
                    if (alone := _fixed(part.group())) != part.group():
                        yield Repair(*part.span(), alone, "mojibake")
                continue
            while fixed != run and fixed[-1:] == run[-1] == "\xa0":  # a blank behind what was broken is not part of it
                fixed, run, end = fixed[:-1], run[:-1], end - 1
            if fixed != run:
                yield Repair(start, end, fixed.replace("\xa0", " "), "mojibake")


# Read as nothing: controls but tab, line ends and NEL; soft hyphen; zero width and direction.
_DROPPED = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
_BLANKS = "\x0b\x0c\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD = re.compile(f"[{_DROPPED}{_BLANKS}\r\x85\u2028\u2029]")  # one class alone: several times faster than alternatives
_IS_BLANK = re.compile(f"[{_BLANKS}]")
_LINE_ENDS = {"\r": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n\n"}


def find_controls(text: str) -> Iterator[Repair]:
    """Invisible characters are not read, every line end is read as a newline, every other blank as a space."""
    for found in _ODD.finditer(text):
        char, end = found.group(), found.end()
        if char == "\r" and text[end : end + 1] == "\n":
            yield Repair(end - 1, end, "", "spacing")
        elif char in _LINE_ENDS:
            yield Repair(end - 1, end, _LINE_ENDS[char], "spacing")
        elif _IS_BLANK.match(char):
            yield Repair(end - 1, end, " ", "spacing")
        else:
            yield Repair(end - 1, end, "", "control")


def find_ligatures(text: str) -> Iterator[Repair]:
    """Typesetters' ligatures such as ﬁ, which would make "oﬃce" another word, and letters whose accent is a character of its own (NFD)."""
    if text.isascii():
        return
    for found in re.finditer("[ﬀ-ﬆ]", text):
        yield Repair(*found.span(), unicodedata.normalize("NFKC", found.group()), "ligature")
    for found in re.finditer("[^\\W\\d_][\u0300-\u036f]+", text):
        yield Repair(*found.span(), unicodedata.normalize("NFC", found.group()), "ligature")


_TWO_AS_ONE = re.compile(r"(?<!['`’‘])(?:''|``|‘‘|’’)(?!['`’‘])")
_FEET = re.compile(r"\d['’]\s?\d{1,2}$")  # 5'11'' is a height


_MARKS = {"''": '"', "``": '"', "‘‘": "“", "’’": "”"}
_APOSTROPHE = re.compile(r"(?:s|t|re|ve|ll|d|m)\b")


def find_marks(text: str) -> Iterator[Repair]:
    """Two single marks typed for one double: ''no,'' and ``no,''; inside a word (don''t) for one apostrophe."""
    if not any(mark in text for mark in _MARKS):
        return
    for found in _TWO_AS_ONE.finditer(text):
        mark, start, end = found.group(), found.start(), found.end()
        if mark == "''" and text[start - 1 : start].isalpha() and _APOSTROPHE.match(text, end):
            yield Repair(start, end, "'", "marks")
        elif not _FEET.search(text, max(0, start - 6), start):
            yield Repair(start, end, _MARKS[mark], "marks")
