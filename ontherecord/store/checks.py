"""What the files of a build must be: their names, sizes and digests, kept beside the tables when it is committed.

Delta tables keep none, and Parquet files are read without looking: a flipped bit would be another word in somebody's mouth. A build of an older
program has no such list; it is read as before.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ontherecord import disk

FOLDER = "checks"
Files = dict[str, dict[str, tuple[int, str]]]
"""table -> name of a file -> its size in bytes and SHA-256."""


class Damage(ValueError):
    """What is not as it was written, in words."""


def files(folder: Path, names: Mapping[str, list[str]], before: Files) -> Files:
    """The list of these files, each on disk when this returns. What ``before`` knows is not read again: no file is ever changed."""
    found: Files = {}
    for table, held in names.items():
        known = before.get(table, {})
        found[table] = {name: known.get(name) or _look(folder / table / name) for name in sorted(held)}
        for place in (folder / table / "_delta_log", folder / table):
            if place.is_dir():
                disk.sync(place)
    return found


def _look(path: Path) -> tuple[int, str]:
    disk.sync(path)
    return path.stat().st_size, disk.digest(path)


def begin(folder: Path, row: Mapping[str, Any], listed: Files) -> None:
    """Write the list of a build that is about to be committed. It counts once the build is there."""
    body = json.dumps({"row": plain(row), "tables": listed})
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    disk.write(_begun(folder, int(row["build"])), f"{hashlib.sha256(body.encode()).hexdigest()}\n{body}\n".encode())


def finish(folder: Path, number: int, keep: int) -> None:
    """The build is committed: from now on it is damage where it is not there. Lists of builds before the newest ``keep`` go. Where that fails,
    the list counts all the same."""
    with contextlib.suppress(OSError):
        _begun(folder, number).replace(folder / FOLDER / f"{number}.json")
        for old in numbers(folder):
            if old <= number - keep:
                (folder / FOLDER / f"{old}.json").unlink(missing_ok=True)


def numbers(folder: Path) -> list[int]:
    """The builds that were committed with a list."""
    return sorted(int(path.stem) for path in (folder / FOLDER).glob("*.json") if path.stem.isdigit())


def read(folder: Path, row: Mapping[str, Any]) -> Files | None:
    """The list of a build; None where there is none. Raises Damage where it, or the build's row, is not as it was written."""
    number = int(row["build"])
    path = folder / FOLDER / f"{number}.json"
    finished = path.is_file()
    if not finished and not (path := _begun(folder, number)).is_file():
        return None
    try:
        expected, _, body = path.read_text(encoding="utf-8").partition("\n")
        if hashlib.sha256(body.rstrip("\n").encode()).hexdigest() != expected:
            raise ValueError
        found = json.loads(body)
        same = found["row"] == plain(row)
        listed = {table: {name: (int(size), str(sha)) for name, (size, sha) in held.items()} for table, held in found["tables"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damage(f"the file {FOLDER}/{path.name} is not as it was written") from error
    if same:
        return listed
    if not finished:  # of a build that was killed before it was committed; another one took its number
        return None
    raise Damage(f"build {number} in its list of builds is not as it was written")


def digests(listed: Files | None) -> str:
    """One digest of all that a list says; "" for none."""
    return "" if listed is None else hashlib.sha256(json.dumps(listed, sort_keys=True).encode()).hexdigest()


def compare(folder: Path, names: Mapping[str, list[str]], listed: Files, at_most: int | None = 0) -> int:
    """Compare files with their list: names and sizes, and digests where all are ``at_most`` so many bytes (None: whatever they are).

    The number of files whose digest was compared. Raises Damage, OSError."""
    for table, held in listed.items():
        if sorted(names.get(table, ())) != sorted(held):
            raise Damage(f"the log of its table {table} is not as it was written")
        for name, (size, _) in held.items():
            if (folder / table / name).stat().st_size != size:
                raise Damage(f"the file {table}/{name} is not as it was written")
    if at_most is not None and sum(size for held in listed.values() for size, _ in held.values()) > at_most:
        return 0
    for table, held in listed.items():
        for name, (_, sha) in held.items():
            if disk.digest(folder / table / name) != sha:
                raise Damage(f"the file {table}/{name} is not as it was written")
    return sum(map(len, listed.values()))


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the list of builds as JSON holds it."""
    return {name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value for name, value in row.items()}


def _begun(folder: Path, number: int) -> Path:
    return folder / FOLDER / f"{number}.begun"
