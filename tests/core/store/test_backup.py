"""A corpus goes into one file and comes back as it was; nothing is taken from a file that does not fit its list."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from ontherecord import access
from ontherecord.building import Correction, correct
from ontherecord.cli import main
from ontherecord.decisions import Anchor, Decision
from ontherecord.errors import Code, Problem
from ontherecord.queries import Corpus, Filters, headline, positions, quotes, search
from ontherecord.settings import settings
from ontherecord.store import backup, check, corpus_names, delete_corpus, list_corpora, rename_corpus, restore, schema
from ontherecord.store import corpora as rooms
from tests.builders import small_corpus
from tests.core.store.conftest import build

ALL = small_corpus()
MINE = Decision("note", "quote", "Ida", anchor=Anchor("dam-1", "the dam"), note="see page 3")


def code(action: Callable[[], object]) -> Code:
    with pytest.raises(Problem) as raised:
        action()
    return raised.value.code


def answers(name: str, version: int | None = None) -> list[object]:
    """What some questions get."""
    corpus = Corpus.open(name, version)
    found = search(corpus, Filters(), "dam", "articles")
    outlets = corpus.rows("SELECT article_id, outlet, published_on FROM articles ORDER BY ALL")
    return [
        asdict(headline(corpus, Filters())),
        quotes(corpus, Filters()).to_json(),
        positions(corpus, Filters()).to_json(),
        found.count,
        outlets,
        corpus.notice,
        corpus.version,
    ]


@pytest.fixture
def spring(corpora: Path) -> str:
    build("spring", ALL[:4], [{"location": "a.txt", "outcome": "loaded"}], notice="fiction")
    build("spring", ALL[4:])
    correct("spring", [Correction("dam-1", "outlet", "Valley Post")])
    rooms.decisions_of("spring").add([MINE])
    return "spring"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """Call it to be on another, empty machine."""

    def move() -> Path:
        monkeypatch.setenv("ONTHERECORD_CORPORA", str(tmp_path / "another machine"))
        settings.cache_clear()
        return tmp_path / "another machine"

    return move


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    def close() -> None:
        monkeypatch.setenv("ONTHERECORD_MODE", "read-only")
        settings.cache_clear()

    yield close
    monkeypatch.delenv("ONTHERECORD_MODE", raising=False)
    settings.cache_clear()


def test_what_comes_back_answers_as_before(spring: str, tmp_path: Path, elsewhere, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "spring.zip"
    before, first = answers("spring"), answers("spring", 1)
    assert main(["corpora", "--backup", "spring", str(file)]) == 0
    elsewhere()
    assert corpus_names() == []
    assert main(["corpora", "--restore", str(file)]) == 0
    assert "spring is there again" in capsys.readouterr().out
    assert (answers("spring"), answers("spring", 1)) == (before, first)
    assert MINE.id in {d.id for d in rooms.decisions_of("spring").decisions()}
    assert check("spring")[1] == 2
    build("spring", ALL[:1])  # and it can be built on
    assert code(lambda: restore(file)) is Code.C10
    assert restore(file, "spring-again") == "spring-again"
    assert answers("spring-again") == before


def test_decisions_that_lie_there_stay(spring: str, tmp_path: Path, elsewhere) -> None:
    backup("spring", tmp_path / "spring.zip")
    elsewhere()
    other = Decision("note", "quote", "Bo", anchor=Anchor("dam-1", "the dam"), note="mine")
    rooms.decisions_of("spring").add([other])
    restore(tmp_path / "spring.zip")
    assert {d.note for d in rooms.decisions_of("spring").decisions()} >= {"mine", "see page 3"}


def test_a_damaged_corpus_is_not_taken_for_a_backup(spring: str, corpora: Path, tmp_path: Path) -> None:
    file = max((corpora / "spring" / "quotes").glob("*.parquet"))
    file.write_bytes(file.read_bytes()[:-1] + b"X")
    assert code(lambda: backup("spring", tmp_path / "spring.zip")) is Code.C05
    assert not list(tmp_path.glob("spring.zip*"))
    assert code(lambda: backup("winter", tmp_path / "winter.zip")) is Code.C01


def rewritten(change: Callable[[dict[str, bytes]], object]) -> Callable[[Path], None]:
    """A backup with other members, as somebody may have made it."""

    def write(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        change(members)
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)

    return write


def told(members: dict[str, bytes], **changes: object) -> None:
    members["manifest.json"] = json.dumps(json.loads(members["manifest.json"]) | changes).encode()


def outside(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        members[name] = b"x"
        told(members, digests=json.loads(members["manifest.json"])["digests"] | {name: "0"})

    return change


def lost(members: dict[str, bytes]) -> None:
    del members[next(name for name in members if name.endswith(".parquet"))]


def changed(members: dict[str, bytes]) -> None:
    name = next(name for name in members if name.endswith(".parquet"))
    members[name] = members[name][:-1] + b"X"


UNFIT: dict[str, tuple[Callable[[Path], object], Code]] = {
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:-400]), Code.C17),
    "no archive": (lambda path: path.write_bytes(b"words"), Code.C17),
    "empty": (lambda path: path.write_bytes(b""), Code.C17),
    "another archive": (rewritten(lambda members: members.clear()), Code.C17),
    "a file is missing": (rewritten(lost), Code.C17),
    "a file is another": (rewritten(changed), Code.C17),
    "a file too many": (rewritten(lambda members: members.update({"corpus/more": b"x"})), Code.C17),
    "a name that leads out": (rewritten(outside("corpus/../../x")), Code.C17),
    "a name from the root": (rewritten(outside("/etc/x")), Code.C17),
    "a name of nothing of ours": (rewritten(outside("pages/x.py")), Code.C17),
    "a later layout": (rewritten(lambda members: told(members, layout=2)), Code.C02),
    "a later format": (rewritten(lambda members: told(members, format=schema.FORMAT + 1)), Code.C02),
    "an odd name": (rewritten(lambda members: told(members, name="../up")), Code.C03),
    "gone": (lambda path: path.unlink(), Code.L13),
}


@pytest.mark.parametrize("case", list(UNFIT))
def test_of_a_file_that_does_not_fit_nothing_is_taken(spring: str, tmp_path: Path, elsewhere, case: str) -> None:
    change, expected = UNFIT[case]
    file = tmp_path / "spring.zip"
    backup("spring", file)
    change(file)
    base = elsewhere()
    assert code(lambda: restore(file)) is expected
    assert [p for p in base.rglob("*") if p.is_file() and ".locks" not in p.parts] == []
    assert not (tmp_path / "x").exists()


# --- what a read-only server refuses --------------------------------------------------------------------------------------------------------

REFUSED: dict[str, Callable[[Path], object]] = {
    "building": lambda _: build("spring", ALL[:1]),
    "a first build": lambda _: build("new", ALL[:1]),
    "correcting": lambda _: correct("spring", [Correction("dam-1", "outlet", "Hill Post")]),
    "deciding": lambda _: rooms.decisions_of("spring").add([MINE]),
    "taking in": lambda _: rooms.decisions_of("spring").add([MINE], taken=True),
    "renaming": lambda _: rename_corpus("spring", "summer"),
    "removing": lambda _: delete_corpus("spring"),
    "restoring": lambda file: restore(file, "again"),
}


@pytest.mark.parametrize("action", list(REFUSED))
def test_a_read_only_server_refuses_in_the_core(spring: str, corpora: Path, tmp_path: Path, read_only, action: str, caplog) -> None:
    backup("spring", tmp_path / "spring.zip")
    before = answers("spring"), {p: p.read_bytes() for p in corpora.rglob("*") if p.is_file() and ".locks" not in p.parts}
    read_only()
    assert access.read_only()
    assert code(lambda: REFUSED[action](tmp_path / "spring.zip")) is Code.C16
    assert "refused: " in caplog.text
    assert (answers("spring"), {p: p.read_bytes() for p in before[1]}) == before
    assert [c.name for c in list_corpora()] == ["spring"]
    backup("spring", tmp_path / "may.zip")  # reading it all is no change


def test_who_did_what_is_in_the_log(spring: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="ontherecord.done"):
        rooms.decisions_of("spring").add([Decision("note", "quote", "Bo\nforged; by Ida", anchor=Anchor("dam-1", "the dam"), note="x")])
        rename_corpus("spring", "summer")
    assert [record.getMessage() for record in caplog.records] == [
        "Deciding; corpus spring; by Bo forged; by Ida",
        "Renaming a corpus; corpus spring; by nobody named",
    ]


@pytest.mark.parametrize("mode", ["", "closed", "READ-ONLY"])
def test_a_mode_that_there_is_not_is_named(monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    monkeypatch.setenv("ONTHERECORD_MODE", mode)
    settings.cache_clear()
    assert code(settings) is Code.S01
    monkeypatch.undo()
    settings.cache_clear()


def test_an_older_program_says_that_a_newer_one_made_it(spring: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Going back a version: today's corpus is one of a later format for the program before."""
    monkeypatch.setattr(rooms, "FORMAT", schema.FORMAT - 1)
    assert code(lambda: Corpus.open("spring")) is Code.C02
    assert code(lambda: build("spring", ALL[:1])) is Code.C02
    assert list_corpora()[0].problem.startswith("C02")


def test_a_corpus_without_digests_goes_on_and_has_them_from_the_next_build(spring: str, corpora: Path) -> None:
    """Going forward: a corpus of a program that kept none."""
    before = answers("spring")
    shutil.rmtree(corpora / "spring" / "checks")
    assert answers("spring") == before
    assert check("spring")[0] == 0
    build("spring", ALL[:1])
    assert check("spring")[0] > 0
