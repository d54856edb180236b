"""Settings: from the environment and a file, and what a person is told of a wrong one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ontherecord.cli import main
from ontherecord.errors import Code, Problem
from ontherecord.settings import settings


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "own.toml"
    file.write_text('max_upload_mb = 7\nmodel = "en_other"\nunknown = 1\n', encoding="utf-8")
    monkeypatch.setenv("ONTHERECORD_CONFIG", str(file))
    monkeypatch.setenv("ONTHERECORD_MODEL", "en_third")
    assert (settings().max_upload_mb, settings().model, settings().min_words) == (7, "en_third", 5)


@pytest.mark.parametrize(("content", "code"), [('max_file_mb = "many"', Code.S01), ("max_file_mb = ", Code.S02)])
def test_a_wrong_file_is_named(content: str, code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "own.toml"
    file.write_text(content, encoding="utf-8")
    monkeypatch.setenv("ONTHERECORD_CONFIG", str(file))
    with pytest.raises(Problem) as caught:
        settings()
    assert caught.value.code is code


def test_a_wrong_setting_is_told_without_a_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ONTHERECORD_PROCESSES", "two")
    assert main(["corpora"]) == 1
    assert capsys.readouterr().err.startswith("S01: The setting processes cannot be 'two'.")
