"""Nothing is lost or changed without a word: each damage in its small form."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest

from ontherecord import disk
from ontherecord.building import Correction, part, remove
from ontherecord.building.corrections import FIELDS
from ontherecord.cli import main
from ontherecord.decisions import Anchor, Decision
from ontherecord.errors import Code, Problem
from ontherecord.queries import Corpus, Filters, fulltext, headline, search
from ontherecord.store import Writer, check, corpus_names, delete_corpus, list_corpora, read_build, rename_corpus, schema
from ontherecord.store import corpora as rooms
from tests.builders import small_corpus
from tests.core.store.conftest import build

ALL = small_corpus()
MINE = Decision("note", "quote", "Ida", anchor=Anchor("dam-1", "the dam"), note="see page 3")


def code(action: Callable[[], object]) -> Code:
    with pytest.raises(Problem) as raised:
        action()
    return raised.value.code


def corrected(name: str, corrections: list[Correction]) -> None:
    """Correct as older programs did: in the tables of the corpus. Today a correction is a decision, but theirs are still read."""
    with Writer(name) as writer:
        rows = [{"article_id": c.article_id, "field": FIELDS[c.field], "value": c.value, "undone": c.undone} for c in corrections]
        writer.correct(rows)
        writer.commit()


def flip(path: Path, share: float = 0.5) -> None:
    """One bit of a file is another."""
    held = bytearray(path.read_bytes())
    held[int(len(held) * share)] ^= 4
    path.write_bytes(held)


def parquet(folder: Path, table: str) -> Path:
    return max((folder / table).glob("*.parquet"), key=lambda path: path.stat().st_size)


def emptied(path: Path) -> None:
    for file in (path / "_delta_log").iterdir():
        file.write_bytes(b"")


def without_files(path: Path) -> None:
    for file in (path / "_delta_log").iterdir():
        file.unlink()


def without_log(path: Path) -> None:
    shutil.rmtree(path / "_delta_log")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


WRITERS: dict[str, Callable[[], object]] = {
    "a writer": lambda: build("small", ALL[2:3]),
    "correcting": lambda: corrected("small", [Correction("dam-1", "outlet", "Valley Post")]),
    "removing a part": lambda: remove(part("small", "article", "dam-1")),
    "opening": lambda: Corpus.open("small"),
}


@pytest.mark.parametrize("action", WRITERS.values(), ids=list(WRITERS))
@pytest.mark.parametrize("lost", [emptied, without_files, without_log], ids=lambda f: f.__name__)
def test_a_log_that_is_gone_is_damage_and_the_corpus_stays_in_its_place(corpora: Path, lost: Callable[[Path], None], action) -> None:
    build("small", ALL[:2])
    lost(corpora / "small" / rooms.BUILDS)
    before = snapshot(corpora / "small")
    assert code(action) is Code.C05
    assert snapshot(corpora / "small") == before
    assert [(c.name, c.problem[:3]) for c in list_corpora()] == [("small", "C05")]


@pytest.mark.parametrize("table", ["articles", "quotes", "corrections", "entity_nodes"])
@pytest.mark.parametrize("lost", [emptied, without_files, without_log], ids=lambda f: f.__name__)
def test_a_table_whose_log_is_gone_is_no_empty_table(corpora: Path, lost: Callable[[Path], None], table: str) -> None:
    build("small", ALL[:2])
    lost(corpora / "small" / table)
    assert code(lambda: Corpus.open("small")) is Code.C05


def test_a_newest_build_that_is_gone_is_not_taken_for_the_one_before(corpora: Path) -> None:
    build("small", ALL[:2])
    build("small", ALL[2:3])
    max((corpora / "small" / rooms.BUILDS / "_delta_log").glob("*.json")).unlink()
    assert code(lambda: Corpus.open("small")) is Code.C05


@pytest.mark.parametrize("table", sorted({*schema.EXTRACTED, "report", "issue_nodes"}))
@pytest.mark.parametrize("share", [0.1, 0.5])
def test_a_flipped_bit_is_found_on_opening(corpora: Path, table: str, share: float) -> None:
    build("small", ALL, [{"location": "a.txt", "outcome": "loaded"}])
    flip(parquet(corpora / "small", table), share)
    assert code(lambda: Corpus.open("small")) is Code.C05
    assert code(lambda: build("small", ALL[:1])) is Code.C05


def test_a_flipped_bit_in_the_list_of_digests_is_found(corpora: Path) -> None:
    build("small", ALL[:2])
    flip(corpora / "small" / "checks" / "1.json")
    assert code(lambda: read_build("small")) is Code.C05


def test_of_a_large_corpus_all_is_looked_at_by_a_command(corpora: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    build("small", ALL)
    rooms.decisions_of("small").add([MINE])
    assert main(["corpora", "--check", "small"]) == 0
    files, decisions = check("small")
    assert f"whole: {files:,} files are as they were written; {decisions} decisions" in capsys.readouterr().out
    assert (files > 8, decisions) == (True, 1)
    monkeypatch.setattr(rooms, "CHEAP", 10)
    flip(parquet(corpora / "small", "articles"))
    assert rooms.compare(read_build("small"), rooms.CHEAP) == 0
    assert main(["corpora", "--check", "small"]) == 1
    assert "C05" in capsys.readouterr().err


def test_a_torn_log_of_decisions_is_found_by_the_command(corpora: Path) -> None:
    build("small", ALL[:1])
    log = rooms.decisions_of("small")
    log.add(Decision("note", "quote", anchor=Anchor("dam-1", "the dam"), note="n" * 500) for _ in range(40))
    flip(log.file, 0.8)
    with log.file.open("r+b") as file:
        file.truncate(log.file.stat().st_size - 4096)
    assert code(lambda: check("small")) is Code.C05


def test_building_a_damaged_corpus_anew_keeps_what_people_said(corpora: Path) -> None:
    build("small", ALL[:3], notice="fiction")
    corrected("small", [Correction("dam-1", "outlet", "Valley Post"), Correction("dam-2", "date", "2025-04-01")])
    rooms.decisions_of("small").add([MINE])
    (corpora / "small" / "columns.json").write_text('{"text": "Body"}')
    parquet(corpora / "small", "quotes").unlink()
    with Writer("small", anew=True) as writer:
        assert writer.corrections() == {"dam-1": {"outlet": "Valley Post"}, "dam-2": {"published_on": "2025-04-01"}}
        assert code(lambda: Corpus.open("small")) is Code.C05, "until it is whole, the damaged one stays"
    assert code(lambda: Corpus.open("small")) is Code.C05
    build("small", ALL[:2], anew=True)
    corpus = Corpus.open("small")
    assert corpus.rows("SELECT outlet FROM articles WHERE article_id = 'dam-1'") == [("Valley Post",)]
    assert (corpus.notice, rooms.decisions_of("small").decisions()) == ("fiction", [MINE])
    assert (corpora / "small" / "columns.json").read_text() == '{"text": "Body"}'
    assert len(list(corpora.glob(".small-damaged-*"))) == 1


@pytest.mark.parametrize("lost", [emptied, without_log], ids=lambda f: f.__name__)
def test_corrections_are_taken_over_from_their_files_where_no_log_is_left(corpora: Path, lost: Callable[[Path], None]) -> None:
    build("small", ALL[:2])
    corrected("small", [Correction("dam-1", "outlet", "Valley Post")])
    corrected("small", [Correction("dam-1", "outlet", "Hill Post")])
    for table in (rooms.BUILDS, "corrections"):
        lost(corpora / "small" / table)
    with Writer("small", anew=True) as writer:
        assert writer.corrections() == {"dam-1": {"outlet": "Hill Post"}}


def test_what_cannot_be_taken_over_is_told(corpora: Path) -> None:
    build("small", ALL[:3])
    corrected("small", [Correction("dam-1", "outlet", "Valley Post")])
    parquet(corpora / "small", "corrections").write_bytes(b"torn")
    with Writer("small", anew=True) as writer:
        assert "corrections of dates and outlets could not be read" in " ".join(writer.told)
        writer.add(ALL[:1])
        assert writer.left_behind() == ["dam-2", "dam-3"]


def test_a_build_killed_between_its_last_two_steps_has_its_place_at_the_next_look(corpora: Path) -> None:
    build("small", ALL[:2])
    (corpora / ".making").mkdir(exist_ok=True)
    (corpora / "small").rename(corpora / ".making" / "small")
    assert corpus_names() == ["small"]
    assert headline(Corpus.open("small"), Filters()).articles == 2


def test_a_clock_that_was_set_back_lets_no_older_word_win(corpora: Path) -> None:
    build("small", ALL[:2])
    corrected("small", [Correction("dam-1", "outlet", "First Post")])
    log = rooms.decisions_of("small")
    first, second = (Decision("note", "quote", anchor=MINE.anchor, note=note) for note in ("first", "second"))
    log.add([first])
    earlier = datetime.now(UTC) - timedelta(days=400)
    with mock.patch("ontherecord.store.writer.datetime", wraps=datetime) as clock:
        clock.now.return_value = earlier
        corrected("small", [Correction("dam-1", "outlet", "Second Post")])
        corrected("small", [Correction("dam-1", "outlet", "Third Post")])
    assert Corpus.open("small").rows("SELECT outlet FROM articles WHERE article_id = 'dam-1'") == [("Third Post",)]
    log.add([Decision("note", "quote", anchor=MINE.anchor, note="second", made_at=earlier), Decision("note", "quote", note="third", made_at=earlier)])
    ordered = sorted(log.decisions(), key=lambda d: (d.made_at, d.id))
    assert [d.note for d in ordered] == ["first", "second", "third"]
    assert first.made_at <= ordered[0].made_at
    log.add([second], taken=True)
    assert second in log.decisions(), "a colleague's keeps its time"


@pytest.mark.parametrize("damage", [lambda path: path.write_bytes(path.read_bytes()[:5000]), flip, lambda path: path.write_bytes(b"")])
def test_a_torn_index_of_words_is_made_again(corpora: Path, damage: Callable[[Path], object]) -> None:
    build("small", ALL)
    count = search(Corpus.open("small"), Filters(), "dam", "articles").count
    (file,) = (corpora / "small" / "search").glob("*.sqlite")
    damage(file)
    assert search(Corpus.open("small"), Filters(), "dam", "articles").count == count > 0
    (again,) = (corpora / "small" / "search").glob("*.sqlite")
    assert again.stem.endswith(disk.digest(again))
    with sqlite3.connect(fulltext.index_of(Corpus.open("small")).path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_damaged_batch_of_an_unfinished_build_is_told_and_not_believed(corpora: Path) -> None:
    with Writer("small") as writer:
        writer.journal.keep(schema.tables(ALL[:2]))
        writer.journal.keep(schema.tables(ALL[2:4]))
    first, _ = sorted((corpora / ".unfinished" / "small").iterdir())
    flip(first, 0.6)
    with Writer("small") as writer:
        assert writer.journal.known().keys() == {e.article.id for e in ALL[2:4]}
        assert "Damaged files of what an unfinished build had read: 1." in writer.told[0]


def test_renaming_takes_decisions_along_and_loses_none_where_it_fails(corpora: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build("small", ALL[:1])
    rooms.decisions_of("small").add([MINE])
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", mock.Mock(side_effect=OSError(30, "Read-only file system")))
        assert code(lambda: rename_corpus("small", "other")) is Code.C15
    assert rooms.decisions_of("small").decisions() == [MINE]
    assert rooms.decisions_of("other").last() == 0
    rename_corpus("small", "other")
    assert rooms.decisions_of("other").decisions() == [MINE]
    assert rooms.decisions_of("small").last() == 0
    delete_corpus("other")
    assert rooms.decisions_of("other").last() == 0
    assert corpus_names() == []
