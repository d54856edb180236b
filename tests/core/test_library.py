"""``import ontherecord as otr``: what is public, what importing costs, what the names do; and the blocks of docs/library.md."""

from __future__ import annotations

import ast
import inspect
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import ontherecord as otr
from ontherecord.errors import Code
from ontherecord.library import Findings
from tests.builders import article, person, quote, small_corpus

ROOT = Path(__file__).resolve().parents[2]
TEXT = """Harbour talks

Kari Lund, the Norwegian fisheries minister, backed the harbour treaty on Monday. “We will sign it,” she said, “and we will keep it.”

French President Paul Rein said he opposed the harbour treaty."""


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout


# --- the names


def test_importing_loads_nothing_heavy_and_takes_no_time() -> None:
    code = """
import sys, time
start = time.process_time()
import ontherecord
took = time.process_time() - start  # of this process: others may keep the machine busy
dir(ontherecord), ontherecord.Problem, ontherecord.Quote
print(took, *{"spacy", "pandas", "duckdb", "pyarrow", "numpy"} & set(sys.modules))
"""
    took, *heavy = python(code).split()
    assert float(took) < 0.2
    assert "spacy" not in heavy
    assert "pandas" not in heavy
    assert "duckdb" not in heavy


def test_every_public_name_is_there_told_and_in_the_documentation() -> None:
    text = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    for name in otr.__all__:
        found = getattr(otr, name)
        assert inspect.getdoc(found), name
        assert f"`{name}`" in text or f"otr.{name}" in text, f"{name} is not in docs/library.md"
    assert set(otr.__all__) <= set(dir(otr))


def test_names_for_editors_are_those_that_are_loaded() -> None:
    tree = ast.parse((ROOT / "ontherecord" / "__init__.py").read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    told = {f"{node.module}": {alias.name for alias in node.names} for node in block.body if isinstance(node, ast.ImportFrom)}
    assert told == {f"ontherecord.{home}": set(names) for home, names in otr._HOMES.items()}
    assert set().union(*told.values()) == set(otr.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="extrakt"):
        otr.extrakt  # noqa: B018


# --- one text


@pytest.fixture(scope="module")
def found() -> otr.Findings:
    return otr.extract(TEXT, published_on="2025-03-14", outlet="Valley Post")


@pytest.mark.model
def test_quotes_and_positions_are_in_words(found: otr.Findings) -> None:
    first = found.quotes[0]
    assert first.content == "We will sign it … and we will keep it."
    assert (first.speaker, first.country, first.cue, first.source) == ("Kari Lund", "NO", "said", "she")
    assert [found.text(piece) for piece in first.record.pieces] == ["We will sign it", "and we will keep it."]
    sides = {(p.actor, p.toward) for p in found.positions}
    assert ("Kari Lund", "for") in sides
    assert all(sentence in TEXT for p in found.positions for sentence in p.evidence)
    assert repr(found).startswith("<Findings: 2 quotes, ")
    assert {e.name for e in found.entities} >= {"Kari Lund", "Paul Rein"}
    assert found.article.published_on == date(2025, 3, 14)


@pytest.mark.model
@pytest.mark.parametrize("what", ["quotes", "positions", "entities"])
def test_a_frame_has_a_row_for_each_in_the_same_words(found: otr.Findings, what: str) -> None:
    frame = found.to_frame(what)  # type: ignore[arg-type]
    things = getattr(found, what)
    assert len(frame) == len(things)
    if what == "quotes":
        assert list(zip(frame["content"], frame["speaker"], strict=True)) == [(q.content, q.speaker) for q in things]
    if what == "positions":
        assert list(zip(frame["target"], frame["actor"], strict=True)) == [(p.target, p.actor) for p in things]


@pytest.mark.model
def test_a_dict_is_what_the_command_prints(found: otr.Findings) -> None:
    assert [q["speaker"] for q in json.loads(json.dumps(found.to_dict()))["quotes"]] == [q.speaker for q in found.quotes]
    with pytest.raises(ValueError, match="articles"):
        found.to_frame("articles")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lots", "told"),
    [
        (["said"], "1 quote, "),
        (["said", "said"], "2 quotes, "),
        (["said", "not said"], "1 quote (1 more not said), "),
        (["supposed", "disowned", "not said"], "0 quotes (3 more not said), "),
        ([], "0 quotes, "),
    ],
)
def test_what_was_not_said_is_kept_and_told_apart(lots: list[str], told: str) -> None:
    marked = "[Lee](lee) came. " + " ".join(f"{{s{n}:[Lee](lee)}} {{c{n}:spoke}} of {{q{n}:rain}}." for n in range(1, len(lots) + 1))
    quotes = [quote(n, "lee", asserted=lot) for n, lot in enumerate(lots, 1)]
    found = Findings(article("x", marked, entities={"lee": person("Lee")}, quotes=quotes))
    assert [q.asserted for q in found.quotes] == list(found.to_frame("quotes")["asserted"]) == lots
    assert repr(found) == f"<Findings: {told}0 positions, 1 entity>"


@pytest.mark.parametrize(
    ("text", "code"),
    [("", Code.L07), ("Too short.", Code.L09), ("Der Minister sagte am Montag, dass er den Vertrag nicht unterschreiben werde. " * 5, Code.L15)],
)
def test_a_text_that_cannot_be_read_is_a_problem(text: str, code: Code) -> None:
    with pytest.raises(otr.Problem) as caught:
        otr.extract(text)
    assert caught.value.code is code


@pytest.mark.model
def test_a_date_that_is_none_is_a_warning() -> None:
    with pytest.warns(UserWarning, match="L12"):
        otr.extract(TEXT, published_on="soon")


@pytest.mark.model
def test_files_are_read_one_after_another(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    with pytest.warns(UserWarning, match="L07"):
        (one,) = otr.extract_files(str(tmp_path))
    assert one.article.id == "a"


# --- a corpus

SMALL = otr.Corpus.of(small_corpus(), "small")


@pytest.mark.parametrize("country", ["FR", ["FR"], ("FR",)])
def test_a_corpus_gives_frames_of_what_filters_let_through(country: str) -> None:
    french = SMALL.positions(otr.Filters(country=country))  # type: ignore[arg-type]
    assert set(french["country"]) == {"FR"}
    assert len(french) < len(SMALL.positions())
    assert set(SMALL.quotes(otr.Filters(country=country))["country"]) == {"FR"}  # type: ignore[arg-type]


@pytest.mark.parametrize("question", ["quotes", "positions", "entities", "articles", "issues"])
def test_every_question_takes_filters_and_a_limit(question: str) -> None:
    ask = getattr(SMALL, question)
    assert len(ask(limit=1)) == 1
    assert len(ask()) > len(ask(otr.Filters(words="no such words")))


@pytest.mark.parametrize("question", ["quotes", "positions", "entities", "articles", "issues", "report"])
def test_columns_are_those_of_the_documentation(question: str) -> None:
    text = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    assert f"| {question} | {', '.join(getattr(SMALL, question)().columns)} |" in text


def test_days_may_be_written_as_text() -> None:
    assert otr.Filters(since="2025-03-01") == otr.Filters(since=date(2025, 3, 1))  # type: ignore[arg-type]
    with pytest.raises(otr.Problem) as caught:
        otr.Filters(until="March")  # type: ignore[arg-type]
    assert caught.value.code is Code.F02


def test_a_value_that_the_corpus_lacks_is_a_warning_and_matches_nothing() -> None:
    with pytest.warns(UserWarning, match="'ZZ' is not among the values of country") as caught:
        assert SMALL.positions(otr.Filters(country="ZZ")).empty  # type: ignore[arg-type]
    assert caught[0].filename == __file__


def test_an_article_of_a_corpus_is_given_whole() -> None:
    found = SMALL.findings("dam-1")
    assert found.quotes[1].content == "We have waited for ten years … We will not wait for an eleventh."
    with pytest.raises(otr.Problem):
        SMALL.findings("no such")


def test_a_corpus_is_exported() -> None:
    assert SMALL.export("positions", "csv", otr.Filters(country="FR")).decode("utf-8-sig").startswith("#")  # type: ignore[arg-type]


@pytest.mark.model
def test_a_corpus_is_built_opened_and_told(corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    built = otr.build(tmp_path / "a.txt", "spring", notice="Fiction.")
    assert otr.corpora() == ["spring"]
    assert list(built.report()["outcome"]) == ["loaded"]
    assert isinstance(otr.Corpus.open("spring"), otr.Corpus)
    with pytest.raises(otr.Problem) as caught:
        otr.build(tmp_path / "none.txt", "spring")
    assert caught.value.code is Code.C06


# --- the documentation


@pytest.mark.model
def test_the_blocks_of_the_documentation_run(corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Top to bottom, in one notebook, in a folder that has what the text says it has. A comment ``# -> x`` behind an expression is its value."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", text, re.M | re.S)
    assert len(blocks) > 3
    space: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "docs/library.md", "exec"), space)
        for line in block.splitlines():
            if "  # -> " in line:
                expression, _, value = line.partition("  # -> ")
                assert repr(eval(expression, space)) == value.strip(), line
