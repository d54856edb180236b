"""``ontherecord evaluate``: from a file of labels to figures, and what is told of a file that is none."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from ontherecord.cli import main
from ontherecord.errors import Code, Problem
from ontherecord.evaluation import evaluate, read_gold

TEXT = "The quay\n\n“We will mend the quay,” said Norwegian fisheries minister Kari Lund on the pier in the north."
CONTENT = [TEXT.index("We"), TEXT.index(",”") + 1]
SPEAKER = TEXT.index("Norwegian")
GOLD = {
    "doc_id": "quay",
    "text": TEXT,
    "quotes": [{"spans": [CONTENT], "type": "direct", "source_span": [SPEAKER, SPEAKER + 37], "speaker": "Kari Lund", "country": "NO"}],
    "people": [{"name": "Kari Lund", "country": "NO"}],
}


def written(folder: Path, *lines: object) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


@pytest.mark.model
def test_the_command_prints_figures_and_writes_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    german = {**GOLD, "doc_id": "other", "text": "Der Minister sagte am Montag, dass er den Vertrag nicht unterschreiben werde. " * 5, "quotes": []}
    figures, errors = tmp_path / "figures.json", tmp_path / "errors.jsonl"
    words = ["evaluate", str(written(tmp_path, GOLD, "", german)), "--json", str(figures), "--errors", str(errors), "--progress", "none"]
    assert main(words) == 0
    shown = capsys.readouterr()
    assert "Speakers\n  right                     100.0\n" in shown.out
    assert "L15" in shown.err
    layers = json.loads(figures.read_text(encoding="utf-8"))
    assert set(layers) == {"quotes", "speakers", "people"}
    assert layers["quotes"]["exact"] == {"precision": 1, "recall": 1, "f1": 1}
    assert layers["people"]["found"]["recall"] == 0.5
    assert [json.loads(line)["kind"] for line in errors.read_text(encoding="utf-8").splitlines()] == ["person missed"]


@pytest.mark.model
def test_the_same_from_python(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    scores = evaluate(written(tmp_path, GOLD), progress=lambda done, total: seen.append((done, total)))
    assert scores.layers["speakers"]["right"] == 1
    assert seen == [(1, 1)]


def test_the_example_of_the_documentation_is_gold(tmp_path: Path) -> None:
    docs = Path(__file__).resolve().parents[3] / "docs" / "evaluation.md"
    (block,) = re.findall(r"^```json\n(.*?)^```$", docs.read_text(encoding="utf-8"), re.M | re.S)
    (found,) = read_gold(written(tmp_path, block.replace("\n", " ")))
    assert [q.words for q in found.quotes] == ["The quay will be mended"]
    assert [s.words for s in (*found.positions, *found.statements)] == ["Rein opposes the toll."] * 2


def test_packed_gold_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(GOLD).encode()))
    (found,) = read_gold(path)
    assert found.quotes[0].words == "We will mend the quay,"


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        ("{", "Expecting property name"),
        ("[1]", "list indices"),
        ({"doc_id": "a"}, "'text' is missing"),
        ({"doc_id": 1, "text": "x"}, "must be text"),
        ({**GOLD, "quotes": [{"spans": [[0, 999]], "type": "direct"}]}, "[0, 999] lies outside of the text"),
        ({**GOLD, "quotes": [{"spans": [[5, 2]], "type": "direct"}]}, "[5, 2] lies outside"),
        ({**GOLD, "quotes": [{"spans": [[0, 2]], "type": "spoken"}]}, "type is 'spoken'; it must be one of direct, indirect, mixed"),
        ({**GOLD, "quotes": [{"type": "direct"}]}, "'spans' is missing"),
        ({**GOLD, "people": [{"country": "NO"}]}, "'name' is missing"),
        ({**GOLD, "statements": [{"actor": "x", "stance": "likes", "evidence": [0, 2]}]}, "stance is 'likes'"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(line: object, detail: str, tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        read_gold(written(tmp_path, GOLD, line))
    assert caught.value.code is Code.V01
    assert "line 2" in str(caught.value)
    assert detail in str(caught.value)


@pytest.mark.parametrize(("content", "code"), [(None, Code.L13), (b"", Code.V01), (b"\xff\xfe\x00", Code.V01)])
def test_a_file_that_is_none_is_told(content: bytes | None, code: Code, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "gold.jsonl"
    if content is not None:
        path.write_bytes(content)
    assert main(["evaluate", str(path), "--progress", "none"]) == 1
    assert capsys.readouterr().err.startswith(code.name)
