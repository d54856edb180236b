"""What a citation and a brief put between quotation marks: the words of the speaker, nothing that the article says in its own."""

from __future__ import annotations

from typing import Any

import pytest

from ontherecord.export import file
from ontherecord.export.citing import citation
from ontherecord.export.tables import rows
from ontherecord.model import ASSERTED
from ontherecord.queries import Corpus, Filters, passages
from tests.builders import article, person, position, quote, small_corpus

WHO = {"ana": person("Ana Ortiz", "ES", 'title "minister"')}
SMALL = Corpus.of(small_corpus(), "small")
EVERYTHING = Filters(unsure=True, asserted=ASSERTED)


def cited(
    text: str, kind: str = "quote", *, positions: Any = (), date: str | None = "2025-05-03", outlet: str | None = "Valley Post", **of: Any
) -> str:
    """The citation of the one quote or position of a text."""
    by = of.pop("by", "ana")
    quotes = [quote(1, by, **of)] if "{q1:" in text else []
    corpus = Corpus.of([article("a1", text, date=date, outlet=outlet, title="The bridge", entities=WHO, quotes=quotes, positions=positions)])
    return citation(passages(corpus, f"{kind}:a1:1").items[0])


@pytest.mark.parametrize(
    ("text", "of", "told"),
    [
        (
            "“{q1:We will build it},” {c1:said} {s1:[Ana Ortiz](ana)} on Friday.",
            {"type": "direct"},
            "Ana Ortiz: “We will build it” (The bridge, Valley Post, 3 May 2025; article a1).",
        ),
        (
            "“{q1:We will build it},” {s1:she} {c1:said}, “{q1:and soon}.”",
            {"type": "direct"},
            "Ana Ortiz: “We will build it … and soon” (The bridge, Valley Post, 3 May 2025; article a1).",
        ),
        (
            "{s1:[Ana Ortiz](ana)} {c1:said} {q1:that the bridge must be built}.",
            {"type": "indirect"},
            "Ana Ortiz, according to Valley Post of 3 May 2025: Ana Ortiz said that the bridge must be built. (The bridge; article a1).",
        ),
        (
            "{s1:She} {c1:called} {q1:the bridge “a long way off”}.",
            {"type": "mixed"},
            "Ana Ortiz, according to Valley Post of 3 May 2025: She called the bridge “a long way off”. (The bridge; article a1).",
        ),
        (
            "{s1:[Ana Ortiz](ana)} {c1:denied} {q1:that it would be built}.",
            {"type": "indirect", "asserted": "not said"},
            "Ana Ortiz (did not say), according to Valley Post of 3 May 2025: Ana Ortiz denied that it would be built. (The bridge; article a1).",
        ),
        (
            "“{q1:Never},” {s1:a farmer} {c1:said}.",
            {"type": "direct", "by": None, "source_kind": "unnamed"},
            "“Never” (The bridge, Valley Post, 3 May 2025; article a1).",
        ),
        (
            "{s1:A farmer} {c1:said} {q1:it would rain}.",
            {"type": "indirect", "by": None, "source_kind": "unnamed", "date": None, "outlet": None},
            "According to an article (undated): A farmer said it would rain. (The bridge; outlet not given; article a1).",
        ),
    ],
)
def test_marks_stand_round_what_was_said_and_nothing_else(text: str, of: dict[str, Any], told: str) -> None:
    assert cited(text, **of) == told


@pytest.mark.parametrize(
    ("text", "type", "told"),
    [
        (
            "{e1:“{q1:The bridge {t1:must} be built},” {c1:said} {s1:[Ana Ortiz](ana)}.} “{q1:It is late},” she added.",
            "direct",
            "Ana Ortiz: “The bridge must be built” (The bridge, Valley Post, 3 May 2025; article a1).",
        ),
        (
            "{e1:{s1:[Ana Ortiz](ana)} {c1:said} {q1:the bridge {t1:must} be built}.}",
            "indirect",
            "Ana Ortiz, according to Valley Post of 3 May 2025: Ana Ortiz said the bridge must be built. (The bridge; article a1).",
        ),
        (
            "{e1:[Ana Ortiz](ana) {t1:voted for} the bridge.}",
            "",
            "Ana Ortiz, according to Valley Post of 3 May 2025: Ana Ortiz voted for the bridge. (The bridge; article a1).",
        ),
    ],
)
def test_a_position_is_cited_as_its_words_were_said_or_told(text: str, type: str, told: str) -> None:
    carried = {"quote": 1} if type else {"basis": "action"}
    made = [position(1, "ana", "support", "building the bridge", **carried)]
    assert cited(text, "position", positions=made, **({"type": type} if type else {})) == told


def test_a_mention_is_what_the_outlet_tells() -> None:
    (item,) = passages(SMALL, "entity:alder-basin-authority-organisation", limit=1).items
    assert citation(item).startswith(f"According to {item.outlet} of ")
    assert "“" not in citation(item)


@pytest.mark.parametrize("what", ["quotes", "positions"])
def test_a_row_carries_the_sentences_that_its_evidence_shows_and_the_address(what: str) -> None:
    frame = rows(SMALL, EVERYTHING, what)  # type: ignore[arg-type]
    assert len(frame) > 5
    for id, sentence in zip(frame[f"{what[:-1]}_id"], frame["sentence"], strict=True):
        assert passages(SMALL, id, EVERYTHING).items[0].exact == sentence
    linked = Corpus.of([article("a1", "{s1:Oda} {c1:said} {q1:yes}.", url="https://valley.example/a1", quotes=[quote(1, None)])])
    assert rows(linked, Filters(), "quotes")["url"].tolist() == ["https://valley.example/a1"]


def test_the_brief_of_a_search_holds_what_it_found_and_no_numbers_of_more() -> None:
    text = file(SMALL, Filters(), "quotes", "brief", order="best", search="speaker:ortiz").decode()
    found = rows(SMALL, Filters(), "quotes", "best", "speaker:ortiz")
    assert 0 < len(found) < len(rows(SMALL, Filters(), "quotes"))
    assert text.count("<article>") == len(found)
    assert f"{len(found)} quotes found" in text
    assert "Found by the search: speaker:ortiz" in text
    assert "Luc Marchand" not in "".join(part.split("</strong>")[0] for part in text.split("<strong>")[1:])
    assert "<h2>Positions</h2>" not in text
    assert "<svg" not in text
    articles = file(SMALL, Filters(), "articles", "brief", search="water").decode()
    assert articles.count("<article>") == len(rows(SMALL, Filters(), "articles", search="water")) > 0


def test_a_brief_puts_no_marks_round_what_the_article_tells() -> None:
    made = [
        article("a1", "{s1:[Ana Ortiz](ana)} {c1:said} {q1:it would rain}.", date="2025-05-03", outlet="Post", entities=WHO, quotes=[quote(1, "ana")])
    ]
    text = file(Corpus.of(made), Filters(), "quotes", "brief").decode()
    assert "According to Post of 3 May 2025: Ana Ortiz said it would rain." in text
    assert "<blockquote>" not in text
