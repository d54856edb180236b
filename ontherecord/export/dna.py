"""Positions as statements for the Discourse Network Analyzer (DNA, https://github.com/leifeld/dna): one row a statement, in the variables of its
standard statement type: person, organization, concept, agreement."""

from __future__ import annotations

import csv
import io

from ontherecord.export.tables import cell, records
from ontherecord.queries import Corpus, Filters, positions

COLUMNS = ("id", "time", "document_id", "document_title", "document_source", "person", "organization", "concept", "agreement", "text")
AGREES = {"for": 1, "against": 0}
"""DNA knows agreement and disagreement only: positions that are on neither side of their issue are left out."""


def dna(corpus: Corpus, filters: Filters) -> bytes:
    """CSV of all positions for or against an issue that the filters let through, the oldest first.

    ``time`` is the day of the words, else of publication (ISO; empty: not known); ``concept`` the issue, to which all who speak on it are compared;
    ``agreement`` 1 for, 0 against. Persons stand under person, everybody else under organization."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    kinds = dict(corpus.rows("SELECT entity_id, kind FROM nodes"))
    for row in records(positions(corpus, filters, "oldest", limit=None)):
        if row["toward"] not in AGREES:
            continue
        person = kinds.get(row["actor_id"], "person") == "person"
        writer.writerow(
            cell(value)
            for value in (
                *(row["position_id"], _time(row), row["article_id"], row["title"] or "", row["outlet"] or ""),
                *(row["actor"] if person else "", "" if person else row["actor"], row["issue"], AGREES[row["toward"]], row["evidence_text"]),
            )
        )
    return out.getvalue().encode("utf-8-sig")


def _time(row: dict[str, str | None]) -> str:
    """A time, as DNA reads it: of a month or year its first day."""
    given = row["said_on"] or row["published_on"]
    if not given:
        return ""
    return f"{(given + '-01-01')[:10]}T00:00:00"
