"""The article that the project began with, where its file is at hand: a machine-translated wire story with broken marks and mojibake."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontherecord import loading
from ontherecord.extraction import pipeline
from ontherecord.loading.repair import ReadingText
from ontherecord.model import Entity, Extraction, Quote

pytestmark = [pytest.mark.model, pytest.mark.shared]


@pytest.fixture(scope="module")
def found(shared: Path) -> Extraction:
    (loaded,) = loading.load_paths([shared / "corpora" / "macron"])
    assert loaded.article is not None
    (result,) = pipeline.extract([loaded.article])
    return result


def said(found: Extraction, words: str) -> Quote:
    (quote,) = [q for q in found.quotes if words in " ".join(found.article.text[s:e] for s, e in q.pieces)]
    return quote


def speaker(found: Extraction, words: str) -> Entity:
    key = said(found, words).speaker
    assert key is not None
    return found.entities[key]


def positions(found: Extraction, actor: str) -> list[tuple[str, str, str]]:
    text = found.article.text
    return [(p.stance, p.target, " ".join(text[s:e] for s, e in p.evidence)) for p in found.positions if found.entities[p.actor].name == actor]


def test_macron_is_open_not_supporting(found: Extraction) -> None:
    troops = [row for row in positions(found, "Emmanuel Macron") if "troops" in row[1]]
    assert troops
    assert {stance for stance, *_ in troops} == {"open"}
    assert any("Nothing should be excluded" in evidence for *_, evidence in troops)


def test_the_white_house_official_is_against_and_hedged(found: Extraction) -> None:
    entity = speaker(found, "the US had no plans to send troops")
    assert (entity.name, entity.named, entity.country) == ("White House official", False, "US")
    (position,) = [p for p in found.positions if found.entities[p.actor].name == "White House official"]
    assert (position.stance, position.hedge) == ("oppose", "no plans")


@pytest.mark.parametrize(
    ("words", "name", "country"),
    [
        ("in the near future", "Andrzej Duda", "PL"),
        ("there was no agreement on this matter", "Andrzej Duda", "PL"),
        ("I think they recognized", "Volodymyr Zelenskyy", "UA"),
        ("how dangerous", "Volodymyr Zelenskyy", "UA"),
        ("half of Western military aid", "Rustem Umerov", "UA"),
        ("nothing can be ruled out", "Emmanuel Macron", "FR"),
    ],
)
def test_who_said_it(found: Extraction, words: str, name: str, country: str) -> None:
    entity = speaker(found, words)
    assert (entity.name, entity.country) == (name, country)


def test_zelensky_is_one_person(found: Extraction) -> None:
    assert len([e for e in found.entities if e.name.startswith("Volodymyr") or "Zelensky" in e.variants]) == 1


def test_the_adviser_is_not_the_president(found: Extraction) -> None:
    entity = speaker(found, "grenades are bought where they are available")
    assert "adviser" in entity.name
    assert (entity.named, entity.country) == (False, "FR")


def test_unbalanced_marks_swallow_nothing(found: Extraction) -> None:
    assert max(q.pieces[-1].end - q.pieces[0].start for q in found.quotes) < 400
    assert len(found.quotes) >= 15


def test_repairs_are_for_reading_only(found: Extraction) -> None:
    article = found.article
    reading = ReadingText(article.text, article.repairs).text
    assert "France's Macron" in reading
    assert "France39s" in article.text
    assert "â€" not in reading
    assert "Position.â€" in article.text


def test_it_is_undated_until_someone_says(found: Extraction) -> None:
    assert found.article.published_on is None
    assert found.article.date_basis == "none"
    assert all(q.said_on is None for q in found.quotes)
