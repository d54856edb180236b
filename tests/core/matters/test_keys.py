"""Keys: which matters of different articles are one."""

from __future__ import annotations

import csv
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontherecord.matters.keys import NOTHING, PositionWords, key, keys
from ontherecord.matters.stems import stem
from ontherecord.matters.synonyms import NAMES, TABLE, plain


@pytest.mark.parametrize(
    "matters",
    [
        ("Norway fishing deal", "fishing agreement with Oslo", "Norwegian accord", "tearing up the Norway deal"),
        ("sanctions on Norway", "EU sanctions on Norway", "new sanctions against the Norwegians", "sanctions relief for Norway"),
        ("whaling ban", "a pause in whaling", "the whaling moratorium"),
        ("Halden candidacy", "Halden's candidacy", "the candidacy of Mr. Halden"),
        ("impeachment of Halden", "Halden impeachment"),
        ("harbour tax", "a new harbour tax", "harbour taxes", "the tax on the harbour"),
        ("US strike on Norway", "Norway airstrikes", "air strikes in Norway"),
        ("US troop withdrawal from Norway", "troops in Norway", "sending troops to Norway"),
        ("health law", "repealing Obamacare", "the Affordable Care Act"),
        ("pressure on Norway", "Swedish pressure on Norway"),
    ],
)
def test_one_matter_in_other_words_has_one_key(matters: Sequence[str]) -> None:
    assert len({key(matter) for matter in matters}) == 1


@pytest.mark.parametrize(
    "matters",
    [
        ("Norway deal", "Sweden deal", "Norway talks", "sanctions on Norway"),
        ("whaling ban", "whaling licences", "travel ban"),
        ("Halden candidacy", "Lind candidacy", "Halden impeachment"),
        ("harbour tax", "tax on ferries", "harbour law"),
        ("Norway policy", "action in Norway", "support for Norway"),
        ("Turkish offensive in Norway", "offensive in Turkey"),
        ("plan for the northern railway", "plan for school meals", "plan to drain the lake"),
    ],
)
def test_different_matters_have_different_keys(matters: Sequence[str]) -> None:
    assert len({key(matter) for matter in matters}) == len(matters)


def test_an_article_tells_which_deal_is_meant() -> None:
    said = [
        PositionWords("deal", "the deal", "Oslo will not leave the deal."),
        PositionWords("deal", "it", "Norway gains, Lind said."),
        PositionWords("schools", "schools"),
    ]
    assert keys("a", said)["deal"] == key("deal with Norway")


def test_a_country_that_is_only_one_of_many_does_not_tell() -> None:
    said = [PositionWords("deal", "the deal", "Norway, Sweden, Denmark, Finland, Poland and Spain met.")]
    assert keys("a", said)["deal"].by == ""


def test_a_kind_alone_is_one_in_no_two_articles() -> None:
    """ "The bill" of one article is not "the bill" of another."""
    found = [keys(article, [PositionWords("bill", "the bill")])["bill"] for article in ("a", "b")]
    assert found[0] != found[1]


def test_what_says_nothing_is_what_the_article_is_mostly_about_or_alone() -> None:
    about = [PositionWords("harbour tax", "harbour tax")] * 3
    assert keys("a", [*about, PositionWords("it", "it")])["it"] == key("harbour tax")
    first, second = keys("a", [PositionWords("it", "it")])["it"], keys("b", [PositionWords("it", "it")])["it"]
    assert first != second


def test_a_target_helps_a_matter_that_says_nothing() -> None:
    assert key("", ["the harbour tax"]) == key("harbour tax")
    assert key("it", ["it"]) == NOTHING


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20)), max_size=6), st.randoms())
def test_any_text_has_a_key_whatever_the_order(rows: list[tuple[str, str, str]], random: object) -> None:
    said = [PositionWords(*row) for row in rows]
    found = keys("a", said)
    random.shuffle(said)  # type: ignore[attr-defined]
    assert keys("a", said) == found
    assert NOTHING not in found.values()


def test_every_set_of_synonyms_has_several_words_and_no_word_stands_in_two() -> None:
    rows = list(csv.DictReader(TABLE.open(encoding="utf-8")))
    stems = [[stem(word) for word in row["words"].split(";")] for row in rows]
    assert len(rows) >= 40
    assert {row["told_by"] for row in rows} == {"country", "person", "topic", "deed"}
    assert all(len(words) > 1 for words in stems)
    flat = [s for words in stems for s in set(words)]
    assert sorted({s for s in flat if flat.count(s) > 1}) == []


def test_names_of_laws_and_treaties_are_put_in_plain_words() -> None:
    assert plain("voting on JCPOA and Obamacare") == "voting on Iran nuclear deal and health law"
    assert len(list(csv.DictReader(NAMES.open(encoding="utf-8")))) >= 5
