"""People put issues in order: seen at once, kept, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ontherecord.decisions.issues import IssueDecision
from ontherecord.errors import Code, Problem
from ontherecord.queries import Corpus, Filters, deciding, issue_counts
from ontherecord.settings import settings
from ontherecord.store import delete_corpus, rename_corpus
from ontherecord.store.corpora import decisions_of
from tests import builders
from tests.pages import corpora, seen


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A corpus of this test alone."""
    monkeypatch.setenv("ONTHERECORD_CORPORA", str(tmp_path))
    settings.cache_clear()
    st.cache_data.clear()
    st.cache_resource.clear()
    corpora.write_corpus("sample", builders.small_corpus(), corpora.NOTICE)
    yield tmp_path
    settings.cache_clear()


def names() -> dict[str, int]:
    rows = issue_counts(Corpus.open("sample"), Filters(), limit=None)
    return dict(zip(rows["issue"], rows["positions"], strict=True))


@pytest.mark.usefixtures("own")
def test_an_issue_is_renamed_on_the_page_and_taken_back(visit: Callable[..., AppTest]) -> None:
    at = visit("positions", view="issue", on="alder-dam")
    at.text_input[[t.label for t in at.text_input].index("New name")].set_value("The dam in the Alder")
    next(b for b in at.button if b.label == "Rename").click().run()
    assert not at.exception
    assert names() == {"The dam in the Alder": 6, "water price": 3}
    assert any("The dam in the Alder (6 positions)" in box.options for box in at.selectbox)
    assert "“Alder dam” is called “The dam in the Alder”" in seen.words(at)
    next(b for b in at.button if b.label == "Take back").click().run()
    assert names() == {"Alder dam": 6, "water price": 3}


@pytest.mark.usefixtures("own")
def test_all_that_can_be_decided() -> None:
    made = deciding.split(Corpus.open("sample"), "alder-dam", "smaller", "A smaller dam")
    assert (made, names()) == ("a-smaller-dam", {"Alder dam": 4, "water price": 3, "A smaller dam": 2})
    deciding.merge(Corpus.open("sample"), made, "water-price")
    assert names() == {"Alder dam": 4, "water price": 5}
    deciding.define(Corpus.open("sample"), "dam, fair price", "Everything")
    assert names() == {"Everything": 7, "water price": 2}
    newest = deciding.decided("sample")[0]
    assert (newest.words, newest.positions) == ("What has the words “dam, fair price” is “Everything”", 7)
    deciding.undo(Corpus.open("sample"), newest.id)
    assert names() == {"Alder dam": 4, "water price": 5}
    corpora.write_corpus("sample", builders.small_corpus())  # built again
    assert names() == {"Alder dam": 4, "water price": 5}


@pytest.mark.usefixtures("own")
def test_what_cannot_be_decided_is_said_and_changes_nothing() -> None:
    corpus = Corpus.open("sample")
    for code, attempt in (
        (Code.F04, lambda: deciding.rename(corpus, "no-such", "x")),
        (Code.F05, lambda: deciding.rename(corpus, "alder-dam", " !! ")),
        (Code.F05, lambda: deciding.merge(corpus, "alder-dam", "alder-dam")),
        (Code.F04, lambda: deciding.merge(corpus, "alder-dam", "no-such")),
        (Code.F05, lambda: deciding.split(corpus, "alder-dam", "moon", "Moon")),
        (Code.F05, lambda: deciding.split(corpus, "alder-dam", "dam", "Dam")),
        (Code.F05, lambda: deciding.define(corpus, " , ", "Nothing")),
        (Code.F04, lambda: deciding.undo(corpus, "0123")),
    ):
        with pytest.raises(Problem) as found:
            attempt()
        assert found.value.code is code
    assert decisions_of("sample").decisions() == []


@pytest.mark.usefixtures("own")
def test_decisions_go_where_their_corpus_goes() -> None:
    deciding.rename(Corpus.open("sample"), "alder-dam", "Dam")
    rename_corpus("sample", "spring")
    assert [d.words for d in deciding.decided("spring")] == ["“Alder dam” is called “Dam”"]
    assert decisions_of("sample").decisions() == []
    delete_corpus("spring")
    assert decisions_of("spring").decisions() == []


@pytest.mark.usefixtures("own")
def test_a_decision_that_finds_nothing_any_more_says_so() -> None:
    decisions_of("sample").add([IssueDecision("rename", issue="gone", name="Gone", wordings=("the moon",)).decision()])
    (row,) = deciding.decided("sample")
    assert row.positions == 0
    assert names() == {"Alder dam": 6, "water price": 3}


@pytest.mark.usefixtures("own")
def test_the_command_line_does_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    from ontherecord.cli import main

    assert main(["issues", "sample", "--rename", "alder-dam", "Dam"]) == 0
    assert main(["issues", "sample"]) == 0
    assert "alder-dam" in (out := capsys.readouterr().out)
    assert out.rstrip().splitlines()[-2].split() == ["6", "alder-dam", "Dam"]
    assert main(["issues", "sample", "--decisions"]) == 0
    id = capsys.readouterr().out.split()[0]
    assert main(["issues", "sample", "--undo", id]) == 0
    assert main(["issues", "sample", "--undo", id]) == 1
    assert "F04" in capsys.readouterr().err
