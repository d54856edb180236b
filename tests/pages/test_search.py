"""Search: what is asked is part of the link; hits open their evidence; nothing found says what to drop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages import seen

Visit = Callable[..., AppTest]
pytestmark = pytest.mark.usefixtures("folder")


def snippets(at: AppTest) -> list[str]:
    return ["".join(f"[{text}]" if found else text for text, found in hit["parts"]) for hit in seen.sent(at, "hits")["items"]]


def items(at: AppTest) -> Any:
    return seen.sent(at, "hits")["items"]


def test_a_link_searches_and_marks_what_was_found(visit: Visit) -> None:
    at = visit("search", q="fish river")
    assert snippets(at) == ["if the [river] kept its [fish]"]
    (hit,) = items(at)
    assert (hit["id"], hit["who"]) == ("quote:dam-3:1", "Élysée")
    assert hit["meta"] == "Marchand softens on the dam · Valley Post · 9 Mar 2025"
    assert at.text_input(key="search-text").value == "fish river"


def test_articles_lead_to_the_place_that_was_found(visit: Visit) -> None:
    at = visit("search", **{"q": "silt", "in": "articles"})
    (hit,) = items(at)
    assert hit["href"].startswith("articles?corpus=sample&article=dam-5&at=")
    assert "[silt]" in snippets(at)[0]


def test_what_is_typed_becomes_the_link(visit: Visit) -> None:
    at = visit("search", country="FR")
    at.text_input(key="search-text").set_value(" said:dam ").run()
    assert at.query_params["q"] in ("said:dam", ["said:dam"])
    assert snippets(at) == ["the plan “a [dam] too many”", "he backed the smaller Alder [dam] at last"]


def test_before_anything_is_asked_the_corpus_gives_examples(visit: Visit) -> None:
    at = visit("search")
    assert 'speaker:"Ana Ortiz"' in at.button(key="try-0").label.replace("\\", "")
    at.button(key="try-0").click().run()
    assert len(items(at)) == 4


def test_nothing_found_says_what_to_drop_and_what_that_brings(visit: Visit) -> None:
    at = visit("search", q="fish rain", outlet="Valley Post")
    labels = [button.label.replace("\\", "") for button in at.button if button.key.startswith("search-wider")]
    assert labels == ["Without “rain”: 1 quote"]
    assert "No quotes match this search and these filters together." in seen.words(at)


def test_a_search_that_cannot_be_meant_so_is_explained(visit: Visit) -> None:
    at = visit("search", q='speaker:Ortis "dam')
    assert "Did you mean Ana Ortiz?" in seen.words(at)
    assert "A quotation mark is not closed" in seen.words(at)


def test_a_field_in_the_sidebar_leads_here(visit: Visit) -> None:
    at = visit("quotes", country="FR")
    at.text_input(key="search-anywhere").set_value("fish").run()
    assert at.title[0].value == "Search"
    assert dict(at.query_params)["country"] in ("FR", ["FR"])
    assert "fish" in at.query_params["q"]


@pytest.mark.parametrize("q", ["<script>alert(1)</script>", "![x](http://a.example/x.png)", '"', "-", "*", ":red[x]"])
def test_anything_can_be_typed(visit: Visit, q: str) -> None:
    at = visit("search", q=q)
    assert not [e for e in [*at.caption, *at.info] if "![" in e.value or ":red[" in e.value]


def test_words_stand_in_their_context_and_open_the_quote(visit: Visit) -> None:
    table = seen.sent(visit("search", q="dam", view="context", lines="behind"), "table")
    lines = [seen.cells(row) for row in table["rows"]]
    assert lines[0] == ["he backed the smaller Alder ", "dam", " at last"]
    assert table["rows"][0]["cells"][2]["s"] == "Luc Marchand · 10 Apr 2025"
    assert [row["id"] for row in table["rows"]] == ["quote:dam-7:1", "quote:dam-1:3", "quote:dam-6:1", "quote:dam-1:1", "quote:dam-2:1"]
    assert table["caption"] == "5 places in 5 quotes."


def test_words_in_the_context_of_an_article_lead_there(visit: Visit) -> None:
    table = seen.sent(visit("search", **{"q": "silt", "in": "articles", "view": "context"}), "table")
    assert table["rows"][0]["cells"][1]["go"].startswith("articles?corpus=sample&article=dam-5&at=")


def test_words_over_time_say_where_there_are_too_few_for_a_share(visit: Visit) -> None:
    at = visit("search", q="dam", view="time")
    assert "No month has 10 quotes or more" in seen.words(at)
    assert seen.figure(at)["data"][0]["y"] == [3, 2]
    assert seen.figure(at)["data"][0]["customdata"][0] == "found:quotes:dam:2025-03-01..2025-03-31"
    at.query_params["show"] = "found:quotes:dam:2025-03-01..2025-03-31"
    at.run()
    assert "1 to 3 of 3 quotes" in seen.words(at)


def test_a_search_without_words_has_no_context(visit: Visit) -> None:
    assert "asks for no words that stand in a text" in seen.words(visit("search", q="speaker:ortiz", view="context"))
