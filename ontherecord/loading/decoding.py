"""Bytes -> text."""

from __future__ import annotations

import codecs
import re
from itertools import islice

from charset_normalizer import from_bytes

from ontherecord.errors import Code, Problem

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"BZh", b"\xfd7zXZ", b"\x7fELF")
_SAMPLE = 200_000
_CONTROLS = dict.fromkeys([*range(0, 9), *range(14, 27), *range(28, 32)])
_MIXED = "utf-8 and cp1252"
_ENCODINGS = (_MIXED, "cp1252", "mac_roman", "cp850", "cp1250")
"""What files of English news are written in: mixed ones, Windows, old Macintosh, DOS, Windows of central Europe. Of equal ones, the first."""
_ODD_BYTES = re.compile(rb"[\x80-\xff]+")
_AROUND = re.compile(rb"[^\n\r]{0,60}[\x80-\xff][^\n\r]{0,60}")
MOST_LOOKED_AT = 5_000
MOST_MISFITS = 0.2


def decode(data: bytes, path: str) -> str:
    """The text of a file, its byte order mark dropped, newlines as they are. Raises Problem L03 where it is not text.

    UTF-8 first; else UTF-8 with bytes of Windows-1252 in between (files that were put together), or the one-byte encoding in which letters
    and marks stand where English puts them, because guessing is weakest on a handful of odd characters; else what charset-normalizer finds.
    A byte that is damaged in a text otherwise UTF-8 becomes U+FFFD.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, path)
    if (wide := _wide(data)) is not None:
        return _strict(data, wide, path)
    if b"\x00" in data or data.startswith(_BINARY):
        raise Problem(Code.L03, path=path)
    try:
        return _text(data.decode("utf-8"), path)
    except UnicodeDecodeError:
        pass
    sample = b"\n".join(found.group() for found in islice(_AROUND.finditer(data), MOST_LOOKED_AT))
    odd = len(_ODD_BYTES.findall(sample))
    wrong, encoding = min(((misfits(_as(sample, encoding)), encoding) for encoding in _ENCODINGS), key=lambda pair: pair[0])
    if wrong <= MOST_MISFITS * odd or len(_ODD_BYTES.findall(data[:_SAMPLE])) <= 0.05 * len(data[:_SAMPLE]):
        return _text(_as(data, encoding), path)
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise Problem(Code.L03, path=path)
    return _strict(data, best.encoding, path)


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of Latin letters is zero."""
    sample = data[:2000]
    if len(sample) < 4 or len(data) % 2:
        return None
    for encoding, zeros, letters in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if zeros.count(0) > 0.7 * len(zeros) and not letters.count(0):
            return encoding
    return None


# Where English and the names in it put what is not ASCII. Runs outside ASCII are short, so a character's neighbours tell.
_ODD = re.compile(r"[^\x00-\x7f]")
_HALVES = re.compile("[\udc80-\udcff]")
_OPENING, _CLOSING, _DASHES = frozenset("“‘«„‚"), frozenset("”’»"), frozenset("–—")
_ALONE = frozenset("€£¥¢§©®™°·•…½¼¾²³×†¿¡\xa0\u200b\xad\ufeff\u2028\u2029º ª‑―−→")


def misfits(text: str) -> int:
    """How many characters outside ASCII stand where none of their kind does: a capital inside a small word, a letter between blanks, a closing mark
    that opens a word, a sign inside a word. Those of the right encoding are none, those of a wrong one nearly all."""
    return sum(not _fits(text, found.start()) for found in _ODD.finditer(text))


def _fits(text: str, i: int) -> bool:
    char, before, after = text[i], text[i - 1 : i], text[i + 1 : i + 2]
    if char.isalpha() and char not in "ºª":
        if char.islower():
            return char == "à" or before.isalpha() or after.isalpha() or before in tuple("’'-")
        return not before.islower() and (after.isalpha() or before.isalpha() or after in tuple(".’'-") or before in tuple("’'-"))
    if char in _OPENING:
        return not before.isalnum() and not after.isspace() and after != ""
    if char in _CLOSING:
        return (before != "" and not before.isspace()) or (char == "’" and after.isalnum())
    if char in _DASHES:
        return before.isalpha() == after.isalpha() or before.isspace() or after.isspace()
    if char in _ALONE:
        return not (before.isalpha() and after.isalpha()) or char in "\xa0\u200b\xad…·‑"
    return char != "\ufffd" and ("\u0300" <= char <= "\u036f" or char > "\u2fff")


def _as(data: bytes, encoding: str) -> str:
    """Text in an encoding; what is no character in it is U+FFFD."""
    if encoding != _MIXED:
        return data.decode(encoding, errors="replace")
    text = data.decode("utf-8", errors="surrogateescape")  # bytes that are no UTF-8 become halves of characters, one for each
    western = _HALVES.sub(lambda half: bytes([ord(half.group()) - 0xDC00]).decode("cp1252", errors="replace"), text)
    damaged = [found.start() for found in _HALVES.finditer(text) if not _fits(western, found.start())]
    parts, done = [], 0
    for i in damaged:
        parts += [western[done:i], "\ufffd"]
        done = i + 1
    return "".join([*parts, western[done:]])


def _strict(data: bytes, encoding: str, path: str) -> str:
    try:
        return _text(data.decode(encoding), path)
    except (UnicodeDecodeError, LookupError):
        raise Problem(Code.L03, path=path) from None


def _text(text: str, path: str) -> str:
    """Text, unless it is so full of control characters that it was never meant to be read."""
    sample = text[:_SAMPLE]
    if "\x00" in text or len(sample) - len(sample.translate(_CONTROLS)) > 0.02 * len(sample) + 2:
        raise Problem(Code.L03, path=path)
    return text
