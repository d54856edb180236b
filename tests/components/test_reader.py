"""What the reader says about an article, as it is sent to the browser."""

from __future__ import annotations

import json
from datetime import date

import pytest

from components import reader
from ontherecord.model import Extraction, Span
from tests import builders


def article(**fields: object) -> Extraction:
    return builders.article(
        "a1",
        "Bridge talks\n\n[Mira Tolland](mira) came late. Nobody minded. “{q1:The bridge stays shut,}” {s1:she} {c1:said}.\n\n"
        "{e1:[Mira Tolland](mira) {t1:backs} a toll.} <script>alert(1)</script>",
        date="2025-03-02",
        outlet="Ferry Post",
        title="Bridge talks",
        entities={"mira": builders.person("Mira Tolland", "NO", 'title "Norwegian minister"', variants=("Mira Tolland", "Tolland"))},
        quotes=[
            builders.quote(
                1, "mira", "direct", resolution="anaphoric", chain=(Span(107, 110), Span(14, 26)), reason="“she” is Mira Tolland", **fields
            )
        ],
        positions=[builders.position(1, "mira", "support", "a toll", matter="bridge toll")],
        url="https://ferrypost.example/1",
    )


def card(shown: reader.Payload, kind: str) -> reader.Payload:
    return next(mark for mark in shown["marks"] if mark["kind"] == kind)


def test_the_head_names_outlet_and_date() -> None:
    head = reader.payload(article())["head"]
    assert head["byline"] == ["Ferry Post", "2 March 2025"]
    assert head["url"] == "https://ferrypost.example/1"


def test_an_article_without_date_and_outlet_says_so() -> None:
    bare = builders.article("b1", "Nothing was said.")
    shown = reader.payload(bare, title="Nothing was said")
    assert shown["head"] == {"title": "Nothing was said", "byline": ["outlet not given", "undated"], "url": ""}
    assert shown["marks"] == []


def test_a_quote_card_tells_speaker_country_and_both_reasons() -> None:
    extraction = article()
    found = card(reader.payload(extraction), "quote")
    rows = dict(found["rows"])
    assert (found["title"], found["text"]) == ("Mira Tolland", "The bridge stays shut,")
    assert rows["Why them"] == "“she” is Mira Tolland"
    assert (rows["Speaks for"], rows["Why so"]) == ("Norway", 'title "Norwegian minister"')
    assert rows["Confidence"] == "high (90%)"
    assert rows["Said"] == "2 March 2025 (the day it was published)"


def test_the_tip_of_a_pronoun_names_the_speaker_and_how_far_away() -> None:
    assert card(reader.payload(article()), "quote")["tips"]["source"] == "she → Mira Tolland, two sentences earlier"


def test_a_position_card_names_stance_target_and_state() -> None:
    found = card(reader.payload(article()), "position")
    rows = dict(found["rows"])
    assert found["title"] == "Mira Tolland supports a toll"
    assert (rows["On"], rows["Matter"], rows["Its words"]) == ("a toll", "bridge toll", "backs")
    assert rows["State"].startswith("draft")


def test_links_stand_only_where_they_lead_somewhere() -> None:
    shown = reader.payload(article(), links=reader.Links(speaker=lambda key: "quotes?speaker=mira" if key == 0 else None))
    assert card(shown, "quote")["links"] == [["All quotes by Mira Tolland", "quotes?speaker=mira"]]
    assert card(shown, "position")["links"] == []


def test_markup_of_an_article_is_text_and_the_payload_is_json() -> None:
    shown = reader.payload(article(), at=30)
    text = "".join(s["t"] for p in shown["paragraphs"] for s in p["segments"])
    assert "<script>alert(1)</script>" in text
    assert json.loads(json.dumps(shown)) == shown
    assert shown["paragraphs"][0]["h"] is True


def test_a_day_that_the_text_gives_is_not_called_the_day_of_publication() -> None:
    found = card(reader.payload(article(said_on=date(2025, 3, 1), said_basis="stated")), "quote")
    assert dict(found["rows"])["Said"] == "1 March 2025"


@pytest.mark.parametrize(("day", "basis", "said"), [(date(2025, 2, 1), "month", "February 2025"), (date(2024, 1, 1), "year", "2024")])
def test_a_month_or_year_is_not_shown_as_a_day(day: date, basis: str, said: str) -> None:
    found = card(reader.payload(article(said_on=day, said_basis=basis)), "quote")
    assert dict(found["rows"])["Said"] == said


def test_badges_at_one_place_name_their_actors() -> None:
    found = builders.article(
        "b2",
        "{e1:{e2:[Norway](no) and [Ghana](gh) {t1:back} the toll.}}",
        entities={"no": builders.country("Norway", "NO"), "gh": builders.country("Ghana", "GH")},
        positions=[builders.position(1, "no", "support", "the toll"), builders.position(2, "gh", "support", "the toll")],
    )
    badges = [mark["badge"] for mark in reader.payload(found)["marks"] if mark["kind"] == "position"]
    assert badges == ["Norway ▲ supports", "Ghana ▲ supports"]
    assert card(reader.payload(article()), "position")["badge"] == "▲ supports"


@pytest.mark.parametrize(("asserted", "words"), [("said", ""), ("not said", "✕ did not say"), ("supposed", "? supposed"), ("disowned", "⊘ disowned")])
def test_what_was_not_said_is_told_in_words(asserted: str, words: str) -> None:
    found = builders.article(
        "x",
        "{s1:[Lee](lee)} did not {c1:say} {q1:it rained}.",
        entities={"lee": builders.person("Lee")},
        quotes=[builders.quote(1, "lee", asserted=asserted)],
    )
    shown = card(reader.payload(found), "quote")
    assert (shown["badge"], shown["title"]) == (f"1 {words}".strip(), f"Lee · {words}" if words else "Lee")
    assert dict(shown["rows"]).get("Said or not", "") == words
    assert words in shown["tips"]["content"]
    assert reader.payload(found)["quotes"] == ("0 quotes, 1 not said" if words else "1 quote")
