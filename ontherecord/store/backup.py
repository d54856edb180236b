"""A corpus as one file, and back: its tables with the builds that are kept, corrections, decisions, and a list of digests.

It is a ZIP: ``corpus/...``, ``decisions/...`` and, at the end, ``manifest.json``. Nothing is taken from a file whose list does not fit.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from ontherecord import access, disk
from ontherecord.decisions import Log
from ontherecord.errors import Code, Problem
from ontherecord.store import corpora
from ontherecord.store.schema import FORMAT

LAYOUT = 1
MANIFEST = "manifest.json"
_PART = re.compile(r"[A-Za-z0-9_.-]+", re.ASCII)
_CHUNK = 1 << 20


def backup(name: str, path: Path) -> int:
    """Write a corpus to a file, whole or not at all; the number of its newest build. Nobody can build it meanwhile.

    The corpus is checked first: a damaged one would only be copied. Raises Problem C01 to C05, C11, C15, and L13 where the file cannot be written."""
    folder = corpora.folder_of(name)
    part = path.with_name(f"{path.name}.part")
    with _still(name):
        build = corpora.read_build(name)
        corpora.compare(build, None)
        decisions = corpora.decisions_of(name)
        try:
            with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as beside:
                log = Path(beside) / decisions.file.name
                with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                    digests = dict(_put(archive, f"corpus/{p.relative_to(folder).as_posix()}", p) for p in _files(folder))
                    if decisions.save(log):
                        digests |= dict([_put(archive, f"decisions/{log.name}", log)])
                    told = {
                        "layout": LAYOUT,
                        "name": name,
                        "format": build.format,
                        "build": build.number,
                        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
                        "digests": digests,
                    }
                    archive.writestr(MANIFEST, json.dumps(told, indent=1))
            disk.sync(part)
            part.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise Problem(Code.L13, path=path, detail=error.strerror or error) from error
    return build.number


def restore(path: Path, name: str | None = None) -> str:
    """Make the corpus of such a file anew, under its own name or another; the name. Everything is compared with its digest before the corpus is seen.

    Decisions that lie there under this name stay, and those of the file are added. Raises Problem C02 (made by a newer version), C03, C04, C10 (the
    name is taken), C11, C15, C16, C17 (not such a file, or damaged), L13."""
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise Problem(Code.L13, path=path, detail=error.strerror or error) from error
    except zipfile.BadZipFile as error:
        raise Problem(Code.C17, path=path, detail="it is no backup, or was cut off") from error
    with archive:
        told = _manifest(archive, path)
        name = name or str(told["name"])
        access.ask("Restoring a corpus", name)
        folder, made = corpora.folder_of(name), corpora.making_of(name)
        with disk.told(name), corpora.lock_of(name).hold(name):
            corpora.settle_held(name)
            if folder.exists():
                raise Problem(Code.C10, name=name)
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir(parents=True)
            try:
                (made / "corpus").mkdir()
                _take(archive, told["digests"], made, path)
                log = Log(name, made / "decisions")
                if (made / "decisions").is_dir():
                    corpora.decisions_of(name).add(log.decisions(), taken=True)
                (made / "corpus").rename(folder)
                disk.sync(folder.parent)
            finally:
                shutil.rmtree(made, ignore_errors=True)
    return name


@contextlib.contextmanager
def _still(name: str) -> Iterator[None]:
    """Nobody builds the corpus meanwhile. In a place that is only read nobody can, and no lock can be had."""
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(corpora.lock_of(name).hold(name))
        except OSError as error:
            if disk.problem(error, name) is None:
                raise
        yield


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.relative_to(folder).parts[0] not in corpora.MADE_AGAIN:
            yield path


def _put(archive: zipfile.ZipFile, name: str, path: Path) -> tuple[str, str]:
    with path.open("rb") as source, archive.open(zipfile.ZipInfo.from_file(path, name), "w", force_zip64=True) as target:
        return name, _copied(source, target)


def _copied(source: Any, target: Any, at_most: int | None = None) -> str:
    """Copy, and give the digest of what was copied. Raises ValueError where it is more than ``at_most`` bytes."""
    found, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        if at_most is not None and size > at_most:
            raise ValueError("it holds more than it says")
        found.update(chunk)
        target.write(chunk)
    return found.hexdigest()


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    try:
        if archive.getinfo(MANIFEST).file_size > 100_000_000:
            raise ValueError
        told: dict[str, Any] = json.loads(archive.read(MANIFEST))
        layout, form, name, digests = int(told["layout"]), int(told["format"]), str(told["name"]), dict(told["digests"])
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile, RuntimeError, EOFError) as error:
        raise Problem(Code.C17, path=path, detail="it is no backup of a corpus") from error
    if layout > LAYOUT or form > FORMAT:
        raise Problem(Code.C02, name=name, found=form, known=FORMAT)
    held = sorted(info.filename for info in archive.infolist() if info.filename != MANIFEST)
    if held != sorted(digests):
        raise Problem(Code.C17, path=path, detail="what it holds is not what its list says")
    if unfit := next((name for name in held if not _fits(name)), None):
        raise Problem(Code.C17, path=path, detail=f"it names a file outside of a corpus ({unfit[:80]!r})")
    return told


def _fits(name: str) -> bool:
    """Whether a name is one of a file of a corpus: relative, plain, and nothing that leads elsewhere."""
    parts = PurePosixPath(name).parts
    inside = len(parts) > 1 and parts[0] in ("corpus", "decisions") and "/".join(parts) == name
    return inside and all(_PART.fullmatch(part) and part not in (".", "..") for part in parts)


def _take(archive: zipfile.ZipFile, digests: dict[str, str], made: Path, path: Path) -> None:
    room = sum(info.file_size for info in archive.infolist())
    if room > shutil.disk_usage(made).free:
        raise Problem(Code.C11, name=made.name, detail=f"{room / 1e6:,.0f} MB are needed")
    for name, expected in digests.items():
        target = made / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with archive.open(name) as source, target.open("wb") as file:
                same = _copied(source, file, archive.getinfo(name).file_size) == expected
        except (zipfile.BadZipFile, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
            raise Problem(Code.C17, path=path, detail=f"{name} cannot be read") from error
        if not same:
            raise Problem(Code.C17, path=path, detail=f"{name} is not as it was written")
        disk.sync(target)
