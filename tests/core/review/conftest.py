"""A corpus on disk of the test's own, with decisions beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ontherecord.queries import Corpus
from ontherecord.settings import settings
from tests import builders
from tests.pages.corpora import write_corpus


@pytest.fixture
def corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ONTHERECORD_CORPORA", str(tmp_path))
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


@pytest.fixture
def corpus(corpora: Path) -> Corpus:
    write_corpus("sample", builders.small_corpus())
    return Corpus.open("sample")
