"""What the reader makes of the network's scores, without the network."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from ontherecord.extraction.positions.holders import Holder
from ontherecord.extraction.positions.passages import Passage
from ontherecord.extraction.positions.reader import MATTER, ranked, stretches, triggers
from ontherecord.extraction.windows import Window, Word

SAFE = 8.0


def words(text: str) -> list[Word]:
    """Each word is one piece; piece 0 opens the window."""
    out, start = [], 0
    for place, word in enumerate(text.split(" "), 1):
        out.append(Word(start, start + len(word), place, 0))
        start += len(word) + 1
    return out


def passage(text: str) -> Passage:
    size = len(text.split(" ")) + 2
    nothing = np.zeros(size, dtype=np.int64)
    return Passage(Window(nothing, nothing, nothing, tuple(words(text))), nothing, nothing, nothing, nothing + size)


def chances(size: int, likely: dict[int, tuple[int, float]]) -> np.ndarray:
    """[pieces, labels] with ``likely`` {piece: (label, chance)}, else no trigger."""
    out = np.zeros((size, 6), dtype=np.float32)
    out[:, 0] = 1
    for piece, (label, chance) in likely.items():
        out[piece, 0], out[piece, label] = 1 - chance, chance
    return out


TRIGGERS: list[tuple[str, dict[int, tuple[int, float]], list[tuple[str, int]]]] = [
    ("Norway will not rule out a ban", {4: (3, 0.9), 5: (3, 0.8)}, [("rule out", 3)]),
    ("Norway backs it but Chad opposes it", {2: (1, 0.9), 6: (2, 0.7)}, [("backs", 1), ("opposes", 2)]),
    ("Norway backs it", {2: (1, 0.1)}, []),
    ("Norway may back it", {2: (3, 0.5), 3: (1, 0.3)}, [("may back", 3)]),
]


@pytest.mark.parametrize(("text", "likely", "wanted"), TRIGGERS, ids=[t for t, *_ in TRIGGERS])
def test_neighbouring_words_are_one_trigger_with_the_likeliest_stance(
    text: str, likely: dict[int, tuple[int, float]], wanted: list[tuple[str, int]]
) -> None:
    one = passage(text)
    found = list(triggers(one, chances(len(one.window.ids), likely)))
    assert [(text[t.words[0].start : t.words[-1].end], t.stance) for t in found] == wanted


def scores(size: int, starts: dict[int, float], ends: dict[int, float]) -> np.ndarray:
    out = np.full((size, 2), -SAFE, dtype=np.float32)
    for column, given in enumerate((starts, ends)):
        for piece, score in given.items():
            out[piece, column] = score
    return out


def test_the_likeliest_stretch_comes_first_and_none_lies_over_another() -> None:
    text = "Norway wants it to close the old mine soon"
    size = len(text.split()) + 2
    bounds = scores(size, {3: 1.0, 5: 3.0}, {3: 1.0, 8: 3.0})
    tags = np.zeros((size, 3), dtype=np.float32)
    tags[6:9, MATTER] = SAFE
    found = stretches(words(text), bounds, tags, 0)
    assert [text[s.span.start : s.span.end] for s in found[:2]] == ["close the old mine", "it"]
    assert [text[m.start : m.end] for m in found[0].matter] == ["the old mine"]
    assert found[0].chance > found[1].chance


def test_a_stretch_never_ends_before_it_begins() -> None:
    text = "one two three"
    found = stretches(words(text), scores(5, {3: SAFE}, {1: SAFE}), np.zeros((5, 3), dtype=np.float32), 0)
    assert all(s.span.start < s.span.end for s in found)


def test_an_actor_counts_once_with_its_best_chance() -> None:
    doc = Doc(Vocab(), words=["Norway", "it", "Chad"])
    held = [Holder(1, doc[0], "told", None), Holder(1, doc[1], "told", None), Holder(2, doc[2], "told", None)]
    found = ranked(held, np.array([0.2, 0.7, 0.5], dtype=np.float32))
    assert [(holder.actor, round(chance, 2)) for chance, holder in found] == [(1, 0.7), (2, 0.5)]
