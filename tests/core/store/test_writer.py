from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake

from ontherecord import queries
from ontherecord.cli import main
from ontherecord.errors import Code, Problem
from ontherecord.model import Extraction
from ontherecord.queries import Corpus, Filters, headline, reader
from ontherecord.settings import ROOT, settings
from ontherecord.store import Writer, delete_corpus, known, list_corpora, read_build
from ontherecord.store import corpora as rooms
from ontherecord.store.schema import FORMAT
from tests.builders import VERSION, article, small_corpus
from tests.core.store.conftest import build

ALL = small_corpus()


def ids(name: str, version: int | None = None) -> set[str]:
    return {row[0] for row in Corpus.open(name, version).rows("SELECT article_id FROM articles")}


def test_a_corpus_answers_as_the_same_articles_in_memory(corpora: Path) -> None:
    build("small", ALL, notice="fiction")
    built, memory = Corpus.open("small"), Corpus.of(ALL)
    assert headline(built, Filters()) == headline(memory, Filters())
    assert (built.version, built.notice) == (1, "fiction")
    assert all(reader(built, e.article.id).extraction == e for e in ALL)


def test_articles_are_added_and_changed_ones_replaced(corpora: Path) -> None:
    build("small", ALL[:3])
    changed = article(ALL[0].article.id, "Nobody said anything any more.", date="2025-03-01")
    build("small", [changed, ALL[3]])
    assert ids("small") == {e.article.id for e in ALL[:4]}
    assert reader(Corpus.open("small"), changed.article.id).extraction == changed
    assert Corpus.open("small").rows("SELECT count(*) FROM quotes WHERE article_id = ?", [changed.article.id]) == [(0,)]
    assert headline(Corpus.open("small"), Filters()).quotes == sum(len(e.quotes) for e in ALL[1:4])


def test_an_earlier_build_can_be_opened(corpora: Path) -> None:
    build("small", ALL[:2])
    build("small", ALL[2:4])
    assert ids("small", 1) == {e.article.id for e in ALL[:2]}
    with pytest.raises(Problem) as raised:
        Corpus.open("small", 7)
    assert raised.value.code is Code.C07


def test_known_lists_digests_and_versions(corpora: Path) -> None:
    assert known("small") == {}
    build("small", ALL[:2])
    assert known("small") == {e.article.id: (e.article.digest, VERSION) for e in ALL[:2]}


def test_ids_are_data_not_code(corpora: Path) -> None:
    odd = "x' OR '1'='1"
    build("small", [*ALL[:2], article(odd, "One sentence of plain news.")])
    build("small", [article(odd, "Another sentence of plain news.")])
    assert ids("small") == {odd, *(e.article.id for e in ALL[:2])}


def test_two_extractions_of_one_article_in_a_batch_become_one(corpora: Path) -> None:
    build("small", [ALL[0], ALL[1], ALL[0]])
    assert headline(Corpus.open("small"), Filters()).articles == 2


def test_removed_articles_are_gone(corpora: Path) -> None:
    build("small", ALL[:3])
    with Writer("small") as writer:
        assert writer.remove([ALL[0].article.id, "stranger"]) == 1
        with pytest.raises(ValueError, match="link"):
            writer.commit()
    assert ALL[0].article.id in ids("small")  # not committed


def test_the_report_speaks_of_the_last_time(corpora: Path) -> None:
    row = {"location": "a.txt", "outcome": "left out", "codes": ["L07"], "messages": ["a.txt is empty."], "published_on": date(2025, 1, 1)}
    build("small", ALL[:1], [row, {"location": "b.txt", "outcome": "loaded"}])
    build("small", [], [{**row, "outcome": "loaded", "codes": []}])
    found = Corpus.open("small").dicts("SELECT location, outcome, codes FROM report ORDER BY location")
    assert found == [{"location": "a.txt", "outcome": "loaded", "codes": []}, {"location": "b.txt", "outcome": "loaded", "codes": []}]


def test_the_command_counts_as_the_pages_do(corpora: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, *others = (e for e in ALL if e.quotes and e.positions)
    unsaid = replace(first, quotes=tuple(replace(quote, asserted="supposed") for quote in first.quotes))
    unsure = replace(
        others[0],
        positions=tuple(
            replace(position, statements=tuple(replace(s, confidence=0.2) for s in position.statements)) for position in others[0].positions
        ),
    )
    build("dam", [unsaid, unsure, *others[1:]])
    build("torn", ALL[:2])
    for file in (corpora / "torn" / "quotes").glob("*.parquet"):
        file.write_bytes(b"torn")
    assert main(["corpora", "--json"]) == 0
    dam, torn = json.loads(capsys.readouterr().out)
    n = headline(Corpus.open("dam"), Filters())
    assert (dam["quotes"], dam["positions"]) == (n.quotes, n.positions)
    kept = list_corpora()[0]
    assert n.quotes == kept.quotes - len(first.quotes)
    assert n.positions < kept.positions
    assert "C05" in torn["problem"]
    assert main(["corpora"]) == 0
    assert f" {n.quotes:>9,} {n.positions:>9,}  " in capsys.readouterr().out


def test_the_list_of_corpora(corpora: Path) -> None:
    assert list_corpora() == []
    build("b-two", ALL, notice="fiction")
    build("a_one", ALL[:1])
    first, second = list_corpora()
    assert (first.name, first.articles) == ("a_one", 1)
    assert (second.name, second.articles, second.quotes, second.positions, second.version, second.notice) == ("b-two", 12, 16, 9, 1, "fiction")
    assert second.built_at is not None
    assert second.built_at.utcoffset().total_seconds() == 0
    delete_corpus("a_one")
    assert [c.name for c in list_corpora()] == ["b-two"]
    assert not (corpora / "a_one").exists()


def test_a_notice_stays_until_another_is_given(corpora: Path) -> None:
    build("small", ALL[:1], notice="fiction")
    build("small", ALL[:2])
    assert Corpus.open("small").notice == "fiction"
    build("small", ALL[:2], notice="")
    assert Corpus.open("small").notice == ""


# --- what can go wrong ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", " ", "..", "../up", "a/b", "a\\b", "-a", "_a", "é", "a b", "a" * 61, "a\n", "a.b", "con:", "％", ".locks"])
def test_odd_names_are_refused(corpora: Path, name: str) -> None:
    for action in (lambda: Corpus.open(name), lambda: Writer(name), lambda: delete_corpus(name)):
        with pytest.raises(Problem) as raised:
            action()
        assert raised.value.code is Code.C03


@pytest.mark.parametrize("name", ["a", "9", "a" * 60, "News_2025-03"])
def test_plain_names_are_taken(corpora: Path, name: str) -> None:
    assert rooms.folder_of(name) == corpora / name


@pytest.mark.parametrize("odd", ["100%25", "a[1]", "{x}"])
def test_a_place_that_tables_cannot_be_in_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, odd: str) -> None:
    monkeypatch.setenv("ONTHERECORD_CORPORA", str(tmp_path / odd))
    settings.cache_clear()
    try:
        with pytest.raises(Problem) as raised:
            Writer("small")
        assert raised.value.code is Code.C08
    finally:
        settings.cache_clear()


def test_an_unknown_corpus_names_the_known_ones(corpora: Path) -> None:
    build("small", ALL[:1])
    for action in (Corpus.open, delete_corpus):
        with pytest.raises(Problem) as raised:
            action("smal")
        assert raised.value.code is Code.C01
        assert "small" in str(raised.value)


def test_a_newer_format_is_refused_and_listed(corpora: Path) -> None:
    build("small", ALL[:1])
    row = rooms.build_rows("small")[0] | {"build": 2, "format": FORMAT + 1, "tables": "a form of the future"}
    write_deltalake(corpora / "small" / "builds", pa.Table.from_pylist([row], schema=rooms.BUILDS_SCHEMA), mode="append")
    with pytest.raises(Problem) as raised:
        Corpus.open("small")
    assert raised.value.code is Code.C02
    with pytest.raises(Problem) as raised, Writer("small"):
        pass
    assert raised.value.code is Code.C02
    assert "C02" in list_corpora()[0].problem
    assert (corpora / "small" / "articles").is_dir()


def remove_a_parquet(folder: Path) -> None:
    next((folder / "quotes").glob("*.parquet")).unlink()


def garble_a_parquet(folder: Path) -> None:
    for file in (folder / "mentions").glob("*.parquet"):
        file.write_bytes(b"not parquet")


def remove_a_table(folder: Path) -> None:
    shutil.rmtree(folder / "entity_nodes")


def garble_a_log(folder: Path) -> None:
    for file in (folder / "articles" / "_delta_log").glob("*.json"):
        file.write_text("{")


def garble_the_builds(folder: Path) -> None:
    for file in (folder / "builds").glob("*.parquet"):
        file.write_bytes(b"PAR1")


def garble_a_row(folder: Path) -> None:
    row = rooms.build_rows(folder.name)[0] | {"build": 2, "tables": "[]"}
    write_deltalake(folder / "builds", pa.Table.from_pylist([row], schema=rooms.BUILDS_SCHEMA), mode="append")


DAMAGES = [remove_a_parquet, garble_a_parquet, remove_a_table, garble_a_log, garble_the_builds, garble_a_row]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda f: f.__name__)
def test_a_damaged_corpus_is_a_problem_not_a_traceback(corpora: Path, damage) -> None:
    build("small", ALL[:2])
    damage(corpora / "small")
    with pytest.raises(Problem) as raised:
        Corpus.open("small")
    assert raised.value.code is Code.C05
    assert "\n" not in str(raised.value)
    assert [c.name for c in list_corpora()] == ["small"]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda f: f.__name__)
def test_a_damaged_corpus_can_be_built_again(corpora: Path, damage) -> None:
    build("small", ALL[:2])
    damage(corpora / "small")
    build("small", ALL[:3], anew=True)
    assert ids("small") == {e.article.id for e in ALL[:3]}
    assert list(corpora.glob(".small-damaged-*"))  # nothing was destroyed
    assert [c.name for c in list_corpora()] == ["small"]


def test_a_corpus_that_is_removed_while_open(corpora: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build("small", ALL[:2])
    small = Corpus.open("small")
    monkeypatch.setattr(queries.serving, "IN_MEMORY", 1)
    large = Corpus.open("small")
    assert reader(large, "dam-1").extraction == ALL[0]
    delete_corpus("small")
    assert reader(small, "dam-1").extraction == ALL[0]  # small ones are read whole
    assert headline(large, Filters()).articles == 2
    with pytest.raises(Problem) as raised:
        reader(large, "dam-1")
    assert raised.value.code is Code.C01


# --- builds that do not finish, and two at once ---------------------------------------------------------------------------------------------

CHILD = """
import os, signal, sys
from ontherecord.store import Writer
from tests.builders import article, small_corpus
with Writer("small") as writer:
    writer.add(small_corpus()[5:9] + [article("dam-1", "Something else entirely was said.")])
    writer.report([{"location": "new.txt", "outcome": "loaded"}])
    print("written", flush=True)
    sys.stdin.readline()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def child() -> subprocess.Popen[str]:
    """A build in another process that has written, not committed, and waits for a line to be killed."""
    process = subprocess.Popen([sys.executable, "-c", CHILD], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ)
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.communicate("\n", timeout=30)
    assert process.returncode == -signal.SIGKILL


@pytest.mark.skipif(os.name == "nt", reason="kills a process by a signal")
def test_a_killed_build_is_never_seen_and_its_rows_do_not_come_back(corpora: Path) -> None:
    build("small", ALL[:2], [{"location": "old.txt", "outcome": "loaded"}])
    before = ids("small")
    process = child()
    assert ids("small") == before  # while it is being written
    end(process)
    assert ids("small") == before
    build("small", ALL[2:3])
    assert ids("small") == before | {ALL[2].article.id}
    assert reader(Corpus.open("small"), "dam-1").extraction == ALL[0]
    assert Corpus.open("small").rows("SELECT location FROM report") == [("old.txt",)]


@pytest.mark.skipif(os.name == "nt", reason="kills a process by a signal")
def test_a_first_build_that_was_killed_leaves_no_corpus(corpora: Path) -> None:
    end(child())
    assert list_corpora() == []
    with pytest.raises(Problem) as raised:
        Corpus.open("small")
    assert raised.value.code is Code.C01
    build("small", ALL[:1])
    assert ids("small") == {ALL[0].article.id}


@pytest.mark.skipif(os.name == "nt", reason="kills a process by a signal")
def test_only_one_process_builds_and_its_lock_ends_with_it(corpora: Path) -> None:
    build("small", ALL[:1])
    build("other", ALL[:1])
    process = child()
    for action in (lambda: build("small", ALL[:2]), lambda: delete_corpus("small")):
        with pytest.raises(Problem) as raised:
            action()
        assert raised.value.code is Code.C04
    build("other", ALL[:2])
    end(process)
    build("small", ALL[:2])


def test_only_one_thread_builds(corpora: Path) -> None:
    codes: list[Code] = []

    def second() -> None:
        try:
            build("small", ALL[:1])
        except Problem as problem:
            codes.append(problem.code)

    with Writer("small") as writer:
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
        with pytest.raises(Problem) as raised, Writer("small"):
            pass
        assert raised.value.code is Code.C04
        writer.add(ALL[:1])  # the first is not disturbed
    assert codes == [Code.C04]
    build("small", ALL[:1])


def test_an_error_inside_a_build_lets_the_lock_go_and_changes_nothing(corpora: Path) -> None:
    build("small", ALL[:1])

    def extracted() -> Iterator[Extraction]:
        yield ALL[1]
        raise RuntimeError("the extractor broke")

    def half() -> None:
        with Writer("small") as writer:
            writer.add(ALL[2:4])
            writer.add(extracted())

    with pytest.raises(RuntimeError):
        half()
    assert ids("small") == {ALL[0].article.id}
    assert build("small", ALL[1:2]) == 2
    assert ids("small") == {e.article.id for e in ALL[:2]}


def test_readers_follow_what_they_opened_while_a_build_goes_on(corpora: Path) -> None:
    build("small", ALL[:2])
    corpus = Corpus.open("small")
    build("small", [replace(ALL[0], quotes=(), positions=()), *ALL[2:]])
    assert reader(corpus, "dam-1").extraction == ALL[0]
    assert headline(corpus, Filters()).articles == 2


def test_a_build_row_tells_everything_needed_to_read_it(corpora: Path) -> None:
    build("small", ALL)
    (row,) = rooms.build_rows("small")
    assert row["format"] == FORMAT
    assert row["extraction_version"] == VERSION == read_build("small").extraction_version
    assert json.loads(row["counts"])["quotes"] == 16
    for table, version in json.loads(row["tables"]).items():
        assert DeltaTable(corpora / "small" / table).version() == version
