"""People's decisions: rows are only added, and they outlive the corpus's damage, not its removal."""

from __future__ import annotations

from pathlib import Path

import pytest
from deltalake import DeltaTable

from ontherecord.errors import Code, Problem
from ontherecord.store.decisions import Decision, Decisions, standing


def test_rows_come_back_in_order_as_they_were_written(tmp_path: Path) -> None:
    held = Decisions("spring", tmp_path / "spring")
    assert held.rows() == []
    first = Decision("rename", issue="dam", name="Dam", wordings=("the dam", "a dam"))
    second = Decision("merge", issue="water", into="dam")
    held.add([first])
    held.add([second])
    held.add([])
    assert held.rows() == [first, second]


def test_the_table_only_takes_additions(tmp_path: Path) -> None:
    held = Decisions("spring", tmp_path / "spring")
    held.add([Decision("rename", issue="dam", name="Dam")])
    with pytest.raises(Exception, match=r"(?i)append"):
        DeltaTable(tmp_path / "spring").delete()


def test_taking_back_is_a_row_and_can_be_done_for_each(tmp_path: Path) -> None:
    one, other = Decision("rename", issue="dam", name="Dam"), Decision("rename", issue="water", name="Water")
    assert standing([one, other, Decision("undo", undoes=one.id)]) == [other]


def test_they_move_and_go_with_their_corpus(tmp_path: Path) -> None:
    old, new = Decisions("a", tmp_path / "a"), Decisions("b", tmp_path / "b")
    old.add([Decision("rename", issue="dam", name="Dam")])
    new.add([Decision("rename", issue="x", name="X")])
    old.move(new)
    assert [d.issue for d in new.rows()] == ["dam"]
    assert old.rows() == []
    new.forget()
    assert new.rows() == []


def test_a_damaged_table_is_said_to_be(tmp_path: Path) -> None:
    held = Decisions("spring", tmp_path / "spring")
    held.add([Decision("rename", issue="dam", name="Dam")])
    for file in (tmp_path / "spring").glob("*.parquet"):
        file.write_bytes(b"no table")
    with pytest.raises(Problem) as found:
        held.rows()
    assert found.value.code is Code.C05
