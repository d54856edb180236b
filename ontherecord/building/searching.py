"""What questions are asked of, and the index of words: made with the corpus, so that nobody waits at the first opening and the first search."""

from __future__ import annotations

import logging

from ontherecord.store import Writer

log = logging.getLogger(__name__)
LEAST = 200
"""Articles from which on they are made: a smaller corpus is joined and indexed in a moment when that is first needed."""


def index(writer: Writer) -> None:
    """Open the build that was just committed, which writes its serving file, and index it. A build does not fail for it: whoever opens or searches
    first makes what is missing."""
    if len(writer.known()) < LEAST:
        return
    from ontherecord.queries import Corpus, fulltext  # only large builds need it

    try:
        fulltext.index_of(Corpus.open(writer.name))
    except Exception:
        log.warning("the index of words could not be made; the first search makes it", exc_info=True)
