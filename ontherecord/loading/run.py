"""One run of loading: raw records become articles; ids are made unique, texts loaded once, what cannot be read is told."""

from __future__ import annotations

import hashlib
import logging
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath
from typing import Literal

from ontherecord.errors import Code, Problem
from ontherecord.loading import dates, files
from ontherecord.loading.contents import Request
from ontherecord.loading.filenames import FileName
from ontherecord.loading.guarded import Guard
from ontherecord.loading.headline import find_headline, find_title, title_of
from ontherecord.loading.language import language_of
from ontherecord.loading.lost import cut_mark, lost_characters
from ontherecord.loading.opening import Opening, opening
from ontherecord.loading.readers import ENDINGS
from ontherecord.loading.records import NAMES, Raw, replace_surrogates, tidy
from ontherecord.loading.repair import ReadingText, find_repairs
from ontherecord.model import Article, PublishedBasis, Repair, Span, web_address
from ontherecord.settings import settings

log = logging.getLogger(__name__)
Outcome = Literal["loaded", "duplicate", "left out"]
FILE_NAME = "filename"
"""Key of ``columns`` under which the pattern of file names is given: "{date}_{author}"."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one article, or of a file or line that gave none. ``article`` is None unless it was loaded.

    The fields behind ``problems`` tell what was found of articles that were left out or are duplicates, too; a file that could not be read has none.
    """

    location: str
    article: Article | None
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    title: str | None = None
    outlet: str | None = None
    published_on: date | None = None
    date_basis: PublishedBasis = "none"
    words: int = 0
    language: str | None = None
    """ISO 639-1 code, of the text where that tells, else of its metadata."""
    repairs: Mapping[str, int] = field(default_factory=dict)
    """Kind of repair -> how many places are read otherwise than they stand."""
    duplicate_of: str | None = None
    """Id of the article that has the same text."""


def load_paths(paths: Iterable[Path | str], *, duplicates: bool = False, columns: Mapping[str, str] | None = None) -> Iterator[Loaded]:
    """Articles of files and folders, in order. ``duplicates=True`` loads the same text again under an id of its own.

    ``columns`` names the columns of tables (field -> column: title, text, date, outlet, author, url, id, language), where they are not recognised or
    wrongly so; and, under "filename", the pattern of file names ("{date}_{author}_{title}").
    Never raises for what is found there: a missing path, a file that is not text, a broken line are rows of the outcome "left out".
    Raises ValueError for a field that there is not.
    """
    with Run(duplicates=duplicates, columns=columns) as run:
        for path in paths:
            yield from run.path(path)


def load_files(files: Iterable[tuple[str, bytes]], *, duplicates: bool = False, columns: Mapping[str, str] | None = None) -> Iterator[Loaded]:
    """Articles of uploads: (name, bytes). As :func:`load_paths`."""
    with Run(duplicates=duplicates, columns=columns) as run:
        for name, data in files:
            yield from run.file(PurePath(name.replace("\\", "/")).name or "unnamed", data)


def load_text(
    text: str, *, id: str = "pasted", title: str | None = None, published_on: date | str | None = None, outlet: str | None = None
) -> Loaded:
    """One article from a text in hand. ``published_on`` may be a date or a full date in words; one that is none gives problem L12."""
    given = published_on.isoformat() if isinstance(published_on, date) else published_on
    raw = Raw(text=text, id=id, title=tidy(title), date=tidy(given), outlet=tidy(outlet))
    return Run().article(raw, id, id, date_basis="given")


LENGTHS = {"id": 200, "title": 1_000, "outlet": 200, "author": 500, "url": 2_000, "date": 200, "language": 100, "hint": 200}
"""Characters of what is said of an article; a date, language or address that is longer is none."""


def bounded(raw: Raw, fallback: str) -> tuple[Raw, list[Problem]]:
    """A record whose details are of a length that lists and links can bear, and whose address may be followed; and what was cut."""
    changes: dict[str, str | None] = {}
    problems: list[Problem] = []
    id = (raw.id or fallback)[: LENGTHS["id"]]
    for name, limit in LENGTHS.items():
        value: str | None = getattr(raw, name)
        if value is not None and len(value) > limit:
            changes[name] = None if name in ("url", "date", "language", "hint") else value[:limit].rstrip()
            problems.append(Problem(Code.L28, field=name, id=id, limit=limit))
    if raw.url and "url" not in changes and web_address(raw.url) is None:
        changes["url"] = None
        problems.append(Problem(Code.L29, url=raw.url[:60], id=id))
    return (replace(raw, **changes) if changes else raw), problems  # type: ignore[arg-type]


def left_out(location: str, problem: Problem) -> Loaded:
    return Loaded(location, None, "left out", (problem,))


class Run:
    """What one run remembers: ids given, texts seen. Memory grows by some hundred bytes an article."""

    def __init__(self, *, duplicates: bool = False, columns: Mapping[str, str] | None = None) -> None:
        columns = dict(columns or {})
        if unknown := columns.keys() - {*NAMES, FILE_NAME}:
            raise ValueError(f"no such field: {', '.join(sorted(unknown))}; there are {', '.join([*NAMES, FILE_NAME])}")
        self.duplicates = duplicates
        self.pattern = columns.pop(FILE_NAME, None)
        self.columns = columns
        self._guard = Guard()
        self.ids: set[str] = set()
        self.texts: dict[bytes, str] = {}  # digest of the words -> id

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        self._guard.close()

    def path(self, given: Path | str) -> Iterator[Loaded]:
        """Articles of a file or a folder, or why there are none."""
        path, shown = Path(given), str(given)
        try:
            there, inner = path.exists(), path.is_dir()
        except OSError as error:  # a place that may not be looked at, a name that is too long
            yield left_out(shown, Problem(Code.L13, path=shown, detail=error.strerror or str(error)))
            return
        if not there or not shown.strip():  # "" would be the folder that one is in
            yield left_out(shown, Problem(Code.L01, path=shown or "an empty path"))
        else:
            yield from self.folder(path) if inner else self.file(path.name, path)

    def folder(self, folder: Path) -> Iterator[Loaded]:
        readable = False
        for found in files.walk(folder):
            if isinstance(found, Problem):
                yield left_out(str(found.details["path"]), found)
                continue
            readable = readable or files.endings(found.name)[0] in ENDINGS
            name = found.relative_to(folder).as_posix()
            if files.is_note(found.name):
                yield left_out(name, Problem(Code.L22, path=name))
            else:
                yield from self.file(name, found)
        if not readable:
            yield left_out(folder.name or str(folder), Problem(Code.L02, path=folder))

    def file(self, name: str, source: Path | bytes) -> Iterator[Loaded]:
        """Articles of one file. ``name`` is what a person is shown: no absolute path."""
        for piece in self._guard.pieces(Request(name, source, self.columns, self.pattern)):
            if isinstance(piece.item, Problem):
                yield left_out(piece.location, piece.item)
                continue
            try:
                loaded = self.article(piece.item, piece.location, piece.fallback, order=piece.order, named=piece.named, notes=piece.notes)
            except Exception as error:  # a mistake of ours: told and logged, and the next article is read
                log.error("reading %s", piece.location, exc_info=error)
                loaded = left_out(piece.location, Problem(Code.L05, path=piece.location, format="article", detail=type(error).__name__))
            yield loaded

    def article(
        self,
        raw: Raw,
        location: str,
        fallback: str,
        *,
        order: dates.DayOrder | None = None,
        date_basis: PublishedBasis = "metadata",
        named: FileName | None = None,
        notes: tuple[Problem, ...] = (),
    ) -> Loaded:
        """One article of a raw record. ``fallback`` is its id where the record has none, ``named`` what its file's name says."""
        named = named or FileName()
        raw, told = bounded(raw, fallback)
        text = replace_surrogates(raw.text)
        id = raw.id or named.id or fallback
        if not text.strip():
            return left_out(location, Problem(Code.L07, path=location))
        if len(text) > settings().max_characters:
            return left_out(location, Problem(Code.L08, id=id, characters=len(text), limit=settings().max_characters))
        repairs = find_repairs(text)
        reading = ReadingText(text, repairs)
        words = reading.text.split()
        headline, title = _headline(raw, reading, named.title)
        opened = opening(reading.text)
        day, basis, problem = _published(raw, opened, id, order, date_basis, named.day)
        outlet = raw.outlet or named.outlet or opened.outlet
        language = language_of(reading.text, raw.language)

        def outcome(outcome: Outcome, *problems: Problem, article: Article | None = None, other: str | None = None) -> Loaded:
            kinds = count_repairs(repairs)
            return Loaded(location, article, outcome, (*notes, *problems), title, outlet, day, basis, len(words), language.code, kinds, other)

        if not language.english:
            return outcome("left out", Problem(Code.L15, id=id, language=language.name))
        if len(words) < settings().min_words:
            return outcome("left out", Problem(Code.L09, id=id, words=len(words)))
        key = hashlib.blake2b(unicodedata.normalize("NFKC", " ".join(words)).encode(), digest_size=16).digest()
        if key in self.texts and not self.duplicates:
            same = self.texts[key]
            return outcome("duplicate", Problem(Code.L11, id=id if id != same else location, other=same), other=same)
        problems = [*raw.problems, *told]
        new_id = self._unique(id)
        if new_id != id:
            problems.append(Problem(Code.L10, id=id, new_id=new_id))
        self.texts.setdefault(key, new_id)
        if problem:
            problem.details["id"] = new_id
            problems.append(problem)
        if lost := lost_characters(reading.text):
            problems.append(Problem(Code.L23, id=new_id, words=", ".join(lost[:8])))
        if mark := cut_mark(text):
            problems.append(Problem(Code.L24, id=new_id, mark=mark))
        author = raw.author or opened.author or named.author
        # What a reader is shown counts as well: a corrected date or outlet must be taken up by the next build.
        known = "\0".join(str(value or "") for value in (text, title, day, basis, outlet, author, raw.url))
        article = Article(
            id=new_id,
            text=text,
            title=title,
            published_on=day,
            date_basis=basis,
            outlet=outlet,
            author=author,
            url=raw.url,
            language=language.code,
            location=location,
            digest=hashlib.sha256(known.encode()).hexdigest(),
            headline=headline,
            repairs=repairs,
        )
        return outcome("loaded", *problems, article=article)

    def _unique(self, id: str) -> str:
        new_id, number = id, 1
        while new_id in self.ids:
            number += 1
            new_id = f"{id}-{number}"
        self.ids.add(new_id)
        return new_id


def count_repairs(repairs: Iterable[Repair]) -> dict[str, int]:
    """Kind -> number of places. Line ends written the Windows way are no repair that a person would want to hear of."""
    return dict(
        Counter(repair.kind for repair in repairs if not (repair.kind == "spacing" and repair.replacement == "" and repair.end - repair.start == 1))
    )


def _headline(raw: Raw, reading: ReadingText, named: str | None) -> tuple[Span | None, str | None]:
    """The headline's span in the original, and the title. A title that is given is looked for; only without one is a headline guessed."""
    found = find_title(reading.text, raw.title) if raw.title else find_headline(reading.text)
    title = raw.title or (title_of(reading.text[found.start : found.end]) if found else tidy(named))
    return (reading.to_original(*found) if found else None), title


def _published(
    raw: Raw, opening: Opening, id: str, order: dates.DayOrder | None, basis: PublishedBasis, named: date | None
) -> tuple[date | None, PublishedBasis, Problem | None]:
    """Date, its basis, and L12 where a date was given that is none: then nothing else is guessed."""
    if raw.date:
        day, reason = dates.read_date(raw.date, order)
        return day, basis if day else "none", None if day else Problem(Code.L12, value=raw.date, id=id, reason=reason)
    if opening.day:
        return opening.day, "dateline", None
    if raw.row is None and named:
        return named, "filename", None
    if raw.hint and (day := dates.read_date(raw.hint, order).day):
        return day, "metadata", None
    return None, "none", None
