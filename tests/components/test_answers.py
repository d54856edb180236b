"""Answers are kept for the next click, handed out as copies, and given up where they take too much room."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd
import pytest

from components.answers import Answers, fresh, is_fixed, key_of, size_of


@dataclass(frozen=True)
class Row:
    name: str
    numbers: tuple[int, ...] = ()


@dataclass
class Held:
    frame: pd.DataFrame
    names: list[str]


class Pair(NamedTuple):
    one: str
    many: list[int]


def test_what_was_asked_is_not_asked_again() -> None:
    answers, asked = Answers(), []

    def make() -> str:
        asked.append(1)
        return "much"

    assert [answers.get("a", make), answers.get("a", make), answers.get("b", make)] == ["much"] * 3
    assert len(asked) == 2


def test_what_fails_is_asked_again() -> None:
    answers = Answers()

    def fail() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        answers.get("a", fail)
    assert answers.get("a", lambda: "now") == "now"


def test_a_frame_may_be_changed_by_who_gets_it() -> None:
    answers = Answers()

    def make() -> pd.DataFrame:
        return pd.DataFrame({"n": [1, 2], "name": ["a", "b"]})

    first = answers.get("a", make)
    first.loc[0, "n"] = 9
    first["more"] = 0
    first["name"] = first["name"].str.upper()
    assert answers.get("a", make).to_dict("list") == {"n": [1, 2], "name": ["a", "b"]}


@pytest.mark.parametrize(
    ("value", "change"),
    [
        ([1, [2]], lambda v: v[1].append(3)),
        ({"a": {"b": 1}}, lambda v: v["a"].clear()),
        ({"a": 1}, lambda v: v.clear()),
        (Pair("a", [1]), lambda v: v.many.append(2)),
        (("a", [1]), lambda v: v[1].append(2)),
        (Held(pd.DataFrame({"n": [1]}), ["a"]), lambda v: v.names.append("b")),
        (Held(pd.DataFrame({"n": [1]}), ["a"]), lambda v: v.frame.insert(0, "m", 1)),
        ({1, 2}, lambda v: v.add(3)),
    ],
)
def test_nothing_that_is_changed_reaches_what_is_kept(value: Any, change: Any) -> None:
    answers, before = Answers(), repr(value)
    assert type(answers.get("a", lambda: value)) is type(value)
    change(answers.get("a", lambda: value))
    assert repr(answers.get("a", lambda: value)) == before


def test_what_nobody_can_change_is_the_same_for_all() -> None:
    row = (Row("a", (1, 2)), "b", None)
    assert is_fixed(row)
    assert Answers().get("a", lambda: row) is row
    assert not is_fixed((Row("a", [1]),))  # type: ignore[arg-type]
    assert fresh(row) == row


def test_they_take_no_more_room_than_they_may() -> None:
    answers = Answers(most=10_000)
    for number in range(100):
        answers.get(number, lambda: "x" * 1_000)
    assert 5 < len(answers) < 11
    assert answers.size <= 10_000
    asked: list[int] = []
    answers.get(99, lambda: asked.append(99))
    answers.get(0, lambda: asked.append(0))
    assert asked == [0]  # the oldest went first


def test_one_that_is_too_large_is_given_but_not_kept() -> None:
    answers = Answers(most=100)
    assert answers.get("a", lambda: "x" * 1_000) == "x" * 1_000
    assert (len(answers), answers.size) == (0, 0)


def test_sizes_follow_what_is_held() -> None:
    frame = pd.DataFrame({"name": ["x" * 1_000] * 10})
    assert size_of(frame) > 10_000
    assert size_of(Held(frame, ["x" * 5_000])) > 15_000
    assert size_of({"a": ["x" * 1_000]}) > 1_000


def test_lists_and_dicts_are_keys_too() -> None:
    assert key_of({"b": [1, {"c": 2}], "a": None}) == key_of({"a": None, "b": [1, {"c": 2}]})
    assert key_of({"a": [1]}) != key_of({"a": [2]})
    hash(key_of({"a": [1, {2}]}))


def test_what_several_ask_at_once_is_made_once() -> None:
    answers, made, go = Answers(), [], threading.Event()

    def make() -> int:
        go.wait()
        made.append(1)
        return 1

    threads = [threading.Thread(target=answers.get, args=("a", make)) for _ in range(4)]
    for thread in threads:
        thread.start()
    go.set()
    for thread in threads:
        thread.join()
    assert made == [1]
