"""The whole pipeline, once for all tests of positions that need it."""

from __future__ import annotations

import pytest
from spacy.language import Language

from ontherecord.settings import settings


@pytest.fixture(scope="session")
def nlp() -> Language:
    from ontherecord.extraction import pipeline

    return pipeline.nlp()


@pytest.fixture(scope="session")
def rules() -> Language:
    """The pipeline whose positions are read by rules alone."""
    from ontherecord.extraction import pipeline

    language = pipeline._loaded.__wrapped__(settings().model, settings().reader)
    language.get_pipe("otr_positions").reader = None
    return language
