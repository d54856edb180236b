"""The view: which page, corpus, filters, and what else stands in the URL. The URL is the only truth.

Before widgets are drawn, their values are set from the URL; when one changes, its callback writes the URL. So a link, a reload, the
browser's Back and a click all go one way. Streamlit's ``bind="query-params"`` is not used: it writes the *label* of an option into
the URL (with counts in labels, links would drift), drops unknown values without a word, and leaves no step for Back to undo.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from ontherecord.errors import Problem
from ontherecord.queries import Corpus, Filters, links

PAGES = Path(__file__).resolve().parent.parent / "pages"
CORPUS, VERSION, SHOW, SHEET, PAGE, QUERY, ITEM = "corpus", "version", "show", "sheet", "page", "q", "item"
"""Parameters beside those of the filters. ``version`` pins a build, ``show`` holds the selector of the open evidence and ``sheet`` which part
of it is open, ``page`` is that of a table, ``q`` what is searched for, ``item`` the finding that is being checked."""
PASSING = (SHOW, SHEET, PAGE, ITEM)
"""What belongs to one set of filters and goes when they change."""

Params = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class PageInfo:
    """One page of the navigation. ``name`` is its path in the URL and its file in pages/."""

    name: str
    title: str
    icon: str

    @property
    def file(self) -> Path:
        return PAGES / f"{self.name}.py"


NAVIGATION = (
    PageInfo("overview", "Overview", ":material/monitoring:"),
    PageInfo("search", "Search", ":material/search:"),
    PageInfo("quotes", "Quotes", ":material/format_quote:"),
    PageInfo("positions", "Positions", ":material/balance:"),
    PageInfo("people", "Who is who", ":material/groups:"),
    PageInfo("sources", "Sources", ":material/record_voice_over:"),
    PageInfo("countries", "Countries", ":material/public:"),
    PageInfo("compare", "Compare", ":material/compare_arrows:"),
    PageInfo("network", "Network", ":material/hub:"),
    PageInfo("articles", "Articles", ":material/article:"),
    PageInfo("review", "Review", ":material/fact_check:"),
    PageInfo("quality", "Quality", ":material/verified:"),
    PageInfo("tray", "Tray", ":material/bookmark:"),
    PageInfo("load", "Load", ":material/upload_file:"),
)


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows: an open corpus and filters of which every value exists in it. ``problems`` name those that did not."""

    corpus: Corpus
    filters: Filters
    problems: tuple[Problem, ...] = ()


def params() -> Params:
    """Every parameter of the URL, as it stands now."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def write(new: Mapping[str, Sequence[str]]) -> None:
    """Make these the parameters of the URL; a step that the browser's Back undoes. Nothing is sent when they stand there already."""
    wanted = {name: list(values) for name, values in new.items() if values}
    if wanted != params():
        st.query_params.from_dict(wanted)


def change(**changes: str | None) -> None:
    """Set some parameters, or remove them with None; the rest stays."""
    kept: Params = {name: values for name, values in params().items() if name not in changes}
    write({**kept, **{name: [value] for name, value in changes.items() if value is not None}})


def parameter(name: str) -> str | None:
    """The last value of a parameter, None where it is missing or empty."""
    return st.query_params.get(name) or None


def pinned() -> int | None:
    """The number of the build that the link names; None where it names none."""
    asked = parameter(VERSION) or ""
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None


def filters_of_url() -> tuple[Filters, tuple[Problem, ...]]:
    """The filters as the URL names them, whether they exist in the corpus or not, and what could not be read."""
    filters, problems = Filters.from_params(params())
    return filters, tuple(problems)


def filter_names() -> frozenset[str]:
    """Names of the parameters that belong to filters."""
    return frozenset(Filters.__dataclass_fields__)


def set_filters(filters: Filters) -> None:
    """Write filters to the URL in the place of those that stand there."""
    kept: Params = {name: values for name, values in params().items() if name not in filter_names() and name not in PASSING}
    write({**kept, **filters.to_params()})


def set_corpus(name: str) -> None:
    """Turn to another corpus. Filters stay where they have a meaning there; those that do not are named."""
    kept: Params = {key: values for key, values in params().items() if key in filter_names()}
    write({CORPUS: [name], **kept})


def open_view(view: View) -> None:
    """Called by the shell, once a run, before the page. Leaves for where a link of a table leads."""
    st.session_state["_view"] = view
    if going := st.session_state.pop("_going", None):
        page, _, query = str(going).partition("?")
        if page in st.session_state.get("_pages", {}):
            st.switch_page(st.session_state["_pages"][page], query_params=parse_qsl(query))


def href(name: str, **extra: str) -> str:
    """``people?corpus=sample&id=ana-ortiz``: the address of a page of the app with corpus and filters, relative to where one is."""
    return f"{name}?{urlencode({**carried(), **{key: [value] for key, value in extra.items()}}, doseq=True)}"


def here(name: str, **changes: str | None) -> str:
    """The address of the page one is on (``name``) with some parameters set, or removed with None; the rest stays."""
    kept = {key: values for key, values in {**carried(), **params()}.items() if key not in changes}
    return f"{name}?{urlencode({**kept, **{key: [value] for key, value in changes.items() if value is not None}}, doseq=True)}"


def follow(address: str) -> None:
    """Leave for an address that :func:`href` made, with the run that follows. Call it from a callback."""
    st.session_state["_going"] = address


def view() -> View:
    """The view of this run, for pages. Stops the page where there is none (no corpus yet): the shell has said why."""
    found: View | None = st.session_state.get("_view")
    if found is None:
        st.stop()
    return found


def named() -> Params:
    """Corpus and build, as a link names them that is sent to somebody or kept: it shows the same when the corpus has grown."""
    found = view_or_none()
    return links.params(corpus=found.corpus.name, version=found.corpus.version or None) if found else {}


def title(*words: str) -> None:
    """What the browser's tab and its list of visits say: ``words``, then the page and the corpus. Pages call it with what they show."""
    found = view_or_none()
    page = st.session_state.get("_title", "")
    parts = [*(" ".join(word.split()) for word in words), page, found.corpus.name if found else "On the Record"]
    st.set_page_config(page_title=" · ".join(part for part in parts if part))


def view_or_none() -> View | None:
    """The view of this run, None where no corpus is open."""
    return st.session_state.get("_view")


def carried() -> Params:
    """What every link inside the app carries: corpus (always named), build, filters; nothing that belongs to one page."""
    found: View | None = st.session_state.get("_view")
    kept: Params = {name: values for name, values in params().items() if name in (CORPUS, VERSION) or name in filter_names()}
    return {CORPUS: [found.corpus.name], **kept} if found else kept


def link(name: str, label: str, *, icon: str | None = None, keep: bool = True, help: str | None = None, **extra: str) -> None:
    """A link to a page of the app with corpus and filters, and ``extra`` parameters. ``label`` is Markdown: pass text through theme.plain.

    With ``keep=False`` only the corpus goes along. A real link: it opens in a new tab, too. Pages that are not there give no link.
    """
    registered = st.session_state.get("_pages", {})
    if name not in registered:
        return
    going = {key: values for key, values in carried().items() if keep or key in (CORPUS, VERSION)}
    going |= {key: [value] for key, value in extra.items()}
    st.page_link(registered[name], label=label, icon=icon, help=help, query_params=list(going.items()))


def go(name: str, **parameters: str) -> None:
    """Leave for another page with just these parameters. Call it from the script, not from a callback."""
    st.switch_page(st.session_state["_pages"][name], query_params=parameters)


def held(name: str, values: Mapping[Any, str]) -> Any:
    """What :func:`select` or :func:`choice` will hold, before it is drawn."""
    now = parameter(name)
    return now if now is not None and now in values else next(iter(values))


def select(name: str, values: Mapping[Any, str], *, label: str, help: str | None = None, width: int | Literal["stretch"] = "stretch") -> str:
    """The same as :func:`choice` as a list to open, for what is changed seldom."""
    default = next(iter(values))
    now = parameter(name)
    key = f"select_{name}"
    held = now if now is not None and now in values else default
    if st.session_state.get(key) != held:
        st.session_state[key] = held

    def changed() -> None:
        chosen = st.session_state[key]
        change(**{name: chosen if chosen != default else None, PAGE: None})

    st.selectbox(label, list(values), format_func=lambda value: values[value], key=key, on_change=changed, help=help, width=width)
    return held


def choice(name: str, values: Mapping[str, str], *, label: str) -> str:
    """One of a few values (value -> what a person reads), kept in the URL parameter ``name``; the first is the default and is not written."""
    default = next(iter(values))
    now = parameter(name)
    key = f"choice_{name}"
    held = now if now is not None and now in values else default
    if st.session_state.get(key) != held:
        st.session_state[key] = held

    def changed() -> None:
        chosen = st.session_state[key]
        change(**{name: chosen if chosen != default else None})

    st.segmented_control(label, list(values), format_func=values.__getitem__, key=key, on_change=changed, required=True, label_visibility="collapsed")
    return held
