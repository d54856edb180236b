"""The load report of a corpus as a table in which dates and outlets can be corrected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from components import corpora, state, theme
from ontherecord import access
from ontherecord.building.corrections import FIELDS, Correction, correct
from ontherecord.building.report import BASES
from ontherecord.errors import Problem
from ontherecord.queries import Corpus, report
from ontherecord.queries.days import in_words

ROWS = 500
"""Rows of a report that are sent to a browser."""
SHOWN = {
    "hand": "Needs a hand",
    "all": "All",
    "messages": "With a message",
    "undated": "Undated",
    "duplicates": "Duplicates",
    "out": "Left out",
    "corrected": "Corrected",
}


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Columns for people from the columns of a load report; what needs a look comes first."""
    messages = rows["messages"].map(lambda found: " ".join(str(m) for m in found) if found is not None else "")
    known = {name: rows[name] if name in rows else pd.Series(None, index=rows.index, dtype=object) for name in OPTIONAL}
    found = pd.DataFrame(
        {
            "Outcome": rows["outcome"],
            "From": rows["location"],
            "Title": rows["title"].fillna(""),
            "Outlet": rows["outlet"].fillna(""),
            "Published": pd.to_datetime(rows["published_on"]),
            "Found in": [_basis(basis, fixed) for basis, fixed in zip(known["date_basis"], known["corrected"], strict=True)],
            "What to know": messages,
            "Words": rows["words"],
            "Language": known["language"].fillna(""),
            "Repairs": known["repairs"].fillna(""),
            "Same as": known["duplicate_of"].fillna(""),
            "Id": known["article_id"].fillna(""),
        }
    )
    return found.iloc[(messages == "").to_numpy().argsort(kind="stable")].reset_index(drop=True)


OPTIONAL = ("date_basis", "corrected", "language", "repairs", "duplicate_of", "article_id")


def _basis(basis: Any, corrected: Any) -> str:
    if isinstance(corrected, Iterable) and "date" in list(corrected):
        return "corrected"
    return BASES.get(basis, "") if isinstance(basis, str) and basis != "none" else ""


def columns() -> dict[str, Any]:
    """How the columns are drawn; only a date and an outlet can be edited."""
    text = st.column_config.TextColumn
    fixed: dict[str, Any] = {"disabled": True}
    return {
        "Outcome": text(width=80, **fixed),
        "From": text(width=140, help="File and row that it was read from", **fixed),
        "Title": text(width=200, **fixed),
        "Outlet": text(width=130, help="Double-click to correct it"),
        "Published": st.column_config.DateColumn(format="D MMM YYYY", width=110, help="Double-click to correct it; empty: undated"),
        "Found in": text(width=90, help="Where the date was found", **fixed),
        "What to know": text(width=300, help="Why it was left out, and what to do", **fixed),
        "Words": st.column_config.NumberColumn(format="localized", width=70, **fixed),
        "Language": text(width=80, **fixed),
        "Repairs": text(width=120, help="Places that are read otherwise than they stand; the original is kept", **fixed),
        "Same as": text(width=120, help="Article with the same text, or of the same story", **fixed),
        "Id": text(width=120, **fixed),
    }


def of_corpus() -> None:
    """The load report of the corpus that is chosen."""
    view = state.view_or_none()
    if view is None:
        st.caption("No corpus is open.")
        return
    corpus = view.corpus
    built = f"Built on {in_words(corpus.built_at.date())}, build {corpus.version}. " if corpus.built_at else ""
    pinned = state.pinned() is not None and corpora.newest(corpus.name) != corpus.version
    closed = pinned or not access.may()
    st.caption(
        f"{built}A row for each article and file, those with a message first. "
        + ("This link shows an earlier build, so nothing can be corrected here." if pinned else "")
        + ("" if closed else "Dates and outlets can be corrected; originals stay.")
    )
    rows = report(corpus)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = st.segmented_control(
            "Rows", list(SHOWN), format_func=SHOWN.__getitem__, default="hand", key="report_rows", label_visibility="collapsed"
        )
        st.download_button(
            "Report as CSV",
            data=lambda: _csv(rows),
            file_name=f"{corpus.name}-report.csv",
            mime="text/csv",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )
    chosen = table(rows[_mask(rows, shown or "hand")])
    if chosen.empty:
        st.caption(f"Nothing needs a hand: {theme.count(len(rows), 'row')} in all." if shown == "hand" else "No such rows.")
        _corrected(corpus, rows)
        return
    # The key goes on with the build: edits that were saved are not edits any more.
    key = f"report-{corpus.name}-{corpus.version}-{corpus.decisions}-{shown}"
    part = chosen.head(ROWS)
    edited = st.data_editor(part, hide_index=True, key=key, num_rows="fixed", column_config=columns(), disabled=closed)
    if len(chosen) > ROWS:
        st.caption(f"The first {ROWS:,} of {len(chosen):,} are shown; the CSV has them all.")
    found, without = corrections(part, edited)
    if without:
        st.info("Rows without an article cannot be corrected: nothing of them is in the corpus.", icon=":material/info:")
    if found and st.button(f"Save {theme.count(len(found), 'correction')}", type="primary", key="save_corrections"):
        _save(corpus, found)
    _corrected(corpus, rows)


def _mask(rows: pd.DataFrame, shown: str) -> pd.Series:
    loaded = rows["outcome"].isin(["loaded", "unchanged"])
    messages, undated = rows["messages"].map(len) > 0, loaded & rows["published_on"].isna()
    return {
        "hand": messages | undated | (rows["outcome"] == "left out"),
        "all": pd.Series(True, index=rows.index),
        "messages": messages,
        "undated": undated,
        "duplicates": rows["duplicate_of"].notna(),
        "out": rows["outcome"] == "left out",
        "corrected": rows["corrected"].map(len) > 0,
    }[shown]


def _csv(rows: pd.DataFrame) -> str:
    plain = rows.assign(**{name: rows[name].map(lambda values: " ".join(map(str, values))) for name in ("codes", "messages", "corrected")})
    return str(plain.to_csv(index=False))


def corrections(before: pd.DataFrame, after: pd.DataFrame) -> tuple[list[Correction], bool]:
    """What was edited, and whether something was edited that is no article."""
    found, without = [], False
    for i in range(len(before)):
        for column, field in (("Published", "date"), ("Outlet", "outlet")):
            old, new = _plain(before[column].iloc[i]), _plain(after[column].iloc[i])
            if old == new:
                continue
            id = str(before["Id"].iloc[i])
            if not id or before["Outcome"].iloc[i] not in ("loaded", "unchanged"):
                without = True
                continue
            found.append(Correction(id, field, new))
    return found, without


def _plain(value: Any) -> str | None:
    """A cell as a correction holds it: a day as 2025-03-14, a name, None for nothing."""
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, date | pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return str(value).strip() or None


def _save(corpus: Corpus, found: list[Correction]) -> None:
    try:
        correct(corpus.name, found, str(st.session_state.get("_checking_as", "")))
        corpus.refresh()
    except Problem as problem:
        st.error(theme.plain(str(problem)), icon=":material/warning:")
        return
    corpora.refresh(corpus.name)
    st.rerun()


def _corrected(corpus: Corpus, rows: pd.DataFrame) -> None:
    """What is corrected, each with a way back."""
    fixed = rows[rows["corrected"].map(len) > 0]
    if fixed.empty:
        return
    with st.expander(f"{theme.count(len(fixed), 'article')} corrected by hand", icon=":material/edit:"):
        for row in fixed.head(50).to_dict("records"):
            for name in row["corrected"]:
                value = row[FIELDS[name]]
                told = f"{name}: {_plain(value) or 'none'}"
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.markdown(f"{theme.plain(str(row['title'] or row['article_id']))} · {theme.plain(told)}", width="stretch")
                    if access.may() and st.button("Take it back", key=f"undo-{name}-{row['article_id']}", type="tertiary"):
                        _save(corpus, [Correction(str(row["article_id"]), str(name), undone=True)])
