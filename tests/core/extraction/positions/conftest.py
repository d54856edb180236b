"""The whole pipeline, once for all tests of positions that need it."""

from __future__ import annotations

import pytest
from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    from ontherecord.extraction import pipeline

    return pipeline.nlp()
