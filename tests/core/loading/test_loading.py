"""Files -> articles: each format, each thing that can be wrong with a file. All names and news are invented."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontherecord import loading
from ontherecord.loading import Loaded
from ontherecord.loading.readers import FORMATS
from ontherecord.settings import settings

ONE = "Minister Ada Oda said on Monday that the harbour would open."
TWO = "Captain Ben Tarr told reporters that nobody would leave the island."


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


def load(name: str, data: str | bytes) -> list[Loaded]:
    return list(loading.load_files([(name, data.encode() if isinstance(data, str) else data)]))


def codes(rows: list[Loaded]) -> list[str]:
    return [problem.code.name for row in rows for problem in row.problems]


def texts(rows: list[Loaded]) -> list[str]:
    return [row.article.text for row in rows if row.article]


# Formats ------------------------------------------------------------------------------------------------------------------------------

READ = {  # file name, content -> ids, texts
    "text": ("talks.txt", ONE, ["talks"], [ONE]),
    "ending in capitals": ("Talks.TXT", ONE, ["Talks"], [ONE]),
    "points in the name": ("a.b.txt", ONE, ["a.b"], [ONE]),
    "markdown": ("talks.md", ONE, ["talks"], [ONE]),
    "csv": ("n.csv", f"id,text\na,{ONE}\nb,{TWO}\n", ["a", "b"], [ONE, TWO]),
    "csv without ids": ("n.csv", f"Body\n{ONE}\n\n{TWO}\n", ["n-1", "n-2"], [ONE, TWO]),
    "csv, semicolons": ("n.csv", f"Nr;Full Text;Word, count\n1;{ONE};9\n", ["n-1"], [ONE]),
    "csv, line ends inside": ("n.csv", f'id,content\r\n7,"{ONE}\r\n\r\nMore."\r\n', ["7"], [f"{ONE}\r\n\r\nMore."]),
    "csv, ids made numbers by a spreadsheet": ("n.csv", f"ID,Text\n12.0,{ONE}\n007,{TWO}\n", ["12", "007"], [ONE, TWO]),
    "tsv": ("n.tsv", f"doc_id\ttext\na\t{ONE}\n", ["a"], [ONE]),
    "json, a list": ("n.json", json.dumps([{"id": 12, "text": ONE}, {"id": 13.0, "text": TWO}]), ["12", "13"], [ONE, TWO]),
    "json, a list inside": ("n.json", json.dumps({"ok": True, "data": {"articles": [{"content": ONE}]}}), ["n-1"], [ONE]),
    "json, under ids": ("n.json", json.dumps({"a": {"text": ONE}, "b": {"text": TWO}}), ["a", "b"], [ONE, TWO]),
    "json, one article": ("n.json", json.dumps({"title": "Harbour", "body": ONE}), ["n"], [ONE]),
    "json, paragraphs": ("n.json", json.dumps({"body": [ONE, TWO]}), ["n"], [f"{ONE}\n\n{TWO}"]),
    "jsonl": ("n.jsonl", f'{{"text": "{ONE}"}}\n\n{{"text": "{TWO}"}}\n', ["n-1", "n-3"], [ONE, TWO]),
    "jsonl, line separator in a text": ("n.jsonl", f'{{"text": "{ONE}\u2028Yes."}}\n', ["n-1"], [f"{ONE}\u2028Yes."]),
    "jsonl, half a character": ("n.jsonl", f'{{"text": "{ONE}\\ud83d"}}\n', ["n-1"], [f"{ONE}\ufffd"]),
    "byte order mark": ("talks.txt", "\ufeff" + ONE, ["talks"], [ONE]),
}


@pytest.mark.parametrize(("name", "data", "ids", "expected"), READ.values(), ids=READ)
@pytest.mark.parametrize("packed", [False, True], ids=["", "gz"])
def test_formats(name: str, data: str, ids: list[str], expected: list[str], packed: bool) -> None:
    rows = load(name + ".gz", gzip.compress(data.encode())) if packed else load(name, data)
    assert texts(rows) == expected
    assert [row.article.id for row in rows if row.article] == ids
    assert codes(rows) == (["L23"] if "\ufffd" in expected[0] else [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1"])
def test_encodings(encoding: str) -> None:
    text = f"Café Zürich: {ONE}"
    assert texts(load("a.txt", text.encode(encoding))) == [text]


def test_a_damaged_byte_does_not_change_the_encoding_of_the_rest() -> None:
    text = f"Café “Zürich” – déjà vu, naïve coöperation, Ærø: {ONE}"
    assert texts(load("a.txt", text.encode() + b" caf\xc3")) == [f"{text} caf\ufffd"]


def test_columns_are_known_by_many_names() -> None:
    table = f"Headline;Published On;SOURCE;By-line;Link;Article-ID;Language;Body\nHarbour opens;2025-03-04;The Tern;A. Writer;https://g.example/1;g1;en;{ONE}\n"
    article = load("n.csv", table)[0].article
    assert article is not None
    assert (article.title, article.published_on, article.date_basis) == ("Harbour opens", date(2025, 3, 4), "metadata")
    assert (article.outlet, article.author, article.url, article.id, article.language) == ("The Tern", "A. Writer", "https://g.example/1", "g1", "en")
    assert article.location == "n.csv#1"


def test_fields_may_be_lists_and_objects() -> None:
    item = {"text": ONE, "source": {"id": None, "name": "The Tern"}, "authors": ["A. Writer", "B. Writer"], "title": None, "url": "nan"}
    article = load("n.json", json.dumps([item]))[0].article
    assert article is not None
    assert (article.outlet, article.author, article.title, article.url) == ("The Tern", "A. Writer, B. Writer", None, None)


def test_front_matter_gives_fields_and_is_no_text() -> None:
    article = load(
        "talks.md",
        f"---\ntitle: Harbour opens\noutlet: The Tern\nauthor: [A. Writer, B. Writer]\ndate: 2025-03-04\n---\n\n# Harbour opens\n\n{ONE}\n",
    )[0].article
    assert article is not None
    assert article.text == f"# Harbour opens\n\n{ONE}\n"
    assert (article.title, article.outlet, article.author, article.published_on) == (
        "Harbour opens",
        "The Tern",
        "A. Writer, B. Writer",
        date(2025, 3, 4),
    )
    assert article.headline is not None
    assert article.text[slice(*article.headline)] == "Harbour opens"


def test_front_matter_that_is_broken_is_told_and_the_article_read() -> None:
    rows = load("talks.md", f"---\ntitle: [Harbour\nauthor: x: y\n---\n{ONE}\n")
    assert texts(rows) == [f"{ONE}\n"]
    assert codes(rows) == ["L05"]


def test_dashes_alone_are_no_front_matter() -> None:
    text = f"---\n{ONE}\n---\n{TWO}\n"
    assert texts(load("talks.md", text)) == [text]


def test_the_original_is_kept_to_the_letter() -> None:
    text = f"  â€œNo.â€\r\n\r\n{ONE}\u200b\tSo.  \n\n"
    article = load("a.txt", text)[0].article
    assert article is not None
    assert article.text == text
    assert article.repairs


# What can be wrong --------------------------------------------------------------------------------------------------------------------

WRONG = {  # file name, content -> codes, number of articles that are loaded all the same
    "empty file": ("a.txt", "", ["L07"], 0),
    "blank file": ("a.txt", " \n\ufeff\n", ["L09"], 0),
    "nothing below the header": ("a.csv", "id,text\n", ["L07"], 0),
    "empty list": ("a.json", "[]", ["L07"], 0),
    "binary": ("a.txt", b"\x00\x01\x02" * 100, ["L03"], 0),
    "a picture": ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)) * 9, ["L03"], 0),
    "noise": ("a.txt", bytes(range(1, 32)) * 50, ["L03"], 0),
    "half of UTF-16": ("a.txt", b"\xff\xfeA", ["L03"], 0),
    "a document, renamed": ("a.txt", b"PK\x03\x04 word", ["L03"], 0),
    "not a format": ("a.key", "x", ["L06"], 0),
    "no ending": ("README", ONE, ["L06"], 0),
    "no text column": ("a.csv", "id,headline\n1,Harbour\n", ["L04"], 0),
    "no text key": ("a.jsonl", '{"id": 1, "headline": "Harbour"}\n', ["L04"], 0),
    "no text key in one of two": ("a.jsonl", f'{{"id": 1}}\n{{"text": "{ONE}"}}\n', ["L07"], 1),
    "a row without text": ("a.csv", f"id,text\n1,\n2,{ONE}\n", ["L07"], 1),
    "one word": ("a.txt", "Harbour", ["L09"], 0),
    "only markup": ("a.txt", "<p><script>let a = 1; let b = 2; let c = 3</script></p>", ["L09"], 0),
    "a bad line": ("a.jsonl", f'{{"text": "{ONE}"}}\n{{"text": \n{{"text": "{TWO}"}}\n[1]\n', ["L05", "L05"], 2),
    "broken json": ("a.json", '[{"text": "x"', ["L05"], 0),
    "nested too deeply": ("a.json", "[" * 100_000, ["L05"], 0),
    "a number of many digits": ("a.jsonl", '{"text": ' + "9" * 5000 + "}\n", ["L05"], 0),
    "json of another kind": ("a.json", "12", ["L05"], 0),
    "a row that has moved": ("a.csv", f"id,text\n1,Oda, who was there, said so to us\n2,{ONE}\n", ["L05"], 1),
    "a mark that is never closed": ("a.csv", f'id,text\n1,"{ONE}\n2,{TWO}\n3,"{TWO} Yes."\n', ["L05"], 2),
    "and never again": ("a.csv", f'id,text\n1,{ONE}\n2,"{TWO}\n3,{TWO} Yes.\n', ["L05"], 2),
    "every mark is left open": ("a.csv", "id,text\n" + '1,"a\n' * 300, [*["L05"] * 299, "L09"], 0),
    "broken archive": ("a.txt.gz", b"\x1f\x8b\x08nonsense", ["L05"], 0),
    "archive cut short": ("a.txt.gz", gzip.compress(ONE.encode() * 50)[:-12], ["L05"], 0),
    "no archive at all": ("a.txt.gz", ONE, ["L05"], 0),
    "a month that is none": ("a.jsonl", f'{{"text": "{ONE}", "date": "2025-13-01"}}\n', ["L12"], 1),
}


@pytest.mark.parametrize(("name", "data", "expected", "loaded"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told(name: str, data: str | bytes, expected: list[str], loaded: int) -> None:
    rows = load(name, data)
    assert codes(rows) == expected
    assert len(texts(rows)) == loaded
    for row in rows:
        assert (row.outcome == "loaded") == (row.article is not None)
        for problem in row.problems:
            assert "{" not in str(problem)


FRAGMENTS = [
    *(
        "id,text\n",
        '{"text": "',
        '"}',
        "[",
        "]",
        "{",
        ",",
        '"',
        "\n",
        "\r\n",
        "---\n",
        "title: x\n",
        "date: 2025-13-01\n",
        "<p>",
        "<script>",
        "&#39;",
        "â€",
    ),
    *("39s", "\ud83d", "\x00", "\ufeff", "\u2029", "1e999", "NaN", "March 4, 2025", "ODA (Gull) - ", ONE, "# ", "**", "''"),
]


@hypothesis.settings(deadline=None)
@given(st.sampled_from(sorted(FORMATS)), st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join), st.binary(max_size=20), st.booleans())
def test_nothing_that_a_file_holds_raises(ending: str, text: str, noise: bytes, packed: bool) -> None:
    data = text.encode("utf-8", errors="surrogatepass") + noise
    rows = load(f"a.{ending}.gz", gzip.compress(data)) if packed else load(f"a.{ending}", data)
    assert rows
    for row in rows:
        assert (row.article is None) == (row.outcome != "loaded")
        assert all(str(problem) for problem in row.problems)


def test_columns_found_are_named() -> None:
    assert "id, headline" in str(load("a.csv", "id,headline\n1,Harbour\n")[0].problems[0])


def test_a_bad_line_is_named() -> None:
    row = load("a.jsonl", f'{{"text": "{ONE}"}}\n{{"text": }}\n')[1]
    assert row.location == "a.jsonl#2"
    assert "line 2, column 10" in str(row.problems[0])


def test_a_million_characters_are_left_out_and_told() -> None:
    rows = load("a.jsonl", json.dumps({"id": "long", "text": "word " * 200_000}) + f'\n{{"text": "{ONE}"}}')
    assert codes(rows) == ["L08"]
    assert texts(rows) == [ONE]
    assert "1000000" in str(rows[0].problems[0])


def test_a_cell_may_be_longer_than_a_spreadsheets() -> None:
    text = ("Oda said so again. " * 12_000).strip()
    assert texts(load("a.csv", f"text\n{text}\n")) == [text]


def test_no_more_than_the_limit_is_read_packed_or_not(limits: pytest.MonkeyPatch) -> None:
    limits.setenv("ONTHERECORD_MAX_FILE_MB", "1")
    bomb = gzip.compress(b"a" * 50_000_000)
    assert len(bomb) < 100_000
    assert codes(load("bomb.txt.gz", bomb)) == ["L14"]
    assert codes(load("big.txt", b"a" * 1_100_000)) == ["L14"]


def test_markup_in_an_article_is_not_read() -> None:
    rows = load("a.txt", f"<h1>Harbour</h1><p onclick='x()'>{ONE}</p><script>alert('{TWO}')</script>\n\n**Oda** [left](https://g.example).")
    article = rows[0].article
    assert article is not None
    from ontherecord.loading.repair import ReadingText

    assert ReadingText(article.text, article.repairs).text == f"Harbour\n\n{ONE}\n\n\n\nOda left."


def test_ids_that_stand_twice_are_made_unique() -> None:
    rows = load("a.csv", f"id,text\nx,{ONE}\nx,{TWO}\nx-2,{ONE} Yes.\nx,{TWO} Yes.\n")
    assert [row.article.id for row in rows if row.article] == ["x", "x-2", "x-2-2", "x-3"]
    assert codes(rows) == ["L10", "L10", "L10"]


def test_the_same_text_is_loaded_once() -> None:
    rows = list(
        loading.load_files(
            [("a.txt", ONE.encode()), ("b.txt", f"{ONE}\r\n".encode()), ("c.txt", ONE.replace(" ", "\xa0").encode()), ("a.txt", ONE.encode())]
        )
    )
    assert [row.outcome for row in rows] == ["loaded", "duplicate", "duplicate", "duplicate"]
    assert codes(rows) == ["L11", "L11", "L11"]
    assert [row.article is None for row in rows] == [False, True, True, True]


def test_the_same_text_is_loaded_again_if_asked() -> None:
    rows = list(loading.load_files([("a.txt", ONE.encode()), ("b.txt", ONE.encode())], duplicates=True))
    assert [row.article.id for row in rows if row.article] == ["a", "b"]


def test_another_language_is_left_out() -> None:
    german = "Der Minister sagte am Montag, dass die Regierung der Insel das Geld für den Hafen nicht zahlen werde. " * 4
    russian = "Министр острова сказал, что правительство не будет платить за гавань. " * 4
    rows = [*load("a.txt", german), *load("b.txt", russian), *load("c.txt", "Der Minister sagte nichts dazu."), *load("d.txt", (ONE + " ") * 9)]
    assert codes(rows) == ["L15", "L15"]
    assert "German" in str(rows[0].problems[0])


# Paths --------------------------------------------------------------------------------------------------------------------------------


def test_folders_are_read_in_order_and_hidden_files_passed_over(tmp_path: Path) -> None:
    for name, text in {"b.txt": ONE, "a/z.txt": TWO, ".hidden.txt": "x", ".git/c.txt": "y", "notes.key": "z"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    rows = list(loading.load_paths([tmp_path]))
    assert [row.location for row in rows] == ["a/z.txt", "b.txt", "notes.key"]
    assert codes(rows) == ["L06"]


def test_a_link_that_leads_round_in_circles_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ONE, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    rows = list(loading.load_paths([tmp_path]))
    assert texts(rows) == [ONE]


def test_missing_path_and_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    rows = list(loading.load_paths([tmp_path / "missing.txt", tmp_path / "empty"]))
    assert codes(rows) == ["L01", "L02"]
    assert {row.outcome for row in rows} == {"left out"}


def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "dead.txt").symlink_to(tmp_path / "gone.txt")
    assert codes(list(loading.load_paths([tmp_path]))) == ["L13", "L13"]


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ONE, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # root may read everything, so the refusal is played
    rows = list(loading.load_paths([path]))
    assert codes(rows) == ["L13"]
    assert "Permission denied" in str(rows[0].problems[0])


def test_locations_name_no_folder_of_this_machine(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ONE, encoding="utf-8")
    for paths in ([tmp_path], [tmp_path / "a.txt"]):
        article = next(iter(loading.load_paths(paths))).article
        assert article is not None
        assert article.location == "a.txt"


def test_text_in_hand() -> None:
    row = loading.load_text(f"Harbour opens\n\n{ONE}", published_on="4 March 2025", outlet="The Tern")
    assert row.article is not None
    assert (row.article.id, row.article.title, row.article.published_on, row.article.date_basis) == (
        "pasted",
        "Harbour opens",
        date(2025, 3, 4),
        "given",
    )
    assert codes([loading.load_text(ONE, published_on="March")]) == ["L12"]
    assert codes([loading.load_text(" ")]) == ["L07"]
