"""Names of a corpus that are likely one and the same, with the reason: what a person looks through and decides about.

A proposal is never taken on its own. Pairs that somebody said are two are not proposed again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from ontherecord.queries import Corpus
from ontherecord.text import fold

MOST = 3000
"""Names that are looked through: those named most."""
ALIKE = 88
"""How alike (0 to 100) two names are spelled that may be one."""
KINDS = ("person", "organisation")


class Likely(NamedTuple):
    """``one`` and ``other`` (ids, the better known first) may be the same: ``reason`` in words; ``score`` from 0 to 1, to order by."""

    one: str
    other: str
    reason: str
    score: float


class _Name(NamedTuple):
    id: str
    kind: str
    country: str | None
    words: tuple[str, ...]
    variants: frozenset[str]
    name: str


def likely(corpus: Corpus, limit: int = 30) -> list[Likely]:
    """The likeliest pairs, without those that were said to be two."""
    apart = corpus.laying.names.apart if corpus.laying is not None else set()
    names = _names(corpus)
    found: dict[frozenset[str], Likely] = {}
    for one, other in _neighbours(names):
        pair = frozenset((one.id, other.id))
        if pair in apart or pair in found or (one.country and other.country and one.country != other.country):
            continue
        if (reason := _reason(one, other)) is not None:
            found[pair] = Likely(one.id, other.id, *reason)
    return sorted(found.values(), key=lambda pair: (-pair.score, pair.one, pair.other))[:limit]


def _names(corpus: Corpus) -> list[_Name]:
    rows = corpus.rows(
        "SELECT n.entity_id, n.kind, n.country, n.name, coalesce(n.variants, []) FROM nodes n JOIN "
        "(SELECT eid, count(*) AS mentions FROM mentions GROUP BY eid) USING (eid) "
        f"WHERE coalesce(n.named, TRUE) AND NOT n.hidden AND n.kind IN {KINDS} ORDER BY mentions DESC, n.entity_id LIMIT {MOST}"
    )
    return [
        _Name(id, kind, country, tuple(fold(name).replace(".", " ").split()), frozenset(map(fold, variants)), name)
        for id, kind, country, name, variants in rows
    ]


def _neighbours(names: list[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """Pairs that are worth comparing: of one kind, with a word, a start or the first letters of their words alike."""
    blocks: dict[tuple[str, str], list[_Name]] = defaultdict(list)
    for name in names:
        keys = {*name.words, *(v for v in name.variants), "".join(word[0] for word in name.words), " ".join(name.words)[:4]}
        for key in keys:
            blocks[name.kind, key].append(name)
    for block in blocks.values():
        if len(block) > 40:  # a word that many share ("ministry") tells nothing
            continue
        for i, one in enumerate(block):
            for other in block[i + 1 :]:
                yield one, other


def _reason(one: _Name, other: _Name) -> tuple[str, float] | None:
    from rapidfuzz import fuzz  # only here

    a, b = " ".join(one.words), " ".join(other.words)
    if a == b:
        return "the same name", 0.95
    if a in other.variants or b in one.variants:
        return f"“{other.name if b in one.variants else one.name}” is a spelling of the other, too", 0.9
    short, long = sorted((one, other), key=lambda n: len(n.words))
    if one.kind == "person" and len(short.words) > 1 and short.words[-1] == long.words[-1]:
        if short.words[0] == long.words[0]:
            return "the same first and last name", 0.85
        if min(len(short.words[0]), len(long.words[0])) == 1 and short.words[0][0] == long.words[0][0]:
            return "the same last name and first letter", 0.75
    if one.kind == "organisation" and len(short.words) == 1 and len(long.words) > 2 and short.words[0] == "".join(w[0] for w in long.words):
        return f"the first letters of “{long.name}”", 0.7
    alike = fuzz.ratio(a, b)
    if alike >= ALIKE and min(len(a), len(b)) > 5:
        return "spelled almost alike", alike / 100 * 0.8
    return None
