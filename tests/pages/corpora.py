"""Corpora on disk from extractions built by hand, for tests of pages: no language model, a few milliseconds an article."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from ontherecord.linking import link_entities, link_issues
from ontherecord.model import Extraction
from ontherecord.settings import settings
from ontherecord.store import Writer
from tests import builders

NOTICE = "Invented articles about invented people."
UGLY = "![x](http://stranger.example/x.png) :red[Wire] <b>&amp;"
"""An outlet that tries to be Markdown and HTML."""


def write_corpus(name: str, extractions: Iterable[Extraction], notice: str = "", **options: Any) -> None:
    """Build a corpus in the folder of the settings. ``options``: those of the writer."""
    with Writer(name, notice=notice, **options) as writer:
        writer.add(extractions)
        writer.link(link_entities(writer.entities()), link_issues(writer.positions()))
        writer.report(
            [{"location": e.article.location, "article_id": e.article.id, "outcome": "loaded", "codes": [], "messages": []} for e in [*extractions]]
        )
        writer.commit()


def write_corpora(folder: Path) -> Path:
    """Two corpora in ``folder``: "sample", twelve articles about a dam, and "rain", one article of an outlet with an ugly name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONTHERECORD_CORPORA", str(folder))
        settings.cache_clear()
        write_corpus("sample", builders.small_corpus(), NOTICE)
        write_corpus("rain", [rain()])
    settings.cache_clear()
    return folder


def rain() -> Extraction:
    return builders.article(
        "rain-1",
        "{s1:[Oda <i>Brandvik</i>](oda)} {c1:said} {q1:it would **rain** <img src=http://stranger.example/z.png> until Friday}.",
        date="2025-05-02",
        outlet=UGLY,
        title="Rain ![y](http://stranger.example/y.png)",
        entities={"oda": builders.person("Oda <i>Brandvik</i>", "NO")},
        quotes=[builders.quote(1, "oda")],
    )
