"""A button that copies: the link of the view as it stands, or a text (a citation). It says so when it is done."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

FRONTEND = Path(__file__).with_name("frontend")


def frontend(*names: str) -> str:
    """The text of files of components/frontend, one behind the other."""
    return "\n".join((FRONTEND / name).read_text(encoding="utf-8") for name in names)


@cache
def _copier() -> Any:
    return st.components.v2.component("ontherecord_share", html=frontend("share.html"), css=frontend("share.css"), js=frontend("share.js"))


def copy_link(corpus: str, *, key: str = "share") -> None:
    """A button that copies the address of this very view: page, corpus, filters, open evidence. The corpus is always named."""
    data = {"label": "Copy link", "done": "Link copied.", "by_hand": "Copy this link:", "text": "", "params": {"corpus": corpus}}
    _copier()(key=key, data=data, width="content", height="content")


def copy_text(text: str, *, key: str, label: str = "Copy citation", path: str = "") -> None:
    """A button that copies ``text`` (plain) and, behind it, the full address of ``path`` ("articles?article=..."), a page of this app."""
    _copier()(key=key, data={"label": label, "done": "Copied.", "by_hand": "Copy this text:", "text": text, "path": path}, height="content")
