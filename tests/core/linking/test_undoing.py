"""Things and their undoing."""

from __future__ import annotations

import pytest

from ontherecord.linking.undoing import undone


@pytest.mark.parametrize(
    ("wording", "undoes"),
    [
        ("the sanctions on the harbour", False),
        ("lifting the sanctions on the harbour", True),
        ("the lifting of sanctions", True),
        ("a ban on whaling", True),
        ("ending the ban on whaling", False),
        ("withdrawing from the river treaty", True),
        ("Norway's withdrawal from the river treaty", True),
        ("pulling out of the river treaty", True),
        ("getting out of the river treaty", True),
        ("voting against the budget", True),
        ("voting for the budget", False),
        ("the bank's eastern branch", False),
        ("endorsing the harbour plan", False),
        ("tearing up the plan to block the harbour", False),
        ("", False),
    ],
)
def test_an_odd_number_of_words_undoes(wording: str, undoes: bool) -> None:
    assert undone(wording) is undoes
