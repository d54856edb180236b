"""For a first visit: what this is, three questions that the corpus can answer, the keys."""

from __future__ import annotations

import streamlit as st

from components import corpora, drafts, state, tables, theme, tokens
from ontherecord.queries import Corpus, Filters, Stand, selectors
from ontherecord.queries.opening import Opening, Split, Voice, opening

LEAD = (
    "Read from news articles by a program. **Every number, bar and name opens the sentences behind it**, and every view is a link that you can send."
)


def draw(corpus: Corpus) -> None:
    """Questions that the whole corpus answers."""
    found: Opening = corpora.ask(corpus, opening, Filters())
    cards = [(_changed, found.changed), (_voice, found.voice), (_split, found.split)]
    known = [(card, answer) for card, answer in cards if answer is not None]
    if known:
        with st.container(key="questions"):
            for column, (card, answer) in zip(st.columns(len(known)), known, strict=True):
                with column.container(border=True, height="stretch", key=f"question{card.__name__.replace('_', '-')}"):
                    card(answer)  # type: ignore[operator]


def _changed(found: Stand) -> None:
    st.markdown("#### Who changed their mind?")
    then, now = found.ends or (found.firm[0], found.firm[-1])
    before, after = (theme.badge(tokens.standing(held.side, held.stance)) for held in (then, now))
    days = [tables.day(held.day, held.basis) for held in (then, now)]
    st.markdown(f"{theme.plain(found.actor)} on {theme.plain(found.issue)}: {before} ({days[0]}) → **{after}** ({days[1]}).")
    show = selectors.cell(found.actor_id, found.issue_id)
    state.link("positions", "Read the sentences", icon=":material/arrow_forward:", show=show, sorted="oldest")


def _voice(found: Voice) -> None:
    name = theme.plain(with_article(found.name))
    st.markdown(f"#### What does {name} say?")
    st.markdown(
        f"{theme.count(found.quotes, 'quote')} of {theme.count(found.speakers, 'speaker')} who speak for it: more than for any other country."
    )
    state.link("quotes", f"Read what {name} says", icon=":material/arrow_forward:", country=found.country)


def _split(found: Split) -> None:
    st.markdown("#### Where do they disagree?")
    st.markdown(f"On {theme.plain(found.issue)}: {drafts.told(found.actors)}, each actor counted once.")
    state.link("positions", "See who stands where", icon=":material/arrow_forward:", view="issue", on=found.issue_id)


def with_article(country: str) -> str:
    """The name of a country inside a sentence: the United States, the Philippines, France."""
    plural = ("Islands", "States", "Emirates", "Nations", "Netherlands", "Philippines", "Maldives", "Seychelles", "Bahamas", "Comoros", "Gambia")
    whole = country.endswith(plural) or country.startswith(("United ", "European ")) or "Republic" in country or "Kingdom" in country
    return f"the {country}" if whole and not country.startswith(("The ", "the ")) else country
