"""A short table of quotes, for pages about somebody or something."""

from __future__ import annotations

import pandas as pd

from components import evidence, narrow, state, tables, tokens
from components.reader import country_of
from components.tables import Cell, Column, Row
from ontherecord.queries import Corpus

LONG = 240
"""Characters of a quote."""


def draw(corpus: Corpus, rows: pd.DataFrame, *, key: str, speaker: bool) -> None:
    """Quotes as a table: words, who (where it is not one and the same), kind, outlet, day."""
    columns: list[Column] = [
        Column("Quote", "text prose", opens=True),
        Column("Kind", "kind inline bare"),
        Column("Outlet", "inline bare"),
        Column("Day", "nowrap inline bare"),
    ]
    if speaker:
        columns.insert(1, Column("Speaker", "inline bare"))
    shown: list[Row] = []
    for row in rows.to_dict("records"):
        look = tokens.QUOTE_TYPES[row["type"]]
        name = tables.text(row["speaker"]) or "not found"
        cells: list[Cell | str | None] = [
            Cell(tables.short(tables.text(row["content"]), LONG), tokens.marks(row.get("status"), row["asserted"])),
            Cell(look.label, tables.text(row["cue_text"]), look.glyph),
            Cell(tables.text(row["outlet"]) or "not given", menu=narrow.menu_of(corpus, ("outlet", row["outlet"]))),
            tables.day(row["day"], row["basis"]) or "undated",
        ]
        if speaker:
            menu = narrow.menu_of(corpus, ("speaker", row["speaker_id"]), ("country", row["country"]))
            cells.insert(1, Cell(name, country_of(tables.text(row["country"])), href=tables.person(row["speaker_id"]), menu=menu))
        shown.append(Row(tuple(cells), id=str(row["quote_id"])))
    tables.draw(columns, shown, key=key, caption="Newest first. Choose one to read it.", pick=evidence.select, chosen=state.parameter(state.SHOW))
