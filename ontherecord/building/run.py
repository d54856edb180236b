"""One build, whole: load, extract, link, write. What the command line and the app both call.

Articles that are there already, unchanged and read by the same extraction, are not read again. What is extracted is kept at once, so that a build
that was stopped, killed or ran out of disk goes on where it was. Readers of the corpus see the build before until the new one is complete.
"""

from __future__ import annotations

import hashlib
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from ontherecord import loading
from ontherecord.building import sources
from ontherecord.building.corrections import redated
from ontherecord.building.report import BuildOutcome, ReportRow, row_from, row_of, with_article
from ontherecord.building.searching import index
from ontherecord.errors import Code, Problem
from ontherecord.extraction.version import version
from ontherecord.loading.repair import ReadingText
from ontherecord.model import Article, Extraction
from ontherecord.settings import settings
from ontherecord.store import Writer, records, schema

Progress = Callable[[str, int, int | None], None]
"""Called with the stage, how many articles are done, and how many there are in all (None while that is not known)."""
Say = Callable[[str], None]
"""Called with a sentence that a person should read now: what is done again and why."""
WRITTEN_AT_ONCE = 500
APART = 200
"""Articles from which on extraction gets a process of its own."""
KEPT_AFTER = 20.0
"""Seconds of extraction that a kill may cost at most."""
KEPT_FIRST = 1.0
"""The same at the beginning; then twice as many each time, so that a kill costs no more than half of what was done."""


def build(
    paths: Iterable[Path],
    corpus: str,
    *,
    notice: str | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    say: Say | None = None,
    processes: int = 0,
) -> BuildOutcome:
    """Load files and folders into a corpus. ``columns`` (field -> column of tables, as ``loading.load_paths`` takes them) is remembered with the
    corpus and holds for later builds, until others are given; an empty mapping forgets them.

    Raises Problem C02 to C05, C08 and C11 (the corpus cannot be written), E01 (no language model); ValueError for a field that there is not."""
    given = [Path(path) for path in paths]
    with Writer(corpus, notice=notice, anew=True) as writer:
        columns = sources.columns_of(writer.folder) if columns is None else dict(columns)
        before = sources.digest(given, columns)
        locations = sources.remembered(writer.folder, before, writer.versions())
        if locations is not None and notice in (None, writer.notice):
            stored = {row["location"]: row for row in writer.rows("report")}
            rows = [row_from(stored[location]) for location in locations if location in stored]
            return BuildOutcome(corpus, writer.version, tuple(_unchanged(row) for row in rows), {"articles": 0})
        outcome = _Build(writer, progress, say, processes).run(loading.load_paths(given, columns=columns), before)
        if outcome.problem is None:
            sources.remember_columns(writer.folder, columns)
        return outcome


def build_from(
    loaded: Iterable[loading.Loaded],
    corpus: str,
    *,
    notice: str | None = None,
    progress: Progress | None = None,
    say: Say | None = None,
    processes: int = 0,
) -> BuildOutcome:
    """As :func:`build`, from what loading gave."""
    with Writer(corpus, notice=notice, anew=True) as writer:
        return _Build(writer, progress, say, processes).run(loaded, None)


def update(corpus: str, *, progress: Progress | None = None, say: Say | None = None, processes: int = 0) -> BuildOutcome:
    """Read the articles of a corpus again that another version of the extraction has read, from their kept originals. Raises as :func:`build`,
    and Problem C01."""
    with Writer(corpus) as writer:
        if not writer.version:
            raise Problem(Code.C01, name=corpus, known="build it from files first")
        stale = [id for id, (_, made) in writer.known().items() if made != version()]
        if not stale:
            note = "Nothing to do: this version of the extraction has read every article."
            if say:
                say(note)
            return BuildOutcome(writer.name, writer.version, (), {}, notes=(note,))
        articles = [records.extraction(row, (), (), (), ()).article for row in writer.rows("articles", ids=stale)]
        return _Build(writer, progress, say, processes).run((loading.Loaded(a.location or a.id, a, "loaded") for a in articles), None)


def _unchanged(row: ReportRow) -> ReportRow:
    return replace(row, outcome="unchanged") if row.outcome == "loaded" else row


@dataclass
class _Build:
    """One build at work. The writer holds the corpus."""

    writer: Writer
    progress: Progress | None
    say_: Say | None
    processes: int

    def tell(self, stage: str, done: int, total: int | None) -> None:
        if self.progress:
            self.progress(stage, done, total)

    def run(self, loaded: Iterable[loading.Loaded], given: str | None) -> BuildOutcome:
        writer = self.writer
        known = writer.known()
        notes: list[str] = []

        def note(sentence: str) -> None:
            notes.append(sentence)
            if self.say_:
                self.say_(sentence)

        rows, new = self._load(loaded, known)
        if not any(row.article_id is not None and row.outcome in ("loaded", "unchanged") for row in rows):
            return BuildOutcome(writer.name, writer.version, tuple(rows), {}, Problem(Code.C06, name=writer.name))
        for sentence in (*writer.told, *_why(new, known, writer.name)):
            note(sentence)
        rows, new = self._without_copies(rows, new)
        counts: Counter[str] = Counter(articles=0)
        if new:
            self._extract(new, note)
            story = self._stories(new)
            counts.update(quotes=0, positions=0)
            warnings = self._write(new, story, counts)
            rows = [_finished(row, story, warnings) for row in rows]
            link(writer, self.tell)
        if left := writer.left_behind():
            note(
                f"{_articles(len(left))} of the damaged corpus are not among these files, and not in the new one: {', '.join(left[:10])}"
                f"{' ...' if len(left) > 10 else ''}. Load their files, too."
            )
        stored = {row["location"]: row for row in writer.rows("report")}
        news = [row for row in rows if row.outcome != "unchanged" and not _told_before(row, stored.get(row.location))]
        number = writer.version
        if news or not number or writer.notice_changed:
            self.tell("writing", 0, 1)
            writer.report([row.as_dict() for row in news])
            writer.redate(redated(writer))
            told = len(writer.told)
            number = writer.commit()
            for sentence in writer.told[told:]:
                note(sentence)
            index(writer)
            self.tell("writing", 1, 1)
        writer.journal.tidy(writer.known(), version())
        sources.remember(writer.folder, given, writer.versions(), [row.location for row in rows])
        return BuildOutcome(writer.name, number, tuple(rows), dict(counts), notes=tuple(notes))

    def _load(self, loaded: Iterable[loading.Loaded], known: Mapping[str, tuple[str, str]]) -> tuple[list[ReportRow], list[Article]]:
        """Every row, and the articles that have to be read. An id that another article of the corpus bears is not taken from it."""
        places = self.writer.places()
        at = {place: id for id, place in places.items()}
        rows, new = [], []
        seen: set[str] = set()
        self.tell("loading", 0, None)
        number = 0
        for number, item in enumerate(loaded, 1):
            row, article = row_of(item), item.article
            if article is not None:
                if (free := _free_id(article, known, places, at, seen)) != article.id:
                    problem = Problem(Code.L10, id=article.id, new_id=free)
                    article = replace(article, id=free)
                    row = with_article(row, article)
                    row = row if free in known else row.told(str(problem))
                places.setdefault(article.id, article.location or "")
                seen.add(article.id)
                if known.get(article.id) == (article.digest, version()):
                    row = replace(row, outcome="unchanged")
                else:
                    new.append(article)
            rows.append(row)
            if number % 50 == 0:
                self.tell("loading", number, None)
        self.tell("loading", number, number)
        return rows, new

    def _without_copies(self, rows: list[ReportRow], new: list[Article]) -> tuple[list[ReportRow], list[Article]]:
        """Articles whose text is in the corpus already, under another id, are duplicates of those."""
        if not new or not self.writer.version:
            return rows, new
        added = {article.id for article in new}
        there = {_words(article): article.id for article in self.writer.articles(without=added)}
        copies = {article.id: there[key] for article in new if article.id not in self.writer.known() and (key := _words(article)) in there}
        if not copies:
            return rows, new
        return [_copy(row, copies) for row in rows], [article for article in new if article.id not in copies]

    def _extract(self, articles: list[Article], note: Say) -> None:
        """Have every article's extraction in the journal: what an earlier build kept is taken over."""
        journal = self.writer.journal
        kept = journal.known()
        left = [article for article in articles if kept.get(article.id) != (article.digest, version())]
        done = len(articles) - len(left)
        if done:
            note(f"{_articles(done)} had been read by a build that did not finish; this one goes on from there.")
        self.tell("extracting", done, len(articles))
        batch: list[Extraction] = []
        since, wait = time.monotonic(), min(KEPT_FIRST, KEPT_AFTER)
        try:
            for extraction in _extracted(left, self.processes):
                batch.append(extraction)
                done += 1
                self.tell("extracting", done, len(articles))
                if len(batch) >= WRITTEN_AT_ONCE or time.monotonic() - since > wait:
                    journal.keep(schema.tables(batch))
                    batch, since, wait = [], time.monotonic(), min(2 * wait, KEPT_AFTER)
        finally:  # Ctrl-C as well
            if batch:
                journal.keep(schema.tables(batch))

    def _stories(self, articles: list[Article]) -> dict[str, str]:
        """article_id -> story that each is a version of. Those of builds before keep theirs, so that links stay as they are."""
        self.tell("linking", 0, 1)
        before = self.writer.articles(without={article.id for article in articles})
        found = loading.stories([*before, *articles])
        kept = {found[article.id]: article.story for article in before if article.story}
        return {article.id: kept.get(found[article.id], found[article.id]) for article in articles}

    def _write(self, articles: list[Article], story: Mapping[str, str], counts: Counter[str]) -> dict[str, list[str]]:
        """Put the journal's extractions into the corpus; what extraction warned of, by article."""
        writer = self.writer
        warnings: dict[str, list[str]] = {}
        writer.remove(article.id for article in articles)
        for tables in writer.journal.take({article.id: (article.digest, version()) for article in articles}, WRITTEN_AT_ONCE):
            found = tables["articles"]
            ids = found["article_id"].to_pylist()
            position = found.schema.get_field_index("story")
            tables["articles"] = found.set_column(position, found.schema.field(position), pa.array([story[id] for id in ids], schema.TEXT))
            writer.add_tables(tables)
            counts.update(articles=len(ids), quotes=tables["quotes"].num_rows, positions=tables["positions"].num_rows)
            told = found.filter(pc.greater(pc.list_value_length(found["warnings"]), 0))
            warnings |= dict(zip(told["article_id"].to_pylist(), told["warnings"].to_pylist(), strict=True))
        return warnings


def link(writer: Writer, tell: Progress) -> None:
    """Who is whom and what is what, over the whole corpus."""
    from ontherecord.linking import link_entities, link_issues

    tell("linking", 0, 1)
    writer.link(link_entities(writer.entities()), link_issues(writer.positions(), previous=writer.issues()))
    tell("linking", 1, 1)


def _extracted(articles: list[Article], processes: int) -> Iterator[Extraction]:
    if not articles:
        return iter(())
    from ontherecord.extraction.pipeline import extract  # loads spaCy

    # A process of its own gives the model's memory back before linking needs some; for a few articles its start takes too long.
    return extract(articles, processes=processes or settings().processes or _spare_cores(len(articles)), apart=len(articles) >= APART)


def _spare_cores(articles: int) -> int:
    """One process fewer than the cores; a single one where starting more would take longer than it saves."""
    import os

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores - 1, articles // 100))


def _free_id(article: Article, known: Mapping[str, tuple[str, str]], places: Mapping[str, str], at: Mapping[str, str], seen: Collection[str]) -> str:
    """Its own id, unless another article of the corpus, from another place and with other words, has it: then the id of its place, or a new one."""
    held = known.get(article.id)
    if article.id not in seen and (held is None or held[0] == article.digest or places[article.id] == (article.location or "")):
        return article.id
    own = at.get(article.location or "")
    if own is not None and own not in seen and own.rpartition("-")[0] == article.id:
        return own
    number = 2
    while (free := f"{article.id}-{number}") in places:
        number += 1
    return free


def _why(new: list[Article], known: Mapping[str, tuple[str, str]], corpus: str) -> Iterator[str]:
    """What is read again, and why; what should be."""
    coming = {article.id for article in new}
    again = Counter(known[a.id][1] for a in new if a.id in known and known[a.id][0] == a.digest)
    changed = sum(a.id in known and known[a.id][0] != a.digest for a in new)
    for made, number in again.most_common():
        yield f"{_articles(number)} will be read again: version {made} of the extraction read them, and this is {version()}."
    if changed:
        yield f"{_articles(changed)} will be read again: their text or details have changed."
    if stale := sum(made != version() for id, (_, made) in known.items() if id not in coming):
        yield (
            f"{_articles(stale)} of this corpus, not among these files, were read by another version of the extraction. "
            f"To read them again from their kept originals: python -m ontherecord build --corpus {corpus}"
        )


def _articles(number: int) -> str:
    return f"{number:,} article{'' if number == 1 else 's'}"


def _words(article: Article) -> bytes:
    """A digest of an article's words as they read, whatever the white space between them."""
    words = ReadingText(article.text, article.repairs).text.split()
    return hashlib.blake2b(unicodedata.normalize("NFKC", " ".join(words)).encode(), digest_size=16).digest()


def _copy(row: ReportRow, copies: Mapping[str, str]) -> ReportRow:
    if row.outcome != "loaded" or row.article_id is None or row.article_id not in copies:
        return row
    problem = Problem(Code.L11, id=row.article_id, other=copies[row.article_id])
    return replace(row, outcome="duplicate", duplicate_of=copies[row.article_id]).told(str(problem))


def _finished(row: ReportRow, story: Mapping[str, str], warnings: Mapping[str, list[str]]) -> ReportRow:
    """The row with what extraction and the comparison with other articles have added."""
    id = row.article_id
    if id is None or row.outcome != "loaded":
        return row
    row = replace(row, duplicate_of=story[id]) if story.get(id, id) != id else row
    return row.told(*warnings.get(id, ()))


def _told_before(row: ReportRow, stored: Mapping[str, object] | None) -> bool:
    """Whether the report says of a file that gave no article what is to be said now. Articles that are loaded are always told anew."""
    return stored is not None and row.outcome != "loaded" and row_from(stored) == row
