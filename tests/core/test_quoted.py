"""Quoted words are shown with both marks of a pair or neither, and with nothing else changed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontherecord.loading.repair import ReadingText, find_repairs
from ontherecord.model import Repair, Span
from ontherecord.quoted import ELLIPSIS, Quoted, lost, quoted, shortened

DOUBLE = re.compile(r"[“”„«»\"]")
TABLE: tuple[tuple[str, str, str], ...] = (  # text with its pieces in {}, what is shown, why
    ("He called {the plan “a dam too many}”.", "the plan “a dam too many”", "the closing mark comes back"),
    ("He called {the plan “a dam too many}.”", "the plan “a dam too many.”", "with the full stop inside it"),
    ('He called {it a "wet joke},"  he said.', 'it a "wet joke,"', "straight marks"),
    ("He spoke of “{loathing” the dam}.", "“loathing” the dam", "the opening mark comes back"),
    ("“{Policy matters,” but tone matters more}.", "“Policy matters,” but tone matters more", "at the start of a paragraph"),
    ("“{It is a ‘wet joke}’,” she said.", "It is a ‘wet joke’", "a single mark inside, and not the outer one"),
    ("“{Read ‘The Dam.}’”", "Read ‘The Dam.’", "of two closing marks the one that is its own"),
    ("Er nannte {den Plan „gut}“.", "den Plan „gut“", "marks of another land"),
    ("He named «{the dam» a joke}.", "«the dam» a joke", "angle marks"),
    ("He said “{we will go}.”", "we will go", "neither is in the piece: neither is shown"),
    ("“{We will go},” he said, “{and “soon} enough.”", "We will go … and soon", "a partner behind further words stays away, and so does its mark"),
    ("“{A dam,” he wrote, “must hold}.”", "“A dam,” he wrote, “must hold.”", "one at each edge"),
    ("He called it {“a dam. It must go.}\n\n“It must go now.”", "a dam. It must go.", "a quotation that goes on in the next paragraph"),
    ("He said: “{We will go. The dam stays}.", "We will go. The dam stays", "a mark that the text lost is not made up"),
    ("She said {the dam” must go}.", "the dam must go", "a stray mark goes"),
    ("She {said ”the dam“ must go}.", "said ”the dam“ must go", "marks the wrong way round are a pair"),
    ("He called {the ministers’ plan ‘odd}’.", "the ministers’ plan ‘odd’", "an apostrophe is no mark"),
    ("He {wants the fishers' share, isn't it}.", "wants the fishers' share, isn't it", "nor is a straight one"),
    ("He is {5'10\" tall}, she said.", "5'10\" tall", "inches are no mark"),
    ("He called {“it” and “that}” the same.", "“it” and “that”", "several pairs, one of them cut"),
    ("He said {he was “a “wet” joke}” of a man.", "he was “a “wet” joke”", "the same marks inside each other"),
    ("He said {no marks at all}, and “went”.", "no marks at all", "nothing is taken from outside"),
    ("He said {the dam (“the wall}”) must go.", "the dam (“the wall”", "a bracket stays outside"),
)


def cut(marked: str) -> tuple[str, list[Span]]:
    """The text without braces, and the pieces between them."""
    pieces, text = [], ""
    for part in re.split(r"(\{[^}]*\})", marked):
        inner = part[1:-1] if part.startswith("{") else part
        if inner != part:
            pieces.append(Span(len(text), len(text) + len(inner)))
        text += inner
    return text, pieces


@pytest.mark.parametrize(("marked", "shown", "why"), TABLE)
def test_both_marks_or_neither(marked: str, shown: str, why: str) -> None:
    text, pieces = cut(marked)
    words = Quoted(ReadingText(text))
    assert words.as_written(pieces) == words.as_read(pieces) == shown, why


def test_damaged_marks_are_marks_and_stay_as_they_came_in_what_is_written() -> None:
    text, pieces = cut("He called {the plan â€œa dam too many}â€\x9d.")
    words = Quoted(ReadingText(text, find_repairs(text)))
    assert words.as_read(pieces) == "the plan “a dam too many”"
    assert words.as_written(pieces) == "the plan â€œa dam too manyâ€\x9d"


def test_words_without_marks_are_the_very_slice() -> None:
    text = "He said \x00the  dam\u200b must go."
    words = Quoted(ReadingText(text, (Repair(8, 9, "", "control"),)))
    assert words.as_written([Span(8, 22)]) == text[8:22]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("We will go", "“We will go”"),
        ("a “wet” joke", "“a “wet” joke”"),
        ("“We will go.”", "“We will go.”"),
        ("“We will go.” “We will stay.”", "“We will go.” “We will stay.”"),
        ('"We will go"', '"We will go"'),
        ("“We” went, and “they”", "““We” went, and “they””"),
        ("", ""),
    ],
)
def test_words_are_put_into_marks_once(words: str, shown: str) -> None:
    assert quoted(words) == shown


@pytest.mark.parametrize(
    ("words", "letters", "shown"),
    [
        ("He called the plan “a dam too many”", 30, "He called the plan “a dam too …”"),
        ("He called the plan “a ‘wet dam’ too many”", 27, "He called the plan “a ‘wet …’”"),
        ("“A dam,” he said of the plan", 14, "“A dam,” he …"),
        ("the plan “a dam”", 40, "the plan “a dam”"),
        ("the plan is a dam too many", 12, "the plan is …"),
        ("unbreakable", 5, "unbre …"),
    ],
)
def test_what_is_cut_short_keeps_its_marks(words: str, letters: int, shown: str) -> None:
    assert shortened(words, letters) == shown


def test_a_stretch_out_of_the_middle_needs_marks_on_both_sides() -> None:
    words = "“We will go” and “they ‘never’ will”"
    assert lost(words, words.index("go"), len(words)) == ("“", "")
    assert lost(words, words.index("go"), words.index("‘never")) == ("“", "”")
    assert lost(words, words.index("and"), words.index("“they")) == ("", "")


WORDS = st.sampled_from(("dam ", "we ", "go. ", "it’s ", "so, ", "No!", "é", "(", ") ", "\n", "\n\n", "—", " "))
TEXTS = st.lists(WORDS | st.sampled_from(("“", "”", '"', "« ", " »", "‘", "’", "„", "''", "``")), max_size=30).map("".join)
APART = st.lists(WORDS | st.sampled_from((" “we", "go” ", "too” ", ' "so', 'no" ', 'a"b', " «da", "ja» ", "‘I ", "me’ ", " ”x ")), max_size=30).map(
    "".join
)
"""Texts in which no two marks touch, so that each is one mark."""


def pieces_of(data: st.DataObject, text: str) -> list[Span]:
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6)))
    return [Span(a, b) for a, b in zip(places[::2], places[1::2], strict=False) if a < b]


@given(APART, st.data())
def test_whatever_the_marks_they_come_in_pairs(text: str, data: st.DataObject) -> None:
    for piece in pieces_of(data, text):
        assert len(DOUBLE.findall(Quoted(ReadingText(text)).as_written([piece]))) % 2 == 0


@given(TEXTS, st.data())
def test_whatever_the_marks_no_letter_changes(text: str, data: st.DataObject) -> None:
    words = Quoted(ReadingText(text))
    for piece in pieces_of(data, text):
        shown = words.as_written([piece])
        assert [c for c in shown if c.isalpha()] == [c for c in text[slice(*piece)] if c.isalpha()]
        assert words.as_read([piece]) == shown.strip()


@given(TEXTS, st.integers(1, 40))
def test_whatever_is_cut_short_begins_like_the_whole(text: str, letters: int) -> None:
    found = shortened(text, letters)
    head, _, tail = found.rpartition(ELLIPSIS)
    assert found == text if len(text) <= letters else text.startswith(head) and len(head) <= letters
    assert not any(c.isalnum() for c in tail) or found == text
