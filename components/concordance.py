"""What a search found, in other ways than as a list: lined up in its context, and over time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from components import charts, corpora, evidence, state, tables, theme, tokens
from components.tables import Cell, Column, Row
from ontherecord.queries import Corpus, Filters, concordance, words_over_time
from ontherecord.queries.concordance import LOOKED_AT
from ontherecord.queries.headings import span
from ontherecord.queries.search import Kind
from ontherecord.queries.sources import FEW

SORTS = {"found": "Best match first", "behind": "By the words behind", "before": "By the words before"}
SIZE = 50
"""Places of a page."""
WITH = tokens.Value("with these words", tokens.BLUE, "▲")


def in_context(corpus: Corpus, filters: Filters, text: str, kind: Kind) -> None:
    """A line for each place: what stands before, the words, what stands behind. It opens the quote, or the article at this place."""
    with theme.tools("lines"):
        sort: Any = state.select("lines", SORTS, label="Order of the lines", width=220)
    stamp = tables.stamp(corpus.name, corpus.version, corpus.decisions, filters, text, kind, sort)
    place = st.container()
    counted = corpora.ask(corpus, concordance, filters, text=text, kind=kind, sort=sort, limit=0)
    if not counted.count:
        st.info("The search asks for no words that stand in a text here, so there is nothing to line up.", icon=":material/format_align_center:")
        return
    first = tables.page(counted.count, key=f"lines-page-{stamp}", size=SIZE, what="places")
    found = corpora.ask(corpus, concordance, filters, text=text, kind=kind, sort=sort, limit=SIZE, offset=first)
    rows = []
    for line in found.lines:
        href = "" if line.show else state.href("articles", article=line.article_id, at=str(line.start))
        spoken = f"{line.before} {line.words} {line.behind}"
        words = Cell(line.words, id=line.show, look="plain" if line.show else "", href=href, spoken=spoken)
        about = f"{tables.short(line.who, 60) or 'speaker unknown'} · {tables.day(line.published_on) or 'undated'}"
        rows.append(Row((line.before, words, Cell(line.behind, about)), id=line.show))
    columns = (Column("Before", "before"), Column("Words", "words"), Column("Behind", "behind"))
    told = theme.count(counted.count, "place") + f" in {theme.count(counted.looked_at, kind[:-1])}"
    if counted.of > counted.looked_at:
        told += f", the first {LOOKED_AT:,} of {counted.of:,}: narrow the search to see the others"
    with place:
        tables.draw(
            columns, rows, key=f"lines-{stamp}-{first}", caption=f"{told}.", pick=evidence.select, chosen=state.parameter(state.SHOW), small=True
        )


def over_time(corpus: Corpus, filters: Filters, text: str, kind: Kind) -> None:
    """The share of each month's quotes or articles that hold the words. A point opens those that do."""
    months = corpora.ask(corpus, words_over_time, filters, text=text, kind=kind)
    dated = [month for month in months if month.days]
    for month in months:
        if month.days is None and month.found:
            label = f"{theme.count(month.found, f'undated {kind[:-1]}')} with these words, not in the chart"
            st.button(label, key="words-undated", type="tertiary", icon=":material/event_busy:", on_click=evidence.select, args=(month.show,))
    if not dated:
        st.info("Nothing that could be found here has a day of publication.", icon=":material/event_busy:")
        return
    shares = [month.found / month.all if month.all >= FEW else None for month in dated]
    named = [span(*month.days) for month in dated if month.days]
    table = pd.DataFrame({"Month": named, "Found": [m.found for m in dated], f"All {kind}": [m.all for m in dated]})
    table["Share"] = ["too few to say" if share is None else f"{share:.1%}" for share in shares]
    shows = [month.show for month in dated]
    known = [share for share in shares if share is not None]
    if not known:
        st.caption(f"No month has {FEW} {kind} or more, so there are only counts.")
        looks = {"found": (WITH, [m.found for m in dated], shows)}
        figure = charts.over_time([m.days[0] for m in dated if m.days], looks)
    else:
        figure = charts.lines([m.days[0] for m in dated if m.days], named, {WITH: (shares, shows)}, unit=kind, shares=True)
        top = max(known) or 0.1
        figure["layout"]["yaxis"] |= {"range": [-0.03 * top, 1.12 * top], "tickformat": ".0%" if top > 0.1 else ".1%"}
    alt = f"{'Share' if known else 'Number'} of {kind} with {text}, by month of publication"
    charts.draw(figure, table, shows, key=f"words-{tables.stamp(text, kind)}", alt=alt)
    few = f" Months with fewer than {FEW} {kind} have no point." if known and len(known) < len(shares) else ""
    st.caption(f"By day of publication, of all {kind} that the filters let through.{few} Choose a point to read what was found.")


VIEWS: dict[str, tuple[str, Callable[[Corpus, Filters, str, Kind], None] | None]] = {
    "list": ("List", None),
    "context": ("In context", in_context),
    "time": ("Over time", over_time),
}
