"""Columns of tables: recognised, shown with a preview, given by a person. All news is invented."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from ontherecord import loading
from ontherecord.errors import Problem
from ontherecord.loading import Loaded
from ontherecord.loading.repair import ReadingText
from tests.core.loading import made
from tests.core.loading.made import ONE, TEXT, THREE, TITLE, TWO


def load(name: str, data: bytes | str, **columns: str) -> list[Loaded]:
    return list(loading.load_files([(name, data.encode() if isinstance(data, str) else data)], columns=columns))


def codes(rows: list[Loaded]) -> list[str]:
    return [problem.code.name for row in rows for problem in row.problems]


LONG = f"{ONE} {TWO} {THREE}".replace('"', "")
ODD = {"Nr": "1", "Oben": TITLE, "Wann": "2025-03-04", "Blatt": "The Tern", "Das Ganze": LONG}
ODD_FILES = {
    "odd.csv": f"{';'.join(ODD)}\n{';'.join(ODD.values())}\n".encode(),
    "odd.tsv": ("\t".join(ODD) + "\n" + "\t".join(ODD.values()) + "\n").encode(),
    "odd.xlsx": made.xlsx([list(ODD), list(ODD.values())]),
    "odd.json": json.dumps([ODD]).encode(),
    "odd.jsonl": json.dumps(ODD).encode(),
    "odd.parquet": made.parquet([ODD]),
    "odd.csv.gz": gzip.compress(f"{';'.join(ODD)}\n{';'.join(ODD.values())}\n".encode()),
}
GIVEN = {"title": "Oben", "date": "wann", "outlet": "Blatt", "text": "Das Ganze", "id": "Nr"}


@pytest.mark.parametrize(("name", "data"), ODD_FILES.items(), ids=ODD_FILES)
def test_columns_that_a_person_names_are_used(name: str, data: bytes) -> None:
    rows = load(name, data, **GIVEN)
    article = rows[0].article
    assert article is not None
    assert (article.id, article.title, article.published_on, article.outlet, article.text) == ("1", TITLE, date(2025, 3, 4), "The Tern", LONG)
    assert codes(rows) == []


@pytest.mark.parametrize(("name", "data"), ODD_FILES.items(), ids=ODD_FILES)
def test_a_preview_shows_what_is_there_and_what_it_is_taken_for(name: str, data: bytes) -> None:
    found = loading.columns((name, data))
    assert found is not None
    assert found.names == tuple(ODD)
    assert dict(found.fields) == {"text": "Das Ganze"}
    assert found.guessed == {"text"}
    assert found.rows[0]["Oben"] == TITLE
    assert found.rows[0]["Das Ganze"] == LONG[:300]
    confirmed = loading.columns((name, data), given=GIVEN)
    assert confirmed is not None
    assert dict(confirmed.fields) == {**GIVEN, "date": "Wann"}
    assert confirmed.guessed == frozenset()


def test_a_text_column_that_no_name_tells_is_taken_and_told() -> None:
    rows = load("odd.csv", ODD_FILES["odd.csv"])
    assert codes(rows) == ["L20", "L25"]
    assert "Oben, Wann, Blatt" in str(rows[0].problems[1])
    assert "'Das Ganze'" in str(rows[0].problems[0])
    assert rows[0].article is not None


def test_a_column_that_is_not_there_is_told_and_the_known_ones_are_used() -> None:
    rows = load("a.csv", made.CSV, title="Headline")
    assert codes(rows) == ["L19"]
    assert rows[0].article is not None
    assert rows[0].article.title == TITLE


def test_a_column_that_is_given_wins_over_a_name_and_serves_once() -> None:
    article = load("a.csv", f"title,headline,source,text\nShort,{TITLE},The Tern,{ONE.replace(',', '')}\n", title="headline", author="source")[
        0
    ].article
    assert article is not None
    assert (article.title, article.author, article.outlet) == (TITLE, "The Tern", None)


HEADINGS = {
    "German": "Titel;Text;Datum;Zeitung;Autor",
    "German, marks": "Überschrift;Volltext;Veröffentlicht;Quelle;Verfasser",
    "French": "Titre;Texte;Date;Journal;Auteur",
    "French, marks": "TITRE;Texte intégral;Publié le;Média;Auteurs",
    "Spanish": "titular;contenido;fecha;periódico;autor",
    "Spanish without its marks": "titulo;texto;fecha;periodico;autora",
    "Italian": "titolo;testo;data di pubblicazione;testata;autore",
    "Portuguese": "Título;Conteúdo;Data de publicação;Jornal;Autora",
    "Dutch": "kop;tekst;datum;krant;auteur",
    "Factiva's codes": "HD;TD;PD;SN;BY",
}


@pytest.mark.parametrize("heading", HEADINGS.values(), ids=HEADINGS)
def test_headings_in_other_languages(heading: str) -> None:
    rows = load("a.csv", f"{heading}\n{TITLE};{ONE};04.03.2025;The Tern;By Iris Penn\n")
    article = rows[0].article
    assert article is not None
    assert (article.title, article.text, article.published_on, article.outlet, article.author) == (
        TITLE,
        ONE,
        date(2025, 3, 4),
        "The Tern",
        "Iris Penn",
    )
    assert codes(rows) == []


UNKNOWN = {
    "in a language that is not known": ("tytuł;text;gazeta", "title or date or outlet", "tytuł, gazeta"),
    "one is known": ("title;text;kiedy", "date or outlet", "kiedy"),
    "all are known": ("title;text;date;outlet;label", None, None),
    "there is nothing else": ("id;text", None, None),
    "numbers of rows": ("Nr.;text;word count", None, None),
}


@pytest.mark.parametrize(("heading", "fields", "unused"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_table_in_which_no_column_is_known_as_the_date_says_so(heading: str, fields: str | None, unused: str | None) -> None:
    names = heading.split(";")
    cells = {"text": ONE, "date": "2025-03-04"}
    values = ";".join(cells.get(name, "x") for name in names)
    objects = json.dumps([dict(zip(names, values.split(";"), strict=True))])
    for rows in (load("a.csv", f"{heading}\n{values}\n{values} more\n"), load("a.json", objects)):
        told = [str(problem) for row in rows for problem in row.problems if problem.code.name == "L25"]
        assert len(told) == (fields is not None)
        assert all(f"known as {fields}." in text and f"not used: {unused}." in text for text in told)


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "sep=;;;"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_excel_s_first_line_names_the_separator(first: str, end: str) -> None:
    table = end.join([first, "title;text;date", f"{TITLE};{ONE};2025-03-04", f"Two, three;{THREE};2025-03-05", ""])
    rows = load("a.csv", table)
    assert [(row.location, row.title, row.published_on) for row in rows] == [
        ("a.csv#1", TITLE, date(2025, 3, 4)),
        ("a.csv#2", "Two, three", date(2025, 3, 5)),
    ]
    found = loading.columns(("a.csv", table.encode()))
    assert found is not None
    assert found.names == ("title", "text", "date")


def test_a_bar_or_a_tab_as_separator_and_a_text_that_begins_so() -> None:
    for separator in "|\t,":
        table = f"sep={separator}\nid{separator}text\n7{separator}{ONE.replace(',', '')}\n"
        assert [row.article.id for row in load("a.csv", table) if row.article] == ["7"]
    assert load("a.csv", f'text\n"sep=; {ONE}"\n')[0].article is not None


LEADS = {
    "a lead and the rest": ("lead paragraph", ONE, "text", TWO, f"{ONE}\n\n{TWO}"),
    "Factiva's": ("LP", ONE, "TD", TWO, f"{ONE}\n\n{TWO}"),
    "a lead that the text has": ("Lead", ONE, "text", f"{ONE} {TWO}", f"{ONE} {TWO}"),
    "no lead": ("lead", "", "text", TWO, TWO),
    "a lead that is a number": ("lead", "3", "text", TWO, TWO),
    "a description is none": ("description", ONE, "text", TWO, TWO),
}


@pytest.mark.parametrize(("lead", "first", "name", "rest", "text"), LEADS.values(), ids=LEADS)
def test_first_paragraphs_in_a_column_of_their_own(lead: str, first: str, name: str, rest: str, text: str) -> None:
    for data in (f'{lead},{name}\n"{first}","{rest}"\n', json.dumps([{lead: first, name: rest}])):
        article = load("a.csv" if data[0] != "[" else "a.json", data)[0].article
        assert article is not None
        assert article.text == text


def test_cells_that_hold_pages_and_dates_of_programs() -> None:
    page = f"&lt;p&gt;{ONE}&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;&lt;p&gt;It&amp;#39;s {THREE}&lt;/p&gt;"
    rows = load("a.csv", f'text,date\n"{page}",Tue Mar 04 09:41:00 +0000 2025\n"{THREE}",45720\n"{TWO}",1899-12-30\n')
    first, second, third = (row.article for row in rows)
    assert first is not None
    assert second is not None
    assert third is not None
    assert ReadingText(first.text, first.repairs).text.split() == f"{ONE} It's {THREE}".split()
    assert (first.published_on, second.published_on, third.published_on) == (date(2025, 3, 4), date(2025, 3, 4), None)
    assert codes(rows) == ["L12"]
    sheet = load("a.xlsx", made.xlsx([["Text", "Date"], [ONE, 45720.5], [TWO, "4-Mar-25"], [THREE, 0]]))
    assert [row.published_on for row in sheet] == [date(2025, 3, 4), date(2025, 3, 4), None]


def test_fields_that_there_are_not_are_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="headline"):
        list(loading.load_files([], columns={"headline": "x"}))


def test_what_is_no_table_has_no_columns(tmp_path: Path) -> None:
    for name, data in made.samples().items():
        path = tmp_path / f"a.{name}"
        path.write_bytes(data)
        found = loading.columns(path)
        assert (found is not None) == (name in {"csv", "tsv", "xlsx", "json", "jsonl", "parquet"}), name
        if found is not None:
            assert found.fields["text"] == "text"
            assert found.path == path.name
    with pytest.raises(Problem):
        loading.columns(tmp_path / "none.csv")
    with pytest.raises(Problem):
        loading.columns(("a.csv", b""))


def test_a_preview_reads_the_beginning_of_a_large_file_only(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text("id,text\n" + f'1,"{TEXT}"\n' * 30_000, encoding="utf-8")
    found = loading.columns(path, rows=3)
    assert found is not None
    assert len(found.rows) == 3


MEDIA_CLOUD = "id,indexed_date,language,media_name,media_url,publish_date,title,url"


def test_media_cloud_with_texts() -> None:
    rows = load(
        "mc.csv", f'{MEDIA_CLOUD},text\n77,2025-03-06 01:02:03,en,tern.example,tern.example,2025-03-04,{TITLE},https://tern.example/h,"{TEXT}"\n'
    )
    article = rows[0].article
    assert article is not None
    assert (article.id, article.title, article.outlet, article.published_on) == ("77", TITLE, "tern.example", date(2025, 3, 4))
    assert (article.url, article.language) == ("https://tern.example/h", "en")


def test_media_cloud_as_it_comes_is_a_list_of_links_and_said_to_be_one() -> None:
    rows = load("mc.csv", f"{MEDIA_CLOUD}\n77,2025-03-06,en,tern.example,tern.example,2025-03-04,{TITLE},https://tern.example/h\n")
    assert codes(rows) == ["L18"]
    assert "full text" in str(rows[0].problems[0])


# File names -------------------------------------------------------------------------------------------------------------------------------


def test_a_folder_whose_file_names_carry_author_and_date(tmp_path: Path) -> None:
    names = {
        "2025-03-04 - Iris Penn - The Tern": ("Iris Penn", "The Tern", date(2025, 3, 4)),
        "Ben Q. Scribe_2025-03-05": ("Ben Q. Scribe", None, date(2025, 3, 5)),
        "Writer, Ada -- 06.03.2025 -- Harbour opens after dispute": ("Writer, Ada", None, date(2025, 3, 6)),
        "talks-20250307": (None, None, date(2025, 3, 7)),
        "Ada Oda - Ben Tarr - 2025-03-08": (None, None, date(2025, 3, 8)),  # who of them wrote it?
        "Iris Penn": (None, None, None),
        "no13": (None, None, None),
    }
    for number, name in enumerate(names):
        (tmp_path / f"{name}.txt").write_text(f"{ONE} Number {number}.", encoding="utf-8")
    articles = {row.article.id: row.article for row in loading.load_paths([tmp_path]) if row.article}
    assert {id: (article.author, article.outlet, article.published_on) for id, article in articles.items()} == names
    assert {article.date_basis for article in articles.values()} == {"filename", "none"}


def test_a_pattern_says_where_the_fields_stand(tmp_path: Path) -> None:
    (tmp_path / "gull_04.03.2025_x7_writer_harbour opens.txt").write_text(ONE, encoding="utf-8")
    (tmp_path / "else.txt").write_text(TWO, encoding="utf-8")
    rows = list(loading.load_paths([tmp_path], columns={"filename": "{outlet}_{date}_{}_{author}_{title}"}))
    second, first = (row.article for row in rows if row.article)
    assert first is not None
    assert (first.outlet, first.published_on, first.author, first.title, first.date_basis) == (
        "gull",
        date(2025, 3, 4),
        "writer",
        "harbour opens",
        "filename",
    )
    assert second is not None
    assert second.published_on is None
    assert list(loading.load_paths([tmp_path], columns={"filename": "{author"}))


def test_what_a_file_says_itself_wins_over_its_name() -> None:
    rows = load("2025-03-04 - Iris Penn.md", f"---\ndate: 2025-03-01\nauthor: B. Scribe\n---\n{ONE}")
    assert rows[0].article is not None
    assert (rows[0].article.author, rows[0].article.published_on, rows[0].article.date_basis) == ("B. Scribe", date(2025, 3, 1), "metadata")
