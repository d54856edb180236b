"""Quality: how much of what is shown is right, by what people checked of a random sample; and how far they agree."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import agreed, charts, corpora, quality_charts, review_desk, state, tables, theme, tokens
from components.quality_charts import Line, in_words
from components.tables import Column, Row
from ontherecord.intervals import FEW
from ontherecord.queries import Corpus, Filters
from ontherecord.review import quality
from ontherecord.review.quality import MEASURES, Kind, Quality

KINDS = {"quote": "Quotes", "position": "Positions"}
GROUPS = 12
"""Outlets that are drawn, the most checked first."""


def page() -> None:
    view = state.view()
    corpus, filters = view.corpus, view.filters
    if corpus.laying is None:
        st.info("Nothing can be decided here: this corpus is not kept.", icon=":material/info:")
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        kind: Any = state.choice("kind", KINDS, label="What is measured")
        with st.popover("Sample", icon=":material/tune:"):
            size = int(
                state.select(
                    "size", {str(n): f"{n:,} findings" for n in (quality.SIZE, *(n for n in quality.SIZES if n != quality.SIZE))}, label="Size"
                )
            )
            seed = _seed()
    found: Quality = corpora.ask(corpus, _quality, filters, kind=kind, size=size, seed=seed)
    if not found.population:
        st.info(f"There are no {kind}s here that the filters let through.", icon=":material/search_off:")
    else:
        _headline(found, size, seed)
        if found.checked:
            _measures(found, size, seed)
            _groups(found, size, seed)
            _calibration(found, size, seed)
    _models(kind, open=not found.checked)
    agreed.section(corpus)


def _quality(corpus: Corpus, filters: Filters, kind: Kind, size: int, seed: int) -> Quality:
    return quality.quality(corpus, filters, kind, size, seed)


def _seed() -> int:
    """Which of all possible samples, kept in the URL."""
    now = review_desk.number("seed", quality.SEED, 999_999)
    if st.session_state.get("quality-seed") != now:
        st.session_state["quality-seed"] = now

    def changed() -> None:
        chosen = int(st.session_state["quality-seed"])
        state.change(seed=str(chosen) if chosen != quality.SEED else None)

    st.number_input("Seed", 1, 999_999, key="quality-seed", on_change=changed, help="The same seed draws the same sample; another draws another one.")
    return now


def _to_check(found: Quality, size: int, seed: int, **more: str) -> dict[str, Any]:
    """Parameters of the queue that holds the sample."""
    asked = {"kind": found.kind, "order": "sample"} | ({"size": str(size)} if size != quality.SIZE else {})
    return asked | ({"seed": str(seed)} if seed != quality.SEED else {}) | more


def _headline(found: Quality, size: int, seed: int) -> None:
    main, shown = found.shares["attribution"], found.shown
    what = theme.count(shown.count, found.kind)
    said = "are likely right, with their speaker" if found.kind == "quote" else "are likely right as shown"
    if not found.checked:
        st.markdown(f"**Nothing of the sample is checked yet.** {found.drawn:,} of {found.population:,} {found.kind}s were drawn at random.")
        st.caption(f"Check at least {FEW} of them, and this page says how many of all that is shown are likely right.")
    elif main.few:
        st.warning(
            f"Only {found.checked:,} of the sample {'is' if found.checked == 1 else 'are'} checked. That is too few to say how much is right; "
            f"it takes at least {FEW}. What stands below is a first impression.",
            icon=":material/hourglass_top:",
        )
    else:
        likely = f"{shown.low:,} to {shown.high:,}" if shown.low != shown.high else f"{shown.low:,}"
        st.markdown(f"### Of the {what} shown, about {likely} {said}.")
        st.caption(
            f"{found.checked:,} of {found.drawn:,} in the sample are checked, drawn from {found.population:,}. "
            f"Of what the program wrote, {in_words(main)}. In 95 of 100 such samples the true share lies in such an interval."
        )
    if found.checked and found.covered < 0.95:
        st.caption(f"Nothing was checked yet of some kinds and bands of confidence, which hold {1 - found.covered:.0%} of all.")
    left = found.drawn - found.checked
    label = f"Check the {left:,} that are left of the sample" if found.checked and left else "Check the sample" if left else "See what was checked"
    state.link("review", label, icon=":material/fact_check:", **_to_check(found, size, seed, **({} if left else {"only": "checked"})))


def _leads(found: Quality, size: int, seed: int) -> str:
    return state.href("review", **_to_check(found, size, seed, only="checked"))


def _measures(found: Quality, size: int, seed: int) -> None:
    known = {row.measure: row.value for row in reversed(quality.measured(found.kind)) if row.comparable}
    leads = _leads(found, size, seed)
    lines = [Line(words.capitalize(), found.shares[name], leads, known.get(name)) for name, words in MEASURES[found.kind].items()]
    st.subheader("How much is right", anchor=False)
    alt = "; ".join(f"{line.name}: {in_words(line.share)}" for line in lines)
    charts.draw(
        quality_charts.intervals(lines), quality_charts.table(lines, "What"), [leads] * len(lines), key="quality-measures", alt=alt, pick=state.follow
    )
    real = "quotes" if found.kind == "quote" else "positions"
    main = "as a quote, with its speaker" if found.kind == "quote" else "with actor, stance, side, target and issue"
    st.caption(
        f"The first line: right {main}. From the third on: of those that are {real} at all. "
        "A bar is the interval in which the true share likely lies."
    )


def _groups(found: Quality, size: int, seed: int) -> None:
    looks: Any = tokens.QUOTE_TYPES if found.kind == "quote" else tokens.STANCES
    of_kind = [Line(looks[name].label, share, _leads(found, size, seed)) for name, share in found.types.items()]
    asked = _to_check(found, size, seed, only="checked")
    of_outlet = [
        Line(name or "outlet not given", share, _address(asked, outlet=name) if name else _leads(found, size, seed))
        for name, share in list(found.outlets.items())[:GROUPS]
    ]
    for title, first, lines, key in (
        ("By kind of quote" if found.kind == "quote" else "By stance", "Kind", of_kind, "quality-kinds"),
        ("By outlet", "Outlet", of_outlet, "quality-outlets"),
    ):
        st.subheader(title, anchor=False)
        alt = "; ".join(f"{line.name}: {in_words(line.share)}" for line in lines)
        leads = [line.leads for line in lines]
        charts.draw(quality_charts.intervals(lines), quality_charts.table(lines, first), leads, key=key, alt=alt, pick=state.follow)
    if any(line.share.few for line in (*of_kind, *of_outlet)):
        st.caption(f"Where fewer than {FEW} were checked, the line is long and says little.")


def _address(asked: dict[str, str], **more: str) -> str:
    return state.href("review", **asked, **more)


def _calibration(found: Quality, size: int, seed: int) -> None:
    st.subheader("Does confidence mean what it says?", anchor=False)
    leads = _leads(found, size, seed)
    alt = "; ".join(f"stated {stated:.0%}: {in_words(share)}" for _, stated, share in found.bands)
    figure, table = quality_charts.calibration(found.bands, leads), quality_charts.bands_table(found.bands)
    charts.draw(figure, table, [leads] * len(found.bands), key="quality-bands", alt=alt, pick=state.follow)
    st.caption("On the dotted line, 80% sure means that 8 of 10 are right. Below it the program is too sure of itself, above it too careful.")


def _models(kind: Kind, *, open: bool) -> None:
    with st.expander("What the models that come with the program scored in tests", key=f"quality-models-{open}", expanded=open, type="compact"):
        columns = (Column("Question"), Column("What was measured", "text prose"), Column("On"), Column("Score", "nowrap inline"), Column("Source"))
        rows = [Row((MEASURES[kind][row.measure], row.what, row.articles, f"{row.value * 100:.1f}%", row.source)) for row in quality.measured(kind)]
        tables.draw(
            columns, rows, key=f"quality-models-{kind}", caption="Scores on annotated news, not on this corpus.", pick=lambda _: None, small=True
        )
        st.caption("Other articles, other topics: your corpus may fare better or worse. Only what was checked here speaks of it.")


page()
