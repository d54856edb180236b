"""What the questions answer, on the small corpus of tests/builders.py, counted by hand there."""

from __future__ import annotations

import threading
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontherecord import queries as q
from ontherecord.errors import Code, Problem
from ontherecord.linking import Links
from ontherecord.model import QUOTE_TYPES, SOURCE_KINDS, STANCES
from ontherecord.queries import Corpus, Filters
from tests.builders import article, country, quote, small_corpus

ALL = small_corpus()
CORPUS = Corpus.of(ALL, "small")
EMPTY = Corpus.of([], "empty")
MARCH, APRIL = date(2025, 3, 1), date(2025, 4, 1)


def quote_ids(f: Filters) -> set[str]:
    return {i.removeprefix("quote:") for i in q.quotes(CORPUS, f, limit=None)["quote_id"]}


def position_ids(f: Filters) -> set[str]:
    return {i.removeprefix("position:") for i in q.positions(CORPUS, f, limit=None)["position_id"]}


def article_ids(f: Filters) -> set[str]:
    return set(q.articles(CORPUS, f, limit=None)["article_id"])


# fmt: off
TABLE = [  # filters, quotes, positions, articles
    ({"country": ("FR",)},
     "dam-1:3 dam-3:1 dam-4:1 dam-4:2 dam-7:1 water-2:1", "dam-1:2 dam-3:1 dam-4:1 dam-7:1 water-2:1", "dam-1 dam-3 dam-4 dam-7 water-2"),
    ({"country": ("FR",), "country_means": "mentioned"},
     "dam-1:1 dam-2:1 dam-4:2 water-2:1", "dam-1:1 water-2:1", "dam-1 dam-2 dam-4 water-2"),
    ({"country": ("ES",)},
     "dam-1:1 dam-1:2 dam-2:1 dam-6:1 repaired:1", "dam-1:1 water-1:1", "dam-1 dam-2 dam-6 repaired water-1"),
    ({"speaker": ("tomas-rey",)},
     "dam-7:2 water-1:1 water-undated:1", "water-undated:1", "dam-7 water-1 water-undated"),
    ({"speaker": ("ana-ortiz", "elysee-organisation")},
     "dam-1:1 dam-1:2 dam-2:1 dam-3:1 repaired:1", "dam-1:1 water-1:1", "dam-1 dam-2 dam-3 repaired water-1"),
    ({"issue": ("water-price",)},
     "water-2:1", "water-1:1 water-2:1 water-undated:1", "water-1 water-2 water-undated"),
    ({"stance": ("support",)},
     "dam-1:1 dam-7:1 water-2:1", "dam-1:1 dam-7:1 water-2:1", "dam-1 dam-7 water-2"),
    ({"stance": ("support",), "issue": ("water-price",)},
     "water-2:1", "water-2:1", "water-2"),
    ({"quote_type": ("mixed",)},
     "dam-1:3 dam-7:2", "dam-1:2", "dam-1 dam-7"),
    ({"source_kind": ("unnamed", "document", "none")},
     "dam-5:1 dam-6:1 dam-6:2", "", "dam-5 dam-6"),
    ({"outlet": ("Hill Letter",)},
     "water-undated:1 repaired:1", "water-undated:1", "water-undated repaired quiet"),
    ({"since": APRIL},
     "dam-6:1 dam-6:2 dam-7:1 dam-7:2 water-2:1 repaired:1", "dam-7:1 water-2:1", "dam-6 dam-7 water-2 repaired"),
    ({"since": MARCH, "until": MARCH},
     "dam-1:1 dam-1:2 dam-1:3 dam-2:1", "dam-1:1 dam-1:2", "dam-1 dam-2"),
    ({"words": "FISH lÁdders"},
     "dam-4:1", "dam-4:1", "dam-4"),
    ({"words": "it's only"},
     "repaired:1", "", "repaired"),
    ({"words": "100% _ '; DROP TABLE quotes; --"},
     "", "", ""),
    ({"country": ("FR",), "stance": ("oppose",)},
     "dam-1:3", "dam-1:2", "dam-1"),
    ({"country": ("ES",), "speaker": ("luc-marchand",)},
     "", "", ""),
]
# fmt: on


@pytest.mark.parametrize(("fields", "quotes", "positions", "articles"), TABLE, ids=lambda v: str(v)[:50] if isinstance(v, dict) else "")
def test_what_filters_let_through(fields: dict, quotes: str, positions: str, articles: str) -> None:
    f = Filters(**fields)
    assert quote_ids(f) == set(quotes.split())
    assert position_ids(f) == set(positions.split())
    assert article_ids(f) == set(articles.split())
    assert (q.count_quotes(CORPUS, f), q.count_positions(CORPUS, f), q.count_articles(CORPUS, f)) == tuple(
        len(ids.split()) for ids in (quotes, positions, articles)
    )


def test_headline() -> None:
    assert q.headline(CORPUS, Filters()) == q.Headline(
        articles=12,
        undated=1,
        stories=11,
        outlets=3,
        quotes=16,
        speakers=7,
        positions=9,
        issues=2,
        first=MARCH,
        last=date(2025, 4, 20),
    )
    assert q.headline(CORPUS, Filters(outlet=("Hill Letter",))).undated == 1
    assert q.headline(CORPUS, Filters(outlet=("Hill Letter",), since=MARCH)).undated == 0


def test_entities() -> None:
    people = q.entity_counts(CORPUS, Filters(), "person")
    assert list(people.columns) == ["entity_id", "name", "kind", "country", "mentions", "articles", "stories"]
    assert people[["entity_id", "mentions", "articles"]].values.tolist() == [
        ["ana-ortiz", 4, 4],
        ["luc-marchand", 4, 3],
        ["tomas-rey", 3, 3],
        ["ines-beranger", 2, 2],
    ]
    assert "unnamed-spanish-official-es" in set(q.entities(CORPUS, Filters())["entity_id"])
    assert set(q.entity_counts(CORPUS, Filters(), ("country", "group"))["kind"]) == {"country"}
    assert q.entity_counts(CORPUS, Filters(country=("FR",)), "person")["entity_id"].tolist() == ["luc-marchand", "ines-beranger"]
    assert q.entity_counts(CORPUS, Filters(country=("FR",)), "country")["entity_id"].tolist() == ["france", "spain"]
    assert len(q.entity_counts(CORPUS, Filters(), limit=2)) == 2
    for by in ("mentions", "articles", "stories"):
        one_of_each = q.entity_counts(CORPUS, Filters(), by=by, limit=None, each=1)
        assert one_of_each["kind"].is_unique
        for kind, entity_id in zip(one_of_each["kind"], one_of_each["entity_id"], strict=True):
            assert entity_id == q.entity_counts(CORPUS, Filters(), kind, by=by, limit=1)["entity_id"].item()


def test_near_copies_count_once_by_story() -> None:
    counted = q.entity_counts(CORPUS, Filters(), "person", by="stories").set_index("entity_id")
    assert (counted["stories"] <= counted["articles"]).all()
    assert counted.loc["ana-ortiz", ["articles", "stories"]].tolist() == [4, 3]
    assert counted["stories"].is_monotonic_decreasing


def test_countries_and_outlets() -> None:
    found = q.country_counts(CORPUS, Filters())
    assert found.values.tolist() == [["FR", "France", 6, 5, 3, 2], ["ES", "Spain", 5, 2, 2, 1]]
    assert q.outlet_counts(CORPUS, Filters()).values.tolist() == [
        ["Valley Post", 5, 8, 6],
        ["Coast Wire", 3, 5, 1],
        ["Hill Letter", 3, 2, 1],
        [None, 1, 1, 1],
    ]


@pytest.mark.parametrize(("unit", "periods"), [("auto", 8), ("day", 51), ("week", 8), ("month", 2)])
@pytest.mark.parametrize(("what", "dated"), [("articles", 11), ("quotes", 15)])
def test_over_time_has_no_gaps_and_loses_nothing(unit: str, periods: int, what: str, dated: int) -> None:
    found = q.over_time(CORPUS, Filters(), what, unit)  # type: ignore[arg-type]
    assert (len(found.frame), found.frame["count"].sum(), found.undated) == (periods, dated, 1)
    assert found.unit == ("week" if unit == "auto" else unit)
    starts, ends = found.frame["period_start"], found.frame["period_end"]
    assert ((starts.shift(-1) - ends).dropna() == pd.Timedelta(days=1)).all()


def test_every_bar_opens_what_it_counts() -> None:
    for what in ("articles", "quotes"):
        for row in q.over_time(CORPUS, Filters(), what, "week").frame.itertuples():
            shown = q.passages(CORPUS, q.selectors.period(what, row.period_start, row.period_end))
            assert shown.count == row.count


def test_quotes_come_in_order_and_in_pages() -> None:
    newest = q.quotes(CORPUS, Filters(), "newest", limit=None)
    assert newest["article_id"].iloc[0] == "water-2"
    assert newest["article_id"].iloc[-1] == "water-undated"
    assert pd.isna(newest["published_on"].iloc[-1])
    pages = [q.quotes(CORPUS, Filters(), "oldest", limit=5, offset=n) for n in range(0, 20, 5)]
    assert pd.concat(pages)["quote_id"].tolist() == q.quotes(CORPUS, Filters(), "oldest", limit=None)["quote_id"].tolist()
    assert q.quotes(CORPUS, Filters(), "surest")["confidence"].is_monotonic_decreasing
    assert q.quotes(CORPUS, Filters(), "nonsense; DROP", limit=-1).empty  # type: ignore[arg-type]


def test_missing_text_is_none() -> None:
    row = q.quotes(CORPUS, Filters(source_kind=("none",))).iloc[0]
    assert row["speaker"] is None
    assert row["country"] is None


def test_issues() -> None:
    found = q.issue_counts(CORPUS, Filters()).set_index("issue_id")
    assert found.loc["alder-dam", ["positions", "actors", "articles"]].tolist() == [6, 4, 5]


def test_articles_tell_their_versions() -> None:
    found = q.articles(CORPUS, Filters(), "quotes").set_index("article_id")
    assert found.index[0] == "dam-1"
    assert found.loc["dam-2", ["story", "versions"]].tolist() == ["dam-1", 2]
    assert found.loc["dam-1", ["quotes", "positions"]].tolist() == [3, 2]


def test_the_reader_gives_the_article_as_it_was_extracted() -> None:
    for extraction in ALL:
        assert q.reader(CORPUS, extraction.article.id).extraction == extraction
    found = q.reader(CORPUS, "dam-1")
    assert found.entity_ids[0] == "ana-ortiz"
    assert found.issue_ids == {1: "alder-dam", 2: "alder-dam"}
    assert [v.article_id for v in found.versions] == ["dam-2"]
    assert q.reader(CORPUS, "repaired").reading.startswith("It’s raining")
    with pytest.raises(Problem) as raised:
        q.reader(CORPUS, "no such'); --")
    assert raised.value.code is Code.F03


@pytest.mark.parametrize("field", ["country", "speaker", "issue", "stance", "quote_type", "source_kind", "outlet"])
def test_an_option_counts_what_choosing_it_would_show(field: str) -> None:
    for f in (Filters(), Filters(outlet=("Valley Post",)), Filters(since=APRIL), Filters(country=("FR",), country_means="mentioned")):
        found = q.options(CORPUS, f, field)  # type: ignore[arg-type]
        assert list(found.columns) == ["value", "label", "count", "also"]
        for row in found.itertuples():
            chosen = Filters(**{**{n: getattr(f, n) for n in Filters.__dataclass_fields__}, field: (row.value,)})
            shown = {
                "outlet": q.count_articles(CORPUS, chosen),
                "issue": q.count_positions(CORPUS, chosen),
                "stance": q.count_positions(CORPUS, chosen),
                "quote_type": q.count_quotes(CORPUS, chosen),
                "source_kind": q.count_quotes(CORPUS, chosen),
            }.get(field, q.count_quotes(CORPUS, chosen) + q.count_positions(CORPUS, chosen))
            assert shown == row.count


def test_options_stay_while_others_of_the_field_are_chosen() -> None:
    assert q.options(CORPUS, Filters(outlet=("Valley Post",)), "outlet")["value"].tolist() == ["Valley Post", "Coast Wire", "Hill Letter"]
    assert q.options(CORPUS, Filters(), "speaker").set_index("value")["label"]["elysee-organisation"] == "Élysée"


names = st.sampled_from(["FR", "ES", "XX", "ana-ortiz", "luc-marchand", "alder-dam", "water-price", "Valley Post", "x'"])
filters = st.builds(
    Filters,
    country=st.lists(names, max_size=2).map(tuple),
    country_means=st.sampled_from(["speaks_for", "mentioned"]),
    speaker=st.lists(names, max_size=2).map(tuple),
    issue=st.lists(names, max_size=1).map(tuple),
    stance=st.lists(st.sampled_from(STANCES), max_size=2).map(tuple),
    quote_type=st.lists(st.sampled_from(QUOTE_TYPES), max_size=1).map(tuple),
    source_kind=st.lists(st.sampled_from(SOURCE_KINDS), max_size=1).map(tuple),
    outlet=st.lists(names, max_size=1).map(tuple),
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
    days_mean=st.sampled_from(["published", "said"]),
    words=st.text(max_size=6) | st.sampled_from(["dam", "DAM the", "\x00", "%"]),
)
ASK = [
    q.headline,
    q.entity_counts,
    q.country_counts,
    q.outlet_counts,
    q.over_time,
    q.quotes,
    q.speaker_counts,
    q.timeline,
    q.positions,
    q.issue_counts,
    q.stands,
    q.changes,
    q.governments,
    q.articles,
]


@settings(max_examples=40, deadline=None)
@given(filters)
def test_no_filter_breaks_a_question_and_numbers_agree(f: Filters) -> None:
    for question in ASK:
        question(CORPUS, f)
    top = q.headline(CORPUS, f)
    assert top.quotes == len(q.quotes(CORPUS, f, limit=None)) == q.quotes(CORPUS, f, limit=None)["quote_id"].nunique()
    assert top.positions == len(q.positions(CORPUS, f, limit=None)) == sum(stand.passages for stand in q.stands(CORPUS, f))
    assert top.articles == len(q.articles(CORPUS, f, limit=None))
    held = set(q.articles(CORPUS, Filters(since=f.since, until=f.until, days_mean=f.days_mean, outlet=f.outlet))["article_id"])
    assert set(q.quotes(CORPUS, f)["article_id"]) <= held
    for row in q.entity_counts(CORPUS, f, limit=3).itertuples():
        assert q.passages(CORPUS, q.selectors.entity(row.entity_id), f).behind == row.mentions
    for row in q.speaker_counts(CORPUS, f, limit=2).itertuples():
        assert q.passages(CORPUS, q.selectors.speaker(row.speaker_id), f).count == row.quotes
    for stand in q.stands(CORPUS, f)[:2]:
        assert q.passages(CORPUS, q.selectors.cell(stand.actor_id, stand.issue_id), f).count == stand.passages
    for row in q.issue_counts(CORPUS, f).itertuples():
        assert q.passages(CORPUS, q.selectors.issue(row.issue_id), f).count == row.positions
    for row in q.outlet_counts(CORPUS, f).head(2).itertuples():
        assert row.outlet is None or q.passages(CORPUS, q.selectors.outlet(row.outlet), f).count == row.articles
    if f.country_means == "speaks_for":
        for row in q.country_counts(CORPUS, f).itertuples():
            assert q.passages(CORPUS, q.selectors.country(row.country), f).count == row.quotes


@pytest.mark.parametrize("question", ASK, ids=lambda f: f.__name__)
def test_an_empty_corpus_has_answers(question) -> None:
    question(EMPTY, Filters())
    question(EMPTY, Filters(country=("FR",), words="x", stance=("open",), since=MARCH))


def test_an_empty_corpus_has_no_numbers() -> None:
    assert q.headline(EMPTY, Filters()) == q.Headline(0, 0, 0, 0, 0, 0, 0, 0, None, None)
    assert q.over_time(EMPTY, Filters()).frame.empty
    assert q.timeline(EMPTY, Filters()).points.empty
    assert q.report(EMPTY).empty


def test_without_links_the_articles_own_names_stand() -> None:
    nothing = Links(pd.DataFrame(), pd.DataFrame())
    corpus = Corpus.of(ALL[:1], links=(lambda _: nothing, lambda _: nothing))
    assert set(q.quotes(corpus, Filters())["speaker"]) == {"Ana Ortiz", "Luc Marchand"}
    assert q.stands(corpus, Filters()) == []


def test_many_threads_may_ask_one_corpus() -> None:
    wrong: list[object] = []

    def ask(n: int) -> None:
        try:
            f = Filters(country=("FR",)) if n % 2 else Filters()
            for _ in range(10):
                if len(q.quotes(CORPUS, f)) != (6 if n % 2 else 16) or q.reader(CORPUS, "dam-1").extraction != ALL[0]:
                    wrong.append(n)
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_markup_and_formulas_in_texts_are_only_text() -> None:
    hostile = "<script>alert(1)</script> '; DROP TABLE quotes; -- :red(x) =cmd()"
    corpus = Corpus.of(
        [
            article(
                "h",
                f"{{s1:[Lee](lee)}} {{c1:said}} {{q1:{hostile}}}.",
                outlet=hostile,
                entities={"lee": country(hostile, "FR")},
                quotes=[quote(1, "lee")],
            )
        ]
    )
    f = Filters(outlet=(hostile,), words=hostile)
    assert q.quotes(corpus, f)["content"].tolist() == [hostile]
    assert q.check(corpus, f) == (f, [])
