"""What people decide about names: seen at once wherever the name is, kept, and taken back to exactly what was there."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from ontherecord.building import Correction, correct
from ontherecord.errors import Code, Problem
from ontherecord.queries import Corpus, Filters, check, count_quotes, entity_counts, options, quotes, speaker_counts
from ontherecord.queries.profile import directory, profile
from ontherecord.review import deciding, names
from ontherecord.settings import settings
from tests import builders
from tests.pages.corpora import write_corpus

ANA, LUC, INES = "ana-ortiz", "luc-marchand", "ines-beranger"
QUOTE, POSITION = "quote:dam-1:1", "position:dam-1:1"
ORDER = {
    "quotes": "article_id, number",
    "positions": "article_id, number",
    "articles": "article_id",
    "entities": "article_id, key",
    "nodes": "entity_id",
    "mentions": "article_id, start, entity",
    "set_offices": "entity_id, title",
    "report": "location, article_id",
}


def everything(corpus: Corpus) -> dict[str, list[dict[str, Any]]]:
    """All that pages read; small numbers of names and issues are nobody's business, nor ids of decisions."""
    hidden = {"finding", "eid", "iid"}
    return {
        table: [{k: v for k, v in r.items() if k not in hidden} for r in corpus.dicts(f"SELECT * FROM {table} ORDER BY {by}")]
        for table, by in ORDER.items()
    }


def numbers_agree(corpus: Corpus) -> bool:
    """Small numbers and ids say the same everywhere."""
    checks = (
        "SELECT count(*) FROM quotes q LEFT JOIN nodes n USING (eid) WHERE q.eid IS NOT NULL AND q.speaker_id IS DISTINCT FROM n.entity_id",
        "SELECT count(*) FROM positions q LEFT JOIN nodes n USING (eid) WHERE q.eid IS NOT NULL AND q.actor_id IS DISTINCT FROM n.entity_id",
        "SELECT count(*) FROM entities q LEFT JOIN nodes n USING (eid) WHERE q.eid IS NOT NULL AND q.entity_id IS DISTINCT FROM n.entity_id",
        "SELECT count(*) FROM mentions q LEFT JOIN nodes n USING (eid) WHERE q.eid IS NOT NULL AND q.entity_id IS DISTINCT FROM n.entity_id",
    )
    return all(corpus.rows(sql) == [(0,)] for sql in checks)


def speakers(corpus: Corpus) -> dict[str, str]:
    return dict(corpus.rows("SELECT quote_id, speaker_id FROM quotes"))


def test_two_names_become_one_everywhere(corpus: Corpus) -> None:
    before = {id: count_quotes(corpus, Filters(speaker=(id,))) for id in (ANA, INES)}
    names.merge(corpus, [INES], ANA, by="Ida")
    assert count_quotes(corpus, Filters(speaker=(ANA,))) == sum(before.values())
    assert INES not in set(directory(corpus, Filters())["entity_id"]) | set(options(corpus, Filters(), "speaker")["value"])
    assert corpus.label("speaker", INES) == corpus.label("speaker", ANA) == "Ana Ortiz"
    assert "Inès Béranger" in {name for name, _ in profile(corpus, Filters(), ANA).variants}
    assert list(directory(corpus, Filters(), find="beranger")["entity_id"]) == [ANA]
    assert numbers_agree(corpus)
    assert everything(Corpus.open("sample")) == everything(corpus)


def test_what_one_article_says_of_a_name_is_of_another(corpus: Corpus) -> None:
    names.merge(corpus, [ANA], INES, article="dam-2", by="Ida")
    found = speakers(corpus)
    assert (found["quote:dam-2:1"], found[QUOTE]) == (INES, ANA)


def test_a_spelling_is_somebody_else(corpus: Corpus) -> None:
    names.merge(corpus, [INES], ANA, by="Ida")
    made = names.split(corpus, ANA, variant="inès béranger", name="Inès B.", by="Ben")
    assert made.decisions[0].value["into"] == {"id": "ines-b", "name": "Inès B."}
    assert speakers(corpus)["quote:dam-4:1"] == "ines-b"
    assert speakers(corpus)[QUOTE] == ANA
    assert numbers_agree(corpus)


def test_some_articles_are_about_somebody_else(corpus: Corpus) -> None:
    names.split(corpus, ANA, "Ana Ortiz the younger", articles=["dam-2"], by="Ida")
    assert list(quotes(corpus, Filters(speaker=("ana-ortiz-the-younger",)))["quote_id"]) == ["quote:dam-2:1"]
    again = dict(corpus.rows("SELECT quote_id, again FROM quotes WHERE article_id = 'dam-2'"))
    assert not again["quote:dam-2:1"], "words of somebody else are not said again"


def test_a_name_a_kind_and_an_office_are_set_right(corpus: Corpus) -> None:
    names.rename(corpus, ANA, "Ana María Ortiz", by="Ida")
    names.set_kind(corpus, "luc-marchand", "organisation", by="Ida")
    names.set_office(corpus, ANA, "minister of rivers", "2025-02-01", by="Ida")
    found = profile(corpus, Filters(), ANA)
    assert found.name == corpus.label("speaker", ANA) == "Ana María Ortiz"
    assert (found.offices[0].title, found.offices[0].articles, found.offices[0].first) == ("minister of rivers", 0, date(2025, 2, 1))
    assert set(quotes(corpus, Filters(speaker=(ANA,)))["speaker"]) == {"Ana María Ortiz"}
    assert list(directory(corpus, Filters(), kinds=("organisation",), find="marchand")["entity_id"]) == [LUC]
    assert list(directory(corpus, Filters(), find="ana ortiz")["entity_id"]) == [ANA], "the old name still finds it"


def test_a_country_holds_from_a_day_on(corpus: Corpus) -> None:
    days = dict(corpus.rows("SELECT quote_id, coalesce(said_on, published_on) FROM quotes WHERE speaker_id = ?", [ANA]))
    before = dict(corpus.rows("SELECT quote_id, country FROM quotes WHERE speaker_id = ?", [ANA]))
    since = sorted(day for day in days.values() if day)[-1]
    names.set_country(corpus, ANA, "PT", since.isoformat(), by="Ida")
    now = dict(corpus.rows("SELECT quote_id, country FROM quotes WHERE speaker_id = ?", [ANA]))
    assert now == {id: "PT" if day and day >= since else before[id] for id, day in days.items()}
    assert profile(corpus, Filters(), ANA).country == "PT"
    names.set_country(corpus, ANA, None, by="Ida")
    sql = "SELECT DISTINCT country, country_reason FROM quotes WHERE speaker_id = ? AND coalesce(said_on, published_on) < ?"
    assert corpus.rows(sql, [ANA, since]) == [(None, "set by Ida")]


def test_a_country_that_a_person_gave_a_quote_is_the_quotes_own(corpus: Corpus) -> None:
    deciding.fix(corpus, QUOTE, {"country": "PL"}, "Ben")
    names.set_country(corpus, ANA, "PT", by="Ida")
    assert dict(corpus.rows("SELECT quote_id, country FROM quotes WHERE speaker_id = ?", [ANA]))[QUOTE] == "PL"
    deciding.confirm(corpus, "quote:dam-2:1", "Ben")
    assert dict(corpus.rows("SELECT quote_id, country FROM quotes"))["quote:dam-2:1"] == "PT"


def test_a_hidden_name_leaves_lists_counts_and_choices_but_not_its_quotes(corpus: Corpus) -> None:
    quoted = count_quotes(corpus, Filters())
    names.hide(corpus, ANA, by="Ida")
    lists = (
        directory(corpus, Filters())["entity_id"],
        options(corpus, Filters(), "speaker")["value"],
        speaker_counts(corpus, Filters())["speaker_id"],
        entity_counts(corpus, Filters())["entity_id"],
    )
    assert all(ANA not in set(ids) for ids in lists)
    assert count_quotes(corpus, Filters()) == quoted
    assert speakers(corpus)[QUOTE] == ANA


def test_who_was_put_on_record_by_a_person_is_a_name_like_others(corpus: Corpus) -> None:
    deciding.fix(corpus, QUOTE, {"speaker": {"name": "Tomasz Rell"}}, "Ida")
    made = names.merge(corpus, ["tomasz-rell"], LUC, by="Ida")
    assert speakers(corpus)[QUOTE] == LUC
    names.undo(corpus, made.batch)
    names.rename(corpus, "tomasz-rell", "Tomasz Rellman", by="Ida")
    assert dict(corpus.rows("SELECT quote_id, speaker_name FROM quotes"))[QUOTE] == "Tomasz Rellman"
    names.merge(corpus, [ANA], "tomasz-rell", by="Ida")
    assert set(speakers(corpus).values()).isdisjoint({ANA})
    assert everything(Corpus.open("sample")) == everything(corpus)
    assert numbers_agree(corpus)


@pytest.mark.parametrize("first", ["the name", "the finding"])
def test_a_fixed_speaker_goes_along_whichever_came_first(corpus: Corpus, first: str) -> None:
    steps: list[Callable[[], object]] = [
        lambda: names.merge(corpus, [LUC], INES, by="Ida"),
        lambda: deciding.fix(corpus, QUOTE, {"speaker": {"id": LUC, "name": "Luc Marchand"}}, "Ben"),
        lambda: deciding.confirm(corpus, "position:dam-1:2", "Ben"),
    ]
    for step in steps if first == "the name" else (*steps[1:], steps[0]):
        step()
    assert speakers(corpus)[QUOTE] == INES
    assert dict(corpus.rows("SELECT position_id, actor_id FROM positions"))["position:dam-1:2"] == INES
    assert corpus.laying is not None
    assert corpus.laying.lost == []
    assert everything(Corpus.open("sample")) == everything(corpus)


def test_a_name_with_another_id_is_found_again_and_one_that_is_gone_is_told(corpora: Path) -> None:
    write_corpus("sample", builders.small_corpus())
    corpus = Corpus.open("sample")
    assert corpus.laying is not None
    gone = names.rename(corpus, INES, "Inès B.", by="Ida").decisions[0]
    log = corpus.laying.log
    moved = replace(
        gone, id="other", value=gone.value | {"id": "ines-beranger-2"}, was={"names": [{**gone.was["names"][0], "id": "ines-beranger-2"}]}
    )
    lost = replace(
        moved,
        id="lost",
        value=gone.value | {"id": "nobody-here"},
        was={"names": [{"id": "nobody-here", "name": "Nobody Here", "kind": "person", "variants": []}]},
    )
    names.undo(corpus, gone.id)
    log.add([moved, lost])
    corpus.refresh()
    assert corpus.label("speaker", INES) == "Inès B."
    assert [(d.id, why) for d, why in corpus.laying.lost] == [("lost", "the program does not find this name any more")]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda c: names.merge(c, [ANA], ANA), Code.R02),
        (lambda c: names.merge(c, ["nobody"], ANA), Code.F01),
        (lambda c: names.merge(c, [ANA], "nobody"), Code.F01),
        (lambda c: names.merge(c, [ANA], LUC, article="dam-99"), Code.F03),
        (lambda c: names.rename(c, ANA, "  "), Code.R02),
        (lambda c: names.rename(c, "nobody", "Some One"), Code.F01),
        (lambda c: names.set_kind(c, ANA, "river"), Code.R02),
        (lambda c: names.set_country(c, ANA, "XX"), Code.R02),
        (lambda c: names.set_country(c, ANA, "PT", "in spring"), Code.F02),
        (lambda c: names.split(c, ANA, "Someone"), Code.R02),
        (lambda c: names.split(c, ANA, variant="Ana", into=ANA), Code.R02),
        (lambda c: names.split(c, ANA, "Someone", articles=["dam-99"]), Code.F03),
        (lambda c: names.apart(c, [ANA, ANA]), Code.R02),
        (lambda c: names.hide(c, "nobody"), Code.F01),
    ],
)
def test_what_cannot_be_is_told_and_writes_nothing(corpus: Corpus, act: Callable[[Corpus], object], code: Code) -> None:
    with pytest.raises(Problem) as found:
        act(corpus)
    assert found.value.code is code
    assert corpus.laying is not None
    assert corpus.laying.log.last() == 0


def test_the_history_of_a_name_holds_those_that_became_it(corpus: Corpus) -> None:
    names.rename(corpus, INES, "Inès B.", by="Ida")
    made = names.merge(corpus, [INES], ANA, by="Ben")
    assert [d.by for d in names.history(corpus, ANA)] == ["Ben", "Ida"]
    names.undo(corpus, made.batch, "Cem")
    assert [(d.kind, d.by) for d in names.history(corpus, ANA)] == [("undo", "Cem"), ("name", "Ben")]
    assert not names.counts(corpus, made.decisions[0])


def corrected(corpus: Corpus, article: str, field: str, value: str | None) -> deciding.Made:
    """A correction of an article's date or outlet, as a step that can be taken back."""
    correct(corpus.name, [Correction(article, field, value)])
    corpus.refresh()
    newest = corpus.laying.decisions[-1]  # type: ignore[union-attr]
    return deciding.Made(newest.id, (newest,))


IDS = st.sampled_from([ANA, LUC, INES, "spain-country", "alder-basin-authority-organisation", "tomasz-rell"])
ARTICLES = st.sampled_from(["", "", "dam-1", "dam-4"])
ACTS = st.one_of(
    st.builds(lambda a, b, w: lambda c: names.merge(c, [a], b, article=w), IDS, IDS, ARTICLES),
    st.builds(lambda a, v: lambda c: names.split(c, a, variant=v), IDS, st.sampled_from(["Inès Béranger", "Marchand", "Ana Ortiz", "Nowhere"])),
    st.builds(lambda a, n, w: lambda c: names.split(c, a, n, articles=[w or "dam-2"]), IDS, st.sampled_from(["Mae Roe", "Luc Marchand"]), ARTICLES),
    st.builds(lambda a, n, w: lambda c: names.rename(c, a, n, article=w), IDS, st.sampled_from(["Mae Roe", "Ana"]), ARTICLES),
    st.builds(lambda a, k, w: lambda c: names.set_kind(c, a, k, article=w), IDS, st.sampled_from(["person", "organisation"]), ARTICLES),
    st.builds(lambda a, k, s, w: lambda c: names.set_country(c, a, k, s, article=w), IDS, st.sampled_from(["PT", None]),
              st.sampled_from([None, "2025-03-10"]), ARTICLES),
    st.builds(lambda a: lambda c: names.set_office(c, a, "minister", "2025-01-01"), IDS),
    st.builds(lambda a: lambda c: names.hide(c, a), IDS),
    st.builds(lambda q, a: lambda c: deciding.fix(c, q, {"speaker": {"id": a, "name": a.replace("-", " ").title()}}),
              st.sampled_from([QUOTE, "quote:dam-4:1"]), IDS),
    st.builds(lambda q: lambda c: deciding.confirm(c, q), st.sampled_from([QUOTE, POSITION, "position:dam-4:1", "quote:dam-2:1"])),
    st.builds(lambda q: lambda c: deciding.reject(c, q), st.sampled_from([POSITION, "quote:dam-4:2"])),
    st.builds(lambda w, d: lambda c: corrected(c, w, "date", d), st.sampled_from(["dam-1", "dam-4"]), st.sampled_from(["2025-01-09", None])),
    st.builds(lambda w: lambda c: corrected(c, w, "outlet", "Hill Times"), st.sampled_from(["dam-1", "dam-2"])),
    st.builds(lambda n: n, st.integers(0, 20)),
)  # fmt: skip


@given(st.lists(ACTS, min_size=1, max_size=9))
@how(max_examples=int(os.environ.get("NAMES_EXAMPLES", "12")), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_laid_one_by_one_is_laid_from_scratch_and_all_undone_is_as_before(corpora: Path, acts: list[Any]) -> None:
    settings.cache_clear()
    name = "sample"
    if not (corpora / name).exists():
        write_corpus(name, builders.small_corpus())
    corpus = Corpus.open(name)
    assert corpus.laying is not None
    corpus.laying.log.forget()
    corpus = Corpus.open(name)
    before, made = everything(corpus), []
    for act in acts:
        if isinstance(act, int):
            if made:
                names.undo(corpus, made.pop(act % len(made)))
            continue
        try:
            made.append(act(corpus).batch)
        except Problem:
            continue
    scratch = Corpus.open(name)
    assert everything(scratch) == everything(corpus)
    assert numbers_agree(corpus)
    for batch in reversed(made):
        names.undo(corpus, batch)
    assert everything(corpus) == before


def test_a_link_to_a_merged_name_leads_to_the_one_that_took_its_place(corpus: Corpus) -> None:
    names.merge(corpus, [INES], ANA, by="Ida")
    assert profile(corpus, Filters(), INES).entity_id == ANA
    assert check(corpus, Filters(speaker=(INES,))) == (Filters(speaker=(ANA,)), [])
