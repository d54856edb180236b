"""Articles: the list, the reader, and links to what is not there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages import seen

Visit = Callable[..., AppTest]
pytestmark = pytest.mark.usefixtures("folder")


def test_the_list_has_outlet_date_numbers_and_versions(visit: Visit) -> None:
    rows = {row["id"]: row["cells"] for row in seen.sent(visit("articles"), "table")["rows"]}
    assert len(rows) == 12
    first = rows["dam-1"]
    assert (first[0]["t"], first[1]["t"]) == ("Ministers meet over the Alder dam", "Valley Post")
    assert first[1]["f"]["f"] == [["Outlet", "Valley Post", "outlet\x1fValley Post"]]
    assert [c["t"] if c else "" for c in first[2:]] == ["1 Mar 2025", str(len_words("dam-1")), "3", "2", "1"]
    assert rows["water-undated"][2]["t"] == "undated"
    assert rows["water-2"][1]["t"] == "not given"


def len_words(id: str) -> int:
    from tests import builders

    return next(len(e.article.text.split()) for e in builders.small_corpus() if e.article.id == id)


def test_a_link_opens_the_reader_at_a_place(visit: Visit) -> None:
    at = visit("articles", article="dam-1", at="120")
    shown = seen.sent(at, "reader")
    assert shown["at"] == 120
    assert shown["id"].startswith("dam-1:")
    assert shown["head"]["url"] == "https://valleypost.example/dam-1"
    assert [m["kind"] for m in shown["marks"]].count("quote") == 3
    speakers = [link for mark in shown["marks"] if mark["kind"] == "quote" for link in mark["links"]]
    assert speakers[0] == ["All quotes by Ana Ortiz", "quotes?corpus=sample&speaker=ana-ortiz"]


def test_other_versions_of_the_story_are_offered(visit: Visit) -> None:
    at = visit("articles", article="dam-1")
    at.button(key="version-dam-2").click().run()
    assert "dam-2" in at.query_params["article"]
    assert seen.sent(at, "reader")["head"]["title"] == "Spain to build dam, minister says"


def test_back_to_the_list(visit: Visit) -> None:
    at = visit("articles", article="dam-1", at="5", outlet="Valley Post")
    at.button(key="all-articles").click().run()
    assert "article" not in at.query_params
    assert "at" not in at.query_params
    assert "Valley Post" in at.query_params["outlet"]
    assert seen.sent(at, "table")["rows"]


@pytest.mark.parametrize("place", ["", "-4", "x", "999999999999", "١٢"])
def test_a_place_that_is_no_place_opens_the_top(visit: Visit, place: str) -> None:
    assert seen.sent(visit("articles", article="dam-1", at=place), "reader")["at"] is None


def test_an_unknown_article_is_named(visit: Visit) -> None:
    at = visit("articles", article="gone/../<b>")
    assert "F03: The article 'gone/../<b>' is not in this corpus." in seen.words(at)
    assert at.button(key="all-articles")


def test_nothing_found_names_the_filter_to_drop(visit: Visit) -> None:
    at = visit("articles", outlet="Hill Letter", words="parliament")
    labels = [button.label.replace("\\", "") for button in at.button if button.key.startswith("drop-")]
    assert labels == ["Drop “Words: parliament”: 3 articles"]
