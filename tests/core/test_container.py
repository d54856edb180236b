"""The container's steps, without an engine: what is copied is enough to run, its command starts, its check of health answers."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "Containerfile").read_text(encoding="utf-8")
FINAL = TEXT.rsplit("\nFROM ", 1)[1].splitlines()


def steps(name: str, lines: list[str] = FINAL) -> list[str]:
    return [line.removeprefix(f"{name} ") for line in lines if line.startswith(f"{name} ")]


def command(line: str) -> list[str]:
    """The words of a step in brackets, with this Python in the place of the container's."""
    return [sys.executable if word == "/app/.venv/bin/python" else word for word in json.loads(line[line.index("[") :])]


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """A folder with what the last stage copies out of the checkout."""
    for line in steps("COPY"):
        if line.startswith("--from"):
            continue
        *sources, target = shlex.split(line)
        for source in sources:
            place = tmp_path / "app" / target / (source if target == "./" else "")
            place.parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copyfile(ROOT / source, place)
    return tmp_path / "app"


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
    return found


def test_the_packages_are_the_pinned_ones() -> None:
    assert "COPY requirements.txt ./\nRUN python -m venv .venv && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt" in TEXT


def test_it_runs_without_rights_and_writes_in_its_volume_only() -> None:
    (user,) = steps("USER")
    assert all(int(number) > 0 for number in user.split(":"))
    assert steps("VOLUME") == ["/corpora"]
    (environment,) = steps("ENV")
    assert "ONTHERECORD_CORPORA=/corpora" in environment.split()
    assert f"-o {user.split(':')[0]} -g {user.split(':')[1]} /corpora" in TEXT


def test_what_is_copied_starts_and_is_healthy(image: Path, tmp_path: Path, port: int) -> None:
    (ports,), (start,), (check,) = steps("EXPOSE"), steps("CMD"), steps("HEALTHCHECK")
    given = dict(pair.split("=", 1) for pair in steps("ENV")[0].split())
    given |= {
        "ONTHERECORD_CORPORA": str(tmp_path / "corpora"),
        "ONTHERECORD_MODE": "read-only",
        "HOME": str(tmp_path),
        "ONTHERECORD_ADDRESS": "127.0.0.1",
    }
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | given
    words = [word if word != ports else str(port) for word in command(start)]
    server = subprocess.Popen(words, cwd=image, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert server.stdout is not None
        told = []
        for line in server.stdout:
            told.append(line)
            if "is ready" in line:
                break
        else:
            pytest.fail("".join(told))
        asked = [word.replace(f"localhost:{ports}", f"127.0.0.1:{port}") for word in command(check)]
        done = subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    finally:
        server.terminate()
        server.communicate()
    assert not (tmp_path / "corpora").exists(), "a read-only server writes nothing"


def test_the_documentation_names_tests_that_are_there() -> None:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:tests|benchmarks)/[\w./-]+)`", text))
    assert len(named) > 12
    assert {name for name in named if not (ROOT / name).exists()} == set()


@pytest.mark.parametrize("name", ["deployment", "security"])
def test_settings_that_the_documentation_names_are_there(name: str) -> None:
    from dataclasses import fields

    from ontherecord.settings import Settings

    known = {f"ONTHERECORD_{field.name.upper()}" for field in fields(Settings)}
    text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    assert set(re.findall(r"(?<!\w)ONTHERECORD_[A-Z_]+", text)) <= known
