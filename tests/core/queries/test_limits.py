"""A question that takes too long is stopped, and says what to do; the next one is answered."""

from __future__ import annotations

import threading
import weakref
from dataclasses import replace

import pytest

from ontherecord.errors import Code, Problem
from ontherecord.queries import Corpus, Filters, speaker_counts
from ontherecord.queries import corpus as module
from ontherecord.queries.limits import stopped_after
from ontherecord.settings import settings
from tests import builders

ENDLESS = "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE hash(a.range) + b.range = 7"
"""Years of work for a machine: nothing but the limit ends it."""


@pytest.fixture
def corpus(monkeypatch: pytest.MonkeyPatch) -> Corpus:
    opened = Corpus.of(builders.small_corpus())
    short = replace(settings(), max_question_seconds=0.01)  # type: ignore[arg-type]
    monkeypatch.setattr(module, "settings", lambda: short)
    return opened


@pytest.mark.parametrize("ask", ["rows", "dicts", "frame"])
def test_a_question_that_takes_too_long_is_stopped(corpus: Corpus, ask: str) -> None:
    with pytest.raises(Problem) as raised:
        getattr(corpus, ask)(ENDLESS)
    assert raised.value.code is Code.F06
    assert "Narrow it" in str(raised.value)


def test_the_next_question_is_answered(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Problem):
        corpus.rows(ENDLESS)
    monkeypatch.setattr(module, "settings", settings)
    assert not speaker_counts(corpus, Filters()).empty


def test_what_ends_in_time_is_left_alone() -> None:
    stops: list[int] = []
    with stopped_after(60, lambda: stops.append(1)):
        pass
    assert stops == []


def test_a_stop_that_came_too_early_is_repeated() -> None:
    stops: list[int] = []
    with stopped_after(0, lambda: stops.append(1)):
        while len(stops) < 3:
            pass
    assert len(stops) >= 3


def test_nothing_of_a_question_is_held_on_to() -> None:
    class Cursor:
        def stop(self) -> None:
            stopped.set()

    stopped, cursor = threading.Event(), Cursor()
    held = weakref.ref(cursor)
    with stopped_after(0, cursor.stop):
        stopped.wait()
    del cursor
    with stopped_after(0, stopped.set):  # the thread is at something else again
        stopped.clear()
        stopped.wait()
    assert held() is None
