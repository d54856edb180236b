"""What is said of an article: of a length that lists can bear, without what steers or runs, and only what makes sense."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ontherecord import loading
from ontherecord.errors import Problem
from ontherecord.loading.run import LENGTHS
from ontherecord.model import web_address
from ontherecord.settings import settings
from tests.core.loading.killers import STORY


def _one(**said: object) -> loading.Loaded:
    (row,) = loading.load_files([("a.json", json.dumps([{"text": STORY, **said}]).encode())])
    return row


@pytest.mark.parametrize("field", ["id", "title", "outlet", "author"])
def test_long_details_are_cut_and_told(field: str) -> None:
    row = _one(**{field: "Tern " * 1_000_000})
    assert row.article is not None
    assert 0 < len(getattr(row.article, field)) <= LENGTHS[field]
    assert [problem.code.name for problem in row.problems] == ["L28"]
    assert all(len(str(problem)) < 1_000 for problem in row.problems)


@pytest.mark.parametrize("field", ["url", "date", "language"])
def test_long_details_that_would_be_others_when_cut_are_left_out(field: str) -> None:
    row = _one(**{field: "https://tern.example/" + "a" * 5_000})
    assert row.article is not None
    assert row.article.url is None
    assert row.article.published_on is None
    assert "L28" in [problem.code.name for problem in row.problems]


def test_details_of_a_usual_length_are_kept() -> None:
    said = {"id": "t-1", "title": "Harbour opens", "outlet": "The Tern", "author": "Iris Penn", "url": "https://tern.example/a?b=c:d"}
    row = _one(**said)
    assert row.article is not None
    assert {name: getattr(row.article, name) for name in said} == said
    assert row.problems == ()


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://tern.example/a", True),
        ("http://tern.example:8080/a:b", True),
        ("HTTPS://TERN.EXAMPLE", True),
        ("ftp://tern.example/a", True),
        ("tern.example/a", True),
        ("//tern.example/a", True),
        ("tern.example:8080/a", True),
        ("/news/a:b", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        (" java\tscript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("vbscript:a", False),
        ("file:///etc/hosts", False),
        ("tern.example?a=javascript:1", True),
    ],
)
def test_only_addresses_of_the_web_are_kept(url: str, kept: bool) -> None:
    assert (web_address(url) is not None) == kept
    row = _one(url=url)
    assert row.article is not None
    assert (row.article.url is not None) == kept
    assert ("L29" in [problem.code.name for problem in row.problems]) != kept


@pytest.mark.parametrize("outlet", ["The\0Tern", "The \u202eTern", "\ud800The Tern", "The\nTern", "The\x1b[31m Tern", "\ufeffThe Tern"])
def test_an_outlet_in_odd_characters_is_one_line_of_visible_ones(outlet: str) -> None:
    article = _one(outlet=outlet).article
    assert article is not None
    assert article.outlet is not None
    assert article.outlet.replace("\ufffd", "").isprintable()
    assert "Tern" in article.outlet
    article.outlet.encode()


@pytest.mark.parametrize("data", [b"\xff\xfe\xfa", b"T\x9cern", b"\xed\xa0\x80 Tern", "Тёрн".encode("koi8-r")])
def test_an_outlet_in_odd_bytes_does_no_harm(data: bytes) -> None:
    rows = list(
        loading.load_files([("a.csv", b"text,outlet\n" + STORY.replace("“", '""').replace("”", '""').join('""').encode() + b"," + data + b"\n")])
    )
    for row in rows:
        assert row.article is not None or row.problems
        (row.outlet or "").encode()


@pytest.mark.parametrize("month", ["Auguſt", "AUGUST", "auguſt", "aprıl", "APRİL"])
def test_letters_that_patterns_take_for_others_make_a_month(month: str) -> None:
    loaded = loading.load_text(f"Harbour opens\n\nPublished: {month} 5, 2024\n\n{STORY}")
    assert loaded.article is not None
    assert str(loaded.article.published_on) in {"2024-08-05", "2024-04-05"}


def test_two_files_of_one_name_are_both_read() -> None:
    rows = list(loading.load_files([("a.txt", STORY.encode()), ("a.txt", f"{STORY} Again.".encode())]))
    assert [row.article.id for row in rows if row.article] == ["a", "a-2"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("BATCH_SIZE", value) for value in ("0", "-1", "nan", "1e9", "", "two", "9" * 50)),
        *((name, "0") for name in ("MAX_CHARACTERS", "MAX_FILE_MB", "MAX_SECONDS", "MAX_UPLOAD_MB")),
        ("MIN_WORDS", "-1"),
        ("PROCESSES", "-3"),
        ("EXTRACTION", "quick"),
    ],
)
def test_settings_that_make_no_sense_are_told(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"ONTHERECORD_{name}", value)
    settings.cache_clear()
    with pytest.raises(Problem) as told:
        settings()
    settings.cache_clear()
    assert told.value.code.name == "S01"
    assert len(str(told.value)) < 300


@pytest.mark.parametrize("written", ["batch_size = true", "batch_size = 2.5", "batch_size = inf", "batch_size = [1]", "max_file_mb = '0'"])
def test_a_settings_file_that_makes_no_sense_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: str) -> None:
    (tmp_path / "a.toml").write_text(written, encoding="utf-8")
    monkeypatch.setenv("ONTHERECORD_CONFIG", str(tmp_path / "a.toml"))
    settings.cache_clear()
    with pytest.raises(Problem) as told:
        settings()
    settings.cache_clear()
    assert told.value.code.name == "S01"
