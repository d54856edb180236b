"""What several tests need."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ontherecord.settings import settings

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder of corpora that the settings point to."""
    folder = tmp_path / "corpora"
    monkeypatch.setenv("ONTHERECORD_CORPORA", str(folder))
    settings.cache_clear()
    yield folder
    settings.cache_clear()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with gold and real news; tests that use it are skipped where it is absent."""
    folder = os.environ.get("ONTHERECORD_SHARED")
    if not folder or not Path(folder).is_dir():
        pytest.skip("ONTHERECORD_SHARED does not name the folder with gold and real news")
    return Path(folder).resolve()
