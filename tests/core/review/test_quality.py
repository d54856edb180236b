"""How much of what is shown is right, by decisions about a sample that decisions cannot change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontherecord.intervals import weighted
from ontherecord.queries import Corpus, Filters, count_quotes
from ontherecord.review import deciding
from ontherecord.review.quality import MEASURES, allocate, judge, measured, population_of, quality, sample
from ontherecord.settings import ROOT
from tests import builders
from tests.pages.corpora import write_corpus

SURE = Filters(unsure=True)


def many(count: int) -> list[builders.Extraction]:
    """Articles with one quote each, of two kinds, in four bands."""
    return [
        builders.article(
            f"m-{n}",
            f"{{s1:[Ida Brun](ida)}} {{c1:said}} {{q1:boat number {n} would leave the harbour}}.",
            outlet="Valley Post" if n % 3 else "Coast Wire",
            entities={"ida": builders.person("Ida Brun", "NO")},
            quotes=[builders.quote(1, "ida", "indirect" if n % 4 else "mixed", confidence=(0.55, 0.75, 0.85, 0.95)[n % 7 % 4])],
        )
        for n in range(count)
    ]


@pytest.fixture
def harbour(corpora: Path) -> Corpus:
    write_corpus("harbour", many(60))
    return Corpus.open("harbour")


# --- the sample ---------------------------------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 5000), max_size=12), st.integers(0, 300))
def test_as_many_are_drawn_as_are_wanted_and_there(sizes: list[int], wanted: int) -> None:
    drawn = allocate(sizes, wanted)
    assert sum(drawn) == min(wanted, sum(sizes))
    assert all(0 <= take <= size for take, size in zip(drawn, sizes, strict=True))


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=12), st.integers(0, 200))
def test_a_larger_sample_draws_no_fewer_of_any(sizes: list[int], wanted: int) -> None:
    assert all(a <= b for a, b in zip(allocate(sizes, wanted), allocate(sizes, wanted + 1), strict=True))


def test_small_strata_are_seen() -> None:
    assert allocate([10_000, 100, 4], 20) == [18, 2, 0]
    assert allocate([900, 100, 4], 42) == [30, 10, 2]
    assert allocate([2, 2, 2], 100) == [2, 2, 2]


def test_a_sample_is_the_same_again_and_another_with_another_seed(harbour: Corpus) -> None:
    first = list(sample(harbour, SURE, "quote", 20, 1)["id"])
    assert len(set(first)) == 20
    assert first == list(sample(harbour, SURE, "quote", 20, 1)["id"])
    assert first == list(sample(Corpus.open("harbour"), SURE, "quote", 20, 1)["id"])
    assert set(first) != set(sample(harbour, SURE, "quote", 20, 2)["id"])
    assert set(first) < set(sample(harbour, SURE, "quote", 40, 1)["id"])


def test_a_sample_survives_another_build_with_more_articles(harbour: Corpus) -> None:
    before = set(sample(harbour, SURE, "quote", 60, 1)["id"])
    write_corpus("harbour", many(61))
    after = Corpus.open("harbour")
    assert len(before & set(sample(after, SURE, "quote", 60, 1)["id"])) >= 58


@pytest.mark.parametrize("filters", [SURE, Filters(outlet=("Coast Wire",)), Filters(speaker=("ida-brun",)), Filters(country=("NO",))])
def test_decisions_do_not_change_what_was_drawn(harbour: Corpus, filters: Filters) -> None:
    before, population = list(sample(harbour, filters, "quote", 15, 1)["id"]), population_of(harbour, filters, "quote")
    deciding.reject(harbour, before[:4], "Ann")
    deciding.confirm(harbour, before[4:8], "Ann")
    deciding.fix(harbour, before[8], {"speaker": {"name": "Bo Lind"}, "country": "DK"}, "Ann")
    deciding.add(harbour, "quote", "m-3", {"pieces": [(0, 8)], "speaker": {"name": "Ida Brun"}}, "Ann")
    assert list(sample(harbour, filters, "quote", 15, 1)["id"]) == before
    assert population_of(harbour, filters, "quote") == population


def test_strata_say_how_many_there_are_and_how_many_were_drawn(harbour: Corpus) -> None:
    rows = sample(harbour, SURE, "quote", 25, 1)
    strata = rows.groupby(["type", "band"]).agg(n=("id", "size"), drawn=("drawn", "first"), population=("population", "first"))
    assert (strata["n"] == strata["drawn"]).all()
    assert strata["population"].sum() == 60


# --- what was right -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ({"speaker": {"id": "luc-marchand", "name": "Luc Marchand"}}, {"attribution", "who", "country"}),  # the country goes with the speaker
        ({"speaker": {"name": "Tomasz Rell"}, "country": "ES"}, {"attribution", "who"}),
        ({"country": "PT"}, {"country"}),
        ({"type": "direct"}, set()),
        ({"pieces": [(35, 60)]}, {"words"}),
        ({"asserted": "not said"}, {"attribution", "real", "who", "country", "words"}),
    ],
)
def test_a_fixed_quote_is_wrong_in_what_was_fixed(corpus: Corpus, value: dict[str, object], wrong: set[str]) -> None:
    deciding.fix(corpus, "quote:dam-1:1", value, "Ann")
    ((_, found),) = judge(corpus, "quote", _numbers(corpus, "quote:dam-1:1")).items()
    assert {name for name, right in found.items() if not right} == wrong


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ({"stance": "oppose"}, {"attribution", "stance"}),
        ({"toward": "against"}, {"attribution", "stance"}),
        ({"target": "another dam"}, {"attribution", "target"}),
        ({"actor": {"name": "Tomasz Rell"}}, {"attribution", "who"}),
        ({"issue": {"name": "River fish"}}, {"attribution"}),
        ({"country": "PT"}, set()),
    ],
)
def test_a_fixed_position_is_wrong_in_what_was_fixed(corpus: Corpus, value: dict[str, object], wrong: set[str]) -> None:
    deciding.fix(corpus, "position:dam-1:1", value, "Ann")
    ((_, found),) = judge(corpus, "position", _numbers(corpus, "position:dam-1:1")).items()
    assert {name for name, right in found.items() if not right} == wrong


@pytest.mark.parametrize("show", ["quote:dam-1:1", "position:dam-1:1"])
def test_confirmed_is_right_rejected_is_wrong_and_what_was_sent_back_is_neither(corpus: Corpus, show: str) -> None:
    kind, numbers = show.split(":")[0], _numbers(corpus, show)
    assert judge(corpus, kind, numbers) == {}  # type: ignore[arg-type]
    for decide, rights in ((deciding.confirm, {True}), (deciding.reject, {False})):
        decide(corpus, show, "Ann")
        ((_, found),) = judge(corpus, kind, numbers).items()  # type: ignore[arg-type]
        assert set(found.values()) == rights
        assert set(found) == set(MEASURES[kind])  # type: ignore[index]
    deciding.send_back(corpus, show, "Ann", "look again")
    assert judge(corpus, kind, numbers) == {}  # type: ignore[arg-type]


def _numbers(corpus: Corpus, show: str) -> list[tuple[int, int]]:
    kind = show.split(":")[0]
    return [(aid, number) for aid, number in corpus.rows(f"SELECT aid, number FROM {kind}s WHERE {kind}_id = ?", [show])]


def test_a_quote_that_a_person_added_is_not_the_machines(harbour: Corpus) -> None:
    before = quality(harbour, SURE, "quote", 50)
    deciding.add(harbour, "quote", "m-3", {"pieces": [(0, 8)]}, "Ann")
    after = quality(harbour, SURE, "quote", 50)
    assert (after.population, after.checked) == (before.population, 0)
    assert after.shown.count == before.shown.count + 1


def test_shares_by_measure_kind_outlet_and_band(harbour: Corpus) -> None:
    drawn = list(sample(harbour, SURE, "quote", 60, 1)["id"])
    deciding.confirm(harbour, drawn[10:], "Ann")
    deciding.reject(harbour, drawn[:4], "Ann")
    for show in drawn[4:10]:
        deciding.fix(harbour, show, {"speaker": {"name": "Bo Lind"}}, "Ann")
    found = quality(harbour, SURE, "quote", 60)
    # All were drawn, so every weight is one.
    assert (found.population, found.drawn, found.checked, found.covered) == (60, 60, 60, 1.0)
    assert (found.shares["attribution"].right, found.shares["attribution"].checked) == (50, 60)
    assert (found.shares["real"].right, found.shares["real"].checked) == (56, 60)
    assert (found.shares["who"].right, found.shares["who"].checked) == (50, 56), "of those that are quotes at all"
    assert found.shares["attribution"].share == pytest.approx(50 / 60)
    assert sum(share.checked for share in found.types.values()) == sum(share.checked for share in found.outlets.values()) == 60
    assert sum(share.right for _, _, share in found.bands) == 50
    assert all(band <= stated < band + 0.11 for band, stated, _ in found.bands)
    assert (found.shown.count, found.shown.low, found.shown.high) == (56, 56, 56), "what is left of them is all by a person's word"


def test_uneven_strata_are_weighted(harbour: Corpus) -> None:
    rows = sample(harbour, SURE, "quote", 12, 1).to_dict("records")
    types = {row["type"] for row in rows}
    assert types == {"indirect", "mixed"}
    deciding.confirm(harbour, [row["id"] for row in rows if row["type"] == "indirect"], "Ann")
    deciding.reject(harbour, [row["id"] for row in rows if row["type"] == "mixed"], "Ann")
    found = quality(harbour, SURE, "quote", 12)
    expected = weighted((row["type"] == "indirect", row["population"] / row["drawn"]) for row in rows)
    assert found.shares["attribution"].share == pytest.approx(expected.share)
    assert found.shares["attribution"].few
    assert found.shown.low is not None
    assert found.shown.high is not None
    assert 0 < found.shown.low < found.shown.high < found.shown.count == count_quotes(harbour, Filters())


def test_nothing_checked_says_nothing(harbour: Corpus) -> None:
    found = quality(harbour, SURE, "quote", 20)
    assert (found.checked, found.shares["attribution"].share, found.shown.low, found.bands, found.types) == (0, None, None, (), {})
    assert quality(harbour, SURE, "position", 20).population == 0


def test_decisions_on_what_was_not_drawn_do_not_count(harbour: Corpus) -> None:
    drawn = set(sample(harbour, SURE, "quote", 10, 1)["id"])
    others = [f"quote:m-{n}:1" for n in range(60) if f"quote:m-{n}:1" not in drawn]
    deciding.reject(harbour, others, "Ann")
    assert quality(harbour, SURE, "quote", 10).checked == 0


# --- the models' own figures --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["quote", "position"])
def test_the_models_figures_are_those_of_the_documents(kind: str) -> None:
    rows = measured(kind)  # type: ignore[arg-type]
    assert rows
    for row in rows:
        assert row.measure in MEASURES[kind]  # type: ignore[index]
        figure = f"{row.value * 100:.1f}".removesuffix(".0")
        assert re.search(rf"(?<![\d.]){re.escape(figure)}(?:\.0)?(?![\d.]\d)", (ROOT / row.source).read_text(encoding="utf-8")), row
