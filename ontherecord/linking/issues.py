"""One issue for one matter: positions of many articles grouped by what their targets are about.

Method: leader clustering (Hartigan 1975) of TF-IDF vectors of content words, in two passes. Distinct wordings, the most frequent first, join the
nearest group if they are near enough, else they found one; then wordings left alone join at a lower threshold. A group that would swallow
the corpus is split with stricter thresholds. Candidates come from an inverted index of each group's rarest words, so that
time grows almost linearly. Nothing but words is compared: "pause" and "moratorium" meet only where some wording holds both.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from ontherecord.linking.links import Links, slug

JOIN = 0.5
"""Cosine at which a wording joins a group."""
ATTACH = 0.36
"""Cosine at which a wording that stayed alone joins the nearest group after all."""
LARGEST = 0.2
"""Share of all positions that one issue may hold before it is split."""
SMALL = 40
"""A group of fewer positions is never split."""
STRICTER = (0.6, 0.7, 0.8)
LOOKED_AT = 40
"""Groups compared for one wording."""
NAME_WORDS = 7

_STOP = """
the a an of to in on for with and or by from at as its their his her our any being is are be that this it all not no into over about against after
before until than then so such these those more most other some only new own up out off us under between within without during through per via
having making taking doing getting giving using keeping going coming putting letting bringing seeing continuing working trying helping
supporting opposing backing ensuring allowing moving holding setting acting providing responding
will would should could must may might can have has had do does did who what which when where how whether if because while
year years month months week weeks day days time way thing people part number
"""
STOP = frozenset(_STOP.split())
"""Words that say nothing of the matter."""

_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")


def link_issues(positions: pd.DataFrame, previous: pd.DataFrame | None = None) -> Links:
    """Group positions (columns article_id, number, target, issue; others are ignored) into the issues of a corpus.

    Returns nodes (issue_id, name) sorted by id and links (article_id, number, issue_id) in the order given; every position has an issue.
    ``previous``: the nodes of an earlier build. Where a group goes on, it keeps that id and name, so that links to it live.
    The same positions in another order give the same issues.
    """
    texts = [_text(issue, target) for issue, target in zip(positions["issue"], positions["target"], strict=True)]
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


Text = tuple[str, str]
"""Issue and target as one position words them."""
Vector = dict[str, float]


def _text(issue: object, target: object) -> Text:
    wording = target if isinstance(target, str) else ""
    matter = issue if isinstance(issue, str) and issue.strip() else wording
    return " ".join(matter.split()), " ".join(wording.split())


def _stem(word: str) -> str:
    """A light stem, so that "troops" meets "troop" and "sanctioning" meets "sanctions"."""
    for ending, least in (
        ("ations", 5),
        ("ation", 5),
        ("ments", 4),
        ("ment", 4),
        ("ingly", 4),
        ("ing", 4),
        ("ies", 3),
        ("ied", 3),
        ("ed", 4),
        ("es", 4),
        ("s", 3),
        ("e", 4),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            stem = word[: -len(ending)]
            return stem + "y" if ending in {"ies", "ied"} else stem.rstrip("e")
    return word


def _terms(text: str) -> list[tuple[str, bool]]:
    """Stems of the content words, each with whether it is written as a name."""
    out = []
    for match in _WORD.finditer(text):
        word = match.group().removesuffix("'s").removesuffix("’s").replace(".", "")
        low = word.casefold()
        if low not in STOP and not low.isdigit() and len(low) > 1:
            out.append((_stem(low), (word[:1].isupper() and match.start() > 0) or word.isupper()))
    return out


class _Space:
    """TF-IDF vectors of wordings. The issue counts twice as much as the longer target, a name somewhat more than a common word."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self.terms: dict[Text, Counter[str]] = {}
        found: Counter[str] = Counter()
        for text in texts:
            if text in self.terms:
                continue
            weights: Counter[str] = Counter()
            for part, weight in ((text[0], 2.0), (text[1], 1.0)):
                for term, name in _terms(part):
                    weights[term] = max(weights[term], 0) + weight * (1.2 if name else 1.0)  # type: ignore[assignment]
            self.terms[text] = weights
            found.update(weights.keys())
        self.total = max(len(self.terms), 1)
        self.found = found

    def idf(self, term: str) -> float:
        # The square root keeps the commonest words of a corpus about one matter from counting for nothing.
        return math.sqrt(math.log(1 + self.total / (self.found[term] or 1)))

    def vector(self, text: Text) -> Vector:
        weights = {t: (1 + math.log(w)) * self.idf(t) for t, w in self.terms[text].items()}
        if not weights:
            weights = {text[0].casefold() or "?": 1.0}
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

    def near(self, vector: Vector) -> float:
        return sum(w * self.total.get(t, 0.0) for t, w in vector.items()) / self.size

    def take(self, text: Text, vector: Vector) -> None:
        self.texts.append(text)
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

    def nearest(self, vector: Vector, *, but: _Group | None = None) -> tuple[_Group | None, float]:
        seen: dict[int, _Group] = {}
        for term in sorted(vector, key=lambda t: (len(self.by_term.get(t, ())), t)):
            # Groups stand in the order of founding, the frequent matters first: the first few of a common word suffice.
            for group in self.by_term.get(term, ())[:LOOKED_AT]:
                seen.setdefault(id(group), group)
            if len(seen) >= 3 * LOOKED_AT:
                break
        best, score = None, 0.0
        for group in seen.values():
            if group is not but and (near := group.near(vector)) > score + 1e-9:
                best, score = group, near
        return best, score


def _cluster(texts: Sequence[Text], space: _Space, threshold: float, groups: Sequence[_Group] = ()) -> list[_Group]:
    out = list(groups)
    index = _Index(out, space)
    for text in texts:
        vector = space.vector(text)
        best, score = index.nearest(vector)
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
        best, score = index.nearest(vector)
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
        return (group.near(space.vector(text)) + 0.05 * math.log(counts[text] or 1) - much - bare, -words, text[0])

    name = max(group.texts, key=worth)[0]
    return " ".join(name.split()[:12]) or "unnamed matter"
