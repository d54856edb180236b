"""Corrections lie over what the machine found, reach the days of speech, and can be taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from ontherecord import building
from ontherecord.building import Correction, correct
from ontherecord.building.corrections import redated
from ontherecord.decisions import Anchor, Decision
from ontherecord.errors import Code, Problem
from ontherecord.extraction import pipeline
from ontherecord.model import Article, Entity, Extraction, Position, Sentence, Span, Statement
from ontherecord.queries import Corpus, Filters, articles, extractions, positions, quotes, report
from ontherecord.review import deciding, names
from ontherecord.store import Writer, read_build, read_table
from ontherecord.store.corpora import decisions_of, lock_of
from tests.core.review.test_names import everything

Press = Callable[..., Path]
pytestmark = pytest.mark.usefixtures("read")


@pytest.fixture
def days(press: Press) -> str:
    """A corpus of one article, published on Friday, 7 March 2025, that says "on Tuesday"; its id."""
    folder = press([])
    (folder / "2025-03-07-quay.txt").write_text(
        "Quay news\n\nRui Paz said on Tuesday the dam would be “a slow and costly thing for all of us” in the end.\n", encoding="utf-8"
    )
    building.build([folder], "days")
    return "2025-03-07-quay"


def seen() -> tuple[str, str, str | None]:
    corpus = Corpus.open("days")
    article, quote = articles(corpus, Filters()).iloc[0], quotes(corpus, Filters()).iloc[0]
    return f"{article['published_on']:%Y-%m-%d}", f"{quote['said_on']:%Y-%m-%d}", article["outlet"]


def test_a_corrected_date_reaches_the_day_of_speech(days: str) -> None:
    before = read_table(read_build("days"), "articles").to_pylist()
    assert correct("days", [Correction(days, "date", "2025-04-10"), Correction(days, "outlet", " Valley Post ")]) == 2
    assert seen() == ("2025-04-10", "2025-04-08", "Valley Post")
    assert quotes(Corpus.open("days"), Filters(outlet=("Valley Post",))).iloc[0]["said_basis"] == "relative"
    assert read_table(read_build("days"), "articles").to_pylist() == before  # the machine's rows are as they were
    row = report(Corpus.open("days")).iloc[0]
    assert (list(row["corrected"]), row["date_basis"], row["outlet"]) == (["date", "outlet"], "given", "Valley Post")
    assert read_build("days").number == 1, "no build is made for it"


def test_a_corrected_date_reaches_every_statement(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Dam news\n\nRui Paz on Tuesday opposed the dam. Paz opposed the dam in 2019 and would not say why. Paz still opposes the dam.\n"
    folder = press([])
    (folder / "2025-03-07-dam.txt").write_text(text, encoding="utf-8")

    def read(articles: Iterable[Article], **_: object) -> Iterator[Extraction]:
        for article in articles:
            ends = [m.end() for m in re.finditer(r"\.", article.text)]
            sentences = [Span(start, end) for start, end in zip([0, *(e + 1 for e in ends)], ends, strict=False)]
            triggers = [Span(*m.span()) for m in re.finditer("oppose[sd]", article.text)]
            found = tuple(Statement(s, "oppose", "the dam", trigger=t, confidence=0.8) for s, t in zip(sentences, triggers, strict=True))
            paz = Entity(0, "Rui Paz", "person")
            yield Extraction(
                article, (*(Sentence(*s, 0) for s in sentences),), (paz,), positions=(Position(1, 0, found, "dam"),), version=pipeline.version()
            )

    monkeypatch.setattr(pipeline, "extract", read)
    building.build([folder], "dam")
    correct("dam", [Correction("2025-03-07-dam", "date", "2025-04-10")])
    corpus = Corpus.open("dam")
    (position,) = extractions(corpus, ["2025-03-07-dam"])["2025-03-07-dam"].positions
    days = [(str(s.said_on), s.said_basis) for s in position.statements]
    assert days == [("2025-04-08", "relative"), ("2019-01-01", "year"), ("2025-04-10", "publication")]
    assert [str(day.date()) for day in positions(corpus, Filters())["said_on"]] == ["2025-04-08"]


def test_the_last_correction_counts_and_can_be_taken_back(days: str) -> None:
    correct("days", [Correction(days, "date", "2025-04-10")])
    correct("days", [Correction(days, "date", "2025-03-06")])
    assert seen()[:2] == ("2025-03-06", "2025-03-04")
    correct("days", [Correction(days, "date", undone=True)])
    assert f"{articles(Corpus.open('days'), Filters()).iloc[0]['published_on']:%Y-%m-%d}" == "2025-03-07"
    assert len(decisions_of("days").decisions()) == 4  # nothing is ever taken out


def test_an_open_corpus_shows_corrections_and_their_end_at_once(days: str) -> None:
    corpus = Corpus.open("days")
    before = everything(corpus)
    deciding.confirm(corpus, quotes(corpus, Filters()).iloc[0]["quote_id"], "Ida")
    checked = everything(corpus)
    correct("days", [Correction(days, "date", "2025-04-10"), Correction(days, "outlet", "Valley Post")], "Ida")
    corpus.refresh()
    assert everything(corpus) == everything(Corpus.open("days")) != checked
    assert f"{quotes(corpus, Filters()).iloc[0]['said_on']:%Y-%m-%d}" == "2025-04-08", "a checked quote goes along"
    assert f"{quotes(corpus, Filters(outlet=('Valley Post',))).iloc[0]['published_on']:%Y-%m-%d}" == "2025-04-10"
    assert list(report(corpus).iloc[0]["corrected"]) == ["date", "outlet"]
    correct("days", [Correction(days, "date", undone=True), Correction(days, "outlet", undone=True)])
    corpus.refresh()
    assert everything(corpus) == checked
    deciding.undo(corpus, decisions_of("days").decisions()[0].id)
    assert everything(corpus) == before


def test_a_correction_reaches_the_country_of_a_name_that_holds_from_a_day_on(days: str) -> None:
    corpus = Corpus.open("days")
    (who,) = set(quotes(corpus, Filters())["speaker_id"])
    names.set_country(corpus, who, "PT", "2025-04-01")
    assert list(quotes(corpus, Filters())["country"]) != ["PT"]
    correct("days", [Correction(days, "date", "2025-04-10")])
    corpus.refresh()
    assert list(quotes(corpus, Filters())["country"]) == ["PT"]
    assert everything(corpus) == everything(Corpus.open("days"))


def test_corrections_of_an_older_corpus_are_read_and_can_be_taken_back(days: str) -> None:
    with Writer("days") as writer:
        writer.correct(
            [{"article_id": days, "field": "published_on", "value": "2025-04-10"}, {"article_id": days, "field": "outlet", "value": "Old"}]
        )
        writer.redate(redated(writer))
        writer.commit()
    assert seen() == ("2025-04-10", "2025-04-08", "Old")
    correct("days", [Correction(days, "date", "2025-05-01")])
    assert seen() == ("2025-05-01", "2025-04-29", "Old"), "a decision lies above it"
    correct("days", [Correction(days, "date", undone=True)])
    (row,) = Corpus.open("days").rows("SELECT published_on::VARCHAR, outlet FROM articles")
    assert row == ("2025-03-07", "Old")


def test_a_correction_of_an_article_that_is_gone_is_told_and_waits(days: str) -> None:
    decisions_of("days").add([Decision("article", "article", "Ida", {"outlet": "Valley Post"}, Anchor("gone", ""))])
    corpus = Corpus.open("days")
    assert corpus.laying is not None
    assert [why for _, why in corpus.laying.lost] == ["its article is not in the corpus"]


def test_a_date_may_be_none_and_later_builds_keep_corrections(days: str, press: Press) -> None:
    correct("days", [Correction(days, "date", None)])
    building.build([press(range(2), "more")], "days")
    found = articles(Corpus.open("days"), Filters()).set_index("article_id").loc[days]
    assert found["published_on"] != found["published_on"]
    assert found["date_basis"] == "none"


@pytest.mark.parametrize(
    ("correction", "code"),
    [(Correction("stranger", "date", "2025-03-01"), Code.C12), (Correction("2025-03-07-quay", "date", "2025-13-01"), Code.F02)],
)
def test_what_cannot_be_corrected(days: str, correction: Correction, code: Code) -> None:
    with pytest.raises(Problem) as raised:
        correct("days", [correction])
    assert raised.value.code is code
    assert read_build("days").number == 1


def test_it_can_be_corrected_while_it_is_built(days: str) -> None:
    with lock_of("days").hold("days"):
        correct("days", [Correction(days, "outlet", "Valley Post")])
    assert articles(Corpus.open("days"), Filters()).iloc[0]["outlet"] == "Valley Post"


def test_a_correction_finds_an_article_that_has_another_id_by_its_address(days: str) -> None:
    (title,) = Corpus.open("days").rows("SELECT label FROM articles")[0]
    decisions_of("days").add([Decision("article", "article", "Ida", {"outlet": "Valley Post"}, Anchor("other-id", "", title=title))])
    corpus = Corpus.open("days")
    assert articles(corpus, Filters()).iloc[0]["outlet"] == "Valley Post"
    assert corpus.laying is not None
    assert corpus.laying.lost == []
