"""The log of decisions: rows are only added, several may write at once, and it outlives the corpus's damage, not its removal."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import write_deltalake

from ontherecord.decisions import Anchor, Decision, Log, standing
from ontherecord.decisions.issues import IssueDecision, issue_decisions
from ontherecord.errors import Code, Problem
from ontherecord.matters.again import Mark

HELD = Anchor("a1", "the dam", prefix="near ", suffix=" stands", start=5, title="Dam")


def test_rows_come_back_in_order_as_they_were_written(tmp_path: Path) -> None:
    log = Log("spring", tmp_path / "spring")
    assert (log.rows(), log.last()) == ([], 0)
    first = Decision("fix", "quote", "Ida", {"speaker": {"name": "Mae Roe"}}, HELD, was={"type": "direct"}, note="she says so “here”")
    second = Decision("undo", undoes=first.id)
    assert log.add([first]) == 1
    assert log.add([first, second]) == 1, "what is there already is not written twice"
    assert log.add([]) == 0
    assert log.rows() == [(1, first), (log.last(), second)]
    assert log.rows(after=1) == [(log.last(), second)]


@pytest.mark.parametrize("sql", ["UPDATE decisions SET body = ''", "DELETE FROM decisions"])
def test_rows_are_never_changed_or_removed(tmp_path: Path, sql: str) -> None:
    log = Log("spring", tmp_path / "spring")
    log.add([Decision("confirm", "quote", anchor=HELD)])
    with sqlite3.connect(log.file) as connection, pytest.raises(sqlite3.Error, match="only added"):
        connection.execute(sql)


def test_many_may_write_at_once(tmp_path: Path) -> None:
    log = Log("spring", tmp_path / "spring")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: Log("spring", tmp_path / "spring").add([Decision("confirm", "quote", f"p{n}", anchor=HELD)]), range(40)))
    assert {d.by for d in log.decisions()} == {f"p{n}" for n in range(40)}


def test_taking_back_is_a_row_and_can_be_done_for_each_or_for_a_batch() -> None:
    one, other = Decision("confirm", "quote"), Decision("reject", "quote")
    assert standing([one, other, Decision("undo", undoes=one.id)]) == [other]
    many = [Decision("reject", "quote", batch="b1") for _ in range(3)]
    assert standing([*many, other, Decision("undo", undoes="b1")]) == [other]


def test_they_move_and_go_with_their_corpus(tmp_path: Path) -> None:
    old, new = Log("a", tmp_path / "a"), Log("b", tmp_path / "b")
    mine = Decision("confirm", "quote", anchor=HELD)
    old.add([mine])
    new.add([Decision("reject", "quote", anchor=HELD)])
    old.move(new)
    assert (old.decisions(), new.decisions()) == ([], [mine])
    new.forget()
    assert new.decisions() == []


@pytest.mark.parametrize("damage", [b"no database at all, but words", b""])
def test_a_damaged_file_is_said_to_be_and_not_written_over(tmp_path: Path, damage: bytes) -> None:
    log = Log("spring", tmp_path / "spring")
    log.add([Decision("confirm", "quote", anchor=HELD)])
    log.file.write_bytes(damage)
    for action in (log.rows, lambda: log.add([Decision("reject", "quote", anchor=HELD)])):
        with pytest.raises(Problem) as found:
            action()
        assert found.value.code is Code.C05
    assert log.file.read_bytes() == damage


def test_a_file_of_a_later_program_is_not_read(tmp_path: Path) -> None:
    log = Log("spring", tmp_path / "spring")
    log.add([Decision("confirm", "quote", anchor=HELD)])
    with sqlite3.connect(log.file) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(Problem) as found:
        log.last()
    assert found.value.code is Code.C02


def test_decisions_about_issues_of_an_older_program_are_taken_over_once(tmp_path: Path) -> None:
    text, mark = pa.string(), pa.struct([("article_id", pa.string()), ("start", pa.int64()), ("target", pa.string()), ("matter", pa.string())])
    columns = {"id": text, "made_at": pa.timestamp("us", tz="UTC"), "kind": text, "issue": text, "name": text, "undoes": text}
    schema = pa.schema([*columns.items(), ("wordings", pa.list_(text)), ("positions", pa.list_(mark))])
    day = datetime(2025, 3, 1, tzinfo=UTC)
    where = {"article_id": "a1", "start": 7, "target": "the dam", "matter": None}
    rows = [
        {"id": "d1", "made_at": day, "kind": "rename", "issue": "dam", "name": "Dam", "wordings": ["the dam"], "positions": [where]},
        {"id": "d2", "made_at": day.replace(day=2), "kind": "rename", "issue": "mill", "name": "Mill"},
        {"id": "d3", "made_at": day.replace(day=3), "kind": "undo", "undoes": "d2"},
    ]
    write_deltalake(tmp_path / "spring", pa.Table.from_pylist(rows, schema=schema))
    log = Log("spring", tmp_path / "spring")
    assert log.last() == 3
    assert issue_decisions(standing(log.decisions())) == [
        IssueDecision("rename", "dam", name="Dam", wordings=("the dam",), positions=(Mark("a1", 7, "the dam"),), id="d1", made_at=day)
    ]
    log.add([Decision("confirm", "quote", anchor=HELD)])
    assert Log("spring", tmp_path / "spring").last() == 4


@pytest.mark.parametrize(
    "line", ["", "[]", "{}", '{"kind": "shout", "id": "x", "made_at": "2025-01-01"}', '{"kind": "confirm", "id": 4, "made_at": ""}']
)
def test_what_is_no_decision_is_not_read(line: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        Decision.from_json(line)
