from __future__ import annotations

import csv
import io
import json

import pytest

from ontherecord.export import FORMATS, WHAT, as_dict, as_line, export
from ontherecord.queries import Corpus, Filters
from tests.builders import article, country, person, quote, small_corpus, unnamed

CORPUS = Corpus.of(small_corpus(), "small", notice="Fiction.")


def test_a_line_is_what_the_scorer_reads() -> None:
    extraction = small_corpus()[0]
    found = json.loads(as_line(extraction))
    text = extraction.article.text
    assert found["doc_id"] == "dam-1"
    second = found["quotes"][1]
    assert [text[s:e] for s, e in second["spans"]] == ["We have waited for ten years", "We will not wait for an eleventh."]
    assert text[slice(*second["cue"])] == "added"
    assert text[slice(*second["source"])] == "she"
    assert (second["type"], second["speaker"], second["speaker_kind"], second["country"]) == ("direct", "Ana Ortiz", "named", "ES")
    assert found["people"] == [
        {"name": "Ana Ortiz", "variants": ["Ortiz"], "country": "ES"},
        {"name": "Luc Marchand", "variants": ["Marchand"], "country": "FR"},
    ]
    position = found["positions"][1]
    assert (position["actor"], position["stance"], position["issue"]) == ("Luc Marchand", "oppose", "Alder dam")
    assert (position["position"], position["matter"], position["toward"], position["said"]) == (2, "Alder dam", "against", None)
    assert text[slice(*position["trigger"])] == "a dam too many"
    assert [text[s:e] for s, e in position["evidence"]] == ["Luc Marchand called the plan “a dam too many”."]


def test_people_are_named_persons_and_unknown_speakers_null() -> None:
    extraction = article(
        "x",
        "{q1:It rained}. [An aide](aide) of [France](fr) met [Lee](lee).",
        entities={"aide": unnamed("aide"), "fr": country("France", "FR"), "lee": person("Lee")},
        quotes=[quote(1, None)],
    )
    found = as_dict(extraction)
    assert [p["name"] for p in found["people"]] == ["Lee"]
    assert found["quotes"][0]["speaker"] is None
    assert found["quotes"][0]["cue"] is None
    assert found["quotes"][0]["speaker_kind"] == "none"


def test_a_line_is_one_line() -> None:
    assert "\n" not in as_line(article("x", "One.\nTwo.\u2028Three.", title="a\nb"))


def read(text: str) -> tuple[list[str], list[dict[str, str]]]:
    lines = text.splitlines(keepends=True)
    head = int(lines[0].split()[1])
    return lines[:head], list(csv.DictReader(io.StringIO("".join(lines[head:]))))


@pytest.mark.parametrize("what", WHAT)
@pytest.mark.parametrize("f", [Filters(), Filters(country=("FR",)), Filters(words="no such words")], ids=str)
def test_both_formats_hold_the_filtered_rows_and_say_which(what: str, f: Filters) -> None:
    parsed = json.loads(export(CORPUS, f, what, "json"))  # type: ignore[arg-type]
    head, rows = read(export(CORPUS, f, what, "csv"))  # type: ignore[arg-type]
    assert parsed["count"] == len(parsed["rows"]) == len(rows)
    assert (parsed["corpus"], parsed["version"], parsed["notice"]) == ("small", 0, "Fiction.")
    assert Filters.from_params(parsed["filters"])[0] == f
    assert parsed["sentence"] == f.sentence(CORPUS)
    assert f.sentence(CORPUS) in "".join(head)
    assert "Fiction." in "".join(head)
    assert all(line.startswith("#") for line in head)
    for record, row in zip(parsed["rows"], rows, strict=True):
        assert list(record) == list(row)


def test_missing_values_and_days() -> None:
    rows = {r["article_id"]: r for r in json.loads(export(CORPUS, Filters(), "articles", "json"))["rows"]}
    assert rows["water-undated"]["published_on"] is None
    assert rows["water-2"]["outlet"] is None
    assert rows["dam-1"]["published_on"] == "2025-03-01"
    positions = {r["position_id"]: r for r in json.loads(export(CORPUS, Filters(), "positions", "json"))["rows"]}
    assert positions["position:dam-1:1"]["quote"] == 1
    assert positions["position:dam-3:1"]["quote"] is None


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "  =", "＝"])
def test_a_spreadsheet_runs_no_text_of_an_article(start: str) -> None:
    text = f'{start}HYPERLINK("http://x","y")'
    corpus = Corpus.of(
        [article("f", f"{{q1:{text}}} {{c1:said}} {{s1:[Lee](lee)}}.", title=text, entities={"lee": person("Lee")}, quotes=[quote(1, "lee")])]
    )
    (row,) = read(export(corpus, Filters(), "quotes", "csv"))[1]
    for cell in (row["content"], row["title"]):
        assert not cell.strip().startswith(("=", "+", "-", "@", "＝"))
        assert cell.endswith(text.strip())
    assert json.loads(export(corpus, Filters(), "quotes", "json"))["rows"][0]["content"] == text  # data for programs stays as it is


def test_line_breaks_and_marks_survive_csv() -> None:
    content = 'a "b",\nc; d'
    corpus = Corpus.of([article("f", f"{{q1:{content}}}", quotes=[quote(1, None)])])
    assert read(export(corpus, Filters(), "quotes", "csv"))[1][0]["content"] == content


def test_an_unknown_form_is_the_callers_mistake() -> None:
    assert FORMATS == ("csv", "json")
    with pytest.raises(ValueError, match="xlsx"):
        export(CORPUS, Filters(), "quotes", "xlsx")  # type: ignore[arg-type]
