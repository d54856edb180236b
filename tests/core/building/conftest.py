from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from benchmarks import kills
from ontherecord.extraction import pipeline
from ontherecord.model import Article, Extraction


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Extraction is a stand-in that finds what the made-up articles were made with; the ids of what it has read."""
    seen: list[str] = []

    def extract(articles: Iterable[Article], *, processes: int = 1, apart: bool = False) -> Iterator[Extraction]:
        for article in articles:
            seen.append(article.id)
            yield kills.extraction(article)

    monkeypatch.setattr(pipeline, "extract", extract)
    return seen


@pytest.fixture
def press(tmp_path: Path, corpora: Path) -> Callable[..., Path]:
    """``press(range(6))`` is a folder with these made-up articles."""

    def write(numbers: Iterable[int], folder: str = "press", *, changed: bool = False) -> Path:
        kills.write(tmp_path / folder, numbers, changed=changed)
        return tmp_path / folder

    return write
