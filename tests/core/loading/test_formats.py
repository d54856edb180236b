"""Each format with what it should give: text, title, outlet, author, date, id. The files are made in made.py; all news is invented."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from textwrap import wrap

import pytest

from ontherecord import loading
from ontherecord.loading import Loaded
from ontherecord.loading.repair import ReadingText
from ontherecord.model import Article
from tests.core.loading import made
from tests.core.loading.made import ONE, PARAGRAPHS, TEXT, THREE, TITLE, TWO


def load(name: str, data: bytes | str, **options: object) -> list[Loaded]:
    return list(loading.load_files([(name, data.encode() if isinstance(data, str) else data)], **options))  # type: ignore[arg-type]


def only(rows: list[Loaded]) -> Article:
    found = [row.article for row in rows if row.article]
    assert len(found) == 1, [str(problem) for row in rows for problem in row.problems]
    return found[0]


def codes(rows: list[Loaded]) -> list[str]:
    return [problem.code.name for row in rows for problem in row.problems]


def spaced(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("ending", list(made.samples()))
def test_every_format_gives_its_text(ending: str) -> None:
    rows = load(f"harbour.{ending}", made.samples()[ending])
    article = next(row.article for row in rows if row.article)
    assert spaced(TEXT) in spaced(article.text)
    assert spaced(article.text).count(ONE) == 1
    assert codes([row for row in rows if row.article]) == []


# What a format says of the article: title, outlet, author, date ----------------------------------------------------------------------------

KNOWN = {
    "web page": ("p.html", made.page(head=made.META), (TITLE, "The Tern", "Iris Penn", date(2025, 3, 4))),
    "NITF": ("p.xml", made.NITF, (TITLE, "The Tern", "Iris Penn", date(2025, 3, 4))),
    "NewsML-G2": ("p.xml", made.NEWSML, (TITLE, "The Tern", "Iris Penn", date(2025, 3, 4))),
    "RSS": ("p.xml", made.RSS, (TITLE, "The Tern", "Iris Penn", date(2025, 3, 4))),
    "Atom": ("p.xml", made.ATOM, (TITLE, "The Tern", "Iris Penn", date(2025, 3, 4))),
    "newsletter": ("p.eml", made.mail(List_Id="<news.tern.example>"), (TITLE, "The Tern", None, date(2025, 3, 4))),
    "e-mail": ("p.eml", made.mail(From="Iris Penn <ada@home.example>"), (TITLE, None, "Iris Penn", date(2025, 3, 4))),
    "workbook": ("p.xlsx", made.xlsx([["Headline", "Date", "Source", "Byline", "Body"], [TITLE, 45720, "The Tern", "Iris Penn", TEXT]]), None),
    "parquet": (
        "p.parquet",
        made.parquet([{"headline": TITLE, "date": date(2025, 3, 4), "source": "The Tern", "byline": "Iris Penn", "body": TEXT}]),
        None,
    ),
}


@pytest.mark.parametrize(("name", "data", "expected"), KNOWN.values(), ids=KNOWN)
def test_what_a_file_says_of_its_article(name: str, data: bytes, expected: tuple[object, ...] | None) -> None:
    article = next(row.article for row in load(name, data) if row.article)
    assert (article.title, article.outlet, article.author, article.published_on) == (expected or (TITLE, "The Tern", "Iris Penn", date(2025, 3, 4)))
    assert article.date_basis == "metadata"
    assert spaced(article.text) == spaced(TEXT) or spaced(article.text) == spaced(f"{TITLE} {TEXT}")


def test_a_web_page_loses_what_stands_around_the_article() -> None:
    text = only(load("p.html", made.page(head=made.META))).text
    for noise in ("cookies", "Politics", "Most read", "Ferry late", "newsletter", "var x"):
        assert noise not in text
    assert f"{ONE}\n\n{TWO}" in text


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-15", "utf-16"])
def test_a_web_page_is_read_in_its_own_encoding(charset: str) -> None:
    accents = "Premier Zoë Café of Curaçao said on Monday that the harbour would open again before the winter, and that the bridge was next."
    assert accents in only(load("p.html", made.page([accents, ONE], charset=charset))).text


def test_a_page_that_is_hardly_one_is_read_whole() -> None:
    assert spaced(only(load("p.html", f"<p>{ONE}")).text) == ONE
    assert codes(load("p.html", "<html><script>let a = 'words words words words words'</script></html>")) == ["L07"]


def test_feeds_give_an_article_an_item_and_tell_of_those_without_text() -> None:
    rows = load("feed.xml", made.RSS)
    assert [(row.location, row.outcome) for row in rows] == [("feed.xml#1", "loaded"), ("feed.xml#2", "loaded"), ("feed.xml#3", "left out")]
    first, second = (row.article for row in rows if row.article)
    assert first is not None
    assert (first.id, first.url) == ("g77", "https://tern.example/harbour")
    assert second is not None
    assert (second.text, second.url, second.id) == (THREE, "https://tern.example/ferry", "feed-2")
    assert codes(rows) == ["L18"]
    assert [row.article.id for row in load("n.xml", made.NEWSML) if row.article] == ["urn:newsml:tern.example:77", "urn:newsml:tern.example:78"]


def test_xml_of_another_kind_and_broken_xml() -> None:
    assert codes(load("a.xml", "<menu><food/></menu>")) == ["L05"]
    cut = made.RSS[: made.RSS.index(b"<item><title>Ferry")]
    rows = load("a.xml", cut)
    assert codes(rows) == ["L05"]
    assert only(rows).title == TITLE


def test_a_word_document_with_a_table_a_link_and_tracked_changes() -> None:
    body = (
        "<w:p><w:r><w:t>The harbour</w:t></w:r><w:ins><w:r><w:t xml:space='preserve'> will</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText> may</w:delText></w:r></w:del><w:hyperlink><w:r><w:t xml:space='preserve'> open</w:t></w:r></w:hyperlink>"
        "<w:r><w:br/><w:t>soon.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Bridge</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>closed</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert only(load("a.docx", made.docx([ONE], body))).text == f"The harbour will open\nsoon.\n\nBridge\tclosed\n\n{ONE}"


def test_rtf_with_accents_and_marks() -> None:
    assert only(load("a.rtf", made.rtf(["Zoë Café said: “No.”", TWO]))).text.strip() == f"Zoë Café said: “No.”\n\n{TWO}"


STRUCK = {
    "deleted": r"{\deleted all was well and }",
    "deleted, until it is switched off": r"\deleted all was well and \deleted0 ",
    "struck": r"{\b\strike all was well and }",
    "struck, until it is switched off": r"\strike all was well and \strike0 ",
    "struck, until all is plain": r"\strike all was well and \plain ",
    "struck twice": r"{\striked1 all was well and }",
    "in a group inside": r"{\strike all {\b was well} and }",
    "marks and accents": r"{\strike \ldblquote all\'94 \u8220?was\u8221? well and }",
    "hidden": r"{\v all was well and }",
    "nothing": "",
}


@pytest.mark.parametrize("struck", STRUCK.values(), ids=STRUCK)
def test_what_rtf_strikes_out_is_not_read(struck: str) -> None:
    text = only(load("a.rtf", "{\\rtf1\\ansi " + f"Captain Ben Tarr said {struck}the {{\\strike0 bridge}} would close.\\par {ONE}}}")).text
    assert text.strip() == f"Captain Ben Tarr said the bridge would close.\n\n{ONE}"


def test_what_a_word_document_strikes_out_is_not_read() -> None:
    run = "<w:r><w:rPr>{}</w:rPr><w:t xml:space='preserve'>{} </w:t></w:r>"
    marks = {"<w:strike/>": "struck", "<w:dstrike/>": "twice", "<w:vanish/>": "hidden", '<w:strike w:val="0"/>': "kept", "<w:b/>": "bold"}
    body = "".join(run.format(mark, word) for mark, word in marks.items()) + f"<w:moveFrom>{run.format('', 'moved')}</w:moveFrom>"
    assert only(load("a.docx", made.docx([ONE], f"<w:p>{body}</w:p>"))).text == f"kept bold\n\n{ONE}"


def test_pdf_paragraphs_hyphens_and_running_heads() -> None:
    words = ["north", "south", "east", "west"]
    pages = [
        [
            *("The Tern", "", f"Minister Ada Oda came to the {word} of the island and said that the govern-", "ment would not pay for it.", ""),
            *(f"In the {word}, {THREE}", "", f"Nobody from the {word} was there.", "", f"Page {number}"),
        ]
        for number, word in enumerate(words, 1)
    ]
    text = only(load("a.pdf", made.pdf(pages))).text
    assert "The Tern" not in text
    assert "Page 2" not in text
    assert "the govern-\nment would not pay for it.\n\nIn the south" in text
    assert "Nobody from the north was there.\n\nMinister" in text


def column(left: float, *paragraphs: str, top: float = 700, width: int = 40) -> list[tuple[float, float, str]]:
    """Lines of a column with their places, a wider gap between paragraphs."""
    found = []
    for paragraph in paragraphs:
        for line in wrap(paragraph, width):
            found.append((left, top, line))
            top -= 12
        top -= 8
    return found


HEADLINE = (60.0, 740.0, TITLE)
LEFT, RIGHT = column(60, ONE, TWO), column(320, THREE, ONE.replace("harbour", "ferry"))
FIRST, SECOND, THIRD = column(60, ONE, width=24), column(220, TWO, width=24), column(380, THREE, width=24)
READ_AS = f"{TITLE} {ONE} {TWO} {THREE} {ONE.replace('harbour', 'ferry')}"
ACROSS = (60.0, 560.0, "The council of the island, which had waited for years, met on Friday to hear all sides of it.")
BELOW = [*column(60, TWO, top=540), *column(320, THREE, top=540)]
COLUMNS = {
    "one after the other": ([HEADLINE, *LEFT, *RIGHT], READ_AS),
    "row by row": ([HEADLINE, *sorted(LEFT + RIGHT, key=lambda line: (-line[1], line[0]))], READ_AS),
    "the right one first in the file": ([*RIGHT, *LEFT, HEADLINE], READ_AS),
    "not on the same rows": ([HEADLINE, *sorted(LEFT + [(x, y - 5, t) for x, y, t in RIGHT], key=lambda line: -line[1])], READ_AS),
    "three": ([HEADLINE, *sorted(FIRST + SECOND + THIRD, key=lambda line: (-line[1], line[0]))], f"{TITLE} {ONE} {TWO} {THREE}"),
    "with a line across": (
        [*sorted(column(60, ONE) + column(320, THREE) + BELOW, key=lambda line: (-line[1], line[0])), ACROSS],
        f"{ONE} {THREE} {ACROSS[2]} {TWO} {THREE}",
    ),
    "a table is read by rows": (
        [HEADLINE, *[(x, 700 - 12 * row, cell) for row in range(8) for x, cell in ((60, f"Bridge {row}"), (320, "closed"))]],
        f"{TITLE} " + " ".join(f"Bridge {row} closed" for row in range(8)),
    ),
    "one column with indents": (
        [HEADLINE, (72, 700, "Nobody knew of it."), *column(60, ONE, THREE, top=688, width=80)],
        f"{TITLE} Nobody knew of it. {ONE} {THREE}",
    ),
}


@pytest.mark.parametrize(("lines", "expected"), COLUMNS.values(), ids=COLUMNS)
def test_columns_of_a_pdf_are_read_one_after_the_other(lines: list[tuple[float, float, str]], expected: str) -> None:
    assert spaced(only(load("a.pdf", made.pdf_at([lines]))).text) == expected


def test_running_heads_of_left_and_right_pages_and_the_day_in_them() -> None:
    bodies = [column(60, f"{word} {ONE}", f"{THREE} {word}.", width=80) for word in ("Then", "Later", "Soon", "Again")]
    heads = ["The Tern | Tuesday 4 March 2025 | {}", "{} | Politics and the harbour"]
    for count in (2, 3, 4):
        pages = [[(60, 800, heads[n % 2 if count > 2 else 0].format(n + 1)), *body, (300, 30, f"{n + 1}")] for n, body in enumerate(bodies[:count])]
        article = only(load("a.pdf", made.pdf_at(pages)))
        assert "Politics" not in article.text or count == 3, count
        assert "The Tern" not in article.text
        assert article.published_on == date(2025, 3, 4)
        assert spaced(article.text).count(THREE) == count
    once = made.pdf_at([[(60, 800, "Harbour opens"), *bodies[0]], [(60, 800, "Captain speaks"), *bodies[1]]])
    assert "Captain speaks" in only(load("a.pdf", once)).text


def test_a_page_that_a_browser_printed() -> None:
    lines = [*wrap(ONE, 60), "", *wrap(THREE, 60), "", "3/5/25, 8:24 PM", "", "https://tern.example/harbour 1/1"]
    assert spaced(only(load("a.pdf", made.pdf([lines]))).text) == f"{ONE} {THREE}"


def test_a_pdf_without_text_says_so() -> None:
    assert codes(load("scan.pdf", made.pdf([[]]))) == ["L17"]


def test_mail_with_a_page_and_with_files() -> None:
    article = only(load("m.eml", made.mail(text="See the page.", page=made.page().decode())))
    assert TWO in article.text
    assert "cookies" not in article.text
    rows = load(
        "m.eml", made.mail(text="Please find the articles attached.", attached={"a.docx": made.docx(PARAGRAPHS), "logo.png": b"x", "b.csv": made.CSV})
    )
    assert [row.location for row in rows] == ["m.eml/a.docx", "m.eml/b.csv#1"]
    assert [row.outcome for row in rows] == ["loaded", "duplicate"]


def attached(data: bytes, kind: str, name: str | None, text: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "Iris Penn <ada@home.example>", TITLE, "Tue, 04 Mar 2025 10:00:00 +0000"
    if text:
        message.set_content(text)
    main, _, sub = kind.partition("/")
    message.add_attachment(data, maintype=main, subtype=sub, **({"filename": name} if name else {}))
    return message.as_bytes()


NOTE = "Please find the article attached."
RTF, PDF = made.rtf([ONE, TWO]), made.samples()["pdf"]
DATED = f"Ferry late again\n\nBy Theo Quill, 1 March 2025\n\n{ONE}".encode()
ATTACHED = {  # title, author, date
    "the body as RTF": (attached(RTF, "application/rtf", "rtf-body.rtf"), (TITLE, "Iris Penn", date(2025, 3, 4))),
    "the body as RTF without a name": (attached(RTF, "text/rtf", None), (TITLE, "Iris Penn", date(2025, 3, 4))),
    "a file with a note": (attached(PDF, "application/pdf", "a.pdf", NOTE), (TITLE, None, date(2025, 3, 4))),
    "a file that says more itself": (attached(DATED, "text/x", "a.txt", NOTE), ("Ferry late again", "Theo Quill", date(2025, 3, 1))),
    "a file whose name is dated": (attached(RTF, "application/rtf", "2025-02-28.rtf", NOTE), (TITLE, None, date(2025, 2, 28))),
}


@pytest.mark.parametrize(("data", "expected"), ATTACHED.values(), ids=ATTACHED)
def test_a_file_that_hangs_on_a_mail_has_its_date_and_title_from_it_where_it_has_none(data: bytes, expected: tuple[object, ...]) -> None:
    article = only(load("m.eml", data))
    assert ONE in spaced(article.text)
    assert (article.title, article.author, article.published_on) == expected


def test_a_mail_that_hangs_on_a_mail_is_one_of_its_own() -> None:
    outer, inner = EmailMessage(), message_from_bytes(made.mail(From="Theo Quill <b@home.example>"), policy=policy.default)
    outer["From"], outer["Subject"], outer["Date"] = "Iris Penn <a@home.example>", "FW: harbour", "Fri, 07 Mar 2025 10:00:00 +0000"
    outer.set_content("See below.")
    outer.add_attachment(inner)
    article = only(load("m.eml", outer.as_bytes()))
    assert (article.title, article.author, article.published_on, spaced(article.text)) == (TITLE, "Theo Quill", date(2025, 3, 4), spaced(TEXT))


def test_a_mail_with_nothing_that_can_be_read_says_what_it_holds() -> None:
    rows = load("m.eml", attached(b"x", "application/ms-tnef", "winmail.dat"))
    assert codes(rows) == ["L06"]
    assert "winmail.dat" in str(rows[0].problems[0])


ANSWERS = {
    "quoted below": (f"{ONE}\n\nOn 3 March 2025, Theo Quill wrote:\n> {THREE}\n>\n> More?\n", ONE),
    "the line on it broken": (f"{ONE}\n\nOn 3 March 2025 at 10:15, Theo Quill <ben@home.example>\nwrote:\n> {THREE}\n", ONE),
    "quoted with its first line": (f"{ONE}\n\n> On 3 March 2025 Theo Quill wrote:\n> {THREE}\n", ONE),
    "as an original message": (f"{ONE}\n\n-----Original Message-----\nFrom: Theo Quill\n\n{THREE}\n", ONE),
    "nothing of its own": (f"FYI\n\n> {ONE}\n", f"FYI > {ONE}"),
    "an answer below": (f"> {THREE}\n\n{ONE}\n", f"> {THREE} {ONE}"),
    "a quotation inside": (f"{ONE}\n\n> {THREE}\n\n{TWO}\n", f"{ONE} > {THREE} {TWO}"),
    "forwarded": (f"{NOTE} It is by far the best of them all.\n\n---------- Forwarded message ----------\n{ONE}", None),
}


@pytest.mark.parametrize(("text", "expected"), ANSWERS.values(), ids=ANSWERS)
def test_the_message_that_is_answered_is_not_the_article(text: str, expected: str | None) -> None:
    found = spaced(only(load("m.eml", made.mail(text=text))).text)
    assert found == expected or (expected is None and ONE in found)


def test_the_sheet_with_texts_is_found_among_others() -> None:
    data = made.xlsx([["Notes", "By"], ["Collected by hand", "A."]], [["Id", "Full Text"], [7, TEXT], [8.0, TWO], [None, None]])
    rows = load("a.xlsx", data)
    assert [row.article.text for row in rows if row.article] == [TEXT, TWO]


# Archives ---------------------------------------------------------------------------------------------------------------------------------


def test_archives_hold_any_format_and_other_archives() -> None:
    inner = made.packed({"e.md": TWO.encode() * 2})
    files = {"a.txt": ONE.encode(), "b/c.docx": made.docx([TWO]), "d.csv.gz": gzip.compress(f"text\n{THREE}\n".encode()), "more.zip": inner}
    files |= {".hidden.txt": b"x", "__MACOSX/._a.txt": b"x", "README.md": b"Articles of the spring, collected by hand."}
    for name, data in {
        "all.zip": made.packed(files),
        "all.tar.gz": made.tarred(files),
        "all.tgz": made.tarred(files),
        "all.tar": made.tarred(files, mode="w"),
    }.items():
        rows = load(name, data)
        assert [row.location.removeprefix(name) for row in rows] == ["/a.txt", "/b/c.docx", "/d.csv.gz#1", "/more.zip/e.md", "/README.md"]
        assert codes(rows) == ["L22"]


def test_an_archive_is_read_from_disk(tmp_path: Path) -> None:
    for name, data in {
        "a.zip": made.packed({"a.txt": ONE.encode()}),
        "b.tar.gz": made.tarred({"b.txt": TWO.encode()}),
        "c.txt": THREE.encode(),
    }.items():
        (tmp_path / name).write_bytes(data)
    assert [row.article.text for row in loading.load_paths([tmp_path]) if row.article] == [ONE, TWO, THREE]


# Names that say otherwise -----------------------------------------------------------------------------------------------------------------

MISNAMED = {
    "page saved as text": ("a.txt", made.page(head=made.META)),
    "page saved as Word": ("a.doc", made.page(head=made.META)),
    "RTF saved as Word": ("a.doc", made.rtf(PARAGRAPHS)),
    "Word saved as text": ("a.txt", made.docx(PARAGRAPHS)),
    "PDF without ending": ("a", made.samples()["pdf"]),
    "workbook saved as CSV": ("a.csv", made.samples()["xlsx"]),
    "page saved as XML": ("a.xml", made.page(head=made.META)),
    "feed saved as text": ("a.txt", made.ATOM),
}


@pytest.mark.parametrize(("name", "data"), MISNAMED.values(), ids=MISNAMED)
def test_a_file_is_read_as_what_it_is_and_that_is_told(name: str, data: bytes) -> None:
    rows = load(name, data)
    assert spaced(TEXT) in spaced(only(rows).text)
    assert codes(rows) == ["L21"]


OTHER = ONE.replace("harbour", "ferry")
ITEM = {"title": TITLE, "publishedAt": "2025-03-04T10:00:00Z", "source": {"id": None, "name": "The Tern"}, "author": "Iris Penn", "content": ONE}
NINJS = {
    "uri": "urn:77",
    "versioncreated": "2025-09-09T10:00:00Z",
    "firstcreated": "2025-03-04T10:00:00Z",
    "headline": TITLE,
    "byline": "By Iris Penn",
}
SHAPES: dict[str, tuple[object, int]] = {
    "ninjs": ({**NINJS, "provider": "The Tern", "body_html": f"<p>{OTHER}</p>", "body_text": ONE}, 1),
    "ninjs with a page alone": ({**NINJS, "provider": "The Tern", "body_html": f"<p>{ONE}</p>"}, 1),
    "ninjs 2": (
        {
            **{key: NINJS[key] for key in ("uri", "firstcreated", "byline")},
            "headlines": [{"role": "main", "value": TITLE}],
            "provider": {"name": "The Tern"},
            "bodies": [{"contenttype": "text/html", "value": f"<p>{ONE}</p>"}, {"contenttype": "text/plain", "value": ONE}],
        },
        1,
    ),
    "Guardian": (
        {
            "response": {
                "status": "ok",
                "results": [
                    {
                        "id": f"world/{n}",
                        "webPublicationDate": "2025-03-04T10:00:00Z",
                        "webTitle": TITLE,
                        "webUrl": "https://tern.example/h",
                        "fields": {"byline": "Iris Penn", "bodyText": text, "publication": "The Tern"},
                    }
                    for n, text in enumerate((ONE, OTHER))
                ],
            }
        },
        2,
    ),
    "Guardian, one article": (
        {
            "response": {
                "content": {
                    "webTitle": TITLE,
                    "webPublicationDate": "2025-03-04",
                    "fields": {"body": f"<p>{ONE}</p>", "byline": "Iris Penn", "publication": "The Tern"},
                }
            }
        },
        1,
    ),
    "NewsAPI": ({"status": "ok", "totalResults": 2, "articles": [ITEM, {**ITEM, "content": OTHER}]}, 2),
    "a search engine": ({"took": 3, "hits": {"total": 1, "hits": [{"_id": "a", "_score": 1.0, "_source": ITEM}]}}, 1),
    "attributes": ({"data": [{"type": "article", "id": "7", "attributes": ITEM}]}, 1),
    "one object in another": ({"data": {"article": ITEM}}, 1),
    "a post": (
        [
            {
                "id": 1,
                "created_at": "Tue Mar 04 09:41:00 +0000 2025",
                "title": TITLE,
                "outlet": "The Tern",
                "full_text": ONE,
                "user": {"name": "Iris Penn", "id": 7},
            }
        ],
        1,
    ),
}


@pytest.mark.parametrize(("data", "count"), SHAPES.values(), ids=SHAPES)
def test_json_as_agencies_and_services_give_it(data: object, count: int) -> None:
    rows = load("a.json", json.dumps(data))
    assert [row.outcome for row in rows] == ["loaded"] * count, codes(rows)
    for row in rows:
        assert row.article is not None
        assert (row.title, row.article.author, row.outlet, row.published_on) == (TITLE, "Iris Penn", "The Tern", date(2025, 3, 4))
    assert rows[0].article is not None
    assert ReadingText(rows[0].article.text, rows[0].article.repairs).text == ONE


CUT = {
    f"{ONE} The bri… [+1234 chars]": "[+1234 chars]",
    f"{ONE} The bri... [2,048 characters]": "[2,048 characters]",
    f"{ONE} […]": "[…]",
    f"{ONE} [...]": "[...]",
    f"{ONE} Continue reading": "Continue reading",
    f"{ONE} Read more…": "Read more…",
    f"{ONE} They read more": None,
    f"{ONE} [1234]": None,
    f"[…] {ONE}": None,
    f"{ONE}…": None,
}


@pytest.mark.parametrize(("text", "mark"), CUT.items())
def test_a_text_that_its_source_cut_is_told(text: str, mark: str | None) -> None:
    rows = load("a.json", json.dumps([{**ITEM, "content": text}]))
    assert only(rows).text == text
    assert [problem.details["mark"] for row in rows for problem in row.problems if problem.code.name == "L24"] == ([mark] if mark else [])


def test_json_lines_named_json_and_a_list_named_json_lines() -> None:
    lines = f'{{"text": "{ONE}"}}\n{{"text": "{THREE}"}}\n'
    assert [row.article.text for row in load("a.json", lines) if row.article] == [ONE, THREE]
    assert [row.article.text for row in load("a.jsonl", f'[\n{{"text": "{ONE}"}},\n{{"text": "{THREE}"}}\n]') if row.article] == [ONE, THREE]


# Notes on a folder ------------------------------------------------------------------------------------------------------------------------


def test_a_readme_in_a_folder_is_no_article_but_may_be_loaded_by_its_name(tmp_path: Path) -> None:
    for name in ("README.md", "LICENSE", "a.txt", "readme-what-you-sign.txt"):
        (tmp_path / name).write_text(f"{ONE} {name}", encoding="utf-8")
    rows = list(loading.load_paths([tmp_path]))
    assert {row.location: row.outcome for row in rows} == {
        "LICENSE": "left out",
        "README.md": "left out",
        "a.txt": "loaded",
        "readme-what-you-sign.txt": "loaded",
    }
    assert codes(rows) == ["L22", "L22"]
    assert codes(list(loading.load_paths([tmp_path / "README.md"]))) == []


# The report -------------------------------------------------------------------------------------------------------------------------------


def test_a_row_tells_what_was_found_even_of_what_was_not_loaded() -> None:
    german = "Der Minister sagte am Montag, dass die Regierung der Insel das Geld für den Hafen nicht zahlen werde. " * 3
    same = f'"{ONE}â€™s"'
    table = (
        f"id,title,date,outlet,text\na,{TITLE},2025-03-04,The Tern,{same}\nb,{TITLE},2025-03-05,The Crow,{same}\n"
        f'c,Hafen,2025-03-04,Die Möwe,"{german}"\n'
    )
    first, second, third = load("t.csv", table)
    assert (first.title, first.outlet, first.published_on, first.date_basis, first.language) == (
        TITLE,
        "The Tern",
        date(2025, 3, 4),
        "metadata",
        "en",
    )
    assert first.words == len(ONE.split())
    assert dict(first.repairs) == {"mojibake": 1}
    assert (second.outcome, second.duplicate_of, second.outlet) == ("duplicate", "a", "The Crow")
    assert (third.outcome, third.language, third.title, third.outlet) == ("left out", "de", "Hafen", "Die Möwe")


def test_what_reads_a_format_is_imported_when_there_is_such_a_file() -> None:
    heavy = {
        "trafilatura",
        "lxml",
        "docx",
        "striprtf",
        "pypdfium2",
        "python_calamine",
        "pyarrow",
        "py3langid",
        "ftfy",
        "dateparser",
        "datasketch",
        "pandas",
    }
    script = f"import sys; from ontherecord.loading import load_text; load_text({ONE!r}); print(*({heavy!r} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.split() == []
