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
from typing import NamedTuple

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
he she him hers them they me you your my mine us we himself herself themselves itself myself sort kind lot both two three one ones
mr mrs ms dr sen rep gov sir lord million billion
"""
STOP = frozenset(_STOP.split())
"""Words that say nothing of the matter."""
_WEAK = """
bill law act legislation deal plan agreement pact accord text draft proposal measure amendment policy decision move action step effort idea
issue question change call fight report paper letter statement comment remark speech claim argument view condition option case matter
problem situation process program programme project system reform cut increase support help work money fund funds funding cost opposition
vote election candidate nominee campaign party government administration president minister leader lawmaker official member senator senate
congress house court judge state country nation world people public citizen voter family child man woman community group company business
side team office right role power force use need result end start stop begin keep make take get give go put let hold raise kill repeal
replace pass sign approve reject block review consider discuss look talk think say tell ask know show try continue provide allow remain
become back return meet join leave lead run build create protect respond address new old big major good bad great full total final next last
first second early late proposed current former federal national international made same much able limited political illegal legal military
presidential executive approach response term charge close closing debate rule order ruling release hearing limit
"""
_POINTING = "it them this that these those him her his their its my our your they he she between"
POINTING = frozenset(_POINTING.split())
_NEWSY = "republican democrat democratic american european gop u.s us uk eu un white"
"""Names that stand in every kind of matter."""

NEGLIGIBLE = 0.35
"""What a weak word weighs beside others: "bill" in "the harbour tax bill"."""

_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")


def link_issues(positions: pd.DataFrame, previous: pd.DataFrame | None = None) -> Links:
    """Group positions (columns article_id, number, target, issue; others are ignored) into the issues of a corpus.

    Returns nodes (issue_id, name) sorted by id and links (article_id, number, issue_id) in the order given; every position has an issue.
    ``previous``: the nodes of an earlier build. Where a group goes on, it keeps that id and name, so that links to it live.
    The same positions in another order give the same issues.
    """
    texts = _in_context([_text(i, t) for i, t in zip(positions["issue"], positions["target"], strict=True)], list(positions["article_id"]))
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


def _in_context(texts: list[Text], articles: list[object]) -> list[Text]:
    """Wordings that say nothing by themselves ("the bill") stand for a fuller one of their article with the same word, where there is one."""
    terms = {text: _terms(text[0]) for text in dict.fromkeys(texts)}
    fuller: dict[tuple[object, str], Text] = {}
    for text, article in zip(texts, articles, strict=True):
        if terms[text].strong or terms[text].names:
            for term in terms[text].weak:
                key = (article, term)
                fuller[key] = min(fuller.get(key, text), text, key=lambda t: (len(t[0]), t))
    out = []
    for text, article in zip(texts, articles, strict=True):
        bare = not (terms[text].strong or terms[text].names)
        out.append(next((fuller[(article, t)] for t in sorted(terms[text].weak) if (article, t) in fuller), text) if bare else text)
    return out


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


WEAK = frozenset(_stem(word.replace(".", "")) for word in (_WEAK + _NEWSY).split())
"""Stems that fit any matter: two wordings that share nothing else are not about one thing."""


class _Terms(NamedTuple):
    """Stems of a wording. ``strong``: what it is about; ``names``: names in it; ``weak``: the rest."""

    strong: frozenset[str]
    names: frozenset[str]
    weak: frozenset[str]


def _terms(text: str) -> _Terms:
    strong, names, weak = set(), set(), set()
    for match in _WORD.finditer(text):
        whole = match.group().replace(".", "")
        word = whole.removesuffix("'s").removesuffix("’s")
        low = word.casefold()
        if low in STOP or low.isdigit() or len(low) < 2:
            continue
        stem = _stem(low)
        if stem in WEAK or (word != whole and word[:1].isupper()):
            weak.add(stem)  # "Velden's proposal" is not about Velden
        elif (word[:1].isupper() and match.start() > 0) or word.isupper():
            names.add(stem)
        elif match.start() == 0 and low.endswith("ing"):
            weak.add(stem)  # "sending troops" is about troops
        else:
            strong.add(stem)
    if not strong and not names:
        verb = {t for t in weak if t not in WEAK}  # "mining"
        return _Terms(frozenset(verb), frozenset(), frozenset(weak - verb))
    return _Terms(frozenset(strong), frozenset(names), frozenset(weak - strong - names))


class _Space:
    """TF-IDF vectors of wordings. The issue counts twice as much as the longer target, a name somewhat more than a common word."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self.terms = {text: (_terms(text[0]), _terms(text[1])) for text in texts}
        self.total = max(len(self.terms), 1)
        self.found: Counter[str] = Counter()
        for both in self.terms.values():
            self.found.update(frozenset().union(*both[0], *both[1]))

    def idf(self, term: str) -> float:
        # The square root keeps the commonest words of a corpus about one matter from counting for nothing.
        return math.sqrt(math.log(1 + self.total / (self.found[term] or 1)))

    def about(self, text: Text) -> frozenset[str]:
        """The words of which a group must hold one for this wording to join it."""
        issue, target = self.terms[text]
        return issue.strong or issue.names or target.strong or target.names or issue.weak

    def vector(self, text: Text) -> Vector:
        weights: Vector = {}
        for part, weight in zip(self.terms[text], (2.0, 1.0), strict=True):
            for terms, factor in zip(part, (1.0, 1.2, NEGLIGIBLE), strict=True):
                for term in terms:
                    weights[term] = weights.get(term, 0.0) + weight * factor
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
            if (near := group.near(vector)) > score + 1e-9:
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
        bare += 0.1 if low and low[0].endswith("ing") and words > 1 else 0.0
        return (group.near(space.vector(text)) + 0.05 * math.log(counts[text] or 1) - much - bare, -words, text[0])

    name = max(group.texts, key=worth)[0]
    return " ".join(name.split()[:12]) or "unnamed matter"
