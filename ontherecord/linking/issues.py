"""One issue for one matter: positions of many articles grouped by what their targets are about.

Two steps. Inside an article, wordings of one matter are put together (:mod:`.inside`). Over the corpus, these matters join by leader clustering
(Hartigan 1975) of TF-IDF vectors of their content words, of the names in the sentences that show them and of what their articles speak of
(:mod:`.around`): the most frequent matters first join the nearest issue if they are near enough, else they found one; then matters left alone
join at a lower threshold, and issues that are alike on average become one, unless an article tells the two apart. An issue that would
swallow the corpus is split with stricter thresholds. Candidates come from an inverted index of each issue's rarest words, so that
time grows almost linearly. Words are compared, and by :mod:`.synonyms` near-synonyms ("pause", "moratorium") at a lower weight;
:mod:`.context` completes wordings that say too little by themselves, :mod:`.naming` gives each issue its name.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from numbers import Number

import pandas as pd

from ontherecord.linking import around, inside, naming
from ontherecord.linking.around import Vector, unit
from ontherecord.linking.context import Text, in_context
from ontherecord.linking.inside import Wording
from ontherecord.linking.links import Links
from ontherecord.linking.synonyms import concepts
from ontherecord.linking.terms import Terms, bare, head, terms

JOIN = 0.3
"""Cosine at which a matter joins an issue."""
ATTACH = 0.25
"""Cosine at which a matter that stayed alone joins the nearest issue after all."""
LARGEST = 0.6
"""Share of all positions that one issue may hold before it is split."""
SMALL = 40
"""An issue of fewer positions is never split."""
STRICTER = (0.6, 0.7, 0.8)
LOOKED_AT = 40
"""Issues compared for one matter and word."""

MOSTLY = 0.3
"""Share of an article's matters that must be on one issue for "the text" to be on it too."""
HEAVIEST = 4
"""Words by which issues like a whole issue are looked for."""
SYNONYM = 0.7
"""Weight of a word that has near-synonyms and of their common concept ("~halt" of "pause"): the same word counts twice as much as another
of its set, and about as much as a word that has none."""
OTHER_HEAD = 0.57
"""What is left of the likeness of two matters whose heads are of different concepts: a halt to mining and mining licences."""
NEGLIGIBLE = 0.35
"""What a weak word weighs beside others: "bill" in "the harbour tax bill"."""
AROUND = 0.3
"""What a name in the sentences that show a position weighs beside the words of its target."""
AROUND_BARE = 1.0
"""The same, where the target says nothing by itself ("the deal")."""
ARTICLE = 0.5
"""What all the words of the article weigh beside."""
ARTICLE_BARE = 1.2
"""The same, where the target names a kind of thing and no more ("the deal")."""
MERGE = 0.3
"""Mean cosine of their matters at which two issues become one."""


def link_issues(positions: pd.DataFrame, previous: pd.DataFrame | Links | None = None) -> Links:
    """Group positions (columns article_id, number, target, matter; start and evidence_text where there are) into the issues of a corpus.

    Returns nodes (issue_id, name) sorted by id and links (article_id, number, issue_id) in the order given; every position has an issue.
    ``previous``: the nodes of an earlier build. Where an issue goes on, it keeps that id and name, so that links to it live.
    The same positions in another order give the same issues.
    """
    articles: list[Hashable] = list(positions["article_id"])
    texts = in_context([_text(i, t) for i, t in zip(positions["matter"], positions["target"], strict=True)], articles)
    matters, of, surroundings = _matters(articles, texts, _column(positions, "evidence_text", ""), _column(positions, "start", None))
    if isinstance(previous, Links):
        previous = previous.nodes
    names = [(str(i), str(n)) for i, n in zip(previous["issue_id"], previous["name"], strict=True)] if previous is not None else []
    seeds = [Matter(frozenset([(name, name)])) for _, name in names]
    counts = Counter({matter: len(places) for matter, places in of.items()})
    homes = {matter: frozenset(articles[p] for p in places) for matter, places in of.items()}
    space = _Space([*matters, *seeds], surroundings, homes)
    issues = [_Issue(space.vector(seed), id=id_, name=name) for seed, (id_, name) in zip(seeds, names, strict=True)]
    order = sorted(counts, key=lambda m: (-counts[m], sum(len(t[1]) for t in m.texts), m.key))
    issues = [i for i in _attach(_cluster(order, space, JOIN, issues), space) if i.matters]
    issues = [part for i in _settled(_merged(issues, space), space) for part in _split(i, space, counts, counts.total())]
    wordings = [Counter(texts[p] for m in i.matters for p in of[m]) for i in issues]
    where: list[Counter[Hashable]] = [Counter(articles[p] for m in i.matters for p in of[m]) for i in issues]

    def near(issue: _Issue) -> Callable[[Text], float]:
        return lambda text: issue.near(space.of_text(text))

    ids = naming.name([naming.Unnamed(w, a, near(i), i.id, i.name) for i, w, a in zip(issues, wordings, where, strict=True)])
    found = {p: id_ for i, (id_, _) in zip(issues, ids, strict=True) for m in i.matters for p in of[m]}
    nodes = pd.DataFrame(sorted(set(ids)), columns=["issue_id", "name"], dtype="str")
    links = pd.DataFrame({"article_id": articles, "number": list(positions["number"]), "issue_id": [found[p] for p in range(len(texts))]})
    return Links(nodes, links)


@dataclass(frozen=True)
class Matter:
    """What one or more articles word in exactly these ways, with names in the sentences around (as they are written)."""

    texts: frozenset[Text]
    names: frozenset[str] = frozenset()

    @property
    def key(self) -> list[Text]:
        return sorted(self.texts)


def _text(issue: object, target: object) -> Text:
    wording = target if isinstance(target, str) else ""
    matter = issue if isinstance(issue, str) and issue.strip() else wording
    return " ".join(matter.split()), " ".join(wording.split())


def _column(positions: pd.DataFrame, name: str, missing: object) -> list[object]:
    return list(positions[name]) if name in positions else [missing] * len(positions)


def _matters(
    articles: Sequence[Hashable], texts: Sequence[Text], evidence: Sequence[object], starts: Sequence[object]
) -> tuple[list[Matter], dict[Matter, list[int]], dict[Matter, Vector]]:
    """The matters of each article, the places of the positions on each, and what their articles speak of."""
    by_article: dict[Hashable, dict[Text, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, (article, text) in enumerate(zip(articles, texts, strict=True)):
        by_article[article][text].append(place)
    wordings: dict[Hashable, list[tuple[Text, list[int], Wording]]] = {}
    for article, here in by_article.items():
        wordings[article] = []
        for text, places in sorted(here.items()):
            said = sorted({words for p in places if isinstance(words := evidence[p], str)})
            first = min((int(at) for p in places if isinstance(at := starts[p], Number) and at == at), default=0)  # type: ignore[call-overload]
            wordings[article].append((text, places, Wording(text[1] or text[0], " ".join(said), first)))
    rarity = inside.Rarity([w for _, _, w in rows] for rows in wordings.values())
    spoken = around.surroundings({article: [w for _, _, w in rows] for article, rows in wordings.items()}, rarity)
    where: dict[Matter, list[Vector]] = defaultdict(list)
    of: dict[Matter, list[int]] = defaultdict(list)
    for article, rows in wordings.items():
        groups: dict[int, list[int]] = defaultdict(list)
        for row, group in enumerate(inside.together([w for _, _, w in rows], rarity)):
            groups[group].append(row)
        for members in groups.values():
            matter = Matter(frozenset(rows[r][0] for r in members), frozenset(n for r in members for n in names_in(rows[r][2].evidence)))
            of[matter] += [p for r in members for p in rows[r][1]]
            where[matter].append(spoken[article])
    return list(of), of, {matter: around.together(vectors) for matter, vectors in where.items()}


@lru_cache(maxsize=50_000)
def names_in(evidence: str) -> frozenset[str]:
    """Names in the sentences that show a position, as stems."""
    return terms(evidence).names


class _Space:
    """TF-IDF vectors. The issue counts twice as much as the longer target, a name somewhat more than a common word."""

    def __init__(self, matters: Iterable[Matter], surroundings: Mapping[Matter, Vector], homes: Mapping[Matter, frozenset[Hashable]]) -> None:
        self.surroundings, self.homes = surroundings, homes
        self.vectors: dict[Matter, Vector] = {}
        self.found: Counter[str] = Counter()
        self.total = 0
        for matter in matters:
            self.total += 1
            words = {w for text in matter.texts for part in text for kind in terms(part) for w in kind} | matter.names
            self.found.update(words | {concepts()[w] for w in words if w in concepts()})

    def idf(self, term: str) -> float:
        # The square root keeps the commonest words of a corpus about one matter from counting for nothing.
        return math.sqrt(math.log(1 + max(self.total, 1) / (self.found[term] or 1)))

    def about(self, matter: Matter) -> frozenset[str]:
        """The words of which an issue must hold one for this matter to join it."""
        words: frozenset[str] = frozenset()
        for issue, target in sorted(matter.texts):
            one, other = terms(issue), terms(target)
            words |= one.strong or one.names or other.strong or other.names
        if not words:
            words = frozenset().union(*(terms(issue).weak for issue, _ in matter.texts)) | matter.names
        return words | {concepts()[w] for w in words if w in concepts()}

    def of_text(self, text: Text) -> Vector:
        """Vector of one wording, of length 1."""
        weights: Vector = {}
        for part, weight in zip((terms(text[0]), terms(text[1])), (2.0, 1.0), strict=True):
            self._weigh(part, weight, weights)
        weights = {t: w * self.idf(t) for t, w in weights.items()} or {text[0].casefold() or "?": 1.0}
        return unit(weights)

    def _weigh(self, part: Terms, weight: float, weights: Vector) -> None:
        for words, factor in zip(part, (1.0, 1.2, NEGLIGIBLE, 1.0), strict=True):
            for term in words:
                concept = concepts().get(term)
                share = weight * factor * (SYNONYM if concept else 1.0)
                weights[term] = weights.get(term, 0.0) + share
                if concept:
                    weights[concept] = weights.get(concept, 0.0) + share

    def vector(self, matter: Matter) -> Vector:
        if matter not in self.vectors:
            self.vectors[matter] = self._vector(matter)
        return self.vectors[matter]

    def _vector(self, matter: Matter) -> Vector:
        weights: Vector = {}
        for text in sorted(matter.texts):
            for term, weight in self.of_text(text).items():
                weights[term] = weights.get(term, 0.0) + weight
        weights = unit(weights)
        if matter.names:
            says_nothing = all(terms(issue).empty for issue, _ in matter.texts)
            for name, weight in unit({n: self.idf(n) for n in matter.names}).items():
                weights[name] = weights.get(name, 0.0) + weight * (AROUND_BARE if says_nothing else AROUND)
        weights = unit(weights)
        share = ARTICLE_BARE if all(terms(issue).empty or bare(issue) for issue, _ in matter.texts) else ARTICLE
        own = {around.MARK + word for text in matter.texts for word in inside.stems(text[1])}
        for word, weight in self.surroundings.get(matter, {}).items():
            if word not in own:
                weights[word] = weight * share
        # Not of length 1 where little is known of the surroundings: these then count as unlike.
        return {term: weight / math.sqrt(1 + share**2) for term, weight in weights.items()}


@dataclass(eq=False)
class _Issue:
    total: Vector
    matters: list[Matter] = field(default_factory=list)
    id: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        self.size = math.sqrt(sum(w * w for w in self.total.values())) or 1.0
        self.heads: Counter[str] = Counter()
        self.articles: set[Hashable] = set()
        if self.name and (concept := head(self.name)) is not None:
            self.heads[concept] += 1

    def near(self, vector: Vector) -> float:
        return sum(w * self.total.get(t, 0.0) for t, w in vector.items()) / self.size

    def kind(self) -> str | None:
        """The concept of the head that most of its wordings have."""
        return self.heads.most_common(1)[0][0] if self.heads else None

    def like(self, matter: Matter, vector: Vector) -> float:
        """Cosine, less where both speak of a different kind of thing."""
        heads = {concept for issue, _ in matter.texts if (concept := head(issue))}
        other = bool(heads and self.heads and self.kind() not in heads)
        return self.near(vector) * (OTHER_HEAD if other else 1.0)

    def take(self, matter: Matter, vector: Vector, homes: Iterable[Hashable]) -> None:
        self.matters.append(matter)
        self.articles.update(homes)
        self.heads.update(concept for issue, _ in sorted(matter.texts) if (concept := head(issue)))
        for term, weight in vector.items():
            self.total[term] = self.total.get(term, 0.0) + weight
        self.size = math.sqrt(sum(w * w for w in self.total.values())) or 1.0


class _Index:
    """Issues by the words that they hold."""

    def __init__(self, issues: Iterable[_Issue], space: _Space) -> None:
        self.by_term: dict[str, list[_Issue]] = defaultdict(list)
        self.space = space
        for issue in issues:
            self.add(issue, issue.total)

    def add(self, issue: _Issue, terms: Iterable[str]) -> None:
        for term in terms:
            if not term.startswith(around.MARK):
                self.by_term[term].append(issue)

    def nearest(self, matter: Matter, vector: Vector) -> tuple[_Issue | None, float]:
        """The issue most like a matter, among those that share what it is about."""
        about = self.space.about(matter)
        seen: dict[int, _Issue] = {}
        for term in sorted(about, key=lambda t: (len(self.by_term.get(t, ())), t)):
            # Issues stand in the order of founding, the frequent ones first: the first few of a common word suffice.
            for issue in self.by_term.get(term, ())[:LOOKED_AT]:
                seen.setdefault(id(issue), issue)
            if len(seen) >= 3 * LOOKED_AT:
                break
        best, score = None, 0.0
        for issue in seen.values():
            near = issue.like(matter, vector)
            if near > score + 1e-9:
                best, score = issue, near
        return best, score


def _cluster(matters: Sequence[Matter], space: _Space, threshold: float, issues: Sequence[_Issue] = ()) -> list[_Issue]:
    out = list(issues)
    index = _Index(out, space)
    for matter in matters:
        vector = space.vector(matter)
        best, score = index.nearest(matter, vector)
        if best is None or score < threshold:
            best = _Issue({})
            out.append(best)
        index.add(best, [t for t in vector if t not in best.total])
        best.take(matter, vector, space.homes[matter])
    return out


def _attach(issues: list[_Issue], space: _Space) -> list[_Issue]:
    """Matters that stayed alone join the nearest issue of several at the lower threshold."""
    alone = [i for i in issues if len(i.matters) == 1 and not i.id]
    several = [i for i in issues if len(i.matters) != 1 or i.id]
    index = _Index(several, space)
    left = []
    for issue in alone:
        vector = space.vector(issue.matters[0])
        best, score = index.nearest(issue.matters[0], vector)
        if best is not None and score >= ATTACH:
            best.take(issue.matters[0], vector, space.homes[issue.matters[0]])
        else:
            left.append(issue)
    return several + left


def _merged(issues: list[_Issue], space: _Space) -> list[_Issue]:
    """Issues that speak of one thing become one, small ones first: average linkage, with candidates by the words that weigh most in an issue."""
    index = _Index(issues, space)
    gone: set[int] = set()
    for issue in sorted(issues, key=lambda i: (len(i.matters), min(m.key for m in i.matters))):
        best, score = None, MERGE
        words = sorted((t for t in issue.total if not t.startswith(around.MARK)), key=lambda t: (-issue.total[t], t))[:HEAVIEST]
        for other in {id(o): o for t in words for o in index.by_term[t][:LOOKED_AT]}.values():
            if other is issue or id(other) in gone or (issue.id and other.id):
                continue
            few, many = sorted((issue.total, other.total), key=len)
            near = sum(w * many[t] for t, w in few.items() if t in many) / (len(issue.matters) * len(other.matters))
            if issue.heads and other.heads and issue.kind() != other.kind():
                near *= OTHER_HEAD
            near *= 1 - len(issue.articles & other.articles) / min(len(issue.articles), len(other.articles))
            if near > score + 1e-9:
                best, score = other, near
        if best is not None:
            keep, lost = (issue, best) if issue.id else (best, issue)
            for matter in lost.matters:
                keep.take(matter, space.vector(matter), space.homes[matter])
            index.add(keep, lost.total)
            gone.add(id(lost))
    return [i for i in issues if id(i) not in gone]


def _settled(issues: list[_Issue], space: _Space) -> list[_Issue]:
    """Matters that say nothing by themselves and found no issue ("the text") are what their article mostly speaks of."""
    silent = [i for i in issues if not i.id and all(terms(part).empty for m in i.matters for text in m.texts for part in text)]
    mostly: dict[Hashable, Counter[int]] = defaultdict(Counter)
    gone = {id(i) for i in silent}
    for place, issue in enumerate(issues):
        if id(issue) not in gone:
            for matter in issue.matters:
                for article in space.homes[matter]:
                    mostly[article][place] += 1
    left = []
    for issue in silent:
        about = Counter[int]()
        for matter in issue.matters:
            for article in space.homes[matter]:
                about.update(mostly[article])
        most = min(about, key=lambda p: (-about[p], -len(issues[p].matters), p), default=-1)
        if about[most] > MOSTLY * about.total():
            home = issues[most]
            for matter in issue.matters:
                home.take(matter, space.vector(matter), space.homes[matter])
        else:
            left.append(issue)
    return [i for i in issues if id(i) not in gone] + left


def _split(issue: _Issue, space: _Space, counts: Counter[Matter], total: int) -> list[_Issue]:
    held = sum(counts[m] for m in issue.matters)
    if held < SMALL or held <= LARGEST * total:
        return [issue]
    for threshold in STRICTER:
        parts = _attach(_cluster(issue.matters, space, threshold), space)
        largest = max(parts, key=lambda i: sum(counts[m] for m in i.matters))
        if sum(counts[m] for m in largest.matters) <= LARGEST * total or threshold == STRICTER[-1]:
            largest.id, largest.name = issue.id, issue.name
            return parts
    return [issue]
