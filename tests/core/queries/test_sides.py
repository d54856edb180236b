"""Which positions may be compared, and how: one table of cases, and everything that asks it agrees."""

from __future__ import annotations

from datetime import date

import pytest

from ontherecord.export import export
from ontherecord.model import Toward
from ontherecord.queries import Corpus, Filters, articles, changes, count_positions, count_unsure, passages, positions, quotes, selectors, stands
from ontherecord.queries.compare import Side, side_by_side
from ontherecord.queries.country import country_positions
from ontherecord.queries.opening import opening
from ontherecord.queries.sides import change_between, majority, tally
from ontherecord.queries.where import is_shown
from tests.builders import article, person, position, quote, small_corpus

CORPUS = Corpus.of(small_corpus(), "small")
ALL = Filters()
STANCES = {"+": "support", "-": "oppose", "o": "open", "c": "conditional", "?": "undecided"}


def corpus_of(said: str, target: str = "it", **more: object) -> Corpus:
    """``3+ 5- 2025-04o 2025? +``: days of January 2025, a month, a year, no day; "~" makes a draft too unsure, "x" one without a side."""
    made = []
    for n, word in enumerate(said.split()):
        sign, when = word.rstrip("~x")[-1], word.rstrip("~x")[:-1]
        basis = {7: "month", 4: "year"}.get(len(when), "publication" if when else "none")
        day = f"2025-01-{int(when):02}" if basis == "publication" else None
        held: dict[str, object] = {"said_on": date.fromisoformat(day or f"{when}-01"[:7] + "-01") if when and basis != "year" else None}
        if basis == "year":
            held["said_on"] = date(int(when), 1, 1)
        held |= {"confidence": 0.4 if word.endswith("~") else 0.8, "said_basis": basis, **({"toward": "neither"} if word.endswith("x") else {})}
        made.append(
            article(
                f"a{n}",
                "{e1:[Kim Lee](lee) spoke of it.}",
                date=day,
                entities={"lee": person("Kim Lee", "NO")},
                positions=[position(1, "lee", STANCES[sign], target, matter="the dam", **{**held, **more})],
            )
        )
    return Corpus.of(made)


# fmt: off
CASES = [  # what was said; sides in order; what became of them
    ("1+ 2+",            "for",                  "unchanged"),
    ("1+ 2-",            "for against",          "reversed"),
    ("1- 2+",            "against for",          "reversed"),
    ("1+ 2- 3+",         "for against for",      "unchanged"),
    ("1? 2+",            "neither for",          "moved"),
    ("1- 2o",            "against neither",      "moved"),
    ("1o 2? 3c",         "neither",              "unchanged"),
    ("1+",               "for",                  None),
    ("1+ 1- 2-",         "against",              None),          # a day that contradicts itself tells nothing
    ("1+ 1- 2- 3+",      "against for",          "reversed"),
    ("1+ 2+ 2-",         "for",                  None),          # the latest clear day counts
    ("1+ 1-",            "",                     None),
    ("+ 1-",             "against",              None),          # what is undated tells nothing beside a day
    ("+ +",              "for",                  None),
    ("+ -",              "",                     None),
    ("1+ 2-~",           "for",                  None),          # too unsure to count
    ("1+~ 2-~",          "",                     None),
    ("1+ 2-x",           "for",                  None),          # nobody knows which way it goes
    ("1ox 2+",           "neither for",          "moved"),
    ("2025-01+ 5-",      "against",              None),          # in the same month: nobody knows which came first
    ("2025-01+ 2025-02-", "for against",         "reversed"),
    ("2024+ 5-",         "for against",          "reversed"),
    ("2025+ 5- 2025-03o", "against neither",     "moved"),       # the year holds both
    ("2025+ 2025-01- 5o", "neither",             None),
    ("2025+ 2025-",      "",                     None),
]
# fmt: on


@pytest.mark.parametrize(("said", "sides", "change"), CASES)
def test_what_may_be_compared(said: str, sides: str, change: str | None) -> None:
    corpus = corpus_of(said)
    (stand,) = stands(corpus, Filters(unsure=True))
    assert " ".join(str(step.side) for step in stand.steps) == sides
    assert stand.change == change
    assert stand.side == (sides.split()[-1] if sides else None)


@pytest.mark.parametrize("said", [case[0] for case in CASES])
def test_everything_that_compares_gives_one_answer(said: str) -> None:
    corpus, f = corpus_of(said), Filters(unsure=True)
    (stand,) = stands(corpus, f)
    assert [row["change"] for row in changes(corpus, f).to_dict("records")] == [stand.change] * (stand.change is not None)
    changed = opening(corpus, f).changed
    assert (changed is not None) == (stand.change in ("reversed", "moved"))
    (country,) = country_positions(corpus, f, "NO").to_dict("records")
    (row,) = side_by_side(corpus, f, [Side("speaker", "kim-lee"), Side("country", "NO")])
    for place in row.places:
        assert place is not None
        assert (place.toward, place.actors) == (stand.side, tally([stand]))
    assert (country["side"] or None) == stand.side


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        ("for", "against", "reversed"),
        ("against", "for", "reversed"),
        ("neither", "for", "moved"),
        ("against", "neither", "moved"),
        ("for", "for", "unchanged"),
    ],
)
def test_what_became_of_a_side(then: Toward, now: Toward, change: str) -> None:
    assert change_between(then, now) == change


@pytest.mark.parametrize(
    ("actors", "side"),
    [((2, 1, 9), "for"), ((0, 1, 0), "against"), ((0, 0, 1), "neither"), ((1, 1, 5), None), ((0, 0, 0), None)],
)
def test_the_side_of_most(actors: tuple[int, int, int], side: str | None) -> None:
    assert majority(dict(zip(("for", "against", "neither"), actors, strict=True))) == side


def test_who_opposes_leaving_a_deal_is_for_the_deal() -> None:
    (stand,) = stands(corpus_of("1-", toward="for", target="leaving the deal"), ALL)
    assert (stand.side, stand.now.stance, stand.now.target) == ("for", "oppose", "leaving the deal")


def test_an_actor_of_five_articles_is_one_actor() -> None:
    assert tally(stands(corpus_of("1+ 2+ 3+ 4+ 5+"), ALL)) == {"for": 1, "against": 0, "neither": 0}


def test_where_the_actors_of_the_small_corpus_stand() -> None:
    found = {(stand.actor_id, stand.issue_id): stand for stand in stands(CORPUS, ALL)}
    assert len(found) == 7
    luc = found["luc-marchand", "alder-dam"]
    assert [(step.day, step.side) for step in luc.steps] == [
        (date(2025, 3, 1), "against"),
        (date(2025, 3, 9), "neither"),
        (date(2025, 4, 10), "for"),
    ]
    assert (luc.passages, luc.articles, luc.drafts, luc.country, luc.now.show) == (3, 3, 3, "FR", "position:dam-7:1")
    assert (luc.first, luc.last) == (date(2025, 3, 1), date(2025, 4, 10))
    assert found["tomas-rey", "water-price"].side == "against"  # undated, and all there is
    assert {s.actor_id for s in stands(CORPUS, ALL, [("speaker", "ana-ortiz")])} == {"ana-ortiz"}
    early = {s.actor_id: s.side for s in stands(CORPUS, Filters(until=date(2025, 3, 10)))}
    assert early["luc-marchand"] == "neither"


# --- what is shown ------------------------------------------------------------------------------------------------------------------


def test_less_sure_drafts_are_shown_only_when_asked_for_and_never_counted() -> None:
    corpus = corpus_of("1+ 2-~ 3-~")
    assert (count_positions(corpus, ALL), count_positions(corpus, Filters(unsure=True)), count_unsure(corpus, ALL)) == (1, 3, 2)
    (stand,) = stands(corpus, Filters(unsure=True))
    assert stand.sides == {"for": 1}
    assert passages(corpus, selectors.cell("kim-lee", stand.issue_id), ALL).count == 1
    assert passages(corpus, selectors.cell("kim-lee", stand.issue_id), Filters(unsure=True)).count == 3
    assert articles(corpus, ALL)["positions"].sum() == 1
    assert articles(corpus, Filters(unsure=True))["positions"].sum() == 3
    assert '"count": 1,' in export(corpus, ALL, "positions", "json")
    assert '"count": 3,' in export(corpus, Filters(unsure=True), "positions", "json")


@pytest.mark.parametrize(
    ("status", "shown", "with_unsure"), [("confirmed", 1, 1), ("fixed", 1, 1), ("added", 1, 1), ("machine", 0, 1), ("rejected", 0, 0)]
)
def test_what_a_person_has_checked_is_shown_however_unsure_the_program_was(status: str, shown: int, with_unsure: int) -> None:
    corpus = corpus_of("1+~", status=status)
    for f, count in ((ALL, shown), (Filters(unsure=True), with_unsure)):
        assert count_positions(corpus, f) == count
        assert sum(is_shown(p, f) for p in _positions(status)) == count  # the reader shows what the queries count
    assert sum(stand.side == "for" for stand in stands(corpus, Filters(unsure=True))) == shown


def _positions(status: str):  # type: ignore[no-untyped-def]
    made = article(
        "a", "{e1:[Lee](lee) spoke.}", entities={"lee": person("Lee")}, positions=[position(1, "lee", "support", "it", confidence=0.4, status=status)]
    )
    return made.positions


def test_a_quote_goes_by_the_stance_of_a_position_that_is_shown() -> None:
    made = article(
        "a",
        "{e1:{s1:[Lee](lee)} {c1:said} {q1:it was good}.}",
        entities={"lee": person("Lee")},
        quotes=[quote(1, "lee")],
        positions=[position(1, "lee", "support", "it", quote=1, confidence=0.4)],
    )
    corpus = Corpus.of([made])
    assert len(quotes(corpus, Filters(stance=("support",)))) == 0
    assert len(quotes(corpus, Filters(stance=("support",), unsure=True))) == 1
    assert len(quotes(corpus, Filters(not_stance=("support",)))) == 1


def test_the_switch_is_part_of_the_link_and_of_the_sentence() -> None:
    assert Filters(unsure=True).to_params() == {"unsure": ["1"]}
    assert [Filters.from_params({"unsure": given})[0].unsure for given in ("1", "0", "yes", "")] == [True, False, False, False]
    assert Filters(unsure=True).sentence() == "All quotes and positions, less sure drafts included."
    assert Filters(unsure=True).without("unsure") == ALL
    assert set(positions(CORPUS, ALL)["position_id"]) == set(positions(CORPUS, Filters(unsure=True))["position_id"])
