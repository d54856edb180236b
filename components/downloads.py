"""Taking a view along: exactly the rows that the filters let through, in every form there is, and charts as pictures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st

from components import corpora, state, theme, tokens
from components.share import frontend
from components.tables import stamp
from ontherecord.export import What, about, file, forms
from ontherecord.queries import Corpus, Filters

ICONS = {"brief": ":material/description:", "graphml": ":material/hub:"}


def address() -> str:
    """The full address of this view with its corpus and build; "" where the browser's is not known."""
    here = urlsplit(st.context.url or "")
    if here.scheme not in ("http", "https"):
        return ""
    asked = {**state.named(), **state.carried(), **state.params()}
    return f"{here.scheme}://{here.netloc}{here.path}?{urlencode(asked, doseq=True)}"


def button(what: What, corpus: Corpus, filters: Filters, count: int, *, order: str = "", search: str = "") -> None:
    """Offer the ``count`` matching rows, in the order of the screen. A file is made only when a person asks for it."""
    key = f"{what}-{stamp(corpus.name, corpus.version, filters, order, search)}"
    link = address()
    with st.popover("Export", icon=":material/download:", key=f"export-{what}"):
        rows = theme.count(count, what.removesuffix("s") if what != "entities" else "name")
        st.markdown(f"**{rows}**, with the filters, the build and the date in each file.")
        for form in forms(what):
            st.download_button(
                f"**{form.label}** {theme.plain(form.purpose)}",
                data=_maker(corpus, filters, what, form.name, order, search, link),
                file_name=f"{corpus.name}-{'brief' if form.name == 'brief' else what}{form.suffix}",
                mime=form.mime,
                key=f"download-{form.name}-{key}",
                on_click="ignore",
                icon=ICONS.get(form.name, ":material/download:"),
                type="tertiary",
            )


def single(label: str, make: Callable[[], bytes], name: str, mime: str, *, key: str, help: str = "", icon: str = ":material/download:") -> None:
    """A button for one file, ``name`` behind the name of the corpus; it is made when a person asks for it."""
    view = state.view_or_none()
    if view is not None:
        stamped = f"{key}-{stamp(view.corpus.name, view.corpus.version, view.filters, name)}"
        file_name = f"{view.corpus.name}-{name}"
        st.download_button(label, data=make, file_name=file_name, mime=mime, key=stamped, on_click="ignore", icon=icon, help=help or None)


def _maker(corpus: Corpus, filters: Filters, what: What, form: str, order: str, search: str, link: str) -> Any:
    return lambda: file(corpus, filters, what, form, order=order, search=search, link=link)


@cache
def _picture() -> Any:
    return st.components.v2.component("ontherecord_picture", html=frontend("picture.html"), css=frontend("picture.css"), js=frontend("picture.js"))


def _told(corpus: Corpus, filters: Filters, day: date) -> tuple[str, ...]:
    told = about(corpus, filters, "chart", 0)
    return tuple(f"{label}: {text}" for label, text in told.lines() if label in ("Filters", "Corpus", "Exported", "Note"))


def picture(chart: str, title: str, *, key: str) -> None:
    """Buttons that save the chart in the container with the key ``chart`` as SVG and PNG, drawn by the browser, with what it shows above it."""
    view = state.view_or_none()
    if view is None:
        return
    lines = corpora.ask(view.corpus, _told, view.filters, day=datetime.now(UTC).date())
    dark = st.context.theme.type == "dark"
    look = tokens.SURFACES["dark" if dark else "light"]
    data = {
        "chart": f"st-key-{chart}",
        "title": title,
        "lines": list(lines),
        "name": f"{view.corpus.name}-{chart}",
        "colours": {"background": look.background, "text": look.text, "muted": look.muted},
        "font": tokens.SANS,
    }
    _picture()(key=key, data=data, height="content", width="content")
