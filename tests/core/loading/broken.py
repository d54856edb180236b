"""Broken files of every format, made from sound ones: cut, flipped, repeated, mixed, also behind the compression of archives."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import lru_cache
from random import Random

from tests.core.loading import made

MOST = 200_000
"""Bytes of a file that is repeated."""
TOKENS = (
    *(b'"', b"'", b"<", b">", b"&", b"{", b"}", b"[", b"]", b"(", b")", b",", b";", b":", b"\\", b"\0", b"\n", b"\r", b"\t", b" ", b"-->", b"<!--"),
    *(
        b"<![CDATA[",
        b"</",
        b"<div>",
        b"<table><tr><td>",
        b"&#x110000;",
        b"&amp;",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xe2\x80\x9c",
        b"\xe2\x80\x9d",
    ),
    *(
        b"---\n",
        b"- - - ",
        b"*a",
        b"&a ",
        b"=?utf-8?q?a?=",
        b"\r\n\r\n",
        b"Content-Type: ",
        b"boundary=",
        b"PK\x03\x04",
        b"%PDF-",
        b"{\\rtf1 ",
        b"PAR1",
    ),
    *(
        b"99999999999999999999",
        b"-1",
        b"1e999",
        b"NaN",
        b"null",
        b"XFD1048576",
        b"obj",
        b"endobj",
        b"stream",
        b"/Length ",
        b"\\u8220",
        b"\\bin999999 ",
    ),
    *(
        b"javascript:alert(1)",
        b"../../",
        b"January 99, 9999",
        "Auguſt 5, 2024".encode(),
        b"he said ",
        b"AB, AAAA, AAAA said",
        b'"said"',
        b"\xe2\x80\xae",
    ),
)


@lru_cache(maxsize=1)
def samples() -> dict[str, bytes]:
    """A sound file of each format, by its ending."""
    return made.samples()


def _place(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.choice((1, 2, 8, 64, 1024)))


def _cut(data: bytes, random: Random) -> bytes:
    start, end = _place(data, random)
    return random.choice((data[:start], data[start:], data[:start] + data[end:]))


def _flip(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 4, 32, 256))):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _repeat(data: bytes, random: Random) -> bytes:
    start, end = _place(data, random)
    times = min(random.choice((2, 50, 5_000, 50_000)), MOST // max(1, end - start))
    return data[:start] + data[start:end] * times + data[end:]


def _insert(data: bytes, random: Random) -> bytes:
    for _ in range(random.choice((1, 3, 20))):
        start, token = random.randrange(len(data) + 1), random.choice(TOKENS)
        data = data[:start] + token * random.choice((1, 1, 2, 200, 5_000)) + data[start:]
    return data[: 4 * MOST]


def _swap(data: bytes, random: Random) -> bytes:
    (a, b), (c, d) = sorted((_place(data, random), _place(data, random)))
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _mixed(data: bytes, random: Random) -> bytes:
    other = random.choice(list(samples().values()))
    start, place = random.randrange(len(data) + 1), random.randrange(len(other) + 1)
    return data[:start] + other[place:]


def _inside(data: bytes, random: Random) -> bytes:
    """A file of an archive is broken; the archive is sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {info.filename: archive.read(info) for info in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError, EOFError, zipfile.zlib.error):  # type: ignore[attr-defined]
        return _flip(data, random)
    if not members:
        return data
    name = random.choice(sorted(members))
    members[name] = random.choice(PLAIN)(members[name], random)
    return made.packed(members)


PLAIN: tuple[Callable[[bytes, Random], bytes], ...] = (_cut, _flip, _repeat, _insert, _swap, _mixed)


def broken(seed: int, number: int) -> tuple[str, bytes]:
    """The name and the bytes of one broken file."""
    random = Random(f"{seed}-{number}")
    ending = random.choice(sorted(samples()))
    data = samples()[ending]
    for _ in range(random.choice((1, 1, 2, 3))):
        change = _inside if data.startswith(b"PK\x03\x04") and random.random() < 0.7 else random.choice(PLAIN)
        data = change(data, random)
    if random.random() < 0.1:
        ending = random.choice(sorted(samples()))
    return f"{number}.{ending}", data
