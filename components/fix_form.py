"""A form that sets a quote or a position right: what the program says stands in it, and what a person changes becomes a fix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from components import corpora, theme, tokens
from ontherecord import countries
from ontherecord.errors import Code, Problem
from ontherecord.model import ASSERTED, QUOTE_TYPES, SIDES, STANCES
from ontherecord.queries import Corpus, Filters, issue_counts, reader
from ontherecord.queries.questions import Passage
from ontherecord.review import deciding
from ontherecord.review.deciding import Made
from ontherecord.store.schema import fold

NOBODY, NO_COUNTRY = "", ""
"""Values that stand for nobody known and for no country."""
VOICES = ("person", "organisation", "country", "group", "other")
"""Kinds of entities that can be quoted or take a position, in the order in which they are offered."""
ISSUES = 300
"""Issues that are offered, the most common first; any other can be typed."""
Fields = dict[str, Any]


def fix_form(corpus: Corpus, passage: Passage, key: str, on_done: Callable[[Made], None], *, by: str = "", blind: bool = False) -> bool:
    """Draw the form for a quote or position and put on record what a person changes in it, signed ``by`` them. ``blind``: the passage is
    what the machine wrote, whatever others have decided.

    ``on_done(made)`` is called from the callback of the button, before the page is drawn anew. Whether it was saved just now: a drawer, which
    runs alone, then has to ``st.rerun()``. Nothing is written where nothing was changed. Fields are keyed by ``key`` and the passage, so that
    the next passage begins with values of its own.
    """
    key = f"{key}-{passage.show}"
    problem = f"{key}-problem"
    offered = (_quote if passage.kind == "quote" else _position)(corpus, passage)
    with st.form(key, border=False):
        for name, draw in offered.items():
            draw(f"{key}-{name}")
        st.text_input("Note", key=f"{key}-note", placeholder="Why, for others who check", max_chars=deciding.NOTE_LENGTH)
        given = (corpus, passage, key, [*offered], on_done, by, blind)
        saved = st.form_submit_button("Save", icon=":material/check:", key=f"{key}-save", type="primary", on_click=_save, args=given)
    if words := st.session_state.pop(problem, None):
        st.error(words, icon=":material/warning:")
        return False
    return saved


def _save(corpus: Corpus, passage: Passage, key: str, names: list[str], on_done: Callable[[Made], None], by: str, blind: bool) -> None:
    given = {name: st.session_state[f"{key}-{name}"] for name in names}
    try:
        value = changed(corpus, passage, given)
        if value:
            on_done(deciding.fix(corpus, passage.show, value, by, st.session_state.get(f"{key}-note") or "", blind=blind))
        else:
            st.session_state[f"{key}-problem"] = "Nothing was changed. Change a field, or confirm it as it is."
    except Problem as found:
        what = "Its name or its words have just changed: close the form and open it again." if found.code is Code.F04 else str(found)
        st.session_state[f"{key}-problem"] = theme.plain(what)


def changed(corpus: Corpus, passage: Passage, given: Mapping[str, Any]) -> Fields:
    """What the fields of the form say that the passage does not, as :func:`ontherecord.review.deciding.fix` takes it. {} for nothing new."""
    now = held(passage)
    found: Fields = {}
    for name, value in given.items():
        words = " ".join(value.split()) if isinstance(value, str) else value
        if words == now[name] or (words is None and now[name] == ""):
            continue
        if name in ("speaker", "actor"):
            found[name] = _somebody(corpus, passage, words)
        elif name == "issue":
            found[name] = _matter(corpus, words)
        else:
            found[name] = words or None
    # An empty target or issue is none that can be kept: it stays what it was.
    return {name: value for name, value in found.items() if value is not None or name in ("speaker", "country", "said_on")}


def held(passage: Passage) -> Fields:
    """What the form shows at first: ids of people and issues, codes of countries, values of the rest."""
    if passage.kind == "quote":
        return {
            "speaker": passage.speaker_id or NOBODY,
            "asserted": passage.asserted or "said",
            "type": passage.type,
            "country": passage.country or NO_COUNTRY,
            "said_on": _day(passage),
        }
    return {
        "actor": passage.speaker_id or passage.speaker or NOBODY,
        "stance": passage.stance,
        "target": passage.target or "",
        "toward": passage.toward or "neither",
        "issue": passage.issue_id or "",
        "country": passage.country or NO_COUNTRY,
        "said_on": _day(passage),
    }


def _day(passage: Passage) -> str:
    """The day of the words as the form writes it; "" where it is not known, or no more than its month."""
    return passage.said_on.isoformat() if passage.said_on and passage.said_basis not in ("month", "year") else ""


def _somebody(corpus: Corpus, passage: Passage, value: str) -> Fields | None:
    """Somebody by id, else by the name that was typed; None for nobody. "Marchand" is the one of that name whom the article names."""
    if not value:
        return None
    rows = corpus.rows("SELECT entity_id, name FROM nodes WHERE entity_id = $1 OR lower(name) = lower($1) ORDER BY entity_id <> $1 LIMIT 1", [value])
    if rows:
        return {"id": rows[0][0], "name": rows[0][1]}
    words = set(fold(value).split())
    alike = [(id, name) for id, name in people(corpus, passage.article_id).items() if words <= set(fold(name).split())]
    return {"id": alike[0][0], "name": alike[0][1]} if len(alike) == 1 else {"name": value}


def _matter(corpus: Corpus, value: str) -> Fields | None:
    if not value:
        return None
    rows = corpus.rows("SELECT issue_id, name FROM issues WHERE issue_id = $1 OR lower(name) = lower($1) ORDER BY issue_id <> $1 LIMIT 1", [value])
    return {"id": rows[0][0], "name": rows[0][1]} if rows else {"name": value}


# --- what is offered ----------------------------------------------------------------------------------------------------------------------

Draw = Callable[[str], Any]


def _quote(corpus: Corpus, passage: Passage) -> dict[str, Draw]:
    now = held(passage)
    return {
        "speaker": _names(corpus, passage, now["speaker"], "Who said it", {NOBODY: "Nobody known"}),
        "asserted": _few("Said or not", {value: tokens.ASSERTED[value].label for value in ASSERTED}, now["asserted"]),
        "type": _few("Kind of quote", {value: tokens.QUOTE_TYPES[value].label for value in QUOTE_TYPES}, now["type"]),
        "country": _country(now["country"]),
        "said_on": partial(_text, "Said on (2025-03-14)", now["said_on"]),
    }


def _position(corpus: Corpus, passage: Passage) -> dict[str, Draw]:
    now = held(passage)
    return {
        "actor": _names(corpus, passage, now["actor"], "Who takes the position", {}),
        "stance": _few("Stance", {value: tokens.STANCES[value].label for value in STANCES}, now["stance"]),
        "target": partial(_text, "On what", now["target"]),
        "toward": _few("Side on the issue", {value: tokens.SIDES[value].label for value in SIDES}, now["toward"]),
        "issue": _issues(corpus, passage, now["issue"]),
        "country": _country(now["country"]),
        "said_on": partial(_text, "Said on (2025-03-14)", now["said_on"]),
    }


def people(corpus: Corpus, article: str) -> dict[str, str]:
    """Who is named in an article: id -> name in the corpus, people first, then by where they are first named."""
    found = reader(corpus, article)
    first: dict[int, int] = {}
    for mention in found.extraction.mentions:
        first[mention.entity] = min(mention.start, first.get(mention.entity, mention.start))
    voices = [e for e in found.extraction.entities if e.kind in VOICES and e.key in found.entity_ids]
    voices.sort(key=lambda e: (not e.named, VOICES.index(e.kind), first.get(e.key, 10**9)))
    return {found.entity_ids[e.key]: corpus.label("speaker", found.entity_ids[e.key]) for e in voices}


def _names(corpus: Corpus, passage: Passage, now: str, label: str, more: Mapping[str, str]) -> Draw:
    found = {now: passage.speaker or now} if now else {}
    found |= people(corpus, passage.article_id)
    return partial(_open, label, found | dict(more), now, "Those whom the article names stand first. Anybody else: type the name.")


def _issues(corpus: Corpus, passage: Passage, now: str) -> Draw:
    rows = corpora.ask(corpus, issue_counts, Filters(unsure=True), limit=ISSUES)
    found = {now: passage.issue or now} if now else {}
    found |= dict(zip(rows["issue_id"], rows["issue"], strict=True))
    return partial(_open, "Issue", found, now, "The most common issues are listed. Another one: type its name.")


def _country(now: str) -> Draw:
    names = {code: countries.name(code) for code in countries.codes()}
    offered = {NO_COUNTRY: "No country", **dict(sorted(names.items(), key=lambda item: item[1]))}
    return lambda key: st.selectbox(
        "Speaks for",
        list(offered),
        index=list(offered).index(now) if now in offered else 0,
        format_func=lambda value: offered[value],
        key=key,
        help="Left as it is, somebody else brings their own country along.",
    )


def _open(label: str, offered: Mapping[str, str], now: str, help: str, key: str) -> None:
    """A list that takes what it does not hold, too."""
    values = list(offered)
    index = values.index(now) if now in offered else None
    st.selectbox(
        label,
        values,
        index=index,
        format_func=lambda value: offered.get(value, value),
        key=key,
        help=help,
        accept_new_options=True,
        placeholder="Choose, or type a name",
    )


def _few(label: str, offered: Mapping[Any, str], now: Any) -> Draw:
    """One of a few words, all in sight."""
    return lambda key: st.segmented_control(label, list(offered), format_func=lambda value: offered[value], default=now, key=key, required=True)


def _text(label: str, now: str, key: str) -> None:
    st.text_input(label, value=now, key=key, max_chars=deciding.NAME_LENGTH)
