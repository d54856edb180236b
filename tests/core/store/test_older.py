"""Corpora that an older program built still open, and can be added to."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake

from ontherecord.export import export
from ontherecord.model import Position, Statement
from ontherecord.queries import Corpus, Filters, deciding, issue_counts, passages, positions, quotes, reader, selectors, stands
from ontherecord.store import Writer, corpora, older, read_build, read_table, schema
from tests.builders import article, person, position, small_corpus
from tests.core.store.conftest import build

ALL = small_corpus()
TWICE = article(
    "twice",
    "{e1:[Ana Ortiz](ana) {t1:backed} the Alder dam.} {e1:She wants it now.}",
    date="2025-05-01",
    entities={"ana": person("Ana Ortiz", "ES")},
    positions=[position(1, "ana", "support", "the Alder dam", matter="Alder dam")],
)


def make_old(name: str, folder: Path) -> None:
    """Give a corpus the positions and the number of format 2."""
    path = folder / name / "positions"
    table = DeltaTable(path).to_pyarrow_table().drop_columns(["statements", "toward"])
    old = table.rename_columns(["issue" if column == "matter" else column for column in table.column_names])
    write_deltalake(path, old, mode="overwrite", schema_mode="overwrite")
    (row,) = corpora.build_rows(name)
    tables = row["tables"].replace(f'"positions": {read_build(name).tables["positions"]}', f'"positions": {DeltaTable(path).version()}')
    changed = pa.Table.from_pylist([row | {"format": 2, "tables": tables}], schema=corpora.BUILDS_SCHEMA)
    write_deltalake(folder / name / "builds", changed, mode="overwrite")
    shutil.rmtree(folder / name / "checks")  # older programs kept none


def without_asserted(name: str, folder: Path) -> None:
    """Give a corpus the quotes and the number of format 3."""
    path = folder / name / "quotes"
    write_deltalake(path, DeltaTable(path).to_pyarrow_table().drop_columns(["asserted"]), mode="overwrite", schema_mode="overwrite")
    (row,) = corpora.build_rows(name)
    tables = row["tables"].replace(f'"quotes": {read_build(name).tables["quotes"]}', f'"quotes": {DeltaTable(path).version()}')
    changed = pa.Table.from_pylist([row | {"format": 3, "tables": tables}], schema=corpora.BUILDS_SCHEMA)
    write_deltalake(folder / name / "builds", changed, mode="overwrite")
    shutil.rmtree(folder / name / "checks")  # older programs kept none


@pytest.fixture
def old(corpora: Path) -> str:
    build("old", [*ALL, TWICE])
    make_old("old", corpora)
    assert read_build("old").format == 2
    return "old"


def test_an_old_corpus_opens_with_the_side_of_its_stances(old: str) -> None:
    corpus = Corpus.open(old)
    found = {(s.actor_id, s.issue_id): s for s in stands(corpus, Filters())}
    assert (found["luc-marchand", "alder-dam"].change, found["luc-marchand", "alder-dam"].side) == ("reversed", "for")
    assert found["ines-beranger", "alder-dam"].side == "neither"
    assert positions(corpus, Filters())["matter"].notna().all()
    assert passages(corpus, selectors.issue("alder-dam")).count == 7
    assert '"toward": "against"' in export(corpus, Filters(), "positions", "json")


def test_each_sentence_of_an_old_position_is_a_statement(old: str) -> None:
    (found,) = reader(Corpus.open(old), "twice").extraction.positions
    (now,) = TWICE.positions
    assert found == now


def test_people_decide_about_issues_of_an_old_corpus(old: str) -> None:
    deciding.rename(Corpus.open(old), "alder-dam", "The dam")
    assert "The dam" in set(issue_counts(Corpus.open(old), Filters())["issue"])


def test_an_old_corpus_can_be_added_to_and_is_then_of_today(old: str) -> None:
    with Writer(old) as writer:
        assert set(writer.positions().columns) >= {"matter", "toward", "statements"}
    assert read_build(old).format == 2, "a build that is not finished changes nothing"
    assert len(stands(Corpus.open(old), Filters())) == 7
    build(old, [replace(TWICE, positions=()), ALL[0]])
    assert read_build(old).format == schema.FORMAT
    corpus = Corpus.open(old)
    assert reader(corpus, "dam-7").extraction == ALL[6]
    assert reader(corpus, "twice").extraction.positions == ()


def test_columns_of_today_are_left_alone() -> None:
    table = schema.tables(ALL)["positions"]
    assert older.positions(table) is table


def test_a_column_of_an_old_table_can_be_asked_for_alone(old: str) -> None:
    found = read_table(read_build(old), "positions", ["matter", "number"])
    assert found.column_names == ["matter", "number"]
    assert "Alder dam" in found["matter"].to_pylist()


def test_what_an_old_row_knows_of_a_statement_is_all_there() -> None:
    (now,) = ALL[0].positions[:1]
    assert isinstance(now, Position)
    (row,) = schema.tables([replace(ALL[0], positions=(now,))])["positions"].to_pylist()
    row["issue"] = row.pop("matter")
    del row["statements"], row["toward"]
    (again,) = older.positions(pa.Table.from_pylist([row])).to_pylist()
    assert set(again["statements"][0]) == set(Statement.__dataclass_fields__)
    assert (again["matter"], again["toward"]) == ("Alder dam", "for")


def test_quotes_of_a_corpus_that_did_not_tell_count_as_said(corpora: Path) -> None:
    build("before", ALL)
    counted = len(quotes(Corpus.open("before"), Filters(), limit=None))
    without_asserted("before", corpora)
    corpus = Corpus.open("before")
    assert read_build("before").format == 3
    assert set(quotes(corpus, Filters())["asserted"]) == {"said"}
    assert len(quotes(corpus, Filters(), limit=None)) == counted
    assert reader(corpus, ALL[0].article.id).extraction == ALL[0]


def test_quotes_of_such_a_corpus_can_be_added_to(corpora: Path) -> None:
    build("before", ALL)
    without_asserted("before", corpora)
    first = replace(ALL[0], quotes=tuple(replace(quote, asserted="supposed") for quote in ALL[0].quotes))
    build("before", [first])
    corpus = Corpus.open("before")
    assert read_build("before").format == schema.FORMAT
    assert reader(corpus, first.article.id).extraction == first
    assert reader(corpus, ALL[1].article.id).extraction == ALL[1]
