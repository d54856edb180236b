"""Pairing of quotation marks and paragraphs on plain text; no model."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from ontherecord.extraction.quotes.marks import pair_marks, sentence_bounds
from ontherecord.extraction.quotes.paragraphs import Paragraphs, find_paragraphs
from ontherecord.model import Span

# name, text, inner words of each pair in order (nested ones after the pair that holds them); "?" before = guessed, ">" before = nested
ROWS = [
    ("curly", "“We go,” she said.", ["We go,"]),
    ("straight", '"We go," she said.', ["We go,"]),
    ("two pairs", '"We go," she said. "Now."', ["We go,", "Now."]),
    ("guillemets", "«We go», she said.", ["We go"]),
    ("guillemets inward", "»We go«, she said. »Now«", ["We go", "Now"]),
    ("low nine", "„We go“, she said.", ["We go"]),
    ("low nine, English end", "„We go,” she said.", ["We go,"]),
    ("two apostrophes", "''We go,'' she said.", ["We go,"]),
    ("backticks", "``We go,'' she said.", ["We go,"]),
    ("two curly singles", "‘‘We go,’’ she said.", ["We go,"]),
    ("C1 controls", "\x93We go,\x94 she said.", ["We go,"]),
    ("single, British", "‘We go,’ she said.", ["We go,"]),
    ("single, straight", "'We go,' she said.", ["We go,"]),
    ("single with contraction", "‘We don’t go,’ she said.", ["We don’t go,"]),
    ("single with plural possessive", "‘The ministers’ plan failed,’ she said.", ["The ministers’ plan failed,"]),
    ("single with elision", "‘Get ’em out,’ she said.", ["Get ’em out,"]),
    ("possessive", "The mayor’s dog and the ministers’ plan.", []),
    ("possessive, straight", "The mayor's dog and the ministers' plan.", []),
    ("decade", "In the ’90s and the '80s nothing moved.", []),
    ("elision", "Rock 'n' roll and get 'em while it's hot.", []),
    ("name", "O'Hara and D’Arcy met in Coeur d'Alene.", []),
    ("feet and inches", "He is 6'2\" tall.", []),
    ("mixed ends", '“We go," she said.', ["We go,"]),
    ("mixed ends, other way", '"We go,” she said.', ["We go,"]),
    ("closing mark turned", "“We go,“ she said.", ["We go,"]),
    ("opening mark turned", "”We go,” she said.", ["We go,"]),
    ("doubled opening", "““We go,” she said.", ["We go,"]),
    ("doubled closing", '"We go,"" she said.', ["We go,"]),
    ("single in double", "“He said ‘no’ to me,” she said.", ["He said ‘no’ to me,", ">no"]),
    ("single in double, straight", "\"He said 'no' to me,\" she said.", ["He said 'no' to me,", ">no"]),
    ("double in single", "‘He said “no” to me,’ she said.", ["He said “no” to me,", ">no"]),
    ("both end at once", "“He told me, ‘go now.’”", ["He told me, ‘go now.’", ">go now."]),
    ("double in double", "“He said “no” to me,” she said.", ["He said “no” to me,", ">no"]),
    ("stray after a bracket", "“I saw that [Mayor Olga] “Stein will win,” he said.", ["I saw that [Mayor Olga] “Stein will win,"]),
    ("no opening", "We go,” she said.", ["?We go,"]),
    ("no opening, later sentence", "It rained. We go,” she said.", ["?We go,"]),
    ("no closing, cue follows", "“We go, she said.", ["?We go,"]),
    ("no closing, name follows", '"We go, Ada Brandt said. Then it rained.', ["?We go,"]),
    ("no closing, whole paragraph", '"We go. Now.', ["?We go. Now."]),
    ("no closing inside a sentence", 'She called it "a mess. It rained.', ["?a mess."]),
    ("no closing, new paragraph", '"We go.\n\nIt rained.', ["?We go."]),
    ("unclosed then a pair", "“We go, he said. She replied: “No.”", ["?We go,", "No."]),
    ("continued", "“We go.\n\n“Now.”", ["We go.", "Now."]),
    ("continued twice", '"We go.\n\n"Not now.\n\n"Soon," she said.', ["We go.", "Not now.", "Soon,"]),
    ("after a dash", "She said—“We go”—and left.", ["We go"]),
    ("in brackets", "She left (“We go”).", ["We go"]),
    ("after a colon", 'She said: "We go."', ["We go."]),
    ("ellipsis inside", '"... We go ..." she said.', ["... We go ..."]),
    ("no marks", "She said we go.", []),
]


def shown(text: str) -> list[str]:
    return [("?" if p.guessed else "") + (">" if p.nested else "") + text[slice(*p.inner)] for p in pair_marks(text, find_paragraphs(text))]


@pytest.mark.parametrize(("name", "text", "inner"), ROWS, ids=[r[0] for r in ROWS])
def test_pairs(name: str, text: str, inner: list[str]) -> None:
    assert shown(text) == inner


def test_rows_are_many() -> None:
    assert len(ROWS) >= 40


def test_outer_bounds_hold_the_marks() -> None:
    text = "She said “we go” twice."
    (pair,) = pair_marks(text, find_paragraphs(text))
    assert text[pair.start : pair.end] == "“we go”"
    assert pair.glyph == "“"


@pytest.mark.parametrize("text", ["“", "”", '"', "''", "“”", "””““", '"""', "‘", "’", "'", "``", "«", "»", "„", "\n\n“\n\n”", '" ' * 9, "”" * 30])
def test_marks_alone_do_not_raise(text: str) -> None:
    for pair in pair_marks(text, find_paragraphs(text)):
        assert 0 <= pair.start <= pair.inner.start <= pair.inner.end <= pair.end <= len(text)


NEWS = st.lists(st.sampled_from([*"“”\"'‘’«»„`,.?!:[]()-– absT’2", "\n\n", "said ", "Ada ", "’s ", '," ']), max_size=60).map("".join)


@given(NEWS)
def test_any_marks_give_sound_pairs(text: str) -> None:
    paragraphs = find_paragraphs(text)
    pairs = pair_marks(text, paragraphs)
    assert [p.start for p in pairs] == sorted(p.start for p in pairs)
    for pair in pairs:
        assert 0 <= pair.start <= pair.inner.start <= pair.inner.end <= pair.end <= len(text)
        assert any(s <= pair.start and pair.end <= e for s, e in paragraphs)
    top = [p for p in pairs if not p.nested]
    assert all(a.end <= b.start for a, b in pairwise(top))


@given(st.text(max_size=200))
def test_any_text_gives_sound_paragraphs(text: str) -> None:
    spans = find_paragraphs(text)
    assert all(0 <= a.start < a.end <= len(text) for a in spans)
    assert all(a.end < b.start for a, b in pairwise(spans))
    assert all(text[s:e] == text[s:e].strip() for s, e in spans)
    outside = set(range(len(text))) - {i for s, e in spans for i in range(s, e)}
    assert all(text[i].isspace() for i in outside)


@given(NEWS)
def test_sentence_holds_its_place(text: str) -> None:
    whole = Span(0, len(text))
    start, end = sentence_bounds(text, len(text) // 2, whole)
    assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\nstill one.\n\nTwo.", ["One.\nstill one.", "Two."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
        ("One.\n \t\n\n  Two.  ", ["One.", "Two."]),
        ("\n\nOne.\nTwo.\n\n", ["One.", "Two."]),
        ("One.", ["One."]),
        ("  \n ", []),
    ],
)
def test_paragraphs(text: str, paragraphs: list[str]) -> None:
    assert [text[s:e] for s, e in find_paragraphs(text)] == paragraphs


def test_headline_belongs_to_no_paragraph() -> None:
    text = "Dam holds\n\nThe dam held.\n\nIt rained."
    assert [text[s:e] for s, e in find_paragraphs(text, Span(0, 9))] == ["The dam held.", "It rained."]


def test_headline_on_the_first_line_of_a_block() -> None:
    text = "Dam holds\nThe dam held.\n\nIt rained."
    assert [text[s:e] for s, e in find_paragraphs(text, Span(0, 9))] == ["The dam held.", "It rained."]


def test_sentence_starts_are_set_before_any_parse() -> None:
    nlp = spacy.blank("en")
    doc = nlp.make_doc("Dam holds\n\nThe dam held.\n\n \n\nIt rained.")
    doc._.headline = Span(0, 9)
    Paragraphs(nlp, "otr_paragraphs")(doc)
    starts = {t.text for t in doc if t.is_sent_start and t.i}
    assert starts == {"The", "It"}
    assert all(t.is_sent_start is False for t in doc if t.is_space)
