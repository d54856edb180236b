"""One thing has one number: whatever shows it, whatever opens it, whatever exports it, on a corpus and filters drawn by chance (tests/seeded.py)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from ontherecord import queries as q
from ontherecord.export import export
from ontherecord.queries import Filters, compare, country, profile, selectors
from ontherecord.queries.compare import Side
from ontherecord.queries.filters import EITHER_WAY
from ontherecord.queries.options import COUNTED
from ontherecord.queries.timelines import timeline
from tests import seeded

CORPUS = seeded.corpus()
SEEDS = range(8)


@pytest.fixture(params=SEEDS, ids=lambda seed: f"filters {seed}")
def f(request: pytest.FixtureRequest) -> Filters:
    return seeded.filters(request.param)


def opens(selector: str, f: Filters) -> int:
    """What stands above the evidence, which shows as many: its last row is there, and none behind it."""
    found = q.passages(CORPUS, selector, f, limit=0)
    shown = len(q.passages(CORPUS, selector, f, limit=9, offset=max(found.count - 2, 0)).items)
    assert shown == min(found.count, 2)
    return found.behind


def rows(f: Filters, what: Any) -> list[dict[str, Any]]:
    """What a file of it holds."""
    told = json.loads(export(CORPUS, f, what, "json"))
    assert told["count"] == len(told["rows"])
    found: list[dict[str, Any]] = told["rows"]
    return found


def test_the_filters_drawn_are_worth_it() -> None:
    counted = [q.headline(CORPUS, seeded.filters(seed)) for seed in SEEDS]
    assert len({seeded.filters(seed) for seed in SEEDS}) == len(SEEDS)
    assert sum(bool(n.quotes and n.positions and n.articles) for n in counted) > len(SEEDS) // 2
    assert counted[0].quotes > max(n.quotes for n in counted[1:] if n.quotes) / 2


def test_the_numbers_on_top_are_those_of_lists_and_files(f: Filters) -> None:
    top = q.headline(CORPUS, f)
    files = {what: rows(f, what) for what in ("quotes", "positions", "articles", "entities")}
    assert top.articles == q.count_articles(CORPUS, f) == len(files["articles"])
    assert top.quotes == q.count_quotes(CORPUS, f) == len(files["quotes"]) == opens("quotes:type:direct:type:mixed:type:indirect", f)
    assert top.positions == q.count_positions(CORPUS, f) == len(files["positions"])
    assert top.undated == opens(selectors.period("articles", None), f) == sum(row["published_on"] is None for row in files["articles"])
    assert top.outlets == len({row["outlet"] for row in files["articles"]} - {None}) == len(q.outlet_counts(CORPUS, f)["outlet"].dropna())
    assert top.issues == len(q.issue_counts(CORPUS, f, limit=None))
    speakers = {row["speaker_id"] for row in files["quotes"]} - {None, "mira-tolland"}  # she is hidden
    assert top.speakers == len(speakers) == len(q.speaker_counts(CORPUS, f, limit=None))
    assert top.speakers == len(profile.directory(CORPUS, f, heard="quotes", limit=None))
    assert len(files["entities"]) == q.count_entities(CORPUS, f) == len(profile.directory(CORPUS, f, limit=None))
    assert speakers <= {row["entity_id"] for row in files["entities"]}


def test_an_article_counts_what_the_filters_let_through_of_it(f: Filters) -> None:
    top, listed = q.headline(CORPUS, f), q.articles(CORPUS, f, limit=None)
    assert (listed["quotes"].sum(), listed["positions"].sum()) == (top.quotes, top.positions)
    said = q.quotes(CORPUS, f, limit=None)["article_id"].value_counts()
    assert {row.article_id: row.quotes for row in listed.itertuples() if row.quotes} == said.to_dict()
    assert q.articles(CORPUS, f, "quotes", limit=None)["quotes"].is_monotonic_decreasing
    assert sum(row.versions > 1 for row in listed.itertuples()) >= top.articles - top.stories
    for row in q.outlet_counts(CORPUS, f).dropna(subset=["outlet"]).itertuples():
        assert row.articles == opens(selectors.outlet(row.outlet), f) == (listed["outlet"] == row.outlet).sum()
        assert row.quotes == opens(selectors.quotes(("outlet", row.outlet)), f) == listed.loc[listed["outlet"] == row.outlet, "quotes"].sum()


def test_everybody_has_the_same_numbers_everywhere(f: Filters) -> None:
    everybody = profile.directory(CORPUS, f, limit=None)
    quoted = q.speaker_counts(CORPUS, f, limit=None).set_index("speaker_id")["quotes"].to_dict()
    named = q.entity_counts(CORPUS, f, limit=None).set_index("entity_id")
    held: dict[str, int] = {}
    for stand in q.stands(CORPUS, f):
        held[stand.actor_id] = held.get(stand.actor_id, 0) + stand.passages
    assert {row.entity_id: row.quotes for row in everybody.itertuples() if row.quotes} == quoted
    assert {row.entity_id: row.positions for row in everybody.itertuples() if row.positions} == held
    assert {row.entity_id for row in everybody.itertuples() if row.mentions and row.named} == set(named.index)
    for row in everybody.sample(min(len(everybody), 6), random_state=1).itertuples():
        one = profile.profile(CORPUS, f, row.entity_id)
        assert (one.quotes, one.positions, one.mentions, one.articles) == (row.quotes, row.positions, row.mentions, row.articles)
        assert row.quotes == opens(selectors.speaker(row.entity_id), f)
        assert row.positions == opens(selectors.positions(("speaker", row.entity_id)), f)
        assert row.mentions == opens(selectors.entity(row.entity_id), f)
        assert one.about == opens(selectors.about(row.entity_id), f)
        if row.entity_id in named.index:
            assert named.loc[row.entity_id, ["mentions", "articles", "stories"]].tolist() == [row.mentions, row.articles, row.stories]
        where = profile.outlets_of(CORPUS, f, row.entity_id)
        assert (where["articles"].sum(), where["quotes"].sum()) == (row.articles, row.quotes)


def test_who_is_named_together(f: Filters) -> None:
    for id in ("ana-ortiz", "france", "spain"):
        for row in profile.named_with(CORPUS, f, id, limit=None).itertuples():
            assert q.passages(CORPUS, selectors.together(id, row.entity_id), f).count == row.sentences
            assert row.sentences == profile.named_with(CORPUS, f, row.entity_id, None).set_index("entity_id").loc[id, "sentences"]


def test_countries(f: Filters) -> None:
    quotes, positions = q.quotes(CORPUS, f, limit=None), q.positions(CORPUS, f, limit=None)
    for row in q.country_counts(CORPUS, f).itertuples():
        code = row.country
        assert row.quotes == opens(selectors.quotes(("country", code)), f) == opens(selectors.country(code), f) == (quotes["country"] == code).sum()
        assert row.positions == opens(selectors.positions(("country", code)), f) == (positions["country"] == code).sum()
        assert row.said_of == opens(selectors.quotes(("mentions", code)), f) == len(country.said_of(CORPUS, f, code, None))
        assert row.quotes == len(country.said_by(CORPUS, f, code, None))
        voices = country.voices(CORPUS, f, code)
        assert row.speakers == (voices["quotes"] > 0).sum() == compare.numbers(CORPUS, f, [Side("country", code)])[0].speakers
        for voice in voices.itertuples():
            assert voice.quotes == opens(selectors.quotes(("speaker", voice.speaker_id), ("country", code)), f)
            assert voice.positions == opens(selectors.positions(("speaker", voice.speaker_id), ("country", code)), f)
        for held in country.country_positions(CORPUS, f, code).itertuples():
            assert held.passages <= opens(selectors.positions(("country", code), ("issue", held.issue_id)), f)  # a hidden actor stands nowhere


def test_the_table_of_positions(f: Filters) -> None:
    held, issues = q.stands(CORPUS, f), q.issue_counts(CORPUS, f, limit=None).set_index("issue_id")
    for stand in held:
        assert stand.passages == opens(selectors.cell(stand.actor_id, stand.issue_id), f)
    for id, row in issues.iterrows():
        on_it = q.salience(CORPUS, f, str(id))
        assert (on_it.positions, on_it.actors, on_it.articles) == (row["positions"], row["actors"], row["articles"])
        assert row["positions"] == opens(selectors.issue(str(id)), f)
        assert row["actors"] == sum(stand.issue_id == id for stand in held)


def test_sides_that_are_compared(f: Filters) -> None:
    for by, values in (("speaker", ("ana-ortiz", "luc-marchand")), ("country", ("FR", "ES")), ("outlet", ("Valley Post", "Coast Wire"))):
        sides = [Side(by, value) for value in values]  # type: ignore[arg-type]
        for side, one in zip(sides, compare.numbers(CORPUS, f, sides), strict=True):
            assert one.quotes == opens(selectors.quotes(side), f)
            assert one.positions == opens(selectors.positions(side), f)
        for row in compare.side_by_side(CORPUS, f, sides):
            for side, place in zip(sides, row.places, strict=True):
                assert place is None or place.passages <= opens(selectors.positions(side, ("issue", row.issue_id)), f)
        for side, words in zip(sides, compare.telling_words(CORPUS, f, sides), strict=True):
            for word in words:
                assert word.quotes == opens(selectors.quotes(side, ("word", word.word)), f)
        key: Any = "speaker" if by == "outlet" else "outlet"
        for found in compare.coverage(CORPUS, f, sides, limit=None).to_dict("records"):
            for number, side in enumerate(sides):
                assert found[f"n{number}"] == opens(selectors.quotes(side, (key, found["key"])), f)


@pytest.mark.parametrize("day", ["said", "published"])
def test_over_time(f: Filters, day: Any) -> None:
    total = q.count_quotes(CORPUS, f)
    found = timeline(CORPUS, f, day=day)
    assert found.dated + found.without_day + sum(one.count for one in found.apart) == total
    assert found.strip["quotes"].sum() == found.dated
    for row in found.lanes.itertuples():
        assert row.quotes == opens(selectors.speaker(row.key), f)
    for row in found.strip.itertuples():
        assert row.quotes == opens(selectors.quotes((day, selectors.days(row.period_start, row.period_end))), f)
    for what in ("quotes", "articles"):
        bars = q.over_time(CORPUS, f, what)  # type: ignore[arg-type]
        beside = bars.undated + sum(one.count for one in bars.apart)
        assert bars.frame["count"].sum() + beside == (total if what == "quotes" else q.count_articles(CORPUS, f))
        for bar in bars.frame.itertuples():
            assert bar.count == opens(selectors.period(what, bar.period_start, bar.period_end), f)  # type: ignore[arg-type]


def counted(field: str, f: Filters) -> int:
    """How much there is, counted as options of a field are."""
    what = COUNTED.get(field, "quotes and positions")
    by = {"articles": q.count_articles, "quotes": q.count_quotes, "positions": q.count_positions}
    return sum(count(CORPUS, f) for name, count in by.items() if name in what)


@pytest.mark.parametrize("field", ["country", "speaker", "issue", "stance", "quote_type", "source_kind", "outlet", "asserted", "status"])
def test_an_option_offers_what_it_brings(f: Filters, field: Any) -> None:
    offered = q.options(CORPUS, f, field, limit=None)
    for row in offered.itertuples():
        alone: Any = {field: (row.value,)}
        assert row.count == counted(field, replace(f, **alone)) > 0
    if field in EITHER_WAY:
        assert not set(f.left_out(field)) & set(offered["value"])


@pytest.mark.parametrize("field", EITHER_WAY)
def test_leaving_out_takes_away_what_the_box_says(f: Filters, field: Any) -> None:
    every: Any = {f"not_{field}": ()}
    whole = replace(f, **every)
    for row in q.options(CORPUS, f, field, limit=None, leaving=True).itertuples():
        gone: Any = {f"not_{field}": (row.value,)}
        assert row.count == counted(field, whole) - counted(field, replace(whole, **gone))


def test_a_search_counts_what_the_filters_let_through(f: Filters) -> None:
    found = q.search(CORPUS, f, "dam", "articles", limit=100)
    listed = q.articles(CORPUS, f, limit=None).set_index("article_id")["quotes"]
    assert found.count == len(found.hits)
    for hit in found.hits:
        assert hit.quotes == listed[hit.article_id]


def test_the_library_gives_the_same() -> None:
    from ontherecord import library

    corpus = library.Corpus.of(seeded.extractions(), "seeded")
    top = q.headline(corpus, Filters())
    assert (len(corpus.quotes()), len(corpus.positions()), len(corpus.articles()), len(corpus.issues())) == (
        top.quotes,
        top.positions,
        top.articles,
        top.issues,
    )
    pd.testing.assert_frame_equal(corpus.entities(), q.entities(corpus, Filters()))
