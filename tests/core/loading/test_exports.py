"""Exports of press databases: one file, many articles. The layouts are those of the databases; articles, people and outlets are made up."""

from __future__ import annotations

import html
from datetime import date

import pytest

from ontherecord import loading
from ontherecord.loading import Loaded
from tests.core.loading import made
from tests.core.loading.made import ONE, THREE, TWO

NEXIS_UNI = f"""
Job Number: 123456
Documents (2)
1. Harbour opens after long dispute
Client/Matter: -None-
2. Ferry late again
Search Terms: harbour

Harbour opens after long dispute

The Tern (Kingston)

March 4, 2025 Tuesday 10:15 AM GMT

Copyright 2025 Gull Newspapers Limited All Rights Reserved

Section: POLITICS; Pg. 1

Length: 42 words

Byline: Iris Penn

Highlight: The island waits.

Body

{ONE}

{TWO}

Graphic

A map of the harbour.

Classification

Language: ENGLISH

Publication-Type: Newspaper

Load-Date: March 5, 2025

End of Document

Ferry late again

The Crow

5 March 2025

Copyright 2025 Crow Media

Length: 20 words

Body

{THREE}

Load-Date: March 6, 2025

End of Document
"""

LEXISNEXIS = f"""
                               1 of 2 DOCUMENTS

                              The Tern (Kingston)

                              March 4, 2025 Tuesday
                                 Final Edition

Harbour opens after
long dispute

BYLINE: By IRIS PENN

SECTION: POLITICS; Pg. 1

LENGTH: 42 words

DATELINE: KINGSTON

{ONE}

{TWO}

URL: https://tern.example/harbour

LOAD-DATE: March 5, 2025

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                 Copyright 2025 Gull Newspapers Limited
                          All Rights Reserved

                               2 of 2 DOCUMENTS

                                  The Crow

                              March 5, 2025 Wednesday

Ferry late again

LENGTH: 20 words

{THREE}

LOAD-DATE: March 6, 2025

                       Copyright 2025 Crow Media
"""

FACTIVA = f"""
POLITICS

Harbour opens after long dispute

By Iris Penn

42 words

4 March 2025

10:15

The Tern

GULL

1

English

© Copyright 2025. Gull Newspapers Limited. All rights reserved.

{ONE}

{TWO}

Document GULL000020250304el3400001

Ferry late again

20 words

5 March 2025

The Crow

CROW

English

(c) 2025 Crow Media

{THREE}

Document CROW000020250305el3500002

Search Summary

Text

harbour
"""

FACTIVA_CODED = f"""
SE  POLITICS

HD  Harbour opens after long dispute

BY  By Iris Penn

WC  42 words

PD  4 March 2025

ET  10:15

SN  The Tern

SC  GULL

LA  English

CY  © 2025 Gull Newspapers Limited

LP  {ONE}

TD  {TWO}

NS  gpol : Domestic Politics

PUB  Gull Newspapers

AN  Document GULL000020250304el3400001

HD  Ferry late again

WC  20 words

PD  5 March 2025

SN  The Crow

LP  {THREE}

AN  Document CROW000020250305el3500002
"""

PROQUEST = f"""
____________________________________________________________

Document 1 of 2

Harbour opens after long dispute

Author: Writer, Ada

Publication info: The Tern ; Kingston [Kingston]. 04 Mar 2025: 1.

ProQuest document link: https://proquest.example/docview/77

Abstract: The island waits.

Links: Linking Service

Full text: {ONE}

{TWO}

Subject: Harbours; Bridges

Location: Kingston

People: Oda, Ada

Title: Harbour opens after long dispute

Publication title: The Tern; Kingston

First page: 1

Publication year: 2025

Publication date: Mar 4, 2025

Publisher: Gull Newspapers

Source type: Newspapers

Language of publication: English

Document type: News

ProQuest document ID: 77

Document URL: https://proquest.example/docview/77

Last updated: 2025-03-05

____________________________________________________________

Document 2 of 2

Ferry late again

Full text: {THREE}

Title: Ferry late again

Publication title: The Crow

Publication date: Mar 5, 2025

Language of publication: English

ProQuest document ID: 78

____________________________________________________________

Contact us at: https://proquest.example
"""

EXPORTS = {"nexis uni": NEXIS_UNI, "lexisnexis": LEXISNEXIS, "factiva": FACTIVA, "factiva with codes": FACTIVA_CODED, "proquest": PROQUEST}


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def as_page(text: str) -> bytes:
    blocks = "".join(f"<p>{html.escape(part.strip())}</p>" for part in text.split("\n\n") if part.strip())
    return f"<html><head><title>Export</title></head><body>{blocks}<p>Factiva, ProQuest, Nexis</p></body></html>".encode()


WRITTEN = {
    "txt": lambda text: text.encode(),
    "txt with Windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "rtf": lambda text: made.rtf([part.strip() for part in text.split("\n\n") if part.strip()]),
    "docx": lambda text: made.docx([" ".join(part.split()) for part in text.split("\n\n") if part.strip()]),
    "html": as_page,
}


def load(name: str, data: bytes) -> list[Loaded]:
    return list(loading.load_files([(name, data)]))


# LexisNexis gave its older layout, lines put in the middle of the page, as text and as a page only.
PAIRS = [(export, written) for export in EXPORTS for written in WRITTEN if export != "lexisnexis" or written not in ("rtf", "docx")]


@pytest.mark.parametrize(("export", "written"), PAIRS)
def test_an_export_is_taken_apart(export: str, written: str) -> None:
    ending = written.split()[0]
    rows = load(f"export.{ending}", WRITTEN[written](EXPORTS[export]))
    assert [row.outcome for row in rows] == ["loaded", "loaded"], [str(problem) for row in rows for problem in row.problems]
    first, second = (row.article for row in rows)
    assert first is not None
    assert second is not None
    assert "".join(first.text.split()) == "".join((ONE + TWO).split())
    assert second.text.split() == THREE.split()
    assert (first.title, first.published_on, first.date_basis) == ("Harbour opens after long dispute", date(2025, 3, 4), "metadata")
    assert (second.title, second.published_on) == ("Ferry late again", date(2025, 3, 5))
    assert (first.outlet or "").startswith("The Tern")
    assert second.outlet == "The Crow"
    assert (first.author or "").upper() in {"IRIS PENN", "WRITER, ADA"}
    assert second.author is None
    assert first.location == f"export.{ending}#1"
    if "factiva" in export:
        assert (first.id, second.id) == ("GULL000020250304el3400001", "CROW000020250305el3500002")
    if export == "proquest":
        assert (first.id, first.url) == ("77", "https://proquest.example/docview/77")


def test_an_article_of_an_export_without_its_text_is_told() -> None:
    text = PROQUEST.replace(f"Full text: {THREE}", "Abstract: Ferry late.")
    rows = load("export.txt", text.encode())
    assert [row.outcome for row in rows] == ["loaded", "left out"]
    assert rows[1].problems[0].code.name == "L18"


@pytest.mark.parametrize("export", EXPORTS)
def test_an_export_that_breaks_off_gives_what_is_there(export: str) -> None:
    text = EXPORTS[export]
    rows = load("export.txt", text[: text.index(THREE) + len(THREE)].encode())
    assert sum(row.article is not None for row in rows) == 2


@pytest.mark.parametrize(
    "text",
    [
        f"Harbour opens\n\n{ONE}\n\nLength: short\n\n{TWO}\n",
        f"{ONE}\n\nBody\n\n{TWO}\n",
        f"Document 1 of 2\n\n{ONE}\n\nSubject: a word\n",
        f"HD  is no code here\n\n{ONE}\n",
        f"{ONE}\n\n42 words\n\nDocument of the day\n",
        f"____________________________\n\n{ONE}\n\n____________________________\n\n{TWO}",
    ],
)
def test_an_article_is_not_taken_for_an_export(text: str) -> None:
    rows = load("a.txt", text.encode())
    assert [row.article.text for row in rows if row.article] == [text]


def test_a_field_name_inside_an_article_does_not_end_it() -> None:
    text = PROQUEST.replace(TWO, f"{TWO}\n\nSource: the council.\n\nAuthor: unknown, he said.\n\n{ONE}")
    assert "Author: unknown" in (load("e.txt", text.encode())[0].article or pytest.fail("not loaded")).text


# What databases write around English articles for users of other languages: labels, dates, counts.
GERMAN = {
    "March 4, 2025 Tuesday 10:15 AM GMT": "4. März 2025 Dienstag 10:15 GMT",
    "5 March 2025": "5. März 2025",
    "4 March 2025": "4. März 2025",
    "Section:": "Rubrik:",
    "Length:": "Länge:",
    " words": " Wörter",
    "Byline:": "Autor:",
    "End of Document": "Ende des Dokuments",
    "All Rights Reserved": "Alle Rechte vorbehalten",
    "Language: ENGLISH": "Sprache: ENGLISCH",
    "Load-Date: March": "Ladedatum: March",
    "English\n": "Englisch\n",
    "Document GULL": "Dokument GULL",
    "Document CROW": "Dokument CROW",
}
FRENCH = {
    "March 4, 2025 Tuesday 10:15 AM GMT": "mardi 4 mars 2025 10:15",
    "5 March 2025": "5 mars 2025",
    "4 March 2025": "4 mars 2025",
    "Section:": "Rubrique:",
    "Length:": "Longueur :",
    " words": " mots",
    "End of Document": "Fin du document",
    "All Rights Reserved": "Tous droits réservés",
    "Language: ENGLISH": "Langue: ANGLAIS",
    "English\n": "Anglais\n",
}
SPANISH = {
    "March 4, 2025 Tuesday 10:15 AM GMT": "4 de marzo de 2025 martes",
    "5 March 2025": "5 de marzo de 2025",
    "4 March 2025": "4 de marzo de 2025",
    "Section:": "Sección:",
    "Length:": "Longitud:",
    " words": " palabras",
    "End of Document": "Fin del documento",
    "English\n": "Inglés\n",
    "Document GULL": "Documento GULL",
    "Document CROW": "Documento CROW",
}
OTHERS = {"German": GERMAN, "French": FRENCH, "Spanish": SPANISH}


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("export", ["nexis uni", "factiva", "factiva with codes"])
@pytest.mark.parametrize("written", ["txt", "html"])
def test_an_export_for_a_user_of_another_language(export: str, language: str, written: str) -> None:
    text = EXPORTS[export]
    for english, other in OTHERS[language].items():
        text = text.replace(english, other)
    rows = load(f"e.{written}", WRITTEN[written](text))
    assert [row.outcome for row in rows] == ["loaded", "loaded"], [str(problem) for row in rows for problem in row.problems]
    assert [(row.title, row.outlet and row.outlet[:8], row.published_on) for row in rows] == [
        ("Harbour opens after long dispute", "The Tern", date(2025, 3, 4)),
        ("Ferry late again", "The Crow", date(2025, 3, 5)),
    ]
    assert [" ".join(row.article.text.split()) for row in rows if row.article] == [f"{ONE} {TWO}", THREE]


def test_what_stands_in_place_of_an_article_is_told() -> None:
    sorry = "We are sorry, this document cannot be shown."
    old = LEXISNEXIS.replace("2 of 2 DOCUMENTS", f"2 of 3 DOCUMENTS\n\n{sorry}\n\n     3 of 3 DOCUMENTS")
    uni = NEXIS_UNI.replace("End of Document\n", f"End of Document\n\n{sorry}\n\nEnd of Document\n", 1)
    for text in (old, uni):
        rows = load("e.txt", text.encode())
        assert [row.outcome for row in rows] == ["loaded", "left out", "loaded"]
        assert [problem.code.name for row in rows for problem in row.problems] == ["L18"]
