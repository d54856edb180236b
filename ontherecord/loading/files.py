"""Paths -> names and bytes. Folders are walked in order; hidden files are skipped; no more is read than the limit."""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import BinaryIO

from ontherecord.errors import Code, Problem
from ontherecord.settings import settings

_NOTE = re.compile(
    r"(?:read[ _-]?me|licen[cs]e|copying|change[ _-]?log|contributing|authors|credits|notice|provenance|manifest|code[ _-]of[ _-]conduct)$",
    re.IGNORECASE,
)


def is_note(name: str) -> bool:
    """A README, a licence: files that tell of a folder, as their names say."""
    return bool(_NOTE.match(stem(name))) and endings(name)[0] in {"", "txt", "md", "markdown", "html", "text", "rst"}


def walk(folder: Path) -> Iterator[Path | Problem]:
    """Files below a folder, sorted, hidden ones left out. A folder is entered once, so that links cannot lead round in circles."""
    yield from _walk(folder, folder.name or folder.resolve().name, set())


def _walk(folder: Path, shown: str, entered: set[tuple[int, int]]) -> Iterator[Path | Problem]:
    try:
        seen = folder.stat()
        if (seen.st_dev, seen.st_ino) in entered:
            return
        entered.add((seen.st_dev, seen.st_ino))
        names = sorted(os.listdir(folder))  # noqa: PTH208  (names alone, sorted as text)
    except OSError as error:
        yield Problem(Code.L13, path=shown, detail=error.strerror or "it could not be listed")
        return
    for name in names:
        if name.startswith("."):
            continue
        path = folder / name
        try:
            inner = path.is_dir()
        except OSError as error:  # a folder that may be listed but not entered
            yield Problem(Code.L13, path=f"{shown}/{name}", detail=error.strerror or str(error))
            continue
        if inner:
            yield from _walk(path, f"{shown}/{name}", entered)
        else:
            yield path


def endings(name: str) -> tuple[str, bool]:
    """A file name's ending in small letters, and whether the file is compressed: ("csv", True) for News.CSV.gz."""
    suffixes = [s[1:].lower() for s in PurePath(name).suffixes]
    packed = bool(suffixes) and suffixes[-1] == "gz"
    if packed:
        suffixes.pop()
    return (suffixes[-1] if suffixes else ""), packed


def stem(name: str) -> str:
    """The name without folder and endings that tell the format: "a.b" for x/a.b.txt.gz."""
    path = PurePath(name)
    if path.suffix.lower() == ".gz":
        path = path.with_suffix("")
    return path.stem or path.name


def opened(path: Path, shown: str) -> io.BufferedReader:
    """An ordinary file, to be read. Raises Problem L13 for any other: opening a named pipe waits without end, a device may never run dry."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Problem(Code.L13, path=shown, detail="it is not an ordinary file")
        return path.open("rb")
    except OSError as error:
        raise Problem(Code.L13, path=shown, detail=error.strerror or str(error)) from None


def read_path(path: Path, shown: str) -> bytes:
    """A file's bytes, unpacked. Raises Problem L05 (broken archive), L13 (cannot be opened) or L14 (too large)."""
    with opened(path, shown) as stream:
        try:
            return _read(stream, shown)
        except OSError as error:
            raise Problem(Code.L13, path=shown, detail=error.strerror or str(error)) from None


def read_bytes(data: bytes, name: str) -> bytes:
    """The same for bytes in hand, of an upload."""
    return _read(io.BytesIO(data), name)


def _read(stream: BinaryIO, name: str) -> bytes:
    """At most one byte more than the limit is read, packed or not: a small archive may hold terabytes."""
    limit = settings().max_file_mb * 1024 * 1024
    if not endings(name)[1]:
        data = stream.read(limit + 1)
    else:
        try:
            with gzip.GzipFile(fileobj=stream) as unpacked:
                data = unpacked.read(limit + 1)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise Problem(Code.L05, path=name, format="gzip", detail=str(error)) from None
    if len(data) > limit:
        raise Problem(Code.L14, path=name, limit=settings().max_file_mb)
    return data
