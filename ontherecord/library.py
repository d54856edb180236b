"""The public face for programs and notebooks: one text, many files, a corpus. ``import ontherecord as otr`` gives these names."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ontherecord import loading, queries, store
from ontherecord.errors import Problem
from ontherecord.export import as_dict, file
from ontherecord.model import ASSERTED, Article, Asserted, Entity, Extraction, Mention, Position, Quote, Span
from ontherecord.queries.filters import Filters
from ontherecord.queries.sentences import with_sources
from ontherecord.store.schema import JOINT

if TYPE_CHECKING:
    import pandas as pd

    from ontherecord.building import BuildOutcome

What = Literal["quotes", "positions", "entities"]
Paths = str | Path | Iterable[str | Path]
ALL = Filters()


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """A quote in words. ``record`` has the places of its parts in the text."""

    content: str
    """What was said; " … " stands where the cue interrupts it."""
    speaker: str | None
    """Canonical name, or the description of an unnamed source; None when unknown."""
    country: str | None
    """Code of whom the speaker speaks for."""
    type: str
    asserted: Asserted
    """"said", or what is told of the words instead: "not said", "supposed", "disowned"."""
    cue: str | None
    source: str | None
    """The article's own words for the speaker, beside the cue: "he", "the minister"."""
    reason: str
    """Why this speaker."""
    confidence: float
    record: Quote


@dataclass(frozen=True, slots=True)
class FoundPosition:
    """A position in words. ``record`` has each of its statements and their places in the text. A draft, and shown by pages from 0.5 on."""

    actor: str
    country: str | None
    stance: str
    target: str
    matter: str
    toward: str
    """The side that it takes toward the matter: for, against, neither."""
    evidence: tuple[str, ...]
    """Sentences, verbatim, the surest first."""
    confidence: float
    record: Position


class Findings:
    """What was found in one article, by :func:`extract`. ``article`` is the text with what is known of it, ``extraction`` the plain record."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        self._names = {entity.key: entity.name for entity in extraction.entities}

    @property
    def article(self) -> Article:
        return self.extraction.article

    @property
    def entities(self) -> tuple[Entity, ...]:
        """People, organisations, countries ...; unnamed sources, too."""
        return self.extraction.entities

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Every place where an entity is named."""
        return self.extraction.mentions

    @cached_property
    def quotes(self) -> tuple[FoundQuote, ...]:
        """In the order of the text. All of them: ``asserted`` tells those that were not said."""
        return tuple(
            FoundQuote(
                content=JOINT.join(map(self.text, q.pieces)),
                speaker=None if q.speaker is None else self._names[q.speaker],
                country=q.country,
                type=q.type,
                asserted=q.asserted,
                cue=self.text(q.cue) if q.cue else None,
                source=self.text(q.source) if q.source else None,
                reason=q.reason,
                confidence=q.confidence,
                record=q,
            )
            for q in self.extraction.quotes
        )

    @cached_property
    def positions(self) -> tuple[FoundPosition, ...]:
        """All drafts, in the order of the text, unsure ones included."""
        return tuple(
            FoundPosition(
                actor=self._names[p.actor],
                country=p.country,
                stance=p.stance,
                target=p.target,
                matter=p.matter,
                toward=p.toward,
                evidence=tuple(map(self.text, p.evidence)),
                confidence=p.confidence,
                record=p,
            )
            for p in self.extraction.positions
        )

    def text(self, span: Span) -> str:
        """The words at a place."""
        return self.article.text[span.start : span.end]

    def to_frame(self, what: What = "quotes") -> pd.DataFrame:
        """A DataFrame with the columns that :class:`Corpus` gives, a row for each thing found, in the order of the text.

        Raises ValueError for another ``what`` than quotes, positions or entities."""
        if what not in ("quotes", "positions", "entities"):
            raise ValueError(f"there are quotes, positions and entities, but no {what!r}")
        corpus, every = Corpus.of([self.extraction], self.article.id), Filters(unsure=True, asserted=ASSERTED)
        frame: pd.DataFrame = getattr(corpus, what)(every)
        return frame if what == "entities" else frame.sort_values("number", ignore_index=True)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, as ``ontherecord extract`` prints them; places are [start, end] of the text."""
        return as_dict(self.extraction)

    def __repr__(self) -> str:
        said = sum(quote.asserted == "said" for quote in self.quotes)
        unsaid = f" ({len(self.quotes) - said} more not said)" if said < len(self.quotes) else ""
        positions, entities = _count(len(self.positions), "position"), _count(len(self.entities), "entity", "entities")
        return f"<Findings: {_count(said, 'quote')}{unsaid}, {positions}, {entities}>"


def extract(text: str, *, id: str = "text", title: str | None = None, published_on: date | str | None = None, outlet: str | None = None) -> Findings:
    """Read one English article. ``published_on`` (a date or "2025-03-14") is what "on Sunday" is counted from.

    Raises Problem L07, L08, L09, L15 (empty, too long, hardly any words, another language), E01 (no language model). A problem that leaves the text
    readable is a warning."""
    return _found(loading.load_text(text, id=id, title=title, published_on=published_on, outlet=outlet))


def extract_files(paths: Paths) -> Iterator[Findings]:
    """Read files and folders of any format that can be loaded, one article after another, and keep nothing. What cannot be read is a warning.

    Raises Problem E01."""
    from ontherecord.extraction import pipeline  # spaCy: slow to import

    def articles() -> Iterator[Article]:
        for loaded in loading.load_paths(_paths(paths), duplicates=True):
            _warn(*(f"{loaded.location}: {problem}" for problem in loaded.problems))
            if loaded.article is not None:
                yield loaded.article

    for extraction in pipeline.extract(articles()):
        _warn(*extraction.warnings)
        yield Findings(extraction)


def build(paths: Paths, corpus: str, *, notice: str | None = None, columns: dict[str, str] | None = None, processes: int = 1) -> Corpus:
    """Load files and folders into a corpus, as ``ontherecord build`` does, and open it. ``Corpus.report()`` tells what became of each file.

    Raises Problem C02 to C06, C08, C11, E01; ValueError for a field in ``columns`` that there is not."""
    from ontherecord import building

    outcome: BuildOutcome = building.build(_paths(paths), corpus, notice=notice, columns=columns, processes=processes)
    if outcome.problem is not None:
        raise outcome.problem
    return Corpus.open(corpus)


def corpora() -> list[str]:
    """Names of the corpora that are there."""
    return store.corpus_names()


class Corpus(queries.Corpus):
    """Articles that were loaded together, and what was found in them. Open one by name, or make one of extractions in memory.

    Its questions give DataFrames (columns: docs/library.md). A value of a filter that the corpus does not have is a warning.
    """

    @classmethod
    def open(cls, name: str, version: int | None = None) -> Corpus:
        """The newest build, or that with the number ``version``. Raises Problem C01, C02, C03, C05, C07, C09."""
        corpus = super().open(name, version)
        assert isinstance(corpus, Corpus)
        return corpus

    def quotes(self, filters: Filters = ALL, *, order: str = "newest", limit: int | None = None) -> pd.DataFrame:
        """A row for each quote. ``order``: newest, oldest, speaker, article, surest."""
        return with_sources(self, queries.quotes(self, self._known(filters), order, limit), "quote")  # type: ignore[arg-type]

    def positions(self, filters: Filters = ALL, *, order: str = "newest", limit: int | None = None) -> pd.DataFrame:
        """A row for each position that is at least even odds; with ``Filters(unsure=True)`` for each. ``order``: newest, oldest, actor, issue,
        surest."""
        return with_sources(self, queries.positions(self, self._known(filters), order, limit), "position")  # type: ignore[arg-type]

    def entities(self, filters: Filters = ALL, *, limit: int | None = None) -> pd.DataFrame:
        """A row for each person, organisation, country ..., with how often it is quoted and named; most often named first."""
        return queries.entities(self, self._known(filters), limit=limit)

    def articles(self, filters: Filters = ALL, *, order: str = "newest", limit: int | None = None) -> pd.DataFrame:
        """A row for each article. ``order``: newest, oldest, title, quotes, positions, longest."""
        return queries.articles(self, self._known(filters), order, limit)  # type: ignore[arg-type]

    def issues(self, filters: Filters = ALL, *, limit: int | None = None) -> pd.DataFrame:
        """A row for each issue, with how many positions, actors and articles it has."""
        return queries.issue_counts(self, self._known(filters), limit=limit)

    def report(self) -> pd.DataFrame:
        """What became of each file and article that was loaded."""
        return queries.report(self)

    def findings(self, article_id: str) -> Findings:
        """One article whole. Raises Problem F03."""
        return Findings(queries.reader(self, article_id).extraction)

    def export(self, what: str = "quotes", form: str = "csv", filters: Filters = ALL) -> bytes:
        """A file of quotes, positions, entities or articles, in any form of :data:`ontherecord.export.FORMS`. ValueError: no such form."""
        return file(self, self._known(filters), what, form)  # type: ignore[arg-type]

    def _known(self, filters: Filters) -> Filters:
        _warn(*(problem.what for problem in queries.check(self, filters)[1]))
        return filters


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _found(loaded: loading.Loaded) -> Findings:
    from ontherecord.extraction import pipeline

    if loaded.article is None:
        raise loaded.problems[-1]
    (extraction,) = pipeline.extract([loaded.article])
    _warn(*map(str, loaded.problems), *extraction.warnings)
    return Findings(extraction)


def _paths(given: Paths) -> list[Path]:
    return [Path(path) for path in ([given] if isinstance(given, (str, Path)) else given)]


def _warn(*messages: str) -> None:
    for message in messages:
        warnings.warn(message, UserWarning, stacklevel=4)  # the line that called us


__all__ = ["Corpus", "Findings", "FoundPosition", "FoundQuote", "Problem", "build", "corpora", "extract", "extract_files"]
