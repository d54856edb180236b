"""One call an article: :func:`extract` gives entities, quotes, speakers, countries and positions together.

The language model is loaded once per process. Our components are registered spaCy factories, so that another installed English
pipeline (setting ``model``) takes them as well.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from multiprocessing import connection
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from ontherecord.errors import Code, Problem
from ontherecord.extraction import dates, document
from ontherecord.extraction.original import to_original
from ontherecord.extraction.version import version
from ontherecord.invariants import Inconsistent, mended
from ontherecord.loading.repair import ReadingText
from ontherecord.model import Article, Extraction, Position, Statement
from ontherecord.settings import settings

BEFORE_PARSER = ("otr_paragraphs",)
AFTER_MODEL = ("otr_marks", "otr_entities", "otr_quotes", "otr_speakers", "otr_positions")
TRAINED = ("otr_quotes", "otr_positions")
"""Components that ask the trained reader; without it their rules work alone."""

_WORKER_ARTICLES = 1_000
"""A worker ends after so many and a new one begins: the language model keeps every new word, so that its memory only grows."""

log = logging.getLogger(__name__)
document.register()


def nlp() -> Language:
    """The pipeline of the settings, loaded on first use. Raises Problem E01 when the model is not installed."""
    chosen = settings()
    full = chosen.extraction == "full"
    return _loaded(chosen.model, chosen.reader if full else None)


@lru_cache(maxsize=2)
def _loaded(model: str, reader: Path | None) -> Language:
    from ontherecord.extraction import components  # noqa: F401 - registers the factories

    try:
        language = spacy.load(model)
    except OSError as error:
        raise Problem(Code.E01, model=model) from error
    for factory in BEFORE_PARSER:
        language.add_pipe(factory, first=True)
    for factory in AFTER_MODEL:
        language.add_pipe(factory, last=True, config=config(factory, str(reader or "")))
    return language


def config(factory: str, reader: str) -> dict[str, str]:
    """The settings of a component; ``reader`` is the folder of the trained reader, empty for rules alone."""
    return {"reader": reader} if factory in TRAINED else {}


def extract(articles: Iterable[Article], *, processes: int = 1, apart: bool = False, strict: bool = False) -> Iterator[Extraction]:
    """Extractions of articles, in their order. An article that cannot be read gives an empty one with a warning (E02), never an exception.

    ``processes`` above 1 spreads batches over that many worker processes, each with its own model (about 300 MB). With ``apart`` a single one is
    a process of its own, too, so that the model's memory is given back at the end. Records that break what must hold
    (:mod:`ontherecord.invariants`) are left out and the log says so; where it is ``strict``, they raise Inconsistent.
    """
    size = settings().batch_size
    if processes <= 1 and not apart:
        for batch in _batches(articles, size):
            yield from _extract_batch(batch, strict)
        return
    workers = ProcessPoolExecutor(
        max(processes, 1),
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_end_with_parent,
        max_tasks_per_child=max(1, _WORKER_ARTICLES // size),
    )
    with workers as pool:
        waiting: deque[Future[list[Extraction]]] = deque()
        for batch in _batches(articles, size):
            waiting.append(pool.submit(_extract_batch, batch, strict))
            # A bounded queue: memory stays flat however many articles follow.
            if len(waiting) > 2 * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _end_with_parent() -> None:
    """A worker ends when the process that started it does, however that ends: one that is killed cannot tell its workers."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            connection.wait([parent.sentinel])
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()


def _batches(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    iterator = iter(articles)
    while batch := list(islice(iterator, size)):
        yield batch


def _extract_batch(articles: list[Article], strict: bool = False) -> list[Extraction]:
    readings = [ReadingText(article.text, article.repairs) for article in articles]
    language = nlp()
    try:
        docs = list(language.pipe(_doc(language, a, r) for a, r in zip(articles, readings, strict=True)))
        return [_result(doc, r, strict) for doc, r in zip(docs, readings, strict=True)]
    except Inconsistent:
        raise
    except Exception:
        if len(articles) == 1:
            log.exception("article %s", articles[0].id)
            return [_without_positions(language, articles[0], readings[0])]
        # One bad article must not take its batch with it.
        return [result for article in articles for result in _extract_batch([article], strict)]


def _without_positions(language: Language, article: Article, reading: ReadingText) -> Extraction:
    """What can still be read of an article that raised: its quotes where only its positions failed, else nothing, with a warning."""
    try:
        with language.select_pipes(disable=["otr_positions"]):
            found = _result(language(_doc(language, article, reading)), reading)
        problem = Problem(Code.E02, id=article.id, detail="an unexpected error among its positions, which are left out; see the log")
        return replace(found, warnings=(*found.warnings, str(problem)))
    except Exception:
        problem = Problem(Code.E02, id=article.id, detail="an unexpected error, see the log")
        return Extraction(article, version=version(), warnings=(str(problem),))


def _doc(language: Language, article: Article, reading: ReadingText) -> Doc:
    doc = language.make_doc(reading.text)
    doc._.article = article
    doc._.headline = reading.to_reading(*article.headline) if article.headline else None
    return doc


def _result(doc: Doc, reading: ReadingText, strict: bool = False) -> Extraction:
    doc._.positions = dated(doc)
    found, wrong = mended(to_original(doc, reading, version()))
    if wrong and strict:
        raise Inconsistent(found.article.id, wrong)
    for one in wrong:
        log.warning("article %s: %s %d left out: %s", found.article.id, one.records, one.place, one.what)
    return found


def dated(doc: Doc) -> list[Position]:
    """The positions of a Doc with their days: a statement was made when its quote was said; one that the narrator tells, on the day that its
    sentence names."""
    text = doc.text  # joined anew at each access
    published = doc._.article.published_on if doc._.article is not None else None

    def day(s: Statement) -> Statement:
        if s.quote is not None:
            quote = doc._.quotes[s.quote]
            return replace(s, said_on=quote.said_on, said_basis=quote.said_basis)
        said_on, basis = dates.said_on(text, s.sentence, (), published, s.trigger)
        return replace(s, said_on=said_on, said_basis=basis)

    return [replace(position, statements=tuple(day(s) for s in position.statements)) for position in doc._.positions or ()]
