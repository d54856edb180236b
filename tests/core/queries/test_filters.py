from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontherecord.errors import Code
from ontherecord.queries import Corpus, Filters, check
from ontherecord.queries.filters import COUNTRY_MEANS, SEVERAL, read_day
from tests.builders import small_corpus

CORPUS = Corpus.of(small_corpus(), "small")
values = st.lists(st.text(max_size=8), max_size=3).map(tuple)
days = st.none() | st.dates()
filters = st.builds(
    Filters,
    **dict.fromkeys(SEVERAL, values),
    country_means=st.sampled_from(COUNTRY_MEANS),
    since=days,
    until=days,
    words=st.text(max_size=20),
)


@given(filters)
def test_filters_survive_the_url(f: Filters) -> None:
    again, problems = Filters.from_params(f.to_params())
    assert problems == []
    assert again.to_params() == f.to_params()
    if f.country:  # without a country there is nothing that country_means could mean
        assert again == f


@given(filters)
def test_every_filter_can_be_said_shown_and_taken_away(f: Filters) -> None:
    assert f.sentence(CORPUS).endswith(".")
    for part in f.active(CORPUS):
        assert part not in f.without(part.field, part.value).active(CORPUS)
        f = f.without(part.field, part.value)
    assert f.active() == []
    assert f.to_params() == {}
    assert f.sentence() == "All quotes and positions."


@given(
    st.dictionaries(st.sampled_from([*Filters.__dataclass_fields__, "show", "x"]), st.text(max_size=12) | st.lists(st.text(max_size=12), max_size=3))
)
def test_any_url_gives_filters(params: dict[str, str | list[str]]) -> None:
    f, problems = Filters.from_params(params)
    assert isinstance(hash(f), int)
    assert {p.code for p in problems} <= {Code.F02}
    check(CORPUS, f)


def test_what_is_not_set_is_not_in_the_url() -> None:
    assert Filters().to_params() == {}
    assert Filters(country_means="mentioned").to_params() == {}
    assert Filters(country=("FR",), country_means="mentioned").to_params() == {"country": ["FR"], "country_means": ["mentioned"]}
    assert Filters(since=date(2025, 3, 1), words=" dam  fish ").to_params() == {"since": ["2025-03-01"], "words": ["dam fish"]}


def test_equal_meanings_are_equal_keys() -> None:
    assert Filters(country=["FR", "FR", " "]) == Filters(country=("FR",)) == Filters(country="FR")  # type: ignore[arg-type]
    assert Filters(country_means="nonsense") == Filters()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "day"),
    [("2025-03-14", date(2025, 3, 14)), (" 2024-02-29 ", date(2024, 2, 29)), ("2025-02-29", None), ("20250314", None), ("2025-W11-5", None)]
    + [(bad, None) for bad in ("", "yesterday", "2025-3-1", "0000-01-01", "２０２５-03-14", "2025-03-14T00:00")],
)
def test_days_are_written_one_way(text: str, day: date | None) -> None:
    assert read_day(text) == day


def test_a_bad_date_is_named_and_the_rest_kept() -> None:
    f, (problem,) = Filters.from_params({"since": "soon", "until": ["2025-01-01"], "country": "FR"})
    assert problem.code is Code.F02
    assert "soon" in str(problem)
    assert f == Filters(until=date(2025, 1, 1), country=("FR",))


@pytest.mark.parametrize(
    ("f", "sentence"),
    [
        (Filters(), "All quotes and positions."),
        (Filters(country=("FR",)), "Quotes and positions of those who speak for France."),
        (Filters(country=("FR", "ES"), country_means="mentioned"), "Quotes and positions in sentences that mention France or Spain."),
        (Filters(speaker=("ana-ortiz",), issue=("alder-dam",)), "Quotes and positions by Ana Ortiz, on Alder dam."),
        (
            Filters(stance=("open", "oppose", "support"), outlet=("Valley Post",)),
            "Quotes and positions with the stance open, oppose or support, in Valley Post.",
        ),
        (Filters(quote_type=("direct",), source_kind=("unnamed",)), "Quotes and positions in direct speech, from unnamed sources."),
        (
            Filters(words="dam fish", since=date(2025, 3, 1), until=date(2025, 4, 5)),
            "Quotes and positions with the words “dam” and “fish”, from 1 March 2025, until 5 April 2025. Undated articles are left out.",
        ),
    ],
)
def test_sentences(f: Filters, sentence: str) -> None:
    assert f.sentence(CORPUS) == sentence


def test_chips_have_names() -> None:
    f = Filters(country=("FR",), speaker=("luc-marchand",), since=date(2025, 3, 1), words="dam")
    assert [p.label for p in f.active(CORPUS)] == ["Country: France", "Speaker: Luc Marchand", "From 1 March 2025", "Words: dam"]
    assert f.without("country") == f.without("country", "FR")
    assert f.without("nothing") == f
    assert Filters(country=("FR",), country_means="mentioned").without("country", "FR") == Filters()


def test_values_that_do_not_exist_are_named() -> None:
    asked = Filters(country=("FR", "XX"), speaker=("nobody",), issue=("x",), outlet=("Daily",), stance=("maybe", "open"), quote_type=("loud",))
    f, problems = check(CORPUS, asked)
    assert f == Filters(country=("FR",), stance=("open",))
    assert {p.details["value"] for p in problems} == {"XX", "nobody", "x", "Daily", "maybe", "loud"}
    assert {p.code for p in problems} == {Code.F01}
    assert check(CORPUS, f) == (f, [])
