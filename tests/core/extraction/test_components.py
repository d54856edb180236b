"""The one component for other people's pipelines: what it leaves, what it asks for, and that it survives a disk."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import ontherecord.extraction.components  # noqa: F401 - as in a checkout that is not installed
from ontherecord import loading
from ontherecord.errors import Code, Problem
from ontherecord.extraction import pipeline
from ontherecord.model import Article, Span
from ontherecord.settings import settings

pytestmark = pytest.mark.model
TEXT = """Kari Lund, the Norwegian fisheries minister, backed the harbour treaty on Monday. “We will sign it,” she said.

French President Paul Rein said he opposed the harbour treaty.

Nobody else spoke."""


def loaded(**config: str) -> Language:
    nlp = spacy.load(settings().model)
    nlp.add_pipe("ontherecord", config=config)
    return nlp


@pytest.fixture(scope="module")
def nlp() -> Language:
    return loaded(mode="rules")


def test_it_leaves_what_the_pipeline_of_ours_finds(monkeypatch: pytest.MonkeyPatch, nlp: Language) -> None:
    monkeypatch.setenv("ONTHERECORD_EXTRACTION", "rules")
    settings.cache_clear()
    article = loading.load_text(TEXT, published_on="2025-03-14").article
    assert article is not None
    assert not article.repairs
    (expected,) = pipeline.extract([article])
    doc = nlp.make_doc(TEXT)
    doc._.article, doc._.headline = article, article.headline
    doc = nlp(doc)
    settings.cache_clear()
    assert tuple(doc._.quotes) == expected.quotes
    assert tuple(doc._.positions) == expected.positions
    assert tuple(doc._.entities) == expected.entities
    assert tuple(doc._.mentions) == expected.mentions
    assert [doc._.entities[q.speaker].name for q in doc._.quotes] == ["Kari Lund", "Paul Rein"]


def test_paragraphs_are_found_before_the_parser(nlp: Language) -> None:
    assert nlp.pipe_names[0] == "otr_paragraphs"
    assert nlp.pipe_names[-1] == "ontherecord"
    text = "The council met on the quay in the north\n\nfor the first time in years."
    assert text.index("for") in {sent.start_char for sent in nlp(text).sents}


def test_a_second_one_adds_paragraphs_once() -> None:
    nlp = spacy.load(settings().model)
    nlp.add_pipe("otr_paragraphs", first=True)
    nlp.add_pipe("ontherecord", config={"mode": "rules"})
    assert nlp.pipe_names.count("otr_paragraphs") == 1


def test_paragraphs_switched_off_are_found_all_the_same(nlp: Language) -> None:
    with nlp.select_pipes(disable=["otr_paragraphs"]):
        doc = nlp(TEXT)
    assert len(doc._.paragraphs) == 3
    assert TEXT[slice(*doc._.quotes[0].pieces[0])] == "We will sign it"


def test_days_need_the_day_of_the_article(nlp: Language) -> None:
    assert {p.said_on for p in nlp(TEXT)._.positions} == {None}


def test_a_headline_may_be_told(nlp: Language) -> None:
    doc = nlp.make_doc("“It is over,” said Lund\n\n" + TEXT)
    doc._.headline = Span(0, 23)
    doc._.article = Article("a", doc.text)
    assert {q.pieces[0].start > 23 for q in nlp(doc)._.quotes} == {True}
    assert {q.pieces[0].start > 23 for q in nlp(doc.text)._.quotes} == {True, False}


@pytest.mark.parametrize("text", ["", " \n", "“", "Hm."])
def test_odd_texts_have_nothing(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert (doc._.quotes, doc._.positions) == ([], [])


@pytest.mark.parametrize(
    ("without", "missing"),
    [("parser", "parse"), ("ner", "named entities"), ("tagger", "part-of-speech tags"), ("lemmatizer", "lemmas")],
)
def test_a_pipeline_that_lacks_a_part_is_a_problem_not_an_empty_list(nlp: Language, without: str, missing: str) -> None:
    with nlp.select_pipes(disable=[without]), pytest.raises(Problem) as caught:
        nlp(TEXT)
    assert caught.value.code is Code.E03
    assert missing in str(caught.value)


def test_a_blank_pipeline_is_told_all_that_it_lacks() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("ontherecord", config={"mode": "rules"})
    with pytest.raises(Problem, match="E03") as caught:
        list(nlp.pipe([TEXT]))
    assert "parse, named entities" in str(caught.value)


@pytest.mark.parametrize(("config", "code"), [({"mode": "fast"}, Code.S01), ({"reader": "no/such/folder"}, Code.E04)])
def test_a_config_that_cannot_be_is_a_problem(config: dict[str, str], code: Code) -> None:
    nlp = spacy.blank("en")
    with pytest.raises(Problem) as caught:
        nlp.add_pipe("ontherecord", config=config)
    assert caught.value.code is code


def test_without_trained_parts_nothing_of_them_is_asked(nlp: Language) -> None:
    steps = nlp.get_pipe("ontherecord").steps  # type: ignore[attr-defined]
    assert not any(getattr(step, "networks", None) or getattr(step, "reader", None) for step in steps)


def test_a_pipeline_survives_the_disk(tmp_path: Path, nlp: Language) -> None:
    nlp.to_disk(tmp_path / "nlp")
    again = spacy.load(tmp_path / "nlp")
    assert again.pipe_names == nlp.pipe_names
    assert again.get_pipe_config("ontherecord")["mode"] == "rules"
    assert again(TEXT)._.quotes == nlp(TEXT)._.quotes
    into = loaded(mode="rules").from_disk(tmp_path / "nlp")
    assert into(TEXT)._.positions == nlp(TEXT)._.positions
