"""What is extracted is kept whole, and found again by what it was made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontherecord.store import schema
from ontherecord.store.journal import Journal
from tests.builders import VERSION, small_corpus

ALL = small_corpus()
MADE = {e.article.id: (e.article.digest, VERSION) for e in ALL}


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    found = Journal(tmp_path / "kept")
    found.open()
    found.keep(schema.tables(ALL[:3]))
    found.keep(schema.tables(ALL[2:5]))
    return found


def again(journal: Journal) -> Journal:
    """As another process opens it."""
    found = Journal(journal.folder)
    found.open()
    return found


def test_what_is_kept_is_known_and_taken_once(journal: Journal) -> None:
    found = again(journal)
    assert found.known() == {e.article.id: MADE[e.article.id] for e in ALL[:5]}
    (tables,) = found.take(MADE, 100)
    assert sorted(tables["articles"]["article_id"].to_pylist()) == sorted(e.article.id for e in ALL[:5])
    assert tables["quotes"].num_rows == sum(len(e.quotes) for e in ALL[:5])


def test_only_what_was_made_of_the_same_is_taken(journal: Journal) -> None:
    wanted = {**MADE, ALL[0].article.id: ("another text", VERSION)}
    ids = [id for tables in journal.take(wanted, 1) for id in tables["articles"]["article_id"].to_pylist()]
    assert sorted(ids) == sorted(e.article.id for e in ALL[1:5])


def test_a_file_cut_short_is_forgotten_and_the_rest_stays(journal: Journal) -> None:
    first, *_ = sorted(journal.folder.iterdir())
    first.write_bytes(first.read_bytes()[:500])
    (journal.folder / "00000009.unfinished").write_bytes(b"half")
    found = again(journal)
    assert found.known().keys() == {e.article.id for e in ALL[2:5]}
    assert len(list(journal.folder.iterdir())) == 1


def test_tidying_leaves_what_another_build_needs(journal: Journal) -> None:
    journal.tidy({e.article.id: MADE[e.article.id] for e in ALL[:3]}, VERSION)
    assert again(journal).known().keys() == {e.article.id for e in ALL[2:5]}
    journal.tidy({}, "a later version")
    assert not journal.folder.exists()


def test_a_disk_that_is_full_leaves_no_half_file(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        journal.keep(schema.tables(ALL[5:6]))
    assert len(list(journal.folder.iterdir())) == 2
