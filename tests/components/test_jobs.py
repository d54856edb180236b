"""A build is watched, may be stopped, and says in words of ours what went wrong."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import pytest

from components import jobs


def command(tmp_path: Path, body: str) -> list[str]:
    """A stand-in for ``python -m ontherecord build``: ``folder`` is what it was given."""
    script = tmp_path / "build.py"
    script.write_text("import json, sys, time, pathlib\nfolder = pathlib.Path(sys.argv[1])\n" + textwrap.dedent(body), encoding="utf-8")
    return [sys.executable, str(script)]


def run(files: list[tuple[str, bytes]], tmp_path: Path, body: str) -> jobs.Job:
    job = jobs.start(files, "spring", command=command(tmp_path, body))
    job.wait(30)
    assert not job.running
    return job


def test_files_arrive_under_their_names_and_the_folder_goes_at_the_end(tmp_path: Path) -> None:
    job = run(
        [("a.txt", b"one"), ("a.txt", b"two"), ("../../etc/b.txt", b"three"), ("C:\\news\\c.txt", b"four")],
        tmp_path,
        """
        found = sorted((p.name, p.read_text()) for p in folder.rglob("*") if p.is_file())
        print(json.dumps({"found": found, "args": sys.argv[2:]}))
        """,
    )
    assert job.report is not None
    assert job.report["found"] == [["a.txt", "one"], ["a.txt", "two"], ["b.txt", "three"], ["c.txt", "four"]]
    assert job.report["args"] == ["--corpus", "spring", "--progress", "json", "--report", "json"]
    assert not job.folder.exists()
    assert job.message == ""


def test_odd_names_arrive_under_ones_that_a_disk_can_bear(tmp_path: Path) -> None:
    names = [
        "2",
        "a.txt",
        "A.txt",
        "a.txt",
        "a.txt",
        "..",
        ".",
        "",
        "/",
        "x" * 400 + ".txt",
        "a\0b.txt",
        ".hidden.txt",
        "é" * 200 + ".md",
        "\u202etxt.a",
        "a?.txt",
    ]
    job = run(
        [(name, str(number).encode()) for number, name in enumerate(names)],
        tmp_path,
        """
        found = sorted(int(p.read_text()) for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
        print(json.dumps({"found": found}))
        """,
    )
    assert job.report is not None
    assert job.report["found"] == list(range(len(names)))


def test_progress_is_the_last_line_read(tmp_path: Path) -> None:
    job = run(
        [("a.txt", b"one")], tmp_path, 'print(json.dumps({"stage": "extracting", "done": 3, "total": 4, "rate": 2.5, "left_s": 0.4}))\nprint("noise")'
    )
    assert job.progress == jobs.Progress("extracting", 3, 4, 2.5, 0.4)
    assert job.progress.share == 0.75
    assert job.report is None


@pytest.mark.parametrize(("done", "total", "share"), [(3, None, 0.0), (0, 0, 0.0), (9, 8, 1.0)])
def test_share_stays_between_nothing_and_all(done: int, total: int | None, share: float) -> None:
    assert jobs.Progress("extracting", done, total).share == share


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("C04: The corpus 'spring' is being built by another process. Wait.", "C04: The corpus 'spring' is being built by another process. Wait."),
        ('Traceback (most recent call last):\\n  File "x.py"\\nKeyError: 1', "U02: Something went wrong on this page."),
        ("", "U02: Something went wrong on this page."),
    ],
)
def test_a_failed_build_says_its_code_and_never_a_traceback(tmp_path: Path, printed: str, shown: str) -> None:
    job = run([("a.txt", b"one")], tmp_path, f"print({printed!r}.replace('\\\\n', chr(10)), file=sys.stderr)\nraise SystemExit(1)")
    assert job.message.startswith(shown)
    assert "Traceback" not in job.message
    assert not job.folder.exists()


def test_a_build_can_be_stopped(tmp_path: Path) -> None:
    job = jobs.start([("a.txt", b"one")], "spring", command=command(tmp_path, "time.sleep(60)"))
    assert job.running
    job.cancel()
    job.wait(30)
    assert not job.running
    assert job.message == ""
    assert not job.folder.exists()
    job.cancel()
