"""No regular expression of the package takes more than in proportion to the length of a text: one pasted line must not hold a server still."""

from __future__ import annotations

import pytest

from tests.core.collected import patterns
from tests.core.growth import worst


def test_what_grows_with_the_square_is_found() -> None:
    """The search itself: patterns that go back over what they have seen, and the same mended."""
    back = [r"\s+$", r"(?:a+)+b", r"\s*\n\s*", r"date\W*(?:on)?\W*$", r"\(.*x", r"a.*b.*c", r"(?m)^\W*AN", r"(?:<!--.{0,500}?-->\s*)*<x"]
    on = [
        r"(?<!\s)\s++$",
        r"(?<!a)(?:a++)++b",
        r"(?:(?<!\s)[^\S\n]++)?\n\s*+",
        r"date\W*+(?:on\W*+)?$",
        r"\([^()]{0,40}x",
        r"(?m)^[^\w\n]*+AN",
        r"\w+",
        r"\s+",
    ]
    assert [pattern for pattern in back if worst(pattern) is None] == []
    assert [pattern for pattern in on if worst(pattern) is not None] == []


def test_a_pattern_that_is_put_in_its_place_may_begin_with_blanks() -> None:
    assert worst(r"\s+x", anywhere=True) is not None
    assert worst(r"\s+x", anywhere=False) is None


FOUND = sorted((place, *key) for key, place in patterns().items())


def test_there_are_patterns() -> None:
    assert len(FOUND) > 200


@pytest.mark.parametrize("room", sorted({place.rsplit(":", 1)[0] for place, *_ in FOUND}))
def test_patterns_are_linear(room: str) -> None:
    slow = {
        place: found for place, text, flags, anywhere in FOUND if place.startswith(f"{room}:") and (found := worst(text, flags, anywhere=anywhere))
    }
    assert slow == {}
