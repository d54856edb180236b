"""The corpora of this server, opened once for all visits. A new build is seen at the next click."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import streamlit as st

from ontherecord.queries import Corpus, Filters
from ontherecord.settings import settings
from ontherecord.store import CorpusInfo, list_corpora

Answer = TypeVar("Answer")
Stamp = tuple[tuple[str, int], ...]


def _stamp() -> Stamp:
    """Changes whenever a build ends: the time of the folder that a build's last act writes into. Cheaper than reading every corpus a click."""
    base = settings().corpora
    logs = sorted(base.glob("*/builds/_delta_log")) if base.is_dir() else []
    return tuple((str(log), log.stat().st_mtime_ns) for log in logs)


@st.cache_data(max_entries=4, show_spinner=False)
def _listed(stamp: Stamp) -> list[CorpusInfo]:
    return list_corpora()


def listed() -> list[CorpusInfo]:
    """Every corpus with its newest build, by name."""
    return _listed(_stamp())


@st.cache_resource(max_entries=8, show_spinner="Opening the corpus …")
def _open(name: str, version: int | None, stamp: Stamp) -> Corpus:
    return Corpus.open(name, version)


def opened(name: str, version: int | None = None) -> Corpus:
    """An open corpus, shared by all visits: read-only. Raises Problem C01, C02, C05, C07."""
    return _open(name, version, _stamp())


def ask(corpus: Corpus, question: Callable[..., Answer], filters: Filters, **options: Any) -> Answer:
    """``question(corpus, filters, **options)``, remembered for this build of the corpus. The answer is a copy: change it freely."""
    built = corpus.built_at.isoformat() if corpus.built_at else ""
    return cast("Answer", _asked(question.__name__, corpus.name, corpus.version, built, filters, options, corpus, question))


@st.cache_data(max_entries=512, show_spinner=False)
def _asked(name: str, corpus: str, version: int, built: str, filters: Filters, options: dict[str, Any], _corpus: Corpus, _question: Any) -> Any:
    return _question(_corpus, filters, **options)
