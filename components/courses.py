"""Positions over time as a table: where an actor stood first, what came next, and what to call that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from components import evidence, narrow, state, tables, theme, tokens
from components.tables import Cell, Column, Row
from ontherecord.queries import Corpus, selectors
from ontherecord.queries.courses import Course
from ontherecord.queries.stances import Change

CHANGES: dict[Change, tokens.Value] = {
    "unchanged": tokens.Value("unchanged", tokens.GREY, "="),
    "hardened": tokens.Value("hardened", tokens.PURPLE, "⇑"),
    "softened": tokens.Value("softened", tokens.GREEN, "⇓"),
    "reversed": tokens.Value("reversed", tokens.VERMILLION, "⇄"),
}
MEANING = "Hardened: firmer than at first (open, only if, supports or opposes). Softened: less firm. Reversed: from support to opposition or back."
ROWS = 25


def table(corpus: Corpus, found: Sequence[Course], *, key: str, first: Literal["issue", "actor"]) -> None:
    """One row a course. Each step opens its passage, the number all passages."""
    columns = (Column("Issue" if first == "issue" else "Who"), Column("Course"), Column("Change", "kind"), Column("Passages", "number"))
    ordered = sorted(found, key=lambda c: (c.change in (None, "unchanged"), -c.passages, c.issue, c.actor))
    rows = []
    for course in ordered[:ROWS]:
        on, who = narrow.menu_of(corpus, ("issue", course.issue_id)), narrow.menu_of(corpus, ("speaker", course.actor_id))
        head = Cell(course.issue, menu=on) if first == "issue" else Cell(course.actor, href=tables.person(course.actor_id), menu=who)
        label = CHANGES[course.change].label if course.change else ("one day only" if course.days == 1 else "not clear")
        glyph = CHANGES[course.change].glyph if course.change else "·"
        wavered = course.change == "unchanged" and len(course.steps) > 1
        opens = selectors.cell(course.actor_id, course.issue_id)
        spoken = f"{course.actor} on {course.issue}: {theme.count(course.passages, 'passage')}"
        rows.append(
            Row(
                (
                    head,
                    Cell(_path(course)),
                    Cell(label, "with a change in between" if wavered else "", glyph),
                    Cell(f"{course.passages:,}", id=opens, look="plain", spoken=spoken),
                ),
                id=opens,
            )
        )
    caption = "A draft, read off the words by the program. Choose a row to judge by the sentences. " + MEANING
    if len(ordered) > ROWS:
        caption += f" The first {ROWS} of {len(ordered):,}."
    tables.draw(columns, rows, key=key, caption=caption, pick=evidence.select, chosen=state.parameter(state.SHOW))


def _path(course: Course) -> str:
    """``opposes (17 Apr 2025) → is open (30 Apr 2025)``; long ones are shortened in the middle."""
    steps = [f"{tokens.STANCES[s.stance].glyph} {tokens.STANCES[s.stance].label} ({tables.day(s.day) or 'undated'})" for s in course.steps]
    if len(steps) > 6:
        steps = [*steps[:3], f"… {len(steps) - 5} more …", *steps[-2:]]
    return " → ".join(steps)
