"""Corpora get other names; old builds are cleared away; a corpus of the format before is read and written on."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import write_deltalake

from ontherecord import queries
from ontherecord.errors import Code, Problem
from ontherecord.queries import Corpus, Filters, headline, reader, report
from ontherecord.store import Writer, list_corpora, rename_corpus, schema
from ontherecord.store import corpora as rooms
from tests.builders import small_corpus
from tests.core.store.conftest import build

ALL = small_corpus()


def code(action) -> Code:
    with pytest.raises(Problem) as raised:
        action()
    return raised.value.code


def test_a_corpus_gets_another_name_with_what_was_kept_for_it(corpora: Path) -> None:
    build("spring", ALL[:2], notice="fiction")
    build("summer", ALL[2:3])
    with Writer("spring") as writer:
        writer.journal.keep(schema.tables(ALL[4:5]))
    assert code(lambda: rename_corpus("spring", "summer")) is Code.C10
    assert code(lambda: rename_corpus("winter", "autumn")) is Code.C01
    assert code(lambda: rename_corpus("spring", "../up")) is Code.C03
    rename_corpus("spring", "autumn")
    assert [c.name for c in list_corpora()] == ["autumn", "summer"]
    assert Corpus.open("autumn").notice == "fiction"
    with Writer("autumn") as writer:
        assert writer.journal.known().keys() == {ALL[4].article.id}
        assert code(lambda: rename_corpus("autumn", "spring")) is Code.C04


def test_old_builds_are_cleared_away_and_say_so(corpora: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build("spring", ALL[:2])
    monkeypatch.setattr(queries.serving, "IN_MEMORY", 1)
    held = Corpus.open("spring")
    size = sum(f.stat().st_size for f in (corpora / "spring").rglob("*.parquet"))
    for _ in range(3):
        build("spring", ALL[:2], keep=2)
    assert code(lambda: Corpus.open("spring", 1)) is Code.C09
    assert headline(Corpus.open("spring", 3), Filters()).articles == 2
    assert sum(f.stat().st_size for f in (corpora / "spring").rglob("*.parquet")) < 5 * size
    # Who still has it open gets the same message for what is read from files only.
    assert headline(held, Filters()).articles == 2
    assert code(lambda: reader(held, "dam-1")) is Code.C09


def test_a_corpus_of_the_format_before_opens_and_goes_on(corpora: Path) -> None:
    build("spring", ALL[:2], [{"location": "a.txt", "outcome": "left out", "codes": ["L07"], "messages": ["L07: empty."]}])
    old = rooms.build_rows("spring")[0]
    tables = {name: version for name, version in json.loads(old["tables"]).items() if name not in schema.LATER}
    narrow = [name for name in schema.SCHEMAS["report"].names if name not in ("language", "repairs", "duplicate_of")]
    rows = rooms.read_table(rooms.read_build("spring"), "report").select(narrow)
    write_deltalake(corpora / "spring" / "report", rows, mode="overwrite", schema_mode="overwrite")
    tables["report"] += 2
    row = old | {"build": 2, "format": 1, "tables": json.dumps(tables)}
    tables["report"] = rooms.open_table("spring", corpora / "spring" / "report").version()
    row["tables"] = json.dumps(tables)
    write_deltalake(corpora / "spring" / "builds", pa.Table.from_pylist([row], schema=rooms.BUILDS_SCHEMA), mode="append")
    found = report(Corpus.open("spring"))
    assert found[["location", "language", "outcome"]].values.tolist() == [["a.txt", None, "left out"]]
    build("spring", ALL[2:3], [{"location": "b.txt", "outcome": "loaded", "language": "en"}])
    found = report(Corpus.open("spring"))
    assert dict(zip(found["location"], found["language"], strict=True)) == {"a.txt": None, "b.txt": "en"}
    assert headline(Corpus.open("spring"), Filters()).articles == 3
