"""The set-up scripts: what a person is told when something stands in the way."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_a_port_that_is_taken_is_named_with_the_way_out() -> None:
    with socket.socket() as other:
        other.bind(("0.0.0.0", 0))
        other.listen()
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "ontherecord", "app", "--port", str(port)], cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr
    assert f"make run PORT={port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make here")
def test_no_python_is_told_by_make() -> None:
    done = subprocess.run(["make", "setup", "PYTHON="], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "Python 3.11, 3.12 or 3.13 is needed" in done.stdout


def test_packages_that_cannot_be_had_are_told(tmp_path: Path) -> None:
    """Without a network: an index that nobody answers at, and a copy of the script in a folder of its own."""
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "setup.py").write_text((ROOT / "scripts" / "setup.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "requirements.txt").write_text("no-such-package==1 --hash=sha256:" + "0" * 64 + "\n", encoding="utf-8")
    environment = {
        **os.environ,
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_RETRIES": "0",
        "PIP_CONFIG_FILE": os.devnull,
    }
    done = subprocess.run([sys.executable, "scripts/setup.py"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "The packages could not be installed" in done.stderr
    assert "no network" in done.stderr
    assert "Traceback" not in done.stderr
