from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontherecord.store import records, schema
from ontherecord.text import fold
from tests.builders import article, country, entity, organisation, person, position, quote, small_corpus


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Élysée", "elysee"), ("IT’S", "it's"), ("a \n b", "a b"), ("Straße", "strasse"), ("ﬁsh", "fish"), ("", "")],
)
def test_folding_takes_away_case_accents_and_spacing(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(schema.fold(text)) == schema.fold(text)


def of(table: str, column: str, id: str) -> list[object]:
    return [row[column] for row in TABLES[table].to_pylist() if row["article_id"] == id]


TABLES = schema.tables(small_corpus())


@pytest.mark.parametrize("extraction", small_corpus(), ids=lambda e: e.article.id)
def test_what_is_written_is_read(extraction) -> None:
    tables = schema.tables([extraction])
    rows = {name: table.to_pylist() for name, table in tables.items()}
    entities = [{k: v for k, v in row.items() if k != "mentions"} for row in rows["entities"]]
    assert records.extraction(rows["articles"][0], entities, rows["mentions"], rows["quotes"], rows["positions"]) == extraction


def test_pieces_of_a_quote_are_joined_verbatim() -> None:
    assert of("quotes", "content", "dam-1")[1] == "We have waited for ten years … We will not wait for an eleventh."


def test_countries_are_those_of_the_sentences_of_the_content() -> None:
    # The second quote of dam-1 stands between sentences that name Spain and France, and names neither.
    assert of("quotes", "countries", "dam-1") == [["ES", "FR"], [], []]
    assert of("quotes", "countries", "dam-4") == [[], ["ES", "FR"]]
    assert of("articles", "countries", "dam-1") == [["ES", "FR"]]


def test_whom_a_person_speaks_for_is_not_a_country_mentioned() -> None:
    found = schema.tables(
        [
            article(
                "x",
                "{e1:{s1:[Lee](lee)} {c1:said} {q1:[Acme](acme) of [Norland](place) should pay}.}",
                entities={
                    "lee": person("Lee", "GB"),
                    "acme": organisation("Acme", "DE"),
                    "place": entity("Norland", "place", "NO"),
                    "unused": country("Italy", "IT"),
                },
                quotes=[quote(1, "lee")],
                positions=[position(1, "lee", "support", "payment")],
            )
        ]
    )
    assert (
        found["quotes"]["countries"].to_pylist() == found["positions"]["countries"].to_pylist() == found["articles"]["countries"].to_pylist() == [[]]
    )


@pytest.mark.parametrize(
    ("id", "label"),
    [
        ("dam-1", "Ministers meet over the Alder dam"),
        ("water-undated", "Tomas Rey fought the water price for a decade. “Nobody asked us,” he said."),
    ],
)
def test_an_article_without_a_title_goes_by_its_first_words(id: str, label: str) -> None:
    assert of("articles", "label", id) == [label]


def test_long_first_words_are_cut_at_a_word_and_say_so() -> None:
    (label,) = schema.tables([article("x", "word " * 60)])["articles"]["label"].to_pylist()
    assert label.endswith("word …")
    assert len(label) <= schema.TITLE_LENGTH + 2


def test_the_reading_is_kept_only_where_it_differs() -> None:
    assert of("articles", "reading", "quiet") == [None]
    (reading,) = of("articles", "reading", "repaired")
    assert str(reading).startswith("It’s raining")
    assert "it's only rain" in str(of("articles", "folded", "repaired")[0])


def test_conform_fills_and_drops_columns() -> None:
    found = schema.conform("report", [{"location": "a.txt", "words": float("nan"), "codes": None, "stranger": 1}])
    assert found.schema == schema.SCHEMAS["report"]
    assert found.to_pylist()[0]["words"] is None
    assert found.to_pylist()[0]["codes"] == []
