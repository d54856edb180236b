from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ontherecord.linking import link_entities, link_issues
from ontherecord.model import Extraction
from ontherecord.settings import settings
from ontherecord.store import Writer


@pytest.fixture
def corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder for corpora, with a name that needs escaping."""
    folder = tmp_path / "my corp'ora é #1?*"
    monkeypatch.setenv("ONTHERECORD_CORPORA", str(folder))
    settings.cache_clear()
    yield folder
    settings.cache_clear()


def build(name: str, extractions: Iterable[Extraction], report: Iterable[dict[str, Any]] = (), **options: Any) -> int:
    """One whole build."""
    with Writer(name, **options) as writer:
        writer.add(extractions)
        writer.link(link_entities(writer.entities()), link_issues(writer.positions()))
        writer.report(report)
        return writer.commit()
