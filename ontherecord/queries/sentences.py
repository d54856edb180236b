"""Where rows of quotes and positions come from: the whole sentences around their words, and the address of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ontherecord.queries.corpus import Corpus

if TYPE_CHECKING:
    import pandas as pd

_SPANS = {
    "quote": "list_filter(list_concat([cue, source], pieces), lambda x: x IS NOT NULL)",
    "position": "evidence[1:1]",
}


def with_sources(corpus: Corpus, frame: pd.DataFrame, kind: Literal["quote", "position"]) -> pd.DataFrame:
    """The rows of ``quotes`` or ``positions`` with two more columns at the end: ``sentence``, the whole sentences around the words, verbatim as the
    evidence shows them, and ``url``, the article's own address (None where none is known)."""
    import pandas as pd

    ids = frame[f"{kind}_id"].tolist()
    found = corpus.rows(
        f"""
        WITH spans AS (SELECT {kind}_id AS id, aid, {_SPANS[kind]} AS spans FROM {kind}s WHERE {kind}_id IN (SELECT unnest(?::VARCHAR[]))),
        edges AS (
            SELECT id, aid, list_min(list_transform(spans, lambda x: x.start)) AS first, list_max(list_transform(spans, lambda x: x."end")) AS last
            FROM spans
        ),
        whole AS (
            SELECT id, aid, text, first, last, list_filter(sentences, lambda s: s.start < last AND s."end" > first) AS around
            FROM edges JOIN texts USING (aid)
        ),
        cut AS (
            SELECT id, aid, text, least(first, around[1].start) AS first, greatest(last, around[-1]."end") AS last FROM whole
        )
        SELECT id, substr(text, first + 1, last - first), url FROM cut JOIN (SELECT aid, url FROM articles) USING (aid)
        """,
        [ids],
    )
    known = {id: (sentence, url) for id, sentence, url in found}
    for place, name in enumerate(("sentence", "url")):
        frame[name] = pd.Series([known[id][place] for id in ids], dtype=object, index=frame.index)
    return frame
