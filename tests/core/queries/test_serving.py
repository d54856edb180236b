"""A build that is opened from its serving file answers as one that is joined in memory; the file is made when it is needed and trusted only when
it is whole."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as how

from ontherecord import store
from ontherecord.building import Correction, correct
from ontherecord.errors import Code
from ontherecord.queries import Corpus, Filters, covering, deciding, facts, headline, quotes, search, serving
from ontherecord.queries import questions as q
from ontherecord.queries.profile import directory
from ontherecord.review import deciding as findings
from ontherecord.review import names
from ontherecord.settings import settings
from tests.builders import small_corpus
from tests.core.queries.test_questions import filters
from tests.pages.corpora import write_corpus

ALL = small_corpus()
QUESTIONS: tuple[Callable[..., Any], ...] = (
    q.headline,
    q.entity_counts,
    q.country_counts,
    q.outlet_counts,
    q.over_time,
    q.quotes,
    q.speaker_counts,
    q.timeline,
    q.positions,
    q.issue_counts,
    q.stands,
    q.changes,
    q.governments,
    q.articles,
    q.heard,
    directory,
)
FIELDS = ("country", "speaker", "issue", "stance", "outlet", "status", "tag")


@pytest.fixture
def corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of corpora of which each has a serving file, however small."""
    monkeypatch.setenv("ONTHERECORD_CORPORA", str(tmp_path / "it's here é #1*"))
    monkeypatch.setattr(serving, "LEAST", 0)
    settings.cache_clear()
    yield tmp_path / "it's here é #1*"
    settings.cache_clear()


def file_of(name: str = "small") -> Path:
    (found,) = serving.folder_of(name).glob("*.duckdb")
    return found


def in_memory(name: str = "small") -> Corpus:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(serving, "LEAST", 10**9)
        return Corpus.open(name)


def plain(answer: Any) -> Any:
    if isinstance(answer, dict):
        return sorted(answer.items())
    return answer.to_dict("split") if isinstance(answer, pd.DataFrame) else answer


def answers(corpus: Corpus, f: Filters) -> dict[str, Any]:
    """What every question says."""
    found = {question.__name__: repr(plain(question(corpus, f))) for question in QUESTIONS}
    found |= {field: repr(plain(q.options(corpus, f, field))) for field in FIELDS}  # type: ignore[arg-type]
    found["search"] = repr(search(corpus, f, "dam"))
    found["passages"] = repr([q.passages(corpus, show, f) for show in q.quotes(corpus, f, limit=3)["quote_id"]])
    return found


# --- the file answers as memory does ----------------------------------------------------------------------------------------------------


def decided(name: str) -> None:
    """Decisions of every kind: about findings, names, issues, dates and outlets."""
    corpus = Corpus.open(name)
    ids = list(quotes(corpus, Filters(), limit=None)["quote_id"])
    findings.reject(corpus, ids[0])
    findings.tag(corpus, ids[1], ("dam",))
    findings.fix(corpus, ids[2], {"speaker": {"name": "Nora Vidal", "country": "PT"}})
    findings.fix(corpus, "position:dam-1:1", {"issue": {"name": "the harbour"}})
    names.merge(corpus, ["luc-marchand"], "ana-ortiz")
    names.set_country(corpus, "ines-beranger", "IT")
    issues = q.issue_counts(corpus, Filters(unsure=True), limit=None)["issue_id"]
    deciding.rename(corpus, issues[0], "the new dam")
    correct(name, [Correction("dam-1", "date", "2025-01-02"), Correction("dam-1", "outlet", "Harbour Post")])


@pytest.mark.parametrize("with_decisions", [False, True])
def test_it_answers_as_memory_does(corpora: Path, with_decisions: bool) -> None:
    write_corpus("small", ALL)
    if with_decisions:
        decided("small")
    served, joined = Corpus.open("small"), in_memory()
    assert served.decisions == joined.decisions
    assert bool(served.decisions) is with_decisions
    assert {row[0] for row in served.rows("SELECT database_name FROM duckdb_databases() WHERE path IS NOT NULL")} == {"facts"}
    assert served._served is not None
    assert joined._served is None

    @how(max_examples=8, deadline=None)
    @given(filters)
    def same(f: Filters) -> None:
        for asked in (f, replace(f, words="", country=(), speaker=(), issue=(), outlet=())):
            one, other = answers(served, asked), answers(joined, asked)
            assert [name for name in one if one[name] != other[name]] == []

    same()


def test_decisions_over_claimed_articles_are_those_over_all_articles(corpora: Path) -> None:
    """Where every row is a copy from the beginning, what is decided changes tables in place: that way is plain, and the other has to agree."""
    write_corpus("small", ALL)
    decided("small")
    served, copied = Corpus.open("small"), in_memory()
    fresh = serving.in_memory("small", *serving._sources(store.read_build("small")))
    for table, key in covering.KEYS.items():
        covering.claim(fresh.connection, table, f"SELECT {key} FROM facts.{table}")
    copied._connection = fresh.connection
    assert copied.laying is not None
    copied.laying = type(copied.laying)(copied, copied.laying.log)
    copied.refresh()
    for f in (Filters(), Filters(unsure=True), Filters(country=("IT",)), Filters(speaker=("ana-ortiz",)), Filters(status=("rejected",))):
        assert answers(served, f) == answers(copied, f)


def test_only_what_is_decided_about_is_copied_and_nothing_before(corpora: Path) -> None:
    write_corpus("small", ALL)
    corpus = Corpus.open("small")
    show = "SELECT view_name FROM duckdb_views() WHERE contains(sql, 'own_') AND NOT internal"
    assert corpus.rows(show) == []
    findings.reject(corpus, "quote:dam-1:1")
    assert {name for (name,) in corpus.rows(show)} <= {"articles", "quotes", "positions", "entities", "nodes", "issues"}
    assert corpus.rows("SELECT DISTINCT article_id FROM own_quotes") == [("dam-1",)]
    assert corpus.rows("SELECT count(*) FROM own_mentions") == [(0,)]
    assert Corpus.open("small").rows("SELECT count(*) FROM quotes WHERE status = 'rejected'") == [(1,)]


# --- the file is made when it is needed -------------------------------------------------------------------------------------------------


def test_it_is_made_once_and_read_by_all(corpora: Path) -> None:
    write_corpus("small", ALL)
    first = Corpus.open("small")
    made = file_of().stat().st_mtime_ns
    second = Corpus.open("small")
    assert file_of().stat().st_mtime_ns == made
    assert first._served == second._served == file_of()
    assert headline(first, Filters()) == headline(second, Filters())
    with pytest.raises(duckdb.Error, match="read-only"):
        second.cursor().execute("DELETE FROM facts.quotes")


def test_a_small_corpus_needs_none(corpora: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "LEAST", len(ALL) + 1)
    write_corpus("small", ALL)
    assert Corpus.open("small")._served is None
    assert not serving.folder_of("small").exists()


BREAKING: dict[str, Callable[[Path], object]] = {
    "cut off": lambda path: os.truncate(path, path.stat().st_size // 2),
    "empty": lambda path: path.write_bytes(b""),
    "something else": lambda path: path.write_text("a note"),
    "of another build": lambda path: shutil.copy(path, path.with_name(path.name.replace("-1-", "-2-", 1))),
    "a flipped bit": lambda path: flip(path, 0.5),
    "a flipped bit in its head": lambda path: flip(path, 0.001),
}


def flip(path: Path, where: float) -> None:
    held = bytearray(path.read_bytes())
    held[int(len(held) * where)] ^= 4
    path.write_bytes(held)


@pytest.mark.parametrize("cheap", [True, False], ids=["small file", "large file"])
@pytest.mark.parametrize("what", BREAKING)
def test_what_is_not_whole_is_made_again(corpora: Path, what: str, cheap: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not cheap:  # only size and headers are compared
        monkeypatch.setattr(store.corpora, "CHEAP", 0)
    write_corpus("small", ALL)
    expected = answers(Corpus.open("small"), Filters())
    BREAKING[what](file_of())
    corpus = Corpus.open("small")
    assert answers(corpus, Filters()) == expected
    assert corpus._served is not None
    assert corpus._served.stem.endswith(serving._digest(corpus._served))


def test_a_block_that_breaks_while_it_is_open_is_made_again(corpora: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.corpora, "CHEAP", 0)
    write_corpus("small", ALL)
    findings.reject(Corpus.open("small"), "quote:dam-1:1")
    expected = answers(in_memory(), Filters())
    corpus = Corpus.open("small")
    held = bytearray(file_of().read_bytes())
    for place in range(3 * 4096 + 100, len(held), 4096):
        held[place] ^= 4
    with file_of().open("r+b") as file:
        file.write(held)
    assert answers(corpus, Filters()) == expected
    assert corpus.rows("SELECT count(*) FROM quotes WHERE status = 'rejected'") == [(1,)]


@pytest.mark.parametrize("changed", ["layout", "duckdb"])
def test_another_layout_or_another_duckdb_makes_another_file(corpora: Path, changed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write_corpus("small", ALL)
    first = Corpus.open("small")._served
    if changed == "layout":
        monkeypatch.setattr(facts, "LAYOUT", "another")
    else:
        monkeypatch.setattr(duckdb, "__version__", "99.0.0")
    second = Corpus.open("small")._served
    assert first is not None
    assert second is not None
    assert first != second


def test_a_new_build_has_a_file_of_its_own_and_old_ones_go(corpora: Path) -> None:
    files = []
    for number in range(1, 5):
        write_corpus("small", ALL[: number + 2])
        corpus = Corpus.open("small")
        assert headline(corpus, Filters()).articles == number + 2
        files.append(corpus._served)
    assert len(set(files)) == 4
    assert {path for path in files if path and path.exists()} == set(files[-serving.KEPT :])
    assert headline(Corpus.open("small", 1), Filters()).articles == 3


def test_what_killed_processes_left_goes_with_the_next(corpora: Path) -> None:
    write_corpus("small", ALL)
    folder = serving.folder_of("small")
    folder.mkdir()
    (folder / "old.spill").mkdir()
    for path in (folder / "old.part", folder / "new.part", folder / "old.spill"):
        path.touch()
    for path in (folder / "old.part", folder / "old.spill"):
        os.utime(path, (0, 0))
    Corpus.open("small")
    assert {path.suffix for path in folder.iterdir()} == {".duckdb", ".part"}
    assert (folder / "new.part").exists()


@pytest.mark.parametrize("refused", ["the folder", "the file", "the disk is full", "the name of the folder"])
def test_where_nothing_can_be_written_it_is_joined_in_memory(corpora: Path, refused: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if refused == "the name of the folder":  # DuckDB takes what follows a question mark for options
        monkeypatch.setenv("ONTHERECORD_CORPORA", str(corpora.with_name("who?")))
        settings.cache_clear()
    write_corpus("small", ALL)
    expected = answers(in_memory(), Filters())
    if refused == "the folder":
        serving.folder_of("small").write_text("in the way")
    elif refused == "the file":
        monkeypatch.setattr(Path, "replace", lambda self, target: (_ for _ in ()).throw(PermissionError(13, "read-only")))
    elif refused == "the disk is full":
        real = facts.make

        def full(connection: Any, *args: Any, ordered: bool = False, **options: Any) -> str:
            made = real(connection, *args, ordered=ordered, **options)
            if ordered:
                raise duckdb.IOException("No space left on device")
            return made

        monkeypatch.setattr(facts, "make", full)
    corpus = Corpus.open("small")
    assert corpus._served is None
    assert answers(corpus, Filters()) == expected
    assert not serving.folder_of("small").is_dir() or not list(serving.folder_of("small").iterdir())


def test_what_is_left_out_is_told_by_the_file_as_well(corpora: Path) -> None:
    first, *others = ALL
    write_corpus("small", [replace(first, quotes=tuple(replace(quote, confidence=7.0) for quote in first.quotes)), *others])
    made, read = Corpus.open("small"), Corpus.open("small")
    assert made.problems[0].code is Code.C14
    assert [str(p) for p in made.problems] == [str(p) for p in read.problems] == [str(p) for p in in_memory().problems]


def test_many_threads_may_open_it_at_once(corpora: Path) -> None:
    write_corpus("small", ALL)
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(headline(Corpus.open("small"), Filters()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [headline(in_memory(), Filters())] * 4


def test_a_question_that_needs_more_memory_gets_it_and_gives_it_back(corpora: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "MEMORY", "20MB")
    write_corpus("small", ALL)
    corpus = Corpus.open("small")
    sql = "SELECT range AS n, 'word ' || range AS word FROM range(600_000) ORDER BY word DESC"
    with pytest.raises(duckdb.OutOfMemoryException):
        corpus.cursor().execute(sql).fetchall()
    assert len(corpus.rows(sql)) == len(corpus.frame(sql)) == len(corpus.dicts(sql)) == 600_000
    ((limit,),) = corpus.rows("SELECT current_setting('memory_limit')")
    assert limit == "19.0 MiB"


# --- what else is done with corpora -----------------------------------------------------------------------------------------------------


def test_it_goes_along_when_a_corpus_is_renamed_and_with_it_when_it_is_removed(corpora: Path) -> None:
    write_corpus("small", ALL)
    Corpus.open("small")
    made = file_of().name
    store.rename_corpus("small", "other")
    assert Corpus.open("other")._served == serving.folder_of("other") / made
    store.delete_corpus("other")
    assert not serving.folder_of("other").exists()


def test_a_backup_is_without_it_and_what_comes_back_makes_it_anew(corpora: Path, tmp_path: Path) -> None:
    write_corpus("small", ALL)
    expected = answers(Corpus.open("small"), Filters())
    store.backup("small", tmp_path / "small.zip")
    store.restore(tmp_path / "small.zip", "again")
    assert not serving.folder_of("again").exists()
    assert answers(Corpus.open("again"), Filters()) == expected
    assert store.check("small")[0] > 0


def test_days_and_texts_are_there(corpora: Path) -> None:
    write_corpus("small", ALL)
    corpus = Corpus.open("small")
    article = q.reader(corpus, "dam-1").extraction.article
    assert article.text == next(e.article.text for e in ALL if e.article.id == "dam-1")
    assert isinstance(article.published_on, date)
