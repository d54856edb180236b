"""A few hundred broken files of every format; ``make fuzz`` loads ten thousand."""

from __future__ import annotations

import pytest

from scripts.fuzz import run
from tests.core.loading.broken import broken, samples


def test_the_same_seed_makes_the_same_files() -> None:
    assert [broken(3, number) for number in range(20)] == [broken(3, number) for number in range(20)]
    assert len({broken(3, number)[1] for number in range(50)}) > 40
    assert any(broken(3, number)[1] not in samples().values() for number in range(20))


@pytest.mark.parametrize("start", range(0, 300, 100))
def test_broken_files_are_told_or_read(start: int) -> None:
    result = run(100, 7, start=start, previews=start == 0)
    assert result.wrong == {}
    assert sum(result.outcomes.values()) >= 100
