"""One row above every page: a button that opens the filter panel, and what is filtered, as chips and in an English sentence.

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
    ("tag", "Tag", "Any tag"),
)
"""Field, label, what an empty one means. The country comes first and has a second question."""
OUT, BETWEEN, OFFERED = "filter_leave_out", narrow.BETWEEN, 150
"""Key of the box of what is left out; between field and value in it; values of a field that it offers, at most."""
MEANS = {"speaks_for": "spoken for", "mentioned": "mentioned"}
DAYS = {"published": "published", "said": "said"}
MEANT = "Spoken for: the speaker or actor represents the country. Mentioned: the sentences name it."
COUNTED = "Said: the day of the words where the text tells it, else that of the article."


def read(corpus: Corpus) -> tuple[Filters, tuple[Problem, ...]]:
    """The filters of the URL with every value that the corpus has, and a Problem (F01, F02) for each other one."""
    asked, unreadable = state.filters_of_url()
    filters, unknown = check(corpus, asked)
    return filters, (*unreadable, *unknown)


def row(view: state.View) -> None:
    """The row of filters: the button that opens the panel, a chip for each filter that takes it away, and all of them in a sentence."""
    for problem in view.problems:
        st.warning(theme.plain(str(problem)), icon=":material/search_off:")
    if view.problems:
        st.button("Take it out of the link", key="forget", on_click=state.set_filters, args=(view.filters,))
    active = view.filters.active(view.corpus)
    with st.container(horizontal=True, vertical_alignment="center", key="chips", gap="small"):
        with st.popover("Add a filter", icon=":material/filter_list:", key="add-filter"), st.container(key="filter-panel"):
            panel(view.corpus, view.filters)
        for number, part in enumerate(active):
            st.button(
                f"{theme.plain(part.label)} ✕",
                key=f"chip-{number}",
                on_click=state.set_filters,
                args=(view.filters.without(part.field, part.value),),
                help=f"Remove this filter: {theme.plain(part.label)}",
            )
        if active:
            st.button("Clear all", key="clear", type="tertiary", on_click=state.set_filters, args=(Filters(),))
    if active:
        with st.container(key="summary"):
            st.caption(theme.plain(view.filters.sentence(view.corpus)))


def panel(corpus: Corpus, filters: Filters) -> None:
    """Every filter, in columns. ``filters`` are checked ones."""
    left, middle, right = st.columns(3)
    with left:
        _choice(corpus, filters, "country", "Country", "Any country")
        if filters.country or filters.not_country:
            _either("country_means", "The country is", MEANS, filters.country_means, MEANT)
    for place, (field, label, empty) in enumerate(CHOICES, 1):
        with (left, middle, right)[place % 3]:
            _choice(corpus, filters, field, label, empty)
    for column, (field, label) in zip((left, middle), (("since", "From"), ("until", "To")), strict=True):
        _hold(field, getattr(filters, field))
        column.date_input(label, value=None, min_value=EARLIEST, max_value=LATEST, format="YYYY-MM-DD", key=KEY.format(field), on_change=_changed)
    with right:
        _hold("words", filters.words)
        st.text_input(
            "Words in the text", key=KEY.format("words"), on_change=_changed, placeholder="climate pledge", help="All of these words, in any order."
        )
    if filters.about_days:
        _either("days_mean", "These are days on which it was", DAYS, filters.days_mean, COUNTED)
    _leave_out(corpus, filters)


def _either(field: str, label: str, values: dict[str, str], held: str, help: str) -> None:
    """What a filter means, where it can mean two things."""
    _hold(field, held)
    st.radio(label, list(values), format_func=values.__getitem__, key=KEY.format(field), on_change=_changed, horizontal=True, help=help)


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
    if field == "tag" and not values:  # nobody has given any
        return

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
