"""Every form of an export holds the filtered rows and says which they are; what standards ask for is there."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pandas as pd
import pyarrow.parquet as pq
import pytest

from ontherecord.export import FORMS, WHAT, file, forms
from ontherecord.queries import Corpus, Filters, count_quotes, quotes, stands
from tests.builders import article, person, quote, small_corpus

CORPUS = Corpus.of(small_corpus(), "small", notice="Fiction.")
FRANCE = Filters(country=("FR",), not_speaker=("luc-marchand",))
LINK = "http://127.0.0.1:1/quotes?country=FR"
EVIL = '<script>alert("1")</script> & </blockquote> \x0b \ud83d\ude00'.encode("utf-16", "surrogatepass").decode("utf-16")


@pytest.mark.parametrize(("what", "form"), [(what, form.name) for what in WHAT for form in forms(what)])
@pytest.mark.parametrize("f", [Filters(), FRANCE, Filters(words="no such words")], ids=["all", "some", "none"])
def test_every_form_says_which_rows_it_holds(what: str, form: str, f: Filters) -> None:
    made = file(CORPUS, f, what, form, link=LINK)  # type: ignore[arg-type]
    if form == "parquet":
        text = pq.read_schema(io.BytesIO(made)).metadata[b"ontherecord"].decode()
    elif form == "xlsx":
        text = pd.read_excel(io.BytesIO(made), sheet_name="About", header=None, engine="calamine").to_string(max_colwidth=1000)
    else:
        text = made.decode()
    text = text.replace("&#x27;", "'")
    for part in (f.sentence(CORPUS), "small", "Fiction.", f"{datetime.now(UTC).year}", "http://127.0.0.1:1/quotes"):
        assert part in text


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "parquet"])
def test_tables_have_the_same_rows_in_the_order_of_the_screen(form: str) -> None:
    made = io.BytesIO(file(CORPUS, FRANCE, "quotes", form, order="newest"))
    if form == "csv":
        skip = int(made.getvalue().decode("utf-8-sig").split()[1])
        found = pd.read_csv(made, skiprows=skip)
    elif form == "xlsx":
        found = pd.read_excel(made, sheet_name="Quotes", engine="calamine")
    elif form == "json":
        found = pd.DataFrame(json.loads(made.getvalue())["rows"])
    else:
        found = pd.read_parquet(made)
    screen = quotes(CORPUS, FRANCE, "newest", limit=None)
    assert list(found["quote_id"]) == list(screen["quote_id"])
    assert list(found["content"]) == list(screen["content"])
    assert str(found["published_on"].iloc[0])[:10] == "2025-04-20"


def test_a_search_is_exported_as_it_was_found() -> None:
    found = json.loads(file(CORPUS, Filters(), "quotes", "json", search="dam speaker:ortiz"))
    assert {row["article_id"] for row in found["rows"]} == {"dam-1", "dam-2"}
    assert found["sentence"].endswith("Found by the search: dam speaker:ortiz")
    assert [row["article_id"] for row in json.loads(file(CORPUS, Filters(), "articles", "json", search="silt"))["rows"]] == ["dam-5"]


def test_no_text_of_a_workbook_is_a_formula_or_a_link() -> None:
    corpus = Corpus.of(
        [
            article(
                "f",
                '{q1:=HYPERLINK("http://x","y")} {c1:said} {s1:[Lee](lee)}.',
                title="http://a.example",
                entities={"lee": person("Lee")},
                quotes=[quote(1, "lee")],
            )
        ]
    )
    made = file(corpus, Filters(), "quotes", "xlsx")
    import zipfile

    with zipfile.ZipFile(io.BytesIO(made)) as book:
        sheets = "".join(book.read(name).decode() for name in book.namelist() if "worksheets/" in name)
    assert "<f>" not in sheets
    assert "<hyperlink" not in sheets
    assert pd.read_excel(io.BytesIO(made), sheet_name="Quotes", engine="calamine")["content"][0] == '=HYPERLINK("http://x","y")'


def test_the_network_joins_actors_to_issues_by_their_latest_side() -> None:
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    root = ET.fromstring(file(CORPUS, Filters(), "positions", "graphml"))
    keys = {key.get("id") for key in root.findall("g:key", space)}
    nodes = {node.get("id"): node for node in root.iterfind(".//g:node", space)}
    edges = root.findall(".//g:edge", space)
    assert len(edges) == len(stands(CORPUS, Filters()))
    assert all(edge.get("source") in nodes and edge.get("target") in nodes for edge in edges)
    assert {data.get("key") for data in root.iterfind(".//g:data", space)} <= keys
    luc = next(e for e in edges if (e.get("source"), e.get("target")) == ("actor:luc-marchand", "issue:alder-dam"))
    values = {data.get("key"): data.text for data in luc}
    assert (values["edge-toward"], values["edge-stance"], values["edge-target"]) == ("for", "support", "the smaller Alder dam")
    assert (values["edge-weight"], values["edge-sides"]) == ("3", "for 1; against 1; neither 1")
    assert (values["edge-status"], values["edge-confidence"]) == ("machine", "0.8")
    assert (values["edge-first"], values["edge-last"]) == ("2025-03-01", "2025-04-10")


def test_web_annotations_point_to_the_exact_words() -> None:
    whole = json.loads(file(CORPUS, Filters(), "quotes", "annotations"))
    assert whole["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert whole["total"] == len(whole["first"]["items"]) == count_quotes(CORPUS, Filters())
    texts = {e.article.url or f"urn:ontherecord:article:{e.article.id}": e.article.text for e in small_corpus()}
    for item in whole["first"]["items"]:
        for target in item["target"]:
            exact, place = target["selector"]
            text = texts[target["source"]]
            assert text[place["start"] : place["end"]] == exact["exact"]
            assert exact["prefix"] + exact["exact"] + exact["suffix"] in text
    ids = [item["id"] for item in whole["first"]["items"]]
    assert len(set(ids)) == len(ids)
    second = next(item for item in whole["first"]["items"] if item["id"].endswith(":quote:dam-1:2"))
    assert [target["selector"][0]["exact"] for target in second["target"]] == ["We have waited for ten years", "We will not wait for an eleventh."]
    assert "speaker: Ana Ortiz" in [body["value"] for body in second["body"]]


def test_annotations_of_positions_say_matter_side_status_and_confidence() -> None:
    whole = json.loads(file(CORPUS, Filters(), "positions", "annotations"))
    tags = [body["value"] for body in next(i for i in whole["first"]["items"] if i["id"].endswith(":position:dam-1:2"))["body"]]
    assert {"stance: oppose", "target: the Alder dam", "matter: Alder dam", "toward: against", "status: machine", "confidence: 0.80"} <= set(tags)


def test_claim_reviews_say_who_claimed_what_and_rate_nothing() -> None:
    found = json.loads(file(CORPUS, Filters(), "positions", "claimreview"))["@graph"]
    luc = next(review for review in found if review["claimReviewed"] == "Luc Marchand opposes the Alder dam")
    assert luc["itemReviewed"]["author"] == {"@type": "Person", "name": "Luc Marchand"}
    assert luc["itemReviewed"]["appearance"]["url"] == "https://valleypost.example/dam-1"
    assert luc["itemReviewed"]["appearance"]["publisher"]["name"] == "Valley Post"
    assert luc["reviewRating"]["alternateName"].startswith("Not rated.")
    assert all("ratingValue" not in review["reviewRating"] for review in found)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_brief_needs_nothing_else_and_reads_no_markup_of_articles() -> None:
    corpus = Corpus.of(
        [
            article(
                "evil",
                f"{{q1:{EVIL}}} {{c1:said}} {{s1:[Lee](lee)}}.",
                title=EVIL,
                outlet=EVIL,
                date="2025-03-01",
                entities={"lee": person("Lee")},
                quotes=[quote(1, "lee")],
            )
        ],
        EVIL[:8],
    )
    text = file(corpus, Filters(), "quotes", "brief", link="javascript:alert(1)").decode()
    page = Tags()
    page.feed(text)
    assert page.open == []
    assert not {tag for tag, _ in page.found} & {"script", "img", "link", "iframe", "a"}
    assert 'alert("1")' in page.text
    assert not re.search(r"https?://", text)


def test_a_brief_has_numbers_and_passages_with_their_sources() -> None:
    page = Tags()
    page.feed(file(CORPUS, Filters(), "positions", "brief", link=LINK).decode())
    assert "Luc Marchand (France) opposes the Alder dam · ▼ against · Alder dam · draft, confidence 80%" in page.text
    assert "Alder dam2026" in page.text  # two for, none against, two neither; six positions
    assert "about 2 in 3 were right in tests" in page.text
    assert "12 articles, 16 quotes by 7 speakers, 9 positions on 2 issues" in page.text
    assert "Marchand backs the smaller dam · Valley Post · 10 April 2025 · article dam-7" in page.text
    assert [attrs["href"] for tag, attrs in page.found if tag == "a"] == [LINK]


def test_an_unknown_form_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="graphml"):
        file(CORPUS, Filters(), "articles", "graphml")
    assert {form.name for form in FORMS} == {form.name for what in WHAT for form in forms(what)}
