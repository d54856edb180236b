"""The whole extraction on a few articles of our own: records that point into the original, whatever the text is like."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import ModuleType

import pytest

from ontherecord import loading
from ontherecord.extraction import pipeline
from ontherecord.model import Extraction, Span

pytestmark = pytest.mark.model

PRESS = """Ministers argue over the dam

LISBON, Portugal, March 4, 2025 (Test Wire) - Portuguese Energy Minister Inês Carvalhal said on Tuesday that she would not rule out a pause.

“Nothing is excluded,” she told reporters. “We will look at every proposal.”

Spain39s environment minister, Rodrigo Almansa, rejected the idea. “A pause would be a mistake,â€\x9d he said.

A senior European Commission official said Brussels had no plans to intervene.
"""


def extracted(text: str, **given: object) -> Extraction:
    article = loading.load_text(text, **given).article  # type: ignore[arg-type]
    assert article is not None
    (found,) = pipeline.extract([article])
    return found


@pytest.fixture(scope="module")
def press() -> Extraction:
    return extracted(PRESS)


def spans(found: Extraction) -> list[Span]:
    out = [Span(m.start, m.end) for m in found.mentions] + [Span(s.start, s.end) for s in found.sentences]
    for quote in found.quotes:
        out += [*quote.pieces, *quote.chain, *(s for s in (quote.cue, quote.source) if s)]
    for position in found.positions:
        out += [*position.evidence, *([position.trigger] if position.trigger else [])]
    return out


def test_every_offset_points_into_the_original(press: Extraction) -> None:
    assert all(0 <= start < end <= len(PRESS) for start, end in spans(press))
    assert {PRESS[m.start : m.end] for m in press.mentions} >= {"Inês Carvalhal", "Rodrigo Almansa"}


def test_a_repaired_passage_leads_back_to_what_stands_there(press: Extraction) -> None:
    (quote,) = [q for q in press.quotes if "mistake" in PRESS[q.pieces[0].start : q.pieces[-1].end]]
    assert PRESS[quote.pieces[0].start : quote.pieces[0].end].rstrip(",") == "A pause would be a mistake"
    assert press.article.text == PRESS


@pytest.mark.parametrize(
    ("words", "speaker", "country"),
    [
        ("would not rule out", "Inês Carvalhal", "PT"),
        ("Nothing is excluded", "Inês Carvalhal", "PT"),
        ("would be a mistake", "Rodrigo Almansa", "ES"),
        ("had no plans", "European Commission official", "EU"),
    ],
)
def test_who_said_it(press: Extraction, words: str, speaker: str, country: str) -> None:
    (quote,) = [q for q in press.quotes if words in PRESS[q.pieces[0].start : q.pieces[-1].end]]
    assert quote.speaker is not None
    found = press.entities[quote.speaker]
    assert found.name.removeprefix("senior ") == speaker
    assert quote.country == country


@pytest.mark.parametrize(("actor", "stance"), [("Inês Carvalhal", "open"), ("Rodrigo Almansa", "oppose")])
def test_where_they_stand(press: Extraction, actor: str, stance: str) -> None:
    assert stance in {p.stance for p in press.positions if press.entities[p.actor].name == actor}


ODD = {
    "one word": "Resigned.",
    "only marks": "“””“\"''‘’«»" * 20,
    "unbalanced": "“He said “no” and left. " * 30,
    "no letters": "1234 5678. 90!\n\n--- ... ???",
    "script": "The minister spoke. <script>alert('x')</script> \"We agree,\" said Ada Brandt.",
    "lone surrogate": "She said \ud800 that it was over.",
    "right to left": "Officials said \u202ethat it was over\u202c.",
    "emoji": "“We agree 👍🏽,” said Ada Brandt 🇫🇷.",
    "very long line": "Ada Brandt said it was over " * 800,
    "newlines": "\n\r\n\n \n\t\n",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_nothing_breaks_it(text: str, press: Extraction) -> None:
    if (article := loading.load_text(text + " And so it goes on.").article) is None:
        article = replace(press.article, text=text, repairs=(), headline=None)
    text = article.text
    (found,) = pipeline.extract([article])
    assert not found.warnings
    assert all(0 <= start <= end <= len(text) for start, end in spans(found))


def test_one_bad_article_does_not_take_its_batch_with_it(press: Extraction, monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = replace(press.article, id="good"), replace(press.article, id="bad")
    build = pipeline._result

    def failing(doc: object, *rest: object) -> Extraction:
        if doc._.article.id == "bad":  # type: ignore[attr-defined]
            raise RuntimeError("as a component might")
        return build(doc, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "_result", failing)
    results = list(pipeline.extract([good, bad, good]))
    assert [r.article.id for r in results] == ["good", "bad", "good"]
    assert [bool(r.warnings) for r in results] == [False, True, False]
    assert results[1].warnings[0].startswith("E02")
    assert results[0].quotes == results[2].quotes
    assert results[0].quotes


def test_quotes_stay_where_only_the_positions_fail(press: Extraction, monkeypatch: pytest.MonkeyPatch) -> None:
    from ontherecord.extraction.positions import component

    def failing(doc: object) -> object:
        raise RuntimeError("as a rule might")

    monkeypatch.setattr(component, "read", failing)
    (found,) = pipeline.extract([press.article])
    assert found.quotes == press.quotes
    assert found.positions == ()
    assert [w[:3] for w in found.warnings] == ["E02"]


def test_order_and_results_do_not_depend_on_the_number_of_processes(press: Extraction, monkeypatch: pytest.MonkeyPatch) -> None:
    # Worker processes run the main module again; page tests leave a script of theirs in its place.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    monkeypatch.setattr(pipeline, "_WORKER_ARTICLES", 16)  # so that workers are followed by others
    articles = [replace(press.article, id=str(i)) for i in range(40)]
    several = list(pipeline.extract(articles, processes=2))
    assert [e.article.id for e in several] == [a.id for a in articles]
    assert several[7].quotes == press.quotes


def test_a_model_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from ontherecord.errors import Code, Problem
    from ontherecord.settings import settings

    monkeypatch.setenv("ONTHERECORD_MODEL", "en_no_such_model")
    settings.cache_clear()
    pipeline._loaded.cache_clear()
    try:
        with pytest.raises(Problem, match="en_no_such_model") as caught:
            pipeline.nlp()
        assert caught.value.code is Code.E01
    finally:
        monkeypatch.undo()
        settings.cache_clear()
        pipeline._loaded.cache_clear()


INTERVIEW = """Rui Paz on the dam

Portuguese Energy Minister Rui Paz spoke to this paper on Monday.

Q: Minister, Spain says a pause is the only way. Do you agree?

A: I told Madrid that I would not support it. Almansa says it is safe. I say it is not.

Q: What if the river floods?

A: Then we build higher.
"""


def test_in_an_interview_the_lines_are_the_quotes() -> None:
    found = extracted(INTERVIEW, outlet="The Test Wire")
    quotes = [q for q in found.quotes if "transcript" in q.flags]
    assert len(quotes) == len(found.quotes) == 4
    names = [found.entities[q.speaker].name for q in quotes if q.speaker is not None]
    assert names == ["The Test Wire", "Rui Paz", "The Test Wire", "Rui Paz"]


@pytest.mark.parametrize(
    ("label", "title", "author", "outlet", "name"),
    [
        ("PAZ", None, None, None, "Rui Paz"),
        ("BRANDT", "Rivers: an interview with Ada Brandt", None, None, "Ada Brandt"),
        ("LUND", None, "Kari Lund", None, "Kari Lund"),
        ("WIRE", None, None, "The Test Wire", "The Test Wire"),
    ],
)
def test_a_name_before_a_colon(label: str, title: str | None, author: str | None, outlet: str | None, name: str) -> None:
    text = INTERVIEW.replace("Q:", f"{label}:").replace("A:", "ZORN:")
    loaded = loading.load_text(text, title=title, outlet=outlet).article
    assert loaded is not None
    (found,) = pipeline.extract([replace(loaded, author=author)])
    speaker = found.quotes[0].speaker
    assert speaker is not None
    assert found.entities[speaker].name == name


def test_positions_are_dated_as_their_sentence_or_quote_is() -> None:
    text = (
        "Talks\n\nNorway rejected the halt to deep-sea mining on Monday. "
        "“We support the halt to deep-sea mining,” said Norwegian minister Ada Brandt on Tuesday."
    )
    found = extracted(text, published_on="2025-06-12")
    days = {p.stance: (str(p.said_on), p.said_basis) for p in found.positions}
    assert days == {"oppose": ("2025-06-09", "relative"), "support": ("2025-06-10", "relative")}
