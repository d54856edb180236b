"""Cutting a text into segments: every character once, roles where they were, repairs marked."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from components.segments import Role, Segment, cut
from ontherecord.model import Repair, Span


def flat(text: str, roles: list[Role], **options: object) -> list[Segment]:
    return [segment for paragraph in cut(text, roles, **options) for segment in paragraph.segments]  # type: ignore[arg-type]


def test_overlapping_roles_become_neighbouring_segments() -> None:
    text = "Mira Tolland said the dam must go."
    found = flat(text, [Role(0, 12, "source", 0), Role(0, 12, "entity", 1), Role(18, 33, "content", 0), Role(18, 25, "entity", 2)])
    assert [(s.shown, [name for name, _ in s.roles]) for s in found] == [
        ("Mira Tolland", ["source", "entity"]),
        (" said ", []),
        ("the dam", ["content", "entity"]),
        (" must go", ["content"]),
        (".", []),
    ]


def test_blank_lines_part_paragraphs_and_single_breaks_only_without_them() -> None:
    assert [p.segments[0].shown for p in cut("One\ntwo.\n\nThree.", [])] == ["One\ntwo.", "Three."]
    assert [p.segments[0].shown for p in cut("One.\nTwo.", [])] == ["One.", "Two."]


def test_the_headline_is_a_paragraph_of_its_own() -> None:
    found = cut("Dam opens\nThe dam opened.\n\nNobody came.", [], headline=Span(0, 9))
    assert [(p.headline, p.segments[0].shown) for p in found] == [(True, "Dam opens"), (False, "The dam opened."), (False, "Nobody came.")]


def test_a_repair_is_shown_repaired_with_its_original() -> None:
    text = "Itâ€™s raining."
    found = flat(text, [Role(3, 14, "content", 0)], repairs=[Repair(2, 5, "’", "mojibake")])
    assert [(s.shown, s.original) for s in found] == [("It", None), ("’", "â€™"), ("s raining", None), (".", None)]
    assert found[1].roles == (("content", 0),), "an edge inside a repair moves to the repair's edge"


def test_a_torn_line_is_mended_without_a_mark() -> None:
    found = cut("The dam\nopened.\n\nEnd.", [], repairs=[Repair(7, 8, " ", "spacing")])
    assert ["".join(s.shown for s in p.segments) for p in found] == ["The dam opened.", "End."]
    assert all(s.original is None for p in found for s in p.segments)


def test_roles_outside_the_text_are_left_out() -> None:
    assert flat("abc", [Role(2, 9, "entity", 0), Role(1, 1, "entity", 0)]) == [Segment(0, 3, "abc")]


SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["content", "entity", "cue"]), st.integers(0, 3))


@given(st.text("ab\n 😀é", max_size=40), st.lists(SPANS, max_size=6))
def test_no_character_is_lost_or_doubled(text: str, spans: list[tuple[int, int, str, int]]) -> None:
    roles = [Role(*span) for span in spans]
    found = flat(text, roles)
    assert all(s.shown == text[s.start : s.end] for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = {place for s in found for place in range(s.start, s.end)}
    assert {text[i] for i in set(range(len(text))) - covered} <= {"\n", " "}
    for role in roles:
        if role.end <= len(text):
            places = {p for s in found if (role.name, role.mark) in s.roles for p in range(s.start, s.end)}
            assert set(range(role.start, role.end)) & covered <= places
