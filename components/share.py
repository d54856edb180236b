"""A button that copies: the link of the view as it stands, or a text (a citation). It says so when it is done."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from ontherecord.queries import Corpus, links

FRONTEND = Path(__file__).with_name("frontend")


def frontend(*names: str) -> str:
    """The text of files of components/frontend, one behind the other."""
    return "\n".join((FRONTEND / name).read_text(encoding="utf-8") for name in names)


@cache
def _copier() -> Any:
    return st.components.v2.component("ontherecord_share", html=frontend("share.html"), css=frontend("share.css"), js=frontend("share.js"))


def copy_link(corpus: Corpus, *, key: str = "share") -> None:
    """A button that copies the address of this very view: page, corpus, build, filters, open evidence. Corpus and build are always named, so that
    the link shows the same when the corpus has grown."""
    named = dict(links.params(corpus=corpus.name, version=corpus.version or None))
    params = {name: values[0] for name, values in named.items()}
    data = {"label": "Copy link", "done": "Link copied.", "by_hand": "Copy this link:", "text": "", "params": params}
    _copier()(key=key, data=data, width="content", height="content")


def copy_text(text: str, *, key: str, label: str = "Copy citation", path: str = "") -> None:
    """A button that copies ``text`` (plain) and, behind it, the full address of ``path`` ("articles?article=..."), a page of this app."""
    _copier()(key=key, data={"label": label, "done": "Copied.", "by_hand": "Copy this text:", "text": text, "path": path}, height="content")
