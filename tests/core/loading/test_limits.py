"""Nothing that is loaded takes the program down, hangs it or fills its memory: a row with a code stands for it, and the next file is read."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ontherecord import loading
from ontherecord.errors import Problem
from ontherecord.loading.guarded import Guard
from ontherecord.settings import settings
from tests.core.loading.killers import KILLERS, STORY, far, packed


def _read(name: str, data: bytes) -> list[loading.Loaded]:
    return list(loading.load_files([(name, data), ("b.txt", STORY.encode())]))


def _columns(source: Path | tuple[str, bytes]) -> str | None:
    """The path of a table that can be looked at, else the code of what is wrong; None where it is no table."""
    try:
        found = loading.columns(source)
    except Problem as problem:
        return problem.code.name
    return found and found.path


@pytest.mark.parametrize("kind", KILLERS)
def test_a_killer_is_told_and_the_next_file_is_read(kind: str) -> None:
    name, make = KILLERS[kind]
    data, before = make(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = _read(name, data)
    assert rows[-1].location == "b.txt"
    assert rows[-1].article is not None or rows[-1].duplicate_of
    for row in rows:
        assert row.article is not None or row.problems
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1_000_000, "kilobytes that the process grew by"


@pytest.mark.parametrize("kind", [kind for kind, (name, _) in KILLERS.items() if name.endswith((".xlsx", ".csv", ".json", ".parquet"))])
def test_a_killer_can_be_chosen(kind: str) -> None:
    """The preview of a page: columns, or a problem with a code."""
    name, make = KILLERS[kind]
    found = _columns((name, make()))
    assert found in {None, name, "L04", "L05", "L07", "L14", "L16", "L26"}


TOLD: dict[str, set[str]] = {
    "the farthest cell": {"L16"},
    "the farthest cell, single quotes": {"L16"},
    "the farthest cell, small letters": {"L16"},
    "the farthest cell, another folder": {"L16"},
    "the farthest cell, outside": {"L16"},
    "one string in every cell": {"L16"},
    "wide sheets": {"L16"},
    "aliases": {"L05"},
    "a gzip bomb": {"L14"},
    "a zip bomb": {"L16"},
}


@pytest.mark.parametrize("kind", TOLD)
def test_what_is_wrong_is_told(kind: str) -> None:
    name, make = KILLERS[kind]
    assert {problem.code.name for row in _read(name, make())[:-1] for problem in row.problems} == TOLD[kind]


def test_what_is_sound_beside_it_is_read() -> None:
    """Mending, not refusing: these are read like any other."""
    for kind in ("comments before a div", "attributes", "tables in tables", "a subject of encoded words", "a sender of commas", "blank lines"):
        name, make = KILLERS[kind]
        assert _read(name, make())[0].article is not None, kind


def test_a_table_in_tables_is_read_once() -> None:
    name, make = KILLERS["tables in tables"]
    article = _read(name, make())[0].article
    assert article is not None
    assert article.text.count(STORY) == 1


def test_other_files_of_an_archive_are_read() -> None:
    members = {"a.txt": STORY + " One.", "b.xlsx": far("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"), "c.txt": STORY + " Two."}
    rows = list(loading.load_files([("all.zip", packed(members))]))
    assert [(row.location, row.outcome) for row in rows] == [("all.zip/a.txt", "loaded"), ("all.zip/b.xlsx", "left out"), ("all.zip/c.txt", "loaded")]


def test_a_process_that_ends_is_started_anew() -> None:
    """A file outside all the known places takes the process down; what comes behind it in the archive is read by another."""
    killer = KILLERS["the farthest cell, outside"][1]()
    members: dict[str, str | bytes] = {"a.xlsx": killer, "b.html": f"<p>{STORY}</p>", "c.xlsx": killer, "d.html": f"<p>{STORY} Again.</p>"}
    rows = list(loading.load_files([("all.zip", packed(members))]))
    assert [row.outcome for row in rows] == ["left out", "loaded", "left out", "loaded"]
    assert {problem.code.name for row in rows for problem in row.problems} == {"L16"}


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, int], None]]:
    def change(name: str, value: int) -> None:
        monkeypatch.setenv(f"ONTHERECORD_{name}", str(value))
        settings.cache_clear()

    yield change
    monkeypatch.undo()
    settings.cache_clear()


def test_a_file_that_takes_too_long_is_told(setting: Callable[[str, int], None]) -> None:
    setting("MAX_SECONDS", 1)
    rows = _read("a.csv", b"text,title\n" + b"a b,c\n" * 1_500_000)
    assert [problem.code.name for problem in rows[0].problems] == ["L26"]
    assert rows[-1].article is not None


def test_a_file_that_takes_too_much_memory_is_told(setting: Callable[[str, int], None]) -> None:
    setting("MAX_FILE_MB", 20)
    rows = _read("a.json", b"[" + b"[]," * 6_000_000 + b"[]]")
    assert [problem.code.name for problem in rows[0].problems] == ["L16"]
    assert rows[-1].article is not None


def test_a_process_is_kept_for_the_next_file() -> None:
    with Guard() as guard:
        first = guard._ready()
        list(loading.load_files([("a.html", f"<p>{STORY}</p>".encode())]))
        assert guard._ready() is first


# Places


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.zip", "a.tar.gz", "a.xlsx", "a.html", "a.txt.gz", "a"])
def test_a_named_pipe_is_told(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    for given in (tmp_path / name, tmp_path):
        assert "L13" in {problem.code.name for row in loading.load_paths([given]) for problem in row.problems}
    assert _columns(tmp_path / name) in {None, "L13"}


@pytest.mark.parametrize(
    ("given", "code"),
    [("", "L01"), (" ", "L01"), ("no such place", "L01"), ("a" * 5_000, "L13"), ("a\0b", "L01"), ("/dev/zero", "L13"), ("/dev/null", "L13")],
)
def test_a_place_that_cannot_be_read_is_told(given: str, code: str) -> None:
    rows = list(loading.load_paths([given]))
    assert [problem.code.name for row in rows for problem in row.problems] == [code]
    assert all(str(problem) for row in rows for problem in row.problems)


def test_a_program_that_is_killed_leaves_no_process_behind() -> None:
    """The reading process ends when nobody is there to ask it."""
    code = (
        "from ontherecord.loading.guarded import Guard\n"
        "guard = Guard(); process = guard._ready(); print(process.pid, flush=True)\n"
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3])
    child = int(done.stdout)
    for _ in range(2_000_000):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{child}/stat").exists() and Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return
    pytest.fail("it is still there")
