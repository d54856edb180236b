"""What waits to be checked, in which order, and what is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontherecord.queries import Corpus, Filters, count_positions, count_quotes
from ontherecord.review import deciding
from ontherecord.review.queue import Asked, Queue, counted, history, in_words, look, own, passage, queue, told
from tests import builders
from tests.pages.corpora import write_corpus

SURE = Filters(unsure=True)
QUOTE, POSITION = "quote:dam-1:1", "position:dam-1:1"
LUC = {"speaker": {"id": "luc-marchand", "name": "Luc Marchand"}}


def ids(corpus: Corpus, *, filters: Filters = SURE, **asked: object) -> tuple[str, ...]:
    return queue(corpus, filters, Asked(**asked)).ids  # type: ignore[arg-type]


def progress(found: Queue) -> tuple[int, int]:
    return found.done, found.total


@pytest.mark.parametrize(
    "filters", [Filters(), SURE, Filters(speaker=("ana-ortiz",)), Filters(outlet=("Coast Wire",), unsure=True), Filters(words="dam")]
)
def test_a_queue_holds_what_the_filters_show(corpus: Corpus, filters: Filters) -> None:
    found = queue(corpus, filters, Asked(kind="both"))
    assert found.counts.get("quote", 0) == count_quotes(corpus, filters)
    assert found.counts.get("position", 0) == count_positions(corpus, filters)
    assert len(found.ids) == found.count == found.total
    assert counted(found.ids) == found.counts


def test_what_is_decided_leaves_the_queue_and_counts_as_done(corpus: Corpus) -> None:
    before = queue(corpus, SURE, Asked())
    deciding.confirm(corpus, before.ids[0], "Ann")
    deciding.reject(corpus, before.ids[1], "Ann")
    deciding.fix(corpus, before.ids[2], {"type": "direct"}, "Ann")
    deciding.annotate(corpus, before.ids[3], "Ann", "hm")
    after = queue(corpus, SURE, Asked())
    assert after.ids == before.ids[3:]
    assert progress(after) == (3, before.total)
    assert set(ids(corpus, only="checked")) == set(before.ids[:3])


def test_what_was_sent_back_waits_again_and_can_be_asked_for(corpus: Corpus) -> None:
    deciding.confirm(corpus, [QUOTE, "quote:dam-2:1"], "Ann")
    deciding.send_back(corpus, QUOTE, "Bea", "who is “she”?")
    assert ids(corpus, only="returned") == (QUOTE,)
    assert QUOTE in ids(corpus)
    assert ids(corpus, only="checked") == ("quote:dam-2:1",)
    deciding.confirm(corpus, QUOTE, "Ann")
    assert ids(corpus, only="returned") == ()


def test_what_people_disagree_on_can_be_asked_for_until_it_is_settled(corpus: Corpus) -> None:
    deciding.confirm(corpus, [QUOTE, POSITION], "Ann")
    deciding.reject(corpus, QUOTE, "Bea")
    deciding.confirm(corpus, POSITION, "Bea")
    assert ids(corpus, kind="both", only="disputed") == (QUOTE,)
    deciding.confirm(corpus, QUOTE, "Cem")
    assert ids(corpus, kind="both", only="disputed") == ()


def test_the_least_sure_come_first(corpus: Corpus) -> None:
    sure = dict(corpus.rows("SELECT quote_id, confidence FROM quotes UNION ALL SELECT position_id, confidence FROM positions"))
    order = [sure[id] for id in ids(corpus, kind="both")]
    assert order == sorted(order)
    assert len(set(order)) > 1


def test_the_most_used_come_first(corpus: Corpus) -> None:
    who = dict(corpus.rows("SELECT quote_id, speaker_id FROM quotes WHERE asserted = 'said'"))
    order = [who[id] for id in ids(corpus, order="used")]
    counts = [0 if name is None else order.count(name) for name in order]
    assert counts == sorted(counts, reverse=True)
    assert [name for name, before in zip(order, [None, *order], strict=False) if name != before] == list(dict.fromkeys(order)), "one after another"


def test_the_newest_come_first(corpus: Corpus) -> None:
    days = dict(corpus.rows("SELECT quote_id, published_on FROM quotes"))
    order = [days[id] for id in ids(corpus, order="newest")]
    dated = [day for day in order if day]
    assert dated == sorted(dated, reverse=True)
    assert order[: len(dated)] == dated


def test_the_sample_is_a_queue_of_its_own(corpus: Corpus) -> None:
    first = queue(corpus, SURE, Asked(order="sample", size=5))
    assert first.total == 5
    deciding.fix(corpus, first.ids[0], {"speaker": {"name": "Tomasz Rell"}}, "Ann")
    deciding.reject(corpus, first.ids[1], "Ann")
    after = queue(corpus, SURE, Asked(order="sample", size=5))
    assert (after.ids, progress(after)) == (first.ids[2:], (2, 5))
    assert ids(corpus, order="sample", size=5, seed=2) != first.ids
    both = queue(corpus, SURE, Asked(kind="both", order="sample", size=3))
    assert (both.counts, both.total) == ({"quote": 1, "position": 3}, 6)


# --- blind --------------------------------------------------------------------------------------------------------------------------------


def test_checked_blind_others_decisions_are_not_seen(corpus: Corpus) -> None:
    every = ids(corpus, blind=True, by="Bea")
    deciding.reject(corpus, QUOTE, "Ann")
    deciding.fix(corpus, "quote:dam-2:1", LUC, "Ann", "a note")
    assert ids(corpus, blind=True, by="Bea") == every
    assert set(ids(corpus, blind=True, by="Ann")) == set(every) - {QUOTE, "quote:dam-2:1"}
    assert set(ids(corpus, blind=True, by="Ann", only="checked")) == {QUOTE, "quote:dam-2:1"}
    found = look(corpus, [QUOTE, "quote:dam-2:1"], blind=True)
    assert [(p.speaker, p.status, p.checked) for p in found] == [("Ana Ortiz", "machine", None)] * 2
    assert [p.speaker for p in look(corpus, ["quote:dam-2:1"])] == ["Luc Marchand"]
    assert progress(queue(corpus, SURE, Asked(blind=True, by="Bea"))) == (0, len(every))


def test_checked_blind_filters_hold_for_what_the_machine_wrote(corpus: Corpus) -> None:
    deciding.fix(corpus, QUOTE, LUC, "Ann")
    ana = Filters(speaker=("ana-ortiz",))
    assert QUOTE in ids(corpus, filters=ana, blind=True, by="Bea")
    assert QUOTE not in ids(corpus, filters=ana, only="checked")


def test_what_is_confirmed_blind_is_what_the_machine_wrote(corpus: Corpus) -> None:
    deciding.fix(corpus, QUOTE, LUC, "Ann")
    made = deciding.confirm(corpus, QUOTE, "Bea", blind=True)
    assert [d.by for d in made.before] == ["Ann"]
    assert passage(corpus, QUOTE).speaker == "Ana Ortiz"  # type: ignore[union-attr]
    assert ids(corpus, only="disputed") == (QUOTE,)
    deciding.undo(corpus, made.batch, "Bea")
    assert passage(corpus, QUOTE).speaker == "Luc Marchand"  # type: ignore[union-attr]


def test_what_somebody_added_is_not_shown_blind(corpus: Corpus) -> None:
    deciding.add(corpus, "quote", "dam-1", {"pieces": [(0, 9)]}, "Ann")
    (added,) = ids(corpus, only="checked")
    assert added not in ids(corpus, blind=True, by="Bea")
    assert look(corpus, [added], blind=True) == []


def test_blind_there_is_nothing_to_tell_of_others(corpus: Corpus) -> None:
    deciding.confirm(corpus, QUOTE, "Ann")
    deciding.reject(corpus, QUOTE, "Bea")
    plain = ids(corpus, blind=True, by="Cem")
    for only in ("disputed", "returned"):
        assert ids(corpus, blind=True, by="Cem", only=only) == plain


# --- one finding, and what is said of it --------------------------------------------------------------------------------------------------


def test_one_finding_as_a_passage(corpus: Corpus) -> None:
    assert passage(corpus, POSITION).stance == "support"  # type: ignore[union-attr]
    assert passage(corpus, "quote:dam-1:99") is None
    assert passage(corpus, "entity:ana-ortiz") is None
    assert [p.show for p in look(corpus, [POSITION, "quote:none:1", QUOTE])] == [POSITION, QUOTE]


def test_what_others_had_decided_is_told(corpus: Corpus) -> None:
    deciding.reject(corpus, QUOTE, "Ann")
    made = deciding.confirm(corpus, QUOTE, "Bea")
    day = made.before[0].made_at
    assert told(made.before) == f"Ann had rejected it on {day.day} {day:%B %Y}"
    assert told(()) == ""


def test_judgements_of_a_finding_in_words(corpus: Corpus) -> None:
    deciding.fix(corpus, QUOTE, LUC | {"country": "FR", "type": "direct"}, "Ann", "it was him")
    deciding.annotate(corpus, QUOTE, "Bea", "hm")
    taken_back = deciding.confirm(corpus, QUOTE, "Bea")
    deciding.undo(corpus, taken_back.batch, "Bea")
    deciding.reject(corpus, QUOTE, "Cem")
    day = f"{taken_back.decisions[0].made_at.day} {taken_back.decisions[0].made_at:%B %Y}"
    assert [in_words(d) for d in history(corpus, QUOTE)] == [
        f"Cem rejected it on {day}",
        f"Ann fixed it on {day} (speaker: Luc Marchand, kind: direct, country: France): it was him",
    ]
    assert own(corpus, QUOTE, "Ann").kind == "fix"  # type: ignore[union-attr]
    assert own(corpus, QUOTE, "Bea") is None
    deciding.send_back(corpus, QUOTE, "Cem", "not sure")
    assert own(corpus, QUOTE, "Cem") is None
    assert history(corpus, POSITION) == []


def test_an_article_with_a_quote_mark_in_its_name_is_looked_up_as_it_is(corpora: Path) -> None:
    ida = {"ida": builders.person("Ida Brun")}
    write_corpus("odd", [builders.article("it's; DROP", "{s1:[Ida Brun](ida)} {c1:said} {q1:so}.", entities=ida, quotes=[builders.quote(1, "ida")])])
    odd = Corpus.open("odd")
    (show,) = ids(odd, order="sample")
    deciding.confirm(odd, show, "Ann's")
    assert ids(odd, order="sample", only="checked") == (show,)
    assert ids(odd, blind=True, by="Ann's") == ()
