"""The reader's reading and decoding, with a small word list and scores made by hand: no trained file is needed."""

from __future__ import annotations

import itertools
import logging
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from ontherecord.extraction.networks import networks
from ontherecord.extraction.quotes.reader import CONTENT, CUE, SOURCE, START, Reading, read
from ontherecord.extraction.windows import LONGEST, WINDOW, Window, windows
from ontherecord.model import Span

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """Splits every word into its letters, so that words have several pieces."""
    pieces = ["[UNK]", "[CLS]", "[SEP]", *LETTERS, *(f"##{x}" for x in LETTERS), *'.,:"', "“", "”"]
    made = Tokenizer(WordPiece({piece: i for i, piece in enumerate(pieces)}, unk_token="[UNK]"))
    made.normalizer = BertNormalizer()
    made.pre_tokenizer = BertPreTokenizer()
    return made


def one_window(text: str, tokenizer: Tokenizer, quoted: tuple[Span, ...] = ()) -> Window:
    (window,) = windows(text, [Span(0, len(text))], quoted, tokenizer)
    return window


def test_words_keep_their_place_in_the_text(tokenizer: Tokenizer) -> None:
    text = "Ann said no."
    window = one_window(text, tokenizer)
    assert [text[w.start : w.end] for w in window.words] == ["Ann", "said", "no", "."]
    assert [w.piece for w in window.words] == [1, 4, 8, 10]
    assert len(window.ids) == len(window.case) == len(window.inside) == 12


def test_features_tell_case_and_marks(tokenizer: Tokenizer) -> None:
    text = 'Ann: "no NATO 5"'
    window = one_window(text, tokenizer, (Span(5, 16),))
    features = {text[w.start : w.end]: (int(window.case[w.piece]), int(window.inside[w.piece])) for w in window.words}
    assert features["Ann"] == (1, 0)
    assert features["no"] == (0, 1)
    assert features["NATO"] == (2, 1)
    assert features["5"] == (3, 1)
    assert features['"'][1] == 2


def test_paragraphs_are_not_cut_where_they_fit(tokenizer: Tokenizer) -> None:
    text = "\n".join(["a b c d e f g h i j"] * 40)
    paragraphs = [Span(i * 20, i * 20 + 19) for i in range(40)]
    found = list(windows(text, paragraphs, (), tokenizer))
    assert len(found) > 1
    assert all(len(w.ids) <= WINDOW + 2 for w in found)
    assert all(len({w.paragraph for w in window.words}) * 10 == len(window.words) for window in found)


def test_a_paragraph_longer_than_the_network_reads_is_cut_between_words(tokenizer: Tokenizer) -> None:
    text = "abcde " * 200
    found = list(windows(text, [Span(0, len(text))], (), tokenizer))
    assert all(len(w.ids) <= LONGEST + 2 for w in found)
    assert [text[w.start : w.end] for window in found for w in window.words] == ["abcde"] * 200


@given(st.lists(st.text(alphabet=LETTERS + ' ."“”é\u200b😀', min_size=1, max_size=300), min_size=1, max_size=8))
def test_every_letter_is_read_once_and_in_order(paragraphs: list[str]) -> None:
    text = "\n".join(paragraphs)
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 1
    pieces = ["[UNK]", "[CLS]", "[SEP]", *LETTERS, *(f"##{x}" for x in LETTERS)]
    made = Tokenizer(WordPiece({piece: i for i, piece in enumerate(pieces)}, unk_token="[UNK]"))
    made.pre_tokenizer = BertPreTokenizer()
    words = [w for window in windows(text, spans, (), made) for w in window.words]
    assert all(a.end <= b.start for a, b in itertools.pairwise(words))
    covered = {i for w in words for i in range(w.start, w.end)}
    assert all(i in covered for i, c in enumerate(text) if c in LETTERS)


class Marked:
    """Plays the network: cues, starts, content and source are the words named."""

    def __init__(self, text: str, window: Window, cues: str = "", starts: str = "", content: str = "", source: str = "") -> None:
        self.text, self.window = text, window
        self.first = {CUE: cues.split(), START: starts.split()}
        self.second = {CONTENT: content.split(), SOURCE: source.split()}
        self.marks: list[np.ndarray] = []

    def _scores(self, length: int, labels: dict[int, list[str]]) -> np.ndarray:
        scores = np.zeros((length, 3), dtype=np.float32)
        scores[:, 0] = 3
        for w in self.window.words:
            for label, words in labels.items():
                if self.text[w.start : w.end] in words:
                    scores[w.piece] = 0
                    scores[w.piece, label] = 4
        return scores

    def cues(self, states):
        return self._scores(len(states), self.first)

    def content(self, states, marks):
        self.marks.append(marks)
        # The paragraph's pieces begin after the special piece of the window.
        scores = self._scores(len(self.window.ids), self.second)[1 : 1 + len(states)]
        return np.repeat(scores[None], len(marks), 0)

    def read(self, asked=()):
        return read([(self.window, np.zeros((len(self.window.ids), 4), dtype=np.float32))], self, asked)


def cut(text: str, reading: Reading) -> tuple[str | None, list[str], str | None]:
    def words(span: Span | None) -> str | None:
        return None if span is None else text[span.start : span.end]

    return words(reading.cue), [text[s:e] for s, e in reading.pieces], words(reading.source)


def test_cue_content_and_source_become_spans(tokenizer: Tokenizer) -> None:
    text = "the plan, ann bell said, would fail"
    net = Marked(text, one_window(text, tokenizer), cues="said", content="the plan would fail", source="ann bell")
    (reading,) = net.read()
    assert cut(text, reading) == ("said", ["the plan", "would fail"], "ann bell")
    assert reading.chance > 0.9
    assert not reading.asked
    assert net.marks[0].max() == CUE


def test_neighbouring_cue_words_are_one_cue(tokenizer: Tokenizer) -> None:
    text = "all fell according to ann"
    net = Marked(text, one_window(text, tokenizer), cues="according to", content="all fell", source="ann")
    (reading,) = net.read()
    assert cut(text, reading)[0] == "according to"


def test_marked_speech_without_a_cue_starts_at_its_mark(tokenizer: Tokenizer) -> None:
    text = "“ all fell ”"
    net = Marked(text, one_window(text, tokenizer), starts="“", content="all fell")
    (reading,) = net.read()
    assert cut(text, reading) == (None, ["all fell"], None)
    assert net.marks[0].max() == START


def test_a_start_or_a_cue_without_content_is_no_error(tokenizer: Tokenizer) -> None:
    text = "“ all fell ” ann said"
    net = Marked(text, one_window(text, tokenizer), starts="“", cues="said", source="ann")
    assert [cut(text, reading) for reading in net.read()] == [(None, [], "ann"), ("said", [], "ann")]


def test_a_hole_of_one_word_is_filled_unless_it_is_the_cue(tokenizer: Tokenizer) -> None:
    text = "all x fell said down"
    net = Marked(text, one_window(text, tokenizer), cues="said", content="all fell down")
    (reading,) = net.read()
    assert cut(text, reading)[1] == ["all x fell", "down"]


def test_a_cue_that_rules_name_gets_its_chance_alone(tokenizer: Tokenizer) -> None:
    text = "ann hinted all fell"
    net = Marked(text, one_window(text, tokenizer), content="all fell", source="ann")
    assert net.read() == []
    (reading,) = net.read([Span(4, 10)])
    assert (reading.cue, reading.pieces, reading.asked) == (Span(4, 10), (), True)
    assert 0 < reading.chance < 0.5
    assert not net.marks


def test_the_nearest_source_is_taken(tokenizer: Tokenizer) -> None:
    text = "bell all fell ann said"
    net = Marked(text, one_window(text, tokenizer), cues="said", content="all fell", source="bell ann")
    (reading,) = net.read()
    assert cut(text, reading)[2] == "ann"


def test_a_missing_reader_is_told_once_and_leaves_the_rules(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    networks.cache_clear()
    with caplog.at_level(logging.WARNING):
        assert networks(tmp_path) is None
        assert networks(tmp_path) is None
    assert caplog.text.count("rules alone") == 1


def test_a_broken_reader_is_no_error(tmp_path: Path) -> None:
    for name in ("trunk.onnx", "cues.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"not a network")
    assert networks(tmp_path) is None
