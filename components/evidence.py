"""The evidence: a drawer with the sentences behind a number, opened by a selector in the URL (``show``)."""

from __future__ import annotations

import math
from datetime import date

import streamlit as st

from components import corpora, passage, share, state, theme, tokens
from components.passage import Part, Role
from ontherecord.errors import Problem
from ontherecord.queries import Corpus, Filters, headings, links, passages, selectors
from ontherecord.queries.filters import in_words
from ontherecord.queries.questions import Passage, Passages

SHEET = 5
"""Passages that are open at a time."""
ROLES: dict[str, Role] = {"content": "content", "cue": "cue", "source": "source", "trigger": "stance", "entity": "found", "evidence": "plain"}


def select(selector: str) -> None:
    """Open the evidence of a selector. Call it from a callback: the drawer is there after the run that follows."""
    st.session_state["_turn"] = turn() + 1
    state.change(**{state.SHOW: selector, state.SHEET: None})


def turn() -> int:
    """How often evidence was opened in this visit. Part of the keys of charts: a mark that was chosen can be chosen again."""
    return int(st.session_state.get("_turn", 0))


def close() -> None:
    """Close the drawer; the page behind it stays as it is."""
    state.change(**{state.SHOW: None, state.SHEET: None})


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
            words = f"Quotes in {chosen.first}"
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
    """The inside of the drawer. It runs alone when its buttons are used."""
    try:
        number = _number(state.parameter(state.SHEET))
        found = corpora.ask(corpus, _passages, filters, selector=asked, limit=SHEET, offset=(number - 1) * SHEET)
        sheets = max(math.ceil(found.count / SHEET), 1)
        if number > sheets:  # a link to a part that is not there any more
            number = sheets
            found = corpora.ask(corpus, _passages, filters, selector=asked, limit=SHEET, offset=(number - 1) * SHEET)
    except Problem as problem:
        st.error(theme.plain(str(problem)), icon=":material/warning:")
        return
    if not found.items:
        _nothing(asked, filters)
        return
    st.caption(theme.plain(_summary(found, number, filters.active(corpus) != [] and found.count > 0, asked)))
    passage.legend({part["role"] for item in found.items for part in parts(item)}, key="evidence-legend")
    for place, item in enumerate(found.items):
        card(corpus, item, key=f"evidence-{number}-{place}")
    if sheets > 1:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Previous", icon=":material/arrow_back:", key="sheet-back", disabled=number == 1, on_click=_turn_to, args=(number - 1,))
            st.caption(f"{number:,} of {sheets:,}")
            st.button("Next", icon=":material/arrow_forward:", key="sheet-on", disabled=number == sheets, on_click=_turn_to, args=(number + 1,))
    with st.container(horizontal=True):
        share.copy_link(corpus.name, key="share-evidence")
        if st.button("Close", icon=":material/close:", key="sheet-close", on_click=close):
            st.rerun()


def _passages(corpus: Corpus, filters: Filters, selector: str, limit: int, offset: int) -> Passages:
    return passages(corpus, selector, filters, limit=limit, offset=offset)


def _number(text: str | None) -> int:
    return max(int(text), 1) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1


def _turn_to(number: int) -> None:
    state.change(**{state.SHEET: str(number) if number > 1 else None})


def _nothing(asked: str, filters: Filters) -> None:
    if selectors.parse(asked) is None:
        st.info("This link names evidence in a way that cannot be read. It may have been cut.", icon=":material/link_off:")
    elif filters != Filters():
        st.info("Nothing of it matches the filters.", icon=":material/filter_alt:")
        st.button("Clear all filters", key="evidence-clear", on_click=_clear)
    else:
        st.info("This corpus does not have it. The link may be for another corpus, or for an earlier build.", icon=":material/search_off:")


def _clear() -> None:
    state.write({name: values for name, values in state.params().items() if name not in state.filter_names()})


def _summary(found: Passages, number: int, filtered: bool, asked: str) -> str:
    chosen = selectors.parse(asked)
    if chosen is not None and chosen.kind in ("quote", "position"):
        return "The sentence, with its neighbours."
    first = (number - 1) * SHEET + 1
    words = f"{first:,} to {first + len(found.items) - 1:,} of {theme.count(found.count, 'passage')}"
    if found.behind != found.count:
        words += f" with {theme.count(found.behind, 'mention')}"
    return words + (", newest first. The filters apply." if filtered else ", newest first.")


def parts(item: Passage) -> list[Part]:
    """A passage in parts for the browser: neighbours, then the sentences with source, cue, content told apart."""
    marks = [(h.start, h.end, ROLES[h.role]) for h in item.highlights]
    found: list[Part] = [{"text": f"{item.before} ", "role": "around"}] if item.before else []
    found += passage.cut(item.text, marks, 0, len(item.text))
    return found + ([{"text": f" {item.after}", "role": "around"}] if item.after else [])


def card(corpus: Corpus, item: Passage, *, key: str) -> None:
    """One passage: who, the words, where they stand, how sure the machine is and why, the way into the article."""
    with st.container(border=True, key=key):
        if item.kind in ("quote", "position"):
            st.markdown(who(corpus, item))
        passage.draw(parts(item), key=f"{key}-text", legend=False)
        for words in item.also:
            st.caption("Also:")
            passage.draw([{"text": words, "role": "plain"}], key=f"{key}-also-{hash(words)}", legend=False)
        st.markdown(theme.plain(where(item)))
        if reasons := why(corpus, item):
            st.caption(theme.plain(reasons))
        if item.text != item.exact:
            st.caption("Damaged characters are shown repaired; the citation has them as they stand in the source.")
        with st.container(horizontal=True, vertical_alignment="center"):
            state.link("articles", "Open in the article", icon=":material/article:", article=item.article_id, at=str(item.start))
            path = links.link("articles", corpus=corpus.name, article=item.article_id, at=item.start).lstrip("/")
            share.copy_text(citation(item), key=f"{key}-cite", path=path)


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
        words += f" · {theme.plain(theme.badge(tokens.QUOTE_TYPES[item.type]))} quote"
    return words


def where(item: Passage) -> str:
    """Title, outlet, day; what is undated is said to be."""
    day = in_words(item.published_on) if item.published_on else "undated"
    return f"{item.title} · {item.outlet or 'outlet not given'} · {day}"


def why(corpus: Corpus, item: Passage) -> str:
    """How sure, and why this speaker, this country, this day."""
    said = ""
    if item.said_on and item.said_basis == "month":
        said = f"said in {item.said_on:%B %Y} (the text gives the month)"
    elif item.said_on and item.said_basis in ("stated", "relative"):
        said = f"said on {in_words(item.said_on)} ({'the text gives the day' if item.said_basis == 'stated' else 'reckoned from the text'})"
    country = f"speaks for {corpus.label('country', item.country)}: {item.country_reason}" if item.country and item.country_reason else ""
    notes = [
        f"confidence {item.confidence:.0%}" if item.confidence is not None else "",
        item.reason,
        country,
        f"hedged: “{item.hedge}”" if item.hedge else "",
        said,
        *item.flags,
    ]
    return " · ".join(note for note in notes if note)


def citation(item: Passage) -> str:
    """The exact words with their source, as plain text."""
    speaker = f"{item.speaker}: " if item.speaker else ""
    return f"{speaker}“{item.exact}” ({where(item).replace(' · ', ', ')}; article {item.article_id})."
