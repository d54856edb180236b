"""Rates and times left, by a clock of our own."""

from __future__ import annotations

from ontherecord.pace import WINDOW, Pace


def test_rate_and_time_left() -> None:
    now = [100.0]
    pace = Pace(lambda: now[0])
    assert pace("extracting", 40, 100) == (None, None)  # taken over from a build before: no speed
    now[0] += 10
    assert pace("extracting", 60, 100) == (2.0, 20.0)
    assert pace("linking", 0, 1) == (None, None)
    now[0] += WINDOW
    pace("extracting", 60, 100)
    now[0] += 1
    rate, left = pace("extracting", 70, 100)
    assert rate is not None
    assert rate < 1  # the first ten seconds are forgotten
    assert left is not None
    assert pace("extracting", 70, None)[1] is None
