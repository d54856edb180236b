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
from ontherecord.queries.options import COUNTED

KEY, PANEL = "filter_{}", "add-filter"
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
DAYS_TOLD = "Said: the day of the words where the text tells it, else that of the article."


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
        # What its boxes offer is counted when a person opens it, and not with every click.
        opened = st.popover("Add a filter", icon=":material/filter_list:", key=PANEL, on_change="rerun")
        with opened, st.container(key="filter-panel"):
            if opened.open:
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
        _either("days_mean", "These are days on which it was", DAYS, filters.days_mean, DAYS_TOLD)
    _leave_out(corpus, filters)


def _either(field: str, label: str, values: dict[str, str], held: str, help: str) -> None:
    """What a filter means, where it can mean two things."""
    _hold(field, held)
    st.radio(label, list(values), format_func=values.__getitem__, key=KEY.format(field), on_change=_changed, horizontal=True, help=help)


def _leave_out(corpus: Corpus, filters: Filters) -> None:
    """One box for values of any field that are left out, with what each of them would take away."""
    labels = dict(corpora.ask(corpus, offered_out, filters))
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
        help="Everything but these. Numbers say how much of each there is among what the other filters let through.",
    )


def offered_out(corpus: Corpus, filters: Filters) -> tuple[tuple[str, str], ...]:
    """What the box of what is left out offers: value and label."""
    labels: dict[str, str] = {}
    for field, name in narrow.FIELDS.items():
        # Where nothing of the field is set both ways ask the same: then the answer is there already.
        leaving = {"leaving": True} if getattr(filters, field) or filters.left_out(field) else {}
        found = corpora.ask(corpus, options, filters, field=field, **leaving)
        chosen = [value for value in filters.left_out(field) if value not in set(found["value"])]
        for value, label, count in [
            *zip(found["value"], found["label"], found["count"], strict=True),
            *((v, corpus.label(field, v), 0) for v in chosen),
        ]:
            if len(labels) < OFFERED or value in filters.left_out(field):
                look = narrow.LOOKS.get(field, {}).get(value)
                labels[f"{field}{BETWEEN}{value}"] = f"{name}: {look.label if look else label} ({int(count):,})"
    return tuple(labels.items())


def offered(corpus: Corpus, filters: Filters, field: str) -> tuple[tuple[str, str], ...]:
    """What the box of a field offers: value and label."""
    found = corpora.ask(corpus, options, filters, field=field)
    rows = list(zip(found["value"], found["label"], found["count"], found["also"], strict=True))
    known = set(found["value"])
    rows += [(value, "", 0, "") for value in getattr(filters, field) if value not in known]

    def shown(value: str, label: str, count: int, also: str) -> str:
        look = narrow.LOOKS.get(field, {}).get(value)
        text = theme.badge(look) if look else str(label or corpus.label(field, value))
        # Other spellings stand in the label: the box looks for what is typed in nothing else.
        return f"{text}{f' · {also}' if also else ''} ({count:,})"

    return tuple((value, shown(value, label, int(count), also)) for value, label, count, also in rows)


def _choice(corpus: Corpus, filters: Filters, field: str, label: str, empty: str) -> None:
    labels = dict(corpora.ask(corpus, offered, filters, field=field))
    if field == "tag" and not labels:  # nobody has given any
        return
    _hold(field, list(getattr(filters, field)))

    def shown(value: str) -> str:
        return labels.get(value, value)  # a value that this visit has and the list does not (yet) is shown as it is

    numbers = f"Numbers: {COUNTED.get(field, 'quotes and positions')}, if this were chosen alone."
    st.multiselect(label, list(labels), format_func=shown, key=KEY.format(field), on_change=_changed, placeholder=empty, help=numbers)


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
