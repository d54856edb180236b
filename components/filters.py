"""The filter panel in the sidebar, and one English sentence on top of every page that says what is filtered.

Widgets hold what the URL says (see :mod:`components.state`). Values that are not in the corpus are named, never dropped in silence.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from components import corpora, narrow, state, theme
from ontherecord.errors import Problem
from ontherecord.queries import Corpus, Filters, check, options
from ontherecord.queries.filters import LEFT_OUT

KEY = "filter_{}"
EARLIEST, LATEST = date(1800, 1, 1), date(2100, 12, 31)
"""What the date fields accept; no corpus's own first and last day, so that a link means the same tomorrow."""

CHOICES: tuple[tuple[str, str, str], ...] = (
    ("speaker", "Speaker", "Anyone"),
    ("issue", "Issue", "Any issue"),
    ("stance", "Stance", "Any stance"),
    ("quote_type", "Kind of quote", "Any kind"),
    ("source_kind", "Kind of source", "Any source"),
    ("outlet", "Outlet", "Any outlet"),
    ("asserted", "Said or not", "What was said"),
    ("status", "Checked", "All but rejected"),
)
"""Field, label, what an empty one means. The country comes first and has a second question."""
OUT, BETWEEN, OFFERED = "filter_leave_out", narrow.BETWEEN, 150
"""Key of the box of what is left out; between field and value in it; values of a field that it offers, at most."""
MEANS = {"speaks_for": "spoken for", "mentioned": "mentioned"}
DAYS = {"published": "published", "said": "said"}


def read(corpus: Corpus) -> tuple[Filters, tuple[Problem, ...]]:
    """The filters of the URL with every value that the corpus has, and a Problem (F01, F02) for each other one."""
    asked, unreadable = state.filters_of_url()
    filters, unknown = check(corpus, asked)
    return filters, (*unreadable, *unknown)


def panel(corpus: Corpus, filters: Filters) -> None:
    """Draw the panel. ``filters`` are checked ones."""
    st.subheader("Filter")
    _choice(corpus, filters, "country", "Country", "Any country")
    if filters.country or filters.not_country:
        _hold("country_means", filters.country_means)
        st.radio(
            "The country is",
            list(MEANS),
            format_func=MEANS.__getitem__,
            key=KEY.format("country_means"),
            on_change=_changed,
            horizontal=True,
            help="Spoken for: the speaker or actor represents the country. Mentioned: the sentences name it.",
        )
    for field, label, empty in CHOICES:
        _choice(corpus, filters, field, label, empty)
    _leave_out(corpus, filters)
    for field, label in (("since", "From"), ("until", "To")):
        _hold(field, getattr(filters, field))
        st.date_input(label, value=None, min_value=EARLIEST, max_value=LATEST, format="YYYY-MM-DD", key=KEY.format(field), on_change=_changed)
    if filters.about_days:
        _hold("days_mean", filters.days_mean)
        st.radio(
            "These are days on which it was",
            list(DAYS),
            format_func=DAYS.__getitem__,
            key=KEY.format("days_mean"),
            on_change=_changed,
            horizontal=True,
            help="Said: the day of the words where the text tells it, else that of the article.",
        )
    _hold("words", filters.words)
    st.text_input(
        "Words in the text", key=KEY.format("words"), on_change=_changed, placeholder="climate pledge", help="All of these words, in any order."
    )


def _leave_out(corpus: Corpus, filters: Filters) -> None:
    """One box for values of any field that are left out, with what each of them would take away."""
    labels: dict[str, str] = {}
    for field, name in narrow.FIELDS.items():
        found = corpora.ask(corpus, options, filters, field=field)
        chosen = [value for value in filters.left_out(field) if value not in set(found["value"])]
        for value, label, count in [
            *zip(found["value"], found["label"], found["count"], strict=True),
            *((v, corpus.label(field, v), 0) for v in chosen),
        ]:
            if len(labels) < OFFERED or value in filters.left_out(field):
                look = narrow.LOOKS.get(field, {}).get(value)
                labels[f"{field}{BETWEEN}{value}"] = f"{name}: {look.label if look else label} ({int(count):,})"
    now = [f"{field}{BETWEEN}{value}" for field in narrow.FIELDS for value in filters.left_out(field)]
    if st.session_state.get(OUT) != now:
        st.session_state[OUT] = now
    st.multiselect(
        "Leave out",
        list(labels),
        format_func=lambda value: labels.get(value, value),
        key=OUT,
        on_change=_changed,
        placeholder="Nothing",
        help="Everything but these. Numbers say how much there is of each.",
    )


def _choice(corpus: Corpus, filters: Filters, field: str, label: str, empty: str) -> None:
    found = corpora.ask(corpus, options, filters, field=field)
    names, counts = dict(zip(found["value"], found["label"], strict=True)), dict(zip(found["value"], found["count"], strict=True))
    also = {value: f" · {other}" for value, other in zip(found["value"], found["also"], strict=True) if other}
    chosen = list(getattr(filters, field))
    values = [*found["value"], *(v for v in chosen if v not in names)]

    def shown(value: str) -> str:
        look = narrow.LOOKS.get(field, {}).get(value)
        text = theme.badge(look) if look else str(names.get(value) or corpus.label(field, value))
        # Other spellings stand in the label: the box looks for what is typed in nothing else.
        return f"{text}{also.get(value, '')} ({counts.get(value, 0):,})"

    _hold(field, chosen)
    st.multiselect(label, values, format_func=shown, key=KEY.format(field), on_change=_changed, placeholder=empty)


def _hold(field: str, value: Any) -> None:
    """Give a widget the value of the URL, where it holds another."""
    key = KEY.format(field)
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def _changed() -> None:
    """A person changed a widget: all widgets together become the URL."""
    now: dict[str, Any] = {name: getattr(state.filters_of_url()[0], name) for name in (*LEFT_OUT, "unsure")}
    for field in Filters.__dataclass_fields__:
        key = KEY.format(field)
        if key in st.session_state:
            value = st.session_state[key]
            now[field] = tuple(value) if isinstance(value, list) else value.strip() if isinstance(value, str) else value
    if OUT in st.session_state:
        gone = [value.split(BETWEEN, 1) for value in st.session_state[OUT]]
        now |= {f"not_{field}": tuple(value for name, value in gone if name == field) for field in narrow.FIELDS}
    state.set_filters(Filters(**now))


def summary(view: state.View) -> None:
    """On top of a page: what is filtered, in a sentence; each part can be taken away; what of the link is not in the corpus, by name."""
    for problem in view.problems:
        st.warning(theme.plain(str(problem)), icon=":material/search_off:")
    if view.problems:
        st.button("Take it out of the link", key="forget", on_click=state.set_filters, args=(view.filters,))
    active = view.filters.active(view.corpus)
    if not active:
        return
    with st.container(border=True, key="summary"):
        st.markdown(theme.plain(view.filters.sentence(view.corpus)))
        with st.container(horizontal=True, key="chips", gap="small"):
            for number, part in enumerate(active):
                st.button(
                    f"{theme.plain(part.label)} ✕",
                    key=f"chip-{number}",
                    on_click=state.set_filters,
                    args=(view.filters.without(part.field, part.value),),
                    help=f"Remove this filter: {theme.plain(part.label)}",
                )
            st.button("Clear all", key="clear", type="tertiary", on_click=state.set_filters, args=(Filters(),))
