"""Shares of what was checked, with the interval in which the true share most likely lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""Of the normal distribution: 95 of 100 intervals hold the true share."""
FEW = 30
"""Under so many checked ones a share says little, and is said to."""


@dataclass(frozen=True, slots=True)
class Share:
    """``right`` of ``checked``; ``share``, ``low`` and ``high`` from 0 to 1 (weighted, where strata were sampled unevenly); None for nothing."""

    right: int
    checked: int
    share: float | None
    low: float | None
    high: float | None

    @property
    def few(self) -> bool:
        return self.checked < FEW


def wilson(share: float, count: float, z: float = Z) -> tuple[float, float]:
    """The interval for a share that was seen in ``count`` draws. E. B. Wilson, "Probable inference, the law of succession, and statistical
    inference", Journal of the American Statistical Association 22 (1927). ``count`` need not be whole. Raises ValueError for none."""
    if count <= 0 or not 0 <= share <= 1:
        raise ValueError("an interval needs something that was counted")
    spread = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    middle, scale = share + z * z / (2 * count), 1 + z * z / count
    return max((middle - spread) / scale, 0.0), min((middle + spread) / scale, 1.0)


def weighted(rows: Iterable[tuple[bool, float]]) -> Share:
    """The share of (right, weight) rows. The interval is Wilson's for as many draws as the weights leave: (sum of w)² / sum of w²
    (L. Kish, Survey Sampling, 1965), which is their number where all weights are equal."""
    found = [(right, weight) for right, weight in rows if weight > 0]
    if not found:
        return Share(0, 0, None, None, None)
    total = sum(weight for _, weight in found)
    share = min(sum(weight for right, weight in found if right) / total, 1.0)
    low, high = wilson(share, total * total / sum(weight * weight for _, weight in found))
    return Share(sum(right for right, _ in found), len(found), share, min(low, share), max(high, share))
