"""What was not said counts nowhere; asked for, it is there in every view, and its number and its passages agree."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ontherecord.export import export
from ontherecord.model import ASSERTED
from ontherecord.queries import (
    Corpus,
    Filters,
    articles,
    count_quotes,
    headline,
    options,
    passages,
    positions,
    quotes,
    selectors,
    speaker_counts,
)
from ontherecord.queries.profile import profile
from ontherecord.queries.search import search
from ontherecord.queries.timelines import timeline
from tests.builders import article, person, position, quote

UNSAID = tuple(value for value in ASSERTED if value != "said")
TEXT = (
    "{e1:{s1:[Ana Ortiz](ana)} {c1:said} {q1:the bridge must {t1:be built}}.} {s2:[Ortiz](ana)} did not {c2:say} {q2:the bridge was safe}. "
    "If {s3:[Ortiz](ana)} {c3:says} {q3:the bridge is closed}, shops will shut. "
    "A fake video shows {s4:[Ortiz](ana)} {c4:saying} {q4:the bridge is ugly}."
)
HEARD = article(
    "heard",
    TEXT,
    date="2025-03-01",
    outlet="Valley Post",
    entities={"ana": person("Ana Ortiz", "ES")},
    quotes=[quote(n, "ana", asserted=asserted) for n, asserted in enumerate(("said", "not said", "supposed", "disowned"), 1)],
    positions=[position(1, "ana", "support", "building the bridge", matter="river bridge", quote=1)],
)
ONLY = article(
    "only",
    "{s1:[Luc Marchand](luc)} did not {c1:say} {q1:the bridge was late}.",
    date="2025-03-02",
    outlet="Valley Post",
    entities={"luc": person("Luc Marchand", "FR")},
    quotes=[quote(1, "luc", asserted="not said")],
)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus.of([HEARD, ONLY])


def test_only_what_was_said_counts(corpus: Corpus) -> None:
    every = Filters()
    assert headline(corpus, every).quotes == count_quotes(corpus, every) == 1
    assert list(quotes(corpus, every)["asserted"]) == ["said"]
    assert list(speaker_counts(corpus, every)["speaker_id"]) == ["ana-ortiz"]
    assert dict(zip(*(articles(corpus, every)[name] for name in ("article_id", "quotes")), strict=True)) == {"heard": 1, "only": 0}
    assert profile(corpus, every, "ana-ortiz").quotes == 1
    assert passages(corpus, selectors.speaker("ana-ortiz"), every).count == 1
    assert timeline(corpus, every).strip["quotes"].sum() == 1
    assert search(corpus, every, "bridge").count == 1
    assert search(corpus, every, "bridge", "articles").elsewhere == 1
    assert search(corpus, every, "speaker:marchand bridge").count == 0
    assert '"count": 1' in export(corpus, every, "quotes", "json")


@pytest.mark.parametrize("value", UNSAID)
def test_each_kind_is_there_when_it_is_asked_for(corpus: Corpus, value: str) -> None:
    asked = Filters(asserted=(value,))
    assert set(quotes(corpus, asked)["asserted"]) == {value}
    assert count_quotes(corpus, asked) == search(corpus, asked, "bridge").count == passages(corpus, selectors.outlet("Valley Post"), asked).count
    assert [p.asserted for p in passages(corpus, selectors.speaker("ana-ortiz"), asked).items] == [value]


def test_a_typed_field_keeps_the_filter(corpus: Corpus) -> None:
    found = search(corpus, Filters(asserted=("not said",)), "speaker:marchand bridge")
    assert [hit.asserted for hit in found.hits] == ["not said"]


def test_all_kinds_together(corpus: Corpus) -> None:
    assert count_quotes(corpus, Filters(asserted=ASSERTED)) == search(corpus, Filters(asserted=ASSERTED), "bridge").count == 5


def test_no_position_comes_from_what_was_not_said(corpus: Corpus) -> None:
    assert len(positions(corpus, Filters())) == len(positions(corpus, Filters(asserted=("said", "not said")))) == 1
    assert len(positions(corpus, Filters(asserted=UNSAID))) == 0


def test_the_choice_says_how_much_there_is_of_each(corpus: Corpus) -> None:
    for chosen in (Filters(), Filters(asserted=("supposed",))):
        found = options(corpus, chosen, "asserted")
        assert dict(zip(found["value"], found["count"], strict=True)) == {"said": 1, "not said": 2, "supposed": 1, "disowned": 1}


def test_one_quote_is_shown_by_its_link_whatever_it_is(corpus: Corpus) -> None:
    (item,) = passages(corpus, selectors.quote("only", 1), Filters()).items
    assert item.asserted == "not said"


def test_said_alone_is_the_same_as_no_filter() -> None:
    assert Filters(asserted=("said",)) == Filters()
    assert Filters(asserted=("said",)).to_params() == {}


def test_the_filter_is_in_the_link_and_in_the_sentence(corpus: Corpus) -> None:
    asked = Filters(asserted=("not said", "supposed"))
    assert Filters.from_params(asked.to_params()) == (asked, [])
    assert asked.sentence(corpus) == "Quotes and positions with words that were not said or only supposed."
    assert [part.label for part in asked.active(corpus)] == ["Said or not: not said", "Said or not: supposed"]
    assert replace(asked, asserted=()) == Filters()
