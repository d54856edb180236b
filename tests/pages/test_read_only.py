"""A read-only server draws no button that its core would refuse, and still shows everything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ontherecord.settings import settings

Visit = Callable[..., AppTest]
CHANGES = {
    *("Rename", "Join", "Split", "Define", "Take back", "Take it back", "Set right", "Likely duplicates", "Build", "Put issues in order"),
    *("Remove it", "Merge", "Remove a part", "Take in decisions"),
}
"""Labels of what changes something."""
PAGES = ("overview", "quotes", "positions", "people", "countries", "compare", "sources", "network", "articles", "load")


def offered(at: AppTest) -> set[str]:
    """What of it a page offers; the actions of the page Load in words, too."""
    labels = {block.label for block in (*at.button, *at.expander, *at.get("button_group"), *at.file_uploader)}
    for group in at.get("button_group"):
        labels |= {str(option) for option in getattr(group, "options", ())}
    return {label for label in labels if label in CHANGES or label.startswith("Files of articles")}


@pytest.fixture
def read_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def close() -> None:
        monkeypatch.setenv("ONTHERECORD_MODE", "read-only")
        settings.cache_clear()

    return close


@pytest.mark.parametrize("page", PAGES)
def test_no_page_offers_a_change(visit: Visit, read_only: Callable[[], None], page: str) -> None:
    read_only()
    at = visit(page)
    assert not at.error
    assert offered(at) == set()


@pytest.mark.parametrize(("page", "there"), [("load", {"Remove it", "Merge", "Rename", "Take in decisions"}), ("people", {"Likely duplicates"})])
def test_where_everything_is_open_they_are_there(visit: Visit, folder: Path, page: str, there: set[str]) -> None:
    assert there <= offered(visit(page))


def test_nothing_can_be_saved_in_the_load_report(visit: Visit, read_only: Callable[[], None]) -> None:
    read_only()
    words = " ".join(caption.value for caption in visit("load").caption)
    assert "read-only" in words
    assert "can be corrected" not in words
