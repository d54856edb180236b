"""A stored corpus that does not hold together opens, says what it leaves out, and answers with the rest."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ontherecord.errors import Code
from ontherecord.export.files import FORMS, file
from ontherecord.model import Extraction, Role, Span
from ontherecord.queries import Corpus, Filters, articles, passages, positions, quotes, reader, search, serving
from ontherecord.store import schema
from tests import builders
from tests.core.test_invariants import change, state, twice

Breaking = Callable[[Extraction], Extraction]
FAR = Span(10**6, 10**6 + 9)
BROKEN: dict[str, tuple[Breaking, str]] = {  # what is done to the first article -> what the corpus says of it
    "two quotes of one number": (change("quotes", 1, number=1), "1 of the quotes that stand twice"),
    "a number below 0": (change("quotes", 1, number=-3), "1 of the quotes with a number that cannot be"),
    "a number beyond the index": (change("quotes", 1, number=2**20), "1 of the quotes with a number that cannot be"),
    "a speaker who is nobody": (change("quotes", 1, speaker=9), "1 of the quotes of a speaker that there is not"),
    "a piece outside the text": (change("quotes", 1, pieces=(FAR,)), "1 of the quotes outside the text"),
    "a cue before the text": (change("quotes", 1, cue=Span(-4, 2)), "1 of the quotes outside the text"),
    "no content": (change("quotes", 1, pieces=()), "1 of the quotes outside the text"),
    "a kind of quote that there is not": (change("quotes", 1, type="sung"), "1 of the quotes with a value that there is not"),
    "a kind of source that there is not": (change("quotes", 1, source_kind="oracle"), "1 of the quotes with a value that there is not"),
    "a resolution that there is not": (change("quotes", 1, resolution="guess"), "1 of the quotes with a value that there is not"),
    "a month without its day": (change("quotes", 1, said_on=None, said_basis="month"), "1 of the quotes with a value that there is not"),
    "surer than sure": (change("quotes", 1, confidence=7.0), "1 of the quotes with a value that there is not"),
    "two positions of one number": (twice("positions", 0), "1 of the positions that stand twice"),
    "an actor who is nobody": (change("positions", 1, actor=9), "1 of the positions of an actor that there is not"),
    "a carrier that is not there": (state(1, quote=9), "1 of the positions with a quote that there is not"),
    "evidence outside the text": (state(1, sentence=FAR), "1 of the positions outside the text"),
    "a stance that there is not": (state(1, stance="adores"), "1 of the positions with a value that there is not"),
    "a commitment that there is not": (state(1, commitment="sings"), "1 of the positions with a value that there is not"),
    "a side that there is not": (change("positions", 1, toward="beside"), "1 of the positions with a value that there is not"),
    "a status that there is not": (change("positions", 1, status="lost"), "1 of the positions with a value that there is not"),
    "two entities of one key": (twice("entities", 2), "1 of the entities that stand twice"),
    "a kind that there is not": (change("entities", 3, kind="animal"), "1 of the entities of a kind that there is not"),
    "a mention of nobody": (change("mentions", 0, entity=9), "1 of the mentions of nobody"),
    "a mention outside the text": (change("mentions", 0, end=10**6), "1 of the mentions outside the text"),
}


def asked(corpus: Corpus) -> None:
    """What the pages ask of quotes, positions, articles and the index of words; nothing may raise."""
    every = Filters(unsure=True)
    for show in [*quotes(corpus, every, limit=None)["quote_id"], *positions(corpus, every, limit=None)["position_id"]]:
        assert passages(corpus, show, every).count == 1
    for id in articles(corpus, every, limit=None)["article_id"]:
        assert reader(corpus, id).title
    assert search(corpus, every, "Spain", kind="quotes").count


def test_a_sound_corpus_has_nothing_to_say() -> None:
    assert Corpus.of(builders.small_corpus()).problems == []


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_is_left_out_and_told(name: str) -> None:
    breaking, told = BROKEN[name]
    first, *others = builders.small_corpus()[:4]
    corpus = Corpus.of([breaking(first), *others])
    (problem,) = corpus.problems
    assert problem.code is Code.C14
    assert told in str(problem)
    asked(corpus)
    assert len(articles(corpus, Filters(), limit=None)) == 4
    assert len(quotes(corpus, Filters(), limit=None)) >= len(quotes(Corpus.of(others), Filters(), limit=None)) + 1


def test_what_needs_what_is_left_out_goes_with_it() -> None:
    first, *others = builders.small_corpus()
    corpus = Corpus.of([change("entities", 0, kind="animal")(first), *others])
    told = str(corpus.problems[0])
    for part in ("1 of the entities of a kind", "of the quotes of a speaker", "1 of the positions of an actor", "of the mentions of nobody"):
        assert part in told
    left = quotes(corpus, Filters(), limit=None)
    assert list(left[left["article_id"] == first.article.id]["number"]) == [3]


def test_repairs_that_cannot_be_take_their_article_along_and_no_other() -> None:
    extractions = builders.small_corpus()[:4]
    tables = schema.tables(extractions)
    rows = tables["articles"].to_pylist()
    rows[0]["repairs"] = [
        {"start": 9, "end": 12, "replacement": "x", "kind": "mojibake"},
        {"start": 3, "end": 5, "replacement": "y", "kind": "mojibake"},
    ]
    corpus = Corpus("torn", 0, None, "", serving.in_memory("torn", {}, {**tables, "articles": schema.conform("articles", rows)}))
    told = str(corpus.problems[0])
    assert "1 of the articles with repairs outside the text or out of order; 4 of the entities of an article that there is not" in told
    assert set(quotes(corpus, Filters(), limit=None)["article_id"]) == {e.article.id for e in extractions[1:]}
    asked(corpus)


def test_many_faults_are_told_in_one_message_and_the_rest_is_exported() -> None:
    first, *others = builders.small_corpus()
    broken = twice("quotes", 0)(change("positions", 1, status="lost")(first))
    corpus = Corpus.of([broken, *others])
    for form in FORMS:
        assert file(corpus, Filters(unsure=True), form.what[0], form.name)
    (problem,) = corpus.problems
    assert "1 of the quotes that stand twice; 1 of the positions with a value that there is not" in str(problem)


@pytest.mark.parametrize(
    "fine",
    [
        change("quotes", 1, speaker=None, source_kind="none", resolution="unknown"),
        change("quotes", 1, said_on=None, said_basis="none"),
        change("quotes", 1, cue=None, source=None),
        change("entities", 0, roles=(Role("envoy", None, 0, 4),), gender=None),
        state(1, quote=None, trigger=None),
        change("positions", 1, country=None),
    ],
)
def test_what_only_looks_broken_stays(fine: Breaking) -> None:
    first, *others = builders.small_corpus()
    assert Corpus.of([fine(first), *others]).problems == []


def test_offsets_count_characters_not_bytes() -> None:
    text = "👩‍👩‍👧 {s1:[Ana Ortiz](ana)} {c1:said} {q1:the dām – must go 🇫🇷}"
    made = builders.article("a1", text, entities={"ana": builders.person("Ana Ortiz")}, quotes=[builders.quote(1, "ana")])
    assert Corpus.of([made]).problems == []
    beyond = change("quotes", 0, pieces=(Span(5, len(made.article.text) + 1),))(made)
    assert Corpus.of([beyond]).problems
