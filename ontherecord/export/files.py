"""Every form in which a view can be taken along, in one place: name, what it is for, how it is made."""

from __future__ import annotations

from dataclasses import dataclass

from ontherecord.export.about import about
from ontherecord.export.annotations import Statement, claim_reviews, web_annotations
from ontherecord.export.brief import brief
from ontherecord.export.graph import graphml
from ontherecord.export.tables import What, as_csv, as_json, as_parquet, as_workbook, rows
from ontherecord.queries import Corpus, Filters

TABLES: tuple[What, ...] = ("quotes", "positions", "entities", "articles")
STATEMENTS: tuple[What, ...] = ("quotes", "positions")


@dataclass(frozen=True, slots=True)
class Form:
    """``what``: which exports have it; none: all. ``suffix`` ends the file's name."""

    name: str
    label: str
    purpose: str
    suffix: str
    mime: str
    what: tuple[What, ...] = TABLES


FORMS: tuple[Form, ...] = (
    Form("csv", "CSV", "for a spreadsheet", ".csv", "text/csv"),
    Form("xlsx", "Excel", "a workbook with a sheet that explains it", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Form("json", "JSON", "for programs", ".json", "application/json"),
    Form("parquet", "Parquet", "for pandas, DuckDB, R", ".parquet", "application/vnd.apache.parquet"),
    Form("brief", "Brief", "one web page to print or mail: numbers, charts, passages with sources", ".html", "text/html"),
    Form("annotations", "Web Annotations", "W3C JSON: the passages at their places in the articles", ".jsonld", "application/ld+json", STATEMENTS),
    Form(
        "claimreview",
        "ClaimReview",
        "schema.org JSON: who claimed what, where; nothing is rated",
        ".claims.jsonld",
        "application/ld+json",
        STATEMENTS,
    ),
    Form("graphml", "GraphML", "the network of actors and issues, for Gephi and others", ".graphml", "application/xml", ("positions",)),
)


def forms(what: What) -> tuple[Form, ...]:
    """The forms that ``what`` can be exported in."""
    return tuple(form for form in FORMS if what in form.what)


def file(corpus: Corpus, filters: Filters, what: What, form: str, *, order: str = "", search: str = "", link: str = "") -> bytes:
    """The bytes of a file: all rows that the filters (and a search) let through, in ``order``; the head says so. ValueError: no such form."""
    if form not in {known.name for known in forms(what)}:
        raise ValueError(f"cannot export {what!r} as {form!r}")
    match form:
        case "brief":
            return brief(corpus, filters, what=what, order=order, search=search, link=link)
        case "graphml":
            return graphml(corpus, filters, link=link)
        case "annotations":
            return web_annotations(corpus, filters, _statement(what), order=order, search=search, link=link)
        case "claimreview":
            return claim_reviews(corpus, filters, _statement(what), order=order, search=search, link=link)
    frame = rows(corpus, filters, what, order, search)
    head = about(corpus, filters, what, len(frame), order=order, search=search, link=link)
    match form:
        case "xlsx":
            return as_workbook(head, frame)
        case "parquet":
            return as_parquet(head, frame)
        case "json":
            return as_json(head, frame).encode()
    # A byte order mark, for spreadsheets that would otherwise guess the encoding wrong.
    return as_csv(head, frame).encode("utf-8-sig")


def _statement(what: What) -> Statement:
    assert what in STATEMENTS
    return what  # type: ignore[return-value]
