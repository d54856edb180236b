"""The figures of an evaluation, on cases small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pytest

from ontherecord.evaluation import Scores, score
from ontherecord.evaluation.gold import document, prediction
from ontherecord.evaluation.scores import pair
from ontherecord.evaluation.words import covered, same_actor

TEXT = "Lund said the quay will open in May. Rein said no. The council met. Lund opposes the toll. Rein backs the toll."


def span(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def quote(words: str | list[str], speaker: str | None = None, **fields: Any) -> dict[str, Any]:
    pieces = [words] if isinstance(words, str) else words
    return {"spans": [span(p) for p in pieces], "type": "indirect", "speaker": speaker, **fields}


def stand(actor: str, stance: str, target: str, sentence: str, **fields: Any) -> dict[str, Any]:
    return {"actor": actor, "stance": stance, "target": target, "evidence": span(sentence), **fields}


def scored(gold: dict[str, Any], found: dict[str, Any]) -> Scores:
    """One article; what is found is given as gold is, and turned into what the extraction prints."""
    quotes = [{**q, "source": q.get("source_span")} for q in found.get("quotes", [])]
    positions = [{**p, "evidence": [p["evidence"]]} for p in found.get("positions", [])]
    row = {"doc_id": "a", "quotes": quotes, "people": found.get("people", []), "positions": positions}
    return score([document({"doc_id": "a", "text": TEXT, **gold})], {"a": prediction(TEXT, row)})


def f(right: int, predicted: int, gold: int) -> dict[str, float]:
    precision, recall = right / predicted, right / gold
    return {"precision": precision, "recall": recall, "f1": pytest.approx(2 * precision * recall / (precision + recall) if right else 0.0)}


WHOLE = "the quay will open in May"


@pytest.mark.parametrize(
    ("found", "half", "four_fifths", "exact"),
    [
        (WHOLE, 1, 1, 1),
        ("said the quay will open in May", 1, 1, 0),  # 20 letters of 24
        ("said the quay will open in May. Re", 1, 0, 0),  # 20 of 26
        ("the quay will", 1, 0, 0),  # 11 of 20
        ("the quay wi", 0, 0, 0),  # 9 of 20
        ("Rein said no", 0, 0, 0),
    ],
)
def test_content_agrees_by_letters(found: str, half: int, four_fifths: int, exact: int) -> None:
    quotes = scored({"quotes": [quote(WHOLE)]}, {"quotes": [quote(found)]}).layers["quotes"]
    assert (quotes["half"]["f1"], quotes["four fifths"]["f1"], quotes["exact"]["f1"]) == (half, four_fifths, exact)


def test_marks_and_spaces_never_count() -> None:
    quotes = scored({"quotes": [quote(WHOLE)]}, {"quotes": [quote(" the quay will open in May.")]}).layers["quotes"]
    assert quotes["exact"] == f(1, 1, 1)


def test_pieces_are_one_quote() -> None:
    parts = quote(["the quay will", "open in May"])
    assert scored({"quotes": [parts]}, {"quotes": [quote(WHOLE)]}).layers["quotes"]["exact"] == f(1, 1, 1)
    two = {"quotes": [quote("the quay will"), quote("open in May")]}
    assert scored({"quotes": [quote(WHOLE)]}, two).layers["quotes"]["half"] == f(1, 2, 1)


def test_a_gold_quote_is_found_once_by_the_most_alike() -> None:
    assert pair(["abc"], ["ab", "abc"], lambda g, p: len(set(g) & set(p)) / 3) == {0: (1, 1.0)}
    assert pair(["x", "y"], ["x"], lambda g, p: 1.0) == {0: (0, 1.0)}
    assert pair(["x"], ["y"], lambda g, p: 0.0) == {}


def test_what_has_no_letters_is_no_prediction() -> None:
    assert scored({"quotes": [quote(WHOLE)]}, {"quotes": [quote(WHOLE), quote(".")]}).layers["quotes"]["half"] == f(1, 1, 1)


@pytest.mark.parametrize(
    ("speaker", "right", "wrong", "unknown", "attributed"),
    [("Lund", 1, 0, 0, 1), ("Kari Lund", 1, 0, 0, 1), ("Paul Rein", 0, 1, 0, 0), (None, 0, 0, 1, 0)],
)
def test_a_speaker_is_right_wrong_or_unknown(speaker: str | None, right: int, wrong: int, unknown: int, attributed: int) -> None:
    speakers = scored({"quotes": [quote(WHOLE, "Kari Lund")]}, {"quotes": [quote(WHOLE, speaker)]}).layers["speakers"]
    assert (speakers["right"], speakers["wrong"], speakers["unknown"]) == (right, wrong, unknown)
    assert speakers["attribution"]["f1"] == attributed


def test_speakers_are_asked_of_found_quotes_only() -> None:
    gold = {"quotes": [quote(WHOLE, "Lund"), quote("no", "Rein")]}
    speakers = scored(gold, {"quotes": [quote(WHOLE, "Lund"), quote("The council met", "Lund")]}).layers["speakers"]
    assert speakers["right"] == 1
    assert speakers["attribution"] == f(1, 2, 2)


def test_source_type_and_country() -> None:
    gold = {"quotes": [quote(WHOLE, "Lund", source_span=span("Lund"), country="NO"), quote("no", "Rein")]}
    found = {"quotes": [quote(WHOLE, "Lund", source_span=span("Lund said"), country="NO"), quote("no", "Rein", type="direct", country="FR")]}
    layers = scored(gold, found).layers
    assert (layers["quotes"]["source right"], layers["quotes"]["type right"]) == (1, 0.5)
    assert (layers["speakers"]["country right"], layers["speakers"]["country given where none"]) == (1, 1)
    assert layers["quotes"]["recall by type"] == {"direct": None, "indirect": 1, "mixed": None}


def test_people() -> None:
    gold = {"people": [{"name": "Kari Lund", "country": "NO"}, {"name": "Paul Rein", "country": "FR"}]}
    found = {"people": [{"name": "K. Lund", "country": "NO"}, {"name": "May"}, {"name": "Rein", "country": "BE"}]}
    assert scored(gold, found).layers == {"people": {"found": f(2, 3, 2), "country right": 0.5}}


LUND, REIN = "Lund opposes the toll", "Rein backs the toll"


@pytest.mark.parametrize(
    ("predicted", "found", "side", "stance"),
    [
        (stand("Lund", "oppose", "the toll", LUND), 1, 1, 1),
        (stand("Lund", "oppose", "something else", "opposes the toll"), 1, 1, 1),  # targets do not count here
        (stand("Lund", "support", "the toll", LUND), 1, 0, 0),
        (stand("Rein", "oppose", "the toll", LUND), 0, 0, 0),
        (stand("Lund", "oppose", "the toll", "The council met"), 0, 0, 0),
    ],
)
def test_positions(predicted: dict[str, Any], found: int, side: int, stance: int) -> None:
    gold = stand("Kari Lund", "oppose", "the toll", LUND)
    layer = scored({"positions": [{**gold, "evidence": [gold["evidence"]]}]}, {"positions": [predicted]}).layers["positions"]
    assert (layer["found"]["f1"], layer["side"]["f1"], layer["stance"]["f1"]) == (found, side, stance)


def test_open_called_support_is_counted() -> None:
    gold = stand("Lund", "open", "the toll", LUND)
    layer = scored({"positions": [{**gold, "evidence": [gold["evidence"]]}]}, {"positions": [stand("Lund", "support", "the toll", LUND)]}).layers[
        "positions"
    ]
    assert layer["open called support"] == 1


@pytest.mark.parametrize(
    ("stance", "target", "right"),
    [
        ("oppose", "the toll", 1),
        ("oppose", "a new toll on lorries", 1),  # all stems of the shorter phrase
        ("oppose", "May", 0),
        ("support", "the toll", 0),
        ("open", "the toll", 0),
    ],
)
def test_a_statement_is_right_with_stance_and_target(stance: str, target: str, right: int) -> None:
    gold = {"statements": [stand("Lund", "oppose", "the toll", LUND, matter="toll", toward="against")]}
    assert scored(gold, {"positions": [stand("Lund", stance, target, LUND)]}).layers["statements"]["right"]["f1"] == right


def test_stance_and_target_may_both_be_turned() -> None:
    gold = {"statements": [stand("Lund", "support", "ending it", LUND, matter="bridge toll", toward="against")]}
    assert scored(gold, {"positions": [stand("Lund", "oppose", "the bridge toll", LUND)]}).layers["statements"]["right"]["f1"] == 1
    assert scored(gold, {"positions": [stand("Lund", "support", "the bridge toll", LUND)]}).layers["statements"]["right"]["f1"] == 0


def test_doubtful_statements_are_neither_asked_for_nor_wrong() -> None:
    gold = {
        "statements": [
            stand("Lund", "oppose", "the toll", LUND, doubtful=True),
            stand("Rein", "support", "the toll", REIN),
        ]
    }
    found = {"positions": [stand("Lund", "oppose", "the toll", LUND), stand("Rein", "support", "the toll", REIN)]}
    assert scored(gold, found).layers["statements"]["right"] == f(1, 1, 1)
    assert scored(gold, {"positions": found["positions"][1:]}).layers["statements"]["right"] == f(1, 1, 1)


def test_confidence_is_held_against_what_is_right() -> None:
    gold = {"statements": [stand("Lund", "oppose", "the toll", LUND), stand("Rein", "support", "the toll", REIN)]}
    found = {"positions": [stand("Lund", "oppose", "the toll", LUND, confidence=0.9), stand("Rein", "oppose", "the toll", REIN, confidence=0.6)]}
    layer = scored(gold, found).layers["statements"]
    assert layer["by confidence"]["0.5"] == {"precision": 0.5, "recall": 0.5, "predicted": 2}
    assert layer["by confidence"]["0.7"] == {"precision": 1, "recall": 0.5, "predicted": 1}
    assert layer["confidence off by"] == pytest.approx((0.1 + 0.6) / 2)


def test_layers_without_labels_are_left_out_and_articles_without_a_prediction_missed() -> None:
    gold = [document({"doc_id": name, "text": TEXT, "quotes": [quote(WHOLE)]}) for name in "ab"]
    row = {"doc_id": "a", "quotes": [{**quote(WHOLE), "source": None}], "people": [{"name": "Lund"}], "positions": []}
    scores = score(gold, {"a": prediction(TEXT, row)})
    assert set(scores.layers) == {"quotes"}
    assert scores.layers["quotes"]["half"] == f(1, 1, 2)
    assert [(e.kind, e.document, e.gold) for e in scores.errors] == [("quote missed", "b", WHOLE)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kari Lund", "Lund", True),
        ("Kari Lund", "K. Lund", True),
        ("President Kari Lund", "Kari Lund", True),
        ("Káří Lund", "Kari Lund", True),
        ("U.S. State Department", "State Department", True),
        ("White House officials", "White House official", True),
        ("Kari Lund and Paul Rein", "Kari Lund", True),  # half of them
        ("Kari Lund, Paul Rein and Ana Ortiz", "Kari Lund", False),
        ("Kari Lund", "Kari Lund and Paul Rein", True),
        ("Kari Lund and Paul Rein", "Paul Rein, Kari Lund", True),
        ("Kari Lund", "Paul Lund", False),
        ("Kari Lund", "Kari Rein", False),
        ("ministry of ports", "ministry of roads", False),
        ("Kari Lund", None, False),
        ("", "", False),
    ],
)
def test_names_of_one_actor(one: str | None, other: str | None, same: bool) -> None:
    assert same_actor(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ending the toll", "end of tolls", 1.0),
        ("the toll", "a new bridge toll", 1.0),
        ("the toll", "the toll on lorries that cross our bridge by night", 0.0),  # more than four times as long
        ("the toll", "the quay", 0.0),
        ("", "the quay", 0.0),
        ("the", "the", 0.0),
    ],
)
def test_targets_overlap_by_stems(one: str, other: str, expected: float) -> None:
    assert covered(one, other) == expected
