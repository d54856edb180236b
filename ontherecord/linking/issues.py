"""One issue for one matter: positions of many articles grouped by what their targets are about.

Method: leader clustering (Hartigan 1975) of TF-IDF vectors of content words, in two passes. Distinct wordings, the most frequent first, join the
nearest group if they are near enough, else they found one; then wordings left alone join at a lower threshold. A group that would swallow
the corpus is split with stricter thresholds. Candidates come from an inverted index of each group's rarest words, so that
time grows almost linearly. Words are compared, and by :mod:`.synonyms` near-synonyms ("pause", "moratorium") at a lower weight;
:mod:`.context` completes wordings that say too little by themselves.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from ontherecord.linking.context import Text, in_context
from ontherecord.linking.links import Links, slug
from ontherecord.linking.synonyms import concepts
from ontherecord.linking.terms import POINTING, QUALIFIERS, Terms, head, terms

JOIN = 0.5
"""Cosine at which a wording joins a group."""
ATTACH = 0.36
"""Cosine at which a wording that stayed alone joins the nearest group after all."""
LARGEST = 0.6
"""Share of all positions that one issue may hold before it is split."""
SMALL = 40
"""A group of fewer positions is never split."""
STRICTER = (0.6, 0.7, 0.8)
LOOKED_AT = 40
"""Groups compared for one wording."""
NAME_WORDS = 7

SYNONYM = 0.7
"""Weight of a word that has near-synonyms and of their common concept ("~halt" of "pause"): the same word counts twice as much as another
of its set, and about as much as a word that has none."""
OTHER_HEAD = 0.6
"""What is left of the likeness of two wordings whose heads are of different concepts: a halt to mining and mining licences."""
NEGLIGIBLE = 0.35
"""What a weak word weighs beside others: "bill" in "the harbour tax bill"."""


def link_issues(positions: pd.DataFrame, previous: pd.DataFrame | None = None) -> Links:
    """Group positions (columns article_id, number, target, issue; others are ignored) into the issues of a corpus.

    Returns nodes (issue_id, name) sorted by id and links (article_id, number, issue_id) in the order given; every position has an issue.
    ``previous``: the nodes of an earlier build. Where a group goes on, it keeps that id and name, so that links to it live.
    The same positions in another order give the same issues.
    """
    texts = in_context([_text(i, t) for i, t in zip(positions["issue"], positions["target"], strict=True)], list(positions["article_id"]))
    counts = Counter(texts)
    names = [(str(i), str(n)) for i, n in zip(previous["issue_id"], previous["name"], strict=True)] if previous is not None else []
    space = _Space([*counts, *((name, name) for _, name in names)])
    groups = [_Group(space.vector((name, name)), id=id_, name=name) for id_, name in names]
    order = sorted(counts, key=lambda t: (-counts[t], len(t[1]), t))
    groups = [g for g in _attach(_cluster(order, space, JOIN, groups), space) if g.texts]
    groups = [part for g in groups for part in _split(g, space, counts, counts.total())]
    ids = _named(groups, space, counts)
    of = {text: id_ for g, id_ in zip(groups, ids, strict=True) for text in g.texts}
    nodes = pd.DataFrame({"issue_id": ids, "name": [g.name for g in groups]}, dtype="str").sort_values("issue_id", ignore_index=True)
    links = pd.DataFrame({"article_id": list(positions["article_id"]), "number": list(positions["number"]), "issue_id": [of[t] for t in texts]})
    return Links(nodes, links)


Vector = dict[str, float]


def _text(issue: object, target: object) -> Text:
    wording = target if isinstance(target, str) else ""
    matter = issue if isinstance(issue, str) and issue.strip() else wording
    return " ".join(matter.split()), " ".join(wording.split())


class _Space:
    """TF-IDF vectors of wordings. The issue counts twice as much as the longer target, a name somewhat more than a common word."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self.terms: dict[Text, tuple[Terms, Terms]] = {text: (terms(text[0]), terms(text[1])) for text in texts}
        self.total = max(len(self.terms), 1)
        self.found: Counter[str] = Counter()
        for both in self.terms.values():
            words: frozenset[str] = frozenset().union(*both[0], *both[1])
            self.found.update(words | {concepts()[w] for w in words if w in concepts()})

    def idf(self, term: str) -> float:
        # The square root keeps the commonest words of a corpus about one matter from counting for nothing.
        return math.sqrt(math.log(1 + self.total / (self.found[term] or 1)))

    def about(self, text: Text) -> frozenset[str]:
        """The words of which a group must hold one for this wording to join it."""
        issue, target = self.terms[text]
        words = issue.strong or issue.names or target.strong or target.names or issue.weak
        return words | {concepts()[w] for w in words if w in concepts()}

    def vector(self, text: Text) -> Vector:
        weights: Vector = {}
        for part, weight in zip(self.terms[text], (2.0, 1.0), strict=True):
            for words, factor in zip(part, (1.0, 1.2, NEGLIGIBLE, 1.0), strict=True):
                for term in words:
                    concept = concepts().get(term)
                    share = weight * factor * (SYNONYM if concept else 1.0)
                    weights[term] = weights.get(term, 0.0) + share
                    if concept:
                        weights[concept] = weights.get(concept, 0.0) + share
        weights = {t: w * self.idf(t) for t, w in weights.items()} or {text[0].casefold() or "?": 1.0}
        size = math.sqrt(sum(w * w for w in weights.values()))
        return {t: w / size for t, w in weights.items()}


@dataclass(eq=False)
class _Group:
    total: Vector
    texts: list[Text] = field(default_factory=list)
    id: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        self.size = math.sqrt(sum(w * w for w in self.total.values())) or 1.0
        self.heads: Counter[str] = Counter()
        if self.name and (concept := head(self.name)) is not None:
            self.heads[concept] += 1

    def near(self, vector: Vector) -> float:
        return sum(w * self.total.get(t, 0.0) for t, w in vector.items()) / self.size

    def like(self, text: Text, vector: Vector) -> float:
        """Cosine, less where both speak of a different kind of thing."""
        concept = head(text[0])
        other = bool(concept and self.heads and self.heads.most_common(1)[0][0] != concept)
        return self.near(vector) * (OTHER_HEAD if other else 1.0)

    def take(self, text: Text, vector: Vector) -> None:
        self.texts.append(text)
        if (concept := head(text[0])) is not None:
            self.heads[concept] += 1
        for term, weight in vector.items():
            self.total[term] = self.total.get(term, 0.0) + weight
        self.size = math.sqrt(sum(w * w for w in self.total.values())) or 1.0


class _Index:
    """Groups by the words that they hold."""

    def __init__(self, groups: Iterable[_Group], space: _Space) -> None:
        self.by_term: dict[str, list[_Group]] = defaultdict(list)
        self.space = space
        for group in groups:
            self.add(group, group.total)

    def add(self, group: _Group, terms: Iterable[str]) -> None:
        for term in terms:
            self.by_term[term].append(group)

    def nearest(self, text: Text, vector: Vector) -> tuple[_Group | None, float]:
        """The group most like a wording, among those that share what it is about."""
        about = self.space.about(text)
        seen: dict[int, _Group] = {}
        for term in sorted(about, key=lambda t: (len(self.by_term.get(t, ())), t)):
            # Groups stand in the order of founding, the frequent matters first: the first few of a common word suffice.
            for group in self.by_term.get(term, ())[:LOOKED_AT]:
                seen.setdefault(id(group), group)
            if len(seen) >= 3 * LOOKED_AT:
                break
        best, score = None, 0.0
        for group in seen.values():
            if (near := group.like(text, vector)) > score + 1e-9:
                best, score = group, near
        return best, score


def _cluster(texts: Sequence[Text], space: _Space, threshold: float, groups: Sequence[_Group] = ()) -> list[_Group]:
    out = list(groups)
    index = _Index(out, space)
    for text in texts:
        vector = space.vector(text)
        best, score = index.nearest(text, vector)
        if best is None or score < threshold:
            best = _Group({})
            out.append(best)
        index.add(best, [t for t in vector if t not in best.total])
        best.take(text, vector)
    return out


def _attach(groups: list[_Group], space: _Space) -> list[_Group]:
    """Wordings that stayed alone join the nearest group of several at the lower threshold."""
    alone = [g for g in groups if len(g.texts) == 1 and not g.id]
    several = [g for g in groups if len(g.texts) != 1 or g.id]
    index = _Index(several, space)
    left = []
    for group in alone:
        vector = space.vector(group.texts[0])
        best, score = index.nearest(group.texts[0], vector)
        if best is not None and score >= ATTACH:
            best.take(group.texts[0], vector)
        else:
            left.append(group)
    return several + left


def _split(group: _Group, space: _Space, counts: Counter[Text], total: int) -> list[_Group]:
    held = sum(counts[t] for t in group.texts)
    if held < SMALL or held <= LARGEST * total:
        return [group]
    for threshold in STRICTER:
        parts = _cluster(group.texts, space, threshold)
        parts = _attach(parts, space)
        largest = max(parts, key=lambda g: sum(counts[t] for t in g.texts))
        if sum(counts[t] for t in largest.texts) <= LARGEST * total or threshold == STRICTER[-1]:
            largest.id, largest.name = group.id, group.name
            return parts
    return [group]


def _named(groups: list[_Group], space: _Space, counts: Counter[Text]) -> list[str]:
    """Give every group a name, its most central short wording, and an id; returns the ids."""
    taken = {g.id for g in groups if g.id}
    ids = []
    for group in groups:
        if not group.id:
            group.name = _central(group, space, counts)
            base = slug(group.name)
            number = 1
            while (found := base if number == 1 else f"{base}-{number}") in taken:
                number += 1
            group.id = found
            taken.add(found)
        ids.append(group.id)
    return ids


def _central(group: _Group, space: _Space, counts: Counter[Text]) -> str:
    """The wording nearest to the group's centre; frequent and short ones first among equals."""

    def worth(text: Text) -> tuple[float, int, str]:
        words = len(text[0].split())
        much = 0.0 if words <= NAME_WORDS else 0.1 * (words - NAME_WORDS)
        bare = 0.25 if words == 1 else 0.0
        low = text[0].casefold().split()
        bare += 0.3 if POINTING & set(low) else 0.0  # "changing it" names nothing
        bare += 0.15 if terms(text[0]).years or terms(text[0]).weak & QUALIFIERS else 0.0  # "a temporary halt" is the halt
        bare += 0.1 if low and low[0].endswith("ing") and words > 1 else 0.0
        return (group.near(space.vector(text)) + 0.05 * math.log(counts[text] or 1) - much - bare, -words, text[0])

    name = max(group.texts, key=worth)[0]
    return " ".join(name.split()[:12]) or "unnamed matter"
