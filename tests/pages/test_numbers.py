"""Pages show the numbers that lists, files and evidence have (tests/core/queries/test_numbers.py holds the queries to one another)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ontherecord.queries import Corpus, Filters, headline, passages
from ontherecord.queries.filters import EITHER_WAY
from ontherecord.queries.profile import directory
from ontherecord.settings import settings
from tests import seeded
from tests.pages import seen
from tests.pages.conftest import _use
from tests.pages.corpora import write_corpus

Visit = Callable[..., AppTest]
SEEDS = (0, 2, 7, 9)
"""Filters of tests/seeded.py under which there is something of everything."""


@pytest.fixture(scope="module")
def seeded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONTHERECORD_CORPORA", str(folder))
        settings.cache_clear()
        write_corpus("seeded", seeded.extractions())
    return folder


@pytest.fixture(autouse=True)
def use(seeded_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for _ in _use(seeded_folder, monkeypatch):
        yield


@pytest.fixture(params=SEEDS, ids=lambda seed: f"filters {seed}")
def f(request: pytest.FixtureRequest) -> Filters:
    return seeded.filters(request.param)


def tables(at: AppTest) -> list[dict[str, Any]]:
    import json

    return [json.loads(e.proto.json) for e in at.get("bidi_component") if e.proto.component_name == "ontherecord_table"]


def number(text: str) -> int:
    return int(text.replace(",", ""))


def test_the_tiles_are_the_totals_of_the_pages(visit: Visit, f: Filters) -> None:
    top = headline(Corpus.open("seeded"), f)
    at = visit("overview", **f.to_params())
    assert [number(tile.value) for tile in at.metric] == [top.articles, top.quotes, top.positions, top.outlets]
    said = seen.words(at)
    assert f"by {top.speakers} speaker" in said
    assert f"on {top.issues} issue" in said
    assert f"**{top.quotes} quote" in seen.words(visit("quotes", **f.to_params()))
    assert f"by {top.speakers} speaker" in seen.words(visit("quotes", **f.to_params()))
    assert f"**{top.positions} position" in seen.words(visit("positions", **f.to_params()))
    assert f"**{top.articles} article" in seen.words(visit("articles", **f.to_params()))
    assert f"**{len(directory(Corpus.open('seeded'), f, limit=None))} names" in said  # in the menu of the export


def test_who_is_who_lists_the_speakers_that_were_counted(visit: Visit, f: Filters) -> None:
    top = headline(Corpus.open("seeded"), f)
    listed = sum(len(table["rows"]) for table in tables(visit("people", heard="quotes", **f.to_params())))
    assert listed == top.speakers <= 20


@pytest.mark.parametrize("page", ["people", "countries"])
def test_a_number_in_a_table_opens_as_many(visit: Visit, f: Filters, page: str) -> None:
    corpus = Corpus.open("seeded")
    cells = [cell for table in tables(visit(page, **f.to_params())) for row in table["rows"] for cell in row["cells"] if cell and cell.get("id")]
    assert cells
    for cell in cells:
        assert passages(corpus, cell["id"], f, limit=0).behind == number(cell["t"])


def test_cells_of_the_matrix_open_as_many(visit: Visit, f: Filters) -> None:
    corpus = Corpus.open("seeded")
    (matrix,) = [table for table in tables(visit("positions", issues="8", **f.to_params())) if table["kind"] == "matrix"]
    cells = [cell for row in matrix["rows"] for cell in row["cells"] if cell and cell.get("id")]
    assert cells
    for cell in cells:
        assert passages(corpus, cell["id"], f, limit=0).count == number(cell["t"])


def test_articles_tell_what_matches_in_them(visit: Visit, f: Filters) -> None:
    top = headline(Corpus.open("seeded"), f)
    at = visit("articles", order="quotes", **f.to_params())
    (table,) = tables(at)
    names = [column["label"] for column in table["columns"]]
    for what, total in (("Quotes", top.quotes), ("Positions", top.positions)):
        shown = [number(row["cells"][names.index(what)]["t"]) for row in table["rows"]]
        assert sum(shown) == total if len(shown) == top.articles else sum(shown) <= total


def test_an_option_is_offered_with_what_it_brings(visit: Visit) -> None:
    corpus = Corpus.open("seeded")
    (country,) = [box for box in visit("quotes", not_country="FR").multiselect if box.key == "filter_country"]
    assert country.options
    assert not [shown for shown in country.options if shown.startswith("France")]
    for shown in country.options:
        name, count = re.fullmatch(r"(\w+) \(([\d,]+)\)", shown).groups()  # type: ignore[union-attr]
        code = {"Spain": "ES", "Norway": "NO"}[name]
        alone = headline(corpus, Filters(country=(code,), not_country=("FR",)))
        assert number(count) == alone.quotes + alone.positions


def test_every_value_can_be_left_out_and_none_is_offered_for_nothing(visit: Visit) -> None:
    corpus = Corpus.open("seeded")
    (box,) = [box for box in visit("quotes", country="ES").multiselect if box.key == "filter_leave_out"]
    assert box.options
    assert all(number(re.search(r"\(([\d,]+)\)$", shown).group(1)) for shown in box.options)  # type: ignore[union-attr]
    assert len({shown.split(":")[0] for shown in box.options}) == len(EITHER_WAY)
    assert headline(corpus, Filters(country=("ES",))).quotes
