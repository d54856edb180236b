"""Near-duplicates: the same wire story in several outlets is one story."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from ontherecord.loading.repair import ReadingText
from ontherecord.model import Article

if TYPE_CHECKING:
    from datasketch import MinHash

WORDS = 5
"""Words in a shingle: a shared run of five words is seldom chance."""
SIMILARITY = 0.5
"""Jaccard similarity of shingles from which two articles are one story."""
PERMUTATIONS = 128
MAX_WORDS = 5_000
_WORD = re.compile(r"\w+")
_BASE = np.uint64(1_000_003)


def stories(articles: Iterable[Article]) -> dict[str, str]:
    """Article id -> id of its story, which is its earliest article (by date, then as given; undated ones last). Every article has one.

    MinHash over shingles of five words with locality-sensitive hashing (Broder 1997; Indyk and Motwani 1998), by datasketch.
    Each article is compared with the first articles of stories only, so time grows with the number of articles, and a story holds
    nothing that is unlike its first article. The estimate of similarity has a standard error of about 0.04.
    """
    from datasketch import MinHashLSH  # imports scipy: more than a second that most commands can do without

    # A missed pair is worse than one that is compared in vain, for each found one is measured.
    index = MinHashLSH(threshold=SIMILARITY, num_perm=PERMUTATIONS, weights=(0.1, 0.9))
    sketches: dict[str, MinHash] = {}
    found: dict[str, str] = {}
    for article in sorted(articles, key=lambda a: a.published_on or date.max):
        sketch = _sketch(article)
        found[article.id] = article.id
        if sketch is None or article.id in sketches:
            continue
        likely = [(sketches[other].jaccard(sketch), other) for other in index.query(sketch)]
        similar = [(-score, other) for score, other in likely if score >= SIMILARITY]
        if similar:
            found[article.id] = min(similar)[1]
        else:
            sketches[article.id] = sketch
            index.insert(article.id, sketch)
    return found


def _sketch(article: Article) -> MinHash | None:
    """None for a text of fewer words than a shingle has."""
    from datasketch import MinHash

    words = _WORD.findall(ReadingText(article.text, article.repairs).text.casefold())[:MAX_WORDS]
    if len(words) < WORDS:
        return None
    hashes = np.fromiter((zlib.crc32(word.encode()) for word in words), dtype=np.uint64, count=len(words))
    shingles = np.zeros(len(words) - WORDS + 1, dtype=np.uint64)
    for i in range(WORDS):  # a polynomial over the words' hashes, which wraps round at 64 bits
        shingles = shingles * _BASE + hashes[i : len(words) - WORDS + 1 + i]
    sketch = MinHash(num_perm=PERMUTATIONS, hashfunc=int)
    sketch.update_batch(np.unique(shingles >> np.uint64(32)).tolist())
    return sketch
