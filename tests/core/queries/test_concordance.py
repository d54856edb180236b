"""Words in context and over time: every place, cut at words, in order; every month with exactly what was found behind it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontherecord.queries import Corpus, Filters, concordance, headings, passages, selectors, words_over_time
from ontherecord.queries.concordance import AROUND, Sort
from ontherecord.queries.fulltext import CLOSE, OPEN
from ontherecord.queries.search import Kind
from tests.builders import article, small_corpus

SMALL = Corpus.of(small_corpus(), "small")
FILTERS = [Filters(), Filters(outlet=("Valley Post",)), Filters(country=("FR",)), Filters(since=date(2025, 3, 9)), Filters(speaker=("tomas-rey",))]


def lined_up(text: str, kind: Kind = "quotes", sort: Sort = "found", filters: Filters | None = None) -> list[str]:
    found = concordance(SMALL, filters or Filters(), text, kind, sort)
    return [f"{line.before}[{line.words}]{line.behind}" for line in found.lines]


def test_lines_can_be_put_in_order_by_the_words_beside() -> None:
    behind = lined_up("dam", sort="behind")
    assert behind == [
        "he backed the smaller Alder [dam] at last",
        "the plan “a [dam] too many”",
        "the money for the [dam] was there",
        "Spain would build the Alder [dam] with or without France",
        "Spain would build the Alder [dam] with or without France",
    ]
    assert [line.partition("[")[0].split()[-1] for line in lined_up("dam", sort="before")] == ["“a", "Alder", "Alder", "Alder", "the"]


def test_each_place_of_an_article_has_a_line_that_leads_there() -> None:
    texts = {e.article.id: e.article.text for e in small_corpus()}
    found = concordance(SMALL, Filters(), "dam fish", "articles", limit=100)
    assert found.count == len(found.lines)
    assert {line.article_id for line in found.lines} == {"dam-3", "dam-4"}
    for line in found.lines:
        assert texts[line.article_id][line.start :].startswith(line.words)
        assert line.words.casefold() in ("dam", "fish")


def test_repaired_places_lead_to_the_original() -> None:
    text = next(e.article.text for e in small_corpus() if e.article.id == "repaired")
    (one, other) = concordance(SMALL, Filters(), "rain*", "articles", limit=5).lines
    assert [text[line.start :][:4] for line in (one, other)] == ["rain", "rain"]
    assert other.before == "It’s raining in Vallmora. Ana Ortiz said it’s only "


@pytest.mark.parametrize("text", ["", "-dam", "speaker:ortiz", "speaker:nobody", "xyzzy"])
def test_without_words_there_is_nothing_to_line_up(text: str) -> None:
    assert concordance(SMALL, Filters(), text).count == 0


def test_pages_are_parts_of_the_whole() -> None:
    whole = concordance(SMALL, Filters(), "the", "articles", "behind", limit=100)
    parts = [line for first in range(0, whole.count, 4) for line in concordance(SMALL, Filters(), "the", "articles", "behind", 4, first).lines]
    assert tuple(parts) == whole.lines


@given(st.lists(st.sampled_from(["dam ", "fish", "  ", "\n", "a", "é", ", "]), max_size=60).map("".join))
def test_a_line_is_a_stretch_of_the_text(text: str) -> None:
    from ontherecord.queries.concordance import _places

    marked = text.replace("dam", f"{OPEN}dam{CLOSE}")
    found = list(_places(marked))
    assert len(found) == text.count("dam")
    for at, before, words, behind in found:
        assert text[at:].startswith(words)
        assert len(before) <= AROUND
        assert len(behind) <= AROUND
        assert " ".join(f"{before}{words}{behind}".split()) in " ".join(text.split())


@pytest.mark.parametrize("filters", FILTERS, ids=lambda f: str(f.to_params()))
@pytest.mark.parametrize("kind", ["quotes", "articles"])
@pytest.mark.parametrize("text", ["dam", "fish -river", "speaker:ortiz", "said:price", "outlet:valley"])
def test_every_month_has_exactly_what_was_found_behind_it(filters: Filters, kind: Kind, text: str) -> None:
    for month in words_over_time(SMALL, filters, text, kind):
        behind = [passages(SMALL, show, filters, limit=0).count for show in (month.show, month.show_all)]
        assert behind == [month.found, month.all]


def test_months_as_counted_by_hand() -> None:
    told = [(m.days[0] if m.days else None, m.found, m.all) for m in words_over_time(SMALL, Filters(), "dam", "articles")]
    assert told == [(date(2025, 3, 1), 5, 7), (date(2025, 4, 1), 2, 4), (None, 0, 1)]
    empty = Corpus.of([], "empty")
    assert words_over_time(empty, Filters(), "dam") == []
    gap = Corpus.of([article("a", "A dam.", date="2024-12-30"), article("b", "A dam.", date="2025-02-01", outlet="x")], "gap")
    assert [(m.found, m.all) for m in words_over_time(gap, Filters(), "dam", "articles")] == [(1, 1), (0, 0), (1, 1)]


def test_what_was_found_is_marked_in_the_sentence_of_an_article() -> None:
    show = selectors.found("articles", "silt", date(2025, 3, 1), date(2025, 3, 31))
    (one,) = passages(SMALL, show, Filters()).items
    assert [one.text[h.start : h.end] for h in one.highlights] == ["silt"]
    chosen = selectors.parse(show)
    assert chosen is not None
    assert headings.heading(SMALL, chosen) == "Articles with “silt”, March 2025"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), st.dates())
def test_the_selector_survives_the_url(text: str, day: date) -> None:
    for show in (selectors.found("quotes", text, day), selectors.found("articles", text, None)):
        assert str(selectors.parse(show)) == show


@pytest.mark.parametrize("show", ["found:quotes:dam", "found:words:dam:undated", "found:quotes:dam:soon", "found:quotes::undated"])
def test_broken_ones_are_none(show: str) -> None:
    assert selectors.parse(show) is None
