"""The quality page: what the checked part of a random sample says, and how far people agree."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ontherecord.queries import Corpus, Filters
from ontherecord.review import deciding, quality
from ontherecord.settings import settings
from tests import builders
from tests.core.review.test_quality import many
from tests.pages import corpora, seen

Visit = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ONTHERECORD_CORPORA", str(tmp_path))
    settings.cache_clear()
    st.cache_data.clear()
    st.cache_resource.clear()
    corpora.write_corpus("sample", builders.small_corpus(), corpora.NOTICE)
    corpora.write_corpus("harbour", many(60))
    yield tmp_path
    settings.cache_clear()


def drawn(size: int = 50) -> list[str]:
    return list(quality.sample(Corpus.open("harbour"), Filters(), "quote", size)["id"])


def links(at: AppTest) -> list[str]:
    return [str(e.proto.query_string) for e in at.get("page_link") if "review" in e.proto.page or "order=sample" in e.proto.query_string]


def twin(at: AppTest, first: str) -> list[Any]:
    (found,) = [frame.value for frame in at.dataframe if frame.value.columns[0] == first]
    return list(found.to_dict("records"))


def test_before_anything_is_checked_it_says_what_to_do(visit: Visit) -> None:
    at = visit("quality", corpus="harbour")
    words = seen.words(at)
    assert "Nothing of the sample is checked yet." in words
    assert "60 of 60 quotes were drawn" in words
    assert any("order=sample" in link for link in links(at))
    assert not at.get("plotly_chart")


def test_too_few_are_said_to_be(visit: Visit) -> None:
    deciding.confirm(Corpus.open("harbour"), drawn()[:12], "Ann")
    words = seen.words(visit("quality", corpus="harbour", size="50"))
    assert "Only 12 of the sample are checked. That is too few to say how much is right; it takes at least 30." in words
    assert "quotes shown, about" not in words


def test_what_the_sample_says_of_all_that_is_shown(visit: Visit) -> None:
    corpus = Corpus.open("harbour")
    deciding.confirm(corpus, drawn()[4:40], "Ann")
    deciding.reject(corpus, drawn()[:4], "Ann")
    found = quality.quality(corpus, Filters(), "quote", 50)
    at = visit("quality", corpus="harbour", size="50")
    words = seen.words(at)
    assert f"Of the 56 quotes shown, about {found.shown.low} to {found.shown.high} are likely right, with their speaker." in words
    assert "40 of 50 in the sample are checked, drawn from 60." in words
    (main, *_) = twin(at, "What")
    assert (main["What"], main["Checked"], main["Right"]) == ("Quote and speaker", 40, 36)
    assert main["Likely between"].endswith("%")
    assert {row["Kind"] for row in twin(at, "Kind")} == {"indirect", "mixed"}
    assert {row["Outlet"] for row in twin(at, "Outlet")} == {"Valley Post", "Coast Wire"}
    assert [row["Confidence"] for row in twin(at, "Confidence")] == ["50% and more", "70% and more", "80% and more", "90% and more"]


def test_filters_narrow_what_is_measured(visit: Visit) -> None:
    at = visit("quality", corpus="harbour", outlet="Coast Wire")
    assert "20 of 20 quotes were drawn" in seen.words(at)


def test_the_models_figures_stand_beside(visit: Visit) -> None:
    at = visit("quality", corpus="harbour", kind="position")
    rows = [seen.cells(row) for row in seen.sent(at, "table")["rows"]]
    assert ["right as shown", "66.8%"] in [[row[0], row[3]] for row in rows]
    assert "There are no positions here" in seen.words(at)


@pytest.mark.parametrize("params", [{"size": "x"}, {"seed": "-3"}, {"kind": "x"}, {"seed": "99999999999999"}])
def test_a_link_that_cannot_be_read_opens_the_page(visit: Visit, params: dict[str, str]) -> None:
    assert "60 of 60 quotes were drawn" in seen.words(visit("quality", corpus="harbour", **params))


# --- agreement ----------------------------------------------------------------------------------------------------------------------------


def test_one_alone_agrees_with_nobody(visit: Visit) -> None:
    deciding.confirm(Corpus.open("sample"), "quote:dam-1:1", "Ann")
    assert "it takes two people" in seen.words(visit("quality"))


def test_two_agree_and_what_they_disagree_on_opens_in_the_queue(visit: Visit) -> None:
    corpus = Corpus.open("sample")
    both = ["quote:dam-1:1", "quote:dam-1:2", "quote:dam-1:3", "position:dam-1:1"]
    deciding.confirm(corpus, both, "Ann")
    deciding.confirm(corpus, both[1:], "Bea")
    deciding.reject(corpus, both[0], "Bea", "that was Luc")
    at = visit("quality", kind="position", country="PT")  # whatever is filtered
    words = seen.words(at)
    assert "Ann and Bea agree on 3 of 4 findings that both checked." in words
    assert "Cohen’s kappa 0.00" in words
    assert "They disagree on 1, of which 1 is open." in words
    tables = [e.proto for e in at.get("bidi_component") if e.proto.component_name == "ontherecord_table"]
    (row,) = [row for proto in tables for row in json.loads(proto.json)["rows"] if row["id"] == both[0]]
    assert seen.cells(row)[1].startswith("confirmed it on ")
    assert seen.cells(row)[2].endswith(": that was Luc")
    assert seen.cells(row)[3] == "open"
    deciding.reject(corpus, both[0], "Cem")
    assert "of which 0 are open" in seen.words(visit("quality"))
