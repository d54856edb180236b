"""A build, whole: what is loaded, told and made visible. Real model, few articles."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ontherecord import building
from ontherecord.errors import Code, Problem
from ontherecord.queries import Corpus, Filters, headline
from ontherecord.store import list_corpora, read_build

pytestmark = pytest.mark.model
ROOT = Path(__file__).resolve().parents[3]

FIRST = "Dam talks open\n\nLISBON - Portuguese Energy Minister Inês Carvalhal said on Tuesday that Lisbon backed a pause at the dam.\n"
SECOND = "Spain answers\n\nMADRID - Spanish Environment Minister Rodrigo Almansa rejected a pause. “It would be a mistake,” he said.\n"


@pytest.fixture
def press(tmp_path: Path, corpora: Path) -> Path:
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "2025-03-04-first.txt").write_text(FIRST, encoding="utf-8")
    (folder / "second.txt").write_text(SECOND, encoding="utf-8")
    return folder


def test_a_folder_becomes_a_corpus(press: Path) -> None:
    outcome = building.build([press], "dam", notice="a test")
    assert outcome.problem is None
    assert outcome.counts["articles"] == 2
    corpus = Corpus.open("dam")
    assert (corpus.version, corpus.notice) == (1, "a test")
    found = headline(corpus, Filters())
    assert (found.articles, found.undated) == (2, 1)
    assert found.quotes == outcome.counts["quotes"] > 0


def test_what_is_unchanged_is_not_read_again(press: Path) -> None:
    building.build([press], "dam")
    again = building.build([press], "dam")
    assert [row.outcome for row in again.rows] == ["unchanged", "unchanged"]
    assert again.version == 1
    (press / "second.txt").write_text(SECOND.replace("rejected", "backed"), encoding="utf-8")
    third = building.build([press], "dam")
    assert sorted(row.outcome for row in third.rows) == ["loaded", "unchanged"]
    assert third.version == 2
    assert headline(Corpus.open("dam"), Filters()).articles == 2


def test_another_extraction_reads_them_again(press: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    building.build([press], "dam")
    monkeypatch.setattr("ontherecord.extraction.version.VERSION", "next")
    assert {row.outcome for row in building.build([press], "dam").rows} == {"loaded"}


def test_bad_files_are_told_and_the_rest_is_loaded(press: Path) -> None:
    (press / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    (press / "table.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    outcome = building.build([press, press / "missing"], "dam")
    assert outcome.counts["articles"] == 2
    assert {code for row in outcome.rows for code in row.codes} == {"L03", "L04", "L01"}
    text = outcome.as_text()
    assert "2 loaded" in text
    assert "3 left out" in text
    assert "photo.txt: L03" in text
    assert {row["outcome"] for row in outcome.as_json()["rows"]} == {"loaded", "left out"}


def test_nothing_to_load_leaves_the_corpus_as_it_was(press: Path, tmp_path: Path) -> None:
    building.build([press], "dam")
    outcome = building.build([tmp_path / "missing"], "dam")
    assert outcome.problem is not None
    assert outcome.problem.code is Code.C06
    assert read_build("dam").number == 1
    assert building.build([tmp_path / "missing"], "new").problem is not None
    assert [c.name for c in list_corpora()] == ["dam"]


def test_versions_of_one_wire_story_stay_one_story(press: Path) -> None:
    long = "\n\n".join(f"Paragraph {i} says that delegates from country {i} left the room after {i + 2} hours of talks." for i in range(12))
    (press / "wire.txt").write_text(f"Talks go on\n\n{long}\n", encoding="utf-8")
    building.build([press], "dam")
    (press / "2024-01-01-copy.txt").write_text(f"Talks drag on\n\n{long}\n\nThis is a copy.\n", encoding="utf-8")
    building.build([press], "dam")
    corpus = Corpus.open("dam")
    stories = dict(corpus.rows("SELECT article_id, story FROM articles"))
    # The copy is the earlier one, but the story keeps the name that links may carry.
    assert stories["2024-01-01-copy"] == stories["wire"] == "wire"


def test_progress_is_told_in_order(press: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    building.build([press], "dam", progress=lambda *step: told.append(step))
    stages = list(dict.fromkeys(stage for stage, *_ in told))
    assert stages == ["loading", "extracting", "linking", "writing"]
    assert ("extracting", 2, 2) in told


def test_a_name_that_cannot_be_one(press: Path) -> None:
    with pytest.raises(Problem) as caught:
        building.build([press], "../escape")
    assert caught.value.code is Code.C03


def command(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "ontherecord", *map(str, words)], cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_command_line_from_build_to_export(press: Path) -> None:
    built = command("build", press, "--corpus", "dam", "--progress", "json")
    assert built.returncode == 0, built.stderr
    assert '"stage": "extracting", "done": 2, "total": 2' in built.stdout
    assert "Corpus dam: 2 loaded (1 undated)" in built.stdout
    assert "dam" in command("corpora").stdout
    exported = command("export", "dam", "--what", "quotes", "--filter", "country=ES")
    assert "It would be a mistake" in exported.stdout
    assert "backed a pause" not in exported.stdout
    assert command("corpora", "--remove", "dam", "--yes").returncode == 0
    gone = command("export", "dam")
    assert gone.returncode == 1
    assert gone.stderr.startswith("C01")
    assert "Traceback" not in gone.stderr
