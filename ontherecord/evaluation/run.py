"""Reading labelled articles with the extraction of the settings, and scoring what it finds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ontherecord import loading
from ontherecord.evaluation.gold import Document, prediction, read_gold
from ontherecord.evaluation.scores import Scores, score
from ontherecord.export.lines import as_dict
from ontherecord.model import Article


def evaluate(gold: str | Path, *, progress: Callable[[int, int], None] | None = None, processes: int = 1) -> Scores:
    """Score the extraction on the labels of a file (docs/evaluation.md). ``progress`` is told how many articles of how many are read.

    Raises Problem L13, V01 (the file), E01 (no language model)."""
    documents = read_gold(Path(gold))
    return score(documents, predicted(documents, progress=progress, processes=processes))


def predicted(documents: Sequence[Document], *, progress: Callable[[int, int], None] | None = None, processes: int = 1) -> dict[str, Document]:
    """What the extraction finds, by the article's id. One that cannot be read, such as one in another language, is told on the error output and has
    none."""
    from ontherecord.extraction.pipeline import extract  # spaCy: slow to import

    known: list[Document] = []

    def articles() -> Iterator[Article]:
        for document in documents:
            loaded = loading.load_text(document.text, id=document.id)
            if loaded.article is None:
                print(*loaded.problems, sep="\n", file=sys.stderr)
            else:
                known.append(document)
                yield loaded.article

    found: dict[str, Document] = {}
    for number, extraction in enumerate(extract(articles(), processes=processes)):
        document = known[number]
        found[document.id] = prediction(document.text, as_dict(extraction))
        if progress is not None:
            progress(number + 1, len(documents))
    return found
