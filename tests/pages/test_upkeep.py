"""What is done to a corpus on the page: corrections in the load report, renaming, removing; and the build that a visit keeps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components import jobs, load_report
from ontherecord.building import Correction, correct
from ontherecord.store import Writer, corpus_names
from tests.pages.corpora import write_corpora
from tests.pages.test_load import words

Visit = Callable[..., AppTest]


@pytest.fixture
def own_folder(empty_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Corpora that a test may change."""
    return write_corpora(tmp_path)


@pytest.mark.usefixtures("own_folder")
def test_a_visit_keeps_its_build_until_it_asks_for_the_newer(visit: Visit) -> None:
    at = visit("articles")
    with Writer("sample") as writer:
        writer.commit()
    correct("sample", [Correction("dam-1", "outlet", "Hill Times")])
    assert at.run().button(key="show_newer").label == "A newer build is there: show it"
    at.switch_page("load.py").run()
    assert "build 1" in words(at)
    at.button(key="show_newer").click().run()
    assert "build 2" in words(at)
    assert "show_newer" not in {button.key for button in at.button}
    assert "outlet: Hill Times" in words(at)
    at.button(key="undo-outlet-dam-1").click().run()
    assert "Hill Times" not in words(at)  # what a visit changes itself it sees at once


@pytest.mark.usefixtures("own_folder")
def test_a_corpus_is_renamed_and_removed(visit: Visit) -> None:
    at = visit("load", corpus="rain")
    at.segmented_control(key="upkeep").set_value("rename").run()
    at.text_input(key="rename_to").set_value("sample")
    at.button(key="FormSubmitter:rename-Rename").click().run()
    assert "C10: " in words(at)
    at.text_input(key="rename_to").set_value("snow")
    at.button(key="FormSubmitter:rename-Rename").click().run()
    assert corpus_names() == ["sample", "snow"]
    assert "rain is now called snow." in words(at)
    assert at.query_params["corpus"] in ("snow", ["snow"])
    at.segmented_control(key="upkeep").set_value("all").run()
    assert at.button(key="all_go").disabled
    at.text_input(key="sure").set_value("snow").run()
    assert "1 article" in words(at)
    at.button(key="all_go").click().run()
    assert corpus_names() == ["sample"]


@pytest.mark.usefixtures("own_folder")
def test_what_goes_is_said_before_a_part_is_removed(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    done = SimpleNamespace(
        corpus="sample", running=False, cancelled=False, message="", report=None, doing="Removing from", notes=[], said="Removed: 1 articles."
    )
    monkeypatch.setattr(jobs, "upkeep", lambda arguments, corpus, doing: started.append(arguments) or done)
    at = visit("load")
    at.segmented_control(key="upkeep").set_value("part").run()
    at.selectbox(key="part_article").set_value("dam-1").run()
    assert "This removes the article" in words(at)
    assert not started
    at.button(key="part_go").click().run()
    assert started == [["--remove", "sample", "--article", "dam-1", "--yes"]]
    assert "Removed: 1 articles." in words(at)


def test_edits_of_the_report_become_corrections() -> None:
    before = pd.DataFrame(
        {
            "Id": ["a", "b", "", "d"],
            "Outcome": ["loaded", "unchanged", "left out", "loaded"],
            "Published": pd.to_datetime(["2025-03-01", None, None, "2025-03-02"]),
            "Outlet": ["Valley Post", "", "", "Hill Times"],
        }
    )
    after = before.assign(
        Published=pd.to_datetime(["2025-03-01", "2025-03-05", "2025-03-06", None]), Outlet=["Valley Post ", " Hill Times", "", "Hill Times"]
    )
    found, without = load_report.corrections(before, after)
    assert found == [Correction("b", "date", "2025-03-05"), Correction("b", "outlet", "Hill Times"), Correction("d", "date", None)]
    assert without
