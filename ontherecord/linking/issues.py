"""One issue for one matter: positions of many articles grouped by what they are about.

The matter of a position has a key, read off its own article alone (:mod:`ontherecord.matters.keys`); positions with one key are on one issue.
What an earlier build has assigned stays: a position that was there keeps its issue, and a new one goes where most positions with its key are,
else founds an issue. So no build ever joins, splits or renames issues, and the order in which articles come hardly matters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from typing import Protocol

import pandas as pd

from ontherecord.linking.links import Links, new_slug
from ontherecord.matters import naming
from ontherecord.matters.again import Marks, marks
from ontherecord.matters.keys import Key, PositionWords, keys


class EarlierIssues(Protocol):
    """The issues of an earlier build: as :class:`Links`, with columns matter, target and start in the links where they are known."""

    @property
    def nodes(self) -> pd.DataFrame: ...
    @property
    def links(self) -> pd.DataFrame: ...


def link_issues(positions: pd.DataFrame, previous: EarlierIssues | None = None) -> Links:
    """Group positions (columns article_id, number, matter, target; start and evidence_text where there are) into the issues of a corpus.

    Returns nodes (issue_id, name) sorted by id and links (article_id, number, issue_id) in the order given; every position has an issue.
    A position of ``previous`` is found again by its number, sentence, matter and target. Issues without positions are left out.
    The same positions in another order give the same issues.
    """
    articles: list[Hashable] = list(positions["article_id"])
    targets = _texts(positions, "target")
    matters = [matter or target for matter, target in zip(_texts(positions, "matter"), targets, strict=True)]
    key_of = _keys(articles, matters, targets, _texts(positions, "evidence_text"))
    issue_of: list[str | None] = [None] * len(articles)
    names: dict[str, str] = {}
    there: dict[Hashable, str] = {}
    if previous is not None:
        names = dict(zip(previous.nodes["issue_id"], previous.nodes["name"], strict=True))
        had = list(previous.links["issue_id"])
        known = Marks(zip(marks(previous.links), had, strict=True))
        issue_of = [known.find(mark) for mark in marks(positions)]
        matter_had = zip(previous.links["article_id"], _texts(previous.links, "matter"), strict=True)
        there = _commonest((key, issue) for key, issue in zip(matter_had, had, strict=True) if key[1])
    owner = _commonest(zip(key_of, issue_of, strict=True))
    new: dict[Key, list[int]] = defaultdict(list)
    for place, key in enumerate(key_of):
        issue_of[place] = issue_of[place] or there.get((articles[place], matters[place])) or owner.get(key)
        if issue_of[place] is None:
            new[key].append(place)
    for key in sorted(new, key=lambda k: (-len(new[k]), k)):
        worded = {(articles[p], matters[p], targets[p]) for p in new[key]}  # once an article
        name = naming.name(Counter((matter, target) for _, matter, target in worded), key)
        id_ = new_slug(name, names)
        names[id_] = name
        for place in new[key]:
            issue_of[place] = id_
    left = sorted({issue for issue in issue_of if issue is not None})
    nodes = pd.DataFrame([(issue, names[issue]) for issue in left], columns=["issue_id", "name"], dtype="str")
    return Links(nodes, pd.DataFrame({"article_id": articles, "number": list(positions["number"]), "issue_id": issue_of}))


def _texts(rows: pd.DataFrame, column: str) -> list[str]:
    given = rows[column] if column in rows else [""] * len(rows)
    return [" ".join(text.split()) if isinstance(text, str) else "" for text in given]


def _keys(articles: list[Hashable], matters: list[str], targets: list[str], evidence: list[str]) -> list[Key]:
    said: dict[Hashable, list[PositionWords]] = defaultdict(list)
    for article, *words in zip(articles, matters, targets, evidence, strict=True):
        said[article].append(PositionWords(*words))
    found = {article: keys(str(article), here) for article, here in said.items()}
    return [found[article][matter] for article, matter in zip(articles, matters, strict=True)]


def _commonest(pairs: Iterable[tuple[Hashable, str | None]]) -> dict[Hashable, str]:
    """For each thing the issue that most of its kind have."""
    counts: dict[Hashable, Counter[str]] = defaultdict(Counter)
    for thing, issue in pairs:
        if issue is not None:
            counts[thing][issue] += 1
    return {thing: min(held, key=lambda i: (-held[i], i)) for thing, held in counts.items()}
