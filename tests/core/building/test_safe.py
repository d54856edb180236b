"""Builds go on where they were stopped, say what they do again, and take nothing twice."""

from __future__ import annotations

import itertools
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from benchmarks import kills
from ontherecord import building, loading
from ontherecord.building import Correction, correct
from ontherecord.decisions import Anchor, Decision
from ontherecord.errors import Code, Problem
from ontherecord.extraction import pipeline
from ontherecord.model import Article, Extraction
from ontherecord.queries import Corpus, Filters, headline, report
from ontherecord.settings import ROOT
from ontherecord.store import list_corpora, read_build
from ontherecord.store.corpora import decisions_of
from ontherecord.store.journal import Journal

Press = Callable[..., Path]


def test_a_build_that_was_stopped_goes_on(read: list[str], press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = press(range(8))

    def stopped(articles: Iterable[Article], **_: object) -> Iterator[Extraction]:
        for number, article in enumerate(articles):
            if number == 5:
                raise KeyboardInterrupt
            yield kills.extraction(article)

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "extract", stopped)
        with pytest.raises(KeyboardInterrupt):
            building.build([folder], "days")
    assert list_corpora() == []
    said: list[str] = []
    told: list[tuple[str, int, int | None]] = []
    outcome = building.build([folder], "days", say=said.append, progress=lambda *step: told.append(step))
    assert len(read) == 3
    assert outcome.counts == {"articles": 8, "quotes": 8, "positions": 8}
    assert "5 articles had been read by a build that did not finish" in said[0]
    assert ("extracting", 5, 8) in told
    assert headline(Corpus.open("days"), Filters()).articles == 8


def test_what_was_kept_waits_for_the_build_that_needs_it(read: list[str], press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = press(range(3)), press(range(10, 12), "more")
    with monkeypatch.context() as patch:
        patch.setattr(building.run, "link", lambda *_: (_ for _ in ()).throw(RuntimeError()))
        with pytest.raises(RuntimeError):
            building.build([first], "days")
    building.build([second], "days")
    assert len(read) == 5
    building.build([first], "days")
    assert len(read) == 5
    assert headline(Corpus.open("days"), Filters()).articles == 5


def test_a_kill_never_costs_more_than_half_of_what_was_read(read: list[str], press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a clock on which every article takes half a second. ``kept`` is when something was kept."""
    now, kept = [0.0], [0.0]

    def slow(articles: Iterable[Article], **_: object) -> Iterator[Extraction]:
        for article in articles:
            now[0] += 0.5
            yield kills.extraction(article)

    keep = Journal.keep

    def noted(journal: Journal, tables: object) -> None:
        kept.append(now[0])
        keep(journal, tables)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "extract", slow)
    monkeypatch.setattr(Journal, "keep", noted)
    monkeypatch.setattr(building.run.time, "monotonic", lambda: now[0])
    building.build([press(range(200))], "days")
    assert kept[1] <= 2
    assert len(kept) > 7
    for before, after in itertools.pairwise(kept):
        assert after - before <= min(building.run.KEPT_AFTER, after / 2 + 1) + 1


def test_a_damaged_corpus_is_built_again_and_what_is_missing_is_told(read: list[str], press: Press, corpora: Path) -> None:
    first, second = press(range(3)), press(range(10, 12), "more")
    building.build([first], "days", notice="fiction")
    building.build([second], "days")
    lost = sorted(path.stem for path in second.iterdir())
    one = sorted(path.stem for path in first.iterdir())[0]
    correct("days", [Correction(one, "outlet", "Valley Post")])
    mine = Decision("note", "quote", anchor=Anchor(one, "the dam"), note="see page 3")
    decisions_of("days").add([mine])
    for file in (corpora / "days" / "quotes").glob("*.parquet"):
        file.write_bytes(file.read_bytes()[:-9])
    with pytest.raises(Problem) as raised:
        building.update("days")
    assert raised.value.code is Code.C05
    said: list[str] = []
    outcome = building.build([first], "days", say=said.append)
    assert list(outcome.notes) == said
    told = " ".join(said)
    assert "is not as it was written. It is built anew." in told
    assert f"2 articles of the damaged corpus are not among these files, and not in the new one: {', '.join(lost)}. Load their files, too." in told
    assert ".days-damaged-" in told
    corpus = Corpus.open("days")
    assert (corpus.notice, headline(corpus, Filters()).articles) == ("fiction", 3)
    assert corpus.rows("SELECT outlet FROM articles WHERE article_id = ?", [one]) == [("Valley Post",)]
    assert [(one.kind, one.about) for one in decisions_of("days").decisions()] == [("article", "article"), ("note", "quote")]
    assert decisions_of("days").decisions()[1] == mine
    assert not list((corpora / ".making").iterdir())


def test_nothing_new_is_over_at_once_and_notices_every_change(read: list[str], press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = press(range(4))
    (folder / "broken.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    building.build([folder], "days")
    with monkeypatch.context() as patch:
        patch.setattr(loading, "load_paths", lambda *_, **__: pytest.fail("the files are the same"))
        again = building.build([folder], "days")
    assert (again.version, sorted(row.outcome for row in again.rows)) == (1, ["left out", *["unchanged"] * 4])
    (folder / "broken.csv").write_text("a,b\n1,2,3\n\n", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    third = building.build([folder], "days")
    assert (third.version, len(read)) == (2, 4)
    assert "empty.txt" in set(report(Corpus.open("days"))["location"])


def test_another_version_says_what_is_read_again(read: list[str], press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = press(range(3)), press(range(10, 12), "more")
    building.build([first], "days")
    building.build([second], "days")
    for module in ("ontherecord.building.run", "ontherecord.building.sources", "benchmarks.kills"):
        monkeypatch.setattr(f"{module}.version", lambda: "next")
    outcome = building.build([first], "days")
    assert outcome.notes[0].startswith("3 articles will be read again: version ")
    assert "2 articles of this corpus, not among these files" in outcome.notes[1]
    assert len(read) == 8
    assert building.update("days").counts["articles"] == 2
    assert len(read) == 10
    left = building.update("days")  # nothing is left to do, and that is no error
    assert (left.problem, len(left.notes)) == (None, 1)
    assert read_build("days").extraction_version == "next"


def test_the_same_words_come_in_once_whatever_they_are_called(read: list[str], press: Press) -> None:
    folder = press(range(3))
    building.build([folder], "days")
    copy = folder.parent / "copy"
    copy.mkdir()
    text = next(folder.iterdir()).read_text(encoding="utf-8")
    (copy / "other-name.txt").write_text(text.replace("\n\n", "\n\n\n"), encoding="utf-8")
    (row,) = building.build([copy], "days").rows
    assert (row.outcome, row.codes) == ("duplicate", ("L11",))
    assert row.duplicate_of == next(folder.iterdir()).stem
    assert len(read) == 3


def test_an_id_is_not_taken_from_another_article(read: list[str], press: Press, tmp_path: Path) -> None:
    building.build([press([1])], "days")
    name = next((tmp_path / "press").iterdir()).name
    other = tmp_path / "other" / "deep" / name
    other.parent.mkdir(parents=True)
    other.write_text("Other news\n\nRui Paz said the dam would be “another story altogether for all of us” in the end.\n", encoding="utf-8")
    (row,) = building.build([tmp_path / "other"], "days").rows
    assert (row.article_id, row.codes) == (f"{Path(name).stem}-2", ("L10",))
    assert headline(Corpus.open("days"), Filters()).articles == 2
    other.write_text(other.read_text(encoding="utf-8") + "More.\n", encoding="utf-8")
    (row,) = building.build([tmp_path / "other"], "days").rows
    assert (row.article_id, row.outcome) == (f"{Path(name).stem}-2", "loaded")
    assert headline(Corpus.open("days"), Filters()).articles == 2


def test_columns_are_remembered_with_the_corpus(read: list[str], press: Press) -> None:
    folder = press([])
    text = "Rui Paz said the dam would be “a slow and costly thing for all of us” in the end."
    (folder / "a.csv").write_text(f'Kop,Tekst\nOne,"{text}"\n', encoding="utf-8")
    building.build([folder], "days", columns={"title": "Kop", "text": "Tekst"})
    (folder / "b.csv").write_text(f'Kop,Tekst\nTwo,"{text.replace("slow", "loud")}"\n', encoding="utf-8")
    rows = building.build([folder], "days").rows
    assert [row.title for row in rows] == ["One", "Two"]
    with pytest.raises(ValueError, match="no such field"):
        building.build([folder], "days", columns={"colour": "Kop"})


@pytest.mark.skipif(os.name == "nt", reason="limits the size of files")
def test_a_full_disk_is_a_message_and_the_next_build_goes_on(read: list[str], press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = press(range(40))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (12_000, hard))  # large enough for what is remembered, not for the extractions
        with pytest.raises(Problem) as raised:
            building.build([folder], "days")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert raised.value.code is Code.C11
    assert "File too large" in str(raised.value)
    assert list_corpora() == []
    assert building.build([folder], "days").counts["articles"] == 40


@pytest.mark.skipif(not hasattr(os, "fork") or not Path("/proc/self/stat").exists(), reason="needs fork and /proc")
def test_builds_that_are_killed_lose_and_show_nothing() -> None:
    # In a process of its own: builds are forks of it, and tables must not have been touched before.
    command = [sys.executable, "benchmarks/kills.py", "--kills", "2", "--articles", "30", "--seed", "5"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "2 kills, every corpus equal to one built in one go" in done.stdout
