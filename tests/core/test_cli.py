"""The command line: help with examples, and the lines that the scorer reads."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ontherecord import __version__
from ontherecord.cli import main

COMMANDS = ["app", "build", "extract", "evaluate", "report", "issues", "correct", "decisions", "corpora", "export"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    text = capsys.readouterr().out
    assert f"Examples:\n    python -m ontherecord {command}" in text


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    listed = re.findall(r"^  (\w+)  +\S", shown.partition("Commands:")[2], re.M)
    assert listed == COMMANDS


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"{__version__}\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Missing command"),
        (["prune"], "No such command 'prune'"),
        (["build", "news"], "Missing option '--corpus'"),
        (["build", "news", "--corpus", "spring", "--processes", "many"], "--processes"),
        (["build", "news", "--corpus", "spring", "--columns", "Body"], "write FIELD=COLUMN"),
        (["build", "news", "--corpus", "spring", "--columns", "{text"], "--columns"),
        (["build", "news", "--corpus", "spring", "--progress", "loud"], "'bar', 'json', 'none'"),
        (["build", "", "--corpus", "spring"], "PATH"),
        (["build", "news", " ", "--corpus", "spring"], "PATH"),
        (["extract"], "PATH"),
        (["extract", ""], "PATH"),
        (["evaluate", ""], "GOLD"),
        (["evaluate", "gold.jsonl", "--json", ""], "--json"),
        (["evaluate", "gold.jsonl", "--errors", ""], "--errors"),
        (["decisions", "spring", "--export", ""], "--export"),
        (["decisions", "spring", "--import", ""], "--import"),
        (["export", "spring", "--output", ""], "--output"),
        (["app", "--port", "8600", "--address"], "--address"),
        (["evaluate"], "GOLD"),
        (["report"], "NAME"),
        (["report", "spring", "--only", "lost"], "'loaded', 'duplicate', 'left-out'"),
        (["issues", "spring", "--rename", "halt"], "--rename"),
        (["issues", "spring", "--merge", "a", "b", "--undo", "c"], "--undo cannot be given together with --merge"),
        (["issues", "spring", "--decisions", "--define", "quay", "the quay"], "cannot be given together"),
        (["correct", "spring"], "ARTICLE"),
        (["correct", "spring", "a1"], "Nothing to correct"),
        (["correct", "spring", "a1", "--undo", "title"], "'date', 'outlet'"),
        (["corpora", "--remove", "spring", "--rename", "spring", "summer"], "cannot be given together"),
        (["corpora", "--remove", "spring", "--article", "a1", "--file", "a.csv"], "cannot be given together"),
        (["export", "sample", "--what", "dreams"], "'quotes', 'positions', 'entities', 'articles', 'labelstudio', 'inception'"),
        (["export", "sample", "--loud"], "No such option"),
    ],
)
def test_words_that_are_off_are_told_and_end_with_2(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    shown = capsys.readouterr()
    assert told in " ".join(shown.err.split())
    assert "Traceback" not in shown.err
    assert not shown.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["report", "nowhere"], "C01"),
        (["export", "nowhere"], "C01"),
        (["issues", "nowhere", "--decisions"], "C01"),
        (["corpora", "--remove", "nowhere"], "C01"),
        (["corpora", "--rename", "nowhere", "elsewhere"], "C01"),
        (["build", "news", "--corpus", "../news"], "C03"),
        (["evaluate", "nowhere.jsonl"], "L13"),
    ],
)
@pytest.mark.usefixtures("corpora")
def test_a_problem_is_told_by_its_code_and_ends_with_1(words: list[str], code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 1
    shown = capsys.readouterr()
    assert shown.err.startswith(f"{code}: ")
    assert not shown.out


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
