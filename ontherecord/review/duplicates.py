"""Names of a corpus that are likely one and the same, with the reason: what a person looks through and decides about.

A proposal is never taken on its own. Pairs that somebody said are two are not proposed again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ontherecord.queries import Corpus

if TYPE_CHECKING:
    from ontherecord.linking import Likely

MOST = 5000
"""Names that are looked through: those named most."""
KINDS = ("person", "organisation", "country", "group")


def likely(corpus: Corpus, limit: int = 30) -> list[Likely]:
    """The likeliest pairs (:func:`ontherecord.linking.duplicates`), the better known of each first, without those that were said to be two."""
    from ontherecord import linking  # slow to import: only who looks through names needs it

    apart = corpus.laying.names.apart if corpus.laying is not None else set()
    nodes = corpus.frame(
        "SELECT n.entity_id, n.kind, n.country, n.name, coalesce(n.named, TRUE) AS named, coalesce(n.variants, []) AS variants, mentions "
        "FROM nodes n JOIN (SELECT eid, count(*) AS mentions FROM mentions GROUP BY eid) USING (eid) "
        f"WHERE coalesce(n.named, TRUE) AND NOT n.hidden AND n.kind IN {KINDS} ORDER BY mentions DESC, n.entity_id LIMIT {MOST}"
    )
    links = corpus.frame(
        "SELECT article_id, key, entity_id, list_transform(coalesce(roles, []), lambda r: r.title) AS roles FROM entities "
        "WHERE entity_id IN (SELECT unnest(?::VARCHAR[]))",
        [list(nodes["entity_id"])],
    )
    uses = dict(zip(nodes["entity_id"], nodes["mentions"], strict=True))
    pairs = [pair for pair in linking.duplicates(nodes, links) if frozenset((pair.one, pair.other)) not in apart]
    return [pair if uses[pair.one] >= uses[pair.other] else _turned(pair) for pair in pairs[:limit]]


def _turned(pair: Likely) -> Likely:
    return type(pair)(pair.other, pair.one, pair.reason, pair.score)
