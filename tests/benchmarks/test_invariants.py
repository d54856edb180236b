"""The run over real news keeps what it has read, reads nothing twice, and says what broke."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import invariants
from ontherecord.extraction import pipeline
from ontherecord.invariants import Inconsistent, Violation
from ontherecord.model import Article, Extraction
from ontherecord.settings import settings


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Ids in the order they were extracted; the article "odd" breaks, "bad" cannot be read."""
    ids: list[str] = []

    def extract(articles: list[Article], *, strict: bool) -> Iterator[Extraction]:
        (article,) = articles
        ids.append(article.id)
        if article.id == "odd":
            raise Inconsistent("odd", [Violation("span", "quotes", 0, "(5, 2) is empty or outside the text")])
        yield Extraction(article, warnings=("E02: it could not be read",) if article.id == "bad" else ())

    monkeypatch.setattr(pipeline, "extract", extract)
    monkeypatch.setattr(pipeline, "nlp", lambda: None)
    monkeypatch.setenv("ONTHERECORD_EXTRACTION", "rules")
    yield ids
    settings.cache_clear()


def test_what_is_kept_is_not_read_again(read: list[str], tmp_path: Path) -> None:
    state = tmp_path / "kept.jsonl"
    articles = [Article(id, id, digest=id) for id in ("fine", "odd", "bad")]
    first = list(invariants.read(articles[:2], "rules", state))
    with state.open("a", encoding="utf-8") as out:
        out.write('{"id": "bad", "dig')  # killed while it wrote
    again = list(invariants.read(articles, "rules", state))
    assert read == ["fine", "odd", "bad"]
    assert again[:2] == first
    list(invariants.read([Article("fine", "other words", digest="other")], "rules", state))
    assert read[3:] == ["fine"]


def test_what_breaks_is_told_by_kind(read: list[str]) -> None:
    rows = list(invariants.read([Article(id, id) for id in ("fine", "odd", "bad")], "rules", None))
    told = invariants.report("rules", rows)
    assert "rules: 3 articles" in told
    assert "2 articles hold something that breaks" in told
    assert "1 span of quotes\n           odd: (5, 2)" in told
    assert "1 not read of article\n           bad: E02" in told
    assert "nothing breaks" in invariants.report("rules", rows[:1])
