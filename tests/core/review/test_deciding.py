"""What people decide about quotes and positions: seen at once, in every count, kept, and taken back to exactly what was there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ontherecord.errors import Code, Problem
from ontherecord.model import Span
from ontherecord.queries import (
    Corpus,
    Filters,
    articles,
    count_positions,
    count_quotes,
    headline,
    passages,
    positions,
    quotes,
    reader,
    search,
    stands,
)
from ontherecord.review import deciding

ALL = Filters(unsure=True, asserted=("said", "not said", "supposed", "disowned"))
QUOTE, POSITION = "quote:dam-1:1", "position:dam-1:1"


def row(corpus: Corpus, show: str) -> dict[str, Any]:
    table = show.split(":")[0] + "s"
    (found,) = corpus.dicts(f"SELECT * FROM {table} WHERE {show.split(':')[0]}_id = ?", [show])
    return found


def everything(corpus: Corpus) -> dict[str, list[dict[str, Any]]]:
    """All that pages read; small numbers of names and issues are nobody's business."""
    hidden = {"finding", "eid", "iid"}
    order = {
        "quotes": "article_id, number",
        "positions": "article_id, number",
        "articles": "article_id",
        "entities": "article_id, key",
        "nodes": "entity_id",
    }
    return {
        table: [{k: v for k, v in r.items() if k not in hidden} for r in corpus.dicts(f"SELECT * FROM {table} ORDER BY {by}")]
        for table, by in order.items()
    }


def test_a_confirmed_quote_says_so_with_who_and_when(corpus: Corpus) -> None:
    made = deciding.confirm(corpus, QUOTE, "Ida", "heard it on the radio")
    found = row(corpus, QUOTE)
    assert (found["status"], found["checked_by"], found["note"]) == ("confirmed", "Ida", "heard it on the radio")
    assert found["checked_at"] == made.decisions[0].made_at.replace(tzinfo=None)
    assert found["content"] == "Spain would build the Alder dam with or without France"
    assert count_quotes(corpus, Filters(status=("confirmed",))) == 1
    assert reader(corpus, "dam-1").extraction.quotes[0].checked.by == "Ida"  # type: ignore[union-attr]


@pytest.mark.parametrize("show", [QUOTE, POSITION])
def test_what_is_rejected_leaves_every_count_and_can_still_be_seen(corpus: Corpus, show: str) -> None:
    table = quotes if show == QUOTE else positions
    key, held = ("quote_id", "quotes") if show == QUOTE else ("position_id", "positions")
    before, in_article = len(table(corpus, ALL)), dict(zip(articles(corpus, Filters())["article_id"], articles(corpus, Filters())[held], strict=True))
    deciding.reject(corpus, show, "Ida")
    assert show not in set(table(corpus, ALL)[key])
    assert len(table(corpus, ALL)) == before - 1
    assert getattr(headline(corpus, Filters()), held) == (count_quotes if show == QUOTE else count_positions)(corpus, Filters())
    now = dict(zip(articles(corpus, Filters())["article_id"], articles(corpus, Filters())[held], strict=True))
    assert now == in_article | {"dam-1": in_article["dam-1"] - 1}
    assert list(table(corpus, Filters(status=("rejected",)))[key]) == [show]
    assert passages(corpus, show, Filters()).items[0].status == "rejected", "its own link still opens it"
    if show == POSITION:
        assert not [s for s in stands(corpus, Filters()) if s.actor_id == "ana-ortiz" and s.now.show == show]


def test_a_speaker_of_the_corpus_takes_the_quote(corpus: Corpus) -> None:
    deciding.fix(corpus, QUOTE, {"speaker": {"id": "luc-marchand", "name": "Luc Marchand"}}, "Ida")
    found = row(corpus, QUOTE)
    assert (found["speaker_id"], found["speaker_name"], found["country"], found["status"]) == ("luc-marchand", "Luc Marchand", "FR", "fixed")
    assert found["reason"] == "set by Ida"
    assert QUOTE in set(quotes(corpus, Filters(speaker=("luc-marchand",)))["quote_id"])
    assert reader(corpus, "dam-1").extraction.quotes[0].speaker in {e.key for e in reader(corpus, "dam-1").extraction.entities}


def test_a_speaker_that_nobody_knew_gets_a_name_and_a_page(corpus: Corpus) -> None:
    deciding.fix(corpus, QUOTE, {"speaker": {"name": "Tomasz Rell"}, "country": "PL"}, "Ida")
    assert corpus.label("speaker", "tomasz-rell") == "Tomasz Rell"
    assert list(quotes(corpus, Filters(speaker=("tomasz-rell",)))["quote_id"]) == [QUOTE]
    assert row(corpus, QUOTE)["country_reason"] == "set by Ida"
    assert Corpus.open("sample").label("speaker", "tomasz-rell") == "Tomasz Rell"


def test_bounds_are_a_slice_of_the_text(corpus: Corpus) -> None:
    text = corpus.rows("SELECT text FROM texts WHERE article_id = 'dam-1'")[0][0]
    start = text.index("build the Alder dam")
    deciding.fix(corpus, QUOTE, {"pieces": [(start - 1, start + len("build the Alder dam") + 1)]}, "Ida")
    found = row(corpus, QUOTE)
    assert found["content"] == "build the Alder dam"
    assert found["folded"] == "build the alder dam"
    assert [text[p["start"] : p["end"]] for p in found["pieces"]] == ["build the Alder dam"]
    assert count_quotes(corpus, Filters(words="without", speaker=("ana-ortiz",))) == 1, "only the other article's has the word now"


def test_what_was_not_said_leaves_the_counts(corpus: Corpus) -> None:
    before = count_quotes(corpus, Filters())
    deciding.fix(corpus, QUOTE, {"asserted": "not said"}, "Ida")
    assert count_quotes(corpus, Filters()) == before - 1
    assert QUOTE in set(quotes(corpus, Filters(asserted=("not said",)))["quote_id"])


def test_a_position_is_set_right(corpus: Corpus) -> None:
    value = {
        "stance": "oppose",
        "toward": "against",
        "target": "the Alder dam",
        "issue": {"name": "River fish"},
        "actor": {"name": "Mae Roe"},
        "said_on": "2025-02-27",
    }
    deciding.fix(corpus, POSITION, value, "Ida")
    found = row(corpus, POSITION)
    assert (found["stance"], found["toward"], found["actor_name"], found["issue_name"], str(found["dated"]), found["said_basis"]) == (
        "oppose", "against", "Mae Roe", "River fish", "2025-02-27", "stated",
    )  # fmt: skip
    (position,) = [p for p in reader(corpus, "dam-1").extraction.positions if p.number == 1]
    assert (position.stance, position.toward, position.status) == ("oppose", "against", "fixed")
    assert corpus.label("issue", "river-fish") == "River fish"
    assert count_positions(corpus, Filters(issue=("river-fish",))) == 1


def test_what_the_machine_missed_is_added(corpus: Corpus) -> None:
    text = corpus.rows("SELECT text FROM texts WHERE article_id = 'dam-2'")[0][0]
    start = text.index("The meeting in Vallmora ended early.")
    span = (start, start + 35)
    deciding.add(corpus, "quote", "dam-2", {"pieces": [span], "speaker": {"name": "Mae Roe"}}, "Ida")
    deciding.add(
        corpus,
        "position",
        "dam-2",
        {"evidence": [span], "actor": {"id": "ana-ortiz", "name": "Ana Ortiz"}, "stance": "support", "target": "an early end"},
        "Ida",
    )
    found = reader(corpus, "dam-2").extraction
    assert [text[slice(*q.pieces[0])] for q in found.quotes if q.status == "added"] == ["The meeting in Vallmora ended early"]
    assert [p.target for p in found.positions if p.status == "added"] == ["an early end"]
    assert dict(zip(articles(corpus, Filters())["article_id"], articles(corpus, Filters())["quotes"], strict=True))["dam-2"] == 2
    (show,) = quotes(corpus, Filters(status=("added",)))["quote_id"]
    deciding.fix(corpus, show, {"speaker": {"id": "ana-ortiz", "name": "Ana Ortiz"}}, "Ben")
    assert row(corpus, show)["status"] == "added"
    deciding.reject(corpus, show, "Ben")
    assert count_quotes(corpus, Filters(status=("added",))) == 0


@pytest.mark.parametrize(
    "act",
    [
        lambda c: deciding.confirm(c, [QUOTE, POSITION], "Ida"),
        lambda c: deciding.reject(c, [QUOTE, "quote:dam-1:2", POSITION], "Ida"),
        lambda c: deciding.fix(c, QUOTE, {"speaker": {"name": "Tomasz Rell"}}, "Ida"),
        lambda c: deciding.fix(c, QUOTE, {"pieces": [(40, 60)]}, "Ida"),
        lambda c: deciding.fix(c, POSITION, {"stance": "open", "issue": {"name": "River fish"}}, "Ida"),
        lambda c: deciding.add(c, "quote", "dam-2", {"pieces": [(0, 10)], "speaker": {"name": "Mae Roe"}}, "Ida"),
        lambda c: deciding.annotate(c, QUOTE, "Ida", "look again"),
        lambda c: deciding.tag(c, QUOTE, ["dam"], "Ida"),
    ],
)
def test_taken_back_everything_is_what_it_was_and_the_log_keeps_both(corpus: Corpus, act: Callable[[Corpus], deciding.Made]) -> None:
    before = everything(corpus)
    made = act(corpus)
    assert everything(corpus) != before
    deciding.undo(corpus, made.batch, "Ida")
    assert everything(corpus) == before
    assert corpus.laying is not None
    assert len(corpus.laying.book.decisions) == len(made.decisions) + 1
    with pytest.raises(Problem) as found:
        deciding.undo(corpus, made.batch)
    assert found.value.code is Code.F04


def test_an_opened_corpus_has_what_an_open_one_has(corpus: Corpus) -> None:
    deciding.reject(corpus, [QUOTE, "quote:dam-4:1"], "Ida")
    deciding.fix(corpus, "quote:dam-3:1", {"speaker": {"name": "Tomasz Rell"}}, "Ida")
    deciding.confirm(corpus, "quote:dam-3:1", "Ben")
    deciding.add(corpus, "quote", "dam-2", {"pieces": [(0, 10)], "speaker": {"name": "Mae Roe"}}, "Ida")
    deciding.undo(corpus, deciding.reject(corpus, POSITION, "Ida").batch)
    assert everything(Corpus.open("sample")) == everything(corpus)
    assert row(corpus, "quote:dam-3:1")["status"] == "fixed", "who confirms what was fixed vouches for the fix"


def test_the_last_word_counts_and_who_spoke_before_is_told(corpus: Corpus) -> None:
    first = deciding.confirm(corpus, QUOTE, "Ida")
    assert first.before == ()
    second = deciding.reject(corpus, QUOTE, "Ben")
    assert [(d.by, d.kind) for d in second.before] == [("Ida", "confirm")]
    assert row(corpus, QUOTE)["status"] == "rejected"
    deciding.send_back(corpus, QUOTE, "Cem", "the two of you disagree")
    assert (row(corpus, QUOTE)["status"], row(corpus, QUOTE)["note"]) == ("machine", "the two of you disagree")
    assert [d.by for d in deciding.history(corpus, QUOTE)] == ["Cem", "Ben", "Ida"]


def test_two_open_corpora_see_each_others_decisions(corpus: Corpus) -> None:
    other = Corpus.open("sample")
    deciding.reject(corpus, QUOTE, "Ida")
    other.refresh()
    assert everything(other) == everything(corpus)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda c: deciding.confirm(c, "quote:dam-1:99"), Code.F04),
        (lambda c: deciding.fix(c, QUOTE, {}), Code.R02),
        (lambda c: deciding.fix(c, QUOTE, {"stance": "support"}), Code.R02),
        (lambda c: deciding.fix(c, QUOTE, {"asserted": "perhaps"}), Code.R02),
        (lambda c: deciding.fix(c, QUOTE, {"country": "XX"}), Code.R02),
        (lambda c: deciding.fix(c, QUOTE, {"said_on": "yesterday"}), Code.F02),
        (lambda c: deciding.fix(c, QUOTE, {"pieces": [(5, 3)]}), Code.R02),
        (lambda c: deciding.fix(c, QUOTE, {"pieces": [(0, 10), (5, 20)]}), Code.R02),
        (lambda c: deciding.fix(c, QUOTE, {"speaker": {"name": " – "}}), Code.R02),
        (lambda c: deciding.add(c, "quote", "dam-1", {"pieces": []}), Code.R02),
        (lambda c: deciding.add(c, "position", "dam-1", {"evidence": [(0, 9)]}), Code.R02),
        (lambda c: deciding.add(c, "quote", "dam-99", {"pieces": [(0, 9)]}), Code.F03),
        (lambda c: deciding.confirm(c, [f"quote:dam-1:{n}" for n in range(6000)]), Code.R03),
    ],
)
def test_what_cannot_be_is_told_and_writes_nothing(corpus: Corpus, act: Callable[[Corpus], object], code: Code) -> None:
    with pytest.raises(Problem) as found:
        act(corpus)
    assert found.value.code is code
    assert corpus.laying is not None
    assert corpus.laying.log.last() == 0


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [((5, 9), "the "), ((6, 11), "the river"), ((0, 2), "near"), ((15, 19), "fell"), ((16, 18), "fell"), ((14, 15), " "), ((16, 26), "fell, twice")],
)
def test_chosen_words_are_whole(chosen: tuple[int, int], expected: str) -> None:
    text = "near the river fell, twice"
    assert text[slice(*deciding.whole_words(text, Span(*chosen)))] == expected


def found_by(corpus: Corpus, text: str, **filters: Any) -> set[str]:
    found = search(corpus, Filters(**filters), text)
    assert found.count == len(found.hits)
    return {hit.id for hit in found.hits}


def test_search_finds_what_people_put_on_record(corpus: Corpus) -> None:
    assert found_by(corpus, "eleventh speaker:ortiz") == {"quote:dam-1:2"}
    deciding.fix(corpus, "quote:dam-1:2", {"speaker": {"name": "Tomasz Rell"}}, "Ida")
    assert found_by(corpus, "eleventh speaker:rell") == {"quote:dam-1:2"}
    assert found_by(corpus, "eleventh speaker:ortiz") == set()
    made = deciding.reject(corpus, "quote:dam-1:2", "Ida")
    assert found_by(corpus, "eleventh") == set()
    assert found_by(corpus, "eleventh", status=("rejected",)) == {"quote:dam-1:2"}
    deciding.undo(corpus, made.batch)
    assert found_by(corpus, "eleventh") == {"quote:dam-1:2"}
    deciding.add(corpus, "quote", "dam-2", {"pieces": [(71, 106)]}, "Ida")
    assert len(found_by(corpus, "meeting vallmora", status=("added",))) == 1
