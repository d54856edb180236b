"""Speech without a source that other speech of the article explains, with counter-examples. Everyone is invented."""

from __future__ import annotations

import pytest

from ontherecord import loading
from ontherecord.extraction import pipeline

pytestmark = pytest.mark.model

ROWS = [
    (
        "a pull quote is whose words it repeats",
        "Karl Berg, an engineer, said the wall was sound.\n\n“The river will take the mill again.”\n\n"
        "Olga Brandt disagreed. “I fear that the river will take the mill again, unless we build,” Brandt said.",
        "The river will take the mill again",
        "Olga Brandt",
    ),
    (
        "two words may be said by anybody",
        "“Not yet,” said Karl Berg.\n\nThe crowd waited outside for an hour.\n\n“Not yet.”\n\nOlga Brandt left the hall.",
        "Not yet.",
        None,
    ),
    (
        "speech that runs on into attributed speech, its mark lost",
        "The pumps failed on Monday.\n\n“We have to pump faster. “The old engines are worn,” said Olga Brandt.",
        "We have to pump faster",
        "Olga Brandt",
    ),
]


@pytest.mark.parametrize(("text", "words", "speaker"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_echo(text: str, words: str, speaker: str | None) -> None:
    article = loading.load_text(text).article
    assert article is not None
    [found] = pipeline.extract([article])
    alone = [q for q in found.quotes if q.source is None and words in " ".join(article.text[s:e] for s, e in q.pieces)]
    assert {found.entities[q.speaker].name for q in alone if q.speaker is not None} == ({speaker} if speaker else set())


def test_what_somebody_complains_of_stands_behind_the_cue() -> None:
    article = loading.load_text("The town emptied as its mayor complained of the cold.\n\nNobody came back.").article
    assert article is not None
    [found] = pipeline.extract([article])
    assert not [q for q in found.quotes if "emptied" in article.text[q.pieces[0].start : q.pieces[0].end]]
