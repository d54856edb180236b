"""One run of loading: raw records become articles; ids are made unique, texts loaded once, what cannot be read is told."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Literal

from ontherecord.errors import Code, Problem
from ontherecord.loading import dates, files
from ontherecord.loading.decoding import decode
from ontherecord.loading.headline import find_headline, find_title, title_of
from ontherecord.loading.language import other_language
from ontherecord.loading.readers import READERS
from ontherecord.loading.records import Raw, replace_surrogates, tidy
from ontherecord.loading.repair import ReadingText, find_repairs
from ontherecord.model import Article, PublishedBasis, Span
from ontherecord.settings import settings

Outcome = Literal["loaded", "duplicate", "left out"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one article, or of a file or line that gave none. ``article`` is None unless it was loaded."""

    location: str
    article: Article | None
    outcome: Outcome
    problems: tuple[Problem, ...] = ()


def load_paths(paths: Iterable[Path], *, duplicates: bool = False) -> Iterator[Loaded]:
    """Articles of files and folders, in order. ``duplicates=True`` loads the same text again under an id of its own.

    Never raises for what is found there: a missing path, a file that is not text, a broken line are rows of the outcome "left out".
    """
    run = Run(duplicates=duplicates)
    for path in map(Path, paths):
        if path.is_dir():
            yield from run.folder(path)
        elif not path.exists():
            yield left_out(str(path), Problem(Code.L01, path=path))
        else:
            yield from run.file(path.name, path)


def load_files(files: Iterable[tuple[str, bytes]], *, duplicates: bool = False) -> Iterator[Loaded]:
    """Articles of uploads: (name, bytes). As :func:`load_paths`."""
    run = Run(duplicates=duplicates)
    for name, data in files:
        yield from run.file(PurePath(name.replace("\\", "/")).name or "unnamed", data)


def load_text(
    text: str, *, id: str = "pasted", title: str | None = None, published_on: date | str | None = None, outlet: str | None = None
) -> Loaded:
    """One article from a text in hand. ``published_on`` may be a date or a full date in words; one that is none gives problem L12."""
    given = published_on.isoformat() if isinstance(published_on, date) else published_on
    raw = Raw(text=text, id=id, title=tidy(title), date=tidy(given), outlet=tidy(outlet))
    return Run().article(raw, id, id, date_basis="given")


def left_out(location: str, problem: Problem) -> Loaded:
    return Loaded(location, None, "left out", (problem,))


class Run:
    """What one run remembers: ids given, texts seen. Memory grows by some hundred bytes an article."""

    def __init__(self, *, duplicates: bool = False) -> None:
        self.duplicates = duplicates
        self.ids: set[str] = set()
        self.texts: dict[bytes, str] = {}  # digest of the words -> id

    def folder(self, folder: Path) -> Iterator[Loaded]:
        readable = False
        for found in files.walk(folder):
            if isinstance(found, Problem):
                yield left_out(str(found.details["path"]), found)
                continue
            readable = readable or files.endings(found.name)[0] in READERS
            yield from self.file(found.relative_to(folder).as_posix(), found)
        if not readable:
            yield left_out(folder.name or str(folder), Problem(Code.L02, path=folder))

    def file(self, name: str, source: Path | bytes) -> Iterator[Loaded]:
        """Articles of one file. ``name`` is what a person is shown: no absolute path."""
        ending, _ = files.endings(name)
        if ending not in READERS:
            yield left_out(name, Problem(Code.L06, path=name, ending=f".{ending}" if ending else "none"))
            return
        try:
            data = files.read_path(source, name) if isinstance(source, Path) else files.read_bytes(source, name)
            if not data.strip():
                raise Problem(Code.L07, path=name)
            text = decode(data, name)
            del data
            if not text.strip():
                raise Problem(Code.L07, path=name)
            found = list(READERS[ending](text, name))
        except Problem as problem:
            yield left_out(name, problem)
            return
        order = dates.day_order(item.date for item in found if isinstance(item, Raw))
        stem = files.stem(name)
        for item in found:
            row = item.row if isinstance(item, Raw) else item[0]
            location = name if row is None else f"{name}#{row}"
            if isinstance(item, Raw):
                yield self.article(item, location, stem if row is None else f"{stem}-{row}", order=order)
            else:
                yield left_out(location, item[1])
        if not found:
            yield left_out(name, Problem(Code.L07, path=name))

    def article(
        self, raw: Raw, location: str, fallback: str, *, order: dates.DayOrder | None = None, date_basis: PublishedBasis = "metadata"
    ) -> Loaded:
        """One article of a raw record. ``fallback`` is its id where the record has none."""
        text = replace_surrogates(raw.text)
        id = raw.id or fallback
        if not text.strip():
            return left_out(location, Problem(Code.L07, path=location))
        if len(text) > settings().max_characters:
            return left_out(location, Problem(Code.L08, id=id, characters=len(text), limit=settings().max_characters))
        repairs = find_repairs(text)
        reading = ReadingText(text, repairs)
        if language := other_language(reading.text):
            return left_out(location, Problem(Code.L15, id=id, language=language))
        words = reading.text.split()
        if len(words) < settings().min_words:
            return left_out(location, Problem(Code.L09, id=id, words=len(words)))
        key = hashlib.blake2b(unicodedata.normalize("NFKC", " ".join(words)).encode(), digest_size=16).digest()
        if key in self.texts and not self.duplicates:
            other = self.texts[key]
            return Loaded(location, None, "duplicate", (Problem(Code.L11, id=id if id != other else location, other=other),))
        problems = list(raw.problems)
        new_id = self._unique(id)
        if new_id != id:
            problems.append(Problem(Code.L10, id=id, new_id=new_id))
        self.texts.setdefault(key, new_id)
        headline, title = _headline(raw, reading)
        day, basis, outlet, problem = _published(raw, reading, new_id, location, order, date_basis)
        if problem:
            problems.append(problem)
        # What a reader is shown counts as well: a corrected date or outlet must be taken up by the next build.
        told = "\0".join(str(value or "") for value in (text, title, day, basis, raw.outlet or outlet, raw.author, raw.url))
        article = Article(
            id=new_id,
            text=text,
            title=title,
            published_on=day,
            date_basis=basis,
            outlet=raw.outlet or outlet,
            author=raw.author,
            url=raw.url,
            language=raw.language,
            location=location,
            digest=hashlib.sha256(told.encode()).hexdigest(),
            headline=headline,
            repairs=repairs,
        )
        return Loaded(location, article, "loaded", tuple(problems))

    def _unique(self, id: str) -> str:
        new_id, number = id, 1
        while new_id in self.ids:
            number += 1
            new_id = f"{id}-{number}"
        self.ids.add(new_id)
        return new_id


def _headline(raw: Raw, reading: ReadingText) -> tuple[Span | None, str | None]:
    """The headline's span in the original, and the title. A title that is given is looked for; only without one is a headline guessed."""
    found = find_title(reading.text, raw.title) if raw.title else find_headline(reading.text)
    title = raw.title or (title_of(reading.text[found.start : found.end]) if found else None)
    return (reading.to_original(*found) if found else None), title


def _published(
    raw: Raw, reading: ReadingText, id: str, location: str, order: dates.DayOrder | None, basis: PublishedBasis
) -> tuple[date | None, PublishedBasis, str | None, Problem | None]:
    """Date, its basis, the dateline's outlet, and L12 where a date was given that is none: then nothing else is guessed."""
    line = dates.dateline(reading.text)
    if raw.date:
        day, reason = dates.read_date(raw.date, order)
        if day is None:
            return None, "none", line.outlet, Problem(Code.L12, value=raw.date, id=id, reason=reason)
        return day, basis, line.outlet, None
    if line.day:
        return line.day, "dateline", line.outlet, None
    if raw.row is None and (day := dates.date_in_name(PurePath(location).name)):
        return day, "filename", line.outlet, None
    return None, "none", line.outlet, None
