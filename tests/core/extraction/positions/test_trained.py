"""The trained part: weights are read safely, decisions follow their rules. No language model needed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from ontherecord.extraction import version as version_of
from ontherecord.extraction.positions import choosing, encoder, model
from ontherecord.extraction.positions.candidates import Candidate
from ontherecord.extraction.positions.choosing import _counts
from ontherecord.extraction.positions.model import SIDES, Weights
from ontherecord.extraction.positions.reading import Finding
from ontherecord.extraction.positions.targets import Target
from ontherecord.extraction.version import version
from ontherecord.model import Stance
from ontherecord.settings import settings

WEIGHTS = Weights(
    {"v=back": 0, "v=reject": 1, "bias": 2},
    np.array([2.0, 2.0, -1.0], dtype=np.float32),
    np.array([[3, 0, 0, 0, 0], [0, 3, 0, 0, 0], [0, 0, 0, 0, 0]], dtype=np.float32),
    0.3,
    np.array([0.5, -1.0]),
    {"how=own object": 1.5},
)
CLEAR, TORN = np.array([0.9, 0.1, 0, 0, 0]), np.array([0.4, 0.35, 0.15, 0.05, 0.05])


def _candidate(*findings: tuple[Stance, float]) -> Candidate:
    doc = Doc(English().vocab, words=["Norway", "backs", "it"])
    sentence = doc[0:3]
    target = Target("it", "it", 2, 3)
    made = [Finding(0, stance, target, sentence, (1, 2), "states", "narrator", None, None, weight, "back") for stance, weight in findings]
    return Candidate(0, sentence, findings=made)


def test_chances_follow_the_features() -> None:
    chance, stances = WEIGHTS.chances({"bias", "v=back", "never seen"})
    assert chance == pytest.approx(1 / (1 + np.exp(-1)))
    assert SIDES[int(stances.argmax())] == "support"
    assert stances.sum() == pytest.approx(1)
    assert WEIGHTS.chances({"bias"})[0] < 0.3


def test_weights_survive_saving(tmp_path: Path) -> None:
    WEIGHTS.save(tmp_path / "deep" / "weights.npz")
    read = model.load(tmp_path / "deep" / "weights.npz")
    assert read.numbers == WEIGHTS.numbers
    assert read.threshold == WEIGHTS.threshold
    assert np.array_equal(read.stance, WEIGHTS.stance)
    assert np.array_equal(read.again, WEIGHTS.again)
    assert read.wording == WEIGHTS.wording
    replace(WEIGHTS, wording={}).save(tmp_path / "plain.npz")
    assert model.load(tmp_path / "plain.npz").wording == {}


@pytest.mark.parametrize("content", [None, b"", b"not a file of weights", b"PK\x03\x04 cut off"])
def test_without_readable_weights_rules_go_on(content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "weights.npz"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setattr(model, "FILE", file)
    model.weights.cache_clear()
    try:
        assert model.weights() is None
    finally:
        model.weights.cache_clear()


@pytest.mark.parametrize("content", [None, b"", b"no graph"])
def test_without_a_readable_encoder_readable_features_go_on(content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if content is not None:
        (tmp_path / "encoder.onnx").write_bytes(content)
    monkeypatch.setattr(encoder, "FOLDER", tmp_path)
    encoder.encoder.cache_clear()
    try:
        assert encoder.encoder() is None
    finally:
        encoder.encoder.cache_clear()


def test_the_encoders_word_stands_beside_that_of_the_features() -> None:
    chances = [(0.5, CLEAR), (0.5, CLEAR), (0.5, CLEAR)]
    sure, unsure = np.array([-4, 0, 4, 0, 0, 0], dtype=np.float32), np.array([4, 0, 0, 0, 0, 0], dtype=np.float32)
    raised, lowered, unasked = encoder.mixed(chances, {0: sure, 1: unsure})
    assert raised[0] > 0.6 > 0.4 > lowered[0]
    assert raised[1][1] > CLEAR[1]  # it reads opposition, the features support
    assert raised[1].sum() == pytest.approx(1)
    assert unasked == chances[2]


def test_an_extraction_is_named_anew_with_another_encoder(tmp_path: Path) -> None:
    file = tmp_path / "weights.npz"
    file.write_bytes(b"weights")
    names = [_named(file)]
    for text in ('{"name": "a"}', '{"name": "b"}'):
        (tmp_path / "encoder.json").write_text(text)
        names.append(_named(file))
    assert len(set(names)) == 3


def _named(file: Path) -> str:
    version_of._positions.cache_clear()
    return version_of._positions(file)


def test_an_extraction_names_the_weights_that_made_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = replace(settings(), extraction="full")
    monkeypatch.setattr("ontherecord.extraction.version.settings", lambda: full)
    names = []
    for name, content in (("a", b"some weights"), ("b", b"other weights"), ("c", b"some weights"), ("none", None)):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        monkeypatch.setattr(model, "FILE", tmp_path / name)
        names.append(version().rsplit("/", 1)[1])
    assert names[0] == names[2] != names[1]
    assert names[0].startswith("positions-")
    assert names[3] == "rules"


def test_the_weights_that_ship_can_be_read() -> None:
    weights = model.load(model.FILE)
    assert 0.1 < weights.threshold < 0.6
    assert weights.chances({"bias", "rule=none"})[0] < weights.chances({"bias", "rule=support", "rule:back"})[0]


@pytest.mark.parametrize(
    ("findings", "chance", "stances", "counts"),
    [
        ([("support", 0.75)], 0.01, CLEAR, True),  # plain words need no second opinion
        ([("support", 0.55)], 0.10, CLEAR, False),
        ([("support", 0.55)], 0.25, CLEAR, True),
        ([("support", 0.42)], 0.25, CLEAR, False),  # a weak reading needs the full threshold
        ([("support", 0.42)], 0.35, CLEAR, True),
        ([("open", 0.55)], 0.01, CLEAR, True),  # rare stances are the rules' business
        ([], 0.31, CLEAR, True),
        ([], 0.31, TORN, False),  # a position, but which way?
        ([], 0.65, TORN, True),
    ],
)
def test_what_counts(findings: list[tuple[Stance, float]], chance: float, stances: np.ndarray, counts: bool) -> None:
    assert _counts(_candidate(*findings), chance, stances, 0.33) is counts


def test_by_rules_keeps_what_is_strong() -> None:
    findings = _candidate(("support", 0.39), ("oppose", 0.4)).findings
    assert [f.stance for f in choosing.by_rules(findings)] == ["oppose"]


@pytest.mark.parametrize("words", ["may back it", "would consider it", "did not rule it out", "is open to it", "whether to back it"])
def test_words_of_weighing(words: str) -> None:
    assert choosing.WEIGHED.search(words)
