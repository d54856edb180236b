"""What a file holds, piece by piece: raw records, and what could not be read. Nothing is remembered from one file to the next.

This is where other people's parsers meet other people's files; :mod:`ontherecord.loading.guarded` has it done in a process with limits.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ontherecord.errors import Code, Problem
from ontherecord.loading import archives, dates, files
from ontherecord.loading.decoding import decode
from ontherecord.loading.filenames import FileName, read_name
from ontherecord.loading.kinds import kind_of
from ontherecord.loading.readers import ENDINGS, FORMATS, Format, Found
from ontherecord.loading.records import Part, Raw
from ontherecord.settings import settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Piece:
    """One record of a file, or why there is none, and what the file says of it."""

    location: str
    """What a person is shown: name, row."""
    item: Raw | Problem
    fallback: str = ""
    """The article's id where the record has none."""
    order: dates.DayOrder | None = None
    named: FileName | None = None
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """Said before an archive's next file is read, so that one which ends the process is known by its name."""

    location: str


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be read. ``columns``: field -> column, as a person named them; ``pattern``: of file names; ``skip``: files of an archive that were
    read before."""

    name: str
    source: Path | bytes
    columns: Mapping[str, str]
    pattern: str | None = None
    skip: int = 0
    packed: bool = True
    """False where the bytes of a .gz file have been unpacked before."""


def pieces(request: Request) -> Iterator[Piece | Member]:
    """All pieces of one file, of the files in it as well. Never raises for what is found there."""
    return _Reading(request).file(request.name, request.source, skip=request.skip)


MOST_TOLD = 1_000
"""Rows of one file that cannot be read and are each told; of further ones only the number is."""
TOO_MUCH = "it takes more memory than reading one file may take"


class _Reading:
    """Reads files with what a person said of their columns and names."""

    def __init__(self, request: Request) -> None:
        self.columns = request.columns
        self.pattern = request.pattern
        self.packed = request.packed

    def file(
        self, name: str, source: Path | bytes, budget: archives.Budget | None = None, depth: int = 0, about: Raw | None = None, skip: int = 0
    ) -> Iterator[Piece | Member]:
        """``about``: what the file around it says."""
        try:
            yield from self._file(name, source, budget, depth, about, skip)
        except Problem as problem:
            yield Piece(name, problem)
        except (MemoryError, RecursionError):
            yield Piece(name, Problem(Code.L16, path=name, detail=TOO_MUCH))
        except Exception as error:  # a mistake of ours: told and logged, and the next file is read
            log.error("reading %s", name, exc_info=error)
            yield Piece(name, Problem(Code.L05, path=name, format="article", detail=type(error).__name__))

    def _file(
        self, name: str, source: Path | bytes, budget: archives.Budget | None, depth: int, about: Raw | None, skip: int
    ) -> Iterator[Piece | Member]:
        ending, packed = files.endings(name)
        shown = f".{ending}" if ending else "none"
        expected = ENDINGS.get(ending)
        if expected == "tar" or (expected == "zip" and not packed):
            yield from self._archive(name, source, "tar" if expected == "tar" else "zip", budget, depth, skip)
            return
        if isinstance(source, Path):
            data = files.read_path(source, name)
        else:
            data = files.read_bytes(source, name) if self.packed else source
        kind = kind_of(ending, data)
        if kind is None:
            raise Problem(Code.L06, path=name, ending=shown)
        if not data.strip():
            raise Problem(Code.L07, path=name)
        if kind == "zip":
            yield from self._archive(name, data, "zip", budget, depth, skip)
            return
        notes = () if kind == expected else (Problem(Code.L21, path=name, ending=shown, format=FORMATS[kind].name),)
        content: str | bytes = data if FORMATS[kind].binary else decode(data, name)
        del data  # a large file is not held twice
        if isinstance(content, str) and not content.strip():
            raise Problem(Code.L07, path=name)
        found = self._read(kind, content, name)
        del content
        order = dates.day_order(item.date for item in found if isinstance(item, Raw))
        stem = files.stem(name)
        alone = not any(isinstance(item, Raw) and item.row is not None for item in found)
        named = _with_about(read_name(stem, self.pattern), about) if alone else None
        if not found:
            raise Problem(Code.L07, path=name)
        found = _shortened(found, name)
        found.reverse()
        while found:  # each is let go of when it has been handed on
            item = found.pop()
            if isinstance(item, Part):
                yield from self._inside(f"{name}/{item.name}", item.data, budget, depth, item.about)
                continue
            row = item.row if isinstance(item, Raw) else item[0]
            location = name if row is None else f"{name}#{row}"
            if isinstance(item, Raw):
                if about is not None and alone:
                    item = replace(item, hint=item.hint or about.date)
                yield Piece(location, item, stem if row is None else f"{stem}-{row}", order, named, notes)
                notes = ()
            else:
                yield Piece(location, item[1])

    def _read(self, kind: str, content: str | bytes, name: str) -> list[Raw | Part | Found]:
        """Everything that a file's reader gives, up to the limit: a small file can hold a large text many times over."""
        left = settings().max_file_mb * 1024 * 1024
        found: list[Raw | Part | Found] = []
        for item in _guarded(FORMATS[kind], content, name, self.columns):
            if isinstance(item, Raw):
                left -= len(item.text)
            elif isinstance(item, Part):
                left -= len(item.data)
            if left < 0:
                found.append((None, Problem(Code.L14, path=name, limit=settings().max_file_mb)))
                break
            found.append(item)
        return found

    def _archive(
        self, name: str, source: Path | bytes, kind: Literal["zip", "tar"], budget: archives.Budget | None, depth: int, skip: int
    ) -> Iterator[Piece | Member]:
        budget = budget or archives.Budget()
        held = False
        for number, (member, content) in enumerate(archives.members(source, name, kind, budget, skip), 1):
            held = True
            if number <= skip:
                continue
            location = f"{name}/{member}"
            if not depth:
                yield Member(location)
            if isinstance(content, Problem):
                yield Piece(location, content)
            elif files.is_note(member):
                yield Piece(location, Problem(Code.L22, path=location))
            else:
                yield from self._inside(location, content, budget, depth)
        if not held:
            raise Problem(Code.L07, path=name)

    def _inside(
        self, location: str, content: bytes, budget: archives.Budget | None, depth: int, about: Raw | None = None
    ) -> Iterator[Piece | Member]:
        if depth >= archives.MAX_DEPTH:
            yield Piece(location, Problem(Code.L16, path=location, detail="archives lie too deep in one another"))
        else:
            yield from self.file(location, content, budget, depth + 1, about)


def _shortened(found: list[Raw | Part | Found], name: str) -> list[Raw | Part | Found]:
    broken = [number for number, item in enumerate(found) if not isinstance(item, Raw | Part)]
    if len(broken) <= MOST_TOLD:
        return found
    gone = set(broken[MOST_TOLD:])
    kept = [item for number, item in enumerate(found) if number not in gone]
    return [*kept, (None, Problem(Code.L27, path=name, count=f"{len(gone):,}"))]


def _guarded(format: Format, content: str | bytes, name: str, columns: Mapping[str, str]) -> Iterator[Raw | Part | Found]:
    """What a reader gives. Parsers of other people meet hostile files with errors of every kind: each becomes a row, what was read before stays."""
    try:
        yield from format.load()(content, name, columns)
    except (Problem, MemoryError):
        raise
    except Exception as error:
        detail = (str(error) or type(error).__name__).split("\n")[0][:200]
        yield None, Problem(Code.L05, path=name, format=format.name, detail=detail)


def _with_about(named: FileName, about: Raw | None) -> FileName:
    return named._replace(title=named.title or about.title, author=named.author or about.author) if about else named
