"""Profiles, countries and courses, on the small corpus of tests/builders.py, counted by hand there."""

from __future__ import annotations

from datetime import date

import pytest

from ontherecord.errors import Code, Problem
from ontherecord.model import Role
from ontherecord.queries import Corpus, Filters, country_counts, passages, selectors
from ontherecord.queries.country import agreement, country_positions, said_of, voices
from ontherecord.queries.profile import Office, directory, named_with, outlets_of, profile, quotes_of
from tests.builders import article, person, small_corpus

CORPUS = Corpus.of(small_corpus(), "small")
EMPTY = Corpus.of([], "empty")
ALL = Filters()


def shown(selector: str, filters: Filters = ALL) -> int:
    return passages(CORPUS, selector, filters).count


def test_a_profile() -> None:
    found = profile(CORPUS, ALL, "luc-marchand")
    assert (found.name, found.kind, found.country, found.named) == ("Luc Marchand", "person", "FR", True)
    assert (found.mentions, found.articles, found.quotes, found.about, found.positions) == (4, 3, 2, 0, 3)
    assert found.variants == (("Marchand", 3),)
    assert [(r.country, r.reason, r.articles) for r in found.reasons] == [("FR", 'title "French president"', 3)]
    assert found.first is not None
    assert found.latest is not None
    assert (found.first.show, found.first.day) == ("quote:dam-1:3", date(2025, 3, 1))
    assert (found.latest.show, found.latest.day) == ("quote:dam-7:1", date(2025, 4, 10))


@pytest.mark.parametrize("filters", [ALL, Filters(outlet=("Valley Post",)), Filters(since=date(2025, 4, 1)), Filters(country=("ES",))])
def test_numbers_of_a_profile_open_what_they_count(filters: Filters) -> None:
    for id in ("luc-marchand", "ana-ortiz", "france", "alder-basin-authority-organisation"):
        found = profile(CORPUS, filters, id)
        assert found.quotes == shown(selectors.speaker(id), filters)
        assert found.about == shown(selectors.about(id), filters) == len(quotes_of(CORPUS, filters, id, "about", limit=99))
        assert found.positions == shown(selectors.positions(("speaker", id)), filters)
        assert found.mentions == passages(CORPUS, selectors.entity(id), filters).behind
        for row in named_with(CORPUS, filters, id).itertuples():
            assert row.sentences == shown(selectors.together(id, row.entity_id), filters)


def test_what_others_say_leaves_out_ones_own_words() -> None:
    assert quotes_of(CORPUS, ALL, "france", "about")["quote_id"].tolist() == ["quote:water-2:1", "quote:dam-4:2", "quote:dam-1:1", "quote:dam-2:1"]
    assert quotes_of(CORPUS, ALL, "spain", "about")["speaker"].tolist() == ["Inès Béranger", "Ana Ortiz", "Ana Ortiz"]


def test_nobody_of_that_name() -> None:
    with pytest.raises(Problem) as raised:
        profile(CORPUS, ALL, "nobody'; --")
    assert raised.value.code is Code.F01


def test_offices_have_their_days() -> None:
    def called(id: str, title: str, day: str | None) -> object:
        lee = person("Kim Lee", "KR", roles=(Role(title, "KR", 0, len(title)),))
        return article(id, f"{title} [Kim Lee](lee) came.", date=day, entities={"lee": lee})

    corpus = Corpus.of([called("a", "Mayor", "2020-01-02"), called("b", "mayor", "2021-03-04"), called("c", "President", None)])  # type: ignore[list-item]
    first, second = profile(corpus, ALL, "kim-lee").offices
    assert (first.title.lower(), *first[1:]) == ("mayor", "KR", 2, date(2020, 1, 2), date(2021, 3, 4))
    assert second == Office("President", "KR", 1, None, None)


def test_who_is_named_with_whom_and_where() -> None:
    assert named_with(CORPUS, ALL, "spain")[["entity_id", "sentences"]].values.tolist() == [["france", 3], ["ana-ortiz", 2]]
    assert outlets_of(CORPUS, ALL, "tomas-rey").values.tolist() == [["Valley Post", 2, 2], ["Hill Letter", 1, 1]]


def test_the_directory_finds_letters_without_accents() -> None:
    everybody = directory(CORPUS, ALL)
    assert everybody["entity_id"].iloc[0] == "ana-ortiz"
    assert directory(CORPUS, ALL, ("unnamed",))["entity_id"].tolist() == ["unnamed-spanish-official-es"]
    assert "unnamed-spanish-official-es" not in set(directory(CORPUS, ALL, ("person",))["entity_id"])
    assert (directory(CORPUS, ALL, heard="quotes")["quotes"] > 0).all()
    assert directory(CORPUS, ALL, find="beranger")["entity_id"].tolist() == ["ines-beranger"]
    assert directory(CORPUS, ALL, ("person",), "INÈS b")["total"].tolist() == [1]
    assert directory(CORPUS, ALL, ("organisation",))["kind"].unique().tolist() == ["organisation"]
    assert directory(CORPUS, ALL, limit=2, offset=1)["entity_id"].tolist() == everybody["entity_id"].tolist()[1:3]
    assert directory(EMPTY, ALL).empty


def test_countries_speak_and_are_spoken_of() -> None:
    rows = {row["country"]: row for row in country_counts(CORPUS, ALL).to_dict("records")}
    assert [rows["FR"][name] for name in ("quotes", "positions", "speakers", "said_of")] == [6, 5, 3, 2]
    assert rows["ES"]["said_of"] == 1  # Ana Ortiz speaks for it herself
    for code, row in rows.items():
        assert row["quotes"] == shown(selectors.quotes(("country", code)))
        assert row["positions"] == shown(selectors.positions(("country", code)))
        assert row["said_of"] == shown(selectors.quotes(("mentions", code))) == len(said_of(CORPUS, ALL, code, limit=99))


def test_who_speaks_for_a_country_and_why() -> None:
    found = voices(CORPUS, ALL, "FR")
    assert found[["speaker_id", "quotes", "positions"]].values.tolist() == [
        ["ines-beranger", 3, 2],
        ["luc-marchand", 2, 3],
        ["elysee-organisation", 1, 0],
    ]
    assert found["reason"].iloc[1] == 'title "French president"'


def test_where_a_country_stands() -> None:
    found = country_positions(CORPUS, ALL, "FR").set_index("issue_id")
    dam = found.loc["alder-dam"]
    assert (dam["side"], dam["passages"]) == ("for", 4)
    assert [dam[side] for side in ("for", "against", "neither")] == [1, 0, 1]  # Luc Marchand at last, Inès Béranger on a condition
    assert dam["passages"] == shown(selectors.positions(("country", "FR"), ("issue", "alder-dam")))


def test_agreement_is_of_shared_issues() -> None:
    found = agreement(CORPUS, ALL, "FR")
    assert found[["country", "shared", "same", "share"]].values.tolist() == [["ES", 2, 1, 0.5]]  # both want the dam; the price divides them
    assert agreement(CORPUS, Filters(until=date(2025, 3, 5)), "FR")["same"].tolist() == [0]
    assert shown(selectors.pair("FR", "ES")) == 7
    assert agreement(CORPUS, ALL, "NO").empty


def test_an_empty_corpus_has_answers() -> None:
    assert country_counts(EMPTY, ALL).empty
    assert voices(EMPTY, ALL, "FR").empty
    assert country_positions(EMPTY, ALL, "FR").empty
