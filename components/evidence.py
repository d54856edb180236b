"""The evidence: a drawer with the sentences behind a number, opened by a selector in the URL (``show``)."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from components import checking, corpora, empty, narrow, passage, share, state, tables, theme, tokens
from components.passage import Part, Role
from ontherecord.errors import Problem
from ontherecord.export.citing import citation
from ontherecord.queries import Corpus, Filters, headings, links, neighbours, passages, selectors
from ontherecord.queries.days import in_words
from ontherecord.queries.questions import Neighbours, Passage, Passages

SHEET, LINE = 20, 120
"""Passages of one sheet, of which one is open; letters of the words of the others."""
SORTED, ROW = "sorted", "row"
"""Parameters of the link: the order of the passages, and which of all is open (1 is the first)."""
ORDER = "newest"
ORDERS = {"newest": "Newest first", "oldest": "Oldest first", "surest": "Surest first"}
WHAT = {"quote": "quote", "position": "position", "mention": "sentence", "article": "article"}
"""What one row of the drawer is."""
ROLES: dict[str, Role] = {"content": "content", "cue": "cue", "source": "source", "trigger": "stance", "entity": "found", "evidence": "plain"}


def select(selector: str, *, fix: bool = False) -> None:
    """Open the evidence of a selector, with the form that sets it right where ``fix`` asks for it. Call it from a callback: the drawer is there
    after the run that follows."""
    if fix:
        st.session_state[checking.fixing("evidence-1-0")] = True
    st.session_state["_turn"] = turn() + 1
    state.change(**{state.SHOW: selector, state.SHEET: None, SORTED: None, ROW: None})


def turn() -> int:
    """How often evidence was opened in this visit. Part of the keys of charts: a mark that was chosen can be chosen again."""
    return int(st.session_state.get("_turn", 0))


def close() -> None:
    """Close the drawer; the page behind it stays as it is."""
    state.change(**{state.SHOW: None, state.SHEET: None, SORTED: None, ROW: None})


def panel(corpus: Corpus, filters: Filters) -> None:
    """Draw the drawer where the URL names evidence. Call it once a run, after the page."""
    asked = state.parameter(state.SHOW)
    if asked is None:
        return
    drawer = st.dialog(heading(corpus, asked), width="medium", position="right", on_dismiss=close)
    drawer(_sheet)(corpus, filters, asked)


def heading(corpus: Corpus, asked: str) -> str:
    """What the drawer shows, in words, as Markdown."""
    chosen = selectors.parse(asked)
    if chosen is None:
        return "Evidence"
    label = corpus.label
    match chosen.kind:
        case "quote":
            words = "One quote"
        case "position":
            words = "One position"
        case "entity":
            words = f"Where {label('entity', chosen.first)} is mentioned"
        case "speaker":
            words = f"Quotes by {label('speaker', chosen.first)}"
        case "cell":
            words = f"{label('actor', chosen.first)} on {label('issue', chosen.parts[1])}"
        case "issue":
            words = f"Positions on {label('issue', chosen.first)}"
        case "outlet":
            words = f"Articles of {chosen.first}"
        case "country":
            words = f"Quotes of those who speak for {label('country', chosen.first)}"
        case "period":
            words = f"{chosen.first.capitalize()}, {_period(chosen.days)}"
        case _:
            words = headings.heading(corpus, chosen)
    return theme.plain(words)


def _period(days: tuple[date, date] | None) -> str:
    if days is None:
        return "undated"
    first, last = days
    return in_words(first) if first == last else f"{in_words(first)} to {in_words(last)}"


def _sheet(corpus: Corpus, filters: Filters, asked: str) -> None:
    """The inside of the drawer. It runs alone when its buttons are used, so it reads the URL itself."""
    asked = state.parameter(state.SHOW) or asked
    order = state.parameter(SORTED) or ORDER
    order = order if order in ORDERS else ORDER
    try:
        row = _number(state.parameter(ROW)) if state.parameter(ROW) else 0
        number = -(-row // SHEET) or _number(state.parameter(state.SHEET))
        found = corpora.ask(corpus, _passages, filters, selector=asked, limit=SHEET, offset=(number - 1) * SHEET, order=order)
        sheets = max(math.ceil(found.count / SHEET), 1)
        if number > sheets:  # a link to a part that is not there any more
            number = sheets
            found = corpora.ask(corpus, _passages, filters, selector=asked, limit=SHEET, offset=(number - 1) * SHEET, order=order)
    except Problem as problem:
        st.error(theme.plain(str(problem)), icon=":material/warning:")
        return
    if not found.items:
        _nothing(corpus, asked, filters)
        return
    checking.asking(corpus)
    open_one = max(row - (number - 1) * SHEET - 1, 0)
    open_one = open_one if open_one < len(found.items) else 0
    _top(corpus, filters, asked, found, number, order, (number - 1) * SHEET + open_one + 1)
    passage.legend({part["role"] for part in parts(found.items[open_one])}, key="evidence-legend")
    with st.container(gap="xsmall", key="evidence-rows"):
        for place, item in enumerate(found.items):
            key = f"evidence-{number}-{place}"
            if place == open_one:
                card(corpus, item, key=key, filters=filters, near=bool(row))
            else:
                st.button(line(item), key=f"{key}-open", type="tertiary", width="stretch", on_click=_open, args=((number - 1) * SHEET + place + 1,))
    if sheets > 1:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Previous", icon=":material/arrow_back:", key="sheet-back", disabled=number == 1, on_click=_turn_to, args=(number - 1,))
            st.caption(f"{number:,} of {sheets:,}")
            st.button("Next", icon=":material/arrow_forward:", key="sheet-on", disabled=number == sheets, on_click=_turn_to, args=(number + 1,))
    else:
        _beside(corpus, filters, asked)
    with st.container(horizontal=True):
        share.copy_link(corpus, key="share-evidence")
        if st.button("Close", icon=":material/close:", key="sheet-close", on_click=close):
            st.rerun()


def _open(row: int) -> None:
    """Open another passage, counted from the first of all."""
    state.change(**{ROW: str(row), state.SHEET: None})


def line(item: Passage) -> str:
    """A passage that is not open: who, stance or kind, the words, when and where, as Markdown."""
    kinds: dict[Any, tokens.Value] = dict(tokens.QUOTE_TYPES)
    look = tokens.STANCES[item.stance] if item.stance else kinds.get(item.type)
    signs = " · ".join(part for part in (look.glyph if look else "", tokens.marks(item.status, item.asserted)) if part)
    said = " … ".join(part["text"] for part in parts(item) if part["role"] == "content") or item.text
    day = in_words(item.published_on, short=True) if item.published_on else "undated"
    words = [f"**{theme.plain(item.speaker or 'Speaker unknown')}**"] if item.kind in ("quote", "position") else []
    words += [theme.plain(part) for part in (signs, tables.short(said, LINE)) if part]
    return " ".join([*words, f":gray[{theme.plain(f'{item.outlet or item.title}, {day}')}]"])


def _top(corpus: Corpus, filters: Filters, asked: str, found: Passages, number: int, order: str, row: int) -> None:
    """What is shown, in which order, the way to a row, and the way to make it a filter."""
    st.caption(theme.plain(_summary(found, number, filters.active(corpus) != [] and found.count > 0, asked, order)))
    about = values_of(asked)
    if not about and found.count < 2:
        return
    key = "evidence-order"

    def sorted_anew() -> None:
        chosen = st.session_state[key]
        state.change(**{SORTED: chosen if chosen != ORDER else None, state.SHEET: None, ROW: None})

    with theme.tools("evidence"):
        if found.count > 1:
            if st.session_state.get(key) != order:
                st.session_state[key] = order
            st.selectbox("Order", list(ORDERS), format_func=lambda value: ORDERS[value], key=key, width=150, on_change=sorted_anew)
        if found.count > SHEET:
            if st.session_state.get("evidence-row") != row:
                st.session_state["evidence-row"] = row
            st.markdown("Row", width="content")
            st.number_input(
                "Go to row", 1, found.count, key="evidence-row", width=130, on_change=lambda: _open(int(st.session_state["evidence-row"]))
            )
        if about:
            narrow.menu(corpus, filters, about, key="evidence-filter", label="Filter by this")


def _beside(corpus: Corpus, filters: Filters, asked: str) -> None:
    """From one quote or position to the one before and the one behind it in the table."""
    chosen = selectors.parse(asked)
    if chosen is None or chosen.kind not in ("quote", "position"):
        return
    found = corpora.ask(corpus, _neighbours, filters, selector=asked, order=state.parameter("order") or "newest")
    if found is None or found.count < 2:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        back, on = {state.SHOW: found.before}, {state.SHOW: found.after}
        st.button(
            f"Previous {chosen.kind}", icon=":material/arrow_back:", key="beside-back", disabled=not found.before, on_click=state.change, kwargs=back
        )
        st.caption(f"{found.place:,} of {found.count:,}")
        st.button(f"Next {chosen.kind}", icon=":material/arrow_forward:", key="beside-on", disabled=not found.after, on_click=state.change, kwargs=on)


def _neighbours(corpus: Corpus, filters: Filters, selector: str, order: str) -> Neighbours | None:
    return neighbours(corpus, selector, filters, order)


def values_of(asked: str) -> list[tuple[str, str]]:
    """The filter values (field, value) that a selector is about: for an entity the speaker, for a cell actor and issue."""
    chosen = selectors.parse(asked)
    if chosen is None:
        return []
    match chosen.kind:
        case "speaker" | "entity" | "about":
            return [("speaker", chosen.first)]
        case "country" | "outlet" | "issue":
            return [(chosen.kind, chosen.first)]
        case "cell":
            return [("speaker", chosen.first), ("issue", chosen.parts[1])]
        case "quotes" | "positions":
            fields = {"speaker": "speaker", "country": "country", "issue": "issue", "stance": "stance", "outlet": "outlet", "type": "quote_type"}
            return [(fields[name], value) for name, value in chosen.properties if name in fields]
    return []


def _passages(corpus: Corpus, filters: Filters, selector: str, limit: int, offset: int, order: Any) -> Passages:
    return passages(corpus, selector, filters, limit=limit, offset=offset, order=order)


def _number(text: str | None) -> int:
    return max(int(text), 1) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1


def _turn_to(number: int) -> None:
    state.change(**{state.SHEET: str(number) if number > 1 else None, ROW: None})


def _nothing(corpus: Corpus, asked: str, filters: Filters) -> None:
    if selectors.parse(asked) is None:
        st.info("This link names evidence in a way that cannot be read. It may have been cut.", icon=":material/link_off:")
        return

    def count(corpus: Corpus, wider: Filters) -> int:
        return corpora.ask(corpus, _passages, wider, selector=asked, limit=0, offset=0, order=ORDER).count

    every = replace(filters, unsure=True)
    if count(corpus, every):
        st.info("Of it there are only drafts that the program is less sure of.", icon=":material/search_off:")
        if st.button("Show less sure drafts", key="evidence-unsure", on_click=empty.keeping, args=(every,)):
            st.rerun()
    elif filters != Filters() and count(corpus, Filters()):
        st.info("Nothing of it matches the filters.", icon=":material/filter_alt:")
        empty.ways_out(corpus, filters, "passages", count, keep=True)
    else:
        st.info("This corpus does not have it. The link may be for another corpus, or for an earlier build.", icon=":material/search_off:")


def _summary(found: Passages, number: int, filtered: bool, asked: str, order: str = "newest") -> str:
    chosen = selectors.parse(asked)
    if chosen is not None and chosen.kind in ("quote", "position"):
        return "The sentence, with its neighbours."
    first = (number - 1) * SHEET + 1
    words = f"{first:,} to {first + len(found.items) - 1:,} of {theme.count(found.count, WHAT[found.items[0].kind])}"
    if found.behind != found.count:
        words += f" with {theme.count(found.behind, 'mention')}"
    return f"{words}, {ORDERS[order].lower()}." + (" The filters apply." if filtered else "")


def parts(item: Passage) -> list[Part]:
    """A passage in parts for the browser: neighbours, then the sentences with source, cue, content told apart."""
    marks = [(h.start, h.end, ROLES[h.role]) for h in item.highlights]
    found: list[Part] = [{"text": f"{item.before} ", "role": "around"}] if item.before else []
    found += passage.cut(item.text, marks, 0, len(item.text))
    return found + ([{"text": f" {item.after}", "role": "around"}] if item.after else [])


def card(corpus: Corpus, item: Passage, *, key: str, filters: Filters | None = None, near: bool = False) -> None:
    """One passage: who, the words, where they stand, how sure the machine is and why, the way into the article. With ``filters``, its
    values can be let through or left out from here; ``near``: the drawer moves to it."""
    with st.container(border=True, key=key):
        if item.kind in ("quote", "position"):
            st.markdown(who(corpus, item))
        told = [(name, words) for name, words in facts(corpus, item) if name != "Checked" or not checking.may(corpus)]
        passage.draw(parts(item), key=f"{key}-text", legend=False, facts=told, near=near)
        for words in item.also:
            st.caption("Also:")
            passage.draw([{"text": words, "role": "plain"}], key=f"{key}-also-{hash(words)}", legend=False)
        if item.text != item.exact:
            st.caption("Damaged characters are shown repaired; the citation has them as they stand in the source.")
        with st.container(horizontal=True, vertical_alignment="center"):
            state.link("articles", "Open in the article", icon=":material/article:", article=item.article_id, at=str(item.start))
            if item.speaker_id and item.speaker:
                state.link("people", theme.plain(item.speaker), icon=":material/person:", help="All that is known of this name", id=item.speaker_id)
            path = links.link("articles", corpus=corpus.name, version=corpus.version or None, article=item.article_id, at=item.start).lstrip("/")
            share.copy_text(citation(item), key=f"{key}-cite", path=path)
            if filters is not None and (values := _values(item)):
                narrow.menu(corpus, filters, values, key=f"{key}-filter")
        checking.bar(corpus, item, key=key)


def _values(item: Passage) -> list[tuple[str, str]]:
    """The filter values that a passage has."""
    values = [
        ("speaker", item.speaker_id),
        ("country", item.country),
        ("issue", item.issue_id),
        ("stance", item.stance),
        ("quote_type", item.type if item.kind == "quote" else None),
        ("outlet", item.outlet),
    ]
    return [(field, value) for field, value in values if value]


def who(corpus: Corpus, item: Passage) -> str:
    """Speaker or actor, country, kind of quote or stance, as Markdown."""
    name = item.speaker or "Speaker unknown"
    words = f"**{theme.plain(name)}**"
    if item.country:
        words += f" · speaks for {theme.plain(corpus.label('country', item.country))}"
    if item.stance:
        look = tokens.STANCES[item.stance]
        words += f" · {theme.plain(theme.badge(look))}: {theme.plain(item.target or '')}"
    elif item.type in tokens.QUOTE_TYPES:
        words += f" · {theme.plain(lot)}" if (lot := tokens.unsaid(item.asserted)) else ""
        words += f" · {theme.plain(theme.badge(tokens.QUOTE_TYPES[item.type]))} quote"
    return words


def _on(item: Passage) -> str:
    """The issue, and the side that is taken on it."""
    side = f"{tokens.SIDES[item.toward].label} " if item.toward in ("for", "against") else ""
    return f"{side}{item.issue}" if item.issue else ""


def where(item: Passage) -> str:
    """Title, outlet, day; what is undated is said to be."""
    day = in_words(item.published_on) if item.published_on else "undated"
    return f"{item.title} · {item.outlet or 'outlet not given'} · {day}"


def facts(corpus: Corpus, item: Passage) -> list[tuple[str, str]]:
    """What is known of a passage, name and value: where and when, how sure, why this speaker and country. What is undated is said to be."""
    published = in_words(item.published_on) if item.published_on else "undated"
    country = f"{corpus.label('country', item.country)}: {item.country_reason}" if item.country and item.country_reason else ""
    found = [
        ("Article", item.title),
        ("Outlet", item.outlet or "outlet not given"),
        ("Published on", published),
        ("Said or not", tokens.unsaid(item.asserted)),
        ("Said on", said_on(item)),
        ("Issue", _on(item)),
        ("Confidence", confidence(item.confidence)),
        ("Checked", f"{tokens.checked(item.status)} {checking.by(item)}" if item.status not in (None, "machine") else ""),
        ("Why them", how(item)),
        ("Speaks for", country),
        ("Hedge", f"“{item.hedge}”" if item.hedge else ""),
        ("Note", "; ".join(item.flags)),
    ]
    return [(name, value) for name, value in found if value]


SAID_BASIS = {
    "stated": "the text gives the day",
    "relative": "reckoned from the text",
    "month": "no more than the month is known",
    "year": "no more than the year is known",
    "publication": "taken to be the day of publication",
}
"""How the day of words is known."""


def said_on(item: Passage) -> str:
    """The day of the words and how it is known; "" where there is none, or for what nobody said."""
    if item.kind in ("quote", "position") and not item.said_on and item.published_on:
        return "not known"
    if item.kind not in ("quote", "position") or not item.said_on:
        return ""
    return in_words(item.said_on, item.said_basis) + (f" ({SAID_BASIS[item.said_basis]})" if item.said_basis in SAID_BASIS else "")


def confidence(value: float | None) -> str:
    """High, medium or low, with the number."""
    if value is None:
        return ""
    return f"{'high' if value >= 0.8 else 'medium' if value >= 0.5 else 'low'} ({value:.0%})"


def how(item: Passage) -> str:
    """Why this speaker: the reason, and the way from the source to the name: “she” → Ana Ortiz, two sentences earlier."""
    names = list(item.chain)
    if names and item.speaker and item.speaker != names[-1]:
        names.append(item.speaker)
    way = " → ".join([f"“{names[0]}”", *names[1:]]) + (f", {item.distance}" if item.distance else "") if len(names) > 1 else ""
    return "; ".join(part for part in (item.reason, way) if part)
