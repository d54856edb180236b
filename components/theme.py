"""What the theme in .streamlit/config.toml cannot say, and how text from articles is put where Streamlit reads Markdown."""

from __future__ import annotations

import re

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import tokens

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")

CSS = """
/* A slim head: the page begins at the top, beside Streamlit's own buttons, which stay where they are and let clicks through elsewhere. */
[data-testid="stMainBlockContainer"] { padding: 0.9rem 2rem 3rem; max-width: 116rem; }
[data-testid="stHeader"] { background: none; }
[data-testid="stHeader"], [data-testid="stHeader"] div { pointer-events: none; }
[data-testid="stHeader"] :is(button, a), [data-testid="stHeader"] :is(button, a) * { pointer-events: auto; }
.st-key-head { padding-right: 2.75rem; min-height: 2.75rem; }
[data-testid="stApp"]:has([data-testid="stExpandSidebarButton"]) .st-key-head h1 { margin-left: 2.75rem; }
.st-key-head > [data-testid="stElementContainer"]:has([data-testid="stCaptionContainer"]) { flex: 1 1 0; min-width: 0; }
@media (min-width: 641px) { .st-key-head { flex-wrap: nowrap; } }
.st-key-head h1 { font-size: 1.75rem; padding: 0; white-space: nowrap; }
[data-testid="stMetric"] [data-testid="stMetricValue"] { font-variant-numeric: tabular-nums; }
h1 { letter-spacing: -0.01em; }
[data-testid="stMain"] h2 { font-size: 1.5rem; padding: 0.5rem 0 0.25rem; }
[data-testid="stMain"] h3 { font-size: 1.2rem; padding: 0.5rem 0 0; }
[data-testid="stSidebarHeader"] { height: 2.5rem; margin-bottom: 0; padding-top: 0.5rem; padding-bottom: 0; }
[data-testid="stSidebarUserContent"] { padding-bottom: 1.5rem; }
[data-testid="stSidebar"] h2 { padding-top: 0; }
[data-testid="stSidebar"] [data-testid="stPageLink"] a { min-height: 2.5rem; }
.st-key-questions h4 { padding-top: 0; }
/* Numbers in one line: each leads to what it counts, and says what stands behind it. */
.st-key-numbers [data-testid="stColumn"] [data-testid="stVerticalBlock"] { gap: 0; }
.st-key-numbers [data-testid="stMetricValue"] { font-size: 1.6rem; line-height: 1.2; padding: 0; }
.st-key-numbers [data-testid="stCaptionContainer"] p { font-size: 0.82rem; }
/* What a page offers, in one line: labels are read out, not shown. */
[class*="st-key-tools-"] > [data-testid="stElementContainer"] [data-testid="stWidgetLabel"] {
  position: absolute; width: 1px; height: 1px; min-height: 0; margin: 0; overflow: hidden; clip-path: inset(50%);
}
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { gap: 0.75rem; }
.st-key-strip-line { margin-bottom: -0.75rem; }
.st-key-head p { line-height: 1.3; }
/* Passages of the drawer that are not open: a line each, the whole of it a button. */
.st-key-evidence-rows [class*="-open"] button {
  justify-content: flex-start; text-align: left; padding: 0.35rem 0.5rem; border-radius: 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent);
}
.st-key-evidence-rows [class*="-open"] button p { font-size: 0.9rem; line-height: 1.4; text-align: left; }
.st-key-evidence-rows [class*="-open"] button:hover { background: color-mix(in srgb, currentColor 7%, transparent); }
.st-key-chips button { min-height: 2rem; }
[data-testid="stPopoverBody"]:has(.st-key-filter-panel) { width: min(54rem, 94vw); }
/* Chosen values: the text colour of the theme on a tint of it, where Streamlit sets white on the accent (unreadable by night). */
[data-testid="stMultiSelect"] [data-tag], [data-testid="stMultiSelect"] [data-tag] * { color: inherit !important; }
[data-testid="stMultiSelect"] [data-tag] {
  color: inherit !important; background-color: color-mix(in srgb, currentColor 14%, transparent) !important;
}
/* The same for filled buttons: dark words on the light accent of the night. Streamlit always writes white. */
button[kind="primary"], button[kind="primaryFormSubmit"] { color: light-dark(#ffffff, INK) !important; }
/* A network keeps its width where there is little room, and is moved sideways. */
.st-key-network { overflow-x: auto; }
.st-key-network [data-testid="stElementContainer"]:has([data-testid="stPlotlyChart"]),
.st-key-network [class*="st-key-network-"] { min-width: 44rem; }
@media (max-width: 640px) {
  .st-key-tiles [data-testid="stColumn"], .st-key-numbers [data-testid="stColumn"] { min-width: calc(50% - 1rem); flex-basis: calc(50% - 1rem); }
  [data-testid="stMainBlockContainer"] { padding-left: 1rem; padding-right: 1rem; }
  [data-testid="stPopoverBody"] { max-width: 94vw; }
  .st-key-head h1 { font-size: 1.4rem; }
  .st-key-head > :last-child { order: 1; margin-left: auto; }
  .st-key-keys-listener { position: absolute; }
  .st-key-head > [data-testid="stElementContainer"]:has([data-testid="stCaptionContainer"]) { order: 2; flex-basis: 100%; } }
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation-duration: 0.01ms !important; transition-duration: 0.01ms !important; } }
""".replace("INK", tokens.SURFACES["dark"].background)


def apply() -> None:
    """Put the few rules of our own into the page."""
    st.html(f"<style>{CSS}</style>")


def plain(text: str) -> str:
    """Text from an article, for a label or anything else that is read as Markdown: each sign of it stands for itself.

    Unescaped, a name such as ``![x](http://...)`` would fetch an image and ``:red[...]`` would turn red.
    """
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def badge(value: tokens.Value) -> str:
    """Glyph and label of a value, as plain text."""
    return f"{value.glyph} {value.label}"


def count(number: int, one: str, many: str | None = None) -> str:
    """1 quote, 2 quotes, 1,234 quotes."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def explain(*words: str, key: str, label: str = "How to read this") -> None:
    """What a first visitor asks once, behind a button with a question mark. ``words``: one paragraph each, as Markdown."""
    with st.popover(label, icon=":material/help:", type="tertiary", key=key):
        for paragraph in words:
            st.caption(paragraph)


def tools(page: str) -> DeltaGenerator:
    """The one line above what a page shows: what there is, views, order, export. Labels of fields in it are only read out."""
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"tools-{page}")
