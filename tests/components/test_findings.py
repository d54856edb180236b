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
