"""Archives -> the files in them. Nothing is ever written to disk, and no more is unpacked than the limits allow."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal

from ontherecord.errors import Code, Problem
from ontherecord.loading import files
from ontherecord.settings import settings

MAX_DEPTH = 3
"""An archive in an archive in an archive is opened; a further one is not."""
MAX_MEMBERS = 100_000
MAX_RATIO = 200
"""Text shrinks to a third or a tenth. What shrinks to less than a two-hundredth is not text, once it is large."""
LARGE = 10 * 1024 * 1024
SKIPPED = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
"""What operating systems leave behind, in small letters; hidden files (a dot in front) are skipped as well."""

Member = tuple[str, "bytes | Problem"]
"""The name inside the archive, and what it holds or why it was not unpacked."""


@dataclass
class Budget:
    """What one archive and all archives in it may unpack to, together."""

    left: int = field(default_factory=lambda: 4 * settings().max_file_mb * 1024 * 1024)
    members: int = MAX_MEMBERS


def members(source: Path | bytes, name: str, kind: Literal["zip", "tar"], budget: Budget, skip: int = 0) -> Iterator[Member]:
    """The files of an archive, in its order; of the first ``skip`` only the names, with no bytes.

    Raises Problem L05 where it is none, L13 where it cannot be opened; breaks midway are yielded."""
    try:
        stream: BinaryIO
        with files.opened(source, name) if isinstance(source, Path) else io.BytesIO(source) as stream:
            yield from (_zip if kind == "zip" else _tar)(stream, name, budget, skip)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, NotImplementedError, ValueError) as error:
        raise Problem(Code.L05, path=name, format="archive", detail=str(error) or "it ends too early") from None
    except OSError as error:  # gzip's own complaint is one as well
        if error.errno:
            raise Problem(Code.L13, path=name, detail=error.strerror or str(error)) from None
        raise Problem(Code.L05, path=name, format="archive", detail=str(error)) from None


def _refused(name: str, member: str, detail: str) -> Member:
    return member, Problem(Code.L16, path=f"{name}/{member}", detail=detail)


def _hidden(member: str) -> bool:
    return any((part.startswith(".") and part not in {".", ".."}) or part.lower() in SKIPPED for part in PurePosixPath(member).parts)


def _leads_out(member: str) -> bool:
    path = PurePosixPath(member)
    return path.is_absolute() or ".." in path.parts or (len(member) > 1 and member[1] == ":") or "\x00" in member


def _checked(name: str, member: str, size: int, packed: int | None, budget: Budget) -> str | None:
    """Why a member is not unpacked; None where it may be."""
    limit = settings().max_file_mb * 1024 * 1024
    if _leads_out(member):
        return "its name leads out of the archive"
    if size > limit:
        return f"it holds more than {settings().max_file_mb} MB"
    if packed is not None and size > LARGE and size > MAX_RATIO * max(1, packed):
        return f"it would grow to {size // max(1, packed):,} times its size"
    return None


def _zip(stream: BinaryIO, name: str, budget: Budget, skip: int) -> Iterator[Member]:
    number = 0
    with zipfile.ZipFile(stream) as archive:
        for info in archive.infolist():
            member = info.filename.replace("\\", "/")
            if info.is_dir() or _hidden(member):
                continue
            number += 1
            if not _take(budget, info.file_size):
                yield _refused(name, member, "the archive holds more than is unpacked at once")
                return
            if number <= skip:
                yield member, b""
            elif reason := _checked(name, member, info.file_size, info.compress_size, budget):
                yield _refused(name, member, reason)
            elif info.flag_bits & 1:
                yield _refused(name, member, "it is locked with a password")
            else:
                try:
                    yield member, archive.read(info)
                except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
                    yield member, Problem(Code.L05, path=f"{name}/{member}", format="archive", detail=str(error) or "it ends too early")


def _tar(stream: BinaryIO, name: str, budget: Budget, skip: int) -> Iterator[Member]:
    """Read as a stream, once: what is skipped has to be unpacked as well, so sizes are counted before."""
    number = 0
    with tarfile.open(fileobj=stream, mode="r|*") as archive:
        for info in archive:
            member = info.name
            if info.isdir() or _hidden(member):
                continue
            number += 1
            if not _take(budget, info.size):
                yield _refused(name, member, "the archive holds more than is unpacked at once")
                return
            if number <= skip:
                yield member, b""
            elif not info.isreg():
                yield _refused(name, member, "it is a link or a device, not a file")
            elif reason := _checked(name, member, info.size, None, budget):
                yield _refused(name, member, reason)
            elif (content := archive.extractfile(info)) is not None:
                yield member, content.read()


def _take(budget: Budget, size: int) -> bool:
    budget.members -= 1
    if size <= settings().max_file_mb * 1024 * 1024:  # larger ones are refused alone
        budget.left -= size
    return budget.left >= 0 and budget.members >= 0


def is_safe(data: bytes, path: str, format: str, limit_mb: int = 100) -> list[str]:
    """Names in a document that is a zip archive (.docx, .xlsx). Raises Problem L05 where it is broken, L16 where it would grow too large.

    Readers of such documents hold them unpacked and parsed, at ten times their size: hence a lower limit than for files.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise Problem(Code.L05, path=path, format=format, detail=str(error)) from None
    if sum(info.file_size for info in infos) > limit_mb * 1024 * 1024:
        raise Problem(Code.L16, path=path, detail=f"it holds more than {limit_mb} MB when unpacked")
    if any(info.file_size > LARGE and info.file_size > MAX_RATIO * max(1, info.compress_size) for info in infos):
        raise Problem(Code.L16, path=path, detail="a part of it would grow to hundreds of times its size")
    return [info.filename for info in infos]
