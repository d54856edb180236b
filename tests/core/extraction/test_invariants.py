"""Whatever is read, what comes out holds together: ``strict`` raises where anything had to be left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import islice

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from ontherecord import loading
from ontherecord.extraction import pipeline
from ontherecord.loading.repair import find_repairs
from ontherecord.model import Article, Extraction, Span
from ontherecord.settings import settings

pytestmark = pytest.mark.model
NAMED_LATER = (
    "Pier to close\n\nA Republican senator said on Monday that the pier would close. “It is not safe any more,” the senator said.\n\n"
    "Republican Sen. Mara Velden said that she had no choice. “We waited too long,” Velden said."
)
"""Two quotes of somebody who is only named later: once they came out with one number."""

OPEN = ("“", '"', "‘", "'", "«", "»", "„", "``", "â€œ", "“ ", "\x93", "", "““", "&ldquo;")
CLOSE = ("”", '"', "’", "'", "»", "«", "“", "''", "â€\x9d", " ”", "\x94", "", "””", ",”", "&rdquo;")
WHO = (
    "Ana Ortiz",
    "Mr. Marek",
    "she",
    "The Polish president",
    "a White House official",
    "the ministry",
    "Dr. ZOË İNAN",
    "@SenLind",
    "They",
    "",
    "محمد علي",
)
CUE = ("said", "said on Monday", "told reporters in March", "warned", "tweeted:", "would not say", "ruled out", "claimed in 2019", ",", "—", "")
WORDS = (
    "we will go",
    "the toll must be dropped",
    "no. Never. “Not now”",
    "it’s the fishers' dam, isn't it",
    "it cost $5.5m (5'10\" tall)",
    "I, um … went—",
    "[the] plan [sic]",
    "Café naïve Zürich",
    "👩‍👩‍👧 🇫🇷 👍🏽",
    "שלום עולם",
    "zero\u200bwidth\u2060joiner\u200d",
    "b" * 300,
    "\ufeff\u202eyas\u202c",
    "\u00a0\u2003",
    "?!",
    "Now he supports the bridge but opposes the price",
    "that they would leave unless he agreed to it",
)
OTHER = (
    "",
    " ",
    "\t",
    "WARSAW, Poland (AP) — The talks ended.",
    "March 3, 2025",
    "Q: Why the dam?\nA: Because we must.",
    "ORTIZ: I never said “no”.\nMAREK: You did.",
    "• first\n• second, said Ortiz\n1. third",
    "> We will see, he wrote.",
    "Advertisement",
    "According to Ana Ortiz, the dam holds.",
    "<b>Ortiz</b> said &amp; did; see http://dam.example/a?b=“c”",
    "\x00\x0b\u2028",
    "Photo: Ana Ortiz / Wire",
)
SAID = st.builds(
    lambda o, words, c, who, cue, front: f"{who} {cue} {o}{words}{c}." if front else f"{o}{words},{c} {who} {cue}.",
    st.sampled_from(OPEN),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    st.sampled_from(CLOSE),
    st.sampled_from(WHO),
    st.sampled_from(CUE),
    st.booleans(),
)
PARAGRAPH = st.lists(SAID | st.sampled_from(OTHER), min_size=1, max_size=4).map(" ".join)
GAP = st.sampled_from(("\n\n", "\n", "\r\n\r\n", "\n \n\n", " "))
TEXTS = st.lists(st.tuples(PARAGRAPH, GAP), min_size=1, max_size=5).map(lambda parts: "".join(text for part in parts for text in part))
DAYS = st.none() | st.dates(date(2000, 1, 1), date(2030, 12, 31))


def articles(text: str, day: date | None, form: str, headline: bool) -> Article:
    text = unicodedata.normalize(form, text)
    end = text.find("\n")
    return Article("a1", text, published_on=day, headline=Span(0, end) if headline and end > 0 else None, repairs=find_repairs(text))


ARTICLES = st.builds(articles, TEXTS, DAYS, st.sampled_from(("NFC", "NFD")), st.booleans())
MANY = effort(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
FEW = effort(MANY, max_examples=12)


@pytest.fixture(scope="module")
def found() -> list[Extraction]:
    read = [x.article for x in islice(loading.load_paths([settings().sample]), 12)] + [loading.load_text(NAMED_LATER).article]
    return list(pipeline.extract((a for a in read if a is not None), strict=True))


@pytest.fixture(scope="module")
def rules() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONTHERECORD_EXTRACTION", "rules")
        settings.cache_clear()
        yield
    settings.cache_clear()


def test_articles_hold_together(found: list[Extraction]) -> None:
    assert all(extraction.quotes for extraction in found)
    assert not any(extraction.warnings for extraction in found)


def test_every_statement_shows_the_words_that_say_so(found: list[Extraction]) -> None:
    shown = [(e.article.text, s) for e in found for p in e.positions for s in p.statements]
    assert shown
    assert all(s.trigger is not None and text[slice(*s.trigger)].strip() for text, s in shown)


@FEW
@given(ARTICLES)
def test_odd_articles_hold_together(article: Article) -> None:
    (extraction,) = pipeline.extract([article], strict=True)
    assert not extraction.warnings


@MANY
@given(ARTICLES)
def test_odd_articles_hold_together_by_rules_alone(rules: None, article: Article) -> None:
    (extraction,) = pipeline.extract([article], strict=True)
    assert not extraction.warnings
