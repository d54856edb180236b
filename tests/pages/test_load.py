"""Load: one pasted article, files into a corpus, and what went wrong in words."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import frontmatter
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components import jobs, load_report, loading_forms
from ontherecord import loading
from ontherecord.model import Article, Extraction
from ontherecord.settings import settings
from tests import builders

Visit = Callable[..., AppTest]
TEXT = "Oda Brandvik said the harbour would stay closed until Friday. Nobody asked the fishermen of Vallmora what they thought of it."


def words(at: AppTest) -> str:
    return "\n".join(str(e.value) for e in [*at.markdown, *at.caption, *at.info, *at.warning, *at.error, *at.success]).replace("\\", "")


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """An extraction made by hand in the place of the model's: the form is what is tested here."""
    found = next(e for e in builders.small_corpus() if e.article.id == "dam-1")
    monkeypatch.setattr(loading_forms, "extract_now", lambda article: found)


@pytest.mark.usefixtures("empty_folder")
class TestPaste:
    def test_the_page_works_without_any_corpus(self, visit: Visit) -> None:
        at = visit("load")
        assert at.title[0].value == "Load"
        assert "kept nowhere unless you add it" in words(at)

    @pytest.mark.usefixtures("no_model")
    def test_a_pasted_article_shows_its_quotes_and_positions(self, visit: Visit) -> None:
        at = visit("load")
        at.text_area(key="paste_text").set_value(TEXT)
        at.button(key="FormSubmitter:paste-Find quotes and positions").click().run()
        assert {m.label: m.value for m in at.metric} == {"Quotes": "3", "Positions": "2", "People": "2"}
        assert "**Luc Marchand** · speaks for France ▼ opposes: the Alder dam" in words(at)

    def test_nothing_pasted_is_said(self, visit: Visit) -> None:
        at = visit("load")
        at.button(key="FormSubmitter:paste-Find quotes and positions").click().run()
        assert "Paste the text of an article first." in words(at)

    def test_a_text_that_is_too_long_for_the_page_is_not_read(self, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
        limit = settings().max_pasted_characters
        lengths: list[int] = []
        found = next(e for e in builders.small_corpus() if e.article.id == "dam-1")

        def counted(article: Article) -> Extraction:
            lengths.append(len(article.text))
            return found

        monkeypatch.setattr(loading_forms, "extract_now", counted)
        at = visit("load")
        for length in (limit, limit + 1):
            at.text_area(key="paste_text").set_value(((TEXT + " ") * (length // len(TEXT)))[:length].ljust(length, "x"))
            at.button(key="FormSubmitter:paste-Find quotes and positions").click().run()
        assert lengths == [limit]
        assert f"U04: The pasted text has {limit + 1:,} characters; at most {limit:,} are read" in words(at)
        assert not at.metric

    def test_too_few_words_are_a_message_with_a_code(self, visit: Visit) -> None:
        at = visit("load")
        at.text_area(key="paste_text").set_value("Hm.")
        at.button(key="FormSubmitter:paste-Find quotes and positions").click().run()
        assert "L09: " in words(at)
        assert not at.metric

    @pytest.mark.usefixtures("no_model")
    @pytest.mark.parametrize(("name", "said"), [(None, "Choose a corpus"), ("../etc", "C03: '../etc' cannot be the name of a corpus.")])
    def test_a_corpus_must_have_a_fit_name(self, visit: Visit, monkeypatch: pytest.MonkeyPatch, name: str | None, said: str) -> None:
        # The test client cannot type a new name into a box of choices.
        monkeypatch.setattr("streamlit.selectbox", lambda *_, **__: name)
        at = visit("load")
        at.text_area(key="paste_text").set_value(TEXT)
        at.button(key="FormSubmitter:paste-Find quotes and positions").click().run()
        at.button(key="keep_go").click().run()
        assert said in words(at)


def test_a_pasted_article_comes_back_from_its_file_as_it_was() -> None:
    loaded = loading.load_text(TEXT, title="Harbour: closed?", outlet="Valley Post", published_on=pd.Timestamp("2025-03-04").date())
    assert loaded.article is not None
    name, content = loading_forms.as_file(loaded.article)
    assert name.startswith("harbour-closed-")
    assert name.endswith(".md")
    (again,) = loading.load_files([(name, content)])
    assert again.article is not None
    assert (again.article.text, again.article.title, again.article.outlet) == (TEXT, "Harbour: closed?", "Valley Post")
    assert str(again.article.published_on) == "2025-03-04"
    assert frontmatter.loads(content.decode()).content == TEXT


@pytest.mark.parametrize(("seconds", "said"), [(0.2, "1 s"), (42, "42 s"), (200, "3 min"), (4000, "1 h 7 min")])
def test_durations_are_rounded(seconds: float, said: str) -> None:
    assert loading_forms._duration(seconds) == said


ROW: dict[str, Any] = {
    "location": "a.txt",
    "title": "A",
    "outlet": None,
    "published_on": "2025-03-01",
    "words": 7,
    "outcome": "loaded",
    "messages": [],
}


def test_the_report_puts_first_what_needs_a_look() -> None:
    rows = [ROW, {**ROW, "location": "b.xyz", "title": None, "published_on": None, "outcome": "left out", "messages": ["L06: no."]}]
    table = load_report.table(pd.DataFrame(rows))
    assert table["From"].tolist() == ["b.xyz", "a.txt"]
    assert table.iloc[0][["Title", "What to know"]].tolist() == ["", "L06: no."]
    assert pd.isna(table["Published"].iloc[0])
    report = {"rows": rows, "counts": {"articles": 1, "quotes": 3, "positions": 1}}
    assert loading_forms.summary(report) == "1 loaded, 1 left out; 3 quotes and 1 position found"
    assert loading_forms.summary({}) == "nothing was read"


def finished(**fields: Any) -> SimpleNamespace:
    """A build as the page sees it."""
    return SimpleNamespace(
        **{
            "corpus": "spring",
            "running": False,
            "cancelled": False,
            "message": "",
            "report": None,
            "doing": "Building",
            "notes": [],
            "said": "",
            **fields,
        }
    )


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("job", "said"),
    [
        (finished(report={"rows": [ROW], "counts": {"quotes": 2, "positions": 0}}), "**spring** is ready: 1 loaded; 2 quotes and 0 positions found."),
        (finished(report={"rows": [], "problem": "C06: Nothing could be loaded."}), "C06: Nothing could be loaded."),
        (finished(message="C04: The corpus 'spring' is being built."), "C04: The corpus 'spring' is being built."),
        (finished(cancelled=True), "Building spring was cancelled."),
        (
            finished(running=True, progress=jobs.Progress("extracting", 30, 120, 6.0, 15.0), cancel=lambda: None),
            "**Building spring**",
        ),
    ],
    ids=["done", "nothing loaded", "failed", "cancelled", "running"],
)
def test_a_build_is_told_as_it_stands(visit: Visit, job: SimpleNamespace, said: str) -> None:
    at = visit("load")
    at.session_state["job"] = job
    at.run()
    assert not at.exception
    assert said in words(at)


@pytest.mark.usefixtures("folder")
def test_a_built_corpus_opens_in_the_overview(visit: Visit) -> None:
    at = visit("load", country="FR")
    at.session_state["job"] = finished(corpus="rain", report={"rows": [ROW]})
    at.run()
    at.button(key="open_built").click().run()
    assert at.title[0].value == "Overview"
    assert at.query_params["corpus"] in ("rain", ["rain"])
    assert "country" not in at.query_params


@pytest.mark.usefixtures("folder")
def test_the_report_of_the_open_corpus_is_there(visit: Visit) -> None:
    at = visit("load")
    assert "build 1" in words(at)
    at.segmented_control(key="report_rows").set_value("all").run()
    assert len(at.dataframe[0].value) == 12


FINE = {"outcome": "loaded", "messages": [], "published_on": pd.Timestamp("2025-03-01"), "duplicate_of": None, "corrected": []}


@pytest.mark.parametrize(
    ("row", "hand"),
    [
        ({}, False),
        ({"outcome": "unchanged"}, False),
        ({"duplicate_of": "dam-1"}, False),
        ({"corrected": ["outlet"]}, False),
        ({"published_on": pd.NaT}, True),
        ({"messages": ["L10: the id was taken"]}, True),
        ({"outcome": "left out", "published_on": pd.NaT}, True),
    ],
)
def test_what_needs_a_hand_is_shown_first(row: dict[str, object], hand: bool) -> None:
    assert next(iter(load_report.SHOWN)) == "hand"
    assert load_report._mask(pd.DataFrame([{**FINE, **row}, FINE]), "hand").tolist() == [hand, False]
