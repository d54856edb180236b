"""Files that are broken, wrong or hostile, of every format: a clear row each, in bounded time and memory, and the rest is loaded."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ontherecord import loading
from ontherecord.errors import Problem
from ontherecord.loading import Loaded
from ontherecord.settings import settings
from tests.core.loading import made
from tests.core.loading.made import ONE, THREE, TWO

SAMPLES = made.samples()
GOOD = ("good.txt", b"Governor Ida Lund told the council that the ferry would sail again on Friday, whatever the weather.")


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


def load(name: str, data: bytes, seconds: float = 10) -> list[Loaded]:
    """Loads the file between two that are sound, checks what holds for any file, and gives its rows."""
    began = time.process_time()  # of this process: other work on the machine does not count
    rows = list(loading.load_files([GOOD, (name, data), ("last.txt", GOOD[1] + b" She left.")]))
    assert time.process_time() - began < seconds
    assert rows[0].article is not None
    assert rows[-1].article is not None
    for row in rows:
        assert (row.article is None) == (row.outcome != "loaded")
        assert row.article is not None or row.problems
        assert not any("\ud800" <= c <= "\udfff" for c in (row.article.text if row.article else ""))
        for problem in row.problems:
            assert isinstance(problem, Problem)
            assert not re.search(r"\{\w+(?:!r)?\}", problem.todo)
            assert "Traceback" not in str(problem)
            assert len(str(problem)) < 3_000
    return rows[1:-1]


def codes(rows: list[Loaded]) -> list[str]:
    return [problem.code.name for row in rows for problem in row.problems]


@pytest.mark.parametrize("ending", SAMPLES)
def test_cut_short(ending: str) -> None:
    data = SAMPLES[ending]
    for share in (0.02, 0.3, 0.6, 0.9, 0.99):
        assert load(f"cut.{ending}", data[: int(share * len(data))])


@pytest.mark.parametrize("ending", SAMPLES)
def test_flipped_bits(ending: str) -> None:
    chance = random.Random(7)
    for _ in range(8):
        data = bytearray(SAMPLES[ending])
        for _ in range(max(1, len(data) // 200)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        assert load(f"bits.{ending}", bytes(data))


@pytest.mark.parametrize("ending", SAMPLES)
def test_empty_or_blank(ending: str) -> None:
    assert codes(load(f"none.{ending}", b"")) in (["L07"], ["L05"])
    assert set(codes(load(f"none.{ending}", b" \n \n"))) <= {"L05", "L07", "L09"}


@pytest.mark.parametrize("ending", SAMPLES)
def test_wrong_ending(ending: str) -> None:
    """Each format under the name of each other one: read as what it is, or refused; never garbled."""
    for other in SAMPLES:
        for row in load(f"wrong.{other}", SAMPLES[ending]):
            if row.article is not None:
                assert not any("\ufffd" in text or "\x00" in text for text in (row.article.text, row.article.title or ""))


@pytest.mark.parametrize("ending", SAMPLES)
def test_noise(ending: str) -> None:
    chance = random.Random(11)
    head = SAMPLES[ending][:8]
    for size in (20, 3_000):
        assert load(f"noise.{ending}", head + chance.randbytes(size))


# What is made to do harm --------------------------------------------------------------------------------------------------------------------


def test_bombs_are_not_unpacked(limits: pytest.MonkeyPatch) -> None:
    limits.setenv("ONTHERECORD_MAX_FILE_MB", "50")
    zeros = b"a" * 12_000_000
    sheet = made.xlsx([["text"], [ONE]])
    stream = io.BytesIO(sheet)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", zeros)
    bombs = {
        "bomb.zip": made.packed({"a.txt": zeros}),
        "bomb.docx": made.packed({"word/document.xml": zeros}),
        "bomb.xlsx": stream.getvalue(),
    }
    tracemalloc.start()
    for name, bomb in bombs.items():
        rows = load(name, bomb)
        assert codes(rows) == ["L16"], name
        assert "not opened" in str(rows[0].problems[0])
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()


def test_archives_in_archives_end() -> None:
    data = made.packed({"a.txt": ONE.encode()})
    for _ in range(6):
        data = made.packed({"in.zip": data, "b.txt": TWO.encode()})
    rows = load("deep.zip", data)
    assert "L16" in codes(rows)
    assert [row.article.text for row in rows if row.article] == [TWO]


def test_an_archive_unpacks_to_no_more_than_its_budget(limits: pytest.MonkeyPatch) -> None:
    limits.setenv("ONTHERECORD_MAX_FILE_MB", "1")
    chance = random.Random(3)
    files = {f"{n}.txt": chance.randbytes(450_000).hex().encode() for n in range(5)}  # 0.9 MB each; four are the most
    for name, data in {"much.zip": made.packed(files, zipfile.ZIP_STORED), "much.tar": made.tarred(files, mode="w")}.items():
        rows = load(name, data)
        assert "holds more than is unpacked at once" in str(rows[-1].problems[0])
        assert len(rows) == 5


def test_names_that_lead_out_of_an_archive() -> None:
    files = {"../../etc/passwd.txt": TWO.encode(), "/root/a.txt": TWO.encode(), "C:/a.txt": TWO.encode(), "fine.txt": ONE.encode()}
    for name, data in {"a.zip": made.packed(files), "a.tar.gz": made.tarred(files, {"link.txt": "/etc/passwd"})}.items():
        rows = load(name, data)
        assert [row.article.text for row in rows if row.article] == [ONE]
        assert set(codes(rows)) == {"L16"}
        assert any("leads out" in str(problem) for row in rows for problem in row.problems)


def test_a_locked_archive() -> None:
    data = bytearray(made.packed({"a.txt": ONE.encode()}))
    data[6] |= 1  # the flag that says so, in both places
    data[data.index(b"PK\x01\x02") + 8] |= 1
    rows = load("a.zip", bytes(data))
    assert "password" in str(rows[0].problems[0])


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_billion_laughs(encoding: str) -> None:
    text = LAUGHS.replace("{root}", "rss") + f"<rss><channel><item><description>{ONE}&j;</description></item></channel></rss>"
    rows = load("laughs.xml", text.replace('"1.0"', f'"1.0" encoding="{encoding}"').encode(encoding))
    assert codes(rows) == ["L16"]
    outside = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><item><title>{ONE} &x;</title></item></channel></rss>'
    assert codes(load("outside.xml", outside.encode())) == ["L16"]


def test_a_billion_laughs_in_a_word_document() -> None:
    good = made.docx([ONE])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = LAUGHS.replace("{root}", "w:document").encode() + data.replace(ONE.encode(), b"&j;")
            new.writestr(name, data)
    tracemalloc.start()
    rows = load("laughs.docx", stream.getvalue())
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()
    assert codes(rows)[0] in {"L05", "L07"}


def test_a_table_of_a_hundred_thousand_columns() -> None:
    names = ",".join(f"c{n}" for n in range(100_000))
    rows = load("wide.csv", f"{names},text\n{',' * 100_000}{ONE.replace(',', '')}\n".encode())
    assert len([row for row in rows if row.article]) == 1
    rows = load("wide.csv", f"{names}\n{','.join('1' * 100_000)}\n".encode())
    assert codes(rows) == ["L04"]
    found = loading.columns(("wide.csv", f"{names}\n{','.join('1' * 100_000)}\n".encode()))
    assert found is not None
    assert len(found.names) <= 500


def test_a_sheet_with_a_cell_in_the_farthest_corner() -> None:
    far = '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert codes(load("far.xlsx", made.xlsx(sheet_xml=far))) == ["L16"]


def test_a_small_file_that_holds_one_text_a_million_times(limits: pytest.MonkeyPatch) -> None:
    limits.setenv("ONTHERECORD_MAX_FILE_MB", "1")
    data = made.parquet([{"text": "word " * 20_000}] * 200)
    assert len(data) < 200_000
    rows = load("again.parquet", data)
    assert codes(rows)[-1] == "L14"
    assert len(rows) < 20


def test_half_characters() -> None:
    half = json.dumps({"title": "Half \ud83d", "text": f"{ONE} \ud83d\udc4d \ud83d"})
    article = load("half.json", half.encode())[0].article
    assert article is not None
    assert article.text == f"{ONE} \U0001f44d \ufffd"
    for name, data in {
        "half.html": f"<html><body><p>{ONE} &#xD83D; and {TWO} &#55357;</p></body></html>".encode(),
        "half.xml": f"<rss><channel><item><description>{ONE} &#xD83D;</description></item></channel></rss>".encode(),
        "half.csv": f"text\n{ONE.replace(',', '')} ".encode() + b"\xed\xa0\xbd\n",
        "half.rtf": ("{\\rtf1\\ansi " + ONE + " \\u-10179?}").encode(),
        "half.txt": ONE.encode() + b" \xed\xa0\xbd",
    }.items():
        assert any(row.article for row in load(name, data)), name


def test_lines_of_different_encodings_in_one_file() -> None:
    lines = [
        b"id,text\n",
        f"a,Zoë Café said so – {THREE}\n".encode(),
        f"b,Zoë Café said no – {THREE}\n".encode("cp1252"),
        f"c,“No” {THREE}\n".encode(),
    ]
    assert [row.article.text for row in load("mixed.csv", b"".join(lines)) if row.article] == [
        f"Zoë Café said so – {THREE}",
        f"Zoë Café said no – {THREE}",
        f"“No” {THREE}",
    ]


@pytest.mark.parametrize("unit", ["<div>", "<p><b><i>", "<table><tr><td>", "<a href='", "<!--", "&amp;", "<script>", "<![CDATA["])
@pytest.mark.parametrize("ending", ["html", "xml"])
def test_tags_without_end(unit: str, ending: str) -> None:
    data = (f"<html><body><p>{ONE}</p>" if ending == "html" else "<rss><channel><item><description>") + unit * 30_000
    assert load(f"deep.{ending}", data.encode(), seconds=20)


def test_rtf_without_end() -> None:
    for unit in ("{", "\\par ", "{\\*\\x ", "\\'", "\\u1?", "}"):
        assert load("deep.rtf", ("{\\rtf1 " + ONE + unit * 50_000).encode())


def test_links_that_lead_round(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "one.txt").write_text(ONE, encoding="utf-8")
    (folder / "a" / "b" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "a" / "b" / "self.txt").symlink_to(folder / "a" / "b" / "self.txt")
    (folder / "gone.docx").symlink_to(tmp_path / "gone.docx")
    (folder / "z.zip").write_bytes(made.packed({"two.txt": TWO.encode()}))
    rows = list(loading.load_paths([folder]))
    assert [row.article.text for row in rows if row.article] == [ONE, TWO]
    assert codes(rows) == ["L13", "L13"]


def test_a_gzip_of_several_parts_and_with_rubbish_behind() -> None:
    assert load("a.txt.gz", gzip.compress(ONE.encode()) + gzip.compress(b" " + TWO.encode()))[0].article is not None
    assert codes(load("a.txt.gz", gzip.compress(ONE.encode()) + b"rubbish")) == ["L05"]
