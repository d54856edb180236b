from __future__ import annotations

import pytest

from ontherecord.queries import Corpus, Filters, Passage, passages, selectors
from tests.builders import article, person, position, quote, small_corpus

CORPUS = Corpus.of(small_corpus(), "small")


def one(selector: str, corpus: Corpus = CORPUS) -> Passage:
    found = passages(corpus, selector)
    assert (found.count, found.behind) == (1, 1)
    return found.items[0]


def marked(passage: Passage) -> list[tuple[str, str]]:
    return [(h.role, passage.text[h.start : h.end]) for h in passage.highlights]


def test_a_quote_stands_in_its_sentences() -> None:
    found = one("quote:dam-1:2")
    assert found.text == "“We have waited for ten years, ” she added. “We will not wait for an eleventh.”"
    assert found.exact == found.text
    assert found.before.startswith("Ana Ortiz said")
    assert found.after == "France was not amused."
    assert marked(found) == [
        ("content", "We have waited for ten years"),
        ("source", "she"),
        ("cue", "added"),
        ("content", "We will not wait for an eleventh."),
    ]
    assert (found.speaker, found.speaker_id, found.country, found.reason) == ("Ana Ortiz", "ana-ortiz", "ES", "“she” is Ana Ortiz")
    assert (found.resolution, found.type, found.source_kind, found.show) == ("anaphoric", "direct", "named", "quote:dam-1:2")
    text = next(e for e in small_corpus() if e.article.id == "dam-1").article.text
    assert text[found.start :].startswith("We have waited")


def test_a_position_stands_in_its_evidence() -> None:
    found = one("position:dam-1:2")
    assert found.text == "Luc Marchand called the plan “a dam too many”."
    assert set(marked(found)) == {
        ("evidence", found.text),
        ("source", "Luc Marchand"),
        ("cue", "called"),
        ("content", "the plan “a dam too many”"),
        ("trigger", "a dam too many"),
    }
    assert (found.stance, found.target, found.issue, found.speaker) == ("oppose", "the Alder dam", "Alder dam", "Luc Marchand")
    assert one("position:dam-3:1").hedge == "did not rule out"


def test_the_reading_is_shown_and_the_original_kept() -> None:
    found = one("quote:repaired:1")
    assert found.text == "Ana Ortiz said it’s only rain."
    assert found.exact == "Ana Ortiz said itâ€™s only rain."
    assert ("content", "it’s only rain") in marked(found)
    assert found.before == "It’s raining in Vallmora."
    assert found.after == "Nobody was hurt."


def test_mentions_of_one_sentence_are_one_passage() -> None:
    corpus = Corpus.of([article("a", "[Kim Lee](lee) met [Lee](lee). Then [Lee](lee) left.", entities={"lee": person("Kim Lee")})])
    found = passages(corpus, "entity:kim-lee")
    assert (found.count, found.behind) == (2, 3)
    assert [marked(p) for p in found.items] == [[("entity", "Kim Lee"), ("entity", "Lee")], [("entity", "Lee")]]


def test_evidence_beyond_the_first_sentence_is_listed() -> None:
    corpus = Corpus.of(
        [
            article(
                "a",
                "{e1:[Lee](lee) backs it.} Rain fell. {e1:[Lee](lee) voted for it.}",
                entities={"lee": person("Lee")},
                positions=[position(1, "lee", "support", "it")],
            )
        ]
    )
    found = one("position:a:1", corpus)
    assert found.text == "Lee backs it."
    assert found.also == ("Lee voted for it.",)


def test_without_sentences_the_marked_text_is_shown() -> None:
    from dataclasses import replace

    bare = replace(article("a", "{s1:He} {c1:said} {q1:it rained}.", quotes=[quote(1, None)]), sentences=())
    found = one("quote:a:1", Corpus.of([bare]))
    assert (found.text, found.before, found.after) == ("He said it rained", "", "")


def test_newest_first_undated_last_and_in_pages() -> None:
    found = passages(CORPUS, selectors.speaker("tomas-rey"))
    assert [p.article_id for p in found.items] == ["dam-7", "water-1", "water-undated"]
    assert found.items[-1].published_on is None
    page = passages(CORPUS, selectors.speaker("tomas-rey"), limit=1, offset=1)
    assert (page.count, [p.article_id for p in page.items]) == (3, ["water-1"])


def test_filters_narrow_what_a_number_opens_but_not_a_link_to_one_quote() -> None:
    f = Filters(outlet=("Coast Wire",))
    assert {p.article_id for p in passages(CORPUS, "speaker:ana-ortiz", f).items} == {"dam-2"}
    assert passages(CORPUS, "quote:dam-1:1", f).count == 1


@pytest.mark.parametrize(
    ("selector", "count"),
    [
        ("cell:luc-marchand:alder-dam", 3),
        ("issue:alder-dam", 6),
        ("outlet:Hill Letter", 3),
        ("country:FR", 6),
        ("period:articles:2025-03-01:2025-03-31", 7),
        ("period:quotes:undated", 1),
        ("entity:vallmora-place", 3),
        ("entity:nobody", 0),
        ("quote:dam-1:99", 0),
        ("position:x' OR 1=1 --:1", 0),
        ("nonsense", 0),
        (None, 0),
    ],
)
def test_what_selectors_open(selector: str | None, count: int) -> None:
    found = passages(CORPUS, selector)
    assert (found.count, len(found.items)) == (count, count)


@pytest.mark.parametrize("means", ["speaks_for", "mentioned"])
def test_a_country_opens_who_speaks_for_it(means: str) -> None:
    assert passages(CORPUS, "country:FR", Filters(country_means=means)).count == 6
