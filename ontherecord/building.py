"""One build, whole: load, extract, link, write. What the command line and the app both call.

Articles that are there already, unchanged and read by the same extraction, are not read again. Readers of the corpus see the build before
until the new one is complete.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from ontherecord import loading
from ontherecord.errors import Code, Problem
from ontherecord.extraction.version import version
from ontherecord.model import Article, Extraction
from ontherecord.settings import ROOT, settings
from ontherecord.store import Writer, read_build

Progress = Callable[[str, int, int | None], None]
"""Called with the stage, how many articles are done, and how many there are in all (None while that is not known)."""
WRITTEN_AT_ONCE = 200
SAMPLE_NOTICE = "Fiction: the people, outlets and talks in this corpus are invented. It was written for this project, to try it out."


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one article, file or line; ``problems`` are for a person to read."""

    location: str
    outcome: str
    """loaded | unchanged | duplicate | left out"""
    article: Article | None
    problems: tuple[Problem, ...]
    words: int = 0

    def as_dict(self) -> dict[str, Any]:
        article = self.article
        return {
            "location": self.location,
            "article_id": article.id if article else None,
            "title": article.title if article else None,
            "outlet": article.outlet if article else None,
            "published_on": article.published_on if article else None,
            "date_basis": article.date_basis if article else None,
            "words": self.words,
            "outcome": self.outcome,
            "codes": [problem.code.name for problem in self.problems],
            "messages": [str(problem) for problem in self.problems],
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished build and its load report. ``version`` is the corpus's build number; ``problem`` says why nothing was written."""

    corpus: str
    version: int
    rows: tuple[Row, ...]
    counts: dict[str, int]
    """What was found in the articles read this time: articles, quotes, positions."""
    problem: Problem | None = None

    def as_json(self) -> dict[str, Any]:
        problem = str(self.problem) if self.problem else None
        rows = [row.as_dict() for row in self.rows]
        return {"corpus": self.corpus, "version": self.version, "counts": self.counts, "problem": problem, "rows": rows}

    def as_text(self) -> str:
        """The report for a terminal: totals, then each row that a person should know of."""
        totals = Counter(row.outcome for row in self.rows)
        undated = sum(row.article is not None and row.article.published_on is None for row in self.rows)
        parts = [f"{totals[outcome]:,} {outcome}" for outcome in ("loaded", "unchanged", "duplicate", "left out") if totals[outcome]]
        lines = [f"Corpus {self.corpus}: " + (", ".join(parts) or "nothing found") + (f" ({undated:,} undated)" if undated else "")]
        if self.counts.get("articles"):
            lines.append("Found in what was read: " + ", ".join(f"{n:,} {what}" for what, n in self.counts.items() if what != "articles"))
        lines += [f"  {row.location}: {problem}" for row in self.rows for problem in row.problems]
        if self.problem:
            lines.append(str(self.problem))
        return "\n".join(lines)


def build(sources: Iterable[Path], corpus: str, *, notice: str | None = None, progress: Progress | None = None, processes: int = 0) -> Outcome:
    """Load files and folders into a corpus. Raises Problem C02 to C05 and C08 (the corpus cannot be written), E01 (no language model)."""
    return build_from(loading.load_paths(sources), corpus, notice=notice, progress=progress, processes=processes)


def build_from(
    loaded: Iterable[loading.Loaded], corpus: str, *, notice: str | None = None, progress: Progress | None = None, processes: int = 0
) -> Outcome:
    """As :func:`build`, from what loading gave."""
    tell = progress or (lambda stage, done, total: None)
    with Writer(corpus, notice=notice) as writer:
        rows = list(_rows(loaded, writer.known(), tell))
        new = [row.article for row in rows if row.article is not None and row.outcome == "loaded"]
        if not any(row.article is not None for row in rows):
            return Outcome(corpus, writer.version, tuple(rows), {}, Problem(Code.C06, name=corpus))
        if not new and writer.version:
            return Outcome(corpus, writer.version, tuple(rows), {"articles": 0})
        counts: Counter[str] = Counter(articles=0, quotes=0, positions=0)
        warnings: dict[str, tuple[str, ...]] = {}
        for batch in _batches(_told(_extracted(_in_stories(new, writer), processes), len(new), tell), WRITTEN_AT_ONCE):
            writer.add(batch)
            for extraction in batch:
                counts.update(articles=1, quotes=len(extraction.quotes), positions=len(extraction.positions))
                if extraction.warnings:
                    warnings[extraction.article.id] = extraction.warnings
        _link(writer, tell)
        tell("writing", 0, 1)
        writer.report(_reported(row, warnings) for row in rows if row.outcome != "unchanged")
        number = writer.commit()
        tell("writing", 1, 1)
    return Outcome(corpus, number, tuple(rows), dict(counts))


def _rows(loaded: Iterable[loading.Loaded], known: dict[str, tuple[str, str]], tell: Progress) -> Iterator[Row]:
    for number, item in enumerate(loaded, 1):
        article, outcome = item.article, str(item.outcome)
        if article is not None and known.get(article.id) == (article.digest, version()):
            outcome = "unchanged"
        yield Row(item.location, outcome, article, item.problems, len(article.text.split()) if article else 0)
        if number % 50 == 0:
            tell("loading", number, None)


def _in_stories(articles: list[Article], writer: Writer) -> list[Article]:
    """Articles with the story that each is a version of. Those of builds before keep theirs, so that links stay as they are."""
    before = writer.articles(without={article.id for article in articles})
    found = loading.stories([*before, *articles])
    kept = {found[article.id]: article.story for article in before if article.story}
    return [replace(article, story=kept.get(found[article.id], found[article.id])) for article in articles]


def _extracted(articles: list[Article], processes: int) -> Iterator[Extraction]:
    from ontherecord.extraction.pipeline import extract  # loads spaCy

    return extract(articles, processes=processes or settings().processes or _spare_cores(len(articles)))


def _spare_cores(articles: int) -> int:
    """One process fewer than the cores; a single one where starting more would take longer than it saves."""
    import os

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores - 1, articles // 100))


def _told(extractions: Iterator[Extraction], total: int, tell: Progress) -> Iterator[Extraction]:
    tell("extracting", 0, total)
    for number, extraction in enumerate(extractions, 1):
        yield extraction
        tell("extracting", number, total)


def _link(writer: Writer, tell: Progress) -> None:
    from ontherecord.linking import link_entities, link_issues

    tell("linking", 0, 1)
    writer.link(link_entities(writer.entities()), link_issues(writer.positions(), previous=writer.issues()))
    tell("linking", 1, 1)


def _reported(row: Row, warnings: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    found = row.as_dict()
    for message in warnings.get(found["article_id"] or "", ()):
        found["codes"], found["messages"] = [*found["codes"], message.partition(":")[0]], [*found["messages"], message]
    return found


def _batches(extractions: Iterator[Extraction], size: int) -> Iterator[list[Extraction]]:
    while batch := list(islice(extractions, size)):
        yield batch


def ensure_sample() -> None:
    """Build the sample corpus where it is missing or was made by another extraction. In a process of its own: the server stays small."""
    name, folder = settings().default_corpus, settings().sample
    if name != "sample" or not folder.is_dir():
        return
    try:
        if read_build(name).extraction_version == version():
            return
    except Problem as problem:
        if problem.code not in (Code.C01, Code.C05):
            print(problem, file=sys.stderr)
            return
    print("== Building the sample corpus (under a minute)", flush=True)
    command = [sys.executable, "-m", "ontherecord", "build", str(folder), "--corpus", name, "--notice", SAMPLE_NOTICE]
    subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
