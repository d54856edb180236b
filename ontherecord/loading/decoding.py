"""Bytes -> text."""

from __future__ import annotations

import codecs

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


def decode(data: bytes, path: str) -> str:
    """The text of a file, its byte order mark dropped, newlines as they are. Raises Problem L03 where it is not text.

    UTF-8 first; then Windows-1252 where that gives the letters and marks of English news, because guessing is weakest on a handful of
    odd characters; else what charset-normalizer finds. In a file otherwise UTF-8, whole lines of Windows-1252 are read as such (files that were
    put together), and bytes that are damaged in a line become U+FFFD.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, path)
    if b"\x00" in data or data.startswith(_BINARY):
        raise Problem(Code.L03, path=path)
    try:
        return _text(data.decode("utf-8"), path)
    except UnicodeDecodeError:
        pass
    loose = data.decode("utf-8", errors="replace")
    lost = loose.count("\ufffd")
    foreign = len(loose) - len(loose.encode("ascii", errors="ignore"))
    if foreign > lost:
        mixed = _by_line(data)
        if mixed.count("\ufffd") <= max(1, foreign // 10):
            return _text(mixed, path)
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    odd = sum(1 for c in western if c > "\x7f")
    if western and odd <= 0.05 * len(western):
        return _text(western, path)
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise Problem(Code.L03, path=path)
    return _strict(data, best.encoding, path)


def _by_line(data: bytes) -> str:
    """Each line in its own encoding: one that has good UTF-8 beside what is damaged is UTF-8, one that has none is Windows-1252."""
    lines = []
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            loose = line.decode("utf-8", errors="replace")
            good = any(c > "\x7f" and c != "\ufffd" for c in loose)
            lines.append(loose if good else line.decode("cp1252", errors="replace"))
    return "\n".join(lines)


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
