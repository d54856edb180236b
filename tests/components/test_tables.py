"""What the cells of tables say."""

from __future__ import annotations

import pytest

from components.tables import readable


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("The harbour\n\nis  open.", "The harbour is open."),
        ("We wonâ€™t go to the cafÃ©", "We won’t go to the café"),
        ("a load of s***, said #1", "a load of s***, said #1"),
        ("", ""),
    ],
)
def test_words_are_mended_for_reading(words: str, shown: str) -> None:
    assert readable(words) == shown
