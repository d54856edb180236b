"""Offsets between the original and the text as it is read, and back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontherecord.loading.repair import ReadingText, find_repairs
from ontherecord.model import Repair, Span

PIECES = [
    "â€œ",
    "â€",
    "Ã©",
    "39s",
    "&amp;",
    "&#39;",
    "<p>",
    "</p>",
    "<b>",
    "<script>x</script>",
    "**",
    "''",
    "\u200b",
    "\xad",
    "\xa0",
    "\r\n",
    "ﬁ",
    "\n",
    "\n\n",
]
broken_texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text("ab .,“”é", max_size=6)), max_size=25).map("".join)
any_texts = st.one_of(broken_texts, st.text(max_size=60))


@st.composite
def texts_and_repairs(draw: st.DrawFn) -> ReadingText:
    """Any repairs at all, not only those that are found."""
    text = draw(st.text(min_size=1, max_size=40))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=10)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    return ReadingText(text, [Repair(a, b, draw(st.text(max_size=4)), "control") for a, b in spans])


readings = st.one_of(texts_and_repairs(), any_texts.map(lambda t: ReadingText(t, find_repairs(t))))


@settings(deadline=None)
@given(any_texts)
def test_found_repairs_are_sorted_apart_and_minimal(text: str) -> None:
    repairs = find_repairs(text)
    assert find_repairs(text) == repairs
    last = 0
    for repair in repairs:
        assert last <= repair.start < repair.end <= len(text)
        last = repair.end
        old, new = text[repair.start : repair.end], repair.replacement
        assert old != new
        if len(old) > 1 and new:
            assert old[0] != new[0]
            assert old[-1] != new[-1]


@settings(deadline=None)
@given(readings, st.data())
def test_any_reading_span_comes_from_an_original_span_whose_reading_holds_it(reading: ReadingText, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(reading.text)))
    end = data.draw(st.integers(start, len(reading.text)))
    there = reading.to_original(start, end)
    assert 0 <= there.start <= there.end <= len(reading.original)
    back = reading.to_reading(*there)
    if start < end:
        assert back.start <= start
        assert back.end >= end
        assert reading.to_original(*back) == there  # the smallest: going round again widens nothing


@settings(deadline=None)
@given(readings, st.data())
def test_any_original_span_is_held_the_other_way_too(reading: ReadingText, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(reading.original)))
    end = data.draw(st.integers(start, len(reading.original)))
    there = reading.to_reading(start, end)
    assert 0 <= there.start <= there.end <= len(reading.text)


@settings(deadline=None)
@given(readings)
def test_away_from_repairs_spans_are_equal(reading: ReadingText) -> None:
    edges = [0, *(edge for repair in reading.repairs for edge in (repair.start, repair.end)), len(reading.original)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if start < end:
            there = reading.to_reading(start, end)
            assert reading.text[there.start : there.end] == reading.original[start:end]
            assert reading.to_original(*there) == (start, end)


@settings(deadline=None)
@given(readings)
def test_order_is_kept(reading: ReadingText) -> None:
    spans = [reading.to_original(i, i + 1) for i in range(len(reading.text))]
    assert spans == sorted(spans)


@settings(deadline=None)
@given(readings)
def test_the_whole_is_the_whole(reading: ReadingText) -> None:
    assert reading.to_reading(0, len(reading.original)) == ((0, len(reading.text)) if reading.original else (0, 0))


@settings(deadline=None)
@given(readings)
def test_what_a_repair_put_there_comes_from_what_it_replaced(reading: ReadingText) -> None:
    shift = 0
    for repair in reading.repairs:
        start = repair.start + shift
        end = start + len(repair.replacement)
        assert reading.text[start:end] == repair.replacement
        if repair.replacement:
            assert reading.to_original(start, end) == (repair.start, repair.end)
        shift += len(repair.replacement) - (repair.end - repair.start)


# A word as it should be read -> what became of it on its way, and how much of that is markup in front and behind.
BROKEN = {
    "harbour": [("harbour", 0, 0), ("har\u200bbour", 0, 0), ("har\xadbour", 0, 0), ("<b>harbour</b>", 3, 4), ("**harbour**", 2, 2)],
    "Café": [("CafÃ©", 0, 0), ("Caf&eacute;", 0, 0), ("Caf&#233;", 0, 0), ("Caf&amp;eacute;", 0, 0)],
    "Oda’s": [("Odaâ€™s", 0, 0), ("Oda\x92s", 0, 0), ("Oda&rsquo;s", 0, 0)],
    "Oda's": [("Oda&#39;s", 0, 0), ("Oda39s", 0, 0), ("Oda''s", 0, 0), ("Oda&amp;#39;s", 0, 0)],
    "office": [("oﬃce", 0, 0), ("of\ufb01ce", 0, 0)],
    "“no”": [("â€œnoâ€\x9d", 0, 0), ("&ldquo;no&rdquo;", 0, 0)],
    "sea": [("sea", 0, 0)],
}
words = st.sampled_from([(word, *way) for word, ways in BROKEN.items() for way in ways])
gaps = st.sampled_from([(" ", " "), ("\xa0", " "), ("\r\n\r\n", "\n\n"), ("&nbsp;", " ")])


@settings(deadline=None)
@given(st.lists(st.tuples(words, gaps), min_size=1, max_size=12))
def test_what_was_broken_is_read_whole_and_leads_back_to_where_it_stands(pieces: list[tuple[tuple[str, str, int, int], tuple[str, str]]]) -> None:
    original = reading = ""
    places: list[tuple[int, int, int, int]] = []
    for (word, broken, front, behind), (gap, blank) in pieces:
        places.append((len(reading), len(reading) + len(word), len(original) + front, len(original) + len(broken) - behind))
        original, reading = original + broken + gap, reading + word + blank
    original, reading = original + "sea", reading + "sea"
    found = ReadingText(original, find_repairs(original))
    assert found.text == reading
    for start, end, from_, to in places:
        assert found.to_original(start, end) == (from_, to)


def test_a_place_inside_a_repair_is_the_whole_repair() -> None:
    reading = ReadingText("the oﬃce", find_repairs("the oﬃce"))
    assert reading.to_original(6, 7) == Span(5, 6)
    assert reading.to_reading(5, 6) == Span(5, 8)


def test_what_is_deleted_at_the_edge_is_not_taken_along() -> None:
    text = "<b>Oda</b> spoke"
    reading = ReadingText(text, find_repairs(text))
    found = reading.to_original(0, 3)
    assert text[found.start : found.end] == "Oda"


@pytest.mark.parametrize("spans", [[(3, 2)], [(0, 2), (1, 3)], [(2, 3), (0, 1)], [(1, 1)], [(0, 99)]])
def test_repairs_that_cannot_be_are_refused(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="repair"):
        ReadingText("abcdef", [Repair(a, b, "", "control") for a, b in spans])
