"""Parts go with what hangs on them; two corpora become one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ontherecord import building
from ontherecord.building import Correction, correct, merge, part, remove
from ontherecord.cli import main
from ontherecord.errors import Code, Problem
from ontherecord.queries import Corpus, Filters, headline, report
from ontherecord.store import list_corpora

Press = Callable[..., Path]
pytestmark = pytest.mark.usefixtures("read")


@pytest.fixture
def ids(press: Press) -> list[str]:
    """A corpus "days" of four articles; their ids."""
    folder = press(range(4))
    building.build([folder], "days")
    return sorted(path.stem for path in folder.iterdir())


def counts(name: str) -> tuple[int, int, int, int]:
    found = headline(Corpus.open(name), Filters(unsure=True))
    return found.articles, found.quotes, found.positions, len(report(Corpus.open(name)))


def test_an_article_goes_with_its_corrections(ids: list[str]) -> None:
    correct("days", [Correction(ids[0], "outlet", "Valley Post")])
    what = part("days", "article", ids[0])
    assert "1 article, 1 quote, 1 position and 1 correction" in what.sentence()
    remove(what)
    assert counts("days") == (3, 3, 3, 3)
    assert headline(Corpus.open("days", 1), Filters()).articles == 4


def test_an_outlet_is_what_people_say_it_is(ids: list[str]) -> None:
    correct("days", [Correction(id, "outlet", "Valley Post") for id in ids[:2]])
    remove(part("days", "outlet", "Valley Post"))
    assert counts("days") == (2, 2, 2, 2)


def test_a_file_goes_with_its_rows(ids: list[str], press: Press) -> None:
    folder = press([], "tables")
    text = "Rui Paz said the dam would be “a {} and costly thing for all of us” in the end."
    lines = "".join(f'"{text.format(word)}"\n' for word in ("slow", "loud", "grey"))
    (folder / "rows.csv").write_text("text\n" + lines + '"Hm."\n', encoding="utf-8")
    building.build([folder], "days")
    assert counts("days") == (7, 7, 7, 8)
    what = part("days", "file", "rows.csv")
    assert (len(what.articles), len(what.locations)) == (3, 4)
    remove(what)
    assert counts("days") == (4, 4, 4, 4)
    building.build([folder], "days")
    assert counts("days")[0] == 7  # loading it again brings it back


@pytest.mark.parametrize("kind", ["article", "outlet", "file"])
def test_a_part_that_is_not_there(ids: list[str], kind: str) -> None:
    with pytest.raises(Problem) as raised:
        part("days", kind, "stranger")
    assert raised.value.code is Code.C12


def test_two_corpora_become_one(ids: list[str], press: Press) -> None:
    building.build([press([1, 7, 8], "more")], "other")
    other = press([], "third")
    (other / f"{ids[0]}.txt").write_text(
        "Else\n\nAda Brandt said the border road would be “another thing for all of us here” then.\n", encoding="utf-8"
    )
    building.build([other], "other")
    correct("other", [Correction(ids[0], "outlet", "Hill Times")])
    assert merge("other", "days") == {"added": 3, "there": 1, "renamed": 1}
    assert counts("days")[:3] == (7, 7, 7)
    assert counts("other")[0] == 4  # it stays
    corpus = Corpus.open("days")
    assert corpus.rows("SELECT article_id FROM articles WHERE outlet = 'Hill Times'") == [(f"{ids[0]}-2",)]
    assert len(report(corpus)) == 7
    assert merge("other", "days") == {"added": 0, "there": 4, "renamed": 0}
    with pytest.raises(Problem) as raised:
        merge("days", "days")
    assert raised.value.code is Code.C13


def test_the_command_line_asks_before_it_removes(ids: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpora", "--remove", "days"]) == 1
    told = capsys.readouterr().err
    assert "4 articles" in told
    assert "Add --yes" in told
    assert main(["corpora", "--remove", "days", "--article", ids[0], "--yes", "--progress", "none"]) == 0
    assert main(["correct", "days", ids[1], "--date", "2025-05-01", "--outlet", "Valley Post"]) == 0
    capsys.readouterr()
    assert main(["report", "days"]) == 0
    assert f"id {ids[1]} · “News of day 1” · Valley Post · 2025-05-01 (given, corrected)" in capsys.readouterr().out
    assert main(["report", "days", "--format", "json", "--only", "loaded"]) == 0
    assert '"published_on":"2025-05-01"' in capsys.readouterr().out
    assert main(["corpora", "--rename", "days", "weeks"]) == 0
    assert main(["corpora", "--remove", "weeks", "--yes"]) == 0
    assert list_corpora() == []
