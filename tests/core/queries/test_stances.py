"""Then and now, inside a government, on one issue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontherecord.model import SIDES, Role, Toward
from ontherecord.queries import Corpus, Filters, changes, governments, heard, salience, silent, stances, stands
from ontherecord.queries.stances import in_office, relation_of
from tests import builders as b

CORPUS = Corpus.of(b.small_corpus())
ONE = stands(CORPUS, Filters())[0]


def test_then_and_now_of_one_actor() -> None:
    (row,) = changes(CORPUS, Filters()).to_dict("records")
    assert (row["actor"], row["change"], row["days"], row["passages"]) == ("Luc Marchand", "reversed", 3, 3)
    assert (row["then_side"], row["then_day"], row["now_side"], row["now_day"]) == ("against", date(2025, 3, 1), "for", date(2025, 4, 10))
    assert row["then_passage"] == "Luc Marchand called the plan “a dam too many”."
    assert (row["then_target"], row["now_target"]) == ("the Alder dam", "the smaller Alder dam")


def test_filters_narrow_what_is_then() -> None:
    (row,) = changes(CORPUS, Filters(since=date(2025, 3, 5))).to_dict("records")
    assert (row["then_stance"], row["now_stance"], row["change"]) == ("open", "support", "moved")
    assert changes(CORPUS, Filters(since=date(2025, 4, 1))).empty
    assert changes(CORPUS, Filters(), kinds=["moved"]).empty


@pytest.mark.parametrize(
    ("sides", "relation"),
    [(["for", "against", "neither"], "conflict"), (["against", "against"], "agreement"), (["for", "neither"], "in part")],
)
def test_how_several_actors_stand_to_each_other(sides: list[Toward], relation: str) -> None:
    assert relation_of(sides) == relation


def _cabinet() -> Corpus:
    roles = {
        "pia": ("Spanish prime minister", "support"),
        "leo": ("finance minister", "oppose"),
        "kay": ("former minister", "oppose"),
        "joe": ("", "oppose"),
    }
    made = []
    for name, (title, stance) in roles.items():
        person = b.person(f"{name.title()} Sol", "ES", "title", roles=(Role(title, "ES", 0, 0),) if title else ())
        text = f"{{e1:[{name.title()} Sol]({name}) {{t1:spoke}} of the Alder dam.}}"
        made.append(
            b.article(
                name, text, date="2025-02-01", entities={name: person}, positions=[b.position(1, name, stance, "the Alder dam", matter="Alder dam")]
            )
        )
    return Corpus.of(made)


def test_a_conflict_inside_one_government_leaves_out_who_is_not_in_office() -> None:
    corpus = _cabinet()
    assert in_office(corpus) == {"pia-sol", "leo-sol"}
    (row,) = governments(corpus, Filters()).to_dict("records")
    assert (row["country"], row["relation"], row["actors"]) == ("ES", "conflict", 2)
    assert row["held"] == [("pia-sol", "Pia Sol", "for", "support"), ("leo-sol", "Leo Sol", "against", "oppose")]
    assert governments(corpus, Filters(), relations=["agreement"]).empty


def _said(id: str, name: str, day: str, stance: str, **more: object):  # type: ignore[no-untyped-def]
    person = b.person(name, "ES", "title", roles=(Role("Spanish minister", "ES", 0, 0),))
    text = f"{{e1:[{name}](x) {{t1:spoke}} of it.}}"
    return b.article(id, text, date=day, entities={"x": person}, positions=[b.position(1, "x", stance, "the Alder dam", matter="Alder dam", **more)])


@pytest.mark.parametrize(
    ("day", "stance", "more", "there"),
    [
        ("2025-03-01", "oppose", {}, True),
        ("2020-02-01", "oppose", {}, False),  # years apart
        ("2025-03-01", "oppose", {"confidence": 0.4}, False),  # too unsure
        ("2025-03-01", "open", {}, True),
    ],
)
def test_a_government_is_compared_near_in_time_and_by_what_is_sure(day: str, stance: str, more: dict, there: bool) -> None:
    corpus = Corpus.of([_said("a", "Pia Sol", "2025-02-01", "support"), _said("b", "Leo Sol", day, stance, **more)])
    assert governments(corpus, Filters()).empty is not there


def test_a_government_in_which_nobody_takes_a_side_is_not_compared() -> None:
    corpus = Corpus.of([_said("a", "Pia Sol", "2025-02-01", "open"), _said("b", "Leo Sol", "2025-02-02", "undecided")])
    assert governments(corpus, Filters()).empty


def test_no_positions_no_governments() -> None:
    assert governments(Corpus.of([]), Filters()).empty
    assert changes(Corpus.of([]), Filters()).empty


def test_salience_counts_talk_and_not_stance() -> None:
    found = salience(CORPUS, Filters(), "alder-dam")
    assert (found.positions, found.actors, found.articles, found.all_articles) == (6, 4, 5, 12)
    assert (found.first, found.last) == (date(2025, 3, 1), date(2025, 4, 10))
    assert salience(CORPUS, Filters(issue=("water-price",)), "alder-dam") == found


def test_the_silent_are_quoted_but_have_no_position_on_it() -> None:
    found = silent(CORPUS, Filters(), "alder-dam")
    names = list(found["actor"])
    assert "Tomas Rey" in names
    assert not {"Ana Ortiz", "Luc Marchand", "Inès Béranger", "Alder Basin Authority"} & set(names)
    assert found["on_it"].is_monotonic_decreasing
    assert len(silent(CORPUS, Filters(), "alder-dam", limit=1)) == 1


def test_how_often_somebody_is_heard() -> None:
    assert heard(CORPUS, Filters(issue=("alder-dam",))) == heard(CORPUS, Filters())
    assert heard(CORPUS, Filters())["tomas-rey"] == 3


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SIDES), st.integers(0, 200)), max_size=8))
def test_who_was_heard_together_is_what_looking_at_every_pair_says(told: list[tuple[Toward, int]]) -> None:
    group = [
        replace(ONE, actor_id=str(n), days=(ONE.now._replace(side=side, day=date(2025, 1, 1) + timedelta(days=day)),))
        for n, (side, day) in enumerate(told)
    ]
    pairs = [
        (a, b)
        for a, b in combinations(range(len(told)), 2)
        if abs(told[a][1] - told[b][1]) <= stances.APART and {told[a][0], told[b][0]} != {"neither"}
    ]
    members, each = stances._heard_together(group)
    assert {stand.actor_id for stand in members} == {str(n) for pair in pairs for n in pair}
    assert each == {relation_of([told[a][0], told[b][0]]) for a, b in pairs}


@settings(deadline=None)
@given(st.from_regex(stances._OF_OFFICE))
def test_the_database_leaves_out_no_office(words: str) -> None:
    assert CORPUS.rows("SELECT regexp_matches(?, ?, 'i')", [words, stances._MAYBE]) == [(True,)]
