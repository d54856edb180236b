"""The tray: passages that a visitor picks on any page, put in order, with words of one's own between, and taken along as one page."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import state, theme, tokens
from ontherecord.export import picked as export
from ontherecord.export.picked import Picked
from ontherecord.queries import Corpus

HELD, TITLE, AFTER = "_tray", "tray-title", "tray-after"
MOST = 200
"""Passages that a tray holds."""


def items(corpus: Corpus) -> list[Picked]:
    """What this visit has picked from a corpus, in order."""
    found: dict[str, list[Picked]] = st.session_state.setdefault(HELD, {})
    return found.setdefault(corpus.name, [])


def button(corpus: Corpus, show: str, *, key: str) -> None:
    """Pick a passage, or put it back."""
    held = [item.show for item in items(corpus)]
    there = show in held
    st.button(
        "Picked" if there else "Pick",
        icon=":material/bookmark_added:" if there else ":material/bookmark:",
        key=f"{key}-pick",
        on_click=_turn,
        args=(corpus, show),
        help="Take it out of the tray" if there else "Put it into the tray, to make a page of it (Tray, in the list of pages)",
        disabled=not there and len(held) >= MOST,
    )


def _turn(corpus: Corpus, show: str) -> None:
    mine = items(corpus)
    kept = [item for item in mine if item.show != show]
    mine[:] = kept if len(kept) < len(mine) else [*mine, Picked(show)]


def draw(corpus: Corpus) -> None:
    """The page of the tray."""
    mine = items(corpus)
    if not mine:
        st.info("Nothing is picked yet. Open a quote or position on any page and choose **Pick**.", icon=":material/bookmark:")
        return
    st.text_input("Title", key=TITLE, placeholder="Picked passages", max_chars=200, persist_state="session")
    for place, item in enumerate(mine):
        _one(corpus, place, item, len(mine))
    st.text_area("Your words at the end", key=AFTER, max_chars=5000, persist_state="session")
    with st.container(horizontal=True):
        st.download_button(
            f"Download as a page ({theme.count(len(mine), 'passage')})",
            data=lambda: export.picked(corpus, items(corpus), st.session_state.get(TITLE) or "", st.session_state.get(AFTER) or ""),
            file_name=f"{corpus.name}-picked.html",
            mime="text/html",
            icon=":material/download:",
            type="primary",
            on_click="ignore",
            key="tray-download",
        )
        st.button("Empty the tray", icon=":material/delete:", key="tray-empty", on_click=mine.clear)
    st.caption("The tray is kept for this visit. To put findings aside for longer, or for others, tag them.")


def _one(corpus: Corpus, place: int, item: Picked, count: int) -> None:
    key = f"tray-{item.show}"
    st.text_area(
        "Your words before it", value=item.before, key=f"{key}-before", height=68, max_chars=5000, on_change=_written, args=(corpus, item.show)
    )
    passage = export.found(corpus, item.show)
    with st.container(border=True, key=f"card-{key}"):
        if passage is None:
            st.caption("This passage is not in the build that is open.")
        else:
            look = tokens.checked(passage.status)
            st.markdown(f"**{theme.plain(passage.speaker or 'Speaker unknown')}**" + (f" · {theme.plain(look)}" if look else ""))
            st.markdown(f"> {theme.plain(passage.cited)}")
            st.caption(theme.plain(f"{passage.title} · {passage.outlet or 'outlet not given'}"))
        with st.container(horizontal=True):
            st.button("Up", icon=":material/arrow_upward:", key=f"{key}-up", disabled=place == 0, on_click=_move, args=(corpus, place, -1))
            st.button(
                "Down", icon=":material/arrow_downward:", key=f"{key}-down", disabled=place == count - 1, on_click=_move, args=(corpus, place, 1)
            )
            st.button("Take out", icon=":material/close:", key=f"{key}-out", on_click=partial(_turn, corpus, item.show))
            if passage is not None:
                state.link("articles", "Open in the article", icon=":material/article:", article=passage.article_id, at=str(passage.start))


def _written(corpus: Corpus, show: str) -> None:
    words = st.session_state[f"tray-{show}-before"]
    mine = items(corpus)
    mine[:] = [item._replace(before=words) if item.show == show else item for item in mine]


def _move(corpus: Corpus, place: int, by: int) -> None:
    mine = items(corpus)
    mine[place], mine[place + by] = mine[place + by], mine[place]
