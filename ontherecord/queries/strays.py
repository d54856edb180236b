"""Days far from all the rest: one article of 1970 among those of this year. They stand beside a chart and not in it.

The rule: the days that hold together are those of the shortest stretch of time that leaves out at most one in :data:`SHARE` (of fewer, one), all of
them farther from it than :data:`YEARS` years and than :data:`FAR` times its own length. Where there is no such stretch, no day is a stray.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

SHARE, YEARS, FAR = 10, 2, 2
_GAP = timedelta(days=YEARS * 365)


@dataclass(frozen=True, slots=True)
class Apart:
    """``count`` things of days from ``first`` to ``last``, both inclusive, that lie outside of a chart."""

    first: date
    last: date
    count: int


class Held(NamedTuple):
    """The days that hold together, ``first`` to ``last``, and what lies before and behind them."""

    first: date
    last: date
    apart: tuple[Apart, ...]


def held(counted: Mapping[date, int] | Iterable[tuple[date, int]]) -> Held | None:
    """``counted``: day -> how many things are of it, 1 or more. None without any."""
    days = sorted(dict(counted).items())
    if not days:
        return None
    # Stretches without a gap of years between them; strays are whole ones.
    starts = [0, *(n for n in range(1, len(days)) if days[n][0] - days[n - 1][0] > _GAP)]
    stretches = list(zip(starts, [*(start - 1 for start in starts[1:]), len(days) - 1], strict=True))
    sums = [0, *accumulate(count for _, count in days)]
    total = sums[-1]
    best = (0, len(days) - 1)
    for number, (begin, _) in enumerate(stretches):
        for _, end in stretches[number:]:
            first, last = days[begin][0], days[end][0]
            out = total - (sums[end + 1] - sums[begin])
            far = max(_GAP, FAR * (last - first))
            near = (begin and first - days[begin - 1][0] <= far) or (end + 1 < len(days) and days[end + 1][0] - last <= far)
            if not near and 2 * out < total and out <= max(total // SHARE, 1) and last - first < days[best[1]][0] - days[best[0]][0]:
                best = (begin, end)
    begin, end = best
    outside = (days[:begin], days[end + 1 :])
    return Held(days[begin][0], days[end][0], tuple(Apart(some[0][0], some[-1][0], sum(n for _, n in some)) for some in outside if some))


def among(found: Held | None, counted: Mapping[date, int]) -> tuple[Apart, ...]:
    """The same stretches outside, with what ``counted`` has of them: other things than those whose days hold together."""
    if found is None:
        return ()
    sides = ([day for day in counted if day < found.first], [day for day in counted if day > found.last])
    return tuple(Apart(min(days), max(days), sum(counted[day] for day in days)) for days in sides if days)
