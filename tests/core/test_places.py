"""Where corpora of an installed copy lie, on each system."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ontherecord import places

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("system", "variables", "expected"),
    [
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/ontherecord"),
        ("linux", {"XDG_DATA_HOME": ""}, "~/.local/share/ontherecord"),
        ("linux", {}, "~/.local/share/ontherecord"),
        ("darwin", {"XDG_DATA_HOME": "/data"}, "~/Library/Application Support/ontherecord"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/ontherecord"),
        ("win32", {}, "~/AppData/Local/ontherecord"),
    ],
)
def test_the_users_folder(system: str, variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert places.user_folder() == Path(expected).expanduser()


def test_a_checkout_keeps_everything_in_itself() -> None:
    assert not places.INSTALLED
    assert places.DATA == ROOT / "data"
    assert places.APP == ROOT / "app.py"
    assert places.CORPORA == ROOT / "corpora"


def test_a_process_of_ours_finds_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    assert places.environment()["PYTHONPATH"].split(":" if sys.platform != "win32" else ";") == [str(ROOT), "elsewhere"]
