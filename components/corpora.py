"""The corpora of this server, opened once for all visits. A visit keeps the build that it opened until its page is loaded anew."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

import streamlit as st

from components.answers import Answers, key_of
from ontherecord.errors import Code, Problem
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
def _held_open(name: str, version: int | None, built: str) -> Corpus:
    return Corpus.open(name, version)


def _open(name: str, version: int | None, built: str) -> Corpus:
    """An open corpus with everything that people have decided until now: nothing is opened anew for a decision."""
    corpus = _held_open(name, version, built)
    corpus.refresh()
    return corpus


Pinned = tuple[int, str]
"""A build: its number, and when it was built (a corpus that is removed and made again begins anew at 1)."""


def _held() -> dict[str, Pinned]:
    """The builds that this visit reads: name of the corpus -> build."""
    found: dict[str, Pinned] = st.session_state.setdefault("_builds", {})
    return found


def _newest(name: str) -> Pinned | None:
    info = next((found for found in listed() if found.name == name and found.built_at), None)
    return (info.version, info.built_at.isoformat()) if info and info.built_at else None


def opened(name: str, version: int | None = None) -> Corpus:
    """An open corpus, shared by all visits: read-only. Without ``version`` it is the build that this visit saw first, the newest one then.

    Raises Problem C01, C02, C05, C07, C09."""
    last = _newest(name)
    if last is not None and version == last[0]:
        return _open(name, *last)  # the same that visits have open whose link names no build
    if version is not None or last is None:
        return _open(name, version, str(last))
    held = _held().setdefault(name, last)
    if held != last:
        try:
            corpus = _open(name, *held)
            if corpus.built_at is not None and corpus.built_at.isoformat() == held[1]:
                return corpus
        except Problem as problem:
            if problem.code not in (Code.C07, Code.C09):
                raise
        _held()[name] = last  # the build that was seen is gone
    return _open(name, *last)


def newest(name: str) -> int | None:
    """Number of the newest build; None where there is none."""
    found = _newest(name)
    return found[0] if found else None


def refresh(name: str) -> None:
    """Let this visit see the newest build of a corpus: it has just changed it itself, or asks for it."""
    _held().pop(name, None)


def newer(name: str) -> int | None:
    """Number of the newest build where this visit reads an older one, else None."""
    held, last = _held().get(name), _newest(name)
    return last[0] if held and last and held != last else None


_ANSWERS = Answers()
_NUMBERS: WeakKeyDictionary[Corpus, int] = WeakKeyDictionary()
_COUNT = count()


def ask(corpus: Corpus, question: Callable[..., Answer], filters: Filters, **options: Any) -> Answer:
    """``question(corpus, filters, **options)``, remembered for this open corpus and its decisions. The answer is a copy: change it freely.

    What is made of answers for the eye (rows of a chart, labels of a list) is a question, too, and is remembered as well."""
    number = _NUMBERS.get(corpus)
    if number is None:
        number = _NUMBERS.setdefault(corpus, next(_COUNT))
    key = (question.__module__, question.__qualname__, number, corpus.decisions, filters, key_of(options))
    return cast("Answer", _ANSWERS.get(key, lambda: question(corpus, filters, **options)))


def forget() -> None:
    """Answer every question anew (for measurements)."""
    _ANSWERS.clear()
