"""What reading an article takes grows with its length, not with its square: steps are counted, at one length and at twice that.

Each function by itself, so that one that would only tell in a text of a thousand quotes is seen in one of sixty.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontherecord.extraction import pipeline
from ontherecord.extraction.entities import names
from ontherecord.extraction.quotes import direct
from ontherecord.extraction.quotes.paragraphs import LONGEST
from ontherecord.extraction.spans import Spans
from ontherecord.matters import grouping
from ontherecord.model import Article
from ontherecord.settings import settings

NOTEWORTHY = 1_000
"""Steps of a function below which its growth says nothing."""
MOST = 2.5
"""How much more a function may do in a text of twice the length."""
BOUNDED = {
    "_likely": f"{grouping.MOST} wordings are compared with each other at most",
    "_together": "the same",
    "_weight": "the same",
    "_squares": "the same",
    "resolved": "looks back a bounded number of words",
    "Context.people_near": "looks at a bounded number of places",
}


def family(number: int) -> str:
    """A family name for each number, none like another."""
    chosen = random.Random(number)
    return "".join(chosen.choice("bdfgklmnprstvz") + chosen.choice("aeiou") for _ in range(4)).title() + "n"


TEXTS: dict[str, Callable[[int], str]] = {
    "a cue again and again": lambda n: "he said " * n,
    "participles": lambda n: "He said that the plan, adding that it would fail, " * (n // 5),
    "contrasts": lambda n: "He said it was late, " + "while another said it was late, " * (n // 4),
    "marks": lambda n: '" ' * 4 * n,
    "opening marks": lambda n: " “a" * 2 * n,
    "quoted letters": lambda n: '"a" ' * n,
    "letters in single marks": lambda n: "‘a’ " * n,
    "inches": lambda n: '"It is 5" high. ' * (n // 2),
    "quotes": lambda n: '"It is late," she said. ' * (n // 2),
    "a quote that goes on": lambda n: '"It was late," she said. ' + '"It was cold and dark." ' * (n // 4),
    "titles": lambda n: 'She wrote "The Old Bridge". ' * (n // 4),
    "round brackets": lambda n: "(" * n + "a" + ")" * n,
    "square brackets": lambda n: "[" * n + "a" + "]" * n,
    "no full stop": lambda n: "bridge harbour council plan " * (n // 2),
    "names": lambda n: " ".join(f"Ada {family(i)} said the bridge was late." for i in range(n // 4)),
    "short names": lambda n: " ".join(f"Ann {family(i)} left. Mr. {family(i)} won." for i in range(n // 6)),
    "outlets": lambda n: "The Valley Post reported that the mayor said the bridge was late. " * (n // 8),
    "paragraphs": lambda n: "\n\n".join(['"We oppose it," said Ada Brandt.'] * (n // 4)),
    "turns": lambda n: "\n".join(["Q: Will you go?\nA: I will."] * (n // 4)),
    "posts": lambda n: "\n\n".join(["Peter Larsen @plarsen · 2h\nWe oppose the plan."] * (n // 8)),
    "what nobody said": lambda n: "Ann Doe refused to say whether she opposes the plan. " * (n // 9),
    "pronouns": lambda n: "The bridge of Norway fell. He opposes it. " * (n // 8),
}
"""About ``n`` words each."""
ENDLESS = {"a cue again and again": 3 * LONGEST, "no full stop": 3 * LONGEST}
"""Words of those that are parted for the parser, so that they hold several sentences of the longest kind."""


def steps(text: str) -> Counter[CodeType]:
    """Lines of the package that are run to read a text, by function."""
    counted: Counter[CodeType] = Counter()

    def line(frame: FrameType, event: str, arg: Any) -> Any:
        counted[frame.f_code] += 1
        return line

    def call(frame: FrameType, event: str, arg: Any) -> Any:
        if "/ontherecord/" not in frame.f_code.co_filename.replace("\\", "/"):
            return None
        counted[frame.f_code] += 1
        return line

    before = sys.gettrace()
    sys.settrace(call)
    try:
        list(pipeline.extract([Article("a", text)]))
    finally:
        sys.settrace(before)
    return counted


def grown(text: Callable[[int], str], length: int) -> dict[str, tuple[int, int]]:
    """Functions that do more than in proportion, with their steps at a length and at twice that."""
    once, twice = steps(text(length)), steps(text(2 * length))
    return {
        f"{code.co_filename.rsplit('ontherecord', 1)[-1]}:{code.co_firstlineno} {code.co_name}": (once[code], count)
        for code, count in twice.items()
        if count > max(NOTEWORTHY, MOST * once[code] + 300) and not _bounded(code)
    }


def _bounded(code: CodeType) -> bool:
    return code.co_qualname.partition(".<locals>")[0] in BOUNDED


@pytest.fixture(scope="module", autouse=True)
def rules() -> Iterator[None]:
    """By rules alone: they are the rules that walk through a text; the trained reader has windows of one size."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONTHERECORD_EXTRACTION", "rules")
        settings.cache_clear()
        list(pipeline.extract([Article("a", "Ada Brandt said that she opposes the plan.")]))  # tables are read once
        yield
    settings.cache_clear()


@pytest.mark.model
@pytest.mark.parametrize("name", TEXTS)
def test_every_function_is_linear(name: str) -> None:
    assert grown(TEXTS[name], ENDLESS.get(name, 240)) == {}


@pytest.mark.model
def test_a_function_that_is_not_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = compile("def looks_spoken(page, pair):\n    return sum(p.start > pair.start for p in page.pairs) < 0", "/ontherecord/slow.py", "exec")
    made: dict[str, Any] = {}
    exec(slow, made)
    monkeypatch.setattr(direct, "looks_spoken", made["looks_spoken"])
    assert any("slow.py" in place for place in grown(TEXTS["quoted letters"], 240))


# --- what makes it so ----------------------------------------------------------------------------------------------------------------

PLACES = st.tuples(st.integers(0, 300), st.integers(0, 90)).map(lambda p: (p[0], p[0] + p[1]))


@given(st.lists(PLACES, max_size=40), PLACES)
def test_spans_are_found_as_by_looking_at_each(held: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    spans: Spans[int] = Spans()
    for number, (start, end) in enumerate(held):
        spans.add(start, end, number)
    start, end = asked
    assert spans.touching(start, end) == [n for n, (s, e) in enumerate(held) if s < end and start < e]


WORDS = st.sampled_from(
    [
        "Ann",
        "Anna",
        "Bob",
        "Robert",
        "Al-Sadr",
        "Sadr",
        "Zelenskyy",
        "Zelensky",
        "Gaddafi",
        "Qaddafi",
        "Qasem",
        "Qassem",
        "Berg",
        "Berg-Lind",
        "Lind",
        "Brown",
        "Crown",
        "Ohno",
        "Ono",
        "Mohammed",
        "Muhammad",
        "Solberg",
        "Solberger",
        "Johansen",
        "Johanson",
        "O'Rourke",
        "Francis",
        "Jr.",
        "George",
        "W.",
        "H.W.",
        "Kim",
        "Jong-un",
        "van",
        "der",
        "Leyen",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, min_size=1, max_size=4))
def test_names_of_one_person_share_a_key(one: list[str], other: list[str]) -> None:
    a, b = names.parse(" ".join(one)), names.parse(" ".join(other))
    if a.parts and b.parts and names.same_person(a, b):
        assert names.kin(a) & names.kin(b)


@given(WORDS, WORDS, st.integers(0, 9), st.sampled_from("aeinorst"))
def test_close_words_share_a_key(one: str, other: str, at: int, letter: str) -> None:
    for a, b in ((one, other), (one, one[:at] + letter + one[at:]), (one, one[:at] + letter + one[at + 1 :]), (one, one[:at] + one[at + 1 :])):
        a, b = names.fold(a), names.fold(b)
        if names.close(a, b):
            assert names.alike(a) & names.alike(b)
