"""Rules and reader together, on sentences of our own: what the rules propose, what the reader reads, what comes of it.

In a row's sentence ``[rule ...]`` is the rules' content and ``[read ...]`` the reader's; either may be missing. The cue is the word "said"
unless the row names another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
import spacy
from spacy.language import Language

from ontherecord.extraction import entities  # noqa: F401  (registers the factory)
from ontherecord.extraction.quotes import component  # noqa: F401  (registers the factories)
from ontherecord.extraction.quotes.assembly import complete
from ontherecord.extraction.quotes.attribution import Attribution, Page
from ontherecord.extraction.quotes.reader import Reading
from ontherecord.extraction.quotes.rules_and_reader import agree
from ontherecord.model import Span
from ontherecord.settings import settings

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def nlp() -> Language:
    loaded = spacy.load(settings().model)
    loaded.add_pipe("otr_paragraphs", before="parser")
    loaded.add_pipe("otr_marks")
    loaded.add_pipe("otr_entities")
    return loaded


@dataclass
class Case:
    sentence: str
    expected: list[str]
    cue: str = "said"
    chance: float = 0.99
    clarity: float = 0.99
    weight: float = 0.9
    rule: str = "clause"
    asked: bool = False


CASES = {
    "both alike": Case("Brandt said [rule [read the bridge was unsafe]].", ["the bridge was unsafe"]),
    "the reader goes further": Case(
        "Brandt said [read [rule the bridge was unsafe] and would be closed].", ["the bridge was unsafe and would be closed"]
    ),
    "further, but not sure": Case("Brandt said [read [rule the bridge was unsafe] and would be closed].", ["the bridge was unsafe"], clarity=0.8),
    "the reader stops at a comma": Case("Brandt said [rule [read the bridge was unsafe], a blow to the town].", ["the bridge was unsafe"]),
    "the reader breaks off in mid-clause": Case(
        "Brandt said [rule [read the bridge was] unsafe for lorries].", ["the bridge was unsafe for lorries"]
    ),
    "it goes on after a dash": Case(
        "Brandt said [rule [read the bridge was unsafe] — and that nobody cared].", ["the bridge was unsafe — and that nobody cared"]
    ),
    "words before that": Case("Brandt said [read once more that [rule the bridge was unsafe]].", ["the bridge was unsafe"]),
    "neither sees a cue": Case("Brandt said [rule the bridge was unsafe].", [], chance=0.01, weight=0.5, asked=True),
    "only the rules are sure": Case("Brandt said [rule the bridge was unsafe].", ["the bridge was unsafe"], chance=0.01, asked=True),
    "only the reader reads it": Case("Brandt let slip that [read the bridge was unsafe].", ["the bridge was unsafe"], cue="let slip"),
    "only the reader, unsure": Case("Brandt let slip that [read the bridge was unsafe].", [], cue="let slip", chance=0.55),
    "a noun phrase is no content": Case("Brandt praised [read the old bridge over the river].", [], cue="praised"),
    "quoted words may be": Case('Brandt praised [read the "unsafe old" bridge].', ['the "unsafe old" bridge'], cue="praised"),
}


def parts(sentence: str) -> tuple[str, dict[str, Span]]:
    text, spans, opened = "", {}, []
    for token in re.split(r"(\[rule |\[read |\])", sentence):
        if token in ("[rule ", "[read "):
            opened.append((token[1:5], len(text)))
        elif token == "]":
            name, start = opened.pop()
            spans[name] = Span(start, len(text))
        else:
            text += token
    return text, spans


@pytest.mark.parametrize("name", CASES)
def test_agreement(nlp: Language, name: str) -> None:
    case = CASES[name]
    text, spans = parts(case.sentence)
    page = Page(nlp(text))
    cue = Span(text.index(case.cue), text.index(case.cue) + len(case.cue))
    source = Span(0, 6)
    reported = [Attribution([spans["rule"]], cue, source, case.weight, case.rule)] if "rule" in spans else []
    pieces = (spans["read"],) if "read" in spans else ()
    readings = [Reading(cue, pieces, source, case.chance, case.clarity if pieces else 0.0, case.asked)]
    marked, clauses = agree(page, readings, [], reported)
    assert not marked
    assert [" ".join(text[s:e] for s, e in p.pieces) for p in clauses] == case.expected


def test_a_second_cue_ends_what_the_encoder_adds(nlp: Language) -> None:
    text = "Brandt said the bridge was unsafe, denied that it had fallen."
    page = Page(nlp(text))
    said, denied = Span(7, 11), Span(text.index("denied"), text.index("denied") + 6)
    rules = [
        Attribution([Span(12, 33)], said, Span(0, 6), 0.9, "clause"),
        Attribution([Span(text.index("it had"), len(text) - 1)], denied, Span(0, 6), 0.9, "clause"),
    ]
    readings = [Reading(said, (Span(12, len(text) - 1),), Span(0, 6), 0.99, 0.99)]
    _, clauses = agree(page, readings, [], rules)
    assert [text[p.start : p.end] for p in clauses] == ["the bridge was unsafe", "it had fallen"]


def test_small_holes_are_filled_and_stray_words_left_out(nlp: Language) -> None:
    text = "Brandt let slip that the bridge over the river was unsafe. Later."
    page = Page(nlp(text))
    pieces = (Span(21, 31), Span(47, 57), Span(59, 64))
    _, clauses = agree(page, [Reading(Span(7, 15), pieces, Span(0, 6), 0.99, 0.99)], [], [])
    assert [[text[s:e] for s, e in p.pieces] for p in clauses] == [["the bridge over the river was unsafe"]]


def test_marked_speech_gets_the_source_that_the_rules_lack(nlp: Language) -> None:
    text = 'It was an odd day for Brandt. "The bridge was unsafe," came the reply from Halvorsen.'
    page = Page(nlp(text))
    pair = page.pairs[0]
    cue = Span(text.index("reply"), text.index("reply") + 5)
    source = Span(text.index("Halvorsen"), len(text) - 1)
    marked, clauses = agree(page, [Reading(cue, (pair.inner,), source, 0.99, 0.99)], [], [])
    assert clauses == []
    assert [(m.pairs, text[slice(*m.source)]) for m in marked if m.source] == [([pair], "Halvorsen")]


def test_a_source_inside_the_speakers_own_phrase_is_not_taken(nlp: Language) -> None:
    text = "Aino Salo, who came with Mr. Rein, said the bridge was unsafe."
    page = Page(nlp(text))
    cue = Span(text.index("said"), text.index("said") + 4)
    content = Span(text.index("the bridge"), len(text) - 1)
    own, other = Span(0, 9), Span(text.index("Rein"), text.index("Rein") + 4)
    _, (clause,) = agree(page, [Reading(cue, (content,), other, 0.99, 0.99)], [], [Attribution([content], cue, own, 0.9, "clause")])
    assert clause.source == own


def test_the_clause_round_marked_words_is_taken_whole(nlp: Language) -> None:
    text = 'There is "no such harbour anywhere," Brandt said.'
    page = Page(nlp(text))
    pair, cue, source = page.pairs[0], Span(text.index("said"), text.index("said") + 4), Span(text.index("Brandt"), text.index("Brandt") + 6)
    rules = [Attribution([pair.inner], cue, source, 0.9, "marks, cue after", [pair])]
    _, clauses = agree(page, [Reading(cue, (Span(0, pair.end),), source, 0.99, 0.99)], rules, [])
    assert [text[c.start : c.end] for c in clauses] == ['There is "no such harbour anywhere,"']


def test_an_empty_phrase_is_no_source(nlp: Language) -> None:
    """A parse may take a quotation mark for the subject."""
    text = "Brandt said the bridge was unsafe."
    page = Page(nlp(text))
    content = Span(text.index("the bridge"), len(text) - 1)
    [quote] = complete(page, [], [Attribution([content], Span(7, 11), Span(20, 20), 0.9, "clause")])
    assert quote.source is None


def test_a_dateline_is_no_source(nlp: Language) -> None:
    text = "OSLO, Norway (Wire) - The ministry said the bridge was unsafe."
    page = Page(nlp(text))
    cue, content = Span(text.index("said"), text.index("said") + 4), Span(text.index("the bridge"), len(text) - 1)
    own = Span(text.index("The ministry"), cue.start - 1)
    _, (clause,) = agree(page, [Reading(cue, (content,), Span(0, 12), 0.99, 0.99)], [], [Attribution([content], cue, own, 0.9, "clause")])
    assert clause.source == own
