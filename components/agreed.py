"""How far two people who checked the same findings agree, and what they disagree on; each opens in the review queue."""

from __future__ import annotations

import streamlit as st

from components import state, tables, theme
from components.quality_charts import in_words
from components.tables import Cell, Column, Row
from ontherecord.intervals import FEW
from ontherecord.queries import Corpus
from ontherecord.review import agreement
from ontherecord.review import queue as core
from ontherecord.review.agreement import Agreement, Disagreement


def section(corpus: Corpus) -> None:
    """The section of the page Quality."""
    st.subheader("Do those who check agree?", anchor=False)
    decisions, canonical = agreement.of_corpus(corpus)
    pairs = {f"{one}\x1f{other}": f"{one} and {other} ({n:,})" for one, other, n in agreement.pairs(decisions, canonical)}
    if not pairs:
        st.caption(
            "Nobody can tell yet: it takes two people, each with a name, who checked the same findings. “Check blind” in the queue is made for that."
        )
        state.link("review", "Check blind", icon=":material/visibility_off:", blind="1")
        return
    one, _, other = (state.select("pair", pairs, label="Whom to compare", width=360) if len(pairs) > 1 else next(iter(pairs))).partition("\x1f")
    found = agreement.agreement(decisions, one, other, canonical)
    _agreed(found)
    if found.disagreements:
        _apart(corpus, found)


def _agreed(found: Agreement) -> None:
    share, apart = found.share, len(found.disagreements)
    both = f"{theme.plain(found.one)} and {theme.plain(found.other)}"
    kappa = (
        f"Cohen’s kappa {found.kappa:.2f}" if found.kappa is not None else "Cohen’s kappa has no meaning here: both always said the same one thing"
    )
    still = sum(d.settled is None for d in found.disagreements)
    st.markdown(f"**{both} agree on {share.right:,} of {theme.count(share.checked, 'finding')} that both checked.** {kappa}.")
    few = f" That is fewer than {FEW}: a first impression." if share.few else ""
    st.caption(
        f"{in_words(share).capitalize()}.{few} They disagree on {apart:,}, of which {still:,} {'is' if still == 1 else 'are'} open. "
        "Kappa is 1 for full agreement and 0 for what chance alone would bring."
    )


def _apart(corpus: Corpus, found: Agreement) -> None:
    names = dict(_shows(corpus, [d.finding for d in found.disagreements]))
    there = [d for d in found.disagreements if d.finding in names]
    columns = (Column("Passage", "text prose", opens=True), Column(found.one), Column(found.other), Column("Settled"))
    pages = tables.page(len(there), key="quality-apart", what="disagreements")
    rows = [_row(d, names[d.finding]) for d in there[pages : pages + tables.PAGE]]

    def pick(show: str) -> None:
        open_ = any(names[d.finding] == show and d.settled is None for d in there)
        state.follow(state.href("review", kind="both", only="disputed" if open_ else "checked", item=show))

    tables.draw(
        columns, rows, key=f"quality-apart-{tables.stamp(found.one, found.other, corpus.decisions)}", caption="Choose one to settle it.", pick=pick
    )


def _row(d: Disagreement, show: str) -> Row:
    words = d.one.anchor.exact if d.one.anchor else show
    settled = core.in_words(d.settled) if d.settled else "open"
    one, other = (core.in_words(each).removeprefix(f"{each.by} ") for each in (d.one, d.other))
    return Row((Cell(tables.short(words, 200)), one, other, settled), id=show)


def _shows(corpus: Corpus, findings: list[str]) -> list[tuple[str, str]]:
    """(id of a finding, its selector) of those that are still there."""
    laying = corpus.laying
    assert laying is not None
    found = []
    for finding in findings:
        same = [*laying.same(finding)]
        rows = corpus.rows(
            "SELECT quote_id FROM quotes WHERE finding IN (SELECT unnest($1::VARCHAR[])) "
            "UNION ALL SELECT position_id FROM positions WHERE finding IN (SELECT unnest($1::VARCHAR[]))",
            [same],
        )
        found += [(finding, rows[0][0])] if rows else []
    return found
