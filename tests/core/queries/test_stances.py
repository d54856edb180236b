"""Stances over time, inside a government, on one issue; the filter on how sure the machine is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ontherecord.model import Stance
from ontherecord.queries import Corpus, Filters, changes, count_positions, governments, heard, salience, silent
from ontherecord.queries.stances import change_between, change_counts, comparable, in_office, relation_of
from tests import builders as b

CORPUS = Corpus.of(b.small_corpus())


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        ("support", "support", "unchanged"),
        ("support", "oppose", "reversed"),
        ("oppose", "support", "reversed"),
        ("open", "support", "hardened"),
        ("undecided", "oppose", "hardened"),
        ("open", "conditional", "hardened"),
        ("oppose", "open", "softened"),
        ("support", "conditional", "softened"),
        ("conditional", "undecided", "softened"),
    ],
)
def test_what_became_of_a_stance(then: Stance, now: Stance, change: str) -> None:
    assert change_between(then, now) == change


def test_then_and_now_of_one_actor() -> None:
    (row,) = changes(CORPUS, Filters()).to_dict("records")
    assert (row["actor"], row["change"], row["days"], row["passages"]) == ("Luc Marchand", "reversed", 3, 3)
    assert (row["then_stance"], row["then_day"], row["now_stance"], row["now_day"]) == ("oppose", date(2025, 3, 1), "support", date(2025, 4, 10))
    assert row["then_passage"] == "Luc Marchand called the plan “a dam too many”."
    assert (row["then_target"], row["now_target"]) == ("the Alder dam", "the smaller Alder dam")
    assert change_counts(CORPUS, Filters()) == {"reversed": 1, "hardened": 0, "softened": 0, "unchanged": 0}


def test_filters_narrow_what_is_then() -> None:
    (row,) = changes(CORPUS, Filters(since=date(2025, 3, 5))).to_dict("records")
    assert (row["then_stance"], row["now_stance"], row["change"]) == ("open", "support", "hardened")
    assert changes(CORPUS, Filters(since=date(2025, 4, 1))).empty
    assert changes(CORPUS, Filters(), kinds=["softened"]).empty


def _article(id: str, day: str | None, *stances: str, confidence: float = 0.8):  # type: ignore[no-untyped-def]
    text = " ".join(f"{{e{n}:[Ana Ortiz](ana) {{t{n}:spoke}} of the dam, sentence {n}.}}" for n in range(1, len(stances) + 1))
    notes = [b.position(n, "ana", stance, "the Alder dam", matter="Alder dam", confidence=confidence) for n, stance in enumerate(stances, 1)]
    return b.article(id, text, date=day, entities={"ana": b.ANA}, positions=notes)


def test_a_day_that_contradicts_itself_and_an_undated_one_tell_no_change() -> None:
    corpus = Corpus.of(
        [_article("one", "2025-01-01", "support", "oppose"), _article("two", "2025-01-02", "support"), _article("three", None, "oppose")]
    )
    assert changes(corpus, Filters()).empty


def test_the_same_stance_twice_is_unchanged_and_the_surest_passage_shows_it() -> None:
    corpus = Corpus.of(
        [
            _article("one", "2025-01-01", "support"),
            _article("two", "2025-01-05", "support", confidence=0.5),
            _article("three", "2025-01-05", "support"),
        ]
    )
    (row,) = changes(corpus, Filters()).to_dict("records")
    assert (row["change"], row["now_article_id"], row["days"]) == ("unchanged", "three", 2)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("the Alder dam", "the smaller Alder dam", True),
        ("a pause in whaling", "the whaling moratorium", True),
        ("a bill", "the bill", False),
        ("withdrawing troops from Syria", "withdrawing troops from Iraq", False),
        ("withdrawing troops from Syria", "the troop withdrawal", True),
        ("separating families at the border", "a border wall", False),
        ("an attack on Iran", "coming on your show", False),
        ("", "the dam", False),
        ("attacking Syria", "the army returning to Syria", False),
        ("the Iran deal", "the nuclear deal with Iran", True),
        ("lifting the harbour sanctions", "the harbour sanctions", False),
        ("lifting the ban on whaling", "whaling", True),
        ("ending the harbour war", "the end of the harbour war", True),
    ],
)
def test_only_what_is_about_one_thing_is_compared(one: str, other: str, alike: bool) -> None:
    assert comparable(one, other) is comparable(other, one) is alike


@pytest.mark.parametrize(
    ("stances", "relation"),
    [(["support", "oppose", "open"], "conflict"), (["open", "open"], "agreement"), (["support", "conditional"], "in part")],
)
def test_how_several_actors_stand_to_each_other(stances: list[str], relation: str) -> None:
    assert relation_of(stances) == relation


def _cabinet() -> Corpus:
    roles = {
        "pia": ("Spanish prime minister", "support"),
        "leo": ("finance minister", "oppose"),
        "kay": ("former minister", "oppose"),
        "joe": ("", "oppose"),
    }
    made = []
    for name, (title, stance) in roles.items():
        from ontherecord.model import Role

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
    assert row["held"] == [("pia-sol", "Pia Sol", "support"), ("leo-sol", "Leo Sol", "oppose")]
    assert governments(corpus, Filters(), relations=["agreement"]).empty


def test_a_government_is_not_compared_over_years_nor_over_different_things() -> None:
    from ontherecord.model import Role

    def said(id: str, name: str, day: str, stance: str, target: str):  # type: ignore[no-untyped-def]
        person = b.person(name, "ES", "title", roles=(Role("Spanish minister", "ES", 0, 0),))
        text = f"{{e1:[{name}](x) {{t1:spoke}} of it.}}"
        return b.article(id, text, date=day, entities={"x": person}, positions=[b.position(1, "x", stance, target, matter="Alder dam")])

    pia = said("a", "Pia Sol", "2025-02-01", "support", "the Alder dam")
    for other, there in (
        (said("b", "Leo Sol", "2020-02-01", "oppose", "the Alder dam"), False),
        (said("b", "Leo Sol", "2025-03-01", "oppose", "the fish market"), False),
        (said("b", "Leo Sol", "2025-03-01", "oppose", "a larger Alder dam"), True),
    ):
        assert governments(Corpus.of([pia, other]), Filters()).empty is not there


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


def test_only_what_the_program_is_sure_of() -> None:
    corpus = Corpus.of([_article("one", "2025-01-01", "support", confidence=0.45), _article("two", "2025-01-02", "oppose", confidence=0.9)])
    assert count_positions(corpus, Filters(sure=50)) == 1
    assert count_positions(corpus, Filters(sure=95)) == 0
    filters = Filters(sure=70)
    assert filters.to_params() == {"sure": ["70"]}
    assert Filters.from_params({"sure": "70"})[0] == filters
    assert [Filters.from_params({"sure": bad})[0].sure for bad in ("x", "-1", "101", "7.5", "٧")] == [0] * 5
    assert "at least 70% sure" in filters.sentence()
    assert replace(filters).without("sure") == Filters()
