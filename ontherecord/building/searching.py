"""The index of words, made with the corpus, so that nobody waits for it at the first search."""

from __future__ import annotations

import logging

from ontherecord.store import Writer

log = logging.getLogger(__name__)
LEAST = 200
"""Articles from which on it is made: a smaller corpus has its index in a moment when it is first needed."""


def index(writer: Writer) -> None:
    """Index the build that was just committed. A build does not fail for it: the first search makes what is missing."""
    if len(writer.known()) < LEAST:
        return
    from ontherecord.queries import Corpus, fulltext  # only large builds need it

    try:
        fulltext.index_of(Corpus.open(writer.name))
    except Exception:
        log.warning("the index of words could not be made; the first search makes it", exc_info=True)
