"""Positions over time as a table: on which side an actor stood first, what came next, and what to call that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from components import evidence, narrow, state, tables, theme, tokens
from components.tables import Cell, Column, Row
from ontherecord.queries import Corpus, Stand, selectors
from ontherecord.queries.sides import Held

MEANING = "Reversed: from for to against or back. Moved: to a side, or away from one."
ROWS, TARGET = 8, 60
"""Rows, and letters of what a stance is on."""


def table(corpus: Corpus, found: Sequence[Stand], *, key: str, first: Literal["issue", "actor"]) -> None:
    """One row an actor on an issue. A row opens all of its passages."""
    columns = (Column("Issue" if first == "issue" else "Who"), Column("Course"), Column("Change", "kind inline bare"), Column("Positions", "number"))
    ordered = sorted(found, key=lambda c: (c.change in (None, "unchanged"), -c.passages, c.issue, c.actor))
    rows = []
    for course in ordered[:ROWS]:
        on, who = narrow.menu_of(corpus, ("issue", course.issue_id)), narrow.menu_of(corpus, ("speaker", course.actor_id))
        head = Cell(course.issue, menu=on) if first == "issue" else Cell(course.actor, href=tables.person(course.actor_id), menu=who)
        look = tokens.CHANGES[course.change] if course.change else tokens.Value(_why(course), tokens.GREY, "·")
        wavered = course.change == "unchanged" and len(course.steps) > 1
        opens = selectors.cell(course.actor_id, course.issue_id)
        spoken = f"{course.actor} on {course.issue}: {theme.count(course.passages, 'position')}"
        rows.append(
            Row(
                (
                    head,
                    Cell(_path(course)),
                    Cell(look.label, "with a change in between" if wavered else "", look.glyph),
                    Cell(f"{course.passages:,}", id=opens, look="plain", spoken=spoken),
                ),
                id=opens,
            )
        )
    caption = "Choose a row to judge by the sentences. " + MEANING
    if len(ordered) > ROWS:
        caption += f" The first {ROWS} of {len(ordered):,}."
    tables.draw(columns, rows, key=key, caption=caption, pick=evidence.select, chosen=state.parameter(state.SHOW))


def _why(course: Stand) -> str:
    """Why there is no change to tell."""
    if len(course.days) == 1:
        return "one day only" if course.now.day else "undated"
    return "unclear"


def _path(course: Stand) -> str:
    """``▼ against (17 Apr 2025) → ○ open to (30 Apr 2025)``; long ones are shortened in the middle. What cannot be compared says what it is."""
    if not course.steps:
        held = course.newest
        return f"{tokens.APART.glyph} {tokens.STANCES_ON[held.stance]} {tables.short(held.target, TARGET)} ({_day(held)})"
    steps = [f"{theme.badge(tokens.standing(held.side, held.stance))} ({_day(held)})" for held in course.steps]
    if len(steps) > 6:
        steps = [*steps[:3], f"… {len(steps) - 5} more …", *steps[-2:]]
    return " → ".join(steps)


def _day(held: Held) -> str:
    return tables.day(held.day, held.basis) or "undated"
