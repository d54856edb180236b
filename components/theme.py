"""What the theme in .streamlit/config.toml cannot say, and how text from articles is put where Streamlit reads Markdown."""

from __future__ import annotations

import re

import streamlit as st

from components import tokens

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")

CSS = """
[data-testid="stMainBlockContainer"] { padding-top: 4.75rem; max-width: 84rem; }
[data-testid="stMetric"] [data-testid="stMetricValue"] { font-variant-numeric: tabular-nums; }
h1 { letter-spacing: -0.01em; }
[data-testid="stSidebar"] [data-testid="stPageLink"] a { min-height: 2.5rem; }
.st-key-questions h4 { padding-top: 0; }
.st-key-chips button { min-height: 2rem; }
/* Chosen values: the text colour of the theme on a tint of it, where Streamlit sets white on the accent (unreadable by night). */
[data-testid="stMultiSelect"] [data-tag], [data-testid="stMultiSelect"] [data-tag] * { color: inherit !important; }
[data-testid="stMultiSelect"] [data-tag] {
  color: inherit !important; background-color: color-mix(in srgb, currentColor 14%, transparent) !important;
}
/* The same for filled buttons: dark words on the light accent of the night. Streamlit always writes white. */
button[kind="primary"], button[kind="primaryFormSubmit"] { color: light-dark(#ffffff, INK) !important; }
@media (max-width: 640px) {
  .st-key-tiles [data-testid="stColumn"] { min-width: calc(50% - 1rem); flex-basis: calc(50% - 1rem); }
  [data-testid="stMainBlockContainer"] { padding-left: 1rem; padding-right: 1rem; } }
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
