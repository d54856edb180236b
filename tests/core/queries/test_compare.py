"""Comparisons, on the small corpus of tests/builders.py and on invented words."""

from __future__ import annotations

import math
from datetime import date

import pytest

from ontherecord.queries import Corpus, Filters, passages, selectors
from ontherecord.queries.compare import Side, coverage, known_side, numbers, periods, side_by_side, telling_words
from tests.builders import article, person, quote, small_corpus

CORPUS = Corpus.of(small_corpus(), "small")
EMPTY = Corpus.of([], "empty")
ALL = Filters()
FR, ES = Side("country", "FR"), Side("country", "ES")
SIDES = [
    [FR, ES],
    [Side("speaker", "ana-ortiz"), Side("speaker", "luc-marchand"), Side("speaker", "tomas-rey")],
    [Side("outlet", "Valley Post"), Side("outlet", "Coast Wire")],
    [Side("published", "2025-03-01..2025-03-31"), Side("published", "2025-04-01..2025-04-30"), Side("published", "undated")],
]


@pytest.mark.parametrize("sides", SIDES, ids=lambda s: s[0].by)
@pytest.mark.parametrize("filters", [ALL, Filters(words="dam"), Filters(since=date(2025, 3, 5))])
def test_every_number_opens_what_it_counts(sides: list[Side], filters: Filters) -> None:
    for side, found in zip(sides, numbers(CORPUS, filters, sides), strict=True):
        assert found.quotes == passages(CORPUS, selectors.quotes(side), filters).count
        assert found.positions == passages(CORPUS, selectors.positions(side), filters).count
    for row in side_by_side(CORPUS, filters, sides):
        for side, place in zip(sides, row.places, strict=True):
            opened = passages(CORPUS, selectors.positions(side, ("issue", row.issue_id)), filters)
            assert (place.passages if place else 0) == opened.count
            if place:
                assert sum(place.actors.values()) <= len({item.speaker_id for item in opened.items})
                assert place.held.show in {item.show for item in opened.items}
    what: selectors.Property = "speaker" if sides[0].by in ("outlet", "published") else "outlet"
    for row in coverage(CORPUS, filters, sides).to_dict("records"):
        for n, side in enumerate(sides):
            assert row[f"n{n}"] == passages(CORPUS, selectors.quotes(side, (what, row["key"])), filters).count


def test_issues_that_all_share_come_first() -> None:
    found = side_by_side(CORPUS, ALL, [FR, ES])
    assert [row.issue_id for row in found] == ["alder-dam", "water-price"]
    france, spain = found[0].places
    assert france is not None
    assert spain is not None
    assert (france.toward, france.actors, france.who) == ("for", {"for": 1, "against": 0, "neither": 1}, "Luc Marchand")
    assert (france.held.day, france.words) == (date(2025, 4, 10), "Luc Marchand said he backed the smaller Alder dam at last.")
    assert (spain.toward, spain.passages) == ("for", 1)


def test_who_covers_what() -> None:
    found = coverage(CORPUS, ALL, [FR, ES]).set_index("name")
    assert found.loc["Coast Wire", ["n0", "n1"]].tolist() == [2, 2]
    assert coverage(CORPUS, ALL, SIDES[2])["key"].iloc[0] == "ana-ortiz"


def test_periods_are_those_with_articles() -> None:
    labels = [side.label(CORPUS) for side in periods(CORPUS, ALL)]
    assert labels == ["April to June 2025", "January to March 2025", "April 2025", "March 2025"]  # one year alone is nothing to compare
    assert periods(EMPTY, ALL) == []


@pytest.mark.parametrize(
    ("side", "known"),
    [
        (FR, True),
        (Side("country", "XX"), False),
        (Side("speaker", "ana-ortiz"), True),
        (Side("speaker", "no-one"), False),
        (Side("outlet", "Valley Post"), True),
        (Side("outlet", "x'"), False),
        (Side("published", "2025-01-01..2025-02-01"), True),
        (Side("published", "soon"), False),
    ],
)
def test_what_a_link_names_may_not_be_there(side: Side, known: bool) -> None:
    assert known_side(CORPUS, side) is known


def speaking(id: str, name: str, words: str) -> object:
    key = name.lower()
    return article(
        id,
        f"{{s1:[{name}]({key})}} {{c1:said}} {{q1:{words}}}.",
        date="2025-01-01",
        entities={key: person(f"{name} Test")},
        quotes=[quote(1, key)],
    )


def spoken(one: str, other: str, times: int = 12) -> Corpus:
    made = [speaking(f"{name}{n}", name, words) for name, words in (("Ada", one), ("Bob", other)) for n in range(times)]
    return Corpus.of(made)  # type: ignore[arg-type]


ADA, BOB = Side("speaker", "ada-test"), Side("speaker", "bob-test")


def test_words_that_set_apart_are_found_on_their_side() -> None:
    corpus = spoken("the river needs fish ladders and water", "the harbour needs cranes and water", times=40)
    ada, bob = telling_words(corpus, ALL, [ADA, BOB])
    assert {w.word for w in ada} == {"river", "fish", "ladders"}
    assert {w.word for w in bob} == {"harbour", "cranes"}
    assert all((w.quotes, w.others) == (40, 0) for w in ada)
    for word in ada:
        assert passages(corpus, selectors.quotes(ADA, ("word", word.word)), ALL).count == word.quotes


def test_the_score_is_that_of_the_paper() -> None:
    # 24 of 48 words against 0 of 24; the prior has 100 words, 24/72 of them this one.
    corpus = spoken("river river water bridge", "water bridge")
    (word, *_), _ = telling_words(corpus, ALL, [ADA, BOB])
    prior = 100 * 24 / 72
    odds = math.log((24 + prior) / (48 + 100 - 24 - prior)) - math.log(prior / (24 + 100 - prior))
    assert word.word == "river"
    assert word.z == pytest.approx(odds / math.sqrt(1 / (24 + prior) + 1 / prior))


def test_the_same_words_tell_nothing() -> None:
    assert telling_words(spoken("dams hold water", "dams hold water"), ALL, [ADA, BOB]) == [[], []]
    assert telling_words(spoken("dams hold water", "water holds dams", times=1), ALL, [ADA, BOB]) == [[], []]
    assert telling_words(CORPUS, ALL, [ADA, BOB]) == [[], []]


def test_a_word_is_a_whole_word() -> None:
    corpus = spoken("damage at the dam-site", "the dam’s gate")
    assert passages(corpus, selectors.quotes(ADA, ("word", "dam")), ALL).count == 12
    assert passages(corpus, selectors.quotes(ADA, ("word", "damag")), ALL).count == 0
    assert passages(corpus, selectors.quotes(BOB, ("word", "dam")), ALL).count == 12


def test_an_empty_corpus_has_answers() -> None:
    assert numbers(EMPTY, ALL, [FR, ES])[0].quotes == 0
    assert side_by_side(EMPTY, ALL, [FR, ES]) == []
    assert telling_words(EMPTY, ALL, [FR, ES]) == [[], []]
    assert coverage(EMPTY, ALL, [FR, ES]).empty
