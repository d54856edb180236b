"""The command line: help with examples, and the lines that the scorer reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ontherecord.cli import main


@pytest.mark.parametrize("command", ["app", "build", "extract", "evaluate", "report", "correct", "corpora", "export"])
def test_every_command_has_help_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert "examples:" in text
    assert f"python -m ontherecord {command}" in text


def test_no_command_is_an_error_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2
    assert "COMMAND" in capsys.readouterr().err


@pytest.mark.model
def test_extract_prints_a_line_a_document_with_offsets_into_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Talks open\n\nNorway39s fisheries minister, Kari Lund, said the plan “would failâ€ in the north.\n"
    (tmp_path / "a1.txt").write_text(text, encoding="utf-8")
    (tmp_path / "rows.csv").write_text(
        'id,text\nr7,"“We agree,” said Norwegian minister Kari Lund on the quay."\n,"“We do not agree,” said Spanish minister Rui Paz."\n',
        encoding="utf-8",
    )
    (tmp_path / "copy.txt").write_text(text, encoding="utf-8")
    assert main(["extract", str(tmp_path)]) == 0
    rows = {row["doc_id"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert set(rows) == {"a1", "copy", "r7", "rows-2"}
    (quote,) = rows["a1"]["quotes"]
    assert text[slice(*quote["spans"][0])].startswith("the plan “would fail")
    assert text[slice(*quote["cue"])] == "said"
    assert (quote["speaker"], quote["country"], quote["type"]) == ("Kari Lund", "NO", "mixed")
    assert rows["a1"]["people"] == [{"name": "Kari Lund", "variants": [], "country": "NO"}]


@pytest.mark.model
def test_extract_says_what_could_not_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(tmp_path / "missing.txt")]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "L01" in shown.err
