"""Pages run on small corpora built by hand, in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components import filters
from ontherecord.settings import ROOT, settings
from tests.pages import corpora


@pytest.fixture(scope="session")
def corpora_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpora.write_corpora(tmp_path_factory.mktemp("corpora"))


@pytest.fixture
def folder(corpora_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The settings point to the two small corpora. A test may point them elsewhere with ``use``."""
    yield from _use(corpora_folder, monkeypatch)


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The settings point to a folder without a corpus."""
    yield from _use(tmp_path, monkeypatch)


def _use(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ONTHERECORD_CORPORA", str(path))
    settings.cache_clear()
    st.cache_data.clear()
    st.cache_resource.clear()
    yield path
    settings.cache_clear()


@pytest.fixture
def visit() -> Callable[..., AppTest]:
    """``visit(country="FR")`` runs the shell as a browser with these URL parameters would; lists give a parameter several times.
    The panel of filters is open."""

    def run(page: str | None = None, **params: str | list[str]) -> AppTest:
        at = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=60)
        at.session_state[filters.PANEL] = True
        for name, value in params.items():
            at.query_params[name] = value
        at.run()
        if page:
            at.switch_page(f"{page}.py").run()
        assert not at.exception
        return at

    return run
