"""What was found in one article: every quote and position in the words of the article, and plain words where there is none."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from components import findings
from tests import builders

CORPUS = {extraction.article.id: extraction for extraction in builders.small_corpus()}


def shown(id: str) -> AppTest:
    def script(id: str) -> None:
        from components import findings
        from tests import builders

        findings.draw(next(e for e in builders.small_corpus() if e.article.id == id))

    at = AppTest.from_function(script, kwargs={"id": id}, default_timeout=30).run()
    assert not at.exception
    return at


def test_numbers_are_those_of_the_extraction() -> None:
    at = shown("dam-1")
    assert {m.label: m.value for m in at.metric} == {"Quotes": "3", "Positions": "2", "People": "2"}


def test_speaker_stance_and_reason_are_said_in_words() -> None:
    at = shown("dam-1")
    text = " | ".join(m.value for m in [*at.markdown, *at.caption]).replace("\\", "")
    assert "**Ana Ortiz** · speaks for Spain" in text
    assert "**Luc Marchand** · speaks for France ▼ opposes: the Alder dam" in text
    assert "“” direct · confidence 90% · “she” is Ana Ortiz" in text


@pytest.mark.parametrize(
    ("lots", "number", "notes"),
    [
        (["said"], "1", []),
        (["said", "not said"], "1", ["1 of those below was not said and is not counted.", "✕ did not say ·"]),
        (["supposed", "disowned"], "0", ["2 of those below were not said and are not counted.", "? supposed ·", "⊘ disowned ·"]),
    ],
)
def test_what_was_not_said_is_marked_and_not_counted(lots: list[str], number: str, notes: list[str]) -> None:
    def script(lots: list[str]) -> None:
        from components import findings
        from tests import builders

        marked = " ".join(f"{{s{n}:[Lee](lee)}} {{c{n}:spoke}} of {{q{n}:rain}}." for n in range(1, len(lots) + 1))
        quotes = [builders.quote(n, "lee", asserted=lot) for n, lot in enumerate(lots, 1)]
        findings.draw(builders.article("x", marked, entities={"lee": builders.person("Lee")}, quotes=quotes))

    at = AppTest.from_function(script, kwargs={"lots": lots}, default_timeout=30).run()
    assert not at.exception
    assert next(m.value for m in at.metric if m.label == "Quotes") == number
    captions = " | ".join(c.value for c in at.caption).replace("\\", "")
    assert all(note in captions for note in notes), captions
    assert captions.count("confidence") == len(lots)
    assert ("not counted" in captions) == (set(lots) != {"said"})


def test_nothing_found_is_said() -> None:
    captions = " ".join(c.value for c in shown("quiet").caption)
    assert "No quote was found" in captions
    assert "No position was found" in captions


@pytest.mark.parametrize(
    ("id", "words", "expected"),
    [
        ("dam-1", "She said", None),
        ("dam-3", "spoke", "Marchand spoke in Vallmora."),
        ("dam-2", "said", "Ana Ortiz said Spain would build the Alder dam with or without France."),
    ],
)
def test_the_sentences_around_a_span(id: str, words: str, expected: str | None) -> None:
    extraction = CORPUS[id]
    text = extraction.article.text
    if expected is None:
        assert findings.sentences_around(extraction, len(text), len(text)) == (len(text), len(text))
        return
    start = text.index(words)
    a, b = findings.sentences_around(extraction, start, start + len(words))
    assert text[a:b] == expected
