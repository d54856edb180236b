"""Network: who takes which side on what, and who speaks of whom; each line opens its passages."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components import charts, corpora, downloads, drafts, empty, network_chart, state, tables, theme
from ontherecord.export import file, voices_graphml
from ontherecord.queries import Corpus, Filters, count_positions, count_quotes, count_unsure, sides_network, voices_network
from ontherecord.queries.network import MOST, Network

OF = {"sides": "Who is for and against what", "voices": "Who speaks of whom"}
COPIES = {"all": "near-copies counted each", "once": "near-copies counted once"}
WHOLE = "The whole network, for Gephi, visone, igraph and others."
MEANING = {
    "sides": (
        "A line leads from an actor to an issue on which it takes a position; its sign and dash say which side the latest day shows, and it is the "
        "wider the more passages there are.",
        "Unclear: nobody knows which way it goes, or the program is not sure enough. Who opposes leaving a deal is for the deal.",
    ),
    "voices": (
        "A line leads from a named speaker to a person, an organisation or a country that the speaker’s quotes name, the wider the more quotes do.",
        "Naming is neither praise nor attack: read the quotes. Pronouns (“he”, “they”) are not counted, nor is who speaks of themselves.",
    ),
}


def page() -> None:
    view = state.view()
    corpus, filters = view.corpus, view.filters
    of = state.held("of", OF)
    once = of == "voices" and state.held("copies", COPIES) == "once"
    with theme.tools("network"):
        state.choice("of", OF, label="Network")
        if of == "voices":
            state.select("copies", COPIES, label="Near-copies of an article", width=240)
        theme.explain(*MEANING[of], key="network-help")
        link = downloads.address()
        downloads.single(
            "GraphML",
            _maker(corpus, filters, of, once, link),
            f"{of}.graphml",
            "application/xml",
            key="graphml",
            help="The whole network, for Gephi, visone, igraph and others.",
            icon=":material/hub:",
        )
    if of == "sides":
        drafts.switch(filters, corpora.ask(corpus, count_unsure, filters))
        found: Network = corpora.ask(corpus, sides_network, filters)
    else:
        found = corpora.ask(corpus, voices_network, filters, once=once)
    if not found.edges:
        _nothing(corpus, filters, of)
        return
    _draw(found, of, tables.stamp(corpus.name, corpus.version, corpus.decisions, filters, of, once))


def _maker(corpus: Corpus, filters: Filters, of: str, once: bool, link: str) -> Any:
    if of == "sides":
        return lambda: file(corpus, filters, "positions", "graphml", link=link)
    return lambda: voices_graphml(corpus, filters, once=once, link=link)


def _nothing(corpus: Corpus, filters: Filters, of: str) -> None:
    what, count = ("positions", count_positions) if of == "sides" else ("quotes", count_quotes)
    if not corpora.ask(corpus, count, filters):
        empty.nothing(corpus, filters, what, count)
    elif of == "sides":
        st.info("None of these positions belongs to an issue yet.", icon=":material/search_off:")
    else:
        st.info("No quote of a named speaker names a person, an organisation or a country here.", icon=":material/search_off:")


def _draw(found: Network, of: str, stamp: str) -> None:
    sides = of == "sides"
    heads, unit = (("Actors", "Issues"), "passage") if sides else (("Speakers", "Named in their quotes"), "quote")
    columns: dict[str, Any] = {
        heads[0][:-1]: [edge.source.name for edge in found.edges],
        "Side" if sides else "Says": [theme.badge(network_chart.look(edge)) for edge in found.edges],
        heads[1][:-1] if sides else "Named": [edge.target.name for edge in found.edges],
        f"{unit.capitalize()}s": [edge.weight for edge in found.edges],
        "Articles": [edge.articles for edge in found.edges],
    }
    table = pd.DataFrame(columns if sides else {name: values for name, values in columns.items() if name != "Says"})
    few = len(found.edges) < found.total
    shown = f"The strongest {MOST} of {found.total:,} lines; the others are in the GraphML file." if few else theme.count(found.total, "line") + "."
    st.caption(f"{shown} Choose a sign to read the passages behind the line, or a name to read all of it.")
    alt = f"{OF[of]}: a network of {theme.count(len(found.edges), 'line')} between {heads[0].lower()} and {heads[1].lower()}"
    with st.container(key="network"):
        charts.draw(network_chart.figure(found, heads, unit), table, [edge.show for edge in found.edges], key=f"network-{stamp}", alt=alt)


page()
