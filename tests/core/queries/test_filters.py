from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontherecord.errors import Code
from ontherecord.queries import Corpus, Filters, articles, check, entity_counts, links, quotes, selectors
from ontherecord.queries.filters import COUNTRY_MEANS, DAYS_MEAN, LEFT_OUT, SEVERAL, read_day
from ontherecord.queries.options import spellings
from tests.builders import small_corpus

CORPUS = Corpus.of(small_corpus(), "small")
values = st.lists(st.text(max_size=8), max_size=3).map(tuple)
days = st.none() | st.dates()
filters = st.builds(
    Filters,
    **dict.fromkeys((*SEVERAL, *LEFT_OUT), values),
    country_means=st.sampled_from(COUNTRY_MEANS),
    since=days,
    until=days,
    days_mean=st.sampled_from(DAYS_MEAN),
    words=st.text(max_size=20),
)


@settings(max_examples=200)
@given(filters, st.none() | st.text(min_size=1, max_size=12), st.sampled_from(["", "quotes", "positions"]))
def test_a_link_gives_the_view_that_it_was_made_of(f: Filters, article: str | None, page: str) -> None:
    article = article.encode("utf-8", "ignore").decode("utf-8") or None if article else None
    show = selectors.quote(article, 3) if article else None
    asked = urlsplit(links.link(page, corpus="small", filters=f, show=show, article=article, at=7 if article else None))
    params = parse_qs(asked.query, keep_blank_values=True)
    again, problems = Filters.from_params(params)
    assert (problems, asked.path, params["corpus"]) == ([], f"/{page}", ["small"])
    assert again.to_params() == f.to_params()
    assert again.sentence(CORPUS) == f.sentence(CORPUS)
    if show and article and article.strip():
        assert params["article"] == [article]
        assert selectors.parse(params["show"][0]) == selectors.Selector("quote", (article, "3"))


@given(filters)
def test_filters_survive_the_url(f: Filters) -> None:
    again, problems = Filters.from_params(f.to_params())
    assert problems == []
    assert again.to_params() == f.to_params()
    # without a country or a day there is nothing that these could mean
    if (f.country or f.not_country or f.country_means == "speaks_for") and (f.about_days or f.days_mean == "published"):
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
            Filters(country=("FR",), not_speaker=("luc-marchand", "ana-ortiz"), not_quote_type=("direct",), not_outlet=("Valley Post",)),
            "Quotes and positions of those who speak for France, but not by Luc Marchand or Ana Ortiz, but not in direct speech, "
            "but not in Valley Post.",
        ),
        (
            Filters(words="dam fish", since=date(2025, 3, 1), until=date(2025, 4, 5)),
            "Quotes and positions with the words “dam” and “fish”, from 1 March 2025, until 5 April 2025. Undated articles are left out.",
        ),
    ],
)
def test_sentences(f: Filters, sentence: str) -> None:
    assert f.sentence(CORPUS) == sentence


def test_days_of_what_was_said_say_so() -> None:
    f = Filters(since=date(2025, 3, 1), until=date(2025, 4, 5), days_mean="said")
    assert f.sentence() == "Quotes and positions said from 1 March 2025, until 5 April 2025. What has no day is left out."
    assert [part.label for part in f.active()] == ["Said from 1 March 2025", "Said until 5 April 2025"]
    assert f.to_params() == {"since": ["2025-03-01"], "until": ["2025-04-05"], "days_mean": ["said"]}
    assert f.without("since").days_mean == "said"
    assert f.without("since").without("until") == Filters()
    assert Filters(days_mean="said").to_params() == {}
    assert Filters(days_mean="nonsense") == Filters()  # type: ignore[arg-type]


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


def test_a_value_turns_from_let_through_to_left_out_and_back() -> None:
    f = Filters(outlet=("A", "B")).leaving_out("outlet", "A")
    assert f == Filters(outlet=("B",), not_outlet=("A",))
    assert f.only("outlet", "A") == Filters(outlet=("B", "A"))
    assert [p.label for p in f.active()] == ["Outlet: B", "Not outlet: A"]
    assert f.without("not_outlet", "A") == Filters(outlet=("B",))
    assert Filters(not_country=("FR",), country_means="mentioned").without("not_country") == Filters()


@pytest.mark.parametrize(
    ("f", "kept"),
    [
        (Filters(not_speaker=("ana-ortiz",)), lambda q: q["speaker_id"] != "ana-ortiz"),
        (Filters(not_country=("ES", "FR")), lambda q: q["country"] not in ("ES", "FR")),
        (Filters(not_outlet=("Valley Post",)), lambda q: q["outlet"] != "Valley Post"),
        (Filters(not_quote_type=("direct",), not_source_kind=("unnamed",)), lambda q: q["type"] != "direct" and q["source_kind"] != "unnamed"),
    ],
)
def test_what_is_left_out_is_gone_and_the_rest_stays(f: Filters, kept: Callable[[dict[str, object]], bool]) -> None:
    every = quotes(CORPUS, Filters(), limit=None).to_dict("records")
    found = quotes(CORPUS, f, limit=None).to_dict("records")
    assert {q["quote_id"] for q in found} == {q["quote_id"] for q in every if kept(q)}
    assert 0 < len(found) < len(every)


def test_a_quote_that_carries_what_is_left_out_is_gone() -> None:
    gone = {q["quote_id"] for q in quotes(CORPUS, Filters(), limit=None).to_dict("records")}
    gone -= {q["quote_id"] for q in quotes(CORPUS, Filters(not_stance=("conditional",)), limit=None).to_dict("records")}
    assert gone == {"quote:dam-4:1"}


def test_articles_and_mentions_without_a_country() -> None:
    some = Filters(not_country=("FR",), country_means="mentioned")
    named = {a["article_id"] for a in articles(CORPUS, some, limit=None).to_dict("records")}
    assert {"dam-5", "quiet"} <= named  # "quiet" holds no quote, and mentions no country
    assert not named & {"dam-2", "water-2"}
    assert set(quotes(CORPUS, some, limit=None)["article_id"]) <= named  # "dam-1" mentions France, but not in every quote
    assert "France" not in list(entity_counts(CORPUS, some)["name"])
    assert "Luc Marchand" not in list(entity_counts(CORPUS, Filters(not_speaker=("luc-marchand",)))["name"])


def test_values_to_leave_out_that_do_not_exist_are_named() -> None:
    f, (problem,) = check(CORPUS, Filters(not_outlet=("Daily", "Valley Post")))
    assert (f, problem.details["value"]) == (Filters(not_outlet=("Valley Post",)), "Daily")


@pytest.mark.parametrize(
    ("name", "variants", "said"),
    [
        ("Volodymyr Zelenskyy", ["Zelensky", "Zelenskyy", "President Zelenskiy"], "Zelensky, President Zelenskiy"),
        ("Inès Béranger", ["Béranger"], "Ines Beranger"),
        ("Ana Ortiz", None, ""),
    ],
)
def test_other_spellings_are_offered_to_what_is_typed(name: str, variants: list[str] | None, said: str) -> None:
    assert spellings(name, variants) == said
