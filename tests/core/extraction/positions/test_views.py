"""What the encoder is shown of a candidate. Hand-built articles and a tokenizer made here: no trained file is needed."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.tokens import Doc
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import BertPreTokenizer

from ontherecord.extraction.positions.candidates import Candidate, candidates
from ontherecord.extraction.positions.finder import Finder
from ontherecord.extraction.positions.views import KINDS, ORIGINS, POOLS, SIGNS, View, views
from ontherecord.extraction.speakers.component import Speakers
from tests.core.extraction.speakers.building import article

TWO = "<{Ada Lind}> ~said~ |the harbour must close|.\nRain fell.\n{Ada Lind} backed the tunnel."


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """Every word is one piece."""
    made = Tokenizer(WordLevel({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2}, unk_token="[UNK]"))
    made.pre_tokenizer = BertPreTokenizer()
    return made


def seen(marked: str, tokenizer: Tokenizer, only: set[int] | None = None) -> tuple[Doc, list[Candidate], list[View]]:
    doc = Speakers()(article(marked))
    doc._.marks = ()
    finder = Finder(doc)
    found = list(candidates(finder, finder.findings()))
    return doc, found, list(views(doc, finder, found, range(len(found)) if only is None else only, tokenizer))


def words(doc: Doc, view: View, pool: str, row: int) -> str:
    weights = view.pools[POOLS.index(pool), row]
    return " ".join(doc.text[w.start : w.end] for w in view.window.words if weights[w.piece] > 0)


def test_a_candidate_shows_what_is_said_by_whom_and_where(tokenizer: Tokenizer) -> None:
    doc, found, (view,) = seen(TWO, tokenizer)
    row = next(r for r, n in enumerate(view.numbers) if "speaker" in found[n].origins)
    assert words(doc, view, "own words", row) == "the harbour must close"
    assert words(doc, view, "actor", row) == "Ada Lind"
    assert words(doc, view, "sentence", row) == "Ada Lind said the harbour must close ."
    assert view.signs.shape == (len(view.numbers), SIGNS)
    assert view.signs[row, ORIGINS.index("speaker")] == 1
    assert view.signs[row, -1] == 1


def test_pools_are_means(tokenizer: Tokenizer) -> None:
    _, _, (view,) = seen(TWO, tokenizer)
    sums = view.pools.sum(-1)
    assert np.allclose(sums[sums > 0], 1)
    assert (sums[POOLS.index("sentence")] > 0).all()


def test_pieces_know_what_was_read_there(tokenizer: Tokenizer) -> None:
    doc, _, (view,) = seen(TWO, tokenizer)
    kinds = {doc.text[w.start : w.end]: KINDS[view.kinds[w.piece]] for w in reversed(view.window.words)}
    assert kinds["Ada"] == "source"
    assert kinds["said"] == "cue"
    assert kinds["harbour"] == "said"
    assert kinds["tunnel"] == "nothing"


def test_paragraphs_without_a_candidate_are_not_read(tokenizer: Tokenizer) -> None:
    doc, found, shown = seen(TWO, tokenizer)
    last = next(n for n, c in enumerate(found) if "backed" in c.sentence.text)
    assert "Rain" not in {doc.text[w.start : w.end] for view in shown for w in view.window.words}
    _, _, (alone,) = seen(TWO, tokenizer, {last})
    assert alone.numbers == (last,)
    assert {doc.text[w.start : w.end] for w in alone.window.words} == {"Ada", "Lind", "backed", "the", "tunnel", "."}


def test_every_candidate_stands_in_one_view(tokenizer: Tokenizer) -> None:
    long = "\n".join(f"{{Ada Lind}} backed the tunnel {'and more ' * 40}." for _ in range(8))
    _, found, shown = seen(long, tokenizer)
    assert len(shown) > 1
    assert sorted(n for view in shown for n in view.numbers) == list(range(len(found)))


def test_nothing_asked_nothing_shown(tokenizer: Tokenizer) -> None:
    assert seen(TWO, tokenizer, set())[2] == []
