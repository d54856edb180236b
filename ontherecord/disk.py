"""What a disk refuses, said to people; files that are whole or not there at all; digests of files."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ontherecord.errors import Code, Problem

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
REFUSED = {errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EMFILE, errno.ENFILE}
LEAST = 1_000_000
"""Bytes that must be free before a corpus is written."""
_IN_WORDS = re.compile(r"\(os error (\d+)\)")
"""How Delta tables tell what the system said."""
_SQLITE = {
    sqlite3.SQLITE_FULL: Code.C11,
    sqlite3.SQLITE_READONLY: Code.C15,
    sqlite3.SQLITE_CANTOPEN: Code.C15,
    sqlite3.SQLITE_IOERR: Code.C15,
    sqlite3.SQLITE_PERM: Code.C15,
    sqlite3.SQLITE_BUSY: Code.C04,
}


def problem(error: BaseException, name: str) -> Problem | None:
    """What an error of Python, SQLite or Delta tables means for a corpus: C11 (full), C15 (no reading or writing), C04 (held); None for another."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, sqlite3.Error):
        code = _SQLITE.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)
        return Problem(code, name=name, detail=str(error)) if code else None
    if type(error).__name__ == "PanicException":  # Delta tables give up, mostly on a disk that has refused something
        return Problem(Code.C15, name=name, detail="the tables could not be written")
    if not isinstance(error, Exception):
        return None
    said = [int(number) for number in _IN_WORDS.findall(str(error))]
    number = next((n for n in [getattr(error, "errno", None), *said] if n in FULL or n in REFUSED), None)
    if number is None:
        return None
    return Problem(Code.C11 if number in FULL else Code.C15, name=name, detail=os.strerror(number))


def room(folder: Path, name: str) -> None:
    """Raises Problem C11 where nothing worth mentioning could be written: better said before than found out in the middle."""
    place = next((place for place in (folder, *folder.parents) if place.is_dir()), None)
    if place is not None and shutil.disk_usage(place).free < LEAST:
        raise Problem(Code.C11, name=name, detail=f"less than {LEAST / 1e6:.0f} MB is left")


@contextlib.contextmanager
def told(name: str) -> Iterator[None]:
    """Within it, what the disk refuses is a Problem about this corpus."""
    try:
        yield
    except Exception as error:
        found = problem(error, name)
        if found is None or found is error:
            raise
        raise found from error


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on disk before anything that comes after. A folder cannot be asked for that everywhere."""
    try:
        number = os.open(path, os.O_RDONLY)
    except OSError:
        if path.is_dir():
            return
        raise
    try:
        os.fsync(number)
    except OSError as error:
        if not (path.is_dir() and error.errno in (errno.EINVAL, errno.EBADF)):
            raise
    finally:
        os.close(number)


def write(path: Path, content: bytes) -> None:
    """Write a file whole: it is the new one, or what it was before."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    try:
        unfinished.write_bytes(content)
        sync(unfinished)
        unfinished.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)  # on a full disk the room is needed
        raise
    sync(path.parent)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
